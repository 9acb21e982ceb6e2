"""A cell as a number."""

from __future__ import annotations

import math


def number(cell: str) -> float:
    """A cell as a number, NaN where it is none or not finite."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
