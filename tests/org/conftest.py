"""Real organisations and small ones written on the spot."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def real() -> Callable[[str], Path]:
    """Path of a real data set by name; skips without it, fails in continuous integration."""

    def find(name: str) -> Path:
        path = DATA / name
        if not path.is_dir():
            message = f"real data set {name} is not at {path}"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
        return path

    return find


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files, given as nodes='...', edges='...', mapping='...', into a folder and return its path."""

    def write(**files: str | bytes) -> Path:
        place = tmp_path / "firm"
        place.mkdir(exist_ok=True)
        for stem, content in files.items():
            path = place / (f"{stem}.yaml" if stem == "mapping" else f"{stem}.csv")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    return write
