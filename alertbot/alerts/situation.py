"""The map of many incidents as plain values: each a mark, sized by its figure and coloured by its kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from alertbot.alerts.incident_map import map_words
from alertbot.alerts.labels import category_label
from alertbot.alerts.safe import clip
from alertbot.alerts.story import headline
from alertbot.alerts.totals import counted
from alertbot.alerts.whereabouts import Locate, whereabouts
from alertbot.model import Category, Incident, Toll, Unit
from alertbot.model.pictures import Key, MapPicture, Spot, Tone
from alertbot.texts import Texts

_TONES = (Tone.RED, Tone.BLUE, Tone.GREEN, Tone.PINK, Tone.ORANGE)
"""Kinds of harm in the order of their number; all others are grey."""
_SIZES = 5
"""Powers of ten from the smallest to the largest mark."""
_SMALL = 0.06
_DISPLACED = (Unit.PERSON, Unit.HOUSEHOLD)
_OTHERWISE = (Toll.KILLED, Toll.ABDUCTED, Toll.DETAINED, Toll.INJURED)
_TOLD = 4
_LONGEST_LINE, _LONGEST_CAPTION = 160, 900


def situation_map(
    incidents: Sequence[Incident],
    since: datetime,
    until: datetime,
    texts: Texts,
    timezone: str,
    locate: Locate,
) -> tuple[MapPicture, str] | None:
    """Return the map of all incidents that stand, and its words; None where none of them has a country.

    A mark stands no finer than the incident's own map would show it. Its size is the power of ten of the
    number of people or of families, whichever was told: they are not turned into one another.
    """
    shown = [one for one in incidents if one.country and not one.retracted]
    if not shown:
        return None
    tones = _tones(shown)
    placed = [(one, whereabouts(one, locate)) for one in shown]
    spots = tuple(
        Spot(where.lat, where.lon, tone=tones.get(_kind(one), Tone.GREY), size=_size(one))
        for one, where in placed
        if where is not None
    )
    missing = [one for one, where in placed if where is None]
    countries = Counter(one.country for one in shown if one.country)
    focus = tuple(country for country, _ in countries.most_common())
    shaded = tuple(dict.fromkeys(one.country for one in missing if one.country))
    lines = (_period(since, until, texts, timezone), *_legend(len(shown), len(missing), texts))
    title = texts.gettext("Situation map")
    picture = MapPicture(title, lines, spots, focus, map_words(texts), _keys(tones, shown, texts), shaded)
    return picture, _caption(shown, lines[0], texts)


def _kind(incident: Incident) -> Category | None:
    return next(iter(incident.categories), None)


def _tones(incidents: Sequence[Incident]) -> dict[Category | None, Tone]:
    kinds = Counter(kind for one in incidents if (kind := _kind(one)) is not None)
    ranked = sorted(kinds, key=lambda kind: (-kinds[kind], kind.value))
    return dict(zip(ranked, _TONES, strict=False))


def _keys(tones: dict[Category | None, Tone], incidents: Sequence[Incident], texts: Texts) -> tuple[Key, ...]:
    keys = [Key(tone, category_label(kind, texts)) for kind, tone in tones.items() if kind is not None]
    if any(_kind(one) not in tones for one in incidents):
        keys.append(Key(Tone.GREY, texts.gettext("Other kinds of harm")))
    return tuple(keys)


def _size(incident: Incident) -> float:
    """0 to 1; small where no number was told."""
    wanted = [(unit, Toll.DISPLACED) for unit in _DISPLACED]
    wanted += [(Unit.PERSON, toll) for toll in _OTHERWISE]
    figures = [figure for unit, toll in wanted if (figure := counted(incident, unit, toll))]
    most = max((figure.value_max or figure.value for figure in figures), default=0)
    return max(_SMALL, min(1.0, math.log10(most) / _SIZES)) if most > 1 else _SMALL


def _period(since: datetime, until: datetime, texts: Texts, timezone: str) -> str:
    form = texts.gettext("{start} to {end} ({zone})")
    return form.format(start=texts.date(since, timezone), end=texts.date(until, timezone), zone=timezone)


def _legend(number: int, missing: int, texts: Texts) -> list[str]:
    told = texts.ngettext("{n} incident", "{n} incidents", number).format(n=texts.number(number))
    size = texts.gettext("larger: more people or families, told apart")
    lines = [f"{told} · {size}"]
    if missing:
        form = texts.ngettext(
            "{n} of them known by its country only (coloured)",
            "{n} of them known by their country only (coloured)",
            missing,
        )
        lines.append(form.format(n=texts.number(missing)))
    return lines


def _caption(incidents: Sequence[Incident], period: str, texts: Texts) -> str:
    """The map in words: how many in which country, and the largest of them."""
    countries = Counter(one.country for one in incidents if one.country)
    told = [f"{texts.country(code)} {texts.number(number)}" for code, number in countries.most_common(8)]
    largest = sorted(incidents, key=lambda one: -_size(one))[:_TOLD]
    lines = [
        f"{texts.gettext('Situation map')}: {period}",
        texts.gettext("; ").join(told),
        *(f"• {clip(headline(one, texts), _LONGEST_LINE)} · {one.code}" for one in largest),
    ]
    return clip("\n".join(lines), _LONGEST_CAPTION)
