"""``docs/columns.md``: the names of columns that the reader of organisations knows."""

from __future__ import annotations

from sim.insight.describe.markdown import MADE, table
from sim.org.read import columns

_INTRO = """\
# Columns

The names that columns of an organisation's files have, by meaning, the most telling first; see
[organisations.md](organisations.md). Capitals, accents, spaces, punctuation and remarks in brackets do not
matter: `Employee_ID`, `employee id` and `EmployeeID` are one. A column of nothing but placeholders is none.
"""


def page() -> str:
    """The whole page."""
    parts = [MADE.format(source="sim/org/read/columns.py"), _INTRO,
             table(("meaning", "accepted", "without it"), columns.page())]
    return "\n".join(parts) + "\n"
