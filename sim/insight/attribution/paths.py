"""The five paths on which leadership reaches the customer: every mechanism of the model belongs to exactly
one.

Grouped by the story a leader would tell, not by where a mechanism runs.  A mechanism of the contact itself
belongs to the path whose story it continues, and the reason is given beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.mechanisms.catalogue import NAMES


@dataclass(frozen=True)
class Group:
    """A path.  title: as in tables.  says: one sentence for a leader.  ids: mechanisms, also planned ones."""

    name: str
    title: str
    says: str
    ids: tuple[str, ...]

    @property
    def mechanisms(self) -> frozenset[str]:
        """Names of those of its mechanisms that are built."""
        return frozenset(NAMES[i] for i in self.ids if i in NAMES)


GROUPS = (
    Group("care", "Being valued", "People who are seen, told where they stand and rested have warmth to "
          "give.", ("M01", "M04", "M09",          # seen, told, thanked
           "M18",                        # does my leader stand behind me when a customer rages
           "M26", "M27",                 # mood and energy: what being valued is spent from
           "M10", "M33", "M34",          # whoever hears customers themselves keeps a feeling for them
           "M15", "M32")),               # empathy: felt or acted, and learned from being shown it
    Group("trust", "Trust and permission", "People who trust, and may decide, bend the rule and stay calm "
          "with the rude.", ("M02", "M08", "M16",          # trust, permission, discretion
           "M06", "M07",                 # a vision one can believe: passed down, and kept to
           # how things are done here, and that it lasts beyond those who began it
           "M28", "M38", "M39", "M13")),                      # trust lowers defences: the higher road
    Group("fear", "Fear and its echo", "Punishment makes people hide and hit back, and travels down to the "
          "customer.", ("M03", "M05", "M11",          # seen by all, passed on, kept silent about
           "M22", "M17", "M44",          # punished people punish and suspect customers, who leave
           "M45",                        # fear makes the figures look better than the truth
           "M12", "M41")),               # rudeness answered with rudeness, and customers who come back ruder
    Group("talk", "Talk and habits", "What is said after a contact, and what a leader answers, hardens into "
          "habit.",
          # M14: blame or 'did not know the rules' is what the habits are habits of
          ("M14", "M23", "M24", "M25")),
    Group("capacity", "Hands and skill", "Enough people who know how get the case solved; customers compare "
          "and recall.", ("M19", "M29", "M30", "M31",   # knowing how
           "M20", "M21", "M35",          # time, queues, colleagues in other units
           "M36", "M37",                 # who leaves and who comes
           "M40", "M42", "M43", "M46")),  # what customers make of being served or not, and what it costs
)
"""The paths in the order in which they are told."""
