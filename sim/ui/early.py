"""What a visitor of the what-if page reads before its script runs: today's numbers, or a plan's first guess,
in the shell itself.  The style sheet takes it away once the page shows its own.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME
from sim.report.wording import localised
from sim.ui.whatif.view import View
from sim.ui.words import say
from sim.whatif.full import at_once
from sim.whatif.sure import first_guess, ordinary
from sim.whatif.words import unit_words
from sim.words import model

PAGE = "/whatif"
"""The page that has it; any other is drawn as soon as it is there."""


@lru_cache(100)
def early(query: str, code: str) -> str:
    """The cards as HTML; nothing for an address with a mistake, a plan that is not for the ordinary firm, or
    one of which nothing is known at once."""
    try:
        view = View.read(query)
    except UserError:
        return ""
    if not ordinary(view.plan):
        return ""
    answer = at_once(view.plan) if view.plan.empty else first_guess(view.plan)
    if answer is None:
        return ""
    cards = []
    for name in view.cards:
        o, card = OUTCOME[name], answer.cards.get(name)
        figure, told = (card.shown(card.plan), card.compared(code)) if card else ("…", "")
        cards.append(f'<div class="card"><p>{escape(model(code, o.label))}</p><p><b>{figure}</b> '
                     f'<small>{escape(unit_words(o.unit, code, view.paying.currency))}</small> '
                     f'{escape(told)}</p></div>')
    kind = "none" if view.plan.empty else "first"
    return localised(f'<div class="early"><div class="bar"><b>{escape(say(code, "shell.product"))}</b></div>'
                     f'<p><strong>{escape(say(code, "whatif.title"))}</strong> '
                     f'{escape(say(code, f"whatif.standing_{kind}"))}</p>'
                     f'<div class="results">{"".join(cards)}</div></div>'
                     '<noscript><style>.early { display: none }</style></noscript>', code, html=True)
