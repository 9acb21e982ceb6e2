"""``sim publish`` and ``sim reproduce`` at the terminal: what they print, and their exit codes."""

import json
import zipfile

import pandas as pd
import pytest

from sim.insight.supplement import archive

STUDY = """\
title: A tiny study
scenario: {organisation: {people: 20}, days: 3, start: {settle_days: 0}}
factors: {presence_hours: [2, 8]}
design: {kind: grid}
replications: 2
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("place")
    (place / "tiny.yaml").write_text(STUDY, encoding="utf-8")
    return place


@pytest.fixture
def sim(place, monkeypatch, typed):
    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", "100")
    return typed


@pytest.fixture
def tiny(place, sim):
    if not (place / "tiny.zip").exists():
        code, out, err = sim("publish", "tiny.yaml", "--workers", "1", "--author", "Ada Lovelace", "--date",
                             "2026-01-31")
        assert code == 0, err
        assert "archive  tiny.zip\nlicence  CC-BY-4.0\nsha256   " in out and out.endswith(
            "check    sim reproduce tiny.zip --sample 20\n")
    return "tiny.zip"


def test_a_study_is_handed_in_and_lived_again(sim, tiny, place):
    code, out, err = sim("reproduce", tiny, "--sample", "4", "--out", "found")
    assert code == 0, err
    assert "A tiny study, reproduced" in out and "4 runs of 6 reproduced bit for bit." in out
    assert (place / "found" / "reproduction.csv").is_file() and (place / "found" / "report.md").is_file()
    code, out, _ = sim("reproduce", tiny, "--json")
    assert code == 0 and json.loads(out)["counts"] == {"bit for bit": 6, "within 1e-9": 0, "differs": 0}


def test_a_folder_is_published_too(sim, tiny, place):
    (folder,) = (place / "results").iterdir()
    code, out, err = sim("publish", str(folder), "--author", "Ada Lovelace", "--date", "2026-01-31", "--out",
                         "again/tiny.zip")
    assert code == 0, err
    assert (place / "again" / "tiny.zip").read_bytes() == (place / tiny).read_bytes()


def test_what_differs_leaves_with_1(sim, tiny, place, tmp_path):
    zipfile.ZipFile(place / tiny).extractall(tmp_path)
    table = tmp_path / "ledger/outcomes.parquet"
    frame = pd.read_parquet(table)
    frame.loc[0, "fear"] += 1
    frame.to_parquet(table, index=False)
    said = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    said["files"]["ledger/outcomes.parquet"] = archive.sha256(table)
    (tmp_path / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    archive.pack(tmp_path, place / "forged.zip")
    code, out, _ = sim("reproduce", "forged.zip")
    assert code == 1
    assert "Not reproduced: 1 of 6 runs differs" in out and "fear" in out


@pytest.mark.parametrize(("args", "said"), [
    (("reproduce", "tiny.yaml"), "tiny.yaml: is not a whole zip archive"),
    (("reproduce", "none.zip"), "none.zip: cannot be unpacked"),
    (("publish", "none"), "'none' is neither a bundled study nor a file"),
    (("publish", "tiny.yaml", "--author", "<0000>"), "--author is '<0000>'"),
    (("publish", "tiny.yaml", "--date", "tomorrow"), "--date is 'tomorrow'"),
])
def test_mistakes_leave_with_2(sim, tiny, args, said):
    code, _, err = sim(*args)
    assert code == 2 and said in err.splitlines()[-1] and "Traceback" not in err
