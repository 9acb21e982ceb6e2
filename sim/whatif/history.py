"""Undo, redo, and repeating the last change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.whatif.plan import Plan

MOST = 200
"""Steps that are remembered."""


@dataclass(frozen=True)
class History:
    """Where a visitor has been; every step gives a new history.

    past, future: plans before and after ``now``, the nearest last in ``past`` and first in ``future``.  last:
    the last change made, as (plan before, plan after); undoing does not forget it, so that it can be made
    again elsewhere.
    """

    now: Plan
    past: tuple[Plan, ...] = ()
    future: tuple[Plan, ...] = ()
    last: tuple[Plan, Plan] | None = None

    def do(self, plan: Plan) -> History:
        """Go on to a plan; what had been undone is forgotten."""
        if plan == self.now:
            return self
        return History(plan, (*self.past, self.now)[-MOST:], (), (self.now, plan))

    def undo(self) -> History:
        """One step back, if there is one."""
        if not self.past:
            return self
        return replace(self, now=self.past[-1], past=self.past[:-1], future=(self.now, *self.future))

    def redo(self) -> History:
        """One step forward again, if there is one."""
        if not self.future:
            return self
        return replace(self, now=self.future[0], past=(*self.past, self.now), future=self.future[1:])

    def replay_last(self) -> History:
        """The last change made again to the plan as it is now; nothing where there is none."""
        if self.last is None:
            return self
        again = changed_alike(self.now, *self.last)
        return self if again == self.now else History(again, (*self.past, self.now)[-MOST:], (), self.last)

    @property
    def can_undo(self) -> bool:
        """Is there a step back?"""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Is there a step forward?"""
        return bool(self.future)


def changed_alike(plan: Plan, before: Plan, after: Plan) -> Plan:
    """``plan`` with all set as in ``after`` that differs between ``before`` and ``after``; what would come
    after its end is left out."""
    whole = {name: getattr(after, name) for name in ("base", "own_data", "place", "weeks", "seed")
             if getattr(before, name) != getattr(after, name)}
    settings = _alike(*({(week, name): value for week, name, value in each.settings()}
                        for each in (plan, before, after)))
    weeks = whole.get("weeks", plan.weeks)
    timed = {week: {name: value for (at, name), value in settings.items() if at == week} for week,
             _ in sorted(settings) if week <= weeks}
    levers = timed.pop(1, {})
    return plan.but(**whole, levers=levers, changes=[{"week": week, "levers": timed[week]}
                                                     for week in sorted(timed)],
                    assumptions=_alike(plan.assumptions, before.assumptions, after.assumptions))


def _alike[K, V](now: Mapping[K, V], before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    kept = {key: value for key, value in now.items() if key in after or key not in before}
    return kept | {key: value for key, value in after.items() if before.get(key) != value}
