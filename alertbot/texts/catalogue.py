"""Reads the .po files of every language once and hands out `Texts`."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.texts.language import Texts

LOCALES = Path(__file__).parent / "locales"
_LOCALES = {"en": "en_GB"}
"""English with the day before the month, as the UN and most aid agencies write dates."""


class TextCatalogue:
    """Every language's texts, each read and compiled in memory the first time it is asked for.

    One file a part of the product: `locales/<language>/<part>.po`; of two that know a message, the first by
    name wins.
    """

    def __init__(self, folder: Path = LOCALES) -> None:
        self._folder = folder
        self._loaded: dict[str, Texts] = {}

    def load_texts(self, language: str) -> Texts:
        """Return the texts of an ISO 639-1 `language` ('fr', 'pt-BR'); English for one we do not write.

        Raises ConfigurationError if a catalogue file is not well-formed.
        """
        code = language.replace("_", "-").split("-")[0].lower()
        code = code if code in LANGUAGES else "en"
        if code not in self._loaded:
            self._loaded[code] = Texts(code, Locale.parse(_LOCALES.get(code, code)), self._translations(code))
        return self._loaded[code]

    def _translations(self, code: str) -> NullTranslations:
        chain = NullTranslations()
        for path in sorted((self._folder / code).glob("*.po"), reverse=True):
            compiled = compile_po(path)
            compiled.add_fallback(chain)
            chain = compiled
        return chain


def compile_po(path: Path) -> GNUTranslations:
    """Return the translations of one .po file; raises ConfigurationError if it is ill-formed."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not a well-formed .po file ({error}): mend it.") from error
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer)
