"""Small studies of models whose answers are known, lived by the path that every study takes."""

from collections.abc import Callable
from math import pi
from typing import Any

import pytest

from sim.studies.sweep import Study, Sweep, sweep

UNIT = {"low": 0.0, "high": 1.0}
ISHIGAMI = {"title": "Ishigami's function", "model": "ishigami", "outcomes": ["y"], "replications": 1,
            "factors": {name: {"low": -pi, "high": pi} for name in ("x1", "x2", "x3")}}
LINE = {"title": "A line with luck", "model": "line", "outcomes": ["y", "same"], "replications": 4,
        "factors": dict.fromkeys("abcde", UNIT)}

Live = Callable[..., Sweep]


@pytest.fixture(scope="session")
def live(tmp_path_factory) -> Live:
    """live(said, **changed): the study, lived in this process; the same one only once."""
    lived: dict[str, Sweep] = {}

    def live(said: dict[str, Any], **changed: Any) -> Sweep:
        data = said | changed
        name = repr(sorted(data.items()))
        if name not in lived:
            lived[name] = sweep(Study(**data), tmp_path_factory.mktemp("studies") / "study", workers=1)
        return lived[name]

    return live


@pytest.fixture
def half(tmp_path) -> Callable[[dict[str, Any]], Sweep]:
    """A study that was interrupted, so that not all of it is there."""

    def half(data: dict[str, Any]) -> Sweep:
        def stop(done: int, total: int) -> None:
            if done > total // 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            sweep(Study(**data), tmp_path / "half", workers=1, on_progress=stop)
        return Sweep(tmp_path / "half")

    return half
