"""One working day: the ordered plan, and the compiled phases it names.

Within a phase everybody sees the others as they were when it began: first what neighbours show is gathered, then people react.  So a
result never depends on the order of rows or the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.jit import compiled
from sim.model.mechanisms import (
    care,
    careers,
    direction,
    distance,
    fear,
    growth,
    internal_service,
    leaders_act,
    learning,
    mistreatment,
    money,
    peers,
    reputation,
    strain,
    talk,
    trust,
    vision,
    voice,
    workload,
)


@dataclass(frozen=True)
class Phase:
    """One step of the day.  number: its place.  says: what happens.  mechanisms: ids of those at work."""

    number: int
    name: str
    says: str
    mechanisms: tuple[str, ...]


PLAN = (
    Phase(1, "leaders act", "the week's hours are shared out, behaviour is enacted, promises fall due, punishments are seen; people feel "
          "cared for, trust, fear, hear the vision, know what is asked, are taught, hear customers",
          ("M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M16", "M22", "M29", "M30", "M31", "M32", "M33", "M34")),
    Phase(2, "customers arrive", "who is due comes to a keyed choice of those present; expected occupancy and waiting", ("M20", "M43")),
    Phase(3, "interactions", "contact by contact: mood, tone, blame, empathy, discretion, suspicion, resolution, satisfaction, complaint, "
          "leaving, drain",
          ("M09", "M12", "M13", "M14", "M15", "M16", "M17", "M18", "M19", "M20", "M21", "M22", "M23", "M27", "M40", "M41", "M42", "M43",
           "M44", "M45")),
    Phase(4, "the talk", "bad talk and reframing are heard by colleagues; leaders overhear: coach, address, or let pass",
          ("M23", "M24", "M25")),
    Phase(5, "internal requests", "what customers' cases need from other units joins their queues; trust and blame between units",
          ("M21", "M35")),
    Phase(6, "peers", "mood is caught, the norm is shared, newcomers take it on", ("M25", "M26", "M28", "M39")),
    Phase(7, "voice", "people speak up or stay silent; what is heard gets fixed", ("M11",)),
    Phase(8, "learning", "skill, learned empathy, habits, suspicion and standards follow the day",
          ("M17", "M19", "M20", "M23", "M24", "M32")),
    Phase(9, "measuring", "money is counted, tallies per unit are taken, before the night", ("M46",)),
    Phase(10, "the night", "strain builds, rest restores; people quit, fall ill, are promoted, are hired", ("M01", "M27", "M36", "M37",
                                                                                                            "M38")),
    Phase(11, "word of mouth", "what customers told others reaches prospects", ("M43",)),
)
"""The day, in order."""


@compiled
def phase_leaders(world, day):
    """1 Leaders act, people perceive."""
    leaders_act.stand_in(world)
    leaders_act.spend_the_week(world)
    leaders_act.enact(world)
    leaders_act.events_of_the_day(world, day)
    distance.see_customers(world)
    care.feel_cared_for(world)
    trust.judge_leaders(world)
    fear.see_punishment(world)
    mistreatment.carry_anger(world)
    vision.hear_the_vision(world, day)
    direction.know_what_is_asked(world)
    vision.commit(world)
    growth.come_to_work(world, day)


@compiled
def phase_people(world, day):
    """4 The talk, 5 internal requests, 6 peers, 7 voice, 8 learning; of 9 the money."""
    talk.listen(world)
    talk.overhear(world, day)
    internal_service.work_for_each_other(world)
    peers.look_around(world)
    peers.be_among_peers(world)
    voice.speak_up(world, day)
    talk.take_on_habits(world)
    learning.learn(world)
    workload.hold_oneself_to(world)
    money.count_the_money(world)


@compiled
def phase_night(world, day):
    """10 The night: rest, quits, absence, promotions, hires; 11 word of mouth."""
    strain.rest(world, day)
    careers.leave_or_stay(world, day)
    careers.fill_posts(world, day)
    reputation.spread_the_word(world)
