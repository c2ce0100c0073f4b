"""One language as the rest of the house uses it: translated words, CLDR numbers, dates and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.core import get_global

_NATIVE_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
_RIGHT_TO_LEFT_MARK = "\u200f"
"""CLDR joins Persian lists with it; our names are isolated already."""
_OWN_NAMES = {
    "AB9": "Abyei",
    "COD": "DR Congo",
    "COG": "Republic of the Congo",
    "MMR": "Myanmar",
    "PSE": "Palestine",
}
"""Where CLDR's name is missing (Abyei) or is not how people there and the UN say it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything a message needs of one language. English strings are the message ids."""

    language: str
    """ISO 639-1."""
    locale: Locale
    translations: NullTranslations

    def gettext(self, message: str) -> str:
        """Return the translation, or the English message where there is none."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form that CLDR wants for `n`; placeholders are left for the caller to fill."""
        return self.translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of `message` in that context."""
        return self.translations.pgettext(context, message)

    def number(self, value: int) -> str:
        """Return a whole number with the separators and digits of the language."""
        return self._digits(numbers.format_decimal(value, locale=self.locale, numbering_system="default"))

    def decimal(self, value: float) -> str:
        """Return a number with at most one decimal: '8', '5.4'."""
        return self._digits(numbers.format_decimal(value, format="#,##0.#", locale=self.locale))

    def hedged(self, value: int) -> int:
        """Return the number whose plural form fits `value` after 'about', 'more than', 'at least'.

        Russian and Ukrainian put the noun in the genitive there: 'больше 21 семьи', 'больше 22 семей'.
        Arabic has no word for one or two of a thing left to hedge.
        """
        if self.language in ("ru", "uk"):
            return 2 if value % 10 == 1 and value % 100 != 11 else 5
        return 100 if self.language == "ar" and value < 3 else value

    def date(self, moment: datetime, timezone: str) -> str:
        """Return the day of an aware `moment` as people of that IANA `timezone` call it."""
        local = moment.astimezone(ZoneInfo(timezone))
        return self._digits(dates.format_date(local.date(), format="long", locale=self.locale))

    def day_and_month(self, moment: datetime, timezone: str) -> str:
        """Return the day of an aware `moment` in that IANA `timezone`, as short as the language has it."""
        local = moment.astimezone(ZoneInfo(timezone))
        return self._digits(dates.format_skeleton("MMMd", local, locale=self.locale))

    def date_time(self, moment: datetime, timezone: str) -> str:
        """Return day and minute of an aware `moment` in that IANA `timezone`.

        Months are words in Arabic and Persian: in Arabic's short dates Telegram takes '/11' for a command.
        """
        local = moment.astimezone(ZoneInfo(timezone))
        length = "long" if self.is_rtl else "medium"
        day = dates.format_date(local.date(), format=length, locale=self.locale)
        return f"{self._digits(day)} {self.time(moment, timezone)}"

    def time(self, moment: datetime, timezone: str) -> str:
        """Return hour and minute of an aware `moment` in that IANA `timezone`."""
        local = moment.astimezone(ZoneInfo(timezone))
        return self._digits(dates.format_skeleton("Hm", local, locale=self.locale))

    def items(self, names: Sequence[str]) -> str:
        """Return 'a, b and c' as the language joins a list."""
        return str(lists.format_list(list(names), locale=self.locale)).replace(_RIGHT_TO_LEFT_MARK, "")

    def country(self, iso3: str) -> str:
        """Return the country's name as aid workers use it, or the code itself where nobody knows one."""
        if iso3 in _OWN_NAMES:
            return self.pgettext("country", _OWN_NAMES[iso3])
        alpha2 = "XK" if iso3 == "XKX" else get_global("territory_aliases").get(iso3, [iso3])[0]
        return str(self.locale.territories.get(alpha2, iso3))

    def countries(self) -> tuple[tuple[str, str], ...]:
        """Return ISO3 and name of every country, as `country` names it."""
        codes = [code for code in get_global("territory_aliases") if len(code) == 3 and code.isalpha()]
        named = ((code, self.country(code)) for code in sorted({*codes, "XKX", *_OWN_NAMES}))
        return tuple((code, name) for code, name in named if name != code)

    def language_name(self, code: str) -> str:
        """The language's name; the code itself if unknown."""
        return str(self.locale.languages.get(code, code))

    @property
    def is_rtl(self) -> bool:
        """True for languages written from right to left."""
        return bool(self.locale.text_direction == "rtl")

    def _digits(self, text: str) -> str:
        table = _NATIVE_DIGITS.get(self.locale.default_numbering_system)
        return text.translate(table) if table else text
