"""What a calibration leaves in its study's folder: tables, draws, pictures, a page, and files to go on with."""

from __future__ import annotations

import json
from pathlib import Path

from sim.base import atomic, writing
from sim.report.folder import hashes
from sim.studies.calibration import figures
from sim.studies.calibration.result import Calibration

FOLDER = "calibration"
"""Name of the folder within the study's."""


def write(found: Calibration) -> Path:
    """Write everything into ``calibration`` within the study's folder, which appears whole or not at all and replaces the one before.

    posterior.csv (draws), parameters.csv, shares.csv (choices), predictive.csv, ensemble.csv (a design of further studies), calibrated.yaml
    (the scenario at the posterior's mean), posterior and predictive as pictures, calibration.md, calibration.json.
    """
    folder = found.folder / FOLDER
    advice = "give the same command again then: nothing is run twice"
    with atomic.written(folder, over=True, advice=advice) as new:  # the ledger has it all: the same command makes it again
        new.mkdir()
        _fill(found, new)
    return folder


def _fill(found: Calibration, folder: Path) -> None:
    tables = {"posterior": found.samples, "parameters": found.parameters.reset_index(), "shares": found.shares,
              "predictive": found.predictive, "ensemble": found.ensemble}
    for name, frame in tables.items():
        if len(frame):
            writing.table(frame, folder / f"{name}.csv", digits="%.6g")
    if found.scenario is not None:
        _text(folder / "calibrated.yaml", found.scenario.to_yaml())
    figures.save(found, folder)
    writing.report(folder / "calibration.md", page(found))
    said = found.to_dict() | {"study": found.study.given(), "period": found.observed.period, "files": hashes(folder)}
    _text(folder / "calibration.json", json.dumps(said, indent=1, ensure_ascii=False) + "\n")


def page(found: Calibration) -> str:
    """The result on a page of Markdown."""
    title = found.study.title or found.study.name
    lines = [f"# {title}: fitted to {Path(found.observed.source).name}", "", *(f"- {line}" for line in found.sentences), "",
             "![posteriors](posterior.png)", "", "![observed and simulated](predictive.png)", ""]
    return "\n".join(lines)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
