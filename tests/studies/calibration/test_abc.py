"""Approximate Bayesian computation: densities add up, proposals come again, and posteriors are those of the
exact likelihood."""

import numpy as np
import pytest
from scipy.stats import qmc

from sim.studies.calibration.abc import Kernel, Population, Space, distance, effective
from sim.studies.calibration.posterior import Tried, posterior

ERROR = 1.5
TIME = np.arange(12) / 12


def test_a_kernel_is_a_density_over_the_prior():
    space = Space((0, 3, 0))
    centres = np.array([[0.05, 0.2, 0.9], [0.5, 0.5, 0.5], [0.3, 0.9, 0.95]])
    kernel = Kernel(space, centres, np.array([0.5, 0.3, 0.2]))
    everywhere = np.random.default_rng(1).random((60_000, 3))
    density = kernel.density(everywhere)
    assert density.mean() == pytest.approx(1.0, abs=0.03)
    drawn = kernel.draw(np.random.default_rng(2), 20_000)
    assert ((drawn >= 0) & (drawn < 1)).all()
    box = (drawn[:, 0] < 0.2) & (drawn[:, 1] < 1 / 3)
    inside = (everywhere[:, 0] < 0.2) & (everywhere[:, 1] < 1 / 3)
    assert box.mean() == pytest.approx((density * inside).mean(), abs=0.02)


@pytest.mark.parametrize("choices", [(0,), (2, 3), (0, 2)])
def test_weights_undo_what_proposals_preferred(choices):
    space = Space(choices)
    population = Population(space, np.random.default_rng(3).random((400, len(choices))))
    for _ in range(3):
        population.found(np.abs(population.waiting - 0.2).sum(axis=1))
        population.propose(400, 100, seed=7)
    # of a choice only which one it is means something
    first = space.choice(population.u, 0) if choices[0] else population.u[:, 0]
    assert np.average(first, weights=population.weights) == pytest.approx(0.5, abs=0.06)
    assert first.mean() < 0.45


def test_the_tolerance_shrinks_and_proposals_come_again():
    def lived():
        population = Population(Space((0, 0)), qmc.LatinHypercube(2, rng=np.random.default_rng(1)).random(60))
        tolerances = []
        for _ in range(4):
            population.found(np.abs(population.waiting - [0.3, 0.6]).max(axis=1))
            tolerances.append(population.nearest(15)[1])
            population.propose(60, 15, seed=5)
        return tolerances, population.u
    (tolerances, u), (again, same) = lived(), lived()
    assert tolerances == sorted(tolerances, reverse=True) and tolerances[-1] < tolerances[0] / 3
    assert again == tolerances and (same == u).all()


def test_what_is_missing_is_infinitely_far():
    simulated = np.array([[1.0, 2.0], [np.nan, 2.0], [2.0, 4.0]])
    assert distance(simulated, np.array([1.0, 2.0]), np.array([1.0, 2.0])).tolist() == [0.0, np.inf, 1.0]
    population = Population(Space((0,)), np.array([[0.1], [0.2], [0.3]]))
    population.found(np.array([1.0, np.nan, np.inf]))
    kept, tolerance = population.nearest(3)
    assert kept.tolist() == [0] and tolerance == 1.0


def test_effective_size():
    assert effective(np.ones(10)) == 10.0 and effective(np.array([1.0, 0.0])) == 1.0 and effective(
        np.zeros(3)) == 0.0


def _mean(u):
    """What a curve with two parameters does over time; the third parameter does nothing."""
    a, b = u[..., :1], u[..., 1:2]
    return 50 + 20 * a * (1 - np.exp(-3 * TIME)) + 10 * b**2 * TIME - 8 * a * b * TIME


def _run(u, chance):
    return _mean(u) + chance.normal(0, 1) + chance.normal(0, 1.5, len(TIME))


def fitted(truth, seed, points=80, generations=3, replications=2):
    """Posterior of a planted truth: (posterior, observed)."""
    chance = np.random.default_rng(seed)
    error = np.full(len(TIME), ERROR)
    observed = _run(truth, chance) + error * chance.standard_normal(len(TIME))
    population = Population(Space((0, 0, 0)), qmc.LatinHypercube(3, rng=chance).random(points))
    figures = np.empty((0, replications, len(TIME)))
    for generation in range(generations):
        fresh = np.array([[_run(u, chance) for _ in range(replications)] for u in population.waiting])
        figures = np.concatenate([figures, fresh])
        population.found(distance(fresh.mean(axis=1), observed,
                                  np.full(len(TIME), np.sqrt(ERROR**2 + 3.25 * 1.5))))
        if generation < generations - 1:
            population.propose(points, points // 4, seed)
    tried = Tried(population.u, population.weights, figures, population.distances)
    return posterior(Space((0, 0, 0)), tried, observed, error, seed), observed


def test_the_posterior_is_that_of_the_exact_likelihood():
    for seed, truth in ((1, [0.3, 0.7, 0.5]), (2, [0.8, 0.2, 0.9])):
        found, observed = fitted(np.array(truth), seed)
        u = np.random.default_rng(0).random((30_000, 3))
        off = observed - _mean(u)
        covariance = np.diag(np.full(len(TIME), ERROR**2 + 1.5**2)) + 1.0
        likelihood = -0.5 * np.einsum("ij,jk,ik->i", off, np.linalg.inv(covariance), off)
        weights = np.exp(likelihood - likelihood.max())
        weights /= weights.sum()
        mean = weights @ u
        sd = np.sqrt(weights @ (u - mean) ** 2)
        assert np.abs(found.u.mean(axis=0) - mean).max() < 0.5 * sd.max()
        assert found.u.std(axis=0) / sd == pytest.approx(1.0, abs=0.4)


@pytest.mark.slow
def test_truths_lie_in_their_intervals_as_often_as_these_say():
    inside = []
    for seed in range(60):
        truth = np.random.default_rng(1000 + seed).random(3)
        found, _ = fitted(truth, seed)
        low, high = np.quantile(found.u, [0.025, 0.975], axis=0)
        inside.append((truth >= low) & (truth <= high))
    assert (np.mean(inside, axis=0) > 0.87).all() and 0.91 < np.mean(inside) < 0.99  # 95 % of 60: 54 to 60
