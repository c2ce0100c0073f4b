"""Which language a text is in: two identifiers that must agree, a prior where they cannot tell."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pycld2
from py3langid.langid import MODEL_FILE
from py3langid.langid import LanguageIdentifier as Identifier

from alertbot.model import LANGUAGES

_SAMPLE = 2000
"""Characters looked at: more changes nothing."""
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+|\d+")
_FEWEST_LETTERS = 3
_SURE = 0.95
_GUESS = 0.3
_SURE_ENOUGH_SHORT = 40
"""Letters under which neither identifier is believed alone."""
_SAME = {"iw": "he", "in": "id", "no": "nb", "nn": "nb", "ji": "yi", "sh": "sr", "zh-hant": "zh", "prs": "fa"}


class LanguageIdentifier:
    """Loads its model once (0.5 s, 25 MB); `identify` takes well under a millisecond."""

    def __init__(self) -> None:
        self._model = Identifier.from_model_file(MODEL_FILE, norm_probs=True)

    def identify(self, text: str, hint: str | None = None) -> str | None:
        """The ISO 639-1 code (639-2 where there is none), also of languages alertbot does not read.

        Where the identifiers disagree, `hint` decides if one of them found it or if the text is short;
        then a language that alertbot reads, or the surer one; the hint if that were a mere guess.
        """
        sample = _judgeable(text)
        letters = sum(map(str.isalpha, sample))
        if letters < _FEWEST_LETTERS:
            return hint
        statistical, probability = self._statistical(sample)
        compact = _compact(sample)
        if statistical == compact:
            return statistical
        if hint is not None and (hint in (statistical, compact) or letters < _SURE_ENOUGH_SHORT):
            return hint
        if compact is None:
            return statistical if probability >= _GUESS else hint
        return statistical if statistical in LANGUAGES or probability >= _SURE else compact

    def _statistical(self, sample: str) -> tuple[str, float]:
        code, probability = self._model.classify(sample)
        return _SAME.get(code, code), float(np.asarray(probability))


def _compact(sample: str) -> str | None:
    """What CLD2 says; None where it is not sure."""
    try:
        reliable, _, found = pycld2.detect(sample.encode(), isPlainText=True, bestEffort=True)
    except pycld2.error:
        return None
    code = found[0][1].lower()
    return _SAME.get(code, code) if reliable and code != "un" else None


def _judgeable(text: str) -> str:
    """The words, without addresses, digits and characters that upset the identifiers."""
    kept = "".join(
        char for char in text[: 2 * _SAMPLE] if char.isspace() or unicodedata.category(char)[0] not in "CS"
    )
    return " ".join(_NOISE.sub(" ", kept).split())[:_SAMPLE]
