"""The description for machines: complete, read back by the library, silent about the time unless told."""

import json

import pytest
from rocrate.rocrate import ROCrate

from sim.base.errors import UserError
from sim.insight.supplement.crate import PROFILE, About, Asked, Author, write

ABOUT = About("A study", "What it asks.", "0.1.0", "abcd", "12 runs of 4 points", "ef01", {
    "study.yaml": "the study", "ledger/runs.csv": "the runs"})


@pytest.fixture
def folder(tmp_path):
    for name in ("study.yaml", "scenario.yaml", "ledger/runs.csv", "figures/a picture.png", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def made(folder, **changed):
    write(folder, Asked(**changed), ABOUT)
    return ROCrate(folder)


def test_the_library_reads_it_back(folder):
    crate = made(folder, authors=(Author("Ada Lovelace"), Author("Josiah Carberry", "0000-0002-1825-0097")))
    root = crate.root_dataset
    assert (root["name"], root["description"], root["license"]["name"]) == ("A study", "What it asks.",
                                                                            "CC-BY-4.0")
    assert (root["conformsTo"].id == PROFILE and crate.metadata["conformsTo"]
            == "https://w3id.org/ro/crate/1.2")
    assert [(person.id, person["name"]) for person in root["author"]] == [
        ("#author-1", "Ada Lovelace"), ("https://orcid.org/0000-0002-1825-0097", "Josiah Carberry")]
    assert {entity.id for entity in crate.data_entities} == {
        "study.yaml", "scenario.yaml", "ledger/runs.csv", "figures/a%20picture.png", "README.md"}
    assert crate.dereference("ledger/runs.csv")["description"] == "the runs"
    runs = root["mentions"]
    assert runs.type == "CreateAction" and runs["instrument"]["softwareVersion"] == "0.1.0"
    assert [file.id for file in runs["object"]] == ["scenario.yaml", "study.yaml"]
    assert [file.id for file in runs["result"]] == ["ledger/runs.csv"]
    assert crate.dereference("#service-culture-sim")["identifier"] == "abcd"


def test_it_says_when_only_if_told(folder):
    made(folder)
    text = (folder / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert "datePublished" not in text
    made(folder)
    assert (folder / "ro-crate-metadata.json").read_text(encoding="utf-8") == text
    made(folder, date="2026-01-31", licence="https://example.org/terms")
    said = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    root = next(entity for entity in said["@graph"] if entity["@id"] == "./")
    assert root["datePublished"] == "2026-01-31" and root["license"] == {"@id": "https://example.org/terms"}


@pytest.mark.parametrize(("text", "said"), [
    ("", "write a name"), ("Ada <me@example.org>", "write a name"),
    ("Ada <0000-0002-1825-0098>", "last digit would be 7"),
])
def test_authors_are_checked(text, said):
    with pytest.raises(UserError, match=said):
        Author.parse(text)


@pytest.mark.parametrize("changed", [{"date": "31.1.2026"}, {"licence": "as you like"}])
def test_date_and_licence_are_checked(changed):
    with pytest.raises(UserError, match="write it as 2026-01-31|give an SPDX identifier"):
        Asked(**changed)
