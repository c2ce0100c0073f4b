"""Draws a message's picture just before it leaves; what cannot be drawn goes as text, at once."""

from __future__ import annotations

from dataclasses import replace

import structlog

from alertbot.delivery.answer import Answer
from alertbot.delivery.telegram import Message, Sender
from alertbot.errors import JobKilled
from alertbot.model import Delivery
from alertbot.ports import Painter

log = structlog.get_logger(__name__)


class PaintingSender:
    """A `Sender` in front of another one; without a `painter` every message goes as text."""

    def __init__(self, sender: Sender, painter: Painter | None) -> None:
        self._sender = sender
        self._painter = painter

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """Try once and tell what happened; a picture never holds back its words."""
        photo = None if delivery.plain else await self._photo(delivery, message)
        return await self._sender.send(delivery, replace(message, photo=photo))

    async def _photo(self, delivery: Delivery, message: Message) -> bytes | None:
        if message.picture is None or self._painter is None:
            return None
        try:
            return await self._painter.paint(message.picture)
        except JobKilled as error:
            log.warning("picture.not_drawn", delivery=delivery.id, reason=str(error))
            return None
