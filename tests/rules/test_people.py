"""What the rules claim about people and their leaders; numbers are the parameters' defaults unless they are the point."""

from __future__ import annotations

import math

import pytest

from sim.parameters import LEVERS, PARAMETERS
from sim.rules import bashing, basics, care, climate, coaching, fear, leaders, mood, trust, vision


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
    assert trust.after_promise(trust.after_promise(0.6, -1, gain, loss), 1, gain, loss) < 0.6  # one kept word does not mend one broken
    even = days(lambda t: trust.after_promise(trust.after_promise(t, 1, gain, loss), -1, gain, loss), 0.6, 500)
    assert even < 0.3  # who keeps every second promise is not half trusted


def test_with_equal_rates_trust_is_the_share_of_promises_kept():
    even = days(lambda t: trust.after_promise(trust.after_promise(t, 1, 0.02, 0.02), -1, 0.02, 0.02), 0.9, 500)
    assert even == pytest.approx(0.5, abs=0.01)


def test_trust_rests_where_people_stand():
    still = trust.trust_ground(0.56, 0.5, 0.5, 0.5, p("trust_care_weight"), p("trust_fairness_weight"), p("trust_extended_weight"))
    assert still == 0.56
    assert days(lambda t: trust.trust_between(t, 0.56, basics.rate_of(50.0)), 0.96, 50) == pytest.approx(0.76)


def test_a_punishment_for_a_reason_frightens_less():
    jump, share = p("fear_jump"), p("contingent_share")
    arbitrary, deserved = (fear.fear_seen(0.3, 0.8, a, jump, share) - 0.3 for a in (1.0, 0.0))
    assert deserved == pytest.approx(share * arbitrary) and 0.0 < deserved < arbitrary
    assert fear.fairness_hurt(0.6, 0.8, 0.0, p("fairness_drop")) == 0.6  # and does not offend
    assert fear.fairness_hurt(0.6, 0.8, 1.0, p("fairness_drop")) < 0.6


def test_arbitrary_punishment_comes_whatever_people_do():
    per, usual = p("punishments_per_incident"), 4.0
    never, often = (fear.punishment_chance(0.5, 1.0, n, per, usual) for n in (0.0, 20.0))
    assert never == often > 0.0
    assert fear.punishment_chance(0.5, 0.0, 0.0, per, usual) == 0.0
    assert fear.punishment_chance(0.5, 0.3, usual, per, usual) == pytest.approx(fear.punishment_chance(0.5, 0.9, usual, per, usual))


def test_fear_comes_at_once_and_goes_slowly():
    after = fear.fear_seen(0.3, 1.0, 1.0, p("fear_jump"), p("contingent_share"))
    assert after - 0.3 > 0.15
    assert days(lambda f: fear.fear_fades(f, 0.3, basics.rate_of(30.0)), after, 30) - 0.3 == pytest.approx(0.5 * (after - 0.3))
    assert fear.abuse_felt(0.2, 0, 1.0, 1.0, p("abuse_jump"), basics.rate_of(30.0)) < 0.2
    assert fear.abuse_felt(0.2, 1, 1.0, 1.0, p("abuse_jump"), basics.rate_of(30.0)) > 0.4


def test_compassion_is_felt_as_fairness():
    def settled(compassion: float, consistency: float) -> float:
        return days(lambda f: fear.fairness(f, compassion, consistency, 0.56, p("fairness_base"), p("compassion_weight"),
                                            p("consistency_weight"), p("fairness_stubbornness"), 0.1), 0.5, 300)

    assert settled(0.8, 0.8) > settled(0.5, 0.8) > settled(0.5, 0.4)


def test_half_of_the_way_in_a_half_life():
    for half_life in (1.0, 15.3, 189.0):
        assert (1.0 - basics.rate_of(half_life)) ** half_life == pytest.approx(0.5)
    assert basics.logit(basics.logistic(1.7)) == pytest.approx(1.7) and basics.logistic(0.0) == 0.5
    assert [basics.clamp(x) for x in (-0.1, 0.0, 0.4, 1.0, 1.1)] == [0.0, 0.0, 0.4, 1.0, 1.0]


def test_a_habit_takes_66_days():
    rate = basics.rate_of(p("habit_half_life"))
    strength = days(lambda h: bashing.habit(h, 1.0, 0.0, 0.0, rate), 0.0, 66)
    assert strength == pytest.approx(0.95, abs=0.002)
    assert days(lambda h: bashing.habit(h, 0.0, 0.4, 0.3, rate), 1.0, 1000) == pytest.approx(0.12)  # disuse leaves the own leaning


def test_friedkin_and_johnsen_keep_people_apart_where_degroot_ends_in_consensus():
    def spread(stubbornness: float) -> float:
        anchors = [0.1, 0.5, 0.9]
        norms = list(anchors)
        for _ in range(300):
            mean = sum(norms) / 3
            norms = [climate.norm_after(x, climate.norm_drawn_to(a, 0.5, mean, 0.0, stubbornness), 0.2, 1.0)
                     for x, a in zip(norms, anchors, strict=True)]
        return max(norms) - min(norms)

    assert spread(0.0) < 1e-9
    assert spread(0.4) == pytest.approx(0.4 * 0.8)
    assert basics.anchored(0.2, 0.9, 1.0) == 0.2 and basics.anchored(0.2, 0.9, 0.0) == 0.9


def test_newcomers_take_on_the_norm_fastest_when_new():
    factor = [climate.newcomer_factor(t, 0.5, 4.0, 63.0) for t in (0.0, 63.0, 1000.0)]
    assert factor[0] == 3.0 and factor[1] == pytest.approx(1.0 + 2.0 / math.e) and factor[2] == pytest.approx(1.0, abs=1e-6)
    assert climate.norm_after(0.3, 0.8, 0.4, 11.0) == 0.8  # never beyond
    assert climate.leaders_signal(0.8, 1.0, 0.4) == pytest.approx(0.6)


def test_talk_saturates_and_silence_is_consent():
    one, two, many = (bashing.exposure(n, 0.0, 0.6, 6.0) for n in (1.0, 2.0, 40.0))
    assert two < 2 * one and many < 1.0 and bashing.exposure(10.0, 0.0, 0.6, 6.0) == 0.5
    assert bashing.licensed(0.6, 1.0, 0.011) < 0.6 < bashing.corrected(0.6, 1.0, 0.008)
    assert bashing.licensed(0.6, 0.0, 0.011) == bashing.corrected(0.6, 0.0, 0.008) == 0.6
    talk = [bashing.vent_chance(0.5, h, 0.2, n, p("vent_base"), p("vent_provoked"), p("vent_habit"), p("vent_norm"))
            for h, n in ((0.7, 0.5), (0.2, 0.5), (0.2, 0.9))]
    assert talk == sorted(talk, reverse=True)


def test_a_third_of_feedback_harms():
    assert coaching.harm_chance(0.5, p("coaching_harm")) == pytest.approx(1 / 3, abs=0.01)
    assert coaching.harm_chance(1.0, 0.33) == 0.0
    assert coaching.reframed(0.2, 1, 0.05) > 0.2 > coaching.reframed(0.2, -1, 0.05)
    assert coaching.unblamed(0.4, 1, 0.05) < 0.4 < coaching.unblamed(0.4, -1, 0.05)
    assert coaching.overheard_chance(0.0, 5.0, 2.5, 40.0) == coaching.overheard_chance(4.0, 0.0, 2.5, 40.0) == 0.0


def test_bad_is_stronger_than_good():
    assert 0.5 - mood.mood_caught(0.5, 0.3, 0.2, 1.5) == pytest.approx(1.5 * (mood.mood_caught(0.5, 0.7, 0.2, 1.5) - 0.5))
    lift, negativity = p("mood_lift"), p("mood_negativity")
    up, down = mood.mood_after_contact(0.5, 1.0, 0.0, lift, negativity), mood.mood_after_contact(0.5, 0.0, 1.0, lift, negativity)
    assert 0.5 - down == pytest.approx(negativity * (up - 0.5)) and negativity == 5.0
    assert mood.mood_overnight(0.2, 0.6, 0.5, 0.0, 0.4) == 0.6  # a night's sleep
    assert mood.mood_overnight(0.2, 0.6, 0.9, 0.3, 0.4) > mood.mood_overnight(0.2, 0.6, 0.1, 0.3, 0.4)


def test_the_first_minutes_of_presence_count_most():
    none, first, second = (leaders.attention(h, 10.0, 20.0) for h in (0.0, 10 / 3, 20 / 3))
    assert none == 0.0 and first == 0.5 and second - first < first
    assert care.care_shown(0.8, 0.0, 0.45) == pytest.approx(0.36) and care.care_shown(0.8, 1.0, 0.45) == pytest.approx(0.8)
    settled = days(lambda f: care.felt_care(f, 0.8, 0.5, 0.4, 0.05), 0.1, 600)
    assert settled == pytest.approx(0.68)


def test_the_week_has_only_so_many_hours():
    assert leaders.hours_share(0.0, 12.0) == leaders.hours_share(12.0, 12.0) == 1.0
    assert 24.0 * leaders.hours_share(24.0, 12.0) == 12.0
    each = leaders.hours_each(1.0, 0.0, 0.0, 0.0, 0.5, 0.25, 0.083, 0.1)
    assert each == 0.5
    wanted = [leaders.hours_wanted(4.0, span, each, 0.0, 0.0, 0.0, 0.0, 2.0, 1.0, 1.0) for span in (5.0, 20.0)]
    assert wanted == [6.5, 14.0]


def test_what_is_enacted_is_not_what_is_meant():
    assert leaders.enacted(1.0, 0.2, 0.5, 0.4, 0.25) == pytest.approx(0.4 + 0.05 + 0.175)
    assert leaders.energy(0.25, 0.5) == 0.5 and leaders.energy(0.9, 0.5) == 1.0
    assert fear.harshness_from_above(0.8, 0.4, 0.5) == pytest.approx(0.6)


def test_each_level_dilutes_the_vision():
    down = days(lambda c: vision.relayed(c, 0.9, 0.0), 0.75, 3)
    assert down == pytest.approx(0.75 * 0.9**3)
    assert vision.clarity(0.5, 0.9, 0.5, 1.0, 0.1) == 0.5
    higher, lower = (vision.commitment(0.5, c, 0.6, 0.6, 0.56, 0.3, 0.3, 0.4, 0.02) for c in (0.9, 0.1))
    assert higher > lower
