import numpy as np
import pytest

from sim.base.errors import UserError
from sim.studies.emulation.emulator import fit
from sim.studies.emulation.matching import (
    Target,
    Wave,
    effective,
    kept,
    not_ruled_out,
    posterior,
    weights,
)
from sim.studies.emulation.planted import planted, quantiles

NAMES = [f"x{j}" for j in range(6)]
LUCK = 0.05


def model(u):
    x = 2.0 * u - 1.0
    return np.column_stack([x[:, 0] + 0.5 * x[:, 1] ** 2, x[:, 1] + x[:, 0] * x[:, 2], x[:, 2] - x[:, 3]])


def wave(truth, at, **how):
    chance = np.random.default_rng(len(at))
    emulator = fit(at, model(at) + LUCK * chance.standard_normal((len(at), 3)), NAMES, list("abc"),
                   luck=np.full(3, LUCK))
    targets = [Target(name, float(value), 0.0) for name, value in zip("abc", truth, strict=True)]
    return Wave(emulator, tuple(targets), **how)


@pytest.fixture(scope="module")
def truth():
    return np.array([[0.7, 0.4, 0.8, 0.3, 0.5, 0.5]])


@pytest.fixture(scope="module")
def first(truth):
    return wave(model(truth)[0], np.random.default_rng(0).random((150, 6)))


def test_waves_close_in_on_a_planted_truth(truth, first):
    drawn = not_ruled_out([first], 150, 1)
    second = wave(model(truth)[0], drawn.u)
    again = not_ruled_out([first, second], 150, 2)
    assert kept([first, second], truth).all()
    assert kept([first, second], again.u).all()
    assert again.share < drawn.share < 0.05
    assert np.abs(again.u - truth)[:, :4].mean() < 0.5 * np.abs(
        np.random.default_rng(1).random((150, 6)) - truth)[:, :4].mean()
    assert np.ptp(again.u[:, 4]) > 0.9  # nothing speaks to it


def test_walking_points_are_spread_as_those_of_the_prior_that_are_kept(first):
    sharp = Wave(first.emulator, tuple(Target(one.name, one.value, 0.25) for one in first.targets), cut=1.0)
    many = np.random.default_rng(2).random((400_000, 6))
    plain = many[kept([sharp], many)]
    drawn = not_ruled_out([sharp], 1000, 3)
    assert 0.002 < len(plain) / len(many) < 0.02
    assert drawn.share == pytest.approx(len(plain) / len(many), rel=0.25)
    assert np.allclose(drawn.u.mean(axis=0), plain.mean(axis=0), atol=0.04)
    assert np.allclose(drawn.u.std(axis=0), plain.std(axis=0), atol=0.04)


def test_nothing_left_names_the_target(first):
    far = Wave(first.emulator, (Target("a", 9.0, 0.1),))
    with pytest.raises(UserError, match="nothing within the ranges fits.* a is .* should be 9"):
        not_ruled_out([far], 10, 0)


def test_where_nothing_is_left_the_closest_can_be_had(first):
    far = Wave(first.emulator, (Target("a", 9.0, 0.1),))
    drawn = not_ruled_out([far], 20, 0, closest=True)
    assert drawn.share == 0.0
    assert (drawn.u[:, 0] > 0.9).all()


def test_luck_that_targets_share_counts_once(first):
    targets = tuple(Target(one.name, one.value, 0.01) for one in first.targets)
    shared = Wave(first.emulator, targets, luck=np.full((3, 3), 1.0))
    apart = Wave(first.emulator, targets, luck=np.eye(3))
    value, sd = np.array([[one.value for one in targets]]), np.full((1, 3), 0.01)
    together, against = np.full(3, 1.0), np.array([1.0, -1.0, 0.0])
    assert shared.log_likelihood(value + together, sd) - shared.log_likelihood(value, sd) == pytest.approx(
        -0.5, abs=0.01)
    assert shared.log_likelihood(value + against, sd) - shared.log_likelihood(value, sd) < -1000.0
    assert apart.log_likelihood(value + together, sd) - apart.log_likelihood(value, sd) == pytest.approx(
        -1.5, abs=0.01)


def test_one_target_that_is_missed_rules_a_point_out(first, truth):
    targets = (*first.targets[:2], Target("c", 5.0, 0.0))
    assert kept([Wave(first.emulator, targets[:2])], truth).all()
    assert not kept([Wave(first.emulator, targets)], truth).any()


def test_implausibility_is_in_standard_deviations_of_all_that_parts_them(first, truth):
    mean, sd = first.predicted(truth)
    lone = Wave(first.emulator, (Target("a", float(mean[0, 0]) + 1.0, 0.3, 0.4),))
    assert lone.implausibility(truth)[0, 0] == pytest.approx(
        1.0 / np.sqrt(sd[0, 0] ** 2 + LUCK**2 + 0.3**2 + 0.4**2))


def test_weights_follow_the_likelihood(first, truth):
    u = np.vstack([truth, truth, np.full((1, 6), 0.01)])
    found = weights(first, *first.predicted(u))
    assert found.sum() == pytest.approx(1.0)
    assert found[1] == found[0]
    assert found[2] < 1e-9
    assert effective(np.full(7, 0.1)) == pytest.approx(7.0)


def test_the_posterior_agrees_with_weights_on_the_prior(first):
    wide = Wave(first.emulator, tuple(Target(one.name, one.value, 0.3) for one in first.targets))
    u = np.random.default_rng(4).random((100_000, 6))
    weight = weights(wide, *wide.predicted(u))
    drawn = posterior(wide, 2000, 5)
    assert np.allclose(drawn.mean(axis=0), weight @ u, atol=0.02)
    assert np.allclose(drawn.std(axis=0), np.sqrt(weight @ (u - weight @ u) ** 2), atol=0.02)
    assert (drawn == posterior(wide, 2000, 5)).all()


@pytest.mark.parametrize("whole", [False, True])
def test_planted_truths_survive_and_their_differences_are_covered(first, whole):
    wide = Wave(first.emulator, tuple(Target(one.name, one.value, 0.1, 0.1) for one in first.targets))
    space, asked = wide.emulator.space, wide.emulator.of(["a", "b"])

    def apart(u):
        low, high = (space.shifted(u, {"x0": side}) for side in (0.2, 0.8))
        return asked.difference(high, low)[0]

    found = planted(wide, 40, apart, seed=1, whole=whole)
    assert found.ruled_out <= 2
    assert found.covered[1] >= 33  # that of b hangs on x2
    if whole:
        assert found.covered[1] <= 39  # and is not covered by being wide


def test_weighted_quantiles():
    assert quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3) / 3, (0.5,))[0] == pytest.approx(2.0)
    assert quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.9, 0.05, 0.05]), (0.5,))[0] > 2.4
