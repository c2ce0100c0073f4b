"""The middle of a unit by its name: of the right kind, in the right country and province."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.gazetteer.centres import centre_of
from alertbot.ports import GazetteerPlace


class Three:
    """A gazetteer of a town, a province and a district of one name."""

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        rows = [
            GazetteerPlace(1, "Kunduz", "place", "AFG", "Kunduz", "Kunduz", 1.0, 1.0, 9),
            GazetteerPlace(2, "Kunduz", "admin1", "AFG", "Kunduz", None, 2.0, 2.0, 8),
            GazetteerPlace(3, "Kunduz", "admin2", "AFG", "Kunduz", "Kunduz", 3.0, 3.0, 7),
        ]
        return [row for row in rows if folded == "kunduz" and country == row.country]

    def opens(self, folded: str) -> bool:
        return False

    def get(self, geo_id: int) -> GazetteerPlace | None:
        return None


def test_a_district_is_found_in_its_province_and_a_province_by_itself() -> None:
    assert centre_of(Three(), "Kunduz", "AFG", "Kunduz") == (3.0, 3.0)
    assert centre_of(Three(), "Kunduz", "AFG", None) == (2.0, 2.0)


def test_another_province_or_country_has_none() -> None:
    assert centre_of(Three(), "Kunduz", "AFG", "Takhar") is None
    assert centre_of(Three(), "Kunduz", "IRQ", None) is None
