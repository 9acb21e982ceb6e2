"""The command line: what it prints, what it leaves behind, and how it says no."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.main import main

ROOT = Path(__file__).parents[2]
QUICK = ["--days", "3", "--replications", "2"]


def shell(*args: str, **more) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *args], env=environment, capture_output=True, text=True,
                          timeout=300, **more)


def test_alone_it_says_what_it_can_do(sim):
    code, out, _ = sim()
    assert code == 0
    for command in ("run", "compare", "explain", "list", "show", "org"):
        assert f"sim {command}" in out
    assert max(map(len, out.splitlines())) <= 80


def test_examples_in_help_name_what_exists(sim):
    from sim.scenario import bundled

    names = [word for word in (sim()[1] + sim("compare", "--help")[1]).split()
             if word.startswith(("ordinary-", "culture-"))]
    assert len(names) >= 4 and set(names) <= set(bundled())


@pytest.mark.parametrize("args", [(), ("run",), ("compare",), ("explain",), ("list",), ("show",), ("org",),
                                  ("show", "day"), ("show", "interaction")])
def test_help_answers(sim, args: tuple[str, ...]):
    code, out, _ = sim(*args, "--help")
    assert code == 0 and "Usage: sim" in out


def test_help_loads_nothing_heavy():
    said = shell("-X", "importtime", "-m", "sim", "--help")
    assert said.returncode == 0
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in said.stderr.splitlines()
              if "|" in line}
    assert "typer" in loaded
    assert not loaded & {"numba", "numpy", "pandas", "matplotlib", "scipy", "mesa", "pydantic", "pyarrow",
                         "networkx"}


def test_run_prints_a_table_and_leaves_a_folder(sim, tmp_path: Path):
    code, out, err = sim("run", *QUICK)
    assert code == 0, err
    assert "Customer satisfaction" in out and "3 days, 300 people, 2 replications, seed 1" in out
    assert out.splitlines()[-2].endswith("results/ordinary-firm-1/figure.png")
    assert (tmp_path / "results" / "ordinary-firm-1" / "figure.png").is_file()
    assert "results/ordinary-firm-2" in sim("run", *QUICK)[1]


def test_compare_prints_a_verdict_in_words(sim):
    code, out, err = sim("compare", "ordinary-firm", "culture-of-fear", *QUICK, "--out", "mine")
    assert code == 0, err
    assert "A culture of fear, against An ordinary firm" in out
    assert "not separated" in out
    assert out.splitlines()[-1].endswith("mine")
    assert Path("mine/report.md").is_file()


def test_json_is_the_only_thing_on_stdout(sim):
    code, out, err = sim("run", *QUICK, "--json", "--no-files", "--seed", "7")
    told = json.loads(out)
    assert code == 0 and err == ""
    assert (told["scenario"], told["days"], told["replications"], told["seed"]) == ("ordinary-firm", 3, 2, 7)
    code, out, _ = sim("compare", "ordinary-firm", "ordinary-firm", *QUICK, "--json", "--no-files")
    told = json.loads(out)
    assert told["outcomes"]["fear"] == {"difference": 0.0, "low": 0.0, "high": 0.0, "separated": False,
                                         "likely_low": 0.0, "likely_high": 0.0}
    assert not Path("results").exists()


def test_all_shows_every_outcome(sim, monkeypatch):
    from sim.model.outcomes import OUTCOMES

    monkeypatch.setenv("COLUMNS", "120")  # at 80 the longest labels wrap
    out = sim("run", *QUICK, "--all", "--no-files")[1]
    assert all(o.label in out for o in OUTCOMES)


def test_explain_says_why_and_leaves_a_folder(sim):
    Path("small.yaml").write_text("organisation: {people: 40}\nstart: {settle_days: 0}\n")
    Path("harsh.yaml").write_text("extends: small.yaml\ntitle: Harsh\nlevers: {punishment_severity: 1, "
                                  "surveillance: 1}\n")
    asked = ["explain", "small.yaml", "harsh.yaml", "--days", "6", "--replications", "3", "--outcome", "fear"]
    code, out, err = sim(*asked, "--out", "mine")
    assert code == 0, err
    assert ("Why fear differs: Harsh, against small" in out and "Trust and permission" in out
            and "Watching staff" in out)
    assert Path("mine/explanation.csv").is_file() and Path("mine/figure.png").is_file()
    code, out, err = sim(*asked, "--no-levers", "--json", "--no-files")
    told = json.loads(out)
    assert code == 0 and err == "" and told["levers"] is None and told["outcome"] == "fear"
    assert sum(part["contribution"] for part in told["parts"].values()) == pytest.approx(
        told["total"]["contribution"])


def test_compare_with_switches_says_what_hangs_on_them(sim):
    Path("small.yaml").write_text("organisation: {people: 40}\nstart: {settle_days: 0}\n")
    asked = ["compare", "small.yaml", "small.yaml", *QUICK, "--switches", "--no-files"]
    said = sim(*asked)[1]
    assert "By side of each contested finding" in said and "cathartic" in said and "How sure" in said
    told = json.loads(sim(*asked, "--json")[1])
    assert told["members"] == 20 and set(told["hinges"]) <= set(told["outcomes"])
    assert told["outcomes"]["fear"]["likely_low"] == 0.0 == told["outcomes"]["fear"]["likely_high"]


def test_a_comparison_tells_its_money(sim, tmp_path: Path):
    code, out, err = sim("compare", "ordinary-firm", "culture-of-trust", *QUICK)
    assert code == 0, err
    assert ("Money  whole organisation, these 3 days, in your own currency" in out
            and "What reaches the leaders" in out)
    assert (tmp_path / "results" / "ordinary-firm-vs-culture-of-trust-1" / "money.csv").is_file()
    told = json.loads(sim("compare", "ordinary-firm", "ordinary-firm", *QUICK, "--json", "--no-files")[1])[
        "money"]
    assert told["per_days"] == 3 and told["downside"] == 0.0
    assert {row["difference"] for row in told["year"].values()} == {0.0}
    assert "no difference" in sim("compare", "ordinary-firm", "ordinary-firm", *QUICK, "--no-files")[1]


def test_own_organisation_applies_to_both(sim):
    assert sim("org", "build", "firm", "--people", "40")[0] == 0
    Path("small.yaml").write_text("extends: ordinary-firm\norganisation: {people: 60}\n")
    code, out, err = sim("compare", "ordinary-firm", "small.yaml", "--org", "firm", *QUICK, "--no-files")
    assert code == 0, err
    assert "40 people" in out
    code, _, err = sim("compare", "ordinary-firm", "small.yaml", *QUICK, "--no-files")
    assert code == 2 and "300 posts" in err and "60 posts" in err and "--org" in err


WRONG = [
    (["run", "ordinari-firm"], "ordinary-firm"),
    (["run", "--days", "0"], "--days is 0; give a whole number from 1"),
    (["run", "--days", "many"], "--days"),
    (["run", "--replications", "0"], "--replications is 0"),
    (["run", "--seed", "4294967296"], "--seed is 4294967296"),
    (["run", "--seed", "-1"], "--seed is -1"),
    (["run", "--workers", "0"], "--workers is 0"),
    (["run", "--kindness", "3"], "--kindness"),
    (["run", "--out", "here", "--no-files"], "--no-files"),
    (["run", "--org", "nowhere"], "nowhere"),
    (["run", "--mapping", "nowhere.yaml"], "nowhere.yaml"),
    (["run", "--out", "taken"], "taken exists already"),
    (["run", "."], "."),
    (["compare", "ordinary-firm"], "one scenario cannot be compared"),
    (["explain", "ordinary-firm", "culture-of-trust", "--outcome", "feer"], "did you mean fear"),
    (["explain", "ordinary-firm", "culture-of-trust", "--replications", "0"], "--replications is 0"),
    (["rum"], "run"),
    (["show", "mechanism"], "mechanisms"),
    (["show", "levers", "krindness"], "krindness"),
    (["show", "interaction", "--person", "P0450"], "P045"),
    (["show", "interaction", "--person", "P001"], "does not serve customers"),
    (["show", "interaction", "--day", "251"], "give 1 to 250"),
    (["show", "interaction", "--person", "P045", "--day", "1", "--occasion", "400"],
     "contacts on day 1, give 1 to"),
    (["show", "interaction", "--worst", "year"], "choices are day, week"),
    (["show", "interaction", "--against", "culture-of-fair"], "culture-of-fear"),
    (["show", "interaction", "--org", "nowhere"], "nowhere"),
]


@pytest.mark.parametrize(("args", "says"), WRONG)
def test_mistakes_exit_2_with_one_sentence(sim, tmp_path: Path, args: list[str], says: str):
    (tmp_path / "taken").mkdir()
    code, out, err = sim(*args)
    assert code == 2
    assert err.startswith("error: ") and says in err and "Traceback" not in err
    assert len(err.splitlines()) == 1
    assert out == ""
    assert [path.name for path in tmp_path.iterdir()] in (["taken"], ["taken", "results"],
                                                          ["results", "taken"])


def test_memory_and_disk_are_sentences(sim, monkeypatch):
    import sim.runs.study

    for problem, says in ((MemoryError(), "memory"), (OSError(28, "No space left on device", "x.csv"),
                                                      "x.csv: No space left")):
        def fail(*_, problem=problem, **__):
            raise problem

        monkeypatch.setattr(sim.runs.study, "run", fail)
        code, _, err = call_run(sim=sim, main=main)
        assert code == 2 and says in err


def call_run(sim, main) -> tuple[int, str, str]:
    import contextlib
    import io

    err = io.StringIO()
    with contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
        main(["run", "--no-files"])
    return int(left.value.code or 0), "", err.getvalue()


def test_the_door_of_python_m():
    said = shell("-m", "sim", "--version")
    assert said.returncode == 0 and said.stdout.startswith("sim ")


def test_a_closed_pipe_is_quiet():
    said = subprocess.run(f"{sys.executable} -m sim show outcomes | head -1", shell=True, capture_output=True,
                          text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=120)
    assert said.stderr == "" and said.stdout.startswith("name")


def test_ctrl_c_exits_130_with_a_line_and_leaves_nothing(tmp_path: Path):
    running = subprocess.Popen([sys.executable, "-m", "sim", "run", "--days", "25000"], cwd=tmp_path,
                               text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE,
                               start_new_session=True)
    assert running.stderr is not None
    while "%" not in running.stderr.readline():
        pass
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.splitlines()[-1] == "interrupted; nothing was written"
    assert "Traceback" not in said
    assert not (tmp_path / "results").exists()
