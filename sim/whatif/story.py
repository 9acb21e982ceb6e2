"""One person's story: a week in both worlds, what their leader did, their worst and their best contact, and from there the microscope.

Simulated, not anybody: a person is a post of the organisation and the made-up holder whom the simulator put into it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from sim.analysis.microscope import Pair, Slide, interaction, pair
from sim.engine.setup import Setup
from sim.engine.simulate import Run, live
from sim.errors import UserError
from sim.interaction.moment import MOMENT
from sim.org.organisation import NOBODY, Organisation
from sim.population import World
from sim.scenario import Scenario
from sim.scenario.parts import WEEK
from sim.study import all_paired
from sim.whatif.film import Progress, Together, evenings

WORLDS = ("baseline", "plan")
Which = Literal["worst", "best"]


@dataclass(frozen=True)
class Person:
    """A post by its names.  lead_by: post of who stands above in the reporting line, None for a head.  reports: how many report to them."""

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

    hours: with the people of the team, the mean of the week.  care, harshness, keeps_word: as enacted, 0 to 100.  kept, broken: promises
    that fell due.  punished: days on which somebody of the team was punished; punished_you: of these, days on which it was this person.
    present: days on which the leader's post was held; on others the next above stands in.
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
    """One contact of a week.  day: from 1.  occasion: the how-manieth of ``contacts`` of the day.  Levels run from 0 to 100."""

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

    leader: who leads them.  deeds: what that leader did; None for somebody without a leader.  own: what they did as a leader themselves,
    None for somebody without reports.  contacts: how many they had.  worst, best: by the customer's satisfaction; None in a week without
    any.  holders: how many people held the post before the one who holds it at the end of the week.
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
    """Who stands in a row of the organisation."""
    if not 0 <= post < len(organisation):
        raise UserError(f"post is {post}; the organisation has the posts 0 to {len(organisation) - 1}")
    above = int(organisation.manager[post])
    return Person(post, str(organisation.ids[post]), str(organisation.titles[post]), organisation.unit_names[organisation.unit[post]],
                  None if above == NOBODY else above, int((organisation.manager == post).sum()), bool(organisation.front_line[post]))


def story(baseline: Scenario, plan: Scenario, post: int, week: int, replication: int = 0, on_progress: Progress | None = None,
          cancelled: Callable[[], bool] = lambda: False) -> Story:
    """A person's week (from 1) under baseline and plan, in paired worlds.  Both are lived once more up to the end of that week."""
    setups = [setup for _, setup in all_paired((baseline, plan))]
    there = setups[0].organisation
    who = person(there, post)
    weeks = -(-setups[0].days // WEEK)
    if not 1 <= week <= weeks:
        raise UserError(f"week is {week}; the run has {weeks} weeks, give 1 to {weeks}")
    until = min(week * WEEK, setups[0].days)
    tell = Together(2 * until, on_progress, cancelled)
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda setup: _watched(setup, replication, post, week, tell), setups))
    extremes = [[_contact(world, part.moments, kind) for world, part in enumerate(seen)] for kind in ("worst", "best")]
    leader = None if who.led_by is None else person(there, who.led_by)
    return Story(
        who, leader, week, deeds=(seen[0].deeds(post, who.led_by), seen[1].deeds(post, who.led_by)),
        own=(seen[0].deeds(None, post), seen[1].deeds(None, post)), contacts=(len(seen[0].moments), len(seen[1].moments)),
        worst=(extremes[0][0], extremes[0][1]), best=(extremes[1][0], extremes[1][1]), holders=(seen[0].holders, seen[1].holders))


def under_the_microscope(baseline: Scenario, plan: Scenario, name: str, contact: Contact, replication: int = 0,
                         on_progress: Progress | None = None) -> tuple[Slide, Pair]:
    """A contact told step by step, and the same customer on the same day in the other world.  name: the person's."""
    mine, other = (plan, baseline) if contact.world else (baseline, plan)
    tell = on_progress or (lambda done, total: None)
    slide = interaction(mine, person=name, day=contact.day, occasion=contact.occasion, replication=replication,
                        on_progress=lambda done, total: tell(done, 2 * total))
    return slide, pair(slide, other, lambda done, total: tell(total + done, 2 * total))


class _Seen:
    """What was seen of a person's week in one world.  moments: MOMENT [contacts] of the week.  holders: how many held the post before."""

    def __init__(self) -> None:
        self.moments = np.empty(0, MOMENT)
        self.holders = 0
        self._evenings: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def look(self, world: World) -> None:
        """The evening of a day of the week."""
        self._evenings.append((world.leaders.copy(), world.people["leads"], world.people["vacant"].copy()))

    def deeds(self, post: int | None, leader: int | None) -> Deeds | None:
        """What the holder of the post ``leader`` did to the team, and to ``post``."""
        if leader is None or self._evenings[0][1][leader] < 0:
            return None
        rows = np.concatenate([leaders[leads[leader]:leads[leader] + 1] for leaders, leads, _ in self._evenings])
        mean = {name: float(rows[name].mean()) for name in ("hours", "example", "punitiveness", "consistency")}
        return Deeds(
            hours=mean["hours"], care=100 * mean["example"], harshness=100 * mean["punitiveness"], keeps_word=100 * mean["consistency"],
            kept=int((rows["promise"] == 1).sum()), broken=int((rows["promise"] == -1).sum()), punished=int(rows["punished"].sum()),
            punished_you=0 if post is None else int((rows["victim"] == post).sum()),
            present=sum(int(vacant[leader] == 0) for _, _, vacant in self._evenings))


def _watched(setup: Setup, replication: int, post: int, week: int, tell: Together) -> _Seen:
    """Live a world up to the end of a week and watch a post in it."""
    run, seen, found = Run(setup, replication), _Seen(), []
    for day in range(min(week * WEEK, setup.days)):
        watching = day >= (week - 1) * WEEK
        moments = run.step(keep_moments=watching, way=partial(live, look=evenings(seen.look)) if watching else None)
        if watching:
            mine = moments[moments["post"] == post]
            mine["day"] = day + 1
            found.append(mine)
        tell.day()
    seen.moments, seen.holders = np.concatenate(found), int(run.world.people["occupant"][post])
    return seen


def _contact(world: int, moments: np.ndarray, which: str) -> Contact | None:
    """The contact of a week with the lowest or highest satisfaction; of equals that of lower or higher quality, then the first."""
    if not len(moments):
        return None
    sign = 1.0 if which == "worst" else -1.0
    row = int(np.lexsort((sign * moments["quality"], sign * moments["satisfaction"]))[0])
    moment, same = moments[row], np.flatnonzero(moments["day"] == moments["day"][row])
    level = {name: 100.0 * float(moment[name]) for name in ("satisfaction", "customer_tone", "tone", "empathy_shown")}
    return Contact(world, int(moment["day"]), row - int(same[0]) + 1, len(same), int(moment["customer"]), level["satisfaction"],
                   level["customer_tone"], level["tone"], level["empathy_shown"], bool(moment["resolved"]))
