"""Figures that no survey gives: of interventions, each a small simulated experiment; and those that are fed
in, the parameter or constant that must equal the published figure."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from sim.insight.evidence.answers import stream
from sim.insight.evidence.constructs import RELIABILITY
from sim.insight.evidence.constructs import settings as survey_days
from sim.insight.evidence.observe import watch
from sim.insight.evidence.patterns import Figure
from sim.insight.evidence.populations import REACH, TALK_MEDIAN_S
from sim.insight.evidence.statistics import hedges_g
from sim.model.engine.simulate import Run
from sim.model.outcomes import YEAR_DAYS
from sim.model.parameters import LEVERS, PARAMETERS
from sim.model.population import World
from sim.model.rules import training
from sim.model.rules.coaching import harm_chance
from sim.scenario import Scenario
from sim.scenario.demand import WEEKDAY_PROFILE

FIRM: dict[str, Any] = {"people": 160, "levels": [1, 4, 14]}
"""The firm experiments take place in."""

MIDDLE, FIRST_LINE = "1", "2"
"""Levels of its leaders below the head."""


def ended(replication: int, levers: dict[str, Any], days: int = YEAR_DAYS) -> World:
    """The firm's world after ``days`` under these levers; the same replication has the same luck."""
    run = Run(Scenario(organisation=FIRM, levers=levers, days=days, seed=31).setup(), replication)
    while run.day < days:
        run.step()
    return run.world


def abuse_two_levels_up(replication: int) -> Figure:
    """Perceived abuse of staff (L07): [abusive leaders two levels up against none, abusive direct leaders
    against those two levels up]."""

    def abuse(level: str) -> float:
        harsh = {"punishment_severity": {"level": {level: 0.95}},
                 "punishment_arbitrary": {"level": {level: 0.9}}} if level else {}
        people = ended(replication, harsh).people
        return float(people["perceived_abuse"][(people["leads"] < 0) & (people["vacant"] == 0)].mean())

    none, above, direct = abuse(""), abuse(MIDDLE), abuse(FIRST_LINE)
    return np.array([above - none, direct - above])


def harmful_feedback(replication: int) -> Figure:
    """Share of coaching that makes things worse (L11), over leaders whose coaching skill is spread over the
    population's range."""
    skill, usual = LEVERS["coaching_skill"], PARAMETERS["coaching_harm"].default
    width = REACH * (skill.high - skill.low)
    spread = np.clip(np.linspace(skill.default - width, skill.default + width, 101), skill.low, skill.high)
    return float(np.mean([harm_chance(one, usual) for one in spread]))


def randomised(replication: int, levers: dict[str, float], days: int) -> pd.DataFrame:
    """A trial: half of the ordinary firm's front line, drawn by lot, works ``days`` days under ``levers`` at
    their value, the others at 0.

    What people were like and went through in the last four weeks, with a column treated (1 or 0).  Nobody
    else's levers differ.
    """
    scenario = Scenario(days=days, seed=37)
    organisation = scenario.build_organisation()
    front = np.flatnonzero(organisation.front_line)
    lot = stream("lot", replication).permutation(front)[:len(front) // 2]
    settings = {name: {"default": 0.0, "post": {str(organisation.ids[i]): value for i in lot}} for name,
                value in levers.items()}
    run = Run(scenario.with_(levers=settings).setup(organisation), replication)
    while run.day < days - survey_days().days:
        run.step()
    people = watch(run, key=(37, replication)).people
    people = people[people["front"]]
    return people.assign(treated=people["post"].isin(lot).astype(int))


def empathy_training(replication: int) -> Figure:
    """Empathy training against none in randomised people (L09): Hedges g of empathy felt in contacts, as
    scales measure it.

    As much training as the lever allows in a quarter, 1.3 days; asked within that quarter.  Trials' g is not
    corrected for unreliability, so the model's is weakened by it (Hunter & Schmidt 2004).
    """
    people = randomised(replication, {"empathy_training": LEVERS["empathy_training"].high}, 63)
    return hedges_g(people, "contact.empathy_felt", "treated") * math.sqrt(RELIABILITY)


def meeting_beneficiaries(replication: int) -> Figure:
    """Share by which meeting customers changes effort (L17): acts beyond duty a contact, a month and more
    after the first meetings.

    One meeting a month, against none.
    """
    people = randomised(replication, {"customer_forums": 1.0}, 63)
    acts = (people["contact.extra_mile"] * people["contacts"]).groupby(people["treated"]).sum()
    rate = acts / people["contacts"].groupby(people["treated"]).sum()
    return float(rate[1] / rate[0] - 1.0)


def training_and_coaching(replication: int) -> Figure:
    """Gain of training followed by coaching over the gain of training alone (L12), in skill at work of the
    front line after half a year."""

    def skill(**levers: float) -> float:
        people = ended(replication, {"coaching_rate": 0.0, **levers}, YEAR_DAYS // 2).people
        return float(people["able"][(people["front"] == 1) & (people["vacant"] == 0)].mean())

    untaught, coached = skill(training_days=0.0), {"coaching_rate": 0.9, "coaching_skill": 0.8}
    alone, both = skill(training_days=12.0) - untaught, skill(training_days=12.0, **coached) - untaught
    return both / alone if alone > 0 else float("nan")


EXPERIMENTS: dict[str, Callable[[int], Figure]] = {f.__name__: f for f in (
    abuse_two_levels_up, harmful_feedback, empathy_training, training_and_coaching, meeting_beneficiaries)}
"""By the name under which ``rows.yaml`` asks for them."""


CALLS_BY_WEEKDAY = (1644.0, 1558.0, 1592.0, 1497.0, 1533.0)
"""Mean calls on the working week's five days at the Technion bank (row D20)."""


def _training_effect() -> float:
    """Effect of a year's training, taken at once and used as usual, in standard deviations of skill."""
    course, use = LEVERS["training_days"].default, training.motivation(LEVERS["training_explained"].default)
    command = training.trained_after_course(0.0, course, PARAMETERS["training_effect"].default, 1.0, use)
    used = training.transfer(LEVERS["coaching_rate"].default, LEVERS["coaching_skill"].default,
                             PARAMETERS["transfer_alone"].default)
    return float(used * command * PARAMETERS["training_gain"].default / PARAMETERS["aptitude_spread"].default)


def _weekday_profile() -> float:
    """Largest difference between the weights of weekdays in the model and in the data."""
    mean = sum(CALLS_BY_WEEKDAY) / len(CALLS_BY_WEEKDAY)
    return max(abs(weight - calls / mean)
               for weight, calls in zip(WEEKDAY_PROFILE, CALLS_BY_WEEKDAY, strict=True))


INPUTS = {
    "talk_median_s": TALK_MEDIAN_S,                                               # seconds of a call
    "weekday_profile": _weekday_profile(),
    # unpleasant contacts to pleasant ones
    "mood_negativity": PARAMETERS["mood_negativity"].default,
    # days to 95 % of a habit's strength
    "habit_half_life": PARAMETERS["habit_half_life"].default * math.log2(20.0),
    "training_effect": _training_effect(),
    # half-life in months of 21 days
    "skill_forgetting": PARAMETERS["trained_half_life"].default / 21.0,
}
"""Figures that are fed in, by the name under which ``rows.yaml`` asks for them."""
