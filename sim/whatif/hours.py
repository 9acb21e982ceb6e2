"""Leaders' hours: what a plan asks of each leader's week, worked out from the rules before anything is run.

>>> found = hours(Plan().set("presence_hours", 12.0))
>>> found.available, found.leaders > 30, found.plan - found.today > 5.0, found.over > 0
(16.0, True, True, True)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from sim.model.parameters import LEVERS, TALKS
from sim.model.rules.leaders import hours_each, hours_wanted
from sim.org.organisation import Organisation
from sim.whatif.plan import Plan
from sim.whatif.words import WORDS
from sim.words import ENGLISH

TAKE_HOURS = ("presence_hours", "coaching_rate", "surveillance", *TALKS, "clarity_at_top",
              "word_deed_consistency", "cascade_fidelity", "leader_customer_contact")
"""Levers that are paid with leaders' time; that of newcomers, which few leaders have, is left out."""


@dataclass(frozen=True)
class Hours:
    """Hours a week for people, as the last week of a plan has them.

    leaders: how many lead anybody.  available: what people can get of a leader's week.  today, plan: what
    each wants to give, the mean over leaders.  over: of how many the plan wants more than there is; they then
    give less of everything.
    """

    leaders: int
    available: float
    today: float
    plan: float
    over: int

    @property
    def more(self) -> float:
        """Hours a week that each leader gives more, as far as there are any, on average."""
        return min(self.plan, self.available) - min(self.today, self.available)

    def told(self, language: str = ENGLISH) -> str:
        """In a sentence."""
        said = {name: f"{min(getattr(self, name), self.available):.1f}" for name in ("plan", "today")}
        return WORDS.say(language, "hours.week", available=f"{self.available:g}", **said)


def hours(plan: Plan, organisation: Organisation | None = None) -> Hours:
    """What a plan asks of leaders.  organisation: the uploaded one that it is for."""
    spans, p = _spans(plan, organisation), _parameters(plan)
    wanted = [_wanted(level, spans, p) for level in (plan.today, partial(plan.level, week=plan.weeks))]
    means = [float(each.mean()) if len(each) else 0.0 for each in wanted]
    return Hours(len(spans), p["leader_people_hours"], means[0], means[1],
                 int((wanted[1] > p["leader_people_hours"]).sum()))


def of_lever(plan: Plan, name: str, value: float, organisation: Organisation | None = None) -> float:
    """Hours a week that a lever at a level takes of each leader, on average; 0 for one that takes none."""
    if name not in TAKE_HOURS:
        return 0.0
    spans, p = _spans(plan, organisation), tuple(_parameters(plan).items())
    return _of_lever(name, value, float(spans.mean()) if len(spans) else 0.0, p)


@lru_cache(10_000)
def _of_lever(name: str, value: float, span: float, p: tuple[tuple[str, float], ...]) -> float:
    """What levers take adds up, so the others may be anywhere."""
    def wanted(level: float) -> float:
        return float(_wanted(lambda other: level if other == name else LEVERS[other].default,
                             np.array([span]), dict(p))[0])

    return wanted(value) - wanted(LEVERS[name].low)


def _wanted(level: Callable[[str], float], spans: np.ndarray, p: dict[str, float]) -> np.ndarray:
    each = hours_each(level("coaching_rate"), level("surveillance"), sum(map(level, TALKS)),
                      p["coaching_hours"], p["talk_hours"])
    return np.asarray(hours_wanted(level("presence_hours"), spans, each, level("clarity_at_top"),
                                   level("word_deed_consistency"), level("cascade_fidelity"), 0.0,
                                   level("leader_customer_contact"), p["relay_hours"]))


def _parameters(plan: Plan) -> dict[str, float]:
    return {name: float(plan.assumptions.get(name, plan.usually(name))) for name in (
        "leader_people_hours", "coaching_hours", "talk_hours", "relay_hours")}


def _spans(plan: Plan, organisation: Organisation | None) -> np.ndarray:
    return (_made_up(plan.but(levers={}, changes=(), place="").to_text()) if organisation is None
            else _of_leaders(organisation))


@lru_cache(50)
def _made_up(today: str) -> np.ndarray:
    return _of_leaders(Plan.from_text(today).baseline().build_organisation())


def _of_leaders(organisation: Organisation) -> np.ndarray:
    """How many report to each leader: int64 [leaders]."""
    return organisation.span[organisation.leads]
