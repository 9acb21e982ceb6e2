"""Many plans as tables for the terminal: places, what changes, regret.  Plans go by letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.insight.plans import sentences as words
from sim.insight.plans.comparison import PlanComparison
from sim.model.outcomes import OUTCOME
from sim.report.tables import BETTER, QUIET, WORSE, likely, printed
from sim.report.wording import NONE, half_width, number

BESIDE = 4
"""Plans whose differences are shown beside each other; more go below."""


def page(heading: str, who: Sequence[tuple[str, str, str]], body: Sequence[Any],
         notes: Sequence[str]) -> Group:
    """A heading, the plans (letter, title, story), what was found, and quiet notes."""
    plans = (Text.assemble((f"{letter}  ", "bold"), title, (story, QUIET)) for letter, title, story in who)
    return printed(heading, Text("\n").join(plans), Group(*body), notes)


def places(s: PlanComparison) -> list[Any]:
    """By each outcome a table of places, and what it comes to."""
    shown: list[Any] = []
    for name, r in s.rankings.items():
        o = OUTCOME[name]
        table = columns(("place", "plan"), ("mean", f"− {s.letters[0]}", "luck",
                                            *(["likely"] if s.doubt else [])), "not separated from")
        for i in r.order:
            row = s.effect(i, name)
            colour = BETTER if r.above[i, 0] else WORSE if r.above[0, i] else QUIET
            others = ", ".join(s.letters[j] for j in r.unsure(i))
            table.add_row(r.place(i) if r.known else NONE, named(s.letters[i], s.titles[i]),
                          number(row["mean"], o), Text(number(row["difference"], o, sign=True), colour),
                          half_width(row["low"], row["high"], o), *likely(row, o),
                          Text(others if r.known else NONE, QUIET))
        shown += [Text.assemble((o.label, "bold"), (f"  {o.unit}", QUIET)), table,
                  Text(words.of_ranking(s, name)), ""]
    return shown


def differences(s: PlanComparison, outcomes: Sequence[str]) -> list[Any]:
    """Every outcome: the first plan's level and how far each other lies from it."""
    shown: list[Any] = [Text.assemble(
        ("What else changes", "bold"),
        (f"  difference from {s.letters[0]}, ± its 95 % interval; grey: each by itself not separated",
         QUIET))]
    others = list(range(1, len(s.names)))
    for block in (others[k:k + BESIDE] for k in range(0, len(others), BESIDE)):
        table = columns(("",), (s.letters[0], *(f"{s.letters[i]} − {s.letters[0]}" for i in block)))
        for name in (name for name in outcomes if name in s.outcomes):
            o = OUTCOME[name]
            table.add_row(o.label, number(s.effect(0, name)["mean"], o),
                          *(_difference(s, i, name) for i in block))
        shown += [table, ""]
    return shown


def _difference(s: PlanComparison, plan: int, name: str) -> Text:
    o, row = OUTCOME[name], s.effect(plan, name)
    sure = row["separated"] is not None and str(row["separated"]) == "True"
    colour = QUIET if not sure else "" if o.good == 0 else BETTER if row["difference"] * o.good > 0 else WORSE
    return Text(f"{number(row['difference'], o, sign=True)} {half_width(row['low'], row['high'], o)}",
                colour)


def regrets(s: PlanComparison) -> list[Any]:
    """What each plan loses against the best one, world by world."""
    shown: list[Any] = [Text.assemble(("Regret", "bold"), ("  what the best plan of a world brings more than "
                                                           "this one", QUIET))]
    for name in s.ranked:
        o, frame = OUTCOME[name], s.regrets[name]
        table = columns((o.label,), ("mean", "95th", "worst", "best in", f"beats {s.letters[0]} in", ""))
        for i, (_, row) in enumerate(frame.iterrows()):
            between = ("" if row["beats"] != row["beats"] else f"({100 * row['beats_low']:.0f} to "
                       f"{100 * row['beats_high']:.0f})")
            table.add_row(named(s.letters[i], s.titles[i], 20), number(row["mean"], o),
                          number(row["high"], o), Text(number(row["worst"], o), "bold"),
                          words.percent(row["best"]), words.percent(row["beats"]), Text(between, QUIET))
        said = (words.of_regret(s, name), words.of_turn(s, name))
        shown += [table, *(Text(each) for each in said if each), ""]
    return shown[:-1]


def named(letter: str, title: str, width: int = 26) -> Text:
    """Letter and title, cut so that the figures have room on 80 columns."""
    said = Text.assemble((f"{letter} ", "bold"), title)
    said.truncate(width, overflow="ellipsis")
    return said


def columns(words_: Sequence[str], figures: Sequence[str], after: str = "") -> Table:
    """An empty table: columns of words, then of figures, then one of words that may wrap."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in words_:
        table.add_column(name, no_wrap=True)
    for name in figures:
        table.add_column(name, justify="right", no_wrap=True)
    if after:
        table.add_column(after)
    return table
