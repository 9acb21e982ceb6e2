"""As in a container: a user without a name or a home, a package that cannot be written, an output that is not
UTF-8."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 12345
STUDY = """title: small
scenario: {extends: ordinary-firm, organisation: {people: 60}}
days: 4
factors: {presence_hours: [2, 8]}
design: {kind: grid}
replications: 2
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users reach, as pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="container-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None,
                    reason="needs root and setpriv to become another user")
def test_run_compare_sweep_and_the_pages_where_nothing_is_known_of_the_user(place: Path):
    work, temporary = place / "work", place / "tmp"
    for folder in (work, temporary):
        folder.mkdir()
        os.chown(folder, NOBODY, NOBODY)
    (work / "small.yaml").write_text(STUDY)
    # May read all files, since Python may lie in root's home, and write none but its own.
    sim = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
           "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", sys.executable, "-m", "sim"]
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252",
            "TMPDIR": str(temporary)}

    def typed(*words: str) -> tuple[str, str]:
        done = subprocess.run([*sim, *words], cwd=work, env=bare, capture_output=True, timeout=300,
                              check=False)
        assert done.returncode == 0, done.stderr.decode("cp1252")
        return done.stdout.decode("cp1252"), done.stderr.decode("cp1252")

    said, progress = typed("run", "ordinary-firm", "--days", "4", "-r", "2", "--no-files")
    assert "Customer satisfaction" in said and progress == "compiling the engine (once, about 20 s) ...\n"
    said, progress = typed("compare", "ordinary-firm", "culture-of-trust", "--days", "4", "-r", "2", "--out",
                           "compared")
    assert "B - A" in said and "compiling" not in progress  # kept from the run before
    assert "−" in (work / "compared" / "report.md").read_text(encoding="utf-8")
    said, _ = typed("sweep", "run", "small.yaml", "--workers", "2")
    assert "6 of 6 done" in said

    pages = subprocess.Popen([*sim, "app", "--no-browser", "--port", "0"], cwd=work,
                             env=bare | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    try:
        assert pages.stdout is not None
        said_first = pages.stdout.readline()
        address = re.search(rb"^open (http://\S+)", said_first)
        assert address is not None, said_first
        with urllib.request.urlopen(address[1].decode() + "healthz", timeout=30) as answer:
            assert json.load(answer)["ok"]
        with urllib.request.urlopen(address[1].decode(), timeout=30) as answer:
            assert b"<html" in answer.read()
    finally:
        pages.send_signal(signal.SIGINT)
        rest, _ = pages.communicate(timeout=30)
    assert pages.returncode == 0 and rest == b""

    assert {path.name for path in work.iterdir()} == {"small.yaml", "compared", "results"}
    assert {path.name for path in temporary.iterdir()} == {f"service-culture-sim-{NOBODY}"}
