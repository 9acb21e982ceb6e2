"""The command ``sim``: it parses, calls and prints.  Heavy libraries are imported by the commands that need
them.

Exit codes: 0 done, 2 a mistake that the message names and helps to mend, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from sim.base import paths
from sim.base.errors import UserError
from sim.cli import app as app_command
from sim.cli import (
    calibrate,
    evidence,
    interaction,
    lesson,
    plans,
    publish,
    show,
    spread,
    streams,
    studies,
    sweep,
)
from sim.cli import org as cli_org
from sim.cli.options import (
    Days,
    Json,
    Mapping,
    NoFiles,
    Org,
    Out,
    ScenarioName,
    Seed,
    Workers,
    check,
    place,
    tell,
)
from sim.cli.options import asked as asked_for
from sim.cli.progress import Interrupted, progress

OVERVIEW = """\
Simulate service culture: how leaders' care, trust and fear reach the customer.

  sim run                                     a year of an ordinary firm
  sim run culture-of-fear --days 50           ten weeks of another scenario
  sim compare ordinary-firm culture-of-trust  two or more, under the same luck
  sim explain ordinary-firm culture-of-trust  why they end differently
  sim spread SCENARIO --from POST --levers X  how far one leader's change goes
  sim evidence                                compared with published findings
  sim sweep run care-by-fear                  a study of many runs, resumable
  sim sensitivity results/care-by-fear        which factors of a study matter
  sim calibrate STUDY FIGURES.csv             fit a study to your own figures
  sim publish results/care-by-fear            a study as a paper's supplement
  sim reproduce care-by-fear.zip              run it again and compare
  sim list                                    the bundled scenarios and studies
  sim show levers                             what leaders can set
  sim show day                                what happens in a working day
  sim show interaction                        one contact under the microscope
  sim org build my-firm --people 120          an organisation in files, to edit
  sim run --org my-firm                       run it, or one from your own files
  sim app                                     all of it on pages in the browser

Every command explains itself: sim run --help.
For conversation, not for prediction.
"""

app = typer.Typer(name="sim", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
                  context_settings={"help_option_names": ["-h", "--help"]})
app.add_typer(sweep.app, name="sweep", short_help="Run studies of many runs, resumable")
app.add_typer(lesson.app, name="lesson", short_help="List lessons, and check one of your own")
app.add_typer(cli_org.app, name="org", short_help="Check, generate and convert organisations")
show.app.command("interaction")(interaction.interaction)
app.add_typer(show.app, name="show", short_help="Show what the model consists of")

Replications = Annotated[int | None, typer.Option("--replications", "-r", metavar="N",
                                                  help="Runs with different luck")]
All = Annotated[bool, typer.Option("--all", help="Show every outcome, not only the headlines")]
Switches = Annotated[bool, typer.Option("--switches", help="Show the difference under either side of every "
                                        "contested finding, by members that take it")]
Members = Annotated[int | None, typer.Option("--members", metavar="N",
                                             help="Sets of believable assumptions to run under besides, for "
                                             "the likely range; 0: luck alone")]
OutcomeName = Annotated[str, typer.Option("--outcome", metavar="NAME",
                                          help="Outcome to explain (see sim show outcomes)")]
NoLevers = Annotated[bool, typer.Option("--no-levers", help="By path only, not by lever: less work")]
Pairs = Annotated[int | None, typer.Option("--replications", "-r", metavar="N",
                                           help="Pairs of runs with different luck [default: 6]")]
Compared = Annotated[list[str], typer.Argument(metavar="SCENARIO", show_default=False,
                                               help="Two or more, the first the one compared with; or "
                                               "instead the folder of a study")]
RankBy = Annotated[list[str] | None, typer.Option("--rank-by", metavar="OUTCOME",
                                                  help="Outcome to rank many plans by [default: "
                                                  "customer_satisfaction and net_value]")]
PilotIn = Annotated[str | None, typer.Option("--pilot", metavar="UNIT",
                                             help="Try the second scenario's levers in one unit")]
A = Annotated[str, typer.Argument(help="Scenario A: the one compared with", show_default=False)]
B = Annotated[str, typer.Argument(help="Scenario B: what would be different?", show_default=False)]


@app.callback(invoke_without_command=True, help=OVERVIEW.replace("\n\n", "\n\n\b\n"))
def overview(context: typer.Context,
             version: Annotated[bool, typer.Option("--version", help="Print the version")] = False,
             allow: Annotated[list[Path] | None, typer.Option(
                 "--allow", metavar="PATH", help="Folder or file outside the folder of a "
                 "scenario or study, which that may name")] = None) -> None:
    """What there is; ``sim`` alone says it, and so does ``sim --help``."""
    paths.allow(*(allow or ()), anew=True)
    if version:
        import sim

        typer.echo(f"sim {sim.__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(OVERVIEW, nl=False)


@app.command(short_help="Run one scenario many times")
def run(
    scenario: ScenarioName = "ordinary-firm", org: Org = None, mapping: Mapping = None, days: Days = None,
    replications: Replications = None, seed: Seed = None, out: Out = None, workers: Workers = None,
    everything: All = False, as_json: Json = False, no_files: NoFiles = False, members: Members = 0,
) -> None:
    """Run one scenario many times: a table, a picture and a folder of results.

    With --members 20 it is run under 20 sets of believable assumptions too, which gives the likely range.

    Example: sim run ordinary-firm --days 50 --replications 4
    """
    with progress(f"running {_short(scenario)}", quiet=as_json) as on_progress:
        from sim.runs.study import run as run_study

        check(days, replications, seed, workers)
        asked = asked_for(scenario, org, mapping, days, seed)
        with place(asked.name, out, no_files) as write:
            result = run_study(asked, replications=replications, members=members or 0, workers=workers,
                               on_progress=on_progress)
            folder = write(result)
    from sim.report.tables import run_table

    tell(result, folder, as_json, lambda: run_table(result, everything), picture="figure.png")


@app.command(short_help="Compare scenarios under the same luck")
def compare(
    scenarios: Compared, org: Org = None, mapping: Mapping = None, days: Days = None,
    replications: Replications = None, seed: Seed = None, out: Out = None, workers: Workers = None,
    everything: All = False, as_json: Json = False, no_files: NoFiles = False, switches: Switches = False,
    members: Members = None, rank_by: RankBy = None, pilot: PilotIn = None,
) -> None:
    """Compare scenarios in paired worlds: the same customers on the same days, so the difference is the
    policy's.

    Below the table it says what B costs or brings in money, and how much of what goes wrong reaches the
    leaders.

    With three plans or more each is compared with the first: places that claim no more than the data
    separate, money, and the regret of choosing each. A study's folder instead says which of its plans is
    better, and where that turns.

    Every difference has two ranges: luck, of the mean over pairs, and likely, over 20 sets of believable
    assumptions (--members 100 takes all there are, --members 0 none); and it says what it hinges on.

    With --pilot the levers of the second are tried in one unit: what that shows beside its neighbours, what
    it does in truth, and what it would do everywhere.

    Example: sim compare ordinary-firm culture-of-trust --replications 4
    """
    check(days, replications, seed, workers)
    asked = partial(asked_for, org=org, mapping=mapping, days=days, seed=seed)
    result: Any
    quiet = as_json
    if pilot is not None:
        others = [bool(rank_by), switches]
        result, folder = plans.of_pilot(scenarios, pilot, asked, replications, members, others, workers, out,
                                        no_files, quiet)
    elif len(scenarios) == 1:
        given = {"--org": org, "--mapping": mapping, "--days": days, "--replications": replications,
                 "--seed": seed, "--workers": workers, "--switches": switches or None, "--members": members}
        result, folder = plans.of_study(scenarios[0], rank_by, out, no_files,
                                        [name for name, value in given.items() if value is not None])
    elif len(scenarios) > 2:
        result, folder = plans.of_scenarios(scenarios, asked, replications, members, rank_by, switches,
                                            workers, out, no_files, quiet)
    else:
        if rank_by:
            raise UserError("--rank-by is for three plans or more, or for a study; two scenarios are "
                            "compared by every outcome")
        result, folder = plans.of_two(scenarios, asked, replications, members, workers, out, no_files, quiet)

    def table() -> Any:
        from sim.report.tables import compare_table

        return (result.table(everything) if hasattr(result, "table")
                else compare_table(result, everything, switches))

    tell(result, folder, as_json, table, picture="figure.png")


@app.command(short_help="Explain why two scenarios end differently")
def explain(
    a: A, b: B, outcome: OutcomeName = "customer_satisfaction", no_levers: NoLevers = False, org: Org = None,
    mapping: Mapping = None, days: Days = None, replications: Pairs = None, seed: Seed = None,
    out: Out = None, workers: Workers = None, as_json: Json = False, no_files: NoFiles = False,
) -> None:
    """Explain a difference: how much of it is due to being valued, trust, fear, talk and skill, and which
    levers bring it about.

    Groups of mechanisms are switched off in both scenarios, in every combination, and the difference is
    divided among them.

    Example: sim explain culture-of-fear culture-of-trust --days 60 --replications 4
    """
    with progress(f"explaining {_short(b)} against {_short(a)}", quiet=as_json) as on_progress:
        from sim.insight.attribution.explain import REPLICATIONS
        from sim.insight.attribution.explain import explain as explain_study

        check(days, replications, seed, workers)
        one, other = (asked_for(name, org, mapping, days, seed) for name in (a, b))
        with place(f"{one.name}-to-{other.name}", out, no_files) as write:
            result = explain_study(one, other, outcome, replications=replications or REPLICATIONS,
                                   levers=not no_levers, workers=workers, on_progress=on_progress)
            folder = write(result)
    from sim.insight.attribution.report import explain_table

    tell(result, folder, as_json, lambda: explain_table(result), picture="figure.png")


app.command("app", short_help="Open the pages in the browser")(app_command.app)
app.command("evidence", short_help="Compare the model with published findings")(evidence.evidence)
app.command("spread", short_help="See how far one leader's change spreads")(spread.spread)
app.command("sensitivity", short_help="Say which factors of a study matter")(studies.sensitivity)
app.command("emulate", short_help="Make an emulator of a study")(studies.emulate)
app.command("publish", short_help="Publish a study as a paper's supplement")(publish.publish)
app.command("reproduce", short_help="Run a paper's supplement again and compare")(publish.reproduce)
app.command("calibrate", short_help="Fit a study to your own figures")(calibrate.calibrate)


@app.command("list", short_help="List the scenarios and studies that come with it")
def list_(as_json: Json = False) -> None:
    """The scenarios and studies that come with the simulator.

    Example: sim list
    """
    show.bundled(as_json)


def _short(name: str) -> str:
    return Path(name).stem


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; the last line says what went wrong."""
    streams.prepare()
    code, said = _ended(args)
    if said:
        from sim.base.writing import plain

        with suppress(OSError):
            print(plain(said), file=sys.stderr)
    streams.end()
    sys.exit(code)


def _ended(args: Sequence[str] | None) -> tuple[int, str]:
    try:
        code = app(args=args, prog_name="sim", standalone_mode=False)
        sys.stdout.flush()
        return code or 0, _interrupted() if code == 130 else ""  # Typer swallows some interruptions
    except UserError as mistake:
        return 2, f"error: {mistake}"
    except typer.TyperException as mistake:
        # a group without a command: that is a question, not a mistake
        if mistake.format_message().startswith("Usage:"):
            typer.echo(mistake.format_message())
            return 0, ""
        where = getattr(getattr(mistake, "ctx", None), "command_path", "sim")
        return 2, f"error: {mistake.format_message().rstrip('.')}; see {where} --help"
    except (KeyboardInterrupt, Interrupted, typer.Abort) as stop:
        return 130, _interrupted(str(stop))
    except BrokenPipeError:
        return 1, ""
    except MemoryError:
        return (2, "error: this does not fit into memory; try --workers 1, fewer replications or a smaller "
                "organisation")
    except OSError as fault:
        return (2, f"error: {fault.filename or 'a file'}: {fault.strerror or fault}; check permissions and "
                "free space")


def _interrupted(kept: str = "") -> str:
    return f"interrupted; {kept or 'nothing was written'}"
