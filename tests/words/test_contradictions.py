"""No two texts say the same thing differently: in all catalogues together the same English has the same
German, and a term has one name."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from sim.words import ENGLISH, Words
from tests.words.test_words import BY_ENGLISH, FOLDER, KEYED

LANGUAGES = sorted({code for folder in KEYED for code in Words(folder).languages()} - {ENGLISH})

TWO_MEANINGS = {
    "from": "the week from which on, and the lower end of a range",
    "expectation": "what a customer expects, and what leaders expect of their people",
    "none": "a lever's lowest zone, and a lever without cost",
    "a year": "how long a plan is, and the end of a unit",
    "a mistake of the firm": "a case by itself, and within a sentence",
}
"""Labels that mean two things in English, as other languages show."""

TERMS = {"de": {"baseline": "Ausgangslage", "lever": "Hebel"}}
"""Whatever speaks of this in English, in any catalogue, calls it so."""

MENTIONED = {
    "whatif.standing_first": ("answer.first", "summary.sure.first"),
    "whatif.standing_full": ("whatif.about_first", "answer.first", "summary.sure.first",
                             "summary.costs.first"),
    "lessons.projector": ("open.class",),
    "whatif.assumed": ("own_data.often",),
}
"""What something is called on its page, and the sentences that speak of it by that name."""


def texts(code: str) -> Iterator[tuple[str, str, str]]:
    """(place, English, the language's) of every text there is, and of each of a list."""
    for folder in (*KEYED, *BY_ENGLISH):
        words = Words(folder)
        theirs = words.catalogue(code)
        for key, ours in (words.catalogue(ENGLISH) or {text: text for text in theirs}).items():
            place = f"{folder.relative_to(FOLDER).as_posix()}: {key}"
            pairs = zip(ours, theirs[key], strict=True) if isinstance(ours, list) else [(ours, theirs[key])]
            yield from ((place, str(one), str(other)) for one, other in pairs)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?;:])\s+", text)


def alike(label: str) -> str:
    """What two labels have in common that differ in case, punctuation or spaces only."""
    return re.sub(r"[\W_]+", " ", label).strip().casefold()


def contradictions(code: str) -> dict[str, list[str]]:
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for place, ours, theirs in texts(code):
        # What readers say is made of parts that mean something in their place only.
        parts = [sentences(ours), sentences(theirs)] if "words/sentences" not in place else [[ours], [theirs]]
        for one, other in zip(*parts, strict=True) if len(parts[0]) == len(parts[1]) else [(ours, theirs)]:
            if alike(re.sub(r"\{.*?\}", "", one)) and alike(one) not in TWO_MEANINGS:
                said[alike(one)].setdefault(alike(other), f"{place}: {other}")
    return {one: list(others.values()) for one, others in said.items() if len(others) > 1}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_same_english_is_the_same_everywhere(code):
    assert not contradictions(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_term_has_one_name(code):
    assert not [(place, theirs) for place, ours, theirs in texts(code) for term, name in TERMS[code].items()
                if re.search(rf"\b{term}\b", re.sub(r"\{.*?\}", "", ours), re.IGNORECASE)
                and not re.search(name, theirs, re.IGNORECASE)]


def test_catalogues_that_are_read_together_have_no_key_in_common():
    keyed = [Words(folder).catalogue(ENGLISH) for folder in KEYED
             if folder.parent.name in ("ui", "whatif", "lessons", "report")]
    assert len({key for words in keyed for key in words}) == sum(map(len, keyed))


@pytest.mark.parametrize("code", [ENGLISH, *LANGUAGES])
@pytest.mark.parametrize("name", MENTIONED)
def test_sentences_call_a_thing_what_its_page_calls_it(code, name):
    words = {key: str(text).casefold() for folder in KEYED for key,
             text in Words(folder).catalogue(code).items()}
    stems = [word[:6] for word in re.findall(r"\w{5,}", words[name])]
    assert stems and not [(key, words[key]) for key in MENTIONED[name]
                          if not all(stem in words[key] for stem in stems)]
