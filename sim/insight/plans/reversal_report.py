"""report.md of a study's plans: who is ahead, the regret of choosing, and where the conclusion turns, on one page."""

from __future__ import annotations

from sim.insight.plans import reversal_sentences
from sim.insight.plans.comparison import RANKED
from sim.insight.plans.report import places, regrets
from sim.insight.plans.reversal_tables import notes
from sim.insight.plans.study import StudyPlans
from sim.model.outcomes import OUTCOME
from sim.report.page import grid, paper


def study_report(s: StudyPlans) -> str:
    """The page, in Markdown."""
    who = "\n".join(f"- **{letter}: {title}.**" for letter, title in zip(s.letters, s.titles, strict=True))
    options = "".join(f" --rank-by {name}" for name in s.ranked if s.ranked != RANKED)
    turned = [f"## {reversal_sentences.HEADING}", "![Share of worlds in which each plan beats the first](turns.svg)",
              "\n".join(f"- {said}" for said in reversal_sentences.sentences(s)), *_turns(s)] if s.factors else []
    return paper(
        f"{len(s.names)} plans of the study {s.study}, each against {s.titles[0]}", who, "\n".join(f"- {said}" for said in s.sentences),
        "![Each plan's difference from the first, with intervals; what is bracketed is not separated](figure.svg)",
        *places(s), *regrets(s), *turned, "## How sure", "\n".join(f"- {said}" for said in notes(s)),
        "## Reproduce", f"```\nsim compare FOLDER{options}\n```\n\nFOLDER is the study's folder; the digest of its runs is `{s.digest}`.")


def _turns(s: StudyPlans) -> list[str]:
    shown = []
    for name in s.ranked:
        frames = [s.turned[name, plan] for plan in s.names[1:]]
        rows = [(reversal_sentences.where(factor, part), f"{int(frames[0].loc[(factor, part), 'worlds']):,}",
                 *(reversal_sentences.between(frame.loc[(factor, part)]) for frame in frames)) for factor, part in frames[0].index]
        head = ("if", "worlds", *(f"{letter} beats {s.letters[0]}" for letter in s.letters[1:]))
        shown += [f"**{OUTCOME[name].label}**", grid(head, rows)]
    return shown
