"""Spread: some leaders' levers change in one of two paired worlds; the difference at every distance and week
is the spread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, t

from sim.base import writing
from sim.base.errors import UserError, nearest
from sim.insight.spread import figure as draw
from sim.insight.spread.distances import NETWORKS, distances, sources
from sim.insight.spread.sentences import NEAR, REACHED, near_rows, reached_rows, sentences
from sim.insight.spread.weeks import STATES, weeks
from sim.model.engine.setup import Setup
from sim.model.parameters import LEVERS
from sim.org.organisation import Organisation
from sim.report.figures import save_picture
from sim.report.interval import mean_and_interval
from sim.report.page import grid, paper
from sim.report.wording import plural, title
from sim.runs.pool import Progress, map_all, open_pool
from sim.runs.study import paired
from sim.scenario import Scenario
from sim.scenario.files import merge_levers
from sim.scenario.parts import WEEK

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REPLICATIONS = 10
"""Pairs of runs unless asked otherwise."""

LATE = 0.25
"""The last part of the weeks, over which how strong and how far is judged."""

ALPHA = 0.05
"""Share of people called moved that luck alone moved (Benjamini & Hochberg 1995)."""

MOST_CELLS = 400_000_000
"""States x weeks x posts x replications above which a spread is refused: about two gigabytes."""


@dataclass(frozen=True, eq=False)
class Spread:
    """What followed.

    profile: a row for each state, network, distance and week, with people, difference, low, high (95 %
    t-interval over
    pairs of runs: luck alone).
    figures: a row for each state and network, with step (the nearest at which anybody has the state), people
    there, near, low, high (their late difference, and its interval), half_distance (steps at which it has
    halved; inf: not within the firm) and half_time (weeks until half of it); the last two missing where
    ``near`` is no more than luck.
    reach: a row for each state, with reach (share of all others who were moved by more than luck) and size
    (their mean difference, without its sign).
    people: float32 [states, weeks, posts], everybody's mean difference.
    """

    scenario: Scenario = field(repr=False)
    other: Scenario = field(repr=False)
    source: str
    profile: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    reach: pd.DataFrame = field(repr=False)
    people: np.ndarray = field(repr=False)
    organisation: Organisation = field(repr=False)
    where: np.ndarray = field(repr=False)
    replications: int
    setups: tuple[Setup, Setup] = field(repr=False)

    what = "spread"
    """What a manifest calls it."""

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """The scenarios and their setups, by side: a without the change, b with it."""
        return {"a": (self.scenario, self.setups[0]), "b": (self.other, self.setups[1])}

    @property
    def sentences(self) -> list[str]:
        """What was found, in plain words."""
        return sentences(self.source, self.figures, self.reach)

    @property
    def heading(self) -> str:
        """What the pictures and pages are called."""
        return f"What spreads from {self.source}: {title(self.scenario)}"

    def figure(self) -> Figure:
        """The picture: the difference of every state by distance and week."""
        return draw.figure(self.profile, self.heading, f"{self._size()}\nTeal: for the better.  Orange: for "
                           "the worse.  White: nobody at that distance has it.  Differences of paired "
                           "worlds, means over replications")

    def _size(self) -> str:
        return (f"{plural(len(self.organisation), 'person')}, {plural(self.setups[0].days, 'day')}, "
                f"{plural(self.replications, 'pair')} of runs")

    def report(self) -> str:
        """The page, in Markdown."""
        return paper(self.heading, f"**{title(self.scenario)}.** {self.scenario.story}",
                     "\n".join(f"- {sentence}" for sentence in self.sentences),
                     "![The difference by distance and week](figure.svg)", "## How far each state goes",
                     grid(REACHED, reached_rows(self.reach)), "## From step to step",
                     grid(NEAR, near_rows(self.figures)), f"Over {self._size()}. Intervals: 95 % t-intervals "
                     "over pairs of runs, luck alone; late: the last quarter of the weeks; reach: t-tests at "
                     "a false discovery rate of 5 % (Benjamini & Hochberg 1995).")

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints: the source, the sentences and the three frames as lists of rows."""
        return {"source": self.source, "replications": self.replications, "sentences": self.sentences,
                **{name: json.loads(frame.to_json(orient="records", double_precision=10)) for name,
                   frame in (("reach", self.reach), ("figures", self.figures), ("profile", self.profile))}}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write tables, pictures and the page; returns what the manifest should say besides."""
        for name, frame in (("profile", self.profile), ("figures", self.figures), ("reach", self.reach)):
            writing.table(frame, folder / f"{name}.csv", digits="%.10g")
        save_picture(self.figure(), folder)
        draw.save_network(folder / "network.gif", self.organisation, self.people, self._farthest(),
                          self.where)
        writing.report(folder / "report.md", self.report())
        return {"source": self.source}

    def _farthest(self) -> str:
        """The state that moved most people by most."""
        return str(self.reach.iloc[int((self.reach.reach * self.reach["size"]).fillna(
            0.0).to_numpy().argmax())].state)


def spread(scenario: str | Path | Scenario, source: str, levers: Mapping[str, float] | str | Path | Scenario,
           *, replications: int = REPLICATIONS, workers: int | None = None,
           on_progress: Progress | None = None, pool: Executor | None = None) -> Spread:
    """Change the levers of one leader, unit or level, and see who follows.

    Args:
        scenario: a bundled scenario's name, a file's path, or a Scenario; the world without the change.
        source: where the levers change: a post's id, a unit's name, or 'level N' (0 is the top).
        levers: what changes there: lever -> value, or a scenario whose levers are taken over.
        replications: pairs of runs with different luck, 2 or more.
        workers: runs at a time; one per core unless given.
        on_progress: called with (runs done, runs in all).
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        The spread, by distance and week and as figures.

    Raises:
        UserError: the source or a lever is not there, a value is out of its range, nothing would change, or
            the
            organisation is too large for so many weeks.

    Example:
        >>> from sim import spread                                                            # doctest: +SKIP
        >>> spread("ordinary-firm", "P005", "culture-of-fear").figures                        # doctest: +SKIP
    """
    if replications < 2:
        raise UserError(f"replications is {replications}; a spread needs 2 or more, to tell it from luck")
    asked = scenario if isinstance(scenario, Scenario) else Scenario.load(scenario)
    organisation = asked.build_organisation()
    where, called = sources(organisation, source)
    other = _changed(asked, organisation, where, levers)
    (one, a), (two, b) = paired(asked, other, replications)
    cells = len(STATES) * -(-a.days // WEEK) * len(organisation) * replications
    if cells > MOST_CELLS:
        raise UserError(f"a spread over {len(organisation):,} people, {a.days:,} days and {replications} "
                        "replications is too much to hold in memory; give fewer days or replications, or a "
                        "smaller organisation")
    jobs = [(a, b, r) for r in range(replications)]
    with nullcontext(pool) if pool is not None else open_pool(workers,
                                                              [(s, r) for s in (a, b)
                                                               for r in range(replications)]) as at_work:
        found = np.stack(map_all(_difference, jobs, at_work, on_progress))
    steps = {network: distances(organisation, where, network) for network in NETWORKS}
    return Spread(one, two, called, _profile(found, steps), _figures(found, steps), _reached(found, where),
                  _mean(found), a.organisation, where, replications, (a, b))


def _changed(asked: Scenario, organisation: Organisation, where: np.ndarray, levers: Mapping[str, float] | str
             | Path | Scenario) -> Scenario:
    """The scenario with the sources' levers changed, post by post, from the first day on."""
    if isinstance(levers, Mapping):
        unknown = [name for name in levers if name not in LEVERS]
        if unknown:
            raise UserError(f"{unknown[0]!r} is no lever{nearest(unknown[0], list(LEVERS))}")
        values = {name: dict.fromkeys(organisation.ids[where].tolist(), float(value)) for name,
                  value in levers.items()}
    else:
        like = levers if isinstance(levers, Scenario) else Scenario.load(levers)
        values = _taken_over(asked.setup(organisation), like.at(organisation).setup(), where)
    if not values:
        raise UserError("nothing would change: the levers are at these values already; give others")
    return asked.with_(levers=merge_levers(asked.levers, {name: {"post": posts} for name,
                                                          posts in values.items()}))


def _taken_over(a: Setup, b: Setup, where: np.ndarray) -> dict[str, dict[str, float]]:
    """Lever -> post -> the value it has in b on the first day, for levers that differ there."""
    ids, values = a.organisation.ids[where], {}
    for i, name in enumerate(LEVERS):
        has, gets = (setup.policies.table[0, setup.policies.group[where], i] for setup in (a, b))
        if (has != gets).any():
            values[name] = dict(zip(ids.tolist(), gets.tolist(), strict=True))
    return values


def _difference(job: tuple[Setup, Setup, int]) -> np.ndarray:
    """float32 [states, weeks, posts] of one pair of worlds."""
    a, b, replication = job
    difference: np.ndarray = weeks(b, replication) - weeks(a, replication)
    return difference


def _mean(values: np.ndarray) -> np.ndarray:
    """Over the first axis, missing ones left out."""
    there = ~np.isnan(values)
    count = there.sum(axis=0)
    return np.divide(np.where(there, values, 0.0).sum(axis=0), count, out=np.full(values.shape[1:], np.nan),
                     where=count > 0)


def _profile(found: np.ndarray, steps: dict[str, np.ndarray]) -> pd.DataFrame:
    """found: [replications, states, weeks, posts].  The tidy frame of :class:`Spread`."""
    frames = []
    for network, distance in steps.items():
        for away in range(int(distance.max()) + 1):
            who = distance == away
            mean, low, high, _ = mean_and_interval(_over_posts(found[..., who]))
            states, count = mean.shape
            frames.append(pd.DataFrame({
                "state": np.repeat(list(STATES), count), "network": network, "distance": away,
                "week": np.tile(np.arange(1, count + 1), states), "people": int(who.sum()),
                "difference": mean.ravel(), "low": low.ravel(), "high": high.ravel()}))
    return pd.concat(frames, ignore_index=True)


def _over_posts(values: np.ndarray) -> np.ndarray:
    return _mean(np.moveaxis(values, -1, 0))


def _late(found: np.ndarray) -> np.ndarray:
    """Mean of the late weeks: [replications, states, weeks, posts] to [replications, states, posts]."""
    weeks_late = max(1, round(LATE * found.shape[2]))
    return _mean(np.moveaxis(found[:, :, -weeks_late:], 2, 0))


def _figures(found: np.ndarray, steps: dict[str, np.ndarray]) -> pd.DataFrame:
    ends = _late(found)
    rows: list[dict[str, Any]] = []
    for i, state in enumerate(STATES):
        for network, distance in steps.items():
            step = nearest_with(ends[:, i], distance)
            beside = distance == step
            near, low, high, _ = mean_and_interval(_over_posts(ends[:, i, beside]))
            sure = low > 0 or high < 0
            rows.append({"state": state, "network": network, "step": step, "people": int(beside.sum()),
                         "near": float(near), "low": float(low), "high": float(high),
                         "half_distance": half_distance(ends[:, i], distance, step) if sure else np.nan,
                         "half_time": half_time(_over_posts(found[:, i][..., beside])) if sure else np.nan})
    return pd.DataFrame(rows)


def nearest_with(ends: np.ndarray, distance: np.ndarray) -> int:
    """The fewest steps from the source, 1 or more, at which anybody has the state; 1 where nobody has."""
    there = distance[np.isfinite(ends).any(axis=0) & (distance > 0)]
    return int(there.min()) if len(there) else 1


def _reached(found: np.ndarray, where: np.ndarray) -> pd.DataFrame:
    ends = _late(found)[:, :, ~where]
    rows = []
    for i, state in enumerate(STATES):
        moved = reached(ends[:, i])
        size = np.abs(_mean(ends[:, i][:, moved])).mean() if moved.any() else 0.0
        known = ~np.isnan(ends[:, i]).any(axis=0)
        rows.append({"state": state, "reach": moved.sum() / known.sum() if known.any() else np.nan,
                     "size": float(size), "people": int(known.sum())})
    return pd.DataFrame(rows)


def reached(ends: np.ndarray) -> np.ndarray:
    """Who was moved by more than luck.

    Args:
        ends: float [replications, people], late differences.

    Returns:
        bool [people]: t-tests over replications at a false discovery rate of :data:`ALPHA` (Benjamini &
        Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300); never somebody without the
        state in a replication.
    """
    known = ~np.isnan(ends).any(axis=0)
    moved = np.zeros(len(known), bool)
    if known.any() and len(ends) > 1:
        mean, error = ends[:, known].mean(axis=0), ends[:, known].std(axis=0, ddof=1) / np.sqrt(len(ends))
        score = np.divide(np.abs(mean), error, out=np.where(mean != 0, np.inf, 0.0), where=error > 0)
        moved[known] = false_discovery_control(2.0 * t.sf(score, len(ends) - 1)) <= ALPHA
    return moved


def half_distance(ends: np.ndarray, distance: np.ndarray, step: int = 1) -> float:
    """Steps from the source at which the late difference has halved from that at ``step``.

    Args:
        ends: float [replications, posts], late differences.
        distance: int [posts], steps from the source, NOWHERE for whoever is not reached.
        step: where the difference is compared with.

    Returns:
        Interpolated between whole steps; inf where it never halves, or where nobody is further away.
    """
    first, before = float(np.nanmean(ends[:, distance == step])), 1.0
    for away in range(step + 1, int(distance.max()) + 1):
        there = ends[:, distance == away]
        share = float(np.nanmean(there)) / first if np.isfinite(there).any() else 0.0
        if share <= 0.5:
            return away - 1 + (before - 0.5) / (before - share)
        before = share
    return float("inf")


def half_time(course: np.ndarray) -> float:
    """Weeks until half of the late difference.

    Args:
        course: float [replications, weeks], the mean difference of the people nearby.

    Returns:
        The first week (from 1) at which the mean over replications has passed half of its late mean.
    """
    mean = _mean(course)
    late = max(1, round(LATE * len(mean)))
    return float(np.argmax(mean / np.nanmean(mean[-late:]) >= 0.5) + 1)
