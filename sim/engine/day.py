"""One working day: the ordered plan, and the compiled phases it names.

Within a phase everybody sees the others as they were when it began: first what neighbours show is gathered, then people react.  So a
result never depends on the order of rows or the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.jit import compiled
from sim.mechanisms import care, careers, fear, leaders_act, learning, peers, reputation, strain, talk, trust, vision


@dataclass(frozen=True)
class Phase:
    """One step of the day.  number: its place.  says: what happens.  mechanisms: ids of those at work."""

    number: int
    name: str
    says: str
    mechanisms: tuple[str, ...]


PLAN = (
    Phase(1, "leaders act", "the week's hours are shared out, behaviour is enacted, promises fall due, punishments are seen; people feel "
          "cared for, trust, fear, hear the vision", ("M01", "M02", "M03", "M05", "M06", "M16")),
    Phase(2, "customers arrive", "who is due comes to a keyed choice of those present; expected occupancy and waiting", ("M43",)),
    Phase(3, "interactions", "contact by contact: mood, tone, blame, empathy, discretion, resolution, satisfaction, leaving, drain",
          ("M12", "M13", "M14", "M15", "M16", "M19", "M23", "M27", "M40", "M41", "M43")),
    Phase(4, "the talk", "bad talk and reframing are heard by colleagues; leaders overhear: coach, address, or let pass",
          ("M23", "M24", "M25")),
    Phase(5, "peers", "mood is caught, the norm is shared, newcomers take it on", ("M25", "M26", "M28", "M39")),
    Phase(6, "learning", "skill, learned empathy and habits follow the day", ("M19", "M23", "M24", "M32")),
    Phase(7, "measuring", "tallies per unit, before the night", ()),
    Phase(8, "the night", "strain builds, rest restores; people quit, fall ill, are hired", ("M01", "M27", "M36", "M37")),
    Phase(9, "word of mouth", "what customers told others reaches prospects", ("M43",)),
)
"""The day, in order."""


@compiled
def phase_leaders(world, day):
    """1 Leaders act, people perceive."""
    leaders_act.stand_in(world)
    leaders_act.spend_the_week(world)
    leaders_act.enact(world)
    leaders_act.events_of_the_day(world, day)
    care.feel_cared_for(world)
    trust.judge_leaders(world)
    fear.see_punishment(world)
    vision.hear_the_vision(world, day)
    vision.commit(world)


@compiled
def phase_people(world, day):
    """4 The talk, 5 peers, 6 learning."""
    talk.listen(world)
    talk.overhear(world, day)
    peers.look_around(world)
    peers.be_among_peers(world)
    talk.take_on_habits(world)
    learning.learn(world)


@compiled
def phase_night(world, day):
    """8 The night: rest, quits, absence, hires; 9 word of mouth."""
    strain.rest(world)
    careers.leave_or_stay(world, day)
    careers.fill_posts(world, day)
    reputation.spread_the_word(world)
