"""What becomes of a comparison's conclusions when one contested finding is taken the other way: data,
sentences, a section of the report, a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Group
from rich.text import Text

from sim.insight.attribution.counterfactuals import plain
from sim.model.outcomes import OUTCOME
from sim.model.parameters import SWITCHES
from sim.report.page import grid
from sim.report.result import Comparison
from sim.report.tables import QUIET, columned, compare_table
from sim.report.wording import interval, listed, number, plural

FLIPS, WEAKENS, APPEARS, STANDS = "flips", "weakens", "appears", "stands"
"""What becomes of a conclusion: the opposite; no longer separated; a new difference; the same."""


def conclusion(usual: tuple[float, float], here: tuple[float, float]) -> str | None:
    """What becomes of a conclusion, by the two intervals (low, high) of B - A; None where one is missing.

    >>> conclusion((1, 2), (-2, -1)), conclusion((1, 2), (-1, 2))
    ('flips', 'weakens')
    >>> conclusion((-1, 1), (1, 2)), conclusion((1, 2), (3, 4))
    ('appears', 'stands')
    """
    if any(np.isnan(end) for end in (*usual, *here)):
        return None
    was, now = (int(low > 0) - int(high < 0) for low, high in (usual, here))
    if was == now:
        return STANDS
    return APPEARS if was == 0 else WEAKENS if now == 0 else FLIPS


@dataclass(frozen=True, eq=False)
class Side:
    """One side of a contested finding, taken by both scenarios.  usual: the side, or sides, they take
    otherwise.

    differences: B - A of every outcome's end, float64 [replications, outcomes].
    """

    switch: str
    taken: str
    usual: tuple[str, ...]
    differences: np.ndarray


def reference(switch: str, side: str) -> str:
    """References for a side of a switch."""
    declared = SWITCHES[switch]
    return declared.for_default if side == declared.choices[0] else declared.against


BySide = Sequence[tuple[Side, pd.DataFrame]]
"""Each side with one row a headline outcome, as :attr:`sim.insight.attribution.contested.Contested.by_side`
has it."""

_BECOMES = {FLIPS: ("turns into the opposite", "turn into the opposite"),
            WEAKENS: ("is no longer separated", "are no longer separated"),
            APPEARS: ("becomes separated", "become separated")}


def of_switches(found: BySide) -> list[str]:
    """One sentence for each side that changes a conclusion, with references; one for all others."""
    told, quiet = [], []
    for side, frame in found:
        said = frame["conclusion"].dropna()
        name = f"{plain(side.switch)} is {side.taken}"
        becomes = [_becoming([str(outcome) for outcome in said.index[said == kind]], *verbs) for kind,
                   verbs in _BECOMES.items() if kind in set(said)]
        if becomes:
            grounds = "; ".join(f"for {s}: {reference(side.switch, s)}" for s in (side.taken, *side.usual))
            told.append(f"If {name} instead of {listed(list(side.usual))}, {listed(becomes)}; "
                        f"{int((said == STANDS).sum())} of {len(said)} conclusions stand ({grounds}).")
        elif len(said):
            quiet.append(f"{plain(side.switch)} {side.taken}")
    if quiet:
        told.append(f"Every conclusion stands under each of these, taken one at a time: {', '.join(quiet)}.")
    return told or ["One pair of runs has no interval: ask for more with --replications."]


def _becoming(outcomes: list[str], one: str, many: str) -> str:
    return (f"{listed([OUTCOME[name].label.lower() for name in outcomes])} "
            f"{one if len(outcomes) == 1 else many}")


HANGS = "What hangs on a contested finding"
"""The heading, in report and terminal."""


def hanging(found: BySide) -> str:
    """The section of a comparison's report, in Markdown."""
    rows = changes(found)
    table = grid(("outcome", "if", "B − A", "then", "95 % interval", "conclusion"), rows) if rows else ""
    said = "\n".join(f"- {sentence}" for sentence in of_switches(found))
    return "\n\n".join(filter(None, (f"## {HANGS}", table, said)))


def changes(found: BySide) -> Sequence[Sequence[str]]:
    """In words: outcome, the side taken, B - A as compared, under that side, its interval there, what becomes
    of the conclusion."""
    rows = []
    for side, frame in found:
        for name, row in frame.iterrows():
            o = OUTCOME[str(name)]
            if row["conclusion"] not in (None, STANDS):
                rows.append((o.label, f"{plain(side.switch)} {side.taken}",
                             number(row["usual"], o, sign=True), number(row["difference"], o, sign=True),
                             interval(row["low"], row["high"], o, sign=True), str(row["conclusion"])))
    return rows


def contested_table(comparison: Comparison, found: BySide, everything: bool = False) -> Group:
    """The comparison; then what changes under the other side of a contested finding, and the sentences."""
    table = columned("if", "B − A", "then", "95 % interval", "conclusion")
    for row in changes(found):
        table.add_row(*row)
    looked = plural(sum(len(frame) for _, frame in found), "conclusion")
    note = (f"Of {looked} looked at, a few weaken or appear by luck alone, where an interval ends near zero. "
            "One that flips is what to worry about.")
    shown: list[Any] = ["", table, "", Text(note, QUIET)] if table.row_count else []
    said = [item for sentence in of_switches(found) for item in ("", Text(sentence))]
    return Group(compare_table(comparison, everything), "", Text(HANGS, "bold"), *shown, *said)
