"""How much time there is for customers, and how long they wait: the unit as a queue (Sakasegawa 1977)."""

import math

from sim.model.rules._rule import rule


@rule("work_minutes+ staffing+ recovery- days_taught- forum_hours-")
def minutes_for_contacts(work_minutes, staffing, recovery, days_taught, forum_hours, recovery_minutes):
    """Minutes of a working day a person present has for contacts, >= 30.

    work_minutes: at staffing 1, recovery 0.5 and without training.  staffing: hands as a share of the
    ordinary.  recovery in [0, 1] takes up to recovery_minutes off contacts, days_taught (a year) and
    forum_hours (a month) their time: no lever is free.  An accounting identity.
    """
    taught = work_minutes * days_taught / 250.0 + 60.0 * forum_hours / 21.0
    minutes = staffing * (work_minutes - recovery_minutes * (recovery - 0.5) - taught)
    if minutes < 30.0:
        return 30.0
    return minutes


@rule("occupancy+ servers- minutes+ longest+")
def wait_minutes(occupancy, servers, minutes, longest):
    """Mean wait before service in minutes, at most ``longest``.

    Sakasegawa (1977), An approximation formula Lq = a rho**b / (1 - rho): for M/M/c the mean wait is about
    minutes * occupancy**(sqrt(2 (c + 1)) - 1) / (c (1 - occupancy)); occupancy in [0, inf), servers c >= 1,
    minutes per service.
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


@rule("occupancy- servers+ minutes- within+")
def service_level(occupancy, servers, minutes, within):
    """Share in [0, 1] of customers served within ``within`` minutes: M/M/c, waits exponential, the chance to
    wait as in wait_minutes.

    Sakasegawa (1977); Koole (2013), Call center optimization, for what is counted.  occupancy in [0, inf),
    servers c >= 1, minutes per service.
    """
    if occupancy >= 0.99:
        return 0.0
    if occupancy <= 0.0:
        return 1.0
    waits = math.exp((math.sqrt(2.0 * (servers + 1.0)) - 1.0) * math.log(occupancy))
    return 1.0 - waits * math.exp(-servers * (1.0 - occupancy) * within / minutes)
