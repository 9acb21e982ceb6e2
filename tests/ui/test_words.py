"""Every key that pages, plans and lessons use is in a catalogue, and every key is used."""

import ast
import re
import string
from pathlib import Path

import sim
from sim.ui import shell
from sim.ui.words import DEFAULT, WORDS

FOLDER = Path(sim.__file__).parent
BY_ITSELF = {"language"}      # read by `languages`
SAY = {"t": 0, "section": 0, "say": 1, "said": 1, "WORDS.say": 1, "words.say": 1, "words.said": 1,
       "self._say": 0, "self._said": 0}
"""What asks for words, and which of its arguments is the key."""


def asked() -> set[str]:
    """Patterns of the keys that the code asks for; what is filled in stands as a wildcard."""
    found = {re.escape(f"shell.{name}") for _, new in shell.PIECES for _, name,
             *_ in string.Formatter().parse(new) if name}
    for path in (path for folder in ("ui", "whatif", "lessons") for path in (FOLDER / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in SAY and len(node.args)
                > SAY[name]):
                keys = patterns(node.args[SAY[name]], "summary\\." if name.startswith("self.") else "")
                found |= {f"{key}\\..+" for key in keys} if name == "section" else keys
    return found


def patterns(key: ast.expr, before: str) -> set[str]:
    if isinstance(key, ast.IfExp):
        return patterns(key.body, before) | patterns(key.orelse, before)
    if isinstance(key, ast.Constant):
        return {before + re.escape(str(key.value))}
    if isinstance(key, ast.JoinedStr):
        return {before + "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                                 for part in key.values)}
    return set()


def constants() -> set[str]:
    """Keys that stand in tables of the code."""
    files = [path for folder in ("ui", "whatif", "lessons") for path in (FOLDER / folder).rglob("*.py")]
    return {str(node.value) for path in files for node in ast.walk(
        ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
            and isinstance(node.value, str) and "." in node.value}


def test_every_key_asked_for_is_there():
    assert not [one for one in asked() if not any(re.fullmatch(one, key) for key in WORDS.catalogue(DEFAULT))]


def test_every_key_is_asked_for():
    everything, named = asked(), constants()
    assert not [key for key in WORDS.catalogue(DEFAULT)
                if key not in BY_ITSELF | named and not any(re.fullmatch(one, key) for one in everything)]


def test_every_word_of_a_widget_is_said_by_its_script():
    scripts = " ".join(path.read_text(encoding="utf-8") for path in (FOLDER / "ui/widgets").glob("*.js"))
    sections = {name for path in (FOLDER / "ui/widgets").glob("*.py")
                for name in re.findall(r'section\("(\w+)"\)', path.read_text(encoding="utf-8"))}
    keys = [key.split(".") for key in WORDS.catalogue(DEFAULT)]
    assert sections and not [key for section, *key in keys if section in sections
                             and not re.search(rf"\b{key[0]}\b", scripts)]
