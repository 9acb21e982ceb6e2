"""How far a command is: a bar with the time left, a plain line now and then where nobody watches, nothing
with --json.

It goes to the error stream, so that what a command says can be piped.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

Progress = Callable[[int, int], None]

_EVERY = 10.0  # seconds between two plain lines
_PATIENCE = 2.0  # seconds before the first
_LINES = 10  # of a long command: the longer it takes, the longer between two


class Interrupted(Exception):
    """Ctrl-C, with a text that says what is kept: Typer would drop that of a KeyboardInterrupt."""


@contextmanager
def progress(what: str, quiet: bool = False) -> Iterator[Progress]:
    """Yields a function to call with (days done, days in all)."""
    _load_numba()
    try:
        if quiet:
            yield lambda done, total: None
        elif sys.stderr.isatty():
            with _bar(what) as report:
                yield report
        else:
            yield _lines(what)
    except KeyboardInterrupt as stop:
        raise Interrupted(str(stop)) from None


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from sim.base.writing import console as terminal
    from sim.runs.progress import bar, reporter

    with bar(terminal(stderr=True)) as shown:
        yield _compiling_first(reporter(shown, what), shown.console.print)


def _lines(what: str) -> Progress:
    from sim.base.writing import plain

    what = plain(what)
    began = due = 0.0
    before = 0

    def report(done: int, total: int) -> None:
        nonlocal began, due, before
        now = time.monotonic()
        # what came before, compiling and settling, says nothing about what is to come
        if not began and done > 0:
            began, due, before = now, now + _PATIENCE, done
        if now < due or not before < done < total:
            return
        due = now + max(_EVERY, (now - began) / _LINES)
        left = (now - began) * (total - done) / (done - before)
        _say(f"{what}: {100 * done // total} %, about {left:.0f} s left")

    return _compiling_first(report, _say)


def _compiling_first(report: Progress, say: Callable[[str], None]) -> Progress:
    """Says before the first report that the engine is about to be compiled, where it is."""
    said = False

    def after(done: int, total: int) -> None:
        nonlocal said
        if not said and (compiling := _compiling()):
            say(compiling)
        said = True
        report(done, total)

    return after


def _say(line: str) -> None:
    with suppress(OSError):  # nobody reads it any more: no reason to stop the work
        print(line, file=sys.stderr, flush=True)


def _compiling() -> str:
    """What to say before the first run, which compiles the engine; '' where that was done before."""
    from sim.model.jit import CACHE, cold

    if not cold():
        return ""
    if CACHE is None:
        return ("compiling the engine (about 20 s, each time: no folder to keep it in can be written; name "
                "one in NUMBA_CACHE_DIR) ...")
    return "compiling the engine (once, about 20 s) ..."


def _load_numba() -> None:
    """What compiled code needs of numba, without scipy's linear algebra, for which numba looks as it loads: a
    tenth of a short run, for products of matrices in compiled code, of which the engine has none."""
    if "scipy.linalg" not in sys.modules:
        sys.modules["scipy.linalg"] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            import_module("numba.np.arraymath")
        finally:
            del sys.modules["scipy.linalg"]
