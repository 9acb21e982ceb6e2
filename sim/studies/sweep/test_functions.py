"""Test functions, whose answers are known: to try the tools on before they are trusted with a question.

In a study file, instead of a scenario: ``model: ishigami``.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

A, B = 7.0, 0.1
"""Constants of :func:`ishigami`."""


def ishigami(values: Mapping[str, Any], seed: int) -> dict[str, float]:
    """``y`` = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, without luck; x1, x2 and x3 from -pi to pi (Ishigami &
    Homma 1990).

    >>> ishigami({"x1": 0.0, "x2": math.pi / 2, "x3": 1.0}, seed=1)
    {'y': 7.0}
    """
    x1, x2, x3 = (float(values[name]) for name in ("x1", "x2", "x3"))
    return {"y": math.sin(x1) + A * math.sin(x2) ** 2 + B * x3**4 * math.sin(x1)}


def line(values: Mapping[str, Any], seed: int) -> dict[str, float]:
    """``y`` = 3 a - 2 b + a c, and luck with a standard deviation of 0.1; ``same`` is always 5.  What else is
    varied does nothing.

    Over 0 to 1 of each the mean effects are 3.5 of a, -2 of b and 0.5 of c.
    """
    a, b, c = (float(values.get(name, 0.0)) for name in ("a", "b", "c"))
    return {"y": 3.0 * a - 2.0 * b + a * c + 0.1 * _luck(values, seed), "same": 5.0}


def planted_box(values: Mapping[str, Any], seed: int) -> dict[str, float]:
    """``harm`` is about 80 where pressure is above 0.6, support below 0.4 and team is not west, else about
    20; luck of 10 either way.

    What else is varied does nothing; a factor left out counts as inside the box.
    """
    inside = values.get("pressure", 1.0) > 0.6 and values.get("support", 0.0) < 0.4 and values.get(
        "team", "east") != "west"
    return {"harm": (80.0 if inside else 20.0) + 10.0 * _luck(values, seed)}


def _luck(values: Mapping[str, Any], seed: int) -> float:
    """A standard normal number, another for each seed and point."""
    point = zlib.crc32(repr(sorted(values.items())).encode())
    return float(np.random.default_rng([seed, point]).standard_normal())


FUNCTIONS: dict[str, Callable[[Mapping[str, Any], int], dict[str, float]]] = {
    "ishigami": ishigami, "line": line, "planted-box": planted_box}
"""By the names that a study file knows."""

CODE = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=16).hexdigest()
"""Hash of the code that runs here."""
