"""Whatever stands in a file, it becomes a scenario or one sentence that names file, key, value and remedy."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.base.yaml_text import MOST_BYTES, parse
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.scenario import Scenario, bundled

WRONG = {
    "levers: {presence_hour: 3}": "levers.presence_hour is not a lever; did you mean presence_hours?",
    "levers: {presence_hours: 13}":
        "levers.presence_hours is 13, expected a number between 0 and 12 (hours/week per leader)",
    "levers: {presence_hours: -0.1}": "levers.presence_hours is -0.1, expected a number between 0 and 12",
    "levers: {presence_hours: .nan}": "levers.presence_hours is nan, expected a number",
    "levers: {presence_hours: 1e999}": "levers.presence_hours is inf, expected a number",
    "levers: {presence_hours: true}": "levers.presence_hours is true, expected a number",
    "levers: {presence_hours: '3'}": "levers.presence_hours is '3', expected a number",
    "levers: {presence_hours: 2,75}":
        "line 1, column 26: 2,75 has a decimal comma; write the number with a point: 2.75",
    "levers: {presence_hours: 2, punishment_severity: 0,5}":
        "0,5 has a decimal comma; write the number with a point: 0.5",
    "changes: [{from_week: 2, demand: {level: 1,25}}]":
        "1,25 has a decimal comma; write the number with a point: 1.25",
    "levers:\n  presence_hours: 2,75":
        "levers.presence_hours is '2,75', expected a number between 0 and 12 (hours/week per leader); "
                                      "write it with a decimal point: 2.75",
    "levers: {presence_hours: 2, 5: }": "levers.5 is not a lever",
    "levers: {presence_hours: }": "levers.presence_hours is empty, expected a number",
    "levers: {presence_hours: [3]}": "levers.presence_hours is [3], expected a number",
    "levers: {presence_hours: {}}":
        "levers.presence_hours is an empty mapping; choices are default, level, post, unit",
    "levers: {presence_hours: {units: {A: 1}}}":
        "levers.presence_hours.units is not a place to set a lever; did you mean",
    "levers: {presence_hours: {unit: {A: 99}}}":
        "levers.presence_hours.unit.A is 99, expected a number between",
    "levers: {presence_hours: {unit: 3}}":
        "levers.presence_hours.unit is 3, expected a mapping of unit to number",
    "levers: {presence_hours: {level: {top: 3}}}":
        "levers.presence_hours.level has the key 'top', expected the number of",
    "levers: {presence_hours: {default: high}}": "levers.presence_hours.default is 'high', expected a number",
    "levers: [presence_hours]": "levers is ['presence_hours'], expected a mapping of levers",
    "levers: {customers_per_post: 300}":
        "levers.customers_per_post is not a lever; it is a parameter, put it under",
    "parameters: {presence_hours: 3}":
        "parameters.presence_hours is not a parameter; it is a lever, put it under 'levers'",
    "parameters: {customer_per_post: 3}":
        "parameters.customer_per_post is not a parameter; did you mean customers_per_post?",
    "parameters: {customers_per_post: 0}":
        "parameters.customers_per_post is 0, expected a number between 10 and 5000",
    "switches: {venting: toxik}":
        "switches.venting is 'toxik', expected one of toxic, cathartic; did you mean toxic?",
    "switches: {venting: true}": "switches.venting is true, expected one of toxic, cathartic",
    "switches: {ventin: toxic}": "switches.ventin is not a switch; did you mean venting?",
    "switches: {venting: [1]}": "switches.venting is [1], expected one of",
    "without: [miroring]": "without names 'miroring', which is not a mechanism; did you mean mirroring?",
    "without: [needs-assessment]": "without names 'needs-assessment', which is part of 'formal-training' "
    "now; name that one, or leave it out",
    "only: [M35]": "only names 'M35', which is part of 'internal-customers' now; name that one",
    "without: mirroring": "without is 'mirroring', expected a list of mechanisms, such as [mirroring]",
    "without: [{a: b}]": "without names {'a': 'b'}, which is not a mechanism",
    "only: [trust]\nwithout: [fear]": "only cannot be given with 'without'; remove one of them",
    "days: 25001":
        "days is 25001, expected a whole number between 1 and 25000 (working days, 250 are a year)",
    "days: 0": "days is 0, expected a whole number",
    "days: 2.5": "days is 2.5, expected a whole number",
    "days: yes": "days is 'yes', expected a whole number",
    "days: 99999999999999999999999999999999999999999999999999": "days is 9999999999",
    "seed: -1": "seed is -1, expected a whole number between 0 and 4294967295",
    "replications: 0": "replications is 0, expected",
    "dayz: 3": "dayz is not known here; did you mean days?",
    "title: 3": "title is 3, expected text",
    "story: [a]": "story is ['a'], expected text",
    "demand: 2": "demand is 2, expected a mapping of level, weekdays",
    "demand: {levle: 2}": "demand.levle is not known here; did you mean level?",
    "demand: {level: -1}":
        "demand.level is -1, expected a number between 0 and 10 (times the ordinary demand)",
    "demand: {weekdays: [1, 1]}": "demand.weekdays is [1, 1], expected five weights",
    "demand: {weekdays: [1, 1, 1, 1, 2]}":
        "demand.weekdays has the mean 1.2, expected five weights of mean 1",
    "demand: {weekdays: [1, 1, 1, 1, x]}": "demand.weekdays[4] is 'x', expected a number",
    "start: {culture: ordinry}": "start.culture is 'ordinry', expected one of ordinary, none",
    "start: {settle_days: never}": "start.settle_days is 'never', expected 'auto' or a number of days",
    "start: {settle_days: -5}": "start.settle_days is -5, expected a whole number between 0 and 2500 (days)",
    "organisation: 300": "organisation is 300, expected a mapping",
    "organisation: {peple: 300}": "organisation.peple is not known here; did you mean people?",
    "organisation: {people: 2}": "organisation.people is 2, expected",
    "organisation: {people: true}": "organisation.people is true, expected a number",
    "organisation: {people: many}": "organisation.people is 'many', expected a number",
    "organisation: {people: .nan}": "organisation.people is nan, expected",
    "organisation: {people: 30, path: a.csv}": "organisation.people cannot be given with 'path'",
    "organisation: {path: 3}": "organisation.path is 3, expected the path",
    "organisation: {path: a.csv, maping: {}}": "organisation.maping is not known here; did you mean mapping?",
    "organisation: {mapping: {seed: 1}}":
        "organisation.mapping says how to read an organisation, but not from where",
    "organisation: {path: a.csv, mapping: {colums: {}}}":
        "mapping.colums is not known here; did you mean columns?",
    "organisation: {path: a.csv, mapping: {columns: {manger: x}}}":
        "columns.manger is not known here; did you mean manager?",
    "changes: 3": "changes is 3, expected a list of changes",
    "changes: [3]": "changes[0] is 3, expected a mapping",
    "changes: [{from_week: 3}]": "changes[0] changes nothing; name levers or demand",
    "changes: [{demand: {level: 2}}]": "changes[0] needs from_week or from_day, one of them",
    "changes: [{from_week: 1, demand: {level: 2}}]":
        "changes[0].from_week is 1, expected a whole number between 2 and",
    "changes: [{from_week: 51, demand: {level: 2}}]":
        "changes[0].from_week is 51, after the end of the run; days is 250",
    "changes: [{from_week: 9, levers: {feer: 1}}]": "changes[0].levers.feer is not a lever",
    "changes: [{from_week: 9, demand: {level: 2}}, {from_day: 41, demand: {level: 2}}]":
        "changes[1].from_day is 41, not later than the change before it",
    "extends: ordinary-frim":
        "extends 'ordinary-frim' is neither a bundled scenario nor a file; did you mean ordinary-firm?",
    "extends: [a, b]": "extends is ['a', 'b'], expected",
    "extends: ./absent.yaml": "absent.yaml': no such file",
    "extends: mine.yaml": "extends goes round in a circle: mine.yaml -> mine.yaml",
    "days: 3\ndays: 4": "line 2, column 1: the key 'days' stands here twice",
    "levers:\n  recovery: 0.1\n  recovery: 0.2": "line 3, column 3: the key 'recovery' stands here twice",
    "levers: {recovery: 0.1": "line 1, column",
    "levers:\n\trecovery: 1": "line 2, column 1: a tab; indent with spaces",
    "title: &a x\nstory: *a": "line 2, column 8: aliases (*name) are not understood",
    "a: 1\n---\nb: 1": "line 2, column 1",
    "title: !!python/object/apply:os.system [ls]": "cannot read",
    "title: !!timestamp x": "cannot read 'x' as timestamp",
    "days: !!int x": "cannot read 'x' as int",
    "[1, 2]": "is a list, not a mapping",
    "just words": "is a single value, not a mapping",
    "": "is empty; a scenario is a mapping",
    "# only a comment": "is empty",
    "? [a]\n: b": "a key must be a word or a number",
    "title: " + "[" * 5000: "nested more than 20 deep",
    "days: " + "9" * 5000: "cannot read",
    "title: 'a\0b'": "contains a character that YAML does not allow",
}


def load(folder: Path, text: str | bytes) -> Scenario:
    file = folder / "mine.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Scenario.load(file)


@pytest.mark.parametrize(("text", "expected"), WRONG.items(), ids=range(len(WRONG)))
def test_a_mistake_is_one_sentence_that_names_the_file(tmp_path: Path, text: str, expected: str):
    with pytest.raises(UserError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert expected in message
    assert message.startswith(f"{tmp_path / 'mine.yaml'}: ")
    assert "\n" not in message and len(message) < 700 + len(str(tmp_path))


def test_every_out_of_range_number_is_told_its_range_and_unit():
    for kind, declared in (("levers", LEVERS), ("parameters", PARAMETERS)):
        for name, parameter in declared.items():
            with pytest.raises(UserError, match=re.escape(f"{kind}.{name} is 1e+30, expected")) as caught:
                Scenario(**{kind: {name: 1e30}})
            assert f"({parameter.unit})" in str(caught.value)
            Scenario(**{kind: {name: parameter.low}}), Scenario(**{kind: {name: parameter.high}})


def test_bytes_that_are_not_utf8_and_too_many_bytes(tmp_path: Path):
    with pytest.raises(UserError, match="is not UTF-8 text"):
        load(tmp_path, "title: é".encode("latin-1"))
    with pytest.raises(UserError, match="is not UTF-8 text"):
        load(tmp_path, "title: é".encode("utf-16"))
    with pytest.raises(UserError, match="is larger than"):
        load(tmp_path, b"#" * (MOST_BYTES + 1))
    assert load(tmp_path, b"\xef\xbb\xbftitle: a").title == "a"


def test_names_and_paths_that_lead_nowhere(tmp_path: Path):
    for name in ("ordinaryfirm", "no/such.yaml", "x" * 5000, "nul\0", "", str(tmp_path), "."):
        with pytest.raises(UserError):
            Scenario.load(name)
    with pytest.raises(UserError, match="did you mean ordinary-firm"):
        Scenario.load("ordinaryfirm")
    assert "did you mean" not in str(pytest.raises(UserError, Scenario.load, "qqqq").value)


def test_words_of_yaml_1_1_stay_words(tmp_path: Path):
    levers = "levers: {recovery: {post: {0012: 1, 1.10: 0, no: 0.5}}}"
    scenario = load(tmp_path, f"switches: {{trust_asymmetry: off}}\n{levers}\ndays: 1e2")
    assert scenario.switches == {"trust_asymmetry": "off"}
    assert scenario.levers == {"recovery": {"post": {"0012": 1.0, "1.10": 0.0, "no": 0.5}}}
    assert scenario.days == 100
    assert load(tmp_path, "switches: {trust_asymmetry: true}").switches == {"trust_asymmetry": "on"}


def test_an_error_in_what_a_file_extends_names_that_file(tmp_path: Path):
    (tmp_path / "parent.yaml").write_text("days: 0")
    with pytest.raises(UserError, match=re.escape(f"{tmp_path / 'parent.yaml'}: is no scenario as it stands "
                                                  "(days); sim show scenario ")):
        load(tmp_path, "extends: parent.yaml\ndays: 3")
    (tmp_path / "parent.yaml").write_text("extends: mine.yaml")
    with pytest.raises(UserError, match="in a circle: mine.yaml -> parent.yaml -> mine.yaml"):
        load(tmp_path, "extends: parent.yaml")


def test_from_python_too_it_is_one_sentence():
    for call in (lambda: Scenario(dayz=3), lambda: Scenario(extends="ordinary-firm"),
                 lambda: Scenario().with_(days="x"), lambda: Scenario().with_(extends="ordinary-firm"),
                 lambda: Scenario.from_dict([1]), lambda: Scenario.from_dict({1: 2}),
                 lambda: Scenario.from_dict({None: 2}), lambda: Scenario(levers={("a",): 2}),
                 lambda: Scenario(levers={"recovery": object()})):
        with pytest.raises(UserError):
            call()


INNER = ["extends", "path", "mapping", "unit", "level", "post", "default", "from_week", "from_day", "culture",
         "settle_days", "weekdays", "people"]
KEYS = st.sampled_from([*Scenario.model_fields, *INNER, *LEVERS, *list(PARAMETERS)[:9], *SWITCHES]) | st.text(
    max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(
        ["auto", "ordinary", "on", "M12", "mirroring", "ordinary-firm", "mine.yaml", 0.5, 3, 250]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)
QUICK = settings(max_examples=80, deadline=None,
                 suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@QUICK
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_data_is_a_scenario_or_a_user_error(data: dict):
    try:
        scenario = Scenario.from_dict(data)
        scenario.with_(days=300)
    except UserError as error:
        assert "\n" not in str(error).replace("\\n", "")
    else:
        assert Scenario.from_dict(scenario.dump()).digest() == scenario.digest()


SOURCE = b"".join((Path(__file__).parents[2] / "scenarios" / f"{name}.yaml").read_bytes()
                  for name in bundled())


@QUICK
@given(st.binary(max_size=60) | st.text("{}[]:,-*&!?|>#'\"% \n\tabc01.~", max_size=60).map(str.encode),
       st.integers(0, len(SOURCE) - 300))
def test_any_bytes_are_a_scenario_or_a_user_error(tmp_path: Path, noise: bytes, cut: int):
    for text in (noise, SOURCE[cut:cut + 150] + noise + SOURCE[cut + 150:cut + 300]):
        try:
            load(tmp_path, text)
        except UserError as error:
            assert "\n" not in str(error)


@QUICK
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=6), VALUES, min_size=1, max_size=3))
def test_what_is_written_is_read_back(data: dict):
    from sim.base.yaml_text import write

    try:
        back = parse(write(data).encode("utf-8"), "x")
    except UserError as error:
        assert "nested more" in str(error) or "aliases" in str(error)
    except UnicodeEncodeError:
        pass
    else:
        assert repr(back) == repr(data)
