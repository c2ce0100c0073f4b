"""Why a chat was not told: /why with a code, and /missed, the list of what was read and not sent here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from alertbot.alerts.judge import Condition, judge_watch
from alertbot.alerts.quiet import quiet_until
from alertbot.alerts.safe import clean, clip, isolate, link
from alertbot.alerts.story import headline
from alertbot.bot.muting import unknown_code
from alertbot.bot.records import answered_record, last_record, reason_screen, record_of
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk
from alertbot.model import DeliveryState, Incident, Mutes, Watch
from alertbot.ports import DeliveryRecord
from alertbot.signals.safe_title import safe_title
from alertbot.texts import Texts

WHY = "/why K7Q2"
LOOKED_BACK = timedelta(days=7)
MOST_INCIDENTS = 300
MOST_RECORDS = 1_000
MOST_LISTED = 8
MOST_WEAK = 3
WEAK_SCORE, WEAK_SEARCHED = 0.2, 400
"""An article that scored so much, among so many read last, nearly made an alert."""
_ELSEWHERE = frozenset({Condition.CHAT_COUNTRY, Condition.COUNTRY, Condition.PROVINCE, Condition.AREA})


@dataclass(frozen=True, slots=True)
class Here:
    """What decides whether this chat is told."""

    watches: Sequence[Watch]
    records: dict[str, DeliveryRecord]
    """The latest of each incident, by its code."""
    mutes: Mutes


async def look_here(talk: Talk) -> Here:
    """Gather what decides whether this chat is told."""
    store, key = talk.services.store, talk.chat.key
    history = await store.deliveries.history(key, MOST_RECORDS)
    latest = {record.incident: record for record in reversed(history)}
    return Here(await store.chats.watches(key), latest, await store.mutes.of_chat(key))


async def why(talk: Talk, text: str) -> None:
    """Why an alert came: the one of that code, the one answered, or the last; or why it did not."""
    code = text.strip().upper()
    record = None if code else await answered_record(talk) or await last_record(talk)
    wanted = code or (record.incident if record else "")
    if not wanted:
        await talk.reply(Screen(escape(talk.texts.gettext("No alert was sent here yet."))))
        return
    incident = await talk.services.store.incidents.by_code(wanted)
    if incident is None:
        await talk.reply(unknown_code(talk, wanted, WHY))
        return
    record = record or await record_of(talk, incident.code)
    await talk.reply(reason_screen(talk, record, incident) if record else await _why_not(talk, incident))


async def _why_not(talk: Talk, incident: Incident) -> Screen:
    said = why_not(talk, incident, await look_here(talk))
    told = headline(incident, talk.texts)
    return Screen(f"<b>{escape(told, quote=False)}</b>\n{escape(said, quote=False)}")


async def missed(talk: Talk, _: str) -> None:
    """What was read in the last days and not sent to this chat, and why."""
    here = await look_here(talk)
    since = talk.services.clock() - LOOKED_BACK
    found = await talk.services.store.incidents.latest((), (), MOST_INCIDENTS, since)
    unsent = [incident for incident in found if not _sent(incident, here)]
    far = [incident for incident in unsent if _elsewhere(talk, incident, here)]
    near = [incident for incident in unsent if incident not in far]
    lines = [_line(talk, incident, here) for incident in near[:MOST_LISTED]]
    lines += await _weak(talk, here)
    await talk.reply(_screen(talk.texts, lines, len(near) - MOST_LISTED, len(far)))


def _screen(texts: Texts, lines: Sequence[str], more: int, far: int) -> Screen:
    t = texts.gettext
    shown = [f"<b>{escape(t('Read in the last 7 days and not sent here'))}</b>", *lines]
    if not lines:
        shown.append(escape(t("Nothing from the places you watch.")))
    if more > 0:
        left = texts.ngettext("and {n} more incident", "and {n} more incidents", more)
        shown.append(escape(left.format(n=texts.number(more))))
    if far:
        away = texts.ngettext(
            "{n} incident elsewhere was not for this chat.",
            "{n} incidents elsewhere were not for this chat.",
            far,
        )
        shown.append(escape(away.format(n=texts.number(far))))
    return Screen("\n".join(shown))


def _line(talk: Talk, incident: Incident, here: Here) -> str:
    told = escape(clip(headline(incident, talk.texts), 140), quote=False)
    reason = escape(why_not(talk, incident, here), quote=False)
    return f"• <code>{escape(incident.code)}</code> {told}\n   {reason}"


async def _weak(talk: Talk, here: Here) -> list[str]:
    """Articles that nearly made an alert, of the watched countries; none where operators set switches."""
    if await talk.services.store.cautions.all():
        return []
    since = talk.services.clock() - LOOKED_BACK
    watched = {code for watch in here.watches for code in watch.countries}
    everywhere = any(not watch.countries for watch in here.watches)
    weak = await talk.services.store.articles.weak(since, WEAK_SCORE, WEAK_SEARCHED)
    near = [one for one in weak if everywhere or one.reading.country in watched][:MOST_WEAK]
    if not near:
        return []
    lines = [f"<b>{escape(talk.texts.gettext('Read, and not clear enough for an alert'))}</b>"]
    for one in near:
        safe = safe_title(one.title, one.text, one.reading.language)
        title = isolate(clip(clean(safe), 120), talk.texts.is_rtl)
        lines.append(f"• {link(one.url, title) or escape(title, quote=False)}")
    return lines


def _sent(incident: Incident, here: Here) -> bool:
    record = here.records.get(incident.code)
    return record is not None and record.state in (DeliveryState.SENT, DeliveryState.SENDING)


def _elsewhere(talk: Talk, incident: Incident, here: Here) -> bool:
    if incident.code in here.records or incident.code in here.mutes.incidents or not here.watches:
        return False
    failed = [judge_watch(watch, incident, talk.chat).failed for watch in here.watches]
    return all(condition in _ELSEWHERE for condition in failed)


def why_not(talk: Talk, incident: Incident, here: Here) -> str:
    """Return in a sentence why this chat was not sent an incident."""
    t = talk.texts.gettext
    if record := here.records.get(incident.code):
        return _stuck(talk, record, incident, here)
    if incident.code in here.mutes.incidents:
        return t("You muted it.")
    if incident.revision == 0:
        return t("No report of it was recent and clear enough for an alert.")
    if incident.retracted:
        return t("It was withdrawn.")
    if not here.watches:
        return t("This chat has no subscription: /subscribe")
    failed = [judge_watch(watch, incident, talk.chat).failed for watch in here.watches]
    if None not in failed:
        return failing(talk.texts, [condition for condition in failed if condition])
    if _only_muted_feeds(incident, here.mutes):
        return t("Only sources that you muted report it.")
    return t("It was told before this chat asked for it.")


def _only_muted_feeds(incident: Incident, mutes: Mutes) -> bool:
    names = {name for _, name in mutes.feeds}
    return bool(names) and all(report.source_name in names for report in incident.reports)


def _stuck(talk: Talk, record: DeliveryRecord, incident: Incident, here: Here) -> str:
    t = talk.texts.gettext
    if record.state is DeliveryState.PENDING:
        if talk.chat.paused:
            return t("It waits until you resume: /resume")
        if until := quiet_until(talk.chat.quiet, talk.chat.timezone, talk.services.clock()):
            when = talk.texts.time(until, talk.chat.timezone)
            return t("It waits for the end of your quiet hours at {time}.").format(time=when)
        return t("It is on its way.")
    if record.state is DeliveryState.CANCELLED and incident.code in here.mutes.incidents:
        return t("You muted it.")
    if record.state is DeliveryState.EXPIRED:
        return t("It could not be sent within three days and expired.")
    if record.state is DeliveryState.SENT:
        return t("It was sent here.")
    return t("Telegram did not take it.")


def failing(texts: Texts, failed: Sequence[Condition]) -> str:
    """Return in a sentence which condition stood in the way: of several watches the one that got furthest."""
    t = texts.gettext
    order = list(Condition)
    said = {
        Condition.CHAT_COUNTRY: t("It is in another country."),
        Condition.COUNTRY: t("It is in another country."),
        Condition.PROVINCE: t("It is in another province."),
        Condition.AREA: t("It is too far from the places you watch."),
        Condition.KIND: t("It is of another kind of harm."),
        Condition.SEVERITY: t("It is less severe than you asked for."),
        Condition.FIGURE: t("Its figures are below what you asked for."),
        Condition.CERTAINTY: t("It is less certain than you asked for."),
        Condition.SOURCE: t("No source of the kind you asked for reports it."),
        Condition.FLAG: t("Nothing in it is about the people you asked for."),
        Condition.KEYWORD: t("None of your keywords is in it."),
    }
    return said.get(max(failed, key=order.index), t("It does not meet your conditions."))
