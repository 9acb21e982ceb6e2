"""Why a plan does what it does: the difference shared out by path and by lever, in a small, quick firm, and
laid on the difference that the cards show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from sim.insight.attribution.counterfactuals import Change, Ends, Lever
from sim.insight.attribution.explain import ahead, explain
from sim.insight.attribution.explanation import Explanation
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation
from sim.report.wording import IN_PERCENT, decimals
from sim.runs.cache import Cache
from sim.whatif.answer import Card
from sim.whatif.levers import value_words
from sim.whatif.plan import Plan
from sim.whatif.queue import Lane, Request, shared
from sim.whatif.runs import small
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model

PEOPLE = 100
"""People in the firm of the account; smaller firms are taken themselves, if they are generated."""

PAIRS = 4
"""Pairs of runs for every combination of paths."""

MOST_TIMES = 4.0
"""How far the account's difference and the card's may be apart for the parts to be taken in proportion."""

# of every account's baseline half the runs are those of the next account too; a run takes 400 bytes
_RUNS = Ends(20_000)


@dataclass(frozen=True, eq=False)
class Part:
    """What one path or lever contributes.  says: a sentence on the path, or the lever's change."""

    name: str
    title: str
    contribution: float
    low: float
    high: float
    separated: bool
    says: str


@dataclass(frozen=True, eq=False)
class Why:
    """The account of a plan.  people: in the firm of the account.  language: in which it is told.  rest: of
    the difference on the card, what the account's smaller firm does not show.  unsure: that difference in
    figures, where the account's own may be luck: then its sentences would tell of another one."""

    explanation: Explanation
    people: int
    language: str = ENGLISH
    rest: float = 0.0
    unsure: str = ""

    @property
    def sentences(self) -> list[str]:
        """In plain words; nothing is ranked that luck alone could reverse."""
        if self.unsure:
            label = model(self.language, OUTCOME[self.explanation.outcome].label)
            return [WORDS.say(self.language, "why.unsure", label=label, by=self.unsure)]
        return self.explanation.said(self.language)

    @property
    def paths(self) -> list[Part]:
        """Direct, then the five paths."""
        return [*(self._part(row, model(self.language, row["says"])) for _,
                  row in self.explanation.parts.iterrows()), *self._beyond()]

    @property
    def levers(self) -> list[Part]:
        """What leaders do differently, in the order of the declarations."""
        players = self.explanation.by_lever.players if self.explanation.by_lever else ()
        rows = (row for _, row in self.explanation.levers.iterrows())
        return [*(self._part(row, player.said(self.language)) for row,
                  player in zip(rows, players, strict=True)), *self._beyond()]

    def _beyond(self) -> list[Part]:
        """The rest as a part, where it would be seen."""
        if abs(self.rest) < 0.5 * 10.0 ** -decimals(OUTCOME[self.explanation.outcome]):
            return []
        title, says = (WORDS.say(self.language, f"why.rest{end}", people=self.people)
                       for end in ("", "_says"))
        return [Part("rest", title, self.rest, float("nan"), float("nan"), False, says)]

    def _part(self, row: pd.Series, says: str) -> Part:
        return Part(str(row.name), model(self.language, row["title"]), row["contribution"], row["low"],
                    row["high"], row["separated"] is True, says)

    @property
    def note(self) -> str:
        """How it was found."""
        return WORDS.say(self.language, "why.note", people=self.people, pairs=self.explanation.replications)

    def about(self, outcome: str) -> Why:
        """The same for another outcome; nothing is run."""
        return replace(self, explanation=self.explanation.about(outcome), rest=0.0, unsure="")

    def matched(self, card: Card) -> Why:
        """Laid on the difference of a card of the same outcome, so that the parts add up to it: each keeps
        its share.  Where the account's own difference is not told apart from zero, or is of another order,
        the parts stay as they are, and the rest is a part of its own."""
        e, whole = self.explanation, self.explanation.total
        times = card.difference / whole["contribution"] if whole["separated"] is True else 0.0
        if 1 / MOST_TIMES <= times <= MOST_TIMES:
            e = replace(e, ends_b=e.ends_a + times * (e.ends_b - e.ends_a), by_path=times * e.by_path,
                        by_lever=e.by_lever and replace(e.by_lever, shares=times * e.by_lever.shares))
        unsure = "" if whole["separated"] is True else card.shown(card.difference, sign=True)
        return replace(self, explanation=e, rest=card.difference - float(e.total["contribution"]),
                       unsure=unsure)

    def told_in(self, language: str) -> Why:
        """The same in another language."""
        return replace(self, language=language)


_CACHE = Cache[str, Why](60)


def why(plan: Plan, outcome: str = "customer_satisfaction", *, organisation: Organisation | None = None,
        request: Request | None = None, on_progress: Callable[[int, int], None] | None = None) -> Why:
    """The account of a plan, cached for whoever asks next; of all outcomes at once.  Cancelling the request
    stops it between two runs."""
    name = plan.to_text()
    found = _CACHE.get(name)
    if found is None:
        request = request or shared().request(f"why-{name}", "why")
        found = _CACHE.put(name, _computed(plan, organisation, request, on_progress))
    return found.about(outcome)


def prepare_why(plan: Plan, request: Request, *, organisation: Organisation | None = None) -> None:
    """Prepare what the account of every plan for this firm needs, while nobody waits; gives way to all."""
    today = plan.baseline(organisation)
    people = min(len(today.build_organisation()), PEOPLE)
    try:
        ahead(small(today, people), replications=PAIRS, pool=request.executor(Lane.REFINE), cache=_RUNS)
    finally:
        request.cancel()


def _computed(plan: Plan, organisation: Organisation | None, request: Request,
              on_progress: Callable[[int, int], None] | None) -> Why:
    one, other = plan.baseline(organisation), plan.scenario(organisation)
    people = min(len(one.build_organisation()), PEOPLE)
    try:
        explanation = explain(small(one, people), small(other, people), replications=PAIRS,
                              on_progress=on_progress, pool=request.executor(Lane.FIRST), cache=_RUNS)
    finally:
        request.cancel()
    if explanation.by_lever is not None:
        players = tuple(as_on_the_lever(each) for each in explanation.by_lever.players)
        explanation = replace(explanation, by_lever=replace(explanation.by_lever, players=players))
    return Why(explanation, people)


def as_on_the_lever(player: Lever) -> Lever:
    """The player with shares in percent, as its levers show them."""
    def percent(name: str, change: Change) -> Change:
        if LEVERS[name].unit not in IN_PERCENT:
            return change
        return replace(change, before=change.before and value_words(name, float(change.before)),
                       after=change.after and value_words(name, float(change.after)))

    return replace(player, changes=tuple(percent(*each) for each in zip(
        player.levers, player.changes, strict=True))) if player.levers else player
