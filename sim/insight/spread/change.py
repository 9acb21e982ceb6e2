"""One place changes: the levers of a post, a unit or a level set otherwise, in a scenario of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sim.base.errors import UserError, nearest
from sim.model.engine.setup import Setup
from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation
from sim.scenario import Scenario
from sim.scenario.files import merge_levers


def changed_at(asked: Scenario, organisation: Organisation, where: np.ndarray,
               levers: Mapping[str, float] | str | Path | Scenario) -> Scenario:
    """The scenario with the levers of some posts changed.

    Args:
        asked: the scenario without the change.
        organisation: its organisation.
        where: bool [posts], whose levers change.
        levers: lever -> value, from the first day on; or a scenario whose levers are taken over, with what
            changes during its run.

    Returns:
        A scenario that sets those levers post by post.

    Raises:
        UserError: a lever is unknown, a value out of its range, or nothing would change.
    """
    if isinstance(levers, Mapping):
        unknown = [name for name in levers if name not in LEVERS]
        if unknown:
            raise UserError(f"{unknown[0]!r} is no lever{nearest(unknown[0], list(LEVERS))}")
        ids = organisation.ids[where].tolist()
        values = {0: {name: dict.fromkeys(ids, float(value)) for name, value in levers.items()}}
        values |= {change.day: values[0] for change in asked.changes if change.levers}
    else:
        like = levers if isinstance(levers, Scenario) else Scenario.load(levers)
        values = _taken_over(asked.setup(organisation), like.at(organisation).setup(), where)
    if not any(values.values()):
        raise UserError("nothing would change: the levers are at these values already; give others")
    at_posts = {day: {name: {"post": posts} for name, posts in found.items()}
                for day, found in values.items()}
    changes: dict[int, dict[str, Any]] = {change.day: change.model_dump(mode="json", exclude_unset=True)
                                          for change in asked.changes}
    for day, found in at_posts.items():
        if day:
            there = changes.setdefault(day, {"from_day": day + 1})
            there["levers"] = merge_levers(there.get("levers", {}), found)
    return asked.with_(levers=merge_levers(asked.levers, at_posts[0]),
                       changes=[changes[day] for day in sorted(changes)])


def _taken_over(a: Setup, b: Setup, where: np.ndarray) -> dict[int, dict[str, dict[str, float]]]:
    """First day -> lever -> post -> the value it has in b from then on, for levers that ever differ there."""
    days = [int(day) for day in np.union1d(a.policies.from_day, b.policies.from_day) if day < a.days]
    has, gets = (np.stack([setup.policies.table[np.searchsorted(setup.policies.from_day, day, "right") - 1,
                                                setup.policies.group[where]] for day in days])
                 for setup in (a, b))
    differ = (has != gets).any(axis=(0, 1))
    ids = a.organisation.ids[where].tolist()
    return {day: {name: dict(zip(ids, gets[s, :, i].tolist(), strict=True)) for i, name in enumerate(LEVERS)
                  if differ[i]} for s, day in enumerate(days)}
