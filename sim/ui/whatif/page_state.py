"""What all parts of the page share: the plan with its history, and how to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.org.organisation import Organisation
from sim.whatif.history import History
from sim.whatif.plan import Plan


@dataclass(frozen=True, eq=False)
class Desk:
    """history: where the plan stands.  week: from which changes are made, as drawn.  organisation: the uploaded one that the plan is for,
    if it is.  chosen: the week as chosen last, whether it was drawn yet or not: a quick hand moves a lever before the page has caught up.

    change: make another plan of the one there is, as one step.  step: go back, forward, or do the last again.  try_out: what a lever being
    dragged would make of it; None when it rests.
    """

    history: History
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
