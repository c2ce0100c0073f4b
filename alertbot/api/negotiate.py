"""Which format a request wants: `?format=`, or else what its Accept header likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alertbot.api.problems import Problem

JSON = "json"


def choose(wanted: str, accept: str, offered: Mapping[str, str]) -> str:
    """Return one of `offered` (format to media type, in our order of liking).

    Raises Problem: 400 for a `wanted` not offered, 406 where nothing offered is acceptable.
    """
    if wanted:
        if wanted not in offered:
            raise Problem(400, f"'format' must be one of {', '.join(offered)}.", parameter="format")
        return wanted
    ranges = dict(_ranges(accept or "*/*"))
    liked = {form: _quality(media.partition(";")[0].strip(), ranges) for form, media in offered.items()}
    best = max(liked, key=lambda form: liked[form])
    if liked[best] <= 0:
        known = ", ".join(media.partition(";")[0] for media in offered.values())
        raise Problem(406, f"There is: {known}. Or say which by ?format={'|'.join(offered)}.")
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = (piece[2:] for piece in parameters if piece.startswith("q="))
        yield name, _weight(next(weights, "1"))


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """The most specific range decides."""
    kind = media.partition("/")[0]
    return next((ranges[name] for name in (media, f"{kind}/*", "*/*") if name in ranges), 0.0)
