"""The recording of two worlds: as run, same people, bounded, and it stops when it is not wanted."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.model.engine.simulate import Run, simulate
from sim.runs.pool import Stopped
from sim.runs.study import paired
from sim.scenario import Scenario
from sim.whatif.queue import shared
from sim.whatif.recording import NOTHING, STATES, STEPS, VACANT, record_pair, shown

SMALL = {"organisation": {"people": 40}, "start": {"settle_days": 0}, "days": 33, "replications": 2}


@pytest.fixture(scope="module")
def setups():
    today = Scenario(title="Today", **SMALL)
    (_, baseline), (_, plan) = paired(today, today.with_(title="Plan",
                                                         levers={"punishment_severity": 1.0,
                                                                 "presence_hours": 0.0}))
    return baseline, plan


@pytest.fixture(scope="module")
def short(setups):
    return record_pair(*setups, replication=1)


def test_shape(short):
    assert short.levels.shape == (2, len(STATES), 7, 40) and short.levels.dtype == np.uint8
    assert short.weeks == 7 and short.replication == 1
    assert ((short.levels <= STEPS) | (short.levels >= NOTHING)).all()


@pytest.mark.parametrize("world", [0, 1])
def test_means_over_people_are_the_outcomes_of_the_week(setups, short, world):
    series = simulate(setups[world], 1).series()
    for i, state in enumerate(STATES):
        if state.name == "empathy_shown":
            continue  # an outcome per contact: busy people count more
        weeks = [series[state.name].iloc[at:at + 5].mean() for at in range(0, 33, 5)]
        assert np.nanmean(shown(short.levels[world, i]), axis=1) == pytest.approx(weeks, abs=0.7)


def test_the_same_world_twice_is_the_same_film(setups):
    same = record_pair(setups[0], setups[0])
    assert np.array_equal(same.levels[0], same.levels[1])


def test_who_has_no_such_state_is_marked(setups, short):
    organisation = setups[0].organisation
    head = int(np.flatnonzero(organisation.level == 0)[0])
    held = short.levels[0, 0, :, head] != VACANT
    assert (short.levels[0, 0, held, head] == NOTHING).all()
    assert np.isnan(short.of(head)[:, 0]).all() and not np.isnan(short.of(head)[0, 1]).all()
    back = ~organisation.front_line
    assert (short.levels[:, 2:4][:, :, :, back] >= NOTHING).all()


def test_a_post_empty_all_week_is_marked_vacant():
    asked = Scenario(organisation={"people": 60}, start={"settle_days": 0}, days=100,
                     levers={"punishment_severity": 1.0})
    setup = asked.setup()
    run, empty = Run(setup), np.zeros((100, 60), bool)
    for day in range(100):
        run.step()
        empty[day] = run.world.people["vacant"] == 1
    inside = empty.reshape(20, 5, 60)
    # vacant on every evening of the week, as the nights before leave it
    all_week = inside[:, :4].all(axis=1)[1:] & inside[:-1, -1]
    vacant = record_pair(setup, setup).levels[0, 1, 1:] == VACANT
    assert vacant.any() and np.array_equal(vacant, all_week)


def test_units_are_means_of_their_people(short):
    organisation = short.organisation
    units = short.units(3)
    assert units.shape == (2, len(STATES), organisation.n_units)
    first = shown(short.levels[1, 1, 2])[organisation.unit == 0]
    assert units[1, 1, 0] == pytest.approx(np.nanmean(first))


def test_scale_lies_around_the_baseline(short):
    for i in range(len(STATES)):
        low, middle, high = short.scale(i)
        assert 0 <= low < middle < high <= 100


def test_it_stops_when_it_is_not_wanted(setups):
    request, days = shared().request("somebody", "recording"), []

    def tell(done, total):
        days.append(done)
        if done == 6:
            request.cancel()

    with pytest.raises(Stopped):
        record_pair(*setups, on_progress=tell, request=request)
    assert len(days) <= 8


def test_progress_counts_both_worlds(setups):
    told = []
    record_pair(*setups, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (66, 66) and [done for done, _ in told] == list(range(1, 67))


def test_worlds_that_are_no_pair_are_refused(setups):
    with pytest.raises(UserError, match="seed is 1 in the baseline and 2 in the plan"):
        record_pair(setups[0], replace(setups[1], seed=2))


def test_a_recording_too_long_for_a_browser_is_refused(setups):
    long = replace(setups[0], demand=np.ones(3_000_000))
    with pytest.raises(UserError, match="too long to be played in a browser; use at most"):
        record_pair(long, long)
