"""What a command imports while days are run, and what it does without: for the sake of who waits."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from threading import Thread

REPORTS = ("sim.report.page", "sim.report.tables", "pandas", "pyarrow.parquet")
PICTURES = ("sim.report.notebook_figure", "matplotlib.backends.backend_agg")


def import_meanwhile(*modules: str) -> None:
    """Import in a thread: compiled days leave it time.  What fails there fails again where it is needed."""
    def work() -> None:
        with suppress(Exception):
            for module in modules:
                import_module(module)

    Thread(target=work, daemon=True).start()


def load_numba() -> None:
    """What compiled code needs of numba, without scipy's linear algebra, for which numba looks as it loads: a
    tenth of a short run, for products of matrices, which no rule has.  For a process of our own."""
    if "scipy.linalg" not in sys.modules:
        sys.modules["scipy.linalg"] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            import_module("numba.np.arraymath")
        finally:
            del sys.modules["scipy.linalg"]
