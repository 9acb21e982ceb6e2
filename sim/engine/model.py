"""The model for Mesa: the same days as ``sim.run``, one ``step()`` a day, with agents to look at and to change.

    model = ServiceCultureModel(Scenario.load("ordinary-firm"), presence_hours=6)
    model.run_model()
    model.agents.select(agent_type=Leader).agg("fear", np.mean)
    model.datacollector.get_model_vars_dataframe()

Only what Mesa 4 keeps is used: ``rng=`` (always a whole number), ``model.time``, AgentSet and ``to_list()``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import Any, Protocol

import mesa
import numpy as np
from mesa.agentset import AgentSet
from mesa.discrete_space import Network

from sim.engine import by_hand
from sim.engine.agents import Customer, Employee, Leader, View
from sim.engine.record import Record
from sim.engine.setup import Policies, Setup
from sim.engine.simulate import Run
from sim.errors import UserError, nearest
from sim.org.organisation import NOBODY, Organisation
from sim.outcomes import OUTCOME, OUTCOMES
from sim.parameters import LEVERS
from sim.population import World


class HasSetup(Protocol):
    """What can say everything a run needs: a Scenario."""

    def setup(self) -> Setup:
        """Everything a run needs."""
        ...


class ServiceCultureModel(mesa.Model):
    """One replication as a Mesa model; ``step()`` lives one working day.

    setup: a Scenario, or the Setup it becomes.  rng: the seed, a whole number; without it the scenario's own.  replication: with
    replication r the model lives what the r-th replication of ``sim.run`` lives, first 0.  levers: numbers that hold for everybody on
    every day, in place of what the scenario says (``presence_hours=6``); Mesa's sliders arrive here.

    ``running`` is False after the last day.  ``agents`` (leaders and employees) and ``customers`` are made when first asked for.
    ``datacollector`` collects every outcome each day; replace it to collect something else.  ``lives_by_hand`` makes ``step()`` live its
    days one agent at a time, as told in :mod:`sim.engine.by_hand`; then ``contacts`` holds those of today.
    """

    mesa_version = mesa.__version__
    running: bool

    def __init__(self, setup: Setup | HasSetup | None = None, rng: int | None = None, replication: int = 0, **levers: Any) -> None:
        mesas_own = levers.pop("scenario", None)  # SolaraViz hands one over on reset
        given = resolved(mesas_own if setup is None and hasattr(mesas_own, "setup") else setup)
        seed = given.seed if rng is None else whole(rng)
        super().__init__(rng=seed)
        self.setup = replace(given, seed=seed, policies=everywhere(given.policies, levers))
        self.replication, self.lives_by_hand = replication, False
        self._run = Run(self.setup, replication)
        self.contacts: Any = ()
        self.datacollector = mesa.DataCollector({o.name: partial(ServiceCultureModel.outcome, name=o.name) for o in OUTCOMES})

    def step(self) -> None:
        """Live one day and collect its outcomes."""
        if not self.running:
            raise UserError(f"the run of {self.setup.days} days is over; give the scenario more days")
        self.contacts = self._run.step(way=partial(by_hand.live, self) if self.lives_by_hand else None)
        self.running = self.day < self.setup.days
        self.datacollector.collect(self)

    @property
    def day(self) -> int:
        """Days lived so far, which is also the number (0 is the first) of the day that comes next."""
        return self._run.day

    @property
    def world(self) -> World:
        """The columns themselves."""
        return self._run.world

    @property
    def record(self) -> Record:
        """What was measured so far: ``record.series()`` is a table of every outcome."""
        return self._run.record

    def outcome(self, name: str) -> float:
        """Today's value of an outcome; NaN before the first day and where there was nothing to count."""
        if name not in OUTCOME:
            raise UserError(f"{name!r} is not an outcome{nearest(name, OUTCOME)}")
        if self.day == 0:
            return float("nan")
        outcome, rows = OUTCOME[name], self._run.tallies[self.day - 1]
        above, below = rows[outcome.numerator].sum(), rows[outcome.denominator].sum()
        return float(outcome.scale * above / below) if below else float("nan")

    @cached_property
    def people(self) -> list[Employee]:
        """Leaders and employees, one a post, in the order of rows."""
        leads = self.world.people["leads"] >= 0
        return [(Leader if leads[row] else Employee)(self, row, row + 1) for row in range(len(leads))]

    @cached_property
    def _customers(self) -> list[Customer]:
        first = len(self.world.people) + 1
        return [Customer(self, row, first + row) for row in range(len(self.world.customers))]

    @property
    def customers(self) -> AgentSet:
        """Customers and prospects, one a place; made when first asked for."""
        return AgentSet(self._customers, random=self.random)

    @cached_property
    def grid(self) -> Network:
        """The reporting line as a space of Mesa, an agent in every cell; draw it with ``layout_alg=chart``."""
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from((row, {"pos": pos}) for row, pos in enumerate(places(self.setup.organisation)))
        graph.add_edges_from((e.row, e.manager.row) for e in self.people if e.manager is not None)
        space = Network(graph, random=self.random, layout=chart(graph))
        for employee in self.people:
            employee.cell = space[employee.row]
        return space

    @property
    def agents(self) -> Any:
        """Leaders and employees: a Mesa AgentSet."""
        self._introduce()
        return super().agents

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise UserError("agents follow from the organisation and cannot be set")

    @property
    def agents_by_type(self) -> Any:
        """Agents by class."""
        self._introduce()
        return super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """Classes of the agents."""
        return list(self.agents_by_type)

    def _introduce(self) -> None:
        """Make the agents, if nobody has asked for them before."""
        _ = self.people

    def register_agent(self, agent: View) -> None:
        """Customers stay out of ``agents``: there are hundreds for each employee."""
        if not isinstance(agent, Customer):
            super().register_agent(agent)


def places(organisation: Organisation) -> np.ndarray:
    """Where each post stands in a chart of the reporting line, float64 [posts, 2]: people side by side, leaders above their reports."""
    x, width = np.zeros(len(organisation)), 0
    below: dict[int, list[int]] = {}
    for row, manager in enumerate(organisation.manager.tolist()):
        below.setdefault(manager, []).append(row)
    waiting = below[NOBODY][::-1]
    order = []
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting += below.get(row, [])[::-1]
        if row not in below:
            x[row], width = width, width + 1
    for row in reversed(order):
        if row in below:
            x[row] = x[below[row]].mean()
    return np.column_stack([x, -5.0 * organisation.level])


def chart(graph: Any, **_: Any) -> dict[int, Any]:
    """Layout of ``model.grid`` for Mesa: ``make_space_component(portrayal, layout_alg=chart)``."""
    return {row: graph.nodes[row]["pos"] for row in graph.nodes}


def resolved(setup: Any) -> Setup:
    """The Setup itself, or that of a scenario."""
    if isinstance(setup, Setup):
        return setup
    if not callable(getattr(setup, "setup", None)):
        found = "nothing" if setup is None else repr(setup)[:80]
        raise TypeError(f"ServiceCultureModel got {found}, expected a scenario, such as Scenario.load('ordinary-firm'), or its Setup")
    made: Setup = setup.setup()
    return made


def whole(rng: Any) -> int:
    """A seed is a whole number from 0: keyed chance has no state that a generator could hand over."""
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise TypeError(f"rng is {rng!r}, expected a whole number from 0")
    return int(rng)


def everywhere(policies: Policies, levers: dict[str, Any]) -> Policies:
    """Policies in which ``levers`` hold for everybody on every day."""
    table = policies.table.copy()
    for name, value in levers.items():
        if name not in LEVERS:
            raise UserError(f"{name!r} is not a lever{nearest(name, LEVERS)}")
        lever = LEVERS[name]
        if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not lever.low <= value <= lever.high:
            raise UserError(f"lever {name} is {value!r}, expected {lever.low:g} to {lever.high:g} {lever.unit}")
        table[:, :, list(LEVERS).index(name)] = value
    return replace(policies, table=table)
