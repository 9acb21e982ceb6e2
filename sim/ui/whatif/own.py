"""The leader's own firm: an organisation from a file, and the numbers it is known by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import solara

from sim.base.errors import UserError
from sim.org.layout import layout
from sim.org.organisation import NOBODY, Organisation
from sim.studies.calibration.amounts import parsed, whole
from sim.studies.calibration.observed import Told
from sim.ui.components.elements import Check, Field, Picker
from sim.ui.faults import sentence
from sim.ui.tags import heading, listed, paragraph, tag
from sim.ui.upload import Upload, organisation_in, remember, remembered
from sim.ui.whatif.view import PageState
from sim.ui.words import language, model, t
from sim.ui.work import Progress, Turn, use_work
from sim.whatif.own_data import Fit, figures, fit
from sim.whatif.parts import BY_NAME, FORM
from sim.whatif.plan import OrganisationMissing, Plan
from sim.whatif.upload import ACCEPTED, Uploaded
from sim.whatif.words import unit_words

Faults = tuple[str, ...]
_NONE: Faults = ()
_LINES = 800  # posts up to which everybody's line is drawn
_SCALES = ("0-100", "1-5", "1-7", "1-10", "0-10", "0-1")


def use_organisation(plan: Plan) -> tuple[Organisation | None, OrganisationMissing | None]:
    """The uploaded organisation of a plan, or what asks for its file."""
    if not plan.place:
        return None, None
    found = remembered(plan.place)
    return found, None if found is not None else OrganisationMissing(plan.place, None)


@solara.component
def Files(on_organisation: Callable[[Uploaded], None]) -> None:
    """The upload, with every row that is wrong, and the choice to forget names."""
    forget, set_forget = solara.use_state(False)
    faults, set_faults = solara.use_state(_NONE)

    def take(files: dict[str, bytes]) -> None:
        found, wrong = organisation_in(files, forget)
        set_faults(wrong)
        if found is not None:
            on_organisation(found)

    with tag("div", classes="files"):
        Upload(t("whatif.upload"), take, lambda fault: set_faults((str(fault),)),
               ",".join((*ACCEPTED, ".yaml")), many=True)
        Check(label=t("whatif.forget"), value=forget, event_check=set_forget)
    if faults:
        with tag("div", classes="faults worse", role="alert"):
            paragraph(t("whatif.faults"))
            listed(faults)


@solara.component
def Read(organisation: Organisation) -> None:
    """What was read, in numbers and as a small picture, before anything is run."""
    paragraph(t("whatif.place_read", posts=len(organisation), leaders=int(organisation.leads.sum()),
                front=int(organisation.front_line.sum()), units=organisation.n_units,
                levels=int(organisation.level.max()) + 1, ties=len(organisation.informal.neighbour)))
    picture = solara.use_memo(lambda: _picture(organisation), [organisation.digest()])
    solara.HTML(tag="div", unsafe_innerHTML=picture, attributes={
        "role": "img", "aria-label": t("whatif.place_picture"), "title": t("whatif.place_picture")})


def _picture(organisation: Organisation) -> str:
    """An SVG of the reporting line; of more than some hundred posts only leaders' lines are drawn."""
    laid = layout(organisation)
    x, y = (160.0 + 155.0 * laid.places[:, i] for i in (0, 1))
    drawn = organisation.leads if len(organisation) > _LINES else np.ones(len(organisation), bool)
    below = np.flatnonzero((organisation.manager != NOBODY) & drawn)
    lines = "".join(f"M{x[i]:.1f} {y[i]:.1f}L{x[m]:.1f} {y[m]:.1f}"
                    for i, m in zip(below, organisation.manager[below], strict=True))
    size = max(0.6, min(4.0, 60.0 * laid.spacing))
    dots = ["".join(f"M{x[i]:.1f} {y[i]:.1f}h0" for i in np.flatnonzero(organisation.front_line == front))
            for front in (False, True)]
    return (f'<svg viewBox="0 0 320 320" width="320" height="320" fill="none" stroke-linecap="round">'
            f'<path d="{lines}" stroke="#BDBDBD" stroke-width="0.6"/>'
            f'<path d="{dots[0]}" stroke="#555" stroke-width="{2 * size:.1f}"/>'
            f'<path d="{dots[1]}" stroke="#00796B" stroke-width="{2 * size:.1f}"/></svg>')


@solara.component
def Place(page: PageState) -> None:
    """The organisation the plan is for: the made-up one, or the visitor's own."""
    notes, set_notes = solara.use_state(_NONE)
    warnings, set_warnings = solara.use_state(_NONE)

    def arrived(found: Uploaded) -> None:
        remember(found.organisation)
        set_notes(found.notes)
        set_warnings(found.warnings)
        page.change(lambda plan: plan.but(place=found.place))

    with tag("section", classes="card own", label=t("whatif.place")):
        heading(3, t("whatif.place"))
        if page.organisation is not None:
            paragraph(t("whatif.place_own", name=page.organisation.name, people=len(page.organisation),
                        digest=page.plan.place[:8]))
            Read(page.organisation)
            tag("button", t("whatif.place_leave"), "button", type="button",
                on_click=lambda: page.change(lambda plan: plan.but(place="")))
        else:
            paragraph(t("whatif.place_none"))
        Files(arrived)
        if warnings:
            with tag("div", classes="faults", role="status"):
                paragraph(t("whatif.place_warnings"))
                listed(warnings)
        if notes:
            with tag("details"):
                tag("summary", t("whatif.place_notes", count=len(notes)))
                listed(notes)
        paragraph(t("whatif.place_private"), "soft")


@solara.component
def Numbers(page: PageState) -> None:
    """The form of own numbers, and how well the firm meets them."""
    own_data = page.plan.own_data
    written, set_written = solara.use_state({name: f"{value:g}" for name, value in own_data.asked.items()}
                                            if own_data else dict[str, str]())
    asked, set_asked = solara.use_state(dict[str, float]())
    fault, set_fault = solara.use_state("")
    base, organisation, told = page.plan.base, page.organisation, language()

    def search(turn: Turn) -> Fit:
        return fit(asked, base=base, organisation=organisation, request=turn.request, on_progress=turn.at,
                   language=told)

    job = use_work("own data", search if asked else None, [tuple(asked.items())])
    found = job.value

    def take() -> None:
        if found is not None:
            page.change(lambda plan: plan.but(own_data=found.own))

    solara.use_effect(take, [found])

    def ask() -> None:
        try:
            numbers = {name: _number(text, name) for name, text in written.items() if text.strip()}
        except UserError as mistake:
            set_fault(sentence(mistake))
            return
        set_fault("")
        set_asked(numbers)

    def forget() -> None:
        set_asked({})
        set_written({})
        page.change(lambda plan: plan.but(own_data=None))

    with tag("section", classes="card own", label=t("whatif.own_data")):
        heading(3, t("whatif.own_data"))
        paragraph(t("whatif.own_data_about"))
        with tag("div", classes="numbers"):
            for form in FORM:
                def typed(text: str, name: str) -> None:
                    set_written(lambda now: {**now, name: text})

                Field(label=model(form.label), unit=unit_words(form.unit, told),
                      value=written.get(form.name, ""), event_type=partial(typed, name=form.name))
        with tag("div", classes="line-up"):
            tag("button", t("whatif.own_data_match"), "button first", type="button", on_click=ask)
            if own_data is not None:
                tag("button", t("whatif.own_data_forget"), "button", type="button", on_click=forget)
        mistake = fault or (sentence(job.fault) if job.fault is not None else "")
        if mistake:
            tag("p", mistake, "worse", role="alert")
        elif job.working:
            Progress(t("whatif.own_data_working"), job)
        elif found is not None:
            with tag("div", role="status"):
                paragraph(t("whatif.own_data_met") if not found.unmet else t("whatif.own_data_unmet"))
                listed((*found.unmet, *found.notes))
        elif own_data is not None:
            said = [f"{model(BY_NAME[name].label)} {value:g}" for name, value in own_data.asked.items()]
            paragraph(t("whatif.own_data_set", numbers=", ".join(said)))
        FromFile(organisation, lambda numbers: set_written(
            lambda now: {**now, **{name: f"{value:g}" for name, value in numbers.items()}}))


@solara.component
def FromFile(organisation: Organisation | None, on_numbers: Callable[[Mapping[str, float]], None]) -> None:
    """The form's numbers from a file of figures, and what is to be said of a file that leaves it open."""
    of, set_of = solara.use_state("")
    scale, set_scale = solara.use_state("")
    rates, set_rates = solara.use_state("")
    notes, set_notes = solara.use_state(_NONE)
    fault, set_fault = solara.use_state("")
    told = language()

    def take(files: dict[str, bytes]) -> None:
        (name, content), = files.items()
        said = Told([of] if of else (), [scale] if scale else (), rates)
        try:
            found = figures(content, name, organisation, said, told)
        except UserError as mistake:
            set_notes(_NONE)
            set_fault(_on_page(sentence(mistake)))
            return
        set_fault("")
        set_notes(found.notes)
        on_numbers(found.numbers)

    Upload(t("whatif.own_file"), take, lambda mistake: set_fault(sentence(mistake)), ".csv,.tsv,.txt,.xlsx")
    with tag("details"):
        tag("summary", t("whatif.own_if"))
        says = [("", t("whatif.own_says"))]
        outcomes = [(form.outcome, model(form.label)) for form in FORM if form.outcome]
        whose = [("year", t("whatif.own_year")), ("period", t("whatif.own_period"))]
        Picker(label=t("whatif.own_is"), value=of, choices=says + outcomes, event_pick=set_of)
        Picker(label=t("whatif.own_scale"), value=scale, choices=says + [(ends, ends) for ends in _SCALES],
               event_pick=set_scale)
        Picker(label=t("whatif.own_rates"), value=rates, choices=says + whose, event_pick=set_rates)
    if fault:
        tag("p", fault, "worse", role="alert")
    if notes:
        with tag("details", role="status"):
            tag("summary", t("whatif.own_read", count=len(notes)))
            listed([_on_page(note) for note in notes])


def _on_page(said: str) -> str:
    """A sentence of the reader, with the page's names in place of options of the command line."""
    for option, key in (("--outcome", "own_is"), ("--scale", "own_scale"), ("--rates", "own_rates")):
        said = said.replace(option, f"“{t(f'whatif.{key}')}”")
    return said


def _number(text: str, name: str) -> float:
    count = whole(text) if name in ("headcount", "volume") else None
    value = parsed(text) if count is None else float(count)
    if value is None:
        raise UserError(t("whatif.own_data_no_number", label=model(BY_NAME[name].label), text=text))
    return value
