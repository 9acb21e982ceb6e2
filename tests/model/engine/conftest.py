from collections.abc import Callable

import pytest

from sim import Scenario
from tests.model.engine.alike import BUSY, TINY


@pytest.fixture(scope="session")
def tiny() -> Callable[..., Scenario]:
    """A bundled scenario in the tiny firm."""
    return lambda name="ordinary-firm", **changed: Scenario.load(name).with_(**TINY).with_(**changed)


@pytest.fixture(scope="session")
def busy(tiny: Callable[..., Scenario]) -> Callable[..., Scenario]:
    """The tiny firm in busy times."""
    return lambda **changed: tiny(**BUSY).with_(**changed)
