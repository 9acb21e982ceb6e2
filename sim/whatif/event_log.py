"""What a recording stores of everybody's weeks besides their states, so that any story can be told at once.

That is the worst and the best contact of each week, what each leader did, and who held each post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.model.population import World
from sim.org.organisation import Organisation
from sim.scenario.parts import WEEK

WORST, BEST = 0, 1

_SEEN = ("satisfaction", "quality", "customer_tone", "tone", "empathy_shown")
CONTACT = np.dtype([(name, "f4") for name in _SEEN] + [("customer", "i4"), ("day", "u2"), ("occasion", "u2"),
                                                       ("contacts", "u2"), ("resolved", "?")])
"""A contact.  day: from 1, or 0 where there was none.  occasion: the how-manieth of ``contacts`` of that
person's day."""

_LED = ("hours", "example", "punitiveness", "consistency")
LED = np.dtype([(name, "f4") for name in _LED] + [("kept", "u1"), ("broken", "u1"), ("punished", "u1"),
                                                  ("present", "u1"), ("victims", "i4", (WEEK,))])
"""A leader's week: means of the evenings, promises that fell due, days with a punishment, evenings on which
the post was held, and who was punished on each day (a post, or -1)."""

_NOTE = np.dtype([(name, "f8") for name in _SEEN] + [("customer", "i4"), ("post", "i4"), ("day", "u2"),
                                                     ("occasion", "u2"), ("contacts", "u2"),
                                                     ("resolved", "?")])


@dataclass(frozen=True, eq=False)
class EventLog:
    """Two worlds, the baseline first.

    contacts: CONTACT [worlds, WORST and BEST, weeks, front-line posts].  counts: of contacts, uint16 [worlds,
    weeks, front-line posts].
    led: LED [worlds, weeks, leaders].  holders: how many held a post before, at the end of the week, uint16
    [worlds, weeks, posts].
    front, leaders: rows of posts in these, -1 for others.
    """

    contacts: np.ndarray
    counts: np.ndarray
    led: np.ndarray
    holders: np.ndarray
    front: np.ndarray
    leaders: np.ndarray

    @classmethod
    def empty(cls, organisation: Organisation, weeks: int) -> EventLog:
        """To be written."""
        front, leaders = _rows(organisation.front_line), _rows(organisation.leads)
        many, heads = int(organisation.front_line.sum()), int(organisation.leads.sum())
        return cls(np.zeros((2, 2, weeks, many), CONTACT), np.zeros((2, weeks, many), np.uint16),
                   np.zeros((2, weeks, heads), LED), np.zeros((2, weeks, len(organisation)), np.uint16),
                   front, leaders)

    @property
    def nbytes(self) -> int:
        """Bytes."""
        return sum(part.nbytes for part in (self.contacts, self.counts, self.led, self.holders, self.front,
                                            self.leaders))


def _rows(among: np.ndarray) -> np.ndarray:
    """int32 [posts]: the how-manieth of those among whom a post is, -1 if it is not."""
    return np.where(among, np.cumsum(among) - 1, -1).astype(np.int32)


class Writer:
    """Writes one world's side of a log."""

    def __init__(self, log: EventLog, world: int) -> None:
        self._log, self._world = log, world
        self._notes: list[np.ndarray] = []
        self._evenings: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def evening(self, world: World) -> None:
        """What leaders did on a day, as it is known in the evening."""
        people, many = world.people, len(world.leaders)
        promises = np.stack([np.bincount(people["leader"][people["promise"] == how], minlength=many)
                             for how in (1, -1)])
        self._evenings.append((world.leaders.copy(), people["vacant"].copy(), promises))

    def day(self, number: int, moments: np.ndarray) -> None:
        """The contacts of a day (from 1): MOMENT, in the order of posts."""
        notes = np.empty(len(moments), _NOTE)
        for name in (*_SEEN, "customer", "post", "resolved"):
            notes[name] = moments[name]
        start, count = _runs(notes["post"])
        notes["day"] = number
        notes["occasion"] = np.arange(len(notes)) - np.repeat(start, count) + 1
        notes["contacts"] = np.repeat(count, count)
        self._notes.append(notes)

    def week(self, week: int, world: World) -> None:
        """The week (from 0) is over."""
        notes = np.concatenate(self._notes)
        if len(notes):
            self._contacts(week, notes[np.argsort(notes["post"], kind="stable")])
        self._led(week, world)
        self._log.holders[self._world, week] = world.people["occupant"]
        self._notes, self._evenings = [], []

    def _contacts(self, week: int, notes: np.ndarray) -> None:
        start, count = _runs(notes["post"])
        rows = self._log.front[notes["post"][start]]
        self._log.counts[self._world, week, rows] = count
        for kind, sign in ((WORST, 1.0), (BEST, -1.0)):
            chosen = notes[_least(start, count, sign * notes["satisfaction"], sign * notes["quality"])]
            there = self._log.contacts[self._world, kind, week]
            for name in CONTACT.names or ():
                there[name][rows] = chosen[name]

    def _led(self, week: int, world: World) -> None:
        days, vacant, promises = (np.stack(parts) for parts in zip(*self._evenings, strict=True))
        posts = np.flatnonzero(self._log.leaders >= 0)
        rows = world.people["leads"][posts]
        days = days[:, rows]
        there = self._log.led[self._world, week]
        for name in _LED:
            there[name] = days[name].mean(axis=0)
        there["kept"], there["broken"] = np.minimum(promises.sum(axis=0)[:, rows], 255)
        there["punished"], there["present"] = (days["victim"] >= 0).sum(axis=0), (vacant[:, posts] == 0).sum(
            axis=0)
        there["victims"] = -1
        there["victims"][:, :len(days)] = days["victim"].T


def _runs(posts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each run of equal posts begins, and how long it is."""
    start = np.flatnonzero(np.concatenate(([True], posts[1:] != posts[:-1]))) if len(posts) else np.empty(
        0, np.int64)
    return start, np.diff(np.append(start, len(posts)))


def _least(start: np.ndarray, count: np.ndarray, first: np.ndarray,
           then: np.ndarray) -> Sequence[int] | np.ndarray:
    """Of each run the row that is least by ``first``; of equals that by ``then``, of equals the earliest."""
    tied = first == np.repeat(np.minimum.reduceat(first, start), count)
    second = np.where(tied, then, np.inf)
    hits = np.flatnonzero(tied & (second == np.repeat(np.minimum.reduceat(second, start), count)))
    return hits[np.searchsorted(hits, start)]
