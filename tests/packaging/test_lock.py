"""requirements.lock answers to pyproject.toml, is checked by hash and says nothing about where packages come
from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PINS = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK,
                                                                         re.MULTILINE)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DECLARED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["app"],
    *PROJECT["dependency-groups"]["dev"],
]


@pytest.mark.parametrize("declared", DECLARED)
def test_every_declared_dependency_is_locked_at_a_version_it_allows(declared: str):
    wanted = Requirement(declared)
    pinned = PINS.get(canonicalize_name(wanted.name))
    assert pinned is not None, f"{wanted.name} is not in requirements.lock: run `make lock`"
    assert wanted.specifier.contains(pinned), (
        f"{wanted.name} is locked at {pinned}, not {declared}: run `make lock`")


def test_every_pin_has_a_hash_and_nothing_names_an_index():
    for block in re.split(r"\n(?=\S)", LOCK.strip()):
        assert re.match(r"[\w.-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in LOCK
    assert not re.search(r"--(extra-)?index-url|--find-links", LOCK)
