"""JSON to tables: a tree of children, a list of records, or nodes and links as D3 and networkx write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.base.errors import UserError
from sim.org.read.columns import plain
from sim.org.read.source import Source, records

_CHILDREN = ("children", "reports", "directreports", "subordinates", "employees", "team", "members", "items",
             "mitarbeiter", "equipe", "equipo")
_LISTS = ("nodes", "employees", "people", "workers", "users", "data", "results", "value", "records", "items",
          "posts", "members", "resources", "staff", "nodedataarray")
_TIES = ("links", "edges", "ties", "relationships", "linkdataarray")
_MOST_DEEP = 200

type Record = dict[str, Any]


def from_json(text: str, path: Path) -> Source:
    """The organisation in a JSON text, or in lines of JSON; UserError where it is neither valid nor known."""
    data = _parsed(text, path)
    name = path.resolve().stem or "organisation"
    if isinstance(data, dict) and isinstance(data.get("elements"), dict):  # Cytoscape.js
        data = {key: [one.get("data", one) if isinstance(one, dict) else one for one in part]
                for key, part in data["elements"].items() if isinstance(part, list)}
    if isinstance(data, dict):
        ties = next((data[key] for key in data if plain(key) in _TIES and _is_list(data[key])), None)
        found = next((data[key] for key in data if plain(key) in _LISTS and _is_list(data[key])), None)
        if found is not None and not _names_itself(data):
            return Source(name, _table(found, path, "record"), _table(ties, path, "link") if ties else None,
                          directed=bool(data.get("directed", True)))
        if _child_key(data) is None:
            raise UserError(f"{path} is JSON, but no organisation: found keys "
                            f"{', '.join(map(str, list(data)[:12]))}; it needs a list of records with an id "
                            "and a manager each, a tree of records with children, or nodes and links")
        data = [data]
    if not _is_list(data):
        raise UserError(f"{path} is JSON, but no list of records; it needs one record per post, with an id "
                        f"and a manager each, or a tree of records with children")
    if any(_child_key(one) for one in data):
        return Source(name, _of_tree(data, path))
    return Source(name, _table(data, path, "record"))


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UserError(f"{path} is JSON nested too deep to be read") from None
    except ValueError as fault:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            if "digits" in str(fault):
                raise UserError(f"{path} holds a whole number of thousands of digits; write it in quotation "
                                "marks") from None
            raise UserError(f"{path} is not valid JSON ({fault}); correct it, or export it again") from None


def _is_list(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(one, dict) for one in data)


def _names_itself(data: Record) -> bool:
    return any(plain(str(key)) in ("id", "name", "title", "label") for key in data)


def _child_key(data: Record) -> str | None:
    """The key of a record's children: a list of records."""
    return next((key for key in data if plain(str(key)) in _CHILDREN and _is_list(data[key])), None)


def _table(data: list[Record], path: Path, word: str) -> Any:
    return records(str(path), word, {}, [_flat(one) for one in data])


def _flat(record: Record) -> Record:
    """Records inside a record: a manager's id stands for the manager; other inner fields as 'outer inner'."""
    flat: Record = {}
    for key, value in record.items():
        if isinstance(value, dict):
            own = next((value[inner] for inner in value if plain(str(inner)) in (
                "id", "employeeid", "userprincipalname", "email", "mail", "name", "displayname")
                and not isinstance(value[inner], dict | list)), None)
            if own is not None:
                flat[str(key)] = own
            flat |= {f"{key} {inner}": part for inner, part in value.items() if not isinstance(part,
                                                                                               dict | list)}
        elif isinstance(value, list):
            flat[str(key)] = "; ".join(str(part) for part in value if not isinstance(part, dict | list))
        else:
            flat[str(key)] = value
    return flat


def _of_tree(data: list[Record], path: Path) -> Any:
    """Records of a tree, each with the id of the one it stands under as its manager."""
    found: list[Record] = []
    parents: list[int] = []
    waiting = [(one, -1, 0) for one in reversed(data)]
    while waiting:
        record, above, depth = waiting.pop()
        if depth > _MOST_DEEP:
            raise UserError(f"{path} is a tree of more than {_MOST_DEEP} levels; check its children")
        key = _child_key(record)
        here = len(found)
        found.append(_flat({name: value for name, value in record.items() if plain(str(name)) not in _CHILDREN
                            or not isinstance(value, list)}))
        parents.append(above)
        waiting += [(one, here, depth + 1) for one in reversed(record[key])] if key else []
    ids = _ids(found)
    managers = [ids[above] if above >= 0 else "" for above in parents]
    drop = {name for record in found for name in record if plain(name) in ("id", "parent", "parentid", "pid",
                                                                           "manager", "managerid",
                                                                           "reportsto")}
    if any(plain(name) == "id" for name in drop):
        drop = {name for name in drop if plain(name) != "id" or [str(r.get(name, "")) for r in found] == ids}
    return records(str(path), "record", {"id": ids, "manager": managers},
                   [{name: value for name, value in record.items() if name not in drop} for record in found],
                   (f"reporting line: the tree of {len(ids)} records",))


def _ids(found: list[Record]) -> list[str]:
    """Of each record its id, e-mail or name, whichever is there for all and unique; else its number."""
    for wanted in ("id", "key", "employeeid", "email", "name", "label", "fullname", "displayname"):
        cells = [next((str(value).strip() for name, value in record.items() if plain(name) == wanted), "")
                 for record in found]
        if all(cells) and len({*cells}) == len(cells):
            return cells
    return [f"{number}" for number in range(1, len(found) + 1)]
