"""What the rules claim about contacts, customers, queues, coming and going; numbers are the parameters' defaults."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.parameters import LEVERS, PARAMETERS
from sim.rules import attribution, basics, customers, discretion, empathy, mirroring, resources, satisfaction, skill, staffing, waiting


def p(name: str) -> float:
    return (PARAMETERS.get(name) or LEVERS[name]).default


def days(change, x: float, n: int) -> float:
    """x after n days of ``change``."""
    for _ in range(n):
        x = change(x)
    return x


def gain(trusting=0.5, valued=0.5, afraid=0.3, energy=0.6) -> float:
    return mirroring.mirror_gain(p("mirror_base"), trusting, valued, afraid, energy, p("trust_relief"), p("care_relief"),
                                 p("fear_mirrors"), p("exhaustion_mirrors"))


def test_the_trusted_and_valued_mirror_less_the_afraid_and_exhausted_more():
    usual = gain()
    assert usual == pytest.approx(basics.logistic(p("mirror_base")))
    assert max(gain(trusting=0.9), gain(valued=0.9)) < usual < min(gain(afraid=0.8), gain(energy=0.2))


def test_mirroring_spirals_and_the_higher_road_does_not():
    assert mirroring.tone(0.7, 0.1, 0.0, 0.0, 0.25) == 0.7
    assert mirroring.tone(0.7, 0.1, 1.0, 0.0, 0.25) == pytest.approx(0.1)
    assert mirroring.tone(0.7, 0.1, 0.5, 1.0, 0.25) == pytest.approx(0.15)  # anger comes on top


def test_a_jerk_or_somebody_who_did_not_know_the_rules():
    def blame(cause=0.0, rude=0.0, training=0.3, habit=0.2, reframing=0.2) -> float:
        return attribution.blame(cause, rude, habit, reframing, training, p("blame_base"), p("blame_rudeness"),
                                 p("blame_habit_weight"), p("reframe_training_weight"))

    assert blame(p("blame_ignorance")) > blame() > blame(-p("blame_our_error"))
    assert blame(p("blame_ignorance"), training=1.0) < blame(p("blame_ignorance"), training=0.0)
    assert blame(habit=0.7, reframing=0.7) == pytest.approx(blame(habit=0.2, reframing=0.2))  # the two habits compete
    assert attribution.anger(blame(rude=1.0), 0.0) == attribution.anger(0.0, 1.0) == 0.0
    assert attribution.rudeness(0.35, 0.35) == 0.0 and attribution.rudeness(0.0, 0.35) == 1.0


def felt(blamed=0.2, energy=0.8, afraid=0.2) -> float:
    return empathy.felt(0.6, blamed, energy, afraid, 0.5, p("blame_closes"), p("fear_narrows"), p("commitment_opens"),
                        p("resources_needed"))


def test_fear_narrows_blame_closes_and_the_exhausted_have_little_to_give():
    assert felt(afraid=1.0) / felt(afraid=0.0) == pytest.approx(1.0 - p("fear_narrows"))
    assert felt(blamed=1.0) / felt(blamed=0.0) == pytest.approx(1.0 - p("blame_closes"))
    assert felt(energy=0.3) == pytest.approx(0.5 * felt(energy=0.6)) and felt(energy=0.6) == felt(energy=1.0)


def test_surface_acting_leaks():
    required, leak = p("display_required"), p("acting_leak")
    acted = empathy.acted(0.2, required, 1.0)
    assert acted == pytest.approx(required - 0.2)
    assert 0.2 < empathy.shown(0.2, acted, leak) < required  # what is felt convinces, the rest only in part
    assert empathy.acted(0.8, required, 1.0) == 0.0
    assert empathy.acted(0.2, required, 0.1) < acted  # acting takes energy


def test_an_inconsistent_example_is_worth_less_than_a_steady_one():
    assert empathy.example_given(0.6, 0.2, p("example_spread_cost")) < empathy.example_given(0.6, 0.0, p("example_spread_cost")) == 0.6
    settled = days(lambda e: empathy.learned_after(e, 0.8, 0.4, 0.3, 0.5, 0.2, 0.05), 0.2, 400)
    assert settled == pytest.approx(0.6)  # halfway between trait and example


def test_a_shortfall_weighs_more_than_a_surplus():
    up, down = (satisfaction.satisfaction(0.6, d, p("disconfirmation"), p("loss_aversion")) - 0.6 for d in (0.1, -0.1))
    assert -down == pytest.approx(p("loss_aversion") * up) and up > 0.0
    assert satisfaction.satisfaction(0.6, 0.0, 0.25, 2.0) == 0.6


def test_expectation_follows_experience_and_comes_back_to_the_trade():
    good = days(lambda e: satisfaction.expectation_after(e, 0.9, 0.72, 0.1, 0.04), 0.5, 300)
    assert 0.72 < good < 0.9
    assert satisfaction.expectation_after(0.5, 0.9, 0.72, 1.0, 0.0) == 0.9
    gain_, loss = p("customer_trust_gain"), p("customer_trust_loss")
    assert 0.5 - satisfaction.customer_trust(0.5, 0.0, gain_, loss) > satisfaction.customer_trust(0.5, 1.0, gain_, loss) - 0.5
    assert satisfaction.relationship(0.5, 1.0, 0.2) == 0.6


def test_resolution_counts_most():
    def quality(resolved=0.0, tone=0.5, shown=0.5, wait=0.0, attempt=0.0, gesture=0.0) -> float:
        return satisfaction.quality(resolved, tone, shown, wait, attempt, gesture, p("quality_base"), p("quality_resolved"),
                                    p("quality_tone"), p("quality_empathy"), p("quality_wait"), p("quality_effort"),
                                    p("quality_gesture"))

    assert quality() == p("quality_base")
    solved = quality(resolved=1.0) - quality()
    assert solved > quality(tone=1.0) - quality() > quality(gesture=1.0) - quality() > 0.0
    assert solved > quality() - quality(attempt=1.0) > 0.0


def test_the_rule_itself_is_the_problem_only_a_gesture_helps():
    def solved(gesture: float, by_rule: float) -> float:
        return skill.resolution_chance(0.65, 0.5, 0.4, 0.5, 0.8, gesture, by_rule, p("resolve_base"), p("resolve_skill"),
                                       p("resolve_difficulty"), p("resolve_empathy"), p("resolve_clarity"), p("resolve_pressure"),
                                       p("resolve_gesture"), p("resolve_rule"))

    assert solved(0.0, 1.0) < 0.5 * solved(0.0, 0.0)
    assert solved(1.0, 1.0) - solved(0.0, 1.0) > solved(1.0, 0.0) - solved(0.0, 0.0)


def test_minutes_are_log_normal_around_their_mean():
    z = stats.norm.ppf((2 * np.arange(2000) + 1) / 4000)
    minutes = skill.handle_minutes.over(12.0, 0.6, z, 0.5, 0.0, 0.3, 0.6, 0.3, 0.25, 0.3)
    assert minutes.mean() == pytest.approx(12.0, rel=0.005)
    assert skill.handle_minutes(12.0, 0.6, 0.0, 0.5, 0.0, 0.9, 0.6, 0.3, 0.25, 0.3) < skill.handle_minutes(
        12.0, 0.6, 0.0, 0.5, 0.0, 0.3, 0.6, 0.3, 0.25, 0.3)  # the fearful are quick


def test_fear_keeps_people_by_the_rule():
    def bends(afraid: float, permission=0.5, fair=0.5) -> float:
        return discretion.gesture_chance(0.5, permission, afraid, fair, 0.5, 0.5, p("gesture_usual"), p("gesture_fear_cost"))

    assert bends(1.0) == pytest.approx((1.0 - p("gesture_fear_cost")) * bends(0.0))
    assert bends(0.2, permission=1.0) > bends(0.2) and bends(0.2, fair=0.9) > bends(0.2)
    assert discretion.autonomy_dared(0.5, 0.9, 0.5, 0.3) > discretion.autonomy_dared(0.5, 0.1, 0.5, 0.3)
    assert discretion.autonomy_allowed(0.4, 0.5, 0.3) == pytest.approx(0.4)


def test_rudeness_and_acting_drain_and_losses_spiral():
    def drain(rude=0.0, acted=0.0, support=0.5, minutes=12.0) -> float:
        costs = [p(name) for name in ("rudeness_cost", "anger_cost", "acting_cost", "contact_cost", "support_relief", "pressure_drains")]
        return resources.drain(rude, 0.0, acted, minutes, support, 0.8, *costs)

    assert drain() == p("contact_cost") and drain(rude=0.5) > drain() < drain(acted=0.5)
    assert drain(rude=1.0, support=0.9) < drain(rude=1.0)
    assert drain(acted=0.5, minutes=24.0) == pytest.approx(2.0 * drain(acted=0.5))  # acting for longer costs more,
    assert drain(rude=1.0, minutes=24.0) - drain(rude=1.0) == pytest.approx(drain())  # an insult costs once
    assert resources.ceiling(0.25, 0.25) == 0.5 and resources.ceiling(0.9, 0.9) == 0.05
    assert resources.restored(0.4, 0.9, 1.0, 0.5) > resources.restored(0.4, 0.9, 0.0, 0.5) > 0.4
    assert resources.management_load(1.0, 0.0, 0.0, 0.35, 0.25, 0.3) == 0.35
    settled = days(lambda s: resources.slow_strain(s, 0.5, 0.01, 0.01), 0.0, 3000)
    assert settled == pytest.approx(0.005 / 0.015)


def test_a_customers_mood_relaxes_to_civility():
    assert customers.mood_kept(0.2, 0.7, 0.0, 30.0) == pytest.approx(0.2)
    assert customers.mood_kept(0.2, 0.7, 30.0, 30.0) == pytest.approx(0.45)
    assert customers.mood_kept(0.2, 0.7, 4000.0, 30.0) == pytest.approx(0.7)
    assert customers.mood_after(0.6, 0.5, 0.2) == 0.6 and customers.mood_after(0.6, 1.0, 0.2) == pytest.approx(0.7)
    assert customers.customer_tone(0.7, 0.0, 1.0, 0.5, 0.08, 0.12) == pytest.approx(0.62)


def test_customers_leave_bad_relationships_and_tell_of_extremes():
    def leaves(relationship: float, trusting=0.6, contact=0.7) -> float:
        return customers.leaving_chance(p("leave_usual"), relationship, trusting, contact, p("leave_relationship"), p("leave_trust"),
                                        p("leave_contact"))

    assert leaves(0.7) == pytest.approx(p("leave_usual")) and leaves(0.3) > 5 * leaves(0.7)
    bad, usual, good = (customers.telling_chance(c, 0.12) for c in (0.1, 0.65, 1.0))
    assert bad > good > usual > 0.0
    assert customers.joining_chance(0.15, 0.0, 2.0) == pytest.approx(0.15)


@pytest.mark.parametrize("occupancy", [0.05, 0.3, 0.5, 0.8, 0.95])
def test_one_server_waits_as_in_the_textbook(occupancy):
    assert waiting.wait_minutes(occupancy, 1, 12.0, 1e9) == pytest.approx(occupancy / (1.0 - occupancy) * 12.0, rel=1e-12)


@pytest.mark.parametrize("servers", [5, 10])
@pytest.mark.parametrize(("occupancy", "near"), [(0.8, 0.12), (0.9, 0.06), (0.97, 0.02)])
def test_many_servers_wait_nearly_as_erlang_says(servers, occupancy, near):
    offered = servers * occupancy
    lost = stats.poisson.pmf(servers, offered) / stats.poisson.cdf(servers, offered)  # Erlang B
    queued = lost / (1.0 - occupancy * (1.0 - lost))  # Erlang C
    exact = queued * 12.0 / (servers * (1.0 - occupancy))
    assert waiting.wait_minutes(occupancy, servers, 12.0, 1e9) == pytest.approx(exact, rel=near)


def test_waits_have_an_end_and_an_empty_house_has_none():
    assert waiting.wait_minutes(0.0, 5, 12.0, 30.0) == 0.0
    assert waiting.wait_minutes(0.98, 1, 12.0, 30.0) == waiting.wait_minutes(4.0, 5, 12.0, 30.0) == 30.0


def test_the_unhappy_and_the_new_quit():
    def quits(satisfied=0.5, committed=0.5, strain=0.3, tenure=500.0) -> float:
        return staffing.quit_hazard(p("quit_usual"), satisfied, committed, strain, tenure, p("quit_satisfaction"), p("quit_commitment"),
                                    p("quit_strain"), p("quit_new_factor"), p("quit_new_days"))

    assert quits() == p("quit_usual") and quits(tenure=10.0) == pytest.approx(p("quit_new_factor") * quits())
    assert quits(satisfied=0.2) > quits() < quits(strain=0.6) and quits(committed=0.9) < quits()
    assert staffing.absence_chance(0.026, 0.3, 0.5, 1.5, 1.0) == 0.026
    assert staffing.job_satisfaction(1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0) == pytest.approx(1.0)
    assert staffing.job_satisfaction(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.5) == 0.0


def test_choosing_carefully_takes_longer_and_brings_empathy():
    assert staffing.fill_chance(30.0, 0.3, 0.5, 0.8, 0.5) == pytest.approx(1 / 30)
    assert staffing.fill_chance(30.0, 1.0, 0.5, 0.8, 0.5) < 1 / 30 < staffing.fill_chance(30.0, 0.3, 1.0, 0.8, 0.5)
    assert staffing.newcomers_empathy(0.58, 0.15, 0.0, 1.0, 0.5, 0.15, 0.05) > 0.58


def test_skill_approaches_aptitude_and_prevents_errors():
    after = days(lambda s: skill.learning(s, 0.7, basics.rate_of(21.0)), 0.35, 63)
    assert (after - 0.35) / 0.35 == pytest.approx(0.875)  # three half-lives: 88 %
    assert skill.error_chance(0.6, 0.6, 0.016, 2.0, 1.5) == 0.016
    assert skill.error_chance(0.3, 0.6, 0.016, 2.0, 1.5) > 0.016 < skill.error_chance(0.6, 0.2, 0.016, 2.0, 1.5)
