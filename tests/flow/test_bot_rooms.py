"""The conversation in groups, topics and channels: who may do what, and what survives a kick or a move."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from bot_town import Town, ask, tap
from flow_world import until

from alertbot.bot.commands import COMMANDS
from alertbot.demo.telegram import Channel, ChatView, Group, SentMessage, User

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED = "Only administrators"
CHANGING = [command.name for command in COMMANDS if command.changes]
SHOWING = [command.name for command in COMMANDS if not command.changes]
MAY = {
    "owner": True,
    "administrator": True,
    "anonymous administrator": True,
    "member": False,
    "channel": False,
}


@dataclass
class Cast:
    """A group and everybody who may speak in it."""

    group: Group
    people: dict[str, User]
    stranger: Channel

    async def say(self, who: str, text: str) -> SentMessage:
        """The first answer to that person's words."""
        if who == "anonymous administrator":
            return await ask(self.group, text, by=self.people["administrator"], anonymous=True)
        if who != "channel":
            return await ask(self.group, text, by=self.people[who])
        before = self.group.last
        self.group._post(text, None, sender_chat=self.stranger.record)
        return await self.group.wait_for(lambda _: True, after=before)


async def gather(town: Town, **more: bool) -> Cast:
    people = {name: town.person() for name in ("owner", "administrator", "member")}
    group = await town.group(*people.values(), **more)
    await group.set_member(people["administrator"], "administrator", by=people["owner"])
    return Cast(group, people, town.channel(town.person()))


@pytest.mark.parametrize("who", MAY)
async def test_settings_of_a_group_are_for_its_administrators(town: Town, who: str) -> None:
    for name in CHANGING:
        cast = await gather(town)
        answer = await cast.say(who, f"/{name}")
        assert (REFUSED not in answer.text) is MAY[who], name


@pytest.mark.parametrize("who", MAY)
async def test_anybody_in_a_group_may_look(town: Town, who: str) -> None:
    for name in SHOWING:
        cast = await gather(town)
        assert REFUSED not in (await cast.say(who, f"/{name}")).text


@pytest.mark.parametrize("who", ["owner", "administrator", "member"])
async def test_buttons_in_a_group_obey_administrators_only(town: Town, who: str) -> None:
    cast = await gather(town)
    screen = await cast.say("owner", "/subscribe Sudan")
    screen = await cast.say("owner", "/settings")
    press = await tap(cast.group, screen, "Pause", by=cast.people[who])
    assert (REFUSED in press.answer) is not MAY[who]
    assert (await town.chat(cast.group)).paused is MAY[who]


async def test_who_stops_being_administrator_of_another_group_has_no_say_here(town: Town) -> None:
    mine, theirs = await gather(town), await gather(town)
    await theirs.group.set_member(mine.people["owner"], "member", by=theirs.people["owner"])
    answer = await ask(theirs.group, "/pause", by=mine.people["owner"])
    assert REFUSED in answer.text


async def test_each_topic_has_its_own_settings_and_is_answered_there(town: Town) -> None:
    cast = await gather(town, forum=True)
    north, south = cast.group.topic("North"), cast.group.topic("South")
    owner = cast.people["owner"]
    screen = await ask(north, "/subscribe Sudan", by=owner)
    await ask(south, "/subscribe Chad", by=owner)
    assert await town.countries(north) == ("SDN",)
    assert await town.countries(south) == ("TCD",)
    screen = await ask(north, "/settings", by=owner)
    await tap(north, screen, "Pause", by=owner)
    assert ((await town.chat(north)).paused, (await town.chat(south)).paused) == (True, False)
    assert {message.thread_id for message in north.messages} == {north.thread_id}


async def test_a_channel_is_set_up_by_its_posts_and_by_its_administrators_buttons(town: Town) -> None:
    owner, reader = town.person(), town.person()
    channel = town.channel(owner)
    await channel.set_member(reader, "member", by=owner)
    await ask(channel, "/subscribe Sudan", by=owner)
    screen = await ask(channel, "/settings", by=owner)
    refused = await tap(channel, screen, "Pause", by=reader)
    assert REFUSED in refused.answer
    assert not (await town.chat(channel)).paused
    await tap(channel, screen, "Pause", by=owner)
    assert (await town.chat(channel)).paused
    assert await town.countries(channel) == ("SDN",)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
async def test_every_command_works_in_a_channel(town: Town, name: str) -> None:
    owner = town.person()
    answer = await ask(town.channel(owner), f"/{name}", by=owner)
    assert answer.text
    assert REFUSED not in answer.text


@pytest.mark.parametrize(
    "said", ["hello", "Sudan", "/nonsense", "/start@some_other_bot", "/pause@some_other_bot"]
)
async def test_a_group_hears_nothing_about_what_is_not_for_the_bot(town: Town, said: str) -> None:
    owner = town.person()
    group = await town.group(owner, bot="administrator")  # type: ignore[arg-type]
    greeted = group.last
    await group.send(said, by=owner)
    answer = await ask(group, "/settings", by=owner)
    assert "Settings of this chat" in answer.text
    assert group.messages[group.messages.index(greeted) + 1 :] == [answer]


async def test_a_command_addressed_to_the_bot_is_answered(town: Town) -> None:
    owner = town.person()
    group = await town.group(owner)
    answer = await ask(group, "/SETTINGS@Alertbot_Demo_Bot", by=owner)
    assert "Settings of this chat" in answer.text


async def test_the_person_who_adds_the_bot_is_greeted_in_private_if_possible(town: Town) -> None:
    owner = town.person("fr")
    private = town.world.telegram.private(owner)
    await ask(private, "/start")
    channel = town.channel(owner)
    greeting = await private.wait_for("/subscribe", after=private.last)
    assert channel.record.title in greeting.text
    assert "Pour configurer" in greeting.text
    group = town.world.telegram.group("Équipe <b>", owner=owner)
    assert "Équipe <b>" in (await private.wait_for("Équipe")).text
    await ask(channel, "/settings", by=owner)
    assert len(channel.messages) == 1
    assert group.messages == []


async def test_a_channel_whose_owner_never_wrote_to_the_bot_is_not_written_into(town: Town) -> None:
    owner = town.person()
    channel = town.channel(owner)
    answer = await ask(channel, "/settings", by=owner)
    assert channel.messages == [answer]


async def test_a_short_kick_keeps_every_setting(town: Town) -> None:
    cast = await gather(town)
    group, owner = cast.group, cast.people["owner"]
    await ask(group, "/subscribe Somalia", by=owner)
    await ask(group, "/keywords add Baidoa", by=owner)
    await group.remove_bot(by=owner)
    await suspended(town, group, "kicked")
    await group.add_bot(by=owner)
    await suspended(town, group, None)
    await town.alert(group, 71, "Baidoa, Somalia")
    watch = await town.watch(group)
    assert watch is not None
    assert (watch.countries, watch.keywords) == (("SOM",), ("Baidoa",))


async def suspended(town: Town, chat: ChatView, reason: str | None) -> None:
    async def changed() -> bool:
        return (await town.chat(chat)).suspended == reason

    await until(changed)


async def test_a_group_that_became_a_supergroup_gets_alerts_once_under_its_new_id(town: Town) -> None:
    owner = town.person()
    group = await town.group(owner, supergroup=False)
    await ask(group, "/subscribe Honduras", by=owner)
    new_id = await group.migrate(by=owner)
    await ask(group, "/settings", by=owner)
    assert await town.countries(group) == ("HND",)
    word = await town.report(83, "San Pedro Sula, Honduras")
    await group.wait_for(word, within=60)
    await town.world.telegram.wait_for_call("getUpdates")
    alerts = [message for message in town.world.telegram.messages if word in message.text]
    assert [message.chat_id for message in alerts] == [new_id]
