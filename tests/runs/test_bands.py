"""Intervals that hold luck and parameters: lives under members of the ensemble."""

import json

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.cli.main import main
from sim.report.folder import claimed
from sim.report.interval import mean_and_interval
from sim.report.tables import compare_table, run_table
from sim.report.wording import not_known
from sim.runs.study import compare, run
from sim.scenario.ensemble import members, setups_of


@pytest.fixture(scope="module")
def drawn(small):
    return run(small, bands="parameters")


def text(group) -> str:
    import io

    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=200).print(group)
    return out.getvalue()


def test_the_same_seed_gives_the_same_bytes(small, drawn, result):
    again = run(small, bands="parameters")
    for one, other, usual in zip(drawn.records, again.records, result.records, strict=True):
        assert one.tallies.tobytes() == other.tallies.tobytes() != usual.tallies.tobytes()


def test_replication_r_lives_under_member_r(small):
    n = len(members())
    setups = setups_of(small, n + 2, "parameters")
    for r in (0, 1, n - 1, n, n + 1):
        assert members()[r % n].items() <= setups[r].parameters.items()
    assert setups[0] is setups[n]  # and no more setups than members


def test_what_the_scenario_says_wins(small):
    name = next(iter(members()[0]))
    value = members()[1][name]
    said = small.with_(parameters={name: value})
    assert all(setup.parameters[name] == value for setup in setups_of(said, 3, "parameters"))


def test_other_parameters_settle_first(small):
    automatic = small.with_(start={"settle_days": "auto"}, organisation={"people": 300})
    assert all(setup.settle_days == 250 for setup in setups_of(automatic, 2, "parameters"))


def test_pairs_share_members_and_a_against_itself_is_exactly_zero(small, drawn, harsher):
    same = compare(small, small, bands="parameters").outcomes
    there = same["counted"] >= 2
    assert there.sum() > 20 and (same.loc[there, ["difference", "low", "high"]] == 0).all(axis=None)
    pair = compare(small, harsher, bands="parameters")
    for one, alone in zip(pair.a.records, drawn.records, strict=True):
        assert one.tallies.tobytes() == alone.tallies.tobytes()
    other = run(harsher, bands="parameters")
    assert pair.b.records[1].tallies.tobytes() == other.records[1].tallies.tobytes()


def test_more_lives_do_not_make_parameters_known():
    values = np.random.default_rng(1).standard_normal((2000, 1))
    _, low, high, _ = mean_and_interval(values, single=True)
    assert low == pytest.approx(-1.96, abs=0.15) and high == pytest.approx(1.96, abs=0.15)
    assert mean_and_interval(values)[2] < 0.1


def test_table_picture_report_and_manifest_say_it(drawn, small, harsher, tmp_path):
    pair = compare(small, harsher, bands="parameters")
    said = f"95 % interval, {not_known(len(members()), 3)}"
    assert "luck and parameters" in said
    assert said in text(run_table(drawn)) and said in text(compare_table(pair))
    from sim.report.figures import figure

    for result, name in ((drawn, "run"), (pair, "pair")):
        assert any(said in words.get_text() for words in figure(result).texts)
        with claimed(name, tmp_path / name) as write:
            folder = write(result)
        assert said in (folder / "report.md").read_text() and "--bands parameters" in (
            folder / "report.md").read_text()
        manifest = json.loads((folder / "manifest.json").read_text())
        assert manifest["ensemble"] == len(members()) and "luck and parameters" in manifest["bands"]
    assert drawn.to_dict()["bands"] == "parameters"


def test_the_folder_runs_again_under_the_same_members(drawn, tmp_path):
    from sim import Scenario

    with claimed("run", tmp_path / "run") as write:
        folder = write(drawn)
    again = run(Scenario.load(folder / "scenario.yaml"), bands="parameters")
    assert again.records[1].tallies.tobytes() == drawn.records[1].tallies.tobytes()


def test_luck_says_nothing_of_parameters(result):
    assert "luck and parameters" not in text(run_table(result)) and "bands" not in result.to_dict()


def test_unknown_bands_are_refused(small, capsys):
    with pytest.raises(UserError, match="bands is 'parmeters'.*did you mean parameters"):
        run(small, bands="parmeters")
    for args in (["run", "--bands", "fortune"], ["compare", "ordinary-firm", "ordinary-firm", "--switches",
                                                 "--bands", "parameters"]):
        with pytest.raises(SystemExit) as left:
            main(args)
        assert left.value.code == 2 and "--bands" in capsys.readouterr().err
