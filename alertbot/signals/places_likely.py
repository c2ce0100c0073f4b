"""Countries that a text is likely to be about: by its language and the armed groups it names."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.signals.actors import ActorMention, ActorType

_SPOKEN = {
    "fr": """FRA BEL CHE HTI COD COG CAF CMR TCD NER MLI BFA SEN GIN CIV TGO BEN BDI RWA MDG DJI COM GAB MRT
    MAR DZA TUN LBN""",
    "es": "ESP MEX GTM HND SLV NIC CRI PAN CUB DOM COL VEN ECU PER BOL CHL ARG PRY URY GNQ",
    "pt": "PRT BRA AGO MOZ GNB CPV STP TLS",
    "ar": "EGY SDN LBY TUN DZA MAR MRT PSE JOR LBN SYR IRQ SAU YEM OMN ARE QAT BHR KWT SOM DJI TCD",
    "ru": "RUS UKR BLR KAZ KGZ TJK UZB TKM ARM AZE GEO MDA",
    "uk": "UKR RUS BLR MDA POL",
    "fa": "AFG IRN TJK PAK",
    "sw": "KEN TZA UGA COD RWA BDI MOZ SOM SSD",
}
"""Language to the countries whose own news is written in it; English is written about all."""
_BY_LANGUAGE = {language: frozenset(codes.split()) for language, codes in _SPOKEN.items()}


def likely_countries(language: str, actors: Sequence[ActorMention]) -> frozenset[str]:
    """ISO3 of those countries; a namesake elsewhere ('Beni', 'Palma') is then less likely meant."""
    groups = {actor.country for actor in actors if actor.type is ActorType.ARMED_GROUP and actor.country}
    return _BY_LANGUAGE.get(language, frozenset()) | groups
