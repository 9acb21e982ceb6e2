"""A study read back: frames of its points, runs, outcomes and trajectories, also while a driver is at work;
exported too.

>>> from sim import read_study                                             # doctest: +SKIP
>>> read_study("results/care-by-fear").outcomes                            # doctest: +SKIP
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.base import atomic, writing
from sim.base.errors import UserError, nearest
from sim.model.outcomes import finite
from sim.studies.sweep import folder, segments
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.ledger import Ledger
from sim.studies.sweep.study_file import Study
from sim.studies.sweep.worker import OK

TABLES = ("runs", "points", "design", "outcomes", "trajectories")
"""What :meth:`Sweep.query` knows."""


class Sweep:
    """A study read back from its folder, also while it is being run.

    Each property is read when it is asked for first; make a new one to see what came since.

    Args:
        where: The study's folder.

    Attributes:
        folder: The study's folder.
        study: The study as it was last asked for.
        manifest: What all its runs depend on besides their parameters.
        revisions: What was asked for at the beginning and with every extension.

    Raises:
        UserError: The folder is not one of a study, or cannot be read.
    """

    def __init__(self, where: str | Path) -> None:
        self.folder = Path(where)
        said = folder.read(self.folder)
        self.study: Study = folder.study_of(self.folder)
        self.manifest: dict[str, Any] = said["manifest"]
        self.revisions: list[dict[str, Any]] = said["revisions"]

    def __repr__(self) -> str:
        return (f"<Sweep of {self.study.name!r}: {self.counts.get(OK, 0):,} runs, "
                f"{'complete' if self.complete else 'incomplete'}>")

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What the study varies."""
        return self.study.varied

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point (index point): row, its first place in the design, then its factors' values.

        Row -1 is the base scenario, run for comparison: no part of the design, so that its factors are
        missing here.
        """
        found = self._read("SELECT point, min(place) AS row, vals FROM design JOIN points USING (point) "
                           "GROUP BY point ORDER BY 2")
        values = pd.DataFrame.from_records([json.loads(row) for row in found["vals"]],
                                           columns=[f.name for f in self.factors])
        return pd.concat([found[["point", "row"]], values], axis=1).set_index("point")

    @cached_property
    def design(self) -> pd.DataFrame:
        """The design in order (index row): point, and its factors' values."""
        found = (
            self._read("SELECT place AS row, point FROM design WHERE place >= 0 ORDER BY place").set_index(
                "row"))
        return found.join(self.points.drop(columns="row"), on="point")

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a cell of the design (point and replicate): how its run went, when, where, how long; times
        are UTC."""
        found = self._read("""SELECT key, point, min(place) AS row, replicate, status, attempts, digest,
                              seconds, peak_mb, worker, started, finished, error
                              FROM cells JOIN runs USING (key) JOIN design USING (point)
                              GROUP BY point, replicate ORDER BY replicate, 3""")
        return found.assign(**{name: pd.to_datetime(found[name], unit="s", utc=True)
                               for name in ("started", "finished")})

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a run that went well: point, row, replicate, the factors' values, then every outcome
        (float64).

        An outcome that came out infinite is missing here, as one with nothing to count is; :meth:`figures`
        gives it as it came.
        """
        found = self._read("""SELECT point, min(place) AS row, replicate, outcomes
                              FROM cells JOIN runs USING (key) JOIN design USING (point)
                              WHERE status = 'ok' GROUP BY point, replicate ORDER BY replicate, 2""")
        names = self.manifest["outcomes"]
        values = finite(np.frombuffer(b"".join(found.pop("outcomes")), "<f8")).reshape(len(found), len(names))
        with_factors = found.join(self.points.drop(columns="row"), on="point")
        return pd.concat([with_factors, pd.DataFrame(values, columns=names)], axis=1)

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """The outcomes kept day by day, tidy: point, replicate, day, outcome, value (float32)."""
        return self.query("SELECT * FROM trajectories ORDER BY replicate, point, outcome, day")

    def means(self, outcome: str) -> np.ndarray:
        """The mean of an outcome over the replications of each row of the design.

        Args:
            outcome: Its name; one that the study keeps.

        Returns:
            float64 [rows], in the outcome's unit; NaN for a row of which no run went well.

        Raises:
            UserError: The study keeps no such outcome.
        """
        if outcome not in self.manifest["outcomes"]:
            raise UserError(f"{self.folder}: {outcome!r} is not among the study's "
                            f"outcomes{nearest(outcome, self.manifest['outcomes'])}")
        by_point = self.outcomes.groupby("point")[outcome].mean()
        return self.design["point"].map(by_point).to_numpy(float)

    @cached_property
    def values(self) -> dict[str, dict[str, Any]]:
        """Every point's values as they were asked for, by point."""
        return self._with(lambda ledger: dict(ledger.points()))

    def figures(self, keys: list[str]) -> dict[str, np.ndarray]:
        """Outcomes of single runs by key: float64 [outcomes] each."""
        asked = "SELECT outcomes FROM runs WHERE key = ?"
        found = self._with(lambda ledger: {
            key: ledger.db.execute(asked, (key,)).fetchone()[0] for key in keys})
        return {key: np.frombuffer(blob, "<f8") for key, blob in found.items()}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Cells of the design by status."""
        return self._with(Ledger.counts)

    @cached_property
    def digest(self) -> str:
        """blake2b over every run's key and figures: the same for the same study, whoever ran it, where and
        how often interrupted."""
        return self._with(Ledger.digest)

    @cached_property
    def wanted(self) -> pd.Series:
        """Replications each point needs, as far as is known now (index point)."""
        from sim.studies.sweep.stopping_rule import replicates

        return self._with(lambda ledger: pd.Series(replicates(self.study, ledger), name="wanted"))

    @property
    def missing(self) -> list[str]:
        """What is missing for the design to be complete, in words; empty when nothing is."""
        wanted, runs = self.wanted, self.runs
        there = runs[runs["status"] == OK].groupby("point").size().reindex(wanted.index, fill_value=0)
        failed = runs[runs["status"] != OK]
        left = int((wanted - there).clip(lower=0).sum()) - len(failed)
        said = [f"{left:,} of {int(wanted.sum()):,} runs are still to be done"] if left > 0 else []
        if len(failed):
            said.append(f"{len(failed):,} runs failed, the first at row {failed['row'].iloc[0]}, replicate "
                        f"{failed['replicate'].iloc[0]} ({failed['status'].iloc[0]})")
        return said

    @property
    def complete(self) -> bool:
        """Is every run of the design there, and well?"""
        return not self.missing

    def require_complete(self) -> None:
        """Refuse to analyse an incomplete design: what is missing is not missing at random."""
        missing = self.missing
        if missing:
            mend = "sim sweep retry" if "failed" in missing[-1] else "sim sweep run"
            raise UserError(f"{self.folder}: the design is incomplete: {'; '.join(missing)}; complete it "
                            f"with {mend} {self.folder}")

    def query(self, sql: str) -> pd.DataFrame:
        """Ask in SQL (DuckDB) of the tables runs, points, design, outcomes and trajectories, and of nothing
        else.

        Args:
            sql: One question, such as "SELECT avg(fear) FROM outcomes".

        Returns:
            The answer, a column for each expression.

        Raises:
            UserError: The question cannot be answered, or its answer is too large.
        """
        try:
            return self._answer(sql)
        except UserError as error:
            raise UserError(f"{error}; tables are {', '.join(TABLES)}") from None

    def _answer(self, sql: str) -> pd.DataFrame:
        from sim.studies.sweep.sql import answer

        asked = [name for name in TABLES if name in sql.lower()]
        tables = {name: getattr(self, name) for name in asked if name != "trajectories"}
        tables = {name: frame.reset_index() if name in ("points", "design") else frame for name,
                  frame in tables.items()}
        if "trajectories" not in asked:
            return answer(sql, tables, {})
        return answer(sql, tables | self._days(), {"trajectories": self._tidy_days()})

    def _days(self) -> dict[str, Any]:
        """What trajectories are made of: the segments, what waits to be moved to one, and whose they are."""
        import pyarrow.dataset

        asked = "SELECT key, trajectory FROM runs WHERE trajectory IS NOT NULL"
        waiting = self._with(lambda ledger: ledger.db.execute(asked).fetchall())
        files = [str(file) for file in sorted((self.folder / segments.FOLDER).glob("*.parquet"))]
        names = tuple(self.manifest["trajectories"])
        return {"_cells": self.runs[["key", "point", "replicate"]],
                "_waiting": segments.table(waiting, names), "_segments": pyarrow.dataset.dataset(files)
                if files else segments.table([], names)}

    def _tidy_days(self) -> str:
        names = ", ".join(self.manifest["trajectories"])
        union = "SELECT * FROM _waiting UNION ALL SELECT * FROM _segments"
        wide = (f"SELECT point, replicate, day, {names or 'NULL AS none'} FROM ({union}) JOIN _cells USING "
                "(key)")
        told = f"UNPIVOT ({wide}) ON {names} INTO NAME outcome VALUE value" if names else \
            f"SELECT point, replicate, day, '' AS outcome, 0.0::FLOAT AS value FROM ({wide})"
        return ("SELECT point, replicate, day, outcome, CASE WHEN isfinite(value) THEN value END AS value "
                f"FROM ({told})")

    def _with[Result](self, ask: Callable[[Ledger], Result]) -> Result:
        ledger = Ledger(self.folder, read_only=True)
        try:
            return ask(ledger)
        finally:
            ledger.close()

    def _read(self, sql: str) -> pd.DataFrame:
        return self._with(lambda ledger: pd.read_sql_query(sql, ledger.db))


def read_study(folder: str | Path) -> Sweep:
    """Read the folder of a study back, complete or not, also while it is still running.

    Args:
        folder: The folder that ``sim sweep run`` or :func:`sim.sweep` wrote, such as
            ``"results/care-by-fear"``.

    Returns:
        The study with its frames: ``points``, ``design``, ``runs``, ``outcomes`` and ``trajectories``, each
            read when first asked for.

    Raises:
        UserError: There is no such folder, or it holds no study.

    Example:
        >>> read_study("results/nowhere")
        Traceback (most recent call last):
        ...
        sim.base.errors.UserError: ...
    """
    return Sweep(folder)


def export(sweep: Sweep, out: Path, format: str = "csv") -> list[Path]:
    """Write runs, points, design, outcomes and trajectories into a new folder, which appears when it is
    whole; returns the files."""
    tables = {"runs": sweep.runs, "points": sweep.points.reset_index(), "design": sweep.design.reset_index(),
              "outcomes": sweep.outcomes}
    if sweep.manifest["trajectories"]:
        tables["trajectories"] = sweep.trajectories
    with atomic.written(out) as new:
        new.mkdir()
        for name, frame in tables.items():
            write_table(frame, new / f"{name}.{format}")
    return [out / f"{name}.{format}" for name in tables]


def write_table(frame: pd.DataFrame, file: Path) -> None:
    """One table as CSV or Parquet, as the file's ending says; numbers in CSV read back the same."""
    if file.suffix == ".csv":
        writing.table(frame, file)
    else:
        frame.to_parquet(file, index=False, compression="zstd")
