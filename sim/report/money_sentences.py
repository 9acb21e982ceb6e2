"""The money of a comparison in plain words, the same in terminal and report."""

from __future__ import annotations

from sim.model.outcomes import YEAR_DAYS
from sim.report.money import NET, TENTH, Money
from sim.report.wording import WORDS, amount, between, grain
from sim.words import ENGLISH

HEADING = "Money"
"""The heading, in report and terminal."""

LEAST = 0.05
"""Parts below this share of the largest are left out of the sentence."""

_NAMES = ("A", "B", "in_A", "in_B", "diff")


def about(m: Money, days: int, language: str = ENGLISH) -> str:
    """What the amounts are for: 'whole organisation, a year of 250 days, in your own currency'."""
    if days != m.per_days:
        time = WORDS.say(language, "money.longer", year=YEAR_DAYS, days=days)
    elif days == YEAR_DAYS:
        time = WORDS.say(language, "money.year", days=days)
    else:
        time = WORDS.count(language, "money.days", days)
    return WORDS.say(language, "money.about", time=time)


def lines(m: Money, language: str = ENGLISH, sides: str = "letters") -> list[tuple[str, str]]:
    """What a leader wants to know, as (label, sentence).  sides: what the two are called, "letters" (A and B)
    or "plan" (today and the plan; what leaders' hours come to the page says itself)."""
    names = {name: WORDS.say(language, f"money.sides.{sides}.{name}") for name in _NAMES}
    said = [("net", _net(m, language, names))]
    if not m.same:
        said += [("parts", _parts(m, language)), ("payback", _payback(m, language, names))]
        if m.pairs > 1:
            said.append(("downside", _downside(m, language, names)))
    if sides == "letters" and m.hours_a == m.hours_a and m.hours_b == m.hours_b:
        said.append(("leaders", _hours(m, language, names)))
    if m.prices:
        told = ", ".join(WORDS.say(language, "money.prices.one", name=name, a=a, b=b, **names) for name,
                         (a, b) in m.prices.items())
        said.append(("prices", WORDS.say(language, "money.prices.all", prices=told)))
    return [(WORDS.say(language, f"money.label.{name}"), sentence) for name, sentence in said]


def rounded_to(m: Money) -> int:
    """What amounts of a comparison are rounded to, so that the parts still add up by eye."""
    net = m.year.loc[NET]
    return grain(net["difference"], net["low"], net["high"], *m.year["difference"])


def _net(m: Money, language: str, names: dict[str, str]) -> str:
    net, to = m.year.loc[NET], rounded_to(m)
    if m.same:
        return WORDS.say(language, "money.net.same", level=amount(net["a"], grain(net["a"])))
    sides = {"a": amount(net["a"], to), "b": amount(net["b"], to), **names}
    if m.separated is None:
        return WORDS.say(language, "money.net.pair", by=amount(net["difference"], to, sign=True), **sides)
    way = "luck" if not m.separated else "more" if net["difference"] > 0 else "less"
    ends = between(amount(net["low"], to, sign=True), amount(net["high"], to, sign=True), language)
    return WORDS.say(language, f"money.net.{way}", size=amount(abs(net["difference"]), to), between=ends,
                     **sides)


def _parts(m: Money, language: str) -> str:
    """The parts that count, as they are declared; of the rest whether it is small or open."""
    to, parts = rounded_to(m), m.year.drop(index=NET)
    least = LEAST * float(parts["difference"].abs().max())
    shown, small, within_luck = [], False, False
    for name, row in parts.iterrows():
        told = amount(row["difference"], to, sign=True)
        if abs(row["difference"]) < least or told == "0":
            small |= row["difference"] != 0.0
        elif m.separated is None or row["separated"]:
            shown.append(WORDS.say(language, "money.parts.part",
                                   part=WORDS.say(language, f"money.part.{name}"), by=told))
        else:
            within_luck = True
    rest = "both" if small and within_luck else "small" if small else "luck" if within_luck else ""
    key = "_".join(filter(None, ("shown" if shown else "", rest))) or "none"
    return WORDS.say(language, f"money.parts.{key}", shown=", ".join(shown))


def _payback(m: Money, language: str, names: dict[str, str]) -> str:
    if m.separated is False:
        return WORDS.say(language, "money.payback.luck")
    alone = "_pair" if m.separated is None else ""
    if m.payback_month is None:
        if len(m.months) > 1:
            return WORDS.say(language, f"money.payback.never_months{alone}", count=len(m.months))
        return WORDS.count(language, f"money.payback.never_days{alone}", int(m.months["days"].sum()))
    if m.payback_month == 1:
        return WORDS.say(language, f"money.payback.once{alone}", **names)
    deepest = float(m.months["cumulative"].min())
    return WORDS.say(language, f"money.payback.later{alone}", month=m.payback_month,
                     deepest=amount(-deepest, grain(deepest)), **names)


def _downside(m: Money, language: str, names: dict[str, str]) -> str:
    worst = amount(m.downside, rounded_to(m), sign=True)
    if m.pairs < TENTH:
        return WORDS.count(language, "money.downside.pairs", m.pairs, worst=worst, **names)
    return WORDS.say(language, "money.downside.tenth", worst=worst, **names)


def _hours(m: Money, language: str, names: dict[str, str]) -> str:
    a, b = f"{m.hours_a:.1f}", f"{m.hours_b:.1f}"
    return WORDS.say(language, f"money.hours.{'same' if a == b else 'both'}", a=a, b=b, **names)


def rows(m: Money, language: str = ENGLISH) -> list[tuple[str, str, str, str, str]]:
    """Part, A, B, B - A and its interval, net value last."""
    to = max(1, rounded_to(m) // 100)  # a table has room for small parts
    found = []
    for name, row in m.year.iterrows():
        label = WORDS.say(language, f"money.part.{name}")
        low, high = (amount(row[end], to, sign=True) for end in ("low", "high"))
        found.append((label[:1].upper() + label[1:], amount(row["a"], to), amount(row["b"], to),
                      amount(row["difference"], to, sign=True), between(low, high, language)))
    return found
