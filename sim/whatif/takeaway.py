"""What is taken away from the page: an archive with one page to open in a browser, tables, pictures and
scenarios that the command line runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from sim.base import writing
from sim.model.outcomes import OUTCOME
from sim.whatif.answer import Answer, picture
from sim.whatif.paper import Taken, report
from sim.whatif.pins import Beside
from sim.whatif.why import Why

type Rows = Iterable[Sequence[object]]


def takeaway(taken: Taken, link: str = "") -> bytes:
    """The archive (ZIP).  An uploaded organisation stays out of it: it is people's data.

    Texts and pictures are in the visitor's language; names and columns are as the model has them.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(taken, link):
            archive.writestr(name, text)
    return content.getvalue()


def _files(taken: Taken, link: str) -> Iterator[tuple[str, str]]:
    answer, why = taken.answer, taken.account
    yield "report.html", report(taken, link)
    bands = ("low", "high", "likely_low", "likely_high")
    yield "outcomes.csv", writing.rows(("outcome", "unit", "today", "plan", "difference", *bands,
                                        "separated"), _outcomes(answer))
    yield "weeks.csv", writing.rows(("outcome", "week", "today", "plan", *bands), _weeks(answer))
    if taken.beside:
        yield "pins.csv", writing.rows(("name", "plan", "outcome", "today", "end", "difference"),
                                       _pins(taken.beside))
    if why is not None:
        yield "why.csv", writing.rows(("by", "part", "contribution", "low", "high", "separated"), _parts(why))
    for name in answer.cards:
        drawn = picture(answer, name, taken.language)
        yield f"figures/{name}.svg", drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
                                                   'font-size="10" ', 1)
    made_up = taken.plan.but(place="")
    yield "today.yaml", made_up.baseline().to_yaml()
    yield "plan.yaml", made_up.scenario().to_yaml()


def _pins(beside: Sequence[Beside]) -> Rows:
    for each in beside:
        for card in each.answer.cards.values() if each.answer is not None else ():
            yield (each.name, each.plan.to_text(), card.outcome,
                   *map(_plain, (card.baseline, card.plan, card.difference)))


def _outcomes(answer: Answer) -> Rows:
    for card in answer.cards.values():
        numbers = (card.baseline, card.plan, card.difference, card.low, card.high, card.likely_low,
                   card.likely_high)
        yield card.outcome, OUTCOME[card.outcome].unit, *map(_plain, numbers), str(card.separated).lower()


def _weeks(answer: Answer) -> Rows:
    for name, line in answer.series.items():
        columns = (line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high)
        yield from ((name, week + 1, *(_plain(float(column[week])) for column in columns))
                    for week in range(answer.weeks))


def _parts(why: Why) -> Rows:
    for by, parts in (("path", why.paths), ("lever", why.levers)):
        yield from ((by, part.name, *map(_plain, (part.contribution, part.low, part.high)),
                     str(part.separated).lower()) for part in parts)


def _plain(value: float) -> str:
    """Four digits after the point; nothing where it is missing."""
    return "" if value != value else f"{value:.4f}"
