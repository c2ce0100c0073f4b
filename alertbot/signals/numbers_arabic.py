"""Number words of Arabic and of Persian and Dari, in folded spelling."""

from __future__ import annotations

from alertbot.signals.numbers_words import NumberWords, frozen, spread

_UNITS = (
    "واحد|واحده|احد|احدي اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني|اثنتا|اثنتي ثلاث|ثلاثه اربع|اربعه خمس|خمسه"
    " ست|سته سبع|سبعه ثمان|ثماني|ثمانيه تسع|تسعه عشره|عشر"
)
_TENS = "عشرون|عشرين ثلاثون|ثلاثين اربعون|اربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين"
_MANY_HUNDREDS = ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")


def _hundreds() -> dict[str, int]:
    words = {
        f"{unit}{word}": 100 * (place + 3)
        for place, unit in enumerate(_MANY_HUNDREDS)
        for word in ("مئه", "مايه", "مائه", "ميه", "مئة")
    }
    return (
        words
        | {f"ثماني{word}": 800 for word in ("مئه", "مائه")}
        | dict.fromkeys(
            ("مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي", "ميتين", "ميتان"), 200
        )
    )


ARABIC = NumberWords(
    values=frozen(spread(_UNITS, 1) | spread(_TENS, 20, 10) | _hundreds()),
    hundreds=frozenset({"مئه", "مائه", "مايه", "ميه"}),
    scales=frozen(
        dict.fromkeys(("الف", "الفا", "الاف"), 10**3)
        | dict.fromkeys(("مليون", "مليونا", "ملايين"), 10**6)
        | dict.fromkeys(("مليار", "مليارا", "مليارات"), 10**9)
    ),
    vague=frozen({"عشرات": 12, "مئات": 100, "مءات": 100, "الاف": 1000, "ملايين": 10**6}),
    fixed=frozen(
        dict.fromkeys(("الفان", "الفين", "الفي", "الفا"), 2000)
        | dict.fromkeys(("مليونان", "مليونين", "مليوني"), 2 * 10**6)
        | {"نصف مليون": 500_000}
    ),
    one=frozenset({"واحد", "واحده", "احد", "احدي"}),
    joiners=frozenset({"و"}),
    several=frozen({"بضعه": 3, "بضع": 3, "عده": 3}),
    prefix_and="و",
)

_DIGITS = "صفر یک|یکی دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده|پانزدە شانزده هفده"


def _joined_thousands() -> dict[str, int]:
    """'سه‌هزار': number and thousand written as one word."""
    units = spread(_DIGITS.split(" ", 2)[2], 2) | spread("بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد", 20, 10)
    return {f"{word}هزار": value * 1000 for word, value in units.items()}


PERSIAN = NumberWords(
    values=frozen(
        spread(_DIGITS, 0)
        | spread("هجده|هژده|هیجده نوزده بیست|بیست", 18)
        | spread("سی چهل پنجاه شصت هفتاد هشتاد نود صد|یکصد", 30, 10)
        | spread("دویست|دوصد سیصد|سهصد چهارصد پانصد|پنجصد ششصد|شیشصد هفتصد هشتصد نهصد", 200, 100)
    ),
    hundreds=frozenset(),
    scales=frozen(
        {"هزار": 10**3, "لک": 10**5, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9}
    ),
    joiners=frozenset({"و"}),
    vague=frozen({"دهها": 12, "صدها": 100, "هزاران": 1000, "هزارها": 1000, "میلیونها": 10**6}),
    fixed=frozen({"نیم میلیون": 500_000} | _joined_thousands()),
    one=frozenset({"یک", "یکی"}),
    several=frozen({"چند": 3, "چندین": 3, "شماری": 3}),
)
