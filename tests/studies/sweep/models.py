"""Models of one's own, which do not need the simulator."""

import ctypes
import math
import os
import re
import signal
import sys
import time
from typing import Any


def plain(values: dict[str, Any], seed: int) -> dict[str, float]:
    return {"y": values["x"] + seed / 2**32}


def slow(values: dict[str, Any], seed: int) -> dict[str, float]:
    time.sleep(0.02)
    return plain(values, seed)


def fails_above_half(values: dict[str, Any], seed: int) -> dict[str, float]:
    if values["x"] > 0.5 and not os.path.exists(os.environ.get("MENDED", "/nowhere")):
        raise ValueError(f"x is {values['x']}")
    return plain(values, seed)


def dies_at_one(values: dict[str, Any], seed: int) -> dict[str, float]:
    if values["x"] == 1.0:
        os._exit(9)
    return plain(values, seed)


def hangs_at_one(values: dict[str, Any], seed: int) -> dict[str, float]:
    while values["x"] == 1.0:
        pass
    return plain(values, seed)


def hangs_in_c(values: dict[str, Any], seed: int) -> dict[str, float]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return {"y": float(re.match(r"(a+)+$", "a" * 60 + "b") is None)}


def calls(values: dict[str, Any], seed: int) -> Any:
    """Does or returns what the value says, for tests of what must not disturb anybody; a path behind it is
    made first."""
    what, _, mark = values["x"].partition(" at ")
    if mark:
        open(mark, "x").close()
    return WHAT[what]()


def _raises(fault: BaseException) -> None:
    raise fault


def _prints() -> dict[str, float]:
    print("printed")
    os.write(1, b"written\n")
    os.system("echo said")
    return {"y": len(sys.stdin.read())}


def _forks() -> dict[str, float]:
    if os.fork() == 0:
        time.sleep(0.05)
    return {"y": 4.0}


def _gone_with_a_child_left() -> None:
    if os.fork() == 0:
        time.sleep(600)
    os._exit(3)


WHAT = {
    "exit": lambda: sys.exit(3), "interrupt": lambda: _raises(KeyboardInterrupt()),
    "long": lambda: _raises(ValueError("x" * 5_000_000)),
    "many lines": lambda: _raises(ValueError("line\n" * 100_000)),
    "control": lambda: _raises(ValueError("a\x1b[31mb\u202ec")),
    "os._exit": lambda: os._exit(9), "segfault": lambda: ctypes.string_at(0),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "terminated": lambda: os.kill(os.getpid(), signal.SIGTERM), "left": _gone_with_a_child_left,
    "list": lambda: [1.0], "nothing": lambda: None, "text": lambda: {"y": "3"}, "none": lambda: {"y": None},
    "other": lambda: {"z": 1.0},
    "inf": lambda: {"y": math.inf}, "-inf": lambda: {"y": -math.inf}, "nan": lambda: {"y": math.nan},
    "bool": lambda: {"y": True},
    "whole": lambda: {"y": 3}, "prints": _prints, "forks": _forks,
    "hangs": lambda: hangs_at_one({"x": 1.0}, 1),
}
