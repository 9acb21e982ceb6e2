"""The start culture can be made again: what is stored already does not go into it."""

import numpy as np
import pytest

from experiments import start_culture
from sim.model.engine import start
from sim.model.population import NEUTRAL
from sim.scenario import Scenario

OTHER = {"neutral": np.array([(0.9,) * len(NEUTRAL)], [(name, "f8") for name in NEUTRAL])}


@pytest.mark.parametrize("stored", [{}, OTHER], ids=["nothing", "other means"])
def test_what_is_made_does_not_depend_on_what_is_stored(monkeypatch, stored):
    setup = Scenario.load("ordinary-firm").setup()
    usual = start_culture.stored(setup, days=3, firms=2, further=2)
    monkeypatch.setattr(start, "stored_culture", lambda: stored)
    other = start_culture.stored(setup, days=3, firms=2, further=2)
    assert usual.keys() == other.keys()
    for name, table in usual.items():
        assert table.tobytes() == other[name].tobytes()
        assert all(np.isfinite(table[column]).all() for column in table.dtype.names
                   if table.dtype[column].kind == "f"), name
