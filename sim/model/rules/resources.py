"""M27 Resources: rudeness and acting drain, rest and support restore; losses spiral."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("rudeness+ anger+ acted+ support- time_pressure+")
def drain(rudeness, anger, acted, minutes, support, time_pressure, rudeness_cost, anger_cost, acting_cost,
          contact_cost, support_relief, pressure_weight):
    """Share of one's resources that a contact takes, in [0, 1].

    Hobfoll (1989), Conservation of resources; Brotheridge & Lee (2002): surface acting costs.  Support in [0,
    1] buffers, haste (time_pressure: occupancy, 0.8 is usual) adds.  Attention and acting cost by the time
    they take, given for twelve minutes; rudeness and anger cost by the event.
    """
    haste = 1.0 + pressure_weight * (time_pressure - 0.8)
    if haste < 0.0:
        haste = 0.0
    effort = contact_cost * haste + acting_cost * acted
    load = effort * minutes / 12.0 + rudeness_cost * rudeness + anger_cost * anger
    return clamp(load * (1.0 - support_relief * (support - 0.5)))


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


@rule("fear+ unfairness+ abuse+ ambiguity+ goals+")
def management_load(fear, unfairness, abuse, ambiguity, goals, fear_weight, fairness_weight, abuse_weight,
                    ambiguity_weight, goals_weight):
    """Load from management in a day, in [0, 1].

    Maslach & Jackson (1981) with the source kept apart, as in call centres; role stress: Singh (2000);
    demands without means (goals): Karasek (1979).
    """
    return clamp(fear_weight * fear + fairness_weight * unfairness + abuse_weight * abuse + ambiguity_weight
                 * ambiguity + goals_weight * goals)


@rule("load+ control- care-")
def buffered(load, control, care, control_weight, care_weight):
    """Load from management that gets through, in [0, 1]: control and a caring leader buffer it; 0.5 of either
    shifts nothing.

    Karasek (1979), job demands and decision latitude, ASQ 24; Bakker, Demerouti & Euwema (2005), job
    resources buffer demands.
    """
    return clamp(load * (1.0 - control_weight * (control - 0.5) - care_weight * (care - 0.5)))


@rule("peers_mood+ peers_norm+ temperament+")
def support(peers_mood, peers_norm, temperament, stubbornness):
    """Perceived coworker support in [0, 1]: colleagues in good spirits who care.  Chiaburu & Harrison
    (2008)."""
    return anchored(temperament, 0.5 * peers_mood + 0.5 * peers_norm, stubbornness)
