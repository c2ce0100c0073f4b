"""`alertbot export ...`: parses arguments, writes the file and says what is in it."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from datetime import datetime
from pathlib import Path

import click

from alertbot.bot.countries import country_finder
from alertbot.bot.regions import EVERY_COUNTRY
from alertbot.export_desk import Order, export
from alertbot.exports.formats import Format
from alertbot.exports.since import read_moment
from alertbot.gazetteer.countries import load_country_names
from alertbot.house import utc_now
from alertbot.logs import configure_logs
from alertbot.model import LANGUAGES
from alertbot.pipeline.export import Span
from alertbot.settings import load_settings
from alertbot.texts import TextCatalogue

_BINARY = frozenset({Format.XLSX, Format.CAP})


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.CSV.value,
    show_default=True,
    help="csv and xlsx carry HXL hashtags; cap is a ZIP with a message for each revision.",
)
@click.option("--watch", default="", help="Only what a watch asks for: its number or name.")
@click.option(
    "--country", "countries", multiple=True, help="A name or ISO3 code; may be given several times."
)
@click.option("--since", default="", help="Reported from then on: 7d, 2026-05-01, yesterday, '1 May'.")
@click.option("--until", default="", help="Reported before then.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of sentences; codes stay.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="The file, readable by you alone; default: standard output.",
)
def export_command(
    form: str,
    watch: str,
    countries: tuple[str, ...],
    since: str,
    until: str,
    language: str,
    output: Path | None,
) -> None:
    """Write incidents for other tools, with no more in them than alerts tell (docs/exports.md)."""
    settings = load_settings()
    configure_logs("WARNING", "console")
    chosen = Format(form)
    if output is None and chosen in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text: name a file with --output.")
    order = Order(
        form=chosen,
        span=Span(_moment("--since", since), _moment("--until", until)),
        watch=watch,
        countries=_codes(settings.config_dir, countries),
        language=language,
        contact=settings.contact,
    )
    exported = asyncio.run(export(settings.database, order))
    if output is None:
        sys.stdout.buffer.write(exported.data)
    else:
        _write_private(output, exported.data)
    click.echo(exported.said if output is None else f"{output}: {exported.said}", err=True)


def _moment(option: str, typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        return read_moment(typed, utc_now())
    except ValueError:
        raise click.UsageError(
            f"{option}: '{typed}' is no moment of the past. Write 7d, 2026-05-01, yesterday or '1 May'."
        ) from None


def _codes(config_dir: Path, typed: tuple[str, ...]) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for words in (part.strip() for one in typed for part in one.split(",")):
        found = [words.upper()] if words.upper() in EVERY_COUNTRY else _named(config_dir, words)
        if not found:
            raise click.UsageError(f"--country: '{words}' is no country. Write its name or code: Sudan, SDN.")
        codes |= dict.fromkeys(found)
    return tuple(codes)


def _named(config_dir: Path, words: str) -> list[str]:
    names = load_country_names(config_dir / "countries.yaml")
    return country_finder(names, TextCatalogue().load_texts).only(words)


def _write_private(path: Path, data: bytes) -> None:
    """Others on the machine need not read who was harmed where."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR), "wb") as file:
        file.write(data)
