"""What readers of files say is said in every language: each sentence in their code has its words, and a file
that they refuse is refused in German."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim.base.errors import UserError
from sim.lessons import library
from sim.studies.calibration.observed import Told
from sim.ui.whatif.view import View
from sim.whatif.own_data import figures
from sim.whatif.plan import Plan
from sim.whatif.upload import UploadFaults, uploaded
from sim.words.sentences import SENTENCES, said
from tests.languages import english
from tests.lessons import test_lessons
from tests.org import test_broken, test_held
from tests.studies.calibration import test_observed
from tests.ui import test_view
from tests.whatif import test_plan

FOLDER = Path(sim.__file__).parent
READERS = [*sorted(FOLDER.glob("org/read/*.py")), *sorted(FOLDER.glob("base/tables/*.py")),
           FOLDER / "base/errors.py", FOLDER / "org/mapping.py",
           *(FOLDER / f"whatif/{name}.py" for name in ("address", "plan", "story", "recording", "queue")),
           FOLDER / "ui/whatif/view.py",
           *(FOLDER / f"studies/calibration/{name}.py"
             for name in ("amounts", "layout", "names", "observed", "periods", "rates"))]
NO_SENTENCES = ("columns.py", "nothing.py", "objects.py")  # words of files, in four languages; Python only
PARTS = {"did you mean", "front line", "give another name", "input should", "it should", "Your plan",
         "the baseline", "the plan",         "manager, last in the chain", "row number",
         "write for example 'columns: {unit: dept}'"}
"""Names, patterns, and what only a command line says."""
OF_PLANS = ("is {1}, ", "are not in order", "continue in week")
"""Beginnings of what follows a place in a plan; the catalogue has the whole sentence."""
BEGINNINGS = re.compile(r"(is|holds|export|save|unpack|write|give|a line of|one row) ")
MADE = {"1,000.5", "unexpected end of data", "did you mean {1}?", "report to boss", "boss to report",
        "the upload", "a file that was uploaded extends bundled scenarios only", "weeks, the first is 1",
        *(f"the {word}" for word in ("week", "month", "quarter", "year", "run")),
        "weeks, 50 are a year", "times the ordinary demand", "people, or 0 as in the scenario",
        *(f"{{1}}, {word} {{2}}" for word in (
            "line", "row", "record", "node", "edge", "link", "name", "service"))}
"""Numbers; and what is said by Python, of a name in the code, or with a word of the table's."""


def templates(node: ast.AST, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """(every text under a node, its gaps numbered; is it in a function?)."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value, inside
        elif isinstance(child, ast.JoinedStr):
            gaps = [part for part in child.values if isinstance(part, ast.FormattedValue)]
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else
                          f"{{{gaps.index(part) + 1}{'!r' if part.conversion == ord('r') else ''}}}"
                          for part in child.values), inside
            for gap in gaps:
                yield from templates(ast.Expression(gap.value), inside)
        else:
            yield from templates(child, inside or isinstance(child, ast.FunctionDef))


def spoken() -> tuple[set[str], set[str]]:
    """(sentences and parts of sentences in the code of the readers, all texts there)."""
    found = [(text, inside) for file in READERS if file.name not in NO_SENTENCES
             for text, inside in templates(ast.parse(file.read_text(encoding="utf-8")))]
    sentences = {text for text, inside in found
                 if (re.search(r"[a-z]{2,},? [a-z]", re.sub(r"\{.*?\}", "", text)) if inside
                     else BEGINNINGS.match(text)) and not text.startswith("# ")}
    return sentences, {text for text, _ in found}


@pytest.mark.parametrize("language", SENTENCES.languages())
def test_a_language_has_words_for_what_readers_say_and_no_others(language):
    known = set(SENTENCES.catalogue(language))
    sentences, texts = spoken()
    assert not [text for text in sentences - known - PARTS if not text.startswith(OF_PLANS)]
    assert not [text for text in known - texts - MADE
                if not text.startswith(("plan: ", "; it is a ", "; there", "{1}: {2} ", "{1}: team"))]


def test_a_users_own_words_stay_as_they_are():
    assert said("de", "units: 3 from column 'the first'") == "Einheiten: 3 aus Spalte „the first“"
    assert said("de", "none of your business; really") == "none of your business; really"
    long = "a, line 1: id 'b' is already used in line 2; give every post its own id" * 500
    assert said("de", long) == long and said("en", "line") == "line"


def told(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


UPLOADS = [*({f"{name}.csv": told(text) for name, text in files.items()}
             for files, _ in test_broken.FOLDERS.values()),
           *({"chart.csv": told(text)} for kinds in (test_held.READ, test_held.REFUSED, test_held.WARNED)
             for text, _ in kinds.values()),
           *({"chart.csv": content} for content in test_held.UNREAD)]
TABLES = [*((told(test_observed.HEAD + rows), {}) for rows in test_observed.REFUSED),
          *((told(text), how) for text, how, *_ in test_observed.RIGHT.values())]


def test_a_german_visitor_is_told_in_german_what_is_wrong_with_an_organisation_and_how_it_was_read():
    heard = []
    for files in UPLOADS:
        try:
            found = uploaded(files, language="de")
            heard += [*found.notes, *found.warnings]
        except UploadFaults as wrong:
            heard += wrong.sentences
    assert len(heard) > 250
    named = re.compile(r"Gefunden wurden .*?;|nennen Sie eine davon .*?, oder schreiben")
    assert not {text: english(text) for text in heard if english(named.sub("", text))}


def test_a_german_visitor_is_told_in_german_what_is_wrong_with_a_link():
    heard = []
    for read, test in ((Plan.from_text, test_plan.test_nonsense_is_refused_in_words),
                       (Plan.from_text, test_plan.test_own_numbers_in_an_address_are_those_of_the_form),
                       (View.read, test_view.test_nonsense_is_a_sentence)):
        for text, _ in [case for mark in test.pytestmark for case in mark.args[1]]:
            with pytest.raises(UserError) as caught:
                read(text)
            heard.append(said("de", str(caught.value)).split("; zur Wahl stehen")[0])
    assert not {text: english(text) for text in heard if english(text)}


@pytest.mark.parametrize("mistake", test_lessons.MISTAKES)
def test_a_german_teacher_is_told_in_german_what_is_wrong_with_a_lesson(mistake):
    old, new = test_lessons.MISTAKES[mistake]
    with pytest.raises(UserError) as caught:
        library.parse(test_lessons.TEXT.replace(old, new, 1).encode(), "mine.yaml", "mine")
    assert not english(said("de", str(caught.value)).split("; zur Wahl stehen")[0])


def test_a_german_visitor_is_told_in_german_what_is_wrong_with_figures_and_how_they_were_read():
    heard = []
    for content, how in TABLES:
        try:
            heard += figures(content, "own.csv", told=Told(**how), language="de").notes
        except UserError as wrong:
            heard.append(str(wrong))
    assert len(heard) > 50
    assert not {text: english(text) for text in heard if english(text)}
