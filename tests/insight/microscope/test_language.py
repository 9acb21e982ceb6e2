"""The microscope in another language: everything that it says is there, with the same holes; and English
stays as it was."""

import string

import pytest

from sim.insight.microscope import text as page
from sim.insight.microscope.language import WORDS, said, speaking
from sim.insight.microscope.replay import STATES
from sim.insight.microscope.steps import ABOUT, STEPS

LANGUAGES = WORDS.languages()


def declared():
    for step in STEPS:
        yield step.title
        yield from (shown.label for shown in step.shows)
        yield from (one.text for say in step.says for one in (say if isinstance(say, tuple) else (say,)))
        for target in step.targets:
            yield target.label
            yield from (force.label for force in target.forces if isinstance(force.label, str))
    yield from ABOUT.values()
    yield from (f"the case: {about}" for about in ABOUT.values())
    yield from (label for _, _, names in page._BEFORE for _, label in names)
    yield from (name.replace("_", " ") for name in STATES)


def holes(text):
    return sorted((name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None)


def test_there_is_another_language():
    assert LANGUAGES == ["de"] and WORDS.catalogue("en") == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_everything_with_the_same_holes(language):
    words = WORDS.catalogue(language)
    assert not [text for text in declared() if text not in words]
    assert not [text for text in words if holes(text) != holes(words[text])]


def test_only_inside_is_it_spoken():
    assert said("the blame") == "the blame"
    with speaking("de"):
        assert said("the blame") == "die Schuldzuweisung"
        with speaking("en"):
            assert said("the blame") == "the blame"
    assert said("the blame") == "the blame" and said("not in any catalogue") == "not in any catalogue"
