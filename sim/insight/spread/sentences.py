"""A spread in plain sentences: how far, how strongly and how soon, and nothing that luck could have done."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.insight.spread.carriers import CARRIERS
from sim.insight.spread.distances import NETWORKS
from sim.insight.spread.statistics import strongest
from sim.model.outcomes import OUTCOME
from sim.report.doubt import Hinge
from sim.report.doubt_sentences import decided_by
from sim.report.wording import NONE, between
from sim.runs.weeks import STATES

MOST = 3
"""Sentences at most."""

LEAST = 0.05
"""Points below which a difference is not listed, however sure it is."""

REACHED = ("state", "reach", "mean size", "all others", "likely")
"""The columns of :func:`reached_rows`."""

NEAR = ("state", "steps", "difference", "likely", "halved at", "half in week")
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
    """How far each state goes, the farthest first, in words; ± half of luck's interval, in brackets likely
    ranges."""
    return [(STATES[row["state"]].label, f"{row['reach']:.0%}" + _within(row, "reach", "{:.0%}", "–"),
             f"{row['size']:.1f}", f"{_signed(row['mean'], 2)} {_half(row, 2)}", _likely(row, 2))
            for row in _by_movement(reach).to_dict("records")]


def _half(row: Mapping[Any, Any], digits: int) -> str:
    """Half of luck's interval."""
    return f"±{(row['high'] - row['low']) / 2:.{digits}f}"


def _likely(row: Mapping[Any, Any], digits: int) -> str:
    """The likely range of a difference, or a dash."""
    return between(*(NONE if row[end] != row[end] else _signed(row[end], digits)
                     for end in ("likely_low", "likely_high")))


def _within(row: Mapping[Any, Any], name: str, form: str, to: str = " to ") -> str:
    """' (a to b)', the likely range of a figure that may be infinite; nothing where it is one
    figure or not known."""
    low, high = (row[f"{name}_{end}"] for end in ("low", "high"))
    if low != low or low == high:
        return ""
    return f" ({to.join('never' if math.isinf(end) else form.format(end) for end in (low, high))})"


def _by_movement(reach: pd.DataFrame) -> pd.DataFrame:
    """Those first that moved most people by most."""
    order = (reach["reach"] * reach["size"]).fillna(0.0).sort_values(ascending=False, kind="stable").index
    return reach.loc[order]


def near_rows(figures: pd.DataFrame) -> list[tuple[str, ...]]:
    """What one step does, and when and where half of it is there, in words; only what luck alone could not
    do."""
    return [(STATES[row["state"]].label, f"{row['step']} {row['network']}",
             f"{_signed(row['near'], 1)} {_half(row, 1)}", _likely(row, 1),
             ("never" if math.isinf(row["half_distance"]) else f"{row['half_distance']:.1f}")
             + _within(row, "half_distance", "{:.1f}", "–"),
             f"{row['half_time']:.0f}" + _within(row, "half_time", "{:.0f}", "–"))
            for row in figures[figures.half_time.notna() & (figures.near.abs() >= LEAST)].to_dict("records")]


def sentences(source: str, figures: pd.DataFrame, reach: pd.DataFrame,
              hinges: Mapping[str, Sequence[Hinge]]) -> list[str]:
    """What was found, and how sure it is.

    Args:
        source: where the levers changed, such as 'post P002'.
        figures: as in :class:`sim.insight.spread.result.Spread`.
        reach: likewise.
        hinges: likewise; empty without members.

    Returns:
        A sentence for each of the :data:`MOST` states that moved most people by most; one that says so where
        none did.
    """
    said = [_of_state(row, strongest(figures, row["state"]), hinges.get(row["state"]))
            for row in _by_movement(reach).to_dict("records") if row["reach"] > 0]
    return said[:MOST] or [f"Nothing that changed at {source} went further than luck alone could have "
                           "carried it."]


def _of_state(reach: Mapping[Any, Any], first: Any, hinges: Sequence[Hinge] | None) -> str:
    whom = (f"{STATES[reach['state']].label}: {reach['reach']:.0%} of the others"
            f"{_within(reach, 'reach', '{:.0%}').replace('(', '(likely ')} moved by more than luck, by "
            f"{reach['size']:.1f} points on average")
    if first is None:
        return whom + "; nobody near the source stands out."
    luck = f"{_signed(first.low, 1)} to {_signed(first.high, 1)}"
    if first.likely_low == first.likely_low:
        luck = f"luck {_half(first, 1)}, likely {_likely(first, 1)}"
    half = ("not halved within the firm" if math.isinf(first.half_distance) else
            f"half of it after {first.half_distance:.1f} steps") + _within(first, "half_distance", "{:.1f}")
    when = _weeks(first.half_time) + _within(first, "half_time", "{:.0f}")
    said = (f"{whom}; {_signed(first.near, 1)} at {_steps(first.step)} {NETWORKS[first.network]} ({luck}), "
            f"{half}, half of it there after {when}")
    if first.likely_low <= 0.0 <= first.likely_high:
        said += "; even the direction is open"
    return f"{said}; {decided_by(OUTCOME['fear'], hinges)}." if hinges else f"{said}."


def _steps(count: int) -> str:
    return "one step" if count == 1 else f"{count} steps"


def _weeks(count: float) -> str:
    return "a week" if count == 1 else f"{count:.0f} weeks"


def _signed(value: float, digits: int) -> str:
    """A difference with its sign."""
    return f"{value:+.{digits}f}".replace("-", "−")
