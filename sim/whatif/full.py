"""The full answer: paired worlds of the firm itself, some under other believable parameters; a first one
soon, then better ones.

Of every pair both worlds have the same luck.  Luck alone shows in pairs under the plan's own parameters,
uncertainty of parameters in pairs under the members of the ensemble (`sim.scenario.ensemble`).  Both kinds
are run in turn, so that each round has both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from dataclasses import dataclass, field
from functools import partial

from sim.model.engine.settled import cache_settled
from sim.model.engine.simulate import prepared, simulate
from sim.org.organisation import Organisation
from sim.runs.pool import Stopped
from sim.whatif import answer
from sim.whatif.answer import Answer
from sim.whatif.plan import Plan
from sim.whatif.queue import Beat, Lane, Request, shared
from sim.whatif.run_cache import RUN_CACHE
from sim.whatif.runs import RunSummary, World, Worlds

ROUNDS = (4, 8, 14, 20)
"""Pairs by luck in each answer, and as many under members of the ensemble; the last is the best."""

PASTS = 256 << 20
"""Bytes of settled worlds that are cached: a member's past in the ordinary firm takes 3 MB."""

_LOOK = 0.1  # seconds between two looks at whether the answer is still wanted

Round = Callable[[Answer], None]
"""Called with each answer, the first soon and the last with all pairs."""


def _never() -> bool:
    return False


def full_answer(plan: Plan, on_round: Round | None = None, cancelled: Callable[[], bool] = _never, *,
                organisation: Organisation | None = None, request: Request | None = None,
                rounds: tuple[int, ...] = ROUNDS) -> Answer:
    """The answer with the most pairs; those before it are given to ``on_round``, and so is it.

    cancelled: asked now and then whether to stop; then `sim.runs.pool.Stopped` is raised, within a simulated
    day.  organisation: the uploaded one that the plan is for.  request: of the shared queue, where visitors
    share it; it is over at the end.
    """
    cache_settled(PASTS)
    request = request or shared().request(f"alone-{threading.get_ident()}", "full")
    runs = _Runs(Worlds(plan, organisation))
    try:
        known = runs.made_before(rounds)
        for pairs in (each for each in rounds if each >= known):
            _make(runs, pairs, Lane.FIRST if pairs == rounds[0] else Lane.REFINE, request, cancelled)
            found = runs.answer(pairs, pairs == rounds[-1])
            if on_round is not None:
                on_round(found)
        return found
    finally:
        request.cancel()


def at_once(plan: Plan, organisation: Organisation | None = None,
            rounds: tuple[int, ...] = ROUNDS) -> Answer | None:
    """The answer with the most pairs that were all run before; None where even the fewest were not."""
    runs = _Runs(Worlds(plan, organisation))
    many = runs.made_before(rounds)
    return runs.answer(many, many == rounds[-1]) if many else None


def prepare(plan: Plan, request: Request, organisation: Organisation | None = None) -> None:
    """Live the pasts that every plan for this firm needs, so that its first answer need not wait; gives way
    to all."""
    cache_settled(PASTS)
    worlds, tasks = Worlds(plan, organisation), []
    for r in range(ROUNDS[-1]):
        for world in (worlds.pair()[0], worlds.pair(r)[0]):
            tasks.append(request.submit(Lane.REFINE, partial(_live_past, world, r)))
    wait(tasks)


def _live_past(world: World, replication: int, beat: Beat) -> None:
    prepared(world.setup, replication, beat.go_on)


@dataclass
class _Runs:
    """Runs of baseline and plan, as usual and under members, as far as they are there."""

    worlds: Worlds
    made: dict[tuple[str, int], RunSummary] = field(default_factory=dict)

    def made_before(self, rounds: tuple[int, ...]) -> int:
        """The largest round of which nothing is missing; 0 for none."""
        return next((pairs for pairs in reversed(rounds) if not self.missing(pairs)), 0)

    def missing(self, many: int) -> list[tuple[World, int]]:
        """What so many pairs by luck, and as many under members, take that was never run."""
        missing = dict[tuple[str, int], World]()
        for r in range(many):
            for world in (*self.worlds.pair(), *self.worlds.pair(r)):
                if (world.name, r) not in self.made and (found := RUN_CACHE.get(world, r)) is not None:
                    self.made[world.name, r] = found
                if (world.name, r) not in self.made:
                    missing[world.name, r] = world
        return [(world, r) for (_, r), world in missing.items()]

    def answer(self, many: int, final: bool) -> Answer:
        """The answer of so many pairs of either kind, which are all there."""
        luck, under = ([(self.made[one.name, r], self.made[other.name, r]) for r in range(many)
                        for one, other in [self.worlds.pair(r if member else None)]]
                       for member in (False, True))
        one, other = (world.setup.parameters for world in self.worlds.pair())
        return answer.from_pairs(luck, under, (one, other), self.worlds.people, final)


def _make(runs: _Runs, many: int, lane: Lane, request: Request, cancelled: Callable[[], bool]) -> None:
    """Make what so many pairs take, in the request's turn."""
    asked = {(world.name, r): request.submit(lane, _RunTask(world, r)) for world, r in runs.missing(many)}
    pending: set[Future[RunSummary]] = set(asked.values())
    while pending:
        done, pending = wait(pending, timeout=_LOOK, return_when=FIRST_EXCEPTION)
        if cancelled() or request.cancelled:
            request.cancel()
            raise Stopped
        for future in done:
            future.result()
    runs.made.update({key: future.result() for key, future in asked.items()})


@dataclass(frozen=True)
class _RunTask:
    """The task of one run."""

    world: World
    replication: int

    def __call__(self, beat: Beat) -> RunSummary:
        return RUN_CACHE.get_or_run(self.world, self.replication,
                                    lambda: run_world(self.world, self.replication, beat))


def run_world(world: World, replication: int, beat: Beat) -> RunSummary:
    """One run, that can be stopped on any day."""
    return RunSummary.of(simulate(world.setup, replication, on_day=lambda _: beat(), beat=beat.go_on))
