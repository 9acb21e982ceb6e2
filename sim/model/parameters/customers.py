"""Customers: how many, how often, how civil, how long their memory: M40, M41, M43, and the day they fill."""

from sim.model.parameters.declare import ASSUMED, DEFINED
from sim.model.parameters.declare import Parameter as P

CUSTOMERS = (
    P("customers_per_post", 500.0, 10.0, 5000.0, "customers", "customers and prospects per front-line post",
      DEFINED, "convention", "demand"),
    P("cases_per_year", 8.3, 0.5, 100.0, "per customer", "new cases a customer or prospect brings in a year",
      f"25 contacts a front-line day with returns ({DEFINED})", "convention", "demand"),
    P("usual_active", 0.93, 0.3, 1.0, "share", "customers among customers and prospects on an ordinary day: "
      "what other units are staffed for", "the ordinary firm after years", "convention", "demand"),
    P("work_minutes", 365.0, 200.0, 480.0, "minutes/day", "minutes a day for contacts at recovery 0.5 "
      "(breaks and meetings are taken off)", f"occupancy .80 ({DEFINED})", "convention", "demand"),
    P("recovery_minutes", 15.0, 0.0, 60.0, "minutes/day", "minutes a day that recovery takes at 1",
      "no lever is free", "convention", "demand"),
    P("longest_wait", 30.0, 5.0, 120.0, "minutes", "longest mean wait: then customers hang up and come "
      "another time", "Brown et al. 2005 (patience of callers)", "speculative", "demand"),
    P("service_within", 1.0, 0.1, 30.0, "minutes", "a contact counts as served in time if it begins within "
      "so many minutes", "Koole 2013: 80 % in 20 seconds is common; level assumed", "convention", "demand"),
    P("return_days", 3.0, 1.0, 10.0, "days", "an unresolved case comes back within so many days",
      f"{DEFINED}: 1 to 3 days", "convention", "demand"),
    P("attempts_most", 3.0, 0.0, 6.0, "times", "how often an unresolved case comes back at most", DEFINED,
      "convention", "demand"),
    P("civility_mean", 0.667, 0.4, 0.9, "0-1", "mean civility of customers",
      f"10 % rude and 2 % abusive contacts ({DEFINED})", "convention", "civility"),
    P("civility_spread", 0.14, 0.03, 0.3, "0-1", "standard deviation of civility", ASSUMED, "speculative",
      "civility"),
    P("clientele_spread", 0.03, 0.0, 0.1, "0-1", "standard deviation of mean civility between units: they "
      "serve different people", ASSUMED, "speculative", "civility"),
    P("tone_noise", 0.17, 0.0, 0.3, "0-1", "standard deviation of a customer's tone from day to day", ASSUMED,
      "speculative", "civility"),
    P("attempt_sours", 0.08, 0.0, 0.3, "per attempt", "how far a case that comes back sours the tone",
      ASSUMED, "speculative", "civility"),
    P("stake_sours", 0.12, 0.0, 0.4, "per unit", "how far a high stake sours the tone", ASSUMED,
      "speculative", "civility"),
    P("reciprocity", 0.2, 0.0, 0.8, "per unit", "how far treatment moves a customer's mood towards us",
      "Gouldner 1960; level assumed", "speculative", "reciprocity"),
    P("customer_mood_half_life", 30.0, 5.0, 120.0, "days", "how long a customer's mood towards us lasts",
      ASSUMED, "speculative", "reciprocity"),
    P("relationship_share", 0.2, 0.05, 0.5, "share", "how far one contact moves the relationship",
      f"{ASSUMED}: about a fifth", "from memory", "relationship"),
    P("expectation_share", 0.1, 0.02, 0.4, "share", "how far one contact moves expectation",
      "Boulding et al. 1993", "from memory", "relationship"),
    P("expectation_floor", 0.72, 0.5, 0.9, "0-1", "what the trade is known for",
      "ACSI 2015: expectation a little above quality", "measured", "relationship"),
    P("expectation_floor_share", 0.04, 0.0, 0.2, "share", "how far expectation goes back to it at each "
      "contact", ASSUMED, "speculative", "relationship"),
    P("customer_trust_gain", 0.08, 0.02, 0.3, "share", "what a solved case wins of a customer's trust",
      ASSUMED, "speculative", "relationship"),
    P("customer_trust_loss", 0.12, 0.02, 0.5, "share", "what an unsolved case takes of a customer's trust",
      "Slovic 1993", "speculative", "relationship"),
    P("leave_usual", 0.009, 0.001, 0.05, "probability", "leaving after a contact in everyday conditions",
      f"13 % a year ({DEFINED})", "convention", "leaving"),
    P("leave_relationship", 7.0, 0.0, 12.0, "logits per unit", "how far the relationship keeps customers",
      "Bolton 1998", "from memory", "leaving"),
    P("leave_trust", 2.0, 0.0, 6.0, "logits per unit", "how far trust keeps customers", ASSUMED,
      "speculative", "leaving"),
    P("join_usual", 0.14, 0.02, 0.6, "probability", "a prospect's chance to become a customer on an occasion",
      "so that the customer base keeps its size", "convention", "leaving"),
    P("join_word_weight", 2.0, 0.0, 5.0, "logits per unit", "how far word of mouth decides prospects",
      "East et al. 2007", "speculative", "leaving"),
    P("telling_usual", 0.12, 0.02, 0.5, "probability", "scale of the chance to tell others about a contact",
      ASSUMED, "speculative", "leaving"),
    P("word_half_life", 20.0, 5.0, 80.0, "days", "how long word of mouth lasts in a unit's neighbourhood",
      ASSUMED, "speculative", "leaving"),
    P("spending_weight", 0.5, 0.0, 2.0, "share per unit", "how far what customers bring follows their "
      "relationship (switch spending: relationship)", "Cooil et al. 2007 (satisfaction and share of wallet "
      "move together); level assumed", "speculative", "leaving"),
)
