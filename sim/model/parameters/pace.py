"""How fast things change: one half-life for each kind of state, where nothing is known of a single one.

What has a half-life of its own has a source for it, or is a kind by itself: habits, training, skill,
strain, learned empathy, anger, the service standard, friction, what leaders enact, exercises and forums.
"""

from sim.model.parameters.declare import ASSUMED
from sim.model.parameters.declare import Parameter as P

PACE = (
    P("perception_half_life", 25.0, 10.0, 90.0, "days", "how long what is perceived at work takes to follow: "
      "care, fairness, fear, abuse, goals, where one stands, what is permitted, expected and recognised, "
      "room to decide, blame between units, a leader's picture of customers: 5 weeks", ASSUMED, "speculative",
      "pace"),
    P("attitude_half_life", 45.0, 20.0, 120.0, "days", "half-life of attitudes: trust, commitment, a clear "
      "vision, a leader's example: 9 weeks", ASSUMED, "speculative", "pace"),
    P("culture_half_life", 63.0, 20.0, 150.0, "days", "half-life of what is felt to be normal: the caring "
      "norm, suspicion: 3 months", ASSUMED, "speculative", "pace"),
    P("customer_memory_half_life", 25.0, 5.0, 120.0, "days", "how long a customer's mood towards the firm "
      "and word of mouth last", ASSUMED, "speculative", "pace"),
)
