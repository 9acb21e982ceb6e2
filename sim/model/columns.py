"""What each column of the records means, and in which range its values lie.

The states of people are described in `sim.model.population`, the numbers of a contact in
`sim.model.interaction.moment`, what a post's contacts add up to in `sim.model.tallies`; all else is described
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.model import population, tallies

Described = Mapping[str, tuple[str, str]]
"""Column -> (unit or range, meaning)."""

PERSON: Described = {
    "unit": ("row", "the unit the post belongs to"),
    "manager": ("row", "the manager's post; -1 for the head of a tree"),
    "leader": ("row", "who leads the person today, stand-ins counted; -1 for nobody"),
    "head": ("row", "the head of the tree among the leaders; -1 for the head itself"),
    "leads": ("row", "own row among the leaders; -1 for people without reports"),
    "policy": ("row", "the policy group: which levers hold for this post"),
    "occupant": ("count", "how many people held the post before"),
    "tenure": ("days from -1", "days in the post; -1 while somebody who moves up has left it today"),
    "absent_days": ("days", "days of absence still to come"),
    "level": ("count", "steps below the head of the tree, 0 for the head"),
    "front": ("0 or 1", "1 if the post serves customers"),
    "vacant": ("0 or 1", "1 if nobody holds the post"),
    "quit_today": ("0 or 1", "1 if the person quit last night"),
    "spoke_up": ("0 or 1", "1 if the person spoke up today"),
    "from_within": ("0 or 1", "1 if the person came up from the own team"),
    "vented": ("acts", "times the person talked badly about a customer today"),
    "reframed": ("acts", "times the person asked what the customer did not know today"),
    "promise": ("-1, 0, 1", "1 if a promise of the direct leader to the person was kept today, -1 if one was "
                "broken"),
}
"""Where a post stands and who holds it; the states themselves are described in `sim.model.population`."""

LEADER: Described = {
    "disposition_care": ("0-1", "own disposition to care, on top of what is done here; 0.5 adds nothing"),
    "disposition_harsh": ("0-1", "own inclination to punish"),
    "interest": ("0-1", "enacted: personal interest in the people"),
    "compassion": ("0-1", "enacted: deciding in favour of an employee where policy leaves room"),
    "consistency": ("0-1", "enacted: share of promises that are kept"),
    "punitiveness": ("0-1", "enacted: how hard mistakes are punished"),
    "presence": ("hours/week", "enacted: hours with the people that fit into the week"),
    "coaching": ("share", "enacted: share of overheard bad talk that is coached"),
    "fidelity": ("share", "enacted: share of the vision that is passed on"),
    "hours": ("hours/week", "hours spent on people"),
    "example": ("0-1", "what the leader shows today"),
    "example_mean": ("0-1", "running mean of what is shown"),
    "example_spread": ("0-1", "running mean absolute swing of what is shown"),
    "clarity": ("0-1", "the leader's own vision clarity this morning"),
    "fear": ("0-1", "the leader's own fear this morning"),
    "trust_above": ("0-1", "the leader's own trust in the head this morning"),
    "from_above": ("0-1",
                   "care the leader gets (from above, or from below where the switch trickle says so)"),
    "harshness": ("0-1", "harshness the leader gets from above"),
    "team_mood": ("0-1", "mean mood of the direct reports"),
    "incidents": ("events", "errors and complaints of the team that were reported yesterday"),
    "said": ("0-1", "enacted: permission to care, as said"),
    "follow_up": ("0-1", "enacted: follow-up on goals"),
    "recognition": ("0-1", "enacted: recognition of extra miles"),
    "listening": ("0-1", "enacted: openness to voice"),
    "injustice": ("0-1", "how far staff are left alone with abusive customers"),
    "picture": ("0-1", "how near the truth the leader's picture of customers is"),
    "relayed": ("0-1", "what the team tells of customers"),
    "fear_below": ("0-1", "mean fear of the direct reports"),
    "victim": ("row", "who was punished today; -1 for nobody"),
    "post": ("row", "the post of the leader"),
    "policy": ("row", "the policy group of that post"),
    "span": ("count", "direct reports in post today, stand-ins counted"),
    "newcomers": ("count", "newcomers among them"),
}
"""The leader part of a person with reports."""

UNIT: Described = {
    "minutes": ("minutes", "what those present have for contacts today"),
    "pressure": ("ratio", "expected occupancy of today"),
    "wait": ("minutes", "mean wait of today"),
    "service_level": ("share", "contacts of today that begin in time"),
    "word": ("-1 to 1", "running balance of word of mouth about the unit"),
    "friction": ("0-1", "process friction"),
    "heard": ("per head", "voices today that were answered, weighted by how well"),
    "heads": ("count", "people present today"),
    "clientele": ("-1 to 1", "how far its customers' civility lies from the trade's"),
    "planned": ("requests/day", "requests of other units on an ordinary day, for which the unit is staffed"),
    "backlog": ("requests", "requests that wait"),
    "capacity": ("requests/day", "requests that can be answered today"),
    "asked": ("requests", "requests made of it today"),
    "wait_days": ("days", "until a request made now is answered"),
    "escalated": ("requests", "requests that were escalated today, having waited longest"),
    "unit_blame": ("0-1", "blame laid on the units it needs, mean"),
    "goodwill": ("0-1", "running mean of its customers' satisfaction with the relationship"),
    "authorised": ("posts", "front-line posts that may be held, as the work of late asks for"),
    "held": ("count", "front-line posts held tonight"),
    "blamed": ("sum", "blame that the units that need it lay on it"),
    "needed_by": ("count", "units that need it"),
    "helpers": ("count", "back-office posts"),
    "helpers_in": ("count", "back-office people present today"),
    "helpers_heard": ("sum", "how present customers' voices are to them"),
    "revenue": ("money", "what customers contribute today"),
    "cost": ("money", "what today costs"),
    "policy": ("row", "the policy group of its first post, for what concerns the unit as a whole"),
    "present": ("count", "front-line people present today"),
    "visits": ("count", "visits today"),
    "active": ("count", "customers; the other places are prospects'"),
}
"""One unit."""

LINK: Described = {
    "unit": ("row", "the unit that needs"),
    "needed": ("row", "the unit that is needed"),
    "asked": ("requests", "requests made today"),
    "blame": ("0-1", "blame laid on it"),
}
"""One unit's need of another: internal customers."""

CUSTOMER: Described = {
    "mood": ("0-1", "mood towards us after the last contact"),
    "civility": ("0-1", "own civility, to which mood relaxes"),
    "expectation": ("0-1", "quality expected"),
    "relationship": ("0-1", "satisfaction with the relationship"),
    "trust": ("0-1", "trust in us"),
    "next_visit": ("day", "day of the next visit of one's own accord; past, if an open case kept it back"),
    "case_day": ("day", "day on which the open case was first brought; its draws are keyed by it"),
    "last_contact": ("day from -31", "day of the last contact"),
    "occupant": ("count", "how many customers held this place before"),
    "attempt": ("count", "how often the open case was brought before, 0 for none open"),
    "active": ("0 or 1", "1 for a customer, 0 for a prospect whose place it is"),
    "cheats": ("0 or 1", "1 for the few customers who cheat"),
    "answer_day": ("day from -1", "day on which a colleague of another unit answers the open case or has "
                   "answered it; -1 for none"),
}
"""One customer, or the prospect whose place it is."""

VISIT: Described = {
    "customer": ("row", "who comes"),
    "noise": ("uniform number", "today's deviation of the customer's tone"),
    "cause": ("uniform number", "what the case is about"),
    "difficulty": ("0-1", "how hard the case is"),
    "stake": ("0-1", "how much is at stake for the customer"),
    "needs": ("uniform number", "decides whether the case needs a colleague of another unit, and which"),
}
"""One visit of today."""

TODAY: Described = {name: (s.unit, s.meaning) for name, s in tallies.CONTACT.items()}
"""What one post's contacts of today add up to."""

MOMENT: Described = {
    "day": ("day", "day of the contact, counted from the run's first"),
    "customer": ("row", "the customer"),
    "post": ("row", "the employee's post"),
    "attempt": ("count", "how often the case was brought before"),
    "cause": ("code", "what the case is about: 0 our error, 1 the customer did not know the rules, 2 the "
              "rule itself, 3 other"),
    "difficulty": ("0-1", "how hard the case is"),
    "stake": ("0-1", "how much is at stake for the customer"),
    "u_resolved": ("uniform number", "decides `resolved`"),
    "u_minutes": ("uniform number", "decides `minutes`"),
    "u_error": ("uniform number", "decides `error`"),
    "u_gesture": ("uniform number", "decides `gesture`"),
    "u_talk": ("uniform number", "decides `vented` and `reframed`"),
    "u_left": ("uniform number", "decides `left`"),
    "u_told": ("uniform number", "decides `told`, and when an unsolved case comes back"),
    "u_noise": ("uniform number", "what is unexplained in `quality`"),
}
"""Which contact it was, and its uniform numbers; the numbers of the contact itself are described in
`sim.model.interaction.moment`."""


_RANGES = {"0-1": (0.0, 1.0), "share": (0.0, 1.0), "uniform number": (0.0, 1.0), "0 or 1": (0.0, 1.0),
           "-1 to 1": (-1.0, 1.0), "-1, 0, 1": (-1.0, 1.0), "change": (-1.0, 1.0), "row": (-1.0, np.inf),
           "money": (-np.inf, np.inf), "logits": (-np.inf, np.inf), "balance": (-np.inf, np.inf),
           "day from -31": (-31.0, np.inf), "day from -1": (-1.0, np.inf), "days from -1": (-1.0, np.inf)}
"""Unit -> what values it allows; amounts of anything else are 0 or more."""


class Range(NamedTuple):
    """What a column holds: numbers from ``low`` to ``high``, both included; ``whole``: no fractions."""

    low: float
    high: float
    whole: bool

    def __str__(self) -> str:
        kind, large = ("a whole number" if self.whole else "a number"), 1e30
        if self.high > large:
            return f"{kind} that is finite" if self.low < -large else f"{kind} from {self.low:g}"
        return f"{kind} from {self.low:.10g} to {self.high:.10g}"


def described(table: str) -> Described:
    """The columns of a table of ``World``: what each means, and its unit or range."""
    if table != "people":
        found: Described = {"leaders": LEADER, "units": UNIT, "links": LINK, "customers": CUSTOMER,
                            "today": TODAY}[table]
        return found
    own = {**population.PERSON_TRAITS, **population.PERSON_STATES, **population.PERSON_SCRATCH}
    return {name: (_unit(name), text) for name, text in own.items()} | dict(PERSON)


@cache
def ranges(table: str) -> Mapping[str, Range]:
    """The range of each column of a table of ``World``, within what its type can hold."""
    dtypes = {"people": population.PERSON, "leaders": population.LEADER, "units": population.UNIT,
              "links": population.LINK, "customers": population.CUSTOMER, "today": tallies.TODAY}
    return {name: _range(unit, dtypes[table][name]) for name, (unit, _) in described(table).items()}


def _range(unit: str, dtype: np.dtype) -> Range:
    whole = dtype.kind in "iu"
    holds = np.iinfo(dtype) if whole else np.finfo(dtype)
    low, high = _RANGES.get(unit, (0.0, np.inf))
    return Range(max(low, float(holds.min)), min(high, float(holds.max)), whole)


def _unit(name: str) -> str:
    """Unit or range of a trait, a state or something gathered of a person."""
    text = population.PERSON_SCRATCH.get(name, "")
    for ending in (", acts", ", money", ", in logits"):
        if text.endswith(ending):
            return ending.split()[-1]
    if "change of" in text or name == "impression":
        return "change"
    ratios = ("newcomer_factor", "rudeness_weight", "display_required", "workload")
    return "ratio" if name in ratios else "0-1"
