"""What is asked of people and what leaders know: M04, M07, M08, M10, M11, and what gets reported, M45."""

from sim.model.parameters.declare import ASSUMED
from sim.model.parameters.declare import Parameter as P

DIRECTION = (
    P("ambiguity_base", 0.42, 0.2, 0.7, "0-1", "role ambiguity in everyday conditions", ASSUMED,
      "speculative", "ambiguity"),
    P("ambiguity_weight", 0.35, 0.0, 0.8, "per unit", "how far openness, a clear vision and goals for each "
      "job each lower role ambiguity", "Jackson & Schuler 1985; Locke & Latham 2002", "from memory",
      "ambiguity"),
    P("gap_base", 0.4, 0.2, 0.7, "0-1", "distance between goals and deeds in everyday conditions", ASSUMED,
      "speculative", "goals"),
    P("gap_weight", 0.4, 0.0, 0.8, "per unit", "how far goals for each job, follow-up and commitment each "
      "close it", "Locke & Latham 2002; Klein et al. 1999 (goal commitment)", "from memory", "goals"),
    P("deeds_weight", 0.6, 0.0, 1.0, "share", "how far permission counts only as far as deeds bear it out",
      "Simons 2002; level assumed", "speculative", "permission"),
    P("hollow_weight", 0.4, 0.0, 1.0, "per unit", "how far demands that deeds do not bear out cost trust and "
      "commitment", "Simons 2002 (cynicism); level assumed", "speculative", "permission"),
    P("backed_weight", 0.5, 0.0, 1.0, "per unit", "how far an expectation that is borne out lifts the caring "
      "norm", "practitioners' advice: permission, then expectation", "speculative", "permission"),
    P("extra_usual", 0.031, 0.0, 0.3, "share", "scale of the chance to go the extra mile in everyday "
      "conditions", ASSUMED, "speculative", "permission"),
    P("resolve_extra", 1.0, 0.0, 3.0, "logits", "how far an extra mile raises resolution", ASSUMED,
      "speculative", "permission"),
    P("quality_extra", 0.1, 0.0, 0.3, "0-1", "what an extra mile adds to quality",
      "Bitner, Booms & Tetreault 1990; level assumed", "speculative", "permission"),
    P("resolve_goals", 0.8, 0.0, 2.0, "logits per unit", "how far goals that are not acted on lower "
      "resolution", "Locke & Latham 2002", "speculative", "goals"),
    P("relay_kept", 0.75, 0.4, 0.95, "share", "share of the picture of customers that survives a relay",
      "Bartlett 1932; level assumed", "speculative", "distance"),
    P("relay_silence", 0.4, 0.0, 0.8, "share", "share of it that full fear keeps back",
      "Rosen & Tesser 1970 (bad news); level assumed", "speculative", "distance"),
    P("contact_half_hours", 4.0, 1.0, 20.0, "hours/month", "hours among customers that give back half of "
      "what relays lose", ASSUMED, "speculative", "distance"),
    P("voice_usual", 0.02, 0.002, 0.1, "per day", "scale of the chance to speak up on a day",
      f"{ASSUMED}: some three ideas a head and year", "speculative", "voice"),
    P("friction_half_life", 500.0, 120.0, 1500.0, "days", "how fast new friction appears where nothing is "
      "fixed", ASSUMED, "speculative", "voice"),
    P("fix_per_voice", 0.6, 0.1, 5.0, "per voice", "share of friction that one well heard voice a head and "
      "day would end", ASSUMED, "speculative", "voice"),
    P("resolve_friction", 1.0, 0.0, 3.0, "logits per unit", "how far friction lowers resolution",
      "Tucker & Edmondson 2003", "speculative", "voice"),
    P("report_usual", 0.5, 0.1, 1.0, "share", "scale of the share of errors and complaints that is reported "
      "upwards", "Edmondson 1996; level assumed", "speculative", "reporting"),
)
