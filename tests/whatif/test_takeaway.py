"""What is taken away holds the answer's own figures, and scenarios that give the same runs again."""

import csv
import io
import zipfile

import pytest

from sim.scenario import Scenario
from sim.whatif.full import full_answer
from sim.whatif.paper import Taken, summary
from sim.whatif.pins import Beside
from sim.whatif.plan import Plan
from sim.whatif.takeaway import takeaway

PLAN = Plan(weeks=2).set("punishment_severity", 0.9).set("listening", 0.8, week=2)

BESIDE: list[Beside] = []


@pytest.fixture(scope="module")
def answer():
    return full_answer(PLAN, rounds=(2,))


@pytest.fixture(scope="module")
def files(answer):
    BESIDE[:] = [Beside("Softer", PLAN, answer), Beside("Later", PLAN.unset("listening", 2), None)]
    whole = takeaway(Taken(PLAN, answer, beside=BESIDE), "http://x/whatif?plan=1")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_outcomes_are_those_of_the_cards(files, answer):
    read = {row["outcome"]: row for row in rows(files["outcomes.csv"])}
    assert list(read) == list(answer.cards)
    assert float(read["fear"]["difference"]) == pytest.approx(answer.cards["fear"].difference, abs=1e-4)
    assert read["fear"]["unit"] == "0-100"


def test_every_week_of_every_outcome(files, answer):
    read = rows(files["weeks.csv"])
    assert len(read) == len(answer.series) * 2
    assert float(read[1]["plan"]) == pytest.approx(float(next(iter(answer.series.values())).plan[1]),
                                                   abs=1e-4)


def test_the_scenarios_are_those_of_the_plan(files, tmp_path):
    for name, scenario in (("today", PLAN.baseline()), ("plan", PLAN.scenario())):
        (tmp_path / f"{name}.yaml").write_text(files[f"{name}.yaml"])
        assert Scenario.load(tmp_path / f"{name}.yaml").digest() == scenario.digest()


def test_pictures_and_summary_stand_alone(files, answer):
    assert {f"figures/{name}.svg" for name in answer.cards} <= set(files)
    assert 'xmlns="http://www.w3.org/2000/svg"' in files["figures/fear.svg"]
    assert "What you did" in files["report.html"]
    assert '<a href="http://x/whatif?plan=1">' in files["report.html"]
    assert "why.csv" not in files


def test_it_is_told_in_german_with_the_same_tables(files, answer):
    whole = takeaway(Taken(PLAN, answer, beside=BESIDE, language="de"), "http://x/whatif?plan=1")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        german = {name: archive.read(name).decode() for name in archive.namelist()}
    assert german.keys() == files.keys()
    data = {"outcomes.csv", "weeks.csv", "pins.csv", "today.yaml", "plan.yaml"}
    assert {name for name in files if files[name] == german[name]} == data
    assert 'lang="de"' in german["report.html"]


def test_screen_sheet_and_archive_hold_the_same_pins_by_the_same_names(files, answer):
    read = rows(files["pins.csv"])
    assert {row["name"] for row in read} == {"Softer"}
    fear = next(row for row in read if row["outcome"] == "fear")
    assert float(fear["difference"]) == pytest.approx(answer.cards["fear"].difference, abs=1e-4)
    sheet = summary(Taken(PLAN, answer, beside=BESIDE))
    for page in (sheet, files["report.html"]):
        assert "Softer" in page and "Later" in page and "Plans side by side" in page
