"""From true scores to answers: limited reliability, one respondent factor, people who do not answer."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pandas as pd

from sim.insight.evidence.constructs import Construct, constructs, reference, settings


def stream(what: str, *key: int) -> np.random.Generator:
    """Random numbers of their own for every purpose: keyed, a construct more shifts no other."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(
        [*(int(part) & 0xFFFFFFFF for part in key), crc32(what.encode())])))


def answers(true: pd.DataFrame, key: tuple[int, ...], *, form: int = 0, method: float | None = None,
            rounded: bool = False) -> pd.DataFrame:
    """What respondents answer, one column a construct, on 1 to ``points``.

    Of the variance of answers among these respondents the share ``reliability`` would come again in a
    parallel form: true differences and the respondent factor (loading ``method``, with the sign of the
    construct's keying); the rest is noise of this form. Reliability belongs to a sample, not to a
    questionnaire (Thompson & Vacha-Haase 2000), so noise is scaled to the spread of ``true``.
    rounded: to whole points.
    """
    asked, points = constructs(), settings().points
    loading = settings().method if method is None else method
    goodwill = stream("goodwill", *key).standard_normal(len(true))
    said = {}
    for name in true.columns:
        noise = stream(f"{name} {form}", *key).standard_normal(len(true))
        said[str(name)] = _answered(true[name].to_numpy(), asked[str(name)], loading, goodwill, noise)
    frame = pd.DataFrame(said, index=true.index).clip(1, points)
    return frame.round() if rounded else frame


def self_views(true: pd.DataFrame, key: tuple[int, ...]) -> pd.DataFrame:
    """The scores behind answers: as they are, but for ratings of oneself, which are views of oneself.

    A view agrees with the truth at ``self_view`` among these respondents and has its mean and spread; the
    rest is the person's own and would come again in a parallel form, so correcting for unreliability does
    not take it away (Heidemeier & Moser 2009).
    """
    seen, near = true.copy(), settings().self_view
    for name in (str(name) for name in true if constructs()[str(name)].of_self):
        own = stream(f"view of {name}", *key).standard_normal(len(true))
        mean, spread = true[name].mean(), true[name].std(ddof=0)
        seen[name] = mean + near * (true[name] - mean) + np.sqrt(1.0 - near**2) * spread * own
    return seen


def _answered(score: np.ndarray, construct: Construct, loading: float, goodwill: np.ndarray,
              noise: np.ndarray) -> np.ndarray:
    """Answers before they meet the ends of the scale (float64 [respondents])."""
    said, usual = settings(), reference().loc[construct.name]
    known = ~np.isnan(score)
    spread = float(np.std(score[known])) if known.any() else 0.0
    total = spread / np.sqrt(max(construct.reliability - loading**2, 1e-9))
    felt = score + total * (construct.keyed * loading * goodwill + np.sqrt(1.0 - construct.reliability)
                            * noise)
    answered: np.ndarray = (said.middle + construct.keyed * said.lean + said.stretch * (felt - usual["mean"])
                            / usual["spread"])
    return answered


def responding(engagement: pd.Series, key: tuple[int, ...]) -> np.ndarray:
    """Who answers at all (bool [people]): the engaged a little more often."""
    said = settings()
    spread = float(engagement.std()) or 1.0
    logit = np.log(said.response / (1.0 - said.response)) + said.response_engagement * (
        engagement - engagement.mean()) / spread
    chance = 1.0 / (1.0 + np.exp(-logit.to_numpy()))
    taking_part: np.ndarray = stream("responding", *key).random(len(engagement)) < chance
    return taking_part
