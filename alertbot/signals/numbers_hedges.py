"""How a source hedges a number: 'about', 'at least', 'up to', in nine languages (cases, conventions)."""

from __future__ import annotations

from alertbot.model import Qualifier

_APPROXIMATELY = """
about|around|some|roughly|nearly|almost|approximately|approx|circa|an estimated|estimated
close to|near|or so
environ|quelque|quelques|près de|presque|à peu près|autour de|pas loin de|une estimation de
aux alentours de
unos|unas|cerca de|alrededor de|aproximadamente|casi|en torno a|aproximado de|cosa de|como unas|como unos
cerca de|aproximadamente|em torno de|por volta de|quase|uns|umas|perto de|à volta de|estimadas|estimados
نحو|حوالي|قرابه|زهاء|ما يقارب|ما يقرب من|يقارب|تقريبا|بحدود|قرابه الـ|ما يناهز|يناهز|حوالى
около|примерно|приблизительно|порядка|почти|где-то|ориентировочно|близко к
близько|приблизно|майже|орієнтовно|біля|десь
حدود|نزدیک به|تقریبا|تقریبن|حدودا|نزديک به|در حدود|قریب|قریب به
takriban|karibu|kama|wapatao|zipatazo|yapatayo|wapata|inayokadiriwa|kiasi cha|wanaokadiriwa
zinazokadiriwa|yanayokadiriwa|takribani
"""
_MORE_THAN = """
more than|over|upwards of|in excess of|above|well over|north of|greater than|exceeding|exceeded|exceeds
plus de|plus d'|au-delà de|au delà de|supérieur à
más de|mas de|por encima de|superior a|más que
mais de|acima de|mais que|para cima de
اكثر من|ما يزيد علي|ما يزيد عن|يزيد عن|يزيد علي|تزيد عن|ازيد من|اكثر عن|يتجاوز|تجاوز|فاق|ما يربو علي
более|более чем|больше|больше чем|свыше|с лишним|превысило|превышает
понад|більше|більш як|більше ніж|більш ніж|більше як|перевищила
بیش از|بیشتر از|فراتر از|متجاوز از|بالغ بر|اضافه از
zaidi ya|kuzidi|inayozidi|wanaozidi|zinazozidi
"""
_AT_LEAST = """
at least|no fewer than|not less than|no less than|a minimum of|minimum of|not fewer than|or more
au moins|pas moins de|pas moins d'|au minimum|minimum
al menos|por lo menos|no menos de|como mínimo|mínimo|cuando menos
pelo menos|ao menos|no mínimo|não menos de|nada menos que|nada menos de
علي الاقل|ما لا يقل عن|لا يقل عن|لا تقل عن|بما لا يقل عن|ليس اقل من
не менее|как минимум|по меньшей мере|по крайней мере|не меньше|минимум
щонайменше|не менше|не менш як|не менше ніж|принаймні|як мінімум|мінімум
دستکم|دست کم|حداقل|لااقل|نه کمتر از|کم از کم
angalau|wasiopungua|zisizopungua|yasiyopungua|isiyopungua|si chini ya|siyo chini ya|takribani si chini ya
"""
_LESS_THAN = """
under|fewer than|less than|below|just under
moins de|moins d'|à peine
menos de
abaixo de
اقل من|دون الـ|ما دون
менее|меньше|менее чем
менше|менш як|менше ніж
کمتر از
chini ya|pungufu ya
"""
_UP_TO = """
up to|as many as|no more than|at most|a maximum of|maximum of
jusqu'à|jusqu' à|au plus|tout au plus|au maximum
hasta|como máximo|a lo sumo
até|no máximo
ما يصل الي|يصل الي|تصل الي|حتي|علي الاكثر|كحد اقصي
до|не более|не более чем|максимум
до|не більше|щонайбільше|не більш як
تا|تا سقف|حداکثر
hadi|mpaka|kufikia|yasiyozidi|wasiozidi|zisizozidi
"""


def _phrases(table: str, qualifier: Qualifier) -> dict[tuple[str, ...], Qualifier]:
    lines = table.strip().splitlines()
    return {
        tuple(phrase.replace("-", " ").split()): qualifier for line in lines for phrase in line.split("|")
    }


HEDGES: dict[tuple[str, ...], Qualifier] = (
    _phrases(_APPROXIMATELY, Qualifier.APPROXIMATELY)
    | _phrases(_MORE_THAN, Qualifier.MORE_THAN)
    | _phrases(_LESS_THAN, Qualifier.LESS_THAN)
    | _phrases(_AT_LEAST, Qualifier.AT_LEAST)
    | _phrases(_UP_TO, Qualifier.UP_TO)
)
"""Folded words of a hedge, as they stand before a number, to what they mean."""
LONGEST_HEDGE = max(map(len, HEDGES))

AFTER_HEDGES: dict[tuple[str, ...], Qualifier] = {
    tuple(phrase.split()): qualifier
    for qualifier, phrases in {
        Qualifier.AT_LEAST: "at least|or more|au moins|al menos|por lo menos|como mínimo|pelo menos|no mínimo"
        "|علي الاقل|как минимум|по меньшей мере|щонайменше|як мінімум|دستکم|دست کم|حداقل|au minimum|angalau",
        Qualifier.APPROXIMATELY: "or so|environ|aproximadamente|تقريبا|примерно|приблизительно"
        "|приблизно|تقریبا"
        "|wapatao|zipatazo|approximately",
        Qualifier.MORE_THAN: "с лишним|з гаком|و نیف",
        Qualifier.UP_TO: "at most|tout au plus|au plus|como máximo|no máximo|علي الاكثر|максимум|حداکثر",
    }.items()
    for phrase in phrases.split("|")
}
"""Hedges that follow the number or its noun."""

RANGE_BETWEEN = frozenset(
    ["between", "entre", "بين", "مابين", "وبين", "между", "між", "بین", "میان", "mellan", "kati"]
)
"""Words before the first number that make 'and' before the second a range."""
RANGE_AND = frozenset(["and", "et", "y", "e", "و", "и", "та", "й", "і", "na", "ve"])
RANGE_TO = frozenset(
    [
        "to",
        "à",
        "a",
        "até",
        "hasta",
        "الي",
        "до",
        "تا",
        "hadi",
        "mpaka",
        "или",
        "або",
        "or",
        "ou",
        "o",
        "او",
        "یا",
        "au",
        "либо",
        "чи",
    ]
)
