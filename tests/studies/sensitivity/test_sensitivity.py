"""Which factors matter: known answers come out, nothing is ranked that is not told apart, and half a study is
refused."""

import json
import re

import numpy as np
import pytest

import sim
from sim.base.errors import UserError
from sim.report.folder import claimed
from sim.studies.sensitivity.morris import elementary
from sim.studies.sensitivity.runs import luck_share
from sim.studies.sensitivity.sensitivity import sensitivity
from tests.studies.conftest import ISHIGAMI, LINE, UNIT

SECOND = {"kind": "sobol", "samples": 512, "second_order": True}
MORRIS = {"kind": "morris", "trajectories": 12}
GRID = {"factors": {"a": UNIT, "c": UNIT}, "design": {"kind": "grid", "steps": 3}}
SAMPLE = {"kind": "latin-hypercube", "samples": 60}

SOBOL = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
"""S1 and ST of Ishigami's function over -pi to pi, by factor."""


def of(result, outcome="y"):
    return result.finding(outcome)


def test_ishigami_has_its_known_indices(live):
    found = of(sensitivity(live(ISHIGAMI, design=SECOND)))
    for name, (first, total) in SOBOL.items():
        for measure, known in (("S1", first), ("ST", total)):
            line = found.of(measure)[name]
            assert line.low <= known <= line.high, (name, measure, line)
    pairs = {(one, other): line for one, other, line in found.pairs("S2")}
    assert pairs["x1", "x3"].low <= 0.2437 <= pairs["x1", "x3"].high
    assert pairs["x1", "x3"].beyond() and not pairs["x1", "x2"].beyond() and not pairs["x2", "x3"].beyond()


def test_what_overlaps_is_not_ranked(live):
    told = sensitivity(live(ISHIGAMI, design=SECOND)).sentences
    assert re.search(r"x1 .* and x2 .* move y most; which of them more could not be told apart", told[0])
    assert "Surely together: x1 with x3" in told[1]
    assert "how much of this is luck is not known" in told[2]


def test_morris_finds_the_effects_and_calls_luck_luck(live):
    found = of(sensitivity(live(LINE, design=MORRIS)))
    for name, effect in (("a", 3.5), ("b", 2.0), ("c", 0.5)):
        assert found.of("mu_star")[name].value == pytest.approx(effect, abs=0.25)
    assert found.of("mu")["b"].high < 0
    # though mu* itself is never zero
    assert not any(found.of("mu_star")[name].beyond(found.floor) for name in "de")
    assert found.of("mu_star")["d"].beyond()
    assert "Not told from nothing:" in found.sentences[0]
    assert found.sentences[1].startswith("What c does hangs on")


def test_elementary_effects_are_those_of_the_library(live):
    from SALib.analyze.morris import analyze

    from sim.studies.sweep import design

    lived = live(LINE, design=MORRIS)
    unit, means = design.unit(lived.study), lived.means("y")
    theirs = analyze(design.problem(lived.factors), unit, means, num_levels=4, seed=1)
    ours = elementary(unit, means)
    np.testing.assert_allclose(np.abs(ours).mean(axis=0), np.asarray(theirs["mu_star"], float))
    np.testing.assert_allclose(ours.std(axis=0, ddof=1), np.asarray(theirs["sigma"], float))


def test_one_at_a_time_is_read_against_the_base(live):
    found = of(sensitivity(live(LINE, design={"kind": "one-at-a-time"})))
    (low, at_low), (high, at_high) = found.at("change", "a")
    assert (low, high) == (0.0, 1.0)
    # a model of one's own has no base
    assert at_low.value == 0.0 and at_high.value == pytest.approx(3.5, abs=0.3)
    assert found.order[:2] == ["a", "b"]


def test_a_grid_has_level_means_and_what_two_do_together(live):
    found = of(sensitivity(live(LINE, **GRID)))
    assert [at for at, _ in found.at("level", "a")] == [0.0, 0.5, 1.0]
    assert found.at("effect", "a")[0][0] == "0 → 1"
    effect = found.of("effect")["a"]
    assert effect.low < 3.5 < effect.high
    (one, other, together), = found.pairs("together")
    assert (one, other) == ("a", "c") and together.value == pytest.approx(1.0, abs=0.4) and together.beyond()
    assert found.cells.values.shape == (3, 3)
    assert found.cells.values[2, 2] == pytest.approx(4.0, abs=0.2)  # a = c = 1


def test_a_sample_has_rank_correlations(live):
    found = of(sensitivity(live(LINE, design=SAMPLE)))
    assert found.of("prcc")["a"].value > 0.9 and found.of("prcc")["b"].value < -0.9
    assert found.of("change")["b"].low < -2.0 < found.of("change")["b"].high
    assert not found.of("prcc")["d"].beyond() and not found.of("prcc")["e"].beyond()


def test_choices_enter_by_place_and_it_is_said(live):
    result = sensitivity(live(LINE, factors={"a": UNIT, "mood": ["bad", "good"]},
                              design={"kind": "latin-hypercube", "samples": 40}))
    assert ("Choices have no order; they enter by their place in the list: mood (0 = bad, 1 = good)."
            in result.notes)


def test_an_outcome_that_never_varies_is_said_to(live):
    for design in (SECOND | {"samples": 8}, MORRIS, SAMPLE, {"kind": "one-at-a-time"}):
        result = sensitivity(live(LINE, design=design), "same")
        assert result.sentences == ["same is 5 in every row of the design: none of the factors moves it."]
        assert result.table["value"].isna().all()


def test_half_a_study_is_refused_with_what_is_missing(half):
    lived = half(LINE | {"design": MORRIS})
    with pytest.raises(UserError, match=r"runs are still to be done; complete it with sim sweep run"):
        sensitivity(lived.folder)


def test_an_outcome_with_nothing_to_count_is_refused_by_name(live):
    lived = live(LINE, design=SAMPLE)
    holed = type(lived)(lived.folder)
    holed.__dict__["outcomes"] = lived.outcomes.assign(y=lived.outcomes["y"].where(
        lived.outcomes["row"] != 3))
    with pytest.raises(UserError, match=r"^y is missing in 4 runs of .*nothing to count"):
        sensitivity(holed, "y")
    assert sensitivity(holed).left_out == ("y",)
    with pytest.raises(UserError, match="did you mean same"):
        sensitivity(holed, "sane")


def test_too_few_points_are_refused(live):
    points = [{"a": 0.1, "b": 0.2}, {"a": 0.9, "b": 0.3}]
    lived = live(LINE, factors={"a": UNIT, "b": UNIT}, design={"kind": "list", "points": points})
    with pytest.raises(UserError, match="2 different points for 2 factors, too few"):
        sensitivity(lived)


def test_luck_is_what_replications_leave():
    rng = np.random.default_rng(1)
    rows, luck = rng.normal(size=(4000, 1)), rng.normal(size=(4000, 3))
    shared = 5.0 * rng.normal(size=(1, 3))  # moves all rows alike
    assert luck_share(rows + luck + shared) == pytest.approx((1 / 3) / (1 + 1 / 3), abs=0.02)
    assert np.isnan(luck_share(rows))


def test_the_same_study_gives_the_same_bytes(live, tmp_path):
    written = []
    for name, said in (("grid", GRID), ("morris", {"design": MORRIS})):
        for once in "12":
            with claimed("", tmp_path / (name + once)) as write:
                written.append(write(sim.sensitivity(live(LINE, **said), ["y", "same"])))
    for one, other in (written[:2], written[2:]):
        files = sorted(file.name for file in one.iterdir())
        assert {"figure-y.png", "figure-y.svg", "sensitivity.csv", "report.md", "manifest.json"} <= set(files)
        assert all((one / file).read_bytes() == (other / file).read_bytes() for file in files)
    manifest = json.loads((written[0] / "manifest.json").read_text())
    assert manifest["what"] == "sensitivity" and manifest["digest"] == live(LINE, **GRID).digest
