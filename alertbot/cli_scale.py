"""The commands `alertbot db ...`: what is done to the database as a whole."""

from __future__ import annotations

import asyncio

import click

from alertbot.backup_desk import copy_all
from alertbot.logs import configure_logs
from alertbot.progress import bar
from alertbot.settings import load_settings


@click.group()
def db() -> None:
    """The database as a whole."""


@db.command()
@click.option("--to", "target", required=True, help="postgresql+asyncpg://USER:PASSWORD@HOST/NAME, empty.")
def copy(target: str) -> None:
    """Copy everything into another, empty database (SQLite or PostgreSQL); stop the bot first.

    The database in use stays as it is. PGPASSWORD in the environment keeps a password off the command line.
    """
    configure_logs("WARNING", "console")
    with bar("Copying") as progress:
        told = asyncio.run(copy_all(load_settings(), target, progress))
    click.echo(told)
