"""How long reading takes: per language, beside trafilatura's extraction of pages of the same text."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path

from alertbot.app import open_desk
from alertbot.articles.extract import extract_article
from alertbot.demo.feedformats import Outlet, Story, article_page
from alertbot.settings import load_settings
from alertbot.signals.read import Reader, load_reader

CASES = sorted((Path(__file__).parents[1] / "tests" / "quality" / "cases").glob("*.jsonl"))
WORDS = 600
ROUNDS = 5
Article = tuple[str, str, str]
"""(title, text, language)."""
SIZE = 1_000_000
"""Characters of a hostile text."""
HOSTILE = {
    "one word of harm": "killed ",
    "two words of harm": "killed fled ",
    "brackets": "((",
    "numbers": "1,000 ",
    "digits": "7",
    "ranges": "10-20 ",
    "numbers with nouns": "20 families ",
    "capitalised pairs": "Xa Yb ",
    "names of places": "San Juan de la ",
    "one letter": "a",
    "one endless sentence": "burned houses and ",
    "commas": "killed, ",
    "newlines": "\n\n",
    "a word a line": "killed\n",
    "quotes": "“killed” ",
    "open quotes": "“ ",
    "apostrophes": "l'",
    "full stops": "a. ",
    "dashes": "- ",
    "places in Arabic": "قرية أم الفاشر ",
    "particles in Arabic": "وبال ",
    "case endings": "Луганского Донецкого ",
}

HARM = {
    "en": "Gunmen killed 20 people. ",
    "fr": "Des hommes armés ont tué 20 personnes. ",
    "ru": "Боевики убили 20 человек. ",
    "ar": "قتل مسلحون 20 شخصا. ",
}
"""What makes a hostile text worth reading."""


@cache
def _items() -> list[dict[str, object]]:
    return [json.loads(line) for path in CASES for line in path.read_text(encoding="utf-8").splitlines()]


def articles(*, alerts: bool) -> dict[str, list[Article]]:
    """Per language, articles of about 600 words put together from labelled cases with, or without, harm."""
    found: dict[str, list[Article]] = {}
    items = [item for item in _items() if item["expect"]["alert"] is alerts]  # type: ignore[index]
    for language in sorted({str(item["lang"]) for item in items}):
        own = [item for item in items if item["lang"] == language]
        for start, first in enumerate(own[:12]):
            text, at = "", start
            while len(text.split()) < WORDS:
                text += f"{own[at % len(own)]['text']}\n\n"
                at += 1
            found.setdefault(language, []).append((str(first["title"]), text, language))
    return found


def quiet(language: str) -> Article:
    """An article in which the first automaton pass finds nothing."""
    word = {"ar": "قظذضغ", "fa": "قظذضغ", "ru": "ъщыъщ", "uk": "ьщїьщ"}.get(language, "qwzxq")
    return word, "\n\n".join(" ".join([word] * 20) + "." for _ in range(WORDS // 20)), language


def page(article: Article) -> bytes:
    """A bare page of the article: a menu of 20 links and nothing else besides."""
    title, text, language = article
    menu = tuple(f"Section {number}" for number in range(20))
    paragraphs = tuple(part for part in text.split("\n\n") if part)
    story = Story("story", title, paragraphs, datetime(2026, 5, 14, tzinfo=UTC))
    return article_page(Outlet("Test Wire", language, menu=menu), story, "https://example.org")


def real_page(article: Article) -> bytes:
    """The page as outlets serve it: 300 links, scripts, comments; about 100 kB."""
    words = [escape(word) for word in article[1].split()]
    links = "".join(
        f'<li class="item"><a href="/news/2026/05/{n}" data-id="{n}">{" ".join(words[n : n + 8])}</a></li>'
        for n in range(280)
    )
    comments = "".join(
        f'<div class="comment"><b>reader{n}</b><p>{" ".join(words[n * 5 : n * 5 + 25])}</p></div>'
        for n in range(40)
    )
    script = "<script>" + "window.q=window.q||[];q.push({a:1,b:'x',c:[1,2,3]});" * 400 + "</script>"
    bare = page(article).decode().replace("</head>", f"{script}</head>", 1)
    bare = bare.replace("<main>", f'<div class="mega-menu"><ul>{links}</ul></div><main>', 1)
    end = f'<section class="comments">{comments}</section>{script}</body>'
    return bare.replace("</body>", end, 1).encode()


def times(work: Callable[[Article], object], chosen: Sequence[Article], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of processor time of each call, after a warm-up."""
    for article in chosen[:2]:
        work(article)
    measured = []
    for _ in range(rounds):
        for article in chosen:
            begun = time.process_time_ns()
            work(article)
            measured.append((time.process_time_ns() - begun) / 1e6)
    return measured


def _extraction(make: Callable[[Article], bytes], chosen: Sequence[Article], rounds: int) -> float:
    pages = {article: make(article) for article in chosen}
    return statistics.median(
        times(lambda a: extract_article(pages[a], "https://example.org/a"), chosen, rounds)
    )


def table(reader: Reader) -> None:
    """One line per language: milliseconds, and the share of extracting a bare and a real page."""
    harm, calm = articles(alerts=True), articles(alerts=False)
    print("ratios: to extracting a bare page / a page as outlets serve it")
    print(
        f"{'':5}{'harm':>7}{'p99':>7}{'ratios':>13}{'no harm':>9}{'ratios':>13}{'nothing':>9}{'ratios':>13}"
    )
    for language, chosen in harm.items():
        read = times(lambda a: reader.read(*a, None), chosen)
        quietly = times(lambda a: reader.read(*a, None), calm.get(language, chosen))
        nothing = times(lambda a: reader.read(*a, None), [quiet(language)], ROUNDS * 5)
        bare, real = _extraction(page, chosen, 2), _extraction(real_page, chosen[:6], 2)
        line = f"{language:5}"
        for name, part in (("harm", read), ("calm", quietly), ("none", nothing)):
            middle = statistics.median(part)
            p99 = f"{sorted(part)[int(len(part) * 0.99) - 1]:7.1f}" if name == "harm" else ""
            line += f"{middle:{7 if name == 'harm' else 9}.2f}{p99}{middle / bare:7.2f} /{middle / real:5.2f}"
        print(f"{line}   (extraction {bare:.1f} / {real:.1f} ms)")


def hostile(reader: Reader) -> None:
    """Seconds that 1 MB of each hostile text takes; the worst is what a feed can cost us."""
    texts = dict(HOSTILE)
    texts |= {f"news of harm in {name}": chosen[0][1] for name, chosen in articles(alerts=True).items()}
    for name, unit in texts.items():
        language = name[-2:] if name.startswith("news") else _language_of(name)
        text = (HARM.get(language, "") + unit * (SIZE // len(unit) + 1))[:SIZE]
        begun = time.process_time()
        reader.read("x", text, language, None)
        print(f"1 MB of {name}: {time.process_time() - begun:.2f} s")


def _language_of(name: str) -> str:
    return {"apostrophes": "fr", "case endings": "ru"}.get(name, "ar" if "Arabic" in name else "en")


def main() -> None:
    settings = load_settings()
    begun = time.process_time()
    desk = open_desk(settings)
    print(f"everything opened in {time.process_time() - begun:.2f} s of processor time")
    begun = time.process_time()
    load_reader(settings.config_dir, desk.reader.names.gazetteer)
    print(f"all lexicons in {time.process_time() - begun:.2f} s")
    table(desk.reader)
    hostile(desk.reader)


if __name__ == "__main__":
    main()
