"""The title of an article as it may be shown: without the names of private people."""

from __future__ import annotations

from alertbot.signals.privacy import redact
from alertbot.signals.text import Document

FALLBACK = "en"
"""By whose rules a title in a language we do not read is looked at."""


def safe_title(title: str, text: str, language: str | None) -> str:
    """Return `title` without contacts and without names that title or `text` shows to be private.

    As for quoted sentences (`signals.privacy.redact`), at the strictest: every age and kinship goes.
    """
    document = Document(title, text, f"{title}\n\n{text}", language or FALLBACK, ())
    return redact(title, document, document.language, sensitive=True)
