"""Files can be read in an order: none needs a name of one that needs it, not even for types."""

import ast
from pathlib import Path

import networkx as nx
import pytest

from sim.base.imports import PACKAGE

EXCEPTED = {"report/result.py", "scenario/resolve.py", "org/organisation.py"}
"""A result draws and writes itself; a scenario resolves itself; an organisation comes from frames and
graphs, and
turns into them.  Opening these would hide more than it shows."""


def place(module: str) -> Path | None:
    """The file of 'sim.model.rules'; None for a name in a file, and for packages that only hand names on."""
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()
                 and file != PACKAGE / "__init__.py"), None)


def needs(file: Path) -> set[Path]:
    """The files whose names this one imports, anywhere in it."""
    named = set[str]()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sim":
            named |= {f"{node.module}.{one.name}" if place(f"{node.module}.{one.name}") else str(node.module)
                      for one in node.names}
        elif isinstance(node, ast.Import):
            named |= {one.name for one in node.names if one.name.split(".")[0] == "sim"}
    return {found for name in named if (found := place(name)) is not None and found != file}


@pytest.fixture(scope="module")
def files() -> nx.DiGraph:
    """File -> the files it needs."""
    return nx.DiGraph([(file, other) for file in sorted(PACKAGE.rglob("*.py")) for other in needs(file)])


def test_no_file_needs_one_that_needs_it(files):
    names = [sorted(str(file.relative_to(PACKAGE)) for file in circle)
             for circle in nx.strongly_connected_components(files) if len(circle) > 1]
    assert not [circle for circle in names if not EXCEPTED & set(circle)]
