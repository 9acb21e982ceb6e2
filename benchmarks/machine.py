"""The machine, and how disturbed it was: a compiled loop whose work never changes, timed beside all else."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

import numba
import numpy as np
from llvmlite.binding import get_host_cpu_features

from sim.model.chance import philox

PACKAGES = ("numpy", "numba", "mesa")
WIDTHS = {"avx512f": 512, "avx2": 256, "sse2": 128, "neon": 128}
"""Feature of a processor -> bits that its instructions take at once, widest first."""


@numba.njit
def philox_loop(times: int) -> np.uint64:
    """So many Philox calls, each fed by the one before, so that none can be skipped."""
    word = np.uint64(1)
    for i in range(times):
        word, _, _, _ = philox(word, np.uint64(i), np.uint64(2), np.uint64(3), np.uint64(4), np.uint64(5))
    return word


class Reference:
    """Nanoseconds a Philox call, taken again and again during a run of the benchmarks."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        philox_loop(1)
        self.take()

    def take(self) -> float:
        """Time ten loops of 100,000 calls, in time of the processor; the best of them, ns a call."""
        for _ in range(10):
            began = time.process_time()
            philox_loop(100_000)
            self.taken.append(1e4 * (time.process_time() - began))
        return min(self.taken[-10:])

    def __str__(self) -> str:
        low, middle, high = min(self.taken), float(np.median(self.taken)), float(np.quantile(self.taken, 0.9))
        return (f"{low:.1f} ns a Philox call at best, {middle:.1f} in the middle, {high:.1f} at the ninth "
                f"decile: the middle {middle / low:.2f} times the best")


def processor() -> str:
    """Model of the processor, as the system names it."""
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines()
             if line.startswith("model name")] if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def described() -> list[str]:
    """Processor, cores, memory, load and versions, one line each."""
    lines = [f"{processor()}, {os.cpu_count()} cores"]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        lines[0] += f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB of memory"
    width = next((bits for feature, bits in WIDTHS.items() if get_host_cpu_features().get(feature)), 64)
    lines[0] += f", vectors of {width} bits"
    if hasattr(os, "getloadavg"):
        lines.append("load of the last minute and quarter of an hour as the page was written: "
                     f"{os.getloadavg()[0]:.1f}, {os.getloadavg()[2]:.1f}")
    lines.append(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}"
                                                                     for name in PACKAGES))
    return lines
