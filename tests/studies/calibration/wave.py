"""A model with known parameters, for calibration: two that matter, one that does not, and a choice."""

import numpy as np

SHIFT = 4.0
OUTCOMES = ("early", "late", "slope")


def expected(a, b, kind="left"):
    """What the model gives on average."""
    return {"early": 20 * a, "late": 20 * a + 10 * b, "slope": 10 * b * b + SHIFT * (kind == "right")}


def wave(values, seed):
    """One run: luck that all outcomes share, and luck of each."""
    luck = np.random.default_rng(seed).normal(0, 1, 4)
    means = expected(values["a"], values["b"], values.get("kind", "left"))
    return {name: mean + luck[0] + luck[1 + i] for i, (name, mean) in enumerate(means.items())}


def broken(values, seed):
    """Fails where a is high, and says nothing of 'late' where b is."""
    if values["a"] > 0.9:
        raise ValueError("too much")
    return wave(values, seed) | ({"late": float("nan")} if values["b"] > 1.8 else {})
