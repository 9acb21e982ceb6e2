"""Designs: the points that are promised, always the same, and what extends them keeps them."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.studies.sweep import sweep
from sim.studies.sweep.design import problem, rows, size, unit
from sim.studies.sweep.forecast import plan
from sim.studies.sweep.inputs import STUDIES
from sim.studies.sweep.study_file import Study

FACTORS = {"presence_hours": {"low": 2, "high": 8}, "venting": "full",
           "organisation.people": {"low": 40, "high": 80}, "backing": [0.2, 0.9]}


def study(kind: str, given: dict | None = None, **design: object) -> Study:
    return Study(factors=given or FACTORS, design={"kind": kind} | design, days=10)


@pytest.mark.parametrize(("kind", "design", "said"), [
    ("sobol", {"samples": 12}, "design.samples is 12, expected a power of two; take 8 or 16"),
    ("sobol", {}, "design.samples is missing"),
    ("sobol", {"samples": 8, "second_order": "yes"}, "design.second_order is 'yes', expected"),
    ("morris", {"trajectories": 3, "levels": 3}, "design.levels is 3, expected an even number; take 4"),
    ("morris", {"trajectories": 0}, "design.trajectories is 0, expected a whole number"),
    ("latin-hypercube", {"samples": 0}, "design.samples is 0, expected a whole number"),
    ("latin-hypercube", {"samples": 3, "cross": ["ventin"]}, "design.cross[0] is 'ventin', which is no "
     "factor of this study; did you mean"),
    ("latin-hypercube", {"samples": 3, "cross": ["presence_hours"]}, "design.cross[0] is 'presence_hours', "
     "which has no list of values"),
    ("latin-hypercube", {"samples": 3, "cross": ["venting", "venting"]},
     "design.cross[1] is 'venting', which is there already"),
    ("list", {"points": []}, "design.points is [], expected a list of points"),
    ("list", {"points": [3]}, "design.points[0] is 3, expected a mapping of factor to value"),
    ("list", {"points": [{}, {"presence_hours": 9}]}, "design.points[1].presence_hours is 9, expected a "
     "number between 2 and 8"),
    ("list", {"points": [{"presence_hour": 3}]}, "design.points[0].presence_hour is no factor of this study; "
     "did you mean presence_hours?"),
    ("list", {"points": [{"backing": 0.3}]}, "design.points[0].backing is 0.3, which is none of the factor's "
     "values: 0.2, 0.9"),
    ("csv", {"path": "no/such.csv"}, "which cannot be read (No such file or directory)"),
])
def test_a_mistake_is_told_with_its_path(kind: str, design: dict, said: str):
    with pytest.raises(UserError) as error:
        study(kind, **design)
    assert said in str(error.value) and "\n" not in str(error.value), str(error.value)


@pytest.mark.parametrize(("kind", "design", "rows_", "less"), [
    ("grid", {"steps": 100_000}, 100_000 * 2 * 41 * 2, "fewer factors, values or steps"),
    ("latin-hypercube", {"samples": 10_000_000}, 10_000_000, "fewer samples"),
    ("sobol", {"samples": 2**20, "second_order": True}, 10_485_760, "fewer samples"),
    ("morris", {"trajectories": 100_000}, 500_000, "fewer replications")])
def test_very_many_rows_are_counted_and_never_made(kind: str, design: dict, rows_: int, less: str, tmp_path,
                                                   monkeypatch):
    asked = study(kind, **design).with_(replications=50, scenario={"organisation": {"people": 20},
                                                                   "start": {"settle_days": 0}})
    monkeypatch.setattr("numpy.empty", lambda *_, **__: pytest.fail("points were made"))
    assert size(asked) == rows_
    with pytest.raises(UserError, match=rf"^study: the design has {rows_:,} rows and {50 * rows_:,} runs, "
                       rf"more than .* take {less}"):
        sweep(asked, tmp_path / "it")
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())
    for make in (rows, unit) if less != "fewer replications" else ():
        with pytest.raises(UserError, match="more than the 1,000,000 rows"):
            make(asked)
    found = plan(asked)
    assert found.rows == rows_ and found.runs >= 50 * rows_ and f"take {less}" in found.refused


DESIGNS = {
    "grid": {"steps": 3}, "list": {"points": [{"presence_hours": 3, "venting": "cathartic"}, {}]},
    "latin-hypercube": {"samples": 7}, "sobol": {"samples": 4}, "morris": {"trajectories": 3},
    "one-at-a-time": {},
}
SIZES = {"grid": 3 * 2 * 3 * 2, "list": 2, "latin-hypercube": 7, "sobol": 4 * 6, "morris": 3 * 5,
         "one-at-a-time": 8}


@pytest.mark.parametrize("kind", DESIGNS)
def test_every_design_gives_its_points_the_same_each_time(kind: str):
    asked = study(kind, **DESIGNS[kind])
    found, cube = rows(asked), unit(asked)
    names = [factor.name for factor in asked.varied]
    assert len(found) == size(asked) == SIZES[kind] and all([*row] == names for row in found)
    assert found == rows(Study.from_dict(asked.given())) == json.loads(json.dumps(found))
    assert cube.shape == (len(found), len(names)) and cube.dtype == np.float64
    for row, point in zip(found, cube, strict=True):
        for factor, u in zip(asked.varied, point, strict=True):
            if np.isnan(u):  # the base's own value, which the factor does not take
                assert row[factor.name] == factor.default and factor.name in ("organisation.people",
                                                                              "backing")
            else:
                assert 0 <= u <= 1 and row[factor.name] == (pytest.approx(factor.at(u))
                                                            if factor.kind == "number" else factor.at(u))
    for row in found[:: max(1, len(found) // 4)]:
        asked.at(row)


def test_a_grid_crosses_everything():
    found = rows(study("grid", {"presence_hours": {"low": 0, "high": 1, "steps": 6},
                                "organisation.people": {"low": 50, "high": 52},
                                "without": ["none", "trust"]}))
    assert len(found) == 6 * 3 * 2
    assert [row["presence_hours"] for row in found[::6]] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ([row["organisation.people"] for row in found[:6:2]] == [50, 51, 52] and found[1]["without"]
            == "trust")


def test_one_at_a_time_leaves_the_others_at_the_bases_own():
    found = rows(study("one-at-a-time"))
    assert found[0] == {"presence_hours": 2.0, "venting": "toxic", "organisation.people": 300, "backing": 0.5}
    assert [row["presence_hours"] for row in found] == [2, 8, 4, 4, 4, 4, 4, 4]
    assert [row["organisation.people"] for row in found] == [300, 300, 300, 300, 40, 80, 300, 300]
    assert [row["backing"] for row in found][-2:] == [0.2, 0.9]


def test_a_crossed_factor_meets_every_point_drawn():
    asked = study("latin-hypercube", samples=5, cross=["venting", "backing"])
    found = rows(asked)
    assert len(found) == size(asked) == 20
    worlds = [(row["presence_hours"], row["organisation.people"]) for row in found]
    assert worlds == [world for world in worlds[::4] for _ in range(4)] and len(
        {hours for hours, _ in worlds}) == 5
    assert [(row["venting"], row["backing"]) for row in found] == [(v, b) for v in ("toxic", "cathartic")
                                                                   for b in (0.2, 0.9)] * 5
    alone = rows(study("latin-hypercube", {"venting": "full"}, samples=1, cross=["venting"]))
    assert alone == [{"venting": "toxic"}, {"venting": "cathartic"}]


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 6), st.integers(1, 60), st.booleans(), st.integers(0, 2**32 - 1))
def test_twice_the_samples_of_sobol_keep_the_rows(power: int, many: int, second: bool, seed: int):
    names = [factor.name for factor in study("one-at-a-time", {"parameters": "all"}).varied][:many]
    asked = study("sobol", dict.fromkeys(names, "full"), samples=2**power, second_order=second, seed=seed)
    more = asked.with_(design={"samples": 2 ** (power + 1)})
    assert rows(more)[:size(asked)] == rows(asked) and size(more) == len(rows(more)) == 2 * size(asked)
    np.testing.assert_array_equal(unit(more)[:size(asked)], unit(asked))


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 60), st.sampled_from([2, 4, 8]),
       st.integers(0, 2**32 - 1))
def test_more_trajectories_of_morris_keep_the_rows(few: int, extra: int, many: int, levels: int, seed: int):
    names = [factor.name for factor in study("one-at-a-time", {"parameters": "all"}).varied][:many]
    asked = study("morris", dict.fromkeys(names, "full"), trajectories=few, levels=levels, seed=seed)
    more = asked.with_(design={"trajectories": few + extra})
    assert rows(more)[:size(asked)] == rows(asked)
    steps = np.abs(np.diff(unit(more).reshape(few + extra, many + 1, many), axis=1))
    assert (np.count_nonzero(steps, axis=2) == 1).all() and (np.count_nonzero(steps, axis=1) == 1).all()


def test_designs_have_their_own_seed():
    one = study("latin-hypercube", samples=5)
    assert rows(one) == rows(one.with_(seed=7)) != rows(one.with_(design={"seed": 2}))


def test_samples_are_analysed_as_salib_expects():
    from SALib.analyze.morris import analyze as screen
    from SALib.analyze.sobol import analyze

    asked = Study(model="m:f", factors={name: {"low": -np.pi, "high": np.pi} for name in "abc"},
                  outcomes=["y"], design={"kind": "sobol", "samples": 2048})
    y = np.array([np.sin(r["a"]) + 7 * np.sin(r["b"]) ** 2 + 0.1 * r["c"] ** 4 * np.sin(r["a"])
                  for r in rows(asked)])
    found = analyze(problem(asked.varied), y, calc_second_order=False, seed=1)
    np.testing.assert_allclose(found["S1"], [0.3139, 0.4424, 0], atol=0.03)
    np.testing.assert_allclose(found["ST"], [0.5576, 0.4424, 0.2437], atol=0.03)
    walked = asked.with_(design={"kind": "morris", "trajectories": 50})
    y = np.array([2 * r["a"] - r["b"] for r in rows(walked)])
    np.testing.assert_allclose(screen(problem(walked.varied), unit(walked), y)["mu"],
                               [4 * np.pi, -2 * np.pi, 0], atol=1e-9)


@pytest.mark.parametrize("name", STUDIES.names())
def test_the_first_and_last_rows_of_a_bundled_study_can_be_run(name: str):
    asked = Study.load(name)
    found = rows(asked)
    assert asked.name == name and asked.title and asked.question and len(found) == size(asked)
    settled = {asked.at(row).setup().settle_days for row in [*found[:3], *found[-3:]]}
    assert settled == {asked.base.setup().settle_days}
