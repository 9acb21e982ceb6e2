"""Make the survey's scale: mean and spread of every true score among ordinary organisations that differ.

``python experiments/survey_reference.py`` writes `sim/insight/evidence/reference.csv`.  It says which state
of affairs is answered in the middle of a scale and how large a difference is one point; no correlation
depends on it.
"""

from __future__ import annotations

import pandas as pd

from sim.insight.evidence.constructs import REFERENCE, asked_of, true_scores
from sim.insight.evidence.populations import organisations
from sim.insight.evidence.studies import run_organisation
from sim.runs.pool import map_all, open_pool

COUNT, DRAW = 40, 99


def main() -> None:
    """Run and write down means and spreads."""
    jobs = [(plan, 0) for plan in organisations(COUNT, 1, DRAW)]
    with open_pool() as pool:
        frames = map_all(run_organisation, jobs, pool)
    people = pd.concat([frame["people"] for frame in frames], ignore_index=True)
    scores = true_scores(people, "employee", "front")
    scores.loc[~people["front"], [construct.name for construct in asked_of("front")]] = float("nan")
    judged = true_scores(pd.concat([frame["customers"] for frame in frames], ignore_index=True), "customer")
    figures = pd.concat([pd.DataFrame({"mean": some.mean(), "spread": some.std()})
                         for some in (scores, judged)])
    figures.rename_axis("construct").to_csv(REFERENCE, float_format="%.4f", lineterminator="\n")
    print(figures.to_string(float_format="%.3f"))


if __name__ == "__main__":
    main()
