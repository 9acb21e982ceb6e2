"""The parts of a study that have keys of their own: the design, and how often each of its points is run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from sim.base import paths
from sim.base.writing import unquoted
from sim.scenario.checks import Within, mapping, mistake, near, shown, wrong
from sim.scenario.parts import Strict, Words
from sim.studies.sweep.factors import Factor

MOST_ROWS = 1_000_000
"""Rows of a design that is run: its points are in memory, about a gigabyte of them."""

MOST_SAMPLES = 1_000_000_000
"""Points that a design may ask for; more than :data:`MOST_ROWS` are counted and never made."""

MOST_TABLE = 200_000_000
"""Bytes of a table of points."""

_SEED = Within(0, 2**32 - 1, "any whole number", whole=True)


def _power_of_two(value: object) -> object:
    number = int(Within(2, 2**20, "a power of two", whole=True).check(value))
    if number & (number - 1):
        below = 1 << (number.bit_length() - 1)
        raise wrong((), f"is {number}, expected a power of two; take {below} or {2 * below}")
    return number


def _even(value: object) -> object:
    number = int(Within(2, 100, "an even number of levels", whole=True).check(value))
    if number % 2:
        raise wrong((), f"is {number}, expected an even number; take {number + 1}")
    return number


def _points(value: object) -> object:
    if not isinstance(value, list | tuple) or not value:
        raise wrong((), f"is {shown(value)}, expected a list of points, such as [{{presence_hours: 2}}, "
                    f"{{presence_hours: 8}}]")
    return tuple(mapping(item, "factor to value", (i,)) for i, item in enumerate(value))


class Grid(Strict):
    """Every value of every factor with every other."""

    kind: Literal["grid"] = Field(description="grid: every value of every factor with every other")
    steps: Annotated[int, Within(2, 100_000, "values", whole=True)] = Field(
        default=5, description="Values of a number whose factor does not say how many")


class Listed(Strict):
    """Points that are written out."""

    kind: Literal["list"] = Field(description="list: points that are written out")
    points: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_points)] = Field(
        json_schema_extra={"minItems": 1},
        description="Points, each a value by factor; a factor left out has the base scenario's own value")

    _table: str = PrivateAttr("")  # the table they came from, and its lines, for errors
    _lines: tuple[int, ...] = PrivateAttr(())
    _quote: bool = PrivateAttr(True)  # errors may quote it

    def check(self, varied: Sequence[Factor]) -> None:
        """Refuse points that do not fit the factors."""
        by_name = {factor.name: factor for factor in varied}
        for i, point in enumerate(self.points):
            for name, value in point.items():
                if name not in by_name:
                    raise self.wrong(i, name, f"is no factor of this study{near(name, by_name)}")
                try:
                    by_name[name].check(value, ())
                except PydanticCustomError as error:
                    raise self.wrong(i, name, error.message()) from None

    def wrong(self, i: int, factor: str, text: str) -> PydanticCustomError:
        """A mistake in the value of ``factor`` at point ``i``, told by where it was written."""
        if self._table and not self._quote:
            column = list(self.points[i]).index(factor) + 1 if "no factor" in text else repr(factor)
            said = next((text[text.rindex(mark):] for mark in (", expected ", ", which is none")
                         if mark in text), text)
            told = said if said == text else f"is not a value of the factor{said}"
            return wrong(("design", "path"), f"is {self._table!r}, where row {self._lines[i]}, column "
                         f"{column} {told}")
        if self._table:
            return wrong(("design", "path"), f"is {self._table!r}, where row {self._lines[i]}, column "
                         f"{factor!r} {text}")
        return wrong(("design", "points", i, factor), text)


class FromCsv(Strict):
    """Points from a table; taken over when it is read, since the file may change."""

    kind: Literal["csv"] = Field(description="csv: points from a table, a column for each factor")
    path: Annotated[str, Field(min_length=1)] = Field(description="The table, relative to this file; its "
                                                      "header names factors")


class Sampled(Strict):
    """A design that is drawn."""

    seed: Annotated[int, _SEED] = Field(default=1, description="Seed of the design; the luck of runs has "
                                        "another, the study's own seed")


class LatinHypercube(Sampled):
    """Points spread evenly over every factor's range."""

    kind: Literal["latin-hypercube"] = Field(
        description="latin-hypercube: points spread evenly over every factor's range; cannot be extended")
    samples: Annotated[int, Within(1, MOST_SAMPLES, "points", whole=True)] = Field(description="Points drawn")
    cross: tuple[str, ...] = Field(
        default=(), description="Factors that are not drawn: every point is run with each of their values, "
        "such as every plan")

    def check(self, varied: Sequence[Factor]) -> None:
        """Refuse to cross what is no factor, has no list of values, or is crossed already."""
        by_name = {factor.name: factor for factor in varied}
        for i, name in enumerate(self.cross):
            fault = (f"is no factor of this study{near(name, by_name)}" if name not in by_name
                     else f"has no list of values to cross; write factors.{name}: [..., ...]"
                     if not by_name[name].values else "is there already; take it out"
                     if name in self.cross[:i] else "")
            if fault:
                raise wrong(("design", "cross", i), f"is {shown(name)}, which {fault}")


class Sobol(Sampled):
    """Saltelli's sample for Sobol indices."""

    kind: Literal["sobol"] = Field(description="sobol: Saltelli's sample, for indices of how much of the "
                                   "variance each factor explains")
    samples: Annotated[int, BeforeValidator(_power_of_two)] = Field(
        description="Base samples, a power of two; the design has samples x (factors + 2) rows; doubling "
        "keeps the rows that are there",
        json_schema_extra={"enum": [2**power for power in range(1, 21)]})
    second_order: bool = Field(default=False, strict=True, description="Indices of pairs too: samples x (2 x "
                               "factors + 2) rows")


class Morris(Sampled):
    """Trajectories of one change at a time, for screening."""

    kind: Literal["morris"] = Field(description="morris: screening of many factors by trajectories that "
                                    "change one of them at a time")
    trajectories: Annotated[int, Within(1, 100_000, "trajectories", whole=True)] = Field(
        description="Trajectories, each of factors + 1 rows; more of them keep the rows that are there")
    levels: Annotated[int, BeforeValidator(_even)] = Field(
        default=4, description="Levels of each factor's range, an even number",
        json_schema_extra={"minimum": 2, "maximum": 100, "multipleOf": 2})


class OneAtATime(Strict):
    """Each factor alone."""

    kind: Literal["one-at-a-time"] = Field(
        description="one-at-a-time: each factor low and high, or at each of its values, all others as in the "
        "base scenario")


DESIGNS: dict[str, type[Strict]] = {"grid": Grid, "list": Listed, "csv": FromCsv,
                                    "latin-hypercube": LatinHypercube, "sobol": Sobol, "morris": Morris,
                                    "one-at-a-time": OneAtATime}
"""What can stand under ``design``, by kind."""

Design = Grid | Listed | FromCsv | LatinHypercube | Sobol | Morris | OneAtATime


class Until(Strict):
    """Replications until an interval is narrow enough."""

    until: Words = Field(description="The outcome whose difference from the base is looked at")
    within: float = Field(gt=0, strict=True, allow_inf_nan=False,
                          description="Half-width of the 95 % interval of the paired difference from the "
                          "base, in the outcome's unit")
    least: Annotated[int, Within(2, 100_000, "replications", whole=True)] = Field(
        default=4, description="Replications at least")
    most: Annotated[int, Within(2, 100_000, "replications", whole=True)] = Field(
        default=40, description="Replications at most")

    @model_validator(mode="after")
    def _in_order(self) -> Until:
        if self.least > self.most:
            raise wrong(("least",), f"is {self.least}, more than most, which is {self.most}")
        return self


def design(value: object) -> object:
    """The design of the kind it names; a table is read."""
    given = mapping(value.model_dump(exclude_unset=True) if isinstance(value, BaseModel) else value,
                    "kind, ...")
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in DESIGNS:
        said = "is missing" if kind is None else f"is {shown(kind)}"
        raise wrong(("kind",), f"{said}, expected one of {', '.join(DESIGNS)}")
    found = _valid(DESIGNS[kind], given)
    return _from_table(Path(found.path)) if isinstance(found, FromCsv) else found


def replications(value: object) -> object:
    """A number, or until when."""
    if isinstance(value, dict | Until):
        return _valid(Until, value)
    if isinstance(value, str):
        raise wrong((), f"is {shown(value)}, expected a number, or {{until: OUTCOME, within: HALF_WIDTH}}")
    return Within(1, 100_000, "runs with different luck", whole=True).check(value)


def _valid[Part: Strict](kind: type[Part], given: Any) -> Part:
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise wrong(*mistake(error)) from None


def _from_table(path: Path) -> Listed:
    """The points of a table: numbers where there are numbers, else words."""
    try:
        if path.stat().st_size > MOST_TABLE:
            raise wrong(("path",), f"is {str(path)!r}, which is larger than {MOST_TABLE:,} bytes; give fewer "
                        "points")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise wrong(("path",), f"is {str(path)!r}, which cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise wrong(("path",), f"is {str(path)!r}, which is not UTF-8 text; save it as UTF-8") from None
    try:
        head, *lines = [*islice(csv.reader(io.StringIO(text, newline="")), MOST_ROWS + 2)] or [[]]
    except csv.Error as error:
        raise wrong(("path",), f"is {path.name!r}, which is no table ({error})") from None
    quote = not paths.only_reached(path)
    names = [unquoted(name.strip()) for name in head]
    called = {name: repr(name) if quote else str(i) for i, name in enumerate(names, 1)}
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if not any(names) or "" in names or twice is not None:
        said = f"has the column {called[twice]} twice" if twice else "has a column without a name" if any(
            names) else "has no header"
        raise wrong(("path",), f"is {path.name!r}, which {said}; its first line names the factors, one a "
                    "column")
    points: dict[int, dict[str, Any]] = {}
    for number, cells in enumerate(lines, 2):
        if len(cells) not in (0, len(names)):
            raise wrong(("path",), f"is {path.name!r}, whose row {number} has {len(cells)} cells, expected "
                        f"{len(names)}, one a factor" + (f": {', '.join(names)}" if quote else ""))
        empty = next((name for name, cell in zip(names, cells, strict=False) if not cell.strip()), None)
        if empty is not None:
            raise wrong(("path",), f"is {path.name!r}, whose row {number}, column {called[empty]} is empty; "
                        "give every factor a value")
        if cells:
            points[number] = {name: _cell(unquoted(cell.strip())) for name,
                              cell in zip(names, cells, strict=True)}
    if not points:
        raise wrong(("path",), f"is {path.name!r}, which has no rows below its header; write a row for each "
                    "point")
    listed = Listed(kind="list", points=tuple(points.values()))
    listed._table, listed._lines, listed._quote = path.name, tuple(points), quote
    return listed


def _cell(text: str) -> Any:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text
