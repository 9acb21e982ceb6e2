"""Contacts side by side: each step does the same in lanes as for one contact, and no field is missed."""

import hashlib
import inspect
import os
import re
import subprocess
import sys

import numpy as np
import pytest

from sim.model.engine.simulate import simulate
from sim.model.engine.world import create, ordinary_policies
from sim.model.interaction import contact, lanes, moment, service
from sim.model.population import CUSTOMER, LINK, NEUTRAL, PERSON, UNIT, VISIT
from sim.scenario import Scenario

SIDE_BY_SIDE, DAY = 6, 40
STEPS = [*re.findall(r"contact\.(\w+)\(", inspect.getsource(service.one_contact)), "close_case"]
KINDS = {"m": moment.MOMENT, "person": PERSON, "customer": CUSTOMER, "visit": VISIT, "unit": UNIT}


def drawn(dtype: np.dtype, n: int, luck: np.random.Generator) -> np.ndarray:
    """Records whose shares lie in (0, 1) and whose whole numbers are 0 to 3."""
    made = np.zeros(n, dtype)
    for name in dtype.names or ():
        whole = dtype[name].kind in "iu"
        made[name] = luck.integers(0, 4, n) if whole else luck.uniform(0.01, 0.99, n)
    return made


@pytest.fixture(scope="module")
def given() -> dict[str, object]:
    """What is the same for all contacts, and the policies of the firm's posts."""
    setup = Scenario(organisation={"people": 20, "levels": [1, 2]}, days=3).setup()
    world = create(setup, ordinary_policies(setup.policies), np.arange(100.0), 0)
    return {"p": world.p[0], "on": world.on[0], "paces": world.paces, "policy": world.policies[0],
            "fading": world.fading, "key": world.key[0], "day": DAY}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", STEPS)
def test_a_step_in_lanes_is_the_step(name: str, seed: int, given: dict[str, object]):
    luck = np.random.default_rng([seed, STEPS.index(name)])
    one = {kind: drawn(dtype, SIDE_BY_SIDE, luck) for kind, dtype in KINDS.items()}
    one["m"]["post"] = np.arange(SIDE_BY_SIDE)
    links, n = drawn(LINK, 4, luck), np.zeros(1, [(name, "f8") for name in NEUTRAL]).view(np.recarray)[0]
    on = np.array([given["on"]])
    for switch in on.dtype.names or ():
        on[switch] = luck.integers(0, 2)
    shared = {**given, "links": links.copy(), "units": one["unit"], "n": n, "on": on[0]}
    step = getattr(contact, name)
    c = np.zeros(1, service.ROWS)[0]
    for kind in KINDS:
        for i in range(SIDE_BY_SIDE):
            lanes.copying(kind, service.STEPS.fields(kind))(c, i, one[kind][i])
    for i in range(SIDE_BY_SIDE):
        service._fetch_policy(c, i, given["policy"])
        c.post[i], c.first[i], c.after[i] = i, 1, 4
    other = {kind: table.copy() for kind, table in one.items()}
    names = list(inspect.signature(step).parameters)
    told = []
    for i in range(SIDE_BY_SIDE):
        own = {kind: table[i] for kind, table in other.items()} | {"post": i, "first": 1, "after": 4}
        told.append(step(*({**shared, **own}[argument] for argument in names)))
    asked = shared["links"].copy()
    shared["links"] = links.copy()
    rest = [shared[a] for a in names if a not in (*lanes.RECORDS, *lanes.OF_A_LANE)]
    made = service.STEPS.made[name]
    assert told == ([made(c, i, *rest) for i in range(SIDE_BY_SIDE)] if name == "close_case"
                    else [made(c, SIDE_BY_SIDE, *rest)] * SIDE_BY_SIDE)
    for kind in KINDS:
        written = service.STEPS.fields(kind, written=True)
        for i in range(SIDE_BY_SIDE if written else 0):
            lanes.copying(kind, written, back=True)(c, i, one[kind][i])
        assert one[kind].tobytes() == other[kind].tobytes(), kind
    assert shared["links"].tobytes() == asked.tobytes()


def test_what_steps_write_is_found():
    assert service.STEPS.fields("person", written=True) == ["hostility", "mood", "reframed", "resources",
                                                             "vented"]
    assert {"civility", "cheats"} <= set(service.STEPS.fields("customer")) - set(
        service.STEPS.fields("customer", written=True))
    assert not service.STEPS.fields("visit", written=True)


@pytest.mark.slow
def test_the_number_of_lanes_changes_no_day():
    """Posts that do not fit into the lanes wait for the next; in plain Python: nothing is compiled for it."""
    code = """
import hashlib
import sim.model.interaction.lanes as lanes
lanes.LANES = 3
from sim import Scenario
from sim.model.engine.simulate import simulate
print(hashlib.sha256(simulate(Scenario.from_dict(FIRM).setup()).tallies.tobytes()).hexdigest())
"""
    firm = {"organisation": {"people": 20, "levels": [1, 2]}, "days": 1}
    told = subprocess.run([sys.executable, "-c", code.replace("FIRM", repr(firm))], check=True, text=True,
                          capture_output=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"})
    here = simulate(Scenario.from_dict(firm).setup()).tallies
    assert told.stdout.strip() == hashlib.sha256(here.tobytes()).hexdigest()
