"""Does the shape of informal ties decide how far care and fear travel?

    python -m experiments.spread_by_network [--pairs N] [--days N | --page]

writes docs/spread-by-network.md, docs/spread-by-network.csv and docs/images/spread-by-network.svg.  One
middle leader of the ordinary firm leads as in a culture of fear, or of trust; posts, line, units and luck are
the same throughout, and who is informally tied to whom is another in each network.  Five to ten minutes on
two cores.
"""

from __future__ import annotations

import argparse
import math
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd

from sim import Scenario, spread
from sim.base.writing import table
from sim.report.figures import GREY, INK, ORANGE, STYLE, TEAL, finish, page, save_picture
from sim.report.page import grid
from sim.runs.weeks import STATES

ROOT = Path(__file__).parents[1]
PAGE, TABLE, IMAGES = (ROOT / "docs" / name for name in ("spread-by-network.md", "spread-by-network.csv",
                                                         "images"))
SOURCE = "P002"
"""One of the three leaders below the head."""

LIKE = {"punishing": "culture-of-fear", "caring": "culture-of-trust"}
"""What changes there: the levers of which scenario."""

TIES: dict[str, dict[str, Any]] = {
    "as it is": {}, "half rewired": {"rewired": 0.5}, "all rewired": {"rewired": 1.0},
    "small world": {"kind": "small-world"}, "hubs": {"kind": "scale-free"},
    "blocks": {"kind": "blocks"}, "random": {"kind": "random"},
    "ten brokers gone": {"remove_brokers": 10}, "no ties": {"kind": "none"}}
"""The networks; all but the last two have as many ties."""

SHOWN = {"punishing": ("fear", "norm", "mood", "satisfaction"),
         "caring": ("trust_in_leader", "norm", "mood", "satisfaction")}
"""The states looked at, of all that a spread follows."""

DAYS, SETTLE, PAIRS = 200, 100, 6
"""Days looked at; days before them in which the culture settles into the network; pairs of runs."""

CAUTION = """\
A finding about the model: in it people support each other, share norms and hear talk along informal ties;
trust and fear have no way along ties but through these. How far the model is like real firms is in
[evidence.md](evidence.md)."""


def main(pairs: int, days: int) -> None:
    """Run all networks, and write the table, and from it picture and page."""
    began, rows = time.perf_counter(), []
    for what, like in LIKE.items():
        for name, ties in TIES.items():
            asked = Scenario.load("ordinary-firm").with_(organisation={"ties": ties}, days=days,
                                                         start={"settle_days": SETTLE})
            rows += told(what, name, spread(asked, SOURCE, like, replications=pairs))
            print(f"{what}, {name}: {time.perf_counter() - began:.0f} s", flush=True)
    table(pd.DataFrame(rows).assign(pairs=pairs, days=days), TABLE, digits="%.4g")
    write()


def write() -> None:
    """Picture and page, from the table."""
    frame = pd.read_csv(TABLE)
    pairs, days = int(frame.pairs.iloc[0]), int(frame.days.iloc[0])
    save(frame, pairs, days)
    PAGE.write_text(text(frame, pairs, days), encoding="utf-8")


def told(what: str, network: str, found: Any) -> list[dict[str, Any]]:
    """A row for each state looked at."""
    reach, figures = found.reach.set_index("state"), found.figures.set_index(["state", "network"])
    return [{"what": what, "network": network, "state": state, **reach.loc[state].to_dict(),
             **{f"{along}_{key}": figures.loc[(state, along), key] for along in ("down", "ties")
                for key in ("near", "half_distance", "half_time")}} for state in SHOWN[what]]


def apart(frame: pd.DataFrame, what: str, state: str) -> list[Any]:
    """Networks whose mean over all others is told from that of the ties as they are, intervals taken as
    independent."""
    rows = frame[(frame.what == what) & (frame.state == state)].set_index("network")
    first, found = rows.loc["as it is"], []
    for name, row in rows.drop(index="as it is").iterrows():
        half = math.hypot(row.high - row.low, first.high - first.low) / 2
        if abs(row["mean"] - first["mean"]) > half:
            found.append((name, row["mean"]))
    return found


def sentences(frame: pd.DataFrame) -> list[str]:
    """What was found, a sentence for each change and state."""
    said = []
    for what, states in SHOWN.items():
        for state in states:
            rows = frame[(frame.what == what) & (frame.state == state)].set_index("network")
            first, others = rows.loc["as it is"], apart(frame, what, state)
            begin = (f"**{what.capitalize()} leader, {STATES[state].label.lower()}** of all others: "
                     f"{first['mean']:+.2f} ({first.low:+.2f} to {first.high:+.2f}) with ties as they are; ")
            if others:
                named = ", ".join(f"{name} ({mean:+.2f})" for name, mean in others)
                said.append(f"{begin}told from it: {named}.")
            else:
                low, high = rows["mean"].min(), rows["mean"].max()
                said.append(f"{begin}with others {low:+.2f} to {high:+.2f}, none of them told from it.")
    return said


def verdict(frame: pd.DataFrame) -> str:
    """The answer in one sentence."""
    cases = [(what, state) for what, states in SHOWN.items() for state in states]
    moved = {case: found for case in cases if (found := apart(frame, *case))}
    names = ", ".join(f"{STATES[state].label.lower()} under a {what} leader" for what, state in moved)
    first = frame[frame.network == "as it is"].set_index(["what", "state"])["mean"]
    most = max((abs(mean - first[case]) for case, found in moved.items() for _, mean in found), default=0.0)
    end = ("what customers feel of it is another in some network"
           if any(state == "satisfaction" for _, state in moved) else
           "in no network do customers feel more or less of it than luck explains")
    return (f"In {len(moved)} of {len(cases)} cases some network is told from the ties as they are"
            + (f" ({names}), by {most:.2f} points of 100 at most" if moved else "") + f"; {end}.")


def text(frame: pd.DataFrame, pairs: int, days: int) -> str:
    """The page."""
    rows = [(row.what, row.network, STATES[row.state].label, f"{row.reach:.0%}",
             f"{row['mean']:+.2f} ({row.low:+.2f} to {row.high:+.2f})", _steps(row.down_half_distance),
             _weeks(row.down_half_time), "–" if math.isnan(row.ties_near) else f"{row.ties_near:+.2f}")
            for _, row in frame.iterrows()]
    head = ("change", "network", "state", "reach", "all others (95 %)", "half distance", "half time",
            "one step along ties")
    command = "python -m experiments.spread_by_network     # writes this page, its table and its picture"
    parts: list[str] = ["# Does the shape of informal ties decide how far care and fear travel?",
             f"```sh\n{command}\n```",
             f"One middle leader of the ordinary firm ({SOURCE}) leads as in *culture-of-fear*, or as in "
             f"*culture-of-trust*; the firm is the same but for [who is informally tied to "
             f"whom](organisations.md#other-informal-ties). {pairs} pairs of runs each, {days} days after "
             f"{SETTLE} to settle, means of the last quarter; intervals are of luck alone.",
             f"**{verdict(frame)}**",
             "![Mean difference of everybody else, by network](images/spread-by-network.svg)",
             "\n".join(f"- {sentence}" for sentence in sentences(frame)),
             "*Told from*: the difference is larger than the two intervals, taken as independent, leave to "
             "luck; each case by itself. Half distance and half time are down the line.", CAUTION,
             grid(head, rows)]
    return "\n\n".join("\n".join(textwrap.wrap(part, 140)) if part[0] not in "#`|-!" else part
                       for part in parts) + "\n"


def _steps(value: float) -> str:
    return "" if math.isnan(value) else "never" if math.isinf(value) else f"{value:.1f} steps"


def _weeks(value: float) -> str:
    return "" if math.isnan(value) else f"week {value:.0f}"


def save(frame: pd.DataFrame, pairs: int, days: int) -> None:
    """The picture: a row a change, a column a state, a line a network."""
    with matplotlib.rc_context(STYLE):
        picture = page("One leader changes: what everybody else gets of it, by the shape of informal ties",
                       f"300 people, {pairs} pairs of runs, {days} days.  Mean late difference of all others "
                       "with its 95 % interval.\nGrey band: the interval with ties as they are")
        cells = picture.add_gridspec(2, 4, left=0.15, right=0.98, top=0.76, bottom=0.07, hspace=0.42,
                                     wspace=0.16)
        for i, (what, states) in enumerate(SHOWN.items()):
            for k, state in enumerate(states):
                axes = picture.add_subplot(cells[i, k])
                _panel(axes, frame[(frame.what == what) & (frame.state == state)].set_index("network"))
                axes.set_title(STATES[state].label, loc="left", fontsize=11.5, fontweight="bold")
                if k == 0:
                    axes.annotate(f"A {what} leader", (0.0, 1.0), xycoords="axes fraction", xytext=(-10, 7),
                                  textcoords="offset points", ha="right", fontsize=11.5, fontweight="bold")
                axes.set_yticks(range(len(TIES)), list(TIES) if k == 0 else [""] * len(TIES), fontsize=10.5,
                                color=INK)
        IMAGES.mkdir(exist_ok=True)
        save_picture(picture, IMAGES, "spread-by-network")
        (IMAGES / "spread-by-network.png").unlink()


def _panel(axes: Any, rows: pd.DataFrame) -> None:
    rows = rows.loc[list(TIES)]
    first = rows.iloc[0]
    axes.axvspan(first.low, first.high, color="#EEEEEE", zorder=0)
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=1)
    good = STATES[rows.state.iloc[0]].good
    for at, row in enumerate(rows.itertuples()):
        colour = GREY if row.low <= 0 <= row.high else TEAL if row.mean * good > 0 else ORANGE
        axes.plot([row.low, row.high], [at, at], color=colour, linewidth=2.0, zorder=2)
        axes.plot(row.mean, at, "o", color=colour, markersize=6, zorder=3)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    finish(axes, "x", 9.5)
    axes.locator_params(axis="x", nbins=4)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--pairs", type=int, default=PAIRS, help="pairs of runs of each network")
    asked.add_argument("--days", type=int, default=DAYS, help="working days")
    asked.add_argument("--page", action="store_true", help="only picture and page, from the table there is")
    given = asked.parse_args()
    sys.exit(write() if given.page else main(given.pairs, given.days))
