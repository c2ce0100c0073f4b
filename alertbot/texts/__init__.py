"""TEXTS: words, numbers, dates and names of countries in the reader's language."""

from alertbot.texts.catalogue import TextCatalogue
from alertbot.texts.language import Texts

__all__ = ["TextCatalogue", "Texts"]
