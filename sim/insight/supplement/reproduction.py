"""What reproducing an archive found: run by run the same bits, within 1e-9, or different."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.report.wording import plural
from sim.studies.sweep.replay import furthest

if TYPE_CHECKING:
    from rich.table import Table

TOLERANCE = 1e-9
"""Up to this relative difference figures of other processors or package versions count as reproduced."""

SAME, NEAR, OTHER = "bit for bit", "within 1e-9", "differs"
MOST_SHOWN = 10


def against(then: np.ndarray, now: np.ndarray, name: Callable[[int], str]) -> dict[str, Any]:
    """How a run's figures (float64, as many) compare with the published ones: the columns of
    :attr:`Reproduction.runs` from result on.

    name: what the figure at a position is called.
    """
    place, deviation = furthest(then, now)
    same = then.shape == now.shape and then.tobytes() == now.tobytes()
    kind = SAME if same else NEAR if deviation <= TOLERANCE else OTHER
    if place < 0:
        return {"result": kind, "deviation": deviation, "figure": "", "published": np.nan, "now": np.nan}
    return {"result": kind, "deviation": deviation, "figure": name(place), "published": float(then[place]),
            "now": float(now[place]) if place < len(now) else np.nan}


@dataclass(frozen=True)
class Reproduction:
    """What came of it.

    runs: a row for each run that was done again: point, row (of the design, -1 the base), replicate, result,
    deviation (the largest relative one), and the figure it was found in, as published and now.  of: runs in
    the archive.  archive, digest: which study.  unlike: what is other here than where it was published
    ('numba 0.65 there, 0.66 here').  other_code: was other code let through?
    """

    archive: str
    study: str
    digest: str
    of: int
    runs: pd.DataFrame
    unlike: tuple[str, ...] = ()
    other_code: bool = False

    what, asked, replications = "reproduction", dict[str, Any](), 1

    @property
    def counts(self) -> dict[str, int]:
        """Runs by result."""
        found = self.runs["result"].value_counts()
        return {kind: int(found.get(kind, 0)) for kind in (SAME, NEAR, OTHER)}

    @property
    def same(self) -> bool:
        """Is every run reproduced?"""
        return not self.counts[OTHER]

    @property
    def sentence(self) -> str:
        """What was found, in one sentence."""
        many, counts = len(self.runs), self.counts
        which = (f"All {plural(self.of, 'run')}" if many == self.of
                 else f"{plural(many, 'run')} of {self.of:,}")
        there = " (" + "; ".join(self.unlike) + ")" if self.unlike else ""
        under = (f" under other code{there}" if self.other_code else f" under other versions{there}" if there
                 else "")
        if counts[OTHER]:
            worst, verb = self.worst.iloc[0], "differs" if counts[OTHER] == 1 else "differ"
            return (f"Not reproduced{under}: {counts[OTHER]:,} of {plural(many, 'run')} {verb}, by up to "
                    f"{_relative(worst['deviation'])} ({worst['figure']}, design row {worst['row']}, "
                    f"replicate {worst['replicate']}).")
        if counts[NEAR]:
            return (f"{which} reproduced{under}: {counts[SAME]:,} bit for bit, {counts[NEAR]:,} to a "
                    f"relative 1e-9 (largest deviation {_relative(float(self.runs['deviation'].max()))}).")
        return f"{which} reproduced bit for bit{under}."

    @property
    def worst(self) -> pd.DataFrame:
        """The runs that are not bit for bit the same, the furthest off first."""
        off = self.runs[self.runs["result"] != SAME]
        return off.sort_values(["deviation", "row", "replicate"], ascending=[False, True, True],
                               kind="stable")

    def table(self) -> Table:
        """For the terminal: how many of each, then the largest deviations."""
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        off = self.worst.head(MOST_SHOWN)
        more = ("design row", "replicate", "figure", "published", "now", "deviation") if len(off) else ()
        for name in ("result", "runs", *more):
            table.add_column(name, justify="left" if name in ("result", "figure") else "right")
        for kind, number in self.counts.items():
            table.add_row(kind, f"{number:,}")
        for run in off.to_dict("records"):
            table.add_row("", "", str(run["row"]), str(run["replicate"]), run["figure"],
                          f"{run['published']:.10g}", f"{run['now']:.10g}", _relative(run["deviation"]))
        return table

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write reproduction.csv and report.md; returns what a manifest says."""
        writing.table(self.runs, folder / "reproduction.csv")
        writing.report(folder / "report.md", f"# {self.study}, reproduced\n\n{self.sentence}\n")
        return self.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """In plain data, without the runs that are the same."""
        worst = self.worst.replace({np.inf: None, np.nan: None}).to_dict("records")
        return {"archive": self.archive, "study": self.study, "digest": self.digest,
                "runs_in_archive": self.of, "runs": len(self.runs), "counts": self.counts,
                "reproduced": self.same, "sentence": self.sentence, "unlike": list(self.unlike),
                "deviating": worst}


def _relative(deviation: float) -> str:
    return "missing on one side" if np.isinf(deviation) else f"{deviation:.2g}"
