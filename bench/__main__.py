"""`./run bench [NAME]`: run one measurement, or all of them."""

from __future__ import annotations

import runpy
import sys

NAMES = ("signals", "gazetteer", "incidents", "matching", "answers", "polling", "pictures")


def main() -> None:
    names = sys.argv[1:2] or list(NAMES)
    for name in names:
        if name not in NAMES:
            sys.exit(f"There is no measurement '{name}'. These are there: {', '.join(NAMES)}.")
        print(f"== {name}")
        sys.argv = [name, *sys.argv[2:]]
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
