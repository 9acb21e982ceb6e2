"""Whatever stands in a study file, it becomes a study or one sentence that names file, key, value and
remedy."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.base.yaml_text import parse
from sim.model.outcomes import OUTCOME, PANELS
from sim.scenario import Scenario
from sim.studies.sweep.design import rows
from sim.studies.sweep.study_file import Study

REST = "factors: {presence_hours: full}\ndesign: {kind: grid}\n"
WRONG = {
    "": "is empty; a study is a mapping with 'factors' and 'design'",
    "[1]": "is a list, not a mapping; a study is",
    "design: {kind: grid}": "factors is missing",
    "factors: {presence_hours: full}": "design is missing",
    "factors: {}\ndesign: {kind: grid}": "factors is empty; name at least one factor",
    "factors: [presence_hours]\ndesign: {kind: grid}": "factors is ['presence_hours'], expected a mapping of "
    "factors",
    REST + "factor: 1": "factor is not known here; did you mean factors?",
    REST + "title: 3": "title is 3, expected text",
    REST + "days: 0": "days is 0, expected a whole number between 1 and 25000",
    REST + "seed: x": "seed is 'x', expected a whole number",
    REST + "seeds: pared": "seeds is 'pared', expected one of paired, independent",
    REST + "timeout: 0": "timeout is 0, expected a number between",
    REST + "replications: 0": "replications is 0, expected a whole number",
    REST + "replications: many": "replications is 'many', expected a number, or {until: OUTCOME",
    REST + "replications: {until: fear}": "replications.within is missing",
    REST + "replications: {until: feer, within: 1}": "replications.until is 'feer', which is none of the "
    "study's outcomes; did you mean fear?",
    REST + "replications: {until: fear, within: 0}": "replications.within is 0, expected",
    REST + "replications: {until: fear, within: 1, least: 9, most: 5}": "replications.least is 9, more than "
    "most, which is 5",
    REST + "replications: {until: fear, within: 1, leest: 9}": "replications.leest is not known here; did "
    "you mean least?",
    REST + "replications: {until: fear, within: 1}\noutcomes: [mood]": "replications.until is 'fear', which "
    "is none of the study's outcomes; choices are mood",
    REST + "outcomes: [feer]": "outcomes[0] is 'feer', which is no outcome (sim show outcomes); did you mean "
    "fear?",
    REST + "outcomes: fear": "outcomes is 'fear', expected all, or a list of outcomes",
    REST + "outcomes: []": "outcomes is an empty list; name at least one",
    REST + "trajectories: [x]": "trajectories[0] is 'x', which is no outcome",
    REST + "scenario: ordinary-frim": "scenario 'ordinary-frim' is neither a bundled scenario nor a file; "
    "did you mean ordinary-firm?",
    REST + "scenario: no/such.yaml": "no such file",
    REST + "scenario: {levers: {presence_hour: 3}}": "scenario.levers.presence_hour is not a lever; did you "
    "mean presence_hours?",
    REST + "scenario: {extends: ordinary-frim}": "scenario.extends 'ordinary-frim' is neither",
    REST
    + "scenario: {changes: [{from_week: 30, levers: {backing: 1}}]}\ndays: 50": "scenario: "
    "changes[0].from_week is 30, after the end",
    REST + "model: rm *": "model is 'rm *', expected ishigami, line, planted-box, or a label such as own",
    REST + "model: 'a:b'\noutcomes: [y]": "factors.presence_hours has no range of its own",
    "model: 'a:b'\nfactors: {x: {low: 1, high: .inf}}\ndesign: {kind: grid}\noutcomes: [y]": "factors.x.high "
    "is inf, expected a number",
    REST + "model: 'a:b'\ndays: 3\noutcomes: [y]": "days is given beside 'model'",
    "model: 'a:b'\nfactors: {x: [1, 2]}\ndesign: {kind: grid}": "outcomes is 'all', expected a list of what "
    "the model's function gives",
    "design: grid\nfactors: {presence_hours: full}": "design is 'grid', expected a mapping of kind",
    "design: {steps: 3}\nfactors: {presence_hours: full}": "design.kind is missing, expected one of grid, "
    "list, csv",
    "design: {kind: gird}\nfactors: {presence_hours: full}": "design.kind is 'gird', expected one of grid, "
    "list, csv, latin-hypercube",
    "design: {kind: grid, samples: 3}\nfactors: {presence_hours: full}": "design.samples is not known here",
}


def refused(text: str, folder: Path) -> str:
    """The error that a study file of this text gives."""
    path = folder / "mine.yaml"
    path.write_text(text)
    with pytest.raises(UserError) as error:
        Study.load(path)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_is_told_in_one_sentence(text: str, tmp_path: Path):
    said = refused(text.replace(REST, REST), tmp_path)
    assert said.startswith(f"{tmp_path / 'mine.yaml'}: "), said
    assert WRONG[text] in said, said


def test_a_study_has_its_defaults():
    study = Study(factors={"presence_hours": "full"}, design={"kind": "grid"})
    assert (study.name, study.where, study.title, study.master_seed) == ("study", "study", "", 1)
    assert (study.replications, study.seeds, study.timeout, study.outcomes, study.trajectories) == (
        10, "paired", 3600, "all", PANELS)
    assert study.outcome_names == tuple(OUTCOME) and study.trajectory_names == PANELS
    assert study.base == Scenario.load("ordinary-firm")


def test_days_and_seed_are_laid_over_the_base():
    study = Study(factors={"presence_hours": "full"}, design={"kind": "grid"}, scenario="culture-of-fear",
                  days=40, seed=7)
    assert study.base == Scenario.load("culture-of-fear").with_(days=40, seed=7) and study.master_seed == 7
    assert study.base.name == "culture-of-fear"


def test_a_model_of_ones_own_has_no_scenario():
    study = Study(model="own", factors={"x": {"low": -1, "high": 1}}, design={"kind": "grid", "steps": 3},
                  outcomes=["y"])
    assert (study.base is None and study.trajectories == () and study.outcome_names == ("y",)
            and study.master_seed == 1)
    assert rows(study) == [{"x": -1.0}, {"x": 0.0}, {"x": 1.0}]
    with pytest.raises(UserError, match="has no scenarios"):
        study.at({})


def test_what_stands_in_other_files_is_taken_over(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("extends: care-first\nlevers: {backing: 0.3}\n")
    (tmp_path / "base.yaml").write_text("extends: plan.yaml\ndays: 30\n")
    (tmp_path / "study.yaml").write_text("scenario: base.yaml\nfactors: {scenario: [plan.yaml, "
                                         "ordinary-firm]}\ndesign: {kind: one-at-a-time}\n")
    study = Study.load(tmp_path / "study.yaml")
    for file in tmp_path.glob("*.yaml"):
        file.unlink()
    again = Study.from_dict(parse(study.to_yaml().encode(), ""))
    assert again == study and hash(again) == hash(study)
    assert again.at({"scenario": "plan"}).levers["backing"] == 0.3
    assert again.base.days == again.at({"scenario": "ordinary-firm"}).days == 30
    assert rows(again) == [{"scenario": "plan"}, {"scenario": "ordinary-firm"}]


def test_a_table_of_points_is_taken_over(tmp_path: Path):
    (tmp_path / "points.csv").write_text("presence_hours, venting\n2,toxic\n\n3.5,cathartic\n")
    (tmp_path / "study.yaml").write_text("factors: {presence_hours: full, venting: full}\ndesign: {kind: "
                                         "csv, path: points.csv}\n")
    study = Study.load(tmp_path / "study.yaml")
    (tmp_path / "points.csv").unlink()
    points = [{"presence_hours": 2, "venting": "toxic"}, {"presence_hours": 3.5, "venting": "cathartic"}]
    assert rows(study) == rows(Study.from_dict(study.given())) == points


@pytest.mark.parametrize(("text", "said"), {
    "presence_hours,venting\n2,toxic\n40,toxic\n": "row 3, column 'presence_hours' is not a value of the "
    "factor, expected a number",
    "presence_hours,venting\n\n2,toxik\n": "row 3, column 'venting' is not a value of the factor, expected "
    "one of toxic, cathartic; did",
    "presence_hours,ventin\n2,toxic\n": "where row 2, column 2 is no factor of this study; did you mean "
    "venting?",
    "presence_hours,venting\n2\n": "whose row 2 has 1 cells, expected 2, one a factor",
    "presence_hours,venting\n2,\n": "whose row 2, column 2 is empty",
    "presence_hours,presence_hours\n2,3\n": "has the column 2 twice",
    "presence_hours,\n2,3\n": "has a column without a name",
    "presence_hours\n": "has no rows below its header",
    "": "has no header",
    "presence_hours\nnan\n": "is not a value of the factor, expected a number",
}.items())
def test_a_mistake_in_a_table_names_row_and_column(text: str, said: str, tmp_path: Path):
    (tmp_path / "points.csv").write_text(text)
    told = refused("factors: {presence_hours: full, venting: full}\ndesign: {kind: csv, path: points.csv}\n",
                   tmp_path)
    assert re.search(r"mine.yaml: design\.path is 'points.csv', wh", told) and said in told, told


def test_deriving_keeps_what_is_not_changed():
    study = Study(factors={"presence_hours": "full"}, design={"kind": "sobol", "samples": 8, "seed": 3},
                  days=50)
    other = study.with_(design={"samples": 16}, title="Twice")
    assert (other.design.samples, other.design.seed, other.base.days, other.title) == (16, 3, 50, "Twice")
    assert (other.with_(design={"kind": "grid"}).design.kind == "grid" and other.with_(days=None).base.days
            == 250)
    with pytest.raises(UserError, match=r"study: design\.samples is 12, expected a power of two; take 8 or "
                       r"16"):
        study.with_(design={"samples": 12})


plain = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                                 max_size=3), max_leaves=6)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*Study.model_fields]), plain)
def test_anything_else_is_refused_in_one_sentence(key: str, value: object):
    data = {"factors": {"presence_hours": "full"}, "design": {"kind": "grid"}} | {key: value}
    try:
        study = Study.from_dict(data)
    except UserError as error:
        assert str(error).startswith("study: ") and "\n" not in str(error)
    else:
        assert Study.from_dict(study.given()) == study


def test_reading_a_study_is_light():
    heavy = "{'numba', 'pandas', 'scipy', 'duckdb', 'SALib', 'mesa'}"
    code = ("import sys; from sim.studies.sweep import Study; Study.load('theory-tournament'); "
            f"print(sorted({heavy} & set(sys.modules)))")
    assert (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
            == "[]\n")
