"""`./run faults [--long] [DOSE ...]`: take the doses, print one table, exit 1 if a promise was broken."""

from __future__ import annotations

import argparse
import sys
import time

from faults.dose import DOSES, take
from faults.table import Row, write_table


def main() -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the nightly dose: at most 40 minutes")
    parser.add_argument("doses", nargs="*", help="only these of: " + ", ".join(DOSES), metavar="DOSE")
    arguments = parser.parse_args()
    if unknown := set(arguments.doses) - set(DOSES):
        parser.error(f"there is no dose {sorted(unknown)}; these are there: {', '.join(DOSES)}")
    rows: list[Row] = []
    for name in arguments.doses or DOSES:
        begun = time.monotonic()
        rows += take(name, arguments.long)
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    print(write_table(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
