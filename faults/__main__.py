"""`./run faults [--long] [DOSE ...]`: take the doses, print one table, exit 1 if a promise was broken."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from faults.dose import BESIDE, DOSES, ONE_CORE, take
from faults.table import Row, write_table


def main() -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the nightly dose: at most 40 minutes")
    parser.add_argument("doses", nargs="*", help="only these of: " + ", ".join(DOSES), metavar="DOSE")
    arguments = parser.parse_args()
    if unknown := set(arguments.doses) - set(DOSES):
        parser.error(f"there is no dose {sorted(unknown)}; these are there: {', '.join(DOSES)}")
    wanted = [name for name in DOSES if name in (arguments.doses or DOSES)]
    lanes = [[name for name in wanted if name in lane] for lane in (BESIDE, ONE_CORE)]
    with ThreadPoolExecutor(2) as two_cores:
        found = dict(chain.from_iterable(two_cores.map(lambda lane: _timed(lane, arguments.long), lanes)))
    found |= dict(_timed([name for name in wanted if name not in found], arguments.long))
    rows = [row for name in wanted for row in found[name]]
    print(write_table(rows))
    return 0 if all(row.holds for row in rows) else 1


def _timed(names: list[str], long: bool) -> list[tuple[str, list[Row]]]:
    """One after the other; says how long each took."""
    taken = []
    for name in names:
        begun = time.monotonic()
        taken.append((name, take(name, long)))
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return taken


if __name__ == "__main__":
    sys.exit(main())
