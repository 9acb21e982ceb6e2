"""The verdicts as a table for the terminal and as a page.  Colour repeats the words: teal is inside."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.insight.evidence.judge import Verdict, between, figure, last_line, told
from sim.report.tables import BETTER, QUIET, WORSE
from sim.report.wording import NONE

GROUPS = (
    ("Judges the model: emergent, never calibrated on, and not informed", lambda v: v.row.counts),
    ("Informed: its failure suggested a change; shown apart, not counted", lambda v: v.row.informed),
    ("Imposed by one rule or by the survey's mapping; not counted",
     lambda v: v.row.use == "validate" and not v.row.counts and not v.row.informed),
    ("May be calibrated on; not counted", lambda v: v.row.use == "calibrate"),
    ("Fed in; not counted", lambda v: v.row.use == "input"),
)
"""Heading and members of each part of the table."""


def grouped(verdicts: list[Verdict]) -> list[tuple[str, list[Verdict]]]:
    """Headings with their verdicts; those without any are left out."""
    parts = [(heading, [v for v in verdicts if belongs(v)]) for heading, belongs in GROUPS]
    return [(heading, members) for heading, members in parts if members]


def table(verdicts: list[Verdict], notes: list[str]) -> Group:
    """Published and simulated, row by row; the last line is the score."""
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column("", no_wrap=True)
    grid.add_column("what organisations show", ratio=1)
    for name in ("published", "model"):  # each over its interval
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("")
    for heading, members in grouped(verdicts):
        grid.add_row("", Text(heading, "bold"))
        for verdict in members:
            id_, says, published, around, model, likely, said = _cells(verdict)
            grid.add_row(Text(id_, QUIET), says, _over(published, around), _over(model, likely, "bold"),
                         Text(said, _colour(verdict)))
        grid.add_row()
    return Group(grid, *(Text(note, QUIET) for note in notes), "", Text(last_line(verdicts), "bold"))


def _cells(verdict: Verdict) -> tuple[str, ...]:
    """Id, statement, published figure and interval, the model's figure and interval, verdict."""
    row = verdict.row
    return (row.id, row.statement, "sign" if row.only_signs else figure(row.value, row), NONE
            if row.only_signs else between(row.low, row.high, row), figure(verdict.model, row),
            between(verdict.low, verdict.high, row), verdict_words(verdict))


def _over(value: str, interval: str, style: str = "") -> Text:
    """A figure over its interval, which is left out where there is none."""
    return Text(value, style) if interval == NONE else Text.assemble((value, style), "\n", (interval, QUIET))


def _colour(verdict: Verdict) -> str:
    said = told(verdict)
    return BETTER if said in ("inside", "as stated") else QUIET if said == "cannot say" else WORSE


def verdict_words(verdict: Verdict) -> str:
    """'inside', 'outside, overlaps', 'outside, apart': the strict verdict, and where intervals lie if it is
    not met."""
    said = told(verdict)
    return f"{said}, {verdict.overlap}" if said == "outside" and verdict.overlap else said


def page(verdicts: list[Verdict], notes: list[str]) -> str:
    """evidence.md: the table with sources and reasons, in Markdown."""
    lines = ["# What real organisations show, and what simulated ones do", "", *notes, "",
             "![Published and simulated figures](forest.svg)", ""]
    for heading, members in grouped(verdicts):
        lines += [f"## {heading}", "", "| | statement | statistic | published | interval | model | 95 % "
                  "interval | | source |", "|---|---|---|--:|--:|--:|--:|---|---|"]
        for v in members:
            cells = _cells(v)
            said = [*cells[:2], v.row.says, *cells[2:], f"{v.row.source} ({v.row.how_sure})"]
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in said) + " |")
        lines.append("")
        informed = [f"- **{v.row.id}** {v.row.informed}" for v in members if v.row.informed]
        lines += ["The change it suggested:", "", *informed, ""] if informed else []
        imposed = [f"- **{v.row.id}** {v.row.imposed}" for v in members if v.row.imposed]
        lines += ["Imposed:", "", *imposed, ""] if imposed else []
        outside = [f"- **{v.row.id}** {v.row.explains}" for v in members if v.row.explains and not v.inside]
        lines += ["Why outside, as we read it:", "", *outside, ""] if outside else []
    return "\n".join([*lines, f"**{last_line(verdicts)}**", ""])

