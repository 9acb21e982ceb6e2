"""What is calibrated, on what, and how near a point comes: parameters with sub-ranges, rows, conventions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.insight.evidence.patterns import rows
from sim.model.parameters import PARAMETERS

RANGES = {
    "acting_cost": (0.01, 0.035),
    "contact_cost": (0.0015, 0.006),
    "strain_uptake": (0.005, 0.012), "complain_usual": (0.14, 0.26), "quit_usual": (0.0010, 0.0016),
    "quality_base": (0.54, 0.58),
    "leave_usual": (0.0075, 0.0105), "civility_mean": (0.66, 0.69)}
"""Sub-ranges, in the parameters' units.  What exposure to customers takes and leaves (D01, burnout), how
often they complain (D10) and staff quit (D18, L14), and the levels that conventions fix; all are speculative,
conventions, or levels that only these rows can tell. Parameters taken from a source stay fixed."""

ROWS = {"D01": "call_centre", "L14": "call_centre", "D10": "organisations", "D18": "organisations"}
"""The rows fitted, by the study that gives them: all that may be calibrated on."""

CONVENTIONS = {"customer_satisfaction": (72.0, 2.0), "resolved_first_contact": (70.0, 3.0),
               "rude_share": (10.0, 2.0), "customer_churn": (13.0, 2.0), "absence": (5.0, 0.7),
               "occupancy": (78.0, 4.0), "burnout_share": (10.0, 3.0)}
"""What an ordinary firm is meant to be (a convention of this model, no finding), and how far its figure may
lie from it."""

FIGURES = (*ROWS, *CONVENTIONS)

Point = dict[str, float]
"""Parameters, or figures, by name."""

Fitted = tuple[Point, Point]
"""The parameters of a point, and its figures."""


def intervals() -> dict[str, tuple[float, float, float]]:
    """(target, low, high) of every figure: published, or the convention's."""
    found = {name: rows()[name] for name in ROWS}
    wrong = [name for name, row in found.items() if row.use != "calibrate"]
    if wrong:
        raise ValueError(f"{wrong} may not be calibrated on")
    published = {name: (float(row.value or 0), float(row.low or 0), float(row.high or 0)) for name,
                 row in found.items()}
    return published | {name: (meant, meant - near, meant + near) for name,
                        (meant, near) in CONVENTIONS.items()}


def scaled(points: Sequence[Point]) -> np.ndarray:
    """Parameters at -1 to 1 of their sub-ranges: float64 [points, parameters]."""
    low, high = np.array(list(RANGES.values())).T
    return 2.0 * (np.array([[point[name] for name in RANGES] for point in points]) - low) / (high - low) - 1.0


def drawn(shares: np.ndarray) -> list[Point]:
    """Points of shares (0-1) of the sub-ranges, to four significant digits."""
    return [{name: float(f"{low + (high - low) * share:.4g}") for (name, (low, high)),
             share in zip(RANGES.items(), row, strict=True)} for row in shares]


def defaults() -> Point:
    """Today's defaults."""
    return {name: PARAMETERS[name].default for name in RANGES}


def distance(figures: np.ndarray) -> np.ndarray:
    """How far figures [..., figures] lie from all targets: root mean square in halves of the intervals."""
    target, low, high = np.array([intervals()[name] for name in FIGURES]).T
    return np.sqrt(np.mean((2.0 * (figures - target) / (high - low)) ** 2, axis=-1))


def inside(figures: Point, required: Sequence[str] = FIGURES) -> bool:
    """Does every required figure lie in its interval?"""
    return all(low <= figures[name] <= high for name, (_, low, high) in intervals().items()
               if name in required)
