"""A spread in plain sentences: how far, how strongly and how soon, and nothing that luck could have done."""

from __future__ import annotations

import math

import pandas as pd

from sim.insight.spread.carriers import CARRIERS
from sim.insight.spread.distances import NETWORKS
from sim.runs.weeks import STATES

MOST = 3
"""Sentences at most."""

LEAST = 0.05
"""Points below which a difference is not listed, however sure it is."""

REACHED = ("state", "reach", "mean size", "people", "all others", "95 %")
"""The columns of :func:`reached_rows`."""

NEAR = ("state", "along", "steps", "difference", "95 %", "halved at", "half there")
"""The columns of :func:`near_rows`."""


CARRIED = ("left without", "difference", *(carrier.name for carrier in CARRIERS))
"""The columns of :func:`carried_rows`."""

TOLD = 0.2
"""Points below which nobody is told what carries a difference."""


def carried_rows(carriers: pd.DataFrame) -> list[tuple[str, ...]]:
    """The share left without each carrier, with half of its interval; '?' where that is half or more."""
    rows = []
    told = carriers[carriers.difference.abs() >= TOLD]
    for name, state in STATES.items():
        places = told[told.state == name].groupby(["network", "distance"], sort=False)
        for (network, distance), found in places:
            half = (found.high - found.low) / 2.0
            shares = [f"{_percent(share)} ±{100 * width:.0f}" if width < 0.5 else "?"
                      for share, width in zip(found.share, half, strict=True)]
            rows.append((f"{state.label}, {distance} {network}", f"{_signed(found.difference.iloc[0], 1)}",
                         *shares))
    return rows


def _percent(share: float) -> str:
    """A share without minus zero."""
    return f"{round(share, 2) + 0.0:.0%}"


def carried_sentences(carriers: pd.DataFrame) -> list[str]:
    """What carries a part of a difference that is more than luck; and what carries nothing that could be
    told."""
    alone = carriers[(carriers.carrier != "all") & (carriers.difference.abs() >= TOLD)]
    said, idle = [], []
    for carrier in CARRIERS[:-1]:
        found = alone[alone.carrier == carrier.name]
        sure = found[found.high < 1.0]
        if sure.empty:
            idle.append(carrier.name)
            continue
        first = sure.iloc[int(((1.0 - sure.share) * sure.difference.abs()).to_numpy().argmax())]
        said.append(f"Without {carrier.name} ({carrier.says}) {_percent(first.share)} of "
                    f"{STATES[first.state].label.lower()} {_steps(first.distance)} {NETWORKS[first.network]} "
                    f"is left ({_percent(first.low)} to {_percent(first.high)}).")
    if idle:
        said.append(f"Without {', or without '.join(idle)} no difference became smaller by more than luck.")
    return said


def reached_rows(reach: pd.DataFrame) -> list[tuple[str, ...]]:
    """How far each state goes, the farthest first, in words."""
    return [(STATES[state].label, f"{share:.0%}", f"{size:.1f}", str(people), f"{_signed(middle, 2)}",
             f"{_signed(low, 2)} to {_signed(high, 2)}")
            for state, share, size, people, middle, low, high in _by_movement(reach).itertuples(index=False)]


def _by_movement(reach: pd.DataFrame) -> pd.DataFrame:
    """Those first that moved most people by most."""
    order = (reach["reach"] * reach["size"]).fillna(0.0).sort_values(ascending=False, kind="stable").index
    return reach.loc[order]


def near_rows(figures: pd.DataFrame) -> list[tuple[str, ...]]:
    """What one step does, and when and where half of it is there, in words; only what luck alone could not
    do."""
    return [(STATES[row["state"]].label, row["network"], str(row["step"]), f"{_signed(row['near'], 1)}",
             f"{_signed(row['low'], 1)} to {_signed(row['high'], 1)}", "never"
             if math.isinf(row["half_distance"]) else f"{row['half_distance']:.1f}",
             f"week {row['half_time']:.0f}") for row in figures[figures.half_time.notna()
                                                                & (figures.near.abs() >= LEAST)].to_dict(
                                                                    "records")]


def sentences(source: str, figures: pd.DataFrame, reach: pd.DataFrame) -> list[str]:
    """What was found.

    Args:
        source: where the levers changed, such as 'post P002'.
        figures: as in :class:`sim.insight.spread.spread.Spread`.
        reach: likewise.

    Returns:
        A sentence for each of the :data:`MOST` states that moved most people by most; one that says so where
        none did.
    """
    said = [one for state, share, size, *_ in _by_movement(reach).itertuples(index=False)
            if (one := _of_state(state, share, size, figures[figures.state == state]))]
    return said[:MOST] or [f"Nothing that changed at {source} went further than luck alone could have "
                           "carried it."]


def _of_state(state: str, reach: float, size: float, figures: pd.DataFrame) -> str:
    sure = figures[figures.half_time.notna()]
    label = STATES[state].label
    if not reach > 0:
        return ""
    whom = f"{label}: {reach:.0%} of the others moved by more than luck, by {size:.1f} points on average"
    if sure.empty:
        return whom + "; nobody near the source stands out."
    first = sure.iloc[sure.near.abs().to_numpy().argmax()]
    where = f"{_signed(first.near, 1)} at {_steps(first.step)} {NETWORKS[first.network]}"
    half = ("not halved within the firm" if math.isinf(first.half_distance) else
            f"half of it after {first.half_distance:.1f} steps")
    return (f"{whom}; {where} ({_signed(first.low, 1)} to {_signed(first.high, 1)}), {half}, half of it "
            f"there after {_weeks(first.half_time)}.")


def _steps(count: int) -> str:
    return "one step" if count == 1 else f"{count} steps"


def _weeks(count: float) -> str:
    return "a week" if count == 1 else f"{count:.0f} weeks"


def _signed(value: float, digits: int) -> str:
    """A difference with its sign."""
    return f"{value:+.{digits}f}".replace("-", "−")
