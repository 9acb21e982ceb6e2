"""The survey: simulated people answer what real studies asked, about their last four weeks.

>>> from sim import survey                                                       # doctest: +SKIP
>>> survey("culture-of-fear").employees[["trust_in_leader", "engagement"]].mean()   # doctest: +SKIP
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.base.errors import UserError
from sim.insight.evidence.answers import answers, responding, self_views
from sim.insight.evidence.constructs import asked_of, settings, true_scores
from sim.insight.evidence.observe import Sight, watch
from sim.model.engine.setup import Setup
from sim.model.engine.simulate import Run
from sim.runs.pool import Progress, map_all, open_pool
from sim.scenario import Scenario

POSITIVE = 3.5
"""Answers from here on, of 1 to 5, count as positive."""

_ABOUT_PEOPLE = ["replication", "post", "occupant", "unit", "front", "level", "leads", "tenure"]
_ABOUT_CUSTOMERS = ["replication", "customer", "post", "unit", "complained"]


@dataclass(frozen=True)
class Survey:
    """Answers, 1 to 5, one column a construct of ``survey.yaml``; who they come from is in the first columns.

    employees: one row a respondent. customers: one row a customer asked. units: one row a replication and
    unit; mean of each construct among its respondents, the same with ``_positive`` for % of answers of 3.5
    and above, the mean of the customers' constructs, and respondents. latent: the true scores (0-1) of the
    people in ``employees``, free of noise and method, for meta-analytic figures (of their own work: their
    view of it), and the means over their contacts ('contact.satisfaction').
    """

    employees: pd.DataFrame
    customers: pd.DataFrame
    units: pd.DataFrame
    latent: pd.DataFrame


def survey(scenario: str | Path | Scenario, *, replications: int = 1, workers: int | None = None,
           rounded: bool = False, on_progress: Progress | None = None,
           pool: Executor | None = None) -> Survey:
    """Run a scenario to its end and ask everybody about the last four weeks of it.

    Args:
        scenario: a bundled one's name, a file, or a scenario, of at least 20 days.
        replications: runs, 1 or more, each with luck of its own.
        workers: processor cores to use; all of them unless given.
        rounded: whole points, as single items have; otherwise any number, as the means of several items.
        on_progress: called with (runs done, runs in all).
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        Answers from 1 to 5, one row a respondent, of employees and customers; means by unit; and the true
        scores in [0, 1] behind the employees' answers.

    Raises:
        UserError: for a scenario that is too short or does not exist, and for less than one replication.

    Example:
        >>> from sim import Scenario, survey
        >>> firm = Scenario(organisation={"people": 20}, days=20, start={"settle_days": 0})
        >>> answers = survey(firm, rounded=True).employees
        >>> answers["trust_in_leader"].between(1, 5).all().item()
        True
    """
    asked = scenario if isinstance(scenario, Scenario) else Scenario.load(scenario)
    if asked.days < settings().days:
        raise UserError(f"{asked.where}: days is {asked.days}, but a survey looks back on {settings().days} "
                        "days; give that many or more")
    if replications < 1:
        raise UserError(f"replications is {replications}; it must be 1 or more")
    setup = asked.setup()
    jobs = [(setup, r) for r in range(replications)]
    with nullcontext(pool) if pool is not None else open_pool(workers, jobs) as at_work:
        sights = map_all(last_weeks, jobs, at_work, on_progress)
    people = pd.concat([s.people.assign(replication=r) for r, s in enumerate(sights)], ignore_index=True)
    customers = pd.concat([s.customers.assign(replication=r) for r, s in enumerate(sights)],
                          ignore_index=True)
    return asked_all(people, customers, (asked.seed,), ["replication", "unit"], rounded=rounded)


def last_weeks(job: tuple[Setup, int]) -> Sight:
    """Run a setup to its end and watch its last four weeks."""
    setup, replication = job
    run = Run(setup, replication)
    while run.day < setup.days - settings().days:
        run.step()
    return watch(run, key=(setup.seed, replication))


def asked_all(people: pd.DataFrame, customers: pd.DataFrame, key: tuple[int, ...], unit: list[str], *,
              rounded: bool = False) -> Survey:
    """Ask these people and customers; ``unit`` names the columns that tell units apart."""
    true = true_scores(people, "employee", "front")
    true.loc[~people["front"], [construct.name for construct in asked_of("front")]] = float("nan")
    here = responding(true["engagement"], key)
    about = people.loc[here, [c for c in dict.fromkeys([*unit, *_ABOUT_PEOPLE]) if c in people]].reset_index(
        drop=True)
    latent = self_views(true[here].reset_index(drop=True), key)
    employees = pd.concat([about, answers(latent, key, rounded=rounded)], axis=1)
    judged = true_scores(customers, "customer")
    who = customers[[c for c in dict.fromkeys([*unit, *_ABOUT_CUSTOMERS]) if c in customers]]
    buyers = pd.concat([who, answers(judged, (*key, 1), rounded=rounded)], axis=1)
    contacts = people.loc[here, [name for name in people if str(name).startswith("contact")]].reset_index(
        drop=True)
    judged_by = asked_customers(people.loc[here], customers, [*unit, "post"])
    return Survey(employees, buyers, by_unit(employees, buyers, unit),
                  pd.concat([about, latent, contacts, judged_by], axis=1))


def asked_customers(people: pd.DataFrame, customers: pd.DataFrame, keys: list[str]) -> pd.Series:
    """What a few customers think of each person (0-1): no study asks all that somebody has served."""
    mean = customers.groupby(keys)["contact.satisfaction"].mean().rename("asked.satisfaction")
    return people[keys].join(mean, on=keys)["asked.satisfaction"].reset_index(drop=True)


def by_unit(employees: pd.DataFrame, customers: pd.DataFrame, unit: list[str]) -> pd.DataFrame:
    """One row a unit: means, % positive, and how many answered."""
    names = [construct.name for construct in asked_of("employee", "front")]
    judged = [construct.name for construct in asked_of("customer")]
    groups = employees.groupby(unit)
    means = groups[names].mean()
    positive = (employees[names] >= POSITIVE).where(employees[names].notna()).astype(float)
    shares = 100.0 * positive.groupby([employees[name] for name in unit]).mean().add_suffix("_positive")
    units = pd.concat([means, shares, customers.groupby(unit)[judged].mean(),
                       groups.size().rename("respondents")], axis=1)
    return units.reset_index()
