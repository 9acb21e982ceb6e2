"""The statistics of the published patterns: small functions of frames with a survey's columns, for real and
simulated data alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy import stats


def pearson(frame: pd.DataFrame, x: str, y: str) -> float:
    """Pearson r of two columns, pairwise complete; missing with fewer than three pairs or without any spread.

    With a column of 0 and 1 it is the point-biserial correlation.
    """
    pairs = frame[[x, y]].dropna().astype(float)
    if len(pairs) < 3 or (pairs.std() < 1e-12).any():
        return float("nan")
    return float(stats.pearsonr(pairs[x], pairs[y]).statistic)


def mean_pearson(frame: pd.DataFrame, x: str, y: str, by: str | Sequence[str]) -> float:
    """Pearson r between the means of groups; each mean over the rows where the column is known."""
    return pearson(frame.groupby(_names(by))[[x, y]].mean(), x, y)


def within_pearson(frame: pd.DataFrame, x: str, y: str, by: str | Sequence[str]) -> float:
    """Pearson r within groups, pooled: of deviations from the group's mean.  What a meta-analysis of
    single-group studies estimates."""
    pairs = frame.dropna(subset=[x, y])
    return pearson(pairs[[x, y]] - pairs.groupby(_names(by))[[x, y]].transform("mean"), x, y)


def within_mean_pearson(frame: pd.DataFrame, x: str, y: str, unit: str | Sequence[str],
                        by: str | Sequence[str]) -> float:
    """Pearson r between the means of units, within the groups that units belong to (business units of the
    same company)."""
    means = frame.groupby([*_names(by), *_names(unit)])[[x, y]].mean().reset_index()
    return within_pearson(means, x, y, by)


def mean_gap(frame: pd.DataFrame, x: str, y: str, by: str | Sequence[str]) -> float:
    """How much stronger a relation is between group means than between individuals: difference of the
    absolute r."""
    return abs(mean_pearson(frame, x, y, by)) - abs(pearson(frame, x, y))


def icc1(frame: pd.DataFrame, value: str, by: str | Sequence[str]) -> float:
    """ICC(1), share of variance that lies between groups: (MSB - MSW) / (MSB + (n0 - 1) MSW), n0 for groups
    of unequal size.

    Shrout & Fleiss (1979); Bliese (2000).
    """
    known = frame.dropna(subset=[value])
    groups = known.groupby(_names(by))[value]
    size, mean = groups.size(), groups.mean()
    n, k = len(known), len(size)
    between = float((size * (mean - known[value].mean()) ** 2).sum()) / (k - 1)
    within = float(((known[value] - groups.transform("mean")) ** 2).sum()) / (n - k)
    n0 = (n - float((size**2).sum()) / n) / (k - 1)
    return (between - within) / (between + (n0 - 1.0) * within)


def within_share(frame: pd.DataFrame, value: str, by: str | Sequence[str]) -> float:
    """Share of the variance of repeated readings that lies within a person: 1 - ICC(1)."""
    return 1.0 - icc1(frame, value, by)


def year_on_year(frame: pd.DataFrame, value: str, by: str) -> float:
    """Pearson r of a value with the same group's a year later, over pairs of consecutive years."""
    now = frame[[by, "year", value]].dropna()
    pairs = now.merge(now.assign(year=now["year"] - 1), on=[by, "year"], suffixes=("", "_next"))
    return pearson(pairs, value, f"{value}_next")


def proportion(frame: pd.DataFrame, flag: str) -> float:
    """Share of rows where a column of 0 and 1 is 1."""
    return float(frame[flag].mean()) if flag in frame else float("nan")


def rate_ratio(frame: pd.DataFrame, event: str, among: str) -> float:
    """How many times as often an event happens where ``among`` is 1 as where it is 0 (both columns of 0 and
    1)."""
    if frame[among].nunique() < 2:
        return float("nan")
    rates = frame.groupby(among)[event].mean()
    return float(rates[1] / rates[0]) if rates[0] > 0 else float("nan")


def annual_quits(frame: pd.DataFrame, rate: str) -> float:
    """Share of people who quit in a year, from monthly rates in %: mean of 1 - (1 - rate)^12."""
    return float((1.0 - (1.0 - frame[rate] / 100.0) ** 12).mean())


def monthly_rates(flows: pd.DataFrame) -> pd.DataFrame:
    """Quits in % of people in post, by month over all organisations (column quits_rate_pct)."""
    sums = flows.groupby("month")[["quits", "people"]].sum()
    return pd.DataFrame({"quits_rate_pct": 100.0 * sums["quits"] / sums["people"]})


def annual_turnover(frame: pd.DataFrame) -> float:
    """Quits in a year over people in post, from months (columns month, quits, people)."""
    months = frame.groupby("month")[["quits", "people"]].sum()
    return float(12.0 * (months["quits"] / months["people"]).mean())


def sum_ratio(frame: pd.DataFrame, above: str, below: str) -> float:
    """Sum of one column over the sum of another."""
    total = float(frame[below].sum())
    return float(frame[above].sum()) / total if total else float("nan")


def median(frame: pd.DataFrame, value: str) -> float:
    """Median of a column."""
    return float(frame[value].median())


def log_spread(frame: pd.DataFrame, value: str) -> float:
    """Standard deviation of the log of a column."""
    return float(np.log(frame[value]).std())


def hedges_g(frame: pd.DataFrame, value: str, treated: str) -> float:
    """Standardised difference of the treated (1) from the others (0), corrected for small samples (Hedges
    1981)."""
    known = frame.dropna(subset=[value])
    one, other = (known.loc[known[treated] == arm, value] for arm in (1, 0))
    freedom = len(one) + len(other) - 2
    pooled = np.sqrt(((len(one) - 1) * one.var() + (len(other) - 1) * other.var()) / freedom)
    return (float((one.mean() - other.mean()) / pooled * (1.0 - 3.0 / (4.0 * freedom - 1.0))) if pooled > 0
            else float("nan"))


def within_moderated(frame: pd.DataFrame, x: str, y: str, by: str | Sequence[str],
                     moderators: Sequence[str]) -> np.ndarray:
    """Regression of y on x within persons, and how moderators change its slope: float64 [1 + moderators], in
    standard units.

    x and y as deviations from the person's mean (level 1), moderators standardised over persons; products
    enter with x. The first number is the slope, the others its change with one standard deviation of a
    moderator (Aguinis, Gottfredson & Culpepper 2013).
    """
    known = frame.dropna(subset=[x, y, *moderators])
    centred = known[[x, y]] - known.groupby(_names(by))[[x, y]].transform("mean")
    driven, shown = (_standard(centred[name].to_numpy(float)) for name in (x, y))
    held = [_standard(known[name].to_numpy(float)) for name in moderators]
    design = np.column_stack([driven, *(driven * other for other in held)])
    slopes: np.ndarray = np.linalg.lstsq(design, shown, rcond=None)[0]
    return slopes


def _standard(values: np.ndarray) -> np.ndarray:
    spread = values.std()
    scaled: np.ndarray = (values - values.mean()) / spread if spread > 1e-12 else np.zeros_like(values)
    return scaled


def _names(by: str | Sequence[str]) -> list[str]:
    return [by] if isinstance(by, str) else list(by)


STATISTICS: dict[str, Callable[..., float | np.ndarray]] = {f.__name__: f for f in (
    pearson, mean_pearson, within_pearson, within_mean_pearson, mean_gap, icc1, within_share, year_on_year,
    proportion, rate_ratio,
    annual_quits, annual_turnover, sum_ratio, median, log_spread, within_moderated)}
"""By the name under which ``rows.yaml`` asks for them; each takes a frame, then the row's arguments."""
