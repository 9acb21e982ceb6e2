"""The scenario: what is asked of the model, validated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, model_validator

from sim.base import paths, yaml_text
from sim.base.errors import UserError
from sim.model.mechanisms.catalogue import NAMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import checks, files, place
from sim.scenario.checks import Within, near, shown, wrong
from sim.scenario.parts import (
    MOST_DAYS,
    WEEK,
    Change,
    Demand,
    Levers,
    Mechanisms,
    Start,
    Titled,
    Words,
)

if TYPE_CHECKING:
    from sim.model.engine.setup import Setup
    from sim.org.organisation import Organisation

_TEXTS = ("title", "story", "watch", "source")


class Scenario(Titled):
    """One question to the model: an organisation, what its leaders do, what is assumed, for how long.

    What is left out has the value of the ordinary firm. Make one with keyword arguments, with :meth:`load` or
    :meth:`from_dict`; derive others with :meth:`with_`. A scenario never changes.

    Args:
        title: Its name in tables and pictures. ``story``, ``watch`` and ``source`` say, a line each, what
            happens, what to watch for, and where the idea comes from.
        organisation: Of a generated one its shape, such as ``{"people": 120}``; of one in files ``{"path":
            ..., "mapping": ...}``.
        demand: ``level``, a multiple of the ordinary number of customers (0 to 10), and ``weekdays``, five
            weights of mean 1.
        start: ``culture``, "ordinary" or "none" (everybody new), and ``settle_days``, "auto" or 0 to 2500
            working days.
        levers: What leaders set, by name: a number, or numbers by ``default``, ``unit``, ``level`` or
            ``post``. ``sim show levers`` lists names, units and ranges.
        parameters: What the model assumes where it differs from the default, by name (``sim show
            parameters``).
        switches: The side taken where the evidence disagrees, by name.
        without: Mechanisms switched off, by name or id; ``only`` instead names those left on.
        changes: What changes during the run, in order of time: ``from_week`` or ``from_day`` (from 1), then
            ``levers`` or ``demand``.
        days: Working days to simulate, 1 to 25,000; 250 are a year.
        replications: Runs with different luck, 1 to 100,000.
        seed: Seed of the luck, 0 to 2**32 - 1. Scenarios with the same seed are compared under the same luck.

    Raises:
        UserError: Something is unknown or outside its range; the message names the key, the value and what is
            valid.

    Example:
        >>> Scenario(levers={"presence_hours": 6}, days=50).levers
        {'presence_hours': 6.0}
        >>> Scenario(days=0)
        Traceback (most recent call last):
        ...
        sim.base.errors.UserError: scenario: days is 0, expected a whole number between 1 and 25000 (working
        days, 250 are a year)
    """

    story: Words = Field(default="", description="What happens, in one line")
    watch: Words = Field(default="", description="What to watch for, in one line")
    source: Words = Field(default="", description="Where the idea comes from, in one line")
    organisation: Annotated[dict[str, Any], BeforeValidator(place.organisation)] = Field(
        default={}, description="Generated from people and shape, or read from a path")
    demand: Demand = Field(default=Demand(), description="How many customers come, and on which days")
    start: Start = Field(default=Start(), description="The culture on the first day")
    levers: Levers = Field(default={}, description="What leaders set: for all, or by unit, level or post")
    parameters: Annotated[dict[str, float], BeforeValidator(checks.parameters)] = Field(
        default={}, description="What the model assumes, where it differs from the default")
    switches: Annotated[dict[str, str], BeforeValidator(checks.switches)] = Field(
        default={}, description="The side taken where the evidence disagrees")
    without: Mechanisms = Field(default=(), description="Mechanisms switched off, by name or id")
    only: Mechanisms | None = Field(default=None, description="Mechanisms left on, by name or id; all others "
                                    "are off")
    changes: Annotated[tuple[Change, ...], checks.listed(" of changes, each with from_week and levers or "
                                                         "demand")] = Field(
        default=(), description="What changes during the run, in order of time")
    days: Annotated[int, Within(1, MOST_DAYS, "working days, 250 are a year", whole=True)] = Field(
        default=250, description="Working days to simulate; 250 are a year")
    replications: Annotated[int, Within(1, 100_000, "runs with different luck", whole=True)] = Field(
        default=20, description="Runs with different luck")
    seed: Annotated[int, Within(0, 2**32 - 1, "any whole number", whole=True)] = Field(
        default=1, description="Seed of the luck; scenarios with the same seed are compared under the same "
        "luck")

    _organisation: Any = PrivateAttr(None)
    _elsewhere: bool = PrivateAttr(False)

    def __init__(self, /, **data: Any) -> None:  # for types: any plain data is checked
        super().__init__(**data)

    @model_validator(mode="after")
    def _consistent(self) -> Scenario:
        if self.only is not None and self.without:
            raise wrong(("only",), "cannot be given with 'without'; remove one of them")
        day = 0
        for i, change in enumerate(self.changes):
            path = ("changes", i, "from_week" if change.from_week is not None else "from_day")
            if change.day <= day and i:
                raise wrong(path, f"is {shown(change.from_week or change.from_day)}, not later than the "
                            "change before it; put changes in order of time and join those of one day")
            day = change.day
            if day >= self.days:
                raise wrong(path, f"is {shown(change.from_week or change.from_day)}, after the end of the "
                            f"run; days is {self.days}, that is {-(-self.days // WEEK)} weeks")
        return self

    @classmethod
    def load(cls, name_or_path: str | Path) -> Self:
        """Load a bundled scenario, or one from a YAML file.

        Args:
            name_or_path: A name that ``sim list`` shows, or the path of a file.

        Returns:
            The scenario, with whatever it extends merged in.

        Raises:
            UserError: There is no such scenario, or the file holds something that is not valid.

        Example:
            >>> Scenario.load("culture-of-fear").name
            'culture-of-fear'
        """
        path = files.find(name_or_path)
        if name_or_path in files.bundled():
            return cls._merged(files.chain(files.read(path), str(path), path.parent, path), path.stem)
        with paths.reading(path) as named:
            return cls._merged(files.chain(files.read(path, named), str(path), path.parent, path), path.stem)

    @classmethod
    def bundled(cls, name: str) -> Self:
        """Load a bundled scenario; no file is looked for, so the name may come from a stranger.

        Args:
            name: A name that ``sim list`` shows.

        Returns:
            The scenario.

        Raises:
            UserError: No bundled scenario has this name.

        Example:
            >>> Scenario.bundled("ordinary-firm").days
            250
        """
        if name not in files.bundled():
            raise UserError(f"{shown(name)} is no bundled scenario{near(str(name), files.bundled())}")
        return cls.load(name)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], folder: Path | None = None) -> Self:
        """Make a scenario from what a YAML file would hold.

        Args:
            data: The file's keys and values, ``extends`` included.
            folder: Where relative paths in it start; the working directory unless given.

        Returns:
            The scenario.

        Raises:
            UserError: Something in it is unknown or outside its range.

        Example:
            >>> Scenario.from_dict({"extends": "ordinary-firm", "days": 20}).days
            20
        """
        given = _texts_as_keys(cls._keys(data))
        home = folder or Path()
        return cls._merged(files.chain(files.at_home(given, home), "scenario", home), "")

    @classmethod
    def _merged(cls, links: list[tuple[str, dict[str, Any]]], name: str) -> Self:
        data: dict[str, Any] = {}
        for where, given in links:  # each link is checked on its own, so that an error names the right file
            data = files.merge(data, given)
            try:
                scenario = cls._checked(data, where)
            except UserError as error:
                if not paths.only_reached(Path(where)):
                    raise
                key = next((f" ({key})" for key in given if key in cls.model_fields
                            and str(error).startswith(f"{where}: {key}")), "")
                raise UserError(f"{where}: is no scenario as it stands{key}; sim show scenario {where} says "
                                "why") from None
        scenario._name = name
        return scenario

    @classmethod
    def _checked(cls, data: dict[str, Any], where: str) -> Self:
        unknown = next((key for key in data if key not in cls.model_fields), None)
        if unknown is not None:
            name = checks.key_path((str(unknown),))
            raise UserError(f"{where}: {name} is not known here{near(name, [*cls.model_fields, 'extends'])}")
        return cls._made(data, where)

    @property
    def off(self) -> frozenset[str]:
        """Names of the mechanisms switched off, whether said by ``without`` or by ``only``."""
        return frozenset(self.without) if self.only is None else frozenset(NAMES.values()) - set(self.only)

    def with_(self, **changed: Any) -> Self:
        """Derive a scenario, as a file does that extends another: mappings merge, everything else is
        replaced.

        Args:
            **changed: Fields of the scenario with their new values.

        Returns:
            A new scenario; this one stays as it is.

        Raises:
            UserError: Something is unknown or outside its range.

        Example:
            >>> Scenario(levers={"presence_hours": 6}).with_(levers={"recovery": 0.7}, days=50).levers
            {'presence_hours': 6.0, 'recovery': 0.7}
        """
        if "extends" in changed:
            raise UserError("extends cannot be given to with_; load that scenario and derive from it")
        scenario = self._checked(files.merge(self._said(), _texts_as_keys(changed)), self.where)
        scenario._name = self._name
        if scenario.organisation == self.organisation:
            scenario._organisation, scenario._elsewhere = self._organisation, self._elsewhere
        return scenario

    def at(self, organisation: Organisation) -> Self:
        """Move the scenario to an organisation in memory, whatever :attr:`organisation` says.

        Args:
            organisation: One that was built or read, or any other.

        Returns:
            A new scenario.

        Example:
            >>> from sim import build_organisation
            >>> len(Scenario().at(build_organisation(people=40)).build_organisation())
            40
        """
        scenario = self.with_()
        scenario._organisation, scenario._elsewhere = organisation, True
        return scenario

    @property
    def elsewhere(self) -> bool:
        """Was it moved to another organisation by :meth:`at`?"""
        return self._elsewhere

    def given(self) -> dict[str, Any]:
        """Return what was given, without defaults, as plain data.

        Returns:
            What :meth:`from_dict` takes back; of an organisation in memory (:meth:`at`) in this process only.

        Example:
            >>> Scenario(days=20).given()
            {'days': 20}
        """
        said = self._said()
        return said | {"organisation": place.hold(self.build_organisation())} if self._elsewhere else said

    def _said(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True)

    def dump(self) -> dict[str, Any]:
        """Return everything, every default written out, as plain data.

        Returns:
            What :meth:`from_dict` takes back; a mechanism that is off is in ``without``.

        Example:
            >>> Scenario().dump()["organisation"]["people"]
            300
        """
        data = self.model_dump(mode="json", exclude_none=True)
        data.pop("only", None)
        data["organisation"] = place.filled(self.organisation)
        data["levers"] = {name: self.levers.get(name, lever.default) for name, lever in LEVERS.items()}
        data["parameters"] = {name: self.parameters.get(name, p.default) for name, p in PARAMETERS.items()}
        data["switches"] = {name: self.switches.get(name, s.choices[0]) for name, s in SWITCHES.items()}
        data["without"] = [name for name in NAMES.values() if name in self.off]
        return data

    def to_yaml(self, full: bool = False) -> str:
        """Write the scenario as YAML.

        Args:
            full: Write every default too, not only what was given.

        Returns:
            The text of a scenario file.

        Raises:
            UserError: It was moved to an organisation in memory, which no scenario file can hold.

        Example:
            >>> Scenario(title="Short", days=20).to_yaml()
            'title: Short\\ndays: 20\\n'
        """
        said = self.given()
        if full:
            said = self.dump() | {key: said[key] for key in ("organisation",) if self._elsewhere}
        return place.of_files(yaml_text.write(said))

    def digest(self) -> str:
        """Hash everything that can change a run; texts, ``replications`` and the path of a file do not count.

        Returns:
            blake2b in 32 hexadecimal digits.

        Example:
            >>> Scenario(title="One").digest() == Scenario(title="Another").digest()
            True
        """
        data = {key: value for key, value in self.dump().items() if key not in (*_TEXTS, "replications")}
        if "path" in self.organisation or self._elsewhere:
            data["organisation"] = self.build_organisation().digest()
        return hashlib.blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=16).hexdigest()

    def build_organisation(self) -> Organisation:
        """Generate or read the organisation; the second call returns the same one.

        Returns:
            The organisation the scenario takes place in.

        Raises:
            UserError: Its files cannot be read or understood.

        Example:
            >>> len(Scenario(organisation={"people": 40}).build_organisation())
            40
        """
        if self._organisation is None:
            try:
                self._organisation = place.make(self.organisation)
            except UserError:
                path = self.organisation.get("path")
                if path is None or not paths.only_reached(Path(path)):
                    raise
                raise UserError(f"{self.where}: organisation.path is {path!r}, which is no organisation as "
                                f"it stands; sim org check {path} says why") from None
        return self._organisation

    def setup(self, organisation: Organisation | None = None) -> Setup:
        """Resolve everything the engine needs, as arrays over days and posts.

        Args:
            organisation: One to use instead of :meth:`build_organisation`'s.

        Returns:
            Levers by day and post, demand by day, parameters, switches, seed and start.

        Raises:
            UserError: A lever is set for a unit, level or post that the organisation does not have.

        Example:
            >>> Scenario(days=10).setup().demand.shape
            (10,)
        """
        from sim.scenario.resolve import setup

        return setup(self, self.build_organisation() if organisation is None else organisation)

    def __dir__(self) -> list[str]:
        """Fields and methods of a scenario, for tab completion; pydantic's own are left out but work."""
        own = (name for name in vars(Scenario) if not name.startswith(("_", "model_")))
        return [*type(self).model_fields, *own]

    __iter__ = None  # type: ignore[assignment]  # Mesa's batch_run would take one scenario for many values

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, Scenario) and self.dump() == other.dump() and self._elsewhere
                == other._elsewhere and (
            not self._elsewhere or self.build_organisation().digest() == other.build_organisation().digest()))

    def __hash__(self) -> int:
        return hash(json.dumps(self.dump(), sort_keys=True))


def _texts_as_keys(value: Any) -> Any:
    """Whole numbers as keys become text, as they are in files."""
    if isinstance(value, Mapping):
        return {str(key) if isinstance(key, int) and not isinstance(key, bool) else key: _texts_as_keys(item)
                for key, item in value.items()}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    return [_texts_as_keys(item) for item in value] if isinstance(value, list | tuple) else value
