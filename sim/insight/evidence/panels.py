"""Frames that follow the same people and units over time: what later rows are computed of.

A person is told apart by ``WHO``; a half-year by its number, two to a year.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.insight.evidence.answers import stream
from sim.insight.evidence.constructs import RELIABILITY, asked_of, true_scores

WHO = ["organisation", "post", "occupant"]

Frames = dict[str, pd.DataFrame]


def rated(customers: pd.DataFrame, key: tuple[int, ...]) -> pd.DataFrame:
    """Customers' ratings of the contacts they had (rating), and how it was for them (contact.satisfaction).

    A rating has the reliability of a scale, on the scale of the state: no words of a questionnaire lie
    between.
    """
    lived = customers["contact.satisfaction"]
    noise = stream("rating", *key).standard_normal(len(customers))
    return customers[["organisation", "year", "unit", "post", "contact.satisfaction"]].assign(
        rating=lived + float(lived.std()) * np.sqrt(1.0 / RELIABILITY - 1.0) * noise)


def mornings(days: pd.DataFrame, moods: pd.DataFrame, employees: pd.DataFrame) -> pd.DataFrame:
    """Days with contacts, the first mood reading of the next (mood_next), and the answers of the person."""
    first = moods.loc[moods["time"] == 0, [*WHO, "day", "mood"]].rename(columns={"mood": "mood_next"})
    next_day = first.assign(day=first["day"] - 1)
    return days.merge(next_day, on=[*WHO, "day"]).merge(employees[[*WHO, "feel_valued"]], on=WHO)


def over_years(midway: pd.DataFrame, people: pd.DataFrame, halves: pd.DataFrame, employees: pd.DataFrame,
               ratings: pd.DataFrame) -> Frames:
    """Frames of organisations that were followed over years.

    everyone: answers of all years with the column rank. panel: true scores midway through the last year and,
    with ``_later``, at its end. years: contacts and complaints of the front line by person and year, and,
    with ``_next``, of the next. followed: answers, with days absent and days there of the next year. teams:
    by unit and half-year. stores: by unit and year.
    """
    return {"everyone": employees.assign(rank=ranks(employees)), "panel": panel(midway, people),
            "years": years(halves), "followed": followed(employees, halves), "teams": teams(halves),
            "stores": stores(employees, people, ratings)}


def ranks(people: pd.DataFrame) -> pd.Series:
    """'front' for who serves customers, 'supervisor' for leaders, 'senior' for those just below the head;
    missing for the head and the back office."""
    leads = people["leads"]
    return pd.Series(np.select([people["front"] & ~leads, leads & (people["level"] == 1),
                                leads & (people["level"] > 1)], ["front", "senior", "supervisor"], ""),
                     index=people.index).replace("", np.nan)


def panel(midway: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """True scores of people who were there in both waves, half a year apart."""
    end = people[people["year"] == people["year"].max()]
    waves = [pd.concat([wave[[*WHO, "front"]], _scores(wave)], axis=1) for wave in (midway, end)]
    return waves[0].merge(waves[1].drop(columns="front"), on=WHO, suffixes=("", "_later"))


def _scores(people: pd.DataFrame) -> pd.DataFrame:
    scores = true_scores(people, "employee", "front")
    scores.loc[~people["front"], [construct.name for construct in asked_of("front")]] = float("nan")
    return scores


def years(halves: pd.DataFrame) -> pd.DataFrame:
    """Contacts and complaints of front-line people who were there for a whole year, and of the next year."""
    there = halves[halves["front"]].groupby([*WHO, "year"])[
        ["throughout", "contacts", "complaints"]].sum().reset_index()
    whole = there[there["throughout"] == 2].drop(columns="throughout")
    after = whole.assign(year=whole["year"] - 1)
    return whole.merge(after, on=[*WHO, "year"], how="left", suffixes=("", "_next"))


def followed(employees: pd.DataFrame, halves: pd.DataFrame) -> pd.DataFrame:
    """Answers, with days absent and days there in the year that follows."""
    next_year = halves.groupby([*WHO, "year"])[["absent", "days"]].sum().reset_index()
    return employees.merge(next_year.assign(year=next_year["year"] - 1), on=[*WHO, "year"])


def teams(halves: pd.DataFrame) -> pd.DataFrame:
    """Units by half-year, without their leaders: ideas a person and day, how far the leader can act on them
    (response), and the share of those there at its end who quit in the next half."""
    members = halves[~halves["leads"]]
    groups = members.groupby(["organisation", "half", "unit"])
    sums = groups[["ideas", "days"]].sum()
    return groups[["response", "quit_next"]].mean().assign(ideas=sums["ideas"] / sums["days"]).reset_index()


def stores(employees: pd.DataFrame, people: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """Units that serve customers, by year: mean answers of job satisfaction, mean ratings, busyness."""
    keys = ["organisation", "year", "unit"]
    parts = [employees.groupby(keys)["job_satisfaction"].mean(),
             people[people["front"]].groupby(keys)["unit.pressure"].mean(),
             ratings.groupby(keys)["rating"].mean()]
    return pd.concat(parts, axis=1, join="inner").reset_index()
