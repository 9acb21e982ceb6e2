"""All of the page in its address: the plan, the plans pinned beside it, and which outcomes are looked at.

>>> view = View(Plan().set("permission", 0.8), pins=(Plan().set("backing", 0.9),), cards=("fear", "burnout_share", "absence", "net_value"))
>>> view.query()
'plan=1~permission-0.8&pin=1~backing-0.9&cards=fear+burnout_share+absence+net_value'
>>> View.read(view.query()) == view
True
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME
from sim.scenario.checks import near, shown
from sim.ui.words import model
from sim.whatif.plan import Plan
from sim.whatif.runs import CARDS, FIRST_CARDS

FIRST_CHARTS = (FIRST_CARDS[0], FIRST_CARDS[3])
"""The outcomes whose year is drawn at first."""

MOST_PINS = 6
"""Plans beside each other; more are no small table any more."""


@dataclass(frozen=True)
class View:
    """What a copied link restores.  cards: four outcomes.  charts: two of them drawn week by week."""

    plan: Plan = Plan()
    pins: tuple[Plan, ...] = ()
    cards: tuple[str, ...] = FIRST_CARDS
    charts: tuple[str, ...] = FIRST_CHARTS

    def query(self) -> str:
        """For the address; what is as usual is left out."""
        said = [("plan", self.plan.to_text())] if self.plan != Plan() else []
        said += [("pin", pin.to_text()) for pin in self.pins]
        said += [("cards", " ".join(self.cards))] if self.cards != FIRST_CARDS else []
        said += [("charts", " ".join(self.charts))] if self.charts != FIRST_CHARTS else []
        return urlencode(said, safe="~.")

    @classmethod
    def read(cls, query: str) -> View:
        """A view from an address, or a :class:`~sim.base.errors.UserError` that says what is wrong with it."""
        given = parse_qs(query.removeprefix("?"))
        if len(given.get("pin", ())) > MOST_PINS:
            raise UserError(f"the address pins {len(given['pin'])} plans, but at most {MOST_PINS} stand side by side")
        return cls(Plan.from_text(given["plan"][0]) if "plan" in given else Plan(),
                   tuple(Plan.from_text(text) for text in given.get("pin", ())),
                   _outcomes(given, "cards", FIRST_CARDS), _outcomes(given, "charts", FIRST_CHARTS))


def _outcomes(given: dict[str, list[str]], key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    if key not in given:
        return usual
    names = tuple(given[key][0].split())
    for name in names:
        if name not in CARDS:
            raise UserError(f"the address asks for {shown(name)} under {key}, which no card shows{near(name, CARDS)}")
    if len(names) != len(usual):
        raise UserError(f"the address names {len(names)} outcomes under {key}, expected {len(usual)}")
    return names


def choices() -> list[tuple[str, str]]:
    """Outcomes that a card can show, as (name, label in the visitor's language)."""
    return [(name, model(OUTCOME[name].label)) for name in CARDS]
