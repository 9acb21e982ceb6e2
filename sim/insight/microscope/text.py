"""A contact as lines of styled text, the same on a terminal and in a string."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sim.insight.microscope.language import said
from sim.insight.microscope.narrative import Push, Told, Why, figure
from sim.insight.microscope.record import SIMULATED, ContactRecord, PairRecord
from sim.insight.microscope.steps import STEPS
from sim.model.mechanisms.catalogue import NAMES
from sim.scenario.parts import WEEK

if TYPE_CHECKING:
    from sim.scenario import Scenario

type Line = tuple[tuple[str, str], ...]
"""Pieces of a line: (text, style).  Styles: head, note, title, quiet, up, down, close, '' for plain."""

_BAR = 10

_LEGEND = ("Just before it; levels run from 0 to 100. Below, 'ordinarily' is an ordinary contact in the "
           "ordinary firm, and the bars share out the difference between the two.")

_BEFORE = (
    ("Employee", "employee", (("trust_in_leader", "trust in the leader"), ("felt_care", "feeling cared for"),
                              ("fear", "fear"), ("resources", "resources"), ("mood", "mood"),
                              ("norm", "norm"), ("skill", "skill"), ("suspicion", "suspicion"),
                              ("hostility", "hostility"), ("service_standard", "own standard of service"))),
    ("Customer", "customer_states", (("expectation", "expectation"),
                                     ("relationship", "satisfaction with the relationship"),
                                     ("trust", "trust"), ("civility", "civility"))),
)


def text(lines: list[Line]) -> str:
    """Without styles."""
    return "\n".join("".join(piece for piece, _ in line).rstrip() for line in lines)


def of_contact(contact: ContactRecord, width: int) -> list[Line]:
    """The whole contact."""
    lines = [*_header(contact, width), (), *_before(contact, width), ()]
    for number, step in enumerate(contact.steps, start=1):
        lines += [*_step(contact, number, step, width), ()]
    return [*lines, *_wrapped(contact.mattered, width, "close")]


def of_pair(pair: PairRecord, width: int) -> list[Line]:
    """Two contacts side by side, number by number; or why there is only one."""
    a, b = pair.a, pair.b
    lines = [*_header(a, width, f" against {_title(pair.other)}"), ()]
    if b is None:
        return [*lines, *_wrapped(f"Under {_title(pair.other)} this visit did not happen: {pair.why}.", width,
                                  "close")]
    names = [_short(a.scenario.name, 22), _short(b.scenario.name, 22)]
    lines.append(((f"{'':42}{names[0]:>24}{names[1]:>24}", "title"),))
    lines.append(((said("served by").ljust(42) + f"{a.person:>24}{b.person:>24}", "quiet"),))
    lines += [_both(label, one, other) for label, one, other in _states(a, b)]
    happened = {told.title for told in (*a.steps, *b.steps)}
    for step in (step for step in STEPS if said(step.title) in happened and step.shows):
        lines += [(), ((said(step.title), "title"),)]
        lines += [_both(said(s.label), figure(_number(a, s.field), s.shown),
                        figure(_number(b, s.field), s.shown)) for s in step.shows]
    lines += [(), *_closing(a, width), *_closing(b, width)]
    return lines


def _number(contact: ContactRecord, field: str) -> float:
    return float(contact.moment[field])


def _states(a: ContactRecord, b: ContactRecord) -> list[tuple[str, str, str]]:
    return [(f"{said(who.lower())}: {said(label)}", figure(getattr(a, kind)[name], "pts"),
             figure(getattr(b, kind)[name], "pts")) for who, kind, names in _BEFORE for name, label in names]


def _both(label: str, one: str, other: str) -> Line:
    same = one == other
    return ((f"  {label}".ljust(42), "" if not same else "quiet"), (f"{one:>24}", "quiet" if same else ""),
            (f"{other:>24}", "quiet" if same else "close"))


def _closing(contact: ContactRecord, width: int) -> list[Line]:
    return _wrapped(f"{contact.scenario.name}: {contact.mattered}", width, "close")


def _header(contact: ContactRecord, width: int, against: str = "") -> list[Line]:
    who = (f"{contact.person} · {contact.unit} · day {contact.day} (week {(contact.day - 1) // WEEK + 1}) · "
           f"contact {contact.occasion} of {contact.contacts} · customer {contact.customer}")
    run = (f"{_title(contact.scenario)}{against} · luck: seed {contact.setup.seed}, replication "
           f"{contact.replication}")
    return [*_wrapped(who, width, "head"), *_wrapped(run, width, "quiet"), ((SIMULATED, "note"),)]


def _title(scenario: Scenario) -> str:
    return scenario.title or scenario.name


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[:most - 1] + "…"


def _before(contact: ContactRecord, width: int) -> list[Line]:
    lines: list[Line] = _wrapped(_LEGEND, width, "quiet")
    for who, kind, names in _BEFORE:
        states = ", ".join(f"{label} {figure(getattr(contact, kind)[name], 'pts')}" for name, label in names)
        lines += _wrapped(f"{who}: {states}", width, "", "  ")
    return lines


def _step(contact: ContactRecord, number: int, step: Told, width: int) -> list[Line]:
    named = ", ".join(f"{id_} {NAMES[id_]}{' (off)' if NAMES[id_] in contact.setup.without else ''}"
                      for id_ in step.mechanisms if id_ in NAMES)
    lead = f"{number:>2}  {step.title}"
    lines: list[Line] = [((lead, "title"), (f"{named:>{max(2, width - len(lead))}}", "quiet"))]
    lines += _wrapped(step.text, width, "", "    ")
    for why in step.why:
        if why.pushes:
            here, usually = figure(why.value, why.shown), figure(why.ordinary, why.shown)
            lines.append(((f"    Why {why.label} is {here}, ordinarily {usually}:", "quiet"),))
            lines += [_push(push, why) for push in why.pushes]
    return lines


def _push(push: Push, why: Why) -> Line:
    bar = "█" * max(1, round(_BAR * abs(push.by) / abs(why.pushes[0].by)))
    style = "up" if push.by > 0 else "down"
    return ((f"    {figure(push.by, why.shown, sign=True):>6} ", style), (f"{bar:<{_BAR}}  ", style),
            (push.cause, ""))


def _wrapped(words: str, width: int, style: str, indent: str = "") -> list[Line]:
    hanging = indent + ("  " if indent == "  " else "")
    return [((line, style),) for line in textwrap.wrap(words, width, initial_indent=indent,
                                                       subsequent_indent=hanging, break_long_words=False,
                                                       break_on_hyphens=False)]
