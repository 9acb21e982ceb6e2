"""M19 Skill: knowing how decides whether it gets solved."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, logistic, toward


@rule("skill+ difficulty- empathy_felt+ clarity+ time_pressure- gesture+ by_rule- circumstances+")
def resolution_chance(skill, difficulty, empathy_felt, clarity, time_pressure, gesture, by_rule,
                      circumstances, base, skill_weight, difficulty_weight, empathy_weight, clarity_weight,
                      pressure_weight, gesture_weight, rule_weight):
    """Probability in (0, 1) that this contact solves the case.

    difficulty in [0, 1].  gesture: 1 if a rule was bent.  by_rule: 1 if the rule itself is the problem (then
    only a gesture helps).
    circumstances: logits, what else helps or hinders.
    Listening (felt empathy) finds the problem, clarity says what may be done, haste spoils it.  Weights in
    logits.  Listening: Derksen et al. (2013); clear goals: Locke & Latham (2002); haste: Oliva & Sterman
    (2001).  The sum in logits is assumed.
    """
    return logistic(base + skill_weight * (skill - 0.6) - difficulty_weight * (difficulty - 0.5)
                    + empathy_weight * (empathy_felt - 0.4) + clarity_weight * (clarity - 0.5)
                    - pressure_weight * (time_pressure - 0.8) + gesture * gesture_weight - by_rule
                    * rule_weight + circumstances)


@rule("goal_gap- friction- practice+ usual_practice-")
def way_of_working(goal_gap, friction, practice, usual_practice, goals_weight, friction_weight,
                   practice_weight):
    """What a person's day does to resolution, in logits: goals not acted on (M07) and friction (M11) hinder,
    care taken (M20) helps.

    Locke & Latham (2002); Tucker & Edmondson (2003); Oliva & Sterman (2001).  goal_gap 0.4, friction 0.3 and
    usual practice give 0.
    """
    return (practice_weight * (practice - usual_practice) - goals_weight * (goal_gap - 0.4) - friction_weight
            * (friction - 0.3))


@rule("way+ extra_mile+ blame-")
def circumstances(way, extra_mile, handed_off, blame, extra_weight, blame_weight):
    """What else helps or hinders resolution, in logits: the day (way), an extra mile (M09), a hand-off with
    blame (M21).

    extra_mile, handed_off: 0 or 1; blame between the units in [0, 1], 0.3 is everyday.  Gittell (2002),
    relational coordination; the sum is assumed.
    """
    return way + extra_weight * extra_mile - blame_weight * handed_off * (blame - 0.3)


@rule("skill- resources-")
def error_chance(skill, resources, usual, skill_weight, exhaustion_weight):
    """Probability in [0, 1] of an error in a contact: little skill and exhaustion raise it.

    Exhaustion: Salyers et al. (2017); the form is assumed.
    """
    return clamp(usual * (1.0 + skill_weight * (0.6 - skill) + exhaustion_weight * (0.6 - resources)))


@rule("skill+ aptitude+")
def learning(skill, aptitude, rate):
    """Skill after a day at work: the learning curve towards one's own ceiling.

    Exponential for individuals: Heathcote, Brown & Mewhort (2000), The power law repealed, Psychonomic
    Bulletin & Review 7.
    """
    return toward(skill, aptitude, rate)


@rule("z+ difficulty+ anger+ fear- skill-")
def handle_minutes(mean, spread, z, difficulty, anger, fear, skill, anger_weight, fear_weight, skill_weight):
    """Minutes for a contact with its after-work, > 0; z is a standard normal number, spread the standard
    deviation of the log.

    Nearly log-normal: Brown et al. (2005), Statistical analysis of a telephone call center, JASA 100.
    Fearful people are quick and by
    the rule: at first it looks like a win.
    """
    usual = mean * math.exp(spread * z - 0.5 * spread * spread)
    return usual * (0.7 + 0.6 * difficulty) * (1.0 + anger_weight * anger) * (1.0 - fear_weight * (
        fear - 0.3)) * (
        1.0 - skill_weight * (skill - 0.6))
