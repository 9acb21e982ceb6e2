"""The plans of a study as tables for the terminal: places, regret, and where the conclusion turns."""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from sim.insight.attribution.contested import FLIPS
from sim.insight.attribution.counterfactuals import plain
from sim.insight.plans import reversal_sentences, sentences
from sim.insight.plans.comparison import MONEY
from sim.insight.plans.reversal import EVERYWHERE
from sim.insight.plans.study import StudyPlans
from sim.insight.plans.tables import BESIDE, columns, differences, places, regrets
from sim.model.outcomes import HEADLINES, OUTCOME
from sim.report.tables import BETTER, QUIET, WORSE, printed
from sim.report.wording import plural


def study_table(s: StudyPlans, everything: bool = False) -> Group:
    """Places and sentences; regret over the study's worlds; by each other factor the share of worlds in which a plan beats the first."""
    who = Text("\n").join(Text.assemble((f"{letter}  ", "bold"), title) for letter, title in zip(s.letters, s.titles, strict=True))
    shown = tuple(name for name in s.outcomes if everything or name in (*HEADLINES, *MONEY, *s.ranked))
    body = [*places(s), *(differences(s, shown) if set(shown) - set(s.ranked) else ()), *regrets(s), "", *_turns(s)]
    more = [] if everything or len(shown) == len(s.outcomes) else [f"{len(shown)} of {len(s.outcomes)} outcomes; --all shows every one."]
    return printed(f"{len(s.names)} plans of the study {s.study}, each against {s.titles[0]}", who, Group(*body), [*notes(s), *more])


def notes(s: StudyPlans) -> list[str]:
    """How much was lived, and how it is to be read."""
    said = [s.lived, ("Interval: 95 % t-interval of the mean paired difference over all points, by luck alone."
                      if s.replications > 1 else "One replicate at every point: places are not known; sim sweep extend adds more."),
            sentences.FAMILY,
            f"Regret is over {len(s.values):,} worlds: {s.points:,} points of the other factors, each with its replicates."]
    if s.left_out:
        said.append(f"{plural(s.left_out, 'world')} left out: not every plan was lived there.")
    return [*said, reversal_sentences.METHOD] if s.factors else said


def _turns(s: StudyPlans) -> list[Any]:
    if not s.factors:
        return []
    shown: list[Any] = [Text.assemble((reversal_sentences.HEADING, "bold"), ("  share of worlds, its 95 % interval; grey: open; !: turns", QUIET))]
    for name in s.ranked:
        for first in range(1, len(s.names), BESIDE - 1):
            shown += [_table(s, name, range(first, min(first + BESIDE - 1, len(s.names)))), ""]
    looked = sum(len(frame) - 1 for frame in s.turned.values())
    said = [Text(sentence) for sentence in reversal_sentences.sentences(s)]
    return [*shown, *said, Text(reversal_sentences.MANY.format(looked=f"{looked} parts"), QUIET)]


def _table(s: StudyPlans, name: str, plans: range) -> Any:
    """A line for each factor, and below it one for each of its parts."""
    table = columns((OUTCOME[name].label,), [f"{s.letters[i]} beats {s.letters[0]}" for i in plans])
    before, frames = EVERYWHERE, [s.turned[name, s.names[i]] for i in plans]
    for factor, part in frames[0].index:
        if factor != before:
            table.add_row(Text(plain(factor), QUIET))
        before = factor
        said = "everywhere" if factor == EVERYWHERE else f"  {part}"
        table.add_row(said, *(_cell(frame.loc[(factor, part)]) for frame in frames))
    return table


def _cell(row: Any) -> Text:
    colour = BETTER if row["low"] > 0.5 else WORSE if row["high"] < 0.5 else QUIET
    return Text(reversal_sentences.between(row) + (" !" if row["conclusion"] == FLIPS else "  "), colour)
