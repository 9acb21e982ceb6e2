"""What a run is made of is found in the source: nothing is listed by hand, nothing missed."""

import ast
import shutil
from pathlib import Path

import pytest

from sim.base.imports import PACKAGE, digest, files_of
from sim.studies.sweep.manifest import _BESIDE

RUN = "sim.studies.sweep.worker"


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the package to be changed."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "sim",
                                ignore=shutil.ignore_patterns("__pycache__", "ui", "lessons", "*.npz")))


def seals(package: Path) -> tuple[str, str]:
    """What compiled code, and what a study's runs depend on."""
    return (digest(files_of("sim.model.engine.simulate", package=package), package),
            digest(files_of(RUN, beside=_BESIDE, package=package), package))


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


REACHES = {
    "model/rules/care.py": (True, True), "model/engine/world.py": (True, True),
    "model/mechanisms/catalogue.py": (True, True),
    "base/imports.py": (True, True),
    "scenario/resolve.py": (False, True), "org/shape.py": (False, True),
    "studies/sweep/worker.py": (False, True),
    "report/drawings.py": (False, False), "studies/sweep/ledger.py": (False, False),
    "cli/main.py": (False, False), "runs/pool.py": (False, False),
    "org/layout.py": (False, False), "__init__.py": (False, False),
    "model/engine/reference/contact.py": (False, False),
}
"""File -> whether a change reaches compiled code, and the runs of a study."""


def test_what_a_change_reaches(copy):
    for changed, reaches in REACHES.items():
        before = seals(copy)
        append(copy / changed, "\nNEW = 1\n")
        assert tuple(now != then for now, then in zip(seals(copy), before, strict=True)) == reaches, changed


def test_a_new_part_and_a_renamed_one_are_noticed(copy):
    before = seals(copy)
    (copy / "weather").mkdir()
    (copy / "weather" / "__init__.py").write_text("")
    (copy / "weather" / "rain.py").write_text('FILE = packaged("weather/rain.csv")\n')
    assert seals(copy) == before  # nobody imports it
    append(copy / "model" / "rules" / "care.py", "\n\ndef wet():\n    from sim.weather import (\n        "
           "rain,  # in a function\n    )\n")
    imported = seals(copy)
    (copy / "weather" / "rain.csv").write_text("mm\n")
    read = seals(copy)
    (copy / "weather" / "rain.csv").write_text("mm\n1\n")
    assert len({before, imported, read, seals(copy)}) == 4
    (copy / "model" / "engine" / "simulate.py").rename(copy / "model" / "engine" / "live.py")
    with pytest.raises(FileNotFoundError, match=r"no module sim\.model\.engine\.simulate"):
        seals(copy)


def test_names_for_types_alone_are_left_out(copy):
    before = seals(copy)
    care = copy / "model" / "rules" / "care.py"
    append(care, "\nif TYPE_CHECKING:\n    from sim.report.drawings import svg\n")
    seen = files_of("sim.model.rules.care", package=copy)
    assert seals(copy) != before and copy / "report" / "drawings.py" not in seen


def by_syntax_tree(file: Path) -> set[str]:
    """Modules of the package that a file names in an import, by the parser of Python."""
    found = set[str]()
    waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sim":
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "sim"}
        waiting += ast.iter_child_nodes(node)
    return found


def test_the_quick_reader_sees_what_python_sees():
    """No file of a run imports a file of the package that is not among the files of a run, but for those left
    out on purpose."""
    files = files_of(RUN, beside=_BESIDE)
    for file in files:
        for module in by_syntax_tree(file) if file.suffix == ".py" else ():
            place = PACKAGE.joinpath(*module.split(".")[1:])
            wanted = next((one for one in (place.with_suffix(".py"), place / "__init__.py") if one.is_file()),
                          None)
            assert wanted in (None, PACKAGE / "__init__.py", *files) or module in _BESIDE, (
                f"{file.name} imports {module}")


def test_all_that_is_compiled_is_among_the_compiled_files():
    files = files_of("sim.model.engine.simulate")
    for file in PACKAGE.rglob("*.py"):
        marks = {ast.unparse(mark).partition("(")[0]
                 for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                 if isinstance(node, ast.FunctionDef) for mark in node.decorator_list}
        assert not marks & {"compiled", "inner", "apart", "rule"} or file in files, (
            f"{file} holds compiled code and is not hashed")
