"""``docs/columns.md``: the names that the readers of organisations and of figures know."""

from __future__ import annotations

from sim.insight.describe.markdown import MADE, table
from sim.org.read import columns
from sim.studies.calibration import names

_INTRO = """\
# Columns

The names that columns of an organisation's files have, by meaning, the most telling first; see
[organisations.md](organisations.md). Capitals, accents, spaces, punctuation and remarks in brackets do not
matter: `Employee_ID`, `employee id` and `EmployeeID` are one. A column of nothing but placeholders is none.
"""

_FIGURES = """\

## Columns of figures

What files of figures call their columns, for `sim calibrate` and *my numbers* on the what-if page; see
[studies.md](studies.md#fit-it-to-my-own-figures-calibration).
"""
_OUTCOMES = """\

An outcome is meant by its name, its label (English or German), or one of these:
"""
_NONE = """\

These are well known and no outcome:
"""


def page() -> str:
    """The whole page."""
    figures, outcomes, others = names.page()
    parts = [MADE.format(source="sim/org/read/columns.py and sim/studies/calibration/names.py"), _INTRO,
             table(("meaning", "accepted", "without it"), columns.declared(columns.MEANINGS)), _FIGURES,
             table(("meaning", "accepted", "without it"), figures), _OUTCOMES,
             table(("outcome", "usual names"), outcomes), _NONE, table(("name", "which"), others)]
    return "\n".join(parts) + "\n"
