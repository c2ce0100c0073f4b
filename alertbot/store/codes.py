"""Codes of incidents, no two alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product

from sqlalchemy import select

from alertbot.store.database import Transaction
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


async def _is_taken(transaction: Transaction, code: str) -> bool:
    query = select(incidents.c.id).where(incidents.c.code == code.upper())
    return (await transaction.run(query)).first() is not None


def _lengthened(code: str) -> Iterator[str]:
    """`code`, then with every letter added, with every two ..."""
    for length in count():
        for letters in product(_SUFFIXES, repeat=length):
            yield code + "".join(letters)
