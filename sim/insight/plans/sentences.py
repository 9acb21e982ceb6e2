"""Many plans in plain sentences: who is ahead, who is not told apart, and what regret would choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.insight.plans import regret
from sim.insight.plans.comparison import PlanComparison
from sim.insight.plans.ranking import Ranking
from sim.model.outcomes import OUTCOME
from sim.report.doubt_sentences import decided_by
from sim.report.wording import NONE, interval, listed, number
from sim.scenario.ensemble import weights

UNKNOWN = "One world cannot tell luck from effect: ask for more with --replications."
FAMILY = ("Places: a plan stands below another only where their paired difference is separated at a "
          "family-wise 95 % over all pairs of the outcome (Holm 1979); plans that share a place are not "
          "separated, which does not say that they are equal. With members of the ensemble, the likely range "
          "has to leave out zero as well.")


def percent(share: Any) -> str:
    """A share as whole percent, or a dash.

    >>> percent(0.375), percent(float("nan"))
    ('38 %', '–')
    """
    return NONE if share is None or share != share else f"{100 * share:.0f} %"


def called(s: PlanComparison, plans: Iterable[int]) -> str:
    """'An ordinary firm (A) and Care first (C)'."""
    return listed([f"{s.titles[i]} ({s.letters[i]})" for i in plans])


def sentences(s: PlanComparison) -> list[str]:
    """For each outcome: the places, the choice by mean and by regret, and what would turn the order."""
    return [said for name in s.ranked for said in (of_ranking(s, name), of_regret(s, name), of_turn(s, name))
            if said]


def of_ranking(s: PlanComparison, name: str) -> str:
    """Who is first, who is last, and how each compares with the first plan."""
    r, label = s.rankings[name], OUTCOME[name].label
    if not r.known:
        return f"{label}: {UNKNOWN[0].lower()}{UNKNOWN[1:]}"
    first, last = ([i for i in r.order if place[i] == end] for place,
                   end in ((r.first, 1), (r.last, len(s.names))))
    if len(first) == len(s.names):
        pairs = r.pairs["separated"].fillna(False)
        but = ("" if not pairs.any() else f" from the first, though {int(pairs.sum())} of {len(pairs)} pairs "
               "are separated")
        return f"{label}: the plans are not separated{but}; no order is claimed."
    return (f"{label}: {_end(s, first, 'first', 'above')}; {_end(s, last, 'last', 'below')}. "
            f"{_against_first(s, r)}")


def _end(s: PlanComparison, plans: list[int], end: str, side: str) -> str:
    if len(plans) == 1:
        return (f"{called(s, plans)} is {end}, separated from every plan "
                f"{'below' if side == 'above' else 'above'}")
    return f"{called(s, plans)} may each be {end}, not separated"


def _against_first(s: PlanComparison, r: Ranking) -> str:
    better, worse = ([i for i in r.order if side[i]] for side in (r.above[:, 0], r.above[0]))
    open_ = [i for i in r.order if i and i not in better and i not in worse]
    told = [f"{said}: {', '.join(s.letters[i] for i in plans)}"
            for said, plans in (("better", better), ("worse", worse), ("not separated", open_)) if plans]
    return f"Against {s.letters[0]}, {'; '.join(told)}."


def of_regret(s: PlanComparison, name: str) -> str:
    """Do the choice by mean and the choice by worst-case regret (Savage 1951) agree?"""
    frame, r, o = s.regrets[name], s.rankings[name], OUTCOME[name]
    if not frame["counted"].iloc[0]:
        return ""
    by_mean, by_worst = regret.least_mean(frame), regret.minimax(frame)
    worst = number(frame["worst"].iloc[by_worst[0]], o)
    unsure = sorted({j for i in by_mean for j in range(len(s.names)) if not r.above[i, j]} - set(by_mean),
                    key=r.order.index)
    beside = f" (not separated from {', '.join(s.letters[i] for i in unsure)})" if unsure and r.known else ""
    if set(by_mean) & set(by_worst):
        return (f"{o.label}, regret: {called(s, by_worst)} {'has' if len(by_worst) == 1 else 'have'} the "
                f"smallest worst-case regret ({worst}) and the best mean{beside}: both ways of choosing "
                "agree.")
    return (f"{o.label}, regret: by the mean one would choose {called(s, by_mean)}{beside}, by worst-case "
            f"regret {called(s, by_worst)} ({worst}, against {number(frame['worst'].iloc[by_mean[0]], o)}): "
            "the two ways of choosing do not agree.")


def of_turn(s: PlanComparison, name: str) -> str:
    """Under which assumptions the plan that is second would be better than the first; nothing without
    members."""
    r, o, at = s.rankings[name], OUTCOME[name], s.outcomes.index(name)
    best, second = r.order[:2]
    doubt = s.apart(best, second)
    if doubt is None or not np.isfinite(doubt.likely[0][at]):
        return ""
    low, high = (end[at] for end in doubt.likely)
    other = float(weights(doubt.members)[o.good * doubt.settled[:, at] < 0.0].sum())
    said = (f"{o.label}: {called(s, [best])} less {called(s, [second])} is likely "
            f"{interval(low, high, o, sign=True)}; in {percent(other)} of the members the order is the other "
            "way round")
    turns = [f"{each.label.split(':')[0]} ({each.name}) is {end}" for each in doubt.hinges(at)
             for end, value in zip(each.sides or ("low", "high"), (each.low, each.high), strict=True)
             if o.good * value < 0.0]
    if turns:
        return f"{said}. The order turns if {' or if '.join(turns)}."
    return f"{said}. No single assumption turns it; {decided_by(o, doubt.hinges(at))}."


def worlds(replications: int, members: int) -> str:
    """What the worlds differ in that regret is taken over."""
    if members:
        return (f"Regret is over {members} worlds, each under another member of the ensemble: what a choice "
                "may cost where its assumptions are wrong.")
    return (f"Regret is over {replications} worlds that differ in luck only; --members 20 draws assumptions "
            "too.")
