"""Organisations from files people hold, in stages: bytes, format, table, columns, identities, posts, line,
units, front line, ties.

Each stage is a file.  What the files do not say is inferred by stated rules or generated
(:mod:`sim.org.ties`), and every such step is one line in ``Organisation.notes``; what is implausible is one
in
``warnings``, and what was not used one in ``unused``.  The order of rows in a file never matters.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from sim.base.errors import UserError, nearest
from sim.base.tables.table import Table
from sim.org.mapping import Mapping, combined, validated
from sim.org.organisation import NOBODY, Organisation, Ties
from sim.org.read.choose import choose, need
from sim.org.read.columns import TIES
from sim.org.read.formats import of_bytes, open_source
from sim.org.read.front_line import front_line_of
from sim.org.read.graphs import of_graph
from sim.org.read.left_out import DEEPEST, leave_out_outsiders, without
from sim.org.read.levels import stated_levels
from sim.org.read.line import depths_checked, reporting_line
from sim.org.read.links import Links, links_of
from sim.org.read.pairs import with_heads, with_managers
from sim.org.read.posts import Posts, posts_of, printable
from sim.org.read.source import Source
from sim.org.read.units import units_of
from sim.org.ties import informal_ties, service_links, serving_units

SERVICES_EACH = 2
"""Back-office units each front-line unit needs, where the file does not say which."""

_LEAST_FRONT_LINE = 0.05  # share of posts below which a front line is implausible
_MANY_HEADS = 0.05  # share of posts, and three of them


@dataclass(frozen=True)
class Reading:
    """An organisation, and the mapping that says explicitly how it was read."""

    organisation: Organisation
    mapping: Mapping


def read_organisation(path: Path | str | IO[Any] | Any,
                      mapping: Mapping | dict[str, Any] | None = None) -> Organisation:
    """Read the organisation in a folder, a table, a workbook, a network or a tree.

    Posts come in canonical order of their ids, or of the ``key`` column if there is one.  What the files do
    not say is inferred or generated, and said in ``notes``; what looks implausible is in ``warnings``.

    Args:
        path: A folder with a table of posts (and of ties, ``services.csv``, ``mapping.yaml``); a file: CSV
        in any
            encoding and separator, .xlsx, GraphML, GEXF, GML, Pajek, JSON; an open file; or a networkx graph.
        mapping: What columns and ties mean, with the keys of ``mapping.yaml``, which it adds to and
            overrides.

    Returns:
        The organisation.

    Raises:
        UserError: One sentence that names file, line, value and remedy.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     chart = Path(folder, "firm.csv")
        ...     _ = chart.write_text("name,boss,team\\nAda,,top\\nBen,Ada,shop\\nCleo,Ada,shop\\n")
        ...     firm = read_organisation(chart)
        >>> firm.ids.tolist(), firm.manager.tolist(), firm.unit_names
        (['Ada', 'Ben', 'Cleo'], [-1, 0, 0], ('shop', 'top'))
        >>> firm.notes[0]
        "reporting line: from column 'boss' (2 posts)"
    """
    return reading(path, mapping).organisation


def reading(path: Path | str | IO[Any] | Any, mapping: Mapping | dict[str, Any] | None = None) -> Reading:
    """As :func:`read_organisation`, with the mapping that was used besides."""
    if isinstance(mapping, dict):
        mapping = validated(Mapping, mapping, "mapping")
    collecting = gc.isenabled()
    gc.disable()  # millions of cells in lists would be searched for circles again and again, and hold none
    try:
        return _reading(path, mapping)
    finally:
        if collecting:
            gc.enable()


def _reading(path: Path | str | IO[Any] | Any, mapping: Mapping | None) -> Reading:
    if hasattr(path, "read"):
        data, name = path.read(), Path(str(getattr(path, "name", "file")))
        return understood(of_bytes(data.encode() if isinstance(data, str) else data, name, mapping), mapping)
    if not isinstance(path, str | Path) and hasattr(path, "nodes"):
        return understood(of_graph(path, str(path.graph.get("name") or "organisation"), "the graph"), mapping)
    return understood(open_source(Path(path), mapping), mapping)


def understood(source: Source, mapping: Mapping | None) -> Reading:
    """The organisation in the tables of a source: all stages after the table."""
    meaning = combined(source.mapping, mapping)
    notes: list[str] = []
    warnings: list[str] = []
    posts = posts_of(with_managers(with_heads(source.posts, meaning, notes), meaning, notes), meaning, notes)
    links = links_of(source.ties, posts, meaning, source.directed, notes)
    links.alone = source.alone
    before = posts
    if not (posts.names.get("manager") or links.reports):  # a line is inferred among those who stay
        posts, links, _ = without(posts, links, np.full(len(posts), NOBODY), np.zeros(len(posts), bool),
                                   notes)
    manager, given, dropped = reporting_line(posts, links, meaning, notes, warnings)
    posts, links, manager = without(posts, links, manager, dropped, notes)
    posts, links, manager = leave_out_outsiders(posts, links, manager, notes)
    depth = depths_checked(posts, manager, DEEPEST)
    _compare_levels(posts, depth, given, notes, warnings)
    name = meaning.name or source.name
    unit_names, unit, unit_notes = units_of(posts, manager, depth, given, name, warnings)
    leads = np.bincount(manager[manager != NOBODY], minlength=len(posts)) > 0
    front_line, front_note = front_line_of(posts, leads, meaning.front_line, warnings)
    if front_line.mean() < _LEAST_FRONT_LINE and not any(said.startswith("front line") for said in warnings):
        warnings.append(f"front line: {int(front_line.sum())} of {len(posts)} posts serve customers, under 5 "
                        f"%; give a front-line column, or the words in a mapping (front_line: [...])")
    notes += [*unit_notes, front_note]
    informal = _informal(posts, links, unit, depth, manager, meaning.seed, notes)
    services = _services(source.services, unit_names, serving_units(unit, front_line, leads, len(unit_names)),
                         meaning.seed, notes)
    titles = [""] * len(posts) if "title" not in posts.cells else posts.cells["title"]
    unused = (*before.chosen.unused(), *_unused_ties(source, meaning))
    organisation = Organisation(name, np.array(posts.ids), unit_names, unit, depth.astype(np.int16),
                                manager.astype(np.int32), front_line, np.array(titles), informal, services,
                                (*notes, *source.notes), tuple(warnings), unused,
                                tuple(i for i, cell in enumerate(posts.cells.get("vacant", ())) if cell))
    return Reading(organisation, _as_used(meaning, before, source))


def _compare_levels(posts: Posts, depth: np.ndarray, given: bool, notes: list[str],
                    warnings: list[str]) -> None:
    """Note several heads, and stated levels that disagree with the reporting line (which wins)."""
    heads = np.flatnonzero(depth == 0)
    if len(heads) > 1:
        notes.append(f"heads: {posts.counted(heads)} without a manager, each the head of a tree of their own")
    if len(heads) > 2 and len(heads) > _MANY_HEADS * len(posts):
        warnings.append(f"heads: {len(heads)} of {len(posts)} posts have no manager ({posts.some(heads)}); "
                        f"give them one, or check the manager column")
    if not given or "level" not in posts.cells:
        return
    level = stated_levels(posts)
    if level is None:
        notes.append(f"levels: column '{posts.names['level']}' holds no numbers; the reporting line counts")
        return
    stated = np.flatnonzero(~np.isnan(level))
    top = level[stated][depth[stated] == depth[stated].min()].mean()
    down = np.abs(level[stated] - np.round(top))  # counted from the head, whichever way the numbers run
    wrong = stated[down != depth[stated] - depth[stated].min()]
    if len(wrong):
        notes.append(f"levels: the reporting line counts, not column '{posts.names['level']}', which puts "
                     f"{posts.counted(wrong)} elsewhere")


def _informal(posts: Posts, links: Links, unit: np.ndarray, depth: np.ndarray, manager: np.ndarray, seed: int,
              notes: list[str]) -> Ties:
    """The file's informal ties, or generated ones if it has none but those to second managers."""
    ties = links.ties(len(posts))
    own = [kind for kind, layer in links.informal.items() if len(layer[0]) and kind != "second manager"]
    if own or len(posts) < 2:
        return ties
    generated = informal_ties(unit, depth, manager, seed=seed)
    notes.append(f"informal ties: none in the file; {len(generated.neighbour)} generated with seed {seed}, "
                 f"mostly within units")
    if not len(ties.neighbour):
        return generated
    made = Links(informal={"generated": (np.repeat(np.arange(len(posts)), np.diff(generated.start)),
                                         generated.neighbour.astype(np.int64),
                                         generated.weight.astype(np.float64))} | links.informal)
    return made.ties(len(posts))


def _services(table: Table | None, names: tuple[str, ...], kinds: tuple[np.ndarray, np.ndarray], seed: int,
              notes: list[str]) -> np.ndarray:
    """Which unit needs which: int32 [links, 2], sorted; from services.csv, or dealt out."""
    if table is None:
        if not len(kinds[1]):
            notes.append("internal service: none; every unit with staff has front line, so no unit serves "
                         "the others")
        else:
            notes.append(f"internal service: not in the file; each of {len(kinds[0])} units with front line "
                         f"needs {min(SERVICES_EACH, len(kinds[1]))} of {len(kinds[1])} without, dealt out "
                         f"with seed {seed}")
        return service_links(*kinds, SERVICES_EACH, seed)
    code = {name: i for i, name in enumerate(names)}
    pairs = set()
    chosen = choose(table, ("unit", "needs"), {})
    columns = [map(printable, table.columns[need(table, chosen, meaning)]) for meaning in ("unit", "needs")]
    for i, pair in enumerate(zip(*columns, strict=True)):
        for name in pair:
            if name not in code:
                raise UserError(f"{table.where(i)}: unit {name!r} has no posts{nearest(name, names)}")
        pairs.add((code[pair[0]], code[pair[1]]))
    return np.array(sorted(pairs), np.int32).reshape(-1, 2)


def _unused_ties(source: Source, mapping: Mapping) -> list[str]:
    """Columns of the ties that nothing was read from."""
    table = source.ties
    if table is None:
        return []
    chosen = choose(table, TIES, mapping.columns.model_dump())
    used = {*chosen.names.values()} | {name for meaning in ("type", "directed")
                                       for name in chosen.all(meaning)}
    return [f"{name} (of ties)" for name in table.columns if name not in used]


def _as_used(mapping: Mapping, posts: Posts, source: Source) -> Mapping:
    """The mapping with every column that was found by its name written out."""
    table = source.posts
    names: dict[str, str | tuple[str, str]] = {
        meaning: name for meaning, name in posts.names.items() if name in table.columns}
    names |= {meaning: posts.chosen.names[meaning] for meaning in ("name", "status", "left_on", "as_of",
                                                                   "relation")
              if posts.chosen.names.get(meaning) in posts.chosen.used}
    if source.ties is not None and not source.alone:
        names |= {meaning: name for meaning, name in choose(source.ties, TIES, {}).names.items()
                  if meaning in ("source", "target", "weight", "type")}
    key = posts.names.get("manager_is")
    if key is not None:
        parts = key.split(" + ")
        names["manager_is"] = key if key in table.columns else (parts[0], parts[-1])
    return combined(Mapping.model_validate({"columns": names}), mapping)
