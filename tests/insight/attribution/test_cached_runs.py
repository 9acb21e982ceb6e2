"""An explanation that may use the runs of an earlier one says exactly what it would say without."""

import numpy as np
import pytest

from sim.insight.attribution.counterfactuals import Ends, digest
from sim.insight.attribution.explain import ahead, explain
from sim.model.parameters import PARAMETERS, SWITCHES
from sim.runs.pool import Serial
from sim.scenario import Scenario


class Counting(Serial):
    """Counts what it is given to do."""

    done = 0

    def submit(self, fn, /, *args, **kwargs):
        self.done += 1
        return super().submit(fn, *args, **kwargs)


@pytest.fixture(scope="module")
def today():
    return Scenario.from_dict({"days": 10, "organisation": {"people": 30}, "start": {"settle_days": 0}})


def test_half_the_runs_are_known_and_the_account_is_the_same(today):
    cache, first, second = Ends(10_000), Counting(), Counting()
    harsher, kinder = today.with_(levers={"punishment_severity": 0.9}), today.with_(
        levers={"permission": 0.9})
    explain(today, harsher, replications=2, pool=first, cache=cache)
    again = explain(today, kinder, replications=2, pool=second, cache=cache)
    alone = explain(today, kinder, replications=2, pool=Serial())
    assert second.done == first.done / 2
    np.testing.assert_array_equal(again.parts["contribution"], alone.parts["contribution"])
    np.testing.assert_array_equal(again.levers["contribution"], alone.levers["contribution"])


def test_what_every_account_needs_can_be_done_ahead(today):
    cache, first, second = Ends(10_000), Counting(), Counting()
    ahead(today, replications=2, pool=first, cache=cache)
    explain(today, today.with_(levers={"permission": 0.9}), replications=2, pool=second, cache=cache)
    assert first.done == second.done > 0


@pytest.mark.parametrize("changed", [
    {"days": 11}, {"seed": 2}, {"levers": {"backing": 0.9}},
    {"parameters": {"quit_usual": PARAMETERS["quit_usual"].high}},
    {"switches": {"venting": SWITCHES["venting"].choices[1]}}, {"without": ["mirroring"]},
    {"organisation": {"people": 31}},
])
def test_another_setup_has_another_name(today, changed):
    assert digest(today.setup()) == digest(today.setup())
    assert digest(today.with_(**changed).setup()) != digest(today.setup())
