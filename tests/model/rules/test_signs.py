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
    "care.felt_care": "felt+ shown+ rapport+",
    "climate.leaders_signal": "interest+ alignment+ clarity+ picture+",
    "climate.norm_drawn_to": "anchor+ signal+ peers+ backed+",
    "climate.norm_after": "norm+ drawn_to+",
    "climate.newcomer_factor": "tenure- socialisation+ strength+",
    "coaching.overheard_chance": "presence_hours+ vents+ ears+ week_hours-",
    "coaching.harm_chance": "coaching_skill- usual_harm+",
    "coaching.reframed": "helped+ reframe_habit+",
    "coaching.unblamed": "helped- blame_habit+",
    "complaints.complaint_chance": "usual+ satisfaction- trust+ welcome+",
    "complaints.recovery_chance": "policy+ permission+ skill+",
    "complaints.relationship_after_complaint": "relationship+ recovered+ gain+ loss-",
    "complaints.trust_after_complaint": "trust+ recovered+ gain+ loss- share+",
    "customers.mood_kept": "mood+ civility+",
    "customers.customer_tone": "mood+ noise+ attempt- stake-",
    "customers.mood_after": "mood+ treated+",
    "customers.leaving_chance": "usual+ relationship- trust- contact- grievance+",
    "customers.joining_chance": "usual+ word_of_mouth+",
    "direction.ambiguity_ground": "base+ transparency- clear- goals-",
    "direction.ambiguity": "felt+ ground+ temperament-",
    "direction.goal_gap": "gap+ cascade- follow_up- committed- base+",
    "direction.goal_load": "cascade+ follow_up+ means-",
    "direction.permission_shown": "said+ consistency+ deeds_weight-",
    "direction.taken_in": "felt+ shown+ anchor+",
    "direction.hollow": "expectation+ permission-",
    "direction.backed": "expectation+ permission+",
    "direction.recognised": "expected+ rate_given+ contingency+ attention+ temperament+",
    "direction.extra_mile_chance": "usual+ expected+ committed+ norm+ resources+ heard+",
    "discretion.autonomy_allowed": "limit+ trust_extended+ surveillance-",
    "discretion.autonomy_dared": "allowed+ trust+ temperament+",
    "discretion.readiness": "usual+ always_right+",
    "discretion.gesture_chance": "autonomy+ permission+ fear- fairness+ commitment+ stake+ fear_cost-",
    "distance.relayed_picture": "reports_picture+ kept+ fear- silence-",
    "distance.picture_after": "picture+ relayed+ contact_hours+ half_hours-",
    "empathy.disposition": "trait+ learned+",
    "empathy.felt": "empathy+ blame_laid- resources+ fear- commitment+ blame_cost- fear_cost- "
    "resources_needed-",
    "empathy.acted": "felt_empathy- required+ resources+",
    "empathy.shown": "acted_empathy+ leak+",
    "empathy.example_given": "level+ spread- spread_cost-",
    "empathy.learned_after": "learned+ trait+ example+ defined+",
    "fear.punishment_chance": "punitiveness+ incidents+ usual_incidents+",
    "fear.fear_seen": "fear+ severity+ arbitrary+ jump+ contingent_share+",
    "fear.fear_ground": "timidity+ surveillance+ leaders_fear+ trust_in_leader-",
    "fear.fear_fades": "fear+ ground+",
    "fear.fairness": "fair+ compassion+ consistency+ temperament+",
    "fear.fairness_hurt": "fair+ severity- arbitrary- drop-",
    "fear.abuse_felt": "abuse+ punished+ severity+ arbitrary+",
    "fear.harshness_from_above": "abuse+ fear+",
    "internal_service.willingness": "mindset+ blame- friction- heard+",
    "internal_service.queue_after": "backlog+ came+ capacity-",
    "internal_service.days_waited": "backlog+ capacity- turnaround+ longest+",
    "internal_service.lateness": "wait+ turnaround-",
    "internal_service.unit_trust_after": "trust+ late- gain+ loss-",
    "internal_service.blame_after": "blame+ late+ trust- mindset- base+",
    "leaders.hours_each": "coaching_rate+ surveillance+ personal_interest+ talks+",
    "leaders.hours_wanted": "presence_hours+ span+ each+ clarity_at_top+ consistency+ fidelity+ newcomers+ "
    "customer_contact+",
    "leaders.hours_share": "wanted- available+",
    "leaders.enacted": "policy+ from_above+ disposition+",
    "leaders.energy": "resources+ needed-",
    "leaders.attention": "presence_hours+ span- half_minutes-",
    "mirroring.mirror_gain": "trust- care- fear+ resources- base+",
    "mirroring.tone": "own_tone+ customer_tone+ anger-",
    "mirroring.own_tone": "mood+ norm+ base+",
    "mistreatment.injustice": "always_right+ backing-",
    "mistreatment.rudeness_weight": "left_alone+",
    "mistreatment.hostility_after": "punished+ witnessed+ severity+ own_jump+ seen_jump+",
    "mistreatment.provoked": "hostility+ rudeness+ jump+",
    "mistreatment.enforcement_chance": "usual+ hostility+ committed- tenure- hostility_weight+ "
    "old_hand_days+",
    "money.pay_of_a_day": "pay+ extra+",
    "money.programmes_of_a_day": "days_taught+ day_price+ forums+ forum_price+ recall+ recall_price+ "
    "compassion+ compassion_price+ recognition+ recognition_price+ assessment+ assessment_price+",
    "money.leaver_cost": "pay+ share+",
    "money.revenue_of_a_day": "customers+ contribution+",
    "mood.mood_after_contact": "mood+ pleasant+ unpleasant- negativity-",
    "mood.mood_overnight": "mood+ temperament+ care+ home+",
    "mood.mood_caught": "mood+ around+ bad_is_stronger-",
    "perspective.pulse": "level+ happened+ ground+",
    "perspective.recall_effect": "sign+",
    "perspective.hearing_effect": "heard+ usual-",
    "perspective.second_hand": "picture+ share+",
    "promotion.insiders_care": "drawn+ norm+",
    "promotion.outsiders_care": "drawn+ edge+",
    "resources.drain": "rudeness+ anger+ acted+ support- time_pressure+",
    "resources.ceiling": "drain_customers- drain_management-",
    "resources.restored": "resources+ best+",
    "resources.slow_strain": "strain+ load+ rate- uptake+",
    "resources.buffered": "load+ control- care-",
    "resources.management_load": "fear+ unfairness+ abuse+ ambiguity+ goals+",
    "resources.support": "peers_mood+ peers_norm+ temperament+",
    "satisfaction.quality": "resolved+ tone+ empathy_shown+ wait_minutes- attempt- gesture+ treatment+",
    "satisfaction.impression": "practice+ usual_practice- suspicion-",
    "satisfaction.treatment": "seen+ extra_mile+ delay- accused- enforced-",
    "satisfaction.satisfaction": "quality_lived+ difference+ loss_aversion-",
    "satisfaction.relationship": "so_far+ contact+",
    "satisfaction.expectation_after": "expected+ quality_lived+ floor+",
    "satisfaction.customer_trust": "trust+ kept+",
    "skill.resolution_chance": "skill+ difficulty- empathy_felt+ clarity+ time_pressure- gesture+ by_rule- "
    "circumstances+",
    "skill.way_of_working": "goal_gap- friction- practice+ usual_practice-",
    "skill.circumstances": "way+ extra_mile+ blame- accused-",
    "skill.error_chance": "skill- resources-",
    "skill.learning": "skill+ aptitude+",
    "skill.handle_minutes": "z+ difficulty+ anger+ fear- skill-",
    "staffing.job_satisfaction": "care+ trust+ fairness+ fear- mood+ autonomy+ strain- ambiguity-",
    "staffing.quit_hazard": "satisfaction- commitment- strain+ tenure-",
    "staffing.absence_chance": "strain+ satisfaction-",
    "staffing.fill_chance": "days_to_fill- selectivity- transparency+",
    "staffing.anchor": "mean+ cheer+ own+",
    "staffing.newcomers_empathy": "z+ selectivity+ transparency+",
    "suspicion.suspicion_ground": "base+ policy+ fear+ blame_habit+ norm-",
    "suspicion.suspicion_after": "suspicion+ ground+ temperament-",
    "suspicion.accusation_chance": "suspicion+ cheats+ strict- span+ signal+",
    "suspicion.accused_trust": "trust+ wronged- loss-",
    "training.aim": "skill-",
    "training.motivation": "explained+",
    "training.trained_after_course": "trained+ days+ effect+ aimed+ motivated+",
    "training.fades": "trained+ rate-",
    "training.resistance": "committed+ days- explained+ cost-",
    "training.transfer": "coaching+ coaching_skill+ alone+",
    "training.able": "skill+ trained+ transferred+ gain+",
    "training.empathy_trained": "learned+ days+ effect+",
    "trust.after_promise": "trust+ kept+",
    "trust.trust_ground": "propensity+ care+ fairness+ trust_extended+ hollow- hollow_weight-",
    "trust.trust_between": "trust+ ground+",
    "vision.relayed": "leaders_clarity+ fidelity+ misread+",
    "vision.clarity": "own+ received+ anchor+",
    "vision.commitment": "committed+ clear+ trust_in_top+ care+ temperament+ hollow- hollow_weight-",
    "voice.safety": "trust_in_leader+ fear-",
    "voice.voice_chance": "usual+ safe+ listening+ friction+",
    "voice.friction_after": "born_rate+ heard- fixed-",
    "voice.report_chance": "usual+ safe+",
    "waiting.minutes_for_contacts": "work_minutes+ staffing+ recovery- training- days_taught- forum_hours-",
    "waiting.wait_minutes": "occupancy+ servers- minutes+ longest+",
    "waiting.service_level": "occupancy- servers+ minutes- within+",
    "workload.practice": "standard+ pressure- comfortable+ cut_weight-",
    "workload.standard_after": "given+ ideal+ erosion_rate- restoring_rate+",
    "workload.minutes_factor": "given+ usual-",
    "workload.ideal": "norm+ committed+",
}
UNSIGNED = {"customers.telling_chance", "mistreatment.strained_before"}
"""Extremes are told; whether strain hardens or sensitises is the switch's to say.  `basics` is
mathematics."""
ROUNDING = 1e-12


def test_every_rule_says_which_way_it_pushes(rules):
    assert {name for name in rules.all if not name.startswith("basics.")} == set(SIGNS) | UNSIGNED


@pytest.mark.parametrize("name", SIGNS)
@settings(max_examples=6, derandomize=True, deadline=None)
@given(data=st.data())
def test_each_argument_pushes_its_way(rules, name, data):
    rule, arguments = rules.all[name], rules.arguments[name]
    ranges = [rules.range(name, a) for a in arguments]
    point = list(data.draw(st.tuples(*[
        st.sampled_from(r) if rules.either(name, a) else st.floats(*r) for a,
        r in zip(arguments, ranges, strict=True)])))
    other = data.draw(st.floats(0.0, 1.0))
    for said in SIGNS[name].split():
        place, sign = arguments.index(said[:-1]), 1 if said[-1] == "+" else -1
        low, high = ranges[place]
        moved = (low + other * (high - low) if not rules.either(name, arguments[place]) else low
                 if other < 0.5 else high)
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
            if all(rule(*p[:place], low, *p[place + 1:]) == rule(*p[:place], high, *p[place + 1:])
                   for p in points):
                idle.append(f"{name} {said}")
    assert not idle
