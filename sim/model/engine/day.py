"""One working day: the ordered plan, and the compiled phases it names.

Within a phase everybody sees the others as they were when it began: first what neighbours show is gathered,
then people react.  So a result never depends on the order of rows or the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.engine import measure
from sim.model.jit import compiled
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


@compiled
def phase_leaders(world, day):
    """1 Leaders act, people perceive."""
    leaders_act.stand_in(world)
    leaders_act.spend_the_week(world)
    leaders_act.enact(world)
    leaders_act.events_of_the_day(world, day)
    leaders_act.see_customers(world)
    perception.feel_cared_for(world, day)
    perception.judge_leaders(world, day)
    perception.hear_of_punishments(world)
    perception.see_punishment(world)
    perception.carry_anger(world)
    perception.hear_the_vision(world, day)
    perception.know_what_is_asked(world)
    perception.commit(world)
    learning.come_to_work(world, day)


@compiled
def phase_people(world, day):
    """4 The talk, 5 internal requests, 6 peers, 7 voice, 8 learning; of 9 the money."""
    talk.listen(world)
    talk.overhear(world, day)
    internal_service.work_for_each_other(world)
    peers.look_around(world)
    peers.be_among_peers(world)
    peers.speak_up(world, day)
    talk.take_on_habits(world)
    learning.learn(world)
    learning.hold_oneself_to(world)
    measure.count_the_money(world)


@compiled
def phase_night(world, day):
    """10 The night: rest, quits, absence, promotions, hires; 11 word of mouth."""
    night.rest(world, day)
    night.leave_or_stay(world, day)
    night.fill_posts(world, day)
    night.spread_the_word(world)
