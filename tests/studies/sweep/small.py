"""Studies that are done in seconds."""

from pathlib import Path
from typing import Any

from sim.studies.sweep import Study

FIRM = {"organisation": {"people": 40}, "days": 10, "start": {"settle_days": 0}}
MODELS = Path(__file__).with_name("models.py")


def study(**changed: Any) -> Study:
    """Two factors, 3 x 3 points and the base, 4 replications: 40 cells, of which some are one run."""
    given = {"title": "small", "scenario": FIRM, "design": {"kind": "grid"}, "replications": 4,
             "factors": {"presence_hours": [2.0, 4.0, 8.0],
                         "punishment_severity": {"low": 0.0, "high": 1.0, "steps": 3}}}
    return Study.from_dict(given | changed)


def own(function: str, **changed: Any) -> Study:
    """A study of one of the models in models.py."""
    given = {"model": "own", "factors": {"x": {"low": 0.0, "high": 1.0, "steps": 10}},
             "design": {"kind": "grid"}, "outcomes": ["y"], "replications": 4}
    return Study.from_dict(given | changed).with_model(named(function))


def named(function: str) -> str:
    """How ``--model`` names it."""
    return f"{MODELS}:{function}"
