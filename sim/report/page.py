"""report.md: what was asked and what came out, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.outcomes import HEADLINES
from sim.report import doubt_sentences, money_sentences, reaching
from sim.report.doubt import Doubt
from sim.report.result import NAMES, Comparison, RunResult
from sim.report.tables import compared_cells, run_cells, size
from sim.report.wording import NONE, interval, title
from sim.scenario.ensemble import DAILY


def report(result: RunResult | Comparison) -> str:
    """The page, in Markdown."""
    return _comparison(result) if isinstance(result, Comparison) else _run(result)


def _run(result: RunResult) -> str:
    scenario = result.scenario
    rows = [(o.label, o.unit, *cells) for o, cells in run_cells(result, HEADLINES)]
    sure = how_sure(result.replications, several=False, doubt=result.doubt)
    return paper(
        title(scenario), scenario.story, _watch(scenario.watch), "What was simulated: "
        f"{size(result.setup, result.replications)}.",
        "![Four outcomes over time](figure.svg)",
        grid(("outcome", "unit", "start", "end", "luck", *(["likely"] if result.doubt else [])), rows), sure,
        *_reaching(reaching.run_says(result), ("outcome", "unit", "start", "end", "95 % interval"),
                   reaching.run_rows(result)),
        "## Reproduce", _command("sim run scenario.yaml", result, 0),
    )


def _comparison(result: Comparison) -> str:
    a, b, sentences = result.a.scenario, result.b.scenario, []
    rows = [(o.label, o.unit, *cells) for o, cells in compared_cells(result, HEADLINES)]
    for o, (one, other, apart, *_, said) in compared_cells(result, NAMES):
        if said not in (NONE, "not separated", "direction open"):
            direction, _, judged = said.partition(", ")
            row = result.outcomes.loc[o.name]
            luck = interval(row["low"], row["high"], o, sign=True)
            sentences.append(f"- **{o.label}** is {direction}{f' ({judged})' if judged else ''}: {one} in A, "
                             f"{other} in B ({o.unit}), a difference of {apart} ({luck}).")
    return paper(
        f"{title(b)}, against {title(a)}", f"**A: {title(a)}.** {a.story}", f"**B: {title(b)}.** {b.story}",
        _watch(b.watch),
        f"What was simulated: {size(result.a.setup, result.replications, 'pair')}. In each pair the same "
        "customers walk in on the same days; what differs is caused by what the scenarios ask for.",
        "![Four outcomes over time, A dashed](figure.svg)",
        grid(("outcome", "unit", "A", "B", "B − A", "luck", *(["likely"] if result.doubt else []), "B is"),
             rows),
        *_doubt(result),
        "## What differs", "\n".join(sentences) or "No outcome is separated from zero.",
        how_sure(result.replications, several=True, doubt=result.doubt),
        *_money(result),
        *_reaching(reaching.comparison_says(result), ("outcome", "unit", "A", "B", "B − A", "95 % interval"),
                   reaching.comparison_rows(result)),
        "## Reproduce", _command("sim compare scenario-a.yaml scenario-b.yaml", result, DAILY),
    )


def _money(result: Comparison) -> list[str]:
    m = result.money
    about = money_sentences.about(m, result.days)
    return [f"## {money_sentences.HEADING}", f"{about[:1].upper()}{about[1:]}; earned counts +, paid −, each "
            "side at its own prices.", "\n".join(f"- {label}: {said}" for label,
                                                 said in money_sentences.lines(m)),
            grid(("part", "A", "B", "B − A", "95 % interval"), money_sentences.rows(m)),
            "Month by month it is in `money.csv`."]


def _reaching(says: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"## {reaching.HEADING}", "\n".join(f"- {sentence}" for sentence in says),
            grid(head, rows)] if says else []


def _doubt(result: Comparison) -> list[str]:
    return [f"## {doubt_sentences.HEADING}", "\n".join(f"- {said}" for said in doubt_sentences.of(result))
            ] if result.doubt else []


def members_option(members: int, usual: int) -> list[str]:
    """The option that asks for so many members, none where it is as many as usual."""
    return [] if members == usual else [f"--members {members}"]


def _command(what: str, result: RunResult | Comparison, usual: int) -> str:
    members = members_option(len(result.doubt.members) if result.doubt else 0, usual)
    return command(" ".join([what, *members]))


def paper(heading: str, *parts: str) -> str:
    """A page in Markdown; empty parts are left out."""
    return "\n\n".join([f"# {heading.strip()}", *(part.strip() for part in parts if part.strip())]) + "\n"


def _watch(watch: str) -> str:
    return f"**What to watch.** {watch}" if watch else ""


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; columns of words are on the left, figures on the right."""
    words = {"outcome", "unit", "B is", "part", "what it is", "what differs", "if", "conclusion"}
    rule = ["---" if name in words else "---:" for name in head]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))


def how_sure(replications: int, several: bool, doubt: Doubt | None = None) -> str:
    """What the intervals hold and what not.  several: there are as many intervals of differences as
    outcomes."""
    if replications == 1:
        return "One replication: how far luck alone moves these figures is not known."
    by_itself = (" Each holds by itself: of 20 outcomes that do not differ, one will look separated."
                 if several else "")
    luck = (f"Luck: ± half of the 95 % t-interval over {replications} replications; assumptions stay as they "
            f"are, and many of them are guesses (`sim show parameters`).{by_itself}")
    members = len(doubt.members) if doubt else 0
    return " ".join([luck, *doubt_sentences.covers(members), "For conversation, not for prediction."])


def command(line: str) -> str:
    """How to get the same again."""
    return (f"In this folder:\n\n```\n{line.strip()}\n```\n\nThe same version of the simulator gives the "
            "same bytes; `manifest.json` names versions, seed, parameters and the hash of every file.")
