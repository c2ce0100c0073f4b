"""The short code by which people recognise an incident in every message about it."""

from __future__ import annotations

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, no vowels: nothing to misread aloud, and no words."""
_SHORTEST = 4
_MULTIPLIER = 524_287
"""Shares no factor with 28, so that multiplying by it mixes numbers without ever mapping two to one."""


def make_code(seed: str) -> str:
    """Return the code of the incident whose first article has the decimal id `seed`.

    Four letters and digits for ids below 614,656, one more for each 28 times as many; two ids never
    share a code. Raises ValueError if `seed` is no whole number.
    """
    number = int(seed)
    if number < 0:
        raise ValueError(f"{seed} is not an article id")
    length = _SHORTEST
    while number >= len(ALPHABET) ** length:
        length += 1
    mixed = (number * _MULTIPLIER + 77_777) % len(ALPHABET) ** length
    letters = []
    for _ in range(length):
        mixed, digit = divmod(mixed, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)
