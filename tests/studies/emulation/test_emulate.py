import json

import numpy as np
import pytest

import sim
from sim.base.errors import UserError
from sim.cli.main import main
from sim.studies.emulation.emulate import emulate
from sim.studies.emulation.emulator import Emulator
from sim.studies.sweep import Study, sweep
from tests.studies.calibration.wave import expected, wave

GIVEN = {"title": "A wave", "model": "own", "outcomes": ["early", "late", "slope"], "replications": 2,
         "seeds": "independent", "design": {"kind": "latin-hypercube", "samples": 80},
         "factors": {"a": {"low": 0, "high": 1}, "b": {"low": 0, "high": 2}, "kind": ["left", "right"]}}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    study = Study.from_dict(GIVEN).with_model(wave)
    return sweep(study, tmp_path_factory.mktemp("studies") / "wave", workers=1)


@pytest.fixture(scope="module")
def found(swept):
    return emulate(swept)


def test_it_predicts_what_the_model_gives_on_average(found):
    for values in ({"a": 0.3, "b": 1.5, "kind": "right"}, {"a": 0.8, "b": 0.5, "kind": "left"}):
        told = found.predict(values)
        for name, value in expected(**values).items():
            assert told.loc[name, "value"] == pytest.approx(value, abs=1.0)
            assert told.loc[name, "low"] < told.loc[name, "value"] < told.loc[name, "high"]
    assert np.allclose(found.luck, np.sqrt(2.0), rtol=0.25)
    assert (found.error["r2_mean"] > 0.95).all()


def test_luck_that_all_rows_share_is_doubt_of_the_level_alone(tmp_path):
    paired = Study.from_dict(GIVEN | {"seeds": "paired"}).with_model(wave)
    found = emulate(sweep(paired, tmp_path / "paired", workers=1))
    there = [found.predict(a=a) for a in (0.2, 0.8)]
    off = abs(there[0]["value"] - np.array(list(expected(0.2, 1.0).values())))
    assert off["early"] > 0.5
    assert (off < 2.0 * (there[0]["high"] - there[0]["low"])).all()
    assert (there[1]["value"] - there[0]["value"])["early"] == pytest.approx(12.0, abs=0.01)


def test_what_is_not_given_stays_at_the_base(found):
    assert found.predict(a=0.5).equals(found.predict(a=0.5, b=1.0, kind="left"))


def test_effects_are_those_of_the_model(found):
    change = found.main.set_index(["outcome", "factor"])["change"]
    assert change["early", "a"] == pytest.approx(20.0, abs=1.5)
    assert change["late", "b"] == pytest.approx(20.0, abs=1.5)
    assert change["slope", "kind"] == pytest.approx(4.0, abs=1.0)
    total = found.main.set_index(["outcome", "factor"])["total"]
    assert total["early", "a"] > 0.9 > 0.1 > total["early", "b"]
    assert len(found.pairs) == 9
    assert "most by a, +" in found.sentences[0]


def both(values, seed):
    return {"y": 4.0 * values["a"] * values["b"] + values["c"]}


def test_pairs_say_what_factors_do_together(tmp_path):
    unit = {"low": 0, "high": 1}
    study = Study.from_dict({"model": "own", "outcomes": ["y"], "replications": 1,
                             "factors": {"a": unit, "b": unit, "c": unit},
                             "design": {"kind": "latin-hypercube", "samples": 60}}).with_model(both)
    pairs = emulate(sweep(study, tmp_path / "both", workers=1)).together("y")
    assert pairs.iloc[0][["factor", "other"]].tolist() == ["a", "b"]
    assert pairs.iloc[0]["beyond"] == pytest.approx(4.0, abs=0.1)


@pytest.mark.parametrize(("values", "said"), [
    ({"a": 1.5}, "a is 1.5"), ({"kind": "up"}, "none of the factor's"),
    ({"kinds": "left"}, "'kinds' is no factor")])
def test_outside_of_what_was_run_it_is_refused(found, values, said):
    with pytest.raises(UserError, match=said):
        found.predict(values)


def test_the_command_runs_what_is_missing_and_leaves_files(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    unit = {"low": 0.0, "high": 1.0}
    (tmp_path / "line.yaml").write_text(json.dumps({
        "model": "line", "outcomes": ["y"], "replications": 2, "factors": {"a": unit, "c": unit},
        "design": {"kind": "latin-hypercube", "samples": 30}}))
    for typed in (["emulate", "line.yaml", "--at", "a=0.5", "--workers", "1"],
                  ["emulate", "results/line", "--at", "a=0.5,c=1", "--json", "--no-files"]):
        with pytest.raises(SystemExit) as left:
            main(typed)
        assert left.value.code == 0
        printed = capsys.readouterr().out
    assert set(json.loads(printed)) >= {"error", "main", "pairs", "there"}
    folder = next((tmp_path / "results").glob("line-emulator*"))
    written = {file.name for file in folder.iterdir()}
    assert written >= {"emulator.npz", "error.csv", "figure.png", "report.md"}
    assert Emulator.load(folder / "emulator.npz").outputs == ("y",)


@pytest.mark.parametrize(("at", "said"), [("a", "--at has 'a'; give NAME=VALUE"), ("a=7", "a is 7"),
                                          ("z=1", "'z' is no factor")])
def test_mistakes_are_one_sentence(swept, tmp_path, monkeypatch, capsys, at, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["emulate", str(swept.folder), "--at", at, "--no-files"])
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_it_is_public():
    assert sim.emulate is emulate
