"""What the columns and ties of a file mean, where the file does not say it in the usual words.

A mapping is ``mapping.yaml`` beside ``nodes.csv``, a file given with ``--mapping``, or options.  For the
consulting firm of Cross & Parker (2004), where an ``info`` weight of 1 means *never* and ``value`` is an
opinion rather than a tie:

.. code-block:: yaml

    columns: {unit: location, level: orglevel}
    top_level: highest                # level 5 is the partners
    ties:
      info: {min_weight: 3}           # 'sometimes' or more often
      value: ignore
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sim.base import atomic, paths, yaml_text
from sim.base.errors import UserError, nearest
from sim.base.tables.encoding import decode, read_bytes

Use = Literal["informal", "reports_to", "ignore"]


class Columns(BaseModel):
    """Column names by meaning, where they differ from the usual ones.

    manager_is: the column, or the two, whose values the manager column holds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None = None
    manager: str | None = None
    manager_is: str | tuple[str, str] | None = None
    second_manager: str | None = None
    unit: str | None = None
    level: str | None = None
    title: str | None = None
    front_line: str | None = None
    key: str | None = None
    name: str | None = None
    status: str | None = None
    left_on: str | None = None
    as_of: str | None = None
    relation: str | None = None
    source: str | None = None
    target: str | None = None
    weight: str | None = None
    type: str | None = None


class TieMeaning(BaseModel):
    """What one type of tie is used for; ``{value: ignore}`` is short for ``{value: {use: ignore}}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    use: Use | None = Field(default=None, description="Informal tie, reporting line (source reports to "
                            "target), or not at all")
    min_weight: float = Field(default=0.0, ge=0, allow_inf_nan=False,
                              description="Ties below this weight do not count")


def _spelt_out(meaning: Any) -> Any:
    """The short form 'ignore' as {'use': 'ignore'}."""
    return {"use": meaning} if isinstance(meaning, str) else meaning


class Mapping(BaseModel):
    """How to read an organisation; what is left out is recognised by name or inferred, as the notes say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = Field(default=None, description="Name of the organisation; default the file's or "
                             "folder's")
    columns: Columns = Columns()
    ties: dict[str, Annotated[TieMeaning, BeforeValidator(_spelt_out)]] = {}
    top_level: Literal["highest", "lowest"] | None = Field(default=None,
                                                           description="Which level number is the top")
    front_line: tuple[str, ...] | None = Field(default=None,
                                               description="Words in titles that mark front-line posts")
    edges: Literal["report-to-boss", "boss-to-report"] | None = Field(
        default=None, description="Which way the ties of the reporting line go; default as their tree says")
    head: str | None = Field(default=None, description="Who is at the top, where the file only has ties")
    unknown_managers: Literal["refuse", "heads", "drop"] = Field(
        default="refuse", description="Posts whose manager is not in the file: an error, heads, or left out "
        "with all below them")
    leavers: Literal["leave-out", "keep"] = Field(default="leave-out", description="Whether who has left "
                                                                                   "counts")
    seed: int = Field(default=1, ge=0, lt=2**63, description="Seed of whatever must be generated: informal "
                      "ties, service links")


def load_mapping(path: Path | str) -> Mapping:
    """A mapping from a YAML file; UserError names the file, the key and the nearest valid one."""
    path = Path(path)
    text = decode(read_bytes(path), path)[0].encode()
    return validated(Mapping, yaml_text.parse(text, str(path), "write for example 'columns: {unit: dept}'"),
                     str(path))


def write_mapping(mapping: Mapping, path: Path) -> None:
    """Write a mapping as YAML, what it does not say left out; UserError if the file is there already."""
    paths.local(path)
    said = mapping.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    said["columns"] = {key: said["columns"][key] for key in Columns.model_fields if key in said.get("columns",
                                                                                                    {})}
    text = "# How the organisation was read; edit what is wrong, and give this file with --mapping.\n"
    with atomic.written(path, advice="give another name") as new:
        new.write_text(text + yaml_text.write({key: value for key, value in said.items() if value}),
                       encoding="utf-8")


def combined(first: Mapping | None, second: Mapping | None) -> Mapping:
    """What either mapping says; where both speak, the second counts."""
    data: dict[str, Any] = {}
    for mapping in (first, second):
        if mapping is not None:
            _overlay(data, mapping.model_dump(exclude_unset=True))
    return Mapping.model_validate(data)


def _overlay(below: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _overlay(below[key], value)
        else:
            below[key] = value


def validated[M: BaseModel](model: type[M], data: dict[str, Any], where: str) -> M:
    """The data as a model, or a UserError of one sentence about the first fault: place, value, what is
    valid."""
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        choices = fields_at(model, path[:-1])
        inside = f" in {'.'.join(path[:-1])}" if path[:-1] else ""
        raise UserError(f"{where}: unknown key {path[-1]!r}{inside}{nearest(path[-1], choices)}")
    if first["type"] == "value_error":
        raise UserError(f"{where}: {first['ctx']['error']}")
    valid = first["msg"][0].lower() + first["msg"][1:]
    raise UserError(f"{where}: {'.'.join(path)} is {first['input']!r}, but "
                    f"{valid.replace('input should', 'it should')}")


def fields_at(model: type[BaseModel], path: Iterable[object]) -> list[str]:
    """Names valid at a place inside a model; a dictionary of models counts one step for its key."""
    for part in map(str, path):
        if part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)
