"""All that an answer holds, to take away: one archive with tables, pictures, the summary, and scenarios that the command line runs."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from sim.org.organisation import Organisation
from sim.outcomes import OUTCOME
from sim.whatif.answer import Answer
from sim.whatif.lines import picture
from sim.whatif.plan import Plan
from sim.whatif.summary import summary
from sim.whatif.why import Why

_READ_ME = """What is here, and how it came about
summary.html    one page to print: what you did, what happened, why, how sure
outcomes.csv    where baseline and plan end, with what luck and unknown parameters leave open
weeks.csv       the same week by week
why.csv         which path and which lever contributes what (only if it was asked for)
figures/        a picture of each outcome (SVG)
baseline.yaml   today, and
plan.yaml       the plan: run both with  sim compare baseline.yaml plan.yaml
link.txt        what to open to come back to this page

{says}
For conversation, not for prediction.
"""
_PLACE = """
The plan is for an organisation of your own, which is not in here. Name it in both scenarios:  organisation: {path: YOUR-FILE.csv}
"""

type Rows = Iterable[Sequence[object]]


def takeaway(plan: Plan, answer: Answer, why: Why | None = None, *, organisation: Organisation | None = None, link: str = "") -> bytes:
    """The archive (ZIP).  An uploaded organisation stays out of it: it holds people's data."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(plan, answer, why, organisation, link):
            archive.writestr(name, text)
    return content.getvalue()


def _files(plan: Plan, answer: Answer, why: Why | None, organisation: Organisation | None, link: str) -> Iterator[tuple[str, str]]:
    yield "README.txt", _READ_ME.format(says=answer.says) + (_PLACE if plan.place else "")
    yield "summary.html", summary(plan, answer, why, organisation=organisation, link=link)
    bands = ("low", "high", "likely_low", "likely_high")
    yield "outcomes.csv", _csv(("outcome", "unit", "baseline", "plan", "difference", *bands, "separated"), _outcomes(answer))
    yield "weeks.csv", _csv(("outcome", "week", "baseline", "plan", *bands), _weeks(answer))
    if why is not None:
        yield "why.csv", _csv(("by", "part", "contribution", "low", "high", "separated"), _parts(why))
    for name in answer.cards:
        yield f"figures/{name}.svg", picture(answer, name).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" font-size="10" ', 1)
    made_up = plan.but(place="")
    yield "baseline.yaml", made_up.baseline().to_yaml()
    yield "plan.yaml", made_up.scenario().to_yaml()
    yield "link.txt", f"{link or plan.to_text()}\n"


def _csv(head: Sequence[str], rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


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
