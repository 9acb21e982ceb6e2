"""The stored start culture is read by name, and the script that makes it runs whatever is stored."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.lib.recfunctions
import pytest

from sim.base.errors import UserError
from sim.model.engine import start
from sim.model.engine.simulate import prepared, simulate
from sim.model.population import NEUTRAL
from sim.org.build import build_organisation
from sim.org.shape import Shape
from sim.scenario import Scenario

SCRIPT = Path(__file__).parents[3] / "experiments" / "start_culture.py"


@pytest.fixture
def script():
    spec = importlib.util.spec_from_file_location("start_culture", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The start culture is looked for in a folder of this test."""
    monkeypatch.setattr(start, "CULTURE", tmp_path / "culture.npz")
    start.stored_culture.cache_clear()
    yield start.CULTURE
    start.stored_culture.cache_clear()


def test_each_value_is_stored_under_its_name():
    assert start.stored_culture()["neutral"].dtype.names == NEUTRAL


def test_the_script_makes_a_culture_from_nothing(elsewhere, script, tiny, capsys):
    script.write(script.slim(script.stored(tiny().setup(), days=4, firms=2, further=2)), elsewhere)
    assert capsys.readouterr().out == f"culture.npz: {elsewhere.stat().st_size // 1000} kB\n"
    start.stored_culture.cache_clear()
    made = start.stored_culture()["neutral"]
    assert made.dtype.names == NEUTRAL and all(np.isfinite(made[name]) for name in NEUTRAL)
    assert 0.3 < made["skill"] < 0.9
    simulate(tiny(days=2, without=["fear", "voice"]).setup())


def test_a_value_that_is_not_stored_stops_only_what_needs_it(elsewhere, script, tiny):
    with np.load(Path(start.__file__).with_name("ordinary-culture.npz")) as stored:
        tables = dict(stored)
    tables["neutral"] = np.lib.recfunctions.drop_fields(tables["neutral"], "friction")
    script.write(tables, elsewhere)
    start.stored_culture.cache_clear()
    ordinary = simulate(tiny(days=1).setup())
    assert ordinary.days == 1
    for other in ({"without": ["voice"]}, {"switches": {"venting": "cathartic"}}):
        with pytest.raises(UserError, match=r"culture.npz has no neutral.friction.*python "
                           r"experiments/start_culture.py"):
            simulate(tiny(days=1, **other).setup())
    assert script.stored(tiny().setup(), days=1, firms=1, further=1)["neutral"]["friction"] > 0.0
    tables["people"] = np.lib.recfunctions.drop_fields(tables["people"], "fear")
    script.write(tables, elsewhere)
    start.stored_culture.cache_clear()
    with pytest.raises(UserError, match=r"has no people.fear"):
        simulate(tiny(days=1).setup())


def test_posts_that_are_vacant_when_a_run_begins_are_filled_as_others_are():
    firm = build_organisation(Shape(people=40))
    leader = int(np.flatnonzero(firm.leads)[1])
    for culture in ("ordinary", "none"):
        asked = Scenario(days=60, start={"culture": culture, "settle_days": 0})
        setup = asked.setup(replace(firm, vacant=(leader, 30, 31)))
        empty, before = (set(np.flatnonzero(prepared(one, 0).people["vacant"]))
                         for one in (setup, asked.setup(firm)))
        assert empty == before | {leader, 30, 31}
        full, some = (simulate(one).daily("vacancies") for one in (asked.setup(firm), setup))
        assert some[:5].mean() > full[:5].mean() + 2.0 and some[-1] < some[0], culture
