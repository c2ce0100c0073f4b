"""Household sizes are read from a table, an office's own figure first."""

from pathlib import Path

import pytest
from told import alert

from alertbot.alerts.households import estimate, load_household_sizes
from alertbot.errors import ConfigurationError
from alertbot.texts import TextCatalogue

CONFIG = Path(__file__).parents[3] / "config" / "household_size.yaml"
ENGLISH = TextCatalogue().load_texts("en")


def test_the_shipped_table_knows_many_countries_and_plans_seven_for_afghanistan() -> None:
    sizes = load_household_sizes(CONFIG)
    assert len(sizes) > 180
    assert sizes["AFG"] == 7
    assert 3 < sizes["COD"] < 9


def test_an_estimate_keeps_two_digits_and_names_its_size() -> None:
    assert (
        estimate(alert().incident, ENGLISH, {"AFG": 8.04}) == "About 4,800 people if there are 8 per family."
    )


def test_no_size_no_estimate() -> None:
    assert estimate(alert().incident, ENGLISH, {}) == ""


@pytest.mark.parametrize("text", ["sizes: 3", "- a", "sizes: {AFG: {size: many}}", "a: [", ""])
def test_a_bad_table_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "household_size.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"household_size\.yaml"):
        load_household_sizes(path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_household_sizes(tmp_path / "none.yaml")
