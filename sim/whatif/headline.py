"""What stands on top: what changes for customers and for staff, what it costs and by when it pays, what it
hinges on; every figure and every range is one that the cards show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sim.model.outcomes import OUTCOME
from sim.report.money import NET
from sim.report.money_sentences import rounded_to
from sim.report.wording import amount, between, difference, interval, listed
from sim.whatif.answer import Answer, Card
from sim.whatif.hours import Hours
from sim.whatif.levers import lever, value_words
from sim.whatif.plan import Plan
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model

CUSTOMERS = ("customer_satisfaction",)
"""What is said of customers, whatever it is."""

STAFF = ("staff_turnover", "burnout_share", "job_satisfaction", "fear", "trust_in_leader", "absence")
"""What is said of staff: those told apart from today, the surest first, at most :data:`MOST_STAFF`."""

MOST_STAFF = 2

MOST_LEVERS = 3
"""Levers that are named; of more it is said how many."""

CURRENCIES = ("", "€", "$", "£", "CHF")
"""What money can be called; the model's prices are numbers in whatever currency the reader thinks in."""

HOURS_MOST = 1000.0
"""The most that an hour of a leader's can be priced."""


@dataclass(frozen=True)
class Paying:
    """How money is told.  currency: one of :data:`CURRENCIES`.  hour: what an hour of a leader's costs; 0 for
    not priced."""

    currency: str = ""
    hour: float = 0.0

    def said(self, value: str, language: str) -> str:
        """An amount with its currency."""
        return f"{value} {self.currency or WORDS.say(language, 'money.plain')}"


@dataclass(frozen=True)
class Change:
    """A difference and how sure it is.

    mean: plan less today.  luck: its 95 % interval by luck.  likely: where it is likely to be, parameters
    being as uncertain as they are.  Either may be NaN, not known.
    """

    outcome: str
    mean: float
    luck: tuple[float, float]
    likely: tuple[float, float]

    @classmethod
    def of(cls, card: Card) -> Change:
        """The change that a card shows."""
        low, high, likely_low, likely_high = (end - card.baseline for end in (
            card.low, card.high, card.likely_low, card.likely_high))
        return cls(card.outcome, card.difference, (low, high), (likely_low, likely_high))

    @property
    def range(self) -> tuple[float, float]:
        """The widest range that is known."""
        return self.likely if self.likely[0] == self.likely[0] else self.luck

    @property
    def sure(self) -> bool:
        """Is it told apart from nothing by luck, or by what is likely where luck is not known?"""
        low, high = self.luck if self.luck[0] == self.luck[0] else self.likely
        return low > 0.0 or high < 0.0

    @property
    def open(self) -> bool:
        """May it be nothing, or the other way, all in all?"""
        return self.range[0] <= 0.0 <= self.range[1]

    def told(self, language: str) -> str:
        """'customer satisfaction +2.9 points (likely +1.0 to +5.0)'."""
        o, (low, high) = OUTCOME[self.outcome], self.range
        by_luck = not self.sure and self.luck[0] == self.luck[0]
        key = "nothing" if by_luck else "open" if self.open else "sure"
        return WORDS.say(language, f"headline.{key}", label=model(language, o.label),
                         by=difference(self.mean, o, language),
                         between=interval(low, high, o, sign=True, language=language))


def headline(plan: Plan, answer: Answer, week: Hours, paying: Paying, language: str = ENGLISH,
             hinges: Callable[[Change], tuple[str, ...]] = lambda change: ()) -> list[str]:
    """A sentence on what changes, one on what it takes and brings, and one on what it hinges on, where that
    is known.  week: what the plan asks of leaders.  hinges: what a change turns on, in words."""
    def say(key: str, **values: object) -> str:
        return WORDS.say(language, f"headline.{key}", **values)

    customers = [Change.of(answer.cards[name]) for name in CUSTOMERS if name in answer.cards]
    staff = [Change.of(answer.cards[name]) for name in STAFF if name in answer.cards]
    staff = sorted((change for change in staff if change.sure), key=lambda change: change.open)[:MOST_STAFF]
    parts = [say("customers", told=listed([each.told(language) for each in customers], language)),
             say("staff", told=listed([each.told(language) for each in staff], language)) if staff
             else say("staff_nothing")]
    takes = "; ".join(filter(None, (_hours(week, paying, answer, language),
                                    _money(answer, paying, language))))
    said = [say("whole", did=_did(plan, language), parts="; ".join(parts)),
            f"{takes[:1].upper()}{takes[1:]}."]
    # one for customers and one for staff: a list of all of them was not read
    on = [say("hinge", on=hinge, label=model(language, OUTCOME[each.outcome].label))
          for each in (*customers, *staff[:1]) for hinge in hinges(each)[:1]]
    return [*said, say("hinges", on="; ".join(on))] if on else said


def _did(plan: Plan, language: str) -> str:
    """What leaders do differently: the first few."""
    settings = list(plan.settings())
    said = [WORDS.say(language, "headline.lever", label=lever(name, language).label,
                      value=value_words(name, value, language)) for _, name, value in settings[:MOST_LEVERS]]
    if len(settings) > MOST_LEVERS:
        said.append(WORDS.say(language, "headline.others", count=len(settings) - MOST_LEVERS))
    whole = listed(said, language)
    return whole[:1].upper() + whole[1:]


def _hours(week: Hours, paying: Paying, answer: Answer, language: str) -> str:
    """What leaders give more or less, and of whom there is no more to be had."""
    by = round(week.more, 1)
    key = "hours_more" if by > 0 else "hours_less" if by < 0 else "hours_same"
    said = WORDS.say(language, f"headline.{key}", by=f"{abs(by):.1f}")
    if paying.hour and by:
        whole = amount(week.more * week.leaders * min(answer.weeks, 50) * paying.hour, 1000, sign=True)
        said += WORDS.say(language, "headline.hours_priced", cost=paying.said(whole, language))
    elif by:
        said += WORDS.say(language, "headline.hours_unpriced")
    if week.over:
        said += WORDS.say(language, "headline.hours_over", over=week.over, leaders=week.leaders)
    return said


def _money(answer: Answer, paying: Paying, language: str) -> str:
    """What it brings or costs, as likely as the card of the net value has it, and by when it pays."""
    money = answer.money
    if money is None or money.same:
        return ""
    net, to = money.year.loc[NET], rounded_to(money)
    time = WORDS.say(language, "headline.year" if answer.weeks >= 50 else "headline.weeks",
                     weeks=answer.weeks)
    by = paying.said(amount(abs(net["difference"]), to), language)
    if not money.separated:
        low, high = (amount(net[end], to, sign=True) for end in ("low", "high"))
        return WORDS.say(language, "headline.unknown", by=by, time=time,
                         between=between(low, paying.said(high, language), language))
    change = Change.of(answer.cards[NET])
    firm = net["difference"] / change.mean  # the card tells of one post
    low, high = (amount(firm * end, to, sign=True) for end in change.range)
    likely = WORDS.say(language, f"headline.likely{'_open' if change.open else ''}",
                       between=between(low, high, language))
    said = WORDS.say(language, f"headline.{'brings' if net['difference'] > 0 else 'costs'}", by=by,
                     between=likely, time=time)
    when = "never" if money.payback_month is None else "once" if money.payback_month == 1 else "later"
    return said + WORDS.say(language, f"headline.pays_{when}", month=money.payback_month)


def no_narrower(answer: Answer, guess: Answer | None) -> Answer:
    """An answer of which better ones are to come, each range as wide as the first guess's at least: what four
    pairs of runs agree upon by luck must not be taken back by eight."""
    if answer.final or guess is None:
        return answer

    def wide(card: Card, first: Card) -> Card:
        low, high = (end - first.baseline + card.baseline for end in (first.likely_low, first.likely_high))
        return replace(card, likely_low=min(card.likely_low, low), likely_high=max(card.likely_high, high))

    cards = {name: wide(card, guess.cards[name]) if name in guess.cards else card
             for name, card in answer.cards.items()}
    return replace(answer, cards=cards)
