"""The parts of a plan that have keys of their own: levers, changes in time, assumptions, and the numbers a
leader knows of their firm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import checks
from sim.scenario.checks import Within, wrong
from sim.scenario.demand import LEVEL_RANGE
from sim.scenario.parts import Strict

DIGITS = 6
"""Significant digits of a number in a plan."""


def rounded(value: float) -> float:
    """Six significant digits, and no minus zero.

    >>> rounded(0.123456789), rounded(-0.0)
    (0.123457, 0.0)
    """
    return float(f"{value:.{DIGITS}g}") + 0.0


def written(value: float) -> str:
    """As short as it can be read back.

    >>> written(0.7), written(1200.0), written(0.0000001)
    ('0.7', '1200', '1e-07')
    """
    return f"{value:.{DIGITS}g}".replace("e+", "e")


MOST_WEEKS = 500
"""Ten years: longer plans belong into a study."""

MOST_PEOPLE = 20_000
"""In a leader's own firm: larger ones, too."""


def _levers(value: object) -> dict[str, float]:
    """Levers by name, each one number for all."""
    checked = checks.levers(value)
    for name, number in checked.items():
        if isinstance(number, Mapping):
            raise wrong((name,), "is set by place; a plan sets a lever for all")
    return _ordered(checked, LEVERS)


def _assumptions(value: object) -> dict[str, float | str]:
    """Parameters and switches by name."""
    given = checks.mapping(value, "parameters and switches")
    sides = checks.switches({name: item for name, item in given.items() if name in SWITCHES})
    numbers = checks.parameters({name: item for name, item in given.items() if name not in SWITCHES})
    return {**_ordered(numbers, PARAMETERS), **{name: sides[name] for name in SWITCHES if name in sides}}


def _ordered(given: Mapping[str, float], declared: Mapping[str, Any]) -> dict[str, float]:
    """In the order of the declarations, with six digits, so that a plan and its text say the same."""
    return {name: rounded(given[name]) for name in declared if name in given}


Numbers = Annotated[dict[str, float], BeforeValidator(_levers)]
Assumptions = Annotated[dict[str, float | str], BeforeValidator(_assumptions)]


class Timed(Strict):
    """Levers that change in a week, counted from 1, and stay so."""

    week: Annotated[int, Within(2, MOST_WEEKS, "weeks, the first is 1", whole=True)]
    levers: Numbers

    @model_validator(mode="after")
    def _something(self) -> Timed:
        if not self.levers:
            raise wrong((), "changes nothing; name levers")
        return self


@dataclass(frozen=True)
class Asked:
    """A number on the form.  low, high: what is taken.  outcome, knob: what it is compared with, and the
    parameter that meets it; '' where it is taken as it is.  slope: of the outcome (its logarithm, where
    ``log``) over the parameter (likewise), at first."""

    name: str
    label: str
    unit: str
    low: float
    high: float
    outcome: str = ""
    knob: str = ""
    slope: float = 1.0
    log: bool = True


FORM = (
    Asked("headcount", "People", "leaders included", 10, MOST_PEOPLE),
    Asked("volume", "Customer contacts", "a day, all together", 1, 10_000_000),
    Asked("satisfaction", OUTCOME["customer_satisfaction"].label, "0-100", 20, 95, "customer_satisfaction",
          "quality_base", 50.0, log=False),
    Asked("turnover", OUTCOME["staff_turnover"].label, "% a year", 0.5, 100, "staff_turnover", "quit_usual"),
    Asked("absence", OUTCOME["absence"].label, "%", 0.2, 25, "absence", "absence_usual"),
)
"""The numbers a leader may know; each may be left out."""

BY_NAME = {asked.name: asked for asked in FORM}


class OwnData(Strict):
    """A leader's own numbers, and the firm that was found to match them (see `sim.whatif.own_data`).

    asked: what the leader knows, by name.  people, demand: headcount, and visits compared with the ordinary
    number.  levers, parameters: how people are led there today, and what is assumed of them, as far as found
    by the search.
    """

    asked: dict[str, float] = {}
    people: Annotated[int, Within(0, MOST_PEOPLE, "people, or 0 as in the scenario", whole=True)] = 0
    demand: float = 1.0
    levers: Numbers = {}
    parameters: Assumptions = {}

    @model_validator(mode="before")
    @classmethod
    def _six_digits(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        form = {name: Within(each.low, each.high, each.unit) for name, each in BY_NAME.items()}
        asked = checks.mapping(data.get("asked", {}), "own numbers", ("asked",))
        for name in asked:
            if name not in form:
                raise wrong(("asked", name), f"is not known here{checks.near(name, form)}")
        level = Within(*LEVEL_RANGE, "times the ordinary demand").check(data.get("demand", 1.0), ("demand",))
        return {**data, "demand": rounded(level),
                "asked": {name: rounded(form[name].check(number, ("asked", name))) for name,
                          number in asked.items()}}
