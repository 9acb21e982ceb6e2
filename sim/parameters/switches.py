"""Contested findings: a switch with references on both sides, not a silent choice."""

from sim.parameters.declare import Switch

SWITCHES = (
    Switch("venting", ("toxic", "cathartic"), "does talking badly about a customer harden, or relieve?",
           "Bushman 2002 (venting feeds the flame); seed: potential toxicity",
           "Parlamis 2012; Rose 2002 (relief through sharing)", "customer-bashing"),
    Switch("contagion", ("asymmetric", "symmetric"), "does bad mood spread more readily than good?",
           "Baumeister et al. 2001 (bad is stronger than good)", "Barsade 2002 (no difference found)", "mood-contagion"),
    Switch("trust_asymmetry", ("on", "off"), "is trust lost faster than it is won?",
           "Slovic 1993; Kim et al. 2004", "Schweitzer et al. 2006 (it recovers as fast where deeds are consistent)",
           "trust"),
    Switch("empathy", ("learned", "trait"), "is empathy mostly learned at work, or mostly brought along?",
           "Teding van Berkhout & Malouff 2016 (training works)", "Melchers et al. 2016 (heritable in good part)",
           "empathy-learning"),
    Switch("trickle", ("down", "up", "both"), "in which direction does behaviour spread along the reporting line?",
           "Mayer et al. 2009; Mawritz et al. 2012", "Fulmer & Ostroff 2017 (trickle-up)", "trickle-down"),
)
