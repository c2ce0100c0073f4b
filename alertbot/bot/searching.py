"""/search: what the last 30 days hold for a rule of keywords."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from alertbot.alerts.explain import explain
from alertbot.alerts.keywords import EXAMPLE, KeywordError, parse_rule
from alertbot.alerts.safe import clean, clip, isolate, link
from alertbot.alerts.story import headline
from alertbot.bot.keywords import refusal, would_have_matched
from alertbot.bot.looking_back import Found, look_back
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk
from alertbot.model import Article, Caution, Incident, treat
from alertbot.signals.safe_title import safe_title

MOST_SHOWN = 5
"""Of incidents, and of articles."""


async def search(talk: Talk, text: str) -> None:
    """Show the latest incidents and articles that a rule matches."""
    if not text:
        said = escape(talk.texts.gettext("Write the words to search for, for example:"))
        await talk.reply(Screen(f"{said}\n<code>/search {escape(EXAMPLE, quote=False)}</code>"))
        return
    try:
        rule = parse_rule(text)
    except KeywordError as error:
        await talk.reply(refusal(text, error, talk.texts))
        return
    found = (await look_back(talk, [text]))[text]
    read_as = talk.texts.gettext("Read as: {rule}").format(rule=explain(rule, talk.texts))
    lines = [f"🔎 {escape(read_as)}", escape(would_have_matched(found, talk.texts))]
    cautions = await talk.services.store.cautions.all()
    await talk.reply(Screen("\n".join([*lines, *_shown(talk, found, cautions)])))


def _shown(talk: Talk, found: Found, cautions: Sequence[Caution]) -> list[str]:
    """The latest of each; where a switch of the operators hides anything, no article is named."""
    t = talk.texts.gettext
    lines = []
    told = [left for incident in found.incidents if (left := treat(incident, cautions).incident)]
    if told:
        lines += ["", f"<b>{escape(t('Incidents'))}</b>"]
        lines += [_incident(talk, incident) for incident in told[:MOST_SHOWN]]
    if found.articles and not cautions:
        lines += ["", f"<b>{escape(t('Articles'))}</b>"]
        lines += [_article(talk, article) for article in found.articles[:MOST_SHOWN]]
    return lines


def _incident(talk: Talk, incident: Incident) -> str:
    when = talk.texts.date(incident.last_at, talk.chat.timezone)
    said = clip(headline(incident, talk.texts), 200)
    return f"• {escape(said)} – {escape(when)} (<code>{escape(incident.code)}</code>)"


def _article(talk: Talk, article: Article) -> str:
    safe = safe_title(article.title, article.text, article.language)
    title = isolate(clip(clean(safe), 120), talk.texts.is_rtl)
    when = talk.texts.date(article.published, talk.chat.timezone)
    source = isolate(clip(clean(article.source_name), 40), talk.texts.is_rtl)
    return f"• {link(article.url, title) or escape(title)} – {escape(source)}, {escape(when)}"
