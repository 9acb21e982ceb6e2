"""Keyed chance: a random number is a function of (seed, replication, stream, day, who, occasion), never of
what was drawn before.

The generator is Philox4x32-10 [1]: the counter holds who, day, stream and occasion, the key holds seed and
replication.  So the same customer walks in on the same day with the same case whatever a policy changed
elsewhere: worlds can be paired.

[1] Salmon, Moraes, Dror & Shaw (2011). Parallel random numbers: as easy as 1, 2, 3. SC'11. Known answers are
in the tests.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.jit import Record, inner

VISIT, CONTACT, SECOND_CHOICE, CUSTOMER, PROSPECT = 1, 2, 3, 4, 5
PROMISE, PUNISHMENT, EXAMPLE, OVERHEARD, CAREER = 11, 12, 13, 14, 15
VACANCY, NEWCOMER, DISPOSITION, START = 16, 17, 18, 19
VOICE, EXERCISE, COURSE, HOME, PAIR = 20, 21, 22, 23, 24
"""Streams: one for each purpose, so that one purpose's draws never shift another's."""

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_MASK, _HALF, _LOW, _SIXTEEN = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(0xFFFF), np.uint64(16)


KEY = np.dtype((Record, np.dtype([("seed", "u4"), ("replication", "u4")])))
"""What the randomness of a replication depends on."""


@inner
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four 32-bit words (as uint64) from a counter of four and a key of two 32-bit words."""
    c0, c1, c2, c3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    k0, k1 = np.uint64(k0), np.uint64(k1)
    for _ in range(10):
        low, high = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (high >> _HALF) ^ c1 ^ k0, high & _MASK, (low >> _HALF) ^ c3 ^ k1, low & _MASK
        k0, k1 = (k0 + _W0) & _MASK, (k1 + _W1) & _MASK
    return c0, c1, c2, c3


@inner
def draws(key, stream, day, who, occasion):
    """Four independent uniform numbers in (0, 1).  key: a KEY record."""
    a, b, c, d = philox(np.uint64(who), np.uint64(day), np.uint64(stream), np.uint64(occasion),
                        np.uint64(key.seed), np.uint64(key.replication))
    unit = 2.3283064365386963e-10  # 2**-32
    return (a + 0.5) * unit, (b + 0.5) * unit, (c + 0.5) * unit, (d + 0.5) * unit


@inner
def draw(key, stream, day, who, occasion):
    """One uniform number in (0, 1); see :func:`draws`."""
    return draws(key, stream, day, who, occasion)[0]


@inner
def eight(key, stream, day, who, occasion):
    """Eight independent uniforms in (0, 1) of 16 bits each, for the price of four; see :func:`draws`."""
    a, b, c, d = philox(np.uint64(who), np.uint64(day), np.uint64(stream), np.uint64(occasion),
                        np.uint64(key.seed), np.uint64(key.replication))
    unit = 1.52587890625e-05  # 2**-16
    return ((a & _LOW) + 0.5) * unit, ((a >> _SIXTEEN) + 0.5) * unit, ((b & _LOW) + 0.5) * unit, (
        (b >> _SIXTEEN) + 0.5) * unit, (
        (c & _LOW) + 0.5) * unit, ((c >> _SIXTEEN) + 0.5) * unit, ((d & _LOW) + 0.5) * unit, (
            (d >> _SIXTEEN) + 0.5) * unit


@inner
def left_of(u, chance):
    """Given that something of this chance did not happen (u >= chance), what is left of its uniform number is
    uniform again, in (0, 1).  Where it always happens nothing is left: 1."""
    return (u - chance) / (1.0 - chance) if chance < 1.0 else 1.0


@inner
def normal(u):
    """The standard normal quantile of u in (0, 1), to seven digits (Wichura 1988, AS 241, PPND7)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179) / (
            ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        x = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / (
            (0.12021132975 * r + 0.73700164250) * r + 1.0)
    else:
        r -= 5.0
        x = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / (
            (0.012258202635 * r + 0.24197894225) * r + 1.0)
    return -x if q < 0.0 else x


BELL_LEVELS = 2048
"""Equally likely levels of :func:`bell`."""


def _bell_table() -> np.ndarray:
    levels = np.array([normal((i + 0.5) / BELL_LEVELS) for i in range(BELL_LEVELS)])
    return levels / levels.std()


_BELL = _bell_table()


@inner
def bell(u):
    """A standard normal number from a uniform number u in (0, 1): the quantile of one of 2,048 equally likely
    levels.

    Mean 0 and variance 1 exactly, |bell| <= 3.49; within 0.0012 of :func:`normal` at the middle of each
    level.  For the many small
    deviations of every contact: a look in a table instead of two polynomials.
    """
    return float(_BELL[int(u * BELL_LEVELS)])


def key_of(seed: int, replication: int) -> np.ndarray:
    """The key of one replication: KEY [1]."""
    return np.array([(seed & 0xFFFFFFFF, replication & 0xFFFFFFFF)], dtype=KEY)
