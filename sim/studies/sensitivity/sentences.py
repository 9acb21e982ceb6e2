"""Sentences about factors, which rank nothing that intervals do not tell apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sim.model.outcomes import Outcome
from sim.report.wording import NONE, difference_unit, listed, number
from sim.studies.sensitivity.finding import Finding, Line
from sim.studies.sweep.factors import Factor

_NAMED = 5  # factors a sentence names before it counts the rest


def figure(value: Any, outcome: Outcome, sign: bool = False) -> str:
    """A figure of an outcome; of a user's own model, whose unit is not known, three digits.

    >>> from sim.studies.sensitivity.runs import outcome_of
    >>> figure(3.0, outcome_of("fear")), figure(-0.01234, outcome_of("my_y"))
    ('3.0', '−0.0123')
    >>> figure(12345.6, outcome_of("my_y"), sign=True)
    '+12,346'
    """
    return number(value, outcome, sign) if outcome.unit else digits(value, sign)


def digits(value: Any, sign: bool = False) -> str:
    """A number with three digits, four before the point where it has them.

    >>> digits(0.61999), digits(-3.0), digits(0.0, sign=True), digits(float("nan"))
    ('0.62', '−3', '0', '–')
    """
    if value is None or value != value:
        return NONE
    rounded = float(f"{value:.3g}") if abs(value) < 1000 else round(value)
    text = f"{rounded:+,.10f}".rstrip("0").rstrip(".")
    return "0" if text in ("+0", "-0") else (text if sign else text.removeprefix("+")).replace("-", "−")


def between(line: Line, outcome: Outcome, sign: bool = False) -> str:
    """'71.1 to 72.4', or a dash where there is no interval."""
    ends = figure(line.low, outcome, sign), figure(line.high, outcome, sign)
    return NONE if NONE in ends else " to ".join(ends)


def changed(value: float, outcome: Outcome) -> str:
    """A difference with its sign and unit."""
    return f"{figure(value, outcome, sign=True)} {difference_unit(outcome)}".rstrip()


def spoken(value: Any) -> str:
    """A setting of a factor as it is read.

    >>> spoken(2), spoken(0.25), spoken("lean-team")
    ('2', '0.25', 'lean-team')
    """
    return (digits(value) if isinstance(value, int | float | np.number) and not isinstance(value, bool)
            else str(value))


def percent(share: float) -> str:
    """A share in whole percent; one decimal below ten."""
    return f"{100 * share:.0f} %" if abs(share) >= 0.0995 or share == 0 else f"{100 * share:.1f} %"


def percents(line: Line) -> str:
    """The interval of a share, '47 to 64'; no share is below zero."""
    return f"{100 * max(0.0, line.low):.0f} to {100 * line.high:.0f}"


def places(factors: Sequence[Factor]) -> list[str]:
    """How choices, which have no order, were turned into numbers; a line where there are any."""
    said = [f"{f.name} ({', '.join(f'{i} = {value}' for i, value in enumerate(f.values))})" for f in factors
            if f.is_choice]
    return [
        f"Choices have no order; they enter by their place in the list: {'; '.join(said)}."] if said else []


def most(finding: Finding, describe: Callable[[str, Line], str]) -> str:
    """Which factors matter most by the size of the main measure; overlapping intervals are not ranked.

    describe: the figures of a factor in words, from its name and its main measure.
    """
    what = label(finding.outcome)
    first, then, unsure = parted(finding)
    said = {name: f"{name} ({describe(name, line)})" for name, line in finding.of(finding.main).items()}
    if not first:
        lone = all(line.low != line.low for line in finding.of(finding.main).values())
        return (f"Which factors move {what} cannot be told: a single run of each row has no interval." if lone
                else f"No factor could be told to move {what}: every interval reaches what luck alone may "
                "leave.")
    if len(first) == 1:
        told = f"{said[first[0]]} moves {what} most."
    else:
        told = (f"{_named([said[name] for name in first])} move {what} most; which of them more could not be "
                "told apart (their intervals overlap).")
    if then:
        told += f" Less, but surely: {_named([said[name] for name in then])}."
    if unsure:
        told += f" Not told from nothing: {_named(unsure)}."
    return told


def parted(finding: Finding) -> tuple[list[str], list[str], list[str]]:
    """Factors in three: the largest with all whose intervals overlap its own; those below; those whose
    interval reaches the floor.

    Without intervals (one replication) nothing is sure.
    """
    own = finding.of(finding.main)
    sure = [name for name, line in own.items() if line.beyond(finding.floor)]
    first = [name for name in sure if own[name].outer >= own[sure[0]].inner]
    return first, [name for name in sure if name not in first], [name for name in own if name not in sure]


def label(outcome: Outcome) -> str:
    """An outcome inside a sentence: its label in small letters, or the name that a user gave it as it is."""
    return outcome.label.lower() if outcome.unit else outcome.label


def _named(names: Sequence[str]) -> str:
    if len(names) <= _NAMED + 1:
        return listed(names)
    return listed([*names[:_NAMED], f"{len(names) - _NAMED} more"])


def of_luck(share: float, replications: int) -> str:
    """How much of what is seen is luck, as far as replications tell."""
    if share != share:
        return ("" if replications > 1 else "Each row was run once, so how much of this is luck is not "
                "known: ask for more replications.")
    if share < 0.005:
        return "Luck plays no part in it to speak of (less than 1 % of the variance between rows)."
    much = " That is much: ask for more replications." if share > 0.25 else ""
    return f"Of the variance between rows, {percent(share)} is luck.{much}"
