"""M20 Workload: the standard one holds oneself to follows what one does; and M17: suspicion grows or fades."""

from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import basics, suspicion, workload


@inner
def hold_oneself_to(world):
    """Practice below the standard pulls it down, ideals pull it up slowly (M20); suspicion follows policy, fear and habit (M17)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if not person.front or not is_in(person):
            continue
        if world.today[i].contacts > 0:
            ideal = workload.ideal(person.norm, person.commitment)
            person.service_standard = workload.standard_after(person.service_standard, person.practice, ideal, p.erosion_rate,
                                                              p.restoring_rate)
        policy = world.policies[person.policy].suspicion_policy
        ground = suspicion.suspicion_ground(p.suspicion_base, policy, person.fear, person.blame_habit, person.norm,
                                            p.suspicion_policy_weight, p.suspicion_fear, p.suspicion_blame, p.suspicion_norm)
        if not on.suspicion:
            ground = neutral.suspicion
        person.suspicion = suspicion.suspicion_after(person.suspicion, ground, person.propensity, p.suspicion_stubbornness,
                                                     p.suspicion_rate)
        if not on.workload:
            person.service_standard = basics.toward(person.service_standard, neutral.practice, p.erosion_rate)
