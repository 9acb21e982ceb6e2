"""A plan: a firm as it is, what its leaders would change, from when, and what is assumed about people.

>>> plan = Plan().set("permission", 0.8).set("listening", 0.7, week=12)
>>> plan.to_text()
'1~permission-0.8~w12~listening-0.7'
>>> Plan.from_text(plan.to_text()) == plan
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from sim.base.errors import UserError
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.org.organisation import Organisation
from sim.scenario import Scenario, bundled, checks
from sim.scenario.checks import Within, shown, wrong
from sim.scenario.parts import WEEK, Strict
from sim.whatif import address
from sim.whatif.parts import MOST_WEEKS, Assumptions, Numbers, OwnData, Timed, rounded

ORDINARY = "ordinary-firm"
"""The firm that a plan starts from unless another is chosen."""

def _base(value: object) -> str:
    if not isinstance(value, str) or value not in bundled():
        raise wrong((), f"is {shown(value)}, which is not a bundled "
                    f"scenario{checks.near(str(value), bundled())}")
    return value


def _digest(value: object) -> str:
    text = value if isinstance(value, str) else ""
    if value != "" and (len(text) != 32 or set(text) - set("0123456789abcdef")):
        raise wrong((), f"is {shown(value)}, expected the 32 digits that name an organisation")
    return text


class Plan(Strict):
    """What a leader would do differently; everything left out stays as it is today.

    base: the bundled scenario that is today.  levers: from the first day.  changes: from later weeks, in
    order of time.  assumptions: parameters and switches, for baseline and plan alike.  own_data: own numbers.
    place: digest of an uploaded organisation, or "".
    """

    base: Annotated[str, BeforeValidator(_base)] = ORDINARY
    levers: Numbers = {}
    changes: tuple[Timed, ...] = ()
    assumptions: Assumptions = {}
    own_data: OwnData | None = None
    place: Annotated[str, BeforeValidator(_digest)] = ""
    weeks: Annotated[int, Within(2, MOST_WEEKS, "weeks, 50 are a year", whole=True)] = 50
    seed: Annotated[int, Within(0, 2**32 - 1, "any whole number", whole=True)] = Field(default=1)

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise checks.failure("plan", error, "the plan") from None

    @model_validator(mode="after")
    def _in_time(self) -> Plan:
        weeks = [change.week for change in self.changes]
        if weeks != sorted(set(weeks)):
            raise wrong(("changes",), "are not in order of time, or two are in one week; join those")
        if weeks and weeks[-1] > self.weeks:
            raise wrong(("changes",), f"continue in week {weeks[-1]}, after the last week, {self.weeks}")
        return self

    @property
    def days(self) -> int:
        """Working days of the run."""
        return self.weeks * WEEK

    def baseline(self, organisation: Organisation | None = None) -> Scenario:
        """Today, going on: base, assumptions and own numbers, but nothing that the plan does.  organisation:
        the one uploaded."""
        scenario = _loaded(self.base)
        changes = [change for change in scenario.changes if change.day < self.days]
        given: dict[str, Any] = {"days": self.days, "seed": self.seed, "changes": changes,
                                 **_assumed(self.assumptions)}
        if self.own_data is not None:
            given["demand"] = {"level": self.own_data.demand}
            given["levers"] = self.own_data.levers
            given = {**given, **_assumed({**self.own_data.parameters, **self.assumptions})}
            given |= {
                "organisation": {
                    "people": self.own_data.people}} if self.own_data.people and not self.place else {}
        return self._there(scenario.with_(**given), organisation)

    def scenario(self, organisation: Organisation | None = None) -> Scenario:
        """The plan, run from the first day; the same world as :meth:`baseline` but for what leaders do."""
        today = self.baseline(organisation)
        by_day: dict[int, dict[str, Any]] = {change.day: change.model_dump(mode="json", exclude_none=True)
                                             for change in today.changes}
        for timed in self.changes:
            there = by_day.setdefault((timed.week - 1) * WEEK, {"from_week": timed.week})
            there["levers"] = {**there.get("levers", {}), **timed.levers}
        return today.with_(title="Your plan", levers=self.levers,
                           changes=[by_day[day] for day in sorted(by_day)])

    def _there(self, scenario: Scenario, organisation: Organisation | None) -> Scenario:
        if not self.place:
            return scenario
        if organisation is None or organisation.digest(names=False) != self.place:
            raise OrganisationMissing(self.place, None if organisation is None
                                      else organisation.digest(names=False))
        return scenario.at(organisation)

    def today(self, lever: str) -> float:
        """What a lever is at without the plan; where that differs by place, its level elsewhere."""
        own = self.own_data.levers if self.own_data is not None else {}
        setting = own[lever] if lever in own else _loaded(self.base).levers.get(lever, LEVERS[lever].default)
        return float(setting.get("default", LEVERS[lever].default) if isinstance(setting, Mapping)
                     else setting)

    def level(self, lever: str, week: int = 1) -> float:
        """What a lever is at in a week of the plan."""
        later = (change.levers[lever] for change in reversed(self.changes) if change.week <= week
                 and lever in change.levers)
        return next(later, self.levers.get(lever, self.today(lever)))

    def set(self, lever: str, value: float, week: int = 1) -> Self:
        """The plan with a lever at a value from a week on; a value that is there anyway is left out."""
        known(lever, LEVERS, "a lever")
        plan = self.unset(lever, week)
        if rounded(value) == rounded(plan.level(lever, week)) and lever not in _placed(self.base):
            return plan
        if week == 1:
            return plan.but(levers={**plan.levers, lever: value})
        at = {change.week: dict(change.levers) for change in plan.changes}
        at.setdefault(week, {})[lever] = value
        return plan.but(changes=[{"week": week, "levers": at[week]} for week in sorted(at)])

    def unset(self, lever: str, week: int = 1) -> Self:
        """The plan without what it does to a lever in a week; week 1 is the start."""
        if week == 1:
            return self.but(levers={name: value for name, value in self.levers.items() if name != lever})
        kept = [(change.week, {name: value for name, value in change.levers.items() if (name, change.week)
                               != (lever, week)}) for change in self.changes]
        return self.but(changes=[{"week": week, "levers": levers} for week, levers in kept if levers])

    def assume(self, name: str, value: float | str | None) -> Self:
        """The plan under another assumption: a parameter's value or a switch's side; None for the usual."""
        known(name, {**PARAMETERS, **SWITCHES}, "an assumption")
        kept = {key: item for key, item in self.assumptions.items() if key != name}
        return self.but(assumptions=kept if value is None or value == self.usually(name)
                        else {**kept, name: value})

    def usually(self, name: str) -> float | str:
        """A parameter's value, or a switch's side, without the plan's own assumptions."""
        base = _loaded(self.base)
        if name in SWITCHES:
            return base.switches.get(name, SWITCHES[name].choices[0])
        return base.parameters.get(name, PARAMETERS[name].default)

    def but(self, **changed: Any) -> Self:
        """The plan with these fields replaced."""
        return type(self)(**{**{name: getattr(self, name) for name in type(self).model_fields}, **changed})

    @property
    def empty(self) -> bool:
        """Does it change nothing?"""
        return not self.levers and not self.changes

    def settings(self) -> Iterator[tuple[int, str, float]]:
        """All it does, in order of time: (week, lever, value)."""
        yield from ((1, name, value) for name, value in self.levers.items())
        yield from ((change.week, name, value) for change in self.changes for name,
                    value in change.levers.items())

    def to_text(self) -> str:
        """Short text that goes into an address; :meth:`from_text` takes it back."""
        return address.write(self.model_dump())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The plan in an address, or a :class:`~sim.base.errors.UserError` that says what is wrong."""
        return cls(**address.read(text))


class OrganisationMissing(UserError):
    """The plan is for an uploaded organisation that is not here; the page asks for the file."""

    def __init__(self, wanted: str, found: str | None) -> None:
        said = ("upload its file to continue" if found is None else "the one uploaded is a different one "
                f"({found[:8]}); upload the same file")
        super().__init__(f"this plan is for an uploaded organisation ({wanted[:8]}), which is not stored: "
                         f"{said}")
        self.wanted = wanted


def preset(name: str) -> Plan:
    """A bundled scenario as a plan: where it only sets levers, a plan for the ordinary firm; else the firm as
    it is there."""
    scenario, ordinary = Scenario.bundled(name), Scenario.bundled(ORDINARY)
    said = {key for key, value in scenario.dump().items() if value != ordinary.dump()[key]}
    texts = {"title", "story", "watch", "source", "replications", "days"}
    plain = not any(isinstance(setting, Mapping) for setting in scenario.levers.values())
    timed = all(change.from_week and change.demand is None for change in scenario.changes)
    if not plain or not timed or said - texts - {"levers", "changes"}:
        return Plan(base=name)
    changes = [{"week": change.from_week, "levers": change.levers} for change in scenario.changes]
    return Plan(levers=scenario.levers, changes=changes, weeks=max(50, -(-scenario.days // WEEK)))


def known(name: str, declared: Mapping[str, Any], kind: str) -> None:
    """A UserError unless the name is declared."""
    if name not in declared:
        raise UserError(f"{shown(name)} is not {kind}{checks.near(str(name), declared)}")


def _placed(base: str) -> set[str]:
    """Levers that the base sets by place: setting one for all changes something, whatever the value."""
    return {name for name, setting in _loaded(base).levers.items() if isinstance(setting, Mapping)}


@cache
def _loaded(base: str) -> Scenario:
    """A bundled scenario, read once."""
    return Scenario.bundled(base)


def _assumed(assumptions: Mapping[str, float | str]) -> dict[str, Any]:
    """As a scenario has them."""
    return {"parameters": {name: value for name, value in assumptions.items() if name in PARAMETERS},
            "switches": {name: value for name, value in assumptions.items() if name in SWITCHES}}
