"""A contact told in steps: which numbers a step shows, what it says about them, and which inputs pushed them where.

Declarations only.  A step whose numbers the model does not have is left out, and so is an input that it does not have: when a mechanism
is added to the contact, its step appears by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from sim.interaction.moment import IGNORANCE, OTHER, OUR_ERROR, THE_RULE

type Seen = SimpleNamespace
"""Everything a sentence may speak of: the moment's numbers by name; e, c: employee and customer before; e_after, c_after: after; p."""


@dataclass(frozen=True)
class Say:
    """A sentence with holes, said when its condition holds.

    Formats of holes: ``pts`` a level in [0, 1] as 0-100, ``p1`` with a decimal, ``%`` a share or chance, ``min`` minutes, ``n`` a count,
    ``x`` a ratio, ``flag`` yes or no, ``word`` a warning or a recommendation.
    """

    text: str
    when: Callable[[Seen], bool] = lambda seen: True


@dataclass(frozen=True)
class Force:
    """An input that may push a number.

    path: 'person.fear', 'm.anger', ...  level: what it is compared with; None: its value in the ordinary contact.
    label: its name, or a function that names what happened.  shown: how its own value is written, '' where the label says it all.
    """

    path: str
    label: str | Callable[[Seen], str]
    level: float | None = None
    shown: str = "pts"


@dataclass(frozen=True)
class Target:
    """A number of the moment whose pushes are told.  field: its name; shown: its format."""

    field: str
    label: str
    shown: str
    forces: tuple[Force, ...]


@dataclass(frozen=True)
class Shown:
    """A number of the moment as a side-by-side table shows it."""

    field: str
    label: str
    shown: str = "pts"


@dataclass(frozen=True)
class Step:
    """One step of a contact.

    mechanisms: ids.  shows: its numbers; all must be there, or the step is left out.  says: sentences; of a tuple of them the first that
    applies.  plays: the step of `sim.interaction.contact` that makes the targets.  when: is there anything to tell?
    """

    title: str
    mechanisms: tuple[str, ...]
    shows: tuple[Shown, ...]
    says: tuple[Say | tuple[Say, ...], ...]
    plays: str = ""
    targets: tuple[Target, ...] = ()
    when: Callable[[Seen], bool] = lambda seen: True


ABOUT = {OUR_ERROR: "a mistake of the firm", IGNORANCE: "something the customer did not know about the rules",
         THE_RULE: "a rule that is itself the problem", OTHER: "an ordinary matter"}
"""What a case is about, in words."""

SPIRIT = (
    Force("person.trust_in_leader", "trust in the leader"), Force("person.felt_care", "feeling cared for"),
    Force("person.fear", "fear"), Force("person.resources", "resources"))
"""What lowers defences or raises them."""

STEPS = (
    Step("The customer comes in", ("M41",),
         (Shown("attempt", "times brought before", "n"), Shown("difficulty", "difficulty of the case"), Shown("stake", "stake"),
          Shown("customer_mood", "customer's mood"), Shown("customer_tone", "customer's tone"), Shown("rudeness", "rudeness")),
         (Say("The case is about {about}, brought {times}; difficulty {difficulty:pts}, stake {stake:pts}."),
          Say("The customer's mood towards the firm is {customer_mood:pts}, on a civility of {c.civility:pts}."),
          (Say("The tone is {customer_tone:pts} (0 hostile, 50 flat, 100 warm): rude, {rudeness:pts} of 100.", lambda s: s.rudeness > 0),
           Say("The tone is {customer_tone:pts} (0 hostile, 50 flat, 100 warm): not rude."))),
         "meet", (Target("customer_tone", "the customer's tone", "pts", (
             Force("customer.civility", "own civility"), Force("customer.mood", "mood left from last time"),
             Force("customer.attempt", lambda s: f"having to come {s.again}", 0.0, ""), Force("visit.stake", "stake"),
             Force("visit.noise", "the mood of the day", 0.5, ""))),)),
    Step("What the employee makes of it", ("M14",),
         (Shown("blame", "blame laid on the customer"), Shown("anger", "anger")),
         ((Say("\"A jerk\": the employee blames the customer, {blame:pts} of 100.", lambda s: s.blame >= 0.5),
           Say("Not quite \"a jerk\": blame laid on the customer is {blame:pts} of 100.", lambda s: s.blame >= 0.3),
           Say("Somebody who needs help: blame laid on the customer is only {blame:pts} of 100.")),
          Say("Anger, blame times provocation, is {anger:pts}.")),
         "attribute", (Target("blame", "the blame", "pts", (
             Force("m.rudeness", "rudeness", 0.0), Force("m.cause", lambda s: f"the case: {s.about}", float(OTHER), ""),
             Force("person.blame_habit", "habit of blaming"), Force("person.reframe_habit", "habit of asking what was not known"),
             Force("policy.reframe_training", "training in reframing"))),)),
    Step("Believed or suspected", ("M17", "M44"),
         (Shown("honest", "customer is honest", "flag"), Shown("accused", "treated as a suspect", "flag")),
         ((Say("The customer is honest and is treated as a suspect all the same.", lambda s: s.accused > 0 and s.honest > 0),
           Say("The customer cheats and is treated as a suspect.", lambda s: s.accused > 0),
           Say("The customer is honest and is believed.", lambda s: s.honest > 0),
           Say("The customer cheats and is believed.")),)),
    Step("The answer", ("M12", "M13"), (Shown("gain", "share of the tone that comes back", "%"), Shown("tone", "employee's tone")),
         (Say("{gain:%} of the customer's tone comes back. The employee's tone is {tone:pts}."),
          (Say("Rudeness is mirrored.", lambda s: s.rudeness > 0 and s.tone < s.p.mirrored_below),
           Say("Rude was met with civil: the higher road.", lambda s: s.rudeness > 0),
           Say("Civil got civil.", lambda s: s.tone >= s.p.mirrored_below),
           Say("A civil customer got a rough answer."))),
         "answer", (Target("gain", "the share that comes back", "%", SPIRIT),
                    Target("tone", "the employee's tone", "pts", (
                        Force("m.customer_tone", "the customer's tone"), Force("m.anger", "anger", 0.0),
                        Force("person.mood", "the employee's mood"), Force("person.norm", "what is done here (norm)"), *SPIRIT)))),
    Step("Empathy, felt or acted", ("M15",),
         (Shown("empathy_felt", "empathy felt"), Shown("acted", "empathy acted"), Shown("empathy_shown", "empathy shown")),
         (Say("Empathy felt is {empathy_felt:pts}; good manners ask for {p.display_required:pts}."),
          (Say("Of what is missing the employee acts {acted:pts}, with effort; acting leaks, and the customer perceives "
               "{empathy_shown:pts}.", lambda s: s.acted > 0),
           Say("Nothing has to be acted; the customer perceives {empathy_shown:pts}."))),
         "empathise", (Target("empathy_felt", "the empathy felt", "pts", (
             Force("person.trait_empathy", "empathy brought along"), Force("person.learned_empathy", "empathy learned at work"),
             Force("m.blame", "blame"), Force("person.resources", "resources"), Force("person.fear", "fear"),
             Force("person.commitment", "commitment"))),)),
    Step("By the rule, or a gesture", ("M16",),
         (Shown("gesture_chance", "chance of a gesture", "%"), Shown("gesture", "a rule was bent", "flag")),
         ((Say("The chance that a rule is bent for this customer is {gesture_chance:%}. It is bent.", lambda s: s.gesture > 0),
           Say("The chance that a rule is bent for this customer is {gesture_chance:%}. It is not bent.")),),
         "solve", (Target("gesture_chance", "the chance of a gesture", "%", (
             Force("person.autonomy", "room for own decisions"), Force("policy.permission", "permission to care"),
             Force("person.fear", "fear"), Force("person.perceived_fairness", "feeling treated fairly"),
             Force("person.commitment", "commitment"), Force("m.stake", "stake"))),)),
    Step("The extra mile", ("M09",), (Shown("extra_mile", "extra mile", "flag"),),
         ((Say("The employee goes the extra mile.", lambda s: s.extra_mile > 0), Say("No more is done than has to be.")),)),
    Step("The rule as a weapon", ("M22",), (Shown("enforced", "punished by a rule", "flag"),),
         ((Say("The employee punishes the customer by enforcing a rule.", lambda s: s.enforced > 0),
           Say("No rule is turned against the customer.")),)),
    Step("A colleague is needed", ("M21",), (Shown("referred", "referred to another unit", "flag"),),
         (Say("The case needs a colleague in another unit: the answer comes after some days."),), when=lambda s: s.referred > 0),
    Step("Solved or not", ("M19",),
         (Shown("resolve_chance", "chance of solving it", "%"), Shown("resolved", "solved", "flag"), Shown("error", "error", "flag"),
          Shown("minutes", "minutes", "min")),
         (Say("The chance of solving the case is {resolve_chance:%}."),
          (Say("An error is made, so it stays unsolved.", lambda s: s.error > 0),
           Say("It is solved.", lambda s: s.resolved > 0), Say("It is not solved.")),
          Say("It takes {minutes:min} minutes with after-work.")),
         "solve", (Target("resolve_chance", "the chance of solving it", "%", (
             Force("m.difficulty", "difficulty of the case"), Force("person.skill", "skill"), Force("m.empathy_felt", "empathy felt"),
             Force("person.vision_clarity", "clarity of what good service is"), Force("unit.pressure", "occupancy of the unit", shown="%"),
             Force("m.u_gesture", "the rule that was bent", 1.0, ""),
             Force("m.cause", "a rule that is itself the problem", float(OTHER), ""))),)),
    Step("The customer judges", ("M40",), (Shown("quality", "quality"), Shown("satisfaction", "satisfaction")),
         (Say("Quality as lived is {quality:pts}, expected was {c.expectation:pts}."),
          (Say("A shortfall weighs {p.loss_aversion:x} times as much as a surplus: satisfaction is {satisfaction:pts}.",
               lambda s: s.difference < 0),
           Say("A pleasant surprise: satisfaction is {satisfaction:pts}."))),
         "judge", (Target("satisfaction", "the satisfaction", "pts", (
             Force("m.resolved", lambda s: "the case solved" if s.resolved else "the case not solved", None, ""),
             Force("m.tone", "the employee's tone"), Force("m.empathy_shown", "empathy shown"),
             Force("unit.wait", "minutes of waiting", 0.0, "min"),
             Force("m.attempt", lambda s: f"having to come {s.again}", 0.0, ""), Force("m.gesture", "the rule that was bent", 0.0, ""),
             Force("m.accused", "being treated as a suspect", 0.0, ""), Force("m.enforced", "being punished by a rule", 0.0, ""),
             Force("m.referred", "having to wait for a colleague elsewhere", 0.0, ""),
             Force("m.extra_mile", "the extra mile", 0.0, ""),
             Force("customer.expectation", "expectation"),
             Force("m.u_noise", "what the model leaves to luck", 0.5, ""))),)),
    Step("Complaint and recovery", ("M42",), (Shown("complained", "complained", "flag"), Shown("recovered", "won back", "flag")),
         ((Say("The customer complains, and is won back.", lambda s: s.complained > 0 and s.recovered > 0),
           Say("The customer complains, in vain.", lambda s: s.complained > 0), Say("The customer does not complain.")),)),
    Step("What stays with the customer", ("M41", "M43"),
         (Shown("leave_chance", "chance of leaving", "%"), Shown("left", "left", "flag"), Shown("told", "told others", "word")),
         (Say("Satisfaction with the relationship goes from {c.relationship:pts} to {c_after.relationship:pts}, trust from {c.trust:pts} "
              "to {c_after.trust:pts}, expectation from {c.expectation:pts} to {c_after.expectation:pts}, mood from {customer_mood:pts} "
              "to {c_after.mood:pts}."),
          (Say("The chance of leaving is {leave_chance:%}: the customer leaves", lambda s: s.left > 0),
           Say("The chance of leaving is {leave_chance:%}: the customer stays")),
          (Say("and warns others.", lambda s: s.told < 0), Say("and recommends the firm.", lambda s: s.told > 0),
           Say("and tells nobody."))),
         "digest", (Target("leave_chance", "the chance of leaving", "%", (
             Force("customer.relationship", "satisfaction with the relationship"), Force("customer.trust", "the customer's trust"),
             Force("m.satisfaction", "satisfaction with this contact"))),)),
    Step("What it does to the employee", ("M27", "M23"),
         (Shown("drain", "share of resources taken", "%"), Shown("vent_chance", "chance of bad talk", "%"),
          Shown("vented", "talked badly", "flag"), Shown("reframed", "reframed", "flag")),
         (Say("It takes {drain:%} of the employee's resources: from {e.resources:p1} to {e_after.resources:p1}; mood goes from "
              "{e.mood:p1} to {e_after.mood:p1}."),
          (Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. It happens, and colleagues hear it.",
               lambda s: s.vented > 0),
           Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. Instead the employee asks what the customer "
               "did not know.", lambda s: s.reframed > 0),
           Say("The chance of talking badly about the customer afterwards is {vent_chance:%}. It does not happen."))),
         "feel", (Target("drain", "the share of resources taken", "%", (
             Force("m.rudeness", "rudeness", 0.0), Force("m.anger", "anger", 0.0), Force("m.acted", "empathy acted"),
             Force("m.minutes", "minutes", shown="min"), Force("person.coworker_support", "support by colleagues"),
             Force("unit.pressure", "occupancy of the unit", shown="%"))),
                  Target("vent_chance", "the chance of bad talk", "%", (
                      Force("m.anger", "anger", 0.0), Force("person.blame_habit", "habit of blaming"),
                      Force("person.reframe_habit", "habit of asking what was not known"),
                      Force("person.norm", "what is done here (norm)"))))),
    Step("The error", ("M45",), (Shown("error_reported", "error reported", "flag"),),
         ((Say("The error is reported.", lambda s: s.error_reported > 0), Say("The error is not reported.")),),
         when=lambda s: s.error > 0),
)
"""A contact from the moment the customer comes in, in order."""

PLAYED = tuple(dict.fromkeys(step.plays for step in STEPS if step.plays))
"""The steps of `sim.interaction.contact` that are told, in order, each once."""
