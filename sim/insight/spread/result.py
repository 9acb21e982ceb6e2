"""What followed from a change at one place: tables, sentences, pictures, files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.insight.spread import figure as draw
from sim.insight.spread.sentences import (
    CARRIED,
    NEAR,
    REACHED,
    carried_rows,
    carried_sentences,
    near_rows,
    reached_rows,
    sentences,
)
from sim.model.engine.setup import Setup
from sim.org.organisation import Organisation
from sim.report.doubt import Hinge
from sim.report.doubt_sentences import covers
from sim.report.figures import save_picture
from sim.report.page import grid, paper
from sim.report.wording import plural, title
from sim.scenario import Scenario
from sim.scenario.ensemble import Member

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class Spread:
    """What followed.

    profile: a row for each state, network, distance and week, with people, difference, low, high (95 %
    t-interval over pairs of runs: luck alone).
    figures: a row for each state and network, with step (the nearest at which anybody has the state), people
    there, near, low, high (their late difference, and its interval), half_distance (steps at which it has
    halved; inf: not within the firm) and half_time (weeks until half of it); the last two missing where
    ``near`` is no more than luck.  Likely ranges: likely_low and likely_high of ``near``, half_distance_low,
    half_distance_high, half_time_low, half_time_high; missing without members, those of halves with fewer
    than ten.
    reach: a row for each state, with reach (share of all others who were moved by more than luck) and its
    likely range (reach_low, reach_high), size (their mean difference, without its sign), people, and of all
    others the mean late difference with low, high, likely_low, likely_high.
    people: float32 [states, weeks, posts], everybody's mean difference.
    carriers: as in :func:`sim.insight.spread.carriers.shares_left`; None where it was not asked for.
    members: of the ensemble, under which one more pair each was run.  hinges: by state, what its largest
    difference near the source hinges on.
    """

    scenario: Scenario = field(repr=False)
    other: Scenario = field(repr=False)
    source: str
    profile: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    reach: pd.DataFrame = field(repr=False)
    people: np.ndarray = field(repr=False)
    organisation: Organisation = field(repr=False)
    where: np.ndarray = field(repr=False)
    replications: int
    setups: tuple[Setup, Setup] = field(repr=False)
    carriers: pd.DataFrame | None = field(default=None, repr=False)
    members: tuple[Member, ...] = field(default=(), repr=False)
    hinges: dict[str, list[Hinge]] = field(default_factory=dict, repr=False)

    what = "spread"
    """What a manifest calls it."""

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """The scenarios and their setups, by side: a without the change, b with it."""
        return {"a": (self.scenario, self.setups[0]), "b": (self.other, self.setups[1])}

    @property
    def sentences(self) -> list[str]:
        """What was found, in plain words."""
        carried = [] if self.carriers is None else carried_sentences(self.carriers)
        return [*sentences(self.source, self.figures, self.reach, self.hinges), *carried]

    @property
    def heading(self) -> str:
        """What the pictures and pages are called."""
        return f"What spreads from {self.source}: {title(self.scenario)}"

    def figure(self) -> Figure:
        """The picture: the difference of every state by distance and week."""
        return draw.figure(self.profile, self.heading, f"{self._size()}\nTeal: for the better.  Orange: for "
                           "the worse.  White: nobody at that distance has it.  Differences of paired "
                           "worlds, means over replications")

    def _size(self) -> str:
        return (f"{plural(len(self.organisation), 'person')}, {plural(self.setups[0].days, 'day')}, "
                f"{plural(self.replications, 'pair')} of runs")

    @property
    def notes(self) -> list[str]:
        """How intervals are to be read."""
        return ["Luck: 95 % t-interval over pairs of runs; late: the last quarter of the weeks; reach: "
                "t-tests at a false discovery rate of 5 % (Benjamini & Hochberg 1995).",
                *covers(len(self.members))]

    def report(self) -> str:
        """The page, in Markdown."""
        return paper(self.heading, f"**{title(self.scenario)}.** {self.scenario.story}",
                     "\n".join(f"- {sentence}" for sentence in self.sentences),
                     "![The difference by distance and week](figure.svg)", "## How far each state goes",
                     grid(REACHED, reached_rows(self.reach)), "## From step to step",
                     grid(NEAR, near_rows(self.figures)), *self._carried(),
                     f"Over {self._size()}.", *self.notes)

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints: the source, the sentences and the frames as lists of rows."""
        return {"source": self.source, "replications": self.replications,
                "members": len(self.members), "sentences": self.sentences,
                "hinges": {state: [each.to_dict() for each in found] for state, found in self.hinges.items()},
                **{name: json.loads(frame.to_json(orient="records", double_precision=10))
                   for name, frame in self.frames.items()}}

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables, by the names of their files."""
        more = {} if self.carriers is None else {"carriers": self.carriers}
        return {"reach": self.reach, "figures": self.figures, "profile": self.profile, **more}

    def _carried(self) -> list[str]:
        if self.carriers is None:
            return []
        return ["## What carries it", "The share of the late difference that is left without each carrier "
                "(± half of its 95 % interval); 100 %: it carries nothing.",
                grid(CARRIED, carried_rows(self.carriers))]

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write tables, pictures and the page; returns what the manifest should say besides."""
        for name, frame in self.frames.items():
            writing.table(frame, folder / f"{name}.csv", digits="%.10g")
        save_picture(self.figure(), folder)
        draw.save_network(folder / "network.gif", self.organisation, self.people, self._farthest(),
                          self.where)
        writing.report(folder / "report.md", self.report())
        return {"source": self.source}

    def _farthest(self) -> str:
        """The state that moved most people by most."""
        return str(self.reach.iloc[int((self.reach.reach * self.reach["size"]).fillna(
            0.0).to_numpy().argmax())].state)
