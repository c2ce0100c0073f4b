"""Writes `docs/settings.md` from the settings in the code."""

from __future__ import annotations

from pathlib import Path

from alertbot.settings_report import settings_page

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"


def main() -> None:
    PAGE.write_text(settings_page(), encoding="utf-8")
    print(f"Written: {PAGE.name}")


if __name__ == "__main__":
    main()
