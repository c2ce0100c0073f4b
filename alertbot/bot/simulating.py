"""/simulate: what would be read in a pasted text or a linked page, and whether this chat would get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import structlog

from alertbot.alerts.judge import judge_watch
from alertbot.alerts.labels import category_label
from alertbot.alerts.names import is_sensitive
from alertbot.alerts.safe import clean, clip, isolate
from alertbot.alerts.story import blame, details, headline, how_sure, reason_line
from alertbot.bot.missed import failing
from alertbot.bot.pace import Pace, Turn
from alertbot.bot.screens import LANGUAGE_NAMES, Screen
from alertbot.bot.talk import Talk
from alertbot.errors import AlertbotError
from alertbot.model import Incident, Reading
from alertbot.pipeline.trial import Tried

log = structlog.get_logger(__name__)
SIMULATE = "/simulate Gunmen burned 40 homes in Goma, police said."
MOST_A_MINUTE = 3
"""Texts of one person in one chat."""
MOST_SENTENCES = 3
MOST_REASONS = 4
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SET_ASIDE = re.compile(r"not \w+: “(?P<words>.+)” is (?P<why>\w+)")


async def simulate(talk: Talk, text: str) -> None:
    """`/simulate TEXT`, for operators also `/simulate LINK`; nothing of it is stored."""
    t, pasted = talk.texts.gettext, text.strip()
    if not pasted:
        said = t("Paste a text behind the command, and I say what I would read in it, for example:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{SIMULATE}</code>"))
        return
    person = talk.update.effective_user
    now = talk.services.clock()
    if talk.services.trials.take(person.id if person else 0, talk.chat.telegram_id, now) is not Turn.ANSWER:
        await talk.reply(Screen(escape(t("That is many texts at once. Please try again in a minute."))))
        return
    if not _LINK.fullmatch(pasted):
        await talk.reply(await _told(talk, await talk.services.trial.text(pasted)))
    elif person is None or person.id not in talk.services.operators:
        said = t("I open links for operators only. Paste the text of the article instead, please.")
        await talk.reply(Screen(escape(said)))
    else:
        await _page(talk, pasted)


async def _page(talk: Talk, url: str) -> None:
    try:
        tried = await talk.services.trial.page(url)
    except AlertbotError as error:
        said = talk.texts.gettext("That page cannot be read: {why}")
        why = isolate(clip(clean(str(error)), 300), talk.texts.is_rtl)
        await talk.reply(Screen(escape(said.format(why=why), quote=False)))
        return
    await talk.reply(await _told(talk, tried))


def new_pace() -> Pace:
    """How often one person may try a text."""
    return Pace(MOST_A_MINUTE)


async def _told(talk: Talk, tried: Tried) -> Screen:
    t = talk.texts.gettext
    if tried.incident is None:
        lines = [
            f"<b>⚪️ {escape(t('I would send no alert for this text.'))}</b>",
            *_why_none(talk, tried.reading),
        ]
        return Screen("\n".join(lines))
    lines = [f"<b>🟢 {escape(t('I would make an alert of this text:'))}</b>"]
    lines += [*_found(talk, tried.incident), *_evidence(talk, tried), *await _here(talk, tried.incident)]
    return Screen("\n".join(lines))


def _language(talk: Talk, reading: Reading) -> str:
    name = LANGUAGE_NAMES.get(reading.language or "", "")
    if not name:
        return talk.texts.gettext("I do not read this language.")
    shown = isolate(name, talk.texts.is_rtl)
    return talk.texts.gettext("Language: {name}").format(name=shown)


def _why_none(talk: Talk, reading: Reading) -> Iterator[str]:
    """The reasons of the reader, as far as a person can use them."""
    t = talk.texts.gettext
    yield escape(_language(talk, reading), quote=False)
    aside = [found for reason in reading.reasons if (found := _SET_ASIDE.fullmatch(reason))]
    for found in aside[:MOST_REASONS]:
        words = isolate(clip(clean(found["words"]), 80), talk.texts.is_rtl)
        said = t("“{words}” tells of no new harm here ({why}).")
        why = isolate(found["why"].replace("_", " "), talk.texts.is_rtl)
        yield f"• {escape(said.format(words=words, why=why), quote=False)}"
    if not aside and reading.score < 0.1:
        yield escape(t("I found no words of harm to people in it."))
    elif reading.score >= 0.1:
        said = t("Too little in it says what happened, to whom, where and who says so (score {n} of 100).")
        yield escape(said.format(n=talk.texts.number(round(reading.score * 100))))


def _found(talk: Talk, incident: Incident) -> Iterator[str]:
    texts = talk.texts
    kinds = texts.items([category_label(category, texts) for category in incident.categories[:4]])
    sure = how_sure(incident, texts)
    told = [headline(incident, texts), details(incident, texts), blame(incident, texts), kinds, sure]
    reading = incident.reports[0].reading
    score = texts.gettext("Score: {n} of 100").format(n=texts.number(round(reading.score * 100)))
    for line in [*told, f"{_language(talk, reading)} · {score}"]:
        if line:
            yield escape(line, quote=False)


def _evidence(talk: Talk, tried: Tried) -> Iterator[str]:
    """The sentences that carry it; names of private people are out of them already."""
    if tried.incident is None or is_sensitive(tried.incident):
        return
    yield f"<b>{escape(talk.texts.gettext('The sentences it rests on'))}</b>"
    sentences = dict.fromkeys(clean(signal.sentence) for signal in tried.reading.signals)
    for sentence in list(sentences)[:MOST_SENTENCES]:
        quoted = isolate(clip(sentence, 400), talk.texts.is_rtl)
        yield f"<blockquote>{escape(quoted, quote=False)}</blockquote>"


async def _here(talk: Talk, incident: Incident) -> list[str]:
    """Whether this chat would get it, and which watch or condition decides."""
    t = talk.texts.gettext
    watches = await talk.services.store.chats.watches(talk.chat.key)
    verdicts = [judge_watch(watch, incident, talk.chat) for watch in watches]
    matched = next((verdict for verdict in verdicts if verdict.matched), None)
    if matched:
        said, why = t("This chat would get it."), reason_line(matched.reason, talk.texts)
    elif not watches:
        said, why = t("This chat would not get it."), t("This chat has no subscription: /subscribe")
    else:
        said = t("This chat would not get it.")
        why = failing(talk.texts, [verdict.failed for verdict in verdicts if verdict.failed])
    return [f"<b>{escape(said)}</b> {escape(why, quote=False)}"]
