"""What the rules claim about contacts, customers, queues, coming and going; numbers are the parameters'
defaults."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.model.parameters import LEVERS, PARAMETERS
from sim.model.rules import (
    attribution,
    basics,
    complaints,
    customers,
    discretion,
    empathy,
    internal_service,
    mirroring,
    mistreatment,
    money,
    resources,
    satisfaction,
    skill,
    staffing,
    suspicion,
    waiting,
    workload,
)


def p(name: str) -> float:
    return (PARAMETERS.get(name) or LEVERS[name]).default


def days(change, x: float, n: int) -> float:
    """x after n days of ``change``."""
    for _ in range(n):
        x = change(x)
    return x


def gain(trusting=0.5, valued=0.5, afraid=0.3, energy=0.6) -> float:
    return mirroring.mirror_gain(p("mirror_base"), trusting, valued, afraid, energy, p("defences"))


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
        return attribution.blame(cause, rude, habit, reframing, training, p("blame_base"),
                                 p("blame_rudeness"), p("blame_habit_weight"), p("reframe_training_weight"))

    assert blame(p("blame_ignorance")) > blame() > blame(-p("blame_our_error"))
    assert blame(p("blame_ignorance"), training=1.0) < blame(p("blame_ignorance"), training=0.0)
    # the two habits compete
    assert blame(habit=0.7, reframing=0.7) == pytest.approx(blame(habit=0.2, reframing=0.2))
    assert attribution.anger(blame(rude=1.0), 0.0) == attribution.anger(0.0, 1.0) == 0.0
    assert attribution.rudeness(0.35, 0.35) == 0.0 and attribution.rudeness(0.0, 0.35) == 1.0


def felt(blamed=0.2, energy=0.8, afraid=0.2) -> float:
    return empathy.felt(0.6, blamed, energy, afraid, 0.5, p("blame_closes"), p("fear_narrows"),
                        p("commitment_opens"), p("resources_needed"))


def test_fear_narrows_blame_closes_and_the_exhausted_have_little_to_give():
    assert felt(afraid=1.0) / felt(afraid=0.0) == pytest.approx(1.0 - p("fear_narrows"))
    assert felt(blamed=1.0) / felt(blamed=0.0) == pytest.approx(1.0 - p("blame_closes"))
    assert felt(energy=0.275) == pytest.approx(0.5 * felt(energy=0.6))
    assert felt(energy=0.6) == felt(energy=1.0)


def test_surface_acting_leaks():
    required, leak = p("display_required"), p("acting_leak")
    acted = empathy.acted(0.2, required, 1.0)
    assert acted == pytest.approx(required - 0.2)
    assert 0.2 < empathy.shown(0.2, acted, leak) < required  # what is felt convinces, the rest only in part
    assert empathy.acted(0.8, required, 1.0) == 0.0
    assert empathy.acted(0.2, required, 0.1) < acted  # acting takes energy


def test_an_inconsistent_example_is_worth_less_than_a_steady_one():
    assert empathy.example_given(0.6, 0.2, p("example_spread_cost")) < empathy.example_given(
        0.6, 0.0, p("example_spread_cost")) == 0.6
    settled = days(lambda e: empathy.learned_after(e, 0.8, 0.4, 0.3, 0.5, 0.2, 0.05), 0.2, 400)
    assert settled == pytest.approx(0.6)  # halfway between trait and example


def test_a_shortfall_weighs_more_than_a_surplus():
    up, down = (satisfaction.satisfaction(0.6, d, p("disconfirmation"), p("loss_aversion")) - 0.6
                for d in (0.1, -0.1))
    assert -down == pytest.approx(p("loss_aversion") * up) and up > 0.0
    assert satisfaction.satisfaction(0.6, 0.0, 0.25, 2.0) == 0.6


def test_expectation_follows_experience_and_comes_back_to_the_trade():
    good = days(lambda e: satisfaction.expectation_after(e, 0.9, 0.72, 0.1, 0.04), 0.5, 300)
    assert 0.72 < good < 0.9
    assert satisfaction.expectation_after(0.5, 0.9, 0.72, 1.0, 0.0) == 0.9
    gain_, loss = p("customer_trust_gain"), p("customer_trust_loss")
    assert 0.5 - satisfaction.customer_trust(0.5, 0.0, 1.0, gain_, loss) > satisfaction.customer_trust(
        0.5, 1.0, 0.0, gain_, loss) - 0.5
    assert satisfaction.relationship(0.5, 1.0, 0.2) == 0.6


def test_resolution_counts_most():
    def quality(resolved=0.0, tone=0.5, shown=0.5, wait=0.0, attempt=0.0, gesture=0.0) -> float:
        return satisfaction.quality(resolved, tone, shown, wait, attempt, gesture, 0.0, p("quality_base"),
                                    p("quality_resolved"), p("quality_tone"), p("quality_empathy"),
                                    p("quality_wait"), p("quality_effort"), p("quality_gesture"))

    assert quality() == p("quality_base")
    solved = quality(resolved=1.0) - quality()
    assert solved > quality(tone=1.0) - quality() > quality(gesture=1.0) - quality() > 0.0
    assert solved > quality() - quality(attempt=1.0) > 0.0


def test_the_rule_itself_is_the_problem_only_a_gesture_helps():
    def solved(gesture: float, by_rule: float) -> float:
        return skill.resolution_chance(0.65, 0.5, 0.4, 0.5, 0.8, gesture, by_rule, 0.0, p("resolve_base"),
                                       p("resolve_skill"), p("resolve_difficulty"), p("resolve_empathy"),
                                       p("resolve_clarity"), p("resolve_pressure"), p("resolve_gesture"),
                                       p("resolve_rule"))

    assert solved(0.0, 1.0) < 0.5 < solved(0.0, 0.0)
    assert solved(1.0, 1.0) - solved(0.0, 1.0) > solved(1.0, 0.0) - solved(0.0, 0.0)


def test_minutes_are_log_normal_around_their_mean():
    z = stats.norm.ppf((2 * np.arange(2000) + 1) / 4000)
    minutes = skill.handle_minutes.over(skill.ordinary_minutes.over(12.0, 0.6, z), 0.5, 0.3, 0.6, 0.25, 0.3)
    assert minutes.mean() == pytest.approx(12.0, rel=0.005)
    assert skill.handle_minutes(12.0, 0.5, 0.9, 0.6, 0.25, 0.3) < skill.handle_minutes(
        12.0, 0.5, 0.3, 0.6, 0.25, 0.3)  # the fearful are quick


def test_fear_keeps_people_by_the_rule():
    def bends(afraid: float, permission=0.5, fair=0.5) -> float:
        return discretion.gesture_chance(0.5, permission, afraid, fair, 0.5, 0.5, p("gesture_usual"),
                                         p("gesture_fear_cost"))

    assert bends(1.0) == pytest.approx((1.0 - p("gesture_fear_cost")) * bends(0.0))
    assert bends(0.2, permission=1.0) > bends(0.2) and bends(0.2, fair=0.9) > bends(0.2)
    assert discretion.autonomy_dared(0.5, 0.9, 0.5, 0.3) > discretion.autonomy_dared(0.5, 0.1, 0.5, 0.3)
    assert discretion.autonomy_allowed(0.4, 0.5, 0.3) == pytest.approx(0.4)


def test_rudeness_and_acting_drain_and_losses_spiral():
    def drain(rude=0.0, acted=0.0, support=0.5, minutes=12.0) -> float:
        costs = [p(name) for name in ("rudeness_cost", "acting_cost", "contact_cost", "resources_buffer")]
        return resources.drain(rude, acted, minutes, support, *costs)

    assert drain() == pytest.approx(p("contact_cost")) and drain(rude=0.5) > drain() < drain(acted=0.5)
    assert drain(rude=1.0, support=0.9) < drain(rude=1.0)
    # acting for longer costs more,
    assert drain(acted=0.5, minutes=24.0) == pytest.approx(2.0 * drain(acted=0.5))
    assert drain(rude=1.0, minutes=24.0) - drain(rude=1.0) == pytest.approx(drain())  # an insult costs once
    assert resources.ceiling(0.25, 0.25) == 0.5 and resources.ceiling(0.9, 0.9) == 0.05
    assert resources.restored(0.4, 0.9, 1.0, 0.5) > resources.restored(0.4, 0.9, 0.0, 0.5) > 0.4
    settled = days(lambda s: resources.slow_strain(s, 0.5, 0.01, 0.01), 0.0, 3000)
    assert settled == pytest.approx(0.005 / 0.015)


def test_management_and_heavy_work_are_a_load():
    def load(afraid=0.0, unsure=0.0, goals=0.0, work=0.8) -> float:
        return resources.management_load(afraid, 0.0, 0.0, unsure, goals, work, 0.35, 0.15)

    assert (load(), load(afraid=1.0)) == (0.0, 0.35)
    assert load(unsure=1.0, goals=1.0) == 0.5  # not knowing, and goals without means
    assert load(0.5, work=1.0) > load(0.5) > load(0.5, work=0.6)
    # control and a caring leader buffer it
    assert resources.buffered(0.4, 0.9, 0.5, 0.7) == resources.buffered(0.4, 0.5, 0.9, 0.7) < 0.4
    assert resources.buffered(0.4, 0.5, 0.5, 0.7) == 0.4
    assert resources.workload(300.0, 300.0) == 1.0 and resources.workload(0.0, 0.0) == 0.8  # the usual


def test_more_of_a_load_stays_with_the_less_hardy():
    mean, spread, weight = p("temperament_mean"), p("temperament_spread"), p("strain_proneness")
    frail, usual, hardy = (resources.proneness(mean + z * spread, mean, spread, weight)
                          for z in (-1.0, 0.0, 1.0))
    assert usual == 1.0 and frail * hardy == pytest.approx(1.0)
    assert math.log(frail) == pytest.approx(weight)


def test_a_customers_mood_relaxes_to_civility():
    assert customers.mood_kept(0.2, 0.7, 0.0, 30.0) == pytest.approx(0.2)
    assert customers.mood_kept(0.2, 0.7, 30.0, 30.0) == pytest.approx(0.45)
    assert customers.mood_kept(0.2, 0.7, 4000.0, 30.0) == pytest.approx(0.7)
    assert (customers.mood_after(0.6, 0.5, 0.2) == 0.6 and customers.mood_after(0.6, 1.0, 0.2)
            == pytest.approx(0.7))
    assert customers.customer_tone(0.7, 0.0, 1.0, 0.5, 0.08, 0.12) == pytest.approx(0.62)


def test_customers_leave_bad_relationships_and_tell_of_extremes():
    def leaves(relationship: float, trusting=0.6) -> float:
        return customers.leaving_chance(p("leave_usual"), relationship, trusting, 0.0,
                                        p("leave_relationship"), p("leave_trust"))

    assert leaves(0.7) == pytest.approx(p("leave_usual")) and leaves(0.3) > 5 * leaves(0.7)
    bad, usual, good = (customers.telling_chance(c, 0.12) for c in (0.1, 0.65, 1.0))
    assert bad > good > usual > 0.0
    assert customers.joining_chance(0.15, 0.0, 2.0) == pytest.approx(0.15)


@pytest.mark.parametrize("occupancy", [0.05, 0.3, 0.5, 0.8, 0.95])
def test_one_server_waits_as_in_the_textbook(occupancy):
    assert waiting.wait_minutes(occupancy, 1, 12.0, 1e9) == pytest.approx(occupancy / (1.0 - occupancy)
                                                                          * 12.0, rel=1e-12)


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
        return staffing.quit_hazard(p("quit_usual"), satisfied, committed, strain, tenure,
                                    p("quit_satisfaction"), p("quit_commitment"), p("quit_strain"),
                                    p("quit_new_factor"), p("quit_new_days"))

    assert quits() == p("quit_usual") and quits(tenure=10.0) == pytest.approx(p("quit_new_factor") * quits())
    assert quits(satisfied=0.2) > quits() < quits(strain=0.6) and quits(committed=0.9) < quits()
    assert staffing.absence_chance(0.026, 0.3, 0.5, 1.5, 1.0) == 0.026
    assert staffing.job_satisfaction(1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0) == pytest.approx(1.0)
    assert staffing.job_satisfaction(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.5, 1.0) == 0.0


def test_choosing_carefully_takes_longer_and_brings_empathy():
    assert staffing.fill_chance(30.0, 0.3, 0.5, 0.8, 0.5) == pytest.approx(1 / 30)
    assert staffing.fill_chance(30.0, 1.0, 0.5, 0.8, 0.5) < 1 / 30 < staffing.fill_chance(30.0, 0.3, 1.0, 0.8,
                                                                                          0.5)
    assert staffing.newcomers_empathy(0.58, 0.15, 0.0, 1.0, 0.15) > 0.58


def test_skill_approaches_aptitude_and_prevents_errors():
    after = days(lambda s: skill.learning(s, 0.7, basics.rate_of(21.0)), 0.35, 63)
    assert (after - 0.35) / 0.35 == pytest.approx(0.875)  # three half-lives: 88 %
    assert skill.error_chance(0.6, 0.6, 0.016, 1.75) == pytest.approx(0.016)
    assert skill.error_chance(0.3, 0.6, 0.016, 1.75) > 0.016 < skill.error_chance(0.6, 0.2, 0.016, 1.75)


def test_a_grievance_makes_customers_leave():
    def leaves(grievance: float) -> float:
        return customers.leaving_chance(p("leave_usual"), 0.7, 0.6, grievance, 5.0, 2.0)

    odds = [leaves(g) / (1.0 - leaves(g)) for g in (0.0, p("grievance_leaves"))]
    assert odds[1] / odds[0] == pytest.approx(np.exp(p("grievance_leaves")))


def accused(suspicious: float, cheats: float) -> float:
    return suspicion.accusation_chance(suspicious, cheats, p("accuse_strict"), p("accuse_span"),
                                       p("cheat_signal"))


@pytest.mark.parametrize(("suspicious", "honest_share"), [(0.3, 0.7), (0.7, 0.75), (1.0, 0.83)])
def test_with_few_cheats_nearly_all_accused_are_honest(suspicious, honest_share):
    few = p("share_dishonest")
    honest, cheats = (1.0 - few) * accused(suspicious, 0.0), few * accused(suspicious, 1.0)
    assert accused(suspicious, 1.0) > 2 * accused(suspicious, 0.0)  # they are told apart
    assert honest / (honest + cheats) > honest_share
    # not if half cheat
    assert (0.5 * accused(suspicious, 0.0) / (0.5 * accused(suspicious, 0.0) + 0.5 * accused(suspicious, 1.0))
            < 0.3)


def test_suspicion_follows_policy_and_costs_the_honest_their_trust():
    def ground(policy=0.3, fear=0.3, blame=0.25, norm=0.5) -> float:
        return suspicion.suspicion_ground(p("suspicion_base"), policy, fear, blame, norm,
                                          p("suspicion_policy_weight"), p("suspicion_outlook"))

    assert ground(norm=0.9) < ground() == p("suspicion_base") < min(ground(policy=0.6), ground(fear=0.6),
                                                                    ground(blame=0.6))
    settled = days(lambda s: suspicion.suspicion_after(s, 0.6, 0.5, 0.3, 0.05), 0.1, 600)
    assert settled == pytest.approx(0.3 * 0.5 + 0.7 * 0.6)
    assert (complaints.trust_after_grievance(0.6, 0.0, 0.5) == 0.6
            and complaints.trust_after_grievance(0.6, 1.0, 0.5) == 0.3)


def test_punished_employees_punish_customers_unless_committed_and_old_hands():
    def enforces(hostility=0.0, committed=0.5, tenure=0.0) -> float:
        return mistreatment.enforcement_chance(p("enforce_usual"), hostility, committed, tenure,
                                               p("enforce_hostility"), p("old_hand_days"))

    assert enforces() == p("enforce_usual") and enforces(hostility=0.5) == pytest.approx(
        (1.0 + 0.5 * p("enforce_hostility")) * enforces())
    assert enforces(tenure=p("old_hand_days")) == pytest.approx(0.75 * enforces())
    assert enforces(tenure=1e9) == pytest.approx(0.5 * enforces())
    assert enforces(0.5, committed=0.9) < enforces(0.5)
    assert mistreatment.provoked(0.2, 0.0, 0.08) == 0.2 < mistreatment.provoked(0.2, 1.0, 0.08) < 0.3


def test_the_customer_is_always_right_gives_in_to_the_rude_alone():
    usual, gives_in = p("gesture_usual"), p("right_gives_in")
    assert (discretion.readiness(usual, 1.0, 0.0, gives_in) == discretion.readiness(usual, 0.3, 1.0, gives_in)
            == usual)
    assert discretion.readiness(usual, 1.0, 1.0, gives_in) > usual > discretion.readiness(
        usual, 0.0, 1.0, gives_in)
    assert discretion.readiness(usual, 0.0, 1.0, 4.0) == 0.0


@pytest.mark.parametrize(("pressure", "cuts"), [(0.0, False), (0.88, False), (0.95, True), (3.0, True)])
def test_corners_are_cut_only_above_comfortable_pressure(pressure, cuts):
    given = workload.practice(0.7, pressure, 0.88, 0.8)
    assert (given < 0.7) == cuts and given == pytest.approx(
        0.7 * (1.0 - max(0.0, min(1.0, 0.8 * (pressure - 0.88)))))


def test_standards_fall_soon_and_do_not_come_back_by_themselves():
    fall, rise = basics.rate_of(p("erosion_half_life")), basics.rate_of(p("restoring_half_life"))
    worn = days(lambda s: workload.standard_after(s, 0.4, 0.9, fall, rise), 0.7, 40)
    assert worn == pytest.approx(0.55)
    # as long without pressure
    eased = days(lambda s: workload.standard_after(s, s, 0.7, fall, rise), worn, 40)
    assert 0.0 < eased - worn < 0.1 * (0.7 - worn)
    # lower ideals do not lower a standard that is kept
    assert workload.standard_after(0.6, 0.6, 0.5, fall, rise) == 0.6
    assert workload.standard_after(0.6, 0.9, 0.5, fall, rise) == 0.6
    slack, usual, thorough = (workload.minutes_factor(g, p("practice_usual"), p("practice_minutes"))
                              for g in (0.3, 0.6, 0.9))
    assert slack < usual == 1.0 < thorough and workload.minutes_factor(0.0, 0.8, 1.5) == 0.3
    assert workload.ideal(0.0, 0.0) == 0.1 and workload.ideal(0.9, 0.9) == 1.0


def test_no_request_is_lost_or_invented():
    came, capacity = np.random.default_rng(2).poisson(20.0, 300).astype(float), 21.0
    backlog, done = 15.0, 0.0
    for x in came.tolist():
        left = internal_service.queue_after(backlog, x, capacity)
        # idle only without work
        assert 0.0 <= backlog + x - left <= capacity and (left == 0.0 or backlog + x - left == capacity)
        done, backlog = done + backlog + x - left, left
    assert 15.0 + came.sum() == done + backlog


def test_littles_law_who_waits_waits_as_long_as_the_queue_takes():
    capacity, waiting_now, expected, served = 5, [0] * 40, {}, {}
    for day in range(1, 60):
        expected[day] = internal_service.days_waited(float(len(waiting_now)), float(capacity), 1.0, 1e9) - 1.0
        waiting_now += [day] * 4  # fewer than are served
        for asked in waiting_now[:capacity]:
            served.setdefault(asked, day - asked)
        backlog = internal_service.queue_after(float(len(waiting_now)) - 4.0, 4.0, float(capacity))
        waiting_now = waiting_now[capacity:]
        assert backlog == len(waiting_now)
    for asked in range(1, 40):  # the first of a day's requests finds exactly the queue ahead of it
        assert served[asked] == int(expected[asked])
    assert expected[1] == 8.0 and expected[59] == 0.0


@pytest.mark.parametrize(("backlog", "capacity", "wait"), [(0.0, 10.0, 1.5), (30.0, 10.0, 4.5),
                                                           (1e6, 10.0, 20.0), (0.0, 0.0, 20.0)])
def test_a_request_waits_for_its_turn_and_no_longer_than_somebody_stands_it(backlog, capacity, wait):
    assert internal_service.days_waited(backlog, capacity, 1.5, 20.0) == wait
    assert internal_service.lateness(wait, 1.5) == {1.5: 0.0, 4.5: pytest.approx(2 / 3), 20.0: 1.0}[wait]


def test_late_answers_bring_blame_between_units_and_a_service_mindset_takes_it_away():
    def blame(late=0.0, mindset=0.3) -> float:
        return internal_service.blame_ground(late, mindset, p("unit_blame_weight"))

    assert blame(mindset=0.9) < blame() == 0.3 < blame(late=1.0)
    assert internal_service.blame_after(0.2, 0.8, 0.5) == 0.5

    def willing(mindset=0.3, blamed=0.3, friction=0.3, heard=0.2) -> float:
        return internal_service.willingness(mindset, blamed, friction, heard, p("willing"))

    assert max(willing(blamed=0.8), willing(friction=0.8)) < willing() == 1.0 < min(willing(mindset=0.8),
                                                                                    willing(heard=0.8))


def test_the_dissatisfied_complain_where_it_is_welcome_else_go_silent():
    def complains(satisfied=0.3, trusting=0.6, welcome=0.5) -> float:
        return complaints.complaint_chance(p("complain_usual"), satisfied, trusting, welcome)

    assert (complains() == pytest.approx(p("complain_usual") * 0.36) and complains(satisfied=0.75)
            == complains(satisfied=1.0) == 0.0)
    # mild displeasure is swallowed
    assert complains(satisfied=0.0) / complains(satisfied=0.375) == pytest.approx(4.0)
    assert complains(welcome=0.0) < 0.5 * complains() < 0.5 * complains(welcome=1.0)
    assert complaints.recovery_chance(0.0, 1.0, 1.0) == 0.0  # nobody makes good what policy forbids


def test_a_complaint_handled_well_restores_satisfaction_more_than_the_relationship():
    made_good = complaints.satisfaction_made_good(0.3, p("complaint_gain"))
    moved = [satisfaction.relationship(0.7, contact, p("relationship_share")) for contact in (0.3, made_good)]
    assert 0.0 < moved[1] - moved[0] < 0.25 * (made_good - 0.3)


def test_a_late_answer_is_a_broken_promise():
    def trusting(resolved: float, open_case: float, late: float) -> float:
        return satisfaction.customer_trust(0.6, resolved, satisfaction.broken(resolved, open_case, late),
                                           p("customer_trust_gain"), p("customer_trust_loss"))

    kept, late, unsolved = trusting(1.0, 0.0, 0.0), trusting(1.0, 0.0, 1.0), trusting(0.0, 0.0, 0.0)
    assert unsolved == late < 0.6 < kept  # as late as can be is as bad as not at all
    assert trusting(0.0, 1.0, 0.0) == 0.6 > trusting(0.0, 1.0, 0.5) > late  # still with a colleague


def test_posts_follow_the_work_there_is_and_so_the_corners_that_are_cut():
    def posts(contacts: float, minutes: float, n: int = 500) -> float:
        return days(lambda a: workload.authorised_after(a, contacts * minutes, 240.0, 25.0, 0.011), 25.0, n)

    assert posts(500.0, 12.0) == 25.0 == posts(600.0, 12.0)  # no post beyond those there are
    assert posts(500.0, 11.0) == pytest.approx(25.0 * 11.0 / 12.0, abs=0.1)  # quicker: fewer seem enough
    assert posts(450.0, 12.0) == pytest.approx(22.5, abs=0.1)  # customers lost
    assert posts(450.0, 12.0, 21) > 24.0  # not at once


def test_what_everyday_conditions_do_to_quality_and_resolution_is_nothing():
    usual, weights = p("practice_usual"), (p("resolve_goals"), p("resolve_friction"), p("resolve_practice"))
    assert skill.way_of_working(0.4, 0.3, usual, usual, *weights) == satisfaction.impression(
        usual, usual, 0.3, 0.3, 0.12) == 0.0
    helped = (p("resolve_extra"), p("resolve_blame"))
    # blame between units harms only hand-offs
    assert skill.circumstances(0.2, 0.0, 0.0, 0.9, *helped) == 0.2
    assert skill.circumstances(0.2, 0.0, 1.0, 0.9, *helped) == pytest.approx(0.2 - 0.6 * p("resolve_blame"))
    weights = (p("quality_extra"), p("quality_delay"), p("quality_mistreated"))
    extra, accusal, rules = (satisfaction.treatment(0.0, *what, *weights)
                             for what in ((1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0)))
    # being accused weighs more than any extra mile
    assert extra > 0.0 > rules and extra < min(-rules, -accusal)
    assert satisfaction.treatment(0.1, 0.0, 10.0, 0.0, 0.0, *weights) == pytest.approx(
        0.1 - 10.0 * p("quality_delay"))


@pytest.mark.parametrize("servers", [1, 4, 20])
@pytest.mark.parametrize("occupancy", [0.5, 0.8, 0.95])
def test_service_level_and_mean_wait_are_of_one_queue(servers, occupancy):
    within = np.linspace(0.0, 4000.0, 400_001)
    late = 1.0 - waiting.service_level.over(occupancy, float(servers), 12.0, within)
    mean = 0.01 * (late.sum() - 0.5 * late[0])  # the mean is the integral of the tail
    assert mean == pytest.approx(waiting.wait_minutes(occupancy, servers, 12.0, 1e9), rel=1e-3)
    assert waiting.service_level(0.0, servers, 12.0, 1.0) == 1.0 and waiting.service_level(
        1.2, servers, 12.0, 1.0) == 0.0


def test_time_off_contacts_adds_up():
    def minutes(staffing=1.0, recovery=0.5, taught=0.0, forums=0.0) -> float:
        return waiting.minutes_for_contacts(365.0, staffing, recovery, taught, forums, 15.0)

    assert minutes() == 365.0 and minutes(staffing=1.2) == pytest.approx(438.0)
    assert 250.0 * (minutes() - minutes(taught=5.0)) == pytest.approx(5.0 * 365.0)  # five days a year
    assert 21.0 * (minutes() - minutes(forums=1.5)) == pytest.approx(90.0)  # an hour and a half a month
    assert minutes() - minutes(recovery=1.0) == 7.5 and minutes(staffing=0.01) == 30.0


def test_a_year_of_days_costs_what_a_year_costs():
    pay, share = p("pay"), p("leaver_share")
    assert 250.0 * money.pay_of_a_day(pay, 0.0) == pytest.approx(pay)
    assert money.pay_of_a_day(pay, 0.2) - money.pay_of_a_day(pay, 0.0) == pytest.approx(0.2 * pay / 250.0)
    assert (money.leaver_cost(pay, share) == pay * share and 250.0 * money.revenue_of_a_day(300.0, 200.0)
            == pytest.approx(60_000.0))
    assert money.programmes_of_a_day(0.0, 0.0, 200.0, 0.0, 150.0) == 0.0
    # each costs its own price, no other
    assert 250.0 * money.programmes_of_a_day(2.0, 0.0, 200.0, 0.0, 150.0) == pytest.approx(400.0)
    assert 21.0 * money.programmes_of_a_day(0.0, 8.0, 200.0, 0.0, 150.0) == pytest.approx(200.0)
    assert 250.0 * money.programmes_of_a_day(0.0, 0.0, 200.0, 2.0, 150.0) == pytest.approx(300.0)
    assert money.overtime(pay, 365.0, 365.0) == pytest.approx(pay / 250.0)
    assert money.spent(0.7, 0.7, 0.5) == 1.0 and money.spent(0.8, 0.7, 0.5) == pytest.approx(1.05)
