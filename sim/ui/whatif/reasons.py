"""Why: the difference shared out by path and by lever, as sentences and as a table with bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import solara

from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS
from sim.report.wording import interval, number
from sim.ui.components.elements import Arrive, Picker
from sim.ui.faults import sentence
from sim.ui.tags import heading, paragraph, tag
from sim.ui.whatif.view import PageState, choices
from sim.ui.words import language, t
from sim.ui.work import Job, Progress, use_work
from sim.whatif.answer import Answer
from sim.whatif.levers import lever
from sim.whatif.why import Part, Why, prepare_why, why


def use_why(page: PageState, wanted: bool, idle: bool) -> Job[Why]:
    """A hook: the account of the plan, once somebody wants it; ``idle``, it is prepared."""
    plan, organisation = page.plan, page.organisation
    today = plan.but(levers={}, changes=())
    use_work("why ahead", None if not idle or wanted else lambda turn: prepare_why(
        today, turn.request, organisation=organisation), [today.to_text()])
    return use_work("why", None if not wanted or plan.empty
                    else lambda turn: why(plan, organisation=organisation, request=turn.request,
                                          on_progress=turn.at), [plan.to_text()])


@solara.component
def Reasons(page: PageState, job: Job[Why], wanted: str, on_outcome: Callable[[str], None],
            answer: Answer | None) -> None:
    """The section.  wanted: the outcome asked about, "" until somebody asks.  answer: whose difference is
    shared out."""
    with tag("section", classes="card reasons", label=t("whatif.why")):
        heading(2, t("whatif.why"))
        if page.plan.empty:
            paragraph(t("whatif.why_empty"), "soft")
        elif not wanted:
            paragraph(t("whatif.why_ask"))
            tag("button", t("whatif.why_find"), "button first", type="button",
                on_click=lambda: on_outcome("customer_satisfaction"))
        else:
            Arrive(narrow_only=False).key(f"arrive {wanted}")
            Picker(label=t("whatif.why_outcome"), value=wanted, choices=choices(), event_pick=on_outcome)
            if job.fault is not None:
                tag("p", sentence(job.fault), "worse", role="alert")
            elif job.value is None or answer is None:
                Progress(t("whatif.why_working"), job)
            else:
                Told(job.value.about(wanted).matched(answer.cards[wanted]).told_in(language()), wanted)


@solara.component
def Told(account: Why, outcome: str) -> None:
    """Sentences, then what they rest on."""
    with tag("div", classes="told", role="status"):
        for sentence in account.sentences:
            paragraph(sentence)
    with tag("div", classes="waterfalls"):
        Waterfall(t("whatif.why_paths"), account.paths, outcome)
        Waterfall(t("whatif.why_levers"), account.levers, outcome)
    paragraph(account.note, "soft")


@solara.component
def Waterfall(title: str, parts: Sequence[Part], outcome: str) -> None:
    """Parts one below the other, each beginning where the one above ended, as a table that a screen reader
    reads too."""
    o = OUTCOME[outcome]
    ends = [0.0]
    for part in parts:
        ends.append(ends[-1] + part.contribution)
    low, high = min(ends), max(ends)
    span = max(high - low, 1e-9)
    with tag("div", classes="scroll", tabindex="0", role="region",
             label=title), tag("table", classes="waterfall"):
        tag("caption", title)
        tag("thead", tag("tr", [tag("th", t(f"whatif.{name}"), scope="col")
                                for name in ("why_part", "why_points", "why_bar")]))
        with tag("tbody"):
            for begin, end, part in zip(ends, ends[1:], parts, strict=False):
                with tag("tr", classes="" if part.separated else "unsure"):
                    with tag("th", scope="row"):
                        tag("span", lever(part.name, language()).label if part.name in LEVERS else part.title)
                        tag("small", part.says)
                    tag("td", [tag("b", number(part.contribution, o, sign=True)),
                               tag("small", _between(part, outcome))], "n")
                    with tag("td", classes="course"):
                        good = (part.contribution > 0) == (o.good > 0)
                        colour = ("level" if not part.separated or not o.good else "better" if good
                                  else "worse")
                        tag("span", "", colour, aria_hidden="true",
                            style=f"left: {100 * (min(begin, end) - low) / span:.1f}%; width: "
                            f"{max(0.6, 100 * abs(end - begin) / span):.1f}%")
        with tag("tfoot"), tag("tr"):
            tag("th", t("whatif.why_sum"), scope="row")
            tag("td", tag("b", number(ends[-1], o, sign=True)), "n")
            tag("td", "")


def _between(part: Part, outcome: str) -> str:
    if part.low != part.low:
        return ""
    o = OUTCOME[outcome]
    said = interval(part.low, part.high, o, sign=True, language=language())
    return said if part.separated else f"{said}; {t('whatif.why_unsure')}"
