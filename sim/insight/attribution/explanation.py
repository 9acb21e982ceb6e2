"""What `sim.explain` gives back: a difference shared out, as frames, sentences and a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.base import writing
from sim.insight.attribution import report, sentences, waterfall
from sim.insight.attribution.decomposition import PATHS, Decomposition
from sim.insight.plans.pair import judged
from sim.model.engine.setup import Setup
from sim.model.outcomes import OUTCOME
from sim.report import doubt_sentences
from sim.report.figures import save_picture
from sim.report.result import plain_rows
from sim.scenario import Scenario
from sim.words import ENGLISH

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Decomposition):
    """B - A in one outcome, shared out and put into words; its frames are those of :class:`Decomposition`."""

    what = "explanation"

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """Both scenarios with their setups, as the output folder writes them."""
        return {"a": self.one, "b": self.other}

    @cached_property
    def sentences(self) -> list[str]:
        """The largest path; the second, and what speaks against; the lever that carries most.  Nothing is
        ranked that the intervals do not separate."""
        return self.said()

    @cached_property
    def sure(self) -> str:
        """How sure the whole difference is, and what it hinges on, by the emulator; '' where it does not
        know."""
        told = judged(self.one, self.other).get(self.outcome)
        told = told and told.at(float(self.total["contribution"]))
        return "" if told is None else doubt_sentences.sentence(
            OUTCOME[self.outcome], float(self.total["contribution"]), told.low, told.high, told.hinges)

    def said(self, language: str = ENGLISH) -> list[str]:
        """:attr:`sentences` in a language."""
        return sentences.sentences(self, language)

    def plot(self, ax: Axes | None = None, by: str = "path") -> Axes:
        """Draw the waterfall from A's level to B's by path, or by='lever', into ``ax`` (or new axes)."""
        return waterfall.draw(self, by, ax)

    def to_dict(self) -> dict[str, Any]:
        """What ``sim explain --json`` prints; missing values are None."""
        columns = ["contribution", "low", "high", "separated"]
        total = plain_rows(self.total[columns].to_frame().T)["total"]
        parts, levers = (plain_rows(frame[[*columns, "share"]]) for frame in (self.parts, self.levers))
        words = {name: {"title": title, "says": says} for name, title, says in PATHS}
        players = self.by_lever.players if self.by_lever else ()
        changed = {p.name: {"title": p.title, "change": p.change, "levers": list(p.levers),
                            "order_error": error} for p,
                   error in zip(players, self.levers["order_error"].tolist(), strict=True)}
        return {"a": self.a.name, "b": self.b.name, "days": self.one[1].days,
                "replications": self.replications, "seed": self.one[1].seed, "outcome": self.outcome,
                "level_a": None if np.isnan(self.level_a) else self.level_a, "total": total,
                "parts": {name: words[name] | row for name, row in parts.items()},
                "levers": {name: changed[name] | row for name, row in levers.items()} if self.by_lever
                else None, "sentences": self.sentences, "sure": self.sure}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write table, picture and report into an output folder; what the manifest should say besides."""
        writing.table(self.table(), folder / "explanation.csv", index=True, digits="%.10g")
        save_picture(waterfall.figure(self), folder)
        writing.report(folder / "report.md", report.report(self))
        return {"outcome": self.outcome, "by_lever": self.by_lever is not None}
