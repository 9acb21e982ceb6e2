"""Every bundled story shows what it tells: in paired worlds the 95 % interval of the difference lies on the
side told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.model.engine.record import Record
from sim.model.engine.simulate import simulate
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, PARAMETERS
from sim.scenario import Scenario

REPLICATIONS = 4


@dataclass(frozen=True)
class Story:
    """What ``name`` shows against another world (a bundled name, or what is changed in the same scenario).

    days: how long both live.  part: the days looked at, first and after the last; the last week if nothing is
    said.
    """

    name: str
    against: str | dict[str, Any]
    days: int
    shows: dict[str, int]
    part: tuple[int, int] | None = None
    replications: int = REPLICATIONS
    told: str = ""


ORDINARY = "ordinary-firm"
STORIES = (
    Story("expectation-alone", ORDINARY, 120, {"trust_in_leader": -1, "commitment": -1, "norm": -1,
                                               "customer_satisfaction": -1}),
    Story("permission-then-expectation", "expectation-alone", 120, {"trust_in_leader": 1, "commitment": 1,
                                                                    "norm": 1, "customer_satisfaction": 1,
                                                                    "discretion_used": 1}),
    Story("signage-and-suspicion", ORDINARY, 120, {"false_accusations": 1, "fraud_loss": -1,
                                                   "customer_satisfaction": -1, "customer_churn": 1}),
    Story("break-all-the-rules", ORDINARY, 120, {"discretion_used": 1, "resolved_first_contact": 1,
                                                 "customer_satisfaction": 1, "customer_churn": -1,
                                                 "gesture_cost": 1}),
    Story("always-right", ORDINARY, 120, {"resources": -1, "felt_share": -1, "burnout_share": 1}),
    Story("always-right", {"levers": {"backing": 0.9}}, 120, {"resources": -1, "burnout_share": 1},
          told="backing mends a part"),
    Story("internal-customer", ORDINARY, 95, {"wait_days": 1, "unit_blame": 1, "repeat_contacts": 1},
          replications=8, told="before the programme"),  # blame and delay hold each other up sooner or later
)
YEARS = (
    Story("care-first", "canned-training", 250, {"felt_care": 1, "commitment": 1, "empathy_shown": 1,
                                                 "customer_satisfaction": 1}),
    Story("canned-training", ORDINARY, 250, {"commitment": -1, "empathy_shown": -1}),
    Story("internal-customer", {"changes": []}, 250,
          {"wait_days": -1, "unit_blame": -1, "repeat_contacts": -1}, told="what the programme does"),
    Story("overload-scar", ORDINARY, 250, {"service_standard": -1, "customer_satisfaction": -1},
          told="three quarters later"),
    Story("promote-from-within", {"levers": {"promote_within": 0.05}}, 500,
          {"picture_of_customers": 1, "vacancies": 1}, replications=8),
    Story("culture-of-fear", ORDINARY, 250, {"handle_minutes": -1, "gesture_cost": -1, "net_value": 1},
          (0, 30), told="a win at first"),
    Story("culture-of-fear", ORDINARY, 250, {"customer_churn": 1, "customer_satisfaction": -1,
                                             "net_value": -1}, (125, 250), told="the bill"),
)


def name_of(story: Story) -> str:
    return f"{story.name}: {story.told}" if story.told else story.name


@cache
def lived(scenario: Scenario, replications: int) -> tuple[Record, ...]:
    setup = scenario.setup()
    return tuple(simulate(setup, r) for r in range(replications))


def figure(record: Record, name: str, part: tuple[int, int] | None) -> float:
    """An outcome over the days of ``part``, or its end."""
    if part is None:
        return float(record.summary().loc[name, "end"])
    outcome, days = OUTCOME[name], slice(*part)
    return float(outcome.scale * record.tally(outcome.numerator)[days].sum()
                 / record.tally(outcome.denominator)[days].sum())


def scenario_of(name: str, days: int) -> Scenario:
    """A bundled scenario cut or prolonged to these days; changes that would come later are left out."""
    scenario = Scenario.load(name)
    kept = [change for change in scenario.given().get("changes", []) if 5 * (change["from_week"] - 1) < days]
    return scenario.with_(changes=kept, days=days)


@pytest.mark.parametrize("story", [*(pytest.param(s, id=name_of(s)) for s in STORIES),
                                   *(pytest.param(s, id=name_of(s), marks=pytest.mark.slow) for s in YEARS)])
def test_story(story: Story):
    told = scenario_of(story.name, story.days)
    other = scenario_of(story.against, story.days) if isinstance(story.against, str) else told.with_(
        **story.against)
    worlds = [lived(s, story.replications) for s in (other, told)]
    for outcome, sign in story.shows.items():
        d = np.array([figure(b, outcome, story.part) - figure(a, outcome, story.part) for a,
                      b in zip(*worlds, strict=True)])
        low, high = stats.t.interval(0.95, len(d) - 1, d.mean(), stats.sem(d))
        assert (low > 0 if sign > 0 else high < 0), (
            f"{outcome}: {d.mean():.3f} [{low:.3f}, {high:.3f}], told {sign:+d}")


@pytest.mark.slow
def test_care_and_courses_cost_the_same():
    """Leaders' hours at a post's pay against courses at their price; what both firms spend beyond the
    ordinary one agrees to a tenth."""
    price = {name: PARAMETERS[name].default for name in ("pay", "training_price", "leader_week_hours")}
    posts = len(Scenario.load(ORDINARY).build_organisation())
    hours = {name: np.mean([r.tally("sum_leader_hours").sum() for r in lived(scenario_of(name, 250),
                                                                             REPLICATIONS)])
             for name in (ORDINARY, "care-first", "canned-training")}
    an_hour = price["pay"] / (50 * price["leader_week_hours"])
    for_care = (hours["care-first"] - hours[ORDINARY]) / 5 * an_hour / posts  # tallied daily, in hours a week
    for_courses = ((Scenario.load("canned-training").levers["training_days"]
                    - LEVERS["training_days"].default) * price["training_price"])
    assert for_care == pytest.approx(for_courses, rel=0.1)
    assert hours["canned-training"] == pytest.approx(hours[ORDINARY], rel=0.01)
