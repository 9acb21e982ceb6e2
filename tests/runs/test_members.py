"""Runs under members of the ensemble: paired, repeatable, settled first, and the scenario's own word wins."""

import json

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.cli.main import main
from sim.model.parameters import PARAMETERS, SWITCHES
from sim.model.parameters.plausible import DOUBTED, plausible, value
from sim.report.folder import claimed
from sim.runs.study import compare, run
from sim.scenario import Scenario
from sim.scenario.ensemble import DAILY, assumed, first, members, weights


def test_the_ensemble_is_whole():
    assert len(members()) >= DAILY and len({member.number for member in members()}) == len(members())
    assert weights(members()).sum() == pytest.approx(1.0) and all(member.weight > 0 for member in members())
    for member in members():
        assert set(member.parameters) == set(DOUBTED) | (set(member.active) & set(PARAMETERS))
        assert set(member.switches) == set(SWITCHES)
        assert all(PARAMETERS[name].low <= each <= PARAMETERS[name].high for name,
                   each in member.parameters.items())
        assert (member.parameters, member.switches) == assumed(member.number, member.active)


def test_plausible_ranges_hold_the_default_within_what_may_be_asked_for():
    for name, found in DOUBTED.items():
        p = PARAMETERS[name]
        assert p.low <= found.low < p.default < found.high <= p.high, name
        assert found.reason and value(name, 0.0) < p.default < value(name, 1.0)
    assert plausible(PARAMETERS["pay"]) is None and plausible(PARAMETERS["habit_half_life"]) is None


def test_a_against_itself_is_exactly_zero_under_every_member(small, harsher):
    assert not np.nan_to_num(compare(small, small, members=3).doubt.found).any()
    pair = compare(small, harsher, members=3)
    alone = [run(side, members=3).doubt.found for side in (small, harsher)]
    np.testing.assert_array_equal(pair.doubt.found, alone[1] - alone[0])
    assert len({row.tobytes() for row in alone[0]}) == 3


def test_what_the_scenario_assumes_otherwise_than_the_default_wins(small):
    name = next(name for name in members()[0].active if name in PARAMETERS)
    organisation = small.build_organisation()
    own = small.with_(parameters={name: members()[1].parameters[name]}, switches={"venting": "cathartic"})
    written_out = small.with_(parameters={name: PARAMETERS[name].default})
    for member in first(3):
        setup = member.under(own, organisation, own.setup(organisation))
        assert (setup.parameters[name] == members()[1].parameters[name] and setup.switches["venting"]
                == "cathartic")
        usual = member.under(written_out, organisation, written_out.setup(organisation))
        assert usual.parameters[name] == member.parameters[name]


def test_other_assumptions_settle_first(small):
    automatic = small.with_(start={"settle_days": "auto"})
    organisation = automatic.build_organisation()
    assert members()[0].under(automatic, organisation, automatic.setup(organisation)).settle_days == 250


def test_the_folder_runs_again_under_the_same_members(small, harsher, tmp_path):
    with claimed("pair", tmp_path / "pair") as write:
        folder = write(compare(small, harsher, members=10))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["members"] == [member.number for member in first(10)]
    assert "--members 10" in (folder / "report.md").read_text()
    again = compare(*(Scenario.load(folder / f"scenario-{side}.yaml") for side in "ab"), members=10)
    assert "likely_low" in (folder / "outcomes.csv").read_text().splitlines()[0]
    with claimed("pair", tmp_path / "again") as write:
        other = write(again)
    assert (folder / "outcomes.csv").read_bytes() == (other / "outcomes.csv").read_bytes()


def test_luck_alone_has_no_likely_range(small, harsher):
    pair = compare(small, harsher, members=0)
    assert pair.doubt is None and "likely_low" not in pair.outcomes and "members" not in pair.to_dict()
    assert run(small).doubt is None


def test_too_many_members_are_refused(small, capsys):
    with pytest.raises(UserError, match=f"members is 1000; give 0 .* to {len(members())}"):
        run(small, members=1000)
    with pytest.raises(SystemExit) as left:
        main(["compare", "ordinary-firm", "culture-of-trust", "--members", "-1"])
    assert left.value.code == 2 and "members is -1" in capsys.readouterr().err
