"""Batches under way: what is finished is kept, what is lost with a worker is run again, a run that kills is
found out."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from sim.studies.sweep.dispatcher import CRASHED_AT, Dispatcher
from sim.studies.sweep.worker import CRASHED, OK, FinishedRun, Task

TASK = Task("", "", None, {}, {}, None, 1, 0, (), (), (), 1.0)


class Gone(Exception):
    pass


class Executor:
    """Loses everything under way when a batch holds a killer; loses the first batchs ``unlucky`` times."""

    window = 4
    gone = (Gone,)

    def __init__(self, killers: set[str], unlucky: int = 0) -> None:
        self.killers, self.unlucky, self.most, self.under_way, self.stopped = killers, unlucky, 0, 0, False

    def submit(self, batch):
        future: Future[list[FinishedRun]] = Future()
        if self.unlucky > 0 or any(task.key in self.killers for task in batch):
            self.unlucky -= 1
            future.set_exception(Gone())
        else:
            future.set_result([FinishedRun(task.key, OK) for task in batch])
        return future

    def renew(self) -> bool:
        return True

    def stop(self) -> None:
        self.stopped = True


def dispatched(executor: Executor, many: int = 30) -> list[FinishedRun]:
    kept: list[FinishedRun] = []
    Dispatcher(executor, kept.extend).run(replace(TASK, key=str(i)) for i in range(many))
    return kept


@pytest.mark.parametrize("unlucky", [0, 1, 3])
def test_all_are_run_once(unlucky: int):
    kept = dispatched(Executor(set(), unlucky))
    assert sorted(int(one.key) for one in kept) == list(range(30)) and {one.status for one in kept} == {OK}


def test_a_killer_is_given_up_and_nobody_else(monkeypatch):
    kept = dispatched(Executor({"7", "20"}))
    assert sorted(one.key for one in kept if one.status == CRASHED) == ["20", "7"]
    assert len(kept) == 30 and f"{CRASHED_AT} times" in next(one.error for one in kept if one.key == "7")


def test_another_error_stops_it_and_keeps_what_is_finished():
    class Faulty(Executor):
        def submit(self, batch):
            future = super().submit(batch)
            if batch[0].key == "3":
                future = Future()
                future.set_exception(ZeroDivisionError())
            return future

    executor, kept = Faulty(set()), []
    with pytest.raises(ZeroDivisionError):
        Dispatcher(executor, kept.extend).run(replace(TASK, key=str(i)) for i in range(30))
    assert executor.stopped and kept


def test_short_runs_travel_together():
    sizes: list[int] = []

    class Counting(Executor):
        def submit(self, batch):
            sizes.append(len(batch))
            return super().submit(batch)

    dispatched(Counting(set()), 300)
    assert sizes[0] == 1 and max(sizes) > 10
