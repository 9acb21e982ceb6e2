"""A study handed in: everything in it, the same bytes each time, nothing about who ran it and where, nobody's
names."""

import getpass
import json
import os
import platform
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
from rocrate.rocrate import ROCrate

from sim.base.errors import UserError
from sim.insight.supplement.publish import publish
from sim.insight.supplement.reproduce import reproduce
from sim.scenario import Scenario
from sim.studies.sweep import Study, Sweep, sweep
from tests.insight.supplement.small import TINY, texts


def contents(path):
    with zipfile.ZipFile(path) as zipped:
        return set(zipped.namelist())


def said(path):
    with zipfile.ZipFile(path) as zipped:
        return json.loads(zipped.read("manifest.json"))


def test_it_holds_all_it_takes(published):
    assert contents(published) >= {
        "README.md", "manifest.json", "ro-crate-metadata.json", "study.yaml", "scenario.yaml", "model/odd.md",
        "model/nomenclature.md",
        "figures/outcomes-over-factors.png", "ledger/trajectories.parquet",
        *(f"ledger/{name}.{kind}" for name in ("points", "design", "runs", "outcomes")
          for kind in ("csv", "parquet"))}
    assert set(said(published)["files"]) == contents(published) - {"manifest.json", "ro-crate-metadata.json"}


def test_the_same_study_gives_the_same_bytes_whoever_ran_it(published, run_study, tmp_path):
    again = publish(run_study(TINY), tmp_path / "tiny.zip", authors=["Ada Lovelace"])
    assert again.read_bytes() == published.read_bytes()


def test_no_file_says_when_where_or_by_whom(published, tiny):
    everything = texts(published)
    for secret in (tiny.runs["worker"].iloc[0], str(tiny.folder), os.getcwd()):
        assert secret not in everything, secret
    for name in (platform.node(), getpass.getuser()):
        assert len(name) < 6 or name not in everything, name
    assert not re.search(r"\b20[2-9]\d-\d\d-\d\dT", everything) and "datePublished" not in everything
    assert {info.date_time[0] for info in zipfile.ZipFile(published).infolist()} == {1980}


def test_the_tables_are_those_of_the_study(published, tiny, tmp_path):
    zipfile.ZipFile(published).extractall(tmp_path)
    names = tiny.manifest["outcomes"]
    for read in (pd.read_csv(tmp_path / "ledger/outcomes.csv"),
                 pd.read_parquet(tmp_path / "ledger/outcomes.parquet")):
        np.testing.assert_array_equal(read[names].to_numpy(), tiny.outcomes[names].to_numpy())
    points = pd.read_parquet(tmp_path / "ledger/points.parquet").set_index("point")
    assert {point: json.loads(text) for point, text in points["values"].items()} == tiny.values
    days = pd.read_parquet(tmp_path / "ledger/trajectories.parquet")
    assert list(days.columns) == ["point", "replicate", "day", *sorted(tiny.manifest["trajectories"])]
    assert len(days) == 5 * len(tiny.runs)


def test_the_library_reads_the_crate(published, tmp_path):
    zipfile.ZipFile(published).extractall(tmp_path)
    crate = ROCrate(tmp_path)
    root = crate.root_dataset
    assert (root["name"], root["description"], root["license"].id) == (
        "A tiny study", "Does care beat fear?", "https://spdx.org/licenses/CC-BY-4.0")
    assert {entity.id for entity in crate.data_entities} == contents(published) - {"ro-crate-metadata.json"}
    assert not [entity.id for entity in crate.data_entities if not entity.get("description")]


def test_study_and_scenario_run_from_the_archive(published, tiny, tmp_path):
    zipfile.ZipFile(published).extractall(tmp_path)
    study = Study.load(tmp_path / "study.yaml")
    assert study.base == tiny.study.base == Scenario.load(tmp_path / "scenario.yaml")
    assert sweep(study, tmp_path / "again", workers=1).digest == tiny.digest


def test_incomplete_studies_are_refused_or_say_so(run_study, tmp_path, monkeypatch):
    half = run_study(TINY, "half")
    monkeypatch.setattr(Sweep, "missing", property(lambda self: ["3 of 10 runs are still to be done"]))
    with pytest.raises(UserError, match="3 of 10 runs are still to be done; complete it with sim sweep run "
                       ".*--incomplete"):
        publish(half, tmp_path / "half.zip")
    made = publish(half, tmp_path / "half.zip", incomplete=True)
    assert "This study is incomplete" in zipfile.ZipFile(made).read("README.md").decode()
    assert said(made)["missing"]


def test_a_place_that_is_taken_is_refused(tiny, tmp_path):
    (tmp_path / "tiny.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="never overwritten"):
        publish(tiny, tmp_path / "tiny.zip")


def test_failed_runs_are_told_without_the_text_of_their_error(tmp_path):
    (tmp_path / "breaks_published.py").write_text(
        "def y(values, seed):\n    if values['x'] > 1: raise ValueError('/home/ada/secret')\n    return "
        "{'y': 1}\n", encoding="utf-8")
    study = Study(model="own", factors={"x": [1, 2]}, design={"kind": "grid"}, outcomes=["y"], replications=1)
    found = sweep(study, tmp_path / "runs", workers=1, model=f"{tmp_path}/breaks_published.py:y")
    made = publish(found, tmp_path / "a.zip", incomplete=True)
    with zipfile.ZipFile(made) as zipped:
        assert ",error,,ValueError" in zipped.read("ledger/runs.csv").decode()
        assert not any(b"secret" in zipped.read(name) for name in zipped.namelist()
                       if name.startswith("ledger"))


def test_a_study_that_was_not_lived_is_lived_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = publish(Study.from_dict(TINY | {"replications": 1, "factors": {"presence_hours": [2, 8]}}),
                   workers=1)
    assert made.name == "A-tiny-study.zip" and (tmp_path / "results").is_dir()
    assert reproduce(made).same


# Organisations
# ------------------------------------------------------------------------------------------------------------


def of_firm(folder, **more):
    return TINY | {"scenario": WORLD_WITHOUT | {"organisation": {"path": str(folder)}}
                   | more.pop("scenario", {}), "replications": 1} | more


WORLD_WITHOUT = {"days": 5, "start": {"settle_days": 0}}


def test_an_organisation_goes_in_under_pseudonyms_and_gives_the_same_bits(firm, run_study, tmp_path):
    folder, ids, units = firm
    made = publish(run_study(of_firm(folder)), tmp_path / "a.zip")
    assert said(made)["organisations"][0]["how"] == "pseudonyms"
    everything = texts(made)
    assert "Agatha" not in everything and "Moonbase" not in everything and str(folder) not in everything
    found = reproduce(made)
    assert found.counts["bit for bit"] == len(found.runs) == 5


def test_with_organisation_it_goes_in_as_it_is(firm, run_study, tmp_path):
    made = publish(run_study(of_firm(firm[0])), tmp_path / "a.zip", with_organisation=True)
    assert "Agatha" in texts(made) and said(made)["organisations"][0]["how"] == "as it is"
    assert reproduce(made, 2).same


@pytest.mark.parametrize("kind", ["unit", "post"])
def test_where_the_study_names_places_it_is_left_out_and_given_back(firm, run_study, tmp_path, kind):
    folder, ids, units = firm
    asked = of_firm(folder, scenario={"levers": {"listening": {kind: {(units if kind == "unit" else ids)[
        1]: 0.9}}}})
    made = publish(run_study(asked), tmp_path / "a.zip")
    assert said(made)["organisations"][0]["how"] == "left out"
    assert not [name for name in contents(made) if name.startswith("organisation")]
    with pytest.raises(UserError, match=r"the organisation of the study \(20 posts in .* is not in the "
                       r"archive; ask its authors"):
        reproduce(made)
    assert reproduce(made, organisations=[folder]).same
    (tmp_path / "other").mkdir()
    for file in folder.iterdir():
        (tmp_path / "other" / file.name).write_text(file.read_text(encoding="utf-8").replace(
            "Agatha-P19", "Agatha-P99"), encoding="utf-8")
    with pytest.raises(UserError, match="is another organisation"):
        reproduce(made, organisations=[tmp_path / "other"])


def test_an_organisation_too_many_is_refused(published, firm):
    with pytest.raises(UserError, match="needs no organisation from files"):
        reproduce(published, organisations=[firm[0]])


def test_the_ordinary_firm_in_files_is_nobodys_data(run_study, tmp_path):
    """Under pseudonyms it would no longer be known as the firm that the start culture is stored for, and
    would settle."""
    from sim.org.convert import write

    write(Scenario().build_organisation(), tmp_path / "ordinary")
    asked = TINY | {"scenario": {"organisation": {"path": str(tmp_path / "ordinary")}, "days": 2},
                    "factors": {"presence_hours": [2]}, "replications": 1}
    made = publish(run_study(asked), tmp_path / "a.zip")
    assert said(made)["organisations"][0]["how"] == "the ordinary firm"
    assert reproduce(made).same


# Other studies
# ------------------------------------------------------------------------------------------------------------


def test_plans_go_in_resolved(run_study, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: culture-of-trust\nlevers: {listening: 0.9}\n",
                                        encoding="utf-8")
    asked = TINY | {"factors": {"scenario": ["mine.yaml", "culture-of-fear", "base"]}, "replications": 1,
                    "seeds": "independent"}
    made = publish(run_study(asked, folder=tmp_path), tmp_path / "a.zip")
    assert {"plans/mine.yaml", "plans/culture-of-fear.yaml"} <= contents(made)
    assert b"extends" not in zipfile.ZipFile(made).read("plans/mine.yaml")
    found = reproduce(made)
    assert found.counts["bit for bit"] == len(found.runs)


def test_a_long_list_of_points_becomes_a_table(run_study, tmp_path, monkeypatch):
    from sim.base import yaml_text

    points = [{"presence_hours": 2 + i / 7, "recovery": i / 4} for i in range(4)]
    found = run_study(TINY | {"factors": {"presence_hours": "full", "recovery": "full"},
                              "design": {"kind": "list", "points": points}, "replications": 1})
    with monkeypatch.context() as small:
        small.setattr(yaml_text, "MOST_BYTES", 300)
        made = publish(found, tmp_path / "a.zip")
    zipfile.ZipFile(made).extractall(tmp_path / "there")
    assert "path: design.csv" in (tmp_path / "there/study.yaml").read_text(encoding="utf-8")
    assert (sweep(Study.load(tmp_path / "there/study.yaml"), tmp_path / "again", workers=1).digest
            == found.digest)
