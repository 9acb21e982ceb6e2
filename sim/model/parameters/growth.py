"""Training, perspective and promotion: M29, M33, M34, M38."""

from sim.model.parameters.declare import ASSUMED
from sim.model.parameters.declare import Parameter as P

GROWTH = (
    P("training_effect", 0.25, 0.05, 1.0, "per day", "how fast a course fills people with what is taught",
      ASSUMED, "speculative", "training"),
    P("training_gain", 0.3, 0.02, 0.5, "0-1", "skill that full command of what was taught adds, all of it "
      "used", "Arthur et al. 2003 (d = .62 on the job): .06 at a spread of skill of .1, after three days of "
      "course and the usual transfer", "published", "training"),
    P("trained_half_life", 137.0, 84.0, 230.0, "days", "half-life of what was taught: 6.5 months",
      "Arthur et al. 1998; Tatel & Ackerman", "published", "training"),
    P("training_resistance", 0.04, 0.0, 0.2, "per day", "share of commitment that a day of unexplained "
      "training takes", "practitioners' advice: canned training breeds resistance", "speculative",
      "training"),
    P("transfer_alone", 0.3, 0.1, 0.8, "share", "share of what was taught that is used without coaching",
      "Baldwin & Ford 1988; Olivero et al. 1997 (+22 % against +88 %)", "from memory", "training"),
    P("empathy_training_effect", 0.15, 0.02, 0.5, "per day", "how far a day of empathy training closes the "
      "distance to full empathy", "Teding van Berkhout & Malouff 2016 (g = .63); level assumed",
      "speculative", "training"),
    P("recall_gain", 0.06, 0.0, 0.2, "0-1", "what having just recalled one's own experience adds to empathy "
      "(switch recall)", "Galinsky & Moskowitz 2000; Ruttan et al. 2015; level assumed", "speculative",
      "perspective"),
    P("recalled_half_life", 10.0, 2.0, 40.0, "days", "half-life of that pulse", ASSUMED, "speculative",
      "perspective"),
    P("heard_gain", 0.08, 0.0, 0.3, "0-1", "what having just heard customers adds to empathy",
      "Grant et al. 2007; level assumed", "speculative", "perspective"),
    P("heard_usual", 0.2, 0.0, 0.5, "0-1", "how present customers' voices are in everyday conditions",
      ASSUMED, "convention", "perspective"),
    P("heard_half_life", 21.0, 5.0, 60.0, "days", "half-life of having heard customers",
      f"{ASSUMED}: a month later half is left", "speculative", "perspective"),
    P("second_hand_share", 0.25, 0.0, 0.8, "share", "share of the leader's picture that reaches people "
      "second hand", "Grant et al. 2007 (a letter did nothing)", "from memory", "perspective"),
    P("forum_hours", 1.5, 0.5, 8.0, "hours", "hours a customer forum or a recall exercise takes", ASSUMED,
      "convention", "perspective"),
    P("candidate_days", 250.0, 60.0, 1000.0, "days", "tenure from which somebody can be promoted", ASSUMED,
      "convention", "promotion"),
    P("insiders_continuity", 0.5, 0.0, 0.9, "share", "how far an insider leads by what is done here",
      "Bidwell 2011; level assumed", "speculative", "promotion"),
    P("outsiders_edge", 0.08, 0.0, 0.3, "0-1", "what a wider choice brings (switch promotion: outsiders)",
      "Bidwell 2011; level assumed", "speculative", "promotion"),
    P("outsiders_picture", 0.35, 0.1, 0.7, "0-1", "picture of customers of a leader hired outside", ASSUMED,
      "speculative", "promotion"),
    P("insiders_trust", 0.5, 0.0, 1.0, "share", "share of trust in the old leader that an insider keeps",
      ASSUMED, "speculative", "promotion"),
)
