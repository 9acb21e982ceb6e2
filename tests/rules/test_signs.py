"""Which way each argument pushes: the claims of the rules, in signs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

# rule -> argument and sign.  + more of it, more of the result.
SIGNS = {
    "attribution.blame": "cause+ rudeness+ blame_habit+ reframe_habit- training- base+",
    "attribution.rudeness": "customer_tone- rude_below+",
    "attribution.anger": "blame_laid+ provocation+",
    "bashing.vent_chance": "provoked+ blame_habit+ reframe_habit- norm- base+",
    "bashing.exposure": "own+ heard+ half-",
    "bashing.habit": "strength+ exposed+ leaning+",
    "bashing.licensed": "norm+ ignored- shift-",
    "bashing.corrected": "norm+ addressed+ shift+",
    "care.care_shown": "interest+ attention+ distant_share+",
    "care.felt_care": "felt+ shown+ temperament+",
    "climate.leaders_signal": "interest+ alignment+ clarity+",
    "climate.norm_drawn_to": "anchor+ signal+ peers+",
    "climate.newcomer_factor": "tenure- socialisation+ strength+",
    "coaching.overheard_chance": "presence_hours+ vents+ ears+ week_hours-",
    "coaching.harm_chance": "coaching_skill- usual_harm+",
    "coaching.reframed": "helped+ reframe_habit+",
    "coaching.unblamed": "helped- blame_habit+",
    "customers.mood_kept": "mood+ civility+",
    "customers.customer_tone": "mood+ noise+ attempt- stake-",
    "customers.mood_after": "mood+ treated+",
    "customers.leaving_chance": "usual+ relationship- trust- contact-",
    "customers.joining_chance": "usual+ word_of_mouth+",
    "discretion.autonomy_allowed": "limit+ trust_extended+ surveillance-",
    "discretion.autonomy_dared": "allowed+ trust+ temperament+",
    "discretion.gesture_chance": "autonomy+ permission+ fear- fairness+ commitment+ stake+ fear_cost-",
    "empathy.disposition": "trait+ learned+",
    "empathy.felt": "empathy+ blame_laid- resources+ fear- commitment+ blame_cost- fear_cost- resources_needed-",
    "empathy.acted": "felt_empathy- required+ resources+",
    "empathy.shown": "acted_empathy+ leak+",
    "empathy.example_given": "level+ spread- spread_cost-",
    "empathy.learned_after": "learned+ trait+ example+ defined+",
    "fear.punishment_chance": "punitiveness+ incidents+ usual_incidents+",
    "fear.fear_seen": "fear+ severity+ arbitrary+ jump+ contingent_share+",
    "fear.fear_ground": "timidity+ surveillance+ leaders_fear+ trust_in_leader-",
    "fear.fairness": "fair+ compassion+ consistency+ temperament+",
    "fear.fairness_hurt": "fair+ severity- arbitrary- drop-",
    "fear.abuse_felt": "abuse+ punished+ severity+ arbitrary+",
    "fear.harshness_from_above": "abuse+ fear+",
    "leaders.hours_each": "coaching_rate+ surveillance+ personal_interest+ talks+",
    "leaders.hours_wanted": "presence_hours+ span+ each+ clarity_at_top+ consistency+ fidelity+ newcomers+",
    "leaders.hours_share": "wanted- available+",
    "leaders.enacted": "policy+ from_above+ disposition+",
    "leaders.energy": "resources+ needed-",
    "leaders.attention": "presence_hours+ span- half_minutes-",
    "mirroring.mirror_gain": "trust- care- fear+ resources- base+",
    "mirroring.tone": "own_tone+ customer_tone+ anger-",
    "mirroring.own_tone": "mood+ norm+ base+",
    "mood.mood_after_contact": "mood+ pleasant+ unpleasant- negativity-",
    "mood.mood_overnight": "mood+ temperament+ care+",
    "mood.mood_caught": "mood+ around+ bad_is_stronger-",
    "resources.drain": "rudeness+ anger+ acted+ support- time_pressure+",
    "resources.ceiling": "drain_customers- drain_management-",
    "resources.restored": "resources+ best+",
    "resources.slow_strain": "strain+ load+ rate- uptake+",
    "resources.management_load": "fear+ unfairness+ abuse+",
    "resources.support": "peers_mood+ peers_norm+ temperament+",
    "satisfaction.quality": "resolved+ tone+ empathy_shown+ wait_minutes- attempt- gesture+",
    "satisfaction.satisfaction": "quality_lived+ difference+ loss_aversion-",
    "satisfaction.relationship": "so_far+ contact+",
    "satisfaction.expectation_after": "expected+ quality_lived+ floor+",
    "satisfaction.customer_trust": "trust+ kept+",
    "skill.resolution_chance": "skill+ difficulty- empathy_felt+ clarity+ time_pressure- gesture+ by_rule-",
    "skill.error_chance": "skill- resources-",
    "skill.learning": "skill+ aptitude+",
    "skill.handle_minutes": "z+ difficulty+ anger+ fear- skill-",
    "staffing.job_satisfaction": "care+ trust+ fairness+ fear- mood+ autonomy+ strain-",
    "staffing.quit_hazard": "satisfaction- commitment- strain+ tenure-",
    "staffing.absence_chance": "strain+ satisfaction-",
    "staffing.fill_chance": "days_to_fill- selectivity- transparency+",
    "staffing.newcomers_empathy": "z+ selectivity+ transparency+",
    "trust.after_promise": "trust+ kept+",
    "trust.trust_ground": "propensity+ care+ fairness+ trust_extended+",
    "vision.relayed": "leaders_clarity+ fidelity+ misread+",
    "vision.clarity": "own+ received+ anchor+",
    "vision.commitment": "committed+ clear+ trust_in_top+ care+ temperament+",
    "waiting.wait_minutes": "occupancy+ servers- minutes+ longest+",
}
ROUNDING = 1e-12


@pytest.mark.parametrize("name", SIGNS)
@settings(max_examples=6, derandomize=True, deadline=None)
@given(data=st.data())
def test_each_argument_pushes_its_way(rules, name, data):
    rule, arguments = rules.all[name], rules.arguments[name]
    ranges = [rules.range(name, a) for a in arguments]
    point = list(data.draw(st.tuples(*[
        st.sampled_from(r) if a in rules.either else st.floats(*r) for a, r in zip(arguments, ranges, strict=True)])))
    other = data.draw(st.floats(0.0, 1.0))
    for said in SIGNS[name].split():
        place, sign = arguments.index(said[:-1]), 1 if said[-1] == "+" else -1
        low, high = ranges[place]
        moved = low + other * (high - low) if arguments[place] not in rules.either else low if other < 0.5 else high
        less, more = sorted((point[place], moved))
        below, above = (rule(*point[:place], x, *point[place + 1:]) for x in (less, more))
        assert sign * (above - below) >= -ROUNDING * (1.0 + abs(above)), said


def test_each_argument_pushes_at_all(rules):
    idle = []
    for name, signs in SIGNS.items():
        rule, arguments = rules.all[name], rules.arguments[name]
        points = rules.points(name, 60, seed=5).T.tolist()
        for said in signs.split():
            place = arguments.index(said[:-1])
            low, high = rules.range(name, said[:-1])
            if all(rule(*p[:place], low, *p[place + 1:]) == rule(*p[:place], high, *p[place + 1:]) for p in points):
                idle.append(f"{name} {said}")
    assert not idle
