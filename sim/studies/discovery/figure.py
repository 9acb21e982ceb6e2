"""The picture of a region: what was traded on the way (coverage against density), and its ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.figures import GREY, INK, ORANGE, STYLE, drawing, page
from sim.studies.discovery.regions import FIRM, Region
from sim.studies.sensitivity import sentences
from sim.studies.sensitivity.maps import ramp
from sim.studies.sweep.factors import Factor

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FREE = "#E3E7E6"  # a factor's whole range


def figure(found: Region) -> Figure:
    """The page, 16:9."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        picture = page(f"Where it goes wrong: {found.heading}", _subtitle(found))
        _way(picture.add_axes((0.065, 0.115, 0.33, 0.62)), found)
        _ranges(picture.add_axes((0.58, 0.115, 0.29, 0.62)), found)
        return picture


def plot(found: Region, axes: Axes | None = None) -> Axes:
    """The limits alone, into axes of the caller's or new ones."""
    with drawing(axes, place=(0.32, 0.12, 0.44, 0.74)) as onto:
        _ranges(onto, found)
    return onto


def _subtitle(found: Region) -> str:
    stands = "" if found.stands else "  NOT SUPPORTED by trying halves of the points on each other."
    return (f"{found.title}.  {found.notes[0]}\nThe region holds {sentences.percent(found.box.coverage)} of "
            f"the bad points; {sentences.percent(found.box.density)} of its points are bad, against "
            f"{sentences.percent(found.overall)} of all.{stands}")


def _way(axes: Axes, found: Region) -> None:
    """Every box that was peeled, and the one that was taken (without the limits taken back)."""
    way = found.trajectory
    axes.plot(100 * way["coverage"], 100 * way["density"], color="#D7C3B2", linewidth=1.2, zorder=1)
    most = max(int(way["restricted"].max()), 1)
    for number in range(most + 1):
        some = way[way["restricted"] == number]
        shade = ramp(ORANGE)(0.18 + 0.72 * number / most)
        axes.scatter(100 * some["coverage"], 100 * some["density"], s=30, color=shade, edgecolor="white",
                     linewidth=0.6, zorder=2)
    axes.axvline(100 * found.coverage, color=GREY, linewidth=1.0, linestyle=(0, (4, 3)), zorder=0)
    spot = (100 * found.box.coverage, 100 * found.box.density)
    axes.scatter(*spot, s=170, facecolor="none", edgecolor=INK, linewidth=1.8, zorder=4)
    left = found.box.coverage > 0.6
    axes.annotate("this one", spot, xytext=(-14 if left else 14, -4), textcoords="offset points", fontsize=11,
                  fontweight="bold", ha="right" if left else "left", va="center")
    axes.set_xlim(0.0, 103.0)
    axes.set_ylim(0.0, 105.0)
    axes.set_xlabel("coverage: % of the bad points that it holds", fontsize=10.5)
    axes.set_ylabel("density: % of its points that are bad", fontsize=10.5)
    axes.tick_params(length=0, labelsize=9.5)
    axes.grid(color="#F1F1F1", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title("Smaller is denser, and holds less", loc="left", fontsize=12.5, fontweight="bold", pad=26)
    axes.annotate(f"darker: more factors restricted, up to {most}.  Dashed: coverage asked for", (0.0, 1.0),
                  xycoords="axes fraction", xytext=(0, 9), textcoords="offset points", fontsize=9.5,
                  color=GREY)


def _ranges(axes: Axes, found: Region) -> None:
    """A line for each factor that is restricted: its whole range in grey, what is left of it in orange."""
    kept = found.table[found.table["kept"]]
    places = {factor.name: i for i, factor in enumerate(found.factors)}
    for y, (_, row) in enumerate(kept.iterrows()):
        i = places[str(row["factor"])]
        _line(axes, y, found.factors[i], row, found.box.limits[i])
        firm = row["halves"] >= FIRM
        said = f"{sentences.percent(row['halves'])} of halves"
        for text, x, right, down, size, colour, side in ((str(row["factor"]), 0.0, -12, 0, 11, INK, "right"),
                                                         (said, 1.0, 12, 0, 10, INK if firm else ORANGE,
                                                          "left")):
            axes.annotate(text, (x, y), xycoords=axes.get_yaxis_transform(), xytext=(right, down),
                          textcoords="offset points", ha=side, va="center", fontsize=size, color=colour,
                          annotation_clip=False)
    if kept.empty:
        axes.text(0.5, 0.5, "no limit is supported by the data", ha="center", transform=axes.transAxes,
                  fontsize=12, color=GREY)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(max(len(kept), 5) - 0.4, -0.6)
    axes.axis("off")
    axes.set_title("Where it is", loc="left", fontsize=12.5, fontweight="bold", pad=26)
    axes.annotate("orange: inside; grey: the whole range; right: how many halves restrict it too", (0.0, 1.0),
                  xycoords="axes fraction", xytext=(0, 9), textcoords="offset points", fontsize=9.5,
                  color=GREY, annotation_clip=False)


def _line(axes: Axes, y: int, factor: Factor, row: Any, limit: Any) -> None:
    if isinstance(limit, frozenset):
        _choices(axes, y, factor, limit)
        return
    low, high = factor.low, factor.high
    ends = [low if row["low"] != row["low"] else row["low"], high if row["high"] != row["high"]
            else row["high"]]
    start, end = ((value - low) / (high - low) for value in ends)
    end, start = max(end, start + 0.012), min(start, 0.988)
    axes.barh(y, 1.0, height=0.22, color=_FREE, linewidth=0)
    axes.barh(y, end - start, left=start, height=0.34, color=ORANGE, alpha=0.92, linewidth=0)
    for x, value, limited in ((0.0, low, False), (1.0, high, False), (start, row["low"], True),
                              (end, row["high"], True)):
        if value == value:
            axes.annotate(sentences.spoken(float(value)), (x, y), xytext=(0, 17 if limited else -17),
                          textcoords="offset points", ha="center", va="center", fontsize=11 if limited else 9,
                          fontweight="bold" if limited else "normal", color=INK if limited else GREY)


def _choices(axes: Axes, y: int, factor: Factor, limit: frozenset[int]) -> None:
    """A cell for each choice, orange where it lies in the region."""
    wide = 1.0 / len(factor.values)
    for place, value in enumerate(factor.values):
        inside = place in limit
        axes.barh(y, wide * 0.97, left=place * wide, height=0.34, color=ORANGE if inside else _FREE,
                  alpha=0.92, linewidth=0)
        said = str(value) if len(str(value)) <= 42 * wide else str(value)[:max(int(42 * wide) - 1, 1)] + "…"
        axes.text((place + 0.485) * wide, y, said, ha="center", va="center", fontsize=10, color="white"
                  if inside else GREY)
