"""What the command line prints is kept in tests/golden: words to the letter, numbers within rounding.

A change of the model changes these files, and should: ``GOLDEN=write pytest tests/cli/test_golden.py`` writes
them anew.
"""

import os
import re
from pathlib import Path

import pytest

from sim.cli.main import main

GOLDEN = Path(__file__).parents[1] / "golden"
NUMBER = re.compile(r"[-+−]?\d[\d,]*\.?\d*")
COMMANDS = {
    "run": ["run", "ordinary-firm", "--days", "20", "--replications", "3", "--no-files"],
    "run-all": ["run", "culture-of-fear", "--days", "20", "--replications", "2", "--all", "--no-files"],
    "compare": ["compare", "ordinary-firm", "culture-of-trust", "--days", "20", "--replications", "3",
                "--no-files"],
    "plans": ["compare", "ordinary-firm", "care-first", "culture-of-fear", "canned-training", "--days", "20",
              "--replications", "4", "--no-files"],
    "switches": ["compare", "ordinary-firm", "culture-of-trust", "--days", "10", "--replications", "3",
                 "--switches", "--no-files"],
    "explain": ["explain", "ordinary-firm", "culture-of-trust", "--days", "6", "--replications", "2",
                "--no-files"],
    "overview": [],
    "list": ["list"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_prints_what_it_printed(name: str, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(COMMANDS[name])
    golden(name, capsys.readouterr().out)


def golden(name: str, said: str) -> None:
    """What was printed, against what is kept under this name."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(said)
    if not file.exists():
        pytest.fail(f"{file.name} is not written yet: GOLDEN=write pytest {Path(__file__).name}")
    kept = file.read_text()
    assert words(said) == words(kept)
    assert numbers(said) == pytest.approx(numbers(kept), abs=0.11)


def words(text: str) -> list[str]:
    """Without numbers, without the spaces and rules that follow from their width."""
    return [" ".join(NUMBER.sub("#", line).replace("─", "").split()) for line in text.splitlines()]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "").replace("−", "-")) for found in NUMBER.findall(text)]
