"""Explanations, and what a comparison hangs on, as tables for the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.insight.attribution.conclusions import HANGS, changes
from sim.insight.attribution.contested import Contested
from sim.insight.attribution.explanation import Explanation
from sim.insight.attribution.report import method, percent
from sim.model.outcomes import OUTCOME
from sim.report.tables import BETTER, QUIET, WORSE, as_read, both, columned, compare_table, printed, size
from sim.report.wording import interval, number, plural, title


def explain_table(e: Explanation) -> Group:
    """The sentences; the parts by path and by lever, and how they were worked out."""
    o, total = OUTCOME[e.outcome], e.total
    kinds = [("by path", e.parts, "says"), ("by lever", e.levers, "change")]
    tables: list[Any] = [_parts(e, kind, frame, below) for kind, frame, below in kinds if len(frame)]
    whole = Text.assemble((f"{o.label}  ", "bold"), f"A {number(e.level_a, o)}, B {number(e.level_a + total['contribution'], o)}, "
                          f"B − A {number(total['contribution'], o, sign=True)} "
                          f"({interval(total['low'], total['high'], o, sign=True)}; {o.unit})")
    spaced = [item for sentence in e.sentences for item in (Text(sentence), "")]
    body = Group(whole, "", *spaced, *(item for table in tables for item in (table, "")))
    notes = [size(e.one[1], e.replications, "pair"), *method(e)]
    notes.append("One pair of runs has no interval: ask for more with --replications." if e.replications == 1 else
                 "Interval: 95 % t-interval over pairs of runs with the same luck; luck only, parameters stay as they are.")
    if total["counted"] < e.replications:
        notes.append(f"{total['counted']} of {plural(e.replications, 'pair')} have something to count in every world.")
    return printed(f"Why {o.label.lower()} differs: {title(e.b)}, against {title(e.a)}", both(e.a, e.b), body,
                   notes + as_read(*e.one))


def _parts(e: Explanation, kind: str, frame: pd.DataFrame, below: str) -> Table:
    o = OUTCOME[e.outcome]
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column(kind, ratio=1)
    for name in ("part of B − A", "95 % interval", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    for _, row in frame.iterrows():
        good = (o.good or 1) * row["contribution"] > 0
        colour = (BETTER if good else WORSE) if row["separated"] and o.good else "" if row["separated"] else QUIET
        table.add_row(Text.assemble(str(row["title"]), "\n", (str(row[below]), QUIET)),
                      Text(number(row["contribution"], o, sign=True), colour),
                      interval(row["low"], row["high"], o, sign=True), percent(row["share"]))
    return table


def contested_table(found: Contested, everything: bool = False) -> Group:
    """The comparison; then what changes under the other side of a contested finding, and the sentences."""
    table = columned("if", "B − A", "then", "95 % interval", "conclusion")
    for row in changes(found.by_side):
        table.add_row(*row)
    note = (f"Of {plural(len(found.table), 'conclusion')} looked at, a few weaken or appear by luck alone, where an interval ends near "
            "zero. One that flips is what to worry about.")
    shown: list[Any] = ["", table, "", Text(note, QUIET)] if table.row_count else []
    said = [item for sentence in found.sentences for item in ("", Text(sentence))]
    return Group(compare_table(found.comparison, everything), "", Text(HANGS, "bold"), *shown, *said)
