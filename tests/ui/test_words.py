"""Every key the pages use stands in the catalogue, and every key is used."""

import ast
import re
import string
from pathlib import Path

import sim.ui
from sim.ui import shell
from sim.ui.words import DEFAULT, WORDS

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
    assert path.parent.name == "words", f"{path}, line {key.lineno}: a key is not named"
    return ""


def test_every_key_asked_for_is_there():
    assert not [one for one in asked() if not any(re.fullmatch(one, key) for key in WORDS.catalogue(DEFAULT))]


def test_every_key_is_asked_for():
    everything = asked()
    assert not [key for key in WORDS.catalogue(DEFAULT) if key not in BY_ITSELF and not any(re.fullmatch(one, key) for one in everything)]
