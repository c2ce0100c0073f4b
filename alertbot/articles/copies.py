"""Near-copies: a wire story with another headline and lead is one source, two own reports are two."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from alertbot.articles.identity import fold
from alertbot.model import ArticleId

_VERSION = 1
_PERMUTATIONS = 128
_ROWS = 4
_SEED = 20_261
_SHINGLE = 3
_FEWEST_WORDS = 30
"""Below this, two newsrooms may write the same words by chance."""
_COUNT_BYTES = 4
_COPY = 0.6
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")


def signature(text: str) -> tuple[bytes, tuple[int, ...]]:
    """MinHash of a text's three-word shingles, and its 32 band hashes (63 bits).

    (b'', ()) for texts under 30 words. Texts that share most words share at least one band.
    """
    shingles = _shingles(text)
    if not shingles:
        return b"", ()
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(sorted(shingles))
    values = np.array(minhash.digest(), dtype="<u4")
    head = bytes([_VERSION]) + len(shingles).to_bytes(_COUNT_BYTES, "little")
    return head + values.tobytes(), tuple(_band(index, values) for index in range(_PERMUTATIONS // _ROWS))


def likeness(first: bytes, second: bytes) -> float:
    """Estimated share of the shorter text that stands in the longer one, 0-1.

    0.0 where either is too short or signed by another version. The error is about 0.05.
    """
    if not first or not second or first[0] != second[0]:
        return 0.0
    overlap = float(np.mean(_values(first) == _values(second)))
    sizes = sorted((_size(first), _size(second)))
    common = overlap / (1 + overlap) * sum(sizes)
    return min(1.0, common / sizes[0])


def find_copy(signed: bytes, candidates: Sequence[tuple[ArticleId, bytes]]) -> ArticleId | None:
    """The candidate that this text most likely repeats; None if none is close enough."""
    scored = [(likeness(signed, other), -article) for article, other in candidates]
    best, article = max(scored, default=(0.0, 0))
    return ArticleId(-article) if best >= _COPY else None


def _shingles(text: str) -> set[str]:
    words = _UNSPACED.sub(r" \1 ", fold(text)).split()
    if len(words) < _FEWEST_WORDS:
        return set()
    return {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}


def _size(signed: bytes) -> int:
    return int.from_bytes(signed[1 : 1 + _COUNT_BYTES], "little")


def _values(signed: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(signed, dtype="<u4", offset=1 + _COUNT_BYTES)


def _band(index: int, values: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> int:
    part = values[index * _ROWS : (index + 1) * _ROWS].tobytes()
    digest = hashlib.blake2b(part, digest_size=8, key=bytes([_VERSION, index])).digest()
    return int.from_bytes(digest, "little") >> 1
