"""People come and go: M36 quitting and absence, M37 hiring."""

from sim.chance import CAREER, DISPOSITION, NEWCOMER, VACANCY, draws, normal
from sim.jit import inner
from sim.mechanisms.catalogue import Effect, Mechanism
from sim.rules import basics, staffing

MECHANISMS = (
    Mechanism("M36", "quitting", "Unhappy, exhausted and new people leave or stay home; the others carry it", "",
              "Griffeth, Hom & Gaertner 2000; Hausknecht, Trevor & Howard 2009; Darr & Johns 2008", (),
              ("job_satisfaction", "commitment", "drain_customers", "drain_management", "tenure"), ("vacant", "absent_days"),
              Effect("lever", {"staff_turnover": 1, "absence": 1},
                     {"presence_hours": 6.0, "personal_interest": 0.9, "punishment_severity": 0.1},
                     {"presence_hours": 1.0, "personal_interest": 0.1, "punishment_severity": 0.9})),
    Mechanism("M37", "hiring", "Hiring for empathy; honesty and openness attract", "S4", "Schneider 1987; Schmidt & Hunter 1998",
              ("selectivity", "transparency"), ("vacant",), ("trait_empathy", "vacant"),
              Effect("lever", {"vacancies": 1}, {"selectivity": 0.0}, {"selectivity": 1.0})),
)


@inner
def new_person(world, i, day):
    """Post i is taken by somebody fresh from outside; all that follows from (post, occupant number)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    person = world.people[i]
    policy = world.policies[person.policy]
    a, b, c, d = draws(world.key[0], NEWCOMER, 0, i, person.occupant)
    person.trait_empathy = staffing.newcomers_empathy(p.trait_mean, p.trait_spread, normal(a), policy.selectivity, policy.transparency,
                                                      p.selectivity_gain, p.transparency_gain)
    if not on.hiring:
        person.trait_empathy = basics.clamp(neutral.trait_empathy + p.trait_spread * normal(a))
    person.temperament = basics.clamp(p.temperament_mean + p.temperament_spread * normal(b))
    person.timidity = basics.clamp(p.timidity * (1.0 + 0.4 * normal(c)))
    person.aptitude = basics.clamp(p.aptitude_mean + p.aptitude_spread * normal(d))
    person.learned_empathy, person.norm = person.trait_empathy, basics.clamp(p.outsiders_norm + 0.5 * p.temperament_spread * normal(d))
    person.mood = person.felt_care = person.perceived_fairness = person.commitment = person.temperament
    person.trust_in_leader = person.trust_in_top = person.temperament
    person.fear, person.perceived_abuse = person.timidity, 0.05
    person.resources, person.drain_customers, person.drain_management = 0.85, 0.05, 0.05
    person.blame_habit, person.reframe_habit = 0.2, 0.2
    person.vision_clarity, person.autonomy, person.skill = 0.4, 0.3, p.newcomers_skill
    person.coworker_support, person.job_satisfaction = 0.5, person.temperament
    person.tenure, person.absent_days, person.vacant = 0, 0, 0
    if person.leads >= 0:
        leader = world.leaders[person.leads]
        a, b, _, _ = draws(world.key[0], DISPOSITION, 0, i, person.occupant)
        leader.disposition_care = basics.clamp(p.disposition_care + p.disposition_spread * normal(a))
        leader.disposition_harsh = basics.clamp(p.disposition_harsh + p.disposition_spread * normal(b))
        leader.interest = leader.compassion = leader.example_mean = leader.disposition_care  # to begin with, they act as they are
        leader.punitiveness, leader.consistency, leader.example_spread = leader.disposition_harsh, policy.word_deed_consistency, 0.05


@inner
def leave_or_stay(world, day):
    """Today's quits and new spells of absence, by keyed chance (M36)."""
    p, on, neutral = world.p[0], world.on[0], world.neutral[0]
    for i in range(len(world.people)):
        person = world.people[i]
        person.quit_today = 0
        if person.vacant:
            continue
        strain = person.drain_customers + person.drain_management
        person.quit_chance = staffing.quit_hazard(
            p.quit_usual, person.job_satisfaction, person.commitment, strain, person.tenure, p.quit_satisfaction, p.quit_commitment,
            p.quit_strain, p.quit_new_factor, p.quit_new_days)
        person.absence_chance = staffing.absence_chance(p.absence_usual, strain, person.job_satisfaction, p.absence_strain,
                                                        p.absence_satisfaction)
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
    """Vacant posts are filled by keyed chance (M37); a new leader's people start from their prior trust."""
    p, on = world.p[0], world.on[0]
    for i in range(len(world.people)):
        person = world.people[i]
        if not person.vacant or person.quit_today:
            continue
        policy = world.policies[person.policy]
        selectivity, transparency = policy.selectivity, policy.transparency
        if not on.hiring:
            selectivity, transparency = 0.3, 0.5
        chance = staffing.fill_chance(p.days_to_fill, selectivity, transparency, p.selectivity_delay, p.transparency_attracts)
        filled, _, _, _ = draws(world.key[0], VACANCY, day, i, person.occupant)
        if filled < chance:
            new_person(world, i, day)
            if person.leads >= 0:
                meet_new_leader(world, person.leads)


@inner
def meet_new_leader(world, k):
    """Trust in the leader goes back to each report's own propensity when the leader changes."""
    for t in range(world.team_start[k], world.team_start[k + 1]):
        report = world.people[world.team[t]]
        if not report.vacant:
            report.trust_in_leader = report.temperament
