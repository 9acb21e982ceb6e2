"""Pinned plans: each has a name, and all are compared in the firm and for the time of the plan on the page.

>>> pin = Pin("Softer", Plan(weeks=25).set("punishment_severity", 0.1))
>>> Pin.from_text(pin.to_text()) == pin
True
>>> pin.beside(Plan()).to_text()
'1~punishment_severity-0.1'
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.whatif.answer import Answer
from sim.whatif.plan import Plan

LONGEST = 40
"""Characters of a name."""


@dataclass(frozen=True)
class Pin:
    """A plan and what the visitor calls it."""

    name: str
    plan: Plan

    def beside(self, plan: Plan) -> Plan:
        """What it does, where and for as long as another plan: only so can their figures be compared."""
        kept = [change for change in self.plan.changes if change.week <= plan.weeks]
        return plan.but(levers=self.plan.levers, changes=kept)

    def to_text(self) -> str:
        """For an address."""
        return f"{self.name}|{self.plan.to_text()}"

    @classmethod
    def from_text(cls, text: str, name: str = "") -> Pin:
        """From an address.  name: of one that has none."""
        said, bar, plan = text.rpartition("|")
        return cls(called(said) or name, Plan.from_text(plan))


@dataclass(frozen=True)
class Beside:
    """A pinned plan as it is compared.  answer: None until it is worked out."""

    name: str
    plan: Plan
    answer: Answer | None


def called(name: str) -> str:
    """A name as it can be stored."""
    return " ".join(name.replace("|", " ").split())[:LONGEST]


def letter(taken: tuple[Pin, ...]) -> str:
    """The first letter that no pin is called by."""
    names = {pin.name for pin in taken}
    return next(each for each in "ABCDEFGHIJ" if each not in names)
