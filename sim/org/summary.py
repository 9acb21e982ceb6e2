"""An organisation in figures: what ``sim org check`` prints and returns as JSON."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.org.organisation import NOBODY, Organisation


def summary(org: Organisation) -> dict[str, Any]:
    """Plain numbers and texts, ready for JSON.

    posts, units, leaders, heads, front_line, back_office: counts; leaders who serve customers count as leaders and as front
    line.  levels: posts per level, top first.  span_median, span_max: direct reports per leader, null without leaders.
    unit_size_median, unit_size_max: posts.  informal_ties: count; ties_per_post: mean named by a post; density: share of all
    ordered pairs; within_unit: share of ties, expected_within_unit: that share if ties ignored units; ties_both_ways: share
    returned.  service_links: count.  Shares lie in [0, 1] and are null without ties.
    """
    posts, ties = len(org), len(org.informal.neighbour)
    leads = org.leads
    span = org.span[leads]
    sizes = np.bincount(org.unit)
    source = np.repeat(np.arange(posts, dtype=np.int64), np.diff(org.informal.start))
    target = org.informal.neighbour.astype(np.int64)
    returned = np.intersect1d(source * posts + target, target * posts + source, assume_unique=True)
    pairs = posts * (posts - 1)
    return {
        "name": org.name, "posts": posts, "units": org.n_units, "leaders": int(leads.sum()),
        "heads": int((org.manager == NOBODY).sum()), "levels": np.bincount(org.level).tolist(),
        "span_median": float(np.median(span)) if len(span) else None, "span_max": int(span.max()) if len(span) else None,
        "unit_size_median": float(np.median(sizes)), "unit_size_max": int(sizes.max()),
        "front_line": int(org.front_line.sum()), "back_office": int((~org.front_line & ~leads).sum()),
        "informal_ties": ties, "ties_per_post": round(ties / posts, 2), "density": _share(ties, pairs),
        "within_unit": _share(int((org.unit[source] == org.unit[target]).sum()), ties),
        "expected_within_unit": _share(int((sizes.astype(np.int64) * (sizes - 1)).sum()), pairs),
        "ties_both_ways": _share(len(returned), ties),
        "service_links": len(org.services), "digest": org.digest(), "notes": list(org.notes),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None
