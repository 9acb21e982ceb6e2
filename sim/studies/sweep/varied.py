"""Everything of a scenario that a study can vary, under the names of study files; derived from the
declarations.

Levers, parameters and switches go by their own names, which are unique over all three; the shape of a
generated organisation by ``organisation.KEY``; the informal ties of any by ``organisation.ties.KEY``; demand
by ``demand.level``; mechanisms switched off by ``without``; whole scenarios, as plans, by ``scenario``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES, Parameter, Switch
from sim.org.shape import Shape
from sim.org.topology import Topology
from sim.scenario import Scenario, checks
from sim.scenario.checks import Path, Within, near, shown, wrong
from sim.scenario.demand import LEVEL_RANGE

GROUPS: dict[str, Mapping[str, Parameter | Switch]] = {"levers": LEVERS, "parameters": PARAMETERS,
                                                       "switches": SWITCHES}
"""What can be named by the group."""

BASE = "base"
"""The plan that is the base scenario itself."""

NONE = "none"
"""The value of ``without`` that leaves every mechanism on."""

_TOGETHER = " + "  # between mechanisms that are switched off together
TIES = "organisation.ties."
"""What factors of informal ties begin with: these vary an organisation that is read from files too."""

# declared bounds say what can be built, not what is plausible
_OPEN = ("people", "units", "seed", "remove_brokers")


@dataclass(frozen=True)
class Varied:
    """One thing that can be varied.

    kind: "number", "whole" or "choice".  low, high: what a scenario may ask for, in ``unit``.  choices: of a
    choice.  part: the key of the scenario it stands under.  label, help: for people.  open: has no range of
    its own to go by, so a study must give one.
    """

    name: str
    kind: str
    part: str
    low: float = 0.0
    high: float = 1.0
    choices: tuple[str, ...] = ()
    unit: str = ""
    label: str = ""
    help: str = ""
    open: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The keys below which it stands in a scenario."""
        return tuple(self.name.split(".")) if "." in self.name else (self.part, self.name)

    def check(self, value: object, path: Path) -> Any:
        """The value, or an error that names ``path``."""
        if self.kind != "choice":
            return Within(self.low, self.high, self.unit or "its own unit", whole=self.kind == "whole").check(
                value, path)
        if self.name == "without":
            return _mechanisms(value, path)
        word = {True: "on", False: "off"}[value] if isinstance(value, bool) else value
        if not isinstance(word, str) or word not in self.choices:
            hint = near(word, self.choices) if isinstance(word, str) else ""
            raise wrong(path, f"is {shown(value)}, expected one of {', '.join(self.choices)}"
                        + (hint if hint.startswith("; did") else ""))
        return word

    def of(self, base: Scenario) -> Any:
        """Its value in a scenario: what was set there, else the declared default."""
        match self.part:
            case "levers":
                setting = base.levers.get(self.name, LEVERS[self.name].default)
                return (setting.get("default", LEVERS[self.name].default) if isinstance(setting, dict)
                        else setting)
            case "parameters":
                return base.parameters.get(self.name, PARAMETERS[self.name].default)
            case "switches":
                return base.switches.get(self.name, SWITCHES[self.name].choices[0])
            case "demand":
                return base.demand.level
            case "without":
                return switched_off([name for name in NAMES.values() if name in base.off])
        key = self.path[-1]
        if self.name.startswith(TIES):
            return getattr(Topology.model_validate(base.organisation.get("ties", {})), key)
        shape = Shape.model_validate(base.organisation)
        return shape.leaders[-1] if key == "units" else getattr(shape, key)


def switched_off(names: list[str]) -> str:
    """Mechanisms that are off together, as one value of ``without``."""
    return _TOGETHER.join(names) or NONE


def off(value: str) -> list[str]:
    """The mechanisms that a value of ``without`` switches off."""
    return [] if value == NONE else value.split(_TOGETHER)


def _mechanisms(value: object, path: Path) -> str:
    """``none``, a mechanism or several, by name or id, as one text."""
    asked = off(value) if isinstance(value, str) else value
    try:
        return switched_off(list(checks.mechanisms(asked)))
    except PydanticCustomError as error:
        raise wrong(path, f"{error.message()}; or none") from None


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _bound(field: FieldInfo, *kinds: str) -> float | None:
    """The bound that the field of a shape declares."""
    for constraint in field.metadata:
        for kind in kinds:
            if hasattr(constraint, kind):
                bound: float = getattr(constraint, kind)
                return bound - 1 if kind == "lt" else bound
    return None


def _shape(key: str, field: FieldInfo, before: str = "organisation.") -> Varied | None:
    """A number or a choice of the organisation's shape or of its ties; None for what is neither."""
    if choices := get_args(field.annotation) if before == TIES else ():
        return Varied(before + key, "choice", "organisation", choices=choices,
                      label=f"{_spoken(key)} of ties", help=field.description or "")
    whole = field.annotation in (int, int | None)
    if not whole and field.annotation is not float:
        return None
    most = _bound(field, "le", "lt") or _bound(Shape.model_fields["people"], "le")
    return Varied(before + key, "whole" if whole else "number", "organisation",
                  float(_bound(field, "ge") or 0), float(most or 0), unit=(field.description or "").lower(),
                  label=_spoken(key), open=key in _OPEN)


@cache
def table() -> dict[str, Varied]:
    """Everything that can be varied, by name; but for ``scenario``, whose choices are the study's own."""
    found = [Varied(p.name, "number", part, p.low, p.high, (), p.unit, _spoken(p.name), p.help) for part,
             declared in (("levers", LEVERS), ("parameters", PARAMETERS)) for p in declared.values()]
    found += [Varied(s.name, "choice", "switches", choices=s.choices, label=_spoken(s.name), help=s.help)
              for s in SWITCHES.values()]
    found += [shape for key, field in Shape.model_fields.items() if (shape := _shape(key, field))]
    found += [ties for key, field in Topology.model_fields.items() if (ties := _shape(key, field, TIES))]
    found.append(Varied("demand.level", "number", "demand", *LEVEL_RANGE, (), "times the ordinary demand",
                        "Demand"))
    found.append(Varied("without", "choice", "without", choices=(NONE, *NAMES.values()),
                        label="Mechanisms off", help="mechanisms switched off: none, one, or a list of "
                        "several"))
    return {varied.name: varied for varied in found}


def varied(name: str, path: Path) -> Varied:
    """What ``name`` stands for, or an error that says what is near."""
    known = table()
    if name in known:
        return known[name]
    shape = f"organisation.{name}"
    if shape in known:
        raise wrong(path, f"is not known here; did you mean {shape}?")
    raise wrong(path, f"is no lever, parameter or switch{near(name, [*known, 'scenario', *GROUPS])}")


def groups_of(kind: str) -> dict[str, list[str]]:
    """The groups of levers or parameters, with the names in each; switches have none."""
    groups: dict[str, list[str]] = {}
    for name, one in GROUPS[kind].items():
        groups.setdefault(getattr(one, "group", ""), []).append(name)
    groups.pop("", None)
    return groups


def grouped(kind: str, asked: object, path: Path) -> list[str]:
    """Names of all levers, parameters or switches, or of those named one by one or by their group."""
    declared = GROUPS[kind]
    if asked == "all":
        return list(declared)
    groups = groups_of(kind)
    if not isinstance(asked, list | tuple) or not asked:
        choices = f"names or groups ({', '.join(groups)})" if groups else "names"
        raise wrong(path, f"is {shown(asked)}, expected all, or a list of {choices}")
    found: dict[str, None] = {}
    for i, item in enumerate(asked):
        if not isinstance(item, str) or item not in declared and item not in groups:
            what = f"none of the {kind}" + (" and no group of them" if groups else "")
            raise wrong((*path, i), f"is {shown(item)}, {what}{near(str(item), [*groups, *declared])}")
        found |= dict.fromkeys([item] if item in declared else groups[item])
    return list(found)


def reject_idle(names: list[str], base: Scenario) -> None:
    """Refuse what would have no effect on the base's organisation."""
    asked = [name for name in names if name.startswith("organisation.") and not name.startswith(TIES)]
    if not asked:
        return
    given = base.organisation
    if "path" in given:
        raise wrong(("factors", asked[0]), "cannot be varied: the organisation is read from "
                    f"{given['path']}; vary its ties (organisation.ties.kind), or the shape of a generated "
                    "one, whose scenario has no organisation.path")
    for stronger, weaker in (("levels", ("organisation.units", "organisation.span")),
                             ("units", ("organisation.span",))):
        idle = next((name for name in weaker if name in names), None)
        if idle and (stronger in given or f"organisation.{stronger}" in names):
            raise wrong(("factors", idle), "would do nothing: the teams follow from "
                        f"organisation.{stronger}; take one of them out")
