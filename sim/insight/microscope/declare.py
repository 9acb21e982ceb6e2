"""What a contact is told with: sentences, inputs that push, numbers whose pushes are told, steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

type Seen = SimpleNamespace
"""Everything a sentence may speak of: the moment's numbers by name; e, c: employee and customer before;
e_after, c_after: after; unit, leader, policy, p, n (what is ordinary); about, times, again: the case in
words; colleagues: the unit that is needed; cost: money."""


@dataclass(frozen=True)
class Say:
    """A sentence with holes, said when its condition holds.  mechanism: id of a mechanism that only this
    sentence speaks of, or ''.

    Formats of holes: ``pts`` a level in [0, 1] as 0-100, ``p1`` with a decimal, ``%`` a share or chance,
    ``min`` minutes, ``n`` a count, ``days`` days, ``x`` a ratio or money, ``flag`` yes or no, ``word`` a
    warning or a recommendation.
    """

    text: str
    when: Callable[[Seen], bool] = lambda seen: True
    mechanism: str = ""


@dataclass(frozen=True)
class Force:
    """An input that may push a number.

    path: 'person.fear', 'm.anger', ...  level: what it is compared with; None: its value in the ordinary
    contact.
    label: its name, or a function that names what happened.  shown: how its own value is written, '' where
    the label says it all.
    """

    path: str
    label: str | Callable[[Seen], str]
    level: float | None = None
    shown: str = "pts"


@dataclass(frozen=True)
class Target:
    """A number whose pushes are told, if ``when`` holds.  field: of the moment, or 'person.extra_chance',
    ...; shown: its format.  good: 1 more is better, -1 less is."""

    field: str
    label: str
    shown: str
    forces: tuple[Force, ...]
    when: Callable[[Seen], bool] = lambda seen: True
    good: int = 1

    @property
    def path(self) -> str:
        """Table and field."""
        return self.field if "." in self.field else f"m.{self.field}"


@dataclass(frozen=True)
class Shown:
    """A number of the moment as a side-by-side table shows it."""

    field: str
    label: str
    shown: str = "pts"


@dataclass(frozen=True)
class Step:
    """One step of a contact.

    mechanisms: ids.  shows: its numbers; all must be there, or the step is left out.  says: sentences; of a
    tuple of them the first that applies.  made_by: the step of `sim.model.interaction.contact` that makes the
    targets.  when: is there anything to tell?
    """

    title: str
    mechanisms: tuple[str, ...]
    shows: tuple[Shown, ...]
    says: tuple[Say | tuple[Say, ...], ...]
    made_by: str = ""
    targets: tuple[Target, ...] = ()
    when: Callable[[Seen], bool] = lambda seen: True
