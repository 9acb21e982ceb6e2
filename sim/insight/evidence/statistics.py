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
    """How much stronger a relation is between group means than between individuals: difference of abs(r)."""
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
    """How many times as often an event happens where ``among`` is 1 as where it is 0 (columns of 0 and 1)."""
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
    """Standardised difference of treated (1) from others (0), corrected for small samples (Hedges 1981)."""
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


def moderated(frame: pd.DataFrame, x: str, y: str, moderator: str, by: str | Sequence[str]) -> np.ndarray:
    """Regression of y on x, a moderator and their product, all three as deviations from the group's mean and
    standardised: [slope of x, its change with one standard deviation of the moderator]."""
    names = [x, y, moderator]
    known = _within(frame.dropna(subset=names), names, by)
    if len(known) < 5:
        return np.full(2, np.nan)
    driven, shown, held = (_standard(known[name].to_numpy(float)) for name in names)
    design = np.column_stack([np.ones_like(driven), driven, held, driven * held])
    slopes = np.linalg.lstsq(design, shown, rcond=None)[0]
    return np.array([slopes[1], slopes[3]])


def crossover(frame: pd.DataFrame, x: str, y: str, split: str, by: str | Sequence[str]) -> np.ndarray:
    """Pearson r within groups of y with x where ``split`` lies below its median, and where it lies above:
    [low, high]."""
    known = frame.dropna(subset=[x, y, split])
    high = known[split] > known[split].median()
    return np.array([within_pearson(known[~high], x, y, by), within_pearson(known[high], x, y, by)])


def corrected_point_biserial(frame: pd.DataFrame, x: str, event: str, parts: Sequence[str],
                             by: str | Sequence[str]) -> float:
    """r within groups of a count with a later event (0 or 1), as meta-analyses correct it.

    For a split of 50:50, and for the unreliability of x: ``parts`` are its two halves, stepped up by Spearman
    and Brown's formula (Hunter & Schmidt 2004).  Missing where the halves do not agree at all.
    """
    known = frame.dropna(subset=[x, event])
    happened = float(known[event].mean()) if len(known) else 0.0
    if not 0.0 < happened < 1.0:
        return float("nan")
    r, agree = within_pearson(known, x, event, by), within_pearson(known, parts[0], parts[1], by)
    if not agree > 0.0:
        return float("nan")
    stretch = np.sqrt(0.25 / (happened * (1.0 - happened)))
    even = stretch * r / np.sqrt((stretch**2 - 1.0) * r**2 + 1.0)
    return float(even / np.sqrt(2.0 * agree / (1.0 + agree)))


def top_odds_ratio(frame: pd.DataFrame, x: str, events: str, trials: str, share: float) -> float:
    """Odds of an event among the ``share`` highest in x over the odds among the rest; events and trials are
    counted by row."""
    known = frame.dropna(subset=[x, events, trials])
    if len(known) < 3:
        return float("nan")
    top = known[x].rank(method="first") > (1.0 - share) * len(known)
    happened, tried = (known.groupby(top)[name].sum() for name in (events, trials))
    odds = happened / (tried - happened)
    return float(odds[True] / odds[False]) if len(odds) == 2 and odds[False] > 0 else float("nan")


def nested_share(frame: pd.DataFrame, value: str, inner: str, outer: str, by: str) -> np.ndarray:
    """Shares of the variance of ratings within groups: [between inner units of an outer one, the same less
    the share between outer units].

    Two-level nested analysis of variance with unequal numbers, by the moments (Searle, Casella & McCulloch
    1992); negative components stay negative.
    """
    known = frame.dropna(subset=[value])
    levels = [[by, outer, inner], [by, outer], [by]]
    means = [known.groupby(level)[value].transform("mean") for level in levels]
    size = [known.groupby(level)[value].transform("size") for level in levels]
    n, (posts, units, firms) = len(known), (known.groupby(level).ngroups for level in levels)
    if not n > posts > units > firms:
        return np.full(2, np.nan)
    error = float(((known[value] - means[0]) ** 2).sum()) / (n - posts)
    low = float(((means[0] - means[1]) ** 2).sum()) / (posts - units)
    high = float(((means[1] - means[2]) ** 2).sum()) / (units - firms)
    # a sum of n_p / n_u over ratings is the sum of n_p^2 / n_u over posts
    post_in_unit, post_in_firm, unit_in_firm = (float((size[i] / size[j]).sum()) for i, j in (
        (0, 1), (0, 2), (1, 2)))
    between_inner = (low - error) * (posts - units) / (n - post_in_unit)
    between_outer = ((high - error) * (units - firms) - (post_in_unit - post_in_firm) * between_inner) / (
        n - unit_in_firm)
    shares = np.array([between_inner, between_outer]) / (error + between_inner + between_outer)
    return np.array([shares[0], shares[0] - shares[1]])


def low_answers_by_rank(frame: pd.DataFrame, asked: Sequence[str], below: float, rank: str,
                        by: str) -> np.ndarray:
    """Share of answers under ``below``, mean over groups: [front / senior, front - supervisor, supervisor -
    senior]; the column ``rank`` has these names."""
    low = (frame[list(asked)] < below).astype(float).mean(axis=1)
    shares = low.groupby([frame[by], frame[rank]]).mean().groupby(level=1).mean()
    front, middle, senior = (float(shares.get(name, np.nan)) for name in ("front", "supervisor", "senior"))
    return np.array([front / senior if senior > 0 else np.nan, front - middle, middle - senior])


def dispersion_and_persistence(frame: pd.DataFrame, events: str, trials: str,
                               by: str | Sequence[str]) -> np.ndarray:
    """Events per person, the number of trials held equal: [their variance over what equal rates in a group
    would give, less 1; r within groups of a person's rate with the next year's].

    The next year's numbers are in the columns of the same names with ``_next``.
    """
    known = frame[frame[trials] > 0]
    if not len(known) or not known[events].sum():
        return np.full(2, np.nan)
    sums = known.groupby(_names(by))[[events, trials]].transform("sum")
    rate = sums[events] / sums[trials]
    expected, groups = known[trials] * rate, known.groupby(_names(by)).ngroups
    fair = expected * (1.0 - rate)
    excess = float(((known[events] - expected)[fair > 0] ** 2 / fair[fair > 0]).sum()) / (len(known) - groups)
    rates = known.assign(now=known[events] / known[trials],
                         later=known[f"{events}_next"] / known[f"{trials}_next"].where(
                             known[f"{trials}_next"] > 0))
    return np.array([excess - 1.0, within_pearson(rates, "now", "later", by)])


def cross_lags(frame: pd.DataFrame, x: str | Sequence[str], y: str | Sequence[str],
               by: str | Sequence[str]) -> np.ndarray:
    """Standardised cross-lags of two waves within groups: [x -> y, y -> x, the first less the second].

    Each later value is regressed on both earlier ones.  The second wave's columns end in ``_later``; several
    columns are one mean of standardised ones, a minus before a name turns it round.
    """
    now, later = ({side: _composite(frame, names, by, end) for side, names in (("x", x), ("y", y))}
                  for end in ("", "_later"))
    both = pd.DataFrame({**now, "x2": later["x"], "y2": later["y"]}).dropna()
    if len(both) < 5:
        return np.full(3, np.nan)
    columns = {name: _standard(both[name].to_numpy(float)) for name in both}
    design = np.column_stack([columns["x"], columns["y"]])
    on_y, on_x = (np.linalg.lstsq(design, columns[name], rcond=None)[0] for name in ("y2", "x2"))
    return np.array([on_y[0], on_x[1], on_y[0] - on_x[1]])


def cross_lag(frame: pd.DataFrame, x: str, y: str, by: str | Sequence[str]) -> np.ndarray:
    """[The cross-lag x -> y, and how far it exceeds y -> x]; see :func:`cross_lags`."""
    return cross_lags(frame, x, y, by)[[0, 2]]


def stronger(frame: pd.DataFrame, one: str, other: str, attitudes: Sequence[str], health: Sequence[str],
             by: str | Sequence[str]) -> np.ndarray:
    """How much more attitudes go with ``one`` than with ``other`` (mean of absolute r within groups), and by
    how much that gap exceeds the gap of either sign for health, the mean of its standardised columns."""

    def gap(y: str) -> float:
        return abs(within_pearson(frame, one, y, by)) - abs(within_pearson(frame, other, y, by))

    frame = frame.assign(health=_composite(frame, health, by, ""))
    felt = float(np.mean([gap(name) for name in attitudes]))
    return np.array([felt, felt - abs(gap("health"))])


def partial_pearsons(frame: pd.DataFrame, x: str, ys: Sequence[str], held: str,
                     by: str | Sequence[str]) -> np.ndarray:
    """r within groups of x with each of ``ys``, with ``held`` partialled out."""
    rs = []
    for y in ys:
        known = frame.dropna(subset=[x, y, held])
        xy, xh, yh = (within_pearson(known, a, b, by) for a, b in ((x, y), (x, held), (y, held)))
        rs.append((xy - xh * yh) / np.sqrt((1.0 - xh**2) * (1.0 - yh**2)))
    return np.array(rs)


def skew_and_mean(frame: pd.DataFrame, value: str, middle: float) -> np.ndarray:
    """[Skewness of a column, its mean less the middle of the scale]."""
    known = frame[value].dropna().to_numpy(float)
    return np.array([float(stats.skew(known, bias=False)), float(known.mean()) - middle])


def _composite(frame: pd.DataFrame, names: str | Sequence[str], by: str | Sequence[str],
               end: str) -> pd.Series:
    """Mean of columns as standardised deviations from their group's mean; a minus before a name turns it."""
    total = pd.Series(0.0, index=frame.index)
    for name in _names(names):
        column = f"{name.removeprefix('-')}{end}"
        away = frame[column] - frame.groupby(_names(by))[column].transform("mean")
        total += (-1.0 if name.startswith("-") else 1.0) * away / away.std()
    return total / len(_names(names))


def _within(frame: pd.DataFrame, names: Sequence[str], by: str | Sequence[str]) -> pd.DataFrame:
    """Columns as deviations from their group's mean."""
    return frame[list(names)] - frame.groupby(_names(by))[list(names)].transform("mean")


def _standard(values: np.ndarray) -> np.ndarray:
    spread = values.std()
    scaled: np.ndarray = (values - values.mean()) / spread if spread > 1e-12 else np.zeros_like(values)
    return scaled


def _names(by: str | Sequence[str]) -> list[str]:
    return [by] if isinstance(by, str) else list(by)


STATISTICS: dict[str, Callable[..., float | np.ndarray]] = {f.__name__: f for f in (
    pearson, mean_pearson, within_pearson, within_mean_pearson, mean_gap, icc1, within_share, year_on_year,
    proportion, rate_ratio,
    annual_quits, annual_turnover, sum_ratio, median, log_spread, within_moderated, moderated, crossover,
    corrected_point_biserial, top_odds_ratio, nested_share, low_answers_by_rank, dispersion_and_persistence,
    cross_lags, cross_lag, stronger, partial_pearsons, skew_and_mean)}
"""By the name under which ``rows.yaml`` asks for them; each takes a frame, then the row's arguments."""
