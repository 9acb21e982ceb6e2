"""Recordings shared among visitors: made once, kept within bounds, given up when nobody wants them, private
ones never cached."""

import threading
import time

import pytest

from sim.runs.pool import Stopped
from sim.scenario import Scenario
from sim.whatif.queue import Queue
from sim.whatif.recordings import Recordings
from sim.whatif.runs import world

SMALL = {"organisation": {"people": 40}, "start": {"settle_days": 0}, "days": 20}


@pytest.fixture
def recordings():
    queue = Queue(2)
    return Recordings(10 << 20, lambda: queue), queue


def pair(**levers):
    today = Scenario(title="Today", **SMALL)
    there = today.build_organisation()
    return world(today, there), world(today.with_(levers=levers), there)


def in_threads(count, ask):
    found = []
    threads = [threading.Thread(target=lambda: found.append(ask())) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_many_who_ask_at_once_get_the_same_film(recordings):
    cache, _ = recordings
    first, *others = in_threads(5, lambda: cache.recording(*pair(permission=0.9)))
    assert all(other is first for other in others) and len(cache) == 1
    assert cache.recording(*pair(permission=0.9)) is first
    assert cache.recording(*pair(permission=0.8)) is not first


def test_it_is_given_up_when_the_last_has_gone(recordings):
    cache, queue = recordings
    busy = threading.Event()
    request = queue.request("other", "busy")
    for _ in range(2):
        request.submit(0, lambda beat: busy.wait())  # so that nothing else begins
    looked, gone = [], threading.Event()

    def leaves(making):
        looked.append(making)
        if gone.is_set():
            raise Stopped

    def ask():
        with pytest.raises(Stopped):
            cache.recording(*pair(permission=0.9), leaves)

    waiting = threading.Thread(target=lambda: in_threads(2, ask))
    waiting.start()
    while len(looked) < 4:
        time.sleep(0.01)
    assert looked[0].wanted == 2 and not looked[0].request.cancelled
    assert looked[0].request.position().ahead > 0
    gone.set()
    waiting.join()
    assert looked[0].request.cancelled and len(cache) == 0
    busy.set()
    assert cache.recording(*pair(permission=0.9)).weeks == 4, "whoever comes later gets it all the same"


def test_what_is_private_is_kept_nowhere(recordings):
    cache, _ = recordings
    mine = cache.recording(*pair(permission=0.9), private="one")
    assert len(cache) == 0 and cache.recording(*pair(permission=0.9), private="two") is not mine


def test_no_more_is_kept_than_fits(recordings):
    cache, _ = recordings
    size = cache.recording(*pair(permission=0.5)).nbytes
    small = Recordings(int(2.5 * size), recordings[0]._queue)
    made = [small.recording(*pair(permission=level)) for level in (0.5, 0.6, 0.7)]
    assert len(small) == 2 and small.recording(*pair(permission=0.7)) is made[2]
