import pytest

from sim import Scenario
from sim.runs.study import compare, run

SMALL = {"organisation": {"people": 40}, "start": {"settle_days": 0}, "days": 8, "replications": 3}


@pytest.fixture(scope="session")
def small() -> Scenario:
    return Scenario(title="A small firm", story="Forty people, eight days.", watch="Nothing much.", **SMALL)


@pytest.fixture(scope="session")
def harsher(small: Scenario) -> Scenario:
    return small.with_(title="A harsh small firm", levers={"punishment_severity": 1.0, "presence_hours": 0.0})


@pytest.fixture(scope="session")
def result(small: Scenario):
    return run(small)


@pytest.fixture(scope="session")
def comparison(small: Scenario, harsher: Scenario):
    return compare(small, harsher)
