"""Every key the pages use stands in every catalogue, every key is used, and languages say the same with the same values."""

import ast
import re
import string
from pathlib import Path

import pytest
import yaml

import sim.ui
from sim.outcomes import OUTCOME
from sim.parameters import LEVERS
from sim.ui import shell
from sim.ui.words import DEFAULT, catalogue, languages
from sim.whatif.lives import CARDS
from sim.whatif.words import LABELS

FOLDER = Path(sim.ui.__file__).parent
BY_ITSELF = {"language"}      # read by `languages`


def asked() -> set[str]:
    """Patterns of the keys that the code asks for; what is filled in stands as a wildcard."""
    found = {re.escape(f"shell.{name}") for _, new in shell.PIECES for _, name, *_ in string.Formatter().parse(new) if name}
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "say") and node.args:
                found.add(pattern(node.args[0 if node.func.id == "t" else 1], path))
    return found - {""}


def pattern(key: ast.expr, path: Path) -> str:
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    if isinstance(key, ast.JoinedStr):
        return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in key.values)
    assert path.name == "__init__.py" and path.parent.name == "words", f"{path}, line {key.lineno}: a key is not named"
    return ""


def test_every_key_asked_for_is_there():
    assert not [one for one in asked() if not any(re.fullmatch(one, key) for key in catalogue(DEFAULT))]


def test_every_key_is_asked_for():
    everything = asked()
    assert not [key for key in catalogue(DEFAULT) if key not in BY_ITSELF and not any(re.fullmatch(one, key) for one in everything)]


@pytest.mark.parametrize("code", sorted(languages()))
def test_a_language_says_everything_with_the_same_values(code):
    ours, theirs = catalogue(DEFAULT), catalogue(code)
    assert ours.keys() == theirs.keys()
    for key, words in ours.items():
        assert values(words) == values(theirs[key]), key


def values(words: str) -> set[str]:
    return {name for _, name, *_ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", sorted(set(languages()) - {DEFAULT}))
def test_a_language_has_words_for_what_the_what_if_page_shows_of_the_model(code):
    texts = {word for words in LABELS.values() for word in words} | {OUTCOME[name].label for name in CARDS}
    units = {LEVERS[name].unit for name in LABELS} | {OUTCOME[name].unit for name in CARDS}
    words = yaml.safe_load((FOLDER / "words" / "model" / f"{code}.yaml").read_text())
    assert not (texts | units - {"share", "probability", "ratio", "0-100", "%"}) - set(words)
    assert not set(words) - texts - units
