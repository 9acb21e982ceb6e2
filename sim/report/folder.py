"""The output folder of a study: what was asked, with what, and what came out.

Same scenario, seed and version: the same bytes in every file.  So no file says when, where or by whom it was
made.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sim.base import atomic, imports, writing, yaml_text
from sim.model.engine.setup import Setup
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.report.result import Comparison, RunResult

RESULTS = Path("results")
"""Where numbered folders go unless another place is asked for."""

MOST_ROWS = 20_000_000
"""Rows of daily.parquet beyond which it holds the whole organisation only, not each unit."""

PACKAGES = ("python", "numpy", "numba", "mesa", "pandas", "scipy", "pyarrow", "matplotlib")
"""Whose versions a manifest names."""


class Filling(Protocol):
    """A result of the floors above, which writes what is its own; what was asked and with what is written for
    it.

    Where ``asked`` is empty (many organisations, not one), scenarios and organisation are left out.
    """

    @property
    def what(self) -> str:
        """What the manifest calls it."""

    @property
    def asked(self) -> dict[str, tuple[Scenario, Setup]]:
        """The scenarios and their setups, by side: a, b."""

    @property
    def replications(self) -> int:
        """How often each was run."""

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write into the folder; returns what the manifest should say besides."""


type Result = RunResult | Comparison | Filling


@contextmanager
def claimed(name: str, out: Path | None = None) -> Iterator[Callable[[Result], Path]]:
    """A place for results, claimed before the work starts so that nobody computes an hour for a folder that
    cannot be.

    Yields a function that writes a result there and returns the folder. ``out`` must not exist; without it
    the folder is ``results/<name>-<n>`` with the next free number. It appears under its name when it is
    whole, or not at all.
    """
    parent = RESULTS if out is None else out.parent
    with ExitStack() as stack:
        if not parent.exists():
            stack.callback(_remove_empty, parent)
        if out is None:
            folder, new = _next(stack, re.sub(r"[^\w.-]+", "-", name).strip("-.") or "scenario")
        else:
            folder, new = out, stack.enter_context(atomic.claimed(out))

        def write(result: Result) -> Path:
            try:
                new.mkdir()
                _fill(new, result)
                atomic.put(new, folder)
            except OSError as fault:
                raise atomic.unwritable(folder, fault) from None
            return folder

        yield write


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # there is something in it
        folder.rmdir()


def _next(stack: ExitStack, name: str) -> tuple[Path, Path]:
    """The folder after the highest number there is, and where to write it; what another process is writing is
    passed over."""
    pattern = re.compile(rf"{re.escape(name)}-(\d+)")
    there = [pattern.fullmatch(path.name) for path in RESULTS.iterdir()] if RESULTS.is_dir() else []
    for number in count(1 + max((int(match[1]) for match in there if match), default=0)):
        folder = RESULTS / f"{name}-{number}"
        with suppress(atomic.InUse, atomic.Taken):
            claim = atomic.claimed(folder, advice=f"{atomic.CHOOSE}, or --no-files", patience=0.0)
            return folder, stack.enter_context(claim)
    raise AssertionError  # numbers do not end


def _fill(folder: Path, result: Result) -> None:
    from sim.org.convert import write as write_organisation
    from sim.report.result import Comparison, RunResult

    if isinstance(result, RunResult | Comparison):
        what = "comparison" if isinstance(result, Comparison) else "run"
        asked = {side: (run.scenario, run.setup) for side, run in _runs(result).items()}
    else:
        what, asked = result.what, result.asked
    if asked:
        write_organisation(next(iter(asked.values()))[1].organisation, folder / "organisation")
    for side, (scenario, _) in asked.items():
        _write_text(folder / _called("scenario", side, ".yaml"), yaml_text.write(as_asked(scenario)))
    own = fill(folder, result) if isinstance(result, RunResult | Comparison) else result.fill(folder)
    manifest = {"what": what, "replications": result.replications,
                **(_manifest(asked) if asked else {}), **own,
                "versions": {"sim": installed("service-culture-sim"), "code": code_digest()}
                | {p: installed(p) for p in PACKAGES}, "files": hashes(folder)}
    _write_text(folder / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def _runs(result: RunResult | Comparison) -> dict[str, RunResult]:
    from sim.report.result import Comparison

    return {"a": result.a, "b": result.b} if isinstance(result, Comparison) else {"": result}


def fill(folder: Path, result: RunResult | Comparison) -> dict[str, Any]:
    """Write what a run or a comparison leaves; returns what the manifest should say besides."""
    from sim.report import figures
    from sim.report.page import report
    from sim.report.result import Comparison

    runs = _runs(result)
    writing.table(result.outcomes, folder / "outcomes.csv", index=True, digits="%.10g")
    with ThreadPoolExecutor(1) as beside:  # packing many days leaves Python time to draw
        daily = [beside.submit(_write_daily, folder / _called("daily", side, ".parquet"), run)
                 for side, run in runs.items()]
        if isinstance(result, Comparison):
            writing.table(result.money.months, folder / "money.csv", index=True, digits="%.10g")
        figures.save_picture(figures.figure(result), folder)
        writing.report(folder / "report.md", report(result))
    for written in daily:
        written.result()
    first = next(iter(runs.values()))
    doubt = {"members": [member.number for member in result.doubt.members]} if result.doubt else {}
    return doubt | {"daily_holds_units": daily_rows(first) <= MOST_ROWS and len(first.records[0].unit_names)
                    > 0}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _called(stem: str, side: str, suffix: str) -> str:
    return f"{stem}{'-' + side if side else ''}{suffix}"


def as_asked(scenario: Scenario) -> dict[str, Any]:
    """The scenario as a mapping that runs again from inside the folder: an organisation read from files is
    the copy there."""
    said = scenario.dump()
    if scenario.elsewhere or "path" in (said.get("organisation") or {}):
        said["organisation"] = {"path": "organisation"}
    return said


def _write_daily(path: Path, run: RunResult) -> None:
    """One row per replication, outcome, unit and day; a row group per replication, one in memory."""
    whole = daily_rows(run) > MOST_ROWS
    frames = (frame[frame["unit"] == frame["unit"].cat.categories[0]] if whole else frame
              for frame in run.daily_by_replication())
    writing.parquet(path, (frame.astype({"value": "float32"}) for frame in frames),
                    use_dictionary=["unit", "outcome"], use_byte_stream_split=["value"])


def daily_rows(run: RunResult) -> int:
    """Rows that the tidy frame of every unit has."""
    return run.replications * run.days * (1 + len(run.records[0].unit_names)) * len(run.outcomes)


def _manifest(asked: dict[str, tuple[Scenario, Setup]]) -> dict[str, Any]:
    setup = next(iter(asked.values()))[1]
    said = {side: as_asked(scenario) for side, (scenario, _) in asked.items()}
    return {
        "seed": setup.seed, "days": setup.days,
        "scenario": said.get("", said),
        "settle_days": setup.settle_days,
        "organisation": {"posts": len(setup.organisation), "units": setup.organisation.n_units,
                         "digest": setup.organisation.digest(),
                         **({"warnings": list(setup.organisation.warnings)} if setup.organisation.warnings
                            else {})},
    }


def installed(package: str) -> str:
    """The version of a package without importing it, or of Python."""
    if package == "python":
        import platform

        return platform.python_version()
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def code_digest() -> str:
    """blake2b over every source file of the simulator."""
    return imports.digest(sorted(imports.PACKAGE.rglob("*.py")))


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file in a folder, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files}

