"""Contested findings: a switch with references on both sides, not a silent choice."""

from sim.model.parameters.declare import Switch

SWITCHES = (
    Switch("venting", ("toxic", "cathartic"), "does talking badly about a customer harden, or relieve?",
           "Bushman 2002 (venting feeds the flame); practitioners' advice: potential toxicity",
           "Parlamis 2012; Rose 2002 (relief through sharing)", "customer-bashing",
           ("it hardens", "it relieves")),
    Switch("trust_asymmetry", ("on", "off"), "is trust lost faster than it is won?",
           "Slovic 1993; Kim et al. 2004", "Schweitzer et al. 2006 (it recovers as fast where deeds are "
           "consistent)", "trust",
           ("it is lost faster", "it is won as fast")),
    Switch("empathy", ("learned", "trait"), "is empathy mostly learned at work, or mostly brought along?",
           "Teding van Berkhout & Malouff 2016 (training works)", "Melchers et al. 2016 (heritable in good "
           "part)", "empathy-learning",
           ("it is mostly learned", "it is mostly brought along")),
    Switch("trickle", ("down", "up", "both"), "in which direction does behaviour spread along the reporting "
           "line?", "Mayer et al. 2009; Mawritz et al. 2012", "Fulmer & Ostroff 2017 (trickle-up)",
           "trickle-down",
           ("from the top down", "from below up", "both ways")),
    Switch("recall", ("raises", "lowers"), "does recalling one's own bad experience as a customer raise or "
           "lower empathy?", "Galinsky & Moskowitz 2000 (perspective-taking); practitioners' advice: recall "
           "your best and worst", "Ruttan, McDonnell & Nordgren 2015 (having been there makes people harder)",
           "own-experience",
           ("it raises empathy", "it lowers empathy")),
    Switch("incivility", ("accumulation", "contrast"), "do rude customers wear people down, or does the "
           "single one hurt most?", "Dormann & Zapf 2004 (blows add up)",
           "Walker, van Jaarsveld & Skarlicki 2014 (contrast)", "resources",
           ("they wear people down", "the single one hurts most")),
    Switch("punishment", ("contingent", "non-contingent"), "does punishment for a reason frighten less than "
           "arbitrary punishment?", "Podsakoff et al. 2006 (only the arbitrary harms)",
           "Trevino 1992; Tepper 2000 (whoever sees it is afraid)", "fear",
           ("only the arbitrary frightens", "any punishment frightens")),
    Switch("honeymoon", ("on", "off"), "do newcomers' attitudes start fresh, and fade to what is earned?",
           "Boswell, Boudreau & Tichy 2005; Boswell et al. 2009 (honeymoon and hangover)",
           "Solinger et al. 2013 (most newcomers' commitment stays level or grows)", "hiring",
           ("newcomers start fresh", "newcomers start like anybody")),
    Switch("promotion", ("insiders", "outsiders"), "do leaders from within serve better than those hired "
           "outside?", "Bidwell 2011 (insiders perform better at first)",
           "Bidwell 2011 (outsiders have better credentials); Boeker 1997", "promote-from-within",
           ("those from within serve better", "those from outside serve better")),
    Switch("spending", ("constant", "relationship"), "does what a customer brings follow satisfaction with "
           "the relationship?", "Keiningham et al. 2014 (the level explains next to nothing)",
           "Cooil et al. 2007 (changes in satisfaction and share of wallet go together)", "money",
           ("it stays the same", "it follows the relationship")),
)
