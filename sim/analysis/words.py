"""An explanation in three plain sentences, which rank nothing that the intervals do not separate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.contested import APPEARS, FLIPS, STANDS, WEAKENS, Contested, reference
from sim.analysis.explanation import Explanation
from sim.analysis.worlds import ASSUMPTIONS, plain
from sim.outcomes import OUTCOME, Outcome
from sim.report.interval import mean_and_interval
from sim.report.words import decimals, difference, interval, listed, number, plural, title

_UNSURE = "may be nothing or much: too unsure to be placed"


@dataclass(frozen=True)
class Ranking:
    """Parts that pull the way of the whole.  first: the largest that is separated from zero, and all such that the intervals do not
    tell from it; then: the next, likewise; against: those that pull the other way, separated from zero; unclear: those that are not,
    the wide ones among them not told from the largest either.  What is too small to be shown is named only among the first.
    """

    first: list[int]
    then: list[int]
    against: list[int]
    unclear: list[int]
    wide: list[int]


def rank(shares: np.ndarray, sign: float, least: float = 0.0) -> Ranking:
    """shares: float64 [replications, parts].  sign: of the whole.  least: what a part must be in size to follow the first."""
    mean, low, high, _ = mean_and_interval(shares * sign)
    order = [int(i) for i in np.argsort(-mean, kind="stable")]
    first = _tied(shares * sign, [i for i in order if low[i] > 0])
    seen = [i for i in order if i not in first and abs(mean[i]) >= least and shares[:, i].any()]
    then = _tied(shares * sign, [i for i in seen if low[i] > 0])
    unclear = [i for i in seen if low[i] <= 0 <= high[i]]
    wide = [i for i in _tied(shares * sign, [*first[:1], *unclear]) if i in unclear]
    return Ranking(first, then, [i for i in seen[::-1] if high[i] < 0], unclear, wide)


def _tied(shares: np.ndarray, order: list[int]) -> list[int]:
    """The first in order, and those whose paired difference from it may be nothing."""
    if not order:
        return []
    apart = mean_and_interval(shares[:, order[:1]] - shares)[1]
    return [i for i in order if i == order[0] or apart[i] <= 0]


def sentences(e: Explanation) -> list[str]:
    """Three sentences, two without levers, one where there is nothing to share out."""
    o, total = OUTCOME[e.outcome], e.total
    label, whole = o.label.lower(), difference(total["contribution"], o)
    pairs = plural(int(total["counted"]), "pair")
    if total["separated"] is None:
        return [f"{pairs} of runs with a value of {label} cannot tell luck from effect (B − A is {whole}); ask for more replications."]
    if not total["separated"]:
        return [f"{title(e.b)} and {title(e.a).lower()} could not be told apart in {label}: B − A is {whole} "
                f"({interval(total['low'], total['high'], o, sign=True)}) over {pairs} of runs, so there is little to explain."
                + _opposed(e, o)]
    sign = float(np.sign(total["contribution"]))
    told = [*_of_paths(e, rank(e.path_shares, sign, _unit(o)), o, whole)]
    return [*told, _of_levers(e, sign, o)] if e.by_lever is not None else told


def _unit(o: Outcome) -> float:
    """Half of the last decimal shown: what is less is not worth a word."""
    return float(0.5 * 10.0 ** -decimals(o))


def _opposed(e: Explanation, o: Outcome) -> str:
    """Parts that are something, though the whole is not."""
    named = [row for _, row in e.parts.iterrows() if row["separated"]]
    return f" What works in opposite directions: {listed([_named(row, o) for row in named])}." if len(named) > 1 else ""


def _named(row: pd.Series, o: Outcome) -> str:
    name = "what comes directly" if row.name == "direct" else str(row["title"]).lower()
    return f"{name} ({number(row['contribution'], o, sign=True)})"


def _of_paths(e: Explanation, ranking: Ranking, o: Outcome, whole: str) -> tuple[str, str]:
    rows = [row for _, row in e.parts.iterrows()]
    named = [_named(row, o) for row in rows]
    of = f"the difference of {whole} in {o.label.lower()}"
    if len(ranking.first) == 1:
        row = rows[ranking.first[0]]
        how = "comes directly, by none of the five paths" if ranking.first[0] == 0 else f"runs by way of {str(row['title']).lower()}"
        largest = "the largest part that is sure" if ranking.wide else "the largest part"
        first = (f"Of {of}, {largest} {how}: {number(row['contribution'], o, sign=True)} "
                 f"({interval(row['low'], row['high'], o, sign=True)}), {row['share']:.0f} % of it.")
    elif ranking.first:
        first = (f"Most of {of} runs by way of {listed([named[i] for i in ranking.first])}; which of them carries more could not be "
                 "told apart.")
    else:
        first = f"No single path carries {of}: none of the parts is separated from zero."
    return first, _second(ranking, named)


def _second(ranking: Ranking, named: list[str]) -> str:
    parts = []
    if ranking.then:
        apart = "" if len(ranking.then) == 1 else ", not told apart"
        parts.append(f"next {'comes' if len(ranking.then) == 1 else 'come'} {listed([named[i] for i in ranking.then])}{apart}")
    parts.append(f"against it {'works' if len(ranking.against) == 1 else 'work'} {listed([named[i] for i in ranking.against])}"
                 if ranking.against else "nothing is seen to work against it")
    for which, said in (([i for i in ranking.unclear if i not in ranking.wide], "could not be told from zero"),
                        (ranking.wide, _UNSURE)):
        if which:
            parts.append(f"{listed([named[i] for i in which])} {said}")
    return "; ".join(parts).capitalize() + "."


def _of_levers(e: Explanation, sign: float, o: Outcome) -> str:
    """What leaders do differently is ranked; assumptions that differ are named beside it."""
    rows = [row for _, row in e.levers.iterrows()]
    assumed = [row for row in rows if row.name == ASSUMPTIONS]
    beside = "".join(f"; {_named(row, o)} differ too: {_change(row)}" for row in assumed)
    rows = rows[:len(rows) - len(assumed)]
    if not rows:
        return f"Leaders do nothing differently; all of it comes from assumptions that differ: {_change(assumed[0])}."
    named = [_named(row, o) for row in rows]
    ranking = rank(e.lever_shares[:, :len(rows)], sign, _unit(o))
    first = ranking.first
    if ranking.wide:
        beside = f"; {listed([named[i] for i in ranking.wide])} {_UNSURE}{beside}"
    if len(rows) == 1:
        said = f"All that leaders do differently is {named[0]}: {_change(rows[0])}"
    elif not first:
        said = "Of what leaders do differently, nothing by itself is separated from zero"
    elif len(first) > 1:
        said = (f"Of what leaders do differently, {listed([named[i] for i in first])} carry most; which of them carries more could not be "
                "told apart")
    else:
        many = " " in str(rows[first[0]]["levers"])
        said = f"Of what leaders do differently, {named[first[0]]} {'carry' if many else 'carries'} most: {_change(rows[first[0]])}"
    return f"{said}{beside}."


def _change(row: pd.Series) -> str:
    text = str(row["change"])
    return text[:1].lower() + text[1:]


_BECOMES = {FLIPS: ("turns into the opposite", "turn into the opposite"),
            WEAKENS: ("is no longer separated", "are no longer separated"),
            APPEARS: ("becomes separated", "become separated")}


def of_switches(found: Contested) -> list[str]:
    """One sentence for each side that changes a conclusion, with both sides' references; one for all the others."""
    told, quiet = [], []
    for side, frame in found.by_side:
        said = frame["conclusion"].dropna()
        name = f"{plain(side.switch)} is {side.taken}"
        becomes = [_becoming([str(outcome) for outcome in said.index[said == kind]], *verbs) for kind, verbs in _BECOMES.items()
                   if kind in set(said)]
        if becomes:
            grounds = "; ".join(f"for {s}: {reference(side.switch, s)}" for s in (side.taken, *side.usual))
            told.append(f"If {name} instead of {listed(list(side.usual))}, {listed(becomes)}; {int((said == STANDS).sum())} of {len(said)} "
                        f"conclusions stand ({grounds}).")
        elif len(said):
            quiet.append(f"{plain(side.switch)} {side.taken}")
    if quiet:
        told.append(f"Every conclusion stands under each of these, taken one at a time: {', '.join(quiet)}.")
    return told or ["One pair of runs has no interval: ask for more with --replications."]


def _becoming(outcomes: list[str], one: str, many: str) -> str:
    return f"{listed([OUTCOME[name].label.lower() for name in outcomes])} {one if len(outcomes) == 1 else many}"
