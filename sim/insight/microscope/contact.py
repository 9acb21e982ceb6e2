"""The microscope: one contact of a run, found by person, day and occasion, told step by step with its
numbers.

>>> from sim.insight.microscope.contact import interaction
>>> print(interaction("culture-of-fear", worst="week", day=50).told())            # doctest: +SKIP

Simulated, not anybody: a person here is a post of the organisation and the made-up holder the simulator put
into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.insight.microscope import text
from sim.insight.microscope.choice import Choice
from sim.insight.microscope.language import said
from sim.insight.microscope.narrative import mattered, seen, tell
from sim.insight.microscope.record import ContactRecord, PairRecord
from sim.insight.microscope.replay import CUSTOMER_STATES, STATES, RecordedDay, copied, plain
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import WEEK_ZERO, Run
from sim.runs.pool import Progress
from sim.runs.study import Asked, check_pair, loaded
from sim.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes



@dataclass(frozen=True)
class ObservedContact(ContactRecord):
    """One contact under the microscope, as text and picture; its data is in :class:`ContactRecord`."""

    def lines(self, width: int = 100) -> list[text.Line]:
        """The contact as lines of styled text."""
        return text.of_contact(self, width)

    def told(self, width: int = 100) -> str:
        """The contact as text of at most ``width`` columns."""
        return text.text(self.lines(width))

    def plot(self, ax: Axes | None = None, number: str = "satisfaction") -> Axes:
        """Draw what moved a number from its ordinary level to here, into ``ax`` (or new axes)."""
        from sim.insight.microscope.figure import draw

        return draw(self, number, ax)


@dataclass(frozen=True)
class Pair(PairRecord):
    """The same customer on the same day in two scenarios, as text."""

    a: ObservedContact
    b: ObservedContact | None

    def lines(self, width: int = 100) -> list[text.Line]:
        """Both side by side, as lines of styled text."""
        return text.of_pair(self, width)

    def told(self, width: int = 100) -> str:
        """Both side by side, as text of at most ``width`` columns."""
        return text.text(self.lines(width))


def interaction(scenario: Asked, *, person: str | None = None, day: int | None = None,
                occasion: int | None = None, worst: Literal["week", "day"] | None = None,
                replication: int = 0, on_progress: Progress | None = None) -> ObservedContact:
    """Find one contact of a run and replay it step by step.

    Without a person it is the worst contact of the day; with nothing but a scenario (and a person), the worst
    of the first week.

    person: post id of somebody at the front line, such as 'P045'.  day: working day, 1 to the run's days.
    occasion: which contact of that person that day, counted from 1; the first if left out.  worst: instead,
    the contact with the lowest satisfaction on that day, or in the five days that end with it, of that person
    or of anybody.  replication: number of the run, from 0.  on_progress: called with (days done, days in
    all).  UserError for a person, day or occasion that does not exist; it says which do.
    """
    asked = loaded(scenario)
    setup = asked.setup()
    choice = Choice.of(setup, person, day, occasion, worst, replication)
    if on_progress is not None:
        on_progress(0, choice.day)
    run = Run(setup, replication)
    best: tuple[RecordedDay, int, int] | None = None
    quiet: list[int] = []
    for number in range(1, choice.day + 1):
        if number < choice.first_day:
            run.step()
            recorded = None
        else:
            recorded = _one_day(run)
            index = choice.among(recorded.moments)
            if index is not None and (best is None or choice.worse(
                    recorded.moments[index], best[0].moments[best[1]])):
                best = recorded, index, number
        if choice.post is not None and run.world.today["contacts"][choice.post] > 0:
            quiet.append(number)
        if on_progress is not None:
            on_progress(number, choice.day)
    if best is None:
        raise choice.nothing(quiet)
    return _observed(asked, setup, replication, best[2], best[0], best[1])


def pair(contact: ObservedContact, other: Asked, on_progress: Progress | None = None) -> Pair:
    """Replay the same customer on the same day under another scenario: paired worlds, so the same luck.
    UserError for a scenario that cannot be paired with the contact's."""
    asked = loaded(other)
    setup = asked.setup()
    check_pair((contact.scenario.name, contact.setup), (asked.name, setup))
    run = Run(replace(setup, organisation=contact.setup.organisation), contact.replication)
    for done in range(1, contact.day):
        run.step()
        if on_progress is not None:
            on_progress(done, contact.day)
    recorded = _one_day(run)
    found = np.flatnonzero(recorded.moments["customer"] == contact.customer)
    why = _why_not(contact, recorded, len(found) > 0)
    return Pair(contact, asked, None if why else _observed(asked, run.setup, contact.replication, contact.day,
                                                           recorded, int(found[0])), why)


def _why_not(contact: ObservedContact, recorded: RecordedDay, came: bool) -> str:
    """Why the customer of a contact has none there that day; '' if there is one."""
    place = recorded.morning.customers[contact.customer]
    if place["occupant"] != contact.occupant or place["active"] == 0:
        return said("there this customer had left the firm before")
    if came:
        return ""
    if recorded.morning.due[contact.customer] == recorded.day:
        return said("there nobody of the unit was present to receive this customer")
    if contact.moment["attempt"] > 0:
        return said("there the case was not open any more, so this customer had no need to come again")
    return said("there this customer came on another day")


def _one_day(run: Run) -> RecordedDay:
    morning = copied(run.world)
    moments = run.step(keep_moments=True)
    return RecordedDay(morning, run.world.policies, WEEK_ZERO + run.day - 1, moments)


def _observed(scenario: Scenario, setup: Setup, replication: int, day: int, recorded: RecordedDay,
              index: int) -> ObservedContact:
    replay, person, customer = recorded.replay(index)
    moment, organisation = recorded.moments[index], setup.organisation
    steps = tell(replay, seen(replay, person, customer, organisation.unit_names))
    occasion, contacts = recorded.occasion(index)
    post = int(moment["post"])
    return ObservedContact(
        scenario=scenario, setup=setup, replication=replication, day=day, person=str(organisation.ids[post]),
        unit=organisation.unit_names[organisation.unit[post]], occasion=occasion, contacts=contacts,
        customer=int(moment["customer"]),
        occupant=replay.given["customer"].occupant, moment=moment,
        employee=plain(replay.given["person"], STATES),
        employee_after=plain(person, STATES),
        customer_states=plain(replay.given["customer"], CUSTOMER_STATES),
        customer_states_after=plain(customer, CUSTOMER_STATES), steps=steps, mattered=mattered(replay, steps),
        replay=replay)
