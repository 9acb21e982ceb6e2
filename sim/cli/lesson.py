"""``sim lesson``: list the lessons, and check one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.progress import progress

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A lesson file of your own")]
Run = Annotated[bool, typer.Option("--run", help="Also run it, and say whether its claims hold and its "
                                   "puzzle can be solved")]


@app.command("list", short_help="List the lessons that come with it")
def list_() -> None:
    """The lessons that come with the simulator, by name.

    Example: sim lesson list
    """
    from sim.lessons import library

    for lesson in library.bundled():
        typer.echo(f"{lesson.name:24}{lesson.question}")


@app.command("check", short_help="Check a lesson file of your own")
def check(file: File, run: Run = False) -> None:
    """Read a lesson file and say what is wrong with it, in a sentence that names file, key, value and fix.

    Example: sim lesson check my-lesson.yaml
    """
    from sim.lessons import library

    lesson = library.load(file)
    typer.echo(f"{file}: {lesson.title}. Nothing wrong with the file.")
    if not run:
        return
    from sim.lessons.steps import computed

    with progress(f"running {lesson.name}") as on_progress:
        found = computed(lesson, lambda share, what: on_progress(round(1000 * share), 1000))
    for verdict in (found.verdict(claim) for claim in lesson.claims):
        typer.echo(f"{'holds' if verdict.holds else 'DOES NOT HOLD'}: {verdict.claim.say} {verdict.words}")
    typer.echo(f"solution: {'' if found.solution.solved else 'FAILS: '}{found.solution.words}")
    for preset, tried in zip(lesson.sandbox.presets, found.presets, strict=True):
        typer.echo(f"preset {preset.title!r}: {'DOES NOT FAIL: ' if tried.solved else ''}{tried.words}")
