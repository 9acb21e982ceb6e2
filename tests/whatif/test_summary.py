"""Why, one's own numbers, and the printed page; small firms, few days."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sim.base.errors import UserError
from sim.report.wording import localised
from sim.whatif import own_data
from sim.whatif import why as reasons
from sim.whatif.full import full_answer
from sim.whatif.own_data import fit
from sim.whatif.paper import Taken, summary
from sim.whatif.parts import FORM, OwnData
from sim.whatif.plan import Plan
from sim.whatif.why import why
from tests.languages import figures, translated

PLAN = (Plan(weeks=4, own_data=OwnData(people=50)).set("punishment_severity",
                                                       1.0).set("presence_hours", 0.0).set(
                                                           "listening", 0.9, week=3))


@pytest.fixture(scope="module")
def reason():
    return why(PLAN, "fear")


@pytest.fixture(scope="module")
def answer():
    return full_answer(PLAN, rounds=(3,))


def test_why(reason, monkeypatch):
    assert reason.people == 50
    assert [part.name for part in reason.paths] == ["direct", "care", "trust", "fear", "talk", "capacity"]
    assert {part.name for part in reason.levers} == {"punishment_severity", "presence_hours", "listening"}
    assert reason.sentences
    assert sum(part.contribution for part in reason.paths) == pytest.approx(reason.explanation.total[
        "contribution"])
    monkeypatch.setattr(reasons, "explain", lambda *_, **__: pytest.fail("it is known"))
    assert why(Plan.from_text(PLAN.to_text()), "fear").sentences == reason.sentences
    assert reason.about("trust_in_leader").explanation.outcome == "trust_in_leader"


@pytest.mark.parametrize("outcome", ["fear", "customer_satisfaction", "trust_in_leader", "net_value"])
def test_the_reasons_add_up_to_the_difference_on_the_card(reason, answer, outcome):
    card = answer.cards[outcome]
    matched = reason.about(outcome).matched(card)
    for parts in (matched.paths, matched.levers):
        assert sum(part.contribution for part in parts) == pytest.approx(card.difference)
    again = matched.matched(card)
    assert [p.contribution for p in again.paths] == pytest.approx([p.contribution for p in matched.paths])
    if matched.explanation.total["separated"] is True and not matched.rest:
        assert card.shown(card.difference, sign=True) in matched.sentences[0]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.text, self.addresses = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "srcset")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def test_the_printed_page(answer, reason):
    page = summary(Taken(PLAN, answer, reason), "http://localhost/?plan=" + PLAN.to_text())
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    assert reader.addresses == ["http://localhost/?plan=" + PLAN.to_text()], "nothing is fetched"
    text = " ".join(" ".join(reader.text).split())
    for said in ("What you did", "What happened", "Why", "How sure", "What it costs",
                 "For conversation, not for prediction.", "Punishing mistakes", "from week 3", "Net value",
                 *reason.matched(answer.cards["fear"]).sentences):
        assert " ".join(said.split()) in text
    assert page.count("<svg") == 2
    assert "nan" not in re.sub(r"[a-z]*nan[a-z]+|[a-z]+nan[a-z]*", "", text)


def test_the_printed_page_says_the_same_in_german(answer, reason):
    texts = []
    for code in ("en", "de"):
        reader = Reader()
        reader.feed(summary(Taken(PLAN, answer, reason, language=code)))
        texts.append([text.strip() for text in reader.text])
    assert figures(*(localised(text, "de") for text in texts[0])) == figures(*texts[1])
    same = set(texts[0]) & set(texts[1])
    assert not [text for text in same if re.search("[a-z]{4}", text) and "{" not in text
                and not text.startswith("Plan ")]


def test_why_is_told_in_german(reason):
    told = reason.told_in("de")
    assert translated([*reason.sentences, reason.note], [*told.sentences, told.note])
    for english, german in ((reason.paths, told.paths), (reason.levers, told.levers)):
        assert translated([part.title for part in english], [part.title for part in german])
        assert translated([part.says for part in english], [part.says for part in german])
    assert told.about("trust_in_leader").language == "de"


def test_the_page_of_a_first_guess_and_of_nothing_done(answer):
    today = Plan(weeks=4, own_data=OwnData(people=50))
    there = {name: card for name, card in answer.cards.items() if name != "fear"}
    page = summary(Taken(today, replace(answer, kind="first", cards=there, books=None)))
    assert "Nothing: today goes on." in page
    assert "first guess" in page and "Money is counted in the honest answer only." in page
    assert "<h2>Why</h2>" not in page


def test_texts_cannot_break_the_page(answer):
    assert "<script>" not in summary(Taken(PLAN, answer), "<script>alert(1)</script>")


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(own_data, "PEOPLE", 40)
    monkeypatch.setattr(own_data, "REPLICATIONS", 2)


def test_own_numbers(quick):
    steps = []
    found = fit({"headcount": 40, "turnover": 30, "volume": 2000}, on_progress=lambda done,
                total: steps.append((done, total)))
    assert found.own.people == 40
    assert found.own.demand > 1
    assert found.own.parameters["quit_usual"] > 0.0015
    assert abs(found.reached["turnover"] - 30) < 10
    assert any("contacts" in note.lower() for note in found.notes)
    assert steps[-1][0] == steps[-1][1]
    assert fit({"headcount": 40, "turnover": 30, "volume": 2000}).own == found.own
    plan = Plan(own_data=found.own)
    assert Plan.from_text(plan.to_text()) == plan
    assert len(plan.baseline().build_organisation()) == 40


def test_what_cannot_be_met_is_said(quick):
    found = fit({"headcount": 40, "absence": 25})
    assert "Absence comes out at" in found.unmet[0] and "end of the plausible range" in found.unmet[0]
    german = fit({"headcount": 40, "absence": 25, "volume": 2000}, language="de")
    english = fit({"headcount": 40, "absence": 25, "volume": 2000})
    assert translated([*english.unmet, *english.notes], [*german.unmet, *german.notes])


@pytest.mark.parametrize("numbers", [{}, {"turnovr": 3}, {"turnover": -1}, {"absence": "many"},
                                     {"headcount": 3}, {"volume": float("nan")}])
def test_numbers_that_make_no_sense_are_refused_in_words(numbers):
    with pytest.raises(UserError):
        fit(numbers)


def test_the_form_is_complete():
    assert [asked.name for asked in FORM] == ["headcount", "volume", "satisfaction", "turnover", "absence"]
