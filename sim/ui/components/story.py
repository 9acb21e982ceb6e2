"""One person's story as `sim.whatif.story` tells it, and one of their contacts under the microscope."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import solara

from sim.insight.microscope.contact import ObservedContact, Pair
from sim.insight.microscope.language import speaking
from sim.insight.microscope.narrative import Told, Why, figure
from sim.org.organisation import Organisation
from sim.report.wording import title
from sim.ui.tags import heading, paragraph, tag
from sim.ui.widgets.band import band
from sim.ui.widgets.people import state_label
from sim.ui.words import language, post, t, unit
from sim.whatif.recording import STATES, Recording
from sim.whatif.story import WORLDS, Contact, Deeds, Person, Story, person

_DEEDS = (("hours", "{:.1f}"), ("care", "{:.0f}"), ("harshness", "{:.0f}"), ("keeps_word", "{:.0f}"),
          ("kept", "{}"), ("broken", "{}"), ("punished", "{}"), ("punished_you", "{}"))


@solara.component
def Who(organisation: Organisation, who: Person, on_choose: Callable[[int], None]) -> None:
    """Name, place and the way to the leader."""
    heading(2, _named(organisation, who), "person")
    paragraph(t("story.place", unit=unit(who.unit)) + (" " + t("story.leads", count=who.reports)
                                                       if who.reports else ""), "soft")
    if who.led_by is not None:
        above = who.led_by
        with tag("p"):
            leader = _named(organisation, person(organisation, above))
            tag("button", t("story.to_leader", leader=leader), "button small",
                on_click=lambda: on_choose(above), type="button")


def _named(organisation: Organisation, who: Person) -> str:
    return t("story.name", name=who.name, title=post(organisation, who.title) or t("people.post"))


@solara.component
def Year(recording: Recording, post: int, first: int) -> None:
    """How the person's states went in both worlds; ``first`` is the state that is looked at, the others open
    on request."""
    levels = recording.of(post)
    weeks = list(range(1, recording.weeks + 1))
    known = [i for i in range(len(STATES)) if not (levels[:, i] != levels[:, i]).all()]
    shown = [first] if first in known else known[:1]

    def chart(i: int) -> None:
        band(state_label(i), weeks, levels[0, i].tolist(), levels[1, i].tolist(), bounds=(0.0, 100.0),
             height=130)

    if first not in known:
        paragraph(t("story.no_state", state=state_label(first)), "soft")
    for i in shown:
        chart(i)
        paragraph(_course(levels[:, i], state_label(i)), "small")
    with tag("details"):
        tag("summary", t("story.others"))
        for i in known:
            if i not in shown:
                chart(i)


def _course(levels: np.ndarray, state: str) -> str:
    """A state's way through the year in words.  levels: [worlds, weeks]; weeks without it are skipped."""
    ends = [side[~np.isnan(side)][[0, -1]] for side in levels if not np.isnan(side).all()]
    if len(ends) < len(WORLDS):
        return ""
    (today, later), (start, end) = ends
    return t("story.course", state=state, from_plan=f"{start:.0f}", to_plan=f"{end:.0f}",
             from_baseline=f"{today:.0f}", to_baseline=f"{later:.0f}")


@solara.component
def Week(told: Story, on_contact: Callable[[Contact], None]) -> None:
    """The chosen week: deeds and contacts."""
    heading(3, t("story.week", week=told.week))
    if told.deeds[0] or told.deeds[1]:
        _deeds(t("story.deeds"), told.deeds, own=False)
    if told.own[0] or told.own[1]:
        _deeds(t("story.own"), told.own, own=True)
    if told.person.front_line:
        with tag("div", classes="contacts"):
            for which, pair in (("worst", told.worst), ("best", told.best)):
                for contact in pair:
                    if contact is not None:
                        _card(which, contact, on_contact)
        if not any(told.worst):
            paragraph(t("story.no_contacts"), "soft")
    else:
        paragraph(t("story.no_customers"), "soft")


def _deeds(title: str, deeds: tuple[Deeds | None, Deeds | None], own: bool) -> None:
    with tag("table", classes="plain tight"):
        tag("caption", title)
        with tag("thead"), tag("tr"):
            tag("td", "")
            for name in WORLDS:
                tag("th", t(f"people.{name}"), scope="col")
        with tag("tbody"):
            for name, form in _DEEDS:
                if own and name == "punished_you":
                    continue
                with tag("tr"):
                    tag("th", t(f"deeds.{name}"), scope="row")
                    for side in deeds:
                        tag("td", "–" if side is None else form.format(getattr(side, name)))


def _card(which: str, contact: Contact, on_contact: Callable[[Contact], None]) -> None:
    world = t(f"people.{WORLDS[contact.world]}")
    with tag("div", classes=f"contact {which}"):
        tag("strong", t(f"story.{which}", world=world))
        paragraph(t("story.contact", day=contact.day, occasion=contact.occasion, contacts=contact.contacts,
                    satisfaction=f"{contact.satisfaction:.0f}", tone=f"{contact.customer_tone:.0f}",
                    answer=f"{contact.tone:.0f}", empathy=f"{contact.empathy:.0f}",
                    solved=t(f"story.{'solved' if contact.resolved else 'unsolved'}")))
        tag("button", t("story.microscope"), "button small", on_click=lambda: on_contact(contact),
            type="button", label=t("story.microscope_of", which=t(f"story.{which}", world=world)))


_WIDTH = 100
"""Columns of the account as the terminal has it, of which the comparison is read line by line."""


@solara.component
def Account(contact: ObservedContact, both: Pair) -> None:
    """The contact, told; then number by number against the other world."""
    paragraph(t("microscope.who", person=contact.person, unit=unit(contact.unit), day=contact.day,
                occasion=contact.occasion, contacts=contact.contacts, customer=contact.customer,
                scenario=title(contact.scenario, language())), "lead")
    with tag("p", classes="mattered"):
        tag("strong", contact.mattered)
    paragraph(t("microscope.simulated"), "soft")
    with tag("div", classes="microscope" if both.b else "microscope alone"):
        with tag("ol", classes="steps"):
            for step in contact.steps:
                _step(step)
        with tag("div", classes="against"):
            _against(both)


def _step(step: Told) -> None:
    with tag("li"):
        heading(3, step.title)
        paragraph(step.text)
        for why in step.why:
            if why.pushes:
                _pushes(why)


def _pushes(why: Why) -> None:
    most = max(abs(push.by) for push in why.pushes)
    with tag("table", classes="pushes"):
        tag("caption", t("microscope.why", label=why.label, value=figure(why.value, why.shown),
                         usual=figure(why.ordinary, why.shown)))
        with tag("tbody"):
            for push in why.pushes:
                with tag("tr"):
                    tag("td", figure(push.by, why.shown, sign=True), "by")
                    with tag("td", classes="push", aria_hidden="true"):
                        tag("span", "", "up" if push.by * why.good > 0 else "down",
                            style=f"width: {max(4, round(100 * abs(push.by) / most))}%")
                    alone = figure(push.alone, why.shown)
                    tag("td", [tag("span", push.cause), tag("small", t("microscope.alone", value=alone))])


def _against(both: Pair) -> None:
    """The table that the terminal shows: lines of three pieces are rows, titles open sections."""
    other = title(both.other, language())
    heading(3, t("microscope.against", other=other))
    if both.b is None:
        paragraph(t("microscope.did_not", other=other, why=both.why))
        return
    with speaking(language()):
        lines = both.lines(_WIDTH)
    rows = [line for line in lines if len(line) == 3 or (len(line) == 1 and line[0][1] == "title")][1:]
    with tag("table", classes="plain tight"):
        tag("caption", t("microscope.same_customer"))
        with tag("thead"), tag("tr"):
            tag("td", "")
            for scenario in (both.a.scenario, both.other):
                tag("th", title(scenario, language()), scope="col")
        with tag("tbody"):
            for line in rows:
                with tag("tr"):
                    if len(line) == 1:
                        tag("th", line[0][0], "section", scope="colgroup", colspan="3")
                        continue
                    (label, _), (one, _), (there, style) = line
                    tag("th", label.strip(), scope="row")
                    tag("td", one.strip())
                    tag("td", there.strip(), "differs" if style == "close" else "")
    tag("p", both.b.mattered, "soft")
