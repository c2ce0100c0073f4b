"""Watches, keywords and search, talked through with the real application over the offline Bot API."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bot_town import Town, ask, tap, tap_data
from flow_world import all_done, story

from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.model import (
    LANGUAGES,
    ArticleState,
    Category,
    Certainty,
    FeedKind,
    Flag,
    OptIn,
    Province,
    Severity,
    Unit,
    Watch,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(autouse=True)
def lexicons_read(town: Town) -> None:
    """The first word asked about reads nine lexicons: seconds on a busy machine."""
    town.house.services.kind_of("goma")


async def stored(town: Town, chat: PrivateChat) -> list[Watch]:
    return await town.house.store.chats.watches((await town.chat(chat)).key)


async def opened(town: Town, chat: PrivateChat, name: str = "North") -> tuple[SentMessage, str]:
    """The screen of a new watch, and how the data of its buttons begins."""
    screen = await ask(chat, f"/watches add {name}")
    return screen, f"w:{(await stored(town, chat))[-1].id}"


def labels(message: SentMessage) -> list[str]:
    return [button.text for button in message.buttons]


async def test_a_new_watch_is_for_everywhere_and_bears_its_name(town: Town) -> None:
    chat = town.private()
    screen, _ = await opened(town, chat, "North Kivu")
    assert "1. North Kivu" in screen.text
    assert "Everywhere" in screen.text
    [watch] = await stored(town, chat)
    assert (watch.name, watch.countries) == ("North Kivu", ())


async def test_the_list_shows_every_watch_and_leads_to_each(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Sudan")
    await ask(chat, "/watches add Aid workers")
    listing = await ask(chat, "/watches")
    assert "1. Watch 1" in listing.text
    assert "2. Aid workers" in listing.text
    await tap(chat, listing, "2. Aid workers")
    assert "2. Aid workers" in listing.text
    assert "Everywhere" in listing.text
    await tap(chat, listing, "⬅️ All watches")
    assert "1. Watch 1" in listing.text


async def test_the_twenty_first_is_refused_clearly_and_pages_show_the_rest(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/watches add Place 0")
    [first] = await stored(town, chat)
    for number in range(1, 20):
        await town.house.store.chats.save_watch(replace(first, id=None, name=f"Place {number}"))
    refused = await ask(chat, "/watches add One more")
    assert "20 watches" in refused.text
    listing = await ask(chat, "/watches")
    press = await tap(chat, listing, "➕ New watch")
    assert "20 watches" in press.answer
    await tap(chat, listing, "▶️")
    assert "9. Place 8" in listing.text
    await tap(chat, listing, "▶️")
    assert "20. Place 19" in listing.text
    await tap(chat, listing, "◀️")
    assert "16. Place 15" in listing.text
    assert len(await stored(town, chat)) == 20


async def test_every_condition_is_set_by_buttons(town: Town) -> None:
    chat = town.private()
    screen, at = await opened(town, chat)
    steps = [
        *("c", "c:0", "c:0:MLI", "c:0:NER", "c:0:NER"),
        *("k", "k:0", "k:1", "k:1"),
        *("s", "s:1"),
        *("t", "t:0"),
        *("o", "o:0", "o:1", "o:0"),
        *("g", "g:0", "g:3"),
        *("i", "i:1", "i:4"),
        *("f", "f:household", "f:household:50", "f", "f:person", "f:person:500", "f:person:0"),
    ]
    here = ""
    for step in steps:
        if len(step) == 1 and here and here != step:
            await tap_data(chat, screen, at)
        here = step[0]
        press = await tap_data(chat, screen, f"{at}:{step}")
        assert not press.answer, step
    [watch] = await stored(town, chat)
    assert watch.countries == ("MLI",)
    assert Category.FORCED_DISPLACEMENT in watch.categories
    assert Category.DISPLACEMENT_RISK not in watch.categories
    assert (watch.minimum_severity, watch.minimum_certainty) == (Severity.SEVERE, Certainty.LIKELY)
    assert (watch.source_kinds, watch.flags) == ((FeedKind.NGO,), (Flag.CHILDREN, Flag.CAMP))
    assert (watch.opt_ins, watch.keyword_articles) == ((OptIn.NATURAL_HAZARDS,), True)
    assert watch.minimum_figures == ((Unit.HOUSEHOLD, 50),)
    shown = await ask(chat, "/watches 1")
    for words in (
        "Mali",
        "Severe or worse",
        "Likely or surer",
        "Families ≥ 50",
        "In camps",
        "Natural hazards",
    ):
        assert words in shown.text


async def test_choices_are_taken_back_and_everywhere_and_all_kinds_are_chosen_again(town: Town) -> None:
    chat = town.private()
    screen, at = await opened(town, chat)
    for step in (
        "c",
        "c:0",
        "c:0:MLI",
        "c",
        "c:all",
        "",
        "k",
        "k:3",
        "k:all",
        "",
        "s",
        "s:0",
        "s:none",
        "",
        "o",
        "o:0",
        "o:none",
    ):
        await tap_data(chat, screen, f"{at}:{step}" if step else at)
    [watch] = await stored(town, chat)
    assert (watch.countries, watch.categories, watch.minimum_severity, watch.source_kinds) == (
        (),
        (),
        None,
        (),
    )


async def test_renaming_and_countries_in_one_message(town: Town) -> None:
    chat = town.private()
    await opened(town, chat)
    assert "1. East" in (await ask(chat, "/watches 1 name  East ")).text
    assert "Chad" in (await ask(chat, "/watches 1 countries Sudan, Chad")).text
    [watch] = await stored(town, chat)
    assert (watch.name, watch.countries) == ("East", ("SDN", "TCD"))


async def test_a_province_a_district_and_a_circle_are_added_by_name_and_removed_by_a_button(
    town: Town,
) -> None:
    chat = town.private()
    await opened(town, chat)
    await ask(chat, "/watches 1 place Kunduz, Afghanistan")
    await ask(chat, "/watches 1 place Imam Sahib")
    screen = await ask(chat, "/watches 1 place Goma 40 km")
    [watch] = await stored(town, chat)
    assert watch.provinces == (Province("AFG", "Kunduz"), Province("AFG", "Kunduz", "Imām Şāḩib"))
    [circle] = watch.areas
    assert (circle.label, circle.km, circle.country) == ("Goma", 40, "COD")
    for data in (f"w:{watch.id}:l:a0", f"w:{watch.id}:l:p0"):
        await tap_data(chat, screen, data)
    [watch] = await stored(town, chat)
    assert (len(watch.provinces), watch.areas) == (1, ())


async def test_of_places_with_one_name_the_bot_asks_which(town: Town) -> None:
    chat = town.private()
    await opened(town, chat)
    screen = await ask(chat, "/watches 1 place San Pedro 20 km")
    assert screen.text.startswith("Which one?")
    await tap(chat, screen, 0)
    [watch] = await stored(town, chat)
    assert [area.km for area in watch.areas] == [20]


async def test_a_place_nobody_knows_is_said_so_with_an_example(town: Town) -> None:
    chat = town.private()
    await opened(town, chat)
    screen = await ask(chat, "/watches 1 place Qwxzyville")
    assert "Qwxzyville" in screen.text
    assert "/watches 1 place Goma" in screen.text


async def test_deleting_asks_once_and_the_others_stay(town: Town) -> None:
    chat = town.private()
    await opened(town, chat, "One")
    await opened(town, chat, "Two")
    screen = await ask(chat, "/watches 1 delete")
    assert "Delete “One”?" in screen.text
    await tap(chat, screen, "🗑 Delete")
    assert "1. Two" in screen.text
    assert [watch.name for watch in await stored(town, chat)] == ["Two"]


async def test_what_makes_no_sense_is_answered_with_examples(town: Town) -> None:
    chat = town.private()
    await opened(town, chat)
    assert "/watches add North" in (await ask(chat, "/watches frobnicate")).text
    assert "/watches 1 name North" in (await ask(chat, "/watches 1 frobnicate")).text
    assert "/watches 1 name North" in (await ask(chat, "/watches 1 name")).text
    assert "no watch number" in (await ask(chat, "/watches 7 delete")).text


async def test_a_button_of_a_watch_that_is_gone_says_so(town: Town) -> None:
    chat, other = town.private(), town.private()
    screen, at = await opened(town, chat)
    await opened(town, other)
    [theirs] = await stored(town, other)
    [mine] = await stored(town, chat)
    await town.house.store.chats.delete_watch(mine.chat, mine.id)
    press = await tap_data(chat, screen, f"{at}:k")
    assert "out of date" in press.answer
    assert (await stored(town, other)) == [theirs]


async def test_each_topic_of_a_group_keeps_its_own_watches(town: Town) -> None:
    owner = town.person()
    group = await town.group(owner, forum=True)
    one, two = group.topic("North"), group.topic("South")
    await ask(one, "/watches add North", by=owner)
    await ask(two, "/watches add South", by=owner)
    assert [watch.name for watch in await stored(town, one)] == ["North"]
    assert [watch.name for watch in await stored(town, two)] == ["South"]


async def test_keywords_are_said_back_in_plain_words_with_what_they_would_have_matched(town: Town) -> None:
    chat = town.private()
    screen = await ask(chat, '/keywords add qwx (looted OR burn*) -"road accident"')
    assert (
        "Read as: “qwx” and (“looted” or words beginning with “burn”) and not “road accident”" in screen.text
    )
    assert "Last 30 days: incidents 0, articles 0" in screen.text
    assert "Nothing matched" in screen.text


async def test_a_word_for_a_kind_of_harm_is_offered_as_that_kind(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Sudan")
    screen = await ask(chat, "/keywords add deport*, Goma")
    assert "stands for a kind of harm" in screen.text
    await tap(chat, screen, "➕ Deportation or expulsion")
    assert "Watched in all languages: Deportation or expulsion" in screen.text
    first, second = await stored(town, chat)
    assert first.keywords == ("deport*", "Goma")
    assert (second.countries, second.categories) == (("SDN",), (Category.DEPORTATION_EXPULSION,))


async def test_testing_keywords_adds_none(town: Town) -> None:
    chat = town.private()
    screen = await ask(chat, "/keywords test Goma -football")
    assert "“Goma” and not “football”" in screen.text
    assert await stored(town, chat) == []


async def test_keywords_of_the_second_watch_are_told_by_its_number(town: Town) -> None:
    chat = town.private()
    await opened(town, chat, "One")
    await opened(town, chat, "Two")
    await ask(chat, "/keywords 2 add Goma, Bukavu")
    await ask(chat, "/watches 1 keywords Kunduz")
    assert [watch.keywords for watch in await stored(town, chat)] == [("Kunduz",), ("Goma", "Bukavu")]
    await ask(chat, "/watches 2 keywords remove goma")
    assert (await stored(town, chat))[1].keywords == ("Bukavu",)


async def test_a_keyword_is_deleted_by_its_button_and_a_second_press_says_it_is_gone(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/keywords add Goma, Bukavu")
    first, second = await ask(chat, "/keywords list"), await ask(chat, "/keywords")
    await tap(chat, first, "❌ Goma")
    assert "Goma" not in [label.removeprefix("❌ ") for label in labels(first)]
    press = await tap(chat, second, "❌ Goma")
    assert "out of date" in press.answer
    assert (await stored(town, chat))[0].keywords == ("Bukavu",)


async def test_searching_finds_what_was_told_and_an_article_by_its_words(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Afghanistan")
    before = (await town.house.store.articles.counts()).get(ArticleState.ASSESSED, 0)
    said = await town.report(613, "Kunduz")
    await all_done(town.house, before + 1)
    await chat.wait_for(said)
    screen = await ask(chat, "/search title:kunduz families gunmen")
    assert "Read as: “kunduz” in the title and “families” and “gunmen”" in screen.text
    assert "Incidents" in screen.text
    assert "Articles" in screen.text
    assert "Kunduz, Afghanistan" in screen.text
    assert "Northern Wire" in screen.text


async def test_searching_without_or_with_wrong_words_says_what_to_write(town: Town) -> None:
    chat = town.private()
    assert "/search" in (await ask(chat, "/search")).text
    assert "A bracket is not closed" in (await ask(chat, "/search (goma")).text
    assert "Nothing" not in (await ask(chat, "/search qwxzy")).text


async def test_a_chat_with_two_watches_is_told_by_either_and_asked_why_names_it(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/watches add Elsewhere")
    await ask(chat, "/watches 1 countries Mali")
    await ask(chat, "/watches add Takhar")
    await ask(chat, "/watches 2 place Takhar")
    alert = await town.alert(chat, 271, "Taloqan, Takhar, Afghanistan")
    assert "Takhar" in alert.text
    assert "Takhar" in (await ask(chat, "/why")).text
    assert "271" in (await ask(chat, "/latest")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_of_watches_fits_in_every_language(town: Town, language: str) -> None:
    chat = town.private(language)
    screen, at = await opened(town, chat, "x" * 60)
    steps = (
        "c",
        "c:3",
        "c",
        "",
        "k",
        "",
        "s",
        "",
        "t",
        "",
        "o",
        "",
        "g",
        "",
        "i",
        "i:4",
        "",
        "f",
        "f:person",
        "f",
        "",
        "q",
        "",
    )
    for step in (*steps, "l", "", "d"):
        press = await tap_data(chat, screen, f"{at}:{step}" if step else at)
        assert not press.answer, step
        assert all(len(button.text) <= 44 for button in screen.buttons)
        assert "{" not in screen.text
    for text in (
        "/watches",
        "/watches 9",
        "/watches 1 place Qwxzy",
        "/watches nonsense",
        "/keywords add deport*",
        "/search goma",
    ):
        assert "{" not in (await ask(chat, text)).text


async def test_an_article_without_harm_is_told_to_those_who_asked_for_their_keywords_alone(
    town: Town,
) -> None:
    chat, other = town.private(), town.private()
    for one in (chat, other):
        await ask(one, "/watches add Markets")
        await ask(one, "/watches 1 keywords qwxmarket")
    screen = await ask(chat, "/watches 1")
    [watch] = await stored(town, chat)
    await tap_data(chat, screen, f"w:{watch.id}:i")
    await tap(chat, screen, "Articles with my keywords alone")
    title = "New qwxmarket opens on Friday"
    town.world.outlets[0].publish(story("market", title, "Traders and neighbours came to see it."))
    await town.house.poll_now()
    mention = await chat.wait_for("qwxmarket opens", within=60)
    assert "Keyword mention" in mention.text
    assert "No harm was found in this article" in mention.text
    assert "Northern Wire" in mention.text
    assert not any("qwxmarket opens" in message.text for message in other.messages)
