"""Every notebook of the project: short, stored without its outputs, and true when it is run."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
SHOWN = {  # notebook -> what must hold when it has run, and how many pictures it shows
    "01-first-steps": (
        "end = cultures.outcomes['difference']; assert end['trust_in_leader'] > 10 and end['fear'] < -10 and "
        "end['customer_satisfaction'] > 0; assert sources.loc['M03', 'source'].startswith('Tepper 2000')", 2),
    "02-one-interaction": (
        "assert m['rudeness'] > 0.2 and abs(answer - m['tone']) < 1e-6 and abs(by_hand - m['satisfaction']) "
        "< 1e-6; traced = contact.what_if('person.fear', ['tone']); assert traced['tone'].iloc[0] > "
        "traced['tone'].iloc[-1]; assert traced['tone'].iloc[-1] < m['tone'] < traced['tone'].iloc[0]", 2),
    "03-paired-worlds": (
        "wrongly = differences['difference'].lt(0).groupby(differences['luck']).mean(); assert wrongly['same "
        "luck'] < 0.2 and wrongly['other luck'] > 0.25 and times > 5; assert "
        "worlds.outcomes.loc['felt_care', 'low'] > 0", 3), "04-your-organisation": (
        "found = result.units('felt_care'); assert set(found.query('low > 0').index) == {'Harbour', 'Old "
        "Town'}; assert len(bakeries) == 60 and 25 < fear.mean() < 75; assert "
        "np.allclose(found['difference'].drop(['Harbour', 'Old Town', 'Head office']), 0, atol=0.5)", 3),
    "05-a-sweep": (
        "means = runs.groupby('punishment_severity')['empathy_shown'].mean(); assert study_run.complete and "
        "len(runs) == 64; assert means.iloc[0] > means.iloc[-1] and any('could not be told' in said for said "
        "in answer.sentences)", 1),
    "06-spread": (
        "down = fear.query(\"network == 'down'\").set_index('distance')['difference']; assert down[1] > 3 "
        "and abs(down[2]) < down[1]; assert left['share'].between(-1, 2).all() and {'line', 'ties'} <= "
        "set(left['carrier']); assert tried.unit == unit and len(tried.sentences) > 1", 1)}


def stored(name: str) -> nbformat.NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def test_all_are_tried_and_listed():
    names = {path.stem for path in FOLDER.glob("*.ipynb")}
    assert names == set(SHOWN)
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"({name}.ipynb)" in said for name in names)


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_stored_short_and_without_outputs(name: str):
    notebook = stored(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert len(notebook.cells) <= 13 and notebook.metadata.kernelspec.name == "python3"
    assert "To think about" in notebook.cells[-1].source


@pytest.mark.parametrize("name", SHOWN)
def test_it_runs_and_shows_what_it_says(name: str, tmp_path: Path, monkeypatch):
    notebook = stored(name)
    holds, pictures = SHOWN[name]
    notebook.cells.append(nbformat.v4.new_code_cell(holds))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    environment = os.environ | {"PYTHONPATH": str(FOLDER.parent), "JUPYTER_PLATFORM_DIRS": "1"}
    NotebookClient(notebook, timeout=300, kernel_name="python3",
                   resources={"metadata": {"path": str(FOLDER)}}).execute(env=environment)
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert sum("image/svg+xml" in output.get("data", {}) for output in shown) == pictures
    assert not any(output.get("name") == "stderr" for output in shown), shown
