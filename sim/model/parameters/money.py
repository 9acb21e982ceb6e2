"""Prices: M46.  All of them are the user's own figures, to be replaced."""

from sim.model.parameters.declare import ASSUMED, DEFINED
from sim.model.parameters.declare import Parameter as P

MONEY = (
    P("pay", 45_000.0, 5_000.0, 300_000.0, "money/year", "pay of a post", DEFINED, "convention", "prices"),
    P("leaver_share", 0.35, 0.05, 2.0, "years of pay", "what replacing a leaver costs, as a share of a "
      "year's pay", DEFINED, "convention", "prices"),
    P("contribution", 190.0, 5.0, 5_000.0, "money/year", "what a customer contributes in a year",
      "so that the ordinary firm earns its costs and a little", "convention", "prices"),
    P("training_price", 200.0, 0.0, 2_000.0, "money/day", "price of a day of training, forum or exercise "
      "besides the time", ASSUMED, "convention", "prices"),
    P("programme_price", 150.0, 0.0, 2_000.0, "money/year", "price of a programme for one person at 1: "
      "compassion, recognition, skills assessment, asking what customers did not know, service mindset; for "
      "a leader also skill in coaching", ASSUMED, "convention", "prices"),
)
