"""``sim compare``: two scenarios, many plans, a pilot, or a study's folder.  All logic is in
``sim.insight.plans``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.errors import UserError
from sim.cli.options import place
from sim.cli.progress import progress

if TYPE_CHECKING:
    from sim.insight.plans.pilot import Pilot
    from sim.insight.plans.result import ReportedPlans
    from sim.report.result import Comparison
    from sim.scenario import Scenario


def of_two(names: Sequence[str], asked: Callable[[str], Scenario], replications: int | None,
           members: int | None, workers: int | None, out: Path | None, no_files: bool,
           quiet: bool) -> tuple[Comparison, Path | None]:
    """Two scenarios; ``asked`` lays the options over a scenario."""
    with progress(f"comparing {Path(names[0]).stem} with {Path(names[1]).stem}", quiet=quiet) as on_progress:
        from sim.insight.plans.pair import compare

        one, other = map(asked, names)
        with place(f"{one.name}-vs-{other.name}", out, no_files) as write:
            result = compare(one, other, replications=replications, members=members, workers=workers,
                             on_progress=on_progress)
            return result, write(result)


def of_scenarios(names: Sequence[str], asked: Callable[[str], Scenario], replications: int | None,
                 members: int | None, rank_by: Sequence[str] | None, switches: bool, workers: int | None,
                 out: Path | None, no_files: bool, quiet: bool) -> tuple[ReportedPlans, Path | None]:
    """Three plans or more."""
    if switches:
        raise UserError(f"--switches compares two scenarios, and {len(names)} are given; give two, or leave "
                        "it out")
    with progress(f"comparing {len(names)} plans", quiet=quiet) as on_progress:
        from sim.insight.plans.compare import compare_plans
        from sim.insight.plans.comparison import ranked_by

        ranked_by(rank_by)
        plans = [asked(name) for name in names]
        with place(f"{plans[0].name}-vs-{len(plans) - 1}-plans", out, no_files) as write:
            result = compare_plans(plans, replications=replications, members=members, outcomes=rank_by,
                                   workers=workers, on_progress=on_progress)
            return result, write(result)


def of_pilot(names: Sequence[str], unit: str, asked: Callable[[str], Scenario], replications: int | None,
             members: int | None, others: Sequence[bool], workers: int | None, out: Path | None,
             no_files: bool, quiet: bool) -> tuple[Pilot, Path | None]:
    """Two scenarios, the second tried in one unit.  others: were --rank-by, --switches given?"""
    if len(names) != 2:
        raise UserError(f"--pilot tries one plan against one scenario, and {len(names)} are given; give two, "
                        f"such as: sim compare ordinary-firm culture-of-trust --pilot {unit!r}")
    given = [name for name, said in zip(("--rank-by", "--switches"), others, strict=True)
             if said]
    if given:
        raise UserError(f"{given[0]} and --pilot do not go together; leave one of them out")
    with progress(f"trying {Path(names[1]).stem} in {unit}", quiet=quiet) as on_progress:
        from sim.insight.plans.pilot import pilot

        one, plan = map(asked, names)
        with place(f"{one.name}-pilot-{plan.name}", out, no_files) as write:
            result = pilot(one, plan, unit, replications=replications, members=members, workers=workers,
                           on_progress=on_progress)
            return result, write(result)


def of_study(name: str, rank_by: Sequence[str] | None, out: Path | None, no_files: bool,
             only_of_scenarios: Sequence[str]) -> tuple[ReportedPlans, Path | None]:
    """The plans of a study in its folder.  only_of_scenarios: options given that mean nothing to it."""
    folder = Path(name)
    if not (folder / "study.json").is_file():
        missing = ("a folder without study.json, so not that of a study" if folder.is_dir()
                   else "not the folder of a study")
        raise UserError(f"one scenario cannot be compared, and {name} is {missing}; give two scenarios or "
                        "more, such as: sim compare ordinary-firm culture-of-trust")
    if only_of_scenarios:
        raise UserError(f"{only_of_scenarios[0]} is for scenarios that are to be run, and {name} is a study "
                        "that was run; leave it out")
    from sim.insight.plans.study import compare_study
    from sim.studies.sweep import Sweep

    found = Sweep(folder)
    with place(f"{found.study.name}-plans", out, no_files) as write:
        result = compare_study(found, rank_by)
        return result, write(result)
