"""Oliva & Sterman 2001: a temporary overload leaves a permanent scar."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.model.engine.simulate import simulate
from sim.scenario import Scenario

QUARTER, YEAR = 65, 250
REPLICATIONS = 4


@cache
def year_after(overload: bool, without: str) -> tuple:
    """Ends of all outcomes a year after a quarter with three quarters of the hands, or without that
    quarter."""
    shock = {"levers": {"staffing": 0.75}, "changes": [{"from_day": QUARTER + 1,
                                                        "levers": {"staffing": 1.0}}]} if overload else {}
    scenario = Scenario.load("ordinary-firm").with_(days=QUARTER + YEAR, without=[without] if without else [],
                                                    **shock)
    return tuple(simulate(scenario.setup(), r).summary()["end"] for r in range(REPLICATIONS))


def scar(outcome: str, without: str = "") -> np.ndarray:
    return np.array([b[outcome] - a[outcome] for a, b in zip(year_after(False, without),
                                                             year_after(True, without), strict=True)])


@pytest.mark.slow
def test_the_standard_does_not_come_back_in_a_year():
    """Claim: under pressure people cut corners, the standard follows what is done, and it does not rise again
    when pressure is gone.

    Oliva & Sterman (2001), Cutting corners and working overtime: quality erosion in the service industry,
    Management Science 47, 894-914.
    Compared: paired worlds, with and without a quarter at three quarters of the hands, 250 days after it
    ended.
    """
    standard, satisfaction = scar("service_standard"), scar("customer_satisfaction")
    print(f"standard {standard.mean():.2f}, satisfaction {satisfaction.mean():.2f}, occupancy "
          f"{scar('occupancy').mean():.2f}")
    assert (standard < -2).all()
    assert satisfaction.mean() < 0 and (satisfaction < 0.2).all()


@pytest.mark.slow
def test_without_eroding_standards_nothing_is_left():
    """Claim: it is the eroding standard that keeps the memory, not the overload itself.  Compared: the same
    pairs without M20."""
    standard, satisfaction = scar("service_standard", "workload"), scar("customer_satisfaction", "workload")
    print(f"without M20: standard {standard.mean():.2f}, satisfaction {satisfaction.mean():.2f}")
    assert (np.abs(standard) < 0.2 * np.abs(scar("service_standard"))).all()
    assert (satisfaction > scar("customer_satisfaction")).all() and satisfaction.mean() > -0.3
