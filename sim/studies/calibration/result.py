"""The result of a calibration: its estimates in sentences and plain data, and the files it leaves."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.base import atomic, writing
from sim.report.folder import hashes
from sim.scenario.place import HELD
from sim.studies.calibration import figures, sentences
from sim.studies.calibration.estimates import Estimates
from sim.studies.sweep.folder import ORGANISATION

FOLDER = "calibration"
"""Name of the folder within the study's."""


class Calibration(Estimates):
    """What a study's factors must be for its model to give a user's figures, in words, and as files."""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What was learned, what was not, and which figures the model cannot meet."""
        return sentences.sentences(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the draws, as plain data."""
        return {"parameters": _plain(self.parameters.reset_index()), "shares": _plain(self.shares),
                "correlations": _plain(self.correlations), "predictive": _plain(self.predictive),
                "point": self.point, "left": list(self.left), "emulated": self.emulated,
                "emulator": _plain(self.emulator.error.reset_index(drop=True)), "runs": self.runs,
                "failed": self.failed, "sentences": list(self.sentences)}

    def save(self) -> Path:
        """Write tables, draws and pictures into ``calibration`` within the study's folder.

        The folder appears whole or not at all and replaces the one before.  It holds posterior.csv (draws),
        parameters.csv, shares.csv (choices), predictive.csv, ensemble.csv (a design of further studies),
        calibrated.yaml (the scenario at the posterior's mean), posterior and predictive as pictures,
        calibration.md and calibration.json.

        Returns:
            The folder written.

        Raises:
            UserError: The folder cannot be written.
        """
        folder = self.folder / FOLDER
        advice = "the same command then resumes it: nothing is run twice"
        # the ledger has it all: the same command makes it again
        with atomic.written(folder, over=True, advice=advice) as new:
            new.mkdir()
            _fill(self, new)
        return folder


def _fill(found: Calibration, folder: Path) -> None:
    tables = {"posterior": found.samples, "parameters": found.parameters.reset_index(),
              "shares": found.shares, "predictive": found.predictive, "ensemble": found.ensemble}
    for name, frame in tables.items():
        if len(frame):
            writing.table(frame, folder / f"{name}.csv", digits="%.6g")
    if found.scenario is not None:
        its = found.scenario
        if str(its.organisation.get("path", "")).startswith(HELD):  # the study's folder has it as files
            its = its.with_(organisation={"path": f"../{ORGANISATION}"})
        _text(folder / "calibrated.yaml", its.to_yaml())
    figures.save(found, folder)
    writing.report(folder / "calibration.md", page(found))
    said = found.to_dict() | {"study": found.study.given(), "period": found.observed.period,
                              "read": list(found.observed.notes), "files": hashes(folder)}
    _text(folder / "calibration.json", json.dumps(said, indent=1, ensure_ascii=False) + "\n")


def page(found: Calibration) -> str:
    """The result on a page of Markdown."""
    title = found.study.title or found.study.name
    lines = [f"# {title}: fitted to {Path(found.observed.source).name}", "",
             *(f"- {line}" for line in found.sentences), "",
             *(f"- Read: {note}" for note in found.observed.notes), "", "![posteriors](posterior.png)", "",
             "![observed and simulated](predictive.png)", ""]
    return "\n".join(lines)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain data; what is missing is None."""
    found: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=10))
    return found
