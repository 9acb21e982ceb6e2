"""Chance: the published answers of the generator, evenness, independence, and the same number however it is
asked for."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from scipy import stats

from sim.model import chance

KNOWN = [  # kat_vectors of Random123: counter, key, answer
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]
N = 40_000


@numba.njit
def philox_compiled(c0, c1, c2, c3, k0, k1):
    return chance.philox(c0, c1, c2, c3, k0, k1)


@numba.njit
def fours(key, streams, days, who, occasions):
    """Four numbers a row, rows by broadcasting."""
    out = np.empty((len(who), 4))
    for i in range(len(who)):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = chance.draws(key[0], streams[i], days[i], who[i],
                                                                  occasions[i])
    return out


@numba.njit
def eights(key, stream, day, who, occasion):
    out = np.empty((len(who), 8))
    for i in range(len(who)):
        (out[i, 0], out[i, 1], out[i, 2], out[i, 3], out[i, 4], out[i, 5], out[i, 6],
         out[i, 7]) = (chance.eight(
            key[0], stream, day, who[i], occasion))
    return out


def compiled_over(draw):
    """A compiled loop that applies ``draw`` to each of many uniform numbers."""
    @numba.njit
    def each(u):
        out = np.empty(len(u))
        for i in range(len(u)):
            out[i] = draw(u[i])
        return out

    return each


quantiles, bells = compiled_over(chance.normal), compiled_over(chance.bell)


def drawn(n=N, seed=1, replication=0, stream=chance.VISIT, day=0, who=None, occasion=0) -> np.ndarray:
    """float64 [n, 4]; each of stream, day, who, occasion is a number or one for every row."""
    rows = [np.broadcast_to(np.asarray(x, np.int64), n).copy()
            for x in (stream, day, np.arange(n) if who is None else who, occasion)]
    return fours(chance.key_of(seed, replication), *rows)


def words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_published_answers(counter, key, answer):
    given = [np.uint64(word) for word in (*words(counter), *words(key))]
    assert [int(word) for word in chance.philox(*given)] == words(answer)
    assert [int(word) for word in philox_compiled(*given)] == words(answer)


def test_the_counter_holds_who_day_stream_occasion_and_the_key_seed_and_replication():
    key = chance.key_of(7, 9)
    got = chance.draws(key[0], chance.CAREER, 12, 345, 6)
    assert got == tuple((float(word) + 0.5) * 2.0**-32 for word in chance.philox(345, 12, chance.CAREER, 6, 7,
                                                                                 9))
    assert chance.draw(key[0], chance.CAREER, 12, 345, 6) == got[0]


def test_the_same_question_has_the_same_answer_in_plain_and_compiled_code():
    key, who = chance.key_of(2**32 - 1, 3), np.array([0, 1, 17, 123_456, 2**31 - 1])
    compiled = fours(key, np.full(5, chance.VISIT), np.full(5, 249), who, np.zeros(5, np.int64))
    assert compiled.tolist() == [list(chance.draws(key[0], chance.VISIT, 249, i, 0)) for i in who.tolist()]
    by_hand = [list(chance.eight(key[0], chance.CONTACT, 249, i, 0)) for i in who.tolist()]
    assert eights(key, chance.CONTACT, 249, who, 0).tolist() == by_hand
    u = np.concatenate((np.linspace(1e-6, 1 - 1e-6, 201), [0.5 * 2.0**-32, 1 - 0.5 * 2.0**-32, 0.5]))
    assert quantiles(u).tolist() == [chance.normal(x) for x in u.tolist()]
    assert np.array_equal(drawn(100), drawn(100))
    assert np.array_equal(drawn(100)[::-1], drawn(100, who=np.arange(100)[::-1]))  # whatever was drawn before


@pytest.mark.parametrize("vary", ["who", "day", "occasion", "stream"])
def test_numbers_are_spread_evenly(vary):
    numbers = drawn(**{"who": 5, vary: np.arange(N)})
    assert numbers.min() > 0.0 and numbers.max() < 1.0
    for column in numbers.T:
        assert stats.chisquare(np.histogram(column, 200, (0.0, 1.0))[0]).pvalue > 1e-4
        assert stats.kstest(column, "uniform").pvalue > 1e-4
    pairs = np.histogram2d(numbers[:-1, 0], numbers[1:, 0], 20, ((0, 1), (0, 1)))[0]  # neighbours
    assert stats.chisquare(pairs.ravel()).pvalue > 1e-4


def test_eight_are_spread_evenly_and_know_nothing_of_each_other():
    numbers = eights(chance.key_of(1, 0), chance.CONTACT, 0, np.arange(N), 0)
    assert numbers.min() > 0.0 and numbers.max() < 1.0
    for column in numbers.T:
        assert stats.chisquare(np.histogram(column, 128, (0.0, 1.0))[0]).pvalue > 1e-4
    assert_unrelated(numbers)


def assert_unrelated(columns: np.ndarray) -> None:
    r = np.corrcoef(columns, rowvar=False)
    assert np.abs(r[~np.eye(len(r), dtype=bool)]).max() < 4.5 / np.sqrt(len(columns))


def test_days_people_streams_seeds_and_replications_know_nothing_of_each_other():
    asked = [{}, {"day": 1}, {"day": 2}, {"stream": chance.CONTACT}, {"stream": chance.CAREER}, {"seed": 2},
             {"replication": 1}, {"seed": 2, "replication": 1}, {"occasion": 1}, {"who": np.arange(1, N + 1)},
             {"who": np.arange(N) + N}]
    assert_unrelated(np.concatenate([drawn(**said) for said in asked], axis=1))


def test_squares_are_unrelated_too():
    asked = [{}, {"day": 1}, {"stream": chance.CONTACT}, {"seed": 2}, {"replication": 1}]
    assert_unrelated(np.concatenate([(drawn(**said) - 0.5) ** 2 for said in asked], axis=1))


def test_every_purpose_has_its_stream():
    streams = [value for name, value in vars(chance).items() if name.isupper() and not name.startswith("_")
               and isinstance(value, int)]
    assert len(streams) >= 14 and len(set(streams)) == len(streams)


def test_keys_tell_seeds_and_replications_apart():
    keys = {chance.key_of(seed, replication).tobytes() for seed in (0, 1, 2**32 - 1)
            for replication in (0, 1, 2**32 - 1)}
    assert len(keys) == 9
    key = chance.key_of(3, 4)
    assert (key.shape, key.dtype, int(key["seed"][0]), int(key["replication"][0])) == ((1,), chance.KEY, 3, 4)
    assert chance.key_of(2**32 + 3, 4) == key  # 32 bits count


def test_normal_quantile():
    tails = np.geomspace(0.5 * 2.0**-32, 0.4, 400)
    u = np.concatenate((tails, np.linspace(0.001, 0.999, 999), 1.0 - tails))
    exact, got = stats.norm.ppf(u), quantiles(u)
    assert np.abs(got - exact).max() / np.maximum(1.0, np.abs(exact)).max() < 1e-6
    assert (np.abs(got - exact) / np.maximum(1.0, np.abs(exact))).max() < 2.5e-7  # seven digits
    assert chance.normal(0.5) == 0.0 and np.all(np.diff(quantiles(np.sort(u))) >= 0.0)
    assert stats.kstest(quantiles(drawn()[:, 0]), "norm").pvalue > 1e-4


def test_the_table_of_normal_numbers():
    """Mean 0, variance 1, as far from the published quantiles as its docstring says; the same in plain and
    compiled code."""
    middles = (np.arange(chance.BELL_LEVELS) + 0.5) / chance.BELL_LEVELS
    levels = np.array([chance.bell(u) for u in middles.tolist()])
    assert (abs(levels.mean()) < 1e-12 and abs(levels.std() - 1.0) < 1e-12 and 3.48 < np.abs(levels).max()
            < 3.49)
    assert np.abs(levels - stats.norm.ppf(middles)).max() < 0.0012
    assert np.all(np.diff(levels) > 0.0) and np.allclose(levels, -levels[::-1], rtol=0.0, atol=1e-7)
    u = (np.arange(65_536) + 0.5) / 65_536  # every number that `eight` can give
    assert bells(u).tolist() == [chance.bell(x) for x in u.tolist()]
    assert np.array_equal(np.bincount((u * chance.BELL_LEVELS).astype(int)), np.full(chance.BELL_LEVELS, 32))
