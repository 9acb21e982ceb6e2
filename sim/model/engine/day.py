"""One working day: the ordered plan, and the compiled phases it names.

Within a phase everybody sees the others as they were when it began: first what neighbours show is gathered,
then people react.  So a result never depends on the order of rows or the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.engine import measure
from sim.model.jit import compiled, inner
from sim.model.mechanisms import internal_service, leaders_act, learning, night, peers, perception, talk
from sim.model.mechanisms.catalogue import MECHANISMS


@dataclass(frozen=True)
class Phase:
    """One step of the day.  number: its place.  says: what happens."""

    number: int
    name: str
    says: str

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Ids of the mechanisms at work."""
        return tuple(mechanism.id for mechanism in MECHANISMS if self.number in mechanism.phases)


PLAN = (
    Phase(1, "leaders act",
          "the week's hours are shared out, behaviour is enacted, promises fall due, punishments are seen; "
          "people feel cared for, trust, fear, hear the vision, know what is asked, are taught, hear "
          "customers"),
    Phase(2, "customers arrive",
          "who is due comes to a keyed choice of those present; expected occupancy and waiting"),
    Phase(3, "interactions",
          "contact by contact: mood, tone, blame, empathy, discretion, suspicion, resolution, satisfaction, "
          "complaint, leaving, drain"),
    Phase(4, "the talk",
          "bad talk and reframing are heard by colleagues; leaders overhear: coach, address, or let pass"),
    Phase(5, "internal requests",
          "what customers' cases need from other units joins their queues; trust and blame between units"),
    Phase(6, "peers", "support is felt, the norm is shared, newcomers take it on"),
    Phase(7, "voice", "people speak up or stay silent; what is heard gets fixed"),
    Phase(8, "learning", "skill, learned empathy, habits, suspicion and standards follow the day"),
    Phase(9, "measuring", "money is counted, tallies per unit are taken, before the night"),
    Phase(10, "the night", "strain builds, rest restores; people quit, fall ill, are promoted, are hired"),
    Phase(11, "word of mouth", "what customers told others reaches prospects"),
)
"""The day, in order."""


LEADERS, UNITS, POSTS = 1, 2, 3
"""What happens to the whole firm at once."""

PERCEIVE, SHOW, LOOK, EVENING, NIGHT = 1, 2, 3, 4, 5
"""What people do by parts of the firm; between two of these everybody has done the one before."""


@compiled
def at_once(world, day, what):
    """One of the steps that go through the whole firm in order: LEADERS, UNITS, POSTS."""
    if what == LEADERS:
        leaders_act_first(world, day)
    elif what == UNITS:
        internal_service.work_for_each_other(world)
    else:
        posts_are_filled(world, day)


@compiled
def by_parts(world, day, what, first, last, shown, rows):
    """One of the steps PERCEIVE to NIGHT in parts first..last-1 of the firm.  shown: SHOWN [posts].  rows:
    TALLY [units], zeros, to be filled with the sums of today."""
    fate = perception.how_the_firm_fares(world) if what == PERCEIVE else 0.0
    for k in range(first, last):
        part = world.parts[k]
        if what == PERCEIVE:
            people_perceive(world, day, part, fate)
        elif what == SHOW:
            peers.show(world, part, shown)
            internal_service.count_helpers(world, part)
        elif what == LOOK:
            peers.look_around(world, part, shown)
        elif what == EVENING:
            people_learn(world, day, part)
        else:
            measure.take_sums(world, part, rows)
            night.rest(world, day, part)
            night.leave_or_stay(world, day, part)


@inner
def leaders_act_first(world, day):
    """1 Leaders act."""
    leaders_act.stand_in(world)
    leaders_act.spend_the_week(world)
    leaders_act.enact(world)
    leaders_act.events_of_the_day(world, day)
    leaders_act.see_customers(world)


@inner
def people_perceive(world, day, part, fate):
    """1 People perceive."""
    perception.feel_cared_for(world, day, part)
    perception.judge_leaders(world, day, part, fate)
    perception.hear_of_punishments(world, part)
    perception.see_punishment(world, part)
    perception.carry_anger(world, part)
    perception.hear_the_vision(world, day, part)
    perception.know_what_is_asked(world, part)
    perception.commit(world, part)
    learning.come_to_work(world, day, part)


@inner
def people_learn(world, day, part):
    """4 The talk is overheard, 6 peers, 7 voice, 8 learning; of 9 the money."""
    talk.overhear(world, day, part)
    peers.be_among_peers(world, part)
    peers.speak_up(world, day, part)
    talk.take_on_habits(world, part)
    learning.learn(world, part)
    learning.hold_oneself_to(world, part)
    measure.count_the_money(world, part)


@inner
def posts_are_filled(world, day):
    """Of 10 the night: promotions, hires; 11 word of mouth."""
    night.fill_posts(world, day)
    night.spread_the_word(world)
