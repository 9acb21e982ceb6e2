"""The state of the page: what its address holds, and what all its parts share.

>>> view = View(Plan().set("permission", 0.8), pins=(Pin("Backed", Plan().set("backing", 0.9)),),
...             cards=("fear", "burnout_share", "absence", "net_value"))
>>> view.query()
'plan=1~permission-0.8&pin=Backed%7C1~backing-0.9&cards=fear+burnout_share+absence+net_value'
>>> View.read(view.query()) == view
True
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

import solara

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.scenario.checks import near, shown
from sim.ui.words import model
from sim.whatif.headline import CURRENCIES, HOURS_MOST, Paying
from sim.whatif.history import History
from sim.whatif.parts import written
from sim.whatif.pins import Pin, letter
from sim.whatif.plan import Plan
from sim.whatif.runs import CARDS, FIRST_CARDS

FIRST_CHARTS = (FIRST_CARDS[0], FIRST_CARDS[3])
"""The outcomes whose year is drawn at first."""

MOST_PINS = 6
"""Plans beside each other; more are no small table any more."""


@dataclass(frozen=True)
class View:
    """What a copied link restores.  cards: four outcomes.  charts: two of them drawn week by week.  paying:
    how money is told."""

    plan: Plan = Plan()
    pins: tuple[Pin, ...] = ()
    cards: tuple[str, ...] = FIRST_CARDS
    charts: tuple[str, ...] = FIRST_CHARTS
    paying: Paying = Paying()

    def query(self) -> str:
        """For the address; what is as usual is left out."""
        said = [("plan", self.plan.to_text())] if self.plan != Plan() else []
        said += [("pin", pin.to_text()) for pin in self.pins]
        said += [("cards", " ".join(self.cards))] if self.cards != FIRST_CARDS else []
        said += [("charts", " ".join(self.charts))] if self.charts != FIRST_CHARTS else []
        said += [("currency", self.paying.currency)] if self.paying.currency else []
        said += [("hour", written(self.paying.hour))] if self.paying.hour else []
        return urlencode(said, safe="~.")

    @classmethod
    def read(cls, query: str) -> View:
        """A view from an address, or a :class:`~sim.base.errors.UserError` that says what is wrong."""
        given = parse_qs(query.removeprefix("?"))
        if len(given.get("pin", ())) > MOST_PINS:
            raise UserError(f"the address pins {len(given['pin'])} plans, but at most {MOST_PINS} stand side "
                            "by side")
        pins: tuple[Pin, ...] = ()
        for text in given.get("pin", ()):
            pin = Pin.from_text(text, letter(pins))
            pins += () if pin.plan in (each.plan for each in pins) else (pin,)
        return cls(Plan.from_text(given["plan"][0]) if "plan" in given else Plan(), pins,
                   _outcomes(given, "cards", FIRST_CARDS), _outcomes(given, "charts", FIRST_CHARTS),
                   _paying(given))


last: solara.Reactive[tuple[View, History] | None] = solara.reactive(None)
"""What each visitor had on the page when they left it for another one."""


def _outcomes(given: dict[str, list[str]], key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    if key not in given:
        return usual
    names = tuple(given[key][0].split())
    for name in names:
        if name not in CARDS:
            raise UserError(f"the address asks for {shown(name)} under {key}, which no card "
                            f"shows{near(name, CARDS)}")
    if len(names) != len(usual):
        raise UserError(f"the address names {len(names)} outcomes under {key}, expected {len(usual)}")
    return names


def _paying(given: dict[str, list[str]]) -> Paying:
    currency, hour = (given.get(key, [""])[0] for key in ("currency", "hour"))
    if currency not in CURRENCIES:
        raise UserError(f"the address asks for the currency {shown(currency)}; there are "
                        f"{', '.join(filter(None, CURRENCIES))}")
    try:
        priced = float(hour or 0.0)
    except ValueError:
        priced = -1.0
    if not 0.0 <= priced <= HOURS_MOST:
        raise UserError(f"the address prices an hour at {shown(hour)}, expected a number from 0 to "
                        f"{HOURS_MOST:g}")
    return Paying(currency, priced)


def choices() -> list[tuple[str, str]]:
    """Outcomes that a card can show, as (name, label in the visitor's language)."""
    return [(name, model(OUTCOME[name].label)) for name in CARDS]


@dataclass(frozen=True, eq=False)
class PageState:
    """history: of the plan.  paying: how money is told.  week: from which changes are made, as
    drawn.  organisation: the uploaded one that the plan is for, if it is.  chosen: the week as chosen last,
    whether it was drawn yet or not: a quick hand moves a lever before the page has caught up.

    change: make another plan of the one there is, as one step.  step: go back, forward, or repeat the last
    change.  try_out: what a lever being dragged would make of it; None when it rests.
    """

    history: History
    paying: Paying
    week: int
    organisation: Organisation | None
    change: Callable[[Callable[[Plan], Plan]], None]
    step: Callable[[Callable[[History], History]], None]
    try_out: Callable[[Plan | None], None]
    chosen: Callable[[], int]

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.history.now
