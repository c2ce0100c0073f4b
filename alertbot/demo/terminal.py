"""Shows a Telegram message in a terminal as its reader sees it: marks, links, quotations, buttons."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

from alertbot.demo.telegram.entities import Entity, units
from alertbot.demo.telegram.ledger import SentMessage

_ANSI = {
    "bold": "1",
    "italic": "3",
    "underline": "4",
    "strikethrough": "9",
    "code": "36",
    "pre": "36",
    "spoiler": "2",
    "text_link": "4",
    "url": "4",
}
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]")
"""Control characters and stray direction marks: a stranger's text must not drive the terminal."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_WIDEST = 88
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character with the kinds of entity it stands in."""

    character: str
    kinds: frozenset[str]


class Terminal:
    """Writes to `out`; with colour only on a terminal and where NO_COLOR is not set."""

    def __init__(self, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
        self._out = out
        self.colour = wants_colour(out) if colour is None else colour
        columns = width or shutil.get_terminal_size().columns
        self._width = max(_NARROWEST, min(columns, _WIDEST)) - 4

    def step(self, text: str) -> None:
        """What happens next, in the narrator's words."""
        self._write("\n" + self._paint(f"── {text}", "1;35"))

    def note(self, text: str) -> None:
        """A remark of the narrator."""
        self._write(self._paint(_isolated(_UNSAFE.sub("", text)), "2"))

    def person(self, text: str) -> None:
        """What the person writes or presses."""
        self._write(self._paint(f"You ▸ {_isolated(_UNSAFE.sub('', text))}", "1;32"))

    def message(self, message: SentMessage, *, again: bool = False, answers: str = "") -> None:
        """The message as a subscriber sees it; `again` after an edit, `answers` what it replies to."""
        self._write("\n".join(self.lines(message, again=again, answers=answers)))

    def notice(self, text: str) -> None:
        """A notice that pops up after a press."""
        self._write(self._paint(f"  ⓘ {_isolated(_UNSAFE.sub('', text))}", "33"))

    def lines(self, message: SentMessage, *, again: bool = False, answers: str = "") -> Iterator[str]:
        """The lines of `message`, without line ends."""
        head = f"Alertbot {message.date.astimezone():%H:%M}" + (" · changed" if again else "")
        yield self._paint(f"╭─ {head}", "34")
        if answers:
            yield self._line(self._paint(f"↪ {_isolated(_UNSAFE.sub('', answers))}", "2"))
        if media := message.content.media:
            yield self._line(f"[{media.kind}: {_UNSAFE.sub('', media.name)}, {len(media.content):,} bytes]")
        for line in wrap(marked(message.text, message.entities), self._width):
            yield self._line(self._styled(line))
        yield from self._buttons(message)
        yield self._paint("╰─", "34")

    def _buttons(self, message: SentMessage) -> Iterator[str]:
        number = 0
        for row in message.content.keyboard:
            labels = []
            for button in row:
                number += 1
                label = _isolated(_UNSAFE.sub("", button.text)) + (f" ⟨{button.url}⟩" if button.url else "")
                labels.append(f"{self._paint(f'[{number}]', '1;33')} {label}")
            yield self._line("   ".join(labels))

    def _styled(self, line: Sequence[_Mark]) -> str:
        quoted = any(mark.kinds & _QUOTES for mark in line)
        painted = "".join(
            self._paint("".join(mark.character for mark in run), _codes(kinds))
            for kinds, run in groupby(line, key=lambda mark: mark.kinds)
        )
        shown = _isolated(painted)
        return f"▌ {shown}" if quoted else shown

    def _line(self, text: str) -> str:
        return f"{self._paint('│', '34')} {text}"

    def _paint(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and codes and text else text

    def _write(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()


def wants_colour(out: TextIO) -> bool:
    """True on a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def marked(text: str, entities: Sequence[Entity]) -> list[_Mark]:
    """Each character with its kinds; the address of a link follows its words, quotations stand alone."""
    kinds = [frozenset[str]()] * units(text)
    inserted: dict[int, str] = {}
    for entity in entities:
        kinds[entity.offset : entity.end] = [one | {entity.type} for one in kinds[entity.offset : entity.end]]
        if entity.type == "text_link":
            inserted[entity.end] = f" ⟨{entity.url}⟩"
    marks: list[_Mark] = []
    offset = 0
    for character in text:
        here = kinds[offset]
        if marks and bool(here & _QUOTES) != bool(marks[-1].kinds & _QUOTES) and marks[-1].character != "\n":
            marks.append(_Mark("\n", frozenset()))
        if not _UNSAFE.match(character):
            marks.append(_Mark(character, here))
        offset += units(character)
        marks += [_Mark(one, here & _QUOTES) for one in _UNSAFE.sub("", inserted.get(offset, ""))]
    return marks


def wrap(marks: Sequence[_Mark], width: int) -> list[list[_Mark]]:
    """Lines of at most `width` characters, broken at spaces; a longer word stays whole."""
    lines: list[list[_Mark]] = []
    for newline, run in groupby(marks, key=lambda mark: mark.character == "\n"):
        characters = list(run)
        if newline:
            lines += [[] for _ in characters[1:]]
        else:
            lines += _wrap_line(characters, width)
    return lines


def _wrap_line(line: list[_Mark], width: int) -> list[list[_Mark]]:
    lines: list[list[_Mark]] = [[]]
    for space, run in groupby(line, key=lambda mark: mark.character == " "):
        word = list(run)
        if lines[-1] and not space and len(lines[-1]) + len(word) > width:
            while lines[-1] and lines[-1][-1].character == " ":
                lines[-1].pop()
            lines.append([])
        lines[-1] += word
    return lines


def _codes(kinds: frozenset[str]) -> str:
    return ";".join(sorted({_ANSI[kind] for kind in kinds if kind in _ANSI}))


def _isolated(text: str) -> str:
    """Text with right-to-left letters in isolates, so that the frame around it keeps its order."""
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return f"\u2068{text}\u2069"
    return text
