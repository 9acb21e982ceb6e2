"""The parts of a lesson file that have keys of their own: sides, bets, the five steps, claims."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.insight.microscope.declare import Shown
from sim.insight.microscope.steps import STEPS
from sim.lessons import words
from sim.model.parameters import LEVERS
from sim.scenario import checks
from sim.scenario.checks import Within, near, shown, wrong
from sim.scenario.parts import Strict, Words

FIELDS: dict[str, Shown] = {each.field: each for step in STEPS for each in step.shows
                            if each.shown in ("pts", "%", "flag")}
"""Numbers of one contact that a lesson may speak of, with their words; all run from 0 to 1 in the model, from
0 to 100 here."""

FEW, MANY = 2, 6
"""Fewest and most answers of a bet."""


def _said(value: object) -> str:
    text = checks.words(value)
    if not text:
        raise wrong((), "is empty, expected a sentence")
    return text


def _field(value: object) -> str:
    if not isinstance(value, str) or value not in FIELDS:
        raise wrong((), f"is {shown(value)}, which is not a number of a contact{near(str(value), FIELDS)}")
    return value


def _lever(value: object) -> str:
    if not isinstance(value, str) or value not in LEVERS:
        raise wrong((), f"is {shown(value)}, which is not a lever (sim show "
                    f"levers){near(str(value), LEVERS)}")
    return value


def _scenario(value: object) -> Any:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, dict):
        return value
    raise wrong((), f"is {shown(value)}, expected a bundled scenario (sim list), the path of one, or its "
                "keys")


def _language(value: object) -> object:
    if value not in words.languages():
        raise wrong((), f"is {shown(value)}, expected one of {', '.join(words.languages())}")
    return value


a_list = checks.listed(": [one, another], or lines that begin with '- '")
"""A check that a value is a list."""

Language = Annotated[str, BeforeValidator(_language)]
Said = Annotated[str, BeforeValidator(_said)]
Outcome = Annotated[str, BeforeValidator(checks.outcome)]
ContactField = Annotated[str, BeforeValidator(_field)]
Lever = Annotated[str, BeforeValidator(_lever)]
ScenarioKeys = Annotated[Any, BeforeValidator(_scenario)]
Sentences = Annotated[tuple[Said, ...], a_list]
Week = Annotated[int, Within(1, 100, "weeks, the first is 1", whole=True)]
Number = Annotated[float, Within(-1e6, 1e6, "in the outcome's own unit")]


class Side(Strict):
    """One of the two policies that a lesson compares."""

    label: Said = Field(description="What the class calls it: a few words")
    scenario: ScenarioKeys = Field(description="A bundled scenario, the path of one relative to this file, "
                                   "or its keys")


class Answer(Strict):
    """An answer that can be picked: right below ``below``, but not below that of the answer before."""

    say: Said = Field(description="The answer in words")
    below: Number | None = Field(default=None, description="Right below this number; the last answer has "
                                 "none")


class Bet(Strict):
    """What the class bets on before a step is shown; which answer is right is computed, never written."""

    ask: Said = Field(description="The question")
    kind: Literal["pick", "draw"] = Field(
        default="pick", description="pick an answer, or draw the plan's course (organisation only)")
    outcome: Outcome | None = Field(default=None, description="Of the organisation: which outcome; default "
                                    "its first")
    of: Literal["difference", "today", "plan"] = Field(
        default="difference", description="Which number: plan minus today, or that of one of them")
    choices: Annotated[tuple[Answer, ...], a_list] = Field(
        default=(), description="The answers, lowest number first")

    @model_validator(mode="after")
    def _whole(self) -> Bet:
        if self.kind == "draw":
            if self.choices:
                raise wrong(("choices",), "is given for a bet that is drawn; leave the choices out, or write "
                            "kind: pick")
            return self
        if not FEW <= len(self.choices) <= MANY:
            raise wrong(("choices",), f"has {len(self.choices)} answers, expected {FEW} to {MANY}")
        bounds = [choice.below for choice in self.choices]
        for i, bound in enumerate(bounds[:-1]):
            if bound is None:
                raise wrong(("choices", i, "below"), "is missing; every answer but the last says below which "
                            "number it is right")
            if i and bound <= (bounds[i - 1] or 0.0):
                raise wrong(("choices", i, "below"), f"is {bound:g}, not above the answer before it; put the "
                            "lowest first")
        if bounds[-1] is not None:
            raise wrong(("choices", len(bounds) - 1, "below"), f"is {bounds[-1]:g}; the last answer holds "
                        "for what is left, leave it out")
        return self


class _Step(Strict):
    say: Said = Field(description="What is about to be seen, in a sentence or two")
    bet: Bet | None = Field(default=None, description="What is bet on before it is shown")

    @model_validator(mode="after")
    def _bettable(self) -> _Step:
        if self.bet is not None and not isinstance(self, Whole):
            if self.bet.kind == "draw":
                raise wrong(("bet", "kind"), "is 'draw', expected 'pick'; only the organisation's course can "
                            "be drawn")
            if self.bet.outcome is not None:
                raise wrong(("bet", "outcome"), "is given in a step that has a number of its own; leave it "
                            "out")
        return self


class One(_Step):
    """One interaction: the same customer, the same day, the same luck, under both policies."""

    week: Week = Field(description="The week the contact is taken from")
    find: Literal["worst", "widest"] = Field(
        default="worst", description="the least satisfied customer under today's policy, or where they "
        "differ most")
    field: ContactField = Field(default="satisfaction", description="The number of the contact that is "
                                "compared")
    rude: bool = Field(default=False, description="Look among rude customers only")


class Repeated(_Step):
    """The same many times: all contacts of a week, or many runs of the organisation under different luck."""

    of: Literal["contacts", "lives"] = Field(
        default="contacts", description="contacts: all of a week; lives: all runs")
    field: ContactField | None = Field(default=None, description="Of contacts: the number counted")
    outcome: Outcome | None = Field(default=None, description="Of runs (lives): the outcome at the end")
    week: Week | None = Field(default=None, description="Of contacts: the week; default that of the one "
                              "contact")
    rude: bool = Field(default=False, description="Of contacts: those with rude customers only")

    @model_validator(mode="after")
    def _consistent(self) -> Repeated:
        needs, not_ = ("field", "outcome") if self.of == "contacts" else ("outcome", "field")
        if getattr(self, needs) is None:
            raise wrong((needs,), f"is missing; repeated {self.of} need it")
        if getattr(self, not_) is not None:
            raise wrong((not_,), f"is given together with of: {self.of}; leave it out")
        return self


class Team(_Step):
    """One team beside all others."""

    outcome: Outcome = Field(description="What is looked at")
    unit: Words = Field(default="", description="Name of the unit; default that of the one contact's "
                        "employee")


class Whole(_Step):
    """The organisation, the whole run."""

    outcomes: Annotated[tuple[Outcome, ...], a_list] = Field(
        description="One to four outcomes to be drawn")

    @model_validator(mode="after")
    def _few(self) -> Whole:
        if not 1 <= len(self.outcomes) <= 4:
            raise wrong(("outcomes",), f"names {len(self.outcomes)} outcomes, expected 1 to 4")
        return self


class Claim(Strict):
    """What the lesson says the model shows: checked against the runs wherever the lesson is shown, and by
    ``sim lesson check --run``."""

    say: Said = Field(description="The claim in words")
    outcome: Outcome = Field(description="Of which outcome at the end")
    plan: Literal["higher", "lower", "alike"] = Field(
        description="The plan's, compared with today's")
    by: Annotated[float, Within(0, 1e6, "in the outcome's own unit")] = Field(
        default=0.0, description="higher or lower by at least this; alike: by no more than this")

    @model_validator(mode="after")
    def _measurable(self) -> Claim:
        if self.plan == "alike" and self.by == 0.0:
            raise wrong(("by",), "is missing; alike needs how far apart at most")
        return self
