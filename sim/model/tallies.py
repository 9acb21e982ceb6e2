"""What is counted, each sum declared once: what a contact adds to its post's day, and what a day adds to its
unit's row.

The engine's sums, their columns, their resetting, the reference's sums and the nomenclature derive from here;
`sim.model.outcomes` makes ratios of them.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.model.jit import Record, inner
from sim.model.outcomes import OUTCOMES, TALLIES
from sim.model.rules import voice
from sim.model.rules.basics import one_if

type Amount = Callable[..., Any] | Field
"""What one record adds to a sum."""


class Sum(NamedTuple):
    """What a post's contacts of today add up to.  unit: 'count' and 'balance' are whole numbers.  of: the
    amount of one contact."""

    unit: str
    meaning: str
    of: Amount


CONTACT = {
    "satisfaction": Sum("sum", "satisfaction of the customers served", lambda m, p: m.satisfaction),
    "relationship": Sum("sum", "their satisfaction with the relationship", lambda m, p: m.relationship),
    "empathy_felt": Sum("sum", "empathy felt for them", lambda m, p: m.empathy_felt),
    "empathy_shown": Sum("sum", "empathy they perceived", lambda m, p: m.empathy_shown),
    "acted": Sum("sum", "empathy acted", lambda m, p: m.acted),
    "rudeness": Sum("sum", "rudeness of the customers", lambda m, p: m.rudeness),
    "minutes": Sum("minutes", "working time of the contacts", lambda m, p: m.minutes),
    "drain": Sum("sum", "shares of resources that the contacts took", lambda m, p: m.drain),
    "wait_days": Sum("days", "waits for colleagues of the cases referred", lambda m, p: m.wait_days),
    "gesture_cost": Sum("money", "price of the rules bent", lambda m, p: p.gesture_price * m.gesture),
    "fraud_loss": Sum("money", "what undetected cheats cost", lambda m, p: p.fraud_price * m.cheats
                      * (1.0 - m.accused)),
    "recovery_cost": Sum("money", "what making good cost", lambda m, p: p.gesture_price * m.recovered),
    "contacts": Sum("count", "contacts", lambda m, p: 1),
    "rude": Sum("count", "contacts with a rude customer", lambda m, p: one_if(m.rudeness > 0.0)),
    "mirrored": Sum("count", "of these, answered in kind", lambda m,
                    p: one_if((m.rudeness > 0.0) & (m.tone < p.mirrored_below))),
    "vented": Sum("count", "contacts followed by bad talk about the customer", lambda m, p: m.vented),
    "gestures": Sum("count", "contacts in which a rule was bent", lambda m, p: m.gesture),
    "first_contacts": Sum("count", "first contacts about a case", lambda m,
                          p: one_if(m.attempt + m.handed_off + m.chases == 0.0)),
    "resolved_first": Sum("count", "of these, resolved", lambda m,
                          p: one_if(m.attempt + m.handed_off + m.chases == 0.0) * m.resolved),
    "repeats": Sum("count", "contacts about a case that came back, or that is asked after", lambda m,
                   p: one_if(m.attempt + m.handed_off + m.chases > 0.0)),
    "promoters_less_detractors": Sum("balance", "very satisfied customers minus dissatisfied ones", lambda m,
                                     p: one_if(m.satisfaction >= 0.85) - one_if(m.satisfaction <= 0.60)),
    "told": Sum("balance", "customers who recommended us minus those who warned others", lambda m,
                p: m.told),
    "errors": Sum("count", "errors made, reported or not", lambda m, p: m.error),
    "left": Sum("count", "customers who left", lambda m, p: m.left),
    "errors_reported": Sum("count", "errors that were reported upwards", lambda m, p: m.error_reported),
    "complaints": Sum("count", "complaints", lambda m, p: m.complained),
    "complaints_reported": Sum("count", "of these, reported upwards", lambda m, p: m.complaint_reported),
    "recovered": Sum("count", "complaints handled well", lambda m, p: m.recovered),
    "extra_mile": Sum("count", "contacts in which the extra mile was gone", lambda m, p: m.extra_mile),
    "accused": Sum("count", "customers treated as cheats", lambda m, p: m.accused),
    "wronged": Sum("count", "of these, honest", lambda m, p: m.wronged),
    "wronged_left": Sum("count", "of these, who left at once", lambda m, p: m.wronged * m.left),
    "cheats": Sum("count", "contacts with a cheat", lambda m, p: m.cheats),
    "enforced": Sum("count", "contacts in which a rule was turned against the customer", lambda m,
                    p: m.enforced),
    "referred": Sum("count", "cases that needed a colleague of another unit", lambda m, p: m.referred),
}
"""The contacts of one post and day; m: the moment, p: parameters."""

TODAY = np.dtype((Record, np.dtype([(name, "i2" if s.unit in ("count", "balance") else "f8") for name,
                                    s in CONTACT.items()], align=True)))
"""What one post's contacts of today add up to."""

TALLY = np.dtype((Record, np.dtype([(name, "f8") for name in TALLIES])))
"""The sums of one unit and day, one field a tally, in the order of ``TALLIES``."""


class Field(NamedTuple):
    """An amount that is a field of the first record."""

    name: str

    def __call__(self, *records: Any) -> Any:
        """Its value."""
        return getattr(records[0], self.name)


def _states(of: str) -> dict[str, Amount]:
    """The sums ``sum_<state>`` of the outcomes that are a mean state of people, of those who are ``of``."""
    return {o.numerator: Field(o.name) for o in OUTCOMES
            if o.denominator == of and o.numerator == f"sum_{o.name}" and o.name not in _COMPUTED}


_COMPUTED = ("psychological_safety", "engagement", "ability")
"""Means of people that are no state of theirs."""

POST: dict[str, Amount] = {
    "posts": lambda person, unit: 1.0,
    "vacant": lambda person, unit: person.vacant,
    "quits": lambda person, unit: person.quit_today,
    "sum_friction": lambda person, unit: unit.friction,
}
"""Over all posts."""

PERSON: dict[str, Amount] = {
    "people": lambda person, p: 1.0,
    **_states("people"),
    "sum_engagement": lambda person, p: (person.commitment + person.mood + person.job_satisfaction) / 3.0,
    "spoke_up": lambda person, p: person.spoke_up,
    "absent": lambda person, p: 1.0 if person.absent_days > 0 else 0.0,
    "burnt_out": lambda person, p: 1.0 if person.drain_customers + person.drain_management > p.burnout_strain
    else 0.0,
}
"""Over people in post."""

LED: dict[str, Amount] = {
    "led": lambda person, p: 1.0,
    **_states("led"),
    "sum_psychological_safety": lambda person, p: voice.safety(person.trust_in_leader, person.fear),
}
"""Over those of them who have a leader."""

FRONT_LINE: dict[str, Amount] = {
    "front_line": lambda person, p: 1.0,
    **_states("front_line"),
    "sum_ability": lambda person, p: person.able,
}
"""Over those of them who serve customers."""

SERVING: dict[str, Amount] = {
    **{tally: Field(column) for tally in TALLIES if (column := tally.removeprefix("sum_")) in CONTACT},
    "word_of_mouth": lambda today, unit: today.told,
    "customers_left": lambda today, unit: today.left,
    "sum_wait": lambda today, unit: unit.wait * today.contacts,
    "sum_service_level": lambda today, unit: unit.service_level * today.contacts,
}
"""Over front-line posts, vacant ones too; today: TODAY."""

LEADER: dict[str, Amount] = {
    "leaders": lambda leader: 1.0,
    "sum_leader_hours": lambda leader: leader.hours,
    "sum_picture": lambda leader: leader.picture,
}
"""Over leaders in post."""

UNIT: dict[str, Amount] = {
    "capacity_minutes": lambda unit: unit.minutes,
    "customers_active": lambda unit: unit.active,
    "sum_cost": lambda unit: unit.cost,
    "sum_net": lambda unit: unit.revenue - unit.cost,
}
"""Of the unit itself."""

ASKING: dict[str, Amount] = {
    "asking_units": lambda unit: 1.0,
    "sum_blame": lambda unit: unit.unit_blame,
}
"""Of a unit that needs others."""


def adding_text(name: str, to: str, sums: Mapping[str, Amount | Sum]) -> str:
    """The source of a function ``name(to, ...)`` that adds each amount to the field of its name; its further
    arguments are called as those of the amounts."""
    amounts = {field: of.of if isinstance(of, Sum) else of for field, of in sums.items()}
    said = {field: _lambdas()[of.__code__.co_firstlineno] for field, of in amounts.items()
            if not isinstance(of, Field)}
    takes = [argument.arg for argument in next(iter(said.values())).args.args]
    values = {field: f"{takes[0]}.{of.name}" if isinstance(of, Field) else ast.unparse(said[field].body)
              for field, of in amounts.items()}
    return "\n".join((f"def {name}({', '.join((to, *takes))}):",
                      *(f"    {to}.{field} += {value}" for field, value in values.items())))


def adding(sums: Mapping[str, Amount]) -> Callable[..., None]:
    """A compilable ``add(to, ...)``; see :func:`adding_text`."""
    space = dict(globals())
    exec(adding_text("add", "to", sums), space)
    return inner(space["add"])


@cache
def _lambdas() -> dict[int, ast.Lambda]:
    """The amounts that this file declares, by their lines."""
    tree = ast.parse(inspect.getsource(sys.modules[__name__]))
    return {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.Lambda)}
