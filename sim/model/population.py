"""Named NumPy columns: posts and the people who hold them, leaders, units, customers; one record a row.

A row is a ``numpy.record``: compiled loops read ``people[i].fear``, whole columns are ``people["fear"]``.
Latent states lie in [0, 1].
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.jit import Record, inner

PERSON_TRAITS = {
    "trait_empathy": "empathy brought along",
    "temperament": "trait affectivity, anchor of mood: how cheerful one is",
    "propensity": "anchor of trust, fairness and suspicion: how readily one trusts",
    "calling": "anchor of commitment, clarity and what is permitted and expected: what the work means to one",
    "boldness": "anchor of autonomy: how readily one decides alone",
    "hardiness": "anchor of strain: how little of a load stays with one",
    "timidity": "fear when nothing happens",
    "aptitude": "skill one ends up with",
}
"""Fixed for as long as a person holds a post; drawn for each newcomer."""

PERSON_STATES = {
    "regard": "the leader's regard for this one against others, 0.5 for anybody; lasts as long as the pair",
    "learned_empathy": "empathy learned at work",
    "mood": "how one feels now",
    "felt_care": "feeling cared for by the direct leader",
    "perceived_fairness": "feeling treated fairly",
    "trust_in_leader": "trust in the direct leader",
    "trust_in_top": "trust in the head of the organisation",
    "fear": "fear of being punished",
    "perceived_abuse": "running mean of severe, arbitrary punishment that reached one",
    "resources": "emotional energy now",
    "drain_customers": "slow strain from customers",
    "drain_management": "slow strain from management",
    "blame_habit": "habit of blaming customers",
    "reframe_habit": "habit of asking what the customer did not know",
    "norm": "how far doing right by the customer is what is done here",
    "vision_clarity": "how clear it is what good service looks like",
    "commitment": "buy-in to the goals of service",
    "autonomy": "how far one may decide alone",
    "skill": "knowing how",
    "coworker_support": "support by colleagues",
    "role_ambiguity": "not knowing where one stands",
    "goal_gap": "distance between what the goals ask and what is done",
    "permission": "felt permission to care for the customer",
    "expectation": "felt expectation to care for the customer",
    "suspicion": "taking customers for cheats",
    "service_standard": "the service one holds oneself to",
    "hostility": "acute anger, to be taken out on somebody",
    "trained": "command of what formal training taught",
    "recalled": "how present one's own experience as a customer is",
    "customers_heard": "how present customers' own voices are",
    "job_satisfaction": "aggregate of how one feels about the job",
}
"""What changes from day to day."""

PERSON_SCRATCH = {
    "peers_norm": "gathered: mean norm of the colleagues one is tied to",
    "heard_blame": "gathered: mean bad talk about customers of those colleagues today, acts",
    "heard_reframe": "gathered: mean reframing of those colleagues today, acts",
    "blow": "how hard today's punishment, one's own or a colleague's, is as it reaches the person",
    "whim": "share of it that does not depend on what the punished person did",
    "care_shown": "care that reached the person in the last week",
    "clarity_received": "vision clarity that reaches the person today",
    "coached_blame": "today's change of the blame habit by coaching",
    "coached_reframe": "today's change of the reframe habit by coaching",
    "norm_shift": "today's change of the norm by bad talk ignored or addressed",
    "quit_chance": "today's probability of quitting",
    "absence_chance": "today's probability that a spell of absence begins",
    "newcomer_factor": "how much faster than others the person takes on the norm",
    "goal_load": "strain of being held to goals without the means",
    "workload": "minutes worked today for each of those there were",
    "transfer": "share of what was taught that is used on the job",
    "able": "skill at work today, training included",
    "empathy_able": "empathy the person could feel today",
    "practice": "care taken today, after the corners cut under pressure",
    "accuse_honest": "chance of treating an honest customer as a cheat today",
    "accuse_cheat": "chance of treating a cheat as one today",
    "extra_chance": "chance of going the extra mile in a contact today",
    "report_chance": "chance that an error or a complaint is reported today",
    "recover_chance": "chance that a complaint is handled well today",
    "rudeness_weight": "how much more than usual rudeness takes today",
    "display_required": "empathy that must be displayed today",
    "way_of_working": "what goals, friction and care taken do to resolution today, in logits",
    "impression": "what care taken and suspicion do to quality today",
    "lever_cost": "what programmes cost for the person today, money",
}
"""What others show, gathered before anybody reacts, and today's changes before they take effect."""

PERSON = np.dtype((Record, np.dtype(
    [(name, "f8") for name in (*PERSON_TRAITS, *PERSON_STATES)] + [(name, "f4") for name in PERSON_SCRATCH]
    + [
        ("unit", "i4"),       # row of the unit
        ("manager", "i4"),    # row of the manager's post, -1 for the head of a tree
        ("leader", "i4"),     # row in `leaders` of who leads today (stand-ins counted), -1 for nobody
        ("head", "i4"),       # row in `leaders` of the head of the tree, -1 for the head itself
        ("leads", "i4"),      # own row in `leaders`, -1 for people without reports
        ("policy", "i4"),     # row of the policy group
        ("occupant", "i4"),   # how many people held the post before
        ("tenure", "i4"),     # days in the post
        ("absent_days", "i2"),  # days of absence still to come
        ("level", "i2"), ("front", "u1"), ("vacant", "u1"),
        ("quit_today", "u1"), ("spoke_up", "u1"), ("from_within", "u1"),
        ("vented", "u2"), ("reframed", "u2"), ("promise", "i1")], align=True)))
"""One post and the person in it."""


@inner
def is_in(person):
    """Is there somebody in this post today?"""
    return person.vacant == 0 and person.absent_days == 0


LEADER = np.dtype((Record, np.dtype(
    [(name, "f8") for name in (
        "disposition_care", "disposition_harsh",                    # who they are
        "interest", "compassion", "consistency", "punitiveness",    # enacted, 0-1
        # what fits into the week: hours, share, share
        "presence", "coaching", "fidelity",
        # hours spent on people a week; what is shown, its mean and swing
        "hours", "example", "example_mean", "example_spread",
        # what the leader lives through this morning
        "clarity", "fear", "trust_above", "from_above", "harshness", "team_mood",
        # reported of the team yesterday
        "incidents",
        # enacted, 0-1: permission, goals, extra mile, voice; M18
        "said", "follow_up", "recognition", "listening", "injustice",
        # of customers: own, what the team tells, how afraid the team is
        "picture", "relayed", "fear_below")] + [("post", "i4"), ("span", "i4"), ("newcomers", "i4"),
                                                ("victim", "i4"), ("policy", "i4")], align=True)))
"""The leader part of a person with reports."""

UNIT = np.dtype((Record, np.dtype(
    [("minutes", "f8"),       # minutes that those present have for contacts today
     ("pressure", "f8"),      # expected occupancy of today
     ("wait", "f8"),          # mean wait of today, minutes
     ("service_level", "f8"),  # share served in time
     ("word", "f8"),          # running balance of word of mouth, [-1, 1]
     ("friction", "f8"),      # process friction
     ("heard", "f8"),         # voices a head that were heard and answered today
     ("clientele", "f8"),     # how far its customers' civility lies from the trade's
     ("planned", "f8"),       # requests of other units on an ordinary day, for which the unit is staffed
     ("backlog", "f8"),       # requests that wait
     ("capacity", "f8"),      # requests that can be answered today
     ("wait_days", "f8"),     # days until a request made today is answered
     ("escalated", "f8"),     # requests escalated today
     ("unit_blame", "f8"),    # laid on the units it needs, mean
     ("goodwill", "f8"),      # running mean of customers' relationship
     ("authorised", "f8"),    # front-line posts that may be held
     ("asked", "f8"), ("blamed", "f8"),      # requests made of it today; mean blame others lay on it
     # its own people
     ("helpers_heard", "f8"), ("helpers", "i4"), ("helpers_in", "i4"), ("needed_by", "i4"), ("heads", "i4"),
     ("revenue", "f8"), ("cost", "f8"),      # of today, money
     # customers; the other places are prospects'
     ("present", "i4"), ("visits", "i4"), ("policy", "i4"), ("active", "i4"),
     ("held", "i4")], align=True)))                                          # front-line posts held tonight
"""One unit."""

LINK = np.dtype((Record, np.dtype(
    [("unit", "i4"), ("needed", "i4"), ("asked", "i4"),  # who needs whom; requests made today
     ("blame", "f8")], align=True)))
"""One unit's need of another: internal customers."""

CUSTOMER = np.dtype((Record, np.dtype(
    [("mood", "f4"), ("civility", "f4"), ("expectation", "f4"), ("relationship", "f4"), ("trust", "f4"),
     ("next_visit", "i2"), ("case_day", "i2"), ("last_contact", "i2"), ("answer_day", "i2"),
     ("occupant", "u2"), ("attempt", "u1"), ("active", "u1"), ("cheats", "u1")], align=True)))
"""One customer, or the prospect whose place it is (active 0).

attempt: how often the open case was brought before, 0 for none open.  cheats: 1 for the few.  answer_day:
the day on which a colleague of another unit answers the open case or has answered it, -1 for none."""

VISIT = np.dtype((Record, np.dtype(
    [("customer", "i4"), ("noise", "f4"), ("cause", "f4"), ("difficulty", "f4"), ("stake", "f4"),
     ("needs", "f4")],
    align=True)))
"""One visit of today: who comes, and the keyed draws of the day and of the case."""

PART = np.dtype((Record, np.dtype([(name, "i8") for name in ("first", "last", "first_unit", "last_unit")])))
"""Some units whose posts stand together: posts first..last-1 of units first_unit..last_unit-1.  What people
do with what is their own or their unit's goes by parts, step after step while a part is at hand in the cache,
and several parts at a time."""

NEUTRAL = (
    "care_shown", "trust_in_leader", "trust_in_top", "fear", "perceived_abuse", "perceived_fairness",
    "from_above", "harshness",
    "clarity_received", "compassion", "resources", "drain_customers", "drain_management", "coworker_support",
    "norm",
    "learned_empathy", "skill",
    "heard_blame", "heard_reframe", "coached_blame", "coached_reframe", "norm_shift", "quit_chance",
    "absence_chance",
    "newcomer_factor", "trait_empathy",
    "role_ambiguity", "goal_gap", "goal_load", "permission", "expectation", "picture",
    "friction", "suspicion", "workload",
    "injustice", "practice", "wait_days", "unit_blame", "hostility", "trained", "transfer", "recalled",
    "customers_heard", "from_within", "complain_chance", "recover_chance", "goodwill",
    "report_chance", "lever_cost",
    "customer_mood", "customer_tone", "blame", "gain", "acted", "gesture_chance", "vent_chance", "difference",
    "leave_chance", "word")
"""Quantities whose baseline means stand in for a mechanism that is switched off."""

NEVER = 32767
"""A day that does not come."""


class World(NamedTuple):
    """Everything a day of a run reads and writes, in the form compiled loops take."""

    people: np.ndarray          # PERSON [posts]
    leaders: np.ndarray         # LEADER [leaders], in the order of their posts
    units: np.ndarray           # UNIT [units]
    customers: np.ndarray       # CUSTOMER [customers], those of a unit stand together
    due: np.ndarray             # int16 [customers], day of the next contact or occasion
    today: np.ndarray           # TODAY [posts]
    punished: np.ndarray        # uint8 [posts], 1 for whom the own leader punished today
    parts: np.ndarray           # PART [parts], all posts and units in their order
    tie_start: np.ndarray       # int64 [posts + 1]
    tie_to: np.ndarray          # int32 [ties]
    tie_weight: np.ndarray      # float32 [ties]
    team_start: np.ndarray      # int64 [leaders + 1], direct reports of each leader
    team: np.ndarray            # int32 [posts with a manager]
    front_start: np.ndarray     # int64 [units + 1], front-line posts of each unit
    front: np.ndarray           # int32 [front-line posts]
    base_start: np.ndarray      # int64 [units + 1], customers of each unit
    links: np.ndarray           # LINK [links], those of a needing unit stand together
    link_start: np.ndarray      # int64 [units + 1], links of each needing unit
    calendar: np.ndarray        # float64 [days + 1], cumulative demand in ordinary days
    key: np.ndarray             # KEY [1], seed and replication
    policies: np.ndarray        # POLICY [groups], the levers of today
    p: np.ndarray               # PARAMETERS [1]
    on: np.ndarray  # SWITCHES [1]: mechanisms on (1) or off (0), side of each contested finding (0 default)
    neutral: np.ndarray         # NEUTRAL [1]: baseline means that stand in for what is switched off
    # float64 [days + 32], share of a customer's mood that is left so many days after the last contact
    fading: np.ndarray
    paces: np.ndarray  # float64 [BELL_LEVELS], minutes of an ordinary contact at each level of chance
