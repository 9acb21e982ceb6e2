"""Tables of figures with bytes, separators, names, numbers and dates changed: figures or one sentence, never
anything else."""

from __future__ import annotations

import io
import math
import random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.model.outcomes import OUTCOME
from sim.studies.calibration.observed import NOTHING, PERIODS, Observed, Run, Told, observed
from sim.studies.calibration.standard_error import possible
from tests.org.test_mutated import mutated
from tests.studies.calibration.test_observed import HEAD, REFUSED, RIGHT

RUN = Run(days=125, units=("U1 management", "Sales"))
TELLING = st.builds(Told, outcomes=st.sampled_from([(), ("fear",), ("CSAT=customer_satisfaction",)]),
                    scales=st.sampled_from([(), ("1-5",), ("0-1",), ("6-1",)]),
                    rates=st.sampled_from(["", "year", "period"]), n=st.sampled_from([None, 4, 40]),
                    start=st.sampled_from(["", "2023-12", "1", "Q1 2024"]))
PERIOD = st.sampled_from([None, *PERIODS])
NAMES = st.sampled_from(["period", "Month", "Quartal", "unit", "Team", "outcome", "Metric", "value",
                         "Mean (1-5)", "n", "Count of CSAT", "CSAT", "fear", "Turnover rate", "Leavers",
                         "scale", "2024-01", "Q1 2024", "KW 3 2024", "Sales", "Gesamt", "email", ""])
CELLS = st.sampled_from(["", "-", "n/a", "0", "1", "12", "4.2", "4,2", "1,204", "1.204,5", "84 %",
                         "4,2 von 5", "−3", "1e999", "nan", "٣", "²", "9" * 30, "2024-01", "2024-02-30",
                         "29.02.2024", "01/02/2024", "Dec", "Jan 99", "KW 53 2021", "W0 2024", "FY24",
                         "all", "(all)", "Sales", "sales ", "Total", "CSAT", "fear", "eNPS", "1-5",
                         "5-5", "\x00", "\x85", '"', "=1"])
TABLES = st.builds(lambda sign, head, rows: "\n".join(sign.join(row) for row in [head, *rows]),
                   st.sampled_from([",", ";", "\t", "|"]), st.lists(NAMES, min_size=1, max_size=6),
                   st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=5))


def attempt(data: bytes, name: str, folder, period: str | None = None, told: Told = NOTHING,
            run: Run = RUN) -> Observed | None:
    """The figures, of which each is possible, or None after one sentence."""
    path = folder / name
    path.write_bytes(data)
    try:
        found = observed(path, period, run, told)
    except UserError as fault:
        said = str(fault)
        assert "\n" not in said and (name in said or said.startswith("--")), said
        return None
    assert len(found) > 0
    for target in found.targets:
        low, high = possible(target.outcome)
        assert target.outcome in OUTCOME and low <= target.value <= high and target.n >= 5
        assert math.isfinite(target.value) and 0 < target.error < math.inf
        assert run.days is None or 1 <= target.first <= (target.last or 0) <= run.days
    return found


def files() -> dict[str, bytes]:
    """Tables as people hold them, one of them a workbook."""
    book = openpyxl.Workbook()
    for row in (["Monat", "Bereich", "Kundenzufriedenheit", "Anzahl"], ["2024-01", "Sales", 81.5, 40],
                ["2024-02", "Sales", 80, 41]):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    texts = [text for text, *_ in RIGHT.values()] + [HEAD + rows for rows in REFUSED]
    return {"book.xlsx": packed.getvalue()} | {f"own{i}.csv": text.encode() for i, text in enumerate(texts)}


def changed(rng: random.Random, count: int, folder) -> int:
    """How many of so many changed files are read."""
    found, read = files(), 0
    for _ in range(count):
        name = rng.choice(sorted(found))
        data = mutated(found[name], found[rng.choice(sorted(found))], rng)
        for text in ((data, data.replace(b",", b";"), data.decode("utf-8", "ignore").encode("utf-16"))
                     if name.endswith(".csv") else (data,)):
            read += attempt(text, name, folder) is not None
    return read


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TABLES, period=PERIOD, told=TELLING, known=st.booleans())
def test_tables_of_odd_names_and_cells(tmp_path, text, period, told, known):
    attempt(text.encode(), "own.csv", tmp_path, period, told, RUN if known else Run(100_000, None))


def test_some_hundred(tmp_path):
    assert 0 < changed(random.Random(1), 200, tmp_path) < 600


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 7))
def test_ten_thousand(tmp_path, seed):
    assert changed(random.Random(seed), 1000, tmp_path) > 0


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TABLES, period=PERIOD, told=TELLING)
def test_thousands_of_tables_of_odd_names_and_cells(tmp_path, text, period, told):
    attempt(text.encode(), "own.csv", tmp_path, period, told)
