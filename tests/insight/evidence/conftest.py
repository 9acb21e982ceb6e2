import os
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3].parent / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of other people's data, beside the project; CI must have it."""
    if not DATA.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{DATA} is not there, and measured rows cannot be checked without it")
        pytest.skip(f"{DATA} is not there: measured rows are not reproduced")
    return DATA
