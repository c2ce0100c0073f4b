"""What the gazetteer costs: time to build, size of the file, look-ups per second, memory."""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from alertbot.gazetteer.fold import fold
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.gazetteer.spellings import open_gazetteer

NAMES = 30_000
PLACES = Path(__file__).parents[1] / "config" / "places.yaml"
SPELLINGS = {
    "Kunduz": "Kunduz Koundouz Кундуз قندوز کندز",
    "Qala i Naw": "Qala-i-Naw Qala-e-Naw Калаи-Нав قلعه_نو",
    "Bunia": "Bunia Буния بونيا",
    "El Fasher": "El-Fasher Al-Fashir Эль-Фашер الفاشر",
    "Maungdaw": "Maungdaw Маундо مونغدو မောင်တော",
    "Khān Yūnis": "Khan-Younis Хан-Юнис خان_يونس",
    "Bakhmut": "Bakhmut Бахмут باخموت",
    "Cabo Delgado": "Cabo_Delgado Кабу-Делгаду كابو_ديلغادو",
    "Buenaventura": "Buenaventura Буэнавентура بوينافينتورا",
}
BUILD = """
import sys
from pathlib import Path
from alertbot.gazetteer.build import build_gazetteer
build_gazetteer(Path(sys.argv[1]))
"""
MEMORY = """
import resource, sqlite3, sys
from pathlib import Path
from alertbot.gazetteer.lookup import SqliteGazetteer
names = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
def rss():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
before = rss()
gazetteer = SqliteGazetteer(Path(sys.argv[1]))
for name in names:
    gazetteer.find(name)
print((rss() - before) / 1024)
"""


def built(folder: Path) -> tuple[Path, float]:
    """Build in a process of its own, as the command does."""
    target = folder / "gazetteer.sqlite"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", BUILD, str(target)], check=True)
    return target, time.perf_counter() - began


def sample(file: Path) -> list[str]:
    """Names of the file and as many words that are none, mixed: what a text asks for."""
    with sqlite3.connect(file) as database:
        names = [row[0] for row in database.execute("SELECT folded FROM name")]
    picked = random.Random(7).sample(names, NAMES // 2)
    mixed = [name for pair in zip(picked, (name[::-1] for name in picked), strict=True) for name in pair]
    return [name.strip() or "x" for name in mixed]


def lookups(file: Path, names: list[str]) -> float:
    """Look-ups per second, each name once: no cache helps."""
    gazetteer = SqliteGazetteer(file)
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for name in names:
            gazetteer.find(name)
        best = max(best, len(names) / (time.perf_counter() - began))
    return best


def memory(folder: Path, file: Path, names: list[str]) -> float:
    """Megabytes that a process grows by when it opens the file and looks up every name."""
    listed = folder / "names.txt"
    listed.write_text("\n".join(names), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(file), str(listed)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def missing(file: Path) -> list[str]:
    """Spellings under which a place of the list is not found."""
    gazetteer = open_gazetteer(file, PLACES)
    asked = [(name, word.replace("_", " ")) for name, text in SPELLINGS.items() for word in text.split()]
    return [word for name, word in asked if name not in {place.name for place in gazetteer.find(fold(word))}]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, seconds = built(folder)
        names = sample(file)
        print(f"build            {seconds:8.1f} s         (at most 60)")
        print(f"file             {file.stat().st_size / 1e6:8.1f} MB        (at most 60)")
        print(f"look-ups         {lookups(file, names):8,.0f} a second  (at least 50,000)")
        print(f"memory           {memory(folder, file, names):8.1f} MB        (at most 10)")
        print(f"peak of building {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:8.0f} MB")
        print(f"not found        {', '.join(missing(file)) or 'none'}")


if __name__ == "__main__":
    main()
