"""The microscope on a page: one contact, step by step with its numbers, and the same customer in the other world beside it."""

from __future__ import annotations

import solara

from sim.insight.microscope.contact import ObservedContact, Pair
from sim.insight.microscope.language import speaking
from sim.insight.microscope.narrative import Told, Why, figure
from sim.model.mechanisms.catalogue import NAMES
from sim.report.wording import title
from sim.ui.tags import heading, paragraph, tag
from sim.ui.words import language, t, unit

_WIDTH = 100
"""Columns of the account as the terminal has it, of which the comparison is read line by line."""


@solara.component
def Account(slide: ObservedContact, both: Pair) -> None:
    """The contact, told; then number by number against the other world."""
    paragraph(t("microscope.who", person=slide.person, unit=unit(slide.unit), day=slide.day, occasion=slide.occasion,
                contacts=slide.contacts, customer=slide.customer, scenario=title(slide.scenario, language())), "lead")
    paragraph(t("microscope.simulated"), "soft")
    with tag("div", classes="microscope" if both.b else "microscope alone"):
        with tag("ol", classes="steps"):
            for step in slide.steps:
                _step(step)
        with tag("div", classes="against"):
            _against(both)
    with tag("p", classes="mattered"):
        tag("strong", slide.mattered)


def _step(step: Told) -> None:
    with tag("li"):
        heading(3, step.title)
        paragraph(step.text)
        for why in step.why:
            if why.pushes:
                _pushes(why)
        named = ", ".join(f"{id_} {NAMES[id_]}" for id_ in step.mechanisms if id_ in NAMES)
        if named:
            paragraph(t("microscope.mechanisms", names=named), "small soft")


def _pushes(why: Why) -> None:
    most = max(abs(push.by) for push in why.pushes)
    with tag("table", classes="pushes"):
        tag("caption", t("microscope.why", label=why.label, value=figure(why.value, why.shown), usual=figure(why.ordinary, why.shown)))
        with tag("tbody"):
            for push in why.pushes:
                with tag("tr"):
                    tag("td", figure(push.by, why.shown, sign=True), "by")
                    with tag("td", classes="push", aria_hidden="true"):
                        tag("span", "", "up" if push.by > 0 else "down", style=f"width: {max(4, round(100 * abs(push.by) / most))}%")
                    tag("td", push.cause)


def _against(both: Pair) -> None:
    """The table that the terminal shows: lines of three pieces are rows, titles open a section, the rest closes."""
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
