"""/incident, /why, /missed, /simulate, /feeds and /suggest, and their screens in nine languages."""

from __future__ import annotations

import dataclasses
import re

import pytest
from bot_town import Town, ask
from test_bot_screens import ill_written

from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.model import LANGUAGES

pytestmark = pytest.mark.asyncio(loop_scope="module")
HARM = "Gunmen burned the homes of 40 families in Goma, DR Congo, on Monday, police said."


def code_of(alert: SentMessage) -> str:
    return alert.buttons[0].data.split(":")[1]


async def alerted(town: Town, chat: PrivateChat, country: str, place: str, families: int) -> SentMessage:
    await ask(chat, f"/subscribe {country}")
    return await town.alert(chat, families, f"{place}, {country}")


async def test_the_card_of_an_incident_is_found_by_code_by_answer_and_as_the_last(town: Town) -> None:
    chat = town.private()
    assert "/incident K7Q2" in (await ask(chat, "/incident")).text
    assert "I know no incident with the code XXXX" in (await ask(chat, "/incident xxxx")).text
    alert = await alerted(town, chat, "Tanzania", "Tabora", 71)
    code = code_of(alert)
    card = await ask(chat, f"/incident {code.lower()}")
    assert "• Northern Wire" in card.text
    assert "First alert" in card.text
    assert {button.data.split(":")[0] for button in card.buttons} >= {"src", "why", "use"}
    assert code in (await ask(chat, "/incident", reply_to=alert)).text
    assert code in (await ask(chat, "/incident")).text


async def test_why_not_names_the_condition_that_failed(town: Town) -> None:
    other = town.private()
    alert = await alerted(town, other, "Uzbekistan", "Termez", 72)
    chat = town.private()
    code = code_of(alert)
    assert "no subscription" in (await ask(chat, f"/why {code}")).text
    await ask(chat, "/subscribe Kazakhstan")
    assert "another country" in (await ask(chat, f"/why {code}")).text
    await ask(chat, "/subscribe Uzbekistan")
    assert "before this chat asked" in (await ask(chat, f"/why {code}")).text
    assert "I know no incident" in (await ask(chat, "/why QQQQ")).text


async def test_missed_lists_what_waits_and_counts_what_was_elsewhere(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Mongolia")
    await ask(chat, "/pause")
    other = town.private()
    await alerted(town, other, "Mongolia", "Darkhan", 73)
    missed = await ask(chat, "/missed")
    assert "Darkhan" in missed.text
    assert "/resume" in missed.text


async def test_simulate_says_what_is_read_and_whether_this_chat_would_get_it(town: Town) -> None:
    chat = town.private()
    assert "/simulate Gunmen" in (await ask(chat, "/simulate")).text
    await ask(chat, "/subscribe DR Congo")
    answer = await ask(chat, f"/simulate {HARM}")
    assert "I would make an alert" in answer.text
    assert "40 families" in answer.text
    assert "This chat would get it." in answer.text
    assert answer.marked("blockquote")
    await ask(chat, "/unsubscribe DR Congo, Chad")
    harmless = await ask(chat, "/simulate The new library opens on Friday, the mayor said.")
    assert "no alert" in harmless.text
    assert await town.house.store.incidents.by_code("TRIAL") is None


async def test_simulate_is_for_three_texts_a_minute_and_links_for_operators(town: Town) -> None:
    chat = town.private()
    assert "operators only" in (await ask(chat, "/simulate https://example.org/a")).text
    for _ in range(2):
        await ask(chat, f"/simulate {HARM}")
    assert "many texts at once" in (await ask(chat, f"/simulate {HARM}")).text


async def test_an_operator_may_have_a_page_read_but_no_private_address(town: Town) -> None:
    chat = town.private()
    services = town.house.services
    allowed = dataclasses.replace(services, operators=(chat.user.id,))
    assert allowed.trial is services.trial
    with pytest.raises(Exception, match="127"):
        await services.trial.page("http://127.0.0.1:9/secret")


async def test_feeds_shows_the_sources_and_suggest_keeps_a_new_one_once(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Fiji")
    assert "Sources about the whole world: 1" in (await ask(chat, "/feeds")).text
    for wrong in ("", "hello", "ftp://x.example/a", "https://10.0.0.1/feed", "https://u:p@x.example/"):
        assert "/suggest https://" in (await ask(chat, f"/suggest {wrong}")).text
    url = f"https://news-{chat.id}.example/feed"
    assert "The operators will look" in (await ask(chat, f"/suggest {url}")).text
    assert "before" in (await ask(chat, f"/suggest {url}")).text
    [kept] = await town.house.store.suggestions.latest(5, chat.id)
    assert kept.url == url


PLACES = {
    "en": ("Bolivia", "Oruro"),
    "fr": ("Botswana", "Maun"),
    "es": ("Namibia", "Rundu"),
    "pt": ("Angola", "Huambo"),
    "ar": ("Oman", "Salalah"),
    "ru": ("Georgia", "Kutaisi"),
    "uk": ("Moldova", "Cahul"),
    "fa": ("Tajikistan", "Kulob"),
    "sw": ("Rwanda", "Butare"),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_reads_well_in_every_language(town: Town, language: str) -> None:
    chat, (country, place) = town.private(language), PLACES[language]
    before = await ask(chat, f"/subscribe {country}")
    await town.report(75 + LANGUAGES.index(language), f"{place}, {country}")
    alert = await chat.wait_for(
        lambda one: any(button.data.startswith("src:") for button in one.buttons), after=before, within=60
    )
    code = code_of(alert)
    typed = [f"/incident {code}", f"/why {code}", "/missed", f"/mute {code}", "/mute list", f"/unmute {code}"]
    shown = [(await ask(chat, text)).text for text in typed]
    again = town.private(language)
    typed = [
        f"/why {code}",
        "/missed",
        f"/simulate {HARM}",
        "/simulate The library opens.",
        "/feeds",
        "/suggest x",
    ]
    shown += [(await ask(again, text)).text for text in typed]
    assert all(len(text) <= 4096 for text in shown)
    quoted = re.compile(r"^.*Gunmen burned.*$", re.MULTILINE)  # a source speaks its own language
    assert ill_written([quoted.sub("", text) for text in shown], language) == []
