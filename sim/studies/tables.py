"""What a study tells, as tables for the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.console import Group
from rich.text import Text

from sim.report.tables import QUIET, columned, printed
from sim.report.wording import plural
from sim.studies.emulation.emulate import Emulated
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.figures import rows
from sim.studies.sensitivity.finding import MOST, Finding
from sim.studies.sensitivity.runs import outcome_of
from sim.studies.sensitivity.sensitivity import Sensitivity

_TABLED = 3  # outcomes up to which each has its table

_HEADS = {"ST": ("ST", "S1"), "mu_star": ("mu*", "sigma"), "swing": ("change", "at"),
          "effect": ("effect", "levels"), "prcc": ("rank corr.", "change")}


def table(result: Sensitivity | Emulated, there: pd.DataFrame | None = None) -> Group:
    """Sentences first, then figures, then what they rest on.  there: what an emulator predicts where it was
    asked."""
    if isinstance(result, Emulated):
        return _emulated(result, there)
    return _sensitivity(result)


def _emulated(result: Emulated, there: pd.DataFrame | None) -> Group:
    body: list[Any] = []
    if there is not None:
        lines = columned("there", "90 %, emulator", "luck of a run")
        for name, row in there.iterrows():
            o = outcome_of(str(name))
            ends = " to ".join(sentences.figure(row[end], o) for end in ("low", "high"))
            lines.add_row(o.label, sentences.figure(row["value"], o), ends,
                          f"± {sentences.figure(row['luck'], o)}")
        body += [lines, ""]
    body += [Text(sentence) for sentence in result.sentences]
    for name in result.emulator.outputs[:_TABLED]:
        o, lines = outcome_of(name), columned("change", "share", "from", "to")
        for _, row in result.most(name).iterrows():
            lines.add_row(row["factor"], sentences.changed(row["change"], o), sentences.percent(row["total"]),
                          sentences.spoken(row["from"]), sentences.spoken(row["to"]))
        for _, row in result.together(name).iterrows():
            lines.add_row(Text(f"{row['factor']} with {row['other']}", QUIET),
                          sentences.changed(row["beyond"], o), "", "", "")
        body += ["", Text(o.label, "bold"), lines]
    return printed(f"An emulator: {result.title}", result.notes[0], Group(*body), result.notes[1:])


def _sensitivity(result: Sensitivity) -> Group:
    body: list[Any] = []
    for found in result.findings:
        body += [Text(found.outcome.label, "bold"), Text(" ".join(found.sentences)), ""]
        if len(result.findings) <= _TABLED and not found.constant:
            body += [_factors(found), ""]
    notes = list(result.notes)
    if len(result.findings) > _TABLED:
        notes.append(f"{plural(len(result.findings), 'outcome')}; figures are in sensitivity.csv, or come "
                     "with --outcome NAME.")
    return printed(f"What matters: {result.title}", notes[0], Group(*body[:-1]), notes[1:])


def _factors(found: Finding) -> Any:
    first, second = _HEADS[found.main]
    lines = columned(first, "95 % interval", second)
    shown = rows(found)
    for row in shown:
        lines.add_row(row.name, Text(row.figure, "bold" if row.sure else QUIET), row.between,
                      _beside(found, row.name, row.small))
    if len(found.order) > MOST:
        lines.add_row(Text(f"and {plural(len(found.order) - MOST, 'factor')} less", QUIET))
    return lines


def _beside(found: Finding, name: str, small: str) -> str:
    if found.main == "ST":
        return sentences.percent(found.of("S1")[name].value)
    if found.main == "mu_star":
        return sentences.figure(found.of("sigma")[name].value, found.outcome)
    if found.main == "prcc":
        return sentences.changed(found.of("change")[name].value, found.outcome)
    if found.main == "swing":
        return sentences.spoken(found.at("swing", name)[0][0])
    return small
