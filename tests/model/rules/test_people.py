"""What the rules claim about people and their leaders; numbers are the parameters' defaults unless they are
the point."""

from __future__ import annotations

import math

import pytest

from sim.model.parameters import LEVERS, PARAMETERS
from sim.model.rules import (
    bashing,
    basics,
    care,
    climate,
    coaching,
    direction,
    distance,
    fear,
    leaders,
    mistreatment,
    mood,
    perspective,
    promotion,
    training,
    trust,
    vision,
    voice,
)


def p(name: str) -> float:
    return (PARAMETERS.get(name) or LEVERS[name]).default


def days(change, x: float, n: int) -> float:
    """x after n days of ``change``."""
    for _ in range(n):
        x = change(x)
    return x


def test_trust_is_lost_faster_than_won():
    gain, loss = p("trust_gain"), p("trust_loss")
    assert loss > gain
    won = trust.after_promise(0.5, 1, gain, loss) - 0.5
    lost = 0.5 - trust.after_promise(0.5, -1, gain, loss)
    assert lost == pytest.approx(won * loss / gain) and lost > 2 * won
    # one kept word does not mend one broken
    assert trust.after_promise(trust.after_promise(0.6, -1, gain, loss), 1, gain, loss) < 0.6
    even = days(lambda t: trust.after_promise(trust.after_promise(t, 1, gain, loss), -1, gain, loss), 0.6,
                500)
    assert even < 0.3  # who keeps every second promise is not half trusted


def test_with_equal_rates_trust_is_the_share_of_promises_kept():
    even = days(lambda t: trust.after_promise(trust.after_promise(t, 1, 0.02, 0.02), -1, 0.02, 0.02), 0.9,
                500)
    assert even == pytest.approx(0.5, abs=0.01)


def test_trust_rests_where_people_stand():
    def rests(hollow: float) -> float:
        return trust.trust_ground(0.56, 0.5, 0.5, 0.5, hollow, p("trustworthiness_weight"),
                                  p("trust_extended_weight"), p("hollow_weight"))

    assert rests(0.0) == 0.56 and rests(0.4) == pytest.approx(0.56 - 0.4 * p("hollow_weight"))
    assert days(lambda t: trust.trust_between(t, 0.56, basics.rate_of(50.0)), 0.96, 50) == pytest.approx(0.76)


def test_trust_in_the_head_is_hearsay_and_how_the_firm_fares():
    share = p("distance_share")
    assert trust.fate(0.0, 0.0) == trust.fate(93.0, 93.0) == 0.5 > trust.fate(60.0, 93.0)
    assert trust.trust_in_top_ground(0.56, 0.5, 0.5, share) == 0.56
    # weaker by level: each leader's own trust is what the next level hears
    heard = [0.9]
    for _ in range(3):
        heard.append(trust.trust_in_top_ground(0.5, heard[-1], 0.5, share))
    assert heard == pytest.approx([0.9, 0.5 + 0.4 * share, 0.5 + 0.4 * share**2, 0.5 + 0.4 * share**3])


def test_leaders_treat_their_people_differently_and_hand_on_what_is_done_here():
    assert leaders.treated(0.4, 0.5) == 0.4 and leaders.treated(0.4, 0.7) == pytest.approx(0.6)
    assert leaders.treated(0.9, 0.7) == 1.0
    assert leaders.inclination(0.7, 0.5) == 0.7 and leaders.inclination(0.3, 0.9) == pytest.approx(0.7)
    assert leaders.keeps_word(0.85, 0.5, 0.35) == 0.85 > leaders.keeps_word(0.85, 0.3, 0.35)
    # who is not regarded feels it twice: less is shown, and the pair is what it is
    shown = [care.care_shown(leaders.treated(0.6, regard), 1.0, 0.45) for regard in (0.4, 0.6)]
    felt = [care.felt_care(0.5, given, regard, 0.3, 1.0)
            for given, regard in zip(shown, (0.4, 0.6), strict=True)]
    assert felt[1] - felt[0] == pytest.approx(shown[1] - shown[0]) == pytest.approx(0.2)


def test_a_punishment_for_a_reason_frightens_less():
    jump, share = p("punishment_jump"), p("contingent_share")
    arbitrary, deserved = (fear.fear_seen(0.3, 0.8, a, jump, share) - 0.3 for a in (1.0, 0.0))
    assert deserved == pytest.approx(share * arbitrary) and 0.0 < deserved < arbitrary
    assert fear.fairness_hurt(0.6, 0.8, 0.0, jump) == 0.6  # and does not offend
    assert fear.fairness_hurt(0.6, 0.8, 1.0, jump) < 0.6


def test_arbitrary_punishment_comes_whatever_people_do():
    per, usual = p("punishments_per_incident"), 4.0
    never, often = (fear.punishment_chance(0.5, 1.0, n, per, usual) for n in (0.0, 20.0))
    assert never == often > 0.0
    assert fear.punishment_chance(0.5, 0.0, 0.0, per, usual) == 0.0
    assert fear.punishment_chance(0.5, 0.3, usual, per, usual) == pytest.approx(fear.punishment_chance(
        0.5, 0.9, usual, per, usual))


def test_fear_comes_at_once_and_goes_slowly():
    after = fear.fear_seen(0.3, 1.0, 1.0, p("punishment_jump"), p("contingent_share"))
    assert after - 0.3 > 0.15
    assert days(lambda f: fear.fear_fades(f, 0.3, basics.rate_of(30.0)), after, 30) - 0.3 == pytest.approx(
        0.5 * (after - 0.3))
    assert fear.abuse_felt(0.2, 0.0, 1.0, p("punishment_jump"), basics.rate_of(30.0)) < 0.2
    assert fear.abuse_felt(0.2, 1.0, 1.0, p("punishment_jump"), basics.rate_of(30.0)) > 0.4


def test_compassion_is_felt_as_fairness():
    def settled(compassion: float, consistency: float) -> float:
        return days(lambda f: fear.fairness(f, compassion, consistency, 0.56, p("fairness_base"),
                                            p("justice_weight"), p("stubbornness"), 0.1), 0.5, 300)

    assert settled(0.8, 0.8) > settled(0.5, 0.8) > settled(0.5, 0.4)


def test_half_of_the_way_in_a_half_life():
    for half_life in (1.0, 15.3, 189.0):
        assert (1.0 - basics.rate_of(half_life)) ** half_life == pytest.approx(0.5)
    assert basics.logistic(0.0) == 0.5
    assert [basics.clamp(x) for x in (-0.1, 0.0, 0.4, 1.0, 1.1)] == [0.0, 0.0, 0.4, 1.0, 1.0]


def test_a_habit_takes_66_days():
    rate = basics.rate_of(p("habit_half_life"))
    strength = days(lambda h: bashing.habit(h, 1.0, 0.0, 0.0, rate), 0.0, 66)
    assert strength == pytest.approx(0.95, abs=0.002)
    # disuse leaves the own leaning
    assert days(lambda h: bashing.habit(h, 0.0, 0.4, 0.3, rate), 1.0, 1000) == pytest.approx(0.12)


def test_friedkin_and_johnsen_keep_people_apart_where_degroot_ends_in_consensus():
    def spread(stubbornness: float) -> float:
        anchors = [0.1, 0.5, 0.9]
        norms = list(anchors)
        for _ in range(300):
            mean = sum(norms) / 3
            norms = [climate.norm_after(x, climate.norm_drawn_to(a, 0.5, mean, 0.45, 0.0, p("backed_weight"),
                                                                 stubbornness), 0.2, 1.0) for x,
                     a in zip(norms, anchors, strict=True)]
        return max(norms) - min(norms)

    assert spread(0.0) < 1e-9
    assert spread(0.4) == pytest.approx(0.4 * 0.8)
    assert basics.anchored(0.2, 0.9, 1.0) == 0.2 and basics.anchored(0.2, 0.9, 0.0) == 0.9


def test_newcomers_take_on_the_norm_fastest_when_new():
    factor = [climate.newcomer_factor(t, 0.5, 4.0, 63.0) for t in (0.0, 63.0, 1000.0)]
    assert factor[0] == 3.0 and factor[1] == pytest.approx(1.0 + 2.0 / math.e) and factor[2] == pytest.approx(
        1.0, abs=1e-6)
    assert climate.norm_after(0.3, 0.8, 0.4, 11.0) == 0.8  # never beyond
    heard = [climate.standing(t, 63.0) for t in (0.0, 63.0, 1e6)]  # and are heard little
    assert heard == pytest.approx([0.0, 0.5, 1.0], abs=1e-4)
    assert climate.leaders_signal(0.8, 1.0, 0.4, 0.6) == pytest.approx(0.6)


def test_talk_saturates_and_silence_is_consent():
    one, two, many = (bashing.exposure(n, 0.0, 0.6, 6.0) for n in (1.0, 2.0, 40.0))
    assert two < 2 * one and many < 1.0 and bashing.exposure(10.0, 0.0, 0.6, 6.0) == 0.5
    assert bashing.licensed(0.6, 1.0, 0.011) < 0.6 < bashing.corrected(0.6, 1.0, 0.008)
    assert bashing.licensed(0.6, 0.0, 0.011) == bashing.corrected(0.6, 0.0, 0.008) == 0.6
    talk = [bashing.vent_chance(0.5, h, 0.2, n, p("vent_base"), p("vent_provoked"), p("vent_habit"),
                                p("vent_norm")) for h, n in ((0.7, 0.5), (0.2, 0.5), (0.2, 0.9))]
    assert talk == sorted(talk, reverse=True)


def test_a_third_of_feedback_harms():
    assert coaching.harm_chance(0.5, p("coaching_harm")) == pytest.approx(1 / 3, abs=0.01)
    assert coaching.harm_chance(1.0, 0.33) == 0.0
    assert coaching.reframed(0.2, 1, 0.05) > 0.2 > coaching.reframed(0.2, -1, 0.05)
    assert coaching.unblamed(0.4, 1, 0.05) < 0.4 < coaching.unblamed(0.4, -1, 0.05)
    assert (coaching.overheard_chance(0.0, 5.0, 2.5, 40.0) == coaching.overheard_chance(4.0, 0.0, 2.5, 40.0)
            == 0.0)


def test_bad_is_stronger_than_good():
    lift, negativity = p("mood_lift"), p("mood_negativity")
    up, down = mood.mood_after_contact(0.5, 1.0, 0.0, lift, negativity), mood.mood_after_contact(
        0.5, 0.0, 1.0, lift, negativity)
    assert 0.5 - down == pytest.approx(negativity * (up - 0.5)) and negativity == 5.0
    assert mood.mood_overnight(0.2, 0.6, 0.5, 0.0, 0.0, 0.4) == 0.6  # a night's sleep
    assert mood.mood_overnight(0.2, 0.6, 0.9, 0.0, 0.3, 0.4) > mood.mood_overnight(0.2, 0.6, 0.1, 0.0, 0.3,
                                                                                   0.4)
    # what home brought
    assert mood.mood_overnight(0.2, 0.6, 0.5, -0.1, 0.3, 0.4) < mood.mood_overnight(0.2, 0.6, 0.5, 0.1, 0.3,
                                                                                    0.4)


def test_the_first_minutes_of_presence_count_most():
    none, first, second = (leaders.attention(h, 10.0, 20.0) for h in (0.0, 10 / 3, 20 / 3))
    assert none == 0.0 and first == 0.5 and second - first < first
    assert (care.care_shown(0.8, 0.0, 0.45) == pytest.approx(0.36) and care.care_shown(0.8, 1.0, 0.45)
            == pytest.approx(0.8))
    settled = days(lambda f: care.felt_care(f, 0.8, 0.5, 0.4, 0.05), 0.1, 600)
    assert settled == pytest.approx(0.68)


def test_the_week_has_only_so_many_hours():
    assert leaders.hours_share(0.0, 12.0) == leaders.hours_share(12.0, 12.0) == 1.0
    assert 24.0 * leaders.hours_share(24.0, 12.0) == 12.0
    each = leaders.hours_each(1.0, 0.0, 0.0, 0.5, 0.1)
    assert each == 0.5
    wanted = [leaders.hours_wanted(4.0, span, each, 0.0, 0.0, 0.0, 0.0, 0.0, 1.25)
              for span in (5.0, 20.0)]
    assert wanted == [6.5, 14.0]
    # a month among customers has 4.2 weeks
    assert leaders.hours_wanted(4.0, 5.0, each, 0.0, 0.0, 0.0, 0.0, 4.2, 1.25) == 7.5


def test_what_is_enacted_is_not_what_is_meant():
    assert leaders.enacted(1.0, 0.2, 0.5, 0.4, 0.25) == pytest.approx(0.4 + 0.05 + 0.175)
    assert leaders.energy(0.25, 0.5) == 0.5 and leaders.energy(0.9, 0.5) == 1.0
    assert fear.harshness_from_above(0.8, 0.4) == pytest.approx(0.6)


def test_each_level_dilutes_the_vision():
    down = days(lambda c: vision.relayed(c, 0.9, 0.0), 0.75, 3)
    assert down == pytest.approx(0.75 * 0.9**3)
    assert vision.clarity(0.5, 0.9, 0.5, 1.0, 0.1) == 0.5
    higher, lower = (vision.commitment(0.5, c, 0.6, 0.6, 0.56, 0.0, 0.33, 0.4, 0.02)
                     for c in (0.9, 0.1))
    assert higher > lower > vision.commitment(0.5, 0.1, 0.6, 0.6, 0.56, 0.5, 0.33, 0.4, 0.02)


@pytest.mark.parametrize("levels", [1, 2, 4])
@pytest.mark.parametrize("afraid", [0.0, 0.7])
def test_each_relay_loses_part_of_the_picture_and_fear_more_of_it(levels, afraid):
    kept, silence = p("relay_kept"), p("relay_silence")
    up = days(lambda picture: distance.relayed_picture(picture, kept, afraid, silence), 1.0, levels)
    assert up == pytest.approx((kept * (1.0 - silence * afraid)) ** levels) and up < 1.0


def test_hours_among_customers_give_back_what_relays_lost():
    half, rate = p("contact_half_hours"), basics.rate_of(p("perception_half_life"))
    none, some, many = (days(lambda x, h=h: distance.picture_after(x, 0.4, h, half, rate), 0.9, 2000)
                        for h in (0.0, half, 3 * half))
    assert none == pytest.approx(0.4) and some == pytest.approx(0.7) and many == pytest.approx(0.85)


def test_first_permission_then_expectation():
    alone = direction.backed(0.9, 0.2), direction.hollow(0.9, 0.2)
    borne_out = direction.backed(0.9, 0.9), direction.hollow(0.9, 0.9)
    assert alone == (0.2, pytest.approx(0.7)) and borne_out == (0.9, 0.0)
    # what is demanded is borne out or hollow
    for expectation, permission in ((0.3, 0.8), (0.8, 0.3), (0.5, 0.5)):
        assert (direction.backed(expectation, permission) + direction.hollow(expectation, permission)
                == pytest.approx(expectation))
    deeds = p("deeds_weight")
    assert direction.permission_shown(0.8, 1.0, 0.1, deeds) == 0.8
    assert direction.permission_shown(0.8, 0.0, 0.1, deeds) == pytest.approx(0.8 * (1.0 - deeds))
    norm = [climate.norm_drawn_to(0.5, 0.5, 0.5, direction.backed(e, m), 0.4, p("backed_weight"),
                                  p("stubbornness")) for e, m in ((0.3, 0.2), (0.9, 0.2), (0.3, 0.9),
                                                                  (0.9, 0.9))]
    assert norm[0] == norm[1] < norm[2] < norm[3]  # demanding more moves nobody who may not


def test_not_knowing_where_one_stands():
    def ground(open_=0.5, clear=0.5, goals=0.5) -> float:
        return direction.ambiguity_ground(p("ambiguity_base"), open_, clear, goals,
                                          p("ambiguity_weight"))

    assert ground() == p("ambiguity_base") > max(ground(open_=0.9), ground(clear=0.9), ground(goals=0.9))


def test_goals_close_the_gap_with_follow_up_and_strain_without_means():
    def gap(cascade=0.5, follow_up=0.5, committed=0.5) -> float:
        return days(lambda g: direction.goal_gap(g, cascade, follow_up, committed, p("gap_base"),
                                                 p("gap_weight"), 0.1), 0.9, 400)

    assert gap() == pytest.approx(p("gap_base")) and max(gap(cascade=1.0), gap(follow_up=1.0),
                                                         gap(committed=1.0)) < gap()
    assert direction.goal_load(1.0, 1.0, 0.0) == 1.0
    assert direction.goal_load(1.0, 1.0, 1.0) == direction.goal_load(0.0, 1.0, 0.0) == direction.goal_load(
        1.0, 0.0, 0.0) == 0.0


def test_recognition_pays_only_where_it_follows_acts():
    def permitted(rate_given: float, contingency: float, attention: float) -> float:
        pays = direction.rewarded(rate_given, contingency, attention)
        return direction.permission_shown(0.4, 1.0, pays, p("deeds_weight"))

    nothing = permitted(0.0, 0.0, 0.0)
    assert nothing < 0.4 < permitted(1.0, 1.0, 1.0)
    for missing in ((0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)):
        assert permitted(*missing) == nothing
    extra = [direction.extra_mile_chance(p("extra_usual"), x, 0.5, 0.5, 0.6, 0.0) for x in (0.1, 0.3, 0.9)]
    assert extra == sorted(extra) and extra[2] > 2 * extra[0] > 0.0


def test_people_speak_up_where_it_is_safe_and_what_is_heard_is_fixed():
    assert voice.safety(0.8, 0.0) == 0.8 and voice.safety(0.8, 1.0) == voice.safety(0.0, 0.0) == 0.0
    speaks = [voice.voice_chance(p("voice_usual"), voice.safety(t, f), 0.5, 0.3) for t,
              f in ((0.3, 0.7), (0.6, 0.3), (0.9, 0.0))]
    tells = [voice.report_chance(p("report_usual"), voice.safety(t, f)) for t,
             f in ((0.3, 0.7), (0.6, 0.3), (0.9, 0.0))]
    # safe teams report more, and err no more
    assert speaks == sorted(speaks) and tells == sorted(tells) and tells[2] > 2 * tells[0]
    born, fixed = basics.rate_of(p("friction_half_life")), p("fix_per_voice")
    unheard, settled = (days(lambda x, h=h: voice.friction_after(x, born, h, fixed), 0.3, 20000)
                        for h in (0.0, 0.01))
    assert unheard == pytest.approx(1.0) and settled == pytest.approx(born / (born + fixed * 0.01))


def test_anger_about_a_punishment_fades_within_days():
    rate, jump = basics.rate_of(p("hostility_half_life")), p("hostility_own")
    hit, heard, calm = (mistreatment.hostility_after(0.0, blow, jump, rate) for blow in (1.0, 0.25, 0.0))
    assert hit == jump > heard > calm == 0.0
    week = days(lambda h: mistreatment.hostility_after(h, 0.0, jump, rate), hit, 10)
    assert week == pytest.approx(hit * 0.5 ** (10.0 / p("hostility_half_life"))) and week < 0.15 * hit
    assert mistreatment.hostility_after(hit, 1.0, jump, rate) < 1.0


@pytest.mark.parametrize(("alone", "sign"), [(0.0, -1), (0.15, 0), (0.8, 1)])
def test_rudeness_takes_more_where_one_is_left_alone(alone, sign):
    assert (mistreatment.rudeness_weight(alone, p("injustice_weight")) > 1.0) - (
        mistreatment.rudeness_weight(alone, p("injustice_weight")) < 1.0) == sign
    assert (mistreatment.injustice(1.0, 1.0) == mistreatment.injustice(0.0, 0.0) == 0.0
            < mistreatment.injustice(1.0, 0.2))


def test_blows_add_up_or_the_single_one_hurts_most():
    accumulated, contrasted = (mistreatment.strained_before(0.5, p("strain_sensitivity"), c)
                               for c in (0.0, 1.0))
    assert accumulated > 1.0 > contrasted > 0.0 and accumulated - 1.0 == pytest.approx(1.0 - contrasted)
    assert mistreatment.strained_before(0.15, 1.0, 0.0) == mistreatment.strained_before(0.15, 1.0, 1.0) == 1.0
    assert mistreatment.strained_before(1.0, 3.0, 1.0) == 0.0  # never gives strength


def test_a_course_saturates_and_fades_by_half_in_its_half_life():
    def after(n: float, aimed=1.0) -> float:
        return training.trained_after_course(0.0, n, p("training_effect"), aimed, 1.0)

    assert after(0.0) == 0.0 < after(1.0) < after(2.0) < 2 * after(1.0) and after(100.0) == pytest.approx(1.0)
    # days add up
    assert training.trained_after_course(after(1.0), 1.0, p("training_effect"), 1.0, 1.0) == pytest.approx(
        after(2.0))
    rate = basics.rate_of(p("trained_half_life"))
    assert days(lambda t: training.fades(t, rate), 0.8, round(p("trained_half_life"))) == pytest.approx(0.4)
    assert training.resistance(0.6, 5.0, 1.0, p("training_resistance")) == 0.6 > training.resistance(
        0.6, 5.0, 0.0, p("training_resistance"))
    assert training.empathy_trained(0.4, 0.0, 0.15) == 0.4 < training.empathy_trained(0.4, 2.0, 0.15) < 1.0


def test_an_assessment_sends_those_who_need_it():
    assert training.aim(0.0, 0.2) == training.aim(0.0, 0.9) == 0.8  # without one, everybody gets the same
    assert training.aim(1.0, 0.3) > 1.0 > 0.8 > training.aim(1.0, 0.9)
    mean = sum(training.aim(1.0, s) for s in (0.3, 0.5, 0.7, 0.9)) / 4
    assert mean > training.aim(0.0, 0.6)  # and it pays on average, wherever there is something to learn


def test_coaching_multiplies_training():
    alone, coached = (training.transfer(c, 1.0, p("transfer_alone")) for c in (0.0, 0.5))
    assert alone == p("transfer_alone") and coached == 1.0 == training.transfer(1.0, 1.0, p("transfer_alone"))
    assert training.transfer(1.0, 0.0, p("transfer_alone")) == alone  # by somebody who can
    gain = p("training_gain")
    little, much = (training.able(0.4, t, coached, gain) - training.able(0.4, t, alone, gain)
                    for t in (0.2, 0.8))
    assert much == pytest.approx(4 * little) and little > 0.0
    assert training.able(0.4, 0.0, coached, gain) == 0.4  # coaching without training transfers nothing


def test_a_pulse_comes_at_once_and_fades_to_its_ground():
    rate = basics.rate_of(p("heard_half_life"))
    assert perspective.pulse(0.1, 1.0, 0.0, rate) == 1.0
    assert (days(lambda x: perspective.pulse(x, 0.0, 0.2, rate), 1.0, round(p("heard_half_life")))
            == pytest.approx(0.6))
    assert perspective.hearing_effect(p("heard_usual"), p("heard_usual"), p("heard_gain")) == 0.0
    assert perspective.recall_effect(0.5, 1.0, 0.06) == -perspective.recall_effect(0.5, -1.0, 0.06) == 0.03
    # a leader's account is not the customer's own voice
    assert perspective.second_hand(1.0, p("second_hand_share")) < 0.5


def test_outsiders_may_care_more():
    assert promotion.outsiders_care(0.5, 0.0) == 0.5 < promotion.outsiders_care(0.5, 0.08) < 0.6
