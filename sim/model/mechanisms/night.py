"""The night: strain and recovery (M27), people quit and fall ill (M36), move up (M38), are hired (M37); word
of mouth (M43)."""

from sim.model.chance import CAREER, DISPOSITION, HOME, NEWCOMER, VACANCY, draw, draws, normal
from sim.model.jit import inner
from sim.model.population import is_in
from sim.model.rules import bashing, basics, leaders, mood, promotion, resources, staffing, workload


@inner
def rest(world, day, part):
    """Slow strain takes up today's load; the night restores towards what strain allows; mood starts anew."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        if person.vacant:
            continue
        person.workload = 0.8  # whoever serves no customers today has the usual
        if person.front and is_in(person):
            unit = world.units[person.unit]
            person.workload = resources.workload(world.today[i].minutes, unit.minutes / unit.present)
        if on.resources:
            uptake = p.strain_uptake * resources.proneness(person.hardiness, p.temperament_mean,
                                                           p.temperament_spread, p.strain_proneness)
            person.drain_customers = resources.slow_strain(person.drain_customers, world.today[i].drain,
                                                           p.strain_rate, uptake)
            load = resources.management_load(person.fear, 1.0 - person.perceived_fairness,
                                             person.perceived_abuse, person.role_ambiguity, person.goal_load,
                                             person.workload if on.workload else neutral.workload,
                                             p.load_treatment, p.load_demands)
            load = resources.buffered(load, person.autonomy, person.felt_care, p.resources_buffer)
            person.drain_management = resources.slow_strain(person.drain_management, load, p.strain_rate,
                                                            uptake)
            best = resources.ceiling(person.drain_customers, person.drain_management)
            person.resources = resources.restored(person.resources, best,
                                                  world.policies[person.policy].recovery, p.recovery_share)
        else:
            person.drain_customers = basics.toward(person.drain_customers, neutral.drain_customers,
                                                   p.strain_rate)
            person.drain_management = basics.toward(person.drain_management, neutral.drain_management,
                                                    p.strain_rate)
            person.resources = neutral.resources
        care = person.felt_care if on.being_cared_for else neutral.care_shown
        home = normal(draw(world.key[0], HOME, day, i, 0))
        person.mood = mood.mood_overnight(person.mood, person.temperament, care, p.home_spread * home,
                                          p.mood_carried, p.mood_care_weight)
        person.job_satisfaction = staffing.job_satisfaction(
            person.felt_care, person.trust_in_leader, person.perceived_fairness, person.fear, person.mood,
            person.autonomy,
            person.drain_customers + person.drain_management, person.role_ambiguity)


@inner
def new_person(world, i, day):
    """Post i is taken by somebody fresh from outside; all that follows from (post, occupant number)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    person = world.people[i]
    policy = world.policies[person.policy]
    a, b, c, d = draws(world.key[0], NEWCOMER, 0, i, person.occupant)
    person.trait_empathy = staffing.newcomers_empathy(p.trait_mean, p.trait_spread, normal(a),
                                                      policy.selectivity, p.selectivity_gain)
    if not on.hiring:
        person.trait_empathy = basics.clamp(neutral.trait_empathy + p.trait_spread * normal(a))
    e, f, g, _ = draws(world.key[0], NEWCOMER, 1, i, person.occupant)
    cheer = normal(b)
    person.temperament = basics.clamp(p.temperament_mean + p.temperament_spread * cheer)
    person.propensity = staffing.anchor(p.temperament_mean, p.temperament_spread, cheer, normal(e),
                                        p.anchors_alike)
    person.calling = staffing.anchor(p.temperament_mean, p.temperament_spread, cheer, normal(f),
                                     p.anchors_alike)
    person.boldness = staffing.anchor(p.temperament_mean, p.temperament_spread, cheer, normal(g),
                                      p.anchors_alike)
    own, _, _, _ = draws(world.key[0], NEWCOMER, 2, i, person.occupant)
    person.hardiness = staffing.anchor(p.temperament_mean, p.temperament_spread, cheer, normal(own),
                                       p.hardiness_cheer)
    person.timidity = basics.clamp(p.timidity * (1.0 + 0.4 * normal(c)))
    person.aptitude = basics.clamp(p.aptitude_mean + p.aptitude_spread * normal(d))
    person.learned_empathy, person.norm = person.trait_empathy, basics.clamp(
        p.outsiders_norm + 0.5 * p.temperament_spread * normal(d))
    person.mood, person.felt_care, person.regard = person.temperament, person.propensity, 0.5
    person.trust_in_leader = person.trust_in_top = person.perceived_fairness = person.propensity
    person.commitment = person.calling
    person.fear, person.perceived_abuse = person.timidity, 0.05
    person.resources, person.drain_customers, person.drain_management = 0.85, 0.05, 0.05
    person.blame_habit = usual_habit(neutral.heard_blame, 1.0 - person.trait_empathy, p)
    person.reframe_habit = usual_habit(neutral.heard_reframe, person.trait_empathy, p)
    person.vision_clarity, person.autonomy, person.skill = 0.4, 0.3, p.newcomers_skill
    person.coworker_support, person.job_satisfaction = 0.5, person.temperament
    person.role_ambiguity, person.goal_gap, person.permission, person.expectation = 0.5, 0.5, 0.4, 0.5
    person.suspicion, person.hostility, person.trained = p.suspicion_base, 0.05, 0.0
    person.service_standard = basics.clamp(p.practice_usual + 0.5
                                           * (person.temperament - p.temperament_mean))
    person.recalled, person.customers_heard = 0.0, 0.1
    person.tenure, person.absent_days, person.vacant, person.from_within = 0, 0, 0, 0
    if on.honeymoon == 1:  # attitudes begin where those of others stand
        person.felt_care, person.fear = neutral.care_shown, neutral.fear
        person.trust_in_leader, person.trust_in_top = neutral.trust_in_leader, neutral.trust_in_top
        person.perceived_fairness = neutral.perceived_fairness
    if person.leads >= 0:
        drawn = take_the_lead(world, person.leads)
        leader = world.leaders[person.leads]
        leader.disposition_care = promotion.outsiders_care(drawn, p.outsiders_edge if on.promotion == 1
                                                           else 0.0)
        leader.picture = p.outsiders_picture
        act_as_one_is(leader, person.norm, policy)


@inner
def usual_habit(heard, leaning, p):
    """The habit of somebody from the same trade, where colleagues talk as they ordinarily do (heard: acts a
    day): what practice there leaves, and one's own leaning."""
    return basics.anchored(leaning, bashing.exposure(heard, heard, p.talk_own_weight, p.talk_half),
                           p.stubbornness)


@inner
def take_the_lead(world, k):
    """Who leads post k from now on: draws the inclination to punish; returns the disposition to care as
    drawn, before where one comes from."""
    p, leader = world.p[0], world.leaders[k]
    a, b, _, _ = draws(world.key[0], DISPOSITION, 0, leader.post, world.people[leader.post].occupant)
    leader.disposition_harsh = basics.clamp(p.disposition_harsh + p.disposition_spread * normal(b))
    return basics.clamp(0.5 + p.disposition_spread * normal(a))


@inner
def act_as_one_is(leader, norm, policy):
    """To begin with, leaders act as they are; norm: the leader's own."""
    leader.interest = leader.compassion = leader.example_mean = leaders.inclination(norm,
                                                                                    leader.disposition_care)
    leader.punitiveness, leader.consistency = leader.disposition_harsh, policy.word_deed_consistency
    leader.example_spread = 0.05


@inner
def leave_or_stay(world, day, part):
    """Today's quits and new spells of absence, by keyed chance (M36)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(part.first, part.last):
        person = world.people[i]
        person.quit_today = 0
        if person.vacant:
            continue
        strain = person.drain_customers + person.drain_management
        person.quit_chance = staffing.quit_hazard(
            p.quit_usual, person.job_satisfaction, person.commitment, strain, person.tenure,
            p.quit_satisfaction, p.quit_commitment,
            p.quit_strain, p.quit_new_factor, p.quit_new_days)
        person.absence_chance = staffing.absence_chance(p.absence_usual, strain, person.job_satisfaction,
                                                        p.absence_strain, p.absence_satisfaction)
        quitting = person.quit_chance if on.quitting else neutral.quit_chance
        missing = person.absence_chance if on.quitting else neutral.absence_chance
        leaves, stays_home, spell, _ = draws(world.key[0], CAREER, day, i, person.occupant)
        if leaves < quitting:
            person.quit_today, person.vacant, person.occupant, person.tenure = 1, 1, person.occupant + 1, 0
            continue
        person.tenure += 1
        if person.absent_days > 0:
            person.absent_days -= 1
        elif stays_home < missing:
            person.absent_days = 1 + int(2.0 * (p.absence_days - 1.0) * spell + 0.5)


@inner
def fill_posts(world, day):
    """Vacant posts are filled by keyed chance: leaders' first, some from within (M38), or outside (M37); of a
    unit's front line only while fewer are held than authorised, to the nearest post (M20), as counted before
    anybody is hired."""
    on, neutral = world.on[0], world.neutral[0]
    authorise(world)
    for k in range(len(world.leaders)):
        i = world.leaders[k].post
        person = world.people[i]
        if person.vacant and not person.quit_today and person.tenure >= 0:
            filled, within, which, _ = draws(world.key[0], VACANCY, day, i, person.occupant)
            share = (world.policies[person.policy].promote_within if on.promote_from_within
                     else neutral.from_within)
            if filled < chance_to_fill(world, person) and within < share:
                source = candidate(world, k, which)
                if source >= 0:
                    move_up(world, k, source)
    for i in range(len(world.people)):
        person = world.people[i]
        if not person.vacant or person.quit_today:
            continue
        if person.tenure < 0:  # left today for a leader's post: the search begins tomorrow
            person.tenure = 0
            continue
        unit = world.units[person.unit]
        frozen = person.front and person.leads < 0 and on.workload and unit.held + 0.5 >= unit.authorised
        filled, _, _, _ = draws(world.key[0], VACANCY, day, i, person.occupant)
        if not frozen and filled < chance_to_fill(world, person):
            new_person(world, i, day)
            if person.leads >= 0:
                meet_new_leader(world, person.leads, 0.0)


@inner
def authorise(world):
    """How many posts of each unit's front line are held, and how many may be (M20): the posts that were
    there from the start are opened and frozen as the work asks for, none is added or moved."""
    p = world.p[0]
    cases = p.customers_per_post * p.usual_active * p.cases_per_year / 250.0
    planned = cases * p.contacts_planned * p.handle_minutes_mean
    for u in range(len(world.units)):
        unit, first, after = world.units[u], world.front_start[u], world.front_start[u + 1]
        minutes, unit.held = 0.0, 0
        for t in range(first, after):
            minutes += world.today[world.front[t]].minutes
            unit.held += world.people[world.front[t]].vacant == 0
        unit.authorised = workload.authorised_after(unit.authorised, minutes, planned, float(after - first),
                                                    p.authorised_rate)


@inner
def chance_to_fill(world, person):
    """Probability that this vacant post is filled today (M37)."""
    p, policy = world.p[0], world.policies[person.policy]
    selectivity, transparency = policy.selectivity, policy.transparency
    if not world.on[0].hiring:
        selectivity, transparency = 0.3, 0.5
    return staffing.fill_chance(p.days_to_fill, selectivity, transparency, p.selectivity_delay,
                                p.transparency_attracts)


@inner
def candidate(world, k, u):
    """A keyed choice among leader post k's own reports who have been here long enough; -1 if none."""
    fit = 0
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        fit += int(report.vacant == 0 and report.tenure >= world.p[0].candidate_days)
    wanted = int(u * fit)
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        if report.vacant == 0 and report.tenure >= world.p[0].candidate_days:
            if wanted == 0:
                return world.team[t]
            wanted -= 1
    return -1


@inner
def move_up(world, k, source):
    """The person in post ``source`` takes leader post k with all states (M38), and leaves the own vacant."""
    p, leader = world.p[0], world.leaders[k]
    person, old = world.people[leader.post], world.people[source]
    carry_over(person, old)
    person.tenure, person.absent_days, person.vacant, person.from_within = 0, 0, 0, 1
    leader.disposition_care = take_the_lead(world, k)
    leader.picture = 1.0 if old.front else p.outsiders_picture
    if old.leads >= 0 and not old.front:
        leader.picture = world.leaders[old.leads].picture
    act_as_one_is(leader, person.norm, world.policies[person.policy])
    old.vacant, old.occupant, old.tenure, old.absent_days = 1, old.occupant + 1, -1, 0
    meet_new_leader(world, k, p.insiders_trust)


@inner
def carry_over(person, old):
    """Everything a person is, from the old post to the new one."""
    person.trait_empathy, person.temperament = old.trait_empathy, old.temperament
    person.propensity, person.hardiness = old.propensity, old.hardiness
    person.regard, person.calling, person.boldness = old.regard, old.calling, old.boldness
    person.timidity, person.aptitude = old.timidity, old.aptitude
    person.learned_empathy, person.mood, person.felt_care = old.learned_empathy, old.mood, old.felt_care
    person.perceived_fairness, person.trust_in_top = old.perceived_fairness, old.trust_in_top
    person.fear, person.perceived_abuse, person.resources = old.fear, old.perceived_abuse, old.resources
    person.norm, person.skill = old.norm, old.skill
    person.drain_customers, person.drain_management = old.drain_customers, old.drain_management
    person.blame_habit, person.reframe_habit = old.blame_habit, old.reframe_habit
    person.commitment, person.vision_clarity = old.commitment, old.vision_clarity
    person.autonomy, person.coworker_support = old.autonomy, old.coworker_support
    person.job_satisfaction, person.role_ambiguity = old.job_satisfaction, old.role_ambiguity
    person.goal_gap = old.goal_gap
    person.permission, person.expectation = old.permission, old.expectation
    person.suspicion, person.service_standard = old.suspicion, old.service_standard
    person.hostility = old.hostility
    person.trained, person.recalled, person.customers_heard = old.trained, old.recalled, old.customers_heard
    person.trust_in_leader = old.propensity


@inner
def meet_new_leader(world, k, kept):
    """When the leader changes, trust returns to each report's propensity, but for the share ``kept``."""
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        if not report.vacant:
            report.trust_in_leader = basics.toward(report.propensity, report.trust_in_leader, kept)


@inner
def spread_the_word(world):
    """Each unit's running balance of recommendations and warnings, in [-1, 1], moves towards today's; so does
    the mean relationship of its customers."""
    p = world.p[0]
    for u in range(len(world.units)):
        told, contacts, relationship = 0, 0, 0.0
        for t in range(world.front_start[u], world.front_start[u + 1]):
            today = world.today[world.front[t]]
            told += today.told
            contacts += today.contacts
            relationship += today.relationship
        if contacts > 0:
            world.units[u].goodwill = basics.toward(world.units[u].goodwill, relationship / contacts,
                                                    p.customer_memory_rate)
            world.units[u].word = basics.toward(world.units[u].word, 10.0 * told / contacts if abs(told) * 10
                                                < contacts else (1.0 if told > 0 else -1.0),
                                                p.customer_memory_rate)
