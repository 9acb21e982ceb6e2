"""An organisation in memory goes into a study as it is, and its folder holds it."""

from pathlib import Path

import pytest

from sim import Scenario, Study, UserError, build_organisation, read_study, sweep
from sim.scenario import place


def test_it_is_the_study_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    firm = build_organisation(people=24, seed=5)
    asked = Scenario(days=2, start={"culture": "none", "settle_days": 0}).at(firm)
    study = Study(scenario=asked, factors={"presence_hours": [2, 8]}, design={"kind": "grid"}, replications=1)
    assert study.base.build_organisation().digest() == firm.digest()
    found = sweep(study, tmp_path / "study", workers=1)
    assert found.complete
    monkeypatch.setattr(place, "_held", {})
    with pytest.raises(UserError, match="given as an object in another process"):
        Scenario.from_dict(study.base.given()).build_organisation()
    assert read_study(tmp_path / "study").study.base.build_organisation().digest() == firm.digest()
