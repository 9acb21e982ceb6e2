"""How the evidence looks under other believable assumptions: every row's figure under members of the
ensemble.

    python -m experiments.evidence_members [--members N] [--rows D02,N01] [--page]

writes docs/evidence-members.csv and the part of docs/evidence.md between its marks.  Each member's
populations are smaller than those of ``sim evidence`` and drawn once (:data:`SIZE`); the luck of drawing them
is known from :data:`PLAIN` draws at the defaults and taken out, as everywhere.  What is done is kept, and an
interrupted run goes on.  Rows that are small experiments of their own are left out.  About ten minutes on an
idle core.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.doubted_runs import ledger, under
from sim.base.writing import table
from sim.insight.evidence.judge import Verdict, between, figure, judged
from sim.insight.evidence.patterns import Row, chosen, computed
from sim.insight.evidence.run import Size, plans
from sim.insight.evidence.studies import asked, run_organisation
from sim.report.doubt import Doubt
from sim.report.page import grid
from sim.runs.pool import cores
from sim.runs.processes import Processes
from sim.scenario.ensemble import DAILY, Member, first

ROOT = Path(__file__).parents[1]
PAGE, TABLE = ROOT / "docs" / "evidence.md", ROOT / "docs" / "evidence-members.csv"
BEGIN, END = "<!-- members: begin -->", "<!-- members: end -->"

SIZE = Size(replications=1, organisations=10, years=3, sites=3, units=40)
"""The populations of one member."""

PLAIN = 8
"""Draws at the defaults."""

SETTLE = {"organisations": 75, "call_centre": 100, "one_army": 250}
"""Days under other assumptions before a study's own warm-up."""

KINDS = ("organisations", "call_centre", "one_army")

WORDS = {"within": "inside", "overlaps": "overlaps", "apart": "outside"}
"""What is said of a likely range: it lies within the published interval, overlaps it, or lies apart."""


ORDER = ("inside", "as stated", "overlaps", "open", "outside", "opposite", "cannot say")
"""Verdicts, in the order in which they are counted up."""


@dataclass(frozen=True)
class Job:
    """One study's populations, drawn by ``key``, under a member or at the defaults (None)."""

    study: str
    key: int
    member: Member | None


def own(study: str, rows: Sequence[Row]) -> list[Row]:
    """The rows that a study gives."""
    return [row for row in rows if row.study == study]


def parts(row: Row) -> int:
    """How many figures a row has."""
    return len(row.signs) + (row.value is not None) if row.signs else 1


def figures(job: Job) -> np.ndarray:
    """Every figure of the study's rows, one row's parts after the other's: float64 [figures]."""
    places = plans(job.study, job.key, SIZE)
    if job.member is not None:
        assumptions = job.member.parameters, job.member.switches
        places = [under(plan, assumptions, SETTLE[job.study]) for plan in places]
    frames = asked([run_organisation((plan, job.key)) for plan in places], (job.key, len(job.study)))
    found = []
    for row in own(job.study, chosen(None)):
        told = np.atleast_1d(np.asarray(computed(row, frames), float))
        found.append(np.resize(told, parts(row)) if len(told) == parts(row) else np.full(parts(row), np.nan))
    return np.concatenate(found)


def run(some: tuple[Member, ...], studies: Sequence[str], pool: Executor) -> dict[str, Doubt]:
    """By study, its figures under members and at the defaults."""
    found = {}
    for study in studies:
        kept = ledger(f"evidence-{study}", [f"{row.id} {k}" for row in own(study, chosen(None))
                                            for k in range(parts(row))])
        jobs = {f"plain {k}": Job(study, 100 + k, None) for k in range(PLAIN)}
        jobs |= {f"member {member.number}": Job(study, 200 + k, member) for k, member in enumerate(some)}
        figures_ = kept.done(figures, jobs, pool, 2)
        found[study] = Doubt(some, figures_[PLAIN:], figures_[:PLAIN])
    return found


def verdicts(doubts: dict[str, Doubt], rows: Sequence[Row]) -> list[Verdict]:
    """Every row's verdict, its interval the likely range."""
    said = []
    for row in rows:
        if row.study not in doubts:
            continue
        doubt, start = doubts[row.study], 0
        for other in own(row.study, chosen(None)):
            if other.id == row.id:
                break
            start += parts(other)
        at = slice(start, start + parts(row))
        low, high = (end[at] for end in doubt.likely)
        said.append(judged(row, np.nanmean(doubt.settled[:, at], axis=0), low, high))
    return said


def told(verdict: Verdict) -> str:
    """Where the likely range lies; of a sign, whether it is sure, open or opposite."""
    if verdict.row.only_signs:
        return ("as stated" if verdict.low > 0 else "opposite" if verdict.high < 0 else "open"
                ) if verdict.low == verdict.low else "cannot say"
    return WORDS.get(verdict.overlap, "cannot say")


def frame(said: Sequence[Verdict], members: int) -> pd.DataFrame:
    """What is stored, a row each."""
    rows: list[dict[str, Any]] = [{
        "id": v.row.id, "counted": v.row.counts, "published_low": v.row.low, "published_high": v.row.high,
        "mean": v.model, "likely_low": v.low, "likely_high": v.high, "verdict": told(v), "members": members}
        for v in said]
    return pd.DataFrame(rows)


def text(stored: pd.DataFrame) -> str:
    """The part of the page."""
    known, lines = {row.id: row for row in chosen(None)}, []
    for said in stored.to_dict("records"):
        row = known[said["id"]]
        published = "sign" if row.only_signs else between(said["published_low"], said["published_high"], row)
        lines.append((row.id, "counted" if row.counts else "", published, figure(said["mean"], row),
                      between(said["likely_low"], said["likely_high"], row), said["verdict"]))
    counted = stored[stored.counted]
    many = counted.verdict.value_counts()
    told_ = ", ".join(f"{word} {int(many[word])}" for word in ORDER if word in many)
    return (f"{int(stored.members.iloc[0])} members, one population each of {SIZE.organisations} "
            f"organisations over {SIZE.years} years, {SIZE.sites} sites, {SIZE.units} units; luck of "
            f"drawing them taken out by {PLAIN} populations at the defaults. Of {len(counted)} rows that "
            f"count: {told_}.\n\n" + grid(("row", "", "published", "mean of members", "likely",
                                    "likely range lies"), lines))


def write(stored: pd.DataFrame) -> None:
    """Table and page."""
    table(stored, TABLE, digits="%.6g")
    page = PAGE.read_text(encoding="utf-8")
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    PAGE.write_text(f"{page[:begin]}\n{text(stored)}\n{page[end:]}", encoding="utf-8", newline="\n")


def main() -> None:
    """Run what is missing, write all."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--members", type=int, default=DAILY)
    options.add_argument("--rows", default="", help="only these; nothing is written then")
    options.add_argument("--workers", type=int, default=cores())
    options.add_argument("--page", action="store_true", help="only the page, from the table there is")
    given = options.parse_args()
    if given.page:
        write(pd.read_csv(TABLE))
        return
    began, asked_for = time.perf_counter(), chosen([name for name in given.rows.split(",") if name])
    studies = [study for study in KINDS if own(study, asked_for)]
    with Processes(given.workers) as pool:
        said = verdicts(run(first(given.members), studies, pool), asked_for)
    stored = frame(said, given.members)
    print(stored.to_string(index=False), f"\n{time.perf_counter() - began:.0f} s")
    if not given.rows:
        write(stored)


if __name__ == "__main__":
    # processes need functions of a module they can import
    from experiments.evidence_members import main as importable

    sys.exit(importable())
