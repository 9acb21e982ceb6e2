"""What readers of files say is said in every language: each sentence in their code has its words, and a file
that they refuse is refused in German."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim.base.errors import UserError
from sim.studies.calibration.observed import Told
from sim.whatif.own_data import figures
from sim.whatif.upload import UploadFaults, uploaded
from sim.words.sentences import SENTENCES, said
from tests.languages import english
from tests.org import test_broken, test_held
from tests.studies.calibration import test_observed

FOLDER = Path(sim.__file__).parent
READERS = [*sorted(FOLDER.glob("org/read/*.py")), *sorted(FOLDER.glob("base/tables/*.py")),
           FOLDER / "base/errors.py", FOLDER / "org/mapping.py",
           *(FOLDER / f"studies/calibration/{name}.py"
             for name in ("amounts", "layout", "names", "observed", "periods", "rates"))]
NO_SENTENCES = ("columns.py", "nothing.py", "objects.py")  # words of files, in four languages; Python only
PARTS = {"did you mean", "front line", "give another name", "input should", "it should",
         "manager, last in the chain", "row number",
         "write for example 'columns: {unit: dept}'"}
"""Names, patterns, and what only a command line says."""
BEGINNINGS = re.compile(r"(is|holds|export|save|unpack|write|give|a line of|one row) ")
MADE = {"1,000.5", "unexpected end of data", "did you mean {1}?", "report to boss", "boss to report",
        "the upload", *(f"{{1}}, {word} {{2}}" for word in (
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
    assert not sorted(sentences - known - PARTS)
    assert not sorted(known - texts - MADE)


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


def test_a_german_visitor_is_told_in_german_what_is_wrong_with_figures_and_how_they_were_read():
    heard = []
    for content, how in TABLES:
        try:
            heard += figures(content, "own.csv", told=Told(**how), language="de").notes
        except UserError as wrong:
            heard.append(str(wrong))
    assert len(heard) > 50
    assert not {text: english(text) for text in heard if english(text)}
