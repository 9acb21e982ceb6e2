"""What each column of the records means that `sim.population` and `sim.interaction.moment` do not describe themselves."""

from __future__ import annotations

from collections.abc import Mapping

Described = Mapping[str, tuple[str, str]]
"""Column -> (unit or range, meaning)."""

PERSON: Described = {
    "unit": ("row", "the unit the post belongs to"),
    "manager": ("row", "the manager's post; -1 for the head of a tree"),
    "leader": ("row", "who leads the person today, stand-ins counted; -1 for nobody"),
    "head": ("row", "the head of the tree among the leaders; -1 for the head itself"),
    "leads": ("row", "own row among the leaders; -1 for people without reports"),
    "policy": ("row", "the policy group: which levers hold for this post"),
    "occupant": ("count", "how many people held the post before"),
    "tenure": ("days", "days in the post"),
    "absent_days": ("days", "days of absence still to come"),
    "level": ("count", "steps below the head of the tree, 0 for the head"),
    "front": ("0 or 1", "1 if the post serves customers"),
    "vacant": ("0 or 1", "1 if nobody holds the post"),
    "quit_today": ("0 or 1", "1 if the person quit last night"),
    "vented": ("acts", "times the person talked badly about a customer today"),
    "reframed": ("acts", "times the person asked what the customer did not know today"),
}
"""Where a post stands and who holds it; the states themselves are described in `sim.population`."""

LEADER: Described = {
    "disposition_care": ("0-1", "own inclination to care"),
    "disposition_harsh": ("0-1", "own inclination to punish"),
    "interest": ("0-1", "enacted: personal interest in the people"),
    "compassion": ("0-1", "enacted: deciding in favour of an employee where policy leaves room"),
    "consistency": ("0-1", "enacted: share of promises that are kept"),
    "punitiveness": ("0-1", "enacted: how hard mistakes are punished"),
    "presence": ("hours/week", "enacted: hours with the people that fit into the week"),
    "coaching": ("share", "enacted: share of overheard bad talk that is coached"),
    "fidelity": ("share", "enacted: share of the vision that is passed on"),
    "hours": ("hours/week", "hours spent on people"),
    "example": ("0-1", "what the leader shows today"),
    "example_mean": ("0-1", "running mean of what is shown"),
    "example_spread": ("0-1", "running mean absolute swing of what is shown"),
    "clarity": ("0-1", "the leader's own vision clarity this morning"),
    "fear": ("0-1", "the leader's own fear this morning"),
    "from_above": ("0-1", "care the leader gets (from above, or from below where the switch trickle says so)"),
    "harshness": ("0-1", "harshness the leader gets from above"),
    "team_mood": ("0-1", "mean mood of the direct reports"),
    "incidents": ("errors", "the team's errors yesterday"),
    "arbitrary": ("share", "today's punishment: share that does not depend on what the punished person did"),
    "severity": ("0-1", "today's punishment: how hard"),
    "post": ("row", "the post of the leader"),
    "span": ("count", "direct reports in post today, stand-ins counted"),
    "newcomers": ("count", "newcomers among them"),
    "promise": ("-1, 0, 1", "1 if a promise was kept today, -1 if one was broken"),
    "punished": ("0 or 1", "1 if somebody of the team was punished today"),
}
"""The leader part of a person with reports."""

UNIT: Described = {
    "minutes": ("minutes", "what those present have for contacts today"),
    "pressure": ("ratio", "expected occupancy of today"),
    "wait": ("minutes", "mean wait of today"),
    "word": ("-1 to 1", "running balance of word of mouth about the unit"),
    "present": ("count", "front-line people present today"),
    "visits": ("count", "visits today"),
    "active": ("count", "customers; the other places are prospects'"),
}
"""One unit."""

CUSTOMER: Described = {
    "mood": ("0-1", "mood towards us after the last contact"),
    "civility": ("0-1", "own civility, to which mood relaxes"),
    "expectation": ("0-1", "quality expected"),
    "relationship": ("0-1", "satisfaction with the relationship"),
    "trust": ("0-1", "trust in us"),
    "next_visit": ("day", "day of the next visit of one's own accord"),
    "case_day": ("day", "day on which the open case was first brought; its draws are keyed by it"),
    "last_contact": ("day", "day of the last contact"),
    "occupant": ("count", "how many customers held this place before"),
    "attempt": ("count", "how often the open case was brought before, 0 for none open"),
    "active": ("0 or 1", "1 for a customer, 0 for a prospect whose place it is"),
}
"""One customer, or the prospect whose place it is."""

VISIT: Described = {
    "customer": ("row", "who comes"),
    "noise": ("uniform number", "today's deviation of the customer's tone"),
    "cause": ("uniform number", "what the case is about"),
    "difficulty": ("0-1", "how hard the case is"),
    "stake": ("0-1", "how much is at stake for the customer"),
}
"""One visit of today."""

TODAY: Described = {
    "satisfaction": ("sum", "satisfaction of the customers served"),
    "empathy_felt": ("sum", "empathy felt for them"),
    "empathy_shown": ("sum", "empathy they perceived"),
    "minutes": ("minutes", "working time of the contacts"),
    "drain": ("sum", "shares of resources that the contacts took"),
    "gesture_cost": ("money", "price of the rules bent"),
    "contacts": ("count", "contacts"),
    "rude": ("count", "contacts with a rude customer"),
    "mirrored": ("count", "of these, answered in kind"),
    "vented": ("count", "contacts followed by bad talk about the customer"),
    "gestures": ("count", "contacts in which a rule was bent"),
    "first_contacts": ("count", "first contacts about a case"),
    "resolved_first": ("count", "of these, resolved"),
    "repeats": ("count", "contacts about a case that came back"),
    "promoters_less_detractors": ("count", "very satisfied customers minus dissatisfied ones"),
    "told": ("count", "customers who recommended us minus those who warned others"),
    "errors": ("count", "errors made, reported or not"),
    "left": ("count", "customers who left"),
}
"""What one post's contacts of today add up to."""

MOMENT: Described = {
    "day": ("day", "day of the contact, counted from the run's first"),
    "customer": ("row", "the customer"),
    "post": ("row", "the employee's post"),
    "attempt": ("count", "how often the case was brought before"),
    "cause": ("code", "what the case is about: 0 our error, 1 the customer did not know the rules, 2 the rule itself, 3 other"),
    "difficulty": ("0-1", "how hard the case is"),
    "stake": ("0-1", "how much is at stake for the customer"),
    "u_resolved": ("uniform number", "decides `resolved`"),
    "u_minutes": ("uniform number", "decides `minutes`"),
    "u_error": ("uniform number", "decides `error`"),
    "u_gesture": ("uniform number", "decides `gesture`"),
    "u_talk": ("uniform number", "decides `vented` and `reframed`"),
    "u_left": ("uniform number", "decides `left`"),
    "u_told": ("uniform number", "decides `told`, and when an unsolved case comes back"),
    "u_noise": ("uniform number", "what is unexplained in `quality`"),
}
"""Which contact it was, and its uniform numbers; the numbers of the contact itself are described in `sim.interaction.moment`."""
