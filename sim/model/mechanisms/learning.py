"""Learning: M19 skill by doing, M32 empathy from a consistent example."""

from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import empathy, skill


@inner
def learn(world):
    """Skill grows on the job; learned empathy follows the leader's example, as far as it is consistent."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if not is_in(person):
            continue
        person.skill = skill.learning(person.skill, person.aptitude, p.skill_rate)
        example, defined = person.learned_empathy, 0.3
        if person.leader >= 0:
            leader = world.leaders[person.leader]
            example = empathy.example_given(leader.example_mean, leader.example_spread, p.example_spread_cost)
            defined = world.policies[world.people[leader.post].policy].empathy_defined
        if on.empathy_learning:
            person.learned_empathy = empathy.learned_after(person.learned_empathy, person.trait_empathy, example, defined,
                                                           p.learning_stubbornness, p.defined_weight, p.empathy_rate)
        else:
            person.learned_empathy = empathy.learned_after(person.learned_empathy, neutral.learned_empathy, neutral.learned_empathy, 0.3,
                                                           p.learning_stubbornness, p.defined_weight, p.empathy_rate)
