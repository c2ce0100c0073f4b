"""The tour: one person subscribes, gets the Kunduz alert, then its update, and asks for the latest."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from alertbot.demo.scene import Scene
from alertbot.demo.stories import Cue
from alertbot.demo.telegram import SentMessage

PLACE = "Kunduz"
KEYWORD = "Kunduz"


@dataclass(frozen=True, slots=True)
class Pace:
    """Real seconds."""

    breath: float = 0.6
    """Between two steps, for the reader and for Telegram's limit of one message a second."""
    alert_within: float = 25.0
    """From publication to the message."""
    quiet_for: float = 3.0
    """How long nothing may come after a report that brings nothing new."""


async def play_tour(scene: Scene, pace: Pace = Pace()) -> None:
    """Play every step; raises DemoFailed with one sentence if something does not arrive in time."""
    await _subscribe(scene, pace)
    alert = await _first_report(scene, pace)
    await _nothing_new(scene, pace)
    await _update(scene, pace, alert)
    scene.terminal.step("She asks for what is known")
    await asyncio.sleep(pace.breath)
    await scene.say("/latest")
    scene.terminal.step(
        "That was the main job: three outlets in three languages, one incident, one alert, one update"
    )


async def _subscribe(scene: Scene, pace: Pace) -> None:
    scene.terminal.step("A protection officer opens the bot; her Telegram speaks French")
    await scene.say("/start")
    scene.terminal.step("She prefers English")
    await scene.press("🌐", "Langue", "Language")
    await scene.press("English")
    scene.terminal.step("She chooses a country")
    if not scene.offers("Afghanistan"):
        await scene.press("South Asia", "Asia")
    await scene.press("Afghanistan")
    await scene.press("Done", "👍")
    scene.terminal.step("She adds a keyword")
    await asyncio.sleep(pace.breath)
    await scene.say(f"/keywords add {KEYWORD}")


async def _first_report(scene: Scene, pace: Pace) -> SentMessage:
    scene.terminal.step("An outlet reports")
    await asyncio.sleep(pace.breath)
    count = len(scene.chat.messages)
    await scene.read_by_the_bot(await scene.publish(Cue.FIRST), pace.alert_within)
    return await scene.expect(f"the alert about {PLACE}", pace.alert_within, _about_the_event, count)


async def _nothing_new(scene: Scene, pace: Pace) -> None:
    scene.terminal.step("Another outlet tells the same in French: nothing new, so nothing is sent")
    count = len(scene.chat.messages)
    await scene.read_by_the_bot(await scene.publish(Cue.SECOND), pace.alert_within)
    await scene.quiet(pace.quiet_for, count)


async def _update(scene: Scene, pace: Pace, alert: SentMessage) -> None:
    scene.terminal.step("Local elders confirm it and count more families, in Spanish: that is an update")
    count = len(scene.chat.messages)
    await scene.read_by_the_bot(await scene.publish(Cue.THIRD), pace.alert_within)
    update = await scene.expect(f"the update about {PLACE}", pace.alert_within, _about_the_event, count)
    if update.reply_to == alert.id:
        scene.terminal.note("The update answers the first alert, so that both stand together.")
    await scene.quiet(pace.quiet_for / 3, count + 1)


def _about_the_event(message: SentMessage) -> bool:
    return PLACE in message.text
