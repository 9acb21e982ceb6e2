"""report.md: what was asked and what came out, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from sim.outcomes import HEADLINES, OUTCOME, OUTCOMES
from sim.report.result import Comparison, RunResult
from sim.report.tables import size
from sim.report.words import NONE, interval, number, title, verdict


def report(result: RunResult | Comparison) -> str:
    """The page, in Markdown."""
    return _comparison(result) if isinstance(result, Comparison) else _run(result)


def _run(result: RunResult) -> str:
    scenario, rows = result.scenario, []
    for name in HEADLINES:
        o, row = OUTCOME[name], result.outcomes.loc[name]
        rows.append((o.label, o.unit, number(row["start"], o), number(row["end"], o), interval(row["low"], row["high"], o)))
    return _page(
        title(scenario), scenario.story, _watch(scenario.watch), f"What was simulated: {size(result)}.",
        "![Four outcomes over time](figure.svg)",
        _table(("outcome", "unit", "start", "end", "95 % interval"), rows), _how_sure(result),
        "## Reproduce", _command("sim run scenario.yaml"),
    )


def _comparison(result: Comparison) -> str:
    a, b, rows, sentences = result.a.scenario, result.b.scenario, [], []
    for name in HEADLINES:
        o, row = OUTCOME[name], result.outcomes.loc[name]
        rows.append((o.label, o.unit, number(row["a"], o), number(row["b"], o), number(row["difference"], o, sign=True),
                     interval(row["low"], row["high"], o, sign=True), verdict(row["difference"], row["separated"], o)))
    for o in OUTCOMES:
        row = result.outcomes.loc[o.name]
        said = verdict(row["difference"], row["separated"], o)
        if said not in (NONE, "not separated"):
            direction, _, judged = said.partition(", ")
            sentences.append(f"- **{o.label}** is {direction}{f' ({judged})' if judged else ''}: {number(row['a'], o)} in A, "
                             f"{number(row['b'], o)} in B ({o.unit}), a difference of "
                             f"{number(row['difference'], o, sign=True)} "
                             f"({interval(row['low'], row['high'], o, sign=True)}).")
    return _page(
        f"{title(b)}, against {title(a)}", f"**A: {title(a)}.** {a.story}", f"**B: {title(b)}.** {b.story}", _watch(b.watch),
        f"What was simulated: {size(result.a, 'pair')}. In each pair the same customers walk in on the same days; what "
        "differs is caused by what the scenarios ask for.",
        "![Four outcomes over time, A dashed](figure.svg)",
        _table(("outcome", "unit", "A", "B", "B − A", "95 % interval", "B is"), rows),
        "## What differs", "\n".join(sentences) or "No outcome is separated from zero.", _how_sure(result),
        "## Reproduce", _command("sim compare scenario-a.yaml scenario-b.yaml"),
    )


def _page(heading: str, *parts: str) -> str:
    return "\n\n".join([f"# {heading.strip()}", *(part.strip() for part in parts if part.strip())]) + "\n"


def _watch(watch: str) -> str:
    return f"**What to watch.** {watch}" if watch else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    words = {"outcome", "unit", "B is"}
    rule = ["---" if name in words else "---:" for name in head]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))


def _how_sure(result: RunResult | Comparison) -> str:
    if result.replications == 1:
        return "One replication: how far luck alone moves these figures is not known."
    by_itself = " Each holds by itself: of 20 outcomes that do not differ, one will look separated."
    return (f"Intervals are 95 % t-intervals over {result.replications} replications. They hold luck only: parameters stay as "
            "they are, and many of them are speculative (`sim show parameters`)."
            f"{by_itself if isinstance(result, Comparison) else ''} For conversation, not for prediction.")


def _command(command: str) -> str:
    return (f"In this folder:\n\n```\n{command}\n```\n\nThe same version of the "
            "simulator gives the same bytes; `manifest.json` names versions, seed, parameters and the hash of every file.")
