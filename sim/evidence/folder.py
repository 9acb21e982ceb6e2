"""The output folder of ``sim evidence``: verdicts, the forest plot, a page, a manifest.  No file says when or where it was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from sim.evidence import forest
from sim.evidence.judge import Verdict, score
from sim.evidence.run import Size
from sim.evidence.tables import page
from sim.report.folder import PACKAGES, code_digest, hashes, installed
from sim.report.words import plural


@dataclass(frozen=True)
class Evidence:
    """What was found, and how much was simulated for it."""

    verdicts: list[Verdict]
    size: Size

    @property
    def notes(self) -> list[str]:
        """What the figures rest on, a line each."""
        s = self.size
        return [f"Populations drawn anew {plural(s.replications, 'time')}, each of {plural(s.organisations, 'organisation')} over "
                f"{plural(s.years, 'year')}, a call centre of {plural(s.sites, 'site')}, {s.units} units under one policy; they differ "
                "in levers, leaders and trade.",
                "Inside: the model's point lies in the published interval; a sign holds if the model's interval lies on its side of zero. "
                "What the model cannot say counts as outside."]


def fill(folder: Path, found: Evidence) -> None:
    """Write everything into an empty folder."""
    rows = [v.to_dict() | {"statement": v.row.statement, "imposed": v.row.imposed, "source": v.row.source, "how_sure": v.row.how_sure}
            for v in found.verdicts]
    pd.DataFrame(rows).to_csv(folder / "evidence.csv", index=False, lineterminator="\n", float_format="%.6g")
    forest.save(found.verdicts, folder)
    _write(folder / "evidence.md", page(found.verdicts, found.notes))
    inside, counted = score(found.verdicts)
    manifest = {"what": "evidence", "rows": [v.row.id for v in found.verdicts], "inside": inside, "counted": counted,
                "size": asdict(found.size), "versions": {"sim": installed("service-culture-sim"), "code": code_digest()}
                | {p: installed(p) for p in PACKAGES}, "files": hashes(folder)}
    _write(folder / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
