"""The list of feeds an operator edits: clear words for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.feeds.catalogue import load_catalogue
from alertbot.model import LANGUAGES, FeedKind, FeedSource

GOOD = "feeds:\n  - url: https://example.org/feed\n    name: Example\n"
REPOSITORY = Path(__file__).parents[3]


def load(tmp_path: Path, text: str) -> list[FeedSource]:
    path = tmp_path / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(path)


def test_a_feed_needs_an_address_and_a_name_only(tmp_path):
    assert load(tmp_path, GOOD) == [FeedSource("https://example.org/feed", "Example")]


def test_every_field_is_read(tmp_path):
    more = (
        "    homepage: https://example.org/\n    language: fr\n    country: TCD\n    kind: monitor\n"
        "    reliability: B\n    full_text: true\n    enabled: false\n    pack: lake-chad\n"
        "    licence: Personal use only\n    also: [https://mirror.example.org/feed]\n"
    )
    assert load(tmp_path, GOOD + more) == [
        FeedSource(
            "https://example.org/feed",
            "Example",
            "https://example.org/",
            "fr",
            "TCD",
            FeedKind.MONITOR,
            "B",
            full_text=True,
            enabled=False,
            pack="lake-chad",
            licence="Personal use only",
            addresses=("https://example.org/feed", "https://mirror.example.org/feed"),
        )
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "    pack: Lake Chad\n", "small letters, digits and hyphens"),
        (GOOD + "    also: https://example.org/2\n", "also must be a list of addresses"),
        (GOOD + "    also: [ftp://example.org/2]\n", "only http and https"),
        ("feeds: [", "not valid YAML"),
        ("", "must hold a list"),
        ("feeds: 3", "must hold a list"),
        ("feeds: [x]", "feed 1 is not a mapping"),
        ("feeds:\n  - name: Example\n", "feed 1 (Example): url is missing"),
        ("feeds:\n  - url: https://example.org/\n", "name is missing"),
        (GOOD.replace("https:", "ftp:"), "only http and https"),
        (GOOD.replace("https://", "https://u:hunter2@"), "user or password"),
        (GOOD + "    language: french\n", "language is 'french'"),
        (GOOD + "    language: no\n", "language must be text; put it in quotes"),
        (GOOD + "    country: Chad\n", "country is 'Chad', wanted are three capitals"),
        (GOOD + "    kind: blog\n", "un, ngo, monitor, international, local"),
        (GOOD + "    reliability: G\n", "a letter A-F"),
        (GOOD + "    reliability: BB\n", "a letter A-F"),
        (GOOD + "    full_text: sometimes\n", "full_text must be true or false"),
        (GOOD + "    langauge: fr\n", "unknown field langauge"),
        (GOOD + GOOD.removeprefix("feeds:\n"), "feed 2 (Example): feed 1 has the same url"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_mend(tmp_path, text, words):
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, text)
    assert words in str(caught.value)
    assert "feeds.yaml" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.yaml cannot be read"):
        load_catalogue(tmp_path / "nowhere.yaml")


def test_a_feed_on_the_own_network_needs_to_be_allowed(tmp_path):
    path = tmp_path / "feeds.yaml"
    path.write_text(GOOD.replace("https://example.org", "http://127.0.0.1:8123"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"allow 127\.0\.0\.1:8123"):
        load_catalogue(path)
    assert load_catalogue(path, frozenset({("127.0.0.1", 8123)}))[0].name == "Example"


def test_the_catalogue_we_ship_covers_the_nine_languages():
    sources = load_catalogue(REPOSITORY / "config" / "feeds.yaml")
    assert {source.language for source in sources if source.enabled} >= set(LANGUAGES)
    assert len([source for source in sources if source.enabled]) > 200
    assert all(source.pack for source in sources)
    assert not [source for source in sources if "pravda.com" in source.url.replace("www.pravda.com.ua", "")]
