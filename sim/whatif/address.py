"""A plan in an address: short, readable, versioned; what cannot be read is refused in a sentence.

``1~permission-0.8~w12~listening-0.7~a~venting-cathartic``: the version, then words joined by ``~``.  A name
and a value are joined by the first ``-``.  A word without a value opens a section: ``w12`` levers from week
12 on, ``a`` assumptions, ``m`` own numbers, ``f`` what was found to match them.  ``base``, ``weeks``,
``seed`` and ``place`` come before the levers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.base.errors import UserError
from sim.model.parameters import LEVERS, SWITCHES
from sim.scenario.checks import shown
from sim.whatif.parts import written

VERSION = "1"
LONGEST = 8000
"""Characters; browsers and servers cut longer addresses."""

_HEAD = ("base", "place")
_WHOLE = ("weeks", "seed", "people")
_WORDS = re.compile(r"[A-Za-z0-9._~-]*")
_DEFAULTS = {"base": "ordinary-firm", "place": "", "weeks": 50, "seed": 1}


def write(plan: Mapping[str, Any]) -> str:
    """The fields of a plan as text: only what differs from the defaults."""
    words = [VERSION]
    words += [f"{key}-{plan[key]}" for key, usual in _DEFAULTS.items() if plan[key] != usual]
    words += _pairs(plan["levers"])
    for change in plan["changes"]:
        words += [f"w{change['week']}", *_pairs(change["levers"])]
    words += ["a", *_pairs(plan["assumptions"])] if plan["assumptions"] else []
    own = plan["own_data"]
    if own is not None:
        found = {"people": own["people"], "demand": own["demand"], **own["levers"], **own["parameters"]}
        words += ["m", *_pairs(own["asked"]), "f", *_pairs(found)]
    return "~".join(words)


def _pairs(given: Mapping[str, float | str]) -> list[str]:
    return [f"{name}-{value if isinstance(value, str) else written(value)}" for name, value in given.items()]


def read(text: str) -> dict[str, Any]:
    """The fields of a plan; their values are checked by the plan itself."""
    if not isinstance(text, str) or len(text) > LONGEST or not _WORDS.fullmatch(text):
        raise UserError(f"the link contains {shown(text)}, which is not a plan; copy the whole link again")
    version, *words = text.split("~")
    if version != VERSION:
        raise UserError(f"the link is of version {shown(version)}, and this simulator reads version "
                        f"{VERSION}; make a new link, or open it with the version that made it")
    sections = _sections(words)
    fields: dict[str, Any] = {}
    levers = sections.pop("")
    for key in _DEFAULTS:
        if key in levers:
            fields[key] = levers.pop(key)
    fields["levers"] = levers
    fields["changes"] = [{"week": int(name[1:]), "levers": sections[name]} for name in sections
                         if name.startswith("w")]
    fields["assumptions"] = sections.get("a", {})
    if "m" in sections or "f" in sections:
        fields["own_data"] = _own(sections.get("m", {}), sections.get("f", {}))
    return fields


def _own(asked: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {"asked": asked}
    own |= {key: found.pop(key) for key in ("people", "demand") if key in found}
    own["levers"] = {name: value for name, value in found.items() if name in LEVERS}
    return own | {"parameters": {name: value for name, value in found.items() if name not in LEVERS}}


def _sections(words: list[str]) -> dict[str, dict[str, Any]]:
    """Names and values by section; the head is ''."""
    sections: dict[str, dict[str, Any]] = {"": {}}
    here = ""
    for word in words:
        name, dash, value = word.partition("-")
        if not dash:
            if not re.fullmatch(r"w[1-9][0-9]{0,3}|[amf]", name) or name in sections:
                raise UserError(f"the link contains {shown(word)}, which is not part of a plan; copy the "
                                "whole link again")
            here, sections[name] = name, {}
        elif name in sections[here]:
            raise UserError(f"the link says {shown(name)} twice; keep one of them")
        else:
            sections[here][name] = value if name in SWITCHES or name in _HEAD else _number(name, value)
    return sections


def _number(name: str, value: str) -> float | int:
    try:
        return int(value) if name in _WHOLE else float(value)
    except ValueError:
        raise UserError(f"the link says {shown(name)} is {shown(value)}, which is not a number") from None
