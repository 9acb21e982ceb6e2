"""The survey: its reliability, its method factor, who answers; and that watching changes nothing."""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, survey
from sim.base.errors import UserError
from sim.insight.evidence.answers import answers, responding, self_views
from sim.insight.evidence.constructs import asked_of, constructs, ranges, reference, settings, true_scores
from sim.insight.evidence.observe import watch
from sim.model.engine.simulate import Run
from sim.model.interaction.moment import MOMENT_FIELDS
from sim.model.population import CUSTOMER, PERSON, UNIT

MANY = 20_000
CHANCE = np.random.default_rng(3)
SMALL = Scenario(organisation={"people": 40}, start={"settle_days": 0}, days=25, seed=5)


def scores(*names: str) -> pd.DataFrame:
    """True scores that know nothing of each other, around the middle of the scale."""
    usual = reference()
    return pd.DataFrame({n: CHANCE.normal(usual.loc[n, "mean"], usual.loc[n, "spread"], MANY) for n in names})


def test_every_construct_is_reasoned_and_read_off_states_there_are():
    known = {f"person.{n}" for n in PERSON.names} | {f"unit.{n}" for n in UNIT.names} | {
        f"customer.{n}" for n in CUSTOMER.names}
    known |= {f"contact.{n}" for n in (*MOMENT_FIELDS, "rude", "sabotage", "handled")}
    for construct in constructs().values():
        assert construct.keyed in (-1, 1) and construct.why and construct.who in ("employee", "front",
                                                                                  "customer")
        assert 0.7 <= construct.reliability <= 0.95
        assert set(construct.parts) <= known, construct.name
    assert set(ranges()) <= known
    assert set(reference().index) == set(constructs())


def test_true_scores_weigh_and_turn_round():
    states = pd.DataFrame({name: [0.25] for construct in asked_of("employee") for name in construct.parts})
    states["person.felt_care"], states["person.permission"] = 1.0, 0.0
    assert true_scores(states, "employee")["unsupportive_boss"].tolist() == pytest.approx([0.0])
    assert true_scores(states, "employee")["participation"].tolist() == pytest.approx([0.3])
    states["person.drain_management"] = 0.3  # half of its range
    assert true_scores(states, "employee")["burnout_management"].tolist() == pytest.approx([0.5])


def test_parallel_forms_agree_as_far_as_reliability_says():
    true = scores("burnout_customers", "engagement", "autonomy")
    one, other = answers(true, (1,), form=0), answers(true, (1,), form=1)
    for name, construct in ((n, constructs()[n]) for n in true):
        assert np.corrcoef(one[name], other[name])[0, 1] == pytest.approx(construct.reliability, abs=0.03)


def test_alpha_of_a_scale_is_near_its_reliability():
    """Cronbach's alpha of four items, each a parallel form of lower reliability, summed to a scale
    (Spearman-Brown)."""
    true = scores("autonomy")
    forms = pd.DataFrame({f: answers(true, (1,), form=f)["autonomy"] for f in range(4)})
    alpha = 4 / 3 * (1 - forms.var().sum() / forms.sum(axis=1).var())
    single = constructs()["autonomy"].reliability
    assert alpha == pytest.approx(4 * single / (1 + 3 * single), abs=0.02)


def test_one_respondent_factor_joins_what_has_nothing_to_do_with_each_other():
    true = scores("autonomy", "engagement", "burnout_management")
    said, free = answers(true, (2,)).corr(), answers(true, (2,), method=0.0).corr()
    shared = settings().method ** 2
    assert said.loc["autonomy", "engagement"] == pytest.approx(shared, abs=0.02)
    assert said.loc["autonomy", "burnout_management"] == pytest.approx(-shared, abs=0.02)
    assert abs(free.loc["autonomy", "engagement"]) < 0.02
    assert 0.03 <= shared <= 0.05


def test_ratings_of_oneself_know_little_of_the_truth():
    true = scores("service_quality", "performance", "surface_acting")
    seen = self_views(true, (5,))
    agree = np.corrcoef(true["service_quality"], seen["service_quality"])[0, 1]
    assert agree == pytest.approx(settings().self_view, abs=0.02)
    assert 0.2 <= settings().self_view <= 0.5
    assert seen["service_quality"].mean() == pytest.approx(true["service_quality"].mean(), abs=0.002)
    assert seen["service_quality"].std() == pytest.approx(true["service_quality"].std(), rel=0.02)
    pd.testing.assert_frame_equal(seen.drop(columns="service_quality"), true.drop(columns="service_quality"))
    assert [c.name for c in constructs().values() if c.of_self] == ["service_quality"]


def test_views_of_oneself_stay_when_answers_are_corrected_for_noise():
    """Two forms agree as reliability says, and the truth with either no better than with the view."""
    true = scores("service_quality")
    seen = self_views(true, (6,))
    one, other = (answers(seen, (6,), form=form, method=0.0)["service_quality"] for form in (0, 1))
    reliability = np.corrcoef(one, other)[0, 1]
    assert reliability == pytest.approx(constructs()["service_quality"].reliability, abs=0.03)
    corrected = np.corrcoef(true["service_quality"], one)[0, 1] / np.sqrt(reliability)
    assert corrected == pytest.approx(settings().self_view, abs=0.03)


def test_answers_stay_on_the_scale_and_can_be_rounded():
    said = answers(scores("fear" if "fear" in constructs() else "bullying"), (3,), rounded=True)
    assert set(np.unique(said)) <= {1.0, 2.0, 3.0, 4.0, 5.0}


def test_the_engaged_answer_a_little_more_often():
    engagement = pd.Series(CHANCE.normal(size=MANY))
    here = responding(engagement, (4,))
    assert here.mean() == pytest.approx(settings().response, abs=0.02)
    assert 0.05 < np.corrcoef(engagement, here)[0, 1] < 0.25


def test_watching_changes_nothing():
    setup = SMALL.setup()
    watched, left_alone = Run(setup, 1), Run(setup, 1)
    for _ in range(5):
        left_alone.step()
        watched.step()
    watch(watched, key=(0,))
    for _ in range(settings().days):
        left_alone.step()
    np.testing.assert_array_equal(watched.record.tallies, left_alone.record.tallies)
    assert watched.world.people.tobytes() == left_alone.world.people.tobytes()


def test_a_survey_of_a_scenario():
    found = survey(SMALL, replications=2, workers=1)
    again = survey(SMALL, replications=2, workers=1)
    pd.testing.assert_frame_equal(found.employees, again.employees)
    people = found.employees
    assert set(people["replication"]) == {0, 1} and len(people) > 30
    assert people.loc[~people["front"], "service_quality"].isna().all()
    assert people.loc[people["front"], [c.name for c in asked_of("employee", "front")]].notna().all(axis=None)
    assert people["engagement"].between(1, 5).all()
    assert (people["tenure"] >= settings().days).all()
    each = found.customers.groupby(["replication", "post"]).size()
    assert each.max() <= settings().customers_each and each.median() >= 5
    units = found.units.set_index(["replication", "unit"])
    assert units["respondents"].sum() == len(people) and units["engagement_positive"].between(0, 100).all()
    assert found.latent["engagement"].between(0, 1).all() and len(found.latent) == len(people)


def test_survey_says_what_it_cannot_do():
    with pytest.raises(UserError, match="days is 10"):
        survey(SMALL.with_(days=10))
    with pytest.raises(UserError, match="replications is 0"):
        survey(SMALL, replications=0)
