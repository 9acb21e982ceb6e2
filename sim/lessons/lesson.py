"""The lesson: what one file may hold, validated; a mistake is one sentence with file, key, value and fix."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationError, model_validator

from sim.base import paths, yaml_text
from sim.base.errors import UserError
from sim.lessons import parts, words
from sim.lessons.parts import (
    Claim,
    Lever,
    Number,
    One,
    Outcome,
    Repeated,
    Said,
    Sentences,
    Side,
    Team,
    Week,
    Whole,
    a_list,
)
from sim.model.outcomes import OUTCOME
from sim.report.wording import number
from sim.runs.study import check_pair
from sim.scenario import Scenario, checks
from sim.scenario.checks import Within, wrong
from sim.scenario.files import bundled_only
from sim.scenario.parts import WEEK, Levers, Strict, Words
from sim.words import ENGLISH, model

A_LESSON = "a lesson is a mapping that begins with 'title: ...'; docs/lessons.md holds a complete one"


MOST_PEOPLE = 20_000
"""In the organisation of a lesson that came without a folder, as one that was uploaded; others are as large
as their author likes."""


class Pinned(Strict):
    """What makes every showing of a lesson the same."""

    seed: Annotated[int, Within(0, 2**32 - 1, "any whole number", whole=True)] = Field(
        default=1, description="Seed of the luck")
    weeks: Annotated[int, Within(2, 100, "weeks", whole=True)] = Field(
        default=50, description="Weeks of the run; 50 are a year")
    lives: Annotated[int, Within(2, 40, "runs with different luck", whole=True)] = Field(
        default=8, description="How often both policies are run")


class Preset(Strict):
    """Settings to try first that fail, and what is to be learned from it."""

    title: Said
    levers: Levers
    why: Said = Field(description="Why it fails, shown after it was tried")


class Sandbox(Strict):
    """A few levers and a goal, checked by the model."""

    say: Said = Field(description="The puzzle in a sentence or two")
    levers: Annotated[tuple[Lever, ...], a_list] = Field(description="Two to six levers")
    scenario: Annotated[Any, BeforeValidator(parts._scenario)] = Field(
        default=None, description="Where it begins; default today's policy")
    from_week: Annotated[int, Within(1, 100, "weeks, the first is 1", whole=True)] = Field(
        default=1, description="From which week on the levers hold")
    outcome: Outcome = Field(description="The goal's outcome")
    at_least: Number | None = Field(default=None, description="The goal: at the end at least this")
    at_most: Number | None = Field(default=None, description="The goal: at the end at most this")
    by_week: Week = Field(description="The end of the puzzle")
    budget: Outcome | None = Field(default=None, description="What it may cost: such as leader_hours or cost")
    more: Annotated[float, Within(0, 1e6, "in the budget's own unit")] = Field(
        default=0.0, description="The budget: at most so much more than if nobody did anything")
    lives: Annotated[int, Within(1, 10, "runs", whole=True)] = Field(
        default=4, description="Over how many runs it is checked")
    hint: Words = Field(default="", description="For whoever is stuck")
    presets: Annotated[tuple[Preset, ...], a_list] = Field(
        default=(), description="Plans that fail, to learn from")
    solution: Levers = Field(description="Settings that reach the goal: checked, and shown in the answer key "
                             "only")

    @model_validator(mode="after")
    def _whole(self) -> Sandbox:
        if not 2 <= len(self.levers) <= 6:
            raise wrong(("levers",), f"names {len(self.levers)}, expected 2 to 6 levers")
        if (self.at_least is None) == (self.at_most is None):
            raise wrong((), "needs at_least or at_most, one of them")
        if self.from_week > self.by_week:
            raise wrong(("from_week",), f"is {self.from_week}, after by_week ({self.by_week})")
        for where, levers in (("solution", self.solution), *((f"presets[{i}].levers", p.levers) for i,
                                                             p in enumerate(self.presets))):
            for name, value in levers.items():
                if name not in self.levers:
                    raise wrong((where, name), "is not among the sandbox's levers; choices are "
                                f"{', '.join(self.levers)}")
                if isinstance(value, dict):
                    raise wrong((where, name), "is set by place; in the sandbox a lever is one number")
        return self

    def goal(self, language: str = ENGLISH) -> str:
        """The goal in words, derived."""
        o = OUTCOME[self.outcome]
        least = self.at_least is not None
        text = words.say(language, f"sandbox.{'least' if least else 'most'}", label=model(language, o.label),
                         bound=number(self.at_least if least else self.at_most, o), week=self.by_week,
                         unit=model(language, "points" if o.unit == "0-100" else o.unit))
        if self.budget is None:
            return f"{text}."
        b = OUTCOME[self.budget]
        return words.say(language, "sandbox.within", text=text, budget=model(language, b.label),
                         more=number(self.more, b), unit=model(language, b.unit))


class Lesson(Strict):
    """One lesson.  Make one with :func:`sim.lessons.library.load` or, from text, :meth:`parse`."""

    title: Said
    question: Said = Field(description="The question of the lesson, in one line")
    source: Said = Field(description="Where the story comes from")
    language: parts.Language = Field(default=ENGLISH, description="Of its texts")
    pinned: Pinned = Pinned()
    today: Side = Field(description="The policy as it is")
    plan: Side = Field(description="The policy it is compared with")
    what: Said = Field(description="What is it?  Two or three sentences")
    how: Said = Field(description="How does it work in the model?")
    one: One
    repeated: Repeated
    team: Team
    organisation: Whole
    sandbox: Sandbox
    claims: Annotated[tuple[Claim, ...], a_list] = Field(
        description="What the lesson says the model shows")
    notice: Sentences = Field(description="Things to notice")
    tries: Sentences = Field(description="Things to try")
    debrief: Sentences = Field(description="Questions for the debrief")
    further: Sentences = Field(description="Going further")

    _name: str = PrivateAttr("lesson")
    _folder: Path | None = PrivateAttr(None)
    _data: dict[str, Any] = PrivateAttr(default_factory=dict)
    _digest: str = PrivateAttr("")

    @classmethod
    def parse(cls, text: bytes, where: str, name: str = "lesson", folder: Path | None = None) -> Self:
        """A lesson from the text of a file; ``where`` names it in errors, relative paths start at ``folder``;
        without one nothing is read but bundled scenarios, and the organisation is at most :data:`MOST_PEOPLE`
        large."""
        data = yaml_text.parse(text, where, A_LESSON)
        try:
            lesson = cls(**data)
        except ValidationError as error:
            raise checks.failure(where, error, "the lesson") from None
        lesson._name, lesson._folder, lesson._data = name, folder, data
        try:
            lesson._check_sides()
        except UserError as error:
            raise UserError(f"{where}: {error}") from None
        return lesson

    @model_validator(mode="after")
    def _weeks_within(self) -> Lesson:
        for key, week in (("one", self.one.week), ("repeated", self.repeated.week)):
            if week is not None and week > self.pinned.weeks:
                raise wrong((key, "week"), f"is {week}, after the end of the run; pinned.weeks is "
                            f"{self.pinned.weeks}")
        for key, given in (("claims", self.claims), ("notice", self.notice), ("tries", self.tries),
                           ("debrief", self.debrief), ("further", self.further)):
            if not given:
                raise wrong((key,), "is empty, expected at least one")
        bet = self.organisation.bet
        if bet is not None and bet.kind == "draw" and bet.outcome not in (None, *self.organisation.outcomes):
            raise wrong(("organisation", "bet", "outcome"), f"is '{bet.outcome}', which is not drawn there; "
                        f"choices are {', '.join(self.organisation.outcomes)}")
        return self

    def _check_sides(self) -> None:
        a, b = self.scenarios
        try:
            check_pair((self.today.label, a.setup()), (self.plan.label, b.setup(a.build_organisation())))
        except UserError as error:
            raise UserError(f"today and plan: {error}") from None
        names = a.build_organisation().unit_names
        if self.team.unit and self.team.unit not in names:
            raise UserError(f"team.unit is '{self.team.unit}', which is not a unit of the "
                            f"organisation{checks.near(self.team.unit, names)}")
        self.sandbox_scenario({})
        self.sandbox_scenario(dict(self.sandbox.solution))

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self._name

    @property
    def data(self) -> dict[str, Any]:
        """As it was written."""
        return self._data

    def reworded(self, data: dict[str, Any]) -> Self:
        """The same lesson in other words: what it shows stays the same."""
        other = type(self)(**data)
        other._name, other._folder, other._data, other._digest = self._name, self._folder, data, self.digest()
        return other

    @cached_property
    def scenarios(self) -> tuple[Scenario, Scenario]:
        """Today's and the plan's, with the pinned seed, weeks and number of runs."""
        pinned = {"seed": self.pinned.seed, "days": self.pinned.weeks * WEEK,
                  "replications": self.pinned.lives}
        return (self._scenario("today", self.today.scenario, **pinned),
                self._scenario("plan", self.plan.scenario, **pinned))

    def sandbox_scenario(self, levers: dict[str, float]) -> Scenario:
        """The sandbox with these levers, from ``from_week`` on."""
        box = self.sandbox
        given = self.today.scenario if box.scenario is None else box.scenario
        scenario = self._scenario("sandbox", given, seed=self.pinned.seed, days=box.by_week * WEEK,
                                  replications=box.lives)
        if not levers:
            return scenario
        if box.from_week == 1:
            return scenario.with_(levers=levers)
        changes = [change.model_dump(mode="json", exclude_unset=True) for change in scenario.changes]
        return scenario.with_(changes=[*changes, {"from_week": box.from_week, "levers": levers}])

    def _scenario(self, key: str, given: Any, **pinned: int) -> Scenario:
        try:
            if isinstance(given, str):
                given = {"extends": given}
            if self._folder is None:
                bundled_only(given)
            with paths.reading(self._folder and self._folder / self._name):
                scenario = Scenario.from_dict(given, self._folder).with_(**pinned)
            if self._folder is None and scenario.organisation.get("people", 0) > MOST_PEOPLE:
                raise UserError(f"organisation.people is {scenario.organisation['people']:,}, but the "
                                f"organisation of a lesson that was uploaded has at most {MOST_PEOPLE:,}")
            return scenario
        except UserError as error:
            raise UserError(f"{key}.scenario: {str(error).removeprefix('scenario: ')}") from None

    def digest(self) -> str:
        """blake2b over everything that the findings depend on: both policies, and what is looked at."""
        if self._digest:
            return self._digest
        looked: dict[str, Strict] = {"one": self.one, "repeated": self.repeated, "team": self.team,
                                     "organisation": self.organisation}
        data = {"pinned": self.pinned.model_dump(), "sides": [side.digest() for side in self.scenarios],
                "sandbox": [self.sandbox_scenario({}).digest(),
                            self.sandbox.model_dump(exclude={"say", "hint"})],
                **{key: step.model_dump(exclude={"say", "bet"}) for key, step in looked.items()}}
        return hashlib.blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=12).hexdigest()
