"""How far many runs are: one bar of Rich, in a terminal or below the cell of a notebook."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from sim.runs.pool import Progress

_EVERY = 0.2  # seconds between two drawings of a notebook's bar


def bar(console: Console | None = None, unit: str = "") -> Bar:
    """A bar that is not shown yet; it vanishes from a terminal when it is over.  unit: of what is counted, to
    say how many are done."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    counted = (MofNCompleteColumn(separator=" of "), TextColumn(unit)) if unit else ()
    return Bar(TextColumn("{task.description}", markup=False),
               BarColumn(complete_style="dark_cyan", finished_style="dark_cyan"),
               *counted, TaskProgressColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
               console=console, transient=True)


def reporter(onto: Bar, what: str) -> Progress:
    """A function to call with (done, in all), which moves the bar; what was done before the first call says
    nothing of the time left."""
    from sim.base.writing import plain

    task, begun = onto.add_task(plain(what), total=None), False

    def report(done: int, total: int) -> None:
        nonlocal begun
        if not begun:
            onto.reset(task, completed=min(done, total), total=total)
            begun = True
        onto.update(task, completed=min(done, total), total=total)

    return report


def notebook_bar(title: str) -> Progress | None:
    """A function to call with (runs done, runs in all), which draws a bar below the cell; None where no
    notebook shows it."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython.display import display

    drawing, drawn = bar(unit="runs"), 0.0
    move = reporter(drawing, title)
    shown = display(drawing, display_id=True)  # as HTML, which needs no widgets

    def report(done: int, total: int) -> None:
        nonlocal drawn
        move(done, total)
        if done >= total or time.monotonic() - drawn >= _EVERY:
            drawn = time.monotonic()
            shown.update(drawing)

    return report
