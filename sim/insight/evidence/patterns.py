"""The published patterns, and how each of them is computed: ``patterns.csv``, ``rows.yaml``."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base.errors import UserError, nearest
from sim.insight.evidence.statistics import STATISTICS

HERE = Path(__file__).parent

Figure = float | np.ndarray
"""What a statistic gives: one number, or one for each part of a statement (float64 [parts])."""


@dataclass(frozen=True)
class Row:
    """One published statement and how it is computed.

    use: 'input', 'calibrate' or 'validate'.  value, low, high: published, missing (None) where there is none.
    study, frame, statistic, arguments: of simulated people; or experiment; or input, the name of a figure fed
    in.  signs: of the parts of a statement without interval; of one with an interval, of the parts after the
    figure.  flip: the model's figure is turned round.  real: where measured rows come from.  imposed: why it
    does not count, '' for emergent rows.  informed: which change its failure suggested, '' for most.
    explains: why the model lies where it lies.
    """

    id: str
    use: str
    unit: str
    statement: str
    says: str
    value: float | None
    low: float | None
    high: float | None
    source: str
    how_sure: str
    study: str
    frame: str
    statistic: str
    arguments: dict[str, Any]
    experiment: str
    input: str
    signs: tuple[int, ...]
    flip: bool
    real: dict[str, Any]
    imposed: str
    informed: str
    explains: str

    @property
    def emergent(self) -> bool:
        """Is it neither fed in nor written in by one rule or the mapping alone?"""
        return not self.imposed and self.use != "input"

    @property
    def counts(self) -> bool:
        """Does it judge the model?  A row that suggested a change of it does not."""
        return self.emergent and self.use == "validate" and not self.informed

    @property
    def only_signs(self) -> bool:
        """Is the statement about signs alone, without a published figure?"""
        return bool(self.signs) and self.value is None


@cache
def rows() -> dict[str, Row]:
    """Every row by id, in the order of the file."""
    import yaml

    how = yaml.safe_load((HERE / "rows.yaml").read_text(encoding="utf-8"))
    with (HERE / "patterns.csv").open(encoding="utf-8", newline="") as file:
        return {said["id"]: _row(said, how[said["id"]]) for said in csv.DictReader(file)}


def _row(said: dict[str, str], how: dict[str, Any]) -> Row:
    statistic, arguments = how.get("statistic", ("", {}))
    signs = how.get("sign", ())
    number = {name: float(said[name]) if said[name] else None for name in ("value", "low", "high")}
    return Row(
        id=said["id"], use=said["use"], unit=said["unit"], statement=said["statement"],
        says=said["statistic"], source=said["source"],
        how_sure=said["how_sure"], study=how.get("study", ""), frame=how.get("frame", ""),
        statistic=statistic, arguments=arguments,
        experiment=how.get("experiment", ""), input=how.get("input", ""), signs=tuple(signs)
        if isinstance(signs, list) else (signs,) if signs else (), flip=bool(how.get("flip", False)),
        real=how.get("real", {}), imposed=how.get("imposed", ""), informed=how.get("informed", ""),
        explains=how.get("explains", ""), **number)


def chosen(ids: Sequence[str] | None) -> list[Row]:
    """The rows asked for, or all."""
    known = rows()
    if not ids:
        return list(known.values())
    for name in ids:
        if name not in known:
            raise UserError(f"row {name!r} is not among the evidence{nearest(name, known)}")
    return [row for name, row in known.items() if name in ids]


def computed(row: Row, frames: dict[str, pd.DataFrame]) -> Figure:
    """The row's statistic of these frames."""
    figure = STATISTICS[row.statistic](frames[row.frame], **row.arguments)
    return -figure if row.flip else figure
