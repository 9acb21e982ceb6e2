"""Other informal ties for the same posts: another kind of network, ties rewired, brokers without ties.

Every kind has as many ties as were there, as many of them returned, and the very same strengths, dealt anew:
what differs is who is tied to whom [1]_ [2]_ [3]_.

References
----------
.. [1] Watts D., Strogatz S. (1998). Collective dynamics of 'small-world' networks. Nature 393, 440-442.
.. [2] Barabasi A.-L., Albert R. (1999). Emergence of scaling in random networks. Science 286, 509-512.
.. [3] Holland P., Laskey K., Leinhardt S. (1983). Stochastic blockmodels: first steps. Social Networks 5(2),
109-137.
.. [4] Maslov S., Sneppen K. (2002). Specificity and stability in topology of protein networks. Science 296,
910-913.
.. [5] Freeman L. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35-41.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from sim.base.errors import UserError
from sim.org.organisation import Organisation, Ties
from sim.org.ties import generator, ties_from_pairs

TOPOLOGY_STREAM = 3
"""Second word of the seed, so that ties laid anew leave what else is drawn as it was."""

MOST_POSTS = 5_000
"""Posts above which ties are not laid anew: all pairs are looked at."""

SHORTCUTS = 0.1
"""Share of a small world's ties that lead anywhere, not to those beside one; ties are short and paths too
from 0.01 to 0.1 [1]_."""

PIVOTS = 500
"""Posts from which paths are counted to find brokers in larger organisations."""

TRIES = 50
"""How often another partner is tried for a tie that is rewired."""

KINDS = {"small-world": "a small world", "scale-free": "few hubs, many with few ties",
         "blocks": "at random within units and between them", "random": "at random",
         "none": "no informal ties"}
"""What ties can be laid as, in words."""


class Topology(BaseModel):
    """Whether informal ties are taken as they are; else another kind first, then rewired, then without
    brokers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["as-is", "small-world", "scale-free", "blocks", "random", "none"] = Field(
        default="as-is", description="as-is, or as many ties laid anew: small-world (a ring through unit "
        "after unit, a tenth of the ties anywhere), scale-free (hubs), blocks (as many within units as "
        "before), random; or none")
    rewired: float = Field(default=0.0, ge=0, le=1, strict=True,
                           description="Share of ties that lead to somebody else; everybody keeps as many "
                           "where that is possible")
    remove_brokers: int = Field(default=0, ge=0, le=1_000, strict=True,
                                description="Posts without informal ties: those most in between all others")


class _Dyads(NamedTuple):
    """Pairs of posts that are tied, each once.

    one, other: int64 [pairs].  there: float64 [pairs], the weight with which ``one`` names ``other``.  back:
    that of the answer, missing (NaN) where it is not returned.
    """

    one: np.ndarray
    other: np.ndarray
    there: np.ndarray
    back: np.ndarray

    @property
    def returned(self) -> np.ndarray:
        """Does each name the other?  bool [pairs]."""
        return ~np.isnan(self.back)

    def taken(self, rows: np.ndarray) -> _Dyads:
        """These pairs only."""
        return _Dyads(*(column[rows] for column in self))


def retied(organisation: Organisation, topology: Topology, seed: int) -> Organisation:
    """The organisation with its informal ties laid as asked, and a note that says what was done.

    Args:
        organisation: Of :data:`MOST_POSTS` posts at most, unless ties stay as they are.
        topology: What is asked.
        seed: That of the organisation; the same gives the same ties.

    Returns:
        The same posts, units, line and services; itself where ties stay as they are.

    Raises:
        UserError: There are too many posts, or no more than the brokers to remove.
    """
    posts = len(organisation)
    if topology == Topology():
        return organisation
    if posts > MOST_POSTS:
        raise UserError(f"organisation.ties: {organisation.name} has {posts:,} posts, and ties are laid anew "
                        f"for at most {MOST_POSTS:,}; leave organisation.ties out, or take a smaller "
                        "organisation")
    if topology.remove_brokers >= posts:
        raise UserError(f"organisation.ties.remove_brokers is {topology.remove_brokers}, but "
                        f"{organisation.name} has {posts} posts; remove fewer")
    rng = generator(seed, TOPOLOGY_STREAM)
    before, said = len(organisation.informal.neighbour), []
    dyads = _dyads(organisation.informal)
    if topology.kind != "as-is":
        dyads = _laid(topology.kind, dyads, organisation.unit, rng)
        said.append(KINDS[topology.kind])
    if topology.rewired:
        dyads, moved, kept = _rewired(dyads, topology.rewired, posts, rng)
        said.append(f"{topology.rewired:.0%} rewired ({moved} pairs, {kept} of them so that everybody "
                    "keeps as many)")
    if topology.remove_brokers:
        brokers = _brokers(dyads, posts, topology.remove_brokers, rng)
        dyads = dyads.taken(~np.isin(dyads.one, brokers) & ~np.isin(dyads.other, brokers))
        said.append(f"without those of {', '.join(organisation.ids[brokers[:5]])}"
                    + (", ..." if len(brokers) > 5 else ""))
    ties = _ties(dyads, posts)
    count = len(ties.neighbour)
    number = f"{count:,}" + ("" if count == before else f" instead of {before:,}")
    return replace(organisation, informal=ties, notes=(
        *organisation.notes, f"informal ties laid anew with seed {seed}: {'; '.join(said)}; {number} in all"))


def _dyads(ties: Ties) -> _Dyads:
    posts = len(ties.start) - 1
    source = np.repeat(np.arange(posts, dtype=np.int64), np.diff(ties.start))
    target, weight = ties.neighbour.astype(np.int64), ties.weight.astype(np.float64)
    pair, back = source * posts + target, target * posts + source
    at = np.minimum(np.searchsorted(pair, back), max(len(pair) - 1, 0))
    returned = pair[at] == back
    first = ~returned | (source < target)
    return _Dyads(source[first], target[first], weight[first], np.where(returned, weight[at], np.nan)[first])


def _ties(dyads: _Dyads, posts: int) -> Ties:
    back = dyads.taken(dyads.returned)
    source, target = np.concatenate([dyads.one, back.other]), np.concatenate([dyads.other, back.one])
    return ties_from_pairs(posts, source, target, np.concatenate([dyads.there, back.back]))


def _laid(kind: str, dyads: _Dyads, unit: np.ndarray, rng: np.random.Generator) -> _Dyads:
    """The strengths of the pairs, and whether they are returned, dealt to pairs of another network (within
    units to those within, of blocks); each begins at either end."""
    inside = unit[dyads.one] == unit[dyads.other]
    pairs = _drawn(kind, unit, len(inside), int(inside.sum()), rng)
    deck = rng.permutation(len(inside))
    if kind == "blocks":
        deck = deck[np.argsort(~inside[deck], kind="stable")]
    dealt = dyads.taken(deck[:len(pairs)])
    turned = rng.random(len(pairs)) < 0.5
    return _Dyads(np.where(turned, pairs[:, 1], pairs[:, 0]), np.where(turned, pairs[:, 0], pairs[:, 1]),
                  dealt.there, dealt.back)


def _drawn(kind: str, unit: np.ndarray, count: int, inside: int, rng: np.random.Generator) -> np.ndarray:
    """Pairs of posts: int64 [pairs, 2], ``count`` of them; fewer only where more than half of all pairs are
    tied and few hubs cannot hold so many.

    A generator that makes whole numbers of ties a post is asked for the next larger one, and thinned at
    random.
    """
    import networkx as nx

    posts, place = len(unit), rng.permutation(len(unit))
    seed = int(rng.integers(2**32))
    if kind == "none" or not count:
        return np.zeros((0, 2), np.int64)
    if kind == "blocks":
        one, other = np.triu_indices(posts, 1)
        alike = unit[one] == unit[other]
        picked = np.concatenate([rng.choice(np.flatnonzero(alike), inside, replace=False),
                                 rng.choice(np.flatnonzero(~alike), count - inside, replace=False)])
        return np.column_stack([one[picked], other[picked]])
    if kind == "small-world":
        place = np.argsort(unit, kind="stable")
        graph = nx.watts_strogatz_graph(posts, min(2 * -(-count // posts), posts), SHORTCUTS, seed=seed)
    elif kind == "scale-free":
        each = next((m for m in range(1, posts // 2) if m * (posts - m) >= count), max(posts // 2, 1))
        graph = nx.barabasi_albert_graph(posts, each, seed=seed)
    else:
        graph = nx.gnm_random_graph(posts, count, seed=seed)
    edges = np.array(sorted(graph.edges), np.int64)
    kept = rng.permutation(len(edges))[:count]
    return place[edges[kept]]


def _rewired(dyads: _Dyads, share: float, posts: int, rng: np.random.Generator) -> tuple[_Dyads, int, int]:
    """A share of the pairs rewired: two of them exchange whom they name, as long as both are new [4]_; where
    no two can, one names somebody else.  Returned ties exchange with returned ones only.

    Returns them, how many pairs are others than before, and how many of these by exchange.
    """
    dyads = _Dyads(*(column.copy() for column in dyads))
    one, other, there, back = dyads
    known, moved, alone = set(_keys(one, other, posts).tolist()), np.zeros(len(one), bool), 0
    for kind in (dyads.returned, ~dyads.returned):
        rows = rng.permutation(np.flatnonzero(kind))
        rows = rows[:round(share * len(rows))]
        for i in rows:
            if moved[i]:
                continue
            for j in rng.choice(rows, TRIES):
                if not np.isnan(back[j]) and rng.random() < 0.5:  # neither end comes first
                    one[j], other[j], there[j], back[j] = other[j], one[j], back[j], there[j]
                both = [i, j]
                pairs = set(_keys(one[both], other[both[::-1]], posts).tolist())
                if len(pairs) == 2 and not pairs & known and (one[both] != other[both[::-1]]).all():
                    other[both], back[both], moved[both] = other[both[::-1]], back[both[::-1]], True
                    known |= pairs
                    break
            else:
                picked = rng.integers(posts, size=TRIES)
                keys = _keys(np.full(TRIES, one[i]), picked, posts)
                new = [k for k in range(TRIES) if picked[k] != one[i] and keys[k] not in known]
                if new:
                    other[i], moved[i], alone = picked[new[0]], True, alone + 1
                    known.add(int(keys[new[0]]))
    return dyads, int(moved.sum()), int(moved.sum()) - alone


def _keys(one: np.ndarray, other: np.ndarray, posts: int) -> np.ndarray:
    """A number for each pair, whichever end comes first."""
    return np.minimum(one, other) * posts + np.maximum(one, other)


def _brokers(dyads: _Dyads, posts: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of the posts that most shortest paths along ties lead through [5]_, the first first."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(posts))
    graph.add_edges_from(zip(dyads.one.tolist(), dyads.other.tolist(), strict=True))
    between = nx.betweenness_centrality(graph, k=min(posts, PIVOTS), seed=int(rng.integers(2**32)))
    return np.lexsort((np.arange(posts), [-between[post] for post in range(posts)]))[:count]
