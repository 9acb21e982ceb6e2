"""M29 Formal training: a pulse that decays; skills assessment aims it, coaching turns it into habit."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("skill-")
def aim(assessment, skill):
    """How well training hits what the person lacks, factor in [0.6, 1.8] (M29); assessment, skill in [0, 1].

    Needs analysis: Arthur et al. (2003): the fit of content and need decides.  Without assessment everybody
    gets the same course.
    """
    return 0.8 + assessment * (1.2 * (1.0 - skill) - 0.2)


@rule("explained+")
def motivation(explained):
    """Factor in [0.6, 1.2] on what is learned (M29); explained in [0, 1].  Colquitt, LePine & Noe (2000),
    motivation to learn."""
    return 0.6 + 0.6 * explained


@rule("trained+ days+ effect+ aimed+ motivated+")
def trained_after_course(trained, days, effect, aimed, motivated):
    """Command of what was taught right after a course of ``days`` days, in [0, 1] (M29).

    Arthur et al. (2003), Effectiveness of training in organizations, J. Applied Psychology 88 (d about 0.6);
    the saturating form is assumed.
    """
    return trained + (1.0 - trained) * (1.0 - math.exp(-effect * days * aimed * motivated))


@rule("trained+ rate-")
def fades(trained, rate):
    """Command of what was taught after a day without a course (M29): unused, it fades.  Arthur et al. (1998),
    skill decay."""
    return trained * (1.0 - rate)


@rule("committed+ days- explained+ cost-")
def resistance(committed, days, explained, cost):
    """Commitment right after a course that was not explained (M29): ``cost`` is the share a day takes.
    Practitioners' advice: canned training."""
    return committed * (1.0 - clamp(cost * days * (1.0 - explained)))


@rule("coaching+ coaching_skill+ alone+")
def transfer(coaching, coaching_skill, alone):
    """Share in [0, 1] of what was taught that is used on the job (M29): ``alone`` without anybody's help, all
    of it with good coaching.

    Baldwin & Ford (1988), Transfer of training; Olivero, Bane & Kopelman (1997): coaching multiplies what
    training does.
    """
    return alone + (1.0 - alone) * clamp(2.0 * coaching * coaching_skill)


@rule("skill+ trained+ transferred+ gain+")
def able(skill, trained, transferred, gain):
    """Skill at work, in [0, 1] (M29): experience, and what of the training is used; ``gain`` is what full
    command adds."""
    return clamp(skill + gain * trained * transferred)


@rule("learned+ days+ effect+")
def empathy_trained(learned, days, effect):
    """Learned empathy right after ``days`` days of empathy training (M32), in [0, 1].

    Teding van Berkhout & Malouff (2016), The efficacy of empathy training, J. Counseling Psychology 63 (g =
    0.63).
    """
    return learned + (1.0 - learned) * (1.0 - math.exp(-effect * days))
