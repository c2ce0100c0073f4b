"""The conversation in a private chat, with the real application: every command and every button."""

from __future__ import annotations

import re

import pytest
import telegram
from bot_town import Town, ask, tap
from flow_world import until

from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.model import Category, DeliveryState

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def subscribed(town: Town, countries: str, language: str = "en") -> PrivateChat:
    chat = town.private(language)
    await ask(chat, f"/subscribe {countries}")
    return chat


async def test_a_new_person_is_subscribed_after_at_most_five_taps(town: Town) -> None:
    chat, taps = town.private(), ["Central and South Asia", "Afghanistan", "Kinds of harm", "Looting", "Done"]
    screen = await ask(chat, "/start")
    for label in taps:
        await tap(chat, screen, {"Looting": "Homes destroyed"}.get(label, label))
    watch = await town.watch(chat)
    assert watch is not None
    assert watch.countries == ("AFG",)
    assert watch.categories == (Category.PROPERTY_DESTRUCTION, Category.LOOTING_EXTORTION)
    assert "You are subscribed" in screen.text
    assert len(taps) <= 5
    assert len(chat.messages) == 1


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Sudan, Chad", ("SDN", "TCD")),
        ("South Sudan", ("SSD",)),
        ("Soudan et Tchad", ("SDN", "TCD")),
        ("Sudán y Chad", ("SDN", "TCD")),
        ("السودان وتشاد", ("SDN", "TCD")),
        ("Судан и Чад", ("SDN", "TCD")),
        ("افغانستان", ("AFG",)),
        ("Мьянма", ("MMR",)),
        ("DR Congo; CAR", ("COD", "CAF")),
    ],
)
async def test_countries_are_understood_in_any_language(
    town: Town, typed: str, codes: tuple[str, ...]
) -> None:
    chat = await subscribed(town, typed)
    assert await town.countries(chat) == codes


async def test_the_name_of_a_country_alone_subscribes(town: Town) -> None:
    chat = town.private("fr")
    answer = await ask(chat, "Tchad")
    assert "Abonnement" in answer.text
    assert await town.countries(chat) == ("TCD",)


async def test_a_sentence_that_names_a_country_is_asked_about_and_not_obeyed(town: Town) -> None:
    chat = town.private()
    question = await ask(chat, "is there anything new from Sudan?")
    assert await town.watch(chat) is None
    await tap(chat, question, "Sudan")
    assert await town.countries(chat) == ("SDN",)


async def test_a_typing_error_gets_a_suggestion_beside_what_was_understood(town: Town) -> None:
    chat = town.private()
    answer = await ask(chat, "/subscribe Mali, Afganistann")
    assert await town.countries(chat) == ("MLI",)
    assert "Not recognised: Afganistann" in answer.text
    await tap(chat, answer, "Afghanistan")
    assert await town.countries(chat) == ("MLI", "AFG")


async def test_a_name_of_two_countries_is_asked_about(town: Town) -> None:
    chat = town.private()
    answer = await ask(chat, "/subscribe Congo")
    assert await town.watch(chat) is None
    assert [button.text for button in answer.buttons[:2]] == ["➕ DR Congo", "➕ Republic of the Congo"]


async def test_an_unknown_name_is_said_with_an_example_and_the_regions(town: Town) -> None:
    chat = town.private()
    answer = await ask(chat, "/subscribe Qwxzy <b>")
    assert "Qwxzy <b>" in answer.text
    assert "/subscribe Sudan, Chad" in answer.text
    assert any("Sahel" in button.text for button in answer.buttons)
    assert await town.watch(chat) is None


async def test_naming_a_country_after_everywhere_says_that_it_is_less_now(town: Town) -> None:
    chat = town.private()
    await tap(chat, await ask(chat, "/start"), "Everywhere")
    answer = await ask(chat, "/subscribe Chad")
    assert "now only from these" in answer.text
    assert await town.countries(chat) == ("TCD",)


async def test_unsubscribe_drops_a_country_and_says_what_it_cannot_drop(town: Town) -> None:
    chat = await subscribed(town, "Sudan, Chad, Mali")
    await ask(chat, "/unsubscribe Chad")
    assert await town.countries(chat) == ("SDN", "MLI")
    assert "Not among your countries: Chad" in (await ask(chat, "/unsubscribe Chad")).text
    assert "I know no country" in (await ask(chat, "/unsubscribe Qwxzy")).text
    assert "Kenya" in (await ask(chat, "/unsubscribe Mali, Kenya")).text
    assert await town.countries(chat) == ("SDN",)


async def test_unsubscribing_from_the_last_country_asks_first(town: Town) -> None:
    chat = await subscribed(town, "Sudan")
    question = await ask(chat, "/unsubscribe Sudan")
    assert await town.countries(chat) == ("SDN",)
    await tap(chat, question, "Stop all alerts")
    assert await town.watch(chat) is None
    assert "nothing is sent here" in question.text


async def test_keywords_are_added_listed_and_removed(town: Town) -> None:
    chat = await subscribed(town, "Sudan")
    answer = await ask(chat, '/keywords add Goma, "burned homes, looted", (a OR b)')
    watch = await town.watch(chat)
    assert watch is not None
    assert watch.keywords == ("Goma", '"burned homes, looted"', "(a OR b)")
    assert "burned homes, looted" in answer.text
    await ask(chat, '/keywords remove goma, "Burned homes, looted"')
    answer = await ask(chat, "/keywords remove nothing such")
    assert "No such keyword" in answer.text
    answer = await ask(chat, "/keywords list")
    assert "• Goma" not in answer.text
    await tap(chat, answer, "a OR b")
    assert "None:" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("add OR", "OR needs a word"),
        ("add (Goma", "A bracket is not closed"),
        ("add go*", "too short"),
        ("add -Goma", "only says what to leave out"),
        ("add", "Say what to do"),
        ("Goma", "Say what to do"),
        ("add " + ", ".join(f"word{n}" for n in range(41)), "40 keywords"),
    ],
)
async def test_a_keyword_that_cannot_be_read_is_explained_and_changes_nothing(
    town: Town, typed: str, said: str
) -> None:
    chat = await subscribed(town, "Sudan")
    assert said in (await ask(chat, f"/keywords {typed}")).text
    watch = await town.watch(chat)
    assert watch is not None
    assert watch.keywords == ()


async def test_latest_shows_what_the_chat_would_be_told_and_keywords_are_counted(town: Town) -> None:
    chat = await subscribed(town, "Afghanistan")
    await town.alert(chat, 41, "Kunduz, Afghanistan")
    answer = await ask(chat, "/keywords add Kunduz, Herat")
    assert re.search("Kunduz – [1-9]", answer.text)
    assert "Herat – 0" in answer.text
    assert "41" in (await ask(chat, "/latest")).text
    await ask(chat, "/keywords remove Kunduz")
    assert "Nothing yet" in (await ask(chat, "/latest")).text
    assert "Nothing yet" in (await ask(await subscribed(town, "Chad"), "/latest")).text


@pytest.mark.parametrize(
    ("typed", "language"),
    [("fr", "fr"), ("Français", "fr"), ("العربية", "ar"), ("klingon", "en"), ("", "en")],
)
async def test_the_language_is_chosen_by_code_name_or_button(town: Town, typed: str, language: str) -> None:
    chat = town.private()
    answer = await ask(chat, f"/language {typed}")
    assert (await town.chat(chat)).language == language
    if language == "en":
        await tap(chat, answer, "Kiswahili")
        assert (await town.chat(chat)).language == "sw"


async def test_a_paused_chat_gets_what_waited_when_it_resumes(town: Town) -> None:
    chat = await subscribed(town, "Haiti")
    assert "Paused" in (await ask(chat, "/pause")).text
    assert "Paused" in (await ask(chat, "/subscribe Haiti")).text
    assert "Paused" in (await ask(chat, "/status")).text
    word = await town.report(52, "Port-au-Prince, Haiti")
    await waiting(town, 1)
    assert not any(word in message.text for message in chat.messages)
    await ask(chat, "/resume")
    await chat.wait_for(word, within=60)


async def test_blocking_and_unblocking_the_bot_keeps_the_subscription(town: Town) -> None:
    chat = await subscribed(town, "Nigeria")
    await chat.block()
    await until_suspended(town, chat, True)
    await chat.unblock()
    await until_suspended(town, chat, False)
    await town.alert(chat, 63, "Maiduguri, Nigeria")
    assert await town.countries(chat) == ("NGA",)


async def waiting(town: Town, count: int) -> None:
    async def enough() -> bool:
        return (await town.house.store.deliveries.counts()).get(DeliveryState.PENDING, 0) >= count

    await until(enough)


async def until_suspended(town: Town, chat: PrivateChat, yes: bool) -> None:
    async def changed() -> bool:
        return ((await town.chat(chat)).suspended is not None) is yes

    await until(changed)


@pytest.mark.parametrize("typed", ["hello", "/nonsense", "/subscribe, Qwxzy", "🙂"])
async def test_what_is_not_understood_gets_a_helpful_answer(town: Town, typed: str) -> None:
    assert "/help" in (await ask(town.private(), typed)).text


async def test_a_file_gets_a_helpful_answer(town: Town) -> None:
    chat = town.private()
    await chat.send_document("photo.jpg", b"...", "image/jpeg")
    assert "/help" in (await chat.wait_for("understand")).text


@pytest.mark.parametrize(
    "data", ["old", "reg:99", "reg", "cty:0:XXX", "lang:xx", "kwdel:7", "add:xyz", "kind:x"]
)
async def test_a_button_of_an_older_version_says_so_and_changes_nothing(town: Town, data: str) -> None:
    chat = await subscribed(town, "Sudan")
    old = await old_button(town, chat, data)
    press = await tap(chat, old, 0)
    assert "out of date" in press.answer
    assert await town.countries(chat) == ("SDN",)


async def old_button(town: Town, chat: PrivateChat, data: str) -> SentMessage:
    button = telegram.InlineKeyboardButton("Old", callback_data=data)
    bot = town.house.bot.application.bot
    await bot.send_message(chat.id, "old screen", reply_markup=telegram.InlineKeyboardMarkup([[button]]))
    return await chat.wait_for("old screen")


async def test_the_eleventh_message_in_a_minute_is_asked_to_wait_once_then_silence(town: Town) -> None:
    chat = town.private()
    for _ in range(10):
        await ask(chat, "/settings")
    assert "Too many messages" in (await ask(chat, "/settings")).text
    await chat.send("/settings")
    await ask(town.private(), "/settings")
    assert len(chat.messages) == 11


async def test_commands_stand_isolated_in_arabic_and_copied_marks_do_no_harm(town: Town) -> None:
    chat = town.private("ar")
    assert "\u2066/subscribe\u2069" in (await ask(chat, "/help")).text
    await ask(chat, "\u2066/subscribe السودان\u2069")
    assert await town.countries(chat) == ("SDN",)


async def test_the_menu_and_the_description_are_published_in_nine_languages(town: Town) -> None:
    profile = town.world.telegram.world.profile
    await until_published(town)
    names = {key: [command["command"] for command in menu] for key, menu in profile.commands.items()}
    assert len(names) == 3 * 10
    for (scope, _), menu in names.items():
        assert "settings" in menu
        assert ("subscribe" in menu) is ("all_group_chats" not in scope)
    assert len(profile.descriptions) == 10
    assert all(len(text) <= 512 for text in profile.descriptions.values())


async def until_published(town: Town) -> None:
    async def all_there() -> bool:
        return len(town.world.telegram.world.profile.short_descriptions) == 10

    await until(all_there)
