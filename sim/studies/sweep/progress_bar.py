"""A progress bar for notebooks."""

from __future__ import annotations

import sys
import time
from html import escape
from typing import Any

from sim.runs.pool import Progress

_EVERY = 0.2  # seconds between two redrawings


def notebook_bar(title: str) -> Progress | None:
    """A function to call with (runs done, runs in all), which draws a bar below the cell; None where no notebook shows it."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython.display import HTML, display

    handle: Any = display(HTML(_bar(title, 0, 0, 0.0)), display_id=True)
    began, drawn, before = time.monotonic(), 0.0, -1

    def report(done: int, total: int) -> None:
        nonlocal drawn, before
        now = time.monotonic()
        before = done if before < 0 else before
        if done < total and now - drawn < _EVERY:
            return
        drawn = now
        left = (now - began) * (total - done) / (done - before) if done > before else 0.0
        handle.update(HTML(_bar(title, done, total, left)))

    return report


def _bar(title: str, done: int, total: int, left: float) -> str:
    said = f"{done:,} of {total:,} runs" + (f", about {left:.0f} s left" if left >= 1.0 and done < total else "")
    return (f"<div role='status'>{escape(title)}: <progress value='{done}' max='{max(total, 1)}' style='width: 20em; "
            f"accent-color: #00796B'></progress> {said}</div>")
