import matplotlib
import pytest

from sim import Scenario
from sim.insight.attribution.explain import explain

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def small() -> Scenario:
    return Scenario(title="A small firm", story="Sixty people, eight days.", organisation={"people": 60},
                    start={"settle_days": 0}, days=8, replications=3)


@pytest.fixture(scope="session")
def harsher(small: Scenario) -> Scenario:
    """Four levers, one of them by place and from the second day on, and an assumption."""
    return small.with_(title="A harsh small firm", levers={"punishment_severity": 1.0, "presence_hours": 0.0,
                                                           "surveillance": 1.0},
                       changes=[{"from_day": 2, "levers": {"recovery": {"level": {"2": 0.9}}}}],
                       parameters={"defences": 4.0})


@pytest.fixture(scope="session")
def explanation(small: Scenario, harsher: Scenario):
    return explain(small, harsher, "fear", replications=3)
