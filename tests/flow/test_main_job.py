"""The main job with the real application: a story in a feed becomes one alert in every chat that asked."""

from __future__ import annotations

from flow_world import World, asked_again, story

FIRST = (
    "kunduz-families",
    "Rights group: families driven out near Kunduz",
    "Taliban fighters forced about 600 families out of their homes in Bagh-e Sherkat, in Kunduz province of "
    "Afghanistan, Human Rights Watch said on Tuesday.",
    "Houses were burned and looted, the group said. The Taliban denied burning or looting houses.",
)
SAME_IN_FRENCH = (
    "familles-koundouz",
    "Afghanistan : des familles chassées de chez elles près de Koundouz",
    "Environ 600 familles ont été chassées de leurs maisons à Bagh-e Sherkat, dans la province de Koundouz "
    "en Afghanistan, par les talibans, selon Human Rights Watch.",
    "Des maisons ont été incendiées et pillées. Les talibans démentent.",
)
MATERIAL = (
    "onu-kunduz",
    "La ONU confirma el desplazamiento en Kunduz",
    "La misión de la ONU en Afganistán confirmó que 1.500 familias fueron expulsadas de sus casas en Bagh-e "
    "Sherkat, provincia de Kunduz, por los talibanes.",
    "Las casas fueron quemadas y saqueadas, según la misión. Los talibanes lo niegan.",
)
SPORT = (
    "cup",
    "Massacre in Kunduz: home side thrashed 7-0 in cup final",
    "The champions slaughtered their opponents in front of 12,000 fans in Afghanistan on Sunday.",
)


async def test_a_story_reaches_a_private_chat_a_topic_and_a_channel_exactly_once(world: World) -> None:
    telegram = world.telegram
    reader, owner = telegram.user(11), telegram.user(12)
    private = telegram.private(reader)
    topic = telegram.group("Team", owner=owner, forum=True).topic("Alerts")
    channel = telegram.channel("Afghanistan alerts", owner=owner)
    async with world.house() as house:
        await private.send("/subscribe Afghanistan")
        await topic.send("/subscribe Afghanistan", by=owner)
        await channel.send("/subscribe Afghanistan", by=owner)
        for chat in (private, topic, channel):
            await chat.wait_for("/latest")
        world.outlets[0].publish(story(*FIRST), story(*SPORT))
        await house.poll_now()
        for chat in (private, topic, channel):
            await chat.wait_for("600", within=60)
    async with world.house() as house:
        await house.poll_now()
        await asked_again(world.outlets[0])
    alerts = [message for message in telegram.messages if "Bagh-e Sherkat" in message.text]
    assert sorted(message.chat_id for message in alerts) == sorted([private.id, topic.id, channel.id])
    assert {message.thread_id for message in topic.messages} == {topic.thread_id}


async def test_a_story_published_while_the_bot_is_down_arrives_after_the_restart(world: World) -> None:
    private = world.telegram.private(world.telegram.user(11))
    async with world.house():
        await private.send("/subscribe Afghanistan")
        await private.wait_for("/latest")
    world.outlets[0].publish(story(*FIRST))
    async with world.house() as house:
        await house.poll_now()
        alert = await private.wait_for("600", within=60)
    assert "Human Rights Watch" in alert.text
    assert "Kunduz" in alert.text


async def test_only_a_material_report_brings_an_update_and_it_answers_the_first_alert(world: World) -> None:
    private = world.telegram.private(world.telegram.user(11))
    async with world.house() as house:
        await private.send("/subscribe Afghanistan")
        await private.wait_for("/latest")
        world.outlets[0].publish(story(*FIRST))
        await house.poll_now()
        first = await private.wait_for("600", within=60)
        world.outlets[1].publish(story(*SAME_IN_FRENCH, minutes_ago=4))
        world.outlets[2].publish(story(*MATERIAL, minutes_ago=3))
        await house.poll_now()
        update = await private.wait_for("1,500", within=60)
    alerts = [message for message in private.messages if "Bagh-e Sherkat" in message.text]
    assert 2 <= len(alerts) <= 3
    assert update.reply_to == first.id


async def test_a_keyword_that_does_not_stand_in_the_story_keeps_it_away(world: World) -> None:
    wanted = world.telegram.private(world.telegram.user(11))
    unwanted = world.telegram.private(world.telegram.user(12))
    async with world.house() as house:
        for chat, word in ((wanted, "Sherkat"), (unwanted, "Herat")):
            await chat.send("/subscribe Afghanistan")
            await chat.send(f"/keywords add {word}")
            await chat.wait_for(word)
        world.outlets[0].publish(story(*FIRST))
        await house.poll_now()
        await wanted.wait_for("600", within=60)
    assert not [message for message in unwanted.messages if "600" in message.text]
