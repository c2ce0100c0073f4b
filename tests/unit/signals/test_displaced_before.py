"""People who were displaced before and are harmed now were not driven out by this harm."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a camp in Goma, DR Congo, and killed 9 displaced people on Friday, doctors said.",
        "Nineteen people were killed when a school sheltering displaced families was bombed, medics said.",
        "Gunmen abducted displaced people near Bama on Friday, police said.",
    ],
)
def test_harm_to_displaced_people_displaces_nobody_by_itself(text: str) -> None:
    reading = read(text)
    assert reading.alert
    assert Category.FORCED_DISPLACEMENT not in reading.categories


@pytest.mark.parametrize(
    "text",
    [
        "Fighting displaced people from six villages around Goma, DR Congo, on Friday, doctors said.",
        "Shelling displaced families in Sake on Friday, the UN said.",
        "Fighting killed 12 and displaced 9,000 people in Goma on Friday, the UN said.",
        "More than 9,000 displaced people arrived in Goma on Friday after fighting, the UN said.",
        "Shelling wounded 12 displaced people and drove 400 families from their homes in Goma, the UN said.",
    ],
)
def test_those_whom_the_news_displaces_are_told(text: str) -> None:
    assert Category.FORCED_DISPLACEMENT in read(text).categories
