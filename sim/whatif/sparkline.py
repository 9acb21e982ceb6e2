"""A small picture of one outcome over the weeks: baseline dashed, plan with its bands of luck and of parameters."""

from __future__ import annotations

import numpy as np

from sim.model.outcomes import OUTCOME, Outcome
from sim.report import drawings
from sim.whatif.answer import Answer, Series
from sim.whatif.sentences import WORDS
from sim.words import ENGLISH, model

_LEAST = 10.0  # points that a picture spans at least, so that noise looks like noise


def picture(answer: Answer, outcome: str, language: str = ENGLISH) -> str:
    """The SVG of an outcome, named for whoever hears it."""
    o, card, line = OUTCOME[outcome], answer.cards[outcome], answer.series[outcome]
    said = WORDS.say(language, "picture.label", outcome=model(language, o.label), plan=card.shown(card.plan),
                     baseline=card.shown(card.baseline), unit=model(language, o.unit), words=card.words(language))
    names = (WORDS.say(language, "picture.baseline", level=card.shown(float(line.baseline[-1]))),
             WORDS.say(language, "picture.plan", level=card.shown(float(line.plan[-1]))))
    baseline, plan, *edges = (each.tolist() for each in (line.baseline, line.plan, line.par_low, line.par_high, line.low, line.high))
    return drawings.course(said, baseline, plan, names, [("wide", *edges[:2]), ("plan", *edges[2:])],
                           least=_LEAST if o.scale == 100.0 else 0.0, worse=card.better is False, language=language)


def span(line: Series, o: Outcome) -> tuple[float, float]:
    """The levels between which a page draws an outcome's year: all of it, and never so few that noise looks like more."""
    values = np.stack([line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    least = _LEAST if o.scale == 100.0 else 0.1 * max(abs(low), abs(high), 1e-6)
    spare = max(0.05 * (high - low), (least - (high - low)) / 2)
    return low - spare, high + spare
