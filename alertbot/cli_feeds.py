"""`alertbot feeds ...`: parses arguments and prints what the feed desk says."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import click

from alertbot.feed_desk import FeedDesk, open_feed_desk, read_file
from alertbot.feeds.catalogue import load_catalogue
from alertbot.feeds.fetch import HttpFetcher
from alertbot.feeds.fetch_reliefweb import ReliefWebFetcher
from alertbot.house import utc_now
from alertbot.logs import configure_logs
from alertbot.model import FeedKind, FeedSource
from alertbot.settings import load_settings

T = TypeVar("T")


@click.group()
def feeds() -> None:
    """The news feeds: list, try, add, remove, switch."""


@feeds.command("list")
@click.argument("pack", default="")
@click.option("--failing", is_flag=True, help="Only those whose last poll failed, with the reason.")
def list_feeds(pack: str, failing: bool) -> None:
    """List every feed, or those of a PACK: state, language, country, last good poll, name, address."""
    click.echo(_at(lambda desk: desk.list(pack, failing=failing)))


@feeds.command()
def packs() -> None:
    """List the packs and how many of their feeds are on."""
    click.echo(_at(lambda desk: desk.packs()))


@feeds.command()
@click.argument("names", nargs=-1, required=True)
def enable(names: tuple[str, ...]) -> None:
    """Poll feeds again, by name, address or pack; takes effect within a second, and lasts."""
    click.echo(_at(lambda desk: desk.switch(names, True)))


@feeds.command()
@click.argument("names", nargs=-1, required=True)
def disable(names: tuple[str, ...]) -> None:
    """Stop polling feeds, by name, address or pack; lasts over restarts."""
    click.echo(_at(lambda desk: desk.switch(names, False)))


@feeds.command()
@click.argument("url")
@click.option("--name", default="", help="As readers see it; default: what the feed calls itself.")
@click.option("--language", default=None, help="Two letters, such as fr.")
@click.option("--country", default=None, help="Three capitals, where it writes about one country: SDN.")
@click.option("--kind", type=click.Choice([kind.value for kind in FeedKind]), default=FeedKind.LOCAL.value)
def add(url: str, name: str, language: str | None, country: str | None, kind: str) -> None:
    """Look at URL and poll it from now on; the address of a page lists the feeds that it names."""
    changes = FeedSource(url, name, language=language, country=country, kind=FeedKind(kind))
    click.echo(_at(lambda desk: desk.add(url, changes)))


@feeds.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take a feed that was added off the list, by name or address."""
    click.echo(_at(lambda desk: desk.remove(name)))


@feeds.command()
@click.argument("url")
def test(url: str) -> None:
    """Look at URL without adding it."""
    click.echo(_at(lambda desk: desk.test(url)))


@feeds.command()
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Ask every feed that is on (or NAMES, packs too) once, and tell how each answers."""
    _at(lambda desk: _print_each(desk, names))


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_opml(file: Path) -> None:
    """Add every feed of an OPML FILE."""
    click.echo(_at(lambda desk: desk.import_opml(read_file(file))))


@feeds.command("export")
@click.argument("file", type=click.Path(path_type=Path), default=None, required=False)
def export_opml(file: Path | None) -> None:
    """Write the feeds that are on as OPML to FILE, or print them."""
    document = _at(lambda desk: desk.export_opml())
    if file is None:
        sys.stdout.write(document.decode() + "\n")
    else:
        file.write_bytes(document)
        click.echo(f"Written to {file}.")


def _at(do: Callable[[FeedDesk], Awaitable[T]]) -> T:
    async def work() -> T:
        async with open_feed_desk(settings.database, sources, fetcher, asks, utc_now) as desk:
            return await do(desk)

    settings = load_settings()
    configure_logs("ERROR", "console")
    allow = settings.allowed_addresses
    sources = load_catalogue(settings.config_dir / "feeds.yaml", allow)
    fetcher = HttpFetcher(contact=settings.contact, allow=allow)
    asks = ReliefWebFetcher(fetcher, settings.reliefweb_appname, utc_now)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return asyncio.run(work())


async def _print_each(desk: FeedDesk, names: tuple[str, ...]) -> None:
    async for line in desk.check(names):
        click.echo(line)
