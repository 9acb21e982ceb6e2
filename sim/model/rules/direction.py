"""What is asked of people, and whether they know it: M04 transparency, M07 accountability, M08 permission,
expectation and what is recognised.
"""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("base+ transparency- clear- goals-")
def ambiguity_ground(base, transparency, clear, goals, weight):
    """Role ambiguity that is in the situation, in [0, 1] (M04): little where leaders are open, the vision
    clear and goals broken down.

    Rizzo, House & Lirtzman (1970), Role conflict and ambiguity in complex organizations, ASQ 15; Jackson &
    Schuler (1985).  All inputs in [0, 1]; 0.5 shifts nothing.
    """
    return clamp(base - weight * (transparency - 0.5 + clear - 0.5 + goals - 0.5))


@rule("gap+ cascade- follow_up- committed- base+")
def goal_gap(gap, cascade, follow_up, committed, base, weight, rate):
    """Distance in [0, 1] between what the goals ask and what is done, after a day (M07).

    Goals broken down to the job, feedback on them and commitment to them close it: Locke & Latham (2002),
    Building a practically useful theory of goal setting, American Psychologist 57.
    """
    ground = clamp(base - weight * (cascade - 0.5 + follow_up - 0.5 + committed - 0.5))
    return toward(gap, ground, rate)


@rule("cascade+ follow_up+ means-")
def goal_load(cascade, follow_up, means):
    """Strain in [0, 1] of being held to goals without the means to reach them (M07); means: room for own
    decisions, in [0, 1].

    High demands with little control: Karasek (1979), ASQ 24; the product is assumed.
    """
    return cascade * follow_up * (1.0 - means)


@rule("rate_given+ contingency+ attention+")
def rewarded(rate_given, contingency, attention):
    """How far going beyond duty for a customer is seen to pay, in [0, 1] (M08): instrumentality, Vroom
    (1964), Work and motivation; Podsakoff et al. (2006), contingent reward.

    rate_given: share of such acts that leaders mean to recognise; contingency: share of recognition that
    follows acts and not favour; attention: share of full attention that reaches the person.
    """
    return rate_given * contingency * attention


@rule("said+ consistency+ recognised+ deeds_weight-")
def permission_shown(said, consistency, recognised, deeds_weight):
    """Permission to care as it arrives, in [0, 1] (M08): what is said, as far as deeds bear it out, and what
    is seen to be recognised: what is rewarded is wanted.  recognised 0.1 is everyday and adds nothing.

    Simons (2002), Behavioral integrity, Organization Science 13; how much words alone are worth (1 -
    deeds_weight), and how recognition adds to them, is assumed.
    """
    told = said * (1.0 - deeds_weight * (1.0 - consistency))
    return clamp(told + (1.0 - told) * (recognised - 0.1))


@rule("felt+ shown+ anchor+")
def taken_in(felt, shown, anchor, stubbornness, rate):
    """Permission or expectation felt after a day (M08): what leaders show, as far as one does not hear what
    one is inclined to hear.

    Friedkin & Johnsen (1990); the anchors (temperament for permission, trait empathy for expectation) are
    assumed.
    """
    return toward(felt, anchored(anchor, shown, stubbornness), rate)


@rule("expectation+ permission-")
def hollow(expectation, permission):
    """How far care is demanded beyond what is permitted, in [0, 1] (M08): a demand that deeds do not bear
    out.

    The gap between espoused and enacted values: Simons (2002); that only the excess counts is assumed.
    """
    excess = expectation - permission
    if excess <= 0.0:
        return 0.0
    return excess


@rule("expectation+ permission+")
def backed(expectation, permission):
    """Expectation that permission bears out, in [0, 1] (M08): the smaller of the two.  Practitioners' advice:
    first permission, then expectation."""
    if expectation > permission:
        return permission
    if expectation <= permission:
        return expectation
    return expectation + permission  # one of them is missing


@rule("usual+ permission+ committed+ norm+ resources+ heard+")
def extra_mile_chance(usual, permission, committed, norm, resources, heard):
    """Probability in [0, 1] of going the extra mile in a contact (M08).

    ``usual`` scales it.  Permission, which holds what is recognised (Vroom 1964), commitment and the caring
    norm (Organ 1988, organizational citizenship), energy left (Hobfoll 1989), and customers heard in person
    (Grant 2007) multiply.
    """
    return clamp(usual * (0.4 + 2.0 * permission) * (0.5 + committed) * (0.5 + norm) * (0.4 + resources)
                 * (0.9 + 0.6 * heard))
