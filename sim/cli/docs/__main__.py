"""``python -m sim.cli.docs``: write the derived pages."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.cli.docs import columns, commands
from sim.insight.describe import nomenclature, odd

FOLDER = Path(__file__).parents[3] / "docs"
"""``docs/`` of the checkout."""


def pages() -> dict[str, str]:
    """Every derived page: file name and text."""
    return {"odd.md": odd.page(), "nomenclature.md": nomenclature.page(), "commands.md": commands.page(),
            "columns.md": columns.page()}


def stale() -> list[str]:
    """Names of the pages that are missing or differ from what the code says now."""
    return [name for name, text in pages().items()
            if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text]


def main() -> int:
    """Write them; returns the exit code, 2 outside a checkout."""
    if not FOLDER.is_dir():
        print(f"{FOLDER} does not exist; run this in a checkout of the source", file=sys.stderr)
        return 2
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
