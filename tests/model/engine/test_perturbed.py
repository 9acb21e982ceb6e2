"""The comparison with the reference notices whatever changes in the engine alone: docs/reference.md says in
which firm."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sim.insight.describe import uses
from tests.model.engine import perturbed

ROOT = Path(__file__).parents[3]


def run(*options: str) -> None:
    told = subprocess.run([sys.executable, "-m", "tests.model.engine.perturbed", *options], cwd=ROOT,
                          text=True, capture_output=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"})
    print(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_table_names_every_call_argument_and_switch():
    """A call of a rule that is new, gone or moved: NUMBA_DISABLE_JIT=1 python -m
    tests.model.engine.perturbed"""
    noticed = perturbed.noticed_in(perturbed.PAGE.read_text(encoding="utf-8"))
    assert set(noticed) == set(perturbed.sites()) - set(perturbed.IDLE)
    assert set(noticed.values()) <= {firm.name for firm in perturbed.FIRMS}
    assert set(perturbed.IDLE) <= set(perturbed.sites())


def test_every_call_of_a_rule_is_a_site():
    """Counted once more, without the transformation: names that are bound to rules or to their files."""
    rules = {rule for rule, callers in uses.callers().items() if any(caller.split(".")[0] in stems()
                                                                     for caller, _, _ in callers)}
    assert {site.split("`")[1] for site in perturbed.sites() if not site.startswith("switch")} >= rules


def stems() -> set[str]:
    return {file.stem for file in perturbed.engine_files()} - {file.stem for file in uses.trees()
                                                               if file.parent.name == "reference"}


def test_the_reference_agrees_in_every_firm():
    """A rule that the engine alone calls otherwise is noticed where people are exhausted, posts empty and
    chances high."""
    run("--agree")


def test_a_tenth_is_tried_again():
    """Another tenth every day."""
    run("--part", str(date.today().toordinal() % perturbed.PARTS))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(perturbed.PARTS))
def test_all_are_tried_again_with_their_arguments(part: int):
    run("--part", str(part), "--arguments")
