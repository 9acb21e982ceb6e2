"""Simulating a population's organisations and collecting what its studies would: surveys year by year,
customers followed, quits counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.insight.evidence import panels
from sim.insight.evidence.answers import stream
from sim.insight.evidence.constructs import RELIABILITY
from sim.insight.evidence.constructs import settings as survey_settings
from sim.insight.evidence.diary import Diary
from sim.insight.evidence.observe import watch
from sim.insight.evidence.populations import Plan
from sim.insight.evidence.statistics import monthly_rates
from sim.insight.evidence.survey import POSITIVE, asked_all
from sim.model.engine.simulate import Run
from sim.model.outcomes import YEAR_DAYS

MONTH_DAYS = 21
"""Working days in a month."""

FOLLOWED = 1000
"""Customers of each organisation whose year is recorded."""

INDICES = ("engagement",)
"""Reported as a mean score of 0 to 100, not as % positive: so the Civil Service People Survey reports its
engagement index."""

Frames = dict[str, pd.DataFrame]
"""What a study leaves: frames by name."""


@dataclass
class CustomerYear:
    """Customers followed for a year: who complained, who told others, who left.

    Those who were customers on its first day; whoever takes a leaver's place is not followed.
    """

    run: Run

    def __post_init__(self) -> None:
        customers = self.run.world.customers
        self.there = customers["active"] > 0
        self.staying = self.there.copy()
        self.complained = np.full(len(customers), YEAR_DAYS + 1)  # first day of a complaint
        self.word = np.zeros(2, np.int64)
        self.day = 0

    def add(self, moments: np.ndarray) -> None:
        """A day's contacts."""
        mine = moments[self.staying[moments["customer"]]]
        who = mine["customer"][mine["complained"] > 0]
        self.complained[who] = np.minimum(self.complained[who], self.day)
        self.staying[mine["customer"][mine["left"] > 0]] = False
        self.word += (np.count_nonzero(moments["told"] > 0), np.count_nonzero(moments["told"] < 0))
        self.day += 1

    def frame(self, key: tuple[int, ...]) -> pd.DataFrame:
        """A sample: complained in the first nine months, complained in the year, left by its end (0 or 1)."""
        who = np.flatnonzero(self.there)
        who = np.sort(stream("followed", *key).permutation(who)[:FOLLOWED])
        return pd.DataFrame({"customer": who, "complained": (self.complained[who] < YEAR_DAYS
                                                             * 3 // 4).astype(int),
                             "complained_in_year": (self.complained[who] <= YEAR_DAYS).astype(int),
                             "left": (~self.staying[who]).astype(int)})


def run_organisation(job: tuple[Plan, int]) -> Frames:
    """One organisation's years: people and customers asked in the last four weeks of each, customers of the
    last year followed.

    Of an organisation followed over years, people are watched midway through the last one too, and each
    half-year is told by person.  job: the organisation and the number of the replication.
    """
    plan, replication = job
    setup = plan.scenario.setup()
    run, key = Diary(setup, replication), (setup.seed, replication)
    for _ in range(plan.warm):
        run.step()
    people, customers, year_seen = [], [], None
    for year in range(plan.years):
        last = year == plan.years - 1
        followed = CustomerYear(run) if last else None
        if last and plan.years > 1:
            _work(run, YEAR_DAYS // 2 - survey_settings().days, followed)
            midway = watch(run, key=(*key, year, 1), also=followed.add if followed else None).people
        _work(run, YEAR_DAYS * (year + 1) + plan.warm - survey_settings().days - run.day, followed)
        sight = watch(run, key=(*key, year), also=followed.add if followed else None)
        if followed:
            sight.customers["complained"] = ((followed.complained[sight.customers["customer"]]
                                              <= YEAR_DAYS).astype(int))
            year_seen = followed
        seen = sight.people[sight.people["front"]] if plan.front_only else sight.people
        people.append(seen.assign(year=year))
        customers.append(sight.customers.assign(year=year))
    frames = {"people": pd.concat(people), "customers": pd.concat(customers), "flows": _flows(run, plan)}
    if year_seen:
        frames |= {"churn": year_seen.frame(key),
                   "word": pd.DataFrame([year_seen.word], columns=["positive", "negative"])}
    if plan.closely:
        frames |= {"moods": sight.moods, "days": sight.days}
    if plan.years > 1:
        frames |= {"midway": midway, "halves": run.halves(plan.warm)}
    return {name: frame.assign(organisation=plan.number) for name, frame in frames.items()}


def _work(run: Run, days: int, followed: CustomerYear | None) -> None:
    """So many days, with customers followed or not."""
    for _ in range(days):
        moments = run.step(keep_moments=followed is not None)
        if followed:
            followed.add(moments)


def _flows(run: Diary, plan: Plan) -> pd.DataFrame:
    """Quits and people in post by month of the years simulated, of those the study is about."""
    months = (run.day - plan.warm) // MONTH_DAYS
    end = plan.warm + months * MONTH_DAYS
    counted = (run.world.people["front"] > 0) | (not plan.front_only)

    def monthly(what: str) -> np.ndarray:
        figures: np.ndarray = run.diary[what][plan.warm:end, counted].sum(axis=1).reshape(months, MONTH_DAYS)
        return figures

    return pd.DataFrame({"month": np.arange(months), "quits": monthly("quit").sum(axis=1),
                         "people": monthly("occupied").mean(axis=1)})


def asked(parts: list[Frames], key: tuple[int, ...]) -> Frames:
    """All organisations of one replication, asked: what statistics work on.

    employees, latent, units, customers: as in `sim.insight.evidence.survey.Survey`, units and organisations
    told apart by 'organisation' and 'year'. organisations: % of positive answers (of an index: mean score) by
    organisation and year. quits: monthly rates of all. flows, churn, word, moods, days, halves: as collected.
    ratings: customers' ratings of their contacts. mornings, and over several years everyone, panel, years,
    followed, teams, stores: see `sim.insight.evidence.panels`.
    """
    together = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    last = together["people"]["year"].max()
    people, customers = together.pop("people"), together.pop("customers")
    survey = asked_all(people, customers, key, ["organisation", "year", "unit"])
    names = [name for name in survey.employees.columns if survey.employees[name].dtype == float]
    said = survey.employees[names]
    positive = 100.0 * (said >= POSITIVE).where(said.notna()).astype(float)
    for name in INDICES:
        positive[name] = 100.0 * (said[name] - 1.0) / (survey_settings().points - 1.0)
    groups = positive.groupby([survey.employees["organisation"], survey.employees["year"]])
    lasting = {name: frame[frame["year"] == last].reset_index(drop=True) for name, frame in (
        ("employees", survey.employees), ("latent", survey.latent), ("units", survey.units),
        ("customers", survey.customers))}
    if "moods" in together:
        together["moods"] = _momentary(_persons(together["moods"]), key)
        together["days"] = _persons(together["days"])
        lasting["mornings"] = panels.mornings(together["days"], together["moods"], lasting["employees"])
    rated = panels.rated(customers, key)
    if "halves" in together:
        together |= panels.over_years(together.pop("midway"), people, together["halves"], survey.employees,
                                      rated)
    together["quits"] = monthly_rates(together["flows"])
    lasting["ratings"] = rated[rated["year"] == last].reset_index(drop=True)
    return together | lasting | {"organisations": groups.mean().reset_index()}


def _momentary(moods: pd.DataFrame, key: tuple[int, ...]) -> pd.DataFrame:
    """Moods as people report them: short scales, as reliable as the others, so partly noise."""
    spread = float(moods["mood"].std())
    noise = stream("mood", *key).standard_normal(len(moods))
    return moods.assign(mood=moods["mood"] + spread * np.sqrt(1.0 / RELIABILITY - 1.0) * noise)


def _persons(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(person=frame.groupby(["organisation", "post", "occupant"]).ngroup())
