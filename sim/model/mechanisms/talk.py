"""The talk after contacts: M23 customer-bashing spreads, and silence is consent; M24 coaching in the
moment."""

from sim.model.chance import OVERHEARD, draws
from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import bashing, basics, coaching


@inner
def overhear(world, day, part):
    """Leaders overhear some of the bad talk: they coach, address it, or let it pass; the changes wait until
    all have been heard."""
    p = world.p[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        person.coached_blame, person.coached_reframe, person.norm_shift = 0.0, 0.0, 0.0
        if not person.front or person.vacant or person.leader < 0 or person.vented == 0:
            continue
        leader = world.leaders[person.leader]
        policy = world.policies[leader.policy]
        near, how, well, _ = draws(world.key[0], OVERHEARD, day, i, 0)
        if near >= coaching.overheard_chance(leader.presence, person.vented, p.ears, p.leader_week_hours):
            continue
        if how < leader.coaching:
            helped = -1.0 if well < coaching.harm_chance(policy.coaching_skill, p.coaching_harm) else 1.0
            person.coached_blame = (coaching.unblamed(person.blame_habit, helped, p.coaching_step)
                                    - person.blame_habit)
            person.coached_reframe = (coaching.reframed(person.reframe_habit, helped, p.coaching_step)
                                      - person.reframe_habit)
            person.norm_shift = bashing.corrected(person.norm, 1.0, p.consent_shift) - person.norm
        elif how < leader.coaching + (1.0 - leader.coaching) * policy.tolerance:
            person.norm_shift = bashing.licensed(person.norm, 1.0, p.consent_shift) - person.norm
        else:
            person.norm_shift = bashing.corrected(person.norm, 1.0, p.consent_shift) - person.norm


@inner
def take_on_habits(world, part):
    """Habits follow what was done and heard today (M23), and coaching (M24)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if not person.front or not is_in(person):
            continue
        heard_blame, heard_reframe = person.heard_blame, person.heard_reframe
        coached_blame, coached_reframe = person.coached_blame, person.coached_reframe
        if not on.customer_bashing:
            heard_blame, heard_reframe = neutral.heard_blame, neutral.heard_reframe
        if not on.coaching:
            coached_blame, coached_reframe = neutral.coached_blame, neutral.coached_reframe
        practised = bashing.exposure(person.vented, heard_blame, p.talk_own_weight, p.talk_half)
        if on.venting == 1:  # cathartic: talking it out leaves no habit
            practised = bashing.exposure(0.0, neutral.heard_blame, p.talk_own_weight, p.talk_half)
        reframing = bashing.exposure(person.reframed, heard_reframe, p.talk_own_weight, p.talk_half)
        blame = bashing.habit(person.blame_habit, practised, 1.0 - person.trait_empathy, p.stubbornness,
                              p.habit_rate) + coached_blame
        reframe = bashing.habit(person.reframe_habit, reframing, person.trait_empathy, p.stubbornness,
                                p.habit_rate) + coached_reframe
        person.blame_habit, person.reframe_habit = basics.clamp(blame), basics.clamp(reframe)
