"""An offline Telegram Bot API over real HTTP, strict like Telegram, with the people who talk to the bot."""

from alertbot.demo.telegram.driver import ChatView, PrivateChat
from alertbot.demo.telegram.errors import ApiError, DriverError
from alertbot.demo.telegram.faults import Fault
from alertbot.demo.telegram.floodgate import UNLIMITED, FloodLimits
from alertbot.demo.telegram.keyboard import Button
from alertbot.demo.telegram.ledger import SentMessage
from alertbot.demo.telegram.people import User
from alertbot.demo.telegram.rooms import Channel, Group
from alertbot.demo.telegram.server import DEMO_TOKEN, Call, OfflineTelegram
from alertbot.demo.telegram.world import Press

__all__ = [
    "DEMO_TOKEN",
    "UNLIMITED",
    "ApiError",
    "Button",
    "Call",
    "Channel",
    "ChatView",
    "DriverError",
    "Fault",
    "FloodLimits",
    "Group",
    "OfflineTelegram",
    "Press",
    "PrivateChat",
    "SentMessage",
    "User",
]
