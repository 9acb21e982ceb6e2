"""People followed over time: the diary changes nothing, and every frame tells the same persons apart."""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario
from sim.insight.evidence import panels
from sim.insight.evidence.diary import HALF_DAYS, Diary
from sim.insight.evidence.patterns import computed, rows
from sim.insight.evidence.populations import Plan, organisations
from sim.insight.evidence.studies import asked, run_organisation
from sim.model.engine.simulate import Run

FIRM = Scenario(organisation={"people": 40}, start={"settle_days": 0}, days=2 * HALF_DAYS, seed=5)


@pytest.fixture(scope="module")
def diary() -> Diary:
    run = Diary(FIRM.setup(), 1)
    for _ in range(FIRM.days):
        run.step()
    return run


def test_keeping_a_diary_changes_nothing(diary):
    alone = Run(FIRM.setup(), 1)
    for _ in range(FIRM.days):
        alone.step()
    np.testing.assert_array_equal(alone.record.tallies, diary.record.tallies)


def test_a_diary_agrees_with_the_tallies(diary):
    record, page = diary.record, diary.diary
    for tally, name in (("contacts", "contacts"), ("complaints", "complaints"), ("spoke_up", "ideas"),
                        ("absent", "absent"), ("people", "occupied")):
        np.testing.assert_array_equal(page[name].sum(axis=1), record.tally(tally).sum(axis=1), tally)
    assert page["quit"][:-1].sum() == record.tally("quits")[1:].sum()
    response = page["response"]
    assert np.nanmin(response) >= 0.0 and np.nanmax(response) <= 1.0


def test_halves_follow_people(diary):
    halves = diary.halves(0)
    assert set(halves["half"]) == {0, 1} and (halves["days"] <= HALF_DAYS).all()
    first, last = halves[halves["half"] == 0], halves[halves["half"] == 1]
    assert last["quit_next"].isna().all()
    known = first.dropna(subset=["quit_next"])
    assert (known["throughout"] == 1).all() and 0 < known["quit_next"].sum() < len(known)
    stayed = known.loc[known["quit_next"] == 0, "post"]
    assert (last.set_index("post").loc[stayed, "days"] == HALF_DAYS).all()
    assert (first["early"] + first["late"] <= first["absent"]).all()


def test_years_pair_the_same_person():
    halves = pd.DataFrame({"organisation": 0, "post": [1, 1, 1, 1, 2, 2], "occupant": [0, 0, 0, 0, 0, 1],
                           "half": [0, 1, 2, 3, 0, 1], "year": [0, 0, 1, 1, 0, 0], "front": True,
                           "throughout": 1, "contacts": 10, "complaints": [1, 2, 3, 4, 5, 6]})
    years = panels.years(halves)
    assert years["complaints"].tolist() == [3, 7] and years["complaints_next"].tolist()[:1] == [7]
    assert np.isnan(years["complaints_next"].iloc[1]) and set(years["post"]) == {1}


def test_ranks():
    people = pd.DataFrame({"front": [True, False, False, False, False],
                           "leads": [False, True, True, True, False], "level": [3, 2, 1, 0, 3]})
    ranked = panels.ranks(people)
    assert ranked.tolist()[:3] == ["front", "supervisor", "senior"] and ranked[3:].isna().all()


def test_every_new_row_is_computed_of_two_years():
    plans = [Plan(plan.scenario.with_(start={"settle_days": 0}), plan.number, 2, 0)
             for plan in organisations(2, 2, key=3, people=(100, 110), warm=0)]
    frames = asked([run_organisation((plan, 0)) for plan in plans], (3,))
    assert frames["panel"].groupby(panels.WHO).size().max() == 1
    assert frames["followed"]["days"].between(1, 2 * HALF_DAYS).all()
    assert frames["stores"]["rating"].notna().all() and set(frames["everyone"]["rank"].dropna()) == {
        "front", "supervisor", "senior"}
    for row in rows().values():
        if row.id.startswith("N") and row.study == "organisations":
            figure = np.atleast_1d(computed(row, frames))
            signs = len(row.signs) + (row.value is not None)
            assert len(figure) == signs, row.id
            # among a handful of senior managers nobody may answer unfavourably
            assert np.isfinite(figure).all() or row.id == "N05", row.id
