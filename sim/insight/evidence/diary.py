"""A run that keeps a diary: what every post went through, day by day, for figures that follow people over
time."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.engine.simulate import Run

DIARY = {"occupied": np.uint8, "quit": np.uint8}
"""What is written down of every post on every day: was somebody there, did the person quit that night."""


class Diary(Run):
    """A run like any other; ``diary`` holds what it wrote down, by the names of ``DIARY``: [days, posts]."""

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        shape = (self.setup.days, len(self.world.people))
        self.diary = {name: np.zeros(shape, kind) for name, kind in DIARY.items()}

    def step(self, keep_moments: bool = False, way: Any = None) -> Any:
        """Run one day and write it down; the run is the same as without."""
        day, people = self.day, self.world.people
        self.diary["occupied"][day] = people["vacant"] == 0
        moments = super().step(keep_moments, way)
        self.diary["quit"][day] = people["quit_today"]
        return moments
