"""`reader` (PyPI) polling the feeds of `bench.polling_server`; run in an environment of its own."""

import json
import resource
import sys
import time


def main() -> None:
    """Add the feeds, poll once, then once more for each line on standard input; a line of JSON for each."""
    from reader import make_reader

    database, workers, *urls = sys.argv[1], int(sys.argv[2]), *sys.argv[3:]
    polling = make_reader(database)
    for url in urls[0].split(","):
        polling.add_feed(url, allow_invalid_url=True)
    polling.update_feeds(scheduled=False, workers=workers)
    print(json.dumps({"ready": polling.get_entry_counts().total}), flush=True)
    for _ in sys.stdin:
        used, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        polling.update_feeds(scheduled=False, workers=workers)
        seconds, now = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
        told = {
            "seconds": seconds,
            "cpu": now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
            "memory": now.ru_maxrss / 1024,
            "entries": polling.get_entry_counts().total,
        }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
