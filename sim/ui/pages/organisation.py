"""The page /organisation: everybody through the whole run, in two worlds; anybody's story; any contact under the microscope."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import solara

from sim.errors import UserError
from sim.org.layout import layout
from sim.scenario import Scenario
from sim.scenario.bundled import SCENARIOS
from sim.study import all_paired
from sim.ui.components.arrive import Arrive
from sim.ui.components.microscope import Account
from sim.ui.components.picker import Picker
from sim.ui.components.story import Week, Who, Year
from sim.ui.tags import heading, paragraph, tag
from sim.ui.widgets.people import people, sent
from sim.ui.words import t
from sim.whatif.film import Cancelled, Film, film
from sim.whatif.plan import Plan
from sim.whatif.story import Contact, person, story, under_the_microscope

SIZES = (300, 1000, 3000, 10_000)
"""People that the firm can be asked to have; the largest takes a minute or two."""

MINE = "mine"
"""The choice that stands for the plan of the page's address."""

_STEP = 0.02  # share of the work after which progress is told: each telling draws the page anew


@solara.component
def Page() -> None:
    """Two choices, two worlds, one slider."""
    query = {key: values[0] for key, values in parse_qs(solara.use_router().search or "").items()}
    text = query.get("plan", "")
    baseline, set_baseline = solara.use_state(MINE if text else "ordinary-firm")
    plan, set_plan = solara.use_state(MINE if text else "culture-of-trust")
    size, set_size = solara.use_state(SIZES[0])
    solara.Title(t("nav.organisation"))
    solara.Style(Path(__file__).with_suffix(".css"))
    names = [(name, Scenario.load(name).title) for name in SCENARIOS.names()]
    with tag("div", classes="opening"):
        heading(1, t("organisation.title"))
        paragraph(t("organisation.lead"), "soft")
    with tag("div", classes="pickers"):
        own = [MINE] if text else []
        Picker(label=t("organisation.baseline"), value=baseline, event_pick=set_baseline,
               choices=[(name, t("organisation.today")) for name in own] + names)
        Picker(label=t("organisation.plan"), value=plan, event_pick=set_plan,
               choices=[(name, t("organisation.your_plan")) for name in own] + names)
        Picker(label=t("organisation.size"), value=str(size), event_pick=lambda chosen: set_size(int(chosen)),
               choices=[(str(n), t("organisation.people", count=f"{n:,}")) for n in SIZES])
    asked = solara.use_memo(lambda: _asked(text, baseline, plan, size), [text, baseline, plan, size])
    if isinstance(asked, UserError):
        tag("p", str(asked), "card worse", role="alert")
    else:
        Worlds(asked).key(f"{text} {baseline} {plan} {size}")


def _asked(text: str, baseline: str, plan: str, size: int) -> tuple[Scenario, Scenario] | UserError:
    """Both scenarios in one place and of one length; or what is wrong with the choice."""
    try:
        mine = Plan.from_text(text) if text else None
        today = mine.baseline() if mine and baseline == MINE else Scenario.load(baseline)
        other = mine.scenario() if mine and plan == MINE else Scenario.load(plan).with_(days=today.days, seed=today.seed)
        if size != SIZES[0] and "path" not in today.organisation:
            today, other = (scenario.with_(organisation={"people": size}) for scenario in (today, other))
        (one, _), (two, _) = all_paired((today, other), 1)
        return one, two
    except UserError as mistake:
        return mistake


@solara.component
def Worlds(asked: tuple[Scenario, Scenario]) -> None:
    """Lives both worlds, shows how far that is, then the film."""
    share, set_share = solara.use_state(0.0)

    def shoot(cancel: threading.Event) -> Film | None:
        tell = _Told(set_share)
        (_, one), (_, two) = all_paired(asked, 1)
        try:
            return film(one, two, on_progress=tell, cancelled=cancel.is_set)
        except Cancelled:
            return None

    shot = solara.use_thread(shoot, dependencies=[], intrusive_cancel=False)
    if shot.state == solara.ResultState.ERROR:
        tag("p", str(shot.error), "card worse", role="alert")
    elif shot.value is None:
        _progress(t("organisation.living"), share)
    else:
        Alive(asked, shot.value)


@solara.component
def Alive(asked: tuple[Scenario, Scenario], shown: Film) -> None:
    """The film, and beside it whoever was chosen."""
    week, set_week = solara.use_state(1)
    state, set_state = solara.use_state(0)
    post, set_post = solara.use_state(-1)
    contact, set_contact = solara.use_state(cast(Contact | None, None))
    what = solara.use_memo(lambda: sent(shown, layout(shown.organisation), str(id(shown))), [])

    def choose(chosen: int) -> None:
        set_post(chosen)
        set_contact(None)

    with tag("div", classes="alive"):
        with tag("section", classes="card", label=t("organisation.worlds")):
            people(what, (asked[0].title, asked[1].title), week=week, on_week=set_week, state=state, on_state=set_state,
                   selected=post, on_selected=choose)
        with tag("section", classes="card story", label=t("organisation.story"), id="story"):
            if post < 0:
                heading(2, t("organisation.nobody"))
                paragraph(t("organisation.choose"), "soft")
            else:
                Arrive(narrow_only=True).key(f"arrive {post}")
                Who(person(shown.organisation, post), choose)
                Year(shown, post, state).key(f"year {post} {state}")
                Told(asked, post, week, set_contact).key(f"week {post} {week}")
    if contact is not None:
        name = str(shown.organisation.ids[post])
        with tag("section", classes="card", label=t("microscope.title")):
            Arrive(narrow_only=False).key(f"arrive {name} {contact}")
            heading(2, t("microscope.title"))
            Slid(asked, name, contact).key(f"{name} {contact}")


@solara.component
def Told(asked: tuple[Scenario, Scenario], post: int, week: int, on_contact: Any) -> None:
    """A person's week, once it was lived again."""
    share, set_share = solara.use_state(0.0)

    def tell(cancel: threading.Event) -> Any:
        try:
            return story(*asked, post, week, on_progress=_Told(set_share), cancelled=cancel.is_set)
        except Cancelled:
            return None

    told = solara.use_thread(tell, dependencies=[], intrusive_cancel=False)
    if told.state == solara.ResultState.ERROR:
        tag("p", str(told.error), "worse", role="alert")
    elif told.value is None:
        _progress(t("organisation.again", week=week), share)
    else:
        Week(told.value, on_contact)


@solara.component
def Slid(asked: tuple[Scenario, Scenario], name: str, contact: Contact) -> None:
    """A contact under the microscope, once it was found."""
    share, set_share = solara.use_state(0.0)

    def look(cancel: threading.Event) -> Any:
        tell = _Told(set_share)

        def on_progress(done: int, total: int) -> None:
            if cancel.is_set():
                raise Cancelled
            tell(done, total)

        try:
            return under_the_microscope(*asked, name, contact, on_progress=on_progress)
        except Cancelled:
            return None

    found = solara.use_thread(look, dependencies=[], intrusive_cancel=False)
    if found.state == solara.ResultState.ERROR:
        tag("p", str(found.error), "worse", role="alert")
    elif found.value is None:
        _progress(t("organisation.looking"), share)
    else:
        Account(*found.value)


class _Told:
    """Progress in steps that are worth drawing."""

    def __init__(self, tell: Any) -> None:
        self._tell, self._last = tell, 0.0

    def __call__(self, done: int, total: int) -> None:
        if done / total >= self._last + _STEP:
            self._last = done / total
            self._tell(self._last)


def _progress(words: str, share: float) -> None:
    percent = str(round(100 * share))
    with tag("div", classes="working", role="status"):
        paragraph(words)
        with tag("div", classes="track", role="progressbar", label=words, aria_valuemin="0", aria_valuemax="100", aria_valuenow=percent):
            tag("span", "", style=f"width: {percent}%")
