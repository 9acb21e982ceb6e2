"""Pictures and findings that go with a study: one look at all of it, and the analyses that its design was made for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base.errors import UserError
from sim.insight.supplement import picture
from sim.report import figures

if TYPE_CHECKING:
    from sim.studies.sweep import Sweep

FOLDER = "figures"

FIRST = 3
"""Sentences of each analysis that the README repeats; all stand in the analysis's own report."""

SENSITIVITY, PLANS = "sensitivity", "compare_study"
"""Analyses of a study, by the names that :mod:`sim` has for them."""


def write(sweep: Sweep, folder: Path) -> list[str]:
    """Write what can be seen into ``figures/``; returns what was found first, in sentences.

    An analysis that refuses this study leaves a sentence that says why.
    """
    place = folder / FOLDER
    place.mkdir()
    if len(sweep.outcomes[sweep.outcomes["row"] >= 0]):
        figures.save_picture(picture.figure(sweep), place, "outcomes-over-factors")
    said: list[str] = []
    for name, analysis in _called_for(sweep):
        try:
            found = analysis(sweep)
            (place / name).mkdir()
            found.fill(place / name)
            said += [*found.sentences[:FIRST], f"More on {name}: `{FOLDER}/{name}/`."]
        except UserError as refusal:
            said.append(f"No analysis of {name}: {str(refusal).replace(str(sweep.folder), sweep.study.name)}.")
    return said


def _called_for(sweep: Sweep) -> Iterator[tuple[str, Callable[[Sweep], Any]]]:
    """(folder, analysis) of what the study's factors are for."""
    import sim

    several = [("plans", PLANS)] if len(sweep.study.plans) > 1 else []
    for folder, name in [("sensitivity", SENSITIVITY), *several]:
        if hasattr(sim, name):
            yield folder, getattr(sim, name)
