"""The map of one incident as plain values: place or circle, what it means, and the words beside it."""

from __future__ import annotations

from alertbot.alerts.labels import category_label
from alertbot.alerts.names import first_name, where
from alertbot.alerts.safe import clip
from alertbot.alerts.story import headline, how_sure
from alertbot.alerts.whereabouts import Locate, Whereabouts, whereabouts
from alertbot.model import Incident
from alertbot.model.pictures import MapPicture, MapWords, Spot
from alertbot.texts import Texts

_LONGEST_TITLE, _LONGEST_CAPTION = 110, 900


def map_words(texts: Texts) -> MapWords:
    """Return what every map says, in the language of `texts`."""
    credit = texts.gettext("Outlines: Natural Earth · Places: GeoNames, CC BY 4.0")
    return MapWords(
        texts.language,
        texts.is_rtl,
        texts.countries(),
        texts.gettext("{n} km"),
        "".join(texts.number(digit) for digit in range(10)),
        (credit, texts.gettext("Borders as drawn imply no opinion on the status of any area.")),
    )


def incident_map(incident: Incident, texts: Texts, locate: Locate) -> MapPicture | None:
    """Return the map; None for an incident that was withdrawn, or of which not even the country is known.

    Where no place may be shown the country alone is coloured.
    """
    if incident.retracted or incident.country is None:
        return None
    spot = whereabouts(incident, locate)
    place, country = where(incident, texts)
    title = texts.gettext("{place}, {country}").format(place=place, country=country) if place else country
    spots = () if spot is None else (Spot(spot.lat, spot.lon, spot.km, _label(spot, incident, texts)),)
    kinds = texts.gettext("; ").join(category_label(one, texts) for one in incident.categories[:2])
    return MapPicture(
        clip(title, _LONGEST_TITLE),
        tuple(line for line in (kinds, _meaning(spot, texts)) if line),
        spots,
        (incident.country,),
        map_words(texts),
        shaded=() if spots else (incident.country,),
    )


def map_caption(incident: Incident, texts: Texts) -> str:
    """Return the map in words, for those who cannot see it: the main fact, how sure, the code."""
    told = f"{headline(incident, texts)}\n{how_sure(incident, texts)}"
    return f"{clip(told, _LONGEST_CAPTION)}\n{incident.code}"


def _label(spot: Whereabouts, incident: Incident, texts: Texts) -> str:
    return spot.unit or first_name(incident, texts)


def _meaning(spot: Whereabouts | None, texts: Texts) -> str:
    if spot is None:
        return texts.gettext("Coloured: no more than the country is told.")
    if not spot.km:
        return ""
    return texts.gettext("Circle: somewhere in this area, about {n} km around.").format(
        n=texts.number(spot.km)
    )
