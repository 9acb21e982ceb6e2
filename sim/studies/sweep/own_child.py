"""The process that runs a model of one's own: started as a script, it loads the file, then answers one run a
line, in JSON.

It imports nothing of the simulator.  The model reads nothing from standard input, and what it prints goes to
standard error, so that it cannot disturb the answers.  A guard, forked before the model's code is loaded,
ends the whole group of processes as soon as whoever started it has gone or closed the pipe, whatever the
model is busy with.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, BinaryIO

LOADING = "SIM_LOADING_MODEL"
"""In the environment while a model's file is loaded, which must not start a study."""

_LINE, _LINES = 300, 60
_STANDARD = os.path.realpath(os.path.dirname(os.__file__))
_SIM = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
_INSTALLED = {"site-packages", "dist-packages"}


def readable(text: str) -> str:
    """A text as it is stored and shown: no control characters, no line of more than 300, the first and last
    lines of many.

    >>> readable("a\\x1b[2Jb" + "x" * 1000)[:8], len(readable("x" * 1000))
    ('a [2Jbxx', 301)
    >>> len(readable("x\\n" * 1000).split("\\n"))
    61
    """
    lines = text.rstrip().split("\n")
    if len(lines) > _LINES:
        lines = [*lines[:_LINES // 2], "...", *lines[-_LINES // 2:]]
    short = [line if len(line) <= _LINE else line[:_LINE] + "…" for line in lines]
    return "\n".join("".join(mark if mark.isprintable() else " " for mark in line) for line in short)


def is_local(file: str) -> bool:
    """Is this a file of the user's own: not of the standard library, installed, or the simulator's?"""
    path = os.path.realpath(file)
    return not (path.startswith((_STANDARD + os.sep, _SIM + os.sep)) or _INSTALLED & set(path.split(os.sep)))


class Unfit(Exception):
    """What the model did or returned, in a sentence that needs no traceback."""


class _Loaded:
    """Local files whose code is run although reading the imports did not find them."""

    def __init__(self, known: list[str]) -> None:
        self._known = {os.path.realpath(file) for file in known}
        self._seen: set[str] = set()
        self.missed = ""

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """An audit hook: every module's code goes through exec; of a compiled one, import says the file."""
        if event == "exec":
            file = getattr(args[0], "co_filename", "")
        elif event == "import":
            file = args[1] or ""
        else:
            return
        if file.endswith((".py", ".so")) and file not in self._seen:
            self._seen.add(file)
            if os.path.realpath(file) not in self._known and is_local(file):
                self.missed = file

    def check(self, main: str) -> None:
        """Refuse figures that depend on a file that is not watched."""
        if self.missed:
            raise Unfit(f"{self.missed} was run, which reading the imports of {os.path.basename(main)} does "
                        "not find, so that its changes would go unnoticed; import it by its name, from the "
                        "model's folder or from one on PYTHONPATH")


def main() -> None:
    """Load what the first line names, then answer."""
    asked, answers = _pipes()
    _guard(asked, answers)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    me, said = os.getpid(), json.loads(asked.readline())
    loaded = _Loaded(said["files"])
    function: Callable[..., Any] | None = None

    def answer(what: dict[str, Any]) -> None:
        if os.getpid() != me:  # a process that the model forked, and that came back here
            os._exit(0)
        answers.write(json.dumps(what).encode() + b"\n")
        answers.flush()

    try:
        function = _function(said, loaded)
    except BaseException as fault:
        answer({"fault": _line(fault)})
        return
    answer({} if callable(function) else {"missing": [name for name,
                                                      what in vars(sys.modules[said["name"]]).items()
                                                      if callable(what)]})
    for line in asked:
        answer(_run(function, json.loads(line), said["file"], loaded))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our ends of the pipes, moved to where the model does not meet them."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error is closed
        os.dup2(nothing, 1)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return asked, answers


def _guard(asked: BinaryIO, answers: BinaryIO) -> None:
    """Two forks, so that the guard is no child of this process, for which the model could wait."""
    middle = os.fork()
    if middle:
        os.waitpid(middle, 0)
        return
    if os.fork():
        os._exit(0)
    answers.close()
    gone = select.poll()
    gone.register(asked, 0)  # asks for nothing but the end
    gone.poll()
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _function(said: Mapping[str, Any], loaded: _Loaded) -> Any:
    """The object that is named, or None."""
    sys.path[:] = [said["root"], *sys.path, *(place for place in said["path"] if place not in sys.path)]
    sys.addaudithook(loaded)
    os.environ[LOADING] = said["file"]
    found: Any = _module(said["name"], said["file"], said["root"])
    del os.environ[LOADING]
    loaded.check(said["file"])
    for part in said["function"].split("."):
        found = getattr(found, part, None)
    return found


def _module(name: str, file: str, root: str) -> ModuleType:
    if os.path.dirname(file) != root:  # in a package, whose __init__ comes first
        return importlib.import_module(name)
    if name in sys.modules or name == "sim":
        raise Unfit(f"{name} is the name of a module that Python or the simulator brings; rename the file")
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be loaded")
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(function: Any, job: Mapping[str, Any], main: str, loaded: _Loaded) -> dict[str, Any]:
    try:
        found = figures(function(job["values"], job["seed"]), job["outcomes"])
        loaded.check(main)
    except BaseException as fault:
        return {"error": _told(fault)}
    return {"figures": found, "peak_mb": peak_mb()}


def figures(found: Any, outcomes: Sequence[str]) -> list[float]:
    """The outcomes asked for, in their order; an error says what the model should have returned."""
    if not hasattr(found, "keys") or not hasattr(found, "__getitem__"):
        raise Unfit(f"the model returned {_shown(found)}, expected outcomes by name, such as "
                    f"{{{outcomes[0]!r}: 1.5}}")
    names = list(found.keys())
    missing = [name for name in outcomes if name not in names]
    if missing:
        raise Unfit(f"the model returned no {', '.join(missing)}; it returned "
                    f"{', '.join(map(str, names[:20])) or 'nothing'}")
    return [_number(name, found[name]) for name in outcomes]


def _number(name: str, value: Any) -> float:
    if not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        raise Unfit(f"the model returned {_shown(value)} for {name}, expected a number")
    return float(value)


def _shown(value: Any) -> str:
    return "None" if value is None else f"{repr(value)[:40]} ({type(value).__name__})"


def _line(fault: BaseException) -> str:
    if isinstance(fault, SystemExit):
        return (f"it calls sys.exit({fault.code!r}) when it is imported; put that under if __name__ == "
                "'__main__':")
    told = isinstance(fault, Unfit) or type(fault).__module__.startswith("sim.")
    return readable(str(fault) if told else "".join(traceback.format_exception_only(fault)[-1:])).replace(
        "\n", " ")


def _told(fault: BaseException) -> str:
    """What went wrong in a run: a sentence, or the traceback without our own frames."""
    if isinstance(fault, SystemExit):
        return f"the model called sys.exit({readable(repr(fault.code))}) instead of returning its outcomes"
    if isinstance(fault, KeyboardInterrupt):
        return "the model raised KeyboardInterrupt instead of returning its outcomes"
    try:
        if isinstance(fault, Unfit):
            return readable(str(fault))
        trace = fault.__traceback__ and fault.__traceback__.tb_next
        return readable("".join(traceback.format_exception(type(fault), fault, trace, limit=-12)))
    except BaseException:  # an error that cannot even be told
        return type(fault).__name__


def peak_mb() -> float:
    """The most memory this process ever had: on Linux getrusage holds the starter's too."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
