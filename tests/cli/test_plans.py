"""sim compare with many plans, and with a study's folder: what it prints, leaves behind, and refuses."""

import json
from pathlib import Path

import pytest

QUICK = ["--days", "3", "--replications", "2"]
PLANS = ["ordinary-firm", "care-first", "canned-training"]


def test_prints_places_and_leaves_a_folder(sim, tmp_path: Path):
    code, out, err = sim("compare", *PLANS, *QUICK)
    assert code == 0, err
    assert "3 plans, each against An ordinary firm" in out and "place   plan" in out and "Regret" in out
    assert out.splitlines()[-1].endswith("results/ordinary-firm-vs-2-plans-1")
    assert (tmp_path / "results" / "ordinary-firm-vs-2-plans-1" / "ranking.csv").is_file()


def test_json_and_what_to_rank_by(sim):
    code, out, err = sim("compare", *PLANS, *QUICK, "--no-files", "--json", "--rank-by", "fear", "--rank-by",
                         "norm")
    told = json.loads(out)
    assert code == 0 and err == "" and list(told["ranked"]) == ["fear", "norm"] and told["plans"] == PLANS
    assert not Path("results").exists()


def test_a_study_that_was_lived(sim):
    from sim.studies.sweep import Study, sweep

    study = Study.from_dict({
        "scenario": {"organisation": {"people": 40}, "start": {"settle_days": 0}},
        "factors": {"scenario": PLANS, "venting": "full"},
        "design": {"kind": "grid"}, "replications": 2, "outcomes": ["customer_satisfaction", "fear"],
        "trajectories": [], "days": 2})
    sweep(study, "lived", workers=1)
    code, out, err = sim("compare", "lived", "--out", "told")
    assert code == 0, err
    assert "2 points of the other factors, 4 worlds" in " ".join(out.split())
    assert Path("told/figure.png").is_file()
    code, out, _ = sim("compare", "lived", "--json", "--no-files", "--rank-by", "fear")
    assert code == 0 and list(json.loads(out)["ranked"]) == ["fear"]
    for option in ("--days", "--replications", "--workers"):
        code, _, err = sim("compare", "lived", option, "2")
        assert code == 2 and f"{option} is for scenarios that are to be run" in err


@pytest.mark.parametrize(("args", "said"), [
    ((*PLANS, "--switches"), "--switches compares two scenarios, and 3 are given"),
    ((*PLANS, "--rank-by", "happiness"), "'happiness' is not an outcome"),
    ((*PLANS, "--rank-by", "occupancy"), "neither better nor worse"),
    ((*PLANS, "care-first"), "care-first is given twice"),
    ((*PLANS, "care-frist"), "did you mean care-first"),
    ((*PLANS[:2], "--rank-by", "fear"), "--rank-by is for three plans or more"),
    (("ordinary-firm",), "one scenario cannot be compared"),
    (("empty",), "a folder without study.json"),
    ((*PLANS, "other.yaml"), "cannot be paired: seed is 1 in ordinary-firm and 7 in other; --seed N gives "
     "both the same"),
])
def test_refusals_are_one_sentence(sim, args: tuple[str, ...], said: str):
    Path("empty").mkdir()
    Path("other.yaml").write_text("extends: care-first\nseed: 7\nlevers: {recovery: 0.9}\n")
    code, out, err = sim("compare", *args, "--no-files")
    assert (code == 2 and out == "" and said in err and err.startswith("error: ") and len(err.splitlines())
            == 1)


def test_a_pilot_in_one_unit(sim, tmp_path: Path):
    code, out, err = sim("compare", "ordinary-firm", "culture-of-fear", "--pilot", "U10 front line", *QUICK)
    assert code == 0, err
    assert "A pilot in U10 front line" in out and "beside neighbours" in out
    assert (tmp_path / "results" / "ordinary-firm-pilot-culture-of-fear-1" / "pilot.csv").is_file()
    for more, said in ((["care-first"], "3 are given"), (["--switches"], "--switches and --pilot"),
                       (["--rank-by", "fear"], "--rank-by and --pilot")):
        code, out, err = sim("compare", "ordinary-firm", "culture-of-fear", *more, "--pilot", "U10")
        assert code == 2 and said in err and len(err.splitlines()) == 1
