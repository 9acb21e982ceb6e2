"""Small studies, run once for all tests."""

import dataclasses
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sim.insight.supplement import archive
from sim.insight.supplement.publish import publish
from sim.org.build import build_organisation
from sim.org.convert import write as write_organisation
from sim.org.shape import Shape
from sim.studies.sweep import Study, sweep
from tests.insight.supplement.small import TINY


@pytest.fixture(scope="session")
def run_study(tmp_path_factory):
    """A function from what a study says to the study after its runs."""
    def run(said, name="tiny", folder=None):
        return sweep(Study.from_dict(said, folder), tmp_path_factory.mktemp("studies") / name, workers=1)

    return run


@pytest.fixture(scope="session")
def tiny(run_study):
    return run_study(TINY)


@pytest.fixture(scope="session")
def published(tiny, tmp_path_factory) -> Path:
    return publish(tiny, tmp_path_factory.mktemp("published") / "tiny.zip", authors=["Ada Lovelace"])


@pytest.fixture(scope="session")
def firm(tmp_path_factory):
    """An organisation in files, with names one would know again: (folder, its ids, its units)."""
    made = build_organisation(Shape(people=20))
    ids = pd.Series(made.ids).map(lambda name: f"Agatha-{name}").to_numpy(str)
    named = dataclasses.replace(made, ids=ids, unit_names=tuple(f"Moonbase {name}"
                                                                for name in made.unit_names))
    folder = tmp_path_factory.mktemp("firm") / "firm"
    write_organisation(named, folder)
    return folder, list(named.ids), list(named.unit_names)


@pytest.fixture
def changed(tmp_path):
    """A function that changes an archive's files and packs it again with hashes that fit: what a careful
    forger would do."""
    def change(path, how, name="forged.zip"):
        place = tmp_path / f"{name}.d"
        zipfile.ZipFile(path).extractall(place)
        how(place)
        said = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        said["files"] = {file: archive.sha256(place / file) for file in archive.files_in(place)
                         if file not in (archive.MANIFEST, archive.METADATA)}
        (place / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
        archive.pack(place, tmp_path / name)
        return tmp_path / name

    return change
