"""Many plans as tables for the terminal: places, what changes, money, regret.  Plans are called by letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.insight.plans import sentences as words
from sim.insight.plans.compare import Plans
from sim.insight.plans.comparison import Standing
from sim.model.outcomes import HEADLINES, OUTCOME, OUTCOMES
from sim.report import money_sentences
from sim.report.tables import BETTER, QUIET, WORSE, as_read, printed, size
from sim.report.wording import NONE, amount, grain, interval, not_known, number, title

BESIDE = 4
"""Plans whose differences stand beside each other; more go below."""


def plans_table(found: Plans, everything: bool = False) -> Group:
    """Places and sentences; every headline's differences; money and leaders' hours; regret."""
    scenarios = [scenario for scenario, _ in found.scenarios]
    who = Text("\n").join(Text.assemble((f"{letter}  ", "bold"), f"{title(s)}. ", (s.story, QUIET))
                          for letter, s in zip(found.letters, scenarios, strict=True))
    body = [*places(found), *differences(found, tuple(o.name for o in OUTCOMES) if everything else HEADLINES), *money(found),
            *regrets(found)]
    return printed(f"{len(scenarios)} plans, each against {title(scenarios[0])}", who, Group(*body), _notes(found, everything))


def places(s: Standing) -> list[Any]:
    """By each outcome a table of places, and what it comes to."""
    shown: list[Any] = []
    for name, r in s.rankings.items():
        o = OUTCOME[name]
        table = columns(("place", "plan"), ("mean", f"− {s.letters[0]}", "95 % interval"), "not separated from")
        for i in r.order:
            row = s.effect(i, name)
            colour = BETTER if r.above[i, 0] else WORSE if r.above[0, i] else QUIET
            others = ", ".join(s.letters[j] for j in r.unsure(i))
            table.add_row(r.place(i) if r.known else NONE, _named(s, i), number(row["mean"], o),
                          Text(number(row["difference"], o, sign=True), colour), interval(row["low"], row["high"], o, sign=True),
                          Text(others if r.known else NONE, QUIET))
        shown += [Text.assemble((o.label, "bold"), (f"  {o.unit}", QUIET)), table, Text(words.of_ranking(s, name)), ""]
    return shown


def differences(s: Standing, outcomes: Sequence[str]) -> list[Any]:
    """Every outcome: the first plan's level and how far each other lies from it."""
    shown: list[Any] = [Text.assemble(("What else changes", "bold"), (f"  difference from {s.letters[0]}, ± its 95 % interval; grey: "
                                                                     "each by itself not separated", QUIET))]
    others = list(range(1, len(s.names)))
    for block in (others[k:k + BESIDE] for k in range(0, len(others), BESIDE)):
        table = columns(("",), (s.letters[0], *(f"{s.letters[i]} − {s.letters[0]}" for i in block)))
        for name in (name for name in outcomes if name in s.outcomes):
            o = OUTCOME[name]
            table.add_row(o.label, number(s.effect(0, name)["mean"], o), *(_difference(s, i, name) for i in block))
        shown += [table, ""]
    return shown


def _difference(s: Standing, plan: int, name: str) -> Text:
    o, row = OUTCOME[name], s.effect(plan, name)
    sure = row["separated"] is not None and str(row["separated"]) == "True"
    colour = QUIET if not sure else "" if o.good == 0 else BETTER if row["difference"] * o.good > 0 else WORSE
    return Text(f"{number(row['difference'], o, sign=True)} {words.half_width(row['low'], row['high'], o)}", colour)


def money(found: Plans) -> list[Any]:
    """Net value, costs and leaders' hours of each plan."""
    frame, o = found.costs, OUTCOME["net_value"]
    table = columns(("plan",), ("net value", "cost", "in all", "programmes", "hours", "pays back"))
    to = grain(*(frame["in_all"] - frame["in_all"].iloc[0]), *frame["programmes"])
    for i, (name, row) in enumerate(frame.iterrows()):
        mark = " !" if row["leaders_short"] else ""
        table.add_row(_named(found, i, 15), number(row["net_value"], o), number(row["cost"], o), amount(row["in_all"], to),
                      amount(row["programmes"], to), number(row["leader_hours"], OUTCOME["leader_hours"]) + mark,
                      words.payback(found, str(name)))
    return [Text(money_sentences.HEADING, "bold"), Text(words.of_money(found), QUIET), table,
            *(Text(f"! {said}") for said in words.short_of_time(found)), ""]


def regrets(s: Standing) -> list[Any]:
    """What each plan loses against the best one, world by world."""
    shown: list[Any] = [Text.assemble(("Regret", "bold"), ("  what the best plan of a world brings more than this one", QUIET))]
    for name in s.ranked:
        o, frame = OUTCOME[name], s.regrets[name]
        table = columns((o.label,), ("mean", "95th", "worst", "best in", f"beats {s.letters[0]} in", ""))
        for i, (_, row) in enumerate(frame.iterrows()):
            between = "" if row["beats"] != row["beats"] else f"({100 * row['beats_low']:.0f} to {100 * row['beats_high']:.0f})"
            table.add_row(_named(s, i, 20), number(row["mean"], o), number(row["high"], o), Text(number(row["worst"], o), "bold"),
                          words.percent(row["best"]), words.percent(row["beats"]), Text(between, QUIET))
        shown += [table, Text(words.of_regret(s, name)), ""]
    return shown[:-1]


def _named(s: Standing, plan: int, width: int = 26) -> Text:
    """Letter and title, cut so that the figures have room on 80 columns."""
    named = Text.assemble((f"{s.letters[plan]} ", "bold"), s.titles[plan])
    named.truncate(width, overflow="ellipsis")
    return named


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


def _notes(found: Plans, everything: bool) -> list[str]:
    scenario, setup = found.scenarios[0]
    notes = [size(setup, found.replications, "world") + f", {len(found.names)} plans in each"]
    if found.replications == 1:
        notes.append(words.UNKNOWN)
    elif found.ensemble:
        notes.append(f"Band: 95 % interval, {not_known(found.ensemble, found.replications)}: where the difference of one further world "
                     "would lie; every plan of a world under the same member. So are places: who is ahead in one further world.")
    else:
        notes.append("Interval: 95 % t-interval of the paired difference; luck only, parameters stay as they are; each holds by itself.")
    more = [] if everything else [f"{len(HEADLINES)} of {len(OUTCOMES)} outcomes; --all shows every one."]
    return notes + [words.FAMILY, words.worlds(found)] + as_read(scenario, setup) + more
