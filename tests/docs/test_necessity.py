"""The page on which mechanisms are needed knows every mechanism, and says of each what needs it."""

import csv
import re
from pathlib import Path

import pytest

from sim.model.mechanisms.catalogue import FORMER, MECHANISMS

DOCS = Path(__file__).parents[2] / "docs"
VERDICTS = {"effect", "story", "nothing found"}


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    with (DOCS / "necessity.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_mechanism_has_its_row_and_verdict(table):
    page = (DOCS / "necessity.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (M\d\d) ([\w-]+) \|.*\| ([\w ]+) \|$", page, re.MULTILINE)
    now = [(m.id, m.name) for m in MECHANISMS]
    looked_at = [(i, name) for i, name, _ in rows]
    assert looked_at == sorted(looked_at) and set(now) <= set(looked_at) <= {*now, *FORMER}
    assert {row for row in looked_at if row not in now} == {
        (i, name) for i, name, said in rows if said == "nothing found"}, "what nothing needs is gone"
    assert [said for *_, said in rows] == [row["needed_by"] for row in table]
    assert {said for *_, said in rows} <= VERDICTS


def test_the_verdicts_follow_from_the_figures(table):
    for row in table:
        surely = max(float(row["low"]), -float(row["high"]))
        assert (row["needed_by"] == "effect") == (surely > 0.1), row["id"]
        assert (row["needed_by"] == "story") == (surely <= 0.1 and row["stories_failing"] != "0"), row["id"]


def test_what_no_effect_needs_is_named(table):
    page = (DOCS / "necessity.md").read_text(encoding="utf-8")
    section = page.split("\n## What no effect needs\n")[1].split("\n## ")[0]
    named = re.findall(r"^- \*\*(M\d\d) ", section, re.MULTILINE)
    assert named == [row["id"] for row in table if row["needed_by"] != "effect"]
