"""The study: many runs of one question, asked of a design over what nobody knows or what leaders could do;
read from a file, validated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from sim.base import paths, yaml_text
from sim.base.errors import UserError, nearest
from sim.model.outcomes import OUTCOME, PANELS
from sim.scenario import Scenario, checks
from sim.scenario.checks import Within, near, shown, wrong
from sim.scenario.parts import MOST_DAYS, Titled, Words
from sim.scenario.place import of_files
from sim.studies.sweep import design_fields, inputs
from sim.studies.sweep import factors as factors_
from sim.studies.sweep.design_fields import Design, LatinHypercube, Listed, Until
from sim.studies.sweep.measures import Measure
from sim.studies.sweep.own_model import Given, OwnModel, named
from sim.studies.sweep.test_functions import FUNCTIONS

ALL: Literal["all"] = "all"
"""Every outcome."""

OF_SCENARIOS = ("scenario", "trajectories", "days", "measures")
"""Keys that mean nothing to a test function or a model of the user's own."""


def _named(value: object) -> object:
    if value == ALL:
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise wrong((), f"is {shown(value)}, expected all, or a list of outcomes (sim show outcomes)")
    return tuple(dict.fromkeys(value))


def _usual_trajectories(data: dict[str, Any]) -> tuple[str, ...]:
    """What is kept daily unless a study says otherwise: the outcomes of the picture."""
    return () if data.get("model") else PANELS


class Study(Titled):
    """Many runs of one model over a design.

    Make one with :meth:`load`, :meth:`from_dict` or keyword arguments, whose names and meanings are those of
    a study file (experiments/study.schema.json); derive others with :meth:`with_`.  Everything is checked
    when it is made, so that a study that exists can be run.

    Raises:
        UserError: Something in it cannot be; the text names file, key, value and remedy.

    Example:
        >>> study = Study(factors={"presence_hours": [2, 8]}, design={"kind": "grid"}, days=20,
        ...               replications=5)
        >>> study.varied[0].unit, study.base.days
        ('hours/week per leader', 20)
        >>> study.with_(days=40).base.days
        40
    """

    question: Words = Field(default="", description="What it asks, in one line")
    scenario: Annotated[str | dict[str, Any], BeforeValidator(inputs.source)] = Field(
        default="ordinary-firm", description="The base: a bundled scenario, the path of one relative to this "
        "file, or its keys")
    model: Annotated[str, BeforeValidator(inputs.label)] | None = Field(
        default=None, description="Instead of a scenario: a test function (ishigami, line, planted-box), or "
        "a label for a model of your own, which whoever runs the study gives with --model FILE.py:function")
    factors: Annotated[dict[str, Any], BeforeValidator(inputs.settings)] = Field(
        description="What is varied: full, a list of values, or {low, high, steps}; whole groups by levers, "
        "parameters, switches")
    design: Annotated[Design, BeforeValidator(design_fields.design)] = Field(
        description="Which points are run")
    replications: Annotated[int | Until, BeforeValidator(design_fields.replications)] = Field(
        default=10, description="Runs of each point with different luck, or until an interval is narrow "
        "enough")
    outcomes: Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_named)] = Field(
        default=ALL, description="Outcomes kept of each run: all, or a list of names")
    trajectories: Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_named)] = Field(
        default_factory=_usual_trajectories, description="Outcomes kept day by day: all, or a list of names; "
        "four unless said")
    days: Annotated[int | None, Within(1, MOST_DAYS, "working days, 250 are a year", whole=True)] = Field(
        default=None, description="Working days to simulate, instead of the scenario's")
    seed: Annotated[int | None, Within(0, 2**32 - 1, "any whole number", whole=True)] = Field(
        default=None, description="Seed of the luck, instead of the scenario's")
    seeds: Literal["paired", "independent"] = Field(
        default="paired", description="paired: replication r has the same luck at every point; independent: "
        "each point has its own")
    measures: Annotated[tuple[Measure, ...], checks.listed(" of measures, such as [{outcome: fear, first: 1, "
                                                           "last: 20}]")] = Field(
        default=(), description="Figures kept besides: an outcome of a unit, or of all, over some days")
    timeout: Annotated[float, Within(0.1, 10_000_000, "seconds")] = Field(
        default=3600.0, description="Seconds a single run may take")

    _base: Any = PrivateAttr(None)
    _plans: Any = PrivateAttr(None)
    _varied: tuple[factors_.Factor, ...] = PrivateAttr(())
    _own: OwnModel | None = PrivateAttr(None)

    def __init__(self, /, **data: Any) -> None:  # for types: any plain data is checked
        super().__init__(**data)

    @model_validator(mode="after")
    def _consistent(self) -> Study:
        self._check_outcomes()
        if self.model is None:
            self._plans = inputs.loaded(self.factors)
            self._base = inputs.base(self.scenario, self.factors, self._plans,
                                     {"days": self.days, "seed": self.seed})
            for name in self._plans:
                inputs.checked(self._base, name, self._plans)
        self._varied = factors_.read(self.factors, self._base, self.plans)
        if isinstance(self.design, Listed | LatinHypercube):
            self.design.check(self._varied)
        return self

    def _check_outcomes(self) -> None:
        if self.model is not None:
            idle = next((key for key in OF_SCENARIOS if key in self.model_fields_set), None)
            if idle:
                raise wrong((idle,), "is given beside 'model', which has no use for it; take one of them out")
            if self.outcomes == ALL or not self.outcomes:
                raise wrong(("outcomes",), f"is {shown(self.outcomes)}, expected a list of what the model's "
                            "function gives, such as [y]")
        else:
            for key, names in (("outcomes", self.outcomes), ("trajectories", self.trajectories)):
                for i, name in enumerate(names if names != ALL else ()):
                    try:
                        checks.outcome(name)
                    except PydanticCustomError as error:
                        raise wrong((key, i), error.message()) from None
            if not self.outcomes:
                raise wrong(("outcomes",), "is an empty list; name at least one, or write all")
        if isinstance(self.replications, Until) and self.model is not None:
            raise wrong(("replications",), "is {until: ...}, which needs a base to compare with; a model of "
                        "one's own has none, so give a number")
        if isinstance(self.replications, Until) and self.replications.until not in self.outcome_names:
            raise wrong(("replications", "until"), f"is {shown(self.replications.until)}, which is none of "
                        f"the study's outcomes{near(self.replications.until, self.outcome_names)}")

    @classmethod
    def load(cls, name_or_path: str | Path) -> Self:
        """A bundled study, or one from a YAML file.

        Args:
            name_or_path: The name of a bundled study (``sim list`` shows them), or the path of a file.

        Returns:
            The study; it is called like the file without its ending.

        Raises:
            UserError: There is no such study, or something in it cannot be.
        """
        path = inputs.STUDIES.find(name_or_path)
        with paths.reading(path):
            return cls._made(inputs.at_home(inputs.STUDIES.read(path), path.parent, str(path)), str(path),
                             path.stem)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], folder: Path | None = None, name: str = "",
                  where: str = "study") -> Self:
        """A study from what a YAML file would hold.

        Args:
            data: Keys and values of a study file.
            folder: Where relative paths start; the current folder unless given.
            name: What the study is called.
            where: What errors name as its file.

        Returns:
            The study.

        Raises:
            UserError: Something in it cannot be.
        """
        return cls._made(inputs.at_home(cls._keys(data), folder or Path()), where, name)

    @property
    def base(self) -> Scenario | None:
        """The base scenario, with the study's days and seed laid over it; None for a model of the user's own.

        Where any point would settle before its first day, the base settles as long, so that they can be
        paired.
        """
        return self._base

    @property
    def plans(self) -> dict[str, Scenario]:
        """The choices of the factor ``scenario``, by name, as written; empty without it."""
        return dict(self._plans or {})

    @property
    def varied(self) -> tuple[factors_.Factor, ...]:
        """The factors with their ranges, in the order in which they are named."""
        return self._varied

    @property
    def master_seed(self) -> int:
        """The seed that the luck of all runs comes from."""
        return self._base.seed if self._base is not None else 1 if self.seed is None else self.seed

    @property
    def outcome_names(self) -> tuple[str, ...]:
        """Outcomes kept of each run, in their order."""
        return tuple(OUTCOME) if self.outcomes == ALL else tuple(self.outcomes)

    @property
    def trajectory_names(self) -> tuple[str, ...]:
        """Outcomes kept day by day, in their order."""
        return tuple(OUTCOME) if self.trajectories == ALL else tuple(self.trajectories)

    def at(self, values: Mapping[str, Any]) -> Scenario:
        """The scenario of one row of the design."""
        if self._base is None:
            raise UserError(f"{self.where}: is a study of the model {self.model}, which has no scenarios")
        return factors_.apply(self._base, values, self._plans)

    def with_model(self, given: Given | None) -> Self:
        """This study, run by a model of one's own: 'FILE.py:function', or the function itself; None leaves it
        as it is.

        UserError where the study is one of scenarios or of a test function, and where the function cannot be
        found.
        """
        if given is None:
            return self
        if self.model is None or self.model in FUNCTIONS:
            what = "the simulator itself" if self.model is None else f"the test function {self.model}"
            name = given if isinstance(given, str) else getattr(given, "__qualname__", given)
            raise UserError(f"{self.where} is a study of {what}, which runs no model of one's own; "
                            f"leave the model {name} out, or write model: own in the study")
        found = self.model_copy()
        found._own = named(given)
        return found

    @property
    def runnable(self) -> bool:
        """Is it known what makes the runs?"""
        return self._own is not None or self.model is None or self.model in FUNCTIONS

    @property
    def runs(self) -> OwnModel | str | None:
        """What makes the runs: a model of one's own, the name of a test function, or None for the simulator.

        UserError where the file has but a label and nobody said what it means.
        """
        if self.runnable:
            return self._own or self.model
        said = str(self.model)
        if said.startswith("__main__:"):
            named(said)  # says what to do
        hint = nearest(said.rpartition(":")[2].replace("_", "-"),
                       FUNCTIONS).replace("choices are", "test functions are")
        raise UserError(f"{self.where}: model is {shown(said)}, which is only a label, since no file can say "
                        "what code is run; give the function with --model FILE.py:function (in Python "
                        f"model=\"FILE.py:function\"){hint}")

    def with_(self, **changed: Any) -> Self:
        """A study like this one but for ``changed``.

        A design without ``kind`` changes the one that is there; anything else replaces what was said, and
        None takes it back.
        """
        given = self.given()
        if isinstance(changed.get("design"), Mapping) and "kind" not in changed["design"]:
            changed["design"] = given["design"] | changed["design"]
        data = {key: value for key, value in (given | changed).items() if value is not None}
        found = self._made(data, self.where, self._name)
        found._own = self._own
        return found

    def given(self) -> dict[str, Any]:
        """What was said, without defaults, in plain data; what it read from other files is included, so that
        it needs none of them."""
        return self.model_dump(mode="json", exclude_unset=True)

    def to_yaml(self) -> str:
        """The study as YAML."""
        return of_files(yaml_text.write(self.given()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Study) and self.model_dump(mode="json") == other.model_dump(mode="json")

    def __hash__(self) -> int:
        return hash(json.dumps(self.model_dump(mode="json"), sort_keys=True))
