"""What a scenario may contain, and the sentence that says what is wrong with it.

Every check raises through :func:`wrong`, which carries the path of the key; :func:`sentence` turns whatever
pydantic collected into one :class:`~sim.base.errors.UserError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from sim.base.errors import UserError, nearest
from sim.base.writing import cut, plain
from sim.model.mechanisms.catalogue import FORMER, NAMES
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES, Parameter

Path = tuple[str | int, ...]

PLACES = ("default", "unit", "level", "post")
"""What a lever may be set by, from least to most specific; 'default' is for everybody else."""

_SWITCH_WORDS = {True: "on", False: "off"}
_LISTED = 40
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def wrong(path: Path, text: str) -> PydanticCustomError:
    """A mistake at ``path`` below the place being checked; ``text`` ends the sentence that starts with it."""
    return PydanticCustomError("told", "{text}", {"text": text, "path": path})


def near(name: str, choices: Iterable[str]) -> str:
    """:func:`sim.base.errors.nearest`, bearable also when there are a million choices."""
    known = list(choices)
    if len(known) <= _LISTED:
        return nearest(name, known)
    hint = nearest(name, [*known[:5000], *(c for c in known[5000:] if c.casefold() == name.casefold())])
    return hint if hint.startswith("; did") else f"; there are {len(known)}, from {known[0]} to {known[-1]}"


def shown(value: object) -> str:
    """A value as an error shows it.

    >>> shown(True), shown("high"), shown(None), shown([1] * 99)
    ('true', "'high'", 'empty', '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1...')
    """
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        text = repr(value)
    except Exception:  # an integer of thousands of digits, or somebody's own class
        text = f"a {type(value).__name__}"
    return text if len(text) <= 40 else text[:40] + "..."


def figure(value: float) -> str:
    """A bound as it is read: 12, 0.5, 25000."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:g}"


@dataclass(frozen=True)
class Within:
    """A number between two bounds, in a unit; an annotation for pydantic and a check of its own."""

    low: float
    high: float
    unit: str
    whole: bool = False

    def check(self, value: object, path: Path = ()) -> float:
        """The number, or an error: no words, no truth values, nothing out of range, no NaN."""
        kind = "a whole number" if self.whole else "a number"
        expected = f"{kind} between {figure(self.low)} and {figure(self.high)} ({self.unit})"
        if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
            comma = isinstance(value, str) and re.fullmatch(r"\s*([-+]?[0-9]+),([0-9]+)\s*", value)
            raise wrong(path, f"is {shown(value)}, expected {expected}"
                        + (f"; write it with a decimal point: {comma[1]}.{comma[2]}" if comma else ""))
        if not self.low <= value <= self.high or (self.whole and value != int(value)):  # NaN is in no range
            raise wrong(path, f"is {shown(value)}, expected {expected}")
        return int(value) if self.whole else float(value) + 0.0  # no minus zero

    def __get_pydantic_core_schema__(self, source: Any,
                                     handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema,
                                     handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "integer" if self.whole else "number", "minimum": self.low, "maximum": self.high}


def bounds(parameter: Parameter) -> Within:
    """The range a scenario may ask of a parameter or lever."""
    return Within(parameter.low, parameter.high, parameter.unit)


def words(value: object) -> str:
    """A line of text, its white space made plain."""
    if not isinstance(value, str):
        raise wrong((), f"is {shown(value)}, expected text")
    return plain(" ".join(value.split()))


def line(value: object) -> str:
    """A title, a question: :func:`words` that are not too long, of which the beginning is taken."""
    return cut(words(value))


def mapping(value: object, of: str, path: Path = ()) -> dict[str, Any]:
    """A mapping with text for keys (whole numbers become text)."""
    if not isinstance(value, Mapping):
        raise wrong(path, f"is {shown(value)}, expected a mapping of {of}")
    for key in value:
        if isinstance(key, bool) or not isinstance(key, str | int):
            raise wrong(path, f"has the key {shown(key)}, expected a mapping of {of}")
    return {str(key): item for key, item in value.items()}


def listed(of: str) -> BeforeValidator:
    """A check that a value is a list; ``of``: how the sentence ends that says it is not."""
    def check(value: object) -> object:
        if not isinstance(value, list | tuple):
            raise wrong((), f"is {shown(value)}, expected a list{of}")
        return value
    return BeforeValidator(check)


def levers(value: object) -> dict[str, Any]:
    """Levers by name, each a number or a mapping by unit, level or post."""
    checked = {}
    for name, setting in mapping(value, "levers").items():
        if name not in LEVERS:
            hint = "; it is a parameter, put it under 'parameters'" if name in PARAMETERS else near(
                name, LEVERS)
            raise wrong((name,), f"is not a lever{hint}")
        checked[name] = _setting(name, setting)
    return checked


def _setting(name: str, setting: object) -> Any:
    """One lever: a number, or {default?, unit: {...}, level: {...}, post: {...}} with text for keys."""
    within = bounds(LEVERS[name])
    if not isinstance(setting, Mapping):
        return within.check(setting, (name,))
    places: dict[str, Any] = {}
    for place, given in mapping(setting, "default, unit, level, post", (name,)).items():
        if place not in PLACES:
            raise wrong((name, place), f"is not a place to set a lever{near(place, PLACES)}")
        if place == "default":
            places[place] = within.check(given, (name, place))
            continue
        by_name = mapping(given, f"{place} to number", (name, place))
        for key in by_name if place == "level" else ():
            if not re.fullmatch(r"0|[1-9][0-9]{0,4}", key):
                raise wrong((name, place), f"has the key {shown(key)}, expected the number of a level (0 is "
                            "the top)")
        places[place] = {key: within.check(item, (name, place, key)) for key, item in by_name.items()}
    if not places:
        raise wrong((name,), f"is an empty mapping{near('', PLACES)}")
    return places["default"] if set(places) == {"default"} else places


def parameters(value: object) -> dict[str, float]:
    """Overrides of what the model assumes, by name."""
    checked = {}
    for name, number in mapping(value, "parameters").items():
        if name not in PARAMETERS:
            hint = "; it is a lever, put it under 'levers'" if name in LEVERS else near(name, PARAMETERS)
            raise wrong((name,), f"is not a parameter{hint}")
        checked[name] = bounds(PARAMETERS[name]).check(number, (name,))
    return checked


def switches(value: object) -> dict[str, str]:
    """The side taken in each contested finding; true and false are read as on and off."""
    checked = {}
    for name, side in mapping(value, "switches").items():
        if name not in SWITCHES:
            raise wrong((name,), f"is not a switch{near(name, SWITCHES)}")
        word = _SWITCH_WORDS[side] if isinstance(side, bool) else side
        if not isinstance(word, str) or word not in SWITCHES[name].choices:
            hint = near(word, SWITCHES[name].choices) if isinstance(word, str) else ""
            raise wrong((name,), f"is {shown(side)}, expected one of {', '.join(SWITCHES[name].choices)}"
                        + (hint if hint.startswith("; did") else ""))
        checked[name] = word
    return checked


def mechanisms(value: object) -> tuple[str, ...]:
    """Names of mechanisms, given by name or id, each once and in the order of ids."""
    if not isinstance(value, list | tuple | set | frozenset):
        raise wrong((), f"is {shown(value)}, expected a list of mechanisms, such as [mirroring]")
    named = set()
    for item in value:
        for former, now in FORMER.items():
            if item in former:
                raise wrong((), f"names {shown(item)}, which is part of {now!r} now; name that one, or leave "
                            "it out" if now else f"names {shown(item)}, which the model does without now, as "
                            "nothing needed it; leave it out")
        if not isinstance(item, str) or item not in NAMES and item not in NAMES.values():
            raise wrong((), f"names {shown(item)}, which is not a mechanism{near(str(item), NAMES.values())}")
        named.add(NAMES.get(item, item))
    return tuple(name for name in NAMES.values() if name in named)


def outcome(value: object) -> str:
    """The name of an outcome."""
    if not isinstance(value, str) or value not in OUTCOME:
        raise wrong((), f"is {shown(value)}, which is no outcome (sim show "
                    f"outcomes){near(str(value), OUTCOME)}")
    return value


def key_path(path: Path) -> str:
    """A path as it is written in errors.

    >>> key_path(("changes", 0, "levers", "fear"))
    'changes[0].levers.fear'
    """
    parts = (f"[{part}]" if isinstance(part, int) else "." + _CONTROL.sub("?", part)[:60] for part in path)
    return "".join(parts).removeprefix(".")


def sentence(error: ValidationError, whole: str = "the scenario") -> str:
    """The first mistake as a sentence without its file: 'levers.presence_hours is 40, expected ...';
    ``whole`` if it has no key."""
    path, text = mistake(error)
    return f"{key_path(path) or whole} {text}"


def mistake(error: ValidationError) -> tuple[Path, str]:
    """The first mistake: its path and the rest of the sentence."""
    first = error.errors(include_url=False)[0]
    context = first.get("ctx", {})
    return ((*first["loc"], *context.get("path", ())), str(context["text"]) if first["type"] == "told"
            else _plain(first))


def _plain(details: ErrorDetails) -> str:
    """Pydantic's own messages, in the words of this command line."""
    message = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if details["type"] == "value_error":
        return f"cannot be: {message}"
    if details["type"] == "missing":
        return "is missing"
    if details["type"] == "extra_forbidden":
        return "is not known here"
    if details["type"] == "literal_error":
        choices = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
        return f"is {shown(details['input'])}, expected one of {choices}"
    return f"is {shown(details['input'])}, expected {message[:1].lower() + message[1:]}".replace(
        "expected input should be", "expected")


def failure(where: str, error: ValidationError, whole: str = "the scenario") -> UserError:
    """The error a user sees for a scenario, or a study, that does not validate."""
    return UserError(f"{where}: {sentence(error, whole)}")
