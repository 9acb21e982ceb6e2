"""What leaders do: enacted behaviour follows policy only in part, and the week has only so many hours (M05,
levers' costs)."""

from sim.model.rules._rule import rule
from sim.model.rules.basics import clamp


@rule("coaching_rate+ surveillance+ talks+")
def hours_each(coaching_rate, surveillance, talks, coaching_hours, talk_hours):
    """Hours a week the policies ask of a leader for each report.

    coaching_rate, surveillance in [0, 1].  talks: sum of the levers that are talks with each report (personal
    interest, permission, expectation and so on).  The *_hours are hours a week for each report at 1.
    """
    return (coaching_rate + surveillance) * coaching_hours + talks * talk_hours


@rule("presence_hours+ span+ each+ clarity_at_top+ consistency+ fidelity+ newcomers+ customer_contact+")
def hours_wanted(presence_hours, span, each, clarity_at_top, consistency, fidelity, newcomers,
                 customer_contact, relay_hours):
    """Hours a week the policies ask of one leader.

    presence_hours: hours a week.  span: direct reports, ``each`` hours for one.  newcomers: how many are
    taken by the hand.  customer_contact: hours a month among customers, of which 4.2 weeks share one.
    relay_hours: hours a week for the vision, for keeping one's word, for relaying and for each newcomer.
    Keeping one's word costs the square: the last promises are the dear ones.  Span of control matters:
    Gittell (2001), Supervisory span, relational coordination and flight departure performance, Organization
    Science 12.
    """
    upkeep = relay_hours * (clarity_at_top + consistency * consistency + fidelity + newcomers)
    return presence_hours + span * each + upkeep + customer_contact / 4.2


@rule("wanted- available+")
def hours_share(wanted, available):
    """Share in (0, 1] of what is wanted that fits into the hours available for people in a week."""
    if wanted <= available:
        return 1.0
    return available / wanted


@rule("policy+ from_above+ disposition+")
def enacted(policy, from_above, disposition, policy_strength, susceptibility):
    """What a leader tends to do, in [0, 1]: policy, what the leader gets from above, and own disposition.

    Trickle-down: Mayer et al. (2009), How low does ethical leadership flow?; Mawritz et al. (2012), A
    trickle-down model of abusive supervision; mixed as in Friedkin & Johnsen with the own disposition as
    anchor.  policy_strength + susceptibility <= 1.
    """
    return (policy_strength * policy + susceptibility * from_above + (1.0 - policy_strength - susceptibility)
            * disposition)


@rule("enacted+ regard+")
def treated(enacted, regard):
    """What one report gets of what a leader does, in [0, 1]: as anybody, more or less by the leader's regard
    for that one (0.5 for anybody).

    Leaders treat their people differently, and lastingly so: Liden & Graen (1980), Generalizability of the
    vertical dyad linkage model of leadership, AMJ 23; Gerstner & Day (1997).  The sum is assumed.
    """
    return clamp(enacted + regard - 0.5)


@rule("policy+ disposition+")
def keeps_word(policy, disposition, own_share):
    """Share of promises that a leader means to keep, in [0, 1]: the policy, more of them the more the leader
    cares (0.5: no more than others).

    Simons (2002), Behavioral integrity: managers differ; benevolence and integrity go together: Colquitt,
    Scott & LePine (2007).  The sum is assumed.
    """
    return clamp(policy + own_share * (disposition - 0.5))


@rule("norm+ disposition+")
def inclination(norm, disposition):
    """A leader's own inclination to care, in [0, 1]: what is done here, as far as it has become the leader's
    own norm, and a disposition (0.5 adds nothing).

    Members hand on what is done here: Harrison & Carroll (1991), Keeping the faith: a model of cultural
    transmission, ASQ 36; Schein (2010).  The sum is assumed.
    """
    return clamp(norm + disposition - 0.5)


@rule("resources+ needed-")
def energy(resources, needed):
    """Share in [0, 1] of good intentions a leader with these resources can carry out; below ``needed`` it
    falls in proportion.

    Byrne et al. (2014), The depleted leader, Leadership Quarterly 25.
    """
    return clamp(resources / needed)


@rule("presence_hours+ span- half_minutes-")
def attention(presence_hours, span, half_minutes):
    """Share in [0, 1) of full attention that reaches one report; half at ``half_minutes`` minutes a week.

    presence_hours: hours a week for all reports together.  It is also the chance that the leader has time for
    this one in a week.  A saturating contact rate: the first minutes count most.
    """
    minutes = 60.0 * presence_hours / span
    return minutes / (minutes + half_minutes)
