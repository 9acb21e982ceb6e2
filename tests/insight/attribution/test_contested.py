"""What a comparison hangs on is found, said with both sides' references, and left in the folder."""

import io
import json

import numpy as np
import pytest

import sim
from sim.insight.attribution.conclusions import (
    APPEARS,
    FLIPS,
    STANDS,
    WEAKENS,
    Side,
    conclusion,
    contested_table,
    reference,
)
from sim.insight.attribution.contested import Contested, compare_switches
from sim.model.outcomes import HEADLINES
from sim.model.parameters import SWITCHES
from sim.report.folder import claimed
from sim.report.result import NAMES
from sim.runs.study import compare


@pytest.fixture(scope="module")
def found(small, harsher) -> Contested:
    return compare_switches(small, harsher)


def planted(found: Contested, **moved: float) -> Contested:
    """One side more, under which some outcomes have other differences."""
    differences = found.comparison.differences.copy()
    for name, value in moved.items():
        differences[:, NAMES.index(name)] = value + np.array([-0.01, 0.0, 0.01])
    return Contested(found.comparison, (Side("venting", "cathartic", ("toxic",), differences),))


@pytest.mark.parametrize(("usual", "here", "becomes"), [
    ((1, 2), (-2, -1), FLIPS), ((1, 2), (-1, 2), WEAKENS), ((-1, 1), (-2, -1), APPEARS),
    ((-2, -1), (-9, -1), STANDS),
    ((-1, 1), (-2, 2), STANDS), ((0, 0), (0, 0), STANDS), ((np.nan, np.nan), (1, 2), None),
])
def test_conclusions(usual, here, becomes):
    assert conclusion(usual, here) == becomes


def test_every_other_side_is_compared_under_the_same_luck(small, harsher, found: Contested):
    assert [(side.switch, side.taken) for side in found.sides] == [(n, c) for n, s in SWITCHES.items()
                                                                   for c in s.choices[1:]]
    assert all(side.usual == (SWITCHES[side.switch].choices[0],) for side in found.sides)
    np.testing.assert_array_equal(found.comparison.differences, compare(small, harsher).differences)
    side = next(side for side in found.sides if side.switch == "trust_asymmetry")
    again = compare(small.with_(switches={"trust_asymmetry": "off"}),
                    harsher.with_(switches={"trust_asymmetry": "off"}))
    np.testing.assert_array_equal(side.differences, again.differences)
    assert len(found.table) == len(found.sides) * len(HEADLINES)


def test_sides_that_a_and_b_do_not_share_are_both_tried(small):
    found = compare_switches(small, small.with_(title="Other", switches={"venting": "cathartic"}),
                             replications=1)
    tried = [side for side in found.sides if side.switch == "venting"]
    assert [side.taken for side in tried] == ["toxic", "cathartic"] and tried[0].usual == (
        "toxic", "cathartic")
    assert not np.nan_to_num(tried[0].differences).any() and "--replications" in found.sentences[0]


def test_a_planted_flip_is_said_with_both_references(found: Contested):
    assert found.comparison.outcomes.at["fear", "low"] > 0
    one = planted(found, fear=-5.0, felt_care=0.0)
    (said,) = one.sentences
    assert "fear turns into the opposite" in said and "felt care is no longer separated" in said
    assert reference("venting", "toxic") in said and reference("venting", "cathartic") in said
    assert one.changes.loc[("venting", "cathartic"), "conclusion"].to_dict() == {"fear": FLIPS,
                                                                                 "felt_care": WEAKENS}


def test_what_stands_is_one_sentence(found: Contested):
    (said,) = planted(found).sentences
    assert said == "Every conclusion stands under each of these, taken one at a time: venting cathartic."
    assert planted(found).changes.empty


def test_table_and_folder(found: Contested, tmp_path):
    from rich.console import Console

    one = planted(found, fear=-5.0)
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(contested_table(one.comparison, one.by_side))
    told = console.export_text()
    assert "What hangs on a contested finding" in told and "venting cathartic" in told and "flips" in told
    with claimed("x", tmp_path / "out") as write:
        write(one)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"switches.csv", "daily-a.parquet", "outcomes.csv", "report.md", "manifest.json"} <= names
    report = (tmp_path / "out" / "report.md").read_text()
    assert "| Fear | venting cathartic |" in report and "scenario-b.yaml --switches\n" in report
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["switches"] == [
        ["venting", "cathartic"]]


def test_json(found: Contested):
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert len(told["switches"]) == len(found.sides) and "fear" in told["outcomes"]
    first = told["switches"][0]
    assert first["switch"] == "venting" and first["side"] == "cathartic" and first["usual"] == ["toxic"]
    assert first["for_side"] and first["for_usual"] and first["outcomes"]["fear"]["conclusion"] in (
        FLIPS, WEAKENS, APPEARS, STANDS, None)
    assert sim.compare_switches is compare_switches
