"""Visitors who all move a lever of the what-if page at once: how long the server takes to each one's first
guess, and what it holds.

    python -m benchmarks.sliders                    # 20 visitors, three moves each
    python -m benchmarks.sliders --visitors 60

The pages are drawn and answered as `sim app` does it, in one process, but sent to nobody: visitors bring
machines of their own, and twenty browsers on this one would be measured instead.  Linux only, as memory is
read off /proc.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import solara.server.app
from ipywidgets import Widget  # type: ignore[import-untyped]
from solara.server import kernel, kernel_context

from sim.ui import limits
from sim.ui.pages.whatif import Whole
from sim.ui.whatif.view import View
from sim.whatif.history import History
from sim.whatif.plan import Plan

MOVES = 3
STEPS = 3
PAUSE = 0.15  # seconds between two steps of a hand
WAIT = 120.0


class Visitor:
    """Somebody with the page open."""

    def __init__(self, number: int) -> None:
        self.context = kernel_context.VirtualKernelContext(id=str(number), kernel=kernel.Kernel(),
                                                           session_id=str(number))
        kernel_context.contexts[str(number)] = self.context
        with self.context:
            self.page, _ = solara.render(Whole(View(), History(Plan())), handle_error=False)

    def move(self, number: int) -> float:
        """Some steps of a lever, another one for every number, away from where it is; then it rests.  Seconds
        to the first guess."""
        with self.context:
            shown = [(widget, row) for widget in below(self.page) for row in getattr(widget, "rows", ())]
            sliders, lever = shown[number % len(shown)]
            way = 1 if lever["at"] < len(lever["said"]) // 2 else -1
            stops = [lever["at"] + way * (step + number // len(shown)) for step in range(1, STEPS + 1)]
            for stop in stops:
                event(sliders, "drag", [lever["name"], stop])
                time.sleep(PAUSE)
            event(sliders, "set", [lever["name"], stops[-1]])
        began = time.perf_counter()
        while not self.answered and time.perf_counter() - began < WAIT:
            time.sleep(0.02)
        return time.perf_counter() - began

    @property
    def answered(self) -> bool:
        """Does the page show an answer to what it is asked?"""
        standing = next(w.class_ for w in below(self.page) if str(getattr(w, "class_", "")).startswith(
            "standing"))
        return "first" in standing or "full" in standing


def below(widget: Widget) -> Iterator[Widget]:
    """A widget and all that it shows."""
    yield widget
    slots = [slot["children"] for slot in getattr(widget, "v_slots", ())]
    for child in (*getattr(widget, "children", ()),
                  *(c for s in slots for c in (s if isinstance(s, list) else [s]))):
        if isinstance(child, Widget):
            yield from below(child)


def event(widget: Widget, name: str, data: list[object]) -> None:
    """As if the browser had said so."""
    widget._handle_event(None, {"event": name, "data": data}, [])


def memory() -> float:
    """Resident, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    sys.setswitchinterval(limits.SWITCH)
    os.environ.setdefault("REACTON_FAST", "1")
    began = time.perf_counter()
    visitors = [Visitor(number) for number in range(asked.visitors)]
    print(f"{len(visitors)} pages drawn within {time.perf_counter() - began:.1f} s; {memory():.0f} MB",
          flush=True)
    for move in range(MOVES):
        waited = [float("nan")] * len(visitors)

        def one(i: int, move: int = move, waited: list[float] = waited) -> None:
            waited[i] = visitors[i].move(i + move)

        hands = [threading.Thread(target=one, args=(i,)) for i in range(len(visitors))]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        print(f"move {move + 1}: a first guess after {np.median(waited):.1f} s (median), {max(waited):.1f} s "
              f"(last); {memory():.0f} MB", flush=True)
    os._exit(0)  # what still refines answers is of no interest


if __name__ == "__main__":
    main()
