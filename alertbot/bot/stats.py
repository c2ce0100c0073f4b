"""/stats: what went out, what was seen, and how useful readers found it, for operators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from html import escape

from alertbot.alerts.feedback import Score, tally
from alertbot.alerts.labels import category_label
from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.screens import LANGUAGE_NAMES, Screen
from alertbot.bot.talk import Talk
from alertbot.model import DeliveryState

EXAMPLE = "/stats 30"
_DAYS, _MOST_DAYS = 7, 365
_MOST_INCIDENTS = 2000
_SHOWN = 5
STATES = {
    DeliveryState.SENT: "sent",
    DeliveryState.PENDING: "waiting",
    DeliveryState.HELD: "held for an operator",
    DeliveryState.SUSPENDED: "chat cannot be reached",
    DeliveryState.UNCONFIRMED: "sent, never confirmed",
    DeliveryState.DEAD: "refused by Telegram",
    DeliveryState.EXPIRED: "too old to send",
    DeliveryState.CANCELLED: "cancelled",
}
"""In the order shown."""


async def stats(talk: Talk, text: str) -> None:
    """Deliveries, incidents and feedback of the last days."""
    days = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0 if text else _DAYS
    if not 1 <= days <= _MOST_DAYS:
        said = talk.texts.gettext("Write a number of days, 1 to 365:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{EXAMPLE}</code>"))
        return
    since = talk.services.clock() - timedelta(days=days)
    title = talk.texts.ngettext("The last {number} day", "The last {number} days", days)
    head = f"<b>📈 {escape(title.format(number=talk.texts.number(days)))}</b>"
    blocks = [head, await _deliveries(talk), await _incidents(talk, since), await _feedback(talk, since)]
    await talk.reply(Screen("\n\n".join(blocks)))


async def _deliveries(talk: Talk) -> str:
    t, number = talk.texts.gettext, talk.texts.number
    counts = await talk.services.store.deliveries.counts()
    lines = [
        f"• {escape(t(said))}: {number(counts[state])}" for state, said in STATES.items() if state in counts
    ]
    return "\n".join([f"<b>{escape(t('Messages, since the beginning'))}</b>", *(lines or ["–"])])


async def _incidents(talk: Talk, since: datetime) -> str:
    t = talk.texts
    found = await talk.services.store.incidents.latest([], [], _MOST_INCIDENTS, since)
    told = [incident for incident in found if incident.revision > 0]
    where = Counter(incident.country for incident in told if incident.country)
    shown = [f"• {escape(t.country(code))}: {t.number(number)}" for code, number in where.most_common(_SHOWN)]
    head = f"<b>{escape(t.gettext('Incidents'))}</b>: {t.number(len(told))}"
    withdrawn = sum(incident.retracted for incident in told)
    if withdrawn:
        head += f" · {escape(t.gettext('withdrawn'))}: {t.number(withdrawn)}"
    return "\n".join([head, *shown])


async def _feedback(talk: Talk, since: datetime) -> str:
    t, texts = talk.texts.gettext, talk.texts
    all_of_it = tally(await talk.services.store.feedback.judged(since))
    if not all_of_it.overall.judged:
        return f"<b>{escape(t('Found useful'))}</b>: {escape(t('nobody said anything yet'))}"
    feeds = {clip(clean(name), 40): score for (_, name), score in all_of_it.feeds.items()}
    languages = {LANGUAGE_NAMES.get(code, code): score for code, score in all_of_it.languages.items()}
    kinds = {category_label(kind, texts): score for kind, score in all_of_it.categories.items()}
    return "\n".join(
        [
            f"<b>{escape(t('Found useful'))}</b>: {_share(talk, all_of_it.overall)}",
            *_scores(talk, t("Feeds"), feeds),
            *_scores(talk, t("Languages"), languages),
            *_scores(talk, t("Kinds of harm"), kinds),
        ]
    )


def _scores(talk: Talk, title: str, scores: Mapping[str, Score]) -> Iterable[str]:
    """The worst first: what needs a look."""
    worst = sorted(scores.items(), key=lambda pair: (pair[1].precision, -pair[1].judged))[:_SHOWN]
    yield f"<i>{escape(title)}</i>"
    for name, score in worst:
        yield f"• {escape(isolate(name, talk.texts.is_rtl))}: {_share(talk, score)}"


def _share(talk: Talk, score: Score) -> str:
    shown = f"{talk.texts.number(score.useful)}/{talk.texts.number(score.judged)}"
    return isolate(f"{round(100 * score.precision)} % ({shown})", talk.texts.is_rtl)
