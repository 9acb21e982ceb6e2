"""Phases 4, 6, 8, 10 and 11 in the reference: the talk, peers, learning, rest, and word of mouth."""

from __future__ import annotations

from sim.model.chance import HOME, OVERHEARD, normal
from sim.model.engine.agents import Employee, Leader
from sim.model.engine.reference.today import Today
from sim.model.rules import (
    bashing,
    basics,
    climate,
    coaching,
    direction,
    empathy,
    mood,
    resources,
    skill,
    staffing,
    suspicion,
    workload,
)


def talk(today: Today) -> None:
    """4 The talk (M23 M24): everybody hears the colleagues, leaders overhear some of it; what follows
    waits until all have heard."""
    for e in today.people:
        heard = [(other, weight * climate.standing(other.tenure, today.p.newcomer_days))
                 for other, weight in e.ties if other.front_line and other.present]
        total = sum(weight for _, weight in heard)
        e.heard_blame = sum(weight * other.vented for other, weight in heard) / total if total else 0.0
        e.heard_reframe = sum(weight * other.reframed for other, weight in heard) / total if total else 0.0
        e.coached_blame = e.coached_reframe = e.norm_shift = 0.0
        if e.front_line and not e.vacant and e.leader is not None and e.vented:
            overhear(today, e, e.leader)


def overhear(today: Today, e: Employee, leader: Leader) -> None:
    """A leader who is near coaches (M24), lets it pass, which is consent, or addresses it (M23)."""
    p, policy = today.p, leader.policy
    near, how, well, _ = today.four(OVERHEARD, e.row)
    if near >= coaching.overheard_chance(leader.presence, e.vented, p.ears, p.leader_week_hours):
        return
    if how < leader.coaching:
        helped = -1.0 if well < coaching.harm_chance(policy.coaching_skill, p.coaching_harm) else 1.0
        e.coached_blame = coaching.unblamed(e.blame_habit, helped, p.coaching_step) - e.blame_habit
        e.coached_reframe = coaching.reframed(e.reframe_habit, helped, p.coaching_step) - e.reframe_habit
    elif how < leader.coaching + (1.0 - leader.coaching) * policy.tolerance:
        e.norm_shift = bashing.licensed(e.norm, 1.0, p.consent_shift) - e.norm
        return
    e.norm_shift = bashing.corrected(e.norm, 1.0, p.consent_shift) - e.norm


def peers(today: Today) -> None:
    """6 Peers: first all look around, then each reacts."""
    for e in today.people:
        seen = [(other, weight * climate.standing(other.tenure, today.p.newcomer_days))
                for other, weight in e.ties if other.present]
        total = sum(weight for _, weight in seen)
        e.peers_norm = sum(weight * other.norm for other, weight in seen) / total if total else e.norm
        if e.present:
            e.coworker_support = resources.support(
                sum(weight * other.mood for other, weight in seen) / total if total else e.mood, e.peers_norm)
    for e in today.people:
        if e.present:
            be_among_peers(today, e)


def be_among_peers(today: Today, e: Employee) -> None:
    """M28: the norm is shared; M37: newcomers take it on faster."""
    p, on, n = today.p, today.on, today.n
    e.newcomer_factor = climate.newcomer_factor(e.tenure, e.policy.socialisation, p.socialisation_strength,
                                                p.newcomer_days)
    drawn_to = n.norm
    if on.climate:
        leader = e.leader
        example = e.norm if leader is None else climate.leaders_signal(
            leader.interest, leader.fidelity, leader.clarity_this_morning, leader.picture)
        drawn_to = climate.norm_drawn_to(e.learned_empathy, example, e.peers_norm,
                                         direction.backed(e.expectation, e.permission),
                                         e.policy.leader_weight, p.backed_weight, p.stubbornness)
    taken_on = climate.norm_after(e.norm, drawn_to, p.culture_rate, e.newcomer_factor if on.hiring
                                  else n.newcomer_factor)
    e.norm = basics.clamp(taken_on + (e.norm_shift if on.customer_bashing else n.norm_shift))


def learn(today: Today) -> None:
    """8 Learning, by those who were there: habits on the front line (M23 M24), skill (M19), empathy (M32),
    standards (M17 M20)."""
    for e in today.people:
        if e.present:
            if e.front_line:
                take_on_habits(today, e)
            e.skill = skill.learning(e.skill, e.aptitude, today.p.skill_rate)
            learn_empathy(today, e, e.leader)
            if e.front_line:
                hold_oneself_to(today, e)


def take_on_habits(today: Today, e: Employee) -> None:
    """M23: what was done and heard becomes habit; M24: coaching changes it on the spot."""
    p, on, n = today.p, today.on, today.n
    heard_blame, heard_reframe = (e.heard_blame, e.heard_reframe) if on.customer_bashing else (
        n.heard_blame, n.heard_reframe)
    coached_blame, coached_reframe = (e.coached_blame, e.coached_reframe) if on.coaching else (
        n.coached_blame, n.coached_reframe)
    practised = bashing.exposure(e.vented, heard_blame, p.talk_own_weight, p.talk_half)
    if on.venting == 1:  # cathartic: talking it out leaves no habit
        practised = bashing.exposure(0.0, n.heard_blame, p.talk_own_weight, p.talk_half)
    reframing = bashing.exposure(e.reframed, heard_reframe, p.talk_own_weight, p.talk_half)
    blame = bashing.habit(e.blame_habit, practised, 1.0 - e.trait_empathy, p.stubbornness, p.habit_rate)
    reframe = bashing.habit(e.reframe_habit, reframing, e.trait_empathy, p.stubbornness, p.habit_rate)
    e.blame_habit, e.reframe_habit = basics.clamp(blame + coached_blame), basics.clamp(
        reframe + coached_reframe)


def learn_empathy(today: Today, e: Employee, leader: Leader | None) -> None:
    """M32: from the leader's example, as far as it is consistent, and from what is done here."""
    p, example, defined = today.p, e.learned_empathy, 0.3
    if not today.on.empathy_learning:
        e.learned_empathy = basics.toward(e.learned_empathy, today.n.learned_empathy, p.empathy_rate)
        return
    if leader is not None:
        example = empathy.example_given(leader.example_mean, leader.example_spread, p.example_spread_cost)
        defined = leader.policy.empathy_defined
    e.learned_empathy = empathy.learned_after(e.learned_empathy, example, e.norm, defined,
                                              e.policy.leader_weight, p.defined_weight, p.empathy_rate)


def hold_oneself_to(today: Today, e: Employee) -> None:
    """M20: the standard follows practice soon, ideals late; M17: suspicion policy, fear and habit."""
    p, n = today.p, today.n
    if e.today.contacts:
        e.service_standard = workload.standard_after(e.service_standard, e.practice,
                                                     workload.ideal(e.norm, e.commitment), p.erosion_rate,
                                                     p.restoring_rate)
    ground = suspicion.suspicion_ground(p.suspicion_base, e.policy.suspicion_policy, e.fear, e.blame_habit,
                                        e.norm, p.suspicion_policy_weight, p.suspicion_outlook)
    e.suspicion = suspicion.suspicion_after(e.suspicion, ground if today.on.suspicion else n.suspicion,
                                            e.propensity, p.stubbornness, p.culture_rate)
    if not today.on.workload:
        e.service_standard = basics.toward(e.service_standard, n.practice, p.erosion_rate)


def rest(today: Today) -> None:
    """10 The night (M27): strain takes up the day's load, sleep restores what it allows, mood is new."""
    p, on, n = today.p, today.on, today.n
    for e in today.people:
        if e.vacant:
            continue
        e.workload = resources.workload(e.today.minutes, e.place.minutes / e.place.present) if (
            e.front_line and e.present) else 0.8
        if on.resources:
            load = resources.management_load(e.fear, 1.0 - e.perceived_fairness, e.perceived_abuse,
                                             e.role_ambiguity, e.goal_load,
                                             e.workload if on.workload else n.workload, p.load_treatment,
                                             p.load_demands)
            load = resources.buffered(load, e.autonomy, e.felt_care, p.resources_buffer)
            uptake = p.strain_uptake * resources.proneness(e.hardiness, p.temperament_mean,
                                                           p.temperament_spread, p.strain_proneness)
            e.drain_customers = resources.slow_strain(e.drain_customers, e.today.drain, p.strain_rate, uptake)
            e.drain_management = resources.slow_strain(e.drain_management, load, p.strain_rate, uptake)
            best = resources.ceiling(e.drain_customers, e.drain_management)
            e.resources = resources.restored(e.resources, best, e.policy.recovery, p.recovery_share)
        else:
            e.drain_customers = basics.toward(e.drain_customers, n.drain_customers, p.strain_rate)
            e.drain_management = basics.toward(e.drain_management, n.drain_management, p.strain_rate)
            e.resources = n.resources
        e.mood = mood.mood_overnight(e.mood, e.temperament, e.felt_care if on.being_cared_for
                                     else n.care_shown, p.home_spread * normal(today.four(HOME, e.row)[0]),
                                     p.mood_carried, p.mood_care_weight)
        e.job_satisfaction = staffing.job_satisfaction(e.felt_care, e.trust_in_leader, e.perceived_fairness,
                                                       e.fear, e.mood, e.autonomy,
                                                       e.drain_customers + e.drain_management,
                                                       e.role_ambiguity)


def word_spreads(today: Today) -> None:
    """11 Word of mouth (M43): what customers told today moves what is said of the unit, -1 to 1."""
    for unit in {e.unit: e.place for e in today.people if e.front_line}:
        posts = [e for e in today.people if e.front_line and e.unit == unit]
        told, contacts = sum(e.today.told for e in posts), sum(e.today.contacts for e in posts)
        if contacts:
            posts[0].place.goodwill = basics.toward(posts[0].place.goodwill,
                                                  sum(e.today.relationship for e in posts) / contacts,
                                                  today.p.customer_memory_rate)
            posts[0].place.word = basics.toward(posts[0].place.word,
                                                max(-1.0, min(1.0, 10.0 * told / contacts)),
                                                today.p.customer_memory_rate)
