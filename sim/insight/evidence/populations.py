"""Populations of organisations that differ in what leaders set, in who leads, and in their trade, as the
published studies' did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm, qmc

from sim.insight.evidence.answers import stream
from sim.model.outcomes import YEAR_DAYS
from sim.model.parameters import LEVERS, PARAMETERS, Parameter
from sim.scenario import Scenario

REACH = 0.3
"""Levers of organisations lie within this share of their range around the default."""

STYLE = {"care": 1.0, "trust": 1.0, "fear": -1.0}
"""Groups of levers that go together, and in which direction: one style of leading.  Practices come in bundles
(Becker & Huselid 1998)."""

STYLE_WEIGHT = 0.5
"""Loading of such a lever on the style; two of them correlate .25.  Ratings of leaders' practices correlate
more (Judge & Piccolo 2004: .5 and above), but share their raters; the sign is sure, the size is an assumption
of this model, on the modest side."""

OFF_STYLE = ("customer_always_right",)
"""Levers that are in such a group but say nothing about how staff are led."""

NEARER = {"staffing": 0.1}
"""Levers with a reach of their own: firms hire to their load; nobody runs for years on too few hands."""

STAYS = 0.84
"""Share of a lever's deviation that is still there a year later: the head's style goes with the head, and 16
% of heads leave in a year (Kaplan & Minton 2012)."""

TRADE = {"civility_mean": 0.05, "error_usual": 0.006, "handle_minutes_mean": 2.0, "share_rule": 0.04,
         "expectation_floor": 0.03, "outsiders_norm": 0.05, "disposition_harsh": 0.05}
"""How far trades, and whom they hire to lead, differ: half-width around the default, in the parameter's unit.
Assumptions of this model."""

SIZES = (100, 240)
"""Posts of an organisation, least and most.  The Civil Service People Survey has hundreds to thousands; more
would take too long."""

FRONT_SHARE = (0.6, 0.9)
"""Share of non-leaders who serve customers."""


@dataclass(frozen=True)
class Plan:
    """One organisation of a population: its number, and a scenario that runs ``warm`` days and then ``years``
    of 250 days.

    closely: keep moods and single days of the last four weeks too.  front_only: ask and count the front line
    alone, without leaders and back office, as studies of call-centre staff or of soldiers did.
    """

    scenario: Scenario
    number: int
    years: int
    warm: int
    closely: bool = False
    front_only: bool = False


def organisations(count: int, years: int, key: int, *, people: tuple[int, int] = SIZES, warm: int = 125,
                  reach: float = REACH) -> list[Plan]:
    """``count`` organisations whose levers, leaders, trade and size differ, and whose levers drift from year
    to year.

    A Latin hypercube over levers and trade, so that few organisations cover the ranges evenly (McKay et al.
    1979).  warm: days under the first year's levers before the first year begins.
    """
    names = [*LEVERS, *TRADE, "people", "front"]
    shape = qmc.LatinHypercube(len(names) + 1, rng=stream("organisations", key)).random(count)
    normal = norm.ppf(np.clip(shape, 1e-6, 1 - 1e-6))
    drift = stream("drift", key).standard_normal((years, count, len(LEVERS) + 1))
    plans = []
    for i in range(count):
        levers = _levers_by_year(normal[i], drift[:, i], years, reach)
        chosen = dict(zip(names[len(LEVERS):], shape[i, len(LEVERS):], strict=False))
        plans.append(Plan(_scenario(levers, chosen, key * 1000 + i, people, warm), i, years, warm))
    return plans


def _levers_by_year(first: np.ndarray, drift: np.ndarray, years: int, reach: float) -> list[dict[str, float]]:
    """Levers of each year; the last number of ``first`` and of a year's ``drift`` is the style of leading."""
    own, style, settings = first[:len(LEVERS)], float(first[-1]), []
    for year in range(years):
        if year:
            own = STAYS * own + np.sqrt(1.0 - STAYS**2) * drift[year, :-1]
            style = STAYS * style + np.sqrt(1.0 - STAYS**2) * float(drift[year, -1])
        settings.append({name: lever_at(lever, style, float(own[i]), reach) for i,
                         (name, lever) in enumerate(LEVERS.items())})
    return settings


def lever_at(lever: Parameter, style: float, own: float, reach: float = REACH) -> float:
    """A lever's value from two standard normal numbers: the organisation's style of leading and a deviation
    of its own.

    It is spread evenly over the default +- ``reach`` of the range, cut off at the ends of the range.
    """
    weight = 0.0 if lever.name in OFF_STYLE else STYLE_WEIGHT * STYLE.get(lever.group, 0.0)
    share = float(norm.cdf(weight * style + np.sqrt(1.0 - weight**2) * own))
    width = min(reach, NEARER.get(lever.name, reach)) * (lever.high - lever.low)
    return float(np.clip(lever.default + width * (2.0 * share - 1.0), lever.low, lever.high))


def _scenario(levers: list[dict[str, float]], chosen: dict[str, float], seed: int, people: tuple[int, int],
              warm: int) -> Scenario:
    size = int(people[0] + (people[1] - people[0]) * chosen["people"])
    front = FRONT_SHARE[0] + (FRONT_SHARE[1] - FRONT_SHARE[0]) * chosen["front"]
    changes: list[dict[str, Any]] = [{"from_day": warm + YEAR_DAYS * year + 1, "levers": levers[year]}
                                     for year in range(1, len(levers))]
    return Scenario(
        organisation={"people": size, "front_line_share": front, "seed": seed},
        days=warm + YEAR_DAYS * len(levers), seed=seed,
        levers=levers[0], changes=changes, replications=1,
        parameters={name: trade_at(name, chosen[name]) for name in TRADE})


def trade_at(name: str, share: float) -> float:
    """A parameter of the trade at ``share`` (0-1) of its sub-range."""
    parameter = PARAMETERS[name]
    return float(np.clip(parameter.default + TRADE[name] * (2.0 * share - 1.0), parameter.low,
                         parameter.high))


TALK_MEDIAN_S, TALK_LOG_SPREAD = 117.0, 0.94
"""Talk time of a served call: median in seconds, standard deviation of the log (row D19)."""

AFTER_WORK_S = 75.0
"""After-work of a call, so that 70 calls a day, the median of the Technion data, fill .80 of the time for
contacts."""

SITES, SITE_PEOPLE, SITE_REACH = 4, 145, 0.1
"""The call centre studied: several sites of one firm, whose levers differ by a tenth of the range at most
(304 usable answers)."""


def call_centre(key: int, *, sites: int = SITES) -> list[Plan]:
    """The sites of one call-centre firm: many short calls a day, one policy, local differences; of their
    people those who take calls are asked."""
    minutes = (TALK_MEDIAN_S * float(np.exp(TALK_LOG_SPREAD**2 / 2)) + AFTER_WORK_S) / 60.0
    usual = PARAMETERS["handle_minutes_mean"].default
    plans = organisations(sites, 1, 10_000 + key, people=(SITE_PEOPLE, SITE_PEOPLE), warm=0, reach=SITE_REACH)
    cases = PARAMETERS["cases_per_year"]
    parameters = {name: PARAMETERS[name].default for name in TRADE if name != "handle_minutes_mean"} | {
        "handle_minutes_mean": minutes, "cases_per_year": min(cases.high, cases.default * usual / minutes)}
    return [Plan(plan.scenario.with_(parameters=parameters, organisation={"front_line_share": 0.85}),
                 plan.number, 1, 0, closely=True, front_only=True) for plan in plans]


TEAM = 15
"""People of a team under one leader."""


def one_army(key: int, *, units: int = 99) -> Plan:
    """One large organisation under one policy, in which units differ by their leaders only: 99 units, as in
    Bliese & Halverson (1996).

    Their companies had 75 answers each, but several leaders; here a unit is a team with one leader, as large
    as teams get.  All teams do the same work: front line, no back office.  Its members are asked.
    """
    above = (1, 4, 20)
    scenario = Scenario(organisation={"people": sum(above) + units + units * TEAM, "levels": [*above, units],
                                      "front_line_share": 1.0, "seed": key},
                        start={"settle_days": YEAR_DAYS}, days=YEAR_DAYS, seed=20_000 + key)
    return Plan(scenario, 0, 1, 0, front_only=True)
