"""Says how an incident stands beside earlier ones: the context line of an alert."""

from __future__ import annotations

from alertbot.alerts.names import shown
from alertbot.model import History
from alertbot.texts import Texts


def context_line(history: History | None, texts: Texts, timezone: str) -> str:
    """Return the line, with the day from which on we have data; '' where there is nothing to tell."""
    if history is None:
        return ""
    form = (
        texts.gettext("{place}: highest displacement figure in 12 months (data since {date}).")
        if history.highest
        else texts.gettext("{place}: incident number {n} of this kind in 30 days (data since {date}).")
    )
    date = texts.date(history.since, timezone)
    return form.format(place=shown(history.place, texts), n=texts.number(history.number), date=date)
