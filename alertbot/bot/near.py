"""Sources near you: what a chat hears of, source by source and pack by pack, and packs it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.members import pages
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Feed, FeedId

PAGE = 10
MOST_PACKS = 12


async def press_near(talk: Talk, arguments: list[str]) -> str | None:
    """The buttons under /feeds. Raises ValueError, IndexError for what is none of them, or gone.

    'quiet', 'tell': notices about silent sources; 'list:PAGE'; 'mute:FEED:PAGE', 'hear:FEED:PAGE';
    'packs'; 'pmute:PACK', 'phear:PACK', 'ask:PACK'.
    """
    verb, *rest = arguments or [""]
    if verb in ("quiet", "tell"):
        await talk.change_chat(source_notices=verb == "tell")
        await talk.show(_told(talk))
    elif verb == "list":
        await talk.show(await _list(talk, max(0, int(rest[0]))))
    elif verb in ("mute", "hear"):
        await _choose(talk, [FeedId(int(rest[0]))], mute=verb == "mute")
        await talk.show(await _list(talk, max(0, int(rest[1]))))
    elif verb == "packs":
        await talk.show(await _packs(talk))
    elif verb in ("pmute", "phear"):
        await _choose(talk, [feed.id for feed in await _pack(talk, rest[0])], mute=verb == "pmute")
        await talk.show(await _packs(talk))
    elif verb == "ask":
        return await _ask_for(talk, rest[0])
    else:
        raise ValueError(verb)
    return None


def near_rows(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """What stands under /feeds."""
    t = talk.texts.gettext
    choose = (Button(f"📰 {t('Choose sources')}", "near:list:0"), Button(f"📦 {t('Packs')}", "near:packs"))
    return choose, (notices_button(talk),)


def notices_button(talk: Talk) -> Button:
    """The switch for notices about silent sources, as it stands."""
    t = talk.texts.gettext
    if talk.chat.source_notices:
        return Button(f"🔕 {t('Do not tell when sources fall silent')}", "near:quiet")
    return Button(f"📡 {t('Tell when sources fall silent')}", "near:tell")


async def near(talk: Talk, feeds: Sequence[Feed]) -> list[Feed]:
    """Of these feeds, those about the countries of the chat's watches; without any country, all with one."""
    watches = await talk.services.store.chats.watches(talk.chat.key)
    watched = {code for watch in watches for code in watch.countries}
    everywhere = not watches or any(not watch.countries for watch in watches)
    return [feed for feed in feeds if feed.source.country in watched or (everywhere and feed.source.country)]


async def _list(talk: Talk, page: int) -> Screen:
    """The sources near the chat and those about the whole world, a button each."""
    t, store = talk.texts.gettext, talk.services.store
    read = [feed for feed in await store.feeds.all() if feed.source.enabled]
    close = await near(talk, read)
    shown = [*close, *(feed for feed in read if feed.source.country is None)]
    muted = {feed for feed, _ in (await store.mutes.of_chat(talk.chat.key)).feeds}
    rows = [
        (
            Button(
                f"{'🔕' if feed.id in muted else '🔔'} {clip(clean(feed.source.name), 40)}",
                f"near:{'hear' if feed.id in muted else 'mute'}:{feed.id}:{page}",
            ),
        )
        for feed in shown[page * PAGE : (page + 1) * PAGE]
    ]
    said = t("Sources for your countries, then those about the whole world. Tap one to mute it here.")
    html = f"{escape(said)}\n{escape(_what_mutes_do(talk))}"
    more = pages("near:list:{}", page, len(shown) > (page + 1) * PAGE)
    return Screen(html, (*rows, *more))


async def _packs(talk: Talk) -> Screen:
    """The packs with sources near the chat, how much of each is read, and what the chat can do about it."""
    t, number, store = talk.texts.gettext, talk.texts.number, talk.services.store
    feeds = await store.feeds.all()
    close = {feed.source.pack for feed in await near(talk, feeds)}
    world = {feed.source.pack for feed in feeds if feed.source.country is None}
    muted = {feed for feed, _ in (await store.mutes.of_chat(talk.chat.key)).feeds}
    lines = [f"<b>{escape(t('Packs of sources for your countries'))}</b>"]
    rows: list[tuple[Button, ...]] = []
    for pack in sorted((close | world) - {""})[:MOST_PACKS]:
        inside = [feed for feed in feeds if feed.source.pack == pack]
        read = [feed for feed in inside if feed.source.enabled]
        said = t("{pack}: {read} of {all} sources are read").format(
            pack=isolate(pack, talk.texts.is_rtl), read=number(len(read)), all=number(len(inside))
        )
        deaf = bool(read) and all(feed.id in muted for feed in read)
        lines.append(f"{'🔕' if deaf else '📦'} {escape(said, quote=False)}")
        rows.append(_pack_buttons(talk, pack, deaf=deaf, any_read=bool(read), rest=len(inside) > len(read)))
    lines += ["", escape(t("Ask for a pack, and the people who run this bot decide.")), _what_mutes_do(talk)]
    return Screen("\n".join(lines), tuple(rows))


def _pack_buttons(talk: Talk, pack: str, *, deaf: bool, any_read: bool, rest: bool) -> tuple[Button, ...]:
    t, buttons = talk.texts.gettext, list[Button]()
    if any_read:
        said = t("Hear {pack}") if deaf else t("Mute {pack}")
        data = f"near:{'phear' if deaf else 'pmute'}:{pack}"
        buttons.append(Button(f"{'🔔' if deaf else '🔕'} {said.format(pack=pack)}", data))
    if rest:
        buttons.append(Button(f"✋ {t('Ask for {pack}').format(pack=pack)}", f"near:ask:{pack}"))
    return tuple(buttons)


async def _ask_for(talk: Talk, pack: str) -> str:
    """Put a pack on the list of what readers suggest, once."""
    await _pack(talk, pack)
    t, store, now = talk.texts.gettext, talk.services.store, talk.services.clock()
    if not await store.suggestions.add(f"pack:{pack}", talk.chat.telegram_id, now):
        return t("Somebody suggested that one before. Thank you; the operators will look at it.")
    await store.audit.record("source.suggest", now, details={"pack": pack})
    return t("Thank you. The operators will look at it.")


async def _pack(talk: Talk, pack: str) -> list[Feed]:
    """The feeds of a pack; raises ValueError where there is none: button data may be made up."""
    feeds = [feed for feed in await talk.services.store.feeds.all() if pack and feed.source.pack == pack]
    if not feeds:
        raise ValueError(pack)
    return feeds


async def _choose(talk: Talk, feeds: Sequence[FeedId], *, mute: bool) -> None:
    mutes = talk.services.store.mutes
    if not mute:
        await mutes.unmute_feeds(talk.chat.key, feeds)
    elif not await mutes.mute_feeds(talk.chat.key, feeds, talk.services.clock()):
        raise ValueError(feeds)


def _what_mutes_do(talk: Talk) -> str:
    t = talk.texts.gettext
    return escape(t("What only muted sources carry does not come here; corrections always do."))


def _told(talk: Talk) -> Screen:
    t = talk.texts.gettext
    said = (
        t("When all sources about a country of yours in one language fall silent, I tell you once.")
        if talk.chat.source_notices
        else t("I no longer tell you when sources fall silent. /feeds shows how they are doing.")
    )
    return Screen(escape(said), ((notices_button(talk),),))
