"""The picture of the start page: an organisation in which warmth spreads from its middle.  It shows no run."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

_RINGS = ((5, 62), (22, 118), (78, 172))    # posts and radius
_SIDE = 400


@cache
def emblem() -> str:
    """An SVG; its colours are the style sheet's, by the variable --warm (0 worse, 100 better)."""
    rings = [[(0.0, 0.0, 0.0)], *([_post(i, count, radius) for i in range(count)] for count, radius in _RINGS)]
    lines, dots = [], []
    for level, ring in enumerate(rings):
        for i, (x, y, angle) in enumerate(ring):
            dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{(11, 7.5, 5, 3.2)[level]}" style="--warm: {_warmth(level, angle):.0f}"/>')
            if level:
                above = rings[level - 1]
                upper = above[i * len(above) // len(ring)]
                lines.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{upper[0]:.1f}" y2="{upper[1]:.1f}"/>')
    half = _SIDE / 2
    return f'<svg viewBox="{-half:.0f} {-half:.0f} {_SIDE} {_SIDE}" aria-hidden="true">{"".join(lines)}{"".join(dots)}</svg>'


def _post(i: int, count: int, radius: float) -> tuple[float, float, float]:
    angle = 2 * pi * (i + 0.5) / count
    return radius * sin(angle), -radius * cos(angle), angle


def _warmth(level: int, angle: float) -> float:
    """All warm in the middle; outside, the side of one leader stays cold."""
    cold = max(0.0, cos(angle - 0.7 * pi)) ** 2
    return 100 - cold * (10, 62, 90, 100)[level]
