"""The command line where its streams are closed, end early, or are not UTF-8."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from sim.cli import progress, streams

ROOT = Path(__file__).parents[2]
SIM = f"{shlex.quote(sys.executable)} -m sim"


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"} | environment)


@pytest.mark.parametrize(("line", "code"), [
    (f"{SIM} --version >&-", 0), (f"{SIM} --version <&- >&- 2>&-", 0), (f"{SIM} lisst >&- 2>&-", 2),
    (f"{SIM} lisst 2>&-", 2),
    (f"{SIM} show levers | true", 1),
])
def test_closed_streams_and_pipes_change_no_exit_code_and_print_no_traceback(line: str, code: int):
    done = shell(line)
    assert done.returncode == code and done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_said_in_one_line():
    done = shell(f"{SIM} --version > /dev/full")
    assert done.returncode == 2 and b"No space left" in done.stderr and done.stderr.count(b"\n") == 1


def test_a_closed_stream_is_no_number_for_the_next_file(tmp_path: Path):
    code = ("import sys; from pathlib import Path; from sim.cli import streams; streams.prepare(); file = "
            "open(sys.argv[1], 'w'); assert file.fileno() > 2; print('said'); import os; os.system('echo "
            "said')")
    done = shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} {tmp_path / 'file'} >&- 2>&- <&-")
    assert done.returncode == 0 and (tmp_path / "file").read_text() == ""


@pytest.mark.parametrize(("encoding", "shown"), [
    ("ascii", '"-1.5 ... +-2, a->b <-c, 3x4, Zurich, Lodz, ?'),
    ("cp1252", '"-1.5 … ±2, a->b <-c, 3×4, Zürich, Lódz, ?'),
    ("latin-1", '"-1.5 ... ±2, a->b <-c, 3×4, Zürich, Lódz, ?'),
    ("utf-8", "“−1.5 … ±2, a→b ←c, 3×4, Zürich, Łódź, 漢")])
def test_what_an_encoding_lacks_is_replaced_by_plain_characters(monkeypatch, encoding: str, shown: str):
    wrapped = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", wrapped)
    streams.prepare()
    print("“−1.5 … ±2, a→b ←c, 3×4, Zürich, Łódź, 漢")
    wrapped.flush()
    said = wrapped.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
    assert said.replace("“", '"') == shown.replace("“", '"') + "\n"


def test_any_command_prints_in_ascii(monkeypatch, tmp_path: Path, sim):
    for words in (["list"], ["show", "levers"], ["show", "outcomes"], ["show", "mechanisms"],
                  ["show", "interaction"], ["show", "day"], ["run", "--days", "2", "-r", "2", "--no-files",
                                                             "--all"],
                  ["compare", "ordinary-firm", "culture-of-trust", "--days", "3", "-r", "2", "--no-files"],
                  ["org", "build", "firm", "--people", "30"], ["run", "nowhere→.yaml"]):
        printed = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, "stdout", printed)
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
        code, _, _ = sim(*words)
        assert code == (2 if "nowhere→.yaml" in words else 0), words
        text = printed.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
        assert "\\u" not in text and "?" not in text.replace("?\n", "").replace("? ", ""), words
    with_arrow = sys.stderr.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert "nowhere->.yaml" in with_arrow


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_programs_read_loses_nothing_in_any_encoding(monkeypatch, tmp_path: Path, sim, encoding: str):
    given = {"extends": "ordinary-firm", "title": "Łódź → Zürich"}
    (tmp_path / "mine.yaml").write_text(yaml.dump(given, allow_unicode=True), encoding="utf-8")
    for read, words in ((yaml.safe_load, []), (json.loads, ["--json"])):
        printed = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", printed)
        assert sim("show", "scenario", "mine.yaml", *words)[0] == 0
        shown = printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
        assert read(shown)["title"] == given["title"]


def test_compiling_is_said_once_and_a_long_run_says_little(monkeypatch, capsys):
    monkeypatch.setattr("sim.model.jit.cold", lambda: True)
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with progress.progress("running it") as report:
        for _ in range(200):  # ten times a second while it compiles
            now += 0.1
            report(0, 10_000)
        for done in range(1, 10_000):  # ten hours
            now += 3.6
            report(done, 10_000)
    lines = capsys.readouterr().err.splitlines()
    assert sum("compiling" in line for line in lines) == 1 and lines[0].startswith(
        "compiling the engine (once")
    assert 10 < len(lines) < 100


def test_where_nothing_can_be_kept_it_says_how_to_mend_that(monkeypatch, capsys):
    monkeypatch.setattr("sim.model.jit.CACHE", None)
    monkeypatch.setattr("sim.model.jit.cold", lambda: True)
    with progress.progress("running it") as report:
        report(0, 10)
        report(1, 10)
    said = capsys.readouterr().err
    assert said.count("compiling") == 1 and "each time" in said and "NUMBA_CACHE_DIR" in said


def test_nobody_reading_how_far_it_is_stops_no_run(monkeypatch):
    class Ended(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("sim.model.jit.cold", lambda: True)
    monkeypatch.setattr(sys, "stderr", Ended())
    with progress.progress("running it") as report:
        report(0, 10)
