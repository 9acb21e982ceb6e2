"""A figure that shows itself where it stands at the end of a notebook's cell, without pyplot and without a word to the notebook."""

from __future__ import annotations

from io import StringIO

from matplotlib import rc_context
from matplotlib.figure import Figure


class Slide(Figure):
    """A page of :func:`sim.report.figures.page`."""

    def _repr_svg_(self) -> str:
        """What a notebook shows: no wider than the notebook's column, sharp at any size."""
        from sim.report.figures import STYLE

        text = StringIO()
        with rc_context(STYLE):
            self.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        return text.getvalue()
