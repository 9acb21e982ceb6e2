"""Leaders, employees and customers as Mesa agents: each a view of one row of the world's columns.

``employee.fear`` reads the column, ``employee.fear = 0.5`` writes it, if that is in the column's range; an
agent holds nothing but its model and its row.  So agents and the compiled days may alternate, and a run that
nobody looks at never makes an agent.

The days read columns, never agents.  So a subclass adds names of its own and its own ``step``, which runs
when somebody calls it, as everywhere in Mesa 3; a subclass that overrides anything else is refused, for it
would do nothing. ``ServiceCultureModel.employee_type`` and ``leader_type`` say which classes the agents have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from mesa.discrete_space import FixedAgent

from sim.base.errors import UserError
from sim.model.engine.row import Cell, Levers, Row
from sim.model.engine.simulate import WEEK_ZERO
from sim.model.population import CUSTOMER, LEADER, NEVER, PERSON, PERSON_SCRATCH, PERSON_STATES, PERSON_TRAITS

PERSON_COLUMNS = (*PERSON_TRAITS, *PERSON_STATES, *PERSON_SCRATCH, "occupant", "tenure", "absent_days",
                  "vented", "reframed", "promise", "level", "leads", "spoke_up", "from_within")
"""Columns of a post that are attributes of an :class:`Employee` under the same name."""

LEADER_COLUMNS = {name: {"fear": "fear_this_morning", "clarity": "clarity_this_morning"}.get(name, name)
                  for name in LEADER.names or () if name not in ("post", "policy")}
"""Columns of the leader part and the attributes of a :class:`Leader` they are; two are taken down in the
morning, so that nobody reacts to what a leader only becomes today."""

CUSTOMER_COLUMNS = tuple(name for name in CUSTOMER.names or () if name != "active")
"""Columns of a customer that are attributes of a :class:`Customer` under the same name."""


def refuse_overrides(cls: type, may: frozenset[str]) -> None:
    """Raise a UserError if ``cls`` or a mixin of it overrides a public name of this package or of Mesa other
    than ``may``."""
    given = [base for base in cls.__mro__ if base.__module__.split(".")[0] in ("sim", "mesa")]
    theirs = [base for base in cls.__mro__ if base not in given and base is not object]
    names = {name for base in theirs for name in vars(base) if not name.startswith("_")}
    for name in sorted(names - may - {"observables"}):  # Mesa gives each class observables of its own
        owner = next((base for base in given if name in vars(base)), None)
        if owner is not None and next(base for base in cls.__mro__ if name in vars(base)) in theirs:
            raise UserError(f"{cls.__name__} overrides {name} of {owner.__name__}, which the days of the "
                            f"model never ask for; a subclass may override {', '.join(sorted(may))} and "
                            "__init__, and add names of its own")


class View(mesa.Agent):
    """A Mesa agent that is a view of one row.

    Raises a UserError when a user makes one: agents follow from the organisation.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        refuse_overrides(cls, frozenset({"step", "advance"}))

    if TYPE_CHECKING:  # columns become attributes below
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, model: Any, row: int, number: int) -> None:
        super().__init__(model)
        self.row, self.unique_id = row, number

    def remove(self) -> None:
        """Refused: rows stay, whoever holds them."""
        raise UserError(f"{self!r} cannot be removed; who leaves a post makes it vacant, who leaves a unit's "
                        "customers makes it a prospect")

    @classmethod
    def create_agents(cls, *_: Any, **__: Any) -> Any:
        """Refused: posts and customers follow from the organisation."""
        raise UserError(f"a {cls.__name__} cannot be made; posts and customers follow from the organisation")

    from_dataframe = create_agents

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_")]


class Employee(View, FixedAgent):
    """A post and the person in it.

    Attributes are the columns of ``sim.model.population`` (``fear``, ``mood``, ``tenure``, ...) and those
    below.  When somebody quits and another is hired the agent stays and the person changes: ``occupant``
    counts them.

    Writing what is out of a column's range, or what follows from the organisation (``level``, ``front_line``,
    ...), raises a UserError.
    """

    vacant = Cell("people", "vacant", kind=bool, help="is nobody in the post?")
    quit_today = Cell("people", "quit_today", kind=bool, help="did the person quit today?")
    front_line = Cell("people", "front", kind=bool, help="does the post serve customers?")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} of {self.unit}>"

    @property
    def id(self) -> str:
        """The post's id, as in the organisation's file."""
        return str(self.model.setup.organisation.ids[self.row])

    @property
    def unit(self) -> str:
        """Name of the unit."""
        return str(self.model.setup.organisation.unit_names[self.model._run.world.people["unit"][self.row]])

    @property
    def present(self) -> bool:
        """Is somebody in the post, and at work today?"""
        return not self.vacant and self.absent_days == 0

    @property
    def manager(self) -> Leader | None:
        """Who holds the manager's post, even while it is vacant; nobody for the head of a tree."""
        return self._leader_at(self.model._run.world.people["manager"][self.row])

    @property
    def leader(self) -> Leader | None:
        """Who leads the person today, stand-ins counted; as of this morning."""
        return self._leader_of_part(self.model._run.world.people["leader"][self.row])

    @leader.setter
    def leader(self, leader: Leader | None) -> None:
        if not (leader is None or isinstance(leader, Leader)):
            raise UserError(f"leader of {self!r} is set to {leader!r}, expected a Leader or None")
        self.model._run.world.people["leader"][self.row] = -1 if leader is None else leader.part

    @property
    def head(self) -> Leader | None:
        """Head of the reporting line the person belongs to; nobody for the head."""
        return self._leader_of_part(self.model._run.world.people["head"][self.row])

    @property
    def team(self) -> list[Employee]:
        """The others who report to the same manager."""
        return [] if self.manager is None else [other for other in self.manager.reports if other is not self]

    @property
    def ties(self) -> list[tuple[Employee, float]]:
        """Colleagues this person looks to, with the strength of each tie."""
        world, people = self.model._run.world, self.model.people
        ties = slice(world.tie_start[self.row], world.tie_start[self.row + 1])
        return [(people[i], weight) for i, weight in zip(world.tie_to[ties].tolist(),
                                                         world.tie_weight[ties].tolist(), strict=True)]

    @property
    def colleagues(self) -> list[Employee]:
        """Colleagues this person looks to."""
        return [other for other, _ in self.ties]

    @property
    def policy(self) -> Levers:
        """The levers in force for this post: ``employee.policy.presence_hours``.

        Writing one sets it for this post alone from the next day to the end of the run, whatever the scenario
        changes later; all other levers follow the scenario as before.  What holds for a unit as a whole stays
        as it was. Raises a UserError for a name that is no lever and for a value out of its range.
        """
        return Levers(self)

    @property
    def today(self) -> Row:
        """What today's contacts add up to: ``employee.today.contacts``."""
        return Row(self.model._run.world.today, self.row, "today", self)

    @property
    def place(self) -> Row:
        """The unit's own numbers of today: ``employee.place.pressure``."""
        world = self.model._run.world
        return Row(world.units, world.people["unit"][self.row], "units", self)

    def _leader_at(self, post: int) -> Leader | None:
        return None if post < 0 else self.model.people[post]

    def _leader_of_part(self, part: int) -> Leader | None:
        return None if part < 0 else self.model.people[self.model._run.world.leaders["post"][part]]


class Leader(Employee):
    """An employee with reports; ``interest``, ``presence``, ``consistency`` and so on are what is enacted,
    not what was meant."""

    def __init__(self, model: Any, row: int, number: int) -> None:
        super().__init__(model, row, number)
        self.part = int(model._run.world.people["leads"][row])

    @property
    def reports(self) -> list[Employee]:
        """Who reports to this post."""
        world = self.model._run.world
        return [self.model.people[i] for i in world.team[world.team_start[self.part]:world.team_start[
            self.part + 1]].tolist()]


class Customer(View):
    """A customer of a unit, or the prospect whose place it is."""

    active = Cell("customers", "active", kind=bool, help="a customer (True) or a prospect")

    def __repr__(self) -> str:
        return f"<Customer {self.row} of {self.unit}>"

    @property
    def unit(self) -> str:
        """Name of the unit the customer belongs to."""
        at = np.searchsorted(self.model._run.world.base_start, self.row, side="right") - 1
        return str(self.model.setup.organisation.unit_names[at])

    @property
    def due(self) -> int:
        """Day of the next contact or occasion, in the engine's count of days."""
        return int(self.model._run.world.due[self.row])

    @due.setter
    def due(self, day: int) -> None:
        today = WEEK_ZERO + self.model.day
        if not isinstance(day, int | np.integer) or not today <= day <= NEVER:
            raise UserError(f"due of {self!r} is set to {day!r}, expected a whole number from {today}, the "
                            f"next day, to {NEVER}, never")
        self.model._run.world.due[self.row] = day


def _columns(cls: type, table: str, names: dict[str, str], row: str = "row") -> None:
    for column, name in names.items():
        help = {**PERSON_TRAITS, **PERSON_STATES, **PERSON_SCRATCH}.get(column, "")
        setattr(cls, name, Cell(table, column, row, help=help, name=name))


_columns(Employee, "people", {name: name for name in PERSON_COLUMNS if name in (PERSON.names or ())})
_columns(Leader, "leaders", LEADER_COLUMNS, row="part")
_columns(Customer, "customers", {name: name for name in CUSTOMER_COLUMNS})
