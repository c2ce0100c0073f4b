"""Writes the table of columns in `docs/exports.md` from the columns in the code."""

from __future__ import annotations

from pathlib import Path

from alertbot.exports.columns import COLUMNS

PAGE = Path(__file__).parents[1] / "docs" / "exports.md"
BEGIN, END = "<!-- columns: written by ./run docs -->\n", "<!-- end of columns -->"


def page(text: str) -> str:
    """The page with the table as the code has it."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    rows = [f"| `{column.name}` | `{column.tag}` | {column.about} |" for column in COLUMNS]
    table = "\n".join(["| column | hashtag | |", "|---|---|---|", *rows])
    return f"{before}{BEGIN}\n{table}\n\n{END}{after}"


def main() -> None:
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written: {PAGE.name}")


if __name__ == "__main__":
    main()
