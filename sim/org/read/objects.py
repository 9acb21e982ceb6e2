"""Organisations from pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.base.errors import UserError
from sim.base.tables.table import Table
from sim.org.mapping import Mapping, validated
from sim.org.organisation import Organisation
from sim.org.read import understood
from sim.org.read.source import Source, text

if TYPE_CHECKING:
    import pandas as pd


def from_frames(nodes: pd.DataFrame, edges: pd.DataFrame | None, services: pd.DataFrame | None,
                mapping: Mapping | dict[str, Any] | None, name: str) -> Organisation:
    """See :meth:`sim.org.organisation.Organisation.from_frames`."""
    if isinstance(mapping, dict):
        mapping = validated(Mapping, mapping, "mapping")
    posts = _table(nodes, "the frame of nodes")
    ties = None if edges is None else _table(edges, "the frame of edges")
    served = None if services is None else _table(services, "the frame of services")
    return understood(Source(name, posts, ties, served), mapping).organisation


def _table(frame: pd.DataFrame, source: str) -> Table:
    """A frame's columns as text, its index too if that has a name."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise UserError(f"{source} is {type(frame).__name__}, not a pandas DataFrame; give "
                        f"pandas.DataFrame(...)")
    known = frame.reset_index() if frame.index.name is not None else frame
    names = [str(column) for column in known.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UserError(f"{source} has two columns {twice!r}; rename or remove one of them")
    columns = {name: [text(value) for value in known.iloc[:, i].astype(object).tolist()]
               for i, name in enumerate(names)}
    return Table(source, columns, range(len(known)), "row")
