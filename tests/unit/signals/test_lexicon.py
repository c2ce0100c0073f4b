from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.signals.lexicon import SECTIONS, load_lexicon
from alertbot.signals.match import Matcher
from alertbot.signals.taxonomy import load_taxonomy
from alertbot.signals.text import build_document

CONFIG = Path(__file__).parents[3] / "config"


def write(folder: Path, text: str, name: str = "en.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path, text: str) -> set[tuple[str, str]]:
    lexicon = load_lexicon(path)
    sentences = Matcher(lexicon).scan(build_document("", text, lexicon.language))
    return {
        (hit.concept, " ".join(token.text for token in item.sentence.tokens[hit.first : hit.last + 1]))
        for item in sentences
        for hit in item.hits
    }


def test_words_stems_gaps_and_alternatives_are_found(tmp_path: Path) -> None:
    path = write(tmp_path, "harm:\n  kill: [killed, massacre*, (shot|hacked) .. to death]\n")
    assert found(path, "Two were killed. A massacred town. He was hacked with knives to death.") == {
        ("kill", "killed"),
        ("kill", "massacred"),
        ("kill", "hacked with knives to death"),
    }


def test_a_gap_has_an_end(tmp_path: Path) -> None:
    path = write(tmp_path, "harm:\n  kill: [shot .. dead]\n")
    assert found(path, "He shot one two three four dead.") == set()


def test_a_word_inside_another_word_is_not_found(tmp_path: Path) -> None:
    path = write(tmp_path, "harm:\n  mine: [مین]\n", "fa.yaml")
    assert found(path, "زمین خالی است.") == set()
    assert found(path, "انفجار مین بود.") == {("mine", "مین")}


def test_arabic_particles_written_with_the_word_are_allowed(tmp_path: Path) -> None:
    path = write(tmp_path, "harm:\n  loot: [نهب*]\n", "ar.yaml")
    assert found(path, "ونهبوا السوق كله.") == {("loot", "ونهبوا")}
    assert found(path, "قال شنهب كلمة.") == set()


def test_words_of_two_sentences_are_never_one_phrase(tmp_path: Path) -> None:
    path = write(tmp_path, "harm:\n  kill: [shot dead]\n")
    assert found(path, "The man was shot. Dead leaves fell here.") == set()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("harm:\n  kil: [killed]\n", "line 2: unknown concept of 'harm' 'kil'; did you mean 'kill'?"),
        ("harms:\n  kill: [killed]\n", "line 1: unknown section 'harms'; did you mean 'harm'?"),
        ("harm:\n  kill: killed\n", "line 2: expected a list of words"),
        (
            "harm:\n  kill:\n    - killed\n    - (shot|hacked\n",
            "line 4: '(shot|hacked': a bracket is not closed",
        ),
        ("harm:\n  kill: [k*lled]\n", "line 2: 'k*lled': a star stands at the start or end of a word only"),
        ("harm:\n  kill: [shot ..]\n", "line 2: 'shot ..': a gap (..) needs a word before and after it"),
        ("harm: [\n", "not YAML"),
        ("", "empty"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_suggestion(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load_lexicon(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"xx\.yaml: cannot be read"):
        load_lexicon(tmp_path / "xx.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_concept_of_harm_and_people(language: str) -> None:
    concepts = {pattern.concept for pattern in load_lexicon(CONFIG / "lexicon" / f"{language}.yaml").patterns}
    assert SECTIONS["harm"] | SECTIONS["people"] | SECTIONS["modality"] | SECTIONS["genres"] <= concepts


def test_a_rule_with_an_unknown_concept_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "torture:\n  - {needs: [tortur], strength: 3}\n", "taxonomy.yaml")
    with pytest.raises(ConfigurationError, match="torture needs unknown concept 'tortur'"):
        load_taxonomy(path)


def test_a_rule_for_an_unknown_category_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "tortures:\n  - {needs: [torture], strength: 3}\n", "taxonomy.yaml")
    with pytest.raises(ConfigurationError, match="unknown category 'tortures'"):
        load_taxonomy(path)
