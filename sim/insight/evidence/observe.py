"""Watching a run for four weeks: what people went through, contact by contact, for the survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from sim.insight.evidence.answers import stream
from sim.insight.evidence.constructs import settings
from sim.model.engine.simulate import Run, run_day
from sim.model.interaction.moment import MOMENT, MOMENT_FIELDS
from sim.model.population import PERSON_STATES, PERSON_TRAITS

STATES = (*PERSON_TRAITS, *PERSON_STATES)
"""What is known of a person on a day."""

_UNIT = ("pressure", "wait")
_SEEN = tuple(name for name in MOMENT_FIELDS if not name.startswith("u_"))


@dataclass
class Sight:
    """What was seen in the days watched.

    people: one row for each person in post throughout (post, occupant, unit, front, leads, tenure, contacts,
    then 'person.*', 'contact.*', 'unit.*' means). customers: one row for each customer who had a contact and
    is asked (customer, post, unit, then 'customer.*', 'contact.*'). moods: mood at three times of each day
    (post, day, time, mood). days: one row a front-line post and day with contacts (post, day, tenure,
    commitment, contacts and means of the contacts).
    """

    people: pd.DataFrame
    customers: pd.DataFrame
    moods: pd.DataFrame
    days: pd.DataFrame


@dataclass
class _Sums:
    """Running sums over the days watched, one column a post."""

    states: np.ndarray
    units: np.ndarray
    days: np.ndarray
    occupant: np.ndarray
    contacts: list[np.ndarray] = field(default_factory=list)
    moods: list[pd.DataFrame] = field(default_factory=list)
    by_day: list[pd.DataFrame] = field(default_factory=list)


def watch(run: Run, key: tuple[int, ...], also: Callable[[np.ndarray], None] | None = None) -> Sight:
    """Simulate the survey's four weeks of a run, and look; the run is the same as unwatched.

    key: of the choice which customers are asked.  also: called with the contacts of each day (MOMENT
    [contacts]).
    """
    people = run.world.people
    posts = len(people)
    seen = _Sums(np.zeros((len(STATES), posts)), np.zeros((len(_UNIT), posts)), np.zeros(posts),
                 people["occupant"].copy())
    watched = settings().days
    for day in range(watched):
        _one_day(run, day, seen)
        if also is not None:
            also(seen.contacts[-1])
    moments = np.concatenate(seen.contacts) if seen.contacts else np.empty(0, MOMENT)
    return Sight(_people(run, seen, moments, watched), _customers(run, moments, key),
                 pd.concat(seen.moods, ignore_index=True), pd.concat(seen.by_day, ignore_index=True))


def _one_day(run: Run, day: int, seen: _Sums) -> None:
    readings: list[np.ndarray] = []
    moments = run.step(keep_moments=True, way=partial(run_day,
                                                      look=lambda world: readings.append(
                                                          world.people["mood"].copy())))
    people, units = run.world.people, run.world.units
    # somebody else has left: whoever comes was there on none of these days
    new = people["occupant"] != seen.occupant
    seen.occupant = people["occupant"].copy()
    seen.states[:, new], seen.units[:, new], seen.days[new] = 0.0, 0.0, 0.0
    held = people["vacant"] == 0
    seen.states += np.where(held, np.array([people[name] for name in STATES]), 0.0)
    seen.units += np.where(held, np.array([units[name][people["unit"]] for name in _UNIT]), 0.0)
    seen.days += held
    seen.contacts.append(moments)
    served = np.unique(moments["post"])
    for time, mood in enumerate(readings):
        seen.moods.append(pd.DataFrame({"post": served, "occupant": people["occupant"][served], "day": day,
                                        "time": time, "mood": mood[served]}))
    seen.by_day.append(_post_days(run, moments, day))


def _post_days(run: Run, moments: np.ndarray, day: int) -> pd.DataFrame:
    people = run.world.people
    means = _means(moments, moments["post"], len(people), run.world.p[0].mirrored_below)
    served = np.flatnonzero(means["contacts"] > 0)
    frame = pd.DataFrame({name: values[served] for name, values in means.items()})
    frame.insert(0, "post", served)
    frame.insert(1, "day", day)
    frame.insert(2, "occupant", people["occupant"][served])
    for name in ("tenure", "commitment"):
        frame[name] = people[name][served]
    return frame


def _sabotage(moments: np.ndarray, cold: float) -> np.ndarray:
    """Was the customer treated badly: in a tone below ``cold``, or by a rule used against the customer?  bool
    [contacts]"""
    bad: np.ndarray = (moments["tone"] < cold) | (moments["enforced"] > 0)
    return bad


def _means(moments: np.ndarray, group: np.ndarray, groups: int, cold: float) -> dict[str, np.ndarray]:
    """Mean of every number of a contact by group, NaN where there was none (float64 [groups]); 'contacts' is
    their number."""
    count = np.bincount(group, minlength=groups).astype(float)
    below = np.where(count > 0, count, np.nan)
    means = {"contacts": count}
    for name in _SEEN:
        means[f"contact.{name}"] = np.bincount(group, weights=moments[name], minlength=groups) / below
    means["contact.rude"] = np.bincount(group, weights=moments["rudeness"] > 0, minlength=groups) / below
    means["contact.sabotage"] = np.bincount(group, weights=_sabotage(moments, cold), minlength=groups) / below
    complaints = np.bincount(group, weights=moments["complained"], minlength=groups)
    made_good = np.bincount(group, weights=moments["complained"] * moments["recovered"], minlength=groups)
    means["contact.handled"] = made_good / np.where(complaints > 0, complaints, np.nan)
    return means


def _people(run: Run, seen: _Sums, moments: np.ndarray, watched: int) -> pd.DataFrame:
    people = run.world.people
    rows = np.flatnonzero((seen.days == watched) & (people["vacant"] == 0))
    plain = ("occupant", "unit", "front", "level", "leader", "tenure")
    frame = pd.DataFrame({"post": rows} | {name: people[name][rows].astype(int) for name in plain})
    frame["leads"] = people["leads"][rows] >= 0
    frame["front"] = frame["front"] > 0
    columns = {f"person.{name}": seen.states[i, rows] / watched for i, name in enumerate(STATES)}
    columns |= {f"unit.{name}": seen.units[i, rows] / watched for i, name in enumerate(_UNIT)}
    mine = seen.occupant[moments["post"]] == people["occupant"][moments["post"]]
    means = _means(moments[mine], moments["post"][mine], len(people), run.world.p[0].mirrored_below)
    columns |= {name: values[rows] for name, values in means.items()}
    return pd.concat([frame, pd.DataFrame(columns)], axis=1)


def _customers(run: Run, moments: np.ndarray, key: tuple[int, ...]) -> pd.DataFrame:
    """Some of the customers of these weeks, ``customers_each`` for each employee they saw last."""
    customers, people = run.world.customers, run.world.people
    means = _means(moments, moments["customer"], len(customers), run.world.p[0].mirrored_below)
    last = np.full(len(customers), -1)
    # contacts are in the order of posts within a day, and of days
    last[moments["customer"]] = moments["post"]
    luck = stream("customers asked", *key).random(len(customers))
    met = np.flatnonzero((last >= 0) & (customers["active"] > 0))
    met = met[np.lexsort((luck[met], last[met]))]
    place = np.arange(len(met)) - np.searchsorted(last[met], last[met])
    asked = np.sort(met[place < settings().customers_each])
    frame = pd.DataFrame({"customer": asked, "post": last[asked], "unit": people["unit"][last[asked]].astype(
        int)})
    states = {f"customer.{name}": customers[name][asked].astype(float)
              for name in ("expectation", "relationship", "trust", "mood")}
    return pd.concat([frame, pd.DataFrame(states | {name: values[asked] for name, values in means.items()})],
                     axis=1)
