"""The organisation a scenario speaks of: checked when the scenario is, built or read when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from sim.base.errors import UserError
from sim.org.build import build_organisation
from sim.org.mapping import Mapping as Meaning
from sim.org.mapping import fields_at
from sim.org.shape import Shape
from sim.org.topology import Topology, retied
from sim.scenario.checks import Path, mapping, mistake, near, shown, wrong

if TYPE_CHECKING:
    from sim.org.organisation import Organisation

FROM_FILE = ("path", "mapping")
"""Keys of an organisation that is read from files; all other keys describe a generated one, but for ``ties``,
which may be given with either."""

READ = (*FROM_FILE, "ties")

HELD = "in memory: "
"""How the path of an organisation begins that is no file but was given as an object; its digest follows."""

_MOST_HELD = 32
_held: dict[str, Organisation] = {}

_CACHED_UP_TO = 5000  # posts; larger ones are built whenever they are asked for

_GENERATED_AND_READ = ("cannot be given with 'path': an organisation is either generated from a shape or "
                       "read from files; remove one")


def organisation(value: object) -> dict[str, Any]:
    """The organisation as given, once it is known to make sense; defaults are not filled in."""
    given = mapping(value, "people, seed, ... or path, mapping")
    if not set(given) & set(FROM_FILE):
        _validated(Shape, given, ())
        return _plain(given)
    for key in given:
        if key not in READ:
            known = key in Shape.model_fields
            raise wrong((key,), _GENERATED_AND_READ if known else f"is not known here{near(key, READ)}")
    if "path" not in given:
        raise wrong(("mapping",), "says how to read an organisation, but not from where; add "
                    "organisation.path")
    if not isinstance(given["path"], str) or not given["path"].strip():
        raise wrong(("path",), f"is {shown(given['path'])}, expected the path of a folder or a file")
    if "mapping" in given:
        given["mapping"] = _plain(mapping(given["mapping"], ", ".join(Meaning.model_fields), ("mapping",)))
        _validated(Meaning, given["mapping"], ("mapping",))
    if "ties" in given:
        _validated(Shape, {"ties": given["ties"]}, ())
    return _plain(given)


def filled(given: Mapping[str, Any]) -> dict[str, Any]:
    """The organisation with every default written out, but for ties that are as they are: what was asked
    before they could be otherwise keeps its digest."""
    if "path" in given:
        return dict(given)
    shape = Shape.model_validate(given)
    as_is = {"ties"} if shape.ties == Topology() else None
    return shape.model_dump(mode="json", exclude_none=True, exclude=as_is)


def is_ordinary(given: Mapping[str, Any]) -> bool:
    """Is this the shape of the ordinary firm, for which the start culture is stored?"""
    return "path" not in given and Shape.model_validate(given) == Shape.model_validate({})


def make(given: Mapping[str, Any]) -> Organisation:
    """The organisation itself, generated or read."""
    if "path" not in given:
        shape = Shape.model_validate(given)
        return _built(shape) if shape.people <= _CACHED_UP_TO else build_organisation(shape)
    if given["path"].startswith(HELD):
        found = _held.get(given["path"].removeprefix(HELD))
        if found is None:
            raise UserError(f"organisation.path is {given['path']!r}, which was given as an object in "
                            f"another process; give it again with Scenario.at, or write it to files with "
                            "sim.org.convert.write")
        return found
    from sim.org.read import read_organisation

    meaning = Meaning.model_validate(given["mapping"]) if "mapping" in given else None
    return retied(read_organisation(given["path"], meaning), Topology.model_validate(given.get("ties", {})),
                  (meaning or Meaning()).seed)


def hold(found: Organisation) -> dict[str, Any]:
    """Keep an organisation that was given as an object; returns how a scenario speaks of it in this
    process."""
    digest = found.digest()
    _held.pop(digest, None)
    _held[digest] = found
    while len(_held) > _MOST_HELD:
        del _held[next(iter(_held))]
    return {"path": HELD + digest}


def of_files(text: str) -> str:
    """The text of a scenario or study, unless it speaks of an organisation that is in memory only."""
    if HELD in text:
        raise UserError("the organisation was given as an object (Scenario.at), which no file of a scenario "
                        "can "
                        "hold; write it with sim.org.convert.write(organisation, 'FOLDER') and give "
                        "organisation: {path: FOLDER}")
    return text


@lru_cache(maxsize=16)
def _built(shape: Shape) -> Organisation:
    """Organisations are never changed, so those of one shape are one."""
    return build_organisation(shape)


def _plain(value: Any) -> Any:
    """Lists for tuples, text for keys."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _validated(model: type[BaseModel], given: dict[str, Any], path: Path) -> None:
    """Check ``given`` against one of the organisation's own models; its mistakes are the scenario's."""
    if model is Shape:
        for key in given:
            _number_or_numbers(key, given[key])
    try:
        model.model_validate(given)
    except ValidationError as error:
        place, text = mistake(error)
    else:
        return
    if text == "is not known here":
        text += near(str(place[-1]), [*fields_at(model, place[:-1]), *(FROM_FILE if model is Shape else ())])
    elif model is Shape and place and place[0] in Shape.model_fields:
        said = (Topology.model_fields[str(place[1])] if place[0] == "ties" and len(place) > 1
                else Shape.model_fields[str(place[0])])
        text += f" ({said.description})"
    raise wrong((*path, *place), text)


def _number_or_numbers(key: str, value: object) -> None:
    """A shape has numbers only; words and truth values are not taken for numbers."""
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, bool | str) and key in Shape.model_fields and key != "ties":
            raise wrong((key,), f"is {shown(value)}, expected a number "
                        f"({Shape.model_fields[key].description})")
