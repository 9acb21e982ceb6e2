"""A run that keeps a diary: what every post went through, day by day, for figures that follow people over
time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.model.engine.simulate import Run
from sim.model.outcomes import YEAR_DAYS

HALF_DAYS = YEAR_DAYS // 2
"""Working days in half a year."""

DIARY = {"occupant": np.int16, "occupied": np.uint8, "absent": np.uint8, "quit": np.uint8, "ideas": np.uint8,
         "contacts": np.int16, "complaints": np.int16, "response": np.float32}
"""What is written down of every post on every day: how many held it before, is somebody there, absent, did
the person quit that night, speak up; contacts and complaints; and how far the leader can act on what is said:
listens, and works where something follows (NaN without a leader)."""


class Diary(Run):
    """A run like any other; ``diary`` holds what it wrote down, by the names of ``DIARY``: [days, posts]."""

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        shape = (self.setup.days, len(self.world.people))
        self.diary = {name: np.zeros(shape, kind) for name, kind in DIARY.items()}

    def step(self, keep_moments: bool = False, way: Any = None) -> Any:
        """Run one day and write it down; the run is the same as without."""
        day, people, page = self.day, self.world.people, self.diary
        page["occupant"][day], page["occupied"][day] = people["occupant"], people["vacant"] == 0
        page["absent"][day] = (people["vacant"] == 0) & (people["absent_days"] > 0)
        moments = super().step(keep_moments, way)
        page["quit"][day], page["ideas"][day] = people["quit_today"], people["spoke_up"]
        page["contacts"][day] = self.world.today["contacts"]
        page["complaints"][day] = self.world.today["complaints"]
        page["response"][day] = self._response()
        return moments

    def _response(self) -> np.ndarray:
        people, leaders, leader = self.world.people, self.world.leaders, self.world.people["leader"]
        follows = self.world.policies["response_to_voice"][people["policy"][leaders["post"]]]
        heard: np.ndarray = np.where(leader >= 0, (leaders["listening"] * follows)[leader], np.nan)
        return heard

    def halves(self, warm: int) -> pd.DataFrame:
        """Half-years after ``warm`` days: one row a half and person who was in post on its first day.

        post, occupant, unit, front, leads; days there, absent (days), early and late (the same in either half
        of it), contacts, complaints, ideas, response (mean); throughout (1 if there to its end); then
        quit_next (1 or 0), whether somebody there at its end quit in the next half: missing where the person
        moved up, or nothing followed.
        """
        count = (self.day - warm) // HALF_DAYS
        return pd.concat([self._half(warm, half, half + 1 < count) for half in range(count)],
                         ignore_index=True) if count else pd.DataFrame()

    def _half(self, warm: int, half: int, followed: bool) -> pd.DataFrame:
        start = warm + half * HALF_DAYS
        page = {name: written[start:start + HALF_DAYS] for name, written in self.diary.items()}
        here = (page["occupied"] > 0) & (page["occupant"] == page["occupant"][0])
        began, people = np.flatnonzero(here[0]), self.world.people
        sums = {name: np.where(here, page[name], 0).sum(axis=0)[began] for name in (
            "absent", "contacts", "complaints", "ideas")}
        quarter = HALF_DAYS // 2
        absent = np.where(here, page["absent"], 0)
        left = (here & (page["quit"] > 0)).any(axis=0)
        throughout = (here.all(axis=0) & ~left)[began]
        response = np.where(here, page["response"], 0.0).sum(axis=0) / np.maximum(here.sum(axis=0), 1)
        return pd.DataFrame({
            "half": half, "year": half // 2, "post": began, "occupant": page["occupant"][0][began],
            "unit": people["unit"][began], "front": people["front"][began] > 0,
            "leads": people["leads"][began] >= 0, "days": here.sum(axis=0)[began], **sums,
            "early": absent[:quarter].sum(axis=0)[began],
            "late": absent[quarter:2 * quarter].sum(axis=0)[began], "response": response[began],
            "throughout": throughout.astype(int),
            "quit_next": np.where(throughout, self._quits_after(start + HALF_DAYS, followed)[began],
                                  np.nan)})

    def _quits_after(self, start: int, followed: bool) -> np.ndarray:
        """Of each post's person at ``start``: 1 quit within half a year, 0 stayed, NaN moved or unknown."""
        if not followed:
            return np.full(len(self.world.people), np.nan)
        page = {name: written[start:start + HALF_DAYS] for name, written in self.diary.items()}
        here = (page["occupied"] > 0) & (page["occupant"] == page["occupant"][0])
        quit_then = (here & (page["quit"] > 0)).any(axis=0)
        return np.where(quit_then, 1.0, np.where(here.all(axis=0), 0.0, np.nan))
