"""The mechanisms that act inside a contact; their code is `contact`."""

from sim.mechanisms.catalogue import Effect, Mechanism

_PRESSED = {"presence_hours": 2.0, "personal_interest": 0.4}

MECHANISMS = (
    Mechanism("M12", "mirroring", "Civil gets civil, rude gets rude", "S3", "Andersson & Pearson 1999", (),
              ("customer_tone", "mood", "norm"), ("tone",),
              Effect("statistic", {}, {}, {}, "the employee's tone follows the customer's")),
    Mechanism("M13", "higher-road", "Trust and being known lower defences", "S3", "Grandey, Dickter & Sin 2004", (),
              ("trust_in_leader", "felt_care", "fear", "resources"), ("gain",),
              Effect("lever", {"mirrored_share": -1},
                     {"word_deed_consistency": 0.5, "personal_interest": 0.2, "presence_hours": 1.0, "punishment_severity": 0.7},
                     {"word_deed_consistency": 0.95, "personal_interest": 0.9, "presence_hours": 6.0, "punishment_severity": 0.1})),
    Mechanism("M14", "attribution", "'A jerk', or somebody who did not know the rules", "S0", "Weiner 1985; Gross 1998",
              ("reframe_training",), ("blame_habit", "reframe_habit", "rudeness"), ("blame", "anger"),
              Effect("lever", {"bashing_share": -1, "empathy_shown": 1}, {"reframe_training": 0.0}, {"reframe_training": 1.0})),
    Mechanism("M15", "empathy-not-sympathy", "Felt help against 'I'm sorry'; acting leaks through", "S0 S3",
              "Grandey 2003; Huelsheger & Schewe 2011", (), ("trait_empathy", "learned_empathy", "blame", "fear", "commitment",
              "resources"),
              ("empathy_felt", "acted", "empathy_shown"),
              Effect("lever", {"felt_share": 1, "resources": 1}, {"punishment_severity": 0.7, "personal_interest": 0.3},
                     {"punishment_severity": 0.1, "personal_interest": 0.8})),
    Mechanism("M16", "discretion", "Break the rule for the customer where one may; compassion is felt as fairness and passed on", "S3 S4",
              "Spreitzer 1995; Masterson 2001", ("discretion_limit", "permission", "compassion"),
              ("autonomy", "fear", "perceived_fairness", "commitment"), ("gesture", "resolved"),
              Effect("lever", {"discretion_used": 1, "resolved_first_contact": 1, "customer_satisfaction": 1, "gesture_cost": 1},
                     {"discretion_limit": 0.1, "permission": 0.2}, {"discretion_limit": 0.9, "permission": 0.9})),
    Mechanism("M19", "skill", "Knowing how decides whether it gets solved", "S1", "Arthur et al. 1998", (),
              ("skill", "vision_clarity"), ("resolved", "error"),
              Effect("statistic", {}, {}, {}, "the skilled solve more")),
    Mechanism("M40", "expectation", "Satisfaction compares with expectation; a loss weighs more than a gain", "",
              "Oliver 1980; Mittal, Ross & Baldasare 1998", (), ("quality", "expectation"), ("satisfaction",),
              Effect("statistic", {}, {}, {}, "satisfaction falls faster below expectation than it rises above")),
    Mechanism("M41", "reciprocity", "Treated badly, customers come back ruder", "S3", "Schneider, White & Paul 1998; Gouldner 1960", (),
              ("tone", "satisfaction"), ("mood",),
              Effect("statistic", {}, {}, {}, "badly treated customers come back ruder")),
    Mechanism("M43", "leaving", "Unhappy customers leave and warn others", "", "Bolton 1998; East, Hammond & Wright 2007", (),
              ("relationship", "trust", "satisfaction"), ("active", "word"),
              Effect("lever", {"customer_churn": 1, "word_of_mouth": -1},
                     {"presence_hours": 6.0, "personal_interest": 0.9, "discretion_limit": 0.8},
                     {"presence_hours": 1.0, "personal_interest": 0.1, "discretion_limit": 0.1})),
)
