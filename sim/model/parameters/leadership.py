"""How leaders' behaviour comes about and what it does to people: M01-M03, M05, M06."""

from sim.model.parameters.declare import ASSUMED
from sim.model.parameters.declare import Parameter as P

LEADERSHIP = (
    P("leader_people_hours", 16.0, 4.0, 30.0, "hours/week", "hours of a leader's week that people can get at "
      "most", "Luthans 1988: 20 % of managers' time goes to human resources, another 29 % to routine "
      "communication", "from memory", "leaders' hours"),
    P("leader_week_hours", 40.0, 35.0, 50.0, "hours/week", "a leader's working week", "convention",
      "convention", "leaders' hours"),
    P("coaching_hours", 0.5, 0.1, 1.5, "hours/week per report", "time coaching in the moment takes at "
      "coaching_rate 1", "a few minutes for each of several occasions a week", "speculative",
      "leaders' hours"),
    P("watching_hours", 0.25, 0.0, 1.0, "hours/week per report", "time surveillance takes at 1", ASSUMED,
      "speculative", "leaders' hours"),
    P("interest_hours", 0.083, 0.0, 0.5, "hours/week per report", "time personal interest takes at 1: five "
      "minutes", ASSUMED, "speculative", "leaders' hours"),
    P("talk_hours", 0.1, 0.0, 0.5, "hours/week per report", "time each talk takes at 1 (permission, "
      "expectation, recognition and so on)", ASSUMED, "speculative", "leaders' hours"),
    P("vision_hours", 2.0, 0.5, 5.0, "hours/week", "time a leader needs to relay the vision at "
      "clarity_at_top 1, less where it is unclear", ASSUMED, "speculative", "leaders' hours"),
    P("follow_up_hours", 1.0, 0.0, 4.0, "hours/week", "time word-deed consistency takes at 1; it grows with "
      "the square", ASSUMED, "speculative", "leaders' hours"),
    P("relay_hours", 1.0, 0.0, 4.0, "hours/week", "time cascade fidelity takes at 1", ASSUMED, "speculative",
      "leaders' hours"),
    P("newcomer_hours", 1.0, 0.0, 4.0, "hours/week per newcomer", "time socialisation takes at 1 for each "
      "newcomer", ASSUMED, "speculative", "leaders' hours"),
    P("policy_strength", 0.4, 0.2, 0.7, "share", "how far enacted behaviour follows policy",
      "Wright & Nishii 2013 (intended and enacted practices differ); level assumed", "speculative",
      "trickle-down"),
    P("susceptibility", 0.25, 0.0, 0.3, "share", "how far leaders pass on what they get from above",
      "Mayer et al. 2009; Mawritz et al. 2012 (path coefficients of .2 to .4)", "from memory",
      "trickle-down"),
    P("enacting_half_life", 10.0, 3.0, 40.0, "days", "how long it takes leaders to change what they do",
      ASSUMED, "speculative", "trickle-down"),
    P("disposition_care", 0.55, 0.3, 0.8, "0-1", "mean of leaders' own inclination to care", ASSUMED,
      "speculative", "trickle-down"),
    P("disposition_harsh", 0.3, 0.1, 0.6, "0-1", "mean of leaders' own inclination to punish", ASSUMED,
      "speculative", "trickle-down"),
    P("disposition_spread", 0.22, 0.1, 0.35, "0-1", "standard deviation of leaders' inclinations",
      "so that 13 % of variance in leadership ratings lies between units (Bliese & Halverson 1996)",
      "speculative", "trickle-down"),
    P("energy_needed", 0.5, 0.2, 0.8, "0-1", "resources below which leaders can do less than they want",
      "Byrne et al. 2014; level assumed", "speculative", "trickle-down"),
    P("half_minutes", 20.0, 5.0, 60.0, "minutes/week", "minutes of presence per report that give half of "
      "full attention", ASSUMED, "speculative", "being cared for"),
    P("distant_share", 0.45, 0.0, 0.8, "share", "share of care that reaches people without the leader's "
      "presence", ASSUMED, "speculative", "being cared for"),
    P("care_half_life", 20.0, 5.0, 60.0, "days", "half-life of feeling cared for: 4 weeks", ASSUMED,
      "speculative", "being cared for"),
    P("care_stubbornness", 0.4, 0.1, 0.6, "share", "weight of own temperament in feeling cared for",
      "Friedkin & Johnsen 1990; level assumed", "speculative", "being cared for"),
    P("trust_gain", 0.03, 0.005, 0.1, "share", "share of the distance to full trust that a kept promise "
      "closes", ASSUMED, "speculative", "trust"),
    P("trust_loss", 0.12, 0.02, 0.4, "share", "share of trust that a broken promise takes",
      "Slovic 1993; Baumeister et al. 2001: bad counts about four times", "from memory", "trust"),
    P("trust_half_life", 50.0, 20.0, 120.0, "days", "half-life of trust towards its ground: 10 weeks",
      ASSUMED, "speculative", "trust"),
    P("trust_care_weight", 0.5, 0.1, 0.9, "per unit", "how far care shifts the ground of trust",
      "Dirks & Ferrin 2002 (support and trust)", "from memory", "trust"),
    P("trust_fairness_weight", 0.4, 0.1, 0.8, "per unit", "how far fairness shifts the ground of trust",
      "Colquitt et al. 2001 (justice and trust)", "from memory", "trust"),
    P("trust_extended_weight", 0.2, 0.0, 0.5, "per unit", "how far being trusted shifts the ground of trust",
      "Serva et al. 2005 (reciprocal trust)", "from memory", "trust"),
    P("distance_share", 0.4, 0.2, 1.0, "share", "how strongly the head's promises are felt, against the "
      "direct leader's", ASSUMED, "speculative", "trust"),
    P("punishments_per_incident", 0.08, 0.01, 0.4, "per incident", "punishments that one reported error "
      "brings at severity 1", ASSUMED, "speculative", "fear"),
    P("usual_incidents", 0.2, 0.02, 2.0, "per person and day", "errors and complaints of an ordinary person "
      "reported in a day, in whose place arbitrary punishment comes", "25 contacts, 1.6 % errors, four in "
      "ten reported", "speculative", "fear"),
    P("fear_jump", 0.28, 0.05, 0.8, "share", "share of the distance to full fear that a severe, arbitrary "
      "punishment closes", ASSUMED, "speculative", "fear"),
    P("contingent_share", 0.4, 0.1, 1.0, "share", "how much a deserved punishment frightens, against an "
      "arbitrary one", "Podsakoff et al. 2006", "from memory", "fear"),
    P("fear_half_life", 30.0, 10.0, 90.0, "days", "half-life of fear: 6 weeks", ASSUMED, "speculative",
      "fear"),
    P("timidity", 0.22, 0.05, 0.5, "0-1", "mean fear of people when nothing happens", ASSUMED, "speculative",
      "fear"),
    P("surveillance_weight", 0.25, 0.0, 0.6, "per unit", "how far being watched raises the ground of fear",
      "Ravid et al. 2020", "from memory", "fear"),
    P("fear_trickle_weight", 0.25, 0.0, 0.6, "per unit", "how far the leader's own fear raises the ground of "
      "the team's", "Mawritz et al. 2012", "from memory", "fear"),
    P("trust_calms", 0.3, 0.0, 0.6, "per unit", "how far trust in the leader lowers the ground of fear",
      "Edmondson 1999", "from memory", "fear"),
    P("fairness_base", 0.55, 0.3, 0.8, "0-1", "fairness felt in everyday conditions", ASSUMED, "speculative",
      "fairness"),
    P("compassion_weight", 0.5, 0.1, 0.9, "per unit", "how far compassion shifts fairness",
      "Colquitt et al. 2001", "from memory", "fairness"),
    P("consistency_weight", 0.3, 0.0, 0.8, "per unit", "how far leaders' consistency shifts fairness",
      "Colquitt et al. 2001", "from memory", "fairness"),
    P("fairness_stubbornness", 0.3, 0.1, 0.6, "share", "weight of own temperament in feeling treated fairly",
      "Friedkin & Johnsen 1990; level assumed", "speculative", "fairness"),
    P("fairness_half_life", 30.0, 10.0, 90.0, "days", "half-life of perceived fairness", ASSUMED,
      "speculative", "fairness"),
    P("fairness_drop", 0.3, 0.05, 0.8, "share", "share of fairness that a severe, arbitrary punishment takes",
      ASSUMED, "speculative", "fairness"),
    P("abuse_jump", 0.5, 0.1, 1.0, "share", "share of the distance to full perceived abuse that a severe, "
      "arbitrary punishment closes", ASSUMED, "speculative", "fear"),
    P("abuse_half_life", 30.0, 10.0, 90.0, "days", "half-life of perceived abuse", ASSUMED, "speculative",
      "fear"),
    P("abuse_trickle_weight", 0.5, 0.1, 0.9, "share", "abuse against fear in the harshness a leader gets "
      "from above", ASSUMED, "speculative", "trickle-down"),
    P("misread_spread", 0.08, 0.0, 0.3, "share", "standard deviation of what a relay makes of the vision in "
      "a month", ASSUMED, "speculative", "vision"),
    P("clarity_half_life", 40.0, 10.0, 120.0, "days", "half-life of vision clarity: 8 weeks", ASSUMED,
      "speculative", "vision"),
    P("clarity_stubbornness", 0.25, 0.05, 0.6, "share", "weight of what one brought along in vision clarity",
      "Friedkin & Johnsen 1990; level assumed", "speculative", "vision"),
    P("commitment_half_life", 40.0, 10.0, 120.0, "days", "half-life of commitment", ASSUMED, "speculative",
      "commitment"),
    P("commitment_clarity_weight", 0.3, 0.0, 0.7, "per unit", "how far clarity shifts commitment",
      "Meyer et al. 2002", "from memory", "commitment"),
    P("commitment_trust_weight", 0.3, 0.0, 0.7, "per unit", "how far trust in the top shifts commitment",
      "Dirks & Ferrin 2002", "from memory", "commitment"),
    P("commitment_care_weight", 0.4, 0.0, 0.8, "per unit", "how far feeling cared for shifts commitment",
      "Rhoades & Eisenberger 2002 (support and commitment)", "from memory", "commitment"),
)
