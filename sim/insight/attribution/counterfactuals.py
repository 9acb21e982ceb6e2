"""Worlds between two scenarios: mechanisms off in both, or some of B's levers in A; and their ends."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.model.engine.setup import Policies, Setup
from sim.model.parameters import LEVERS
from sim.runs.cache import Cache
from sim.runs.pool import Job, Progress
from sim.runs.study import ends, simulated
from sim.words import ENGLISH, Words, model

WORDS = Words(Path(__file__).parent / "words")
"""The sentences of analyses that are told in more than one language."""

MOST_SINGLE = 8
"""Differing levers up to which each is shown by itself; more are joined by what a leader would look under."""

ASSUMPTIONS = "assumptions"
"""The name of everything that differs between two scenarios and is not a lever."""

_NAMES = tuple(LEVERS)


Ends = Cache[str, np.ndarray]
"""Ends of runs that were done before, by what they depend on."""


class Runs:
    """Runs that are asked for one by one, each done once, together; reduced to their ends.  cache: ends of
    earlier explanations."""

    def __init__(self, cache: Ends | None = None) -> None:
        self._cache, self._names = cache, dict[int, str]()
        self._jobs: list[Job] = []
        self._at: dict[tuple[int, int], int] = {}
        self._ends: list[np.ndarray] = []

    def ask(self, setup: Setup, replication: int) -> None:
        """Want a run; the same setup (the same object) and replication are run once."""
        key = (id(setup), replication)
        if key not in self._at:
            self._at[key] = len(self._jobs)
            self._jobs.append((setup, replication))

    def do(self, workers: int | None, on_progress: Progress | None, pool: Executor | None) -> None:
        """Run everything that was asked for and is not in the cache."""
        if self._cache is None:
            self._ends = simulated(self._jobs, workers, on_progress, pool, ends)
            return
        names = [self._name(*job) for job in self._jobs]
        found = {name: end for name in dict.fromkeys(names) if (end := self._cache.get(name)) is not None}
        new = {name: job for name, job in zip(names, self._jobs, strict=True) if name not in found}
        for name, end in zip(new, simulated(list(new.values()), workers, on_progress, pool, ends) if new
                             else [], strict=True):
            found[name] = end
            self._cache.put(name, end)
        self._ends = [found[name] for name in names]

    def of(self, setup: Setup, replication: int) -> np.ndarray:
        """How a run ended: float64 [outcomes]."""
        return self._ends[self._at[id(setup), replication]]

    def _name(self, setup: Setup, replication: int) -> str:
        if id(setup) not in self._names:
            self._names[id(setup)] = digest(setup)
        return f"{self._names[id(setup)]}/{replication}"


def digest(setup: Setup) -> str:
    """blake2b over all that a run of a setup depends on but the number of its replication."""
    hashed = hashlib.blake2b(setup.organisation.digest().encode(), digest_size=16)
    for array in (setup.policies.from_day, setup.policies.group, setup.policies.table, setup.demand):
        hashed.update(np.ascontiguousarray(array).tobytes())
    hashed.update(repr((sorted(setup.parameters.items()), sorted(setup.switches.items()),
                        sorted(setup.without), setup.seed, setup.culture, setup.settle_days)).encode())
    return hashed.hexdigest()


def without(setup: Setup, mechanisms: frozenset[str]) -> Setup:
    """The setup with these mechanisms switched off too; itself where they are off already."""
    return setup if mechanisms <= setup.without else replace(setup, without=setup.without | mechanisms)


@dataclass(frozen=True)
class Change:
    """What differs.  kind: 'from_to', 'of_from_to', 'differs', 'off' or 'on', the key of its words.  name: of
    what, "" where that is said already.  before, after: in A and B, "" where that varies, or is not said."""

    kind: str
    name: str = ""
    before: str = ""
    after: str = ""

    def said(self, language: str = ENGLISH) -> str:
        """In words."""
        before, after = (side or WORDS.say(language, "change.varied") for side in (self.before, self.after))
        return WORDS.say(language, f"change.{self.kind}", name=model(language, self.name), before=before,
                         after=after)


@dataclass(frozen=True)
class Lever:
    """What is laid over from B at once: one lever, the levers of one group, or the assumptions."""

    name: str
    title: str
    levers: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def change(self) -> str:
        """A to B, in words."""
        return self.said()

    def said(self, language: str = ENGLISH) -> str:
        """A to B, in words of a language."""
        text = ", ".join(change.said(language) for change in self.changes)
        return text[:1].upper() + text[1:] if self.changes[0].name else text


class Between:
    """Every world that takes some of what differs from B and the rest from A."""

    def __init__(self, a: Setup, b: Setup) -> None:
        self._a, self._b = a, b
        self._policies = aligned(a.policies, b.policies)
        self.players = self._differing()
        self._made: dict[int, Setup] = {0: a, (1 << len(self.players)) - 1: b}

    def setup(self, mask: int) -> Setup:
        """The world that takes player i from B where ``mask >> i & 1``; A for none, B for all."""
        if mask not in self._made:
            taken = [player for i, player in enumerate(self.players) if mask >> i & 1]
            source = self._b if any(player.name == ASSUMPTIONS for player in taken) else self._a
            self._made[mask] = replace(source,
                                       policies=self._mixed([name for player in taken
                                                             for name in player.levers]))
        return self._made[mask]

    def _mixed(self, levers: Sequence[str]) -> Policies:
        one, other = self._policies
        columns = [_NAMES.index(name) for name in levers]
        table = one.table.copy()
        table[:, :, columns] = other.table[:, :, columns]
        return replace(one, table=table)

    def _differing(self) -> tuple[Lever, ...]:
        one, other = (policies.table for policies in self._policies)
        names = [name for i, name in enumerate(_NAMES) if (one[:, :, i] != other[:, :, i]).any()]
        if len(names) <= MOST_SINGLE:
            players = [Lever(name, LEVERS[name].label, (name,), (self._change(name),))
                       for name in names]
        else:
            groups = dict.fromkeys(LEVERS[name].group for name in LEVERS)
            joined = [(group, tuple(n for n in names if LEVERS[n].group == group)) for group in groups]
            players = [
                Lever(group, f"Levers of {group}", levers,
                      tuple(self._change(n, LEVERS[n].label) for n in levers))
                for group, levers in joined if levers]
        return (*players, *self._assumptions())

    def _change(self, name: str, called: str = "") -> Change:
        """From what to what; it may vary by place or time."""
        sides = [np.unique(policies.table[:, :, _NAMES.index(name)]) for policies in self._policies]
        return Change("of_from_to" if called else "from_to", called,
                      *(f"{side[0]:g}" if len(side) == 1 else "" for side in sides))

    def _assumptions(self) -> tuple[Lever, ...]:
        a, b = self._a, self._b
        said = [Change("of_from_to", name, f"{a.parameters[name]:g}", f"{b.parameters[name]:g}")
                for name in a.parameters if a.parameters[name] != b.parameters[name]]
        said += [Change("of_from_to", name, a.switches[name], b.switches[name]) for name in a.switches
                 if a.switches[name] != b.switches[name]]
        said += [Change("differs", "demand")] if (a.demand != b.demand).any() else []
        said += [Change("off" if name in b.without else "on", name) for name in sorted(a.without ^ b.without)]
        return (Lever(ASSUMPTIONS, "Assumptions", (), tuple(said)),) if said else ()


def aligned(a: Policies, b: Policies) -> tuple[Policies, Policies]:
    """The same policies over common segments of time and common groups of posts: tables [segments, groups,
    levers] of one shape."""
    from_day = np.union1d(a.from_day, b.from_day).astype(np.int32)
    kinds, group = np.unique(np.stack([a.group, b.group]), axis=1, return_inverse=True)
    group = group.ravel().astype(np.int32)

    def spread(policies: Policies, kind: np.ndarray) -> Policies:
        segment = np.searchsorted(policies.from_day, from_day, side="right") - 1
        return Policies(from_day, group, policies.table[segment][:, kind])

    return spread(a, kinds[0]), spread(b, kinds[1])
