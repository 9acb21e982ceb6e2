"""The five steps of a lesson, computed: one contact, many, a team, the organisation; the sandbox is played in
`sim.lessons.sandbox`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from sim.insight.microscope.contact import ObservedContact, Pair, interaction, pair
from sim.insight.microscope.narrative import figure
from sim.insight.microscope.steps import STEPS
from sim.lessons.contacts import Week, choose, occasion, paired_weeks
from sim.lessons.findings import (
    Contact,
    Findings,
    Numbers,
    OneFound,
    RepeatedFound,
    TeamFound,
    WholeFound,
    course,
    weekly,
)
from sim.lessons.lesson import Lesson
from sim.lessons.parts import FIELDS
from sim.lessons.sandbox import attempt
from sim.model.outcomes import OUTCOME
from sim.report.result import Comparison, plain_rows
from sim.runs.pool import Serial
from sim.runs.study import compare
from sim.scenario.ensemble import DAILY
from sim.scenario.parts import WEEK
from sim.studies.sweep.manifest import CODE

Progress = Callable[[float, str], None]
"""Called with the share done and what is being done; it may raise in order to stop."""

_BINS = 10
_RUN, _SEEN = 0.6, 0.8  # shares of the work that are done after the runs, and after the contacts


def computed(lesson: Lesson, on_progress: Progress = lambda share, what: None, pool: Executor | None = None,
             lives: int | None = None, members: int = DAILY) -> Findings:
    """Everything the lesson shows, computed now.  pool: an executor of threads, which does the work;
    members: of the ensemble, for how sure its claims are."""
    import sim

    a, b = lesson.scenarios
    times = lives or lesson.pinned.lives
    result = compare(a, b, replications=times, members=members, pool=pool, on_progress=lambda done,
                     total: on_progress(_RUN * done / max(1, total), "running the year under both policies"))
    one, repeated = (pool or Serial()).submit(_contacts, lesson, result, on_progress).result()
    on_progress(_SEEN, "trying the sandbox")
    plans = (lesson.sandbox.solution, *(preset.levers for preset in lesson.sandbox.presets))
    tried = [attempt(lesson, plan, pool=pool, lives=lives) for plan in plans]
    on_progress(1.0, "done")
    return Findings(lesson.digest(), CODE, sim.__version__, lesson.pinned.seed, times, lesson.pinned.weeks,
                    one, repeated, _team(lesson, result, one.unit), _whole(lesson, result), tried[0],
                    tried[1:])


def _contacts(lesson: Lesson, result: Comparison, on_progress: Progress) -> tuple[OneFound, RepeatedFound]:
    a, b = result.a.scenario, result.b.scenario
    asked, many = lesson.one, lesson.repeated
    weeks = {asked.week, many.week or asked.week} if many.of == "contacts" else {asked.week}
    days = 2 * WEEK * (sum(weeks) + asked.week)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        on_progress(_RUN + (_SEEN - _RUN) * min(1.0, done / days), "looking for the contact")

    seen = {week: paired_weeks(a, b, week, tick) for week in weeks}
    row, among = choose(*seen[asked.week], asked.find, asked.field, asked.rude)
    moments = seen[asked.week][0].moments
    ids = a.build_organisation().ids
    contact = interaction(a, person=str(ids[int(moments["post"][row])]), day=int(moments["day"][row]),
                          occasion=occasion(moments, row), on_progress=lambda day, total: tick())
    one = _one(pair(contact, b, lambda day, total: tick()), asked.field, asked.week, among)
    if many.of == "lives":
        return one, _luck(result, str(many.outcome))
    return one, _spread(seen[many.week or asked.week], str(many.field), many.rude)


def _one(pair: Pair, field: str, week: int, among: int) -> OneFound:
    a, b = pair.a, pair.b
    assert b is not None  # chosen among contacts that took place under both
    told = {step.title for step in (*a.steps, *b.steps)}
    rows = [[step.title, s.label, figure(float(a.moment[s.field]), s.shown),
             figure(float(b.moment[s.field]), s.shown)] for step in STEPS if step.title in told
            for s in step.shows]
    shown = FIELDS[field]
    numbers = Numbers(shown.label, "%" if shown.shown in ("%", "flag") else "0-100",
                      100 * float(a.moment[field]), 100 * float(b.moment[field]))
    return OneFound(numbers, a.unit, week, a.day, among, _contact(a), _contact(b), rows)


def _contact(contact: ObservedContact) -> Contact:
    return Contact(contact.person, [[step.title, step.text] for step in contact.steps], contact.mattered)


def _spread(weeks: tuple[Week, Week], field: str, rude: bool) -> RepeatedFound:
    values = [100 * week.moments[field][week.moments["rudeness"] > 0] if rude else 100 * week.moments[field]
              for week in weeks]
    edges = np.linspace(0, 100, (2 if FIELDS[field].shown == "flag" else _BINS) + 1)
    counts = [np.histogram(each, edges)[0].tolist() for each in values]
    today, plan = (float(each.mean()) if len(each) else 0.0 for each in values)
    unit = "%" if FIELDS[field].shown in ("%", "flag") else "0-100"
    return RepeatedFound(Numbers(FIELDS[field].label, unit, today, plan), edges.tolist(), *counts)


def _luck(result: Comparison, outcome: str) -> RepeatedFound:
    """Differences between runs of different luck (today) and of the same luck (plan); the numbers: shares
    that mislead about the sign."""
    column = list(OUTCOME).index(outcome)
    a, b = result.a.ends[:, column], result.b.ends[:, column]
    same = b - a
    other = (b[:, None] - a[None, :])[~np.eye(len(a), dtype=bool)]
    sign = 1.0 if same.mean() >= 0 else -1.0
    both = np.concatenate([same, other])
    edges = np.linspace(both.min(), both.max(), _BINS + 1)
    counts = [np.histogram(each, edges)[0].tolist() for each in (other, same)]
    wrong = [100 * float(np.mean(sign * each <= 0)) for each in (other, same)]
    return RepeatedFound(Numbers("comparisons that point the wrong way", "%", *wrong), edges.tolist(),
                         *counts)


def _team(lesson: Lesson, result: Comparison, home: str) -> TeamFound:
    outcome = OUTCOME[lesson.team.outcome]
    unit = lesson.team.unit or home
    names = result.a.records[0].unit_names
    sides = (result.a.records, result.b.records)
    ends = [np.mean([record.ends_by_unit(outcome) for record in records], axis=0).tolist()
            for records in sides]
    row = names.index(unit)
    today, plan = (np.mean([weekly(record, outcome, row) for record in records], axis=0).tolist()
                   for records in sides)
    teams = [[name, a, b] for name, a, b in zip(names, *ends, strict=True) if a == a and b == b]
    return TeamFound(Numbers(outcome.label, outcome.unit, ends[0][row], ends[1][row]), outcome.name, unit,
                     today, plan, teams)


def _whole(lesson: Lesson, result: Comparison) -> WholeFound:
    asked = dict.fromkeys((*lesson.organisation.outcomes, *(claim.outcome for claim in lesson.claims)))
    courses = {}
    for name in asked:
        courses[name] = [course(side.records, OUTCOME[name]) for side in (result.a, result.b)]
    return WholeFound(courses, plain_rows(result.outcomes.drop(columns="counted")))
