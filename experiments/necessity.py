"""Which mechanisms the model needs: each is switched off by itself, at points over levers, in several firms.

    python -m experiments.necessity [screen judge stories page] [--store FOLDER]

writes docs/necessity.md and docs/necessity.csv.  Three steps, each resumed where it was left, run by run, as
long as the model stays as it is; all after another unless some are named:

- screen: every mechanism off at every point of every firm, in a few replications.  It chooses, for each
  mechanism, the places where the effect looks largest; what was chosen from so many is no estimate.
- judge: those places anew, in replications of their own; effects and intervals come from these alone.
- stories: the checks of the bundled stories with the mechanism off.

Seeds: points of the levers 1, luck 1 (replications from 0 screen, from 100 and 200 judge), firms 1.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.stats import qmc

from experiments.ledger import Ledger
from sim.model import population, tallies
from sim.model.engine.simulate import simulate
from sim.model.engine.world import PARAMETER_RECORD
from sim.model.interaction.moment import MOMENT_FIELDS
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.outcomes import OUTCOMES
from sim.model.parameters import LEVERS, PARAMETERS, SWITCHES
from sim.org.organisation import Organisation
from sim.scenario import Scenario
from tests.scenario.test_stories import STORIES, YEARS, Story, figure, life, lived, name_of, scenario_of

ROOT = Path(__file__).parents[1]
PAGE, TABLE = ROOT / "docs" / "necessity.md", ROOT / "docs" / "necessity.csv"

HEADLINE = ("trust_in_leader", "fear", "norm", "job_satisfaction", "blame_habit", "empathy_shown",
            "mirrored_share", "resolved_first_contact", "customer_satisfaction", "customer_churn",
            "staff_turnover", "net_value")
"""The outcomes that decide."""

DAYS, SETTLE = 250, 60
"""Days looked at; days before them in which the culture settles into the firm, mechanism off where it is
off."""

SCREENING, JUDGING, PLACES = 2, 8, 3
"""Replications of the first two steps; places of each mechanism that are judged."""

TENTH = 0.1
"""The effect, in spreads between plans, from which a mechanism is needed."""

PLANS = ("culture-of-trust", "culture-of-fear")
DRAWN = 6
"""Points: the bundled plans, and a Latin hypercube over the whole ranges of all levers."""

FIRMS = {"60": {"people": 60}, "150": {"people": 150}, "silo": {"people": 60, "homophily": 1.0}}
"""Shapes of the generated firms."""

SILO = {"back_office_capacity": 0.95, "service_mindset": 0.1}
"""Levers of the silo at every point, as in the bundled internal-customer."""

NAMES = tuple(outcome.name for outcome in OUTCOMES)
INTACT = "none"
OFF = tuple(m.name for m in MECHANISMS)
JUDGES = range(100, 100 + JUDGING)
SECOND = range(200, 200 + 3 * JUDGING)
"""Replications that judge, and those that judge anew what these left undecided."""
PROMOTION = "promote-from-within"
"""The mechanism, and its story, which takes two years."""

Key = tuple[str, str, str, str]
"""Firm, point, mechanism off (`INTACT` for none), replication."""


# Runs
# ------------------------------------------------------------------------------------------------------


def points() -> dict[str, dict[str, float]]:
    """Levers by name of the point."""
    drawn = qmc.LatinHypercube(len(LEVERS), seed=1).random(DRAWN)
    found = {plan: dict(Scenario.load(plan).levers) for plan in PLANS}
    for i, row in enumerate(drawn, 1):
        found[f"point {i}"] = {name: float(lever.low + (lever.high - lever.low) * u)
                               for (name, lever), u in zip(LEVERS.items(), row, strict=True)}
    return found


POINTS = points()


def scenario(firm: str, point: str, off: str) -> Scenario:
    """What is run."""
    levers = POINTS[point] | (SILO if firm == "silo" else {})
    return Scenario(organisation=FIRMS[firm], levers=levers, days=DAYS, start={"settle_days": SETTLE},
                    without=[] if off == INTACT else [off])


@cache
def organisation(firm: str) -> Organisation:
    """The firm, made once."""
    return scenario(firm, PLANS[0], INTACT).build_organisation()


def table_of(folder: Path, kind: str, figures: Sequence[str]) -> Ledger:
    """What runs came to, by key."""
    return Ledger(folder / f"{kind}-{code()}.csv", figures, ("firm", "point", "off", "replication"))


def code() -> str:
    """A digest of what runs depend on."""
    hashed = hashlib.blake2b(repr((DAYS, SETTLE, FIRMS, SILO, POINTS)).encode(), digest_size=6)
    for folder, ending in (("sim/model", "*.py"), ("sim/org", "*.py"), ("sim/scenario", "*.py"),
                           ("scenarios", "*.yaml")):
        for path in sorted((ROOT / folder).rglob(ending)):
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def run(store: Ledger, keys: Iterable[Key]) -> None:
    """Whatever is not there yet."""
    for key in keys:
        if key not in store.found:
            firm, point, off, replication = key
            record = simulate(scenario(firm, point, off).setup(organisation(firm)), int(replication))
            store.put(key, (record.edges(outcome)[1] for outcome in OUTCOMES))


# Screening and judging
# ------------------------------------------------------------------------------------------------------


def screened() -> Iterator[Key]:
    """Every run of the first step; points last, since they share what settled."""
    for firm in FIRMS:
        for replication in range(SCREENING):
            for off in (INTACT, *OFF):
                for point in POINTS:
                    yield firm, point, off, str(replication)


@dataclass(frozen=True)
class Place:
    """Where an effect is looked at."""

    firm: str
    point: str
    outcome: str

    def keys(self, off: str, replications: Iterable[int]) -> list[Key]:
        """The runs that judge it."""
        return [(self.firm, self.point, off, str(r)) for r in replications]

    def __str__(self) -> str:
        return f"{self.firm} {self.point.split('-')[-1].removeprefix('point ')}"


@dataclass(frozen=True)
class Judged:
    """An effect, off less intact, in spreads between plans, with its interval."""

    place: Place
    mean: float
    low: float
    high: float

    @property
    def surely(self) -> float:
        """How far from nothing it is at least, by its interval; negative where zero lies inside."""
        return max(self.low, -self.high)

    @property
    def perhaps(self) -> float:
        """How far from nothing it is at most, by its interval."""
        return max(self.high, -self.low)

    def __str__(self) -> str:
        return f"{self.mean:+.2f} ({self.low:+.2f}, {self.high:+.2f})"


class Effects:
    """What switching off does, by what the runs came to."""

    def __init__(self, store: Ledger) -> None:
        self._found = store.found
        self._spreads = {firm: self._spread(firm) for firm in FIRMS}
        self._luck = {firm: self._noise(firm) for firm in FIRMS}

    def _spread(self, firm: str) -> np.ndarray:
        """Standard deviation between points of the intact model's mean: float64 [outcomes]."""
        means = [np.mean([self._found[firm, point, INTACT, str(r)] for r in range(SCREENING)], axis=0)
                 for point in POINTS]
        spread = np.std(means, axis=0, ddof=1)
        return np.where(spread > 1e-9, spread, np.nan)

    def _noise(self, firm: str) -> np.ndarray:
        """Standard deviation between replications of an effect, all mechanisms and points together: float64
        [outcomes]."""
        d = np.array([self.of(firm, point, off, range(SCREENING)) for off in OFF for point in POINTS])
        return np.sqrt(np.nan_to_num(d).var(axis=1, ddof=1).mean(axis=0))

    def of(self, firm: str, point: str, off: str, replications: Sequence[int]) -> np.ndarray:
        """Off less intact, in spreads: float64 [replications, outcomes]."""
        return np.array([self._found[firm, point, off, str(r)] - self._found[firm, point, INTACT, str(r)]
                         for r in replications]) / self._spreads[firm]

    def agreed(self, off: str) -> dict[tuple[str, str], np.ndarray]:
        """By firm and point, what all screening replications have at least, less the luck of one; where that
        is nothing, almost nothing, in the order of their means."""
        found = {}
        for firm in FIRMS:
            for point in POINTS:
                d = np.nan_to_num(self.of(firm, point, off, range(SCREENING)))
                same = np.abs(np.sign(d).sum(axis=0)) == SCREENING
                found[firm, point] = np.maximum(same * np.abs(d).min(axis=0) - self._luck[firm],
                                                1e-9 * np.abs(d.mean(axis=0)))
        return found

    def places(self, off: str) -> list[Place]:
        """Where to judge a mechanism: the points at which a headline outcome moves most."""
        best = []
        for (firm, point), figures in self.agreed(off).items():
            at = max(HEADLINE, key=lambda name: figures[NAMES.index(name)])
            best.append((figures[NAMES.index(at)], Place(firm, point, at)))
        best.sort(key=lambda pair: -pair[0])
        return [place for _, place in best[:PLACES]]

    def judged(self, off: str) -> list[Judged]:
        """Effects at the chosen places, surest first; by the second judges where the first are undecided."""
        found = self.round(off, JUDGES)
        return self.round(off, SECOND) if undecided(found) else found

    def round(self, off: str, judges: Sequence[int]) -> list[Judged]:
        """Effects by these replications; together their intervals hold in 95 of 100 studies."""
        found = []
        for place in self.places(off):
            d = self.of(place.firm, place.point, off, judges)[:, NAMES.index(place.outcome)]
            half = float(stats.t.ppf(1.0 - 0.05 / PLACES / 2.0, len(d) - 1) * stats.sem(d))
            found.append(Judged(place, float(d.mean()), float(d.mean()) - half, float(d.mean()) + half))
        return sorted(found, key=lambda judged: (-max(judged.surely, 0.0), -abs(judged.mean)))

    def everywhere(self, off: str) -> tuple[str, float]:
        """Of all outcomes that which moves most in the median of all firms and points, and by how much."""
        d = np.array([self.of(firm, point, off, range(SCREENING)).mean(axis=0) for firm in FIRMS
                      for point in POINTS])
        known = ~np.isnan(d).all(axis=0)
        medians = np.zeros(len(NAMES))
        medians[known] = np.nanmedian(d[:, known], axis=0)
        at = int(np.argmax(np.abs(medians)))
        return NAMES[at], float(medians[at])


def undecided(judged: list[Judged]) -> bool:
    """May an effect be larger than a tenth, though none surely is?"""
    return judged[0].surely <= TENTH <= max(j.perhaps for j in judged)


def judging(effects: Effects, offs: Iterable[str], replications: Sequence[int]) -> list[Key]:
    """Runs that judge these mechanisms, those of a firm and replication together."""
    wanted = {key for off in offs for place in effects.places(off) for each in (INTACT, off)
              for key in place.keys(each, replications)}
    return sorted(wanted, key=lambda key: (key[0], key[2], key[3], key[1]))


def judge(runs: Ledger) -> None:
    """The second step, in two rounds."""
    effects = Effects(runs)
    run(runs, judging(effects, OFF, JUDGES))
    run(runs, judging(effects, [off for off in OFF if undecided(effects.round(off, JUDGES))], SECOND))


# Stories
# ------------------------------------------------------------------------------------------------------


def check(store: Ledger, off: str, stories: Iterable[Story]) -> None:
    """Check what the stories tell with the mechanism off: how many signs are told, and how many missing."""
    for story in stories:
        key = (name_of(story), "", off, str(story.replications))
        if key not in store.found:
            told = scenario_of(story.name, story.days)
            other = (scenario_of(story.against, story.days) if isinstance(story.against, str)
                     else told.with_(**story.against))
            worlds = [lived(s.with_(without=[] if off == INTACT else [off]), story.replications)
                      for s in (other, told)]
            missing = 0
            for outcome, sign in story.shows.items():
                d = np.array([figure(b, outcome, story.part) - figure(a, outcome, story.part)
                              for a, b in zip(*worlds, strict=True)])
                half = stats.t.ppf(0.975, len(d) - 1) * stats.sem(d)
                missing += not sign * d.mean() > half
            store.put(key, (len(story.shows), missing))
    life.cache_clear()


def checked(store: Ledger, off: str) -> dict[str, tuple[int, int]]:
    """By story that was checked: signs told, and signs missing with the mechanism off."""
    return {story: (int(values[0]), int(values[1])) for (story, _, without, _), values in store.found.items()
            if without == off}


def failing(store: Ledger, off: str) -> dict[str, tuple[int, int]]:
    """Of these, those that fail and do not fail anyway."""
    anyway = {story for story, (_, missing) in checked(store, INTACT).items() if missing}
    return {story: values for story, values in checked(store, off).items()
            if values[1] and story not in anyway}


# The page
# ------------------------------------------------------------------------------------------------------

CANDIDATES: tuple[tuple[str, ...], ...] = ()
"""Mechanisms that may be two names for one."""


def verdict(judged: list[Judged], fails: dict[str, tuple[int, int]]) -> str:
    """What needs a mechanism."""
    if judged[0].surely > TENTH:
        return "effect"
    return "story" if fails else "nothing found"


def at_most(judged: list[Judged]) -> str:
    """How large an effect may still be, where none is sure."""
    most = max(j.perhaps for j in judged)
    if most >= TENTH:
        return f"up to {most:.2f} is not excluded"
    return "below a tenth at all places judged" if most else "no difference at all at the places judged"


def columns(table: np.dtype) -> tuple[str, ...]:
    """Names of a record's columns."""
    return tuple(table.names or ())


def states() -> list[tuple[str, int]]:
    """Columns by table."""
    person = len(columns(population.PERSON)) - len(population.PERSON_TRAITS) - len(
        population.PERSON_STATES) - len(population.PERSON_SCRATCH)
    return [("person: traits", len(population.PERSON_TRAITS)),
            ("person: states", len(population.PERSON_STATES)),
            ("person: gathered, and changes of the day", len(population.PERSON_SCRATCH)),
            ("person: place, tenure, presence, acts", person), ("leader", len(columns(population.LEADER))),
            ("unit", len(columns(population.UNIT))), ("need of a unit", len(columns(population.LINK))),
            ("customer", len(columns(population.CUSTOMER))), ("visit", len(columns(population.VISIT))),
            ("contact", len(MOMENT_FIELDS)), ("sums of a post's day", len(columns(tallies.TODAY)))]


def doubled() -> list[str]:
    """Names of columns that more than one of the tables has."""
    tables = (population.PERSON, population.LEADER, population.UNIT, population.LINK, population.CUSTOMER,
              population.VISIT)
    return sorted({name for i, table in enumerate(tables) for other in tables[i + 1:]
                   for name in columns(table) if name in columns(other)})


def numbers() -> list[tuple[str, int]]:
    """Numbers of the model by kind."""
    return [("parameters", len(columns(PARAMETER_RECORD))), ("levers", len(LEVERS)),
            ("switches between contested findings", len(SWITCHES)),
            ("neutral values, which stand in for what is off", len(population.NEUTRAL))]


def wrapped(text: str, first: str = "") -> str:
    """Lines of a page."""
    return textwrap.fill(" ".join(text.split()), 110, initial_indent=first, break_long_words=False,
                         subsequent_indent=" " * len(first), break_on_hyphens=False)


def filled(**holes: object) -> str:
    """The page's text with its holes filled, paragraphs wrapped anew."""
    parts = TEXT.format(**holes).rstrip().split("\n\n")
    return "\n\n".join(part if part.startswith(("#", "|", "-")) else wrapped(part) for part in parts) + "\n"


def listed(rows: Iterable[tuple[str, int]]) -> str:
    """A table of counts with their sum."""
    rows = list(rows)
    return "\n".join(["| what | count |", "|---|---|", *(f"| {what} | {many} |" for what, many in rows),
                      f"| together | {sum(many for _, many in rows)} |"])


def pages(runs: Ledger, stories: Ledger) -> tuple[str, list[list[str]]]:
    """The page, and the rows of the table beside it."""
    effects = Effects(runs)
    judged = {m.name: effects.judged(m.name) for m in MECHANISMS}
    fails = {m.name: failing(stories, m.name) for m in MECHANISMS}
    verdicts = {m.name: verdict(judged[m.name], fails[m.name]) for m in MECHANISMS}
    rows, table, told = [], [], []
    for m in MECHANISMS:
        best, moves, seen = judged[m.name][0], effects.everywhere(m.name), checked(stories, m.name)
        said = f"{len(fails[m.name])}/{len(seen)}" if seen else "?"
        rows.append(f"| {m.id} {m.name} | {best} | {best.place.outcome} | {best.place} | {said} "
                    f"| {verdicts[m.name]} |")
        table.append([m.id, m.name, f"{best.mean:.3f}", f"{best.low:.3f}", f"{best.high:.3f}",
                      best.place.outcome, best.place.firm, best.place.point, str(len(fails[m.name])),
                      str(len(seen)), verdicts[m.name], moves[0], f"{moves[1]:.3f}"])
        if fails[m.name]:
            told.append(wrapped(f"{m.id} {m.name}: " + "; ".join(
                f"*{story}* ({missing} of {signs} signs)" for story, (signs, missing)
                in fails[m.name].items()) + ".", "- "))
    without_effect = [m for m in MECHANISMS if judged[m.name][0].surely <= TENTH]
    idle = [wrapped(f"**{m.id} {m.name}**, {verdicts[m.name]}: {at_most(judged[m.name])}; in the median of "
                    "all places it moves most *{}* ({:+.2f}).".format(*effects.everywhere(m.name)), "- ")
            for m in without_effect]
    by_id = {m.id: m for m in MECHANISMS}
    merging = [wrapped(", ".join(f"{i} {by_id[i].name} ({judged[by_id[i].name][0].mean:+.2f} on "
                                 f"*{judged[by_id[i].name][0].place.outcome}*)" for i in ids) + ".", "- ")
               for ids in CANDIDATES]
    units = [name for name in PARAMETERS if name.startswith("unit_")]
    merging.append(wrapped(f"The {len(units)} parameters of trust and blame between units: "
                           + ", ".join(f"`{name}`" for name in units) + ".", "- "))
    anyway = [story for story, (_, missing) in checked(stories, INTACT).items() if missing]
    counts = {kind: sum(v == kind for v in verdicts.values()) for kind in ("effect", "story")}
    page = filled(
        mechanisms=len(MECHANISMS), rows="\n".join(rows), stories="\n".join(told) or "- none",
        idle="\n".join(idle) or "- none", merging="\n".join(merging), states=listed(states()),
        numbers=listed(numbers()), effect=counts["effect"], story=counts["story"],
        nothing=len(MECHANISMS) - sum(counts.values()), many=len(without_effect),
        doubled=wrapped("Columns of one name in several tables, where a quantity is copied from one to the "
                        "other or means two things: " + ", ".join(f"`{n}`" for n in doubled()) + "."),
        ran=ran(runs, stories), anyway=wrapped(
            "Left out, since they fail with every mechanism on as well: " + ", ".join(anyway) + ".")
        if anyway else "With every mechanism on, each story that was checked holds.")
    return page, table


def ran(runs: Ledger, stories: Ledger) -> str:
    """What was run, counted."""
    names = [name_of(story) for story in (*STORIES, *YEARS)]
    often = {name: len({off for story, _, off, _ in stories.found if story == name and off != INTACT})
             for name in names}
    whole = [name for name, many in often.items() if many == len(MECHANISMS)]
    some = [name for name, many in often.items() if 0 < many < len(MECHANISMS)]
    never = [name for name, many in often.items() if not many]
    staffing = ", ".join(f"{POINTS[f'point {i + 1}']['staffing']:.2f}" for i in range(DRAWN))
    said = [f"{len(runs.found):,} runs of {DAYS} days, after {SETTLE} in which the culture settles into the "
            "firm, the mechanism off there too where it is off.",
            f"Firms: {', '.join(FIRMS)}. 60 and 150 are generated firms of so many people; the silo has 60 "
            "people whose informal ties all lie within their unit, and at every point `internal-customer`'s "
            f"{' and '.join(f'`{name}` {value:g}' for name, value in SILO.items())}.",
            f"Points: the levers of {' and '.join(PLANS)}, and {DRAWN} of a Latin hypercube over the whole "
            f"ranges of all {len(LEVERS)} levers. The spread between plans is the standard deviation between "
            f"these {len(POINTS)} points, in each firm. `staffing` is {staffing} at "
            f"points 1 to {DRAWN}. As the ranges are wide, so is the spread: a tenth of "
            "it is much for an ordinary firm.",
            f"Outcomes: {', '.join(HEADLINE)}.",
            f"Screening: {SCREENING} replications of everything. Of each mechanism the {PLACES} places "
            "(firm and point, with the outcome that moves most) at which the replications agree on most, "
            "less what is luck, "
            f"are judged by {JUDGING} others, and what these leave undecided by {len(SECOND)} others again, "
            f"with intervals of {100 - 5 / PLACES:.1f} % each, so that those of "
            "a mechanism hold together in 95 of 100 studies, for each of the two rounds. What is "
            "shown is the surest of them. The spread is taken as known.",
            f"Stories that were checked without every mechanism: {'; '.join(whole) or 'none'}.",
            "Checked without some mechanisms only (how many): "
            f"{'; '.join(f'{name} ({often[name]})' for name in some) or 'none'}. The longer "
            "ones were checked only for mechanisms that no effect needs, promotion for M38 only.",
            f"Not checked: {'; '.join(never) or 'none'}; stories without a test of their own.",
            "Rows of [evidence.md](evidence.md) were not run without mechanisms: that is too slow here. A "
            "mechanism that nothing below needs may still be needed by a row. Nor were states frozen, nor "
            "several mechanisms switched off together."]
    return "\n".join(wrapped(each, "- ") for each in said)


TEXT = """# Which mechanisms are needed

Written by `python -m experiments.necessity`. Each of the {mechanisms} mechanisms is switched off by itself,
and what that does to headline outcomes is set against what leaders' plans do to them. An effect is off less
intact in paired worlds, in units of the spread between plans. A mechanism is needed by an effect if
somewhere the whole interval lies beyond a tenth of that spread; else by a story if the test of a bundled
story fails without it.

{effect} mechanisms are needed by an effect, {story} by a story only, and for {nothing} nothing was found.
What nothing needed goes; `sim show mechanisms` and `without:` say where former names went.

## What was run

{ran}

## Every mechanism

| mechanism | effect, off less intact | on | at | stories | needed by |
|---|---|---|---|---|---|
{rows}

At: the firm and the point. Stories: how many of those that were checked fail without the mechanism; "?" where
none was checked. [necessity.csv](necessity.csv) has the same, and of all outcomes that which moves most in
the median of all places.

## Stories that fail without a mechanism

{anyway} In parentheses: how many of the signs told are missing. A sign is missing if its interval holds
zero, so near ones may be luck.

{stories}

## What no effect needs

{many} mechanisms move no headline outcome by a tenth of the spread for sure. Off means that a mechanism's
output stays at its ordinary mean, not that it is zero. One that acts through few events, as promotion does in
a small firm's year, is hardly seen in so few replications. Needed by a story, or by
nothing found yet:

{idle}

## Candidates to merge

Each effect is that of one of them alone.

{merging}

## How much there is

Merging two names into one is no simplification, so everything that a run keeps or is given counts, copies
and other names of the same included. The mechanisms come to {mechanisms} more switches.

{states}

{doubled}

{numbers}
"""


def write(runs: Ledger, stories: Ledger) -> None:
    """Page and table."""
    page, table = pages(runs, stories)
    PAGE.write_text(page, encoding="utf-8")
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([[
            "id", "mechanism", "effect", "low", "high", "outcome", "firm", "point", "stories_failing",
            "stories_checked", "needed_by", "moves_most", "moves_by"], *table])


def main() -> None:
    """Run what is asked for."""
    steps = ("screen", "judge", "stories", "page")
    asked = argparse.ArgumentParser()
    asked.add_argument("steps", nargs="*", default=steps, help=f"any of {', '.join(steps)}; all unless named")
    asked.add_argument("--store", type=Path, default=ROOT / "results" / "necessity")
    given = asked.parse_args()
    runs = table_of(given.store, "runs", NAMES)
    stories = table_of(given.store, "stories", ("told", "missing"))
    do: dict[str, Callable[[], None]] = {
        "screen": lambda: run(runs, screened()),
        "judge": lambda: judge(runs),
        "stories": lambda: all_stories(runs, stories),
        "page": lambda: write(runs, stories)}
    for step in given.steps:
        began = time.process_time()
        do[step]()
        print(f"{step}: {time.process_time() - began:.0f} s of CPU", flush=True)


def all_stories(runs: Ledger, stories: Ledger) -> None:
    """The quick stories without each mechanism, first those that no effect needs, which get a year's stories
    too."""
    effects = Effects(runs)
    long = [story for story in YEARS if story.name != PROMOTION]
    check(stories, INTACT, (*STORIES, *YEARS))
    for name in sorted(OFF, key=lambda name: effects.judged(name)[0].surely > TENTH):
        idle = effects.judged(name)[0].surely <= TENTH
        check(stories, name, (*STORIES, *(long if idle else ()),
                              *(story for story in YEARS if story.name == PROMOTION == name)))


if __name__ == "__main__":
    main()
