"""An explanation as report.md and as tables for the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.insight.attribution.decomposition import Decomposition
from sim.insight.attribution.sentences import sentences
from sim.model.outcomes import OUTCOME
from sim.report.page import command, grid, how_sure, paper
from sim.report.tables import BETTER, QUIET, WORSE, as_read, both, printed, size
from sim.report.wording import NONE, interval, number, plural, title


def _said(e: Decomposition) -> list[str]:
    return [*sentences(e), *([e.sure] if e.sure else [])]


def report(e: Decomposition) -> str:
    """The page, in Markdown."""
    o, total = OUTCOME[e.outcome], e.total
    run_again = (f"sim explain scenario-a.yaml scenario-b.yaml --outcome {e.outcome} --replications "
                 f"{e.replications}{'' if e.by_lever else ' --no-levers'}")
    by_lever = (["## By lever", grid(("part", "what differs", "contribution", "95 % interval",
                                      "share of total"), [
        (str(row["title"]), str(row["change"]), *_figures(row, e)) for _, row in e.levers.iterrows()])]
                if len(e.levers) else [])
    return paper(
        f"Why {o.label.lower()} differs: {title(e.b)}, against {title(e.a)}",
        f"**A: {title(e.a)}.** {e.a.story}",
        f"**B: {title(e.b)}.** {e.b.story}", "\n".join(f"- {sentence}" for sentence in _said(e)),
        "![From A's level, part by part, to B's](figure.svg)",
        f"{o.label} is {number(e.level_a, o)} in A; B − A is {number(total['contribution'], o, sign=True)} "
        f"({interval(total['low'], total['high'], o, sign=True)}; {o.unit}) over "
        f"{plural(int(total['counted']), 'pair')} of runs.",
        "## By path", grid(("part", "what it is", "contribution", "95 % interval", "share of total"), [
            (str(row["title"]), str(row["says"]), *_figures(row, e)) for _, row in e.parts.iterrows()]),
        *by_lever, *method(e), how_sure(e.replications, several=False), "## Reproduce", command(run_again))


def _figures(row: pd.Series, e: Decomposition) -> tuple[str, str, str]:
    o = OUTCOME[e.outcome]
    return (number(row["contribution"], o, sign=True), interval(row["low"], row["high"], o, sign=True),
            percent(row["share"]))


def percent(share: float) -> str:
    """A share of the total, or a dash where the total is not separated from zero."""
    return NONE if share != share else f"{round(share)} %".replace("-", "−")


def method(e: Decomposition) -> list[str]:
    """How it was worked out, in plain words."""
    said = ["By path: groups of mechanisms are switched off (held at their ordinary mean) in both worlds, in "
            "every combination; what two make only together is split between them (Shapley 1953)."]
    error = float(e.levers["order_error"].max()) if len(e.levers) else 0.0
    if error > 0:
        said.append("By lever: B's levers are laid over A's in sampled orders (Castro et al. 2009), drawn "
                    f"anew for each pair; that alone gives a standard error of up to {error:.2g}, which the "
                    "intervals hold.")
    elif len(e.levers) > 1:
        said.append("By lever: B's levers are laid over A's in every combination (Shapley 1953).")
    return said


def explain_table(e: Decomposition) -> Group:
    """The sentences; the parts by path and by lever, and how they were worked out."""
    o, total = OUTCOME[e.outcome], e.total
    kinds = [("by path", e.parts, "says"), ("by lever", e.levers, "change")]
    tables: list[Any] = [_parts(e, kind, frame, below) for kind, frame, below in kinds if len(frame)]
    whole = Text.assemble((f"{o.label}  ", "bold"), f"A {number(e.level_a, o)}, B "
                          f"{number(e.level_a + total['contribution'], o)}, B − A "
                          f"{number(total['contribution'], o, sign=True)} "
                          f"({interval(total['low'], total['high'], o, sign=True)}; {o.unit})")
    spaced = [item for sentence in _said(e) for item in (Text(sentence), "")]
    body = Group(whole, "", *spaced, *(item for table in tables for item in (table, "")))
    notes = [size(e.one[1], e.replications, "pair"), *method(e)]
    notes.append("One pair of runs has no interval: ask for more with --replications." if e.replications == 1
                 else "Interval: 95 % t-interval over pairs of runs with the same luck; luck only, "
                 "parameters stay as they are.")
    if total["counted"] < e.replications:
        notes.append(f"{total['counted']} of {plural(e.replications, 'pair')} have something to count in "
                     "every world.")
    return printed(f"Why {o.label.lower()} differs: {title(e.b)}, against {title(e.a)}", both(e.a, e.b), body,
                   notes + as_read(*e.one))


def _parts(e: Decomposition, kind: str, frame: pd.DataFrame, below: str) -> Table:
    o = OUTCOME[e.outcome]
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold",
                  expand=True)
    table.add_column(kind, ratio=1)
    for name in ("part of B − A", "95 % interval", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    for _, row in frame.iterrows():
        good = (o.good or 1) * row["contribution"] > 0
        colour = ((BETTER if good else WORSE) if row["separated"] and o.good else "" if row["separated"]
                  else QUIET)
        by, between, share = _figures(row, e)
        table.add_row(Text.assemble(str(row["title"]), "\n", (str(row[below]), QUIET)), Text(by, colour),
                      between, share)
    return table
