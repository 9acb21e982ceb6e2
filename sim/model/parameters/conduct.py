"""What can go wrong between people, customers and units: M17, M18, M20-M22, M42."""

from sim.model.parameters.declare import ASSUMED, DEFINED
from sim.model.parameters.declare import Parameter as P

CONDUCT = (
    P("share_dishonest", 0.02, 0.0, 0.15, "share", "customers who cheat", f"{DEFINED}: few are not honest",
      "convention", "suspicion"),
    P("suspicion_base", 0.25, 0.1, 0.6, "0-1", "suspicion in everyday conditions", ASSUMED, "speculative",
      "suspicion"),
    P("suspicion_policy_weight", 0.9, 0.2, 1.0, "per unit", "how far policy decides how suspicious staff are",
      ASSUMED, "speculative", "suspicion"),
    P("suspicion_outlook", 0.3, 0.0, 0.8, "per unit", "how far fear and the habit of blaming raise "
      "suspicion, and the caring norm lowers it", "Haselton & Nettle 2006; level assumed, the same for each",
      "speculative", "suspicion"),
    P("accuse_strict", 6.2, 4.0, 8.0, "logits", "criterion for treating somebody as a cheat at no suspicion",
      f"{ASSUMED}: one contact in a hundred", "speculative", "suspicion"),
    P("accuse_span", 5.0, 2.0, 7.0, "logits per unit", "how far suspicion lowers the criterion", ASSUMED,
      "speculative", "suspicion"),
    P("cheat_signal", 3.0, 1.0, 5.0, "logits", "how much more suspicious a cheat looks",
      "Bond & DePaulo 2006 (people detect lies poorly); level assumed", "speculative", "suspicion"),
    P("fraud_price", 40.0, 0.0, 1000.0, "money", "what an undetected cheat costs the firm in a contact",
      ASSUMED, "convention", "suspicion"),
    P("quality_suspicion", 0.12, 0.0, 0.4, "per unit", "how far being watched like a thief lowers quality",
      "practitioners' advice: signs treat all as thieves", "speculative", "suspicion"),
    P("quality_mistreated", 0.33, 0.05, 0.8, "0-1", "what being treated as a cheat, or punished by the rule "
      "book, takes from quality", ASSUMED, "speculative", "suspicion"),
    P("grievance_trust_loss", 0.35, 0.1, 1.0, "share", "share of trust that an unjust accusation or a badly "
      "handled complaint takes", "Tax et al. 1998; level assumed", "speculative", "complaints"),
    P("grievance_leaves", 1.2, 0.0, 4.0, "logits", "how far either makes customers leave",
      "Tax et al. 1998; practitioners' advice: they may never come back", "speculative", "complaints"),
    P("injustice_weight", 1.5, 0.0, 4.0, "per unit", "how much more rudeness takes where staff are left "
      "alone", "Wang et al. 2011; level assumed", "speculative", "mistreatment"),
    P("right_gives_in", 1.5, 0.0, 4.0, "per unit", "how far the rule makes people give in to the rude",
      ASSUMED, "speculative", "mistreatment"),
    P("right_display", 0.1, 0.0, 0.3, "per unit", "how far the rule raises the display required", ASSUMED,
      "speculative", "mistreatment"),
    P("strain_sensitivity", 1.0, 0.0, 3.0, "per unit", "how far strain changes what the next rudeness takes "
      "(switch incivility)", "Dormann & Zapf 2004; Walker et al. 2014; level assumed", "speculative",
      "mistreatment"),
    P("hostility_half_life", 3.0, 1.0, 10.0, "days", "half-life of acute anger after a punishment",
      f"{ASSUMED}: days", "speculative", "hostility"),
    P("hostility_own", 0.8, 0.1, 1.0, "share", "share of the way to full hostility that a punishment "
      "closes", ASSUMED, "speculative", "hostility"),
    P("hostility_rudeness", 0.08, 0.0, 0.4, "share", "share that a fully rude customer closes",
      "Wang et al. 2011; level assumed", "speculative", "hostility"),
    P("enforce_usual", 0.006, 0.0, 0.05, "probability", "turning a rule against the customer when nothing "
      "has happened", ASSUMED, "speculative", "hostility"),
    P("enforce_hostility", 9.0, 0.0, 20.0, "per unit", "how far hostility raises it", ASSUMED, "speculative",
      "hostility"),
    P("old_hand_days", 500.0, 100.0, 1500.0, "days", "tenure that gives half of an old hand's restraint",
      "Wang et al. 2011; level assumed", "speculative", "hostility"),
    P("comfortable", 0.88, 0.7, 1.0, "ratio", "expected occupancy up to which no corners are cut",
      "Oliva & Sterman 2001; level assumed", "speculative", "workload"),
    P("cut_weight", 0.8, 0.0, 2.0, "per unit", "how far pressure makes people cut corners",
      "Oliva & Sterman 2001; level assumed", "speculative", "workload"),
    P("erosion_half_life", 40.0, 10.0, 150.0, "days", "half-life with which the standard follows poorer "
      "practice", "Oliva & Sterman 2001 (weeks); level assumed", "from memory", "workload"),
    P("restoring_half_life", 1000.0, 250.0, 5000.0, "days", "half-life with which ideals restore the "
      "standard", "Oliva & Sterman 2001 (it did not come back)", "from memory", "workload"),
    P("practice_usual", 0.6, 0.4, 0.8, "0-1", "care taken in everyday conditions, and the standard that "
      "newcomers bring along", ASSUMED, "convention", "workload"),
    P("quality_standard", 0.3, 0.0, 0.8, "per unit", "what the care taken adds to quality", ASSUMED,
      "speculative", "workload"),
    P("resolve_practice", 1.0, 0.0, 3.0, "logits per unit", "how far the care taken raises resolution",
      ASSUMED, "speculative", "workload"),
    P("practice_minutes", 0.6, 0.0, 1.5, "per unit", "how far cutting corners shortens contacts",
      "Oliva & Sterman 2001; level assumed", "speculative", "workload"),
    P("contacts_planned", 1.3, 0.5, 5.0, "per case", "contacts a case, of ordinary length, for which the "
      "front line's posts are meant", f"a little below the 1.35 of the ordinary firm, which so keeps its "
      f"posts ({DEFINED})", "convention", "workload"),
    P("authorised_half_life", 63.0, 10.0, 250.0, "days", "half-life with which authorised posts follow the "
      "work there is: a quarter's round of planning", "Oliva & Sterman 2001 (months); level assumed",
      "from memory", "workload"),
    P("share_internal", 0.1, 0.0, 0.5, "share", "cases that need a colleague in another unit", ASSUMED,
      "speculative", "internal service"),
    P("internal_load", 0.79, 0.5, 1.0, "ratio", "share of its capacity that a serving unit needs on an "
      "ordinary day", ASSUMED, "convention", "internal service"),
    P("turnaround", 1.5, 0.5, 10.0, "days", "days a request takes when nobody waits", ASSUMED, "convention",
      "internal service"),
    P("longest_delay", 20.0, 5.0, 60.0, "days", "longest wait for a colleague: then somebody escalates",
      ASSUMED, "convention", "internal service"),
    P("escalation_minutes", 30.0, 0.0, 240.0, "minutes", "what an escalated request costs on either side",
      f"{ASSUMED}: a call, a letter and a word with somebody's leader", "convention", "internal service"),
    P("chase_days", 15.0, 2.0, 100.0, "days", "who waits beyond what is usual calls again within so many "
      "days", "Seddon 2003 (failure demand is 40 to 60 % of contacts in slow services): 46 % of the contacts "
      "about a case that waits longest", "from memory", "internal service"),
    P("willing", 0.3, 0.0, 1.0, "per unit", "how far a service mindset and having heard customers speed up "
      "what is done for other units, and blame and friction slow it down",
      "Gittell 2002; Grant 2007; level assumed, the same for each", "speculative", "internal service"),
    P("unit_blame_weight", 0.5, 0.0, 1.0, "per unit", "how far late answers raise blame between units, and a "
      "service mindset lowers it", "Gittell 2001, 2002; level assumed", "speculative", "internal service"),
    P("resolve_blame", 1.0, 0.0, 3.0, "logits per unit", "how far blame between units spoils the hand-off",
      "Gittell 2002", "speculative", "internal service"),
    P("quality_delay", 0.025, 0.0, 0.06, "per day", "what each day of waiting for a colleague takes from "
      "quality", ASSUMED, "speculative", "internal service"),
    P("complain_usual", 0.158, 0.02, 1.0, "share", "scale of the chance to complain after a contact",
      "17.5 % complained within the recall period (ACSI 2015)", "measured", "complaints"),
    P("complaint_gain", 0.35, 0.0, 0.8, "share", "how far a good recovery restores satisfaction with the "
      "contact", "de Matos et al. 2007", "from memory", "complaints"),
)
