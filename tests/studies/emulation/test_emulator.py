import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.studies.emulation.emulator import Emulator, fit
from sim.studies.emulation.process import likeness

LUCK = 0.2


def bowl(u):
    x = 2.0 * u - 1.0
    return np.column_stack([3.0 * x[:, 0] - 2.0 * x[:, 1] * x[:, 2] + x[:, 3] ** 2,
                            np.tanh(3.0 * x[:, 0]) + x[:, 1]])


def named(many):
    return [f"x{j}" for j in range(many)]


def rows(many, inputs, seed=0, luck=LUCK):
    chance = np.random.default_rng(seed)
    u = chance.random((many, inputs))
    return u, bowl(u) + luck * chance.standard_normal((many, 2))


@pytest.fixture(scope="module")
def small():
    u, figures = rows(200, 5)
    return fit(u, figures, named(5), ["bowl", "bend"], luck=np.full(2, LUCK))


def test_it_finds_slopes_squares_and_products_among_idle_inputs():
    u, figures = rows(900, 40)
    found = fit(u, figures, named(40), ["bowl", "bend"])
    there = np.random.default_rng(1).random((500, 40))
    off = found.mean(there) - bowl(there)
    assert list(found.error["kind"]) == ["quadratic", "quadratic"]
    assert off[:, 0].std() < 0.1
    assert found.luck[0] == pytest.approx(LUCK, rel=0.15)
    assert found.error.loc["bowl", "r2"] > 0.98


def test_few_rows_that_bend_get_a_process_which_is_better(small):
    there = np.random.default_rng(1).random((500, 5))
    off = small.mean(there) - bowl(there)
    assert small.error.loc["bend", "kind"] == "process"
    assert off[:, 1].std() < 0.12


def test_its_own_doubt_covers_what_it_is_off(small):
    there = np.random.default_rng(2).random((2000, 5))
    mean, sd = small.predict(there)
    covered = (np.abs(mean - bowl(there)) < 1.645 * sd).mean(axis=0)
    assert (covered > 0.8).all()
    assert (sd < 2.0 * LUCK).all()


def test_misfit_is_doubt_where_luck_is_known():
    u, _ = rows(1000, 5)
    steep = np.sin(6.0 * np.pi * u[:, :1])
    found = fit(u, steep, named(5), ["steep"], luck=np.array([0.01]))
    there = np.random.default_rng(3).random((500, 5))
    mean, sd = found.predict(there)
    off = np.abs(mean - np.sin(6.0 * np.pi * there[:, :1]))
    assert found.misfit[0] > 0.4
    assert (off < 1.645 * sd).mean() > 0.85


def test_a_difference_is_that_of_two_predictions_and_less_unsure(small):
    u = np.random.default_rng(4).random((50, 5))
    base = small.space.shifted(u, {"x0": 0.1})
    there = small.space.shifted(u, {"x0": 0.3})
    mean, sd = small.difference(there, base)
    assert np.allclose(mean, small.mean(there) - small.mean(base), atol=1e-9)
    apart = np.hypot(small.predict(there)[1], small.predict(base)[1])
    assert (sd < apart).all()
    assert not np.concatenate(small.difference(u, u)).any()


@given(st.lists(st.floats(0.0, 1.0), min_size=10, max_size=10), st.integers(0, 1))
def test_misfit_grows_with_distance_from_none_to_twice_its_variance(small, ends, kind):
    """Along any way the error of a difference only grows; far away misfit counts at both ends."""
    one, misfit = small.surfaces[kind], np.array([0.5])
    base, other = np.array(ends).reshape(2, 1, 5)
    share = np.linspace(0.0, 1.0, 6)[:, None]
    emulator = Emulator(small.space, ("y",), (one,), misfit, *4 * [np.ones(1)])
    there = base + share * (other - base)
    without = replace(emulator, misfit=np.zeros(1)).difference(there, np.repeat(base, 6, 0))[1] ** 2
    variance = (emulator.difference(there, np.repeat(base, 6, 0))[1] ** 2 - without)[:, 0]
    assert variance[0] == 0.0
    assert (np.diff(variance) >= -1e-12).all()
    assert (variance <= 2.0 * misfit**2 + 1e-12).all()
    assert likeness(np.array(1e3), 1.0) < 1e-12


def test_moving_what_matters_goes_farther(small):
    one = Emulator(small.space, ("y",), small.surfaces[:1], np.ones(1), *4 * [np.ones(1)])
    base = np.full((1, 5), 0.5)
    much, little = (one.difference(small.space.shifted(base, {name: 0.7}), base)[1][0, 0]
                    for name in ("x0", "x4"))
    assert much > 3.0 * little


def test_choices_stand_apart():
    u = np.random.default_rng(5).random((300, 2))
    word = (u[:, 1] * 3).astype(int)
    y = (np.array([0.0, 5.0, 1.0])[word] + np.array([1.0, -1.0, 0.0])[word] * u[:, 0])[:, None]
    found = fit(u, y, ["x", "word"], ["y"], choices=[0, 3])
    told = found.mean(np.array([[0.5, 0.1], [0.5, 0.5], [0.5, 0.9]]))
    assert np.allclose(told[:, 0], [0.5, 4.5, 1.0], atol=0.05)
    assert (found.mean(np.array([[0.5, 0.34]])) == found.mean(np.array([[0.5, 0.66]]))).all()


def test_replications_are_taken_out_of_luck():
    u, figures = rows(900, 5, luck=LUCK / 2.0)
    assert fit(u, figures, named(5), ["bowl", "bend"], replications=4).luck[0] == pytest.approx(LUCK, rel=0.1)


def test_rows_without_a_figure_are_left_out_of_it_alone():
    u, figures = rows(150, 5)
    figures[:20, 0] = np.nan
    found = fit(u, figures, named(5), ["bowl", "bend"])
    assert np.isfinite(found.mean(u)).all()
    assert (found.mean(u)[:, 1] == fit(u, figures[:, 1:], named(5), ["bend"]).mean(u)[:, 0]).all()


def test_a_figure_that_never_varies_is_certain():
    u, _ = rows(100, 3 + 1)
    found = fit(u, np.full((100, 1), 0.1) + 1e-17, named(4), ["still"])
    mean, sd = found.predict(u)
    assert np.allclose(mean, 0.1)
    assert np.allclose(sd, 0.0)
    assert found.error.loc["still", "spread"] == 0.0


@pytest.mark.parametrize(("value", "said"), [(1.2, "x3 is 1.2 of its range"), (-0.1, "x3 is -0.1"),
                                             (np.nan, "x3 is nan")])
def test_it_is_refused_outside_of_what_was_run(small, value, said):
    u = np.full((2, 5), 0.5)
    u[1, 3] = value
    with pytest.raises(UserError, match=said):
        small.predict(u)


def test_other_mistakes_are_named(small):
    with pytest.raises(UserError, match="5 inputs, but points have 4"):
        small.mean(np.full((1, 4), 0.5))
    with pytest.raises(UserError, match="did you mean bend"):
        small.of(["bent"])
    with pytest.raises(UserError, match="x9"):
        small.space.shifted(np.full((1, 5), 0.5), {"x9": 0.5})
    with pytest.raises(UserError, match=r"bowl has 20 rows .* 28 are needed"):
        fit(*rows(20, 20), named(20), ["bowl", "bend"])


def test_the_same_rows_give_the_same_emulator_and_a_file_keeps_it(small, tmp_path):
    u, figures = rows(200, 5)
    again = fit(u, figures, named(5), ["bowl", "bend"], luck=np.full(2, LUCK))
    small.save(tmp_path / "e.npz")
    stored = Emulator.load(tmp_path / "e.npz")
    there = np.random.default_rng(6).random((100, 5))
    for mine, other, loaded in zip(small.predict(there), again.predict(there), stored.predict(there),
                                   strict=True):
        assert (mine == other).all()
        assert np.allclose(mine, loaded, rtol=0.0, atol=1e-12)
    assert stored.error.equals(small.error)
    assert stored.of(["bend"]).outputs == ("bend",)


def test_what_is_no_emulator_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    (tmp_path / "text.npz").write_text("no")
    for name in ("other.npz", "text.npz", "missing.npz"):
        with pytest.raises(UserError, match=f"{name} is no stored emulator"):
            Emulator.load(tmp_path / name)


def test_a_loaded_one_predicts_without_scikit_learn(small, tmp_path):
    small.save(tmp_path / "e.npz")
    code = ("import sys, numpy as np; from pathlib import Path; "
            "from sim.studies.emulation.emulator import Emulator;"
            f"Emulator.load(Path({str(tmp_path / 'e.npz')!r})).predict(np.full((3, 5), 0.5));"
            "sys.exit('sklearn' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
