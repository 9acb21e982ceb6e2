"""Organisations from files: a folder of nodes.csv and edges.csv, one org-chart CSV, or GraphML.

What the files do not say is inferred by stated rules (:mod:`sim.org.infer`) or generated
(:mod:`sim.org.ties`), and every such step is one line in ``Organisation.notes``.  The order of rows in a file
never matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.base.errors import UserError, nearest
from sim.org.edges import Links, links_of
from sim.org.graphml import read_graphml
from sim.org.hierarchy import depths, find_cycle
from sim.org.infer import front_line_of, managers_from_levels, ranks, stated_levels, units_of
from sim.org.mapping import Mapping, combined, load_mapping, validated
from sim.org.organisation import NOBODY, Organisation, Ties
from sim.org.posts import Posts, is_nothing, posts_of, printable
from sim.org.tables import Table, need_column, read_csv
from sim.org.ties import informal_ties, service_links, serving_units

DEEPEST = 100
"""Levels a reporting line may have; a longer one is a mistake in the file."""

SERVICES_EACH = 2
"""Back-office units each front-line unit needs, where the file does not say which."""


@dataclass(frozen=True)
class Source:
    """The tables a path holds, before any meaning is given to them."""

    name: str
    posts: Table
    ties: Table | None = None
    services: Table | None = None
    mapping: Mapping | None = None
    directed: bool = True


def read_organisation(path: Path | str, mapping: Mapping | dict[str, Any] | None = None) -> Organisation:
    """Read the organisation in a folder, an org-chart CSV or a GraphML file.

    Posts come in canonical order of their ids, or of the ``key`` column if there is one.  What the files do
    not say is inferred or generated, and said in ``notes``.

    Args:
        path: A folder with ``nodes.csv`` (and ``edges.csv``, ``services.csv``, ``mapping.yaml``), or one CSV
            or GraphML file.
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
    source = open_source(Path(path))
    if isinstance(mapping, dict):
        mapping = validated(Mapping, mapping, "mapping")
    meaning = combined(source.mapping, mapping)
    notes: list[str] = []
    posts = posts_of(source.posts, meaning)
    links = links_of(source.ties, posts, meaning, source.directed, notes)
    manager, given = _reporting_line(posts, links, meaning, notes)
    posts, links, manager = _leave_out_outsiders(posts, links, manager, notes)
    depth = _depths(posts, manager)
    _compare_levels(posts, depth, given, notes)
    name = meaning.name or source.name
    unit_names, unit, unit_notes = units_of(posts, manager, depth, given, name)
    leads = np.bincount(manager[manager != NOBODY], minlength=len(posts)) > 0
    front_line, front_note = front_line_of(posts, leads, meaning.front_line)
    notes += [*unit_notes, front_note]
    informal = _informal(posts, links, unit, depth, manager, meaning.seed, notes)
    services = _services(source.services, unit_names, serving_units(unit, front_line, leads, len(unit_names)),
                         meaning.seed, notes)
    titles = [""] * len(posts) if "title" not in posts.cells else posts.cells["title"]
    return Organisation(name, np.array(posts.ids), unit_names, unit, depth.astype(np.int16),
                        manager.astype(np.int32), front_line, np.array(titles), informal, services,
                        tuple(notes))


def open_source(path: Path) -> Source:
    """The tables at a path; UserError if there is nothing, or nothing of a known kind."""
    name = path.resolve().stem or "organisation"
    if path.suffix.lower() in (".graphml", ".xml") and not path.is_dir():
        posts, ties, services, directed = read_graphml(path)
        return Source(name, posts, ties, services, directed=directed)
    if not path.is_dir():
        return Source(name, read_csv(path))
    if not (path / "nodes.csv").exists():
        files = ", ".join(sorted(file.name for file in path.iterdir())[:8]) or "nothing"
        raise UserError(f"{path} has no nodes.csv (it holds {files}); add one, or give the path of one CSV "
                        "or GraphML file")
    optional = {stem: path / stem for stem in ("edges.csv", "services.csv", "mapping.yaml")}
    ties, services = (read_csv(optional[stem]) if optional[stem].exists() else None
                      for stem in ("edges.csv", "services.csv"))
    said = load_mapping(optional["mapping.yaml"]) if optional["mapping.yaml"].exists() else None
    return Source(path.resolve().name, read_csv(path / "nodes.csv"), ties, services, said)


def _reporting_line(posts: Posts, links: Links, mapping: Mapping, notes: list[str]) -> tuple[
    np.ndarray, bool]:
    """(manager of every post int64, was it given in the file?): by column, ties, or levels."""
    manager = np.full(len(posts), NOBODY, np.int64)
    from_column = _from_column(posts, manager)
    from_ties = _from_ties(posts, links, manager)
    if from_column or from_ties:
        column = f"column '{posts.names['manager']}' ({from_column} posts)" if from_column else ""
        ties = f"{from_ties} reporting ties" if from_ties else ""
        notes.insert(0, f"reporting line: from {' and '.join(part for part in (column, ties) if part)}")
        _refuse_cycles(posts, manager)
        return manager, True
    if len(posts) == 1:
        return manager, True
    if "level" not in posts.cells:
        raise UserError(f"{posts.table.source} does not say who reports to whom: found columns "
                        f"{', '.join(posts.table.columns)}; add a manager column, reports_to ties or a level "
                        "column")
    rank, note = ranks(posts, mapping.top_level)
    unit = np.unique(posts.cells.get("unit", [""] * len(posts)), return_inverse=True)[1]
    manager = managers_from_levels(rank, unit, links.ties(len(posts)))
    own_unit = "in the own unit if there is one, " if "unit" in posts.cells else ""
    notes[:0] = [note, f"reporting line: not in the file; {int((manager != NOBODY).sum())} posts are read as "
                 f"reporting to a post one level up, {own_unit}the one with the strongest ties, equal ones "
                 "spread evenly"]
    return manager, False


def _from_column(posts: Posts, manager: np.ndarray) -> int:
    """Fill in managers from the manager column; how many there are."""
    column = posts.names.get("manager", "")
    for post, cell in enumerate(posts.cells.get("manager", ())):
        boss = posts.find(cell)
        if boss is None and is_nothing(cell):
            continue
        if boss is None:
            raise UserError(f"{posts.where(post)}: {column} {cell!r} is nobody's {posts.names['id']}; write "
                            "the id of a post in the file, or leave the cell empty for a head")
        _refuse_own_manager(posts, post, boss, posts.where(post))
        manager[post] = boss
    return int((manager != NOBODY).sum())


def _from_ties(posts: Posts, links: Links, manager: np.ndarray) -> int:
    """Fill in managers from reporting ties; how many ties there are.  They must not contradict others."""
    told: dict[int, int] = {}
    for post, boss, row in links.reports:
        assert links.table is not None
        where = links.table.where(row)
        _refuse_own_manager(posts, post, boss, where)
        if manager[post] not in (NOBODY, boss):
            earlier = links.table.where(told[post]) if post in told else posts.where(post)
            raise UserError(f"{where}: {posts.ids[post]!r} reports to {posts.ids[boss]!r}, but {earlier} "
                            f"says {posts.ids[int(manager[post])]!r}; a post has one manager, remove one of "
                            "the two")
        manager[post] = boss
        told[post] = row
    return len(told)


def _refuse_own_manager(posts: Posts, post: int, boss: int, where: str) -> None:
    if post == boss:
        raise UserError(f"{where}: {posts.ids[post]!r} is given as their own manager; leave the manager of a "
                        "head empty")


def _refuse_cycles(posts: Posts, manager: np.ndarray) -> None:
    cycle = find_cycle(manager)
    if cycle:
        names = [posts.ids[post] for post in cycle]
        shown = names if len(names) <= 8 else [*names[:7], "..."]
        raise UserError(f"{posts.where(cycle[0])}: the reporting line is a circle, "
                        f"{' -> '.join([*shown, names[0]])}; correct one of these managers, or leave the "
                        "head's empty")


def _leave_out_outsiders(posts: Posts, links: Links, manager: np.ndarray,
                         notes: list[str]) -> tuple[Posts, Links, np.ndarray]:
    """Without the posts of which the file says nothing: neither manager nor reports, nor unit, nor level.

    Such rows are shared mailboxes, leavers or externals: a post nobody leads and that leads nobody has no
    place in the reporting line to infer.  A post with a unit or level of its own is kept, as the head of its
    own tree.
    """
    leads = np.bincount(manager[manager != NOBODY], minlength=len(posts)) > 0
    alone = (manager == NOBODY) & ~leads
    if alone.all():
        return posts, links, manager
    for meaning in ("unit", "level"):
        if meaning in posts.cells:
            alone &= np.array([not cell for cell in posts.cells[meaning]])
    keep = np.flatnonzero(~alone)
    if not alone.any():
        return posts, links, manager
    notes.append(f"left out, with their ties: {posts.counted(np.flatnonzero(alone))} without manager, "
                 "reports, unit or level")
    new = np.full(len(posts) + 1, NOBODY)
    new[keep] = np.arange(len(keep))  # the last entry stays NOBODY, so NOBODY maps to itself
    return posts.only(keep), links.only(keep, len(posts)), new[manager[keep]]


def _depths(posts: Posts, manager: np.ndarray) -> np.ndarray:
    """Level of every post below its head; UserError if the line is absurdly long."""
    depth = depths(manager)
    if depth.max() > DEEPEST:
        post = int(depth.argmax())
        raise UserError(f"{posts.where(post)}: {posts.ids[post]!r} is {depth[post]} levels below its head, "
                        f"but at most {DEEPEST} are read; check the managers above it")
    return depth


def _compare_levels(posts: Posts, depth: np.ndarray, given: bool, notes: list[str]) -> None:
    """Note several heads, and stated levels that disagree with the reporting line (which wins)."""
    heads = np.flatnonzero(depth == 0)
    if len(heads) > 1:
        notes.append(f"heads: {posts.counted(heads)} without a manager, each the head of a tree of their own")
    level = stated_levels(posts)
    if not given or level is None:
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
    """The file's informal ties, or generated ones if it has none."""
    ties = links.ties(len(posts))
    if len(ties.neighbour) or len(posts) < 2:
        return ties
    ties = informal_ties(unit, depth, manager, seed=seed)
    notes.append(f"informal ties: none in the file; {len(ties.neighbour)} generated with seed {seed}, mostly "
                 "within units")
    return ties


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
    columns = [map(printable, table.columns[need_column(table, meaning)]) for meaning in ("unit", "needs")]
    for i, pair in enumerate(zip(*columns, strict=True)):
        for name in pair:
            if name not in code:
                raise UserError(f"{table.where(i)}: unit {name!r} has no posts{nearest(name, names)}")
        pairs.add((code[pair[0]], code[pair[1]]))
    return np.array(sorted(pairs), np.int32).reshape(-1, 2)
