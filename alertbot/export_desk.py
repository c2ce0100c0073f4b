"""The operator's desk for exports: what `alertbot export` does and says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.errors import AlertbotError
from alertbot.exports.cap import sender_of
from alertbot.exports.formats import Format
from alertbot.model import Watch
from alertbot.pipeline.export import EVERYTHING, Span, any_of, file_of, gather
from alertbot.ports import Store
from alertbot.store import open_store
from alertbot.texts import TextCatalogue

MOST_INCIDENTS = 10_000
"""Incidents of one file; more come in several, by --since and --until."""


class CannotExport(AlertbotError):
    """What is asked for is not there; the message says what is."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to export."""

    form: Format
    span: Span
    watch: str = ""
    """A watch's number or name; '': none."""
    countries: tuple[str, ...] = ()
    """ISO3; empty: all."""
    language: str = "en"
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and what is in it, in words for a terminal."""

    data: bytes
    said: str


async def export(database: str, order: Order) -> Exported:
    """Open the store at that address and write what is ordered. Raises CannotExport."""
    store = await open_store(database)
    try:
        return await _export(store, order)
    finally:
        await store.close()


async def _export(store: Store, order: Order) -> Exported:
    watch = _chosen(await store.exports.watches(), order.watch) if order.watch else EVERYTHING
    accepts = any_of([watch], countries=order.countries)
    page = await gather(store.exports, accepts, order.span, MOST_INCIDENTS)
    texts = TextCatalogue().load_texts(order.language)
    data = await file_of(store.exports, page.incidents, order.form, texts, sender_of(order.contact))
    number = len(page.incidents)
    said = f"{number} incident{'' if number == 1 else 's'}"
    if page.next is not None:
        said += ", the newest; there are more: name a shorter time with --since and --until"
    return Exported(data, f"{said}.")


def _chosen(watches: Sequence[Watch], wanted: str) -> Watch:
    """The watch with that number or name. Raises CannotExport naming those there are."""
    named = wanted.strip().casefold()
    found = [one for one in watches if str(one.id) == named] or [
        one for one in watches if one.name.casefold() == named
    ]
    if len(found) == 1:
        return found[0]
    shown = "\n".join(f"  {_described(one)}" for one in (found or watches)[:50])
    if not watches:
        raise CannotExport("No chat has a watch yet: leave --watch out to export everything.")
    if not found:
        raise CannotExport(f"There is no watch '{wanted}'. Name one by its number:\n{shown}")
    raise CannotExport(f"{len(found)} watches are called '{wanted}'. Name one by its number:\n{shown}")


def _described(watch: Watch) -> str:
    """Its number, name and countries; not whose it is."""
    where = ", ".join(watch.countries) or "everywhere"
    return f"{watch.id}  {watch.name or 'without a name'}: {where}"
