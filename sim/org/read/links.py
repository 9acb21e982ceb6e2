"""The ties of a file: which type means what, which way it goes, and whom they connect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import UserError, nearest
from sim.base.tables.table import Table
from sim.org.mapping import Mapping, TieMeaning
from sim.org.organisation import NOBODY, Ties
from sim.org.read.choose import Chosen, choose, need
from sim.org.read.columns import TIES, plain
from sim.org.read.direction import BOSS_FIRST, REPORT_FIRST, is_line, leading_head
from sim.org.read.identities import match
from sim.org.read.posts import Posts
from sim.org.read.source import number
from sim.org.ties import ties_from_pairs

UPWARD_TYPES = {"reportsto", "reports", "managedby", "supervisedby"}
"""Tie types that are the reporting line when no mapping says otherwise: source reports to target."""

DOWNWARD_TYPES = {"manages", "supervises", "leads", "managerof", "supervisorof", "bossof"}
"""Tie types that are the reporting line the other way: target reports to source."""

REPORTING_TYPES = UPWARD_TYPES | DOWNWARD_TYPES | {"reportingline", "manager", "supervisor", "boss",
                                                   "solidline"}
"""All tie types that are the reporting line.  Whatever does not say which way it goes is read upward, unless
somebody would then have two managers and nobody would the other way."""

UNTYPED = "informal"
"""The type of a tie that has none."""

MOST_TIES_READ = 50_000_000
HEAVIEST = 1e30

MOST_TYPES = 100

_CROWDED = 0.4

type Layer = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Ties of one type: source rows, target rows, weights."""


@dataclass
class Links:
    """What the ties of a file say.  alone: they are all that it holds.  reports: (post, manager, row of the
    table).  informal: (source, target, weight) by type.  both_ways: types that have no direction."""

    table: Table | None = None
    alone: bool = False
    reports: list[tuple[int, int, int]] = field(default_factory=list)
    informal: dict[str, Layer] = field(default_factory=dict)
    both_ways: set[str] = field(default_factory=set)

    def add(self, kind: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Further informal ties (source, target), each of weight 1."""
        found = sorted({(a, b) for a, b in pairs if a != b})
        if found:
            ends = np.array(found, np.int64)
            self.informal[kind] = ends[:, 0], ends[:, 1], np.ones(len(ends))

    def only(self, keep: np.ndarray, posts: int) -> Links:
        """The informal ties among the posts at these rows, renumbered; reports are used up by then."""
        new = np.full(posts, -1)
        new[keep] = np.arange(len(keep))
        kept = {}
        for kind, (source, target, weight) in self.informal.items():
            inside = (new[source] >= 0) & (new[target] >= 0)
            kept[kind] = (new[source[inside]], new[target[inside]], weight[inside])
        return Links(self.table, self.alone, [], kept, self.both_ways)

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
    if table is None or not len(table):
        _check_types(table, None, {UNTYPED} if table is not None and table.columns else set(), mapping)
        return Links()
    chosen = choose(table, TIES, mapping.columns.model_dump())
    one_way = _one_way(table, chosen, directed, notes)
    code, kinds = _kinds(table, chosen)
    _check_types(table, chosen, set(kinds), mapping)
    if len(table) > MOST_TIES_READ:
        raise UserError(f"{table.source} has {len(table):,} rows, but at most {MOST_TIES_READ:,} ties are "
                        "read")
    source, target = _ends(table, chosen, posts)
    weight = _weights(table, chosen)
    links = Links(table)
    for kind in sorted(set(kinds)):
        rows = np.flatnonzero(np.array([own == kind for own in kinds])[code])
        meaning = mapping.ties.get(kind, TieMeaning())
        use = meaning.use or ("reports_to" if plain(kind) in REPORTING_TYPES else "informal")
        counts = rows[(weight[rows] > 0) & (weight[rows] >= meaning.min_weight)]
        if use == "ignore":
            notes.append(f"ties '{kind}': {len(rows)} ignored, as the mapping says")
        elif use == "reports_to":
            if not one_way[counts].all():
                raise UserError(f"{table.source}: ties {kind!r} are the reporting line but have no "
                                "direction; save the graph as a directed one")
            post, boss = _oriented(kind, source[counts], target[counts], posts, mapping.edges, notes)
            links.reports += list(zip(post.tolist(), boss.tolist(), counts.tolist(), strict=True))
        else:
            layer = links.informal[kind] = _layer(source[counts], target[counts], weight[counts],
                                                  one_way[counts])
            if not one_way[counts].all():
                links.both_ways.add(kind)
            own = int((source[counts] == target[counts]).sum())
            notes += _about(kind, meaning.min_weight, len(rows), len(counts), own, layer, len(posts))
    layers = [kind for kind, layer in links.informal.items() if len(layer[0])]
    if len(layers) > 1:
        notes.append(f"informal ties: {' + '.join(layers)}, each scaled to a mean weight of 1, then added up")
    return links


def _one_way(table: Table, chosen: Chosen, directed: bool, notes: list[str]) -> np.ndarray:
    """Does each tie go one way only?  bool [ties].  Gephi's Type says it tie by tie."""
    words = {"directed", "undirected", "mutual", ""}
    column = next((name for meaning in ("directed", "type") for name in chosen.all(meaning)
                   if {cell.lower() for cell in {*table.columns[name]}} <= words), None)
    if column is None:
        chosen.names.pop("directed", None)
        return np.full(len(table), directed)
    chosen.used.add(column)
    if chosen.names.get("type") == column:
        del chosen.names["type"]
        others = [name for name in chosen.others.get("type", ()) if name != column]
        if others:
            chosen.names["type"] = others[0]
    flags = np.array([cell.lower() == "directed" or (not cell and directed)
                      for cell in table.columns[column]], bool)
    notes.append(f"ties: column '{column}' says that {int(flags.sum())} of {len(flags)} go one way; the "
                 f"others count both ways")
    return flags


def _kinds(table: Table, chosen: Chosen) -> tuple[np.ndarray, list[str]]:
    """(index of each tie's type, types); 'informal' where the file does not say."""
    if "type" not in chosen.names:
        return np.zeros(len(table), np.int64), [UNTYPED]
    table.check(chosen.names["type"])
    chosen.used.add(chosen.names["type"])
    code, texts = table.coded(chosen.names["type"])
    return code, [text or UNTYPED for text in texts]


def _oriented(kind: str, source: np.ndarray, target: np.ndarray, posts: Posts, said: str | None,
              notes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(who reports, to whom): as the mapping or the type says, else upward unless only downward is a tree, or
    both are and titles say downward."""
    up, down = (source, target), (target, source)
    if said is not None or plain(kind) in UPWARD_TYPES | DOWNWARD_TYPES:
        return down if said == BOSS_FIRST or (said is None and plain(kind) in DOWNWARD_TYPES) else up
    fitting = [way for way in (up, down) if is_line(*way, len(posts))]
    if fitting == [down]:
        notes.append(f"ties '{kind}': read from boss to report, since the other way somebody would have two "
                     f"managers")
        return down
    if len(fitting) == 2 and len(source):
        turned = leading_head(posts, down) and not leading_head(posts, up)
        notes.append(f"ties '{kind}': read as {'target' if turned else 'source'} reports to "
                     f"{'source, as titles say' if turned else 'target'}; the other way would do as well "
                     f"(edges: {REPORT_FIRST if turned else BOSS_FIRST})")
        return down if turned else up
    return up


def _check_types(table: Table | None, chosen: Chosen | None, found: set[str], mapping: Mapping) -> None:
    if table is not None and chosen is not None and len(found) > MOST_TYPES:
        raise UserError(f"{table.source}: column {chosen.names['type']!r} holds {len(found):,} different "
                        f"types of ties, but at most {MOST_TYPES} are read; say columns: {{type: ...}} in a "
                        "mapping if another column holds the type")
    for kind in mapping.ties:
        if kind not in found:
            hint = nearest(kind, found) if found else "; remove it"
            raise UserError(f"the mapping speaks of ties {kind!r}, but "
                            f"{table.source if table else 'the file'} has none{hint}")


def _ends(table: Table, chosen: Chosen, posts: Posts) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the posts at both ends of every tie: int64 [ties] each."""
    names = [need(table, chosen, end) for end in ("source", "target")]
    chosen.used.update(names)
    for name in names:
        table.check(name)
    columns = [table.columns[name] for name in names]
    coded = [table.coded(name) for name in names]
    found = match([*coded[0][1], *coded[1][1]], posts)
    found.check(f"{table.source}: {' or '.join(names)}", posts)
    ends = []
    for code, texts in coded:
        rows = np.fromiter((found.found.get(text, NOBODY) for text in texts), np.int64, len(texts))
        ends.append(rows[code])
    lost = np.flatnonzero((ends[0] == NOBODY) | (ends[1] == NOBODY))
    if len(lost):
        i = int(lost[0])
        end = 0 if ends[0][i] == NOBODY else 1
        others = f" ({len(lost)} such ties in all)" if len(lost) > 1 else ""
        raise UserError(f"{table.where(i)}: {names[end]} {columns[end][i]!r} is nobody's id in "
                        f"{posts.table.source}{others}; correct it, add the post there, or remove the tie")
    return ends[0], ends[1]


def _weights(table: Table, chosen: Chosen) -> np.ndarray:
    """Weight of every tie, 1 if there is no such column: float64 [ties]."""
    column = chosen.names.get("weight")
    if column is None:
        return np.ones(len(table))
    table.check(column)
    chosen.used.add(column)
    cells = table.columns[column]
    code, texts = table.coded(column)
    weight = np.array([number(text) for text in texts])[code]
    bad = np.flatnonzero(~((weight >= 0) & (weight <= HEAVIEST)))
    if len(bad):
        i = int(bad[0])
        raise UserError(f"{table.where(i)}: {column} is {cells[i]!r}, but it must be a number from 0 (no "
                        "tie) up; correct it or remove the tie")
    return weight


def _layer(source: np.ndarray, target: np.ndarray, weight: np.ndarray, one_way: np.ndarray) -> Layer:
    """Ties without those to oneself; one without a direction counts both ways."""
    other = source != target
    source, target, weight, both = source[other], target[other], weight[other], ~one_way[other]
    if both.any():
        source, target, weight = (np.concatenate([source, target[both]]),
                                  np.concatenate([target, source[both]]),
                                  np.concatenate([weight, weight[both]]))
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
    pairs = max(posts * (posts - 1), 1)
    density = len(np.unique(source * posts + target)) / pairs if len(source) > _CROWDED * pairs else 0.0
    if posts > 10 and density > _CROWDED and not least and len(np.unique(weight)) > 1:
        low, high = float(weight.min()), float(weight.max())
        notes.append(f"ties '{kind}': {density:.0%} of all possible pairs are tied, with weights {low:g} to "
                     f"{high:g}; if low weights mean 'never', set a threshold, for example --min-weight "
                     f"{kind}={np.ceil((low + high) / 2):g}")
    return notes
