"""Full answers, asked for as the page does; small firms and short plans."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from sim.model.engine import simulate as engine
from sim.model.engine.settled import PASTS
from sim.runs.pool import Stopped
from sim.runs.study import compare
from sim.whatif import full as module
from sim.whatif.full import at_once, full_answer, prepare
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.queue import Queue, shared
from sim.whatif.run_cache import RunCache
from sim.whatif.runs import small

PLAN = Plan(weeks=3, own_data=OwnData(people=40)).set("punishment_severity",
                                                      0.9).set("listening", 0.1, week=2)
ROUNDS = (2, 3)


def test_rounds_grow_and_the_last_is_the_answer():
    seen = []
    last = full_answer(PLAN, seen.append, rounds=ROUNDS)
    assert [(answer.pairs, answer.members, answer.final) for answer in seen] == [(2, 2, False), (3, 3, True)]
    assert seen[-1] is last
    assert last.people == 40 and last.weeks == 3
    told = compare(PLAN.baseline(), PLAN.scenario(), replications=3, members=3).outcomes
    assert last.cards["fear"].difference == pytest.approx(told.loc["fear", "difference"])
    assert last.cards["fear"].high == pytest.approx(last.cards["fear"].baseline + told.at["fear", "high"])


def test_the_same_question_is_not_run_again(monkeypatch):
    first = full_answer(PLAN, rounds=ROUNDS)
    monkeypatch.setattr(module, "run_world", lambda *_: pytest.fail("it is in the cache"))
    again = full_answer(Plan.from_text(PLAN.to_text()), rounds=ROUNDS)
    assert {name: card.plan for name, card in again.cards.items()} == {name: card.plan for name,
                                                                       card in first.cards.items()}


def test_preparing_lives_the_pasts_of_today(monkeypatch):
    lived = []
    monkeypatch.setattr(module, "prepared", lambda setup, r, beat: lived.append((r, setup.settle_days)))
    prepare(Plan(weeks=3), shared().request("one", "prepare"))
    assert sorted(lived) == sorted([(r, 0) for r in range(20)] + [(r, 250) for r in range(20)])


def test_what_was_run_before_is_answered_at_once():
    plan = PLAN.but(seed=5)
    assert at_once(plan, rounds=ROUNDS) is None
    first = full_answer(plan, rounds=ROUNDS[:1])
    assert (found := at_once(plan, rounds=ROUNDS)) is not None and not found.final
    assert found.cards == first.cards and found.pairs == ROUNDS[0]
    seen = []
    full_answer(plan, rounds=ROUNDS)
    full_answer(plan, seen.append, rounds=ROUNDS)
    assert [answer.pairs for answer in seen] == [ROUNDS[-1]], "rounds that were run before are passed over"


def test_an_answer_that_is_not_wanted_stops_within_a_day(monkeypatch):
    monkeypatch.setattr(module, "RUN_CACHE", RunCache(1 << 20))
    queue, stop, days = Queue(2), threading.Event(), []
    usual = engine.run_day

    def slow(*given, **named):
        days.append(1)
        time.sleep(0.01)
        return usual(*given, **named)

    monkeypatch.setattr(engine, "run_day", slow)
    request = queue.request("one", "full")
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    with pytest.raises(Stopped):
        full_answer(PLAN.but(weeks=500, seed=3), cancelled=stop.is_set, request=request)
    time.sleep(0.2)
    seen = len(days)
    time.sleep(0.2)
    assert len(days) == seen
    assert queue.visitors == 0


def test_a_past_called_off_is_run_by_who_waited_for_it(monkeypatch):
    monkeypatch.setattr(PASTS, "folder", None)  # an earlier run of this test has stored it
    setup = Plan(own_data=OwnData(people=30), weeks=2, seed=77).baseline().setup()
    began, calls, found = threading.Event(), [], []

    def beat() -> None:
        began.set()
        calls.append(1)
        time.sleep(0.005)
        if len(calls) > 20:
            raise Stopped

    def first() -> None:
        with pytest.raises(Stopped):
            engine.simulate(setup, 0, beat=beat)

    thread = threading.Thread(target=first)
    thread.start()
    began.wait()
    other = threading.Thread(target=lambda: found.append(engine.simulate(setup, 0)))
    other.start()
    thread.join(), other.join()
    np.testing.assert_array_equal(found[0].tallies, engine.simulate(setup, 0).tallies)


def test_every_base_has_a_firm_of_fewer_people():
    from sim.scenario import bundled

    for name in bundled():
        one, other = (small(each, 60).setup() for each in (Plan(base=name).baseline(),
                                                           Plan(base=name).set("listening", 0.9).scenario()))
        assert len(one.organisation) == len(other.organisation) == 60
        assert one.settle_days == 0
