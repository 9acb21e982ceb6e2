"""A pilot: one unit gets the levers of a plan; what it shows beside its neighbours, against a roll-out."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.base import writing
from sim.base.errors import UserError, nearest
from sim.insight.plans.pilot_figure import figure
from sim.insight.spread.change import changed_at
from sim.model.engine.record import Record
from sim.model.engine.setup import Setup
from sim.model.outcomes import HEADLINES, OUTCOME, OUTCOMES, Outcome
from sim.org.hierarchy import boss_of_unit
from sim.org.organisation import Organisation
from sim.org.ties import serving_units
from sim.report.doubt import Doubt, Hinge
from sim.report.doubt_sentences import covers, decided_by
from sim.report.figures import save_picture
from sim.report.interval import mean, mean_and_interval
from sim.report.page import grid, paper
from sim.report.tables import both, columned, printed, size
from sim.report.wording import difference, interval, number, plural, title
from sim.runs.pool import Progress
from sim.runs.study import Asked, all_paired, check_pair, side_by_side, simulated, under_members
from sim.scenario import Scenario
from sim.scenario.ensemble import Member, first

if TYPE_CHECKING:
    from rich.console import Group

PARTS = {"beside": "the pilot unit against its neighbours, in the world of the pilot: what one would measure",
         "standing": "what they differ by without any pilot",
         "spill_over": "what the neighbours change by because there is a pilot beside them",
         "effect": "the pilot unit against itself without the pilot: what the pilot does there",
         "roll_out": "the unit against itself where every unit does it: what a roll-out would do there",
         "alone": "effect minus roll-out: what is missing because the others do not do it",
         "misses": "measured minus roll-out: above zero, the figure measured is too high"}
"""What is told of each outcome: beside = standing + effect - spill_over; misses = standing - spill_over +
alone."""

_SHOWN = ("beside", "effect", "roll_out", "misses")
_COLUMNS = ("beside neighbours", "true effect", "roll-out", "measured − roll-out")
_SAME = {"demand": "demand", "parameters": "parameters", "switches": "switches", "without": "mechanisms off"}
_MOST_SAID = 5


@dataclass(frozen=True, eq=False)
class Pilot:
    """What a pilot shows and what it hides.

    Args:
        asked: the scenario without the plan (a), the pilot (pilot), the plan everywhere (b), each with
            its setup.
        unit: where the pilot is.
        neighbours: the units it is compared with: of its kind, under the same boss if there are any.
            figures: a row an outcome and part (:data:`PARTS`): value, low, high (95 % t-interval over
            replications in paired worlds: luck alone), counted; likely_low, likely_high, missing without
            members.
        members: of the ensemble, under each of which the three worlds were run once more.
        hinges: by outcome, what ``misses`` hinges on.
    """

    asked: dict[str, tuple[Scenario, Setup]] = field(repr=False)
    unit: str
    neighbours: tuple[str, ...]
    figures: pd.DataFrame = field(repr=False)
    replications: int
    members: tuple[Member, ...] = field(default=(), repr=False)
    hinges: dict[str, list[Hinge]] = field(default_factory=dict, repr=False)

    what = "pilot"
    """What a manifest calls it."""

    @property
    def heading(self) -> str:
        """What the tables and pages are called."""
        (one, _), (whole, _) = self.asked["a"], self.asked["b"]
        return f"A pilot in {self.unit}: {title(whole)}, against {title(one).lower()}"

    @property
    def sentences(self) -> list[str]:
        """Whether the pilot under- or overstates, outcome by outcome, those first that a roll-out changes."""
        names = [name for name in HEADLINES if name in self.figures.index]
        changed = [name for name in names if any(self._sure(name, part) for part in ("effect", "roll_out"))]
        said = [self._said(OUTCOME[name]) for name in changed[:_MOST_SAID]]
        return said or [f"Neither the pilot in {self.unit} nor a roll-out changed anything there by more "
                        "than luck."]

    def _sure(self, name: str, part: str) -> bool:
        row: Any = self.figures.loc[(name, part)]
        return bool(row.low > 0 or row.high < 0)

    def _said(self, o: Outcome) -> str:
        rows = self.figures.loc[o.name]
        beside, effect, whole, misses = (rows.loc[part] for part in _SHOWN)
        told = (f"{o.label}: beside its neighbours the pilot shows {number(beside.value, o, sign=True)}, in "
                f"truth it does {number(effect.value, o, sign=True)} there, and a roll-out "
                f"{number(whole.value, o, sign=True)}")
        if not self._sure(o.name, "misses"):
            return f"{told}: no more than luck between what is measured and what a roll-out does."
        if misses.likely_low <= 0.0 <= misses.likely_high:
            likely = interval(misses.likely_low, misses.likely_high, o, sign=True)
            return (f"{told}; measured less roll-out {number(misses.value, o, sign=True)} (likely {likely}): "
                    f"whether the pilot over- or understates is open{self._hinged(o)}.")
        more = misses.value * np.sign(whole.value) > 0
        turned = beside.value * whole.value < 0
        how = "points the wrong way" if turned else "overstates" if more else "understates"
        name = "likely_" if self.members else ""
        low, high = sorted((abs(misses[f"{name}low"]), abs(misses[f"{name}high"])))
        by = (f"{difference(abs(misses.value), o).removeprefix('+')} ({'likely ' if name else ''}"
              f"{interval(low, high, o)})")
        return f"{told}: the pilot {how}, by {by}{self._why(o)}{self._hinged(o)}."

    def _hinged(self, o: Outcome) -> str:
        found = self.hinges.get(o.name)
        return f"; {decided_by(o, found)}" if found else ""

    def _why(self, o: Outcome) -> str:
        """The parts of the miss that are more than luck."""
        rows, parts = self.figures.loc[o.name], []
        if self._sure(o.name, "standing"):
            parts.append(f"{number(rows.loc['standing'].value, o, sign=True)} they differed by before")
        if self._sure(o.name, "spill_over"):
            parts.append(f"{number(-rows.loc['spill_over'].value, o, sign=True)} as the neighbours moved too")
        if self._sure(o.name, "alone"):
            parts.append(f"{number(rows.loc['alone'].value, o, sign=True)} from doing it alone")
        return f" ({', '.join(parts)})" if parts else ""

    def table(self, everything: bool = False) -> Group:
        """What the terminal shows.  everything: every outcome instead of the headlines."""
        from rich.text import Text

        table = columned(*_COLUMNS)
        for row in self._rows([o.name for o in OUTCOMES] if everything else HEADLINES):
            table.add_row(*row)
        (a, _), (b, _) = self.asked["a"], self.asked["b"]
        said = Text("\n").join([both(a, b), Text(""), *map(Text, self.sentences)])
        return printed(self.heading, said, table, self._notes())

    def _rows(self, names: Any) -> list[tuple[str, ...]]:
        rows = []
        for name in names:
            if name not in self.figures.index:
                continue
            o, found = OUTCOME[name], self.figures.loc[name]
            rows.append((o.label, *(self._cell(found.loc[part], o) for part in _SHOWN)))
        return rows

    @staticmethod
    def _cell(row: Any, o: Outcome) -> str:
        half = "" if row.low != row.low else f" ±{number((row.high - row.low) / 2, o)}"
        return f"{number(row.value, o, sign=True)}{half}"

    def _notes(self) -> list[str]:
        return [f"{size(self.asked['a'][1], self.replications)}, three worlds of the same luck each.",
                f"Neighbours: {', '.join(self.neighbours)}.",
                "± half of the 95 % t-interval over replications: luck alone, each outcome by itself.",
                *covers(len(self.members))]

    def report(self) -> str:
        """The page, in Markdown."""
        rows = self._rows([o.name for o in OUTCOMES])
        parts = "\n".join(f"- `{name}`: {says}." for name, says in PARTS.items())
        return paper(self.heading, "\n".join(f"- {sentence}" for sentence in self.sentences),
                     "![Measured, true effect and roll-out](figure.svg)", grid(("outcome", *_COLUMNS), rows),
                     f"In `pilot.csv`, the unit is {self.unit}:\n\n{parts}", *self._notes())

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` prints: unit, neighbours, sentences, and the figures as a list of rows."""
        return {"unit": self.unit, "neighbours": list(self.neighbours), "replications": self.replications,
                "members": len(self.members), "hinges": {name: [each.to_dict() for each in found] for name,
                                                         found in self.hinges.items()},
                "sentences": self.sentences, "figures": json.loads(self.figures.reset_index().to_json(
                    orient="records", double_precision=10))}

    def fill(self, folder: Path) -> dict[str, Any]:
        """Write table, picture and page; returns what the manifest should say besides."""
        writing.table(self.figures, folder / "pilot.csv", index=True, digits="%.10g")
        shown = [name for name in HEADLINES if name in self.figures.index]
        told = (f"{plural(self.replications, 'replication')}, three worlds of the same luck each.\n"
                f"Neighbours: {', '.join(self.neighbours)}")
        save_picture(figure(self.figures, shown, self.heading, told), folder)
        writing.report(folder / "report.md", self.report())
        return {"unit": self.unit, "neighbours": list(self.neighbours)}


def pilot(scenario: Asked, plan: Asked, unit: str, *, replications: int | None = None,
          members: int | None = None, workers: int | None = None, on_progress: Progress | None = None,
          pool: Executor | None = None) -> Pilot:
    """Try a plan in one unit, and compare what that shows with a roll-out.

    Three worlds of the same people, customers and luck: without the plan, with its levers in the unit alone,
    and with them everywhere.

    Args:
        scenario: a bundled scenario's name, a file's path, or a Scenario; the world without the plan.
        plan: likewise; its levers, also those that change during the run, are tried.
        unit: the name of the unit.
        replications: how often each is run, 2 or more; as often as the one that asks for more unless given.
        members: of the ensemble, under each of which the three worlds are run once more; 20 unless given, 0
            for luck alone.
        workers: cores, 1 or more; all unless given.
        on_progress: called with (days done, days in all), summed over runs.
        pool: an executor of :func:`sim.runs.pool.open_pool` to reuse; it stays open.

    Returns:
        What would be measured, the true effect and that of a roll-out, of every outcome that the unit has.

    Raises:
        UserError: there is no such unit, it has no neighbours of its kind, the two cannot be paired or differ
            in more than levers.

    Example:
        >>> from sim import pilot                                                             # doctest: +SKIP
        >>> pilot("ordinary-firm", "culture-of-trust", "U10 front line").sentences            # doctest: +SKIP
    """
    some = first(members)
    one, whole = (each if isinstance(each, Scenario) else Scenario.load(each) for each in (scenario, plan))
    organisation = one.build_organisation()
    if unit not in organisation.unit_names:
        raise UserError(f"{unit!r} is no unit of {organisation.name}{nearest(unit, organisation.unit_names)}")
    row = organisation.unit_names.index(unit)
    beside = neighbours(organisation, row)
    _only_levers(one, whole, organisation)
    tried = changed_at(one, organisation, organisation.unit == row, whole)
    sides = all_paired((one, tried, whole), replications)
    times = sides[0][0].replications
    if times < 2:
        raise UserError(f"replications is {times}; a pilot needs 2 or more, to tell it from luck")
    ended = np.stack(simulated([*side_by_side([setup for _, setup in sides], times),
                                *under_members(sides, some)], workers, on_progress, pool, _by_unit))
    asked = dict(zip(("a", "pilot", "b"), sides, strict=True))
    usual, told = (_parts(each.reshape(-1, 3, *ended.shape[1:]), row, beside)
                   for each in (ended[:3 * times], ended[3 * times:]))
    figures, hinges = _figures(usual, told, some)
    return Pilot(asked, unit, tuple(organisation.unit_names[i] for i in beside), figures, times, some, hinges)


def neighbours(organisation: Organisation, unit: int) -> np.ndarray:
    """The units a unit is compared with: those of its kind (front line, back office, leaders) under the same
    boss, or all of its kind where there are none; int64 [units]."""
    units = organisation.n_units
    kind = np.zeros(units, int)
    needing, serving = serving_units(organisation.unit, organisation.front_line, organisation.leads, units)
    kind[needing], kind[serving] = 1, 2
    alike = (kind == kind[unit]) & (np.arange(units) != unit)
    boss = boss_of_unit(organisation.unit, organisation.level, organisation.manager)
    near = alike & (boss == boss[unit])
    found = np.flatnonzero(near if near.any() else alike)
    if not len(found):
        raise UserError(f"{organisation.unit_names[unit]!r} is the only unit of its kind in "
                        f"{organisation.name}; a pilot is compared with neighbours, choose another unit")
    return found


def _only_levers(one: Scenario, whole: Scenario, organisation: Organisation) -> None:
    a, b = one.setup(organisation), whole.setup(whole.build_organisation())
    check_pair((one.name, a), (whole.name, b))
    for name, said in _SAME.items():
        if not np.array_equal(getattr(a, name), getattr(b, name)):
            raise UserError(f"{whole.name} differs from {one.name} in {said}; a pilot tries levers alone, "
                            "write the same in both")


def _by_unit(record: Record) -> np.ndarray:
    """How every outcome ends in every unit: float64 [outcomes, units]."""
    return np.stack([record.ends_by_unit(o) for o in OUTCOMES])


def _parts(ended: np.ndarray, row: int, beside: np.ndarray) -> np.ndarray:
    """All of :data:`PARTS`: float64 [worlds, outcomes, parts].  ended: float64 [worlds, 3, outcomes, units],
    without the plan, with the pilot, with the plan everywhere."""
    own = ended[..., row]
    others = mean(np.moveaxis(ended[..., beside], -1, 0))
    standing, measured = (own[:, k] - others[:, k] for k in (0, 1))
    effect, whole = own[:, 1] - own[:, 0], own[:, 2] - own[:, 0]
    return np.stack([measured, standing, others[:, 1] - others[:, 0], effect, whole, effect - whole,
                     measured - whole], axis=2)


def _figures(usual: np.ndarray, told: np.ndarray,
             some: tuple[Member, ...]) -> tuple[pd.DataFrame, dict[str, list[Hinge]]]:
    """Rows and hinges of :class:`Pilot`, of outcomes that have every part.  usual, told: :func:`_parts` of
    pairs at the defaults and under members."""
    doubt = Doubt(some, told.reshape(len(told), -1), usual.reshape(len(usual), -1)) if some else None
    likely = doubt.likely if doubt else np.full((2, usual[0].size), np.nan)
    rows = pd.DataFrame(
        dict(zip(("value", "low", "high", "counted", "likely_low", "likely_high"),
                 (*(each.ravel() for each in mean_and_interval(usual)), *likely), strict=True)),
        pd.MultiIndex.from_product([[o.name for o in OUTCOMES], list(PARTS)], names=["outcome", "part"]))
    there = rows["counted"].unstack("part").min(axis=1) > 0
    misses = list(PARTS).index("misses")
    hinges = {o.name: doubt.hinges(i * len(PARTS) + misses) for i, o in enumerate(OUTCOMES)
              if there[o.name]} if doubt else {}
    return rows[there.loc[rows.index.get_level_values("outcome")].to_numpy()], hinges
