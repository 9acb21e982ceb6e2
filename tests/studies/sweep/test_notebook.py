"""A study in a notebook: one line runs it under a bar, one line reads any study as a frame."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def cells(tmp_path_factory) -> list:
    folder = tmp_path_factory.mktemp("notebook") / "slow"
    source = ["import sim\nfrom tests.studies.sweep.small import own",
              f"found = sim.sweep(own('slow', replications=2), {str(folder)!r}, workers=1)",
              f"sim.read_study({str(folder)!r}).outcomes"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in source])
    environment = os.environ | {"PYTHONPATH": str(ROOT), "JUPYTER_PLATFORM_DIRS": "1"}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3",
                            resources={"metadata": {"path": str(ROOT)}})
    client.execute(env=environment)
    return notebook.cells


def test_a_bar_shows_how_far_the_study_is(cells):
    shown = [output["data"]["text/html"] for output in cells[1].outputs if "data" in output]
    assert shown and "━" in shown[-1] and "20 of 20 runs" in re.sub("<[^>]+>", "", shown[-1])


def test_any_study_is_a_frame_in_one_line(cells):
    assert ("<table" in cells[2].outputs[0]["data"]["text/html"]
            and cells[2].outputs[0]["data"]["text/plain"].count("\n") == 20)
