"""The words of the microscope: steps filled with the numbers of one contact, and the pushes on them."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.insight.attribution.shapley import shapley
from sim.insight.microscope.declare import Force, Say, Seen, Step, Target
from sim.insight.microscope.language import said, unit
from sim.insight.microscope.replay import READY_FROM, STATES, Replay, ordinary
from sim.insight.microscope.steps import ABOUT, STEPS
from sim.model.interaction import contact
from sim.model.interaction.moment import MOMENT

_TOLD_FROM = 0.05  # a push smaller than this share of the largest is noise to a reader
_TIMES = ("first", "second", "third", "fourth")
_POINT = 0.01  # a level that nothing moves by a point needs no reasons
_MOST = 4  # pushes told of one number
_AT_ONCE = 11  # inputs of one number that are weighed against each other: 2**11 runs of the step

@dataclass(frozen=True)
class Push:
    """What one input contributed to one number.

    cause: the input in words.  value: the input here.  level: the input in an ordinary contact.  by: its part
    in the difference between the number here and the number with all told inputs at their levels, in the
    number's own unit.  alone: what the number would be had this input alone been at its level.
    """

    cause: str
    value: float
    level: float
    by: float
    alone: float


@dataclass(frozen=True)
class Why:
    """Why a number is what it is.  field: of the moment.  ordinary: the number with every input at its level.
    pushes: largest first.  good: 1 more is better, -1 less is."""

    field: str
    label: str
    shown: str
    value: float
    ordinary: float
    pushes: tuple[Push, ...]
    good: int = 1


@dataclass(frozen=True)
class Told:
    """One step of a contact as it happened.  mechanisms: ids.  numbers: fields of the moment."""

    title: str
    mechanisms: tuple[str, ...]
    text: str
    numbers: dict[str, float]
    why: tuple[Why, ...]


def figure(value: float, shown: str, sign: bool = False) -> str:
    """A number as sentences write it.

    >>> figure(0.314, "pts"), figure(0.0042, "%"), figure(11.38, "min")
    ('31', '0.4 %', '11.4')
    >>> figure(-0.2, "pts", sign=True), figure(2.0, "n")
    ('−20', '2')
    """
    if shown in ("flag", "word"):
        if shown == "flag":
            return said("yes" if value else "no")
        return said({-1.0: "warns", 0.0: "nobody", 1.0: "recommends"}[value])
    if shown == "days":
        return said("{count} day" if round(value) == 1 else "{count} days").format(count=round(value))
    scaled = value if shown in ("min", "n", "x") else 100.0 * value
    small = abs(scaled) < (10.0 if shown == "%" else 1.0)
    fine = shown in ("min", "p1") or (shown == "x" and scaled % 1.0 != 0.0) or (
        small and (shown == "%" or (shown == "pts" and sign)))
    text = f"{scaled:+.{1 if fine else 0}f}"
    if shown in ("min", "x"):
        text = text.removesuffix(".0")
    if not any(digit in text for digit in "123456789"):
        text = "+" + text[1:]
    text = (text if sign else text.removeprefix("+")).replace("-", "−")
    return f"{text} %" if shown == "%" and not sign else text


class _Formats(string.Formatter):
    def format_field(self, value: Any, spec: str) -> Any:
        """A hole of a sentence."""
        return figure(value, spec) if spec else said(str(value))


def seen(replay: Replay, person_after: Any, customer_after: Any, units: Sequence[str] = ()) -> Seen:
    """Everything a sentence may speak of.  units: names, by row."""
    given = replay.given
    m = {name: getattr(given["m"], name) for name in MOMENT.names or ()}
    before = int(m["attempt"])
    counted = f"for the {_TIMES[before] if before < len(_TIMES) else f'{before + 1}th'} time"
    needed = replay.needed()
    around = {name: given[name] for name in ("unit", "leader", "policy", "p", "n")}
    return SimpleNamespace(**m, **around, e=given["person"], c=given["customer"], e_after=person_after,
                           c_after=customer_after, about=ABOUT[int(m["cause"])], times=counted, again=counted,
                           cost=SimpleNamespace(**replay.money()),
                           colleagues=said("of {unit}").format(unit=unit(units[needed]))
                           if 0 <= needed < len(units) else "of another unit")


def tell(replay: Replay, spoken: Seen) -> tuple[Told, ...]:
    """Every step that the model has and that has something to tell."""
    usual = ordinary(replay)
    steps = [step for step in STEPS if all(replay.has(f"m.{s.field}") for s in step.shows)
             and step.when(spoken)]
    return tuple(_told(step, replay, usual, spoken) for step in steps)


def _told(step: Step, replay: Replay, usual: Replay, spoken: Seen) -> Told:
    chosen = [say for say in (_chosen(say, spoken) for say in step.says) if say is not None]
    words = " ".join(_Formats().vformat(said(say.text), (), vars(spoken)) for say in chosen)
    ids = dict.fromkeys((*step.mechanisms, *(say.mechanism for say in chosen if say.mechanism)))
    why = tuple(why_of(target, step.made_by, replay, usual, spoken) for target in step.targets
                if target.when(spoken))
    return Told(said(step.title), tuple(ids), words, {s.field: replay.get(f"m.{s.field}")
                                                      for s in step.shows}, why)


def _chosen(say: Say | tuple[Say, ...], spoken: Seen) -> Say | None:
    return next((one for one in (say if isinstance(say, tuple) else (say,)) if one.when(spoken)), None)


def why_of(target: Target, made_by: str, replay: Replay, usual: Replay, spoken: Seen) -> Why:
    """The pushes on a number, the largest few.

    An input's push is its Shapley value: the step is run with every set of inputs at their levels and the
    others as they were, and what an input changes is averaged over the orders in which the inputs could have
    come in.  So pushes add up to the whole difference, and a number at its bound, such as a satisfaction of
    0, still tells what drove it there.
    """
    step = getattr(contact, made_by)
    # getting ready takes longest, and many sets of inputs share a morning
    mornings: dict[tuple[tuple[str, float], ...], Replay] = {}

    def ends(levels: Mapping[str, float]) -> float:
        made_ready = {path: level for path, level in levels.items() if path.startswith(READY_FROM)}
        shared = tuple(made_ready.items())
        if shared not in mornings:
            mornings[shared] = replay.with_(made_ready)
        other = mornings[shared].with_({path: level for path, level in levels.items()
                                        if path not in made_ready})
        other.apply(step)
        return other.get(target.path)

    here = ends({})
    levels = {force: usual.get(force.path) if force.level is None else force.level for force in target.forces
              if replay.has(force.path)}
    moved = _at_work({force: level for force, level in levels.items() if replay.get(force.path) != level},
                     here, ends)
    outcome = [ends({f.path: levels[f] for i, f in enumerate(moved) if not here_too >> i & 1})
               for here_too in range(2 ** len(moved))]
    pushes = [Push(_cause(force, replay.get(force.path), levels[force], spoken), replay.get(force.path),
                   levels[force], by, ends({force.path: levels[force]}))
              for force, by in zip(moved, shapley(np.array(outcome)).tolist(), strict=True)]
    pushes.sort(key=lambda push: -abs(push.by))
    most = max((abs(push.by) for push in pushes), default=0.0)
    least = max(5e-4, _TOLD_FROM * most) if target.shown != "pts" or most >= _POINT else 1.0
    return Why(target.field, said(target.label), target.shown, here, outcome[0],
               tuple(p for p in pushes if abs(p.by) >= least)[:_MOST], target.good)


def _at_work(levels: Mapping[Force, float], here: float,
             ends: Callable[[Mapping[str, float]], float]) -> list[Force]:
    """The inputs that change anything, alone or where the others are at their levels; of too many those that
    change most."""
    every = {force.path: level for force, level in levels.items()}
    usual = ends(every)
    changes = {force: abs(here - ends({force.path: level}))
               + abs(usual - ends({path: other for path, other in every.items() if path != force.path}))
               for force, level in levels.items()}
    most = sorted(changes, key=lambda force: -changes[force])[:_AT_ONCE]
    return [force for force in levels if changes[force] > 0.0 and force in most]


def _cause(force: Force, value: float, level: float, spoken: Seen) -> str:
    label = said(force.label if isinstance(force.label, str) else force.label(spoken))
    if not force.shown:
        return label
    here, usually = figure(value, force.shown), figure(level, force.shown)
    return said("{cause} {here}, ordinarily {usually}").format(cause=label, here=here, usually=usually)


def mattered(replay: Replay, told: tuple[Told, ...]) -> str:
    """The closing words: the largest pushes on satisfaction, and what an ordinary employee would have made of
    the contact."""
    ends, usual = replay.get("m.satisfaction"), ordinary(replay)
    pushes = ([push for step in told for why in step.why if why.field == "satisfaction"
               for push in why.pushes][:2])
    points = said("{cause} ({by} points)")
    causes = said(" and ").join(points.format(cause=push.cause, by=figure(push.by, "pts", sign=True))
                                for push in pushes)
    words = said("What mattered most for a satisfaction of {here}: {causes}").format(
        here=figure(ends, "pts"), causes=causes or said("nothing out of the ordinary"))
    states = {f"person.{name}": usual.get(f"person.{name}") for name in STATES}
    ended = {path: replay.with_({path: level}).rerun().get("m.satisfaction") for path,
             level in states.items()}
    most = max(ended, key=lambda path: abs(ended[path] - ends))
    whole = replay.with_(states).rerun().get("m.satisfaction")
    words += said(". With the same luck an employee in every respect ordinary would have brought this "
                  "customer to {whole}").format(
        whole=figure(whole, "pts"))
    if abs(ended[most] - ends) >= 0.01:
        words += said("; this one, had {state} been {usually} and not {here}, to {ended}").format(
            state=said(most.removeprefix("person.").replace("_", " ")), usually=figure(states[most], "pts"),
            here=figure(replay.get(most), "pts"), ended=figure(ended[most], "pts"))
    return words + "."
