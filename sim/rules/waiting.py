"""How much time there is for customers, and how long they wait: the unit as a queue (Sakasegawa 1977)."""

import math

from sim.rules._rule import rule


@rule
def minutes_for_contacts(work_minutes, recovery, training, recovery_minutes, training_minutes):
    """Minutes of a working day a person present has for contacts.

    work_minutes: at recovery 0.5 and without training.  recovery, training in [0, 1] take up to recovery_minutes and training_minutes off
    contacts: no lever is free.  An accounting identity.
    """
    return work_minutes - recovery_minutes * (recovery - 0.5) - training_minutes * training


@rule
def wait_minutes(occupancy, servers, minutes, longest):
    """Mean wait before service in minutes, at most ``longest``.

    Sakasegawa (1977), An approximation formula Lq = a rho**b / (1 - rho): for M/M/c the mean wait is about
    minutes * occupancy**(sqrt(2 (c + 1)) - 1) / (c (1 - occupancy)); occupancy in [0, inf), servers c >= 1, minutes per service.
    """
    if occupancy >= 0.99:
        return longest
    if occupancy <= 0.0:
        return 0.0
    power = math.exp((math.sqrt(2.0 * (servers + 1.0)) - 1.0) * math.log(occupancy))
    wait = minutes * power / (servers * (1.0 - occupancy))
    if wait > longest:
        return longest
    return wait
