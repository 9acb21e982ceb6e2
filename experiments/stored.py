"""All that is stored with the package and made by its own code: which of it is stale, and all made anew.

    python -m experiments.stored                    # what is stale
    python -m experiments.stored --make             # everything in order, about half an hour; `make stored`
    python -m experiments.stored --make --ensemble  # and the ensemble and its emulator, about an hour more

For what does not know itself which code made it, experiments/stored.csv does, by a digest of the model's
source.  Pictures of studies in docs/images are made by hand, as docs/findings.md says.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.lessons import findings, library
from sim.model.jit import code_digest
from sim.whatif import run_cache

ROOT = Path(__file__).resolve().parents[1]
LEDGER = ROOT / "experiments" / "stored.csv"
"""What was made by which code: columns thing, code."""


@dataclass(frozen=True)
class Stored:
    """A thing.  module: what makes it.  fresh: was it made by the code there is now?  As the ledger says
    unless it knows itself.  long: left out unless asked for."""

    name: str
    module: str
    fresh: Callable[[], bool] | None = None
    long: bool = False


def _lessons_fresh() -> bool:
    kept = [findings.stored(lesson) for lesson in library.bundled()]
    return all(each is not None and each.fresh for each in kept)


THINGS = (
    Stored("start culture", "experiments.start_culture"),
    Stored("survey reference", "experiments.survey_reference"),
    Stored("ensemble and emulator", "experiments.ensemble", long=True),
    Stored("baselines", "experiments.baselines", lambda: run_cache.made_by() == run_cache.code()),
    Stored("lessons' figures", "experiments.lesson_findings", _lessons_fresh),
    Stored("spread by network", "experiments.spread_by_network"),
    Stored("pages of docs", "sim.cli.docs", lambda: True),  # they have a test of their own
)
"""In the order in which they need each other."""


def stale() -> list[str]:
    """Things that other code made than there is now."""
    made, now = _ledger(), code_digest()
    return [thing.name for thing in THINGS
            if not (thing.fresh() if thing.fresh else made.get(thing.name) == now)]


def make(ensemble: bool) -> int:
    """Make everything, say how long each took; how many failed, such as a lesson that claims too much."""
    failed = 0
    for thing in (each for each in THINGS if ensemble or not each.long):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", thing.module], cwd=ROOT, check=False)
        failed += done.returncode != 0
        if thing.fresh is None and done.returncode == 0:
            rows = _ledger() | {thing.name: code_digest()}
            with LEDGER.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([("thing", "code"), *rows.items()])
        print(f"{thing.name}: {time.perf_counter() - began:.0f} s{', FAILED' * bool(done.returncode)}",
              flush=True)
    return failed


def _ledger() -> dict[str, str]:
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return {row["thing"]: row["code"] for row in csv.DictReader(file)}


def main() -> int:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--make", action="store_true", help="make everything anew")
    parser.add_argument("--ensemble", action="store_true", help="the ensemble and its emulator, too")
    asked = parser.parse_args()
    failed = make(asked.ensemble) if asked.make else 0
    print("stale: " + (", ".join(stale()) or "nothing"))
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
