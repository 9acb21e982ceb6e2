"""Every bundled story shows what it tells: in paired worlds the 95 % interval of the difference lies on the
side told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run, simulate
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
    Story("bashing-tolerated", "bashing-coached", 120, {
        "blame_habit": 1, "norm": -1, "learned_empathy": -1, "felt_share": -1, "empathy_shown": -1,
        "customer_satisfaction": -1, "customer_churn": 1}, (60, 120)),
    Story("expectation-alone", ORDINARY, 120, {"trust_in_leader": -1, "commitment": -1, "norm": -1,
                                               "customer_satisfaction": -1}, (80, 120)),
    Story("permission-then-expectation", "expectation-alone", 120, {"trust_in_leader": 1, "commitment": 1,
                                                                    "norm": 1, "customer_satisfaction": 1,
                                                                    "discretion_used": 1}, (80, 120)),
    Story("signage-and-suspicion", ORDINARY, 120, {"false_accusations": 1, "fraud_loss": -1,
                                                   "customer_satisfaction": -1, "customer_churn": 1}),
    Story("break-all-the-rules", ORDINARY, 120, {"discretion_used": 1, "resolved_first_contact": 1,
                                                 "customer_satisfaction": 1, "customer_churn": -1,
                                                 "gesture_cost": 1}),
    Story("always-right", ORDINARY, 120, {"resources": -1, "felt_share": -1, "burnout_share": 1},
          (60, 120)),
    Story("always-right", {"levers": {"backing": 0.9}}, 120, {"resources": -1, "burnout_share": 1},
          (60, 120), told="backing mends a part"),
    Story("internal-customer", ORDINARY, 95, {
        "wait_days": 1, "unit_blame": 1, "repeat_contacts": 1, "wait_minutes": 1, "occupancy": 1,
        "resources": -1, "customer_satisfaction": -1, "customer_churn": 1}, (45, 95), 12,
        told="before the programme"),
    Story("overload-scar", ORDINARY, 65, {
        "wait_minutes": 1, "repeat_contacts": 1, "service_standard": -1, "mood": -1, "resources": -1,
        "burnout_share": 1, "customer_satisfaction": -1, "customer_churn": 1}, (0, 65), told="meanwhile"),
    Story("culture-of-fear", {"levers": {"punishment_severity": 0.3, "punishment_arbitrary": 0.3}}, 120, {
        "hostility": 1, "enforcement_acts": 1, "mirrored_share": 1, "empathy_shown": -1}, (0, 120),
        told="the punished punish"),
)
YEARS = (
    Story("care-first", "canned-training", 250, {"felt_care": 1, "commitment": 1, "empathy_shown": 1,
                                                 "customer_satisfaction": 1, "net_value": 1}, (0, 250)),
    Story("canned-training", ORDINARY, 250, {"commitment": -1, "empathy_shown": -1,
                                             "customer_satisfaction": -1, "net_value": -1}, (125, 250), 8),
    Story("training-alone", {"levers": {"training_days": 3}}, 250,
          {"ability": 1, "resolved_first_contact": 1}, (100, 125), told="while it lasts"),
    Story("training-coached", "training-alone", 250, {"ability": 1, "resolved_first_contact": 1,
                                                      "customer_satisfaction": 1}, (225, 250),
          told="half a year after the courses"),
    Story("internal-customer", {"changes": []}, 250, {
        "wait_days": -1, "unit_blame": -1, "repeat_contacts": -1, "occupancy": -1, "burnout_share": -1,
        "customer_satisfaction": 1, "customer_churn": -1, "net_value": 1}, (125, 250), 8,
        told="what the programme does"),
    Story("overload-scar", ORDINARY, 250, {"service_standard": -1, "customer_satisfaction": -1,
                                           "customer_churn": 1, "net_value": -1}, (200, 250),
          told="three quarters later"),
    Story("promote-from-within", {"levers": {"promote_within": 0.05}}, 500,
          {"picture_of_customers": 1, "vacancies": 1}, (0, 500), 12),
    Story("culture-of-fear", ORDINARY, 250, {"errors_reported": -1, "errors_true": 1, "handle_minutes": -1,
                                             "gesture_cost": -1}, (0, 30), 8, told="reports improve"),
    Story("culture-of-fear", ORDINARY, 250, {
        "errors_reported": -1, "errors_true": 1, "complaints_true": 1, "customer_churn": 1,
        "customer_satisfaction": -1, "net_value": -1}, (125, 250), told="the bill"),
    Story("culture-of-trust", ORDINARY, 250, {
        "trust_in_leader": 1, "felt_care": 1, "customer_satisfaction": 1, "customer_churn": -1,
        "staff_turnover": -1, "net_value": 1}, (125, 250), 8),
    Story("higher-road", "mirroring-call-centre", 120, {
        "mirrored_share": -1, "empathy_shown": 1, "resources": 1, "customer_satisfaction": 1,
        "leader_hours": 1}, (60, 120)),
    Story("rude-customers", ORDINARY, 500, {
        "rude_share": 1, "mirrored_share": 1, "mood": -1, "resources": -1, "burnout_share": 1,
        "customer_satisfaction": -1, "staff_turnover": 1}, (0, 500), 12),
    Story("revolving-door", ORDINARY, 250, {
        "skill": -1, "ability": -1, "norm": -1, "resolved_first_contact": -1, "wait_minutes": 1,
        "customer_satisfaction": -1, "customer_churn": 1, "net_value": -1}, (125, 250), 8),
    Story("revolving-door", {"levers": {"socialisation": 0.1}}, 250, {"norm": 1}, (125, 250), 8,
          told="newcomers taken by the hand"),
    Story("broken-middle", "clear-vision", 250, {
        "vision_clarity": -1, "role_ambiguity": 1, "commitment": -1, "norm": -1, "empathy_shown": -1,
        "customer_satisfaction": -1}, (125, 250)),
)


def name_of(story: Story) -> str:
    return f"{story.name}: {story.told}" if story.told else story.name


@cache
def setup_of(scenario: Scenario) -> Setup:
    return scenario.setup()


@lru_cache(60)
def life(scenario: Scenario, replication: int) -> Record:
    return simulate(setup_of(scenario), replication)


def lived(scenario: Scenario, replications: int) -> tuple[Record, ...]:
    return tuple(life(scenario, r) for r in range(replications))


def figure(record: Record, name: str, part: tuple[int, int] | None,
           units: Sequence[int] | slice = slice(None)) -> float:
    """An outcome over the days of ``part``, or its end; of these units."""
    if part is None:
        return float(record.summary().loc[name, "end"])
    outcome, days = OUTCOME[name], slice(*part)
    return float(outcome.scale * record.tally(outcome.numerator)[days][:, units].sum()
                 / record.tally(outcome.denominator)[days][:, units].sum())


def scenario_of(name: str, days: int) -> Scenario:
    """A bundled scenario cut or prolonged to these days; changes that would come later are left out."""
    scenario = Scenario.load(name)
    kept = [change for change in scenario.given().get("changes", []) if 5 * (change["from_week"] - 1) < days]
    return scenario.with_(changes=kept, days=days)


def shows(outcome: str, sign: int, differences: Iterable[float]) -> None:
    """The 95 % interval of these differences lies on this side of zero."""
    d = np.array(list(differences))
    low, high = stats.t.interval(0.95, len(d) - 1, d.mean(), stats.sem(d))
    assert (low > 0 if sign > 0 else high < 0), (
        f"{outcome}: {d.mean():.3f} [{low:.3f}, {high:.3f}], told {sign:+d}")


@pytest.mark.parametrize("story", [*(pytest.param(s, id=name_of(s)) for s in STORIES),
                                   *(pytest.param(s, id=name_of(s), marks=pytest.mark.slow) for s in YEARS)])
def test_story(story: Story):
    told = scenario_of(story.name, story.days)
    other = scenario_of(story.against, story.days) if isinstance(story.against, str) else told.with_(
        **story.against)
    worlds = [lived(s, story.replications) for s in (other, told)]
    for outcome, sign in story.shows.items():
        shows(outcome, sign, (figure(b, outcome, story.part) - figure(a, outcome, story.part)
                              for a, b in zip(*worlds, strict=True)))


def a_day(replication: int, ruder: float) -> tuple[Record, dict[tuple[int, int], float]]:
    """Six days, on the first of which half of the customers are ruder by so much; and the employees' tone on
    that day towards the other half, by customer and post."""
    run = Run(setup_of(scenario_of(ORDINARY, 6)), replication)
    customers = run.world.customers
    rude = np.arange(len(customers)) % 2 == 0
    as_ever = customers["civility"].copy()
    for name in ("civility", "mood"):
        customers[name][rude] = np.clip(customers[name][rude] - ruder, 0, 1)
    moments = run.step(keep_moments=True)
    customers["civility"][:] = as_ever
    customers["mood"][rude] += ruder
    for _ in range(5):
        run.step()
    tone = {(int(m["customer"]), int(m["post"])): float(m["tone"])
            for m in moments if not rude[m["customer"]]}
    return run.record, tone


def test_a_rude_day():
    """Energy goes, the others get it too, the evening is worse, and the next day's rudeness is answered in
    kind more often."""
    pairs = [(a_day(r, 0), a_day(r, 0.3)) for r in range(8)]
    for outcome, sign in {"resources": -1, "mood": -1, "hostility": 1, "mirrored_share": 1}.items():
        for day in (0, 1):
            shows(f"{outcome}, day {day}", sign, (b.daily(outcome)[day] - a.daily(outcome)[day]
                                                  for (a, _), (b, _) in pairs))
    shows("tone towards customers who are as ever", -1, (
        float(np.mean([worse[met] - usual[met] for met in usual.keys() & worse.keys()]))
        for (_, usual), (_, worse) in pairs))


def test_without_displaced_aggression_the_punished_do_not_punish():
    fear = scenario_of("culture-of-fear", 120)
    worlds = (lived(s, REPLICATIONS) for s in (fear.with_(without=["displaced-aggression"]), fear))
    shows("enforcement_acts", 1, (figure(b, "enforcement_acts", (0, 120))
                                  - figure(a, "enforcement_acts", (0, 120))
                                  for a, b in zip(*worlds, strict=True)))


@pytest.mark.slow
def test_training_alone_fades_and_coaching_keeps_more_of_it():
    """Half a year after the courses their gain in ability is smaller, with coaching and without; with
    coaching more of it is left."""
    left = []
    for name in ("training-alone", "training-coached"):
        told = scenario_of(name, 250)
        worlds = [lived(s, REPLICATIONS) for s in (told.with_(levers={"training_days": 3}), told)]
        gain = {part: np.array([figure(b, "ability", part) - figure(a, "ability", part)
                                for a, b in zip(*worlds, strict=True)]) for part in ((100, 125), (225, 250))}
        shows(f"ability, {name}", -1, gain[225, 250] - gain[100, 125])
        left.append(gain[225, 250])
    shows("left of it", 1, left[1] - left[0])


@pytest.mark.slow
def test_a_broken_link_hurts_below_it():
    """Against the same vision passed on by all: teams below the one manager, beside all other teams."""
    whole = scenario_of("clear-vision", 250)
    organisation = whole.build_organisation()
    manager, front = np.array(organisation.manager), np.array(organisation.front_line)
    link = list(organisation.ids).index("P005")
    juniors = np.flatnonzero(manager == link)
    below = np.unique(np.array(organisation.unit)[np.isin(manager, juniors) & front])
    others = np.setdiff1d(np.unique(np.array(organisation.unit)[front]), below)
    assert len(below) == 4
    worlds = [lived(s, 8) for s in (whole, scenario_of("one-broken-link", 250))]
    for outcome, sign in {"vision_clarity": -1, "trust_in_leader": -1, "commitment": -1, "norm": -1,
                          "resolved_first_contact": -1, "customer_satisfaction": -1}.items():
        harm = [[figure(b, outcome, (125, 250), units) - figure(a, outcome, (125, 250), units)
                 for a, b in zip(*worlds, strict=True)] for units in (below, others)]
        shows(outcome, sign, harm[0])
        shows(f"{outcome}, against other teams", sign, np.subtract(*harm))


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
