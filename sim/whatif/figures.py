"""Numbers as the what-if pages keep and write them."""

from __future__ import annotations

DIGITS = 6
"""Significant digits of a number in a plan."""


def rounded(value: float) -> float:
    """Six significant digits, and no minus zero.

    >>> rounded(0.123456789), rounded(-0.0)
    (0.123457, 0.0)
    """
    return float(f"{value:.{DIGITS}g}") + 0.0


def written(value: float) -> str:
    """As short as it can be read back.

    >>> written(0.7), written(1200.0), written(0.0000001)
    ('0.7', '1200', '1e-07')
    """
    return f"{value:.{DIGITS}g}".replace("e+", "e")
