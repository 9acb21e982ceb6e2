"""The full answer: paired worlds of the firm itself, some under other believable parameters; a first one
soon, then better ones.

Of every pair both worlds have the same luck.  Luck alone shows in pairs under the plan's own parameters,
uncertainty of parameters in pairs under the members of the ensemble (`sim.scenario.ensemble`).  Both kinds
are run in turn, so that each round has both.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from dataclasses import dataclass, field

from sim.model.engine.settled import cache_settled
from sim.model.engine.simulate import simulate
from sim.org.organisation import Organisation
from sim.runs.pool import Stopped
from sim.whatif import answer
from sim.whatif.answer import Answer
from sim.whatif.plan import Plan
from sim.whatif.queue import Beat, Lane, Request, shared
from sim.whatif.runs import RUN_CACHE, RunSummary, World, Worlds

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
    began = time.perf_counter()
    cache_settled(PASTS)
    request = request or shared().request(f"alone-{threading.get_ident()}", "full")
    asking = _Asking(Worlds(plan, organisation), request, cancelled)
    try:
        found: Answer | None = None
        for i, pairs in enumerate(rounds):
            pairs_run = asking.pairs(pairs, Lane.FIRST if i == 0 else Lane.REFINE)
            found = answer.from_pairs(*pairs_run, asking.prices, asking.worlds.people, i + 1 == len(rounds),
                                      time.perf_counter() - began)
            if on_round is not None:
                on_round(found)
        assert found is not None
        return found
    finally:
        request.cancel()


def prepare(plan: Plan, rounds: tuple[int, ...] = ROUNDS) -> None:
    """Run what every plan for this firm needs, the baseline and its pasts, so that the first visitor need not
    wait; gives way to all."""
    cache_settled(PASTS)
    request = shared().request("prepare", plan.but(levers={}, changes=()).to_text())
    asking = _Asking(Worlds(plan.but(levers={}, changes=())), request, _never)
    try:
        for pairs in rounds:
            asking.pairs(pairs, Lane.REFINE)
    finally:
        request.cancel()


@dataclass
class _Asking:
    """One question on its way through the queue."""

    worlds: Worlds
    request: Request
    cancelled: Callable[[], bool]
    runs: dict[tuple[str, int], RunSummary] = field(default_factory=dict)

    @property
    def prices(self) -> tuple[dict[str, float], dict[str, float]]:
        one, other = self.worlds.pair()
        return one.setup.parameters, other.setup.parameters

    def pairs(self, many: int, lane: Lane) -> tuple[list[tuple[RunSummary, RunSummary]],
                                                    list[tuple[RunSummary, RunSummary]]]:
        """So many pairs by luck, and as many under members, run unless they are cached."""
        asked: dict[tuple[str, int], Future[RunSummary]] = {}
        for r in range(many):
            for world in (*self.worlds.pair(), *self.worlds.pair(r)):
                if (world.name, r) not in self.runs and (found := RUN_CACHE.get(world, r)) is not None:
                    self.runs[world.name, r] = found
                if (world.name, r) not in self.runs and (world.name, r) not in asked:
                    asked[world.name, r] = self.request.submit(lane, _RunTask(world, r))
        self._wait(set(asked.values()))
        self.runs.update({key: future.result() for key, future in asked.items()})
        return [self._pair(None, r) for r in range(many)], [self._pair(r, r) for r in range(many)]

    def _pair(self, member: int | None, r: int) -> tuple[RunSummary, RunSummary]:
        one, other = self.worlds.pair(member)
        return self.runs[one.name, r], self.runs[other.name, r]

    def _wait(self, pending: set[Future[RunSummary]]) -> None:
        while pending:
            done, pending = wait(pending, timeout=_LOOK, return_when=FIRST_EXCEPTION)
            if self.cancelled() or self.request.cancelled:
                self.request.cancel()
                raise Stopped
            for future in done:
                future.result()


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
