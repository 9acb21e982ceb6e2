"""What people learn: in courses (M29), from customers (M33 M34), by doing (M19), by example (M32);
and the standards they hold themselves to (M20 M17).
"""

from sim.model.chance import COURSE, EXERCISE, draws
from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, empathy, perspective, skill, suspicion, training, workload

QUARTER = 63
"""Days in which everybody's share of the year's training comes once."""


@inner
def come_to_work(world, day, part):
    """Courses, recall exercises and forums of today; what is used of them; empathy one could feel."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if not is_in(person):
            continue
        take_part(world, i, day)
        if not on.own_experience:
            person.recalled = neutral.recalled
        if not on.hearing_customers:
            person.customers_heard = neutral.customers_heard
        know_how(person, p, on, neutral)


@inner
def know_how(person, p, on, neutral):
    """Skill at work, and the empathy one could feel today (M15)."""
    sign = 1.0 if on.recall == 0 else -1.0
    share = p.trait_share if on.empathy == 0 else 1.0 - 0.4 * p.trait_share
    person.able = training.able(person.skill, person.trained, person.transfer if on.formal_training
                                else neutral.transfer, p.training_gain)
    able = empathy.disposition(person.trait_empathy, person.learned_empathy, share)
    person.empathy_able = basics.clamp(
        able + perspective.recall_effect(person.recalled, sign, p.recall_gain)
        + perspective.hearing_effect(person.customers_heard, p.heard_usual, p.heard_gain))


@inner
def take_part(world, i, day):
    """Does person i have a course, recall an own experience, hear customers today?"""
    p, on, neutral, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    person = world.people[i]
    policy = world.policies[person.policy]
    course, _, _, _ = draws(key, COURSE, day // QUARTER, i, 0)
    person.trained = training.fades(person.trained, p.trained_rate)
    person.transfer = p.transfer_alone
    picture = p.outsiders_picture
    if person.leader >= 0:
        leader = world.leaders[person.leader]
        skilled = world.policies[leader.policy].coaching_skill
        person.transfer, picture = (training.transfer(leader.coaching, skilled, p.transfer_alone),
                                    leader.picture)
    if int(QUARTER * course) == day % QUARTER:
        days = policy.training_days * QUARTER / 250.0
        aim = training.aim(policy.needs_assessment, person.skill)
        person.trained = training.trained_after_course(person.trained, days, p.training_effect, aim,
                                                       training.motivation(policy.training_explained))
        if on.formal_training:
            person.commitment = training.resistance(person.commitment, days, policy.training_explained,
                                                    p.training_resistance)
        if on.empathy_learning:
            person.learned_empathy = training.empathy_trained(
                person.learned_empathy, policy.empathy_training * QUARTER / 250.0, p.empathy_training_effect)
    if not on.formal_training:
        person.trained = neutral.trained
    recalls, hears, _, _ = draws(key, EXERCISE, day, i, 0)
    person.recalled = perspective.pulse(person.recalled, 1.0 if recalls < policy.recall_exercise / 21.0
                                        else 0.0, 0.0, p.heard_rate)
    person.customers_heard = perspective.pulse(person.customers_heard, 1.0 if hears < policy.customer_forums
                                               / 21.0 else 0.0,
                                               perspective.second_hand(picture, p.second_hand_share),
                                               p.heard_rate)


@inner
def learn(world, part):
    """Skill grows on the job; learned empathy follows the leader's example, as far as it is consistent, and
    what is done here."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if not is_in(person):
            continue
        person.skill = skill.learning(person.skill, person.aptitude, p.skill_rate)
        example, defined = person.learned_empathy, 0.3
        if person.leader >= 0:
            leader = world.leaders[person.leader]
            example = empathy.example_given(leader.example_mean, leader.example_spread, p.example_spread_cost)
            defined = world.policies[leader.policy].empathy_defined
        if on.empathy_learning:
            person.learned_empathy = empathy.learned_after(
                person.learned_empathy, example, person.norm, defined,
                world.policies[person.policy].leader_weight, p.defined_weight, p.empathy_rate)
        else:
            person.learned_empathy = basics.toward(person.learned_empathy, neutral.learned_empathy,
                                                   p.empathy_rate)


@inner
def hold_oneself_to(world, part):
    """Practice below the standard pulls it down, ideals pull it up slowly (M20); suspicion follows policy,
    fear and habit (M17)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if not person.front or not is_in(person):
            continue
        if world.today[i].contacts > 0:
            ideal = workload.ideal(person.norm, person.commitment)
            person.service_standard = workload.standard_after(
                person.service_standard, person.practice, ideal, p.erosion_rate, p.restoring_rate)
        policy = world.policies[person.policy].suspicion_policy
        ground = suspicion.suspicion_ground(p.suspicion_base, policy, person.fear, person.blame_habit,
                                            person.norm, p.suspicion_policy_weight, p.suspicion_outlook)
        if not on.suspicion:
            ground = neutral.suspicion
        person.suspicion = suspicion.suspicion_after(person.suspicion, ground, person.propensity,
                                                     p.stubbornness, p.culture_rate)
        if not on.workload:
            person.service_standard = basics.toward(person.service_standard, neutral.practice, p.erosion_rate)
