"""What ``sim sweep`` prints."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from sim.base import paths
from sim.base.errors import UserError
from sim.base.writing import console as terminal
from sim.cli.streams import say_json
from sim.studies.sweep.factors import Factor
from sim.studies.sweep.forecast import Outlook, Progressed, duration, failures

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from sim.studies.sweep.frames import Sweep
    from sim.studies.sweep.replay import Replayed

MOST_SHOWN = 40
"""Rows of a table in the terminal; --out writes all."""

_MOST_FACTORS = 12


def show_outlook(found: Outlook, as_json: bool) -> None:
    """A study before it is run."""
    study = found.study

    varied = study.varied
    if as_json:
        say_json({"study": study.name, "design": study.design.kind,
                  "factors": [factor.name for factor in varied], "rows": found.rows, "points": found.points,
                  "runs": found.runs, "runs_at_most": found.most, "seconds_a_run": found.seconds,
                  "workers": found.workers, "hours": found.hours, "refused": found.refused or None})
        return
    console = terminal()
    _head(console, study.title or study.name, study.question)
    table = _table("factor", "from", "to", "unit")
    for factor in varied[:_MOST_FACTORS]:
        table.add_row(factor.name, *_range(factor), factor.unit)
    console.print(table)
    if len(varied) > _MOST_FACTORS:
        console.print(f"  ... and {len(varied) - _MOST_FACTORS} more", style="dim")
    most = f", at most {found.most:,}" if found.most > found.runs else ""
    console.print(f"{study.design.kind}: {found.rows:,} rows, {found.points:,} different points; "
                  f"{found.runs:,} runs{most}")
    if found.seconds is None or found.hours is None:
        console.print(f"no run was timed: the study's model, {study.model}, is only a label; give the "
                      "function with --model FILE.py:function", soft_wrap=True)
        return
    console.print(f"a run takes {duration(found.seconds)} here; all of them about "
                  f"{duration(3600 * found.hours)} on {found.workers} "
                  f"worker{'s' if found.workers > 1 else ''}")
    if found.refused:
        console.print(f"it cannot be run: {found.refused}", style="bold dark_orange3")


def show_status(now: Progressed, as_json: bool) -> None:
    """How far a study is."""
    if as_json:
        say_json(now.to_dict())
        return
    sweep, console = now.sweep, terminal()
    _head(console, sweep.study.title or sweep.study.name, sweep.study.question)
    state = ("complete" if sweep.complete else f"running: process {now.running['pid']} on "
             f"{now.running['host']}, since {duration(time.time() - now.running['since'])} ago" if now.running
             else "all runs ended, some failed" if now.done >= now.wanted else "stopped")
    left = "" if now.left is None or sweep.complete else f", about {duration(now.left)} left"
    console.print(f"{state}{left}", style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    ok = now.counts.get("ok", 0)
    grid.add_row("runs", f"{ok:,} of {now.wanted:,} done" + (f", {now.done - ok:,} failed" if now.done > ok
                                                             else ""))
    if len(sweep.runs):
        memory = sweep.runs["peak_mb"].max()
        grid.add_row("a run takes", duration(float(sweep.runs["seconds"].mean()))
                     + (f", {memory:,.0f} MB at most" if memory > 0 else ""))
    grid.add_row("digest", sweep.digest)
    grid.add_row("folder", str(sweep.folder))
    console.print(grid)
    for kind, many, text in failures(sweep)[:5]:
        console.print(f"{many:,} {kind}: {text}", style="bold dark_orange3")
    if now.done > ok:
        console.print(f"their tracebacks: sim sweep query {sweep.folder} \"SELECT * FROM runs WHERE status "
                      f"<> 'ok'\"; run them again: sim sweep retry {sweep.folder}")
    elif not sweep.complete and not now.running:
        console.print(f"resume it: sim sweep run {sweep.folder}")


def show_replayed(sweep: Sweep, found: list[Replayed], as_json: bool) -> None:
    """Runs replayed."""
    same = sum(one.same for one in found)
    if as_json:
        say_json({"runs": len(found), "same": same, "furthest": max(one.furthest for one in found),
                  "different": [one.key for one in found if not one.same]})
        return
    console = terminal()
    if len(found) == 1:
        one, names = found[0], sweep.manifest["outcomes"]
        point = ", ".join(f"{name} {value}" for name, value in one.values.items()) or "the base"
        console.print(f"run {one.key}: replicate {one.replicate} of {point}")
        table = _table("outcome", "then", "now")
        for name, then, now in zip(names, one.then, one.now, strict=True):
            table.add_row(name, f"{then:.6g}", f"{now:.6g}")
        console.print(table)
    for one in found:
        if not one.same:
            console.print(f"{one.key}: differs, by {one.furthest:.2g} of an outcome at most",
                          style="bold dark_orange3")
    console.print(f"{same} of {len(found)} run{'s' if len(found) > 1 else ''} came out the same, byte for "
                  "byte")


def show_frame(frame: pd.DataFrame, out: Path | None, as_json: bool) -> None:
    """An answer: its first rows, or all into a file."""
    if out is not None:
        from sim.studies.sweep.frames import write_table

        paths.local(out)
        if out.suffix not in (".csv", ".parquet"):
            raise UserError(f"--out {out} ends in {out.suffix or 'nothing'}; give a file that ends in .csv "
                            "or .parquet")
        beside = out.with_name(f".{out.stem}.part{out.suffix}")
        write_table(frame, beside)
        beside.replace(out)
        typer.echo(out)
        return
    if as_json:
        typer.echo(frame.to_json(orient="records", date_format="iso"))
        return
    table = _table(*map(str, frame.columns))
    for row in frame.head(MOST_SHOWN).itertuples(index=False):
        table.add_row(*map(_cell, row))
    console = terminal()
    console.print(table)
    if len(frame) > MOST_SHOWN:
        console.print(f"{MOST_SHOWN} of {len(frame):,} rows; --out FILE.csv writes all", style="dim")


def _cell(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else "" if value is None else str(value)


def _range(factor: Factor) -> tuple[str, str]:
    if factor.values:
        shown = ", ".join(map(str, factor.values))
        return (shown if len(shown) <= 40 else f"{len(factor.values)} values"), ""
    return f"{factor.low:g}", f"{factor.high:g}"


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _head(console: Console, title: str, question: str) -> None:
    console.print(f"\n{title}", style="bold")
    if question:
        console.print(question, style="dim")

