"""All words of the what-if page, its printed summary and its download, one file a language."""

from __future__ import annotations

from pathlib import Path

from sim.words import Words

WORDS = Words(Path(__file__).parent)
"""The catalogue of the page."""
