"""The pages /lessons and /lessons/NAME/STEP: all lessons, and one in its five steps.

No postponed annotations here: Solara reads those of ``Page`` in order to fill it from the address.
"""

import re
from pathlib import Path
from typing import Any

import solara

from sim.base.errors import UserError
from sim.base.yaml_text import MOST_BYTES
from sim.lessons import library
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.report.drawings import STYLE
from sim.ui.faults import sentence
from sim.ui.lesson_findings import known, work_out
from sim.ui.limits import LESSONS
from sim.ui.pages.lessons_sandbox import Sandbox
from sim.ui.pages.lessons_steps import Step
from sim.ui.tags import heading, paragraph, route, tag
from sim.ui.widgets.inputs import textfile
from sim.ui.words import language, languages, t
from sim.ui.work import Progress, use_work

CSS = STYLE + (Path(__file__).parents[1] / "lessons.css").read_text(encoding="utf-8")

MOST_OWN = 12
"""Lessons of a visitor's own; the oldest is forgotten when a further one comes."""

STEPS = ("one", "repeated", "team", "organisation", "sandbox")

HAND_OUTS = (("lessons.script20", "script-20"), ("lessons.script90", "script-90"),
             ("lessons.homework", "script-homework"), ("sheet.worksheet", "worksheet"),
             ("lessons.key", "key"), ("lessons.critique", "critique"), ("lessons.file", "file"))
"""Words' key and address of what can be printed, and of the lesson's own file."""

# uploaded by this visitor; Solara keeps each session's apart
_own: solara.Reactive[dict[str, Lesson]] = solara.reactive({})


@solara.component
def Page(name: str = "", step: str = "one") -> None:
    """All lessons, or one of them."""
    solara.Style(CSS)
    if not name:
        Library()
        return
    try:
        lesson = _own.value.get(name) or library.load(library.place_of(name, LESSONS), language=language())
    except UserError as mistake:
        solara.Title(t("lessons.title"))
        heading(1, t("lessons.title"))
        tag("p", sentence(mistake), "card", role="alert")
        route("/lessons", t("lessons.all"))
        return
    LessonPage(lesson, step if step in STEPS else "one").key(lesson.name)


@solara.component
def Library() -> None:
    """Every lesson as a card, and a place for one's own."""
    solara.Title(t("lessons.title"))
    heading(1, t("lessons.title"))
    with tag("div", classes="lesson"):
        tag("p", t("lessons.lead"), "lead")
        with tag("ul", classes="lesson-list"):
            for name in [*library.names(LESSONS), *_own.value]:
                Card(name)
        OwnData()


@solara.component
def Card(name: str) -> None:
    """One lesson on the list; one that cannot be read says why."""
    try:
        lesson = _own.value.get(name) or library.load(library.place_of(name, LESSONS), language=language())
    except UserError as mistake:
        with tag("li", classes="card"):
            heading(2, name)
            tag("p", sentence(mistake), "worse")
        return
    with tag("li", classes="card"):
        tag("h2", [route(f"/lessons/{name}", lesson.title)])
        paragraph(lesson.question)
        tag("p", t("sheet.story", source=lesson.source), "source")
        with tag("div", classes="line-up"):
            route(f"/lessons/{name}", t("lessons.open"), "button first",
                  aria_label=f"{t('lessons.open')}: {lesson.title}")
            if name not in _own.value:
                tag("a", t("lessons.demo"), "button", href=f"/show/lessons/{name}",
                    aria_label=f"{t('lessons.demo')}: {lesson.title}")


@solara.component
def OwnData() -> None:
    """A lesson of the teacher's own: checked, with what is wrong, and stored for this visit."""
    said, set_said = solara.use_state(("", True))

    def take(file: dict[str, Any]) -> None:
        try:
            set_said((_taken(file), True))
        except UserError as mistake:
            set_said((sentence(mistake), False))

    with tag("section", classes="card", style="margin-top: 28px"):
        heading(2, t("lessons.own"))
        paragraph(f"{t('lessons.own_text')} {t('lessons.guide')}")
        textfile(t("lessons.choose"), ".yaml,.yml", MOST_BYTES, take)
        tag("p", said[0], "better" if said[1] else "worse", role="status")


def _taken(file: dict[str, Any]) -> str:
    """Check an uploaded file and keep its lesson; returns what to say."""
    if "text" not in file:
        raise UserError(t("lessons.large"))
    name = _plain(file["name"])
    lesson = library.parse(file["text"].encode(), file["name"], name)
    kept = {**_own.value, name: lesson}
    _own.value = {name: kept[name] for name in list(kept)[-MOST_OWN:]}
    return t("lessons.good", title=lesson.title)


def _plain(file: str) -> str:
    """What the lesson of an uploaded file is called: in its address, and where it is listed."""
    return re.sub(r"[^\w-]+", "-", file.rpartition(".")[0])[:60].strip("-") or "lesson"


@solara.component
def LessonPage(lesson: Lesson, step: str) -> None:
    """One lesson: its head, the steps, and the step that is open."""
    solara.Title(f"{lesson.title} · {t('lessons.title')}")
    kept = solara.use_memo(lambda: known(lesson), [lesson])
    job = use_work(
        "lesson", None if kept is not None else lambda turn: work_out(
            lesson, turn.request, lambda share, _: turn.at(share)), [lesson.digest()])
    found = kept if kept is not None else job.value
    with tag("div", classes="lesson"):
        route("/lessons", f"← {t('lessons.all')}")
        heading(1, lesson.title)
        tag("p", lesson.question, "lead")
        if lesson.language != language():
            tag("p", t("lessons.only_in", language=languages()[lesson.language]), "soft")
        Stepper(lesson, step)
        if job.fault is not None:
            tag("p", sentence(job.fault), "card", role="alert")
        elif found is None:
            with tag("div", classes="card"):
                Progress(t("lessons.working"), job)
        elif step == "sandbox":
            Sandbox(lesson, found)
        else:
            Step(lesson, step, found)
        if found is not None:
            Foot(lesson, found, step)


@solara.component
def Stepper(lesson: Lesson, step: str) -> None:
    """The five steps as links."""
    with tag("nav", label=t("lessons.steps")), tag("ol", classes="stepper"):
        for name in STEPS:
            current = {"aria_current": "step"} if name == step else {}
            with tag("li"):
                route(f"/lessons/{lesson.name}/{name}", t(f"names.{name}"), **current)


@solara.component
def Foot(lesson: Lesson, found: Findings, step: str) -> None:
    """On to the next step, hand-outs, and what is pinned."""
    here = STEPS.index(step)
    with tag("div", classes="line-up", style="margin: 20px 0 28px"):
        if here:
            route(f"/lessons/{lesson.name}/{STEPS[here - 1]}", f"← {t(f'names.{STEPS[here - 1]}')}", "button")
        if here < len(STEPS) - 1:
            route(f"/lessons/{lesson.name}/{STEPS[here + 1]}", f"{t(f'names.{STEPS[here + 1]}')} →",
                  "button first")
    if lesson.name not in _own.value:
        with tag("section", classes="card no-print"):
            heading(2, t("lessons.hand_outs"))
            with tag("div", classes="line-up"):
                tag("a", t("lessons.projector"), "button first", href=f"/show/lessons/{lesson.name}")
                for word, address in HAND_OUTS:
                    tag("a", t(word), "button", href=f"/print/lessons/{lesson.name}/{address}")
    tag("p", t("lessons.pinned", seed=found.seed, lives=found.lives, weeks=found.weeks, version=found.version,
               seal=found.seal), "pinned", style="margin-top: 16px")
