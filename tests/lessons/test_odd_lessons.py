"""Whatever stands at whichever key of a lesson or of a mapping of an organisation's columns, what is said is
a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.lessons import library
from sim.org.mapping import load_mapping
from tests.studies.sweep.test_odd_values import ODD, places, with_odd

LESSON: dict[str, Any] = yaml.safe_load((library.BUNDLED / "luck-or-leadership.yaml").read_text(
    encoding="utf-8"))
MAPPING: dict[str, Any] = {"name": "n", "columns": {"unit": "dept", "id": "who"}, "top_level": "highest",
                           "front_line": ["agent"], "ties": {"info": {"min_weight": 3, "use": "informal"},
                                                             "value": "ignore"}, "seed": 2}


def said_of(read: Any) -> None:
    with suppress(UserError):
        read()


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("odd") / "mapping.yaml"


@settings(max_examples=60, deadline=None)
@given(path=st.sampled_from([*places(LESSON)]), value=ODD)
def test_an_odd_value_in_a_lesson(path: tuple[Any, ...], value: Any):
    text = yaml.safe_dump(with_odd(LESSON, path, value), allow_unicode=True)
    said_of(lambda: library.parse(text.encode(), "mine.yaml"))


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from([*places(MAPPING)]), value=ODD)
def test_an_odd_value_in_a_mapping(file: Path, path: tuple[Any, ...], value: Any):
    file.write_text(yaml.safe_dump(with_odd(MAPPING, path, value), allow_unicode=True), encoding="utf-8")
    said_of(lambda: load_mapping(file))
