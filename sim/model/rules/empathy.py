"""M15 Empathy is not sympathy, M32 Empathy is learned from consistent example."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import anchored, clamp, toward


@rule("trait+ learned+")
def disposition(trait, learned, trait_share):
    """Empathy one could feel at one's best, in [0, 1]: the trait and what was learned on top.

    Partly inherited: Melchers et al. (2016); partly learned: Bandura (1977); adding them up is assumed.
    """
    return trait_share * trait + (1.0 - trait_share) * learned


@rule("empathy+ blame_laid- resources+ fear- commitment+ blame_cost- fear_cost- resources_needed-")
def felt(empathy, blame_laid, resources, fear, commitment, blame_cost, fear_cost, commitment_weight,
         resources_needed):
    """Empathy felt for this customer now, in [0, 1].

    Blame closes the door, fear narrows (Staw et al. 1981), an exhausted person has little to give (Hobfoll
    1989), commitment opens. Batson (1991): felt concern needs perspective-taking, which blame ends.
    """
    able = clamp(resources / resources_needed)
    return clamp(empathy * able * (1.0 - blame_cost * blame_laid) * (1.0 - fear_cost * fear)
                 * (1.0 + commitment_weight * (commitment - 0.5)))


@rule("felt_empathy- required+ resources+")
def acted(felt_empathy, required, resources):
    """Surface acting, in [0, 1]: the part of the display that is required but not felt, as far as energy
    reaches.

    Grandey (2003), Brotheridge & Lee (2002): a display without the feeling is work, so it needs energy
    (Hobfoll 1989); the form is assumed.
    """
    gap = required - felt_empathy
    if gap <= 0.0:
        return 0.0
    return gap * clamp(0.4 + resources)


@rule("acted_empathy+ leak+")
def shown(felt_empathy, acted_empathy, leak):
    """Empathy the customer perceives, in [0, 1]: acting leaks through, only the share ``leak`` of it counts.

    Grandey (2003), When the show must go on, Academy of Management Journal 46; Huelsheger & Schewe (2011).
    """
    return felt_empathy + leak * acted_empathy


@rule("level+ spread- spread_cost-")
def example_given(level, spread, spread_cost):
    """What a leader's example is worth, in [0, 1]: its mean, less what its inconsistency (mean absolute
    deviation) takes away.

    People learn from models (Bandura 1977), less where word and deed differ (Simons 2002, behavioural
    integrity); the form is assumed.
    """
    return clamp(level - spread_cost * spread)


@rule("learned+ example+ norm+ defined+")
def learned_after(learned, example, norm, defined, leader_weight, defined_weight, rate):
    """Learned empathy after a day: social learning (Bandura 1977) from the leader's consistent example and
    from what is done here, easier where empathy was defined.

    norm: the one lived.  What one does among the others slowly becomes what one believes: internalisation,
    Kelman (1958), Compliance, identification, and internalization, J. Conflict Resolution 2.
    leader_weight: share of the leader against what is done here, as for the norm itself.
    """
    drawn_to = clamp(anchored(example, norm, leader_weight) + defined_weight * (defined - 0.3))
    return toward(learned, drawn_to, rate)
