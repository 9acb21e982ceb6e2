"""One contact of a run as plain data: who met whom, its numbers, what moved them, and what if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import TypeAdapter

from sim.base.errors import UserError, nearest
from sim.insight.microscope.narrative import Told, Why
from sim.insight.microscope.replay import Replay
from sim.model.engine.setup import Setup
from sim.model.interaction.moment import MOMENT
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

_STEPS = TypeAdapter(tuple[Told, ...])

SIMULATED = "A simulated contact: simulated, not this person."
"""What is written above every contact that is shown."""


@dataclass(frozen=True)
class ContactRecord:
    """One contact under the microscope.

    person: post id.  day: working day, from 1.  occasion: which of ``contacts`` contacts of that
    person's day, counted from 1.  customer: row of the customer's place; occupant: how many held it before.
    moment: MOMENT, the engine's own record.  employee, customer_states: states in [0, 1] just before the
    contact; *_after: right after it.
    """

    scenario: Scenario = field(repr=False)
    setup: Setup = field(repr=False)
    replication: int
    day: int
    person: str
    unit: str
    occasion: int
    contacts: int
    customer: int
    occupant: int
    moment: np.ndarray = field(repr=False)
    employee: dict[str, float] = field(repr=False)
    employee_after: dict[str, float] = field(repr=False)
    customer_states: dict[str, float] = field(repr=False)
    customer_states_after: dict[str, float] = field(repr=False)
    steps: tuple[Told, ...] = field(repr=False)
    mattered: str
    replay: Replay = field(repr=False)

    def why(self, number: str) -> Why:
        """Why a number of this contact is what it is; known for those in :attr:`pushes`."""
        told = {why.field: why for step in self.steps for why in step.why}
        if number not in told:
            raise UserError(f"the microscope has no reasons for {number!r}{nearest(number, told)}")
        return told[number]

    @property
    def pushes(self) -> pd.DataFrame:
        """Every push, tidy: step, number, its value here and ordinarily, cause, by; levels in [0, 1]."""
        import pandas as pd

        return pd.DataFrame([(step.title, why.field, why.value, why.ordinary, push.cause, push.by)
                             for step in self.steps for why in step.why for push in why.pushes],
                            columns=["step", "number", "here", "ordinarily", "cause", "by"])

    def what_if(self, force: str, numbers: Sequence[str] = ("satisfaction",)) -> pd.DataFrame:
        """The contact replayed with the same luck at 101 levels of one input, such as 'person.fear' (index,
        in [0, 1]): a column for each of ``numbers``, fields of the moment."""
        import pandas as pd

        levels = pd.Index(np.linspace(0.0, 1.0, 101), name=force)
        again = [self.replay.with_({force: float(level)}).rerun() for level in levels]
        return pd.DataFrame({number: [one.get(f"m.{number}") for one in again] for number in numbers},
                            index=levels)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; every level as the model has it, in [0, 1]."""
        return {
            "note": SIMULATED, "scenario": self.scenario.name, "seed": self.setup.seed,
            **{name: getattr(self, name) for name in ("replication", "day", "person", "unit", "occasion",
                                                      "contacts", "customer")},
            "employee": {"before": self.employee, "after": self.employee_after},
            "customer_states": {"before": self.customer_states, "after": self.customer_states_after},
            "moment": {name: self.moment[name].item() for name in MOMENT.names or ()},
            "money": self.replay.money(),
            "steps": _STEPS.dump_python(self.steps, mode="json"), "mattered": self.mattered}


@dataclass(frozen=True)
class PairRecord:
    """The same customer on the same day in two scenarios.  b: None if that visit did not happen there; then
    ``why`` says why."""

    a: ContactRecord
    other: Scenario
    b: ContactRecord | None
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {"note": SIMULATED, "a": self.a.to_dict(), "against": self.other.name,
                "b": self.b.to_dict() if self.b else None, "why": self.why}
