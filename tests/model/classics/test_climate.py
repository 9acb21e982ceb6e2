"""Friedkin & Johnsen: the norm of a whole firm against its closed form."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.model.engine.simulate import Run
from sim.scenario import Scenario

DAYS = 1200


@cache
def settled(stubbornness: float | None = None) -> Run:
    """The ordinary firm with every mechanism but climate held still, nobody coming or going, until nothing
    moves."""
    fast = {"culture_half_life": 20.0} | ({} if stubbornness is None else {"stubbornness": stubbornness})
    scenario = Scenario.load("ordinary-firm").with_(days=DAYS, only=["climate"], parameters=fast,
                                                    start={"settle_days": 0}, demand={"level": 0})
    run = Run(scenario.setup())
    for name in ("quit_chance", "absence_chance", "norm_shift"):
        run.world.neutral[name] = 0.0
    run.world.p["empathy_rate"] = 0.0  # the anchors stay what the stored culture made them
    run.world.p["newcomer_days"] = 1e-9  # from the second day on everybody's word counts alike
    for _ in range(DAYS):
        run.step()
    return run


def closed_form(run: Run) -> np.ndarray:
    """x* = (I - (1 - s) A)^-1 (s a + (1 - s) b), from the world's own columns.

    a: anchors (learned empathy).  A: what each takes from whom, the share (1 - leader_weight) spread over the
    ties; who has no leader or no ties takes that part from oneself.  b: the leader's signal, and the
    expectation that permission bears out.
    """
    world, p = run.world, run.world.p[0]
    people, leaders = world.people, world.leaders
    n, of = len(people), leaders[np.maximum(people["leader"], 0)]
    led = people["leader"] >= 0
    ties = np.zeros((n, n))
    np.add.at(ties, (np.repeat(np.arange(n), np.diff(world.tie_start)), world.tie_to),
              world.tie_weight.astype(float))
    alone = ties.sum(axis=1) == 0
    ties[alone, alone] = 1.0
    ties /= ties.sum(axis=1, keepdims=True)
    weight = world.policies["leader_weight"][people["policy"]]
    signal = np.where(led, 0.4 * of["interest"] + 0.4 * of["fidelity"] * of["clarity"] + 0.2 * of["picture"],
                      0.0)
    backed = p.backed_weight * (np.minimum(people["expectation"], people["permission"]) - 0.45)
    taken = (1.0 - weight)[:, None] * ties + np.diag(np.where(led, 0.0, weight))
    s = float(p.stubbornness)
    return np.linalg.solve(np.eye(n) - (1.0 - s) * taken, s * people["learned_empathy"] + (1.0 - s)
                           * (weight * signal + backed))


@pytest.mark.slow
@pytest.mark.parametrize("stubbornness", [None, 0.1, 0.6])
def test_the_norm_converges_to_the_closed_form(stubbornness):
    """Claim: with anchors, opinions do not meet in one point but at x* = (I - (1 - s) W)^-1 s a, of which
    DeGroot's consensus is the limit.

    Friedkin & Johnsen (1990), Social influence and opinions, Journal of Mathematical Sociology 15, 193-206.
    Compared: the norm of all 300 after five years with every mechanism but climate off, against the solution
    of the linear system built from ties, leaders' signals and anchors.  What is gathered from colleagues is
    single precision, hence 1e-6.
    """
    run = settled(stubbornness)
    held = run.world.people["vacant"] == 0
    assert held.all() and (run.world.people["absent_days"] == 0).all()
    found, wanted = run.world.people["norm"], closed_form(run)
    print(f"stubbornness {run.world.p[0].stubbornness}: largest difference "
          f"{np.abs(found - wanted).max():.1e}")
    assert wanted.min() > 0 and wanted.max() < 1
    np.testing.assert_allclose(found, wanted, atol=1e-6)


@pytest.mark.slow
def test_the_firmer_the_anchors_the_further_apart():
    """Claim: stubbornness keeps people apart (Friedkin & Johnsen 1990).  Compared: the spread of the norm at
    .1 and at .6."""
    open_minded, firm = (settled(s).world.people["norm"].std() for s in (0.1, 0.6))
    print(f"spread of the norm: {open_minded:.3f} at .1, {firm:.3f} at .6")
    assert open_minded < 0.7 * firm
