"""Results as tables for the terminal.  Colour repeats what the words say: teal better, orange worse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.model.engine.setup import Setup
from sim.model.outcomes import HEADLINES, OUTCOME, OUTCOMES, Outcome
from sim.report import doubt_sentences, money_sentences, reaching
from sim.report.result import NAMES, Comparison, RunResult
from sim.report.wording import NONE, half_width, interval, number, plural, title, verdict
from sim.scenario import Scenario

BETTER, WORSE, QUIET = "bold dark_cyan", "bold dark_orange3", "dim"
"""Teal, orange and grey: distinguishable by colour-blind eyes, on light ground and on dark."""


def run_cells(result: RunResult, names: Sequence[str]) -> list[tuple[Outcome, list[str]]]:
    """Of each outcome: start, end, luck and, with members, the likely range."""
    rows = [(OUTCOME[name], result.outcomes.loc[name]) for name in names]
    return [(o, [number(row["start"], o), number(row["end"], o), half_width(row["low"], row["high"], o),
                 *likely(row, o, False)]) for o, row in rows]


def compared_cells(result: Comparison, names: Sequence[str]) -> list[tuple[Outcome, list[str]]]:
    """Of each outcome: A, B, their difference, luck, with members the likely range, and the verdict."""
    rows = [(OUTCOME[name], result.outcomes.loc[name]) for name in names]
    return [(o, [number(row["a"], o), number(row["b"], o), number(row["difference"], o, sign=True),
                 half_width(row["low"], row["high"], o), *likely(row, o),
                 verdict(row["difference"], row["separated"], o, *_ends(row))]) for o, row in rows]


def run_table(result: RunResult, everything: bool = False) -> Group:
    """Start, end and interval of each outcome (the headlines, or all)."""
    table = columned("start", "end", "luck", *(["likely"] if result.doubt else []), "")
    for o, (start, end, *sure) in run_cells(result, _shown(everything)):
        table.add_row(o.label, start, Text(end, "bold"), *sure, Text(o.unit, QUIET))
    below = _reaching(reaching.run_says(result), reaching.run_rows(result) if everything else (), "start",
                      "end", "95 % interval")
    return printed(title(result.scenario), result.scenario.story, Group(table, *below),
                   _notes(result, everything))


def compare_table(result: Comparison, everything: bool = False, switches: bool = False) -> Group:
    """A, B, their difference, its intervals, and the verdict in words.  switches: also by side of each
    contested finding."""
    table = columned("A", "B", "B − A", "luck", *(["likely"] if result.doubt else []), "B is")
    for o, (a, b, apart, *sure, said) in compared_cells(result, _shown(everything)):
        colour = (BETTER if "better" in said else WORSE if "worse" in said
                  else QUIET if "not" in said or "open" in said else "")
        table.add_row(o.label, a, b, Text(apart, colour), *sure, Text(said.split(", ")[-1], colour))
    one, other = result.a.scenario, result.b.scenario
    rows = reaching.comparison_rows(result) if everything else ()
    below = [*_doubt(result), *(_by_side(result) if switches else []), *_money(result),
             *_reaching(reaching.comparison_says(result), rows, "A", "B", "B − A", "95 % interval")]
    return printed(f"{title(other)}, against {title(one)}", both(one, other), Group(table, *below),
                   _notes(result, everything))


def likely(row: Any, o: Outcome, sign: bool = True) -> list[str]:
    """The cell of the likely range, none where there are no members."""
    return [interval(row["likely_low"], row["likely_high"], o, sign=sign)] if "likely_low" in row else []


def _ends(row: Any) -> tuple[float, float]:
    """Ends of the likely range, (1, 1) where there are no members: it leaves out zero."""
    return (row["likely_low"], row["likely_high"]) if "likely_low" in row else (1.0, 1.0)


def _doubt(result: Comparison) -> list[Any]:
    return ["", Text(doubt_sentences.HEADING, "bold"),
            *map(Text, doubt_sentences.of(result))] if result.doubt else []


def _by_side(result: Comparison) -> list[Any]:
    """What the main differences are over the members that take either side of a contested finding."""
    told = doubt_sentences.TOLD
    table = columned(*(OUTCOME[name].label for name in told))
    sides = {name: {(switch, side): (mean, error) for switch, side, mean, error, _ in
                    doubt_sentences.by_side(result, name)} for name in told}
    for key in sides[told[0]]:
        cells = [f"{number(sides[name][key][0], OUTCOME[name], sign=True)} ± "
                 f"{number(2 * sides[name][key][1], OUTCOME[name])}" if key in sides[name] else NONE
                 for name in told]
        table.add_row(" ".join(key).replace("_", " "), *cells)
    note = "Means over the members that take a side, ± two standard errors; all else differs among them too."
    return ["", Text("By side of each contested finding", "bold"), table, Text(note, QUIET)]


def _money(result: Comparison) -> list[Any]:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style=QUIET)
    grid.add_column()
    for label, said in money_sentences.lines(result.money):
        grid.add_row(label, said)
    return ["", Text.assemble((money_sentences.HEADING, "bold"),
                              (f"  {money_sentences.about(result.money, result.days)}", QUIET)), grid]


def _reaching(says: Sequence[str], rows: Sequence[Sequence[str]], *columns: str) -> list[Any]:
    """What reaches the leaders: a line or two, and the table where every outcome is asked for."""
    if not says:
        return []
    table = columned(*columns, "")
    for label, unit, *figures in rows:
        table.add_row(label, *figures, Text(unit, QUIET))
    said = [Text(sentence) for sentence in says]
    return ["", Text(reaching.HEADING, "bold"), *said, *(["", table] if rows else [])]


def both(a: Scenario, b: Scenario) -> Text:
    """Who A and B are, a line each."""
    lines = [Text.assemble((f"{side}  ", "bold"), f"{title(s)}. ", (s.story, QUIET)) for side,
             s in (("A", a), ("B", b))]
    return Text("\n").join(lines)


def _shown(everything: bool) -> Sequence[str]:
    return NAMES if everything else HEADLINES


def columned(*columns: str) -> Table:
    """A table of outcomes, names first; columns of words are on the left, figures on the right."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    for name in columns:
        words = name in ("", "B is", "if", "conclusion")
        table.add_column(name, justify="left" if words else "right", no_wrap=not words or name == "if")
    return table


def printed(heading: str, story: str | Text, table: Any, notes: Sequence[str]) -> Group:
    """A heading, what it is about, the table, and quiet notes."""
    parts: list[Any] = [Text(heading, "bold"), Text(story.strip()) if isinstance(story, str) else story, "",
                        table, ""]
    return Group(*parts, *(Padding(Text(note, QUIET), 0) for note in notes))


def _notes(result: RunResult | Comparison, everything: bool) -> list[str]:
    """How much was simulated, what the interval includes, what is missing, how the organisation was read."""
    pairs = isinstance(result, Comparison)
    run, times = (result.a, "pair") if isinstance(result, Comparison) else (result, "replication")
    if result.replications == 1:
        sure = f"One {'pair of runs' if pairs else times} has no interval: ask for more with --replications."
    else:
        of, luck = (("the difference", " of runs with the same luck; each holds by itself: of 20 outcomes "
                     "that do not differ, one will look separated.") if pairs
                    else ("the end's mean", "; luck only, parameters stay as they are."))
        sure = f"Luck: ± half of the 95 % t-interval of {of} over {plural(result.replications, times)}{luck}"
    return [size(run.setup, result.replications, times), sure,
            *doubt_sentences.covers(len(result.doubt.members) if result.doubt else 0),
            *_missing(result), *as_read(run.scenario, run.setup), *_more(everything)]


def size(setup: Setup, replications: int, times: str = "replication") -> str:
    """How much was simulated: '250 days, 300 people, 20 replications, seed 1'."""
    return ", ".join((plural(setup.days, "day"), plural(len(setup.organisation), "person"),
                      plural(replications, times), f"seed {setup.seed}"))


def as_read(scenario: Scenario, setup: Setup) -> list[str]:
    """What was inferred or generated where an organisation was read from files, a line each."""
    organisation = setup.organisation
    if "path" not in scenario.organisation:
        return []
    return [f"Organisation {organisation.name}, as it was read:",
            *(f" - Warning: {warning}" for warning in organisation.warnings),
            *(f" - {note}" for note in organisation.notes)]


def _missing(result: RunResult | Comparison) -> list[str]:
    counted = result.outcomes["counted"]
    short = counted[counted < result.replications]
    if short.empty:
        return []
    said = ", ".join(f"{OUTCOME[str(name)].label} ({n})" for name, n in short.items())
    return [f"With nothing to count in some of {plural(result.replications, 'replication')}: {said}."]


def _more(everything: bool) -> list[str]:
    return [] if everything else [f"{len(HEADLINES)} of {len(OUTCOMES)} outcomes; --all shows every one."]
