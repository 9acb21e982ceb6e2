"""Phase 10 in the reference: people quit, fall ill, move up and are hired (M36 M37 M38)."""

from __future__ import annotations

from sim.model.chance import CAREER, DISPOSITION, NEWCOMER, VACANCY, normal
from sim.model.engine.agents import Employee, Leader
from sim.model.engine.reference.today import Today
from sim.model.population import PERSON_STATES, PERSON_TRAITS
from sim.model.rules import basics, promotion, staffing, workload


def people_come_and_go(today: Today) -> None:
    """Some quit, some fall ill; posts empty before today may be filled, leaders' first, some from within."""
    for e in today.people:
        e.quit_today = False
        if not e.vacant:
            leave_or_stay(today, e)
    authorise(today)
    for leader in today.leaders:
        if leader.vacant and not leader.quit_today and leader.tenure >= 0:
            perhaps_promote(today, leader)
    for e in today.people:
        if e.vacant and not e.quit_today:
            if e.tenure < 0:  # left today for a leader's post: the search begins tomorrow
                e.tenure = 0
            else:
                perhaps_hire(today, e)


def leave_or_stay(today: Today, e: Employee) -> None:
    """M36: the unhappy, the exhausted and the new quit or stay home more often."""
    p, on, n, strain = today.p, today.on, today.n, e.drain_customers + e.drain_management
    e.quit_chance = staffing.quit_hazard(p.quit_usual, e.job_satisfaction, e.commitment, strain, e.tenure,
                                         p.quit_satisfaction, p.quit_commitment, p.quit_strain,
                                         p.quit_new_factor, p.quit_new_days)
    e.absence_chance = staffing.absence_chance(p.absence_usual, strain, e.job_satisfaction, p.absence_strain,
                                               p.absence_satisfaction)
    leaves, stays_home, spell, _ = today.four(CAREER, e.row, occasion=e.occupant)
    if leaves < (e.quit_chance if on.quitting else n.quit_chance):
        e.quit_today, e.vacant, e.occupant, e.tenure = True, True, e.occupant + 1, 0
        return
    e.tenure += 1
    if e.absent_days > 0:
        e.absent_days -= 1
    elif stays_home < (e.absence_chance if on.quitting else n.absence_chance):
        e.absent_days = 1 + int(2.0 * (p.absence_days - 1.0) * spell + 0.5)


def authorise(today: Today) -> None:
    """M20: the posts of each unit's front line that may be held follow the work there is."""
    p, world = today.p, today.world
    cases = p.customers_per_post * p.usual_active * p.cases_per_year / 250.0
    planned = cases * p.contacts_planned * p.handle_minutes_mean
    for u in range(len(world.units)):
        unit, front = world.units[u], [e for e in today.people if e.front_line
                                       and world.people["unit"][e.row] == u]
        unit.held = sum(not e.vacant for e in front)
        unit.authorised = workload.authorised_after(unit.authorised, sum(e.today.minutes for e in front),
                                                    planned, float(len(front)), p.authorised_rate)


def chance_to_fill(today: Today, e: Employee) -> float:
    """M37: choosing takes time, openness attracts."""
    p = today.p
    selectivity, transparency = (e.policy.selectivity, e.policy.transparency) if today.on.hiring else (
        0.3, 0.5)
    return staffing.fill_chance(p.days_to_fill, selectivity, transparency, p.selectivity_delay,
                                p.transparency_attracts)


def perhaps_promote(today: Today, leader: Leader) -> None:
    """M38: somebody of the own team moves up, if there is anybody who has been here long enough."""
    filled, within, which, _ = today.four(VACANCY, leader.row, occasion=leader.occupant)
    share = leader.policy.promote_within if today.on.promote_from_within else today.n.from_within
    if filled < chance_to_fill(today, leader) and within < share:
        fit = [e for e in leader.reports if not e.vacant and e.tenure >= today.p.candidate_days]
        if fit:
            move_up(today, leader, fit[int(which * len(fit))])


def move_up(today: Today, leader: Leader, old: Employee) -> None:
    """Everything a person is goes along; the own post becomes vacant."""
    p = today.p
    for state in (*PERSON_TRAITS, *PERSON_STATES):
        setattr(leader, state, getattr(old, state))
    leader.trust_in_leader = old.propensity
    leader.tenure, leader.absent_days, leader.vacant, leader.from_within = 0, 0, False, 1
    leader.disposition_care = promotion.insiders_care(take_the_lead(today, leader), old.norm,
                                                      p.insiders_continuity)
    leader.picture = (1.0 if old.front_line else old.picture if isinstance(old, Leader)
                      else p.back_office_picture)
    act_as_one_is(leader)
    old.vacant, old.occupant, old.tenure, old.absent_days = True, old.occupant + 1, -1, 0
    meet_new_leader(leader, p.insiders_trust)


def perhaps_hire(today: Today, e: Employee) -> None:
    """M37: somebody from outside; a new leader's people go back to their own propensity to trust."""
    filled, _, _, _ = today.four(VACANCY, e.row, occasion=e.occupant)
    posts = e.front_line and not isinstance(e, Leader) and today.on.workload
    frozen = posts and e.place.held + 0.5 >= e.place.authorised
    if not frozen and filled < chance_to_fill(today, e):
        new_person(today, e)
        if isinstance(e, Leader):
            meet_new_leader(e, 0.0)


def meet_new_leader(leader: Leader, kept: float) -> None:
    """Trust in the old leader is not trust in the new one, but for the share ``kept``."""
    for report in leader.reports:
        if not report.vacant:
            report.trust_in_leader = basics.toward(report.propensity, report.trust_in_leader, kept)


def new_person(today: Today, e: Employee) -> None:
    """Who comes follows from the post and how many held it before."""
    p, policy = today.p, e.policy
    a, b, c, d = (normal(u) for u in today.four(NEWCOMER, e.row, occasion=e.occupant, day=0))
    e.trait_empathy = staffing.newcomers_empathy(p.trait_mean, p.trait_spread, a, policy.selectivity,
                                                 policy.transparency, p.selectivity_gain, p.transparency_gain)
    if not today.on.hiring:
        e.trait_empathy = basics.clamp(today.n.trait_empathy + p.trait_spread * a)
    e.temperament = basics.clamp(p.temperament_mean + p.temperament_spread * b)
    own = (normal(u) for u in today.four(NEWCOMER, e.row, occasion=e.occupant, day=1))
    e.propensity, e.calling, e.boldness, e.rapport = (
        staffing.anchor(p.temperament_mean, p.temperament_spread, b, z, p.anchors_alike) for z in own)
    e.timidity = basics.clamp(p.timidity * (1.0 + 0.4 * c))
    e.aptitude = basics.clamp(p.aptitude_mean + p.aptitude_spread * d)
    e.learned_empathy = e.trait_empathy
    e.norm = basics.clamp(p.outsiders_norm + 0.5 * p.temperament_spread * d)
    e.mood = e.job_satisfaction = e.temperament
    e.felt_care = e.rapport
    e.trust_in_leader = e.trust_in_top = e.perceived_fairness = e.propensity
    e.commitment = e.calling
    e.fear, e.perceived_abuse = e.timidity, 0.05
    e.resources, e.drain_customers, e.drain_management = 0.85, 0.05, 0.05
    e.blame_habit, e.reframe_habit, e.coworker_support = 0.2, 0.2, 0.5
    e.vision_clarity, e.autonomy, e.skill = 0.4, 0.3, p.newcomers_skill
    e.role_ambiguity, e.goal_gap, e.permission, e.expectation = 0.5, 0.5, 0.4, 0.5
    e.recognised, e.suspicion, e.hostility = 0.2, p.suspicion_base, 0.05
    e.trained, e.recalled, e.customers_heard = 0.0, 0.0, 0.1
    e.service_standard = basics.clamp(p.practice_usual + 0.5 * (e.temperament - p.temperament_mean))
    e.tenure, e.absent_days, e.vacant, e.from_within = 0, 0, False, 0
    if isinstance(e, Leader):
        e.disposition_care = promotion.outsiders_care(take_the_lead(today, e), p.outsiders_edge
                                                      if today.on.promotion == 1 else 0.0)
        e.picture = p.outsiders_picture
        act_as_one_is(e)


def take_the_lead(today: Today, leader: Leader) -> float:
    """Draws the inclination to punish; returns the one to care, before where one comes from."""
    p = today.p
    caring, harsh, _, _ = today.four(DISPOSITION, leader.row, occasion=leader.occupant, day=0)
    leader.disposition_harsh = basics.clamp(p.disposition_harsh + p.disposition_spread * normal(harsh))
    return float(basics.clamp(p.disposition_care + p.disposition_spread * normal(caring)))


def act_as_one_is(leader: Leader) -> None:
    """To begin with, leaders act as they are."""
    leader.interest = leader.compassion = leader.example_mean = leader.disposition_care
    leader.punitiveness, leader.consistency = leader.disposition_harsh, leader.policy.word_deed_consistency
    leader.example_spread = 0.05
