"""The day's last phase: sums per unit, from which every outcome follows; what is added is declared in `sim.model.tallies`."""

from sim.model import tallies
from sim.model.jit import compiled
from sim.model.tallies import adding

_add_post, _add_person = adding(tallies.POST, "person, unit"), adding(tallies.PERSON, "person, p")
_add_led, _add_front = adding(tallies.LED, "person, p"), adding(tallies.FRONT_LINE, "person, p")
_add_contacts, _add_leader = adding(tallies.SERVING, "today, unit"), adding(tallies.LEADER, "leader")
_add_unit, _add_asking = adding(tallies.UNIT, "unit"), adding(tallies.ASKING, "unit")


@compiled
def phase_measure(world, rows):
    """Fill ``rows`` (TALLY [units], zeros) with the sums of today, before the night."""
    p = world.p[0]
    for i in range(len(world.people)):
        person = world.people[i]
        row, unit = rows[person.unit], world.units[person.unit]
        _add_post(row, person, unit)
        if not person.vacant:
            _add_person(row, person, p)
            if person.leader >= 0:
                _add_led(row, person, p)
            if person.front:
                _add_front(row, person, p)
        if person.front:
            _add_contacts(row, world.today[i], unit)
    for k in range(len(world.leaders)):
        boss = world.people[world.leaders[k].post]
        if not boss.vacant:
            _add_leader(rows[boss.unit], world.leaders[k])
    for u in range(len(world.units)):
        _add_unit(rows[u], world.units[u])
        if world.link_start[u + 1] > world.link_start[u]:
            _add_asking(rows[u], world.units[u])
