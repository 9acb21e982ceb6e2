"""Brings a section that has just come into view, its heading focused: for what appears below the fold because somebody asked for it."""

from __future__ import annotations

from sim.ui.offered import vue


@vue("arrive.vue")
def Arrive(narrow_only: bool) -> None:
    """Put it into the section.  narrow_only: not where there is room beside what was clicked."""
