"""Informal ties and internal service: collected from pairs, or generated.

Generated ties are a believable default, not a claim about any one firm: degrees, homophily and weights are
speculative and can be set (:class:`sim.org.shape.Shape`).  That ties thin out with organisational distance,
within the unit first, then among units under the same leader, then anywhere, follows [1]_ and [2]_; skewed
strengths follow [1]_.

References
----------
.. [1] Kleinbaum A., Stuart T., Tushman M. (2013). Discretion within constraint: homophily and structure in a
formal
   organization. Organization Science 24(5), 1316-1336.
.. [2] McPherson M., Smith-Lovin L., Cook J. (2001). Birds of a feather. Annual Review of Sociology 27,
415-444.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.org.hierarchy import boss_of_unit
from sim.org.organisation import Ties

TIES_STREAM, SERVICES_STREAM = 1, 2
"""Second word of the seed, so that another number of ties leaves the service links as they were."""

MOST_TIES = 20
"""Nobody is given more informal ties than this."""


def generator(seed: int, stream: int) -> np.random.Generator:
    """A counter-based generator for one purpose: the same seed and stream give the same numbers."""
    return np.random.Generator(np.random.Philox([seed, stream]))


def ties_from_pairs(posts: int, source: np.ndarray, target: np.ndarray, weight: np.ndarray) -> Ties:
    """Compressed rows from a list of pairs; the weights of equal pairs add up, whatever order they come in.

    source, target: int [pairs], rows in 0..posts-1.  weight: float [pairs], >= 0.
    """
    pair = source.astype(np.int64) * posts + target
    # Sorting by weight too fixes the order of the additions: floating-point sums depend on it, results must
    # not.
    order = np.lexsort((weight, pair))
    pair, weight = pair[order], weight[order].astype(np.float64)
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    total = np.add.reduceat(weight, first) if len(first) else weight
    pair = pair[first]
    start = np.searchsorted(pair, np.arange(posts + 1, dtype=np.int64) * posts)
    return Ties(start.astype(np.int64), (pair % max(posts, 1)).astype(np.int32), total.astype(np.float32))


def informal_ties(unit: np.ndarray, level: np.ndarray, manager: np.ndarray, *, seed: int, mean: float = 6.0,
                  homophily: float = 0.6, near: float = 0.5, spread: float = 0.6) -> Ties:
    """Generated informal ties: directed, no self ties, no duplicates, weights lognormal with median 1.

    unit, level, manager: int [posts]; unit is 0..units-1 and every unit has a member.
    mean: ties a post names, 1 + Poisson(mean - 1), at most MOST_TIES [1..20].  homophily: share of them
    within the unit [0..1].  near: share of the others that go to neighbouring units under the same boss
    [0..1]; the rest goes anywhere else.  A share that finds too few colleagues spills over into the next
    circle.  spread: sigma of the log weights [0..2].
    """
    posts = len(unit)
    rng = generator(seed, TIES_STREAM)
    order, circles = _circles(unit, level, manager)
    counts = _counts(rng, [circle.room for circle in circles], mean, homophily, near)
    sources, targets = [], []
    for circle, count in zip(circles, counts, strict=True):
        person, pick = _distinct(rng, count, circle.room)
        place = circle.start[person] + pick
        place += np.where(place >= circle.skip[person], circle.skipped[person], 0)
        sources.append(person)
        targets.append(order[place])
    source, target = np.concatenate(sources), np.concatenate(targets)
    ties = ties_from_pairs(posts, source, target, np.ones(len(source), np.float32))
    weight = rng.lognormal(0.0, spread, len(ties.neighbour)).astype(np.float32)
    return Ties(ties.start, ties.neighbour, weight)


class _Circle(NamedTuple):
    """Colleagues around each post, as a block of a list of all posts, without the smaller circle inside it.

    All int64 [posts].  The block begins at place ``start`` and holds ``size`` posts; the ``skipped`` places
    from ``skip`` on belong to the smaller circle.
    """

    start: np.ndarray
    size: np.ndarray
    skip: np.ndarray
    skipped: np.ndarray

    @property
    def room(self) -> np.ndarray:
        """How many colleagues the circle has."""
        return self.size - self.skipped


def _circles(unit: np.ndarray, level: np.ndarray, manager: np.ndarray) -> tuple[np.ndarray, list[_Circle]]:
    """(all posts so that every circle is contiguous, [unit, neighbouring units, everybody else])."""
    posts = len(unit)
    _, near_of_unit = np.unique(boss_of_unit(unit, level, manager), return_inverse=True)
    hood = near_of_unit[unit]
    order = np.lexsort((unit, hood))
    rank = np.empty(posts, np.int64)
    rank[order] = np.arange(posts)

    def block(label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        size = np.bincount(label)
        begin = np.full(len(size), posts)
        first = np.flatnonzero(np.diff(label[order], prepend=-1))
        begin[label[order][first]] = first
        return begin[label], size[label]

    (unit_start, unit_size), (hood_start, hood_size) = block(unit), block(hood)
    one, zero = np.ones(posts, np.int64), np.zeros(posts, np.int64)
    return order, [_Circle(unit_start, unit_size, rank, one),
                   _Circle(hood_start, hood_size, unit_start, unit_size),
                   _Circle(zero, zero + posts, hood_start, hood_size)]


def _counts(rng: np.random.Generator, room: list[np.ndarray], mean: float, homophily: float,
            near: float) -> list[np.ndarray]:
    """How many ties each post has within its unit, in neighbouring units and elsewhere: three int arrays over
    posts."""
    posts = len(room[0])
    degree = np.minimum(1 + rng.poisson(mean - 1.0, posts), MOST_TIES)
    inside = np.minimum(rng.binomial(degree, homophily), room[0])
    beside = np.minimum(rng.binomial(degree - inside, near), room[1])
    beyond = np.minimum(degree - inside - beside, room[2])
    beside = np.minimum(degree - inside - beyond, room[1])
    inside = np.minimum(degree - beside - beyond, room[0])
    return [inside, beside, beyond]


def _distinct(rng: np.random.Generator, count: np.ndarray, choices: np.ndarray) -> tuple[
    np.ndarray, np.ndarray]:
    """Draw ``count[i]`` different numbers out of 0..choices[i]-1 for every post i: (posts, numbers), both
    int64.

    Floyd's algorithm (Bentley J., Floyd B. 1987, Communications of the ACM 30(9)) for all posts at once: draw
    from one more number each time, and take that newest number itself when the draw repeats an earlier one.
    No draw is rejected.
    """
    most = int(count.max(initial=0))
    picks = np.full((len(count), most), -1, np.int32)
    for turn in range(most):
        person = np.flatnonzero(count > turn)
        newest = choices[person] - count[person] + turn
        draw = (rng.random(len(person)) * (newest + 1)).astype(np.int64)
        for earlier in range(turn):
            draw = np.where(picks[person, earlier] == draw, newest, draw)
        picks[person, turn] = draw
    person, turn_of = np.nonzero(picks >= 0)
    return person, picks[person, turn_of].astype(np.int64)


def service_links(needing: np.ndarray, serving: np.ndarray, each: int, seed: int) -> np.ndarray:
    """Internal service: each unit of ``needing`` depends on ``each`` units of ``serving``; int32 [links, 2],
    sorted.

    Dealt like cards from a shuffled deck, so that every serving unit is needed by about the same number of
    units.
    """
    each = min(each, len(serving))
    if not each or not len(needing):
        return np.zeros((0, 2), np.int32)
    deck = generator(seed, SERVICES_STREAM).permutation(serving)
    cards = deck[np.arange(len(needing) * each) % len(deck)]
    links = np.column_stack([np.repeat(needing, each), cards]).astype(np.int32)
    return links[np.lexsort((links[:, 1], links[:, 0]))]


def serving_units(unit: np.ndarray, front_line: np.ndarray, leads: np.ndarray,
                  units: int) -> tuple[np.ndarray, np.ndarray]:
    """Units that serve customers, and units that serve those: (with a front-line post, else with staff)."""
    front = np.bincount(unit[front_line], minlength=units) > 0
    staffed = np.bincount(unit[~leads], minlength=units) > 0
    return np.flatnonzero(front), np.flatnonzero(staffed & ~front)
