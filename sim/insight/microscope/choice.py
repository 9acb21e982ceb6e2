"""Which contact is meant: by person, day and occasion, or the worst; who asks in vain hears what is there."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.setup import Setup
from sim.org.organisation import Organisation
from sim.scenario.parts import WEEK

WORST = ("day", "week")


@dataclass(frozen=True)
class Choice:
    """post: row, None for anybody.  Days from 1: first_day..day.  occasion: from 1, None for the worst."""

    setup: Setup
    post: int | None
    first_day: int
    day: int
    occasion: int | None

    @classmethod
    def of(cls, setup: Setup, person: str | None, day: int | None, occasion: int | None, worst: str | None,
           replication: int) -> Choice:
        """What was asked for, checked as far as can be before the run."""
        if worst is not None and worst not in WORST:
            raise UserError(f"worst is {worst!r}; choices are {', '.join(WORST)}")
        if worst is not None and occasion is not None:
            raise UserError(f"worst and occasion are both given; occasion {occasion} is one contact, leave "
                            "one of them out")
        if person is None and occasion is not None:
            raise UserError(f"occasion is {occasion}, but of whom? give a person too")
        if replication < 0:
            raise UserError(f"replication is {replication}; give a whole number from 0")
        if worst is None and (person is None or (day is None and occasion is None)):
            worst = "week" if day is None else "day"
        last = min(WEEK if worst == "week" else 1, setup.days) if day is None else day
        if not 1 <= last <= setup.days:
            raise UserError(f"day is {last}; the run has {setup.days} working days, give 1 to {setup.days}")
        if occasion is not None and occasion < 1:
            raise UserError(f"occasion is {occasion}; the first contact of a day is 1")
        first = max(1, last - WEEK + 1) if worst == "week" else last
        return cls(setup, None if person is None else post_of(setup.organisation, person), first, last,
                   None if worst is not None else occasion or 1)

    def among(self, moments: np.ndarray) -> int | None:
        """Index of the contact meant among those of a day; None if there is none."""
        mine = np.arange(len(moments)) if self.post is None else np.flatnonzero(moments["post"] == self.post)
        if len(mine) == 0:
            return None
        if self.occasion is None:
            order = np.lexsort((moments["quality"][mine], moments["satisfaction"][mine]))
            return int(mine[order[0]])
        if self.occasion > len(mine):
            raise UserError(f"occasion is {self.occasion}; {self._who} has {len(mine)} contacts on day "
                            f"{self.day}, give 1 to {len(mine)}")
        return int(mine[self.occasion - 1])

    @staticmethod
    def worse(one: Any, other: Any) -> bool:
        """Is a contact worse than another?  Lower satisfaction, then lower quality; of equals the earlier."""
        return bool((one["satisfaction"], one["quality"]) < (other["satisfaction"], other["quality"]))

    @property
    def _who(self) -> str:
        return "anybody" if self.post is None else str(self.setup.organisation.ids[self.post])

    def nothing(self, served: list[int]) -> UserError:
        """Why there is no contact.  served: days up to ``day`` on which the person had some."""
        if self.post is None:
            return UserError(f"nobody had a contact up to day {self.day}; is there a front line in "
                             f"{self.setup.organisation.name!r}?")
        when = f"day {self.day}" if self.first_day == self.day else f"days {self.first_day} to {self.day}"
        hint = (f"the last day with contacts before is {served[-1]}" if served
                else "nor on any day before; try a later one")
        return UserError(f"{self._who} has no contact on {when} (absent, or the post is vacant); {hint}")


def post_of(organisation: Organisation, person: str) -> int:
    """Row of a front-line post by its id."""
    front = [str(post) for post in organisation.ids[organisation.front_line]]
    rows = np.flatnonzero(organisation.ids == person)
    if len(rows) and organisation.front_line[rows[0]]:
        return int(rows[0])
    what = "does not serve customers" if len(rows) else f"is not in the organisation {organisation.name!r}"
    near = difflib.get_close_matches(person.upper(), front, n=3)
    some = ", ".join(front if len(front) <= 6 else [*front[:5], f"... {front[-1]}"])
    hint = f"near by is {', '.join(near)}" if near else f"front-line posts are {some}"
    raise UserError(f"person {person!r} {what}; {hint}")
