"""People: strain and recovery, mood, climate, learning, coming and going: M27, M28, M32, M36, M37."""

from sim.model.parameters.declare import ASSUMED, DEFINED
from sim.model.parameters.declare import Parameter as P

PEOPLE = (
    P("mood_lift", 0.012, 0.002, 0.05, "share", "share of the way to best mood that a pleasant contact lifts",
      ASSUMED, "speculative", "mood"),
    P("mood_negativity", 5.0, 3.0, 7.0, "ratio", "how much more an unpleasant contact moves mood",
      "Miner, Glomb & Hulin 2005", "published", "mood"),
    P("mood_carried", 0.3, 0.0, 0.7, "share", "share of last evening's mood that is there next morning",
      "Rothbard & Wilk 2011", "from memory", "mood"),
    P("mood_care_weight", 0.4, 0.0, 0.8, "per unit", "how far feeling cared for lifts the morning's mood",
      "practitioners' advice: you feel good about yourself", "speculative", "mood"),
    P("temperament_mean", 0.56, 0.4, 0.7, "0-1", "mean of people's temperament and other anchors", ASSUMED,
      "speculative", "temperament"),
    P("temperament_spread", 0.13, 0.05, 0.25, "0-1", "standard deviation of temperament", ASSUMED,
      "speculative", "temperament"),
    P("anchors_alike", 0.3, 0.0, 0.8, "correlation", "how far propensity, calling and boldness go with "
      "temperament", "Colquitt et al. 2007; Thoresen et al. 2003 (low to moderate)", "from memory",
      "temperament"),
    P("home_spread", 0.12, 0.0, 0.3, "0-1", "standard deviation of what home does to the morning's mood",
      "Judge & Ilies 2004 (spillover); level assumed", "speculative", "mood"),
    P("resources_buffer", 0.7, 0.0, 1.2, "per unit", "how far room for own decisions and a caring leader "
      "each buffer load from management, and colleagues what contacts take",
      "Karasek 1979; Bakker, Demerouti & Euwema 2005; Chiaburu & Harrison 2008; level assumed", "speculative",
      "resources"),
    P("trait_mean", 0.58, 0.4, 0.8, "0-1", "mean trait empathy of applicants", ASSUMED, "speculative",
      "empathy"),
    P("trait_spread", 0.15, 0.05, 0.25, "0-1", "standard deviation of trait empathy", ASSUMED, "speculative",
      "empathy"),
    P("example_spread_cost", 1.5, 0.0, 4.0, "per unit", "what inconsistency takes from an example",
      "practitioners' advice: through consistent example", "speculative", "empathy"),
    P("example_swing", 0.5, 0.0, 1.0, "0-1", "swing of a leader's example from day to day at consistency 0",
      ASSUMED, "speculative", "empathy"),
    P("defined_weight", 0.2, 0.0, 0.5, "per unit", "what being told what empathy is adds",
      "practitioners' advice: clearly define empathy", "speculative", "empathy"),
    P("empathy_half_life", 189.0, 60.0, 400.0, "days", "half-life of learned empathy: 9 months", ASSUMED,
      "speculative", "empathy"),
    P("contact_cost", 0.0051, 0.0, 0.02, "share per 12 minutes", "resources an ordinary contact takes",
      ASSUMED, "speculative", "resources"),
    P("rudeness_cost", 0.036, 0.01, 0.1, "share", "resources full rudeness takes", "Grandey et al. 2004; "
      "Sliter et al. 2010; Wu et al. 2023; level: a quarter of a standard deviation of evening exhaustion "
      "for one of the day's rudeness", "speculative", "resources"),
    P("acting_cost", 0.025, 0.0, 0.1, "share per 12 minutes", "resources that full surface acting takes",
      "Brotheridge & Lee 2002", "speculative", "resources"),
    P("recovery_share", 0.8, 0.4, 1.0, "share", "share of what is missing that a night restores, at recovery "
      "0.5", "Sonnentag & Fritz 2007; level assumed", "speculative", "resources"),
    P("strain_half_life", 63.0, 20.0, 150.0, "days", "half-life of slow strain: 3 months", ASSUMED,
      "speculative", "resources"),
    P("strain_uptake", 0.0066, 0.001, 0.03, "share", "share of a day's load, from customers or from "
      "management, that stays as slow strain", ASSUMED, "speculative", "resources"),
    P("strain_proneness", 0.5, 0.0, 0.8, "log per standard deviation", "how much more stays with the less "
      "hardy", "Maslach & Jackson 1981 (exhaustion varies by half of its mean, .45 without error and trade)",
      "from memory", "resources"),
    P("hardiness_cheer", 0.55, 0.3, 0.7, "correlation", "how far hardiness goes with temperament",
      "Swider & Zimmerman 2010: .15 to .33 of the variance of exhaustion; .21 on the ordinary front line",
      "from memory", "temperament"),
    P("load_treatment", 0.17, 0.0, 1.0, "per unit", "load of fear, of unfairness, of perceived abuse and of "
      "role ambiguity, each", "Tepper 2000; Singh 2000; level assumed", "speculative", "resources"),
    P("load_demands", 0.3, 0.0, 1.0, "per unit", "load of goals without means, and of work beyond the usual "
      "per unit of occupancy", "Karasek 1979; Bakker, Demerouti & Euwema 2005; Lee & Ashforth 1996 (r about "
      ".45 with exhaustion, at a spread of work between people of .15)", "speculative", "resources"),
    P("burnout_strain", 0.33, 0.2, 0.7, "0-1", "slow strain from which a person counts as burnt out",
      f"10 % of people ({DEFINED})", "convention", "resources"),
    P("socialisation_strength", 4.0, 0.0, 10.0, "ratio", "how much faster newcomers take on the norm at "
      "socialisation 1", "Harrison & Carroll 1991", "speculative", "climate"),
    P("newcomer_days", 63.0, 20.0, 150.0, "days", "how fast being new wears off", ASSUMED, "speculative",
      "climate"),
    P("outsiders_norm", 0.5, 0.3, 0.7, "0-1", "the norm newcomers bring along", ASSUMED, "speculative",
      "climate"),
    P("skill_half_life", 21.0, 10.0, 60.0, "days", "half-life of the learning curve: 88 % after 3 months",
      f"{ASSUMED}: 3 months to full skill", "speculative", "skill"),
    P("aptitude_mean", 0.68, 0.5, 0.85, "0-1", "mean of the skill people end up with", ASSUMED, "speculative",
      "skill"),
    P("aptitude_spread", 0.1, 0.03, 0.2, "0-1", "standard deviation of it", ASSUMED, "speculative", "skill"),
    P("newcomers_skill", 0.35, 0.1, 0.6, "0-1", "skill on the first day", ASSUMED, "speculative", "skill"),
    P("quit_usual", 0.00128, 0.0002, 0.004, "per day", "daily quits of settled people in everyday conditions",
      "22 % a year with newcomers (US JOLTS 2000-2024: 21.6 %)", "measured", "coming and going"),
    P("quit_satisfaction", 2.5, 0.0, 6.0, "log hazard per unit", "how far job satisfaction keeps people",
      "Griffeth et al. 2000", "from memory", "coming and going"),
    P("quit_commitment", 2.0, 0.0, 6.0, "log hazard per unit", "how far commitment keeps people",
      "Griffeth et al. 2000", "from memory", "coming and going"),
    P("quit_strain", 1.5, 0.0, 4.0, "log hazard per unit", "how far strain drives people out",
      "Swider & Zimmerman 2010", "from memory", "coming and going"),
    P("quit_new_factor", 2.5, 1.0, 5.0, "ratio", "how much more often the new quit",
      f"{ASSUMED}: first half-year x 2.5", "from memory", "coming and going"),
    P("quit_new_days", 125.0, 60.0, 250.0, "days", "how long somebody counts as new for quitting",
      f"{ASSUMED}: half a year", "from memory", "coming and going"),
    P("absence_usual", 0.026, 0.005, 0.06, "per day", "chance that a spell of absence begins",
      f"5 % absent at 2.5 days a spell ({DEFINED})", "convention", "coming and going"),
    P("absence_days", 2.5, 1.0, 6.0, "days", "mean length of a spell of absence", ASSUMED, "convention",
      "coming and going"),
    P("absence_strain", 1.5, 0.0, 4.0, "log hazard per unit", "how far strain raises absence",
      "Darr & Johns 2008", "from memory", "coming and going"),
    P("absence_satisfaction", 1.0, 0.0, 4.0, "log hazard per unit", "how far job satisfaction lowers absence",
      "Scott & Taylor 1985", "from memory", "coming and going"),
    P("days_to_fill", 30.0, 10.0, 90.0, "days", "working days until a vacant post is filled in everyday "
      "conditions", DEFINED, "convention", "coming and going"),
    P("selectivity_delay", 0.8, 0.0, 2.0, "log days per unit", "how far choosing carefully prolongs "
      "vacancies", ASSUMED, "speculative", "coming and going"),
    P("transparency_attracts", 0.5, 0.0, 1.5, "log days per unit", "how far openness shortens vacancies",
      "practitioners' advice: honesty and transparency attract", "speculative", "coming and going"),
    P("selectivity_gain", 0.15, 0.0, 0.4, "0-1 per unit", "how far choosing carefully raises newcomers' "
      "empathy", "Schmidt & Hunter 1998", "speculative", "coming and going"),
)
