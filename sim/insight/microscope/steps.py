"""A contact told in steps: which numbers a step shows, what it says about them, and which inputs pushed them
where.

Declarations only.  A step whose numbers the model does not have, or that has nothing to tell, is left out.
"""

from __future__ import annotations

from sim.insight.microscope.declare import Force, Say, Shown, Step, Target
from sim.model.interaction.moment import IGNORANCE, OTHER, OUR_ERROR, THE_RULE

ABOUT = {OUR_ERROR: "a mistake of the firm", IGNORANCE: "something the customer did not know about the rules",
         THE_RULE: "a rule that is itself the problem", OTHER: "an ordinary matter"}
"""What a case is about, in words."""

FEAR, RESOURCES = Force("person.fear", "fear"), Force("person.resources", "resources")
TRUST = Force("person.trust_in_leader", "trust in the leader")
COMMITMENT = Force("person.commitment", "commitment")
PERMISSION = Force("person.permission", "felt permission to care")
NORM, STAKE = Force("person.norm", "what is done here (norm)"), Force("m.stake", "stake")
BLAMING = Force("person.blame_habit", "habit of blaming")
ASKING = Force("person.reframe_habit", "habit of asking what was not known")
RUDENESS, ANGER = Force("m.rudeness", "rudeness", 0.0), Force("m.anger", "anger", 0.0)
PRESSURE = Force("unit.pressure", "occupancy of the unit", shown="%")
STANDARD = Force("person.service_standard", "own standard of service")
SPIRIT = (TRUST, Force("person.felt_care", "feeling cared for"), FEAR, RESOURCES)
"""What lowers defences or raises them."""
ABLE = (Force("person.skill", "skill by experience"), Force("person.trained", "what training taught"),
        Force("person.transfer", "how much of that is used, thanks to coaching", shown="%"))
"""What skill at work consists of."""
EMPATHY = (Force("person.trait_empathy", "empathy brought along"),
           Force("person.learned_empathy", "empathy learned at work"),
           Force("person.recalled", "own experience as a customer recalled"),
           Force("person.customers_heard", "customers' voices heard"))
"""What empathy one could feel consists of."""
MANNERS = (Force("person.expectation", "felt expectation to care"),
           Force("policy.customer_always_right", "\"the customer is always right\""))

COMES_IN = Step(
    "The customer comes in", ("M41",),
    (Shown("attempt", "times brought before", "n"), Shown("difficulty", "difficulty of the case"),
     Shown("stake", "stake"), Shown("customer_mood", "customer's mood"),
     Shown("customer_tone", "customer's tone"), Shown("rudeness", "rudeness")),
    (Say("The case is about {about}, brought {times}; difficulty {difficulty:pts}, stake {stake:pts}."),
     Say("The customer's mood towards the firm is {customer_mood:pts}, on a civility of {c.civility:pts}."),
     (Say("The tone is {customer_tone:pts} (0 hostile, 50 flat, 100 warm): rude, {rudeness:pts} of 100.",
          lambda s: s.rudeness > 0), Say("The tone is {customer_tone:pts} (0 hostile, 50 flat, 100 warm): "
                                         "not rude.")), Say("This customer is one of the few who cheat.",
                                                            lambda s: s.cheats > 0, "M17")),
    "meet", (Target("customer_tone", "the customer's tone", "pts", (
        Force("customer.civility", "own civility"), Force("customer.mood", "mood left from last time"),
        Force("customer.attempt", lambda s: f"having to come {s.again}", 0.0, ""),
        Force("visit.stake", "stake"),
        Force("visit.noise", "the mood of the day", 0.5, ""))),))

COLLEAGUES = Step(
    "A colleague is needed", ("M21",),
    (Shown("referred", "referred to another unit", "flag"), Shown("wait_days", "until the answer", "days"),
     Shown("chases", "asks after it", "flag"), Shown("handed_off", "had been referred", "flag"),
     Shown("delay", "with a colleague", "days")),
    (Say("The case cannot be solved here: it needs a colleague {colleagues}, whose queue answers in "
         "{wait_days:days}. Until then it stays open.", lambda s: s.referred > 0),
     Say("The case has been with another unit for {delay:days}, longer than usual: the customer asks after "
         "it, and it cannot be solved yet.", lambda s: s.chases > 0),
     Say("The case has been with another unit for {delay:days} and is now taken up again.",
         lambda s: s.handed_off > 0 and s.delay > 0),
     Say("Blame between the units, {unit.unit_blame:pts}, ordinarily {n.unit_blame:pts}, comes with it.",
         lambda s: s.handed_off > 0)),
    when=lambda s: s.referred + s.handed_off + s.chases > 0)

BLAMES = Step(
    "What the employee makes of it", ("M14",),
    (Shown("blame", "blame laid on the customer"), Shown("anger", "anger")),
    ((Say("\"A jerk\": the employee blames the customer, {blame:pts} of 100.", lambda s: s.blame >= 0.5),
      Say("Not quite \"a jerk\": blame laid on the customer is {blame:pts} of 100.",
          lambda s: s.blame >= 0.3),
      Say("Somebody who needs help: blame laid on the customer is only {blame:pts} of 100.")),
     Say("Anger, blame times provocation, is {anger:pts}.")),
    "attribute", (Target("blame", "the blame", "pts", (
        RUDENESS, Force("m.cause", lambda s: f"the case: {s.about}", float(OTHER), ""), BLAMING, ASKING,
        Force("policy.reframe_training", "training in reframing")), good=-1),))

ANSWERS = Step(
    "The answer", ("M12",), (Shown("gain", "share of the tone that comes back", "%"),
                             Shown("tone", "employee's tone")),
    (Say("{gain:%} of the customer's tone comes back. The employee's tone is {tone:pts}."),
     (Say("Rudeness is mirrored.", lambda s: s.rudeness > 0 and s.tone < s.p.mirrored_below),
      Say("Rude was met with civil: the higher road.", lambda s: s.rudeness > 0),
      Say("Civil got civil.", lambda s: s.tone >= s.p.mirrored_below),
      Say("A civil customer got a rough answer."))),
    "answer", (Target("gain", "the share that comes back", "%", SPIRIT, good=-1),
               Target("tone", "the employee's tone", "pts", (
                   Force("m.customer_tone", "the customer's tone"), ANGER,
                   Force("person.mood", "the employee's mood"), NORM, *SPIRIT))))

FEELS_WITH = Step(
    "Empathy, felt or acted", ("M15",),
    (Shown("empathy_felt", "empathy felt"), Shown("acted", "empathy acted"),
     Shown("empathy_shown", "empathy shown")),
    (Say("Of {e.empathy_able:pts} that could be felt, {empathy_felt:pts} is; {e.display_required:pts} is "
         "asked for."),
     (Say("Of what is missing the employee acts {acted:pts}, with effort; acting leaks, and the customer "
          "perceives {empathy_shown:pts}.", lambda s: s.acted > 0),
      Say("Nothing has to be acted; the customer perceives {empathy_shown:pts}.")),
     Say("One's own best and worst hour as a customer is present, {e.recalled:pts} of 100.",
         lambda s: s.e.recalled >= 0.1, "M33"),
     Say("Customers' own voices are in the ear, {e.customers_heard:pts} of 100, ordinarily "
         "{n.customers_heard:pts}.", lambda s: s.e.customers_heard >= s.n.customers_heard + 0.1, "M34")),
    "empathise", (Target("empathy_felt", "the empathy felt", "pts",
                         (*EMPATHY, Force("m.blame", "blame"), RESOURCES, FEAR, COMMITMENT)),
                  Target("person.display_required", "what is asked for", "pts", MANNERS)))

BENDS = Step(
    "By the rule, or a gesture", ("M16",),
    (Shown("gesture_chance", "chance of a gesture", "%"), Shown("gesture", "a rule was bent", "flag")),
    ((Say("The rules do not solve this case; the chance that one is bent for this customer is "
          "{gesture_chance:%}. It is bent.", lambda s: s.gesture > 0),
      Say("Where rules do not solve a case, the chance that one is bent for this customer is "
          "{gesture_chance:%}. None is bent.")),),
    "act", (Target("gesture_chance", "the chance of a gesture", "%", (
        Force("person.autonomy", "room for own decisions"), PERMISSION, FEAR,
        Force("person.perceived_fairness", "feeling treated fairly"),
        COMMITMENT, STAKE, RUDENESS, MANNERS[1])),))

EXTRA_MILE = Step(
    "The extra mile", ("M08",), (Shown("extra_mile", "extra mile", "flag"),),
    (Say("The employee goes the extra mile; the chance was {e.extra_chance:%}."),),
    "act", (Target("person.extra_chance", "the chance of the extra mile", "%", (
        PERMISSION, COMMITMENT, NORM, RESOURCES, EMPATHY[3])),),
    lambda s: s.extra_mile > 0)

ERRS = Step(
    "An error", ("M19", "M45"),
    (Shown("error", "error", "flag"), Shown("error_reported", "error reported", "flag")),
    (Say("The employee makes an error."),
     (Say("It is reported upwards, for which the chance was {e.report_chance:%}.",
          lambda s: s.error_reported > 0),
      Say("It is hushed up: the chance of reporting it was only {e.report_chance:%}.",
          lambda s: s.e.report_chance < 0.5),
      Say("It is not reported, though the chance was {e.report_chance:%}."))),
    "act", (Target("person.report_chance", "the chance of reporting", "%", (TRUST, FEAR)),),
    lambda s: s.error > 0)

SUSPECTS = Step(
    "Believed or suspected", ("M17",), (Shown("cheats", "customer cheats", "flag"),
                                        Shown("accused", "treated as a cheat", "flag")),
    ((Say("An honest customer is treated as a cheat.", lambda s: s.wronged > 0),
      Say("The cheat is found out.", lambda s: s.accused > 0),
      Say("The cheat is believed.", lambda s: s.cheats > 0)),
     Say("The employee's suspicion is {e.suspicion:pts}: of cheats {e.accuse_cheat:%} are found out, of the "
         "honest {e.accuse_honest:%} accused, and the honest are many.")),
    "act", (Target("person.accuse_honest", "the chance of accusing the honest", "%",
                   (Force("person.suspicion", "suspicion"),), lambda s: s.wronged > 0, good=-1),
            Target("person.accuse_cheat", "the chance of finding out a cheat", "%",
                   (Force("person.suspicion", "suspicion"),), lambda s: s.cheats > 0)),
    lambda s: s.accused + s.cheats > 0)

PUNISHES = Step(
    "The rule as a weapon", ("M22",), (Shown("enforced", "punished by a rule", "flag"),),
    (Say("The employee turns a rule against the customer."),
     (Say("Anger seeks an outlet: hostility is {e.hostility:pts}, ordinarily {n.hostility:pts}.",
          lambda s: s.e.hostility >= s.n.hostility + 0.02),
      Say("Hostility is {e.hostility:pts}, no more than ordinarily, so this is mostly chance.")),
     Say("Commitment, which holds back, is only {e.commitment:pts}.", lambda s: s.e.commitment < 0.5)),
    when=lambda s: s.enforced > 0)

CUTS_CORNERS = Step(
    "Corners are cut", ("M20",), (),
    (Say("At an occupancy of {unit.pressure:%} care taken is {e.practice:pts}, on an own standard of "
         "{e.service_standard:pts}: quicker, and less of it solved and liked."),),
    when=lambda s: s.e.practice < s.e.service_standard - 0.02)

SOLVES = Step(
    "Solved or not", ("M19",),
    (Shown("resolve_chance", "chance of solving it", "%"), Shown("resolved", "solved", "flag"),
     Shown("minutes", "minutes", "min")),
    ((Say("The chance of solving the case would be {resolve_chance:%}.",
          lambda s: s.error + s.referred + s.chases > 0),
      Say("The chance of solving the case is {resolve_chance:%}.")),
     (Say("Because of the error it stays unsolved.", lambda s: s.error > 0),
      Say("Without the colleague it stays unsolved.", lambda s: s.referred + s.chases > 0),
      Say("It is solved.", lambda s: s.resolved > 0), Say("It is not solved.")),
     Say("It takes {minutes:min} minutes with after-work."),
     Say("Skill at work is {e.able:pts}: {e.skill:pts} by experience, the rest from training, of which "
         "{e.transfer:%} is used.", lambda s: s.e.able - s.e.skill >= 0.005, "M29"),
     Say("Coaching turns training into habit.",
         lambda s: s.e.able - s.e.skill >= 0.005 and s.e.transfer >= 0.6, "M29")),
    "solve", (Target("resolve_chance", "the chance of solving it", "%", (
        Force("m.difficulty", "difficulty of the case"), *ABLE, Force("m.empathy_felt", "empathy felt"),
        Force("person.vision_clarity", "clarity of what good service is"), PRESSURE, STANDARD,
        Force("person.goal_gap", "goals not acted on"), Force("unit.friction", "friction in the processes"),
        Force("m.gesture", "the rule that was bent", 0.0, ""),
        Force("m.extra_mile", "the extra mile", 0.0, ""),
        Force("m.cause", "a rule that is itself the problem", float(OTHER), ""),
        Force("m.handed_off", "the hand-off between units", 0.0, ""),
        Force("unit.unit_blame", "blame between the units"))),))

JUDGES = Step(
    "The customer judges", ("M40",), (Shown("quality", "quality"), Shown("satisfaction", "satisfaction")),
    (Say("Quality as lived is {quality:pts}, expected was {c.expectation:pts}."),
     (Say("A shortfall weighs {p.loss_aversion:x} times as much as a surplus: satisfaction is "
          "{satisfaction:pts}.", lambda s: s.difference < 0),
      Say("A pleasant surprise: satisfaction is {satisfaction:pts}."))),
    "judge", (Target("satisfaction", "the satisfaction", "pts", (
        Force("m.resolved", lambda s: "the case solved" if s.resolved else "the case not solved", None, ""),
        Force("m.tone", "the employee's tone"), Force("m.empathy_shown", "empathy shown"),
        Force("unit.wait", "minutes of waiting", 0.0, "min"),
        Force("m.attempt", lambda s: f"having to come {s.again}", 0.0, ""),
        Force("m.gesture", "the rule that was bent", 0.0, ""),
        Force("m.accused", "being treated as a cheat", 0.0, ""),
        Force("m.enforced", "being punished by a rule", 0.0, ""),
        Force("m.delay", "waiting for a colleague elsewhere", 0.0, "days"),
        Force("m.extra_mile", "the extra mile", 0.0, ""), STANDARD,
        Force("person.suspicion", "suspicion in the air"),
        Force("unit.pressure", "corners cut at an occupancy of", shown="%"),
        Force("customer.expectation", "expectation"),
        Force("m.u_noise", "what the model leaves to luck", 0.5, ""))),))

COMPLAINS = Step(
    "Complaint and recovery", ("M42",),
    (Shown("complain_chance", "chance of a complaint", "%"), Shown("complained", "complained", "flag"),
     Shown("recovered", "made good", "flag")),
    ((Say("The customer complains, for which the chance was {complain_chance:%}.", lambda s: s.complained
          > 0), Say("The customer swallows it: the chance of a complaint was {complain_chance:%}.")),
     (Say("The complaint is made good, for which the chance was {e.recover_chance:%}.",
          lambda s: s.recovered > 0), Say("The complaint is not made good: the chance of that was "
                                          "{e.recover_chance:%}.", lambda s: s.complained > 0)),
     (Say("It is reported upwards.", lambda s: s.complaint_reported > 0, "M45"),
      Say("Nobody above hears of it; the chance of reporting was {e.report_chance:%}.", lambda s: s.complained
          > 0, "M45"))),
    "complain", (Target("complain_chance", "the chance of a complaint", "%", (
        Force("m.satisfaction", "satisfaction"), Force("customer.trust", "the customer's trust"),
        Force("policy.complaint_welcome", "complaints welcome")), good=-1),
                 Target("person.recover_chance", "the chance of making it good", "%", (
                     Force("policy.recovery_policy", "what policy allows"), PERMISSION, *ABLE),
                        lambda s: s.complained > 0)),
    lambda s: s.complained > 0 or s.satisfaction < 0.3)

STAYS = Step(
    "What stays with the customer", ("M41", "M43"),
    (Shown("leave_chance", "chance of leaving", "%"), Shown("left", "left", "flag"),
     Shown("told", "told others", "word")),
    (Say("Satisfaction with the relationship goes from {c.relationship:pts} to {c_after.relationship:pts}, "
         "trust from {c.trust:pts} to {c_after.trust:pts}, expectation from {c.expectation:pts} to "
         "{c_after.expectation:pts}, mood from {customer_mood:pts} to {c_after.mood:pts}."),
     Say("An honest customer who was accused does not forget it.", lambda s: s.wronged > 0, "M17"),
     (Say("The chance of leaving is {leave_chance:%}: the customer leaves", lambda s: s.left > 0),
      Say("The chance of leaving is {leave_chance:%}: the customer stays")),
     (Say("and warns others.", lambda s: s.told < 0), Say("and recommends the firm.", lambda s: s.told > 0),
      Say("and tells nobody."))),
    "digest", (Target("leave_chance", "the chance of leaving", "%", (
        Force("customer.relationship", "satisfaction with the relationship"),
        Force("customer.trust", "the customer's trust"),
        Force("m.satisfaction", "satisfaction with this contact"),
        Force("m.wronged", "being accused, though honest", 0.0, ""),
        Force("m.complained", "having complained", 0.0, ""),
        Force("m.recovered", "the complaint made good", 0.0, "")), good=-1),))

LIVES_WITH_IT = Step(
    "What it does to the employee", ("M27", "M23"),
    (Shown("drain", "share of resources taken", "%"), Shown("vent_chance", "chance of bad talk", "%"),
     Shown("vented", "talked badly", "flag"), Shown("reframed", "reframed", "flag")),
    (Say("It takes {drain:%} of the employee's resources: from {e.resources:p1} to {e_after.resources:p1}; "
         "mood goes from {e.mood:p1} to {e_after.mood:p1}."),
     Say("Rudeness raises hostility from {e.hostility:pts} to {e_after.hostility:pts}.",
         lambda s: s.e_after.hostility - s.e.hostility >= 0.01, "M22"),
     Say("The employee is left alone with it: the customer is right, and leaders do not stand by "
         "({leader.injustice:pts} of 100, ordinarily {n.injustice:pts}).",
         lambda s: s.rudeness > 0 and s.leader.injustice > s.n.injustice + 0.05, "M18"),
     (Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. It happens, and "
          "colleagues hear it.", lambda s: s.vented > 0),
      Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. Instead the "
          "employee asks what the customer did not know.", lambda s: s.reframed > 0),
      Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. It does not "
          "happen."))),
    "feel", (Target("drain", "the share of resources taken", "%", (
        RUDENESS, Force("m.acted", "empathy acted"), Force("m.minutes", "minutes", shown="min"),
        Force("person.coworker_support", "support by colleagues"),
        Force("leader.injustice", "being left alone with the rude"),
        Force("person.drain_customers", "slow strain from customers")), good=-1),
             Target("vent_chance", "the chance of bad talk", "%", (ANGER, BLAMING, ASKING, NORM), good=-1)))

COSTS = Step(
    "What it costs, beyond working time", ("M46",), (),
    (Say("The rule that was bent: {cost.gesture:x}.", lambda s: s.cost.gesture > 0),
     Say("The cheat who was believed: {cost.fraud:x}.", lambda s: s.cost.fraud > 0),
     Say("Making the complaint good: {cost.recovery:x}.", lambda s: s.cost.recovery > 0)),
    when=lambda s: s.cost.gesture + s.cost.fraud + s.cost.recovery > 0)

STEPS = (COMES_IN, COLLEAGUES, BLAMES, ANSWERS, FEELS_WITH, BENDS, EXTRA_MILE, ERRS, SUSPECTS, PUNISHES,
         CUTS_CORNERS, SOLVES, JUDGES, COMPLAINS, STAYS, LIVES_WITH_IT, COSTS)
"""A contact from the moment the customer comes in, in order."""
