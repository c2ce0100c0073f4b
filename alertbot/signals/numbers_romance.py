"""Number words of French, Spanish and Portuguese."""

from __future__ import annotations

from alertbot.signals.numbers_words import NumberWords, frozen, spread

FRENCH = NumberWords(
    values=frozen(
        spread("zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze", 0)
        | spread("quinze seize vingt|vingts", 15)
        | {"vingt": 20, "vingts": 20}
        | spread("trente quarante cinquante soixante septante huitante|octante nonante", 30, 10)
    ),
    hundreds=frozenset({"cent", "cents"}),
    scales=frozen(
        {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
    ),
    joiners=frozenset({"et"}),
    vague=frozen({"dizaines": 12, "centaines": 100, "milliers": 1000, "vingtaines": 20}),
    rounded=frozen(
        spread("huitaine _ dizaine _ douzaine _ _ quinzaine", 8)
        | spread("vingtaine trentaine quarantaine cinquantaine soixantaine", 20, 10)
        | {"centaine": 100, "millier": 1000}
    ),
    fixed=frozen({"demi millier": 500, "demi million": 500_000}),
    one=frozenset({"un", "une"}),
    linkers=frozenset({"de", "d'", "d’"}),
    several=frozen({"plusieurs": 3, "quelques": 3}),
)

_SPANISH_TEENS = (
    "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis|dieciseis diecisiete dieciocho diecinueve veinte veintiún|veintiuno|veintiuna|veintiun"
    " veintidós|veintidos veintitrés|veintitres veinticuatro veinticinco veintiséis|veintiseis veintisiete"
    " veintiocho veintinueve"
)
SPANISH = NumberWords(
    values=frozen(
        spread(_SPANISH_TEENS, 0)
        | spread("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento", 30, 10)
        | spread("doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas", 200, 100)
        | spread("quinientos|quinientas seiscientos|seiscientas setecientos|setecientas", 500, 100)
        | spread("ochocientos|ochocientas novecientos|novecientas", 800, 100)
    ),
    hundreds=frozenset(),
    scales=frozen({"mil": 10**3, "millón": 10**6, "millon": 10**6, "millones": 10**6}),
    joiners=frozenset({"y"}),
    vague=frozen(
        {"decenas": 12, "docenas": 12, "cientos": 100, "centenares": 100, "miles": 1000}
        | {"millares": 1000, "veintenas": 20}
    ),
    rounded=frozen(
        {"decena": 10, "quincena": 15, "veintena": 20, "treintena": 30, "cuarentena": 40}
        | {"cincuentena": 50, "millar": 1000}
    ),
    fixed=frozen(
        {"medio centenar": 50, "centenar": 100, "medio millar": 500, "medio millón": 500_000}
        | {"docena": 12, "media docena": 6}
    ),
    one=frozenset({"un", "uno", "una"}),
    linkers=frozenset({"de"}),
    several=frozen({"varios": 3, "varias": 3, "algunos": 3, "algunas": 3}),
)

_PORTUGUESE_TEENS = (
    "zero um|uma dois|duas três|tres quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze"
    " quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove"
)
PORTUGUESE = NumberWords(
    values=frozen(
        spread(_PORTUGUESE_TEENS, 0)
        | spread(
            "vinte trinta quarenta cinquenta|cinqüenta sessenta setenta oitenta noventa cem|cento", 20, 10
        )
        | spread("duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas", 200, 100)
        | spread("quinhentos|quinhentas seiscentos|seiscentas setecentos|setecentas", 500, 100)
        | spread("oitocentos|oitocentas novecentos|novecentas", 800, 100)
    ),
    hundreds=frozenset(),
    scales=frozen({"mil": 10**3, "milhão": 10**6, "milhões": 10**6, "milhao": 10**6, "milhoes": 10**6}),
    joiners=frozenset({"e"}),
    vague=frozen({"dezenas": 12, "dúzias": 12, "centenas": 100, "milhares": 1000}),
    rounded=frozen({"dezena": 10, "quinzena": 15, "vintena": 20, "centena": 100, "milhar": 1000}),
    fixed=frozen(
        {"meia centena": 50, "meio milhar": 500, "meio milhão": 500_000, "dúzia": 12} | {"meia dúzia": 6}
    ),
    one=frozenset({"um", "uma"}),
    linkers=frozenset({"de"}),
    several=frozen({"vários": 3, "várias": 3, "alguns": 3, "algumas": 3}),
)
