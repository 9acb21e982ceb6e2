"""``sim compare`` with many plans, or with a study's folder.  A door, not a room: all logic is in ``sim.analysis``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli_options import place
from sim.errors import UserError

if TYPE_CHECKING:
    from rich.console import Group

    from sim.analysis.standing import Standing
    from sim.scenario import Scenario


def of_scenarios(names: Sequence[str], asked: Callable[[str], Scenario], replications: int | None, bands: str,
                 rank_by: Sequence[str] | None, switches: bool, workers: int | None, out: Path | None, no_files: bool,
                 quiet: bool) -> tuple[Standing, Path | None]:
    """Three plans or more; ``asked`` lays the options over a scenario."""
    if switches:
        raise UserError(f"--switches compares two scenarios, and {len(names)} are given; give two, or leave it out")
    from sim.cli_progress import progress

    with progress(f"comparing {len(names)} plans", quiet=quiet) as on_progress:
        from sim.analysis.plans import compare_plans
        from sim.analysis.standing import ranked_by
        from sim.report.folder import claimed

        ranked_by(rank_by)
        plans = [asked(name) for name in names]
        with place(claimed, f"{plans[0].name}-vs-{len(plans) - 1}-plans", out, no_files) as write:
            result = compare_plans(plans, replications=replications, bands=bands, outcomes=rank_by, workers=workers,
                                   on_progress=on_progress)
            return result, write(result) if write else None


def of_study(name: str, rank_by: Sequence[str] | None, out: Path | None, no_files: bool,
             only_of_scenarios: Sequence[str]) -> tuple[Standing, Path | None]:
    """The plans of a study in its folder.  only_of_scenarios: options given that mean nothing to it."""
    folder = Path(name)
    if not (folder / "study.json").is_file():
        missing = "a folder without study.json, so not that of a study" if folder.is_dir() else "not the folder of a study"
        raise UserError(f"one scenario cannot be compared, and {name} is {missing}; give two scenarios or more, such as: "
                        "sim compare ordinary-firm culture-of-trust")
    if only_of_scenarios:
        raise UserError(f"{only_of_scenarios[0]} is for scenarios that are to be run, and {name} is a study that was lived; leave it out")
    from sim.analysis.study_plans import compare_study
    from sim.experiments import Sweep
    from sim.report.folder import claimed

    found = Sweep(folder)
    with place(claimed, f"{found.study.name}-plans", out, no_files) as write:
        result = compare_study(found, rank_by)
        return result, write(result) if write else None


def table(result: Standing, everything: bool) -> Group:
    """What the terminal shows."""
    from sim.analysis.plans import Plans
    from sim.analysis.plans_tables import plans_table
    from sim.analysis.study_plans import StudyPlans
    from sim.analysis.turns_tables import study_table

    if isinstance(result, StudyPlans):
        return study_table(result, everything)
    assert isinstance(result, Plans)
    return plans_table(result, everything)
