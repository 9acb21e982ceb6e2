"""Parcels under way: what lands is kept, what is lost with a worker flies again, a run that kills is found out."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from sim.studies.sweep.dispatcher import CRASHED_AT, Flight
from sim.studies.sweep.worker import CRASHED, OK, Lived, Task

TASK = Task("", "", None, {}, {}, None, 1, 0, (), (), (), 1.0)


class Gone(Exception):
    pass


class Crew:
    """Loses everything under way when a parcel holds a killer; loses the first parcels ``unlucky`` times."""

    window = 4
    gone = (Gone,)

    def __init__(self, killers: set[str], unlucky: int = 0) -> None:
        self.killers, self.unlucky, self.most, self.under_way, self.stopped = killers, unlucky, 0, 0, False

    def submit(self, parcel):
        future: Future[list[Lived]] = Future()
        if self.unlucky > 0 or any(task.key in self.killers for task in parcel):
            self.unlucky -= 1
            future.set_exception(Gone())
        else:
            future.set_result([Lived(task.key, OK) for task in parcel])
        return future

    def renew(self) -> bool:
        return True

    def stop(self) -> None:
        self.stopped = True


def fly(crew: Crew, many: int = 30) -> list[Lived]:
    kept: list[Lived] = []
    Flight(crew, kept.extend).fly(replace(TASK, key=str(i)) for i in range(many))
    return kept


@pytest.mark.parametrize("unlucky", [0, 1, 3])
def test_all_land_once(unlucky: int):
    kept = fly(Crew(set(), unlucky))
    assert sorted(int(one.key) for one in kept) == list(range(30)) and {one.status for one in kept} == {OK}


def test_a_killer_is_given_up_and_nobody_else(monkeypatch):
    kept = fly(Crew({"7", "20"}))
    assert sorted(one.key for one in kept if one.status == CRASHED) == ["20", "7"]
    assert len(kept) == 30 and f"{CRASHED_AT} times" in next(one.error for one in kept if one.key == "7")


def test_another_error_stops_the_flight_and_keeps_what_landed():
    class Faulty(Crew):
        def submit(self, parcel):
            future = super().submit(parcel)
            if parcel[0].key == "3":
                future = Future()
                future.set_exception(ZeroDivisionError())
            return future

    crew, kept = Faulty(set()), []
    with pytest.raises(ZeroDivisionError):
        Flight(crew, kept.extend).fly(replace(TASK, key=str(i)) for i in range(30))
    assert crew.stopped and kept


def test_short_runs_travel_together():
    sizes: list[int] = []

    class Counting(Crew):
        def submit(self, parcel):
            sizes.append(len(parcel))
            return super().submit(parcel)

    fly(Counting(set()), 300)
    assert sizes[0] == 1 and max(sizes) > 10
