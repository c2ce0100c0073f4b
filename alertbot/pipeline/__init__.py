"""The story on one page: poll_feed, read_article, assess, file_incident, plan_alerts, deliver.

    feed ─poll─▶ entry ─read─▶ article ─assess─▶ signals ─file─▶ incident ─plan─▶ alert ─deliver─▶ Telegram

Each step is one module here; it claims work from the store, makes one network call or one child
process do the hard part, lets a pure function decide, and stores the result in one transaction.
"""
