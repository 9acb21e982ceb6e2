"""What reaches the leaders compared with what is true (mechanism reporting, M45): errors, complaints, and
their picture of customers.

Fear hides what goes wrong; so a culture of trust may look worse by its reports while fewer errors are made
(Edmondson 1996).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.model.outcomes import OUTCOME, Outcome
from sim.report.result import Comparison, RunResult, alone, paired
from sim.report.wording import interval, number

HEADING = "What reaches the leaders"
"""The heading, in report and terminal."""

KINDS = ("errors", "complaints")
"""What goes wrong, by the names of their tallies."""


def _share(of: str) -> Outcome:
    return Outcome(f"{of}_reaching", "state", f"{of}_reported", of, 100.0, "reported", 1, f"of 100 {of}",
                   f"of 100 {of}, how many are reported upwards")


REACHING = (
    OUTCOME["errors_true"], OUTCOME["errors_reported"], _share("errors"),
    OUTCOME["complaints_true"], OUTCOME["complaints_reported"], _share("complaints"),
    OUTCOME["picture_of_customers"],
)
"""What is true and what is reported, the share of it (0-100), and leaders' picture; ends are those of the
last week, as in every table."""

_INDEX = pd.Index([o.name for o in REACHING], name="outcome")


def of_run(run: RunResult) -> pd.DataFrame:
    """Index outcome (:data:`REACHING`), in its unit, with the columns of :attr:`RunResult.outcomes`."""
    both = _edges(run)
    return alone(both[:, :, 0], both[:, :, 1], _INDEX)


def of_comparison(found: Comparison) -> pd.DataFrame:
    """Index outcome (:data:`REACHING`), in its unit, with the columns of :attr:`Comparison.outcomes`."""
    return paired(_edges(found.a)[:, :, 1], _edges(found.b)[:, :, 1], _INDEX)


def _edges(run: RunResult) -> np.ndarray:
    """Start and end (first and last week): float64 [replications, outcomes of :data:`REACHING`, 2]; missing
    where there is nothing to count."""
    return np.array([[record.edges(outcome) for outcome in REACHING] for record in run.records])


def run_says(run: RunResult) -> list[str]:
    """In words: how much of what goes wrong is reported, and what became of that."""
    told = of_run(run)
    parts: list[str] = []
    for of in KINDS:
        if _known(told, f"{of}_reaching", "start", "end"):
            start, end = (_whole(told, f"{of}_reaching", edge) for edge in ("start", "end"))
            parts.append(f"of 100 {of} {end} are reported ({start} at the start)" if not parts
                         else f"of 100 {of} {end} ({start})")
    said = [_sentence(parts, _picture(f"{_whole(told, 'picture_of_customers', 'end')} % true", told, "end"))]
    row, safety = told.loc["errors_reaching"], run.outcomes.loc["psychological_safety"]
    if row["high"] < row["start"] and safety["high"] < safety["start"]:
        said.append("It is less safe to speak than at the start, so more stays hidden.")
    elif row["low"] > row["start"] and safety["low"] > safety["start"]:
        said.append("It is safer to speak than at the start, so less stays hidden.")
    return [sentence for sentence in said if sentence]


def comparison_says(found: Comparison) -> list[str]:
    """In words: how much of what goes wrong is reported in A and in B, and where reports mislead."""
    told = of_comparison(found)
    parts: list[str] = []
    for of in KINDS:
        if _known(told, f"{of}_reaching", "a", "b"):
            a, b = (_whole(told, f"{of}_reaching", side) for side in ("a", "b"))
            sides = f"{a} are reported in both" if a == b else f"{a} are reported in A and {b} in B"
            parts.append(f"of 100 {of} {sides if not parts else sides.replace(' are reported', '')}")
    a, b = (_whole(told, "picture_of_customers", side) + " %" for side in ("a", "b"))
    said = [_sentence(parts, _picture(f"{a} true in both" if a == b else f"{a} true in A and {b} in B", told,
                                      "a")), _parting(found, told)]
    return [sentence for sentence in said if sentence]


def _whole(told: pd.DataFrame, name: str, column: str) -> str:
    return f"{told.loc[name].to_dict()[column]:.0f}"


def _known(told: pd.DataFrame, name: str, *columns: str) -> bool:
    return bool(told.loc[name, list(columns)].notna().all())


def _picture(figures: str, told: pd.DataFrame, column: str) -> str:
    return f"their picture of customers is {figures}" if _known(told, "picture_of_customers", column) else ""


def _sentence(parts: list[str], picture: str) -> str:
    said = "; ".join(filter(None, (", ".join(parts), picture)))
    return said[:1].upper() + said[1:] + "." if said else ""


def _sign(frame: pd.DataFrame, name: str) -> int:
    """+1 or -1 where the interval of B - A leaves out zero, else 0."""
    row = frame.loc[name].to_dict()
    return int(row["low"] > 0) - int(row["high"] < 0)


def _parting(found: Comparison, told: pd.DataFrame) -> str:
    """What the reports say of B's errors, if the truth is another; else in which of the two more is said."""
    reported, true, share = (_sign(told, name) for name in ("errors_reported", "errors_true",
                                                            "errors_reaching"))
    if share == 0:
        return ""
    fear = _sign(found.outcomes, "fear")
    hiding = "A" if share > 0 else "B"
    why = f"fear hides them in {hiding}" if fear == -share else f"in {hiding} more stays hidden"
    o = OUTCOME["errors_reported"]
    by = number(told.at["errors_reported", "difference"], o, sign=True)
    if reported == share and true != share and by != number(0.0, o):
        seen, real = ("more", "fewer") if share > 0 else ("fewer", "more")
        truth = number(told.at["errors_true", "difference"], o, sign=True)
        in_truth = f"in truth {real} ({truth})" if true else "in truth the two are not told apart"
        return f"By the reports B makes {seen} errors ({by} per 100 contacts), {in_truth}: {why}."
    afraid = ", where there is less fear" if fear == -share else ""
    return f"More of the errors come to light in {'B' if share > 0 else 'A'}{afraid}."


def run_rows(run: RunResult) -> list[tuple[str, str, str, str, str]]:
    """Label, unit, start, end and interval of the end, as text."""
    told = of_run(run)
    return [(o.label, o.unit, number(row["start"], o), number(row["end"], o),
             interval(row["low"], row["high"], o)) for o in REACHING for row in (told.loc[o.name],)]


def comparison_rows(found: Comparison) -> list[tuple[str, str, str, str, str, str]]:
    """Label, unit, A, B, B - A and its interval, as text."""
    told = of_comparison(found)
    return [(o.label, o.unit, number(row["a"], o), number(row["b"], o),
             number(row["difference"], o, sign=True), interval(row["low"], row["high"], o, sign=True))
            for o in REACHING for row in (told.loc[o.name],)]
