"""The commands: they parse arguments, call the app and turn errors into one sentence and an exit status."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from alertbot import app
from alertbot.backup_desk import read_backup, write_backup
from alertbot.cli_export import export_command
from alertbot.cli_feeds import feeds
from alertbot.cli_scale import db
from alertbot.doctor import Mark, examine
from alertbot.errors import AlertbotError
from alertbot.gazetteer_desk import add_to_gazetteer, build_gazetteer_file
from alertbot.house import Role, utc_now
from alertbot.incident_desk import IncidentDesk, at_incidents
from alertbot.lexicon_desk import check_config, load_cases, own_cases, try_cases
from alertbot.logs import configure_logs
from alertbot.ops.health import describe
from alertbot.settings import load_settings
from alertbot.settings_report import report_settings

MISTAKE = 2
"""Exit status for a mistake that the person who called can mend."""


class _Group(click.Group):
    """Ends every expected error with its sentence on standard error and status 2, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AlertbotError as error:
            click.echo(f"alertbot: {error}", err=True)
            sys.exit(MISTAKE)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alertbot")
def main() -> None:
    """Read news feeds, spot displacement and abuse, alert people in Telegram."""


@main.command()
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ALL.value,
    help="What this process does, where several share one PostgreSQL.",
)
def run(role: str) -> None:
    """Poll the feeds and serve the bot until SIGTERM or Ctrl-C."""
    sys.exit(asyncio.run(app.run(load_settings(), Role(role))))


@main.command()
@click.option("--once", is_flag=True, help="Play the tour even on a terminal.")
def demo(once: bool) -> None:
    """Show the main job with sample feeds and an offline Telegram: no token, no internet."""
    interactive = sys.stdin.isatty() and sys.stdout.isatty() and not once
    sys.exit(app.demo(interactive=interactive))


@main.command()
@click.argument("items", type=click.File("r", encoding="utf-8"), default="-")
@click.option("--explain", is_flag=True, help="Print each article with its evidence marked, for a person.")
def analyse(items: TextIO, explain: bool) -> None:
    """Read JSON Lines of articles (FILE or -) and print a JSON object for each."""
    desk = app.open_desk(load_settings())
    _print_lines(desk.explain(items) if explain else desk.analyse(items))


@main.command()
@click.argument("items", type=click.File("r", encoding="utf-8"), default="-")
def cluster(items: TextIO) -> None:
    """As analyse, in order of publication, and tell which incident each article belongs to."""
    _print_lines(app.open_desk(load_settings()).cluster(items))


@main.group()
def gazetteer() -> None:
    """The file of places and their names."""


@gazetteer.command("build")
def gazetteer_build() -> None:
    """Build the gazetteer from GeoNames data (needs the packages of requirements-build.lock)."""
    build_gazetteer_file(load_settings().gazetteer_path, click.echo)


@gazetteer.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def gazetteer_add(file: Path) -> None:
    """Add a GeoNames dump, an OCHA P-code list or a Who's On First extract (recognised by itself)."""
    click.echo(add_to_gazetteer(load_settings().gazetteer_path, file))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole database to a new FILE (SQLite, also from PostgreSQL); the bot may go on meanwhile."""
    configure_logs("WARNING", "console")
    click.echo(asyncio.run(write_backup(load_settings(), file)))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the database that is there.")
def restore(file: Path, force: bool) -> None:
    """Put the backup FILE in the place of the database; stop the bot first."""
    configure_logs("WARNING", "console")
    click.echo(asyncio.run(read_backup(load_settings(), file, force=force)))


@main.group()
def incident() -> None:
    """Look at an incident, merge two, or split one."""


@incident.command("show")
@click.argument("code")
def incident_show(code: str) -> None:
    """Print an incident with all its reports."""
    click.echo(_at_incidents(lambda desk: desk.show(code)))


@incident.command("merge")
@click.argument("code")
@click.argument("other")
def incident_merge(code: str, other: str) -> None:
    """Make one incident of two; the older keeps its code."""
    click.echo(_at_incidents(lambda desk: desk.merge(code, other)))


@incident.command("split")
@click.argument("code")
@click.argument("article_url", nargs=-1, required=True)
def incident_split(code: str, article_url: tuple[str, ...]) -> None:
    """Make an incident of its own of the reports at these addresses."""
    click.echo(_at_incidents(lambda desk: desk.split(code, article_url)))


@main.group()
def lexicon() -> None:
    """The words and rules that analysts edit."""


@lexicon.command("check")
def lexicon_check() -> None:
    """Check every file under the folder of settings; exit 1 if one cannot be used."""
    settings = load_settings()
    problems = check_config(settings.config_dir, settings.gazetteer_path, settings.allowed_addresses)
    _complain(problems, "every file can be used")


@lexicon.command("test")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def lexicon_test(files: Sequence[Path]) -> None:
    """Read the cases beside the lexicons (or FILES); exit 1 if one is not read as wanted."""
    settings = load_settings()
    cases = load_cases(files or own_cases(settings.config_dir))
    failures = try_cases(app.open_desk(settings).reader, cases)
    _complain((str(failure) for failure in failures), "every case is read as wanted")


@main.command()
def config() -> None:
    """Print the settings in force and where each came from, secrets masked."""
    for line in report_settings(load_settings()):
        click.echo(line)


@main.command()
def doctor() -> None:
    """Look at everything the bot stands on and say what to do; exit 1 if something is at fault."""

    async def look() -> bool:
        well = True
        async for finding in examine(load_settings()):
            click.echo(f"{finding.mark} {finding.subject}: {finding.text}")
            well &= finding.mark is not Mark.FAULT
        return well

    configure_logs("ERROR", "console")
    if not asyncio.run(look()):
        sys.exit(1)


@main.command()
def health() -> None:
    """Print how every part stands; exit 0 if all is well and the bot looked within two minutes, else 1."""
    path = load_settings().health_path
    if not path.exists():
        click.echo("not well: never started", err=True)
        sys.exit(1)
    well, lines = describe(path.read_text(encoding="utf-8"), utc_now())
    click.echo("\n".join(lines), err=not well)
    sys.exit(0 if well else 1)


main.add_command(db)
main.add_command(feeds)
main.add_command(export_command)


def _complain(problems: Iterator[str], well: str) -> None:
    """Print each problem and exit with status 1; where there is none, say that all is well."""
    count = 0
    for count, problem in enumerate(problems, 1):  # noqa: B007 - the last number is the count
        click.echo(problem)
    if count:
        click.echo(f"{count} to mend", err=True)
        sys.exit(1)
    click.echo(well)


def _at_incidents(do: Callable[[IncidentDesk], Awaitable[str]]) -> str:
    settings = load_settings()
    configure_logs("WARNING", "console")
    return asyncio.run(at_incidents(settings.database, settings.config_dir, do, utc_now))


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
