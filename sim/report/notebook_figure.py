"""A figure that a notebook shows at the end of a cell, without pyplot or any setting."""

from __future__ import annotations

from io import StringIO
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure


class Slide(Figure):
    """A page of :func:`sim.report.figures.page`, drawn in a style."""

    def __init__(self, style: Any, **settings: Any) -> None:
        super().__init__(**settings)
        self.style = style

    def _repr_svg_(self) -> str:
        """What a notebook shows: no wider than the notebook's column, sharp at any size."""
        text = StringIO()
        with rc_context(self.style):
            self.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        return text.getvalue()
