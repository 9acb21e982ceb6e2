"""Prices: M46.  All of them are the user's own figures, to be replaced."""

from sim.model.parameters.declare import ASSUMED, DEFINED
from sim.model.parameters.declare import Parameter as P

MONEY = (
    P("pay", 45_000.0, 5_000.0, 300_000.0, "money/year", "pay of a post", DEFINED, "convention", "prices"),
    P("leaver_share", 0.35, 0.05, 2.0, "years of pay", "what replacing a leaver costs, as a share of a "
      "year's pay", DEFINED, "convention", "prices"),
    P("contribution", 200.0, 5.0, 5_000.0, "money/year", "what a customer contributes in a year",
      "so that the ordinary firm earns its costs and a little", "convention", "prices"),
    P("training_price", 200.0, 0.0, 2_000.0, "money/day", "price of a training day besides the time", ASSUMED,
      "convention", "prices"),
    P("forum_price", 20.0, 0.0, 500.0, "money", "price of a customer forum for one person", ASSUMED,
      "convention", "prices"),
    P("recall_price", 5.0, 0.0, 200.0, "money", "price of a recall exercise for one person", ASSUMED,
      "convention", "prices"),
    P("compassion_price", 150.0, 0.0, 2_000.0, "money/year", "price of compassion for one person at 1",
      ASSUMED, "convention", "prices"),
    P("recognition_price", 200.0, 0.0, 2_000.0, "money/year", "price of recognition for one person at 1",
      ASSUMED, "convention", "prices"),
    P("assessment_price", 120.0, 0.0, 2_000.0, "money/year", "price of skills assessment for one person at 1",
      ASSUMED, "convention", "prices"),
    P("coaching_price", 600.0, 0.0, 5_000.0, "money/year", "price of coaching skill 1 for one leader",
      ASSUMED, "convention", "prices"),
    P("mindset_price", 100.0, 0.0, 2_000.0, "money/year", "price of the service mindset programme for one "
      "person at 1", ASSUMED, "convention", "prices"),
)
