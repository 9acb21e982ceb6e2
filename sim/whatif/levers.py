"""The levers of the page and the help page of each, derived from the declarations of parameters and
mechanisms.

>>> zone("permission", 0.5), zone("permission", 0.9), zone("permission", 0.1)
('as today', 'customer first', 'numbers first')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.mechanisms.declare import Mechanism
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, SURE, SWITCHES
from sim.model.parameters.declare import Parameter
from sim.report.wording import IN_PERCENT
from sim.scenario import Scenario, bundled
from sim.whatif.parts import written
from sim.whatif.plan import Plan, known
from sim.whatif.words import WORDS, unit_words
from sim.words import ENGLISH, model, source

GROUPS = ("care", "trust", "fear")
"""The groups on the page, by the names of the levers' declarations."""

FIRST = ("presence_hours", "personal_interest", "recognition_rate", "backing", "word_deed_consistency",
         "trust_extended", "permission", "listening", "punishment_severity", "punishment_arbitrary",
         "surveillance", "suspicion_policy")
"""The levers on the page, in their order; all others are behind 'more'."""

STEPS = 20
"""Steps that a slider takes from end to end at least."""

AS_TODAY = "as today"
_NEAR = 0.05  # of the range: so near to today's level counts as today
_SHOWN = 3  # scenarios named among the things to try


@dataclass(frozen=True)
class Lever:
    """A lever as a slider needs it.  low, high, step, default: in ``unit``.  zones: words below and above
    today's level."""

    name: str
    label: str
    group: str
    low: float
    high: float
    default: float
    step: float
    unit: str
    zones: tuple[str, str]
    message: str


@dataclass(frozen=True)
class HowItWorks:
    """A mechanism that the lever moves.  contested: what the evidence disagrees about, or ''."""

    id: str
    name: str
    title: str
    source: str
    contested: str


@dataclass(frozen=True)
class LeverHelp:
    """The help page of a lever.  sure: the word and what it means.  side_effects, to_try: sentences."""

    lever: Lever
    works: tuple[HowItWorks, ...]
    source: str
    sure: tuple[str, str]
    cost: str
    side_effects: tuple[str, ...]
    to_try: tuple[str, ...]


@cache
def lever(name: str, language: str = ENGLISH) -> Lever:
    """One lever, its words in a language."""
    known(name, LEVERS, "a lever")
    p = LEVERS[name]
    label, low, high = (model(language, word) for word in (p.label, *p.zones))
    return Lever(name, label, p.group, p.low, p.high, p.default, step(p), model(language, p.unit),
                 (low, high), model(language, message(p)))


def on_page(language: str = ENGLISH) -> dict[str, tuple[Lever, ...]]:
    """At most twelve levers by group: care, trust, fear."""
    return {group: tuple(lever(name, language) for name in FIRST if LEVERS[name].group == group)
            for group in GROUPS}


def behind_more(language: str = ENGLISH) -> dict[str, tuple[Lever, ...]]:
    """All the others, by what a leader would look under."""
    rest = [name for name in LEVERS if name not in FIRST]
    return {group: tuple(lever(name, language) for name in rest if LEVERS[name].group == group)
            for group in dict.fromkeys(LEVERS[name].group for name in rest)}


def step(p: Parameter) -> float:
    """A round step of which at least :data:`STEPS` fit into the range, and one of them on the usual level.

    >>> step(LEVERS["permission"]), step(LEVERS["presence_hours"]), step(LEVERS["customer_forums"])
    (0.05, 0.5, 0.1)
    """
    steps = (10.0 ** power * digit for power in range(3, -6, -1) for digit in (5, 2, 1))
    return round(next(each for each in steps if each * STEPS <= (p.high - p.low) * (1.0 + 1e-9)
                      and abs((p.default - p.low) / each % 1.0 - 0.5) > 0.499), 9)


def message(p: Parameter) -> str:
    """The help of a declaration as a sentence."""
    return f"{p.help[:1].upper()}{p.help[1:]}."


def zone(name: str, value: float, today: float | None = None, language: str = ENGLISH) -> str:
    """A word for a level: low, as today, or high.  today: the level without the plan; the usual one unless
    given."""
    known(name, LEVERS, "a lever")
    p = LEVERS[name]
    usual = p.default if today is None else today
    away, room = value - usual, p.high - usual if value > usual else usual - p.low
    if abs(away) <= min(_NEAR * (p.high - p.low), room / 2):
        return model(language, AS_TODAY)
    return model(language, p.zones[1 if away > 0 else 0])


def value_words(name: str, value: float, language: str = ENGLISH) -> str:
    """A level with its unit, shares in percent.

    >>> value_words("permission", 0.8), value_words("presence_hours", 7), value_words("staffing", 1.1)
    ('80 %', '7 h a week', '110 %')
    """
    known(name, LEVERS, "a lever")
    unit = LEVERS[name].unit
    if unit in IN_PERCENT:
        return f"{written(round(100 * value, 1))} %"
    return f"{written(value)} {unit_words(unit, language)}"


def in_words(plan: Plan, language: str = ENGLISH) -> str:
    """What leaders do under a plan, in few words; nothing where they do nothing else."""
    said = [f"{lever(name, language).label} {value_words(name, value, language)}"
            + ("" if week == 1 else f" ({WORDS.say(language, 'whatif.week_later', week=week)})")
            for week, name, value in plan.settings()]
    return "; ".join(said)


@cache
def help_page(name: str, language: str = ENGLISH) -> LeverHelp:
    """All that a visitor may want to know about a lever."""
    there, p = lever(name, language), LEVERS[name]
    works = tuple(_works(m, language) for m in MECHANISMS if name in m.levers)
    sure = model(language, p.sure), model(language, SURE[p.sure])
    return LeverHelp(there, works, source(language, p.source), sure, cost_words(p, language),
                     _side_effects(name, language), _to_try(name, language))


def _works(m: Mechanism, language: str) -> HowItWorks:
    contested = "; ".join(f"{model(language, s.help)} {s.for_default}; {s.against}"
                          for s in SWITCHES.values() if s.mechanism == m.name)
    return HowItWorks(m.id, m.name, model(language, m.title), source(language, m.source), contested)


def cost_words(p: Parameter, language: str = ENGLISH) -> str:
    """What a lever costs, as declared."""
    cost = model(language, p.cost) if p.cost else WORDS.say(language, "lever.free")
    return f"{cost[:1].upper()}{cost[1:]}."


def moves(name: str) -> dict[str, int]:
    """Outcome: which way it is declared to go when the lever goes up; left out where mechanisms disagree."""
    found: dict[str, set[int]] = {}
    for m in MECHANISMS:
        low, high = m.effect.low.get(name), m.effect.high.get(name)
        if (name in m.levers and m.effect.contrast in ("lever", "identity") and low is not None
            and high is not None and low != high):
            for outcome, sign in m.effect.shows.items():
                found.setdefault(outcome, set()).add(sign if high > low else -sign)
    return {outcome: signs.pop() for outcome, signs in found.items() if len(signs) == 1}


def _side_effects(name: str, language: str) -> tuple[str, ...]:
    """What is declared to go the other way than the rest, in a sentence each."""
    judged = {outcome: sign * OUTCOME[outcome].good for outcome, sign in moves(name).items()
              if OUTCOME[outcome].good}
    way = 1 if sum(judged.values()) >= 0 else -1
    said = []
    for outcome, verdict in judged.items():
        if verdict == -way and len(set(judged.values())) > 1:
            o, key = OUTCOME[outcome], "rises" if moves(name)[outcome] > 0 else "falls"
            said.append(WORDS.say(language, f"lever.{key}", outcome=model(language, o.label),
                                  means=model(language, o.definition)))
    return tuple(said)


def _to_try(name: str, language: str) -> tuple[str, ...]:
    """Experiments on the page: both ends, later, without its mechanism's better half, and scenarios that set
    it."""
    low, high = lever(name, language).zones
    said = [WORDS.say(language, "lever.try.ends", low=low, high=high), WORDS.say(language, "lever.try.later")]
    partners = list(dict.fromkeys(other for m in MECHANISMS if name in m.levers for other in m.levers
                                  if other != name))
    if partners:
        labels = [model(language, LEVERS[other].label) for other in partners[:2]]
        said.append(WORDS.say(language, f"lever.try.with_{len(labels)}", one=labels[0], other=labels[-1]))
    setting = [model(language, title) for title, levers in _scenarios() if name in levers][:_SHOWN]
    if setting:
        said.append(WORDS.say(language, "lever.try.scenarios", titles=", ".join(setting)))
    return tuple(said)


@cache
def _scenarios() -> tuple[tuple[str, frozenset[str]], ...]:
    """Title and levers of every bundled scenario."""
    loaded = [Scenario.bundled(name) for name in bundled()]
    return tuple((s.title or s.name, frozenset(s.levers)) for s in loaded)
