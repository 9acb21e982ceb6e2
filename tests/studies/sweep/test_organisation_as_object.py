"""An organisation in memory goes into a study as it is, and its folder holds it."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from sim import Scenario, Study, UserError, build_organisation, compare, publish, read_study, run, sweep
from sim.scenario import place


def test_it_is_the_study_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    firm = build_organisation(people=24, seed=5)
    asked = Scenario(days=2, start={"culture": "none", "settle_days": 0}).at(firm)
    study = Study(scenario=asked, factors={"presence_hours": [2, 8]}, design={"kind": "grid"}, replications=1)
    assert study.base.build_organisation().digest() == firm.digest()
    again = Study(scenario=asked.given(), factors={"presence_hours": [2, 8]}, design={"kind": "grid"})
    plans = {"today": asked, "plan": asked.with_(levers={"recovery": 0.9})}
    both = Study(factors={"scenario": plans, "presence_hours": [2, 8]}, design={"kind": "grid"})
    for there in (again.base, both.at({"scenario": "plan", "presence_hours": 2})):
        assert there.build_organisation().digest() == firm.digest()
    for written in (asked.to_yaml, lambda: asked.to_yaml(full=True), again.to_yaml):
        with pytest.raises(UserError, match="given as an object"):
            written()
    found = sweep(study, tmp_path / "study", workers=1)
    assert found.complete
    monkeypatch.setattr(place, "_held", {})
    with pytest.raises(UserError, match="given as an object in another process"):
        Scenario.from_dict(study.base.given()).build_organisation()
    assert read_study(tmp_path / "study").study.base.build_organisation().digest() == firm.digest()


def test_it_goes_through_run_compare_and_publish(tmp_path: Path):
    firm = build_organisation(people=24, seed=5)
    asked = Scenario(days=2, start={"culture": "none", "settle_days": 0}).at(firm)
    assert len(run(asked, replications=1, workers=1).setup.organisation) == 24
    found = compare(asked, asked.with_(levers={"recovery": 0.9}), replications=1, workers=1)
    assert {len(side.setup.organisation) for side in (found.a, found.b)} == {24}
    study = Study(scenario=asked.given(), factors={"presence_hours": [2, 8]}, design={"kind": "grid"},
                  replications=1)
    sweep(study, tmp_path / "study", workers=1)
    with zipfile.ZipFile(publish(tmp_path / "study", tmp_path / "a.zip", authors=["A B"])) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("organisation/nodes.csv"))))
    assert len(rows) == 24
