"""All benchmarks in one run: a table in the terminal and docs/performance.md.

    python -m benchmarks.run            # everything, the million people too: several minutes
    python -m benchmarks.run --quick    # without the million people, two to three minutes
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

from benchmarks import commands, mesa_peer, worlds
from benchmarks.machine import Reference
from benchmarks.report import Part, markdown, show

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
DAYS = {300: 300, 10_000: 30, 100_000: 10, 1_000_000: 4}
"""Whole days timed at each number of people."""
AIMS = {300: 12, 10_000: 12, 100_000: 14, 1_000_000: 14}
"""Philox calls that a whole day may cost per contact, by number of people."""
ONE_SIZE = 100_000
"""People of the world that is timed on two threads as well."""
PEER_PEOPLE, PEER_DAYS = 60, 15


def sizes(reference: Reference, quick: bool) -> tuple[Part, dict[int, worlds.Speed], worlds.Speed]:
    """What an interaction costs, by size and threads."""
    part = Part("Interactions", "Of a whole day per contact, in the world described above. "
                "Linear growth is a time per person that does not depend on size: exponent 1.",
                "python -m benchmarks.run")
    took: dict[int, worlds.Speed] = {}
    two = None
    for people, days in DAYS.items():
        if quick and people > ONE_SIZE:
            continue
        tell(f"{people:,} people")
        call = reference.take()
        took[people] = worlds.speed(people, days)
        call = min(call, reference.take())
        part.add(f"{people:,} people, one thread, best day: Philox calls a contact", took[people].best / call,
                 "{:.1f}", most=AIMS.get(people))
        part.add(f"{people:,} people, one thread, best day: ns a contact", took[people].best, "{:.0f}")
        part.add(f"{people:,} people, one thread, median day: ns a contact", took[people].median, "{:.0f}")
        if people == ONE_SIZE:
            alone = worlds.speed(people, days, clock=time.perf_counter)
            two = worlds.speed(people, days, threads=2)
            part.add(f"{people:,} people, two threads, best day: ns a contact", two.best, "{:.0f}")
            part.add("two threads against one, best days by the clock on the wall", alone.best / two.best,
                     "{:.2f} times as fast", least=1.7)
    assert two is not None
    for small, large in zip(list(took)[:-1], list(took)[1:], strict=True):
        ratio = took[large].per_person / took[small].per_person
        part.add(f"time per person, {large:,} people against {small:,}, median days", ratio, "{:.2f} times")
    first, last = min(took), max(took)
    exponent = 1.0 + math.log(took[last].per_person / took[first].per_person) / math.log(last / first)
    part.add(f"growth exponent of a day, {first:,} to {last:,} people", exponent, "{:.2f}")
    part.add("contacts per front-line post and day, all sizes", took[ONE_SIZE].visits, "{:.1f}")
    return part, took, two


def peer(reference: Reference, one: worlds.Speed, two: worlds.Speed) -> Part:
    """The engine against the same rules as Mesa agents."""
    tell("the Mesa peer")
    reference.take()
    there = mesa_peer.measure(worlds.setup(PEER_PEOPLE, PEER_DAYS), PEER_DAYS)
    here = worlds.speed(PEER_PEOPLE, PEER_DAYS)
    part = Part("Against the same rules as Mesa agents", "`benchmarks/mesa_peer.py` lives the days of the "
                "reference, `sim/model/engine/reference/`: plain Python, the same rules and the same "
                f"chance, on Mesa agents with attributes of their own instead of columns. {PEER_PEOPLE} "
                f"people, {PEER_DAYS} days, same start, whole days. It is set against the engine at "
                f"{ONE_SIZE:,} people, medians against medians; the last ratio sets both in the same small "
                "world.", "python -m benchmarks.run")
    part.add("Mesa peer, ns per interaction, best day", there["best"], "{:,.0f}")
    part.add("Mesa peer, ns per interaction, median day", there["median"], "{:,.0f}")
    part.add("peer / engine on one thread", there["median"] / one.median, "{:.0f} times", least=30)
    part.add("peer / engine on two threads", there["median"] / two.median, "{:.0f} times", least=50)
    part.add(f"peer / engine on one thread, both with {PEER_PEOPLE} people", there["median"] / here.median,
             "{:.0f} times")
    part.add("mean satisfaction with a contact, peer less engine", there["satisfaction"] - here.satisfaction,
             "{:+.3f}")
    return part


def memory(quick: bool) -> Part:
    """Bytes, and the million."""
    tell("memory")
    size = worlds.memory()
    part = Part("Memory", "Counted from the columns: what a person takes ("
                + ", ".join(f"{name} {amount:.0f}" for name, amount in size.person.items())
                + " bytes), and a customer (" + ", ".join(f"{name} {amount:.0f}" for name,
                                                          amount in size.customer.items()) + " bytes)."
                + ("" if quick else " A million people for ten days run in a process of their own, on two "
                   "threads; five days of week zero are lived before the first of the ten."),
                "python -m benchmarks.worlds 1000000 10")
    part.add("bytes a person", sum(size.person.values()), "{:.0f}", most=714)
    part.add("bytes a customer", sum(size.customer.values()), "{:.0f}", most=34)
    if not quick:
        tell("a million people, ten days")
        million = commands.worlds_alone(1_000_000, 10, 2)
        part.add("1,000,000 people: seconds to build the organisation", million["build"], "{:.1f}")
        part.add("1,000,000 people: seconds to start, week zero included", million["start"], "{:.1f}")
        part.add("1,000,000 people: seconds for ten days", million["days"], "{:.1f}")
        part.add("1,000,000 people: peak memory, GB", million["peak"], "{:.1f}", most=4)
        part.add("1,000,000 people: contacts in ten days, millions", million["contacts"] / 1e6, "{:.0f}")
    return part


def waiting(quick: bool) -> Part:
    """What somebody waits for."""
    tell("an ordinary firm")
    part = Part("At the terminal", "The ordinary firm of 300 people for a year of 250 days, by the clock on "
                "the wall; each the best of a few, but compilation, which is timed once. It happens once for "
                "each version of the code; later processes find it in the cache. Before "
                "the service was cut into lanes and imports were put off, on two idle cores of another "
                "machine; so only great differences count.", "sim run ordinary-firm")
    part.add("`sim run -r 1`: seconds", commands.sim_run(1, 1), "{:.2f}", most=1.0, before="2.1")
    part.add("`sim run -r 20 --workers 1`: seconds", commands.sim_run(20, 1, 1), "{:.1f}", most=5,
             before="8.6")
    part.add("`sim run -r 20 --workers 2`: seconds", commands.sim_run(20, 2, 2), "{:.1f}", most=3.2,
             before="6.1")
    part.add("a replication's days, one thread: seconds", commands.year(3 if quick else 8), "{:.2f}",
             before="0.34")
    part.add("2,000 runs of 90 days on two workers, from 100 of them: seconds", commands.many_short(100) * 20,
             "{:.0f}", most=170, before="346")
    part.add("`sim --help`: seconds", commands.help_appears(), "{:.3f}", most=0.5)
    part.add("process start to first simulated day, warm cache: seconds", commands.first_day(), "{:.2f}",
             most=3)
    tell("compilation with an empty cache")
    part.add("compilation, once, with an empty cache (process start taken off): seconds",
             commands.compilation(), "{:.1f}", most=12, before="20")
    return part


def tell(what: str) -> None:
    """Say on the error stream what is being measured."""
    print(f"measuring {what} ...", file=sys.stderr, flush=True)


def main() -> None:
    """Measure everything, show it, write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out the million people")
    quick = parser.parse_args().quick
    commands.first_day(1)  # compiles, if need be, before anything is timed
    reference = Reference()
    interactions, took, two = sizes(reference, quick)
    parts = [interactions, peer(reference, took[ONE_SIZE], two), memory(quick), waiting(quick)]
    reference.take()
    show(parts, str(reference))
    command = "python -m benchmarks.run" + (" --quick" if quick else "")
    hint = (", which leaves out the million people; `make bench` measures them too" if quick
            else " (`make bench`)")
    PAGE.write_text(markdown(parts, command, hint, str(reference)), encoding="utf-8")
    print(f"written: {PAGE.relative_to(PAGE.parents[1])}")


if __name__ == "__main__":
    main()
