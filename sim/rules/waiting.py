"""How long customers wait: the unit as a queue."""

import math

from sim.rules._rule import rule


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
