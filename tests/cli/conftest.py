"""The command line, typed: in this process, and what it said and left with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.main import main

Typed = Callable[..., tuple[int, str, str]]


def left_with(*words: object) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return int(left.value.code or 0)


@pytest.fixture
def typed(monkeypatch, capfd) -> Typed:
    """Type a command: (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = left_with(*words)
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def sim(tmp_path: Path, monkeypatch, typed: Typed) -> Typed:
    """Type a command in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    return typed
