"""What a plan does, as the page shows it: a card for each outcome, lines with bands, money; and how far it
can be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.outcomes import OUTCOME, Outcome
from sim.report import drawings, money_sentences
from sim.report.doubt import Doubt
from sim.report.interval import mean_and_interval
from sim.report.money import Books, Money, compared
from sim.report.result import NAMES
from sim.report.wording import number
from sim.scenario.ensemble import members
from sim.whatif.runs import CARDS, RunSummary
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model

Pairs = Sequence[tuple[RunSummary, RunSummary]]
"""Runs of baseline and plan, paired."""


@dataclass(frozen=True)
class Card:
    """One outcome at the end.

    baseline, plan: means.  difference: plan - baseline.  low, high: where the plan is by luck (95 % interval
    of the mean difference, laid on the baseline's mean).  likely_low, likely_high: where one more run of the
    plan would end if parameters, too, were as uncertain as they are.  NaN where it is not known.  better:
    None where luck cannot tell, or where neither is better.
    """

    outcome: str
    baseline: float
    plan: float
    difference: float
    low: float
    high: float
    likely_low: float
    likely_high: float
    separated: bool
    better: bool | None

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return OUTCOME[self.outcome].label

    @property
    def unit(self) -> str:
        """Its unit."""
        return OUTCOME[self.outcome].unit

    def shown(self, value: float, sign: bool = False) -> str:
        """A value of this outcome as it is read."""
        return number(value, OUTCOME[self.outcome], sign)

    @property
    def arrow(self) -> str:
        """Which way it goes."""
        return "▲" if self.difference > 0 else "▼" if self.difference < 0 else "="

    @property
    def verdict(self) -> str:
        """The difference as luck lets it be read, the key of its words: 'same', 'luck', 'hardly', 'better',
        'worse' or 'other'."""
        if self.difference == 0.0 and not self.low < self.baseline < self.high:
            return "same"
        if not self.separated and self.low == self.low:
            return "luck"
        if not any(digit in self.shown(self.difference) for digit in "123456789"):
            return "hardly"
        return {True: "better", False: "worse", None: "other"}[self.better]

    def words(self, language: str = ENGLISH) -> str:
        """'+5.2 better', '+0.1, may be luck', 'as today'."""
        return WORDS.say(language, f"card.{self.verdict}", by=self.shown(self.difference, sign=True))

    def compared(self, language: str = ENGLISH) -> str:
        """The same with its arrow: '▲ +5.2 better'."""
        return f"{self.arrow} {self.words(language)}" if self.difference else self.words(language)


@dataclass(frozen=True, eq=False)
class Series:
    """One outcome week by week, each float64 [weeks]: means of baseline and plan, the plan's band by luck,
    and by luck and parameters."""

    baseline: np.ndarray
    plan: np.ndarray
    low: np.ndarray
    high: np.ndarray
    par_low: np.ndarray
    par_high: np.ndarray


@dataclass(frozen=True, eq=False)
class Answer:
    """What a plan does.

    kind: 'first' (a guess of the emulator, see `sim.whatif.sure`, which may lack outcomes) or 'full' (paired
    worlds of the firm itself).  pairs: pairs of runs that differ by luck; members: pairs under parameters of
    the ensemble.  final: will no better one follow?  people, weeks: how large, how long.
    """

    kind: str
    pairs: int
    members: int
    cards: Mapping[str, Card]
    series: Mapping[str, Series]
    people: int
    weeks: int
    final: bool = True
    books: tuple[Books, Books] | None = None

    @cached_property
    def money(self) -> Money | None:
        """The money of the plan against the baseline; a first guess has none."""
        return None if self.books is None else compared(*self.books)

    def money_lines(self, language: str = ENGLISH) -> list[tuple[str, str]]:
        """What a leader wants to know of money, as (label, sentence); A is the baseline, B the plan."""
        return [] if self.money is None else money_sentences.lines(self.money, language, "plan")

    def says(self, language: str = ENGLISH) -> str:
        """Which answer this is, in a sentence."""
        if self.kind == "first":
            return WORDS.say(language, "answer.first")
        return WORDS.say(language, f"answer.{'members' if self.final else 'more'}",
                         pairs=self.pairs + self.members, members=self.members)


def from_pairs(luck: Pairs, parameters: Pairs, prices: tuple[dict[str, float], dict[str, float]], people: int,
               final: bool) -> Answer:
    """The answer from runs in paired worlds.

    parameters: runs under members of the ensemble, at least one.  prices: parameters of either side.
    """
    at = {name: NAMES.index(name) for name in CARDS}
    ends, par_ends = (_differing([(a.ends, b.ends) for a, b in pairs]) for pairs in (luck, parameters))
    cards = {name: _card(OUTCOME[name], *(each[:, :, i] for each in (ends, par_ends))) for name,
             i in at.items()}
    weeks, par_weeks = (_differing([(a.weeks, b.weeks) for a, b in pairs]) for pairs in (luck, parameters))
    series = {name: _series(*(each[..., i] for each in (weeks, par_weeks))) for i, name in enumerate(CARDS)}
    books = tuple(Books.of([pair[side].account for pair in luck], prices[side]) for side in (0, 1))
    return Answer("full", len(luck), len(parameters), cards, series, people, weeks.shape[2], final,
                  books=(books[0], books[1]))


def _differing(pairs: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """float64 [2, pairs, ...]: baseline and plan."""
    return np.array([[pair[side] for pair in pairs] for side in (0, 1)], float)


def _card(o: Outcome, ends: np.ndarray, under: np.ndarray) -> Card:
    """ends, under: float64 [2, pairs]; the latter under parameters of the ensemble."""
    level = float(mean_and_interval(ends[0])[0])
    difference, low, high, _ = (float(each) for each in mean_and_interval(ends[1] - ends[0]))
    return card(o, level, difference, (low, high), tuple(float(each[0]) for each in _likely(
        ends[1] - ends[0], under[1] - under[0])))


_UNKNOWN = (float("nan"), float("nan"))


def card(o: Outcome, baseline: float, difference: float, luck: tuple[float, ...] = _UNKNOWN,
         likely: tuple[float, ...] = _UNKNOWN) -> Card:
    """A card of an outcome.  luck, likely: ranges of the difference, which is told apart from nothing by the
    former, and by the latter where luck is not known."""
    low, high = luck if luck[0] == luck[0] else likely
    separated = bool(low > 0 or high < 0) or bool(low == high == difference != 0)
    better = None if not separated or not o.good else (difference > 0) == (o.good > 0)
    return Card(o.name, baseline, baseline + difference, difference, baseline + luck[0], baseline + luck[1],
                within(o, baseline + likely[0]), within(o, baseline + likely[1]), separated, better)


def _likely(luck: np.ndarray, under: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The likely range of differences, at least as wide as luck's interval of the mean: low, high, each
    float64 [figures].  luck, under: float64 [pairs] or [pairs, figures], by luck and under members."""
    luck, under = (each.reshape(len(each), -1) for each in (luck, under))
    return Doubt(members()[:len(under)], under, luck).likely


def within(o: Outcome, value: float) -> float:
    """A level that can be: no percentage below 0 or above 100."""
    return float(np.clip(value, 0.0, 100.0)) if o.unit in ("0-100", "%") else float(value)


def _series(weeks: np.ndarray, under: np.ndarray) -> Series:
    """weeks, under: float64 [2, pairs, weeks].  Bands lie around the plan and are as wide as the interval of
    the difference."""
    baseline = mean_and_interval(weeks[0])[0]
    difference, low, high, _ = mean_and_interval(weeks[1] - weeks[0])
    par_low, par_high = _likely(weeks[1] - weeks[0], under[1] - under[0])
    return Series(baseline, baseline + difference, baseline + low, baseline + high, baseline + par_low,
                  baseline + par_high)


_LEAST = 10.0  # points that a picture spans at least, so that noise looks like noise


def picture(answer: Answer, outcome: str, language: str = ENGLISH) -> str:
    """The SVG of an outcome, named for whoever hears it."""
    o, card, line = OUTCOME[outcome], answer.cards[outcome], answer.series[outcome]
    said = WORDS.say(language, "picture.label", outcome=model(language, o.label), plan=card.shown(card.plan),
                     baseline=card.shown(card.baseline), unit=model(language, o.unit),
                     words=card.words(language))
    names = (WORDS.say(language, "picture.baseline", level=card.shown(float(line.baseline[-1]))),
             WORDS.say(language, "picture.plan", level=card.shown(float(line.plan[-1]))))
    baseline, plan, *edges = (each.tolist() for each in (line.baseline, line.plan, line.par_low,
                                                         line.par_high, line.low, line.high))
    return drawings.course(said, baseline, plan, names, [("wide", *edges[:2]), ("plan", *edges[2:])],
                           least=_LEAST if o.scale == 100.0 else 0.0, worse=card.better is False,
                           language=language)


def span(line: Series, o: Outcome) -> tuple[float, float]:
    """The levels between which a page draws an outcome's year: all of it, and never so few that noise looks
    like more."""
    values = np.stack([line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    least = _LEAST if o.scale == 100.0 else 0.1 * max(abs(low), abs(high), 1e-6)
    spare = max(0.05 * (high - low), (least - (high - low)) / 2)
    return low - spare, high + spare
