"""Studies that are done in seconds, and models that do not need the simulator."""

import os
import time
from typing import Any

from sim.experiments import Study

FIRM = {"organisation": {"people": 40}, "days": 10, "start": {"settle_days": 0}}
MODEL = "tests.experiments.small"


def study(**changed: Any) -> Study:
    """Two factors, 3 x 3 points and the base, 4 replications: 40 cells, of which some are one run."""
    given = {"title": "small", "scenario": FIRM, "design": {"kind": "grid"}, "replications": 4,
             "factors": {"presence_hours": [2.0, 4.0, 8.0], "punishment_severity": {"low": 0.0, "high": 1.0, "steps": 3}}}
    return Study.from_dict(given | changed)


def own(function: str, **changed: Any) -> Study:
    """A study of one of the models below."""
    given = {"model": f"{MODEL}:{function}", "factors": {"x": {"low": 0.0, "high": 1.0, "steps": 10}}, "design": {"kind": "grid"},
             "outcomes": ["y"], "replications": 4}
    return Study.from_dict(given | changed)


def plain(values: dict[str, Any], seed: int) -> dict[str, float]:
    return {"y": values["x"] + seed / 2**32}


def slow(values: dict[str, Any], seed: int) -> dict[str, float]:
    time.sleep(0.02)
    return plain(values, seed)


def fails_above_half(values: dict[str, Any], seed: int) -> dict[str, float]:
    if values["x"] > 0.5 and not os.path.exists(os.environ.get("MENDED", "/nowhere")):
        raise ValueError(f"x is {values['x']}")
    return plain(values, seed)


def dies_at_one(values: dict[str, Any], seed: int) -> dict[str, float]:
    if values["x"] == 1.0:
        os._exit(9)
    return plain(values, seed)
