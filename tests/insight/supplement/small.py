"""A study small enough to run in a moment, and looks into an archive."""

import zipfile
from pathlib import Path

from sim.insight.supplement import tables

WORLD = {"organisation": {"people": 20}, "days": 5, "start": {"settle_days": 0}}
TINY = {"title": "A tiny study", "question": "Does care beat fear?", "scenario": WORLD,
        "factors": {"presence_hours": [2, 8], "punishment_severity": [0, 1]}, "design": {"kind": "grid"},
        "replications": 2}


def texts(path: Path) -> str:
    """All that stands in an archive, as text; tables spelt out."""
    with zipfile.ZipFile(path) as zipped:
        return "\n".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())


def outcomes_file(place: Path) -> Path:
    return place / f"{tables.OUTCOMES}.parquet"
