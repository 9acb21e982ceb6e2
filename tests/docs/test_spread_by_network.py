"""The page on spread by network is what its table says, and what counts as told from the ties as they are."""

import pandas as pd
import pytest

from experiments import spread_by_network as study
from sim.org.topology import Topology


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(study.TABLE)


def test_the_page_is_what_the_table_says(frame):
    pairs, days = int(frame.pairs.iloc[0]), int(frame.days.iloc[0])
    assert study.PAGE.read_text(encoding="utf-8") == study.text(frame, pairs, days)
    assert (study.IMAGES / "spread-by-network.svg").is_file()


def test_every_network_and_state_has_its_row(frame):
    wanted = {(what, network, state) for what, states in study.SHOWN.items() for network in study.TIES
              for state in states}
    assert set(zip(frame.what, frame.network, frame.state, strict=True)) == wanted
    assert all(Topology.model_validate(ties) for ties in study.TIES.values())


def test_only_a_difference_larger_than_both_intervals_is_told(frame):
    case = frame[(frame.what == "caring") & (frame.state == "mood")].copy()
    case[["mean", "low", "high"]] = 1.0, 0.7, 1.3
    at = list(case.columns).index("mean")
    rows = list(case.network)
    case.iloc[rows.index("hubs"), at] = 1.5
    case.iloc[rows.index("random"), at] = 1.4
    assert study.apart(case, "caring", "mood") == [("hubs", 1.5)]
    told = pd.concat([frame[(frame.what != "caring") | (frame.state != "mood")], case])
    assert "mood under a caring leader" in study.verdict(told)
