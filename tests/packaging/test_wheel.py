"""What is installed is complete: the scenarios travel inside the package, from the checkout and from the
sdist alike."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUDIES = {f"sim/experiments_bundled/{path.name}" for path in (ROOT / "experiments").glob("*.yaml")}
SCENARIOS = {f"sim/scenarios/{path.name}" for path in (ROOT / "scenarios").glob("*.yaml")}


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module", params=["from the checkout", "from the sdist"])
def wheel(request, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # Without --wheel, `build` makes the sdist and then the wheel from that.
    only = ["--wheel"] if request.param == "from the checkout" else []
    run(sys.executable, "-m", "build", *only, "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_holds_the_package_the_scenarios_and_nothing_else(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "sim/scenarios/ordinary-firm.yaml" in names
    assert names >= SCENARIOS | STUDIES
    assert not [name for name in names if name.startswith("sim/experiments_bundled/")
                and name.endswith(".py")]
    assert {"sim/__init__.py", "sim/py.typed"} <= names
    assert "sim/insight/describe/odd.template.md" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"sim", "service_culture_sim"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".nbi", ".nbc"))]


def test_says_what_it_is(wheel: Path):
    inside = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in inside.namelist() if name.endswith("/METADATA"))
    said = inside.read(metadata).decode()
    for line in ("Author: the service-culture-sim authors", "License-Expression: MIT",
                 "License-File: LICENSE", "Requires-Python: >=3.12", "Classifier: Typing :: Typed",
                 "Description-Content-Type: text/markdown"):
        assert f"\n{line}\n" in said
    assert "\nKeywords: agent-based model," in said and "\n# Service culture" in said
    assert "Project-URL" not in said  # it has no address yet


def test_runs_away_from_the_checkout(wheel: Path, tmp_path: Path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    python = [sys.executable, "-P"]
    where = {"cwd": tmp_path / "elsewhere", "PYTHONPATH": str(tmp_path / "site")}
    assert run(*python, "-c", "import sim; print(sim.__file__)", **where).startswith(str(tmp_path))
    listed = run(*python, "-m", "sim", "list", **where)
    assert "ordinary-firm" in listed and "care-by-fear" in listed
    assert "# The model: an ODD+D protocol" in run(*python, "-c", "from sim.insight.describe import odd; "
                                                   "print(odd.page())", **where)
