"""Harrison & Carroll 1991: the norm of the house under turnover, growth, decline and socialisation."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.model.engine.simulate import Run
from sim.scenario import Scenario

REPLICATIONS = 4


def house(run: Run) -> np.ndarray:
    """Who is in post and leads nobody."""
    people = run.world.people
    return (people["vacant"] == 0) & (people["leads"] < 0)


def vacate(run: Run, share: float, seed: int) -> None:
    """Leave this share of the posts without reports to be filled."""
    people, rows = run.world.people, np.flatnonzero(house(run))
    gone = np.random.default_rng(seed).choice(rows, int(share * len(rows)), replace=False)
    people["vacant"][gone], people["tenure"][gone] = 1, 0
    people["occupant"][gone] += 1


@cache
def quarter(way: str, replication: int, socialisation: float = 0.5, days: int = 63) -> tuple[
    float, float, float]:
    """Mean and spread of the norm, and share of newcomers, over the second half of a quarter of growth or of
    decline.

    Quits are twice the ordinary in both.  Growth: half of the posts are vacant at first and filled within
    weeks.  Decline: what becomes vacant stays so for a year and more.
    """
    growing = way == "growth"
    scenario = Scenario.load("ordinary-firm").with_(
        days=days, levers={"socialisation": socialisation}, start={"settle_days": 0},
        parameters={"quit_usual": 0.002, "days_to_fill": 10.0 if growing else 90.0})
    run, seen = Run(scenario.setup(), replication), []
    if growing:
        vacate(run, 0.5, replication)
    for day in range(days):
        run.step()
        if day >= days // 2:
            norm, tenure = run.world.people["norm"][house(run)], run.world.people["tenure"][house(run)]
            seen.append((norm.mean(), norm.std(), (tenure < days).mean()))
    return tuple(np.mean(seen, axis=0))


@pytest.mark.slow
def test_the_norm_outlives_those_who_held_it():
    """Claim: culture is robust to turnover: a steady stream of newcomers does not dissolve it.

    Harrison & Carroll (1991), Keeping the faith: a model of cultural transmission in formal organizations,
    Administrative Science Quarterly 36, 552-582.  Compared: the norm of the ordinary firm before and after
    ten years, in which nearly everybody has been replaced by somebody whose first norm is lower.
    """
    run = Run(Scenario.load("ordinary-firm").with_(days=2500).setup())
    before, occupants = run.world.people["norm"][house(run)].copy(), run.world.people["occupant"].copy()
    for _ in range(2500):
        run.step()
    after = run.world.people["norm"][house(run)]
    replaced = float((run.world.people["occupant"] != occupants).mean())
    brought = float(run.world.p[0].outsiders_norm)
    print(f"{100 * replaced:.0f} % of posts changed hands; norm {before.mean():.3f} -> {after.mean():.3f}, "
          f"newcomers bring {brought:.3f}; spread {before.std():.3f} -> {after.std():.3f}")
    assert replaced > 0.6
    assert abs(after.mean() - before.mean()) < 0.5 * (before.mean() - brought)
    assert after.std() < 1.3 * before.std()


@pytest.mark.slow
def test_culture_is_stronger_in_decline_than_in_growth():
    """Claim: enculturation is higher and differs less between members in decline than in growth, because few
    are new.

    Harrison & Carroll (1991).  Compared: growth and decline at the same quit rate, mean and spread of the
    norm.
    """
    growth, decline = (np.array([quarter(way, r) for r in range(REPLICATIONS)])
                       for way in ("growth", "decline"))
    for way, (mean, spread, new) in (("growth", growth.mean(axis=0)), ("decline", decline.mean(axis=0))):
        print(f"{way}: norm {mean:.3f}, spread {spread:.4f}, {100 * new:.0f} % new")
    assert (decline[:, 2] < growth[:, 2] / 2).all()
    assert (decline[:, 0] > growth[:, 0]).all() and decline[:, 1].mean() < growth[:, 1].mean()


@pytest.mark.slow
def test_socialisation_carries_it():
    """Claim: the strength of early socialisation decides what growth does to culture.

    Harrison & Carroll (1991).  Compared: the norm in growth without socialisation and at its ordinary
    strength.
    """
    none, usual, full = (np.array([quarter("growth", r, s)[0] for r in range(REPLICATIONS)])
                         for s in (0.0, 0.5, 1.0))
    print(f"norm in growth: socialisation 0 {none.mean():.4f}, 0.5 {usual.mean():.4f}, 1 {full.mean():.4f}")
    assert (usual > none).all()


@pytest.mark.slow
def test_with_leaders_hours_to_spare_more_socialisation_carries_more():
    """As above, with a week that has room for the newcomers: in the ordinary week they crowd out what else
    leaders embed culture by."""
    def norm(socialisation: float, r: int) -> float:
        scenario = Scenario.load("ordinary-firm").with_(
            days=63, levers={"socialisation": socialisation}, start={"settle_days": 0},
            parameters={"quit_usual": 0.002, "days_to_fill": 10.0, "relay_hours": 0.0})
        run, seen = Run(scenario.setup(), r), []
        vacate(run, 0.5, r)
        for day in range(63):
            run.step()
            if day >= 31:
                seen.append(run.world.people["norm"][house(run)].mean())
        return float(np.mean(seen))

    steps = np.array([[norm(s, r) for s in (0.0, 0.5, 1.0)] for r in range(REPLICATIONS)])
    print("norm in growth, newcomers take no hours:", steps.mean(axis=0).round(4))
    assert (np.diff(steps, axis=1) > 0).all()
