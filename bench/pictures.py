"""What a map and a chart cost beside a bare matplotlib figure of their size, and whether memory grows."""

from __future__ import annotations

import asyncio
import io
import pickle
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from alertbot.model.pictures import Picture
from alertbot.ops.easel import Easel
from alertbot.pictures.paint import paint
from alertbot.texts import TextCatalogue
from tools.pictures import pictures, single

ROUNDS = 9
PICTURES = 200
MOST_TIMES = 1.5
"""Of the bare figure."""
COLD = 5
_FIGURE = (
    "import io; from matplotlib.figure import Figure; f = Figure((10.8, {high}), dpi=100); "
    "f.add_subplot().plot([1, 2, 3]); f.savefig(io.BytesIO())"
)
_OURS = "import pickle, sys; from alertbot.pictures.paint import paint; paint(pickle.load(sys.stdin.buffer))"


def bare(high: int) -> None:
    """A figure with one line, as PNG."""
    figure = Figure((10.8, high / 100), dpi=100)
    figure.add_subplot().plot([1, 2, 3])
    figure.savefig(io.BytesIO())


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def warm(picture: Picture, high: int) -> tuple[float, float]:
    """Median processor seconds of ours and of the bare figure, in turns in one process."""
    pairs = [(timed(lambda: paint(picture)), timed(lambda: bare(high))) for _ in range(ROUNDS)]
    return statistics.median(ours for ours, _ in pairs), statistics.median(other for _, other in pairs)


def cold(code: str, given: bytes = b"") -> float:
    """Median seconds of a process of its own, from start to end."""
    runs = []
    for _ in range(COLD):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], input=given, check=True)
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def resident() -> float:
    """Megabytes of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


async def memory(picture: Picture) -> None:
    easel = Easel()
    sizes = []
    for number in range(PICTURES):
        await easel.paint(picture)
        if number in (9, PICTURES // 2, PICTURES - 1):
            sizes.append(resident())
    await easel.close()
    print(
        f"main process after 10, {PICTURES // 2}, {PICTURES} pictures: "
        + ", ".join(f"{s:.1f} MB" for s in sizes)
    )
    assert sizes[-1] - sizes[0] < 2, "the main process grows with the pictures"


def main() -> None:
    texts = TextCatalogue().load_texts("ar")
    made = {"map": dict(single(texts))["village"]} | dict(pictures(30, texts))
    print("| picture | kB | warm, ms | bare figure, ms | ratio | cold, ms | bare figure, ms | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    late = []
    for name, picture in made.items():
        png = paint(picture)
        high = int.from_bytes(png[20:24])
        ours, other = warm(picture, high)
        started, figure = cold(_OURS, pickle.dumps(picture)), cold(_FIGURE.format(high=high / 100))
        row = [len(png) / 1000, ours * 1000, other * 1000, ours / other, started * 1000, figure * 1000]
        print(f"| {name} | " + " | ".join(f"{v:.3g}" for v in [*row, started / figure]) + " |")
        late += [name] if max(ours / other, started / figure) > MOST_TIMES else []
    asyncio.run(memory(made["map"]))
    print(f"more than {MOST_TIMES} times the bare figure: {', '.join(late) or 'none'}")


if __name__ == "__main__":
    main()
