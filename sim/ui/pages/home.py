"""The start page: what this is, where to go, and a picture of an organisation in which warmth spreads from
its middle (it shows no run).
"""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

import solara

from sim.ui.tags import heading, icon, paragraph, route, tag
from sim.ui.words import t

_RINGS = ((5, 62), (22, 118), (78, 172))    # posts and radius
_SIDE = 400


@cache
def emblem() -> str:
    """An SVG; its colours are the style sheet's, by the variable --warm (0 worse, 100 better)."""
    rings = [[(0.0, 0.0, 0.0)], *([_post(i, count, radius) for i in range(count)] for count,
                                  radius in _RINGS)]
    lines, dots = [], []
    for level, ring in enumerate(rings):
        for i, (x, y, angle) in enumerate(ring):
            dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{(11, 7.5, 5, 3.2)[level]}" style="--warm: '
                        f'{_warmth(level, angle):.0f}"/>')
            if level:
                above = rings[level - 1]
                upper = above[i * len(above) // len(ring)]
                lines.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{upper[0]:.1f}" y2="{upper[1]:.1f}"/>')
    half = _SIDE / 2
    return (f'<svg viewBox="{-half:.0f} {-half:.0f} {_SIDE} {_SIDE}" '
            f'aria-hidden="true">{"".join(lines)}{"".join(dots)}</svg>')


def _post(i: int, count: int, radius: float) -> tuple[float, float, float]:
    angle = 2 * pi * (i + 0.5) / count
    return radius * sin(angle), -radius * cos(angle), angle


def _warmth(level: int, angle: float) -> float:
    """All warm in the middle; outside, the side of one leader stays cold."""
    cold = max(0.0, cos(angle - 0.7 * pi)) ** 2
    return 100 - cold * (10, 62, 90, 100)[level]


DOORS = {"whatif": "tune", "organisation": "graph-outline", "lessons": "school-outline",
         "about": "information-outline"}


@solara.component
def Page() -> None:
    """A sentence, two buttons, a picture and four doors."""
    solara.Title(t("shell.product"))
    with tag("section", classes="hero"):
        with tag("div"):
            heading(1, t("home.title"))
            paragraph(t("home.lead"), "lead")
            with tag("div", classes="actions"):
                route("/whatif", t("home.start"), "button first")
                route("/lessons", t("home.teach"), "button")
        solara.HTML(tag="div", unsafe_innerHTML=emblem(), classes=["emblem"])
    with tag("ul", classes="doors"):
        for name, picture in DOORS.items():
            with tag("li"), route(f"/{name}", (), "door card"):
                icon(picture)
                heading(2, t(f"nav.{name}"))
                paragraph(t(f"home.{name}"))
