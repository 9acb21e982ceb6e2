"""Which pages there are, where they stand, and which of them are stale."""

from __future__ import annotations

from pathlib import Path

from sim.cli.docs import commands
from sim.insight.describe import nomenclature, odd

FOLDER = Path(__file__).parents[3] / "docs"
"""``docs/`` of the checkout."""


def pages() -> dict[str, str]:
    """Every derived page: file name and text."""
    return {"odd.md": odd.page(), "nomenclature.md": nomenclature.page(), "commands.md": commands.page()}


def stale() -> list[str]:
    """Names of the pages that are missing or differ from what the code says now."""
    return [name for name, text in pages().items()
            if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text]
