"""The sections of a report on plans, in Markdown: places, what changes, regret."""

from __future__ import annotations

from collections.abc import Sequence

from sim.insight.plans import sentences as words
from sim.insight.plans.comparison import RANKED, PlanComparison
from sim.model.outcomes import HEADLINES, OUTCOME
from sim.report.page import grid
from sim.report.tables import likely
from sim.report.wording import NONE, half_width, interval, number

PICTURE = ("![Each plan's difference from the first, with intervals; what is bracketed is not "
           "separated](figure.svg)")


def rank_options(ranked: Sequence[str]) -> list[str]:
    """The options of the command that ranks by these outcomes."""
    return [f"--rank-by {name}" for name in ranked if tuple(ranked) != RANKED]


def places(s: PlanComparison) -> list[str]:
    """The places by each outcome, a table each."""
    shown = ["## Places", words.FAMILY]
    for name, r in s.rankings.items():
        o, rows = OUTCOME[name], []
        for i in r.order:
            row = s.effect(i, name)
            rows.append((s.letters[i], s.titles[i], r.place(i) if r.known else NONE, number(row["mean"], o),
                         number(row["difference"], o, sign=True),
                         half_width(row["low"], row["high"], o), *likely(row, o),
                         ", ".join(s.letters[j] for j in r.unsure(i)) if r.known else NONE))
        head = ("part", "what it is", "place", "mean", f"difference from {s.letters[0]}", "luck",
                *(["likely"] if s.doubt else []), "not separated from")
        shown += [f"**{o.label}** ({o.unit})", grid(head, rows)]
    return shown


def differences(s: PlanComparison) -> str:
    """How far each plan lies from the first, by every headline outcome."""
    rows = []
    for o in (OUTCOME[name] for name in HEADLINES if name in s.outcomes):
        cells = []
        for i in range(1, len(s.names)):
            row = s.effect(i, o.name)
            cells.append(f"{number(row['difference'], o, sign=True)} "
                         f"({interval(row['low'], row['high'], o, sign=True)})")
        rows.append((o.label, o.unit, number(s.effect(0, o.name)["mean"], o), *cells))
    return grid(("outcome", "unit", s.letters[0], *(f"{letter} − {s.letters[0]}"
                                                    for letter in s.letters[1:])), rows)


def regrets(s: PlanComparison) -> list[str]:
    """Regret by each outcome, a table each."""
    shown = ["## Regret", "What the best plan of a world brings more than this one (Savage 1951), over all "
             "worlds."]
    for name in s.ranked:
        o, rows = OUTCOME[name], []
        for letter, (_, row) in zip(s.letters, s.regrets[name].iterrows(), strict=True):
            between = f" ({words.percent(row['beats_low'])} to {words.percent(row['beats_high'])})" if row[
                "beats"] == row["beats"] else ""
            rows.append((letter, number(row["mean"], o), number(row["high"], o), number(row["worst"], o),
                         words.percent(row["best"]), words.percent(row["beats"]) + between))
        head = ("part", "mean", "95th percentile", "worst", "best in", f"beats {s.letters[0]} in (95 % "
                "interval)")
        shown += [f"**{o.label}** ({o.unit})", grid(head, rows)]
    return shown
