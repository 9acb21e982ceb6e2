"""M27 Resources: rudeness and acting drain, rest and support restore; losses spiral."""

import math

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp, toward


@rule("rudeness+ acted+ support-")
def drain(rudeness, acted, minutes, support, rudeness_cost, acting_cost, contact_cost, buffer):
    """Share of one's resources that a contact takes, in [0, 1].

    Hobfoll (1989), Conservation of resources; Brotheridge & Lee (2002): surface acting costs; mistreatment by
    customers hurts within the day: Grandey et al. (2004), Sliter et al. (2010).  Support in [0, 1] buffers.
    Attention and acting cost by the time they take, given for twelve minutes; rudeness costs by the event.
    Anger costs nothing of its own: it follows rudeness and blame, and comes to acting.
    """
    load = (contact_cost + acting_cost * acted) * minutes / 12.0 + rudeness_cost * rudeness
    return clamp(load * (1.0 - buffer * (support - 0.5)))


@rule("minutes+ there_were-")
def workload(minutes, there_were):
    """How heavy the day's work was, >= 0: minutes worked for each of those that there were; 0.8, the usual,
    where there were none.

    Karasek (1979): work load, as a demand on the person.
    """
    if there_were <= 0.0:
        return 0.8
    return minutes / there_were


@rule("hardiness-")
def proneness(hardiness, mean, spread, weight):
    """Factor > 0 on how much of a day's load stays with a person; 1 at the mean of hardiness (in [0, 1]),
    e^weight at one standard deviation (spread) below it.

    People under one load differ in exhaustion: Maslach & Jackson (1981); in part by affectivity, with which
    hardiness goes: Swider & Zimmerman (2010), Born to burnout.  That it works on what stays, and
    log-linearly, is assumed.
    """
    return math.exp(weight * (mean - hardiness) / spread)


@rule("drain_customers- drain_management-")
def ceiling(drain_customers, drain_management):
    """What a night can restore at best, in [0.05, 1]: slow strain from either source keeps it down.

    Hobfoll (1989): losses make further losses likelier.  The difference and its floor, so that nobody ends up
    with nothing, are assumed.
    """
    best = 1.0 - drain_customers - drain_management
    if best < 0.05:
        return 0.05
    return best


@rule("resources+ best+")
def restored(resources, best, recovery, share):
    """Resources next morning.  Recovery lever: Sonnentag & Fritz (2007), the recovery experience
    questionnaire."""
    return toward(resources, best, clamp(share * (0.75 + 0.5 * recovery)))


@rule("strain+ load+ rate- uptake+")
def slow_strain(strain, load, rate, uptake):
    """A slow tally of drain (months): it takes up the share ``uptake`` of today's load and fades with
    ``rate``.

    Exhaustion builds up over months: Maslach & Jackson (1981); the leaking tally is assumed.
    """
    return clamp(strain - rate * strain + uptake * load * (1.0 - strain))


@rule("fear+ unfairness+ abuse+ ambiguity+ goals+ work+")
def management_load(fear, unfairness, abuse, ambiguity, goals, work, treatment_weight, demands_weight):
    """Load from management in a day, in [0, 1]: how one is treated, not knowing where one stands included,
    and what is demanded, goals without means and work (how heavy it was; 0.8 is usual and shifts nothing).

    Maslach & Jackson (1981) with the source kept apart, as in call centres; abusive supervision: Tepper
    (2000); role stress: Singh (2000); demands: Karasek (1979), Bakker, Demerouti & Euwema (2005).  That what
    is of one kind weighs the same is assumed.
    """
    return clamp(treatment_weight * (fear + unfairness + abuse + ambiguity) + demands_weight
                 * (work - 0.8 + goals))


@rule("load+ control- care-")
def buffered(load, control, care, buffer):
    """Load from management that gets through, in [0, 1]: control and a caring leader buffer it; 0.5 of either
    shifts nothing.

    Karasek (1979), job demands and decision latitude, ASQ 24; Bakker, Demerouti & Euwema (2005), job
    resources buffer demands.
    """
    return clamp(load * (1.0 - buffer * (control - 0.5 + care - 0.5)))


@rule("peers_mood+ peers_norm+")
def support(peers_mood, peers_norm):
    """Coworker support in [0, 1]: colleagues in good spirits who care.  Chiaburu & Harrison (2008)."""
    return 0.5 * peers_mood + 0.5 * peers_norm
