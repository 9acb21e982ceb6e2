"""The ties of a file: which type means what, and whom they connect."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import UserError, nearest
from sim.org.mapping import Mapping, TieMeaning
from sim.org.organisation import Ties
from sim.org.posts import Posts
from sim.org.tables import Table, find_column, need_column, number, plain
from sim.org.ties import ties_from_pairs

REPORTING_TYPES = {"reportsto", "reports", "reportingline", "manager", "managedby", "supervisor",
                   "supervisedby", "boss"}
"""Tie types that are the reporting line when no mapping says otherwise: source reports to target."""

MOST_TIES_READ = 50_000_000
HEAVIEST = 1e30

MOST_TYPES = 100

_CROWDED = 0.4

type Layer = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Ties of one type: source rows, target rows, weights."""


@dataclass
class Links:
    """What the ties of a file say.  reports: (post, manager, row of the table).  informal: (source, target,
    weight) by type."""

    table: Table | None = None
    reports: list[tuple[int, int, int]] = field(default_factory=list)
    informal: dict[str, Layer] = field(default_factory=dict)

    def only(self, keep: np.ndarray, posts: int) -> Links:
        """The informal ties among the posts at these rows, renumbered; reports are used up by then."""
        new = np.full(posts, -1)
        new[keep] = np.arange(len(keep))
        kept = {}
        for kind, (source, target, weight) in self.informal.items():
            inside = (new[source] >= 0) & (new[target] >= 0)
            kept[kind] = (new[source[inside]], new[target[inside]], weight[inside])
        return Links(self.table, [], kept)

    def ties(self, posts: int) -> Ties:
        """All informal ties together.  Several types count alike: each is scaled to a mean weight of 1, then
        they add up."""
        layers = [self.informal[kind] for kind in sorted(self.informal) if len(self.informal[kind][0])]
        if not layers:
            nothing = np.zeros(0, np.int64)
            return ties_from_pairs(posts, nothing, nothing, nothing)
        # The mean is taken over sorted weights: a sum depends on its order, the result must not depend on the
        # file's.
        scale = [1.0 if len(layers) == 1 else float(np.sort(weight).mean()) for _, _, weight in layers]
        weights = [weight / mean for (_, _, weight), mean in zip(layers, scale, strict=True)]
        return ties_from_pairs(posts, np.concatenate([layer[0] for layer in layers]),
                               np.concatenate([layer[1] for layer in layers]), np.concatenate(weights))


def links_of(table: Table | None, posts: Posts, mapping: Mapping, directed: bool, notes: list[str]) -> Links:
    """The ties of a table, sorted by what they mean.  UserError for an unknown end or type, a bad weight."""
    kinds = _kinds(table, mapping)
    _check_types(table, kinds, mapping)
    if table is None or not len(table):
        return Links()
    if len(table) > MOST_TIES_READ:
        raise UserError(f"{table.source} has {len(table):,} rows, but at most {MOST_TIES_READ:,} ties are "
                        "read")
    source = _ends(table, posts, "source", mapping.columns.source)
    target = _ends(table, posts, "target", mapping.columns.target)
    weight = _weights(table, mapping.columns.weight)
    links = Links(table)
    number = {kind: i for i, kind in enumerate(sorted(set(kinds)))}
    code = np.fromiter((number[kind] for kind in kinds), np.int64, len(kinds))
    for kind in number:
        rows = np.flatnonzero(code == number[kind])
        meaning = mapping.ties.get(kind, TieMeaning())
        use = meaning.use or ("reports_to" if plain(kind) in REPORTING_TYPES else "informal")
        counts = rows[(weight[rows] > 0) & (weight[rows] >= meaning.min_weight)]
        if use == "ignore":
            notes.append(f"ties '{kind}': {len(rows)} ignored, as the mapping says")
        elif use == "reports_to":
            if not directed:
                raise UserError(f"{table.source}: ties {kind!r} are the reporting line but have no "
                                "direction; save the graph as a directed one")
            links.reports += [(int(source[i]), int(target[i]), int(i)) for i in counts]
        else:
            layer = links.informal[kind] = _layer(source[counts], target[counts], weight[counts], directed)
            own = int((source[counts] == target[counts]).sum())
            notes += _about(kind, meaning.min_weight, len(rows), len(counts), own, layer, len(posts))
    layers = [kind for kind, layer in links.informal.items() if len(layer[0])]
    if len(layers) > 1:
        notes.append(f"informal ties: {' + '.join(layers)}, each scaled to a mean weight of 1, then added up")
    return links


def _kinds(table: Table | None, mapping: Mapping) -> list[str]:
    """Type of every tie; 'informal' where the file does not say."""
    if table is None:
        return []
    column = find_column(table, "type", mapping.columns.type)
    return ["informal"] * len(table) if column is None else [cell or "informal"
                                                             for cell in table.columns[column]]


def _check_types(table: Table | None, kinds: list[str], mapping: Mapping) -> None:
    found = set(kinds)
    if table is not None and len(found) > MOST_TYPES:
        column = find_column(table, "type", mapping.columns.type)
        raise UserError(f"{table.source}: column {column!r} holds {len(found):,} different types of ties, "
                        f"but at most {MOST_TYPES} are read; say columns: {{type: ...}} in a mapping if "
                        "another column holds the type")
    for kind in mapping.ties:
        if kind not in found:
            hint = nearest(kind, found) if found else "; remove it"
            raise UserError(f"the mapping speaks of ties {kind!r}, but "
                            f"{table.source if table else 'the file'} has none{hint}")


def _ends(table: Table, posts: Posts, end: str, said: str | None) -> np.ndarray:
    """Rows of the posts at one end of every tie: int64 [ties]."""
    column = need_column(table, end, said)
    rows = [posts.find(cell) for cell in table.columns[column]]
    if None in rows:
        i = rows.index(None)
        raise UserError(f"{table.where(i)}: {column} {table.columns[column][i]!r} is nobody's id in "
                        f"{posts.table.source}; correct it, add the post there, or remove the tie")
    return np.array(rows, np.int64)


def _weights(table: Table, said: str | None) -> np.ndarray:
    """Weight of every tie, 1 if there is no such column: float64 [ties]."""
    column = find_column(table, "weight", said)
    if column is None:
        return np.ones(len(table))
    cells = table.columns[column]
    weight = np.array([number(cell) for cell in cells])
    bad = np.flatnonzero(~((weight >= 0) & (weight <= HEAVIEST)))
    if len(bad):
        i = int(bad[0])
        raise UserError(f"{table.where(i)}: {column} is {cells[i]!r}, but it must be a number from 0 (no "
                        "tie) up; correct it or remove the tie")
    return weight


def _layer(source: np.ndarray, target: np.ndarray, weight: np.ndarray, directed: bool) -> Layer:
    """Ties without those to oneself; an undirected tie counts both ways."""
    other = source != target
    source, target, weight = source[other], target[other], weight[other]
    if not directed:
        source, target, weight = np.concatenate([source, target]), np.concatenate([target, source]), np.tile(
            weight, 2)
    return source, target, weight


def _about(kind: str, least: float, found: int, counted: int, own: int, layer: Layer,
           posts: int) -> list[str]:
    """What is worth saying about one type of informal ties."""
    source, target, weight = layer
    notes = []
    if counted < found:
        limit = f"of {least:g} or more" if least else "above 0"
        notes.append(f"ties '{kind}': {counted} of {found} have a weight {limit}; the others do not count")
    if own:
        notes.append(f"ties '{kind}': {own} to oneself left out")
    density = len(np.unique(source * posts + target)) / max(posts * (posts - 1), 1)
    if posts > 10 and density > _CROWDED and not least and len(np.unique(weight)) > 1:
        low, high = float(weight.min()), float(weight.max())
        notes.append(f"ties '{kind}': {density:.0%} of all possible pairs are tied, with weights {low:g} to "
                     f"{high:g}; if low weights mean 'never', set a threshold, for example --min-weight "
                     f"{kind}={np.ceil((low + high) / 2):g}")
    return notes
