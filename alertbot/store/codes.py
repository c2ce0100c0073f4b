"""Codes of incidents: no two alike, and those of incidents merged away lead to the one that stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product

from sqlalchemy import insert, select, union_all, update

from alertbot.store.database import Transaction
from alertbot.store.reader_tables import merged_codes
from alertbot.store.tables import incidents

_SUFFIXES = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""What nobody misreads aloud, as in incidents/code.py."""


async def free_code(transaction: Transaction, wanted: str) -> str:
    """Return `wanted`, lengthened until no other incident has it."""
    codes = _lengthened(wanted)
    code = next(codes)
    while await _is_taken(transaction, code):
        code = next(codes)
    return code


async def id_of_code(transaction: Transaction, code: str) -> int | None:
    """The id of the incident with that code, any case, or of the one that absorbed it; None if unknown."""
    wanted = code.strip().upper()
    own = select(incidents.c.id).where(incidents.c.code == wanted)
    absorbed = select(merged_codes.c.incident_id).where(merged_codes.c.code == wanted)
    found: int | None = (await transaction.run(union_all(own, absorbed))).scalars().first()
    return found


async def remember_code(transaction: Transaction, code: str, absorbed: int, standing: int) -> None:
    """From now on `code`, and whatever led to the incident `absorbed`, leads to the one that stands."""
    led = update(merged_codes).where(merged_codes.c.incident_id == absorbed)
    await transaction.run(led.values(incident_id=standing))
    await transaction.run(insert(merged_codes), [{"code": code.upper(), "incident_id": standing}])


async def _is_taken(transaction: Transaction, code: str) -> bool:
    return await id_of_code(transaction, code) is not None


def _lengthened(code: str) -> Iterator[str]:
    """`code`, then with every letter added, with every two ..."""
    for length in count():
        for letters in product(_SUFFIXES, repeat=length):
            yield code + "".join(letters)
