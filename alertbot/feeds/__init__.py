"""FEED to ENTRY: when a feed is fetched, how, and what its bytes say."""
