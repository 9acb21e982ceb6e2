"""How far a command is: a bar with the time left, a plain line now and then where nobody watches, nothing with --json.

It goes to the error stream, so that what a command says can be piped.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]

_EVERY = 10.0  # seconds between two plain lines
_PATIENCE = 2.0  # seconds before the first


class Interrupted(Exception):
    """Ctrl-C, with a text that says what is kept: Typer would drop that of a KeyboardInterrupt."""


@contextmanager
def progress(what: str, quiet: bool = False) -> Iterator[Progress]:
    """Yields a function to call with (days done, days in all)."""
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
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(complete_style="dark_cyan", finished_style="dark_cyan"),
               TaskProgressColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        said = False

        def report(done: int, total: int) -> None:
            nonlocal said
            if not said and _cold():
                bar.console.print(COMPILING)
            said = True
            bar.update(task, completed=min(done, total), total=total)

        yield report


def _lines(what: str) -> Progress:
    began = due = 0.0
    before = 0

    def report(done: int, total: int) -> None:
        nonlocal began, due, before
        now = time.monotonic()
        if done == 0 and _cold():
            print(COMPILING, file=sys.stderr, flush=True)
        if not began and done > 0:  # what came before, compiling and settling, says nothing about what is to come
            began, due, before = now, now + _PATIENCE, done
        if now < due or not before < done < total:
            return
        due = now + _EVERY
        left = (now - began) * (total - done) / (done - before)
        print(f"{what}: {100 * done // total} %, about {left:.0f} s left", file=sys.stderr, flush=True)

    return report


COMPILING = "compiling the engine (once, about 20 s) ..."


def _cold() -> bool:
    from sim.jit import cold

    return cold()
