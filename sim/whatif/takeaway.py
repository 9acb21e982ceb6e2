"""All that an answer holds, to take away: one archive with tables, pictures, the summary, and scenarios that the command line runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from sim.base import writing
from sim.model.outcomes import OUTCOME
from sim.org.organisation import Organisation
from sim.whatif.answer import Answer
from sim.whatif.plan import Plan
from sim.whatif.sentences import WORDS
from sim.whatif.sparkline import picture
from sim.whatif.summary import summary
from sim.whatif.why import Why
from sim.words import ENGLISH

type Rows = Iterable[Sequence[object]]


def takeaway(plan: Plan, answer: Answer, why: Why | None = None, *, organisation: Organisation | None = None, link: str = "",
             language: str = ENGLISH) -> bytes:
    """The archive (ZIP).  An uploaded organisation stays out of it: it holds people's data.

    language: of texts and pictures; names and columns are as the model has them.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(plan, answer, why, organisation, link, language):
            archive.writestr(name, text)
    return content.getvalue()


def _files(plan: Plan, answer: Answer, why: Why | None, organisation: Organisation | None, link: str,
           language: str) -> Iterator[tuple[str, str]]:
    texts = [WORDS.say(language, "takeaway.read_me", says=answer.says(language))]
    texts += [WORDS.say(language, "takeaway.place")] if plan.place else []
    yield "README.txt", "\n\n".join(texts) + "\n"
    yield "summary.html", summary(plan, answer, why, organisation=organisation, link=link, language=language)
    bands = ("low", "high", "likely_low", "likely_high")
    yield "outcomes.csv", writing.rows(("outcome", "unit", "baseline", "plan", "difference", *bands, "separated"), _outcomes(answer))
    yield "weeks.csv", writing.rows(("outcome", "week", "baseline", "plan", *bands), _weeks(answer))
    if why is not None:
        yield "why.csv", writing.rows(("by", "part", "contribution", "low", "high", "separated"), _parts(why))
    for name in answer.cards:
        drawn = picture(answer, name, language)
        yield f"figures/{name}.svg", drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" font-size="10" ', 1)
    made_up = plan.but(place="")
    yield "baseline.yaml", made_up.baseline().to_yaml()
    yield "plan.yaml", made_up.scenario().to_yaml()
    yield "link.txt", f"{link or plan.to_text()}\n"


def _outcomes(answer: Answer) -> Rows:
    for card in answer.cards.values():
        numbers = (card.baseline, card.plan, card.difference, card.low, card.high, card.likely_low, card.likely_high)
        yield card.outcome, OUTCOME[card.outcome].unit, *map(_plain, numbers), str(card.separated).lower()


def _weeks(answer: Answer) -> Rows:
    for name, line in answer.series.items():
        columns = (line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high)
        yield from ((name, week + 1, *(_plain(float(column[week])) for column in columns)) for week in range(answer.weeks))


def _parts(why: Why) -> Rows:
    for by, parts in (("path", why.paths), ("lever", why.levers)):
        yield from ((by, part.name, *map(_plain, (part.contribution, part.low, part.high)), str(part.separated).lower()) for part in parts)


def _plain(value: float) -> str:
    """Four digits after the point; nothing where it is missing."""
    return "" if value != value else f"{value:.4f}"
