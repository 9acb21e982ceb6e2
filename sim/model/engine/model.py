"""The model for Mesa: the same days as ``sim.run``, one ``step()`` a day, with agents to look at and to
change.

    model = ServiceCultureModel(Scenario.load("ordinary-firm"), presence_hours=6)
    model.run_model()
    model.agents.select(agent_type=Leader).agg("fear", np.mean)
    model.datacollector.get_model_vars_dataframe()

docs/mesa.md says what of Mesa works, what is refused and what a subclass may change.  Only what Mesa 4 keeps
is
used: ``rng=`` (always a whole number), ``model.time``, AgentSet and ``to_list()``.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import cached_property, partial
from types import EllipsisType
from typing import Any

import mesa
import numpy as np
from mesa.agentset import AgentSet
from mesa.discrete_space import Network

from sim.base.errors import UserError, nearest
from sim.model.chance import key_of
from sim.model.engine import reference
from sim.model.engine.agents import Customer, Employee, Leader, View, refuse_overrides
from sim.model.engine.chart import space
from sim.model.engine.record import Record
from sim.model.engine.setup import HasSetup, Setup, everywhere, own_lever, resolved, whole
from sim.model.engine.simulate import WEEK_ZERO, Run
from sim.model.engine.sound import TABLES, assert_sound, fixed_columns
from sim.model.engine.world import policy_records
from sim.model.outcomes import OUTCOME, OUTCOMES
from sim.model.population import World


class ServiceCultureModel(mesa.Model):
    """One replication as a Mesa model; ``step()`` runs one working day.

    setup: a Scenario, or the Setup it becomes.  rng: the seed, a whole number; left out, the scenario's own;
    None, as Mesa has it, a new one, as ``setup.seed`` says.  replication: with replication r the days are
    those of the r-th replication of ``sim.run``, first 0.  levers: numbers that hold for everybody on every
    day, in place of what the scenario says (``presence_hours=6``); Mesa's sliders arrive here.  Raises a
    TypeError for a setup, seed or replication that is none, a UserError for a lever that is none or out of
    range.

    ``running`` is False after the last day.  ``agents`` (leaders and employees) and ``customers`` are made
    when first asked for. ``datacollector`` collects every outcome each day; replace it to collect something
    else.  ``uses_reference`` makes ``step()`` run the reference implementation, one agent at a time
    (:mod:`sim.model.engine.reference`); then ``contacts`` holds those of today.

    A subclass may override ``step`` and ``run_model``, name classes of its own in ``employee_type`` and
    ``leader_type``, and add names.

    >>> from sim import Scenario
    >>> firm = Scenario(organisation={"people": 30}, days=5, start={"settle_days": 0})
    >>> model = ServiceCultureModel(firm, presence_hours=6)
    >>> model.step()
    >>> model.day, len(model.agents), model.people[3].policy.presence_hours
    (1, 30, 6.0)
    >>> model.people[3].fear = 7.0
    Traceback (most recent call last):
    sim.base.errors.UserError: fear of <...> is set to 7.0, expected a number from 0 to 1
    """

    mesa_version = mesa.__version__
    running: bool
    employee_type: type[Employee] = Employee
    leader_type: type[Leader] = Leader

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        refuse_overrides(cls, MAY_OVERRIDE)
        employee, leader = cls.employee_type, cls.leader_type
        if not issubclass(leader, Leader) or not issubclass(employee, Employee) or issubclass(
            employee, Leader):
            raise UserError(f"{cls.__name__}: employee_type is a subclass of Employee, and leader_type one "
                            "of Leader")

    def __init__(self, setup: Setup | HasSetup | None = None, rng: int | None | EllipsisType = ...,
                 replication: int = 0, **levers: Any) -> None:
        mesas_own = levers.pop("scenario", None)  # SolaraViz hands one over on reset
        given = resolved(mesas_own if setup is None and hasattr(mesas_own, "setup") else setup)
        if "seed" in levers:
            raise UserError(f"seed is called rng here, as in Mesa: rng={levers['seed']!r}")
        seed = given.seed if rng is ... else secrets.randbits(32) if rng is None else whole("rng", rng, 32)
        super().__init__(rng=seed)
        self.replication, self.uses_reference = whole("replication", replication, 31), False
        self._run = Run(replace(given, seed=seed, policies=everywhere(given.policies, levers)), replication)
        self._fixed, self._handed_out, self._makes_agents = fixed_columns(self._run.world), False, False
        self.agent_id_counter = 1 + len(self._run.world.people) + len(self._run.world.customers)
        self.contacts: Any = ()
        self.datacollector = mesa.DataCollector({o.name: partial(ServiceCultureModel.outcome, name=o.name)
                                                 for o in OUTCOMES})

    def step(self) -> None:
        """Run one day and collect its outcomes.

        Raises a UserError after the last day, and where a column of ``world`` holds what it may not; the day
        has not begun then, and once the value is put right the next ``step()`` runs it.
        """
        self._may_go_to(self.day + 1)
        self.contacts = self._run.step(way=partial(reference.run_day, self) if self.uses_reference else None)
        self.running = self.day < self.setup.days
        self.datacollector.collect(self)

    def _advance_time(self, until: float) -> None:
        """Day by day: a day that cannot be run is refused before Mesa's clock moves."""
        self._may_go_to(until)
        while self.time < until:
            if self._handed_out:
                assert_sound(self._run.world, WEEK_ZERO + self.day, self._fixed)
            super()._advance_time(min(until, int(self.time) + 1))
            if self.day < int(self.time):
                raise UserError(f"day {int(self.time)} was not run: a subclass's step() calls "
                                "super().step(), and a model in whose day an error occurred cannot go on; "
                                "make it anew")
        if until < self.time:
            super()._advance_time(until)  # Mesa's warning

    def _may_go_to(self, time: float) -> None:
        if not time < self.setup.days + 1:
            raise UserError(f"the run of {self.setup.days} days is over before day {time:g}; give the "
                            "scenario more days")

    def reset_rng(self, rng: int | None = None) -> None:
        """Other chance from the next day on.

        rng: a new seed, a whole number.  The days that come draw by that seed; what was drawn before stays:
        who people are, and when customers come next.  So it branches a run, and is not the run made with that
        seed. ``random`` and ``rng``, which the days never use, start over; without a seed they alone, for
        chance that is keyed by the day has nothing to start over.  Raises a TypeError for anything else.
        """
        seed = self.setup.seed if rng is None else whole("rng", rng, 32)
        super().reset_rng(seed)
        self.random.seed(seed)
        self._run.setup = replace(self.setup, seed=seed)
        self._run.world = self._run.world._replace(key=key_of(seed, self.replication))

    def reset_randomizer(self, seed: int | None = None) -> None:
        """The same as :meth:`reset_rng`."""
        self.reset_rng(seed)

    @property
    def setup(self) -> Setup:
        """What the run is made of, levers set through agents included."""
        return self._run.setup

    def _set_lever(self, row: int, name: str, value: Any) -> None:
        """Set a lever for one post from the next day on: the post gets a policy group of its own."""
        world, segment = self._run.world, self._run.segment
        kind = int(world.people["policy"][row])
        shared = bool(np.count_nonzero(world.people["policy"] == kind) > 1
                      or (world.units["policy"] == kind).any())
        policies = own_lever(self.setup.policies, row, kind, shared, segment, name, value)
        world.people["policy"][row] = self._fixed["people", "policy"][row] = policies.group[row]
        if (leads := world.people["leads"][row]) >= 0:
            world.leaders["policy"][leads] = self._fixed["leaders", "policy"][leads] = policies.group[row]
        self._run.setup = replace(self.setup, policies=policies)
        self._run.world = world._replace(policies=policy_records(policies, segment))

    @property
    def day(self) -> int:
        """Days run so far, which is also the number (0 is the first) of the day that comes next."""
        return self._run.day

    @property
    def world(self) -> World:
        """The columns themselves.

        The tables of state and ``due`` may be written; what is out of range is refused by the next
        ``step()``.  All else can only be read.
        """
        self._handed_out, world = True, self._run.world
        rest = [name for name in world._fields if name not in (*TABLES, "due")]
        return world._replace(**{name: _read_only(getattr(world, name)) for name in rest})

    @property
    def record(self) -> Record:
        """What was measured so far: ``record.series()`` is a table of every outcome."""
        record = self._run.record
        return replace(record, tallies=_read_only(record.tallies))

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
        leads = self._run.world.people["leads"] >= 0
        types = [self.leader_type if leading else self.employee_type for leading in leads]
        people: list[Employee] = self._made(types, 1)
        for employee in people:
            number, counter = employee.unique_id, self.agent_id_counter
            super().register_agent(employee)
            employee.unique_id, self.agent_id_counter = number, counter
        return people

    @cached_property
    def _customers(self) -> list[Customer]:
        return self._made([Customer] * len(self._run.world.customers), 1 + len(self._run.world.people))

    def _made(self, types: list[Any], first: int) -> list[Any]:
        """A view of each row."""
        self._makes_agents = True
        try:
            return [of_type(self, row, first + row) for row, of_type in enumerate(types)]
        finally:
            self._makes_agents = False

    @property
    def customers(self) -> AgentSet:
        """Customers and prospects, one a place; made when first asked for."""
        return AgentSet(self._customers, random=self.random)

    @cached_property
    def grid(self) -> Network:
        """The reporting line as a space of Mesa, an agent in every cell; draw it with
        ``layout_alg=chart``."""
        return space(self.setup.organisation, self.people, self.random)

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

    def register_agent(self, agent: Any) -> None:
        """Called when an agent is made; one of your own gets an id that no post and no customer has."""
        if not isinstance(agent, View):
            super().register_agent(agent)
        elif not self._makes_agents:
            raise UserError(f"a {type(agent).__name__} cannot be made; posts and customers follow from the "
                            "organisation")

    def deregister_agent(self, agent: Any) -> None:
        """Called when an agent of your own is removed; refused for posts and customers."""
        if isinstance(agent, View):
            agent.remove()
        super().deregister_agent(agent)

    def remove_all_agents(self) -> None:
        """Refused: posts stay."""
        raise UserError("posts and customers cannot be removed; remove the agents you added with their own "
                        "remove()")


MAY_OVERRIDE = frozenset({"step", "run_model", "employee_type", "leader_type", "running", "datacollector"})
"""What a subclass of the model may override."""


def _read_only(array: np.ndarray) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view
