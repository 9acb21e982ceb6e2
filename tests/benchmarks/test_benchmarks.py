"""Every benchmark runs, on a world so small that its figures say nothing."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import commands, mesa_peer, run, worlds
from sim.model.engine.simulate import Run

ROOT = Path(__file__).parents[2]


def test_the_peer_lives_the_day_of_the_engine():
    setup = worlds.setup(40, 2)
    engine, peer = Run(setup), mesa_peer.peer(setup)
    engine.step()
    peer.step()
    assert vars(peer.people[0])["fear"] > 0.0  # held by the agent, not by a column
    for tally in engine.tallies.dtype.names:
        np.testing.assert_allclose(peer.record.tally(tally), engine.record.tally(tally), rtol=1e-3, atol=1e-3,
                                   err_msg=tally)


def test_all_of_it_to_the_written_page(monkeypatch, tmp_path, capsys):
    """The commands that take seconds are left out: each is one line around what others test."""
    monkeypatch.setattr(run, "PAGE", tmp_path / "docs" / "performance.md")
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(run, "DAYS", {60: 1, 120: 1})
    monkeypatch.setattr(run, "ONE_SIZE", 120)
    monkeypatch.setattr(run, "PEER_PEOPLE", 40)
    monkeypatch.setattr(run, "PEER_DAYS", 1)
    for slow in ("year", "sim_run", "many_short", "help_appears", "first_day", "compilation"):
        monkeypatch.setattr(commands, slow, lambda *given: 0.25)
    monkeypatch.setattr(sys, "argv", ["run", "--quick"])
    run.main()
    page = run.PAGE.read_text(encoding="utf-8")
    assert ("peer / engine on one thread" in page and "| two threads against one, best days" in page
            and "nan" not in page)
    assert "written: docs/performance.md" in capsys.readouterr().out


@pytest.mark.slow
def test_the_commands_and_a_world_of_its_own():
    assert 0.0 < commands.help_appears(1) < commands.first_day(1)
    assert commands.sim_run(1, 1, 1) > 0.0 and commands.many_short(2) > 0.0
    assert commands.year(1) > 0.0 and commands.compilation() > 1.0
    assert commands.worlds_alone(100, 1, 2)["contacts"] > 100


@pytest.mark.slow
@pytest.mark.parametrize("module", ["pages", "sliders"])
def test_the_pages_benchmarks_start(module: str):
    pytest.importorskip("solara")
    told = subprocess.run([sys.executable, "-m", f"benchmarks.{module}", "--help"], cwd=ROOT,
                          capture_output=True, text=True)
    assert told.returncode == 0 and "--visitors" in told.stdout, told.stderr


@pytest.mark.slow
def test_a_visitor_moves_a_lever():
    pytest.importorskip("solara")
    told = subprocess.run([sys.executable, "-m", "benchmarks.sliders", "--visitors", "1"], cwd=ROOT,
                          capture_output=True, text=True)
    assert told.returncode == 0 and told.stdout.count("a first guess after") == 3, told.stderr


@pytest.mark.slow
def test_visitors_some_of_them_hostile():
    pytest.importorskip("solara")
    told = subprocess.run([sys.executable, "-m", "benchmarks.soak", "--seconds", "20", "--quiet", "1",
                           "--honest", "2", "--hostile", "2"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0 and told.stdout.count("; 0 failed") == 2, told.stdout + told.stderr
    assert "tracebacks 0" in told.stdout
