"""How unsure the emulator of plans is of a difference, near and far: levers moved by little and by much, run
on the engine.

The emulator's misfit in two plans is much the same where these are near each other; how near, one length says
(`sim/studies/emulation/emulator.py`), which is measured here.  Laid down before any of it was run:

1. :data:`BASES` base plans, under assumptions that the first wave leaves: half of them today's levers, half
   drawn as in the waves.  From each, one lever taken by chance is moved by .1, .25 or .5 of its range (two of
   each), three and six levers by .25, and all levers are drawn anew.  Every plan is run :data:`YEARS` times,
   with the same luck as its base.
2. The emulator of plans is fitted with the luck of a pair as these years tell it (today's levers against
   levers drawn anew): what varies as noise and what the surface misses are then both misfit.
3. The length is where the differences in half of the bases are likeliest, as independent normal draws whose
   variance is the surface's, that of the misfit at this distance, and the luck of so many years (pooled over
   bases by kind of move).  Distance is plain, or stretched by how much each input matters to the figure,
   whichever is likelier.
4. Checked on the other half: 90 % ranges should cover 80 to 97 % of the differences.

What was laid down was the length of the four outcomes that pages tell; it is now that of all outcomes.

`experiments/ensemble.py` runs them and writes what comes of it into docs/ensemble.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from experiments.doubted_runs import Job, columns, ledger, levers_at, lived
from sim.model.parameters import LEVERS
from sim.model.parameters.plausible import value
from sim.report.result import NAMES
from sim.scenario.ensemble import assumed
from sim.studies.emulation.emulator import Emulator, distance
from sim.studies.emulation.matching import Wave, not_ruled_out
from sim.studies.emulation.process import likeness

BASES, YEARS, SEED = 24, 4, 22
"""Base plans, years of each plan, and where chance comes from."""

MOVED = 0.35
"""Chance that a lever is moved from where it is today, where levers are drawn."""

STEPS = ((0.1, 1), (0.1, 1), (0.25, 1), (0.25, 1), (0.5, 1), (0.5, 1), (0.25, 3), (0.25, 6))
"""Moves from each base: by how much of their range, and how many levers."""

KINDS = (".1 of one lever", ".25 of one lever", ".5 of one lever", ".25 of three levers", ".25 of six levers",
         "all levers drawn anew")
OF_MOVE = np.array([0, 0, 1, 1, 2, 2, 3, 4, 5])
"""Kinds of moves, and of which each is."""

TODAY = np.array([(p.default - p.low) / (p.high - p.low) for p in LEVERS.values()])
"""Today's levers, as shares of their ranges."""


def drawn(chance: np.random.Generator, many: int) -> np.ndarray:
    """Levers as shares of their ranges, some moved from today to anywhere: float64 [many, levers]."""
    moved = chance.random((many, len(LEVERS))) < MOVED
    return np.where(moved, chance.random((many, len(LEVERS))), TODAY)


def moves(base: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """The base's levers, then these moved: float64 [1 + moves, levers]."""
    found = [base]
    for by, many in STEPS:
        at = chance.permutation(len(LEVERS))[:many]
        way = np.where(chance.random(many) < 0.5, -by, by)
        way = np.where((base[at] + way < 0.0) | (base[at] + way > 1.0), -way, way)
        moved = base.copy()
        moved[at] = np.clip(base[at] + way, 0.0, 1.0)
        found.append(moved)
    return np.stack([*found, drawn(chance, 1)[0]])


def years(job: tuple[Job, np.ndarray]) -> np.ndarray:
    """Years of the ordinary firm under levers that are shares of their ranges, :data:`YEARS` times with the
    same luck in all: float64 [years, worlds, outcomes]."""
    told, levers = job
    worlds = [levers_at(row) for row in levers]
    return np.stack([lived(assumed(told.number, told.active), worlds, 300, luck) for luck in range(YEARS)])


@dataclass(frozen=True)
class Pairs:
    """Plans that were moved, and what came of it.

    inputs: of the emulator, float64 [bases, 1 + moves, inputs], the base first; found: what moves change,
    float64 [bases, moves, years, outcomes].
    """

    inputs: np.ndarray
    found: np.ndarray

    def of(self, names: Sequence[str]) -> np.ndarray:
        """What moves change of some outcomes."""
        return self.found[..., [NAMES.index(name) for name in names]]

    def luck(self, names: Sequence[str]) -> np.ndarray:
        """Standard deviation of a single pair's luck: float64 [moves, outcomes], one figure a kind."""
        variance = self.of(names).var(axis=2, ddof=1)
        return np.sqrt([variance[:, kind == OF_MOVE].mean(axis=(0, 1)) for kind in OF_MOVE])

    def anew(self, names: Sequence[str]) -> np.ndarray:
        """That of levers drawn anew against today's: float64 [outcomes]."""
        return np.asarray(np.sqrt(self.of(names)[::2, -1].var(axis=1, ddof=1).mean(axis=0)))


def lived_pairs(first: Wave, names: Sequence[str], pool: Executor) -> Pairs:
    """Run what is missing.  first: the first wave; names: of what is learned."""
    chance, u = np.random.default_rng(SEED), not_ruled_out([first], BASES, SEED).u
    bases = drawn(chance, BASES)
    bases[::2] = TODAY
    levers = np.stack([moves(base, chance) for base in bases])
    jobs = {str(k): (Job(30_000 + k, {name: value(name, share) for name, share in zip(
        names, row, strict=True)}, {}), levers[k]) for k, row in enumerate(u)}
    many = levers.shape[1]
    ends = ledger("moved-levers", columns([f"{year} {move}" for year in range(YEARS) for move in range(many)])
                  ).done(years, jobs, pool, 2).reshape(BASES, YEARS, many, len(NAMES)).swapaxes(1, 2)
    return Pairs(np.concatenate([levers, np.repeat(u[:, None], many, 1)], axis=2), ends[:, 1:] - ends[:, :1])


class Beside:
    """What the emulator says of moves, beside what they did.

    off: how far it is off the mean over years, float64 [bases, moves, figures]; surface, luck: variances of
    the surface and of that mean, likewise; far: distances, plain and stretched.
    """

    def __init__(self, pairs: Pairs, plans: Emulator, names: Sequence[str]) -> None:
        own, moved = plans.of(names), pairs.inputs[:, 1:]
        shape = moved.shape[:2]
        x, z = (own.space.columns(u.reshape(-1, u.shape[2]))
                for u in (moved, np.repeat(pairs.inputs[:, :1], shape[1], 1)))
        mean, self.surface = (np.stack(parts, axis=1).reshape(*shape, -1) for parts in zip(
            *(one.difference(x, z) for one in own.surfaces), strict=True))
        self.off, self.misfit = pairs.of(names).mean(axis=2) - mean, own.misfit
        self.luck = np.broadcast_to(pairs.luck(names) ** 2 / YEARS, self.off.shape)
        self.far = {"plain": np.stack([distance(x, z, np.ones(x.shape[1])) for _ in names], axis=1),
                    "stretched": np.stack([distance(x, z, one.stretch) for one in own.surfaces], axis=1)}
        self.far = {name: far.reshape(self.off.shape) for name, far in self.far.items()}

    def sd(self, kind: str, length: np.ndarray) -> np.ndarray:
        """Standard deviation of what it may be off: float64 [bases, moves, figures].  length: float64
        [figures]."""
        alike = likeness(self.far[kind], length)
        return np.sqrt(self.surface + 2.0 * self.misfit**2 * (1.0 - alike) + self.luck)

    def surprise(self, kind: str, length: np.ndarray, some: np.ndarray) -> np.ndarray:
        """Minus the logarithm of the likelihood of some bases, misfit as unit, mean over differences: float64
        [figures]."""
        sd = self.sd(kind, length)[some]
        return np.asarray((0.5 * (self.off[some] / sd) ** 2 + np.log(sd / self.misfit)).mean(axis=(0, 1)))

    def likeliest(self, kind: str, some: np.ndarray, one: bool = False) -> np.ndarray:
        """The lengths at which some bases are likeliest: float64 [figures].  one: the same for all?"""
        sums = [self.surprise(kind, np.full(len(self.misfit), length), some) for length in LENGTHS]
        best = np.argmin(np.sum(sums, axis=1)) if one else np.argmin(sums, axis=0)
        return np.broadcast_to(LENGTHS[best], self.misfit.shape)

    def covered(self, sd: np.ndarray, some: np.ndarray) -> np.ndarray:
        """Which differences of some bases lie within their 90 % range: bool [bases, moves, figures]."""
        return np.asarray(np.abs(self.off[some]) <= NINETY * sd[some])


LENGTHS = np.geomspace(0.05, 20.0, 200)
"""Lengths that are tried."""

HELD_OUT = np.arange(BASES) // 2 % 2 == 1
"""Bases that the length is checked on: half of those at today's levers, half of those drawn."""

NINETY = 1.645
"""Standard deviations on either side that hold 90 % of a normal."""


def measured(plans: Emulator, pairs: Pairs) -> Emulator:
    """The emulator with the length at which all bases are likeliest."""
    every = np.ones(BASES, bool)
    return replace(plans, length=Beside(pairs, plans, plans.outputs).likeliest("stretched", every, one=True))


def near_and_far(plans: Emulator, pairs: Pairs) -> list[str]:
    """The section of docs/ensemble.md: which lengths are likeliest, and what they cover of what they have not
    seen."""
    beside, every = Beside(pairs, plans, plans.outputs), []
    for name, kind, one in (("plain, one length", "plain", True),
                            ("stretched, a length for each outcome", "stretched", False),
                            ("stretched, one length", "stretched", True)):
        length = beside.likeliest(kind, ~HELD_OUT, one)
        inside = beside.covered(beside.sd(kind, length), HELD_OUT)
        every.append(f"| {name} | {'' if not one else f'{length[0]:.2f}'} | "
                     f"{beside.surprise(kind, length, ~HELD_OUT).mean():.2f} | "
                     f"{beside.surprise(kind, length, HELD_OUT).mean():.2f} | {100 * inside.mean():.0f} % |")
    far = beside.covered(beside.sd("plain", np.full(len(plans.outputs), 1e-6)), HELD_OUT)
    lines = ["## Differences, near and far", "",
             "How far the emulator of plans is off where levers are moved by little and by much, on the "
             f"engine (`experiments/moved_levers.py`): {BASES} base plans, {YEARS} years of each plan. What "
             "the emulator misses is much the same in plans that are near each other, so its variance in a "
             "difference is 2 misfit² (1 − its correlation over the distance). Distance is plain, or "
             "stretched by how much each input matters to the outcome. Lengths are fitted on half of the "
             "bases and checked on the other half; stored is the one of all bases.", "",
             "| distance | length | minus log likelihood, fitted | held out | covered (80 to 97 % meant) |",
             "|---|---|---|---|---|", *every, f"| none: one error | | | | {100 * far.mean():.0f} % |", "",
             f"One length is used, {plans.length[0]:.2f}, as was laid down beforehand: lengths by outcome "
             "are likelier on the half that they were fitted on, and not on the other. Where many levers are "
             "moved far, the ranges are too narrow. What is covered of the other half:", "",
             f"| outcome | {' | '.join(KINDS)} | all |", "|---" * (len(KINDS) + 2) + "|"]
    for k, name in enumerate(plans.outputs):
        shares = [inside[:, kind == OF_MOVE, k].mean() for kind in range(len(KINDS))]
        lines.append(f"| {name} | " + " | ".join(
            f"{100 * share:.0f} %" for share in (*shares, inside[..., k].mean())) + " |")
    shares = [inside[:, kind == OF_MOVE].mean() for kind in range(len(KINDS))]
    return [*lines, "| together | " + " | ".join(f"{100 * share:.0f} %"
                                                  for share in (*shares, inside.mean())) + " |"]
