"""Average household sizes, to say how many people a number of families may be: labelled, never instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError


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


def people_of(households: int, country: str | None, sizes: Mapping[str, float]) -> tuple[int, float] | None:
    """Return (people, size used), rounded half up; None where no size of the country is known."""
    size = sizes.get(country or "")
    return (int(households * size + 0.5), size) if size else None
