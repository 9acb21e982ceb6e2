"""Every YAML file that a user hands in is read by one reader, and the answer is one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim import Scenario
from sim.base import yaml_text
from sim.base.errors import UserError
from sim.lessons import library
from sim.org.mapping import load_mapping
from sim.studies.sweep import Study
from sim.studies.sweep.executors import _slurm

SIM = Path(yaml_text.__file__).parents[1]
READERS = {"scenario": Scenario.load, "study": Study.load, "lesson": library.load, "mapping": load_mapping,
           "cluster": _slurm}
LAUGHS = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]\n" for a,
                                    b in zip("abcdefgh", "bcdefghi", strict=True))
BOMBS = {"laughs": LAUGHS, "flow": "a: " + "[" * 50_000, "maps": "{a: " * 50_000, "dashes": "- " * 50_000,
         "questions": "? " * 50_000, "blocks": "".join(" " * i + "a:\n" for i in range(300)),
         "digits": "seed: " + "9" * 50_000, "exponent": "seed: 1e" + "9" * 50_000,
         "code": "seed: !!python/object/apply:os.system [ls]", "itself": "&a a: *a",
         "large": "#" * (yaml_text.MOST_BYTES + 1), "two": "a: 1\n---\nb: 2", "merge": "<<: [1]\n"}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("kind", READERS)
def test_a_bomb_is_one_sentence(kind: str, bomb: str, tmp_path: Path):
    file = tmp_path / "mine.yaml"
    file.write_text(BOMBS[bomb])
    with pytest.raises(UserError) as caught:
        READERS[kind](file)
    assert str(file) in str(caught.value) and "\n" not in str(caught.value) and len(str(caught.value)) < 600


def test_no_other_reader_is_given_a_users_file():
    # files of the package itself
    own = {"words/__init__.py", "insight/evidence/constructs.py", "insight/evidence/patterns.py"}
    found = {str(file.relative_to(SIM)) for file in SIM.rglob("*.py")
             if re.search(r"yaml\.(safe_)?load|yaml\.\w*Loader|YAML\(", file.read_text(encoding="utf-8"))}
    assert found == own | {"base/yaml_text.py"}
