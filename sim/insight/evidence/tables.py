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
    grid.add_column("")
    grid.add_column("what organisations show", ratio=1)
    for name in ("published", "interval", "model", "95 % interval"):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for heading, members in grouped(verdicts):
        grid.add_row("", Text(heading, "bold"))
        for verdict in members:
            grid.add_row(*_cells(verdict))
        grid.add_row()
    return Group(grid, *(Text(note, QUIET) for note in notes), "", Text(last_line(verdicts), "bold"))


def _cells(verdict: Verdict) -> tuple[str | Text, ...]:
    row, said = verdict.row, told(verdict)
    colour = BETTER if said in ("inside", "as stated") else QUIET if said == "cannot say" else WORSE
    published = "sign" if row.only_signs else figure(row.value, row)
    return (Text(row.id, QUIET), row.statement, published, NONE if row.only_signs
            else between(row.low, row.high, row), Text(figure(verdict.model, row), "bold"),
            between(verdict.low, verdict.high, row), Text(verdict_words(verdict), colour))


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
            cells = [str(cell) for cell in _cells(v)]
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

