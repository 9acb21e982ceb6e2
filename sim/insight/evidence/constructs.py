"""What a survey asks: constructs, read from ``survey.yaml``, and their true scores from simulated states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

FILE = Path(__file__).parent / "survey.yaml"
"""The mapping from states to questions, with a reason for each."""

REFERENCE = Path(__file__).parent / "reference.csv"
"""Where the reference figures are."""

RELIABILITY = 0.8
"""Of a construct that does not state its own: what scales of a few items reach (Nunnally 1978; the frontline
data: 0.75-0.94)."""


@dataclass(frozen=True)
class Construct:
    """One thing a survey asks for.

    who: 'employee', 'front' (employees who serve customers) or 'customer'.  keyed: +1 if agreeing praises, -1
    if it complains.
    reliability: in (0, 1].  parts: state -> weight, negative for a state that counts upside down.  why: the
    reason for this reading.  of_self: a rating of one's own work, so a view of oneself.
    """

    name: str
    who: str
    keyed: int
    reliability: float
    parts: dict[str, float]
    why: str
    of_self: bool = False


@dataclass(frozen=True)
class Settings:
    """How every survey is held; the fields are explained in ``survey.yaml``."""

    days: int
    customers_each: int
    response: float
    response_engagement: float
    method: float
    self_view: float
    points: int
    middle: float
    lean: float
    stretch: float


@cache
def _file() -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


@cache
def settings() -> Settings:
    """How surveys are held."""
    return Settings(**_file()["settings"])


@cache
def constructs() -> dict[str, Construct]:
    """Every construct by name."""
    return {name: Construct(name, said["who"], int(said["keyed"]),
                            float(said.get("reliability", RELIABILITY)),
                            {part: float(weight) for part, weight in said["parts"].items()}, said["why"],
                            bool(said.get("self", False)))
            for name, said in _file()["constructs"].items()}


@cache
def reference() -> pd.DataFrame:
    """Mean and spread of every true score among the people and customers of ordinary organisations that
    differ (columns mean, spread).

    Made by ``experiments/survey_reference.py``.  It is a scale, nothing else: correlations of answers do not
    depend on it.
    """
    return pd.read_csv(REFERENCE, index_col="construct")


def ranges() -> dict[str, tuple[float, float]]:
    """State -> (what counts as 0, what counts as 1), for states that do not use the whole of [0, 1]."""
    return {name: (float(low), float(high)) for name, (low, high) in _file()["ranges"].items()}


def asked_of(*who: str) -> list[Construct]:
    """The constructs asked of these kinds of people, in the order of the file."""
    return [c for c in constructs().values() if c.who in who]


def true_scores(states: pd.DataFrame, *who: str) -> pd.DataFrame:
    """The true score of each construct, in [0, 1] (a little beyond where a state exceeds its range).

    states: one row a respondent, columns named as the parts are ('person.fear').  Missing where any part is
    missing.
    """
    scale = ranges()
    scores = {}
    for construct in asked_of(*who):
        total = pd.Series(0.0, index=states.index)
        for part, weight in construct.parts.items():
            low, high = scale.get(part, (0.0, 1.0))
            share = (states[part] - low) / (high - low)
            total += abs(weight) * (share if weight > 0 else 1.0 - share)
        scores[construct.name] = total / sum(abs(weight) for weight in construct.parts.values())
    return pd.DataFrame(scores, index=states.index)
