"""The money of a comparison in plain words, the same in terminal and report."""

from __future__ import annotations

from sim.outcomes import YEAR_DAYS
from sim.report.money import NET, TENTH, Money
from sim.report.words import NONE, amount, grain, plural

HEADING = "Money"
"""The heading, in report and terminal."""

LABELS = {"revenue": "revenue", "pay": "pay", "programmes": "programmes", "leavers": "leavers", "gestures": "rules bent",
          "fraud": "undetected cheats", "recovery": "complaints made good", NET: "net value"}
"""What a reader calls each part."""

LEAST = 0.05
"""Parts below this share of the largest are left out of the sentence."""

WITHIN_LUCK = "not told apart from zero"
"""What is said instead of a rank where the interval holds zero."""


def about(m: Money, days: int) -> str:
    """What the amounts are for: 'whole organisation, a year of 250 days, in your own currency'."""
    if days == m.per_days:
        time = f"a year of {days} days" if days == YEAR_DAYS else f"these {plural(days, 'day')}"
    else:
        time = f"a year of {YEAR_DAYS} days, on average over {days:,}"
    return f"whole organisation, {time}, in your own currency"


def lines(m: Money) -> list[tuple[str, str]]:
    """What a leader wants to know, as (label, sentence)."""
    said = [("Net value", _net(m))]
    if not m.same:
        said += [("Made up of", _parts(m)), ("Pays back", _payback(m))]
        if m.pairs > 1:
            said.append(("In bad luck", _downside(m)))
    if m.hours_a == m.hours_a and m.hours_b == m.hours_b:
        said.append(("Leaders", _hours(m)))
    if m.prices:
        told = ", ".join(f"{name} {a:g} in A and {b:g} in B" for name, (a, b) in m.prices.items())
        said.append(("Prices", f"differ, and with them what things cost: {told}."))
    return said


def rounded_to(m: Money) -> int:
    """What amounts of a comparison are rounded to, so that the parts still add up by eye."""
    net = m.year.loc[NET]
    return grain(net["difference"], net["low"], net["high"], *m.year["difference"])


def _net(m: Money) -> str:
    net, to = m.year.loc[NET], rounded_to(m)
    if m.same:
        return f"no difference: {amount(net['a'], grain(net['a']))} in both."
    sides = f"A {amount(net['a'], to)}, B {amount(net['b'], to)}"
    if m.separated is None:
        return f"B − A {amount(net['difference'], to, sign=True)} in this one pair of runs; {sides}."
    between = f"{amount(net['low'], to, sign=True)} to {amount(net['high'], to, sign=True)}"
    if not m.separated:
        return f"{WITHIN_LUCK} ({between}); {sides}."
    more = "more" if net["difference"] > 0 else "less"
    return f"B brings {amount(abs(net['difference']), to)} {more} ({between}); {sides}."


def _parts(m: Money) -> str:
    to, parts = rounded_to(m), m.year.drop(index=NET)
    least = LEAST * float(parts["difference"].abs().max())
    shown, small, within_luck = [], False, False
    for name, row in parts.iterrows():
        told = amount(row["difference"], to, sign=True)
        if abs(row["difference"]) < least or told == "0":
            small |= row["difference"] != 0.0
        elif m.separated is None or row["separated"]:
            shown.append(f"{LABELS[str(name)]} {told}")
        else:
            within_luck = True
    rest = " or ".join(said for said, there in (("small", small), (WITHIN_LUCK, within_luck)) if there)
    if rest:
        rest = f"the rest {rest}" if shown else f"every part {rest}"
    return "; ".join(filter(None, (", ".join(shown), rest))) + "."


def _payback(m: Money) -> str:
    if m.separated is False:
        return f"cannot be said: the difference is {WITHIN_LUCK}."
    alone = " in this one pair of runs" if m.separated is None else ""
    if m.payback_month is None:
        days = int(m.months["days"].sum())
        return f"not within {plural(len(m.months), 'month') if len(m.months) > 1 else plural(days, 'day')}{alone}."
    if m.payback_month == 1:
        return f"at once{alone}: at no month's end is B behind."
    deepest = float(m.months["cumulative"].min())
    return f"in month {m.payback_month}{alone}; until then B is behind by up to {amount(-deepest, grain(deepest))}."


def _downside(m: Money) -> str:
    worst = amount(m.downside, rounded_to(m), sign=True)
    if m.pairs < TENTH:
        return f"B − A is {worst} in the worst of {plural(m.pairs, 'pair')} of runs."
    return f"in one run of ten B − A is below {worst}."


def _hours(m: Money) -> str:
    a, b = f"{m.hours_a:.1f}", f"{m.hours_b:.1f}"
    sides = f"{a} hours a week on people in A and in B" if a == b else f"{a} hours a week on people in A, {b} in B"
    return f"each {sides}; not priced."


def rows(m: Money) -> list[tuple[str, str, str, str, str]]:
    """Part, A, B, B - A and its interval, net value last."""
    to = max(1, rounded_to(m) // 100)  # a table has room for small parts
    found = []
    for name, row in m.year.iterrows():
        between = NONE if row["low"] != row["low"] else f"{amount(row['low'], to, sign=True)} to {amount(row['high'], to, sign=True)}"
        found.append((LABELS[str(name)].capitalize(), amount(row["a"], to), amount(row["b"], to),
                      amount(row["difference"], to, sign=True), between))
    return found
