"""Are the sizes believable?  What plans do to the main outcomes in their first three years.

    python -m experiments.believable [--pairs N]

writes the table between the markers in docs/evidence.md.  It reports sizes beside what was expected before;
nothing is fitted to it.  About five minutes on two cores.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from sim.model.engine.record import Record
from sim.model.outcomes import OUTCOME, YEAR_DAYS
from sim.report.interval import mean_and_interval
from sim.report.page import grid
from sim.report.wording import interval, number, title
from sim.runs.pool import open_pool, simulate_all
from sim.scenario import Scenario

PAGE = Path(__file__).parents[1] / "docs" / "evidence.md"
BEGIN, END = "<!-- believable: begin -->", "<!-- believable: end -->"

BASE, YEARS = "ordinary-firm", 3
PLANS = ("culture-of-trust", "care-first", "culture-of-fear", "overload-scar")
SHOWN = ("customer_satisfaction", "burnout_share", "staff_turnover", "absence", "customer_churn", "net_value")
EXPECTED = (("expected of an ordinary year", "", "72", "10", "22", "5", "13", ""),
            ("expected of a good year under better leaders", "", "+2 to +6", "", "", "", "", ""))
"""Fixed before the runs: the definition of the ordinary firm; a moderate effect on satisfaction."""


def main(pairs: int) -> None:
    """Run everything and write the table."""
    scenarios = [Scenario.load(name).with_(days=YEARS * YEAR_DAYS) for name in (BASE, *PLANS)]
    jobs = [(setup, r) for setup in (s.setup() for s in scenarios) for r in range(pairs)]
    with open_pool(jobs=jobs) as pool:
        found = np.array(simulate_all(jobs, pool, keep=by_year)).reshape(len(scenarios), pairs, YEARS,
                                                                         len(SHOWN))
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    names = [title(s) for s in scenarios]
    PAGE.write_text(f"{before}{BEGIN}\n{sizes(found, names)}\n{END}{after}", encoding="utf-8")


def by_year(record: Record) -> np.ndarray:
    """The outcomes shown over each year, float64 [YEARS, len(SHOWN)]."""
    return np.array([[_over(record, name, slice(y * YEAR_DAYS, (y + 1) * YEAR_DAYS)) for name in SHOWN]
                     for y in range(YEARS)])


def _over(record: Record, name: str, days: slice) -> float:
    o = OUTCOME[name]
    return float(o.scale * record.tally(o.numerator)[days].sum() / record.tally(o.denominator)[days].sum())


def sizes(found: np.ndarray, names: list[str]) -> str:
    """The table.  found: float64 [scenarios, pairs, YEARS, len(SHOWN)], the base first; names: of the
    scenarios."""
    rows = list(EXPECTED)
    rows += [_row(names[0], year, found[0, :, year], sign=False) for year in range(YEARS)]
    rows += [_row(name, year, found[i, :, year] - found[0, :, year], sign=True)
             for i, name in enumerate(names) if i for year in range(YEARS)]
    head = ("part", "year", *(f"{OUTCOME[name].label} ({OUTCOME[name].unit})" for name in SHOWN))
    said = f"{found.shape[1]} pairs of runs, means over a year and their 95 % intervals of luck."
    return f"{names[0]} as it is; below it, what differs from it. {said}\n\n{grid(head, rows)}"


def _row(name: str, year: int, values: np.ndarray, sign: bool) -> tuple[str, ...]:
    cells = []
    for k, outcome in enumerate(SHOWN):
        o = OUTCOME[outcome]
        middle, low, high, _ = mean_and_interval(values[:, k])
        cells.append(f"{number(float(middle), o, sign)} ({interval(float(low), float(high), o, sign)})")
    return name, str(year + 1), *cells


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=12)
    main(parser.parse_args().pairs)
