"""What comparing plans gives back, of scenarios or of a study: sentences, tables, a folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.insight.plans.comparison import PlanComparison
from sim.insight.plans.figure import figure
from sim.insight.plans.ranking import Ranking
from sim.insight.plans.sentences import sentences
from sim.report.figures import save_picture
from sim.report.result import plain_rows

if TYPE_CHECKING:
    from rich.console import Group


@dataclass(frozen=True, eq=False, repr=False)
class ReportedPlans(PlanComparison, ABC):
    """A comparison of plans, and how it is shown; its frames are those of :class:`PlanComparison`."""

    @property
    def sentences(self) -> list[str]:
        """What the ranking and the regret come to, an outcome after the other."""
        return sentences(self)

    @abstractmethod
    def table(self, everything: bool = False) -> Group:
        """What the terminal shows.  everything: every outcome instead of the headlines."""

    @abstractmethod
    def report(self) -> str:
        """report.md, in Markdown."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of a folder, by the file's name, plans by letter and with their titles."""
        return {"plans": self._lettered(self.effects), "pairs": self._lettered(self.pairs),
                "ranking": self._lettered(self.places), "regret": self._lettered(self.regret),
                "costs": self._lettered(self.costs)}

    def _lettered(self, frame: pd.DataFrame) -> pd.DataFrame:
        letter, title = (dict(zip(self.names, told, strict=True)) for told in (self.letters, self.titles))
        flat = frame.reset_index()
        after = int(flat.columns.get_loc("plan")) + 1  # type: ignore[arg-type]
        flat.insert(after, "title", flat["plan"].map(title))
        for column in ("plan", "than"):
            if column in flat:
                flat[column] = flat[column].map(letter)
        if "not_separated_from" in flat:
            flat["not_separated_from"] = [" ".join(letter[name] for name in told.split(", ") if name)
                                          for told in flat["not_separated_from"]]
        return flat

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints; missing values are None."""
        return {"plans": list(self.names), "titles": list(self.titles), "worlds": len(self.values),
                "effects": {plan: plain_rows(self.effects.loc[[plan]].droplevel("plan"))
                            for plan in self.names},
                "ranked": {name: self._told(name, r) for name, r in self.rankings.items()},
                "costs": plain_rows(self.costs), "sentences": self.sentences}

    def _told(self, name: str, r: Ranking) -> dict[str, Any]:
        places = {self.names[i]: {"mean": None if np.isnan(r.mean[i]) else float(r.mean[i]),
                                  "first": int(r.first[i]), "last": int(r.last[i]),
                                  "not_separated_from": [self.names[j] for j in r.unsure(i)]}
                  for i in r.order}
        rows = plain_rows(r.pairs.reset_index(drop=True)).values()
        pairs = [{"plan": self.names[j], "than": self.names[i]} | row for (i, j),
                 row in zip(r.pairs.index, rows, strict=True)]
        return {"places": places, "pairs": pairs, "regret": plain_rows(self.regrets[name])}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write tables, picture and report into an output folder; what the manifest should say besides."""
        for name, frame in self.tables().items():
            writing.table(frame, folder / f"{name}.csv", digits="%.10g")
        save_picture(figure(self), folder)
        writing.report(folder / "report.md", self.report())
        return {"ranked_by": list(self.ranked)}
