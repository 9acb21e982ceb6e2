"""Every lesson loads, says what the model shows, and its scripts fit their time; a file with a mistake says
where and how to mend it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.base.errors import UserError
from sim.lessons import library
from sim.lessons.bets import STEPS, bet_of, compare_drawn, drawn_weeks, reveal
from sim.lessons.critique import critique
from sim.lessons.findings import Findings, stored
from sim.lessons.lesson import Lesson
from sim.lessons.library import TEXTS, translated
from sim.lessons.sandbox import attempt
from sim.lessons.script import FORMATS, script
from sim.lessons.steps import computed
from sim.lessons.worksheet import worksheet

NAMES = library.names()
TEXT = (library.BUNDLED / "what-a-jerk.yaml").read_text(encoding="utf-8")


@pytest.fixture(params=NAMES)
def lesson(request) -> Lesson:
    return library.load(request.param)


def kept(lesson: Lesson) -> Findings:
    found = stored(lesson)
    assert found is not None, f"{lesson.name} changed: python -m experiments.lesson_findings"
    return found


def test_there_is_one_per_story_and_one_on_chance():
    assert len(NAMES) >= 7 and "luck-or-leadership" in NAMES
    told = " ".join(library.load(name).source for name in NAMES)
    assert all(story in told for story in (
        "Keeping it Positive", "Creating a customer service culture", "The little secret to great customer",
        "How easy is it to deliver exceptional customer service", "Give people permission to care"))


def test_every_claim_holds_and_the_puzzle_is_fair(lesson):
    found = kept(lesson)
    assert [v.words for v in map(found.verdict, lesson.claims) if not v.holds] == []
    assert found.solution.solved
    assert not any(tried.solved for tried in found.presets)


@pytest.mark.parametrize(("plan", "low", "high", "said"), [
    ("higher", -0.5, 4.0, "+2.0 points, luck ±0.5, likely −0.5 to +4.0, so under other assumptions the "
     "direction is open"), ("higher", 0.5, 4.0, "+2.0 points, luck ±0.5, likely +0.5 to +4.0"),
    ("higher", None, None, "+2.0 points, luck ±0.5"), ("alike", -0.5, 4.0, "likely −0.5 to +4.0")])
def test_a_verdict_says_luck_and_likely(plan, low, high, said):
    lesson = library.load("luck-or-leadership")
    found = kept(lesson)
    ends = {"fear": {"a": 10.0, "b": 12.0, "difference": 2.0, "low": 1.5, "high": 2.5, "separated": True,
                     "likely_low": low, "likely_high": high}}
    told = replace(found, whole=replace(found.whole, ends=ends)).verdict(
        lesson.claims[0].model_copy(update={"outcome": "fear", "plan": plan, "by": 1.0}))
    assert told.words.endswith(said) and told.holds == (plan == "higher")


def test_findings_are_read_back_as_written(lesson):
    found = kept(lesson)
    assert Findings.from_json(found.to_json()) == found


def test_a_lesson_shows_the_same_again_with_fewer_lives():
    lesson = library.load("luck-or-leadership")
    again, found = computed(lesson, lives=2, members=2), kept(lesson)
    ends = again.whole.ends
    assert all(ends[claim.outcome]["likely_low"] <= ends[claim.outcome]["difference"]
               <= ends[claim.outcome]["likely_high"] for claim in lesson.claims)
    assert all("luck ±" in again.verdict(claim).words and "likely " in again.verdict(claim).words
               for claim in lesson.claims)
    assert [v.words for v in map(again.verdict, lesson.claims) if not v.holds] == []
    assert again.one.rows == found.one.rows        # the first life is the first life, however many follow
    assert again.solution.solved


@pytest.mark.slow
def test_what_is_stored_is_what_the_model_says(lesson):
    found = kept(lesson)
    assert found.fresh, "the model changed: python -m experiments.lesson_findings"
    assert Findings.from_json(computed(lesson).to_json()) == found


@pytest.mark.parametrize("format", FORMATS)
def test_minutes_add_up(lesson, format):
    told = script(lesson, format, kept(lesson))
    assert told.minutes == FORMATS[format]
    assert [part.start for part in told.parts] == [sum(p.minutes for p in told.parts[:i])
                                                   for i in range(len(told.parts))]
    assert told.parts[-1].ask


def test_the_worksheet_has_its_answers_from_the_runs(lesson):
    asked = worksheet(lesson, kept(lesson))
    assert sum(question.points for question in asked) > 20
    assert all(question.answer for question in asked if question.step != "debrief")


def test_the_critique_names_what_is_in_play(lesson):
    told = critique(lesson)
    assert told.levers and told.mechanisms and told.numbers
    assert sum(told.counts.values()) == len(told.numbers)


def test_every_bet_has_an_answer(lesson):
    found = kept(lesson)
    bets = [(step, bet_of(lesson, step)) for step in STEPS]
    assert any(bet for _, bet in bets)
    for step, bet in bets:
        if bet is not None and bet.kind == "pick":
            told = reveal(lesson, step, found, 0)
            assert told.won == (told.right == 0)


def test_a_drawn_course_is_near_where_it_follows_the_model():
    lesson = library.load("what-a-jerk")
    found = kept(lesson)
    truth = found.whole.courses["blame_habit"][1].mean
    assert compare_drawn(lesson, found, [truth[week - 1] for week in drawn_weeks(len(truth))]).near
    assert not compare_drawn(lesson, found, [90.0] * 6).near


def test_doing_nothing_misses_and_costs_nothing():
    tried = attempt(library.load("what-a-jerk"), {}, lives=1)
    assert not tried.solved and tried.spent == 0.0
    assert "missed by" in tried.words


def test_another_lever_is_refused():
    with pytest.raises(UserError, match="training_days is not among the sandbox's levers; choices are "
                       "tolerance"):
        attempt(library.load("what-a-jerk"), {"training_days": 1})


MISTAKES = {
    "kindness is not known here": ("what: >-", "kindness: 1\nwhat: >-"),
    "claims[0].outcome is 'blame_habits', which is no outcome": ("outcome: blame_habit, plan: lower, by: 10",
                                                                "outcome: blame_habits, plan: lower, by: 10"),
    "did you mean tolerance": ("levers: [tolerance,", "levers: [tolerence,"),
    "one.week is 60, after the end of the run; pinned.weeks is 50": ("week: 30", "week: 60"),
    "one.bet.choices[1].below is -30, not above the answer before it":
        ("below: -10}\n      - {say: \"Hardly", "below: -30}\n      - {say: \"Hardly"),
    "today.scenario": ("scenario: bashing-tolerated", "scenario: bashing-tolerate"),
    "sandbox.solution.staffing is not among the sandbox's levers":
        ("solution: {tolerance", "solution: {staffing: 1, tolerance"),
}


@pytest.mark.parametrize("said", MISTAKES)
def test_a_mistake_names_file_key_and_fix(said, tmp_path: Path):
    old, new = MISTAKES[said]
    assert old in TEXT
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as told:
        library.load(path)
    assert said in str(told.value) and "mine.yaml" in str(told.value) and "\n" not in str(told.value)


def test_a_lesson_of_ones_own_stands_beside_the_others(tmp_path: Path):
    (tmp_path / "ours.yaml").write_text(TEXT, encoding="utf-8")
    assert library.names(tmp_path)[-1] == "ours"
    assert library.load("ours", tmp_path).title == "What a jerk"


def texts(data: Any, where: str = "", readable: bool = False) -> Iterator[tuple[str, str]]:
    """Where in a lesson each text for reading stands, and the text."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, f"{where}.{key}".lstrip("."), key in TEXTS)
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from texts(value, f"{where}[{i}]", readable)
    elif readable and isinstance(data, str):
        yield where, data


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


BARE_COMMAND = re.compile(r"sim [a-z]+( [a-z][a-z-]+| --[a-z]+)*")


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_there_in_german_with_every_text_and_the_same_figures(name):
    ours, theirs = library.load(name), library.load(name, language="de")
    assert theirs.language == "de", f"sim/lessons/de/{name}.yaml is missing"
    assert theirs.digest() == ours.digest()
    english, german = dict(texts(ours.data)), dict(texts(theirs.data))
    assert english.keys() == german.keys() and len(english) > 30
    assert [where for where, text in english.items() if text == german[where]
            and not BARE_COMMAND.fullmatch(text)] == []
    assert {where: (text, german[where]) for where, text in english.items() if figures(text)
            != figures(german[where])} == {}
    for one, other in zip(ours.sandbox.presets, theirs.sandbox.presets, strict=True):
        assert one.levers == other.levers


def test_there_is_no_german_for_a_lesson_that_is_gone():
    assert {file.stem for file in (library.BUNDLED / "de").glob("*.yaml")} <= set(NAMES)


@pytest.mark.parametrize("words, said", [
    ("titel: Schweigen", "de/mine.yaml: titel is not in the lesson it translates; did you mean title?"),
    ("notice: [nur eines]", "de/mine.yaml: notice has 1 entries, and 3 in the lesson it translates"),
    ("sandbox: {by_week: 3}", "sandbox.by_week is 3, which is not a text of the lesson it translates; only "
     "texts can be translated"),
    ("one: {field: Schuld}", "one.field is 'Schuld', which is not a text"),
])
def test_only_texts_can_be_translated(words, said, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "mine.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(UserError) as told:
        library.load("mine", tmp_path, "de")
    assert said in str(told.value)


def test_the_guide_holds_a_complete_lesson():
    guide = (Path(__file__).parents[2] / "docs" / "lessons.md").read_text(encoding="utf-8")
    example, translation = (part.split("```", 1)[0].encode() for part in guide.split("```yaml\n")[1:])
    lesson = Lesson.parse(example, "docs/lessons.md")
    assert lesson.claims
    assert translated(lesson, translation, "docs/lessons.md", "de").title == "Schweigen"


@pytest.mark.parametrize("given, said", [
    ("'{folder}/own.yaml'", "but a file that was uploaded extends bundled scenarios only"),
    ("{{extends: '{folder}/own.yaml'}}", "but a file that was uploaded extends bundled scenarios only"),
    ("{{extends: [ordinary-firm]}}", "but a file that was uploaded extends bundled scenarios only"),
    ("{{organisation: {{path: '{folder}/own.csv'}}}}", "a file that was uploaded reads no other files"),
    ("{{organisation: {{people: 300000}}}}", "has at most 20,000"),
])
@pytest.mark.parametrize("key", ["today", "plan", "sandbox"])
def test_an_uploaded_lesson_reads_no_files(key, given, said, tmp_path: Path):
    (tmp_path / "own.yaml").write_text("seed: a secret value", encoding="utf-8")
    data = yaml.safe_load(TEXT)
    data[key]["scenario"] = yaml.safe_load(given.format(folder=tmp_path))
    with pytest.raises(UserError) as told:
        library.parse(yaml.safe_dump(data).encode(), "mine.yaml")
    assert said in str(told.value)
    assert "secret" not in str(told.value)
