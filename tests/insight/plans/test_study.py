"""Plans of a study: worlds are the other factors' points."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from sim import Scenario
from sim.base.errors import UserError
from sim.insight.plans.study import StudyPlans, compare_study
from sim.report.folder import claimed
from sim.studies.sweep.factors import Factor

SPAN = Factor("span_of_control", "number", 4.0, 16.0)
VENTING = Factor("venting", "choice", 0.0, 1.0, ("toxic", "cathartic"))
PLANS = ("canned-training", "ordinary-firm", "care-first")


def plan_factor(*plans: str) -> Factor:
    return Factor("scenario", "choice", 0.0, 1.0, plans, default="ordinary-firm")


def study_of(replicates: int = 4, seeds: str = "paired", drop: int = 0, crossed: bool = True,
             other: tuple[Factor, ...] = (SPAN, VENTING), **columns: float) -> SimpleNamespace:
    """What a study leaves, in which care-first is better by 8 less a point for each report, up to the width
    of luck."""
    luck = np.random.default_rng(5)
    worlds = [{"span_of_control": span, "venting": side} for span in np.linspace(4.0, 16.0, 13)
              for side in VENTING.values]
    asked = [{factor.name: world[factor.name] for factor in other} for world in (worlds if other else [{}])]
    asked = [dict(pair) for pair in dict.fromkeys(tuple(world.items()) for world in asked)]
    rows = [{"scenario": plan, **world} for k, world in enumerate(asked) for i, plan in enumerate(PLANS)
            if crossed or k % 3 == i]
    design = pd.DataFrame(rows)
    design.insert(0, "point", [f"{i:04x}" for i in range(len(rows))])
    shared, found = luck.normal(size=replicates), []
    for row, point in design.iterrows():
        for r in range(replicates):
            effect = {"care-first": 8.0 - point.get("span_of_control", 10.0), "canned-training": -20.0,
                      "ordinary-firm": 0.0}
            value = 70.0 + shared[r] + effect[point["scenario"]] + 0.1 * luck.normal()
            found.append({**point, "row": row, "replicate": r, "customer_satisfaction": value} | columns)
    base = {**rows[0], "point": "ffff", "row": -1, "replicate": 0, "customer_satisfaction": 0.0} | columns
    outcomes = pd.DataFrame([base, *found[:len(found) - drop]])
    study = SimpleNamespace(plans={plan: Scenario.load(plan) for plan in PLANS}, seeds=seeds,
                            name="tournament")
    return SimpleNamespace(folder=Path("results/tournament"), factors=(plan_factor(*PLANS), *other),
                           design=design, outcomes=outcomes, study=study, digest="abc",
                           require_complete=lambda: None)


@pytest.fixture(scope="module")
def found() -> StudyPlans:
    return compare_study(study_of())


def test_the_base_plan_is_the_one_compared_with_and_worlds_are_paired(found: StudyPlans):
    assert found.names == ("ordinary-firm", "canned-training", "care-first") and found.ranked == (
        "customer_satisfaction",)
    assert found.values.shape == (13 * 2 * 4, 3, 1) and found.points == 26 and found.left_out == 0
    assert found.samples.shape == (4, 3, 1)
    effect = (found.values[:, 2] - found.values[:, 0])[:, 0]
    np.testing.assert_allclose(effect, 8.0 - found.worlds["span_of_control"], atol=1.0)
    assert found.effects.loc[("care-first", "customer_satisfaction"), "difference"] == pytest.approx(
        -2.0, abs=0.1)
    assert found.effects.loc[("care-first", "customer_satisfaction"), "counted"] == 4


def test_regret_is_over_every_world(found: StudyPlans):
    regret = found.regret.loc["customer_satisfaction"]
    assert regret["counted"].tolist() == [104] * 3
    assert regret["worst"].to_dict() == pytest.approx({"ordinary-firm": 4.0, "canned-training": 24.0,
                                                       "care-first": 8.0}, abs=0.6)
    assert regret.at["care-first", "beats"] == pytest.approx(4.5 / 13, abs=0.04)


def printed(found: StudyPlans) -> str:
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(found.table())
    return console.export_text()


def test_folder_json_and_terminal(found: StudyPlans, tmp_path: Path):
    with claimed("x", tmp_path / "out") as write:
        write(found)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"plans.csv", "pairs.csv", "ranking.csv", "regret.csv", "figure.png", "report.md"} <= names
    assert not {"scenario-a.yaml", "organisation"} & names
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["study_digest"] == "abc"
    assert "## Regret" in (tmp_path / "out" / "report.md").read_text()
    assert max(map(len, printed(found).splitlines())) <= 80
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["points"] == 26
    assert told["ranked"]["customer_satisfaction"]["regret"]["care-first"]["worst"] > 7


def test_plans_alone_are_one_point():
    alone = compare_study(study_of(other=()))
    assert alone.points == 1 and len(alone.values) == alone.replications == 4


def test_worlds_without_every_plan_are_left_out_and_said():
    short = compare_study(study_of(drop=1))
    assert short.left_out == 1 and len(short.values) == 103 and short.replications == 4 - 1
    assert "1 world left out: not every plan was run there" in printed(short)


@pytest.mark.parametrize(("study", "said"), [
    (study_of(crossed=False), "no world of this study was run under every plan"),
    (study_of(seeds="independent"), "its seeds are independent"),
    (SimpleNamespace(folder="x", factors=(SPAN,)), "this study compares no plans"),
])
def test_refusals(study, said: str):
    with pytest.raises(UserError, match=said):
        compare_study(study)


def test_refuses_what_was_not_measured_or_is_incomplete():
    with pytest.raises(UserError, match="net_value was not measured in this study; it has "
                       "customer_satisfaction"):
        compare_study(study_of(), ["net_value"])
    unfinished = study_of()

    def missing() -> None:
        raise UserError("3 runs are missing")

    unfinished.require_complete = missing
    with pytest.raises(UserError, match="3 runs are missing"):
        compare_study(unfinished)
