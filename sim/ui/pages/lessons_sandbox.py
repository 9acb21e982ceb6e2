"""The fifth step: a few levers, a goal, and the model's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import solara

from sim.lessons.findings import Attempt, Findings
from sim.lessons.lesson import Lesson
from sim.lessons.retold import said
from sim.lessons.sandbox import attempt, settings
from sim.model.parameters import LEVERS
from sim.ui import lesson_pictures as pictures
from sim.ui.faults import sentence
from sim.ui.pages.lessons_steps import Key, folded
from sim.ui.tags import heading, listed, paragraph, table, tag
from sim.ui.widgets.inputs import sliders
from sim.ui.words import model, shown, t
from sim.ui.work import Job, Progress, Turn, use_work
from sim.whatif.levers import value_words
from sim.whatif.queue import Lane


@solara.component
def Sandbox(lesson: Lesson, found: Findings) -> None:
    """Levers on the left, goal and answer on the right, below it what was tried before."""
    start = solara.use_memo(lambda: settings(lesson), [lesson])
    values, set_values = solara.use_state(start)
    nothing: dict[str, float] | None = None
    asked, set_asked = solara.use_state(nothing)
    tried: tuple[Attempt, ...] = ()
    log, set_log = solara.use_state(tried)
    ready = solara.use_memo(lambda: {_key(a.levers): a for a in (found.solution, *found.presets)}, [found])
    kept = ready.get(_key(asked)) if asked is not None else None
    job = use_work("sandbox", _work(lesson, asked) if asked is not None and kept is None else None,
                   [lesson.digest(), _key(asked or {})])
    done = kept or job.value

    def keep() -> None:
        if done is not None and (not log or log[-1] != done):
            set_log((*log, done))

    solara.use_effect(keep, [done])
    with tag("div", classes="stack"):
        with tag("div", classes="main-side"):
            with tag("section", classes="card"):
                heading(2, t("names.sandbox"))
                paragraph(lesson.sandbox.say)
                sliders(lesson.sandbox.levers, values, set_values, lesson.language)
                with tag("div", classes="line-up"):
                    tag("button", t("lessons.try"), "button first try",
                        on_click=lambda: set_asked(dict(values)), type="button")
                    if job.working:
                        tag("button", t("lessons.stop"), "button", on_click=lambda: set_asked(None),
                            type="button")
            with tag("div", classes="stack"):
                Goal(lesson)
                Presets(lesson, start, set_values, set_asked, log)
        Answer(lesson, done, job)
        if log:
            Log(lesson, log, start)
        with tag("div", classes="two"):
            for key, sentences in (("tries", lesson.tries), ("further", lesson.further)):
                with tag("section", classes="card"):
                    heading(2, t(f"lessons.{key}"))
                    listed(sentences)
                    if any("sim " in said for said in sentences):
                        paragraph(t("lessons.commands"), "soft")


@solara.component
def Goal(lesson: Lesson) -> None:
    """What is to be reached."""
    with tag("section", classes="card goal-card"):
        heading(2, t("lessons.goal"))
        tag("p", shown(lesson.sandbox.goal(lesson.language)))
        if lesson.sandbox.hint:
            with tag("details"):
                tag("summary", t("lessons.hint"))
                paragraph(lesson.sandbox.hint)


@solara.component
def Presets(lesson: Lesson, start: dict[str, float], set_values: Any, set_asked: Any,
            log: tuple[Attempt, ...]) -> None:
    """Plans that fail; the reason is shown once they were tried."""
    if not lesson.sandbox.presets:
        return

    def choose(levers: Mapping[str, Any]) -> None:
        plan = {**start, **{name: float(value) for name, value in levers.items()}}
        set_values(plan)
        set_asked(plan)

    with tag("section", classes="card"):
        heading(2, t("lessons.presets"))
        for preset in lesson.sandbox.presets:
            tag("button", preset.title, "button", on_click=partial(choose, preset.levers), type="button",
                style="margin: 0 8px 8px 0")
            plan = _key({**start, **preset.levers})
            if any(_key(tried.levers) == plan for tried in log):
                paragraph(preset.why)


@solara.component
def Answer(lesson: Lesson, done: Attempt | None, job: Job[Attempt]) -> None:
    """How far the run is, what came of it, or what went wrong."""
    if job.fault is not None:
        tag("p", sentence(job.fault), "card", role="alert")
    if job.working:
        with tag("div", classes="card"):
            Progress(t("lessons.trying", weeks=lesson.sandbox.by_week, lives=lesson.sandbox.lives), job)
    if done is None:
        return
    names = (t("lessons.nothing"), t("lessons.yours"))
    with tag("section", classes=f"card {'solved' if done.solved else 'goal-card'}"):
        with tag("div", classes="said", role="status"):
            tag("h2", t("lessons.solved") if done.solved else t("lessons.missed"), "better" if done.solved
                else "worse")
            paragraph(shown(said(lesson.language, done.words)))
        Key(names)
        pictures.picture(pictures.tried(lesson, done, names))
        rows = [[str(i + 1), f"{a:.1f}", f"{b:.1f}"] for i,
                (a, b) in enumerate(zip(done.today.mean, done.plan.mean, strict=True))]
        folded((t("band.week"), *names), rows)


@solara.component
def Log(lesson: Lesson, log: tuple[Attempt, ...], start: dict[str, float]) -> None:
    """What was tried so far."""
    with tag("section", classes="card"):
        heading(2, t("lessons.attempts"))
        rows = []
        for tried in log:
            changed = ", ".join(f"{model(LEVERS[name].label)} "
                                f"{shown(value_words(name, value, lesson.language))}"
                                for name, value in tried.levers.items() if value != start[name])
            rows.append([changed or t("lessons.nothing"), shown(said(lesson.language, tried.words)),
                         t("lessons.solved") if tried.solved else t("lessons.missed")])
        table((t("band.plan"), t("lessons.result"), t("lessons.goal")), rows, t("lessons.attempts"))


def _work(lesson: Lesson, levers: Mapping[str, float]) -> Callable[[Turn], Attempt]:
    return lambda turn: attempt(lesson, levers, turn.at, turn.request.executor(Lane.FIRST))


def _key(levers: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((name, round(float(value), 4)) for name, value in levers.items()))
