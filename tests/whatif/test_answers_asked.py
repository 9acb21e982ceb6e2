"""Instant and honest answers, asked for as the page does; small firms and short plans."""

from __future__ import annotations

import os
import threading
import time

import numpy as np
import pytest
from sim.whatif.surrogate import errors, surrogate_answer

from sim.model.engine import simulate as engine
from sim.model.engine.settled import PASTS
from sim.runs.pool import Stopped, cores
from sim.runs.study import compare
from sim.whatif import full as module
from sim.whatif.full import full_answer, prepare
from sim.whatif.parts import OwnData
from sim.whatif.plan import Plan
from sim.whatif.queue import Queue
from sim.whatif.runs import CARDS, RUN_CACHE, RunCache, Worlds, small

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


def test_preparing_lives_the_baseline(monkeypatch):
    prepare(PLAN.but(seed=9), rounds=ROUNDS)
    worlds = Worlds(PLAN.but(seed=9))
    for r in range(3):
        assert RUN_CACHE.get(worlds.pair()[0], r) and RUN_CACHE.get(worlds.pair(r)[0], r)
        assert RUN_CACHE.get(worlds.pair()[1], r) is None


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


def test_instant_answers():
    guess = surrogate_answer(PLAN)
    assert guess.kind == "surrogate" and not guess.final
    assert set(guess.cards) == set(guess.series) == set(CARDS) == set(errors())
    assert guess.about_error("fear").startswith("± ")
    assert "first guess" in guess.says()
    assert guess.money is None and guess.money_lines() == []
    again = surrogate_answer(Plan.from_text(PLAN.to_text()))
    assert again.cards["fear"] == guess.cards["fear"]
    known = full_answer(PLAN, rounds=ROUNDS).cards["fear"].baseline
    assert surrogate_answer(PLAN).cards["fear"].baseline == pytest.approx(known), (
        "it stands on the honest baseline, once that is known")
    nothing = surrogate_answer(PLAN.but(levers={}, changes=()))
    assert all(card.difference == 0 and card.words() == "as today" for card in nothing.cards.values())


def test_every_base_has_a_small_firm():
    from sim.scenario import bundled

    for name in bundled():
        one, other = (small(each, 60).setup() for each in (Plan(base=name).baseline(),
                                                           Plan(base=name).set("listening", 0.9).scenario()))
        assert len(one.organisation) == len(other.organisation) == 60
        assert one.settle_days == 0


@pytest.mark.slow
def test_twenty_visitors_each_get_an_instant_answer_soon():
    """While the honest answers of all are worked out."""
    queue, took, faults = Queue(), [], []

    def visit(i: int) -> None:
        try:
            plan = Plan(weeks=10).set("permission", 0.02 * i + 0.01).set("surveillance", 0.9)
            request = queue.request(f"visitor {i}", "full")
            thread = threading.Thread(target=quietly, args=(plan, request))
            thread.start()
            for k in range(3):
                began = time.perf_counter()
                surrogate_answer(plan.set("listening", 0.1 + 0.01 * i + 0.3 * k),
                                 request=queue.request(f"visitor {i}", "surrogate"))
                took.append(time.perf_counter() - began)
            queue.leave(f"visitor {i}")
            thread.join()
        except BaseException as fault:
            faults.append(fault)

    def quietly(plan: Plan, request) -> None:
        with pytest.raises(Stopped):
            full_answer(plan, request=request)

    threads = [threading.Thread(target=visit, args=(i,)) for i in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(took) == 60
    assert max(took) < 5 * max(1.0, os.getloadavg()[0] / cores()), "five seconds alone on the machine"
    assert queue.visitors == 0
