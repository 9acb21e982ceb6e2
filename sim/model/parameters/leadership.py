"""How leaders' behaviour comes about and what it does to people: M01-M03, M05, M06."""

from sim.model.parameters.declare import ASSUMED
from sim.model.parameters.declare import Parameter as P

LEADERSHIP = (
    P("leader_people_hours", 16.0, 4.0, 30.0, "hours/week", "hours of a leader's week that people can get at "
      "most", "Luthans 1988: 20 % of managers' time goes to human resources, another 29 % to routine "
      "communication", "from memory", "leaders' hours"),
    P("leader_week_hours", 40.0, 35.0, 50.0, "hours/week", "a leader's working week", "convention",
      "convention", "leaders' hours"),
    P("coaching_hours", 0.35, 0.1, 1.5, "hours/week per report", "time that coaching in the moment takes at "
      "coaching_rate 1, and surveillance at 1", "a few minutes for each of several occasions a week",
      "speculative", "leaders' hours"),
    P("talk_hours", 0.1, 0.0, 0.5, "hours/week per report", "time each talk takes at 1 (personal interest, "
      "permission, expectation, recognition and so on)", ASSUMED, "speculative", "leaders' hours"),
    P("relay_hours", 1.25, 0.0, 4.0, "hours/week", "time that relaying the vision, keeping one's word, "
      "cascade fidelity and each newcomer at socialisation 1 take, each", ASSUMED, "speculative",
      "leaders' hours"),
    P("policy_strength", 0.4, 0.2, 0.7, "share", "how far enacted behaviour follows policy",
      "Wright & Nishii 2013 (intended and enacted practices differ); level assumed", "speculative",
      "trickle-down"),
    P("susceptibility", 0.25, 0.0, 0.3, "share", "how far leaders pass on what they get from above",
      "Mayer et al. 2009; Mawritz et al. 2012 (path coefficients of .2 to .4)", "from memory",
      "trickle-down"),
    P("enacting_half_life", 10.0, 3.0, 40.0, "days", "how long it takes leaders to change what they do",
      ASSUMED, "speculative", "trickle-down"),
    P("disposition_harsh", 0.3, 0.1, 0.6, "0-1", "mean of leaders' own inclination to punish", ASSUMED,
      "speculative", "trickle-down"),
    P("disposition_spread", 0.22, 0.1, 0.35, "0-1", "standard deviation of leaders' inclinations",
      "so that 13 % of variance in leadership ratings lies between units (Bliese & Halverson 1996)",
      "speculative", "trickle-down"),
    P("regard_spread", 0.15, 0.05, 0.25, "0-1", "standard deviation of a leader's regard for one report "
      "against another", "Liden & Graen 1980: twice leaders' own spread in what they enact, so a fifth of "
      "what lasts lies between leaders (leader-member exchange: a tenth to a quarter)", "from memory",
      "being cared for"),
    P("half_minutes", 20.0, 5.0, 60.0, "minutes/week", "minutes of presence per report that give half of "
      "full attention", ASSUMED, "speculative", "being cared for"),
    P("distant_share", 0.45, 0.0, 0.8, "share", "share of care that reaches people without the leader's "
      "presence", ASSUMED, "speculative", "being cared for"),
    P("trust_gain", 0.03, 0.005, 0.1, "share", "share of the distance to full trust that a kept promise "
      "closes", ASSUMED, "speculative", "trust"),
    P("trust_loss", 0.12, 0.02, 0.4, "share", "share of trust that a broken promise takes",
      "Slovic 1993; Baumeister et al. 2001: bad counts about four times", "from memory", "trust"),
    P("trustworthiness_weight", 0.45, 0.1, 0.9, "per unit", "how far care and fairness each shift the ground "
      "of trust", "Colquitt, Scott & LePine 2007 (benevolence and integrity count alike)", "from memory",
      "trust"),
    P("trust_extended_weight", 0.2, 0.0, 0.5, "per unit", "how far being trusted shifts the ground of trust",
      "Serva et al. 2005 (reciprocal trust)", "from memory", "trust"),
    P("distance_share", 0.4, 0.2, 1.0, "share", "how strongly the head's deeds, what is relayed of the head "
      "and the firm's fate are felt, against the direct leader's deeds", ASSUMED, "speculative", "trust"),
    P("punishments_per_incident", 0.08, 0.01, 0.4, "per incident", "punishments that one reported error "
      "brings at severity 1", ASSUMED, "speculative", "fear"),
    P("usual_incidents", 0.2, 0.02, 2.0, "per person and day", "errors and complaints of an ordinary person "
      "reported in a day, in whose place arbitrary punishment comes", "25 contacts, 1.6 % errors, four in "
      "ten reported", "speculative", "fear"),
    P("contingent_share", 0.4, 0.1, 1.0, "share", "how much a deserved punishment frightens, against an "
      "arbitrary one", "Podsakoff et al. 2006", "from memory", "fear"),
    P("timidity", 0.22, 0.05, 0.5, "0-1", "mean fear of people when nothing happens", ASSUMED, "speculative",
      "fear"),
    P("fear_weight", 0.25, 0.0, 0.6, "per unit", "how far being watched and the leader's own fear raise the "
      "ground of fear, and trust in the leader lowers it",
      "Ravid et al. 2020; Mawritz et al. 2012; Edmondson 1999", "from memory", "fear"),
    P("fairness_base", 0.55, 0.3, 0.8, "0-1", "fairness felt in everyday conditions", ASSUMED, "speculative",
      "fairness"),
    P("justice_weight", 0.4, 0.1, 0.9, "per unit", "how far compassion and consistency each shift fairness",
      "Colquitt et al. 2001", "from memory", "fairness"),
    P("punishment_jump", 0.5, 0.05, 1.0, "share", "share of the distance to full fear, full perceived abuse "
      "and no fairness that a severe, arbitrary punishment closes in who sees it",
      f"{ASSUMED}; as much in all as if the whole team saw each and it closed .3", "speculative", "fear"),
    P("hearsay", 0.25, 0.0, 1.0, "share", "how much a punishment that one only hears of counts, against "
      "one's own or a near colleague's", "Harris et al. 2013 (vicarious abuse); level assumed", "speculative",
      "fear"),
    P("misread_spread", 0.08, 0.0, 0.3, "share", "standard deviation of what a relay makes of the vision in "
      "a month", ASSUMED, "speculative", "vision"),
    P("commitment_weight", 0.33, 0.0, 0.8, "per unit", "how far clarity, trust in the top and feeling cared "
      "for each shift commitment",
      "Meyer et al. 2002; Dirks & Ferrin 2002; Rhoades & Eisenberger 2002", "from memory", "commitment"),
    P("stubbornness", 0.3, 0.1, 0.6, "share", "weight of who one is in what one feels and holds to be normal",
      "Friedkin & Johnsen 1990; level assumed", "speculative", "temperament"),
)
