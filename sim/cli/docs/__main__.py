"""``python -m sim.cli.docs``: write the derived pages; with ``--check`` only compare, exit code 1 where one
is stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
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


def main(args: Sequence[str] | None = None) -> int:
    """Write or check; returns the exit code, 2 outside a checkout."""
    parser = argparse.ArgumentParser(prog="python -m sim.cli.docs",
                                     description="Write the pages of docs/ that derive from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a page is stale")
    check = parser.parse_args(args).check
    if not FOLDER.is_dir():
        print(f"{FOLDER} does not exist; run this in a checkout of the source", file=sys.stderr)
        return 2
    if check:
        old = stale()
        for name in old:
            print(f"docs/{name} is stale; run: make docs", file=sys.stderr)
        return 1 if old else 0
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
