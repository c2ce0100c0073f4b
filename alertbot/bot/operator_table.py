"""What operators can type and press, in a private chat with the bot; nobody else can."""

from __future__ import annotations

from alertbot.bot.broadcasting import broadcast, press_broadcast
from alertbot.bot.caution import EXAMPLE as CAUTION_EXAMPLE
from alertbot.bot.caution import caution, press_caution, press_held
from alertbot.bot.command import Command, Press
from alertbot.bot.feed_desk import ADD, HEALTH, REMOVE, add_feed, feed_health, press_feed, remove_feed
from alertbot.bot.members import APPROVE, INVITE, REVOKE, approve, invite, press_user, revoke, users
from alertbot.bot.stats import EXAMPLE as STATS_EXAMPLE
from alertbot.bot.stats import stats
from alertbot.bot.trail import EXAMPLE as AUDIT_EXAMPLE
from alertbot.bot.trail import audit, press_audit

OPERATOR_COMMANDS = (
    Command("users", users, "Who asks, who is in, who was shut out", "/users"),
    Command("invite", invite, "A link that lets people in", INVITE),
    Command("approve", approve, "Let a person or chat in", APPROVE),
    Command("revoke", revoke, "Shut a person or chat out", REVOKE),
    Command("addfeed", add_feed, "Read one more feed", ADD),
    Command("removefeed", remove_feed, "Read a feed no longer", REMOVE),
    Command("feedhealth", feed_health, "How the feeds are doing", HEALTH),
    Command("caution", caution, "What is told with care, or not at all", CAUTION_EXAMPLE),
    Command("broadcast", broadcast, "Write to everybody who listens", "/broadcast all Hello"),
    Command("stats", stats, "Messages, incidents, feedback", STATS_EXAMPLE),
    Command("audit", audit, "Who changed what", AUDIT_EXAMPLE),
)
"""In the order of the menu."""

OPERATOR_ACTIONS: dict[str, Press] = {
    "user": press_user,
    "feed": press_feed,
    "cast": press_broadcast,
    "care": press_caution,
    "held": press_held,
    "trail": press_audit,
}
OPERATOR_BY_NAME = {command.name: command for command in OPERATOR_COMMANDS}
