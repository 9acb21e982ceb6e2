"""The microscope: one contact of a run, found by person, day and occasion, told step by step with its numbers.

>>> from sim.insight.microscope.contact import interaction
>>> print(interaction("culture-of-fear", worst="week", day=50).told())            # doctest: +SKIP

Simulated, not anybody: a person here is a post of the organisation and the made-up holder the simulator put into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.base.errors import UserError, nearest
from sim.insight.microscope import text
from sim.insight.microscope.choice import Choice
from sim.insight.microscope.language import said
from sim.insight.microscope.narrative import Told, Why, mattered, seen, tell
from sim.insight.microscope.replay import CUSTOMER_STATES, STATES, Scene, Stage, copied, plain
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import WEEK_ZERO, Run
from sim.model.interaction.moment import MOMENT
from sim.runs.study import Asked, check_pair
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Progress = Callable[[int, int], None]
"""Called with (days done, days in all)."""


@dataclass(frozen=True)
class Slide:
    """One contact under the microscope.

    person: post id.  day: working day, from 1.  occasion: the how-manieth of ``contacts`` contacts of that person's day, from 1.
    customer: row of the customer's place; occupant: how many held it before.  moment: MOMENT, the engine's own record.
    employee, customer_states: states in [0, 1] just before the contact; *_after: right after it.
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
    scene: Scene = field(repr=False)

    def lines(self, width: int = 100) -> list[text.Line]:
        """The contact as lines of styled text."""
        return text.of_slide(self, width)

    def told(self, width: int = 100) -> str:
        """The contact as text of at most ``width`` columns."""
        return text.text(self.lines(width))

    def why(self, number: str) -> Why:
        """Why a number of this contact is what it is; the microscope knows reasons of those in :attr:`pushes`."""
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
        """The contact lived again with the same luck at 101 levels of one input ('person.fear'): index its level in [0, 1], a column a
        number."""
        import pandas as pd

        levels = pd.Index(np.linspace(0.0, 1.0, 101), name=force)
        lived = [self.scene.with_({force: float(level)}).replayed() for level in levels]
        return pd.DataFrame({number: [scene.get(f"m.{number}") for scene in lived] for number in numbers}, index=levels)

    def plot(self, ax: Axes | None = None, number: str = "satisfaction") -> Axes:
        """Draw what moved a number from its ordinary level to here, into ``ax`` (or new axes)."""
        from sim.insight.microscope.figure import draw

        return draw(self, number, ax)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; every level as the model has it, in [0, 1]."""
        return {
            "note": text.SIMULATED, "scenario": self.scenario.name, "seed": self.setup.seed, "replication": self.replication,
            "day": self.day, "person": self.person, "unit": self.unit, "occasion": self.occasion, "contacts": self.contacts,
            "customer": self.customer,
            "employee": {"before": self.employee, "after": self.employee_after},
            "customer_states": {"before": self.customer_states, "after": self.customer_states_after},
            "moment": {name: self.moment[name].item() for name in MOMENT.names or ()}, "money": self.scene.money(),
            "steps": [step.to_dict() for step in self.steps], "mattered": self.mattered}


@dataclass(frozen=True)
class Pair:
    """The same customer on the same day in two scenarios.  b: None if that visit did not happen there; then ``why`` says why."""

    a: Slide
    other: Scenario
    b: Slide | None
    why: str

    def lines(self, width: int = 100) -> list[text.Line]:
        """Both side by side, as lines of styled text."""
        return text.of_pair(self, width)

    def told(self, width: int = 100) -> str:
        """Both side by side, as text of at most ``width`` columns."""
        return text.text(self.lines(width))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {"note": text.SIMULATED, "a": self.a.to_dict(), "against": self.other.name, "b": self.b.to_dict() if self.b else None,
                "why": self.why}


def interaction(scenario: Asked, *, person: str | None = None, day: int | None = None, occasion: int | None = None,
                worst: Literal["week", "day"] | None = None, replication: int = 0, on_progress: Progress | None = None) -> Slide:
    """One contact of a run.

    person: post id of somebody at the front line.  day: working day, 1 to the run's days.  occasion: the how-manieth contact of that
    person that day, from 1; the first if left out.  worst: instead of an occasion, the contact with the lowest satisfaction on that day
    or in the five days that end with it, of that person or of anybody.  Without a person the worst of the day; with nothing but a scenario
    (and a person) the worst of the first week.  replication: from 0.  A mistake is a :class:`sim.base.errors.UserError`.
    """
    asked = _loaded(scenario)
    setup = asked.setup()
    choice = Choice.of(setup, person, day, occasion, worst, replication)
    if on_progress is not None:
        on_progress(0, choice.day)
    run = Run(setup, replication)
    best: tuple[Stage, int, int] | None = None
    quiet: list[int] = []
    for number in range(1, choice.day + 1):
        if number < choice.first_day:
            run.step()
            stage = None
        else:
            stage = _staged(run)
            index = choice.among(stage.moments)
            if index is not None and (best is None or choice.worse(stage.moments[index], best[0].moments[best[1]])):
                best = stage, index, number
        if choice.post is not None and run.world.today["contacts"][choice.post] > 0:
            quiet.append(number)
        if on_progress is not None:
            on_progress(number, choice.day)
    if best is None:
        raise choice.nothing(quiet)
    return _slide(asked, setup, replication, best[2], best[0], best[1])


def pair(slide: Slide, other: Asked, on_progress: Progress | None = None) -> Pair:
    """The same customer on the same day under another scenario: paired worlds, so the same luck."""
    asked = _loaded(other)
    setup = asked.setup()
    check_pair((slide.scenario.name, slide.setup), (asked.name, setup))
    run = Run(replace(setup, organisation=slide.setup.organisation), slide.replication)
    for done in range(1, slide.day):
        run.step()
        if on_progress is not None:
            on_progress(done, slide.day)
    stage = _staged(run)
    found = np.flatnonzero(stage.moments["customer"] == slide.customer)
    why = _why_not(slide, stage, len(found) > 0)
    return Pair(slide, asked, None if why else _slide(asked, run.setup, slide.replication, slide.day, stage, int(found[0])), why)


def _why_not(slide: Slide, stage: Stage, came: bool) -> str:
    """Why the customer of a slide has no contact there that day; '' if there is one."""
    place = stage.morning.customers[slide.customer]
    if place["occupant"] != slide.occupant or place["active"] == 0:
        return said("there this customer had left the firm before")
    if came:
        return ""
    if stage.morning.due[slide.customer] == stage.day:
        return said("there nobody of the unit was present to receive this customer")
    if slide.moment["attempt"] > 0:
        return said("there the case was not open any more, so this customer had no need to come again")
    return said("there this customer came on another day")


def _loaded(scenario: Asked) -> Scenario:
    return Scenario.load(scenario) if isinstance(scenario, str | Path) else scenario


def _staged(run: Run) -> Stage:
    morning = copied(run.world)
    moments = run.step(keep_moments=True)
    return Stage(morning, run.world.policies, WEEK_ZERO + run.day - 1, moments)


def _slide(scenario: Scenario, setup: Setup, replication: int, day: int, stage: Stage, index: int) -> Slide:
    scene, person, customer = stage.open(index)
    moment, organisation = stage.moments[index], setup.organisation
    steps = tell(scene, seen(scene, person, customer, organisation.unit_names))
    occasion, contacts = stage.occasion(index)
    post = int(moment["post"])
    return Slide(
        scenario=scenario, setup=setup, replication=replication, day=day, person=str(organisation.ids[post]),
        unit=organisation.unit_names[organisation.unit[post]], occasion=occasion, contacts=contacts, customer=int(moment["customer"]),
        occupant=scene.given["customer"].occupant, moment=moment, employee=plain(scene.given["person"], STATES),
        employee_after=plain(person, STATES), customer_states=plain(scene.given["customer"], CUSTOMER_STATES),
        customer_states_after=plain(customer, CUSTOMER_STATES), steps=steps, mattered=mattered(scene, steps), scene=scene)
