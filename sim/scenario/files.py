"""Finding scenario files, and merging a scenario onto the one it extends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.base import paths
from sim.base.errors import UserError
from sim.scenario.bundled import SCENARIOS
from sim.scenario.checks import near, shown
from sim.scenario.place import HELD

_MOST_PARENTS = 20

bundled_folder = SCENARIOS.folder
bundled = SCENARIOS.names
find = SCENARIOS.find


def read(path: Path, quote: bool = True) -> dict[str, Any]:
    """The mapping in one file, not yet merged with what it extends; an organisation's path is absolute."""
    return at_home(SCENARIOS.read(path, quote), path.parent, str(path))


def at_home(data: dict[str, Any], folder: Path, where: str = "scenario") -> dict[str, Any]:
    """``data``, of the file ``where``, with the path of its organisation taken relative to ``folder``."""
    organisation = data.get("organisation")
    if isinstance(organisation, dict) and isinstance(organisation.get("path"), str) and (
            not organisation["path"].startswith(HELD)):
        path = paths.inside((folder / organisation["path"]).absolute(), where, "organisation.path",
                            organisation["path"])
        return {**data, "organisation": {**organisation, "path": str(path)}}
    return data


def bundled_only(data: Mapping[str, Any]) -> None:
    """A UserError if ``data``, which came without a folder, would have files read besides the bundled."""
    parent, organisation = data.get("extends"), data.get("organisation")
    if "extends" in data and parent not in bundled():
        raise UserError(f"extends is {shown(parent)}, but a file that was uploaded extends bundled scenarios "
                        f"only{near(str(parent), bundled())}")
    if isinstance(organisation, Mapping) and "path" in organisation:
        raise UserError("organisation.path: a file that was uploaded reads no other files; describe the "
                        "organisation by its shape")


def chain(data: dict[str, Any], where: str, folder: Path, path: Path | None = None) -> list[
    tuple[str, dict[str, Any]]]:
    """What ``data`` extends, the most distant first, and itself last; each with its name for errors."""
    links = [(where, {key: value for key, value in data.items() if key != "extends"})]
    seen = [path.resolve()] if path else []
    while "extends" in data:
        parent = data["extends"]
        if not isinstance(parent, str) or not parent.strip():
            raise UserError(f"{where}: extends is {shown(parent)}, expected a bundled scenario or the path "
                            f"of a file{near(str(parent), bundled())}")
        try:
            path = find(parent, folder)
        except UserError as error:
            raise UserError(f"{where}: extends {error}") from None
        if path.resolve() in seen or len(seen) > _MOST_PARENTS:
            loop = " -> ".join(step.name for step in [*seen, path])
            raise UserError(f"{where}: extends goes round in a circle: {loop}; remove one of them")
        if parent not in bundled():
            paths.inside(path, where, "extends", parent)
        seen.append(path.resolve())
        where, folder, data = str(path), path.parent, read(path, quote=not paths.only_reached(path))
        links.append((where, {key: value for key, value in data.items() if key != "extends"}))
    return links[::-1]


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``over`` laid upon ``base``: mappings merge, anything else replaces.

    Three cases keep their meaning: a lever that is a number becomes the default of a lever set by place; an
    organisation from a file and a generated one replace each other; so do ``without`` and ``only``.
    """
    merged = _joined(base, {key: value for key, value in over.items()
                            if key not in ("levers", "organisation")})
    for one, other in (("without", "only"), ("only", "without")):
        if one in over and other not in over:
            merged.pop(other, None)
    if "levers" in over:
        merged["levers"] = merge_levers(base.get("levers", {}), over["levers"])
    if "organisation" in over:
        merged["organisation"] = _organisation(base.get("organisation", {}), over["organisation"])
    return merged


def merge_levers(base: Any, over: Any) -> Any:
    """Levers laid upon levers; a number stays in force where the new mapping says nothing."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    merged = dict(base)
    for name, setting in over.items():
        old = base.get(name)
        if isinstance(setting, Mapping) and name in base:
            merged[name] = _joined(old if isinstance(old, Mapping) else {"default": old}, setting)
        else:
            merged[name] = setting
    return merged


def _organisation(base: Any, over: Any) -> Any:
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    from_file, either = {"path", "mapping"}, {"ties"}
    if "path" in over or set(over) - from_file - either:
        kind = from_file if "path" in over else set(base) - from_file
        base = {key: value for key, value in base.items() if key in kind | either}
    return _joined(base, over)


def _joined(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(base)
    for key, value in over.items():
        old = joined.get(key)
        joined[key] = (_joined(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping)
                       else value)
    return joined
