"""A leader's own numbers: a firm whose ordinary year comes out as near to them as the model allows.

Headcount and volume are taken as they are.  Satisfaction, turnover and absence are met by one parameter each,
found by a few runs of a small firm; people settle into these parameters before the first day, so that the
baseline starts and stays there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.base.errors import UserError
from sim.model.engine.simulate import simulate
from sim.model.outcomes import OUTCOME, WHOLE
from sim.model.parameters import PARAMETERS
from sim.org.organisation import Organisation
from sim.report.wording import number
from sim.scenario import checks
from sim.scenario.checks import shown
from sim.scenario.demand import LEVEL_RANGE
from sim.studies.calibration.layout import opened
from sim.studies.calibration.observed import NOTHING, Run, Told, of_table
from sim.whatif.parts import BY_NAME, FORM, Asked, OwnData, rounded, written
from sim.whatif.plan import ORDINARY, Plan
from sim.whatif.queue import Beat, Lane, Request, shared
from sim.whatif.runs import small
from sim.whatif.upload import unpacked
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model
from sim.words.sentences import said

PEOPLE = 150
"""People in the small firm of the search."""

REPLICATIONS = 4
"""Runs of each try."""

TRIES = 4
"""Tries, the first with parameters as they are."""


_SOUGHT = tuple(asked for asked in FORM if asked.knob)
_LEAST_DEMAND = 0.05
_ANY_DAYS = 100_000  # however many periods a file of figures has
_EQUAL = 100  # n of figures that have none: they count the same
# so near is met; luck alone moves a small firm as much
_NEAR = {"satisfaction": 1.0, "turnover": 1.0, "absence": 0.3}


@dataclass(frozen=True)
class Fit:
    """own: to be put into a plan.  reached: by name, what the small firm's ordinary year shows.  unmet,
    notes: sentences."""

    own: OwnData
    reached: Mapping[str, float]
    unmet: tuple[str, ...]
    notes: tuple[str, ...]


def fit(numbers: Mapping[str, float], *, base: str = ORDINARY, organisation: Organisation | None = None,
        request: Request | None = None, on_progress: Callable[[int, int], None] | None = None,
        language: str = ENGLISH) -> Fit:
    """The firm that matches the numbers (keys of :data:`FORM`).  The same numbers give the same firm.
    language: of what is said of it."""
    asked = _checked(numbers, language)
    start = Plan(base=base)
    people = len(organisation) if organisation is not None else int(asked.get("headcount", 0))
    search = _Search(start, people or len(start.baseline().build_organisation()), asked, request
                     or shared().request("own data", "own data"))
    try:
        found, reached = search.run(on_progress or (lambda done, total: None))
    finally:
        search.request.cancel()
    own = OwnData(asked=asked, people=0 if organisation is not None else people, demand=search.level,
                  parameters=dict(found))
    return Fit(own, reached, tuple(_unmet(asked, reached, found, language)),
               tuple(search.notes(organisation, language)))


def _checked(numbers: Mapping[str, float], language: str) -> dict[str, float]:
    """Numbers that make sense, in the order of the form."""
    for name, value in numbers.items():
        if name not in BY_NAME:
            raise UserError(f"{shown(name)} is not asked for{checks.near(str(name), BY_NAME)}")
        form = BY_NAME[name]
        if (isinstance(value, bool) or not isinstance(value, int | float) or not form.low <= value
            <= form.high):
            raise UserError(WORDS.say(language, "own_data.refused", label=model(language, form.label),
                                      given=shown(value), low=written(form.low), high=written(form.high),
                                      unit=model(language, form.unit)))
    if not numbers:
        raise UserError(WORDS.say(language, "own_data.none"))
    return {form.name: rounded(numbers[form.name]) for form in FORM if form.name in numbers}


@dataclass(frozen=True)
class Figures:
    """Numbers of the form from a file of figures.  numbers: by name.  notes: how the file was read."""

    numbers: Mapping[str, float]
    notes: tuple[str, ...]


def figures(content: bytes, name: str, organisation: Organisation | None = None, told: Told = NOTHING,
            language: str = ENGLISH) -> Figures:
    """The form's numbers from a file, by the reader of ``sim calibrate``: of everybody if the file has them,
    else of all units, each counting by its n; of all periods alike.

    Args:
        content: Of a CSV or workbook.
        name: The file's.
        organisation: The visitor's own, if there is one: its units are the file's.  Else any unit will do.
        told: What the file does not say.  Without n all figures count the same.
        language: Of all that is said.
    """
    unpacked(content, language)
    run = Run(_ANY_DAYS, organisation.unit_names if organisation is not None else None)
    if told.n is None:
        told = replace(told, n=_EQUAL)
    try:
        table = opened(content, Path(Path(name).name))
        found = of_table(table, None, run, told)
    except UserError as mistake:
        raise UserError(said(language, str(mistake))) from None
    numbers = {}
    for form in _SOUGHT:
        own = [target for target in found.targets if target.outcome == form.outcome]
        some = [t for t in own if t.unit == WHOLE] or own
        some = [t for t in some if t.period] or some
        if some:
            weights = np.array([t.n for t in some], float)
            numbers[form.name] = rounded(float(np.average([t.value for t in some], weights=weights)))
    if not numbers:
        raise UserError(WORDS.say(language, "own_data.no_figures", file=table.source, labels=", ".join(
            model(language, form.label) for form in _SOUGHT)))
    return Figures(numbers, tuple(said(language, note) for note in found.notes))


class _Search:
    """Tries with a small firm, each nearer than the one before."""

    def __init__(self, start: Plan, people: int, asked: Mapping[str, float], request: Request) -> None:
        self.start, self.people, self.asked, self.request = start, people, asked, request
        self.level = 1.0
        self.minutes = float(start.usually("handle_minutes_mean"))

    def run(self, on_progress: Callable[[int, int], None]) -> tuple[dict[str, float], dict[str, float]]:
        """The parameters found, and what they reach, by the numbers' names."""
        sought = [form for form in _SOUGHT if form.name in self.asked]
        tries = TRIES if sought else 1
        at = {form.knob: float(self.start.usually(form.knob)) for form in sought}
        slopes = {form.knob: form.slope for form in sought}
        seen: list[tuple[float, dict[str, float], dict[str, float]]] = []
        for i in range(tries):
            on_progress(i, tries)
            found = self._try(at)
            if i == 0 and "volume" in self.asked:
                self._adjust_volume(found["volume"])
                found = self._try(at)
            seen.append((self._far(found), {**at, **self._busy()}, found))
            for form in sought:
                if i > 0:
                    slopes[form.knob] = _slope(form, seen[-2:], slopes[form.knob])
                at[form.knob] = _next(form, at[form.knob], found[form.name], self.asked[form.name],
                                      slopes[form.knob])
            if "volume" in self.asked and i + 1 < tries:
                self._adjust_volume(found["volume"])
        on_progress(tries, tries)
        _, parameters, reached = seen[-1] if "volume" in self.asked else min(seen, key=lambda one: one[0])
        return parameters, {name: reached[name] for name in BY_NAME if name in self.asked}

    def _adjust_volume(self, reached: float) -> None:
        """Set demand so that contacts come out as asked, and minutes so that people are as busy as usual."""
        minutes = PARAMETERS["handle_minutes_mean"]
        self.level = rounded(float(np.clip(self.level * self.asked["volume"] / reached, _LEAST_DEMAND,
                                           LEVEL_RANGE[1])))
        self.minutes = rounded(float(np.clip(float(self.start.usually("handle_minutes_mean")) / self.level,
                                             minutes.low, minutes.high)))

    def _busy(self) -> dict[str, float]:
        return {"handle_minutes_mean": self.minutes} if self.level != 1.0 else {}

    def _try(self, at: Mapping[str, float]) -> dict[str, float]:
        """An ordinary year of the small firm, means over runs, by the numbers' names."""
        own = OwnData(demand=self.level, parameters={**at, **self._busy()})
        people = min(self.people, PEOPLE)
        setup = small(self.start.but(own_data=own).baseline(), people, settle=True).setup()

        def replication(r: int) -> Callable[[Beat], np.ndarray]:
            def work(beat: Beat) -> np.ndarray:
                record = simulate(setup, r, on_day=lambda _: beat(), beat=beat.go_on)
                contacts = float(record.tally("contacts").sum()) / record.days * self.people / people
                return np.array([contacts, *(record.edges(OUTCOME[form.outcome])[1] for form in _SOUGHT)])

            return work

        ends = [future.result() for future in [self.request.submit(Lane.FIRST, replication(r))
                                               for r in range(REPLICATIONS)]]
        figures = dict(zip(("volume", *(form.name for form in _SOUGHT)), np.mean(ends, axis=0).tolist(),
                           strict=True))
        return {"headcount": float(self.people), **figures}

    def _far(self, found: Mapping[str, float]) -> float:
        return sum(((found[name] - self.asked[name]) / near) ** 2 for name, near in _NEAR.items()
                   if name in self.asked)

    def notes(self, organisation: Organisation | None, language: str) -> list[str]:
        """What was decided for the leader."""
        said = []
        if self.level != 1.0:
            said.append(WORDS.say(language, "own_data.often", times=written(round(self.level, 2)),
                                  minutes=written(round(self.minutes, 1))))
        if organisation is not None and "headcount" in self.asked and int(self.asked["headcount"]) != len(
            organisation):
            said.append(WORDS.say(language, "own_data.posts", posts=len(organisation)))
        return said


def _slope(form: Asked, seen: list[tuple[float, dict[str, float], dict[str, float]]], before: float) -> float:
    """From the last two tries, where they lie apart enough; never the wrong way round, nor flatter or steeper
    than is plausible."""
    (_, at, found), (_, at_now, found_now) = seen
    scale: Callable[[float], float] = math.log if form.log else float
    run, rise = scale(at_now[form.knob]) - scale(at[form.knob]), scale(found_now[form.name]) - scale(
        found[form.name])
    if abs(run) < 1e-3:
        return before
    return float(np.clip(rise / run, before / 3.0, before * 3.0))


def _next(form: Asked, at: float, reached: float, asked: float, slope: float) -> float:
    """The parameter from which the asked number is expected, within its range."""
    p = PARAMETERS[form.knob]
    moved = at * math.exp(math.log(asked / max(reached, 1e-3)) / slope) if form.log else at + (
        asked - reached) / slope
    return rounded(float(np.clip(moved, p.low, p.high)))


def _unmet(asked: Mapping[str, float], reached: Mapping[str, float], found: Mapping[str, float],
           language: str) -> list[str]:
    """What could not be met, and by how much."""
    said = []
    for form in FORM:
        if form.name not in asked or form.name == "headcount":
            continue
        off, label = reached[form.name] - asked[form.name], model(language, form.label)
        if abs(off) <= _NEAR.get(form.name, 0.03 * asked[form.name]):
            continue
        if form.knob:
            p, o = PARAMETERS[form.knob], OUTCOME[form.outcome]
            key = "own_data.end" if found[form.knob] in (p.low, p.high) else "own_data.near"
            said.append(WORDS.say(language, key, label=label, reached=number(reached[form.name], o),
                                  asked=number(asked[form.name], o), off=number(off, o, sign=True),
                                  parameter=p.name, level=written(found[form.knob])))
        else:
            said.append(WORDS.say(language, "own_data.volume", label=label,
                                  reached=written(round(reached[form.name])),
                                  asked=written(asked[form.name])))
    return said
