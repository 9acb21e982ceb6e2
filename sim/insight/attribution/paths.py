"""The five paths on which leadership reaches the customer: every mechanism of the model says on which it
lies.

Grouped by the story a leader would tell, not by where a mechanism runs.  A mechanism of the contact itself
belongs to the path whose story it continues; where that is not plain, `sim.model.mechanisms.catalogue` gives
the reason beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.mechanisms.catalogue import MECHANISMS


@dataclass(frozen=True)
class Group:
    """A path.  name: as mechanisms say it.  title: as in tables.  says: one sentence for a leader."""

    name: str
    title: str
    says: str

    @property
    def mechanisms(self) -> frozenset[str]:
        """Names of its mechanisms."""
        return frozenset(m.name for m in MECHANISMS if m.path == self.name)


GROUPS = (
    Group("care", "Being valued", "People who are seen, told where they stand and rested have warmth to "
          "give."),
    Group("trust", "Trust and permission", "People who trust, and may decide, bend the rule and stay calm "
          "with the rude."),
    Group("fear", "Fear and its echo", "Punishment makes people hide and hit back, and travels down to the "
          "customer."),
    Group("talk", "Talk and habits", "What is said after a contact, and what a leader answers, hardens into "
          "habit."),
    Group("capacity", "Hands and skill", "Enough people who know how get the case solved; customers compare "
          "and recall."),
)
"""The paths in the order in which they are told."""
