"""What people are taught and told: M29 formal training, M30 assessment, M31 transfer, M33 own experience, M34 customers heard."""

from sim.model.chance import COURSE, EXERCISE, draws
from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, empathy, perspective, training

QUARTER = 63
"""Days in which everybody's share of the year's training comes once."""


@inner
def come_to_work(world, day):
    """Courses, recall exercises and forums of today; what was taught and is used, and the empathy one could feel."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
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
    """Skill at work and the empathy one could feel today."""
    sign = 1.0 if on.recall == 0 else -1.0
    share = p.trait_share if on.empathy == 0 else 1.0 - 0.4 * p.trait_share
    person.able = training.able(person.skill, person.trained, person.transfer if on.training_transfer else neutral.transfer,
                                p.training_gain)
    able = empathy.disposition(person.trait_empathy, person.learned_empathy, share)
    person.empathy_able = basics.clamp(able + perspective.recall_effect(person.recalled, sign, p.recall_gain)
                                       + perspective.hearing_effect(person.customers_heard, p.heard_usual, p.heard_gain))


@inner
def take_part(world, i, day):
    """Does person i have a course, recall an own experience, hear customers today?"""
    p, on, neutral, key = world.p[0], world.on[0], world.neutral[0], world.key[0]
    person = world.people[i]
    policy = world.policies[person.policy]
    course, _, _, _ = draws(key, COURSE, day // QUARTER, i, 0)
    person.trained = training.fades(person.trained, p.trained_rate)
    person.aim = training.aim(policy.needs_assessment, person.skill)
    person.transfer = p.transfer_alone
    picture = p.outsiders_picture
    if person.leader >= 0:
        leader = world.leaders[person.leader]
        skilled = world.policies[world.people[leader.post].policy].coaching_skill
        person.transfer, picture = training.transfer(leader.coaching, skilled, p.transfer_alone), leader.picture
    if int(QUARTER * course) == day % QUARTER:
        days = policy.training_days * QUARTER / 250.0
        aimed = person.aim if on.needs_assessment else neutral.aim
        motivated = training.motivation(policy.training_explained)
        person.trained = training.trained_after_course(person.trained, days, p.training_effect, aimed, motivated)
        if on.formal_training:
            person.commitment = training.resistance(person.commitment, days, policy.training_explained, p.training_resistance)
        if on.empathy_learning:
            person.learned_empathy = training.empathy_trained(person.learned_empathy, policy.empathy_training * QUARTER / 250.0,
                                                              p.empathy_training_effect)
    if not on.formal_training:
        person.trained = neutral.trained
    recalls, hears, _, _ = draws(key, EXERCISE, day, i, 0)
    person.recalled = perspective.pulse(person.recalled, 1.0 if recalls < policy.recall_exercise / 21.0 else 0.0, 0.0, p.recalled_rate)
    person.customers_heard = perspective.pulse(person.customers_heard, 1.0 if hears < policy.customer_forums / 21.0 else 0.0,
                                               perspective.second_hand(picture, p.second_hand_share), p.heard_rate)
