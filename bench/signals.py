"""How long reading takes: per language, beside trafilatura's extraction of a page of the same text."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from alertbot.app import open_desk
from alertbot.articles.extract import extract_article
from alertbot.settings import load_settings
from alertbot.signals.read import Reader

CASES = sorted((Path(__file__).parents[1] / "tests" / "quality" / "cases").glob("*.jsonl"))
WORDS = 600
ROUNDS = 5
Article = tuple[str, str, str]
"""(title, text, language)."""


def articles(*, alerts: bool) -> dict[str, list[Article]]:
    """Per language, articles of about 600 words put together from labelled cases with, or without, harm."""
    items = [json.loads(line) for path in CASES for line in path.read_text(encoding="utf-8").splitlines()]
    found: dict[str, list[Article]] = {}
    for language in sorted({item["lang"] for item in items}):
        own = [i for i in items if i["lang"] == language and i["expect"]["alert"] is alerts]
        for start, first in enumerate(own[:12]):
            text, at = "", start
            while len(text.split()) < WORDS:
                text += own[at % len(own)]["text"] + "\n\n"
                at += 1
            found.setdefault(language, []).append((first["title"], text, language))
    return found


def quiet(language: str) -> Article:
    """An article in which the first automaton pass finds nothing."""
    return "xxx", "\n\n".join(" ".join(["qwzx"] * 20) + "." for _ in range(WORDS // 20)), language


def page(article: Article) -> bytes:
    """A web page of the article, with the usual furniture."""
    title, text, language = article
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20))
    body = f"<nav><ul>{menu}</ul></nav><article><h1>{escape(title)}</h1>{paragraphs}</article>"
    head = f"<head><title>{escape(title)}</title></head>"
    return f'<html lang="{language}">{head}<body>{body}</body></html>'.encode()


def times(work: Callable[[Article], object], chosen: Sequence[Article]) -> list[float]:
    """Milliseconds of each call, after one warm-up."""
    for article in chosen[:2]:
        work(article)
    measured = []
    for _ in range(ROUNDS):
        for article in chosen:
            begun = time.perf_counter()
            work(article)
            measured.append((time.perf_counter() - begun) * 1000)
    return measured


def table(reader: Reader) -> None:
    harm = articles(alerts=True)
    print(
        "language  read median  p99      extract median  ratio   without harm  ratio   nothing found  ratio"
    )
    for language, chosen in harm.items():
        read = times(lambda a: reader.read(*a, None), chosen)
        extract = statistics.median(
            times(lambda a: extract_article(page(a), "https://example.org/a"), chosen)
        )
        calm = times(lambda a: reader.read(*a, None), articles(alerts=False).get(language, chosen))
        none = times(lambda a: reader.read(*a, None), [quiet(language)])
        p99 = sorted(read)[int(len(read) * 0.99) - 1]
        middle, quietly, empty = (statistics.median(part) for part in (read, calm, none))
        print(
            f"{language:9} {middle:8.1f} ms {p99:7.1f} ms {extract:10.1f} ms  {middle / extract:6.2f}"
            f"  {quietly:8.1f} ms  {quietly / extract:6.2f}  {empty:9.2f} ms  {empty / extract:6.2f}"
        )


def hostile(reader: Reader) -> None:
    for name, unit in (
        ("one word", "killed "),
        ("brackets", "(("),
        ("numbers", "1,000 "),
        ("capitals", "Xa Yb "),
    ):
        text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
        begun = time.perf_counter()
        reader.read("x", text, "en", None)
        print(f"1 MB of {name}: {time.perf_counter() - begun:.2f} s")


def main() -> None:
    begun = time.perf_counter()
    desk = open_desk(load_settings())
    print(f"lexicons, rules and gazetteer opened in {time.perf_counter() - begun:.2f} s")
    table(desk.reader)
    hostile(desk.reader)


if __name__ == "__main__":
    main()
