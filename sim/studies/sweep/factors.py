"""Factors: what a study varies, over which range, and how a row of values becomes a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field, ValidationError

from sim.base.errors import UserError
from sim.scenario import Scenario
from sim.scenario.checks import Path, Within, figure, mistake, near, shown, wrong
from sim.scenario.parts import Strict
from sim.scenario.place import is_ordinary
from sim.studies.sweep.varied import BASE, GROUPS, Varied, grouped, off, reject_idle, table, varied

FULL: tuple[Any, ...] = ("full", {})
"""Settings that leave a factor its whole declared range, or all its choices."""


@dataclass(frozen=True)
class Factor:
    """One thing that a study varies.

    kind: "number", "whole" (a number without decimals) or "choice".  low, high: its range in ``unit``; 0 and
    1 for a choice.  values: the choices, or those numbers that were listed and are the only ones taken; else
    ().  steps: values in a grid, if the study says how many.
    default: the base scenario's own value, which may lie outside the range.
    """

    name: str
    kind: str
    low: float
    high: float
    values: tuple[Any, ...] = ()
    steps: int | None = None
    unit: str = ""
    label: str = ""
    default: Any = None

    @property
    def is_choice(self) -> bool:
        """Are its values words without an order?"""
        return self.kind == "choice"

    def at(self, u: float) -> Any:
        """The value at ``u`` of 0 to 1: that far from low to high, or that far through the values."""
        if self.values:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        value = min(self.low + u * (self.high - self.low), self.high)
        return round(value) if self.kind == "whole" else float(value)

    def place(self, value: Any) -> float:
        """Where ``value`` stands between 0 and 1, so that ``at(place(value))`` is the value; NaN for what the
        factor does not take."""
        if self.values:
            return (self.values.index(value) + 0.5) / len(self.values) if value in self.values else math.nan
        return (value - self.low) / (self.high - self.low) if self.low <= value <= self.high else math.nan

    def check(self, value: object, path: Path) -> Any:
        """The value as it is used, or an error that names ``path``; what lies outside the factor's own range
        is refused too."""
        if not self.values:
            return (Within(self.low, self.high, self.unit or "the factor's range",
                           whole=self.kind == "whole").check(value, path))
        if self.name in table():
            value = table()[self.name].check(value, path)
        if isinstance(value, bool) or value not in self.values:
            raise wrong(path, f"is {shown(value)}, which is none of the factor's values: "
                        f"{', '.join(map(str, self.values))}")
        return self.values[self.values.index(value)]


class Range(Strict):
    """From where to where a factor is varied; whether it may is for its declaration to say."""

    low: Any = Field(description="The least value", json_schema_extra={"type": "number"})
    high: Any = Field(description="The greatest value", json_schema_extra={"type": "number"})
    steps: Annotated[int | None, Within(2, 100_000, "values in a grid", whole=True)] = Field(
        default=None, description="Values in a grid, both ends included; left out, as many as the design "
        "says")


def read(given: Mapping[str, Any], base: Scenario | None, plans: Mapping[str, Scenario]) -> tuple[
    Factor, ...]:
    """Factors from what a study file says, checked; base is None for a model of the user's own, whose factors
    have no declarations."""
    settings = _alone_and_grouped(given, known=base is not None)
    if not settings:
        raise wrong(("factors",), "is empty; name at least one factor, such as presence_hours: {low: 2, "
                    "high: 8}")
    found = []
    for name, (path, setting) in settings.items():
        if base is None:
            found.append(_own(name, setting, path))
        elif name == "scenario":
            own = next((plan for plan in plans if plan_in(base, plan, plans) == base), BASE)
            found.append(_factor(Varied(name, "choice", "", choices=tuple(plans), label="Plan"), list(plans),
                                 own, path))
        else:
            found.append(_factor(varied(name, path), setting, None, path))
    if base is None:
        return tuple(found)
    reject_idle([factor.name for factor in found], base)
    return tuple(factor if factor.name == "scenario" else replace(factor, default=table()[factor.name].of(
        base)) for factor in found)


def _alone_and_grouped(given: Mapping[str, Any], known: bool) -> dict[str, tuple[Path, Any]]:
    """(path, setting) of every factor; one that is named alone refines what its group says of it."""
    settings: dict[str, tuple[Path, Any]] = {}
    for name, setting in given.items():
        if known and name in GROUPS:
            for member in grouped(name, setting, ("factors", name)):
                settings.setdefault(member, (("factors", name), "full"))
        else:
            settings[name] = (("factors", name), setting)
    return settings


def _factor(what: Varied, setting: Any, default: Any, path: Path) -> Factor:
    about: dict[str, Any] = {"name": what.name, "kind": what.kind, "unit": what.unit, "label": what.label,
                             "default": default}
    if isinstance(setting, list | tuple):
        values = _listed(what, setting, path)
        low, high = (0.0, 1.0) if what.kind == "choice" else (float(min(values)), float(max(values)))
        return Factor(low=low, high=high, values=values, **about)
    if setting in FULL:
        if what.open:
            raise wrong(path, "has no range of its own; give one, such as {low: ..., high: ...}, or a list "
                        "of values")
        return Factor(low=what.low, high=what.high, values=what.choices, **about)
    if what.kind == "choice":
        raise wrong(path, f"is {shown(setting)}, expected full or a list of some of "
                    f"{', '.join(what.choices[:12])}")
    if not isinstance(setting, Mapping):
        raise wrong(path, f"is {shown(setting)}, expected full, a list of values, or {{low: ..., high: ...}}")
    span = _span(setting, path)
    low, high = (what.check(end, (*path, key)) for key, end in (("low", span.low), ("high", span.high)))
    if low >= high:
        raise wrong((*path, "low"), f"is {figure(low)}, not below high, which is {figure(high)}; for a "
                    f"single value write [{figure(low)}]")
    return Factor(low=float(low), high=float(high), steps=span.steps, **about)


def _listed(what: Varied, setting: Sequence[Any], path: Path) -> tuple[Any, ...]:
    if not setting:
        raise wrong(path, "is an empty list; list its values, or write full")
    values: list[Any] = []
    for i, item in enumerate(setting):
        value = what.check(item, (*path, i))
        if value in values:
            raise wrong((*path, i), f"is {shown(item)}, which is in the list already; take it out")
        values.append(value)
    return tuple(values)


def _span(setting: Mapping[Any, Any], path: Path) -> Range:
    try:
        return Range.model_validate(setting)
    except ValidationError as error:
        place, text = mistake(error)
        raise wrong((*path, *place), text) from None


def _own(name: str, setting: Any, path: Path) -> Factor:
    """A factor of a model that is the user's own function: what it is follows from what is given."""
    if isinstance(setting, list | tuple) and setting and all(isinstance(item, str) for item in setting):
        factor = _factor(Varied(name, "choice", "", choices=tuple(setting), label=name), setting, setting[0],
                         path)
    else:
        factor = _factor(Varied(name, "number", "", -1e300, 1e300, label=name, open=True), setting, None,
                         path)
        factor = replace(factor, default=factor.values[0] if factor.values else (factor.low + factor.high)
                         / 2)
    return factor


def apply(base: Scenario, values: Mapping[str, Any], plans: Mapping[str, Scenario] | None = None) -> Scenario:
    """The scenario of one row: ``values`` by factor, laid over ``base`` or, where there is a value for
    ``scenario``, over that plan.

    plans: scenarios by the names that the study has for them (``study.plans``); bundled ones are known
    without. UserError where the values do not go together, such as more teams than people.
    """
    scenario = plan_in(base, values["scenario"], plans or {}) if "scenario" in values else base
    over: dict[str, Any] = {}
    for name, value in values.items():
        if name == "scenario":
            continue
        if name not in table():
            raise UserError(f"{shown(name)} is no factor{near(name, table())}")
        what = table()[name]
        if what.part == "without":
            over["without"] = off(value)
        else:
            inside = over
            for key in what.path[:-1]:
                inside = inside.setdefault(key, {})
            inside[what.path[-1]] = value
    return scenario.with_(**over) if over else scenario


def plan_in(base: Scenario, name: str, plans: Mapping[str, Scenario]) -> Scenario:
    """A plan in the world of ``base``: same days and seed, and whatever of the world is not the ordinary
    firm's in ``base``.

    What leaders do (levers, and changes during the run) is the plan's; else the two could not be compared.
    """
    if name == BASE:
        return base
    plan = plans[name] if name in plans else Scenario.load(name)
    world: dict[str, Any] = {"days": base.days, "seed": base.seed}
    if not is_ordinary(base.organisation):
        world["organisation"] = base.organisation
    for part in ("demand", "start"):
        if getattr(base, part) != type(getattr(base, part))():
            world[part] = getattr(base, part).model_dump(mode="json")
    world |= {part: getattr(base, part) for part in ("parameters", "switches") if getattr(base, part)}
    if base.off:
        world["without"] = sorted(base.off)
    return plan.with_(**world)
