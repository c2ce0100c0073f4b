"""Average household sizes, to say how many people a number of families may be: labelled, never instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import Incident, Unit, toll_of
from alertbot.texts import Texts


def load_household_sizes(path: Path) -> Mapping[str, float]:
    """Return persons per household by ISO3 code: an office's own planning figure before the census one.

    Raises ConfigurationError naming the file and what is wrong.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        sizes = {str(code): float(row["size"]) for code, row in data["sizes"].items()}
        own = {str(code): float(size) for code, size in (data.get("planning") or {}).items()}
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"{path} is no table of household sizes ({error}): mend it.") from error
    return {**sizes, **own}


def estimate(incident: Incident, texts: Texts, sizes: Mapping[str, float]) -> str:
    """Return 'About 4,200 people if there are 7 per family.' where families alone are counted, else ''.

    Two leading digits: the product of a rough count and an average knows no more.
    """
    size = sizes.get(incident.country or "")
    families = next((f for f in incident.figures if f.unit is Unit.HOUSEHOLD and not f.vague), None)
    people = {toll_of(f.term) for f in incident.figures if f.unit is Unit.PERSON}
    if size is None or families is None or families.value_max or toll_of(families.term) in people:
        return ""
    number = _two_digits(families.value * size)
    form = texts.gettext("About {people} people if there are {size} per family.")
    return form.format(people=texts.number(number), size=texts.decimal(size))


def _two_digits(value: float) -> int:
    step = int(10 ** max(0, len(str(int(value))) - 2))
    return int(value / step + 0.5) * step
