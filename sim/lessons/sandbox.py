"""The sandbox: a few levers, a goal, a budget; the model says whether the goal is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

import numpy as np

from sim.base.errors import UserError
from sim.lessons.findings import Attempt, course
from sim.lessons.lesson import Lesson
from sim.model.engine.record import Record
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS
from sim.report.wording import number
from sim.runs.cache import Cache
from sim.runs.study import simulated
from sim.scenario import Scenario

Progress = Callable[[int, int], None]

# how sandboxes begin, a few hundred kilobytes each
_NOTHING = Cache[tuple[Scenario, int], tuple[Record, ...]](32)


def settings(lesson: Lesson) -> dict[str, float]:
    """The sandbox's levers as they are when it opens."""
    scenario = lesson.sandbox_scenario({})
    return {name: _number(scenario, name) for name in lesson.sandbox.levers}


def _number(scenario: Scenario, name: str) -> float:
    given = scenario.levers.get(name, LEVERS[name].default)
    return float(given.get("default", LEVERS[name].default) if isinstance(given, Mapping) else given)


def attempt(lesson: Lesson, levers: Mapping[str, float], on_progress: Progress | None = None,
            pool: Executor | None = None, lives: int | None = None) -> Attempt:
    """Run the sandbox under these levers, and say what came of it.  Paired with doing nothing."""
    box = lesson.sandbox
    unknown = next((name for name in levers if name not in box.levers), None)
    if unknown is not None:
        raise UserError(f"{unknown} is not among the sandbox's levers; choices are {', '.join(box.levers)}")
    times = lives or box.lives
    as_it_is = settings(lesson)
    changed = {name: float(value) for name, value in levers.items() if value != as_it_is[name]}
    asked = [lesson.sandbox_scenario({}), *([lesson.sandbox_scenario(changed)] if changed else [])]
    # where nothing changed, both are the same
    nothing, records = (_runs(asked, times, on_progress, pool) * 2)[:2]
    value = _end(records, box.outcome)
    reached = value >= box.at_least if box.at_least is not None else value <= float(box.at_most or 0.0)
    spent = None if box.budget is None else _end(records, box.budget) - _end(nothing, box.budget)
    within = spent is None or spent <= box.more
    words = _words(lesson, value, reached, spent, within)
    return Attempt(as_it_is | changed, value, spent, reached, within, words,
                   course(nothing, OUTCOME[box.outcome]), course(records, OUTCOME[box.outcome]))


def _words(lesson: Lesson, value: float, reached: bool, spent: float | None, within: bool) -> str:
    box = lesson.sandbox
    o = OUTCOME[box.outcome]
    bound = box.at_least if box.at_least is not None else float(box.at_most or 0.0)
    text = f"{o.label} is {number(value, o)} in week {box.by_week}; "
    text += f"the goal of {number(bound, o)} is " + ("reached" if reached
                                                     else f"missed by {number(abs(value - bound), o)}")
    if spent is None or box.budget is None:
        return f"{text}."
    b = OUTCOME[box.budget]
    amount = f"{b.label} {number(spent, b, sign=True)} {b.unit} compared with doing nothing"
    return f"{text}. {amount}: " + ("within the budget." if within else "over the budget of "
                                    f"{number(box.more, b, sign=True)}.")


def _runs(scenarios: Sequence[Scenario], times: int, on_progress: Progress | None,
          pool: Executor | None) -> list[tuple[Record, ...]]:
    """Runs of each scenario, in one batch.  The first, doing nothing, is run once for all who try."""
    known = _NOTHING.get((scenarios[0], times))
    setups = [scenario.setup() for scenario in scenarios[1 if known else 0:]]
    records = simulated([(setup, r) for setup in setups for r in range(times)], on_progress=on_progress,
                        pool=pool) if setups else []
    done = [tuple(records[i:i + times]) for i in range(0, len(records), times)]
    return [known or _NOTHING.put((scenarios[0], times), done.pop(0)), *done]


def _end(records: tuple[Record, ...], outcome: str) -> float:
    return float(np.mean([record.edges(OUTCOME[outcome])[1] for record in records]))

