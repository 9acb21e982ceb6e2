"""The page /organisation: everybody through the run, in two worlds; anybody's story; any contact."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from urllib.parse import parse_qs

import solara

from sim.base.errors import UserError
from sim.scenario import Scenario
from sim.scenario.bundled import SCENARIOS
from sim.ui.components.elements import Arrive, Picker
from sim.ui.components.story import Account, Week, Who, Year
from sim.ui.faults import sentence
from sim.ui.tags import heading, paragraph, tag
from sim.ui.upload import Missing, remembered
from sim.ui.whatif.view import last
from sim.ui.widgets.people import Sent, people, sent
from sim.ui.words import language, model, t
from sim.ui.work import Progress, Turn, use_work
from sim.whatif.plan import OrganisationMissing, Plan
from sim.whatif.queue import Lane
from sim.whatif.recordings import RECORDINGS, Making
from sim.whatif.runs import World, world
from sim.whatif.story import Contact, person, story, under_the_microscope

SIZES = (300, 1000, 3000, 10_000)
"""People that the firm can be asked to have; the largest takes a minute or two."""

OWN_PLAN = "mine"
"""The choice that stands for the plan of the page's address."""

Pair = tuple[Scenario, Scenario]


@solara.component
def Page() -> None:
    """Two choices, two worlds, one slider."""
    query = {key: values[0] for key, values in parse_qs(solara.use_router().search or "").items()}
    text = query.get("plan", "") or (last.value[0].plan.to_text() if last.value is not None
                                     and not last.value[0].plan.empty else "")
    baseline, set_baseline = solara.use_state(OWN_PLAN if text else "ordinary-firm")
    plan, set_plan = solara.use_state(OWN_PLAN if text else "culture-of-trust")
    size, set_size = solara.use_state(0)
    found, set_found = solara.use_state("")
    solara.Title(t("nav.organisation"))
    solara.Style(Path(__file__).with_suffix(".css"))
    with tag("div", classes="opening"):
        heading(1, t("organisation.title"))
        paragraph(t("organisation.lead"), "soft")
    names = [(name, model(Scenario.bundled(name).title)) for name in SCENARIOS.names()]
    own = [OWN_PLAN] if text else []
    asked = solara.use_memo(lambda: _asked(text, baseline, plan, size), [text, baseline, plan, size, found])
    with tag("div", classes="pickers"):
        Picker(label=t("band.baseline"), value=baseline, event_pick=set_baseline,
               choices=[(name, t("organisation.today")) for name in own] + names)
        Picker(label=t("band.plan"), value=plan, event_pick=set_plan,
               choices=[(name, t("whatif.your_plan")) for name in own] + names)
        if not text or isinstance(asked, UserError) or not asked[0].elsewhere:
            Picker(label=t("organisation.size"), value=str(size),
                   event_pick=lambda chosen: set_size(int(chosen)),
                   choices=[("0", t("organisation.as_it_is"))]
                   + [(str(n), t("organisation.people", count=f"{n:,}")) for n in SIZES])
    if isinstance(asked, OrganisationMissing):
        Missing(asked, set_found)
    elif isinstance(asked, UserError):
        tag("p", sentence(asked), "card worse", role="alert")
    else:
        Worlds(asked).key(f"{text} {baseline} {plan} {size}")


def _asked(text: str, baseline: str, plan: str, size: int) -> Pair | UserError:
    """Both scenarios in one place, of the same length and with the same luck; or what is wrong with the
    choice.  size: 0 for as it is."""
    try:
        own_plan = Plan.from_text(text) if text else None
        place = remembered(own_plan.place) if own_plan and own_plan.place else None
        today = own_plan.baseline(place) if own_plan and baseline == OWN_PLAN else Scenario.bundled(baseline)
        other = own_plan.scenario(place) if own_plan and plan == OWN_PLAN else Scenario.bundled(plan)
        timed = own_plan or today
        length = {"days": timed.days, "seed": timed.seed}
        where = {"people": size} if size and "path" not in today.organisation else today.organisation
        one, two = (scenario.with_(**length, organisation=where) for scenario in (today, other))
        return (one, two) if place is None else (one.at(place), two.at(place))
    except UserError as mistake:
        return mistake


@solara.component
def Worlds(asked: Pair) -> None:
    """Both worlds, once they have been run."""
    page = solara.get_kernel_id()

    def record(turn: Turn) -> Sent:
        def look(making: Making) -> None:
            turn.waits_for = making.request
            turn.at(*making.done)

        one, other = turn.request.submit(Lane.FIRST, lambda beat: _worlds(asked)).result()
        return sent(RECORDINGS.recording(one, other, look, private=page if asked[0].elsewhere else ""))

    recorded = use_work("recording", record, [])
    if recorded.fault is not None:
        tag("p", sentence(recorded.fault), "card worse", role="alert")
    elif recorded.value is None:
        Progress(t("organisation.living"), recorded)
    else:
        Alive(asked, recorded.value)


def _worlds(asked: Pair) -> tuple[World, World]:
    there = asked[0].build_organisation()
    return world(asked[0], there), world(asked[1], there)


@solara.component
def Alive(asked: Pair, shown: Sent) -> None:
    """The recording, and beside it whoever was chosen."""
    week, set_week = solara.use_state(1)
    state, set_state = solara.use_state(0)
    (post, contact), set_chosen = solara.use_state(cast(tuple[int, Contact | None], (-1, None)))
    recording = shown.recording

    def choose(somebody: int) -> None:
        set_chosen((somebody, None))

    with tag("div"):  # one root: with a second element beside it everything would be drawn anew
        with tag("div", classes="alive"):
            with tag("section", classes="card", label=t("organisation.worlds")):
                people(shown, (model(asked[0].title), model(asked[1].title)), week=week, on_week=set_week,
                       state=state, on_state=set_state, selected=post, on_selected=choose)
            with tag("section", classes="card story", label=t("organisation.story"), id="story"):
                if post < 0:
                    heading(2, t("organisation.nobody"))
                    paragraph(t("organisation.choose"), "soft")
                else:
                    Arrive(narrow_only=True).key(f"arrive {post}")
                    Who(recording.organisation, person(recording.organisation, post), choose)
                    Year(recording, post, state).key(f"year {post} {state}")
                    Week(story(recording, post, week), lambda under: set_chosen((post, under))).key(
                        f"week {post} {week}")
        if contact is not None:
            name = str(recording.organisation.ids[post])
            with tag("section", classes="card", label=t("microscope.title")):
                Arrive(narrow_only=False).key(f"arrive {name} {contact}")
                heading(2, t("microscope.title"))
                UnderMicroscope(asked, name, contact).key(f"{name} {contact}")


@solara.component
def UnderMicroscope(asked: Pair, name: str, contact: Contact) -> None:
    """A contact under the microscope, once it was found."""
    told = language()
    found = use_work("microscope", lambda turn: under_the_microscope(
        *asked, name, contact, on_progress=turn.at, request=turn.request, language=told), [])
    if found.fault is not None:
        tag("p", sentence(found.fault), "worse", role="alert")
    elif found.value is None:
        Progress(t("organisation.looking"), found)
    else:
        Account(*found.value)
