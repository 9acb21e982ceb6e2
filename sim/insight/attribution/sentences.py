"""An explanation in three plain sentences, which rank nothing that the intervals do not separate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.insight.attribution.counterfactuals import ASSUMPTIONS, WORDS
from sim.insight.attribution.decomposition import Decomposition
from sim.model.outcomes import OUTCOME, Outcome
from sim.report.interval import mean_and_interval
from sim.report.wording import decimals, difference, interval, listed, number, title
from sim.words import ENGLISH, model


@dataclass(frozen=True)
class Ranking:
    """Parts that pull the way of the whole.  first: the largest that is separated from zero, and all such
    that the intervals do not tell from it; then: the next, likewise; against: those that pull the other way,
    separated from zero; unclear: those that are not, the wide ones among them not told from the largest
    either.  What is too small to be shown is named only among the first.
    """

    first: list[int]
    then: list[int]
    against: list[int]
    unclear: list[int]
    wide: list[int]


def rank(shares: np.ndarray, sign: float, least: float = 0.0) -> Ranking:
    """shares: float64 [replications, parts].  sign: of the whole.  least: what a part must be in size to
    follow the first."""
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


def sentences(e: Decomposition, language: str = ENGLISH) -> list[str]:
    """Three sentences, two without levers, one where there is nothing to share out."""
    return _Teller(e, language).sentences()


class _Teller:
    """An explanation, told in a language.  whole: the difference, as sentences write it."""

    def __init__(self, e: Decomposition, language: str) -> None:
        self.e, self.o, self.language = e, OUTCOME[e.outcome], language
        self.whole = difference(e.total["contribution"], self.o, language)
        self.label = model(language, self.o.label)

    def sentences(self) -> list[str]:
        e, total, pairs = self.e, self.e.total, int(self.e.total["counted"])
        if total["separated"] is None:
            return [WORDS.count(self.language, "why.unknown", pairs, label=self.label, whole=self.whole)]
        if not total["separated"]:
            a, b = (title(scenario, self.language) for scenario in (e.a, e.b))
            said = WORDS.count(self.language, "why.apart", pairs, a=a, b=b, label=self.label,
                               whole=self.whole, between=self._between(total))
            return [" ".join(filter(None, (said, self._opposed())))]
        sign = float(np.sign(total["contribution"]))
        told = [*self._of_paths(rank(e.path_shares, sign, _unit(self.o)))]
        return [*told, self._of_levers(sign)] if e.by_lever is not None else told

    def _say(self, key: str, **values: object) -> str:
        return WORDS.say(self.language, f"why.{key}", **values)

    def _all(self, names: Sequence[str], among: Sequence[int] | None = None) -> str:
        return listed([names[i] for i in among] if among is not None else names, self.language)

    def _between(self, row: pd.Series) -> str:
        return interval(row["low"], row["high"], self.o, sign=True, language=self.language)

    def _by(self, row: pd.Series) -> str:
        return number(row["contribution"], self.o, sign=True)

    def _named(self, row: pd.Series) -> str:
        return self._say("direct" if row.name == "direct" else "part",
                         name=model(self.language, str(row["title"])), by=self._by(row))

    def _share(self, row: pd.Series) -> str:
        """How much of the whole a part is; over 100 % where others take some of it back."""
        percent = f"{row['share']:.0f}"
        key = "part" if float(percent) < 100.0 else "all" if percent == "100" else "more"
        return self._say(f"share.{key}", percent=percent)

    def _opposed(self) -> str:
        """Parts that are something, though the whole is not."""
        named = [self._named(row) for _, row in self.e.parts.iterrows() if row["separated"]]
        return self._say("opposed", parts=self._all(named)) if len(named) > 1 else ""

    def _of_paths(self, ranking: Ranking) -> tuple[str, str]:
        rows = [row for _, row in self.e.parts.iterrows()]
        named, of = [self._named(row) for row in rows], {"whole": self.whole, "label": self.label}
        if len(ranking.first) == 1:
            row = rows[ranking.first[0]]
            key = ("direct" if ranking.first[0] == 0 else "path") + ("_sure" if ranking.wide else "")
            first = self._say(f"largest.{key}", path=model(self.language, str(row["title"])),
                              by=self._by(row), between=self._between(row), share=self._share(row), **of)
        elif ranking.first:
            first = self._say("largest.several", parts=self._all(named, ranking.first), **of)
        else:
            first = self._say("largest.none", **of)
        return first, self._second(ranking, named)

    def _second(self, ranking: Ranking, named: list[str]) -> str:
        unclear = [i for i in ranking.unclear if i not in ranking.wide]
        against = "none" if not ranking.against else "one" if len(ranking.against) == 1 else "many"
        told = {"next.one" if len(ranking.then) == 1 else "next.many": ranking.then,
                f"against.{against}": ranking.against, "unclear": unclear, "unsure": ranking.wide}
        said = [self._say(key, parts=self._all(named, which)) for key, which in told.items() if which
                or key == "against.none"]
        text = "; ".join(said) + "."
        return text[:1].upper() + text[1:]

    def _of_levers(self, sign: float) -> str:
        """What leaders do differently is ranked; assumptions that differ are named beside it."""
        assert self.e.by_lever is not None
        changes = [player.said(self.language) for player in self.e.by_lever.players]
        rows = [row for _, row in self.e.levers.iterrows()]
        named = [self._named(row) for row in rows]
        levers = [row for row in rows if row.name != ASSUMPTIONS]
        if not levers:
            return self._say("levers.assumed_alone", change=changes[0])
        ranking = rank(self.e.lever_shares[:, :len(levers)], sign, _unit(self.o))
        first = ranking.first[0] if ranking.first else 0
        if len(levers) == 1:
            key = "only"
        elif len(ranking.first) == 1:
            key = "first.many" if " " in str(levers[first]["levers"]) else "first.one"
        else:
            key = "several" if ranking.first else "none"
        said = [self._say(f"levers.{key}", part=named[first], change=changes[first],
                          parts=self._all(named, ranking.first))]
        if ranking.against:
            key = "one" if len(ranking.against) == 1 else "many"
            said.append(self._say(f"against.{key}", parts=self._all(named, ranking.against)))
        if ranking.wide:
            said.append(self._say("unsure", parts=self._all(named, ranking.wide)))
        if len(rows) > len(levers):
            said.append(self._say("levers.assumed", part=named[-1], change=changes[-1]))
        return "; ".join(said) + "."


def _unit(o: Outcome) -> float:
    """Half of the last decimal shown: what is less is not worth a word."""
    return float(0.5 * 10.0 ** -decimals(o))
