"""Every catalogue says the same in every language, with the same gaps; the model's names are all there."""

import re
from pathlib import Path

import pytest

import sim
from sim.insight.attribution.decomposition import PATHS
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.outcomes import OUTCOMES
from sim.model.parameters import LEVERS, PARAMETERS, SURE, SWITCHES
from sim.org.build import TITLES
from sim.report.wording import difference_unit
from sim.scenario import Scenario, bundled
from sim.whatif.assumptions import CONTESTED, label, unit_said
from sim.whatif.levers import AS_TODAY, _side_effects, message
from sim.whatif.parts import FORM
from sim.words import ENGLISH, MODEL, Words, unit

FOLDER = Path(sim.__file__).parent
KEYED = sorted({file.parent for file in FOLDER.rglob("en.yaml")})
BY_ENGLISH = sorted({file.parent for file in FOLDER.rglob("de.yaml")} - set(KEYED))
OTHERS = [(folder, code) for folder in (*KEYED, *BY_ENGLISH) for code in Words(folder).languages()
          if code != ENGLISH]
UNITS_AS_THEY_ARE = {"0-1", "0-100", "%"}
GENERATED = {"management", "front line", "back office"}  # kinds of units, see sim.org.build


def gaps(words: object) -> object:
    """Names of the gaps of a text, or of each of a list."""
    if isinstance(words, list):
        return [gaps(one) for one in words]
    return set(re.findall(r"\{(\w+)(?:!r)?(?::[^{}]*)?\}", str(words)))


def test_there_are_catalogues_and_each_speaks_german():
    assert {folder.relative_to(FOLDER).as_posix() for folder in KEYED} >= {
        "ui/words", "lessons/words", "report/words", "insight/attribution/words", "whatif/words"}
    assert {folder for folder, code in OTHERS if code == "de"} == {*KEYED, *BY_ENGLISH}


@pytest.mark.parametrize("folder, code", OTHERS, ids=lambda part: part.relative_to(FOLDER).as_posix()
                         if isinstance(part, Path) else part)
def test_a_language_says_everything_with_the_same_gaps(folder, code):
    words = Words(folder)
    theirs = words.catalogue(code)
    ours = words.catalogue(ENGLISH) or {text: text for text in theirs}
    assert ours.keys() == theirs.keys()
    for key in ours:
        assert gaps(ours[key]) == gaps(theirs[key]), key


def assumed() -> set[str]:
    """What pages show of numbers and their sources: a remark is in words, a bare reference is not."""
    numbers = [*PARAMETERS.values()]
    sources = [p.source for p in (*numbers, *LEVERS.values())] + [m.source for m in MECHANISMS]
    sources += [said for s in SWITCHES.values() for said in (s.for_default, s.against)]
    remarks = {part for said in sources for part in said.split("; ")
               if re.search(r"\b[a-z]{4,}|\d\)$|^\.", part)}
    return remarks | {label(each.name) for each in (*numbers, *SWITCHES.values())} | {
        said for p in numbers for said in (p.help, unit_said(p), p.group)} - UNITS_AS_THEY_ARE


def names() -> set[str]:
    """What pages show of the model."""
    effects = {outcome.definition for outcome in OUTCOMES for name in LEVERS
               if any(outcome.definition in said for said in _side_effects(name, ENGLISH))}
    units = {each.unit for each in (*LEVERS.values(), *OUTCOMES, *FORM)} | {difference_unit(o)
                                                                            for o in OUTCOMES}
    levers = {word for p in LEVERS.values() for word in (p.label, *p.zones)}
    levers |= {message(p) for p in LEVERS.values()} | {p.cost for p in LEVERS.values()
                                                       if p.cost} | {
                                                           f"Levers of {p.group}" for p in LEVERS.values()}
    paths = {text for _, title, says in PATHS for text in (title, says)}
    sure = {text for pair in SURE.items() for text in pair} | {CONTESTED,
                                                               "the evidence disagrees; take a side"}
    scenarios = {Scenario.load(name).title for name in bundled()} | {"Your plan"}
    other = {AS_TODAY, "Assumptions", "demand", *TITLES, *GENERATED, *(form.label for form in FORM)}
    claims = {m.title for m in MECHANISMS} | {s.help for s in SWITCHES.values()}
    claims |= {side for s in SWITCHES.values() for side in s.sides} | assumed()
    return claims | effects | units - UNITS_AS_THEY_ARE | levers | paths | sure | scenarios | other | {
        o.label for o in OUTCOMES}


@pytest.mark.parametrize("code", MODEL.languages())
def test_a_language_has_words_for_what_pages_show_of_the_model_and_no_others(code):
    shown, said = names(), set(MODEL.catalogue(code))
    missing, unused = sorted(shown - said), sorted(said - shown)
    assert not missing
    assert not unused


def test_gaps_are_filled_as_the_language_wants(tmp_path):
    (tmp_path / "en.yaml").write_text("a: {one: '{count} of {what:lower}, {then:begin}', many: ''}\nonly: "
                                      "{here: English}")
    (tmp_path / "de.yaml").write_text("a: {one: '', many: '{count}-mal „{what}“, {then}'}", encoding="utf-8")
    words = Words(tmp_path)
    assert words.count("en", "a", 1, what="A Thing", then="And So") == "1 of a thing, and So"
    assert words.count("de", "a", 2, what="A Thing", then="And So") == "2-mal „A Thing“, And So"
    assert words.say("de", "only.here") == words.say("fr", "only.here") == "English"
    with pytest.raises(KeyError):
        words.say("de", "nowhere")


def test_a_unit_of_ones_own_keeps_its_name():
    assert unit("de", "U05 front line") == "U05 Front" and unit("de", "Front line") == "Front line"
