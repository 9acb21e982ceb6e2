"""One person's story: a week in both worlds, what their leader did, their worst and their best contact, and
from there the microscope.

Simulated, not anybody: a person is a post of the organisation and the made-up holder whom the simulator put
into it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.base.errors import UserError
from sim.insight.microscope.contact import ObservedContact, Pair, interaction, pair
from sim.insight.microscope.language import speaking
from sim.org.organisation import NOBODY, Organisation
from sim.scenario import Scenario
from sim.whatif.event_log import BEST, WORST
from sim.whatif.queue import Beat, Request, awaited, shared
from sim.whatif.recording import Progress, Recording, lane

WORLDS = ("baseline", "plan")
Which = Literal["worst", "best"]


@dataclass(frozen=True)
class Person:
    """A post by its names.  led_by: post of who is above in the reporting line, None for a head.  reports:
    how many report to them."""

    post: int
    name: str
    title: str
    unit: str
    led_by: int | None
    reports: int
    front_line: bool


@dataclass(frozen=True)
class Deeds:
    """What a leader did in a week.

    hours: with the people of the team, the mean of the week.  care, harshness, keeps_word: as enacted, 0 to
    100.  kept, broken: promises that fell due.  punished: days on which somebody of the team was punished;
    punished_you: of these, days on which it was this person.
    present: days on which the leader's post was held; on others the next above takes over.
    """

    hours: float
    care: float
    harshness: float
    keeps_word: float
    kept: int
    broken: int
    punished: int
    punished_you: int
    present: int


@dataclass(frozen=True)
class Contact:
    """One contact of a week.  day: from 1.  occasion: the how-manieth of ``contacts`` of the day.  Levels run
    from 0 to 100."""

    world: int
    day: int
    occasion: int
    contacts: int
    customer: int
    satisfaction: float
    customer_tone: float
    tone: float
    empathy: float
    resolved: bool


@dataclass(frozen=True)
class Story:
    """One person's week in both worlds, baseline first.

    leader: who leads them.  deeds: what that leader did; None for somebody without a leader.  own: what they
    did as a leader themselves, None for somebody without reports.  contacts: how many they had.  worst, best:
    by the customer's satisfaction; None in a week without any.  holders: how many people held the post before
    the one who holds it at the end of the week.
    """

    person: Person
    leader: Person | None
    week: int
    deeds: tuple[Deeds | None, Deeds | None]
    own: tuple[Deeds | None, Deeds | None]
    contacts: tuple[int, int]
    worst: tuple[Contact | None, Contact | None]
    best: tuple[Contact | None, Contact | None]
    holders: tuple[int, int]


def person(organisation: Organisation, post: int) -> Person:
    """Who is in a row of the organisation."""
    if not 0 <= post < len(organisation):
        raise UserError(f"post is {post}; the organisation has the posts 0 to {len(organisation) - 1}")
    above = int(organisation.manager[post])
    return Person(post, str(organisation.ids[post]), str(organisation.titles[post]),
                  organisation.unit_names[organisation.unit[post]], None if above == NOBODY else above,
                  int((organisation.manager == post).sum()), bool(organisation.front_line[post]))


def story(recording: Recording, post: int, week: int) -> Story:
    """A person's week (from 1) under baseline and plan, as the recording has it."""
    there, log = recording.organisation, recording.log
    who = person(there, post)
    if not 1 <= week <= recording.weeks:
        raise UserError(f"week is {week}; the run has {recording.weeks} weeks, give 1 to {recording.weeks}")
    front, leader = int(log.front[post]), None if who.led_by is None else person(there, who.led_by)

    def contact(world: int, kind: int) -> Contact | None:
        return _contact(world, log.contacts[world, kind, week - 1, front]) if front >= 0 else None

    def deeds(world: int, leads: int | None, about: int | None) -> Deeds | None:
        row = -1 if leads is None else int(log.leaders[leads])
        return _deeds(log.led[world, week - 1, row], about) if row >= 0 else None

    def count(world: int) -> int:
        return int(log.counts[world, week - 1, front]) if front >= 0 else 0

    return Story(
        who, leader, week, deeds=(deeds(0, who.led_by, post), deeds(1, who.led_by, post)),
        own=(deeds(0, post, None), deeds(1, post, None)),
        contacts=(count(0), count(1)), worst=(contact(0, WORST), contact(1, WORST)),
        best=(contact(0, BEST), contact(1, BEST)),
        holders=(int(log.holders[0, week - 1, post]), int(log.holders[1, week - 1, post])))


def under_the_microscope(baseline: Scenario, plan: Scenario, name: str, contact: Contact, *,
                         on_progress: Progress = lambda done, total: None, request: Request | None = None,
                         language: str = "en") -> tuple[ObservedContact, Pair]:
    """A contact told step by step, and the same customer on the same day in the other world.  name: the
    person's.

    Both worlds are run again up to that day.  request: of the shared queue, where visitors share it;
    cancelling it stops it within a simulated day with `sim.runs.pool.Stopped`, and it is over at the end.
    language: in which it is told, see `sim.insight.microscope.language`.
    """
    here, other = (plan, baseline) if contact.world else (baseline, plan)
    request = request or shared().request(f"alone-{threading.get_ident()}", "microscope")

    done = 0

    def look(beat: Beat) -> tuple[ObservedContact, Pair]:
        def day(days: int) -> None:
            nonlocal done
            beat()
            done = days

        with speaking(language):
            found = interaction(here, person=name, day=contact.day, occasion=contact.occasion,
                                on_progress=lambda days, total: day(days))
            return found, pair(found, other, lambda days, total: day(total + days))

    try:
        waits = lane(len(baseline.build_organisation()), 2 * contact.day)
        return awaited(request.submit(waits, look), lambda: on_progress(done, 2 * contact.day))
    finally:
        request.cancel()


def _deeds(led: np.ndarray, about: int | None) -> Deeds:
    """A leader's week, and what of it befell ``about``."""
    whole = {name: int(led[name]) for name in ("kept", "broken", "punished", "present")}
    punished = 0 if about is None else int((led["victims"] == about).sum())
    return Deeds(hours=float(led["hours"]), care=100 * float(led["example"]),
                 harshness=100 * float(led["punitiveness"]), keeps_word=100 * float(led["consistency"]),
                 punished_you=punished, **whole)


def _contact(world: int, row: np.ndarray) -> Contact | None:
    """A contact in the log; None in a week without any."""
    if row["day"] == 0:
        return None
    level = {name: 100.0 * float(row[name]) for name in ("satisfaction", "customer_tone", "tone",
                                                         "empathy_shown")}
    return Contact(world, int(row["day"]), int(row["occasion"]), int(row["contacts"]), int(row["customer"]),
                   level["satisfaction"], level["customer_tone"], level["tone"], level["empathy_shown"],
                   bool(row["resolved"]))
