"""The output folder of ``sim evidence``: verdicts, the forest plot, a page, a manifest.  No file says when or where it was made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.base import writing
from sim.insight.evidence import forest
from sim.insight.evidence.judge import Verdict, score
from sim.insight.evidence.run import Size
from sim.insight.evidence.tables import page
from sim.report.wording import plural


@dataclass(frozen=True)
class Evidence:
    """What was found, and how much was simulated for it."""

    verdicts: list[Verdict]
    size: Size
    what = "evidence"

    @property
    def asked(self) -> dict[str, Any]:
        """No scenario of anybody's: whole populations were simulated."""
        return {}

    @property
    def replications(self) -> int:
        """How often each population was drawn anew."""
        return self.size.replications

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        s = self.size
        return [f"Populations drawn anew {plural(s.replications, 'time')}, each of {plural(s.organisations, 'organisation')} over "
                f"{plural(s.years, 'year')}, a call centre of {plural(s.sites, 'site')}, {s.units} units under one policy; they differ "
                "in levers, leaders and trade.",
                "Inside: the model's point lies in the published interval; a sign holds if the model's interval lies on its side of zero. "
                "What the model cannot say counts as outside."]


    def fill(self, folder: Path) -> dict[str, Any]:
        """Write everything into an empty folder; returns what the manifest should say besides."""
        rows = [v.to_dict() | {"statement": v.row.statement, "imposed": v.row.imposed, "source": v.row.source, "how_sure": v.row.how_sure}
                for v in self.verdicts]
        writing.table(pd.DataFrame(rows), folder / "evidence.csv", digits="%.6g")
        forest.save(self.verdicts, folder)
        writing.report(folder / "evidence.md", page(self.verdicts, self.notes))
        inside, counted = score(self.verdicts)
        return {"rows": [v.row.id for v in self.verdicts], "inside": inside, "counted": counted, "size": asdict(self.size)}
