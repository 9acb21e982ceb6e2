"""What `import sim` offers: documented names, each with its own; what an editor and a type checker see."""

from __future__ import annotations

import inspect

import pytest

import sim
from sim import Scenario

NAMES = [name for name in sim.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_the_only_one_of_its_object_and_says_what_it_is(name: str):
    found = getattr(sim, name)
    assert found.__name__ == name
    assert inspect.getdoc(found)


@pytest.mark.parametrize("name", ["Organisation", "Scenario", "build_organisation", "read_organisation",
                                  "read_study"])
def test_docstrings_have_an_example(name: str):
    assert "Example:" in inspect.getdoc(getattr(sim, name))


def test_a_scenario_shows_its_fields_and_methods_and_not_those_of_its_library():
    shown = dir(Scenario())
    assert {*Scenario.model_fields, "load", "with_", "setup"} <= set(shown)
    assert not [name for name in shown if name.startswith(("model_", "_", "parse_"))]
    assert all(hasattr(Scenario(), name) for name in shown)


def test_an_organisation_is_built_and_read_by_plain_values(tmp_path):
    assert len(sim.build_organisation(people=40, seed=2)) == 40
    with pytest.raises(sim.UserError, match="unknown key 'peple'; did you mean people"):
        sim.build_organisation(peple=40)
    chart = tmp_path / "firm.csv"
    chart.write_text("who,reports to\nAda,\nBen,Ada\n")
    assert sim.read_organisation(chart, {"columns": {"id": "who"}}).ids.tolist() == ["Ada", "Ben"]
