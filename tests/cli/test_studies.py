"""``sim sensitivity``: what it prints on small studies of known models is kept in tests/golden."""

import json

import pytest

from sim.cli.main import main
from sim.studies.sweep import Study, sweep

from .test_golden import golden

UNIT = {"low": 0.0, "high": 1.0}
LINE = {"title": "A line with luck", "model": "line", "outcomes": ["y", "same"], "replications": 3}
STUDIES = {
    "sensitivity-grid": (LINE | {"factors": {"a": UNIT, "c": UNIT}, "design": {"kind": "grid", "steps": 3}},
                         ["sensitivity"]),
    "sensitivity-morris": (LINE | {"factors": dict.fromkeys("abcd", UNIT),
                                   "design": {"kind": "morris", "trajectories": 6}},
                           ["sensitivity", "--outcome", "y"]),
}


@pytest.mark.parametrize("name", STUDIES)
def test_prints_what_it_printed(name, tmp_path, monkeypatch, capsys):
    data, (command, *options) = STUDIES[name]
    sweep(Study(**data), tmp_path / "study", workers=1)
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as left:
        main([command, str(tmp_path / "study"), *options, "--no-files"])
    assert left.value.code == 0
    golden(name, capsys.readouterr().out)


def test_json_is_one_object_without_nan(tmp_path, capsys):
    data, _ = STUDIES["sensitivity-grid"]
    sweep(Study(**data), tmp_path / "study", workers=1)
    with pytest.raises(SystemExit) as left:
        main(["sensitivity", str(tmp_path / "study"), "--json", "--out", str(tmp_path / "out")])
    assert left.value.code == 0
    said = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(name))
    assert said["method"] == "grid" and set(said["outcomes"]) == {"y", "same"}
    assert (tmp_path / "out" / "figure-y.png").exists()


@pytest.mark.parametrize("args, said", [
    (["sensitivity", "nowhere"], "nowhere is no study's folder"),
])
def test_a_mistake_is_one_sentence(args, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(args)
    assert left.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"error: {said}")
