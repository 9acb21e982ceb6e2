"""What a run reports: every outcome once, with its definition; tables, JSON, columns, pictures and the
nomenclature derive from it.

An outcome is a ratio of two *tallies*, sums kept per day and unit.  The figure of any group of days and units
is the sum of the numerators over the sum of the denominators; where the denominator is zero the outcome is
missing, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

YEAR_DAYS = 250
"""Working days in a year (50 weeks of 5 days)."""

WHOLE = "(all)"
"""The unit's name in figures of the whole organisation."""

PANELS = ("trust_in_leader", "fear", "empathy_shown", "customer_satisfaction")
"""The four outcomes of the picture, and what a study keeps day by day unless it says otherwise."""


def finite(values: Any) -> np.ndarray:
    """Figures as float64 with what is infinite missing (NaN): no mean, share or order can be made of it.

    >>> finite([1.0, np.inf, -np.inf, np.nan])
    array([ 1., nan, nan, nan])
    """
    figures = np.asarray(values, np.float64)
    return np.where(np.isfinite(figures), figures, np.nan)


@dataclass(frozen=True)
class Outcome:
    """One reported figure.

    kind 'state': a mean over people or contacts; start and end are means of the first and last five days.
    kind 'rate': events over exposure, annualised through ``scale``; counted over the whole horizon, start is
    the first quarter.
    good: +1 more is better, -1 less is better, 0 neither.
    """

    name: str
    kind: str
    numerator: str
    denominator: str
    scale: float
    unit: str
    good: int
    label: str
    definition: str


def _people(name: str, good: int, label: str, definition: str, who: str = "people") -> Outcome:
    return Outcome(name, "state", f"sum_{name}", who, 100.0, "0-100", good, label, definition)


OUTCOMES = (
    _people("trust_in_leader", 1, "Trust in leader", "mean trust in the direct leader, all people in post "
            "with a leader", "led"),
    _people("trust_in_top", 1, "Trust in top", "mean trust in the head of the organisation, all people in "
            "post with a leader", "led"),
    _people("fear", -1, "Fear", "mean fear of being punished, all people in post"),
    _people("psychological_safety", 1, "Psychological safety", "mean of trust_in_leader x (1 - fear): it is "
            "safe to speak up (Edmondson 1999)", "led"),
    _people("felt_care", 1, "Felt care", "mean of feeling cared for by the direct leader", "led"),
    _people("perceived_fairness", 1, "Fairness", "mean of being treated fairly, all people in post"),
    _people("vision_clarity", 1, "Vision clarity", "mean clarity of what good service looks like, all people "
            "in post"),
    _people("norm", 1, "Caring norm", "mean belief that doing right by the customer is what is done here, "
            "all people in post"),
    _people("role_ambiguity", -1, "Role ambiguity", "mean of not knowing where one stands, all people in "
            "post"),
    _people("goal_gap", -1, "Goal gap", "mean distance between what the goals ask and what is done, all "
            "people in post"),
    _people("commitment", 1, "Commitment", "mean buy-in to the goals of service, all people in post"),
    _people("mood", 1, "Mood", "mean mood at the end of the day, all people in post"),
    _people("resources", 1, "Resources", "mean emotional energy at the end of the day, front line in post",
            "front_line"),
    _people("job_satisfaction", 1, "Job satisfaction", "mean of the weighted aggregate of how people feel, "
            "all people in post"),
    _people("engagement", 1, "Engagement", "mean of commitment, mood and job satisfaction in equal parts, "
            "all people in post"),
    _people("learned_empathy", 1, "Learned empathy", "mean of the learned part of empathy, front line in "
            "post", "front_line"),
    _people("blame_habit", -1, "Blaming customers", "mean strength of the habit of blaming customers, front "
            "line in post", "front_line"),
    _people("reframe_habit", 1, "Reframe habit", "mean strength of the habit of asking what the customer did "
            "not know, front line in post", "front_line"),
    _people("skill", 1, "Skill", "mean skill from experience, front line in post", "front_line"),
    _people("ability", 1, "Ability", "mean skill at work, training included as far as it is used, front line "
            "in post", "front_line"),
    _people("suspicion", -1, "Suspicion", "mean of taking customers for cheats, front line in post",
            "front_line"),
    _people("service_standard", 1, "Service standard", "mean of the service people hold themselves to, front "
            "line in post", "front_line"),
    _people("hostility", -1, "Hostility", "mean acute anger at the end of the day, all people in post"),
    Outcome("picture_of_customers", "state", "sum_picture", "leaders", 100.0, "0-100", 1,
            "Leaders' picture of customers", "how near the truth leaders' picture of customers is, mean over "
            "leaders in post"),
    Outcome("friction", "state", "sum_friction", "posts", 100.0, "0-100", -1, "Friction",
            "process friction, mean over posts of their unit's"),
    Outcome("unit_blame", "state", "sum_blame", "asking_units", 100.0, "0-100", -1, "Blame between units",
            "blame laid on the units that one's own needs, mean over units that serve customers"),
    Outcome("wait_days", "state", "sum_wait_days", "referred", 1.0, "days", -1, "Wait for a colleague",
            "days until a colleague of another unit answers, mean over the cases referred"),
    Outcome("burnout_share", "state", "burnt_out", "people", 100.0, "%", -1, "Burnt out",
            "share of people in post whose slow strain (customers plus management) exceeds the threshold "
            "burnout_strain"),
    Outcome("empathy_shown", "state", "sum_empathy_shown", "contacts", 100.0, "0-100", 1, "Empathy shown",
            "mean empathy a customer receives in a contact, felt or acted"),
    Outcome("felt_share", "state", "sum_empathy_felt", "sum_empathy_shown", 100.0, "%", 1, "Felt, not acted",
            "share of the empathy shown that is felt rather than acted"),
    Outcome("mirrored_share", "state", "mirrored", "rude", 100.0, "%", -1, "Rudeness mirrored",
            "share of contacts with a rude customer in which the employee answered in kind"),
    Outcome("rude_share", "state", "rude", "contacts", 100.0, "%", -1, "Rude customers",
            "share of contacts in which the customer is rude or abusive"),
    Outcome("bashing_share", "state", "vented", "contacts", 100.0, "%", -1, "Talk against customers",
            "share of contacts after which the employee talks badly about the customer"),
    Outcome("discretion_used", "state", "gestures", "contacts", 100.0, "%", 1, "Discretion used",
            "share of contacts in which a rule was bent for the customer"),
    Outcome("resolved_first_contact", "state", "resolved_first", "first_contacts", 100.0, "%", 1,
            "Resolved at first contact", "share of first contacts about a case in which the case was "
            "resolved"),
    Outcome("extra_mile_acts", "state", "extra_mile", "contacts", 100.0, "per 100 contacts", 1, "Extra miles",
            "contacts in which the employee does more than the job asks, per 100"),
    Outcome("enforcement_acts", "state", "enforced", "contacts", 100.0, "per 100 contacts", -1,
            "Rules turned against customers", "contacts in which the employee punishes the customer with the "
            "rule book, per 100"),
    Outcome("false_accusations", "state", "wronged", "contacts", 100.0, "per 100 contacts", -1,
            "Honest customers accused",
            "contacts in which an honest customer is treated as a cheat, per 100"),
    Outcome("accused_churn", "state", "wronged_left", "wronged", 100.0, "%", -1, "Accused who leave",
            "share of honest customers treated as cheats who leave after that contact"),
    Outcome("repeat_contacts", "state", "repeats", "contacts", 100.0, "%", -1, "Repeat contacts",
            "share of contacts that are returns about an unresolved case, or ask after one that is with a "
            "colleague (failure demand)"),
    Outcome("handle_minutes", "state", "minutes", "contacts", 1.0, "minutes", 0, "Minutes a contact",
            "mean working time per contact, after-work included"),
    Outcome("occupancy", "state", "minutes", "capacity_minutes", 100.0, "%", 0, "Occupancy",
            "minutes spent on contacts over minutes available for contacts, front line present"),
    Outcome("wait_minutes", "state", "sum_wait", "contacts", 1.0, "minutes", -1, "Wait",
            "mean waiting time before a contact (Sakasegawa's approximation per unit and day)"),
    Outcome("service_level", "state", "sum_service_level", "contacts", 100.0, "%", 1, "Served in time",
            "share of contacts that begin within service_within minutes (M/M/c, per unit and day)"),
    Outcome("customer_satisfaction", "state", "sum_satisfaction", "contacts", 100.0, "0-100", 1,
            "Customer satisfaction", "mean satisfaction with the contact, asked right after it, or once a "
            "complaint was made good"),
    Outcome("promoters_minus_detractors", "state", "promoters_less_detractors", "contacts", 100.0, "points",
            1, "Promoters minus detractors", "share of contacts with satisfaction of at least 0.85 minus "
            "share with at most 0.60 (thresholds 9 and 6 of 10)"),
    Outcome("word_of_mouth", "state", "word_of_mouth", "contacts", 100.0, "per 100 contacts", 1,
            "Word of mouth", "recommendations minus warnings to others per 100 contacts"),
    Outcome("errors_true", "state", "errors", "contacts", 100.0, "per 100 contacts", -1, "Errors",
            "errors made by employees per 100 contacts, whether reported or not"),
    Outcome("errors_reported", "state", "errors_reported", "contacts", 100.0, "per 100 contacts", 0,
            "Errors reported", "errors that employees report upwards, per 100 contacts"),
    Outcome("complaints_true", "state", "complaints", "contacts", 100.0, "per 100 contacts", 0, "Complaints",
            "contacts after which the customer complains, per 100"),
    Outcome("complaints_reported", "state", "complaints_reported", "contacts", 100.0, "per 100 contacts", 0,
            "Complaints reported", "complaints that employees report upwards, per 100 contacts"),
    Outcome("complaints_recovered", "state", "recovered", "complaints", 100.0, "%", 1, "Complaints made good",
            "share of complaints that are handled well"),
    Outcome("customer_churn", "rate", "customers_left", "customers_active", 100.0 * YEAR_DAYS, "% a year", -1,
            "Customers leaving", "customers who left per active customer and day, times 250"),
    Outcome("staff_turnover", "rate", "quits", "people", 100.0 * YEAR_DAYS, "% a year", -1, "Staff turnover",
            "people who quit per person in post and day, times 250"),
    Outcome("absence", "rate", "absent", "people", 100.0, "%", -1, "Absence",
            "share of people in post absent, mean over days"),
    Outcome("vacancies", "rate", "vacant", "posts", 100.0, "%", -1, "Vacant posts",
            "share of posts without a person, those that are not to be filled included, mean over days"),
    Outcome("voice", "rate", "spoke_up", "people", 1.0 * YEAR_DAYS, "per person and year", 1, "Ideas spoken",
            "times a person speaks up about something that is in the way, per year"),
    Outcome("leader_hours", "state", "sum_leader_hours", "leaders", 1.0, "hours/week", 0, "Leader hours",
            "mean hours a week a leader in post spends on people: presence, coaching, follow-up"),
    Outcome("gesture_cost", "rate", "sum_gesture_cost", "contacts", 1.0, "money per contact", -1,
            "Cost of gestures", "price of the rules bent for customers per contact"),
    Outcome("fraud_loss", "rate", "sum_fraud_loss", "contacts", 1.0, "money per contact", -1, "Fraud loss",
            "what undetected cheats cost per contact"),
    Outcome("cost", "rate", "sum_cost", "posts", 1.0 * YEAR_DAYS, "money/post/year", -1, "Cost",
            "pay, programmes, leavers, gestures, recovery, fraud and escalations, per post and year"),
    Outcome("cost_per_contact", "rate", "sum_cost", "contacts", 1.0, "money per contact", -1,
            "Cost a contact", "all of these costs per contact"),
    Outcome("net_value", "rate", "sum_net", "posts", 1.0 * YEAR_DAYS, "money/post/year", 1, "Net value",
            "what customers contribute less all of these costs, per post and year"),
)
"""Every outcome, in the order of tables."""

HEADLINES = ("trust_in_leader", "fear", "felt_care", "vision_clarity", "norm", "job_satisfaction",
             "burnout_share", "blame_habit", "empathy_shown", "mirrored_share", "resolved_first_contact",
             "customer_satisfaction", "customer_churn", "staff_turnover", "absence", "leader_hours",
             "net_value")
"""The outcomes a terminal table shows unless all are asked for."""

OUTCOME = {outcome.name: outcome for outcome in OUTCOMES}
"""Outcomes by name."""

TALLIES = tuple(dict.fromkeys(t for outcome in OUTCOMES for t in (outcome.numerator, outcome.denominator)))
"""Every tally an outcome needs, each once; the engine keeps them per day and unit."""
