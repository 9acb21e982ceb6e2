"""What a calibration found, in sentences: learned, not learned, known only together, not to be met."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report.wording import listed, plural
from sim.studies.calibration.estimates import Estimates

ROUGH = 0.3
"""Share of the emulator in the variance between it and a figure above which intervals are called rough."""

AT_AN_END = 0.5
"""Share of the posterior in the outer tenth of a range from which it is said to press against its end."""

FAR = 3.0
"""Standard deviations from which a figure is one that the model cannot meet, whatever chance leaves."""

_NAMED = 5  # figures named one by one


def sentences(found: Estimates) -> tuple[str, ...]:
    """All of them, in the order in which they are read."""
    return tuple(line for part in (_effort, _learned, _not_learned, _together, _pressing, _met, _warnings)
                 for line in part(found))


def figure(value: float) -> str:
    """A value of a parameter as it is read: three digits.

    >>> figure(0.12345), figure(1234.5), figure(-4.0)
    ('0.123', '1230', '−4')
    """
    text = f"{value:.3g}" if abs(value) < 1e5 else f"{value:,.0f}"
    return (f"{float(text):.0f}" if "e+" in text else text).replace("-", "−")


def _effort(found: Estimates) -> Iterator[str]:
    generations = len(found.left)
    yield (f"{plural(len(found.factors), 'factor')} fitted to {plural(len(found.observed), 'figure')} of "
           f"{found.observed.source}: {plural(found.runs, 'run')}, {plural(generations, 'generation')}; "
           f"{figure(100 * found.left[-1])} % of what was possible is not ruled out.")


def _learned(found: Estimates) -> Iterator[str]:
    for name, row in found.parameters.iterrows():
        if row["learned"]:
            yield (f"{name} is {figure(row['mean'])} ({figure(row['low'])} to {figure(row['high'])}); "
                   f"before, it could have been {figure(row['prior_low'])} to {figure(row['prior_high'])}: "
                   f"{100 * row['narrower']:.0f} % narrower.")
    for name in found.shares.loc[found.shares["learned"], "factor"].unique():
        own = found.shares[found.shares["factor"] == name]
        likely = own.sort_values("share", ascending=False, kind="stable")
        said = listed([f"{row['choice']} at {100 * row['share']:.0f} %" for row in likely.to_dict("records")])
        yield f"{name}: the figures put {said} (before them {100 * likely['prior'].iloc[0]:.0f} % each)."


def _not_learned(found: Estimates) -> Iterator[str]:
    told = set(found.shares.loc[found.shares["learned"], "factor"])
    told |= set(found.parameters.index[found.parameters["learned"]])
    names = [factor.name for factor in found.factors if factor.name not in told]
    if names:
        verb = "is" if len(names) == 1 else "are"
        yield (f"Not learned: {listed(names)} {verb} as open as before, so any value within the range fits "
               "these figures about as well; the interval shown is the range, not a finding.")


def _together(found: Estimates) -> Iterator[str]:
    for _, row in found.correlations.iterrows():
        how = "both higher" if row["correlation"] > 0 else "one higher and the other lower"
        yield (f"{row['a']} and {row['b']} are known only together (correlation "
               f"{figure(row['correlation'])}): {how} fits as well; do not read either alone.")


def _pressing(found: Estimates) -> Iterator[str]:
    for j, factor in enumerate(found.factors):
        if factor.values or not found.parameters["learned"][factor.name]:
            continue
        u = found.posterior[:, j]
        for end, share, value in (("lower", (u < 0.1).mean(), factor.low),
                                  ("upper", (u > 0.9).mean(), factor.high)):
            if share > AT_AN_END:
                yield (f"{factor.name} presses against the {end} end of its range ({figure(value)}): the "
                       "figures would have it further out; widen the range if that makes sense, or doubt the "
                       "model here.")


def _met(found: Estimates) -> Iterator[str]:
    said, many = found.predictive, len(found.observed)
    missed = said[~said["met"]].sort_values("off", key=lambda value: -value.abs(), kind="stable")
    chance = max(1, round(0.05 * many))
    if missed.empty:
        them = "the figure" if many == 1 else f"all {many} figures"
        yield f"The model meets {them} within what luck and errors explain (95 %)."
        return
    far = missed[missed["off"].abs() >= FAR]
    tail = (f"about as many as chance would leave ({chance})" if len(missed) <= chance + 1 and far.empty
            else f"more than chance would leave ({chance})" if len(missed) > chance + 1
            else "and by more than chance would")
    yield f"The model misses {len(missed)} of {plural(many, 'figure')} (95 %), {tail}:"
    for _, row in missed.head(_NAMED).iterrows():
        cannot = "; it cannot meet this within the ranges given" if abs(row["off"]) >= FAR else ""
        yield (f"{row['outcome']} of {row['unit']} in period {row['period']} is {figure(row['value'])}, the "
               f"model says {figure(row['low'])} to {figure(row['high'])}{cannot}.")
    if len(far):
        yield ("What cannot be met bends the parameters towards it all the same: take such rows out and "
               "see what the others say.")
    if len(missed) > _NAMED:
        yield f"And {plural(len(missed) - _NAMED, 'more figure')} in predictive.csv."


def _warnings(found: Estimates) -> Iterator[str]:
    if found.emulated > ROUGH:
        yield (f"The emulator's own error is {100 * found.emulated:.0f} % of what parts it from a figure, "
               "which makes rough intervals: raise design.samples or --generations.")
    if found.failed:
        yield (f"{plural(found.failed, 'run')} failed and did not count: "
               "sim sweep status names what went wrong.")
