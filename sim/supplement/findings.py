"""Pictures and findings that go with a study: one look at all of it, and the analyses that its design was made for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UserError
from sim.report import figures
from sim.supplement import picture

if TYPE_CHECKING:
    from sim.experiments import Sweep

FOLDER = "figures"

SENSITIVITY = "sim.inference.sensitivity:sensitivity"
PLANS = "sim.analysis.study_plans:compare_study"
"""Analyses of a study, loaded when they are called for."""


def write(sweep: Sweep, folder: Path) -> list[str]:
    """Write what can be seen into ``figures/``; returns what was found, in sentences.

    An analysis that refuses this study leaves a sentence that says why.
    """
    place = folder / FOLDER
    place.mkdir()
    if len(sweep.outcomes[sweep.outcomes["row"] >= 0]):
        figures.save_picture(picture.figure(sweep), place, "outcomes-over-factors")
    said: list[str] = []
    for name, analysis in _called_for(sweep):
        module, _, function = analysis.partition(":")
        try:
            found = getattr(import_module(module), function)(sweep)
            (place / name).mkdir()
            found.fill(place / name)
            said += found.sentences
        except UserError as refusal:
            said.append(f"No analysis of {name}: {str(refusal).replace(str(sweep.folder), sweep.study.name)}.")
    return said


def _called_for(sweep: Sweep) -> Iterator[tuple[str, str]]:
    """(folder, analysis) of what the study's factors are for."""
    if find_spec(SENSITIVITY.partition(":")[0]):
        yield "sensitivity", SENSITIVITY
    if len(sweep.study.plans) > 1 and find_spec(PLANS.partition(":")[0]):
        yield "plans", PLANS
