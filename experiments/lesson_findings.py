"""Computes what the bundled lessons show and stores it beside them, so that a class need not wait.

    python -m experiments.lesson_findings [NAME ...]

To be run again whenever a lesson or the model changes; ``make verify`` says so.  Takes some minutes.
"""

import sys
import time

from sim.lessons import library
from sim.lessons.findings import STORED, Findings, stored
from sim.lessons.steps import computed


def main(names: list[str]) -> int:
    """Compute what is named, or else whatever no longer fits its lesson or the model; says which claims do
    not hold."""
    wrong = 0
    STORED.mkdir(exist_ok=True)
    for lesson in library.bundled():
        if lesson.name not in names if names else _stands(stored(lesson)):
            continue
        began = time.perf_counter()
        found = computed(lesson)
        (STORED / f"{lesson.name}.json").write_text(found.to_json() + "\n", encoding="utf-8")
        print(f"{lesson.name}: {time.perf_counter() - began:.0f} s", flush=True)
        verdicts = [found.verdict(claim) for claim in lesson.claims]
        said = [f"claim {v.claim.say!r}: {v.words}" for v in verdicts if not v.holds]
        said += [] if found.solution.solved else [f"the solution fails: {found.solution.words}"]
        said += [f"preset {p.title!r} does not fail: {a.words}"
                 for p, a in zip(lesson.sandbox.presets, found.presets, strict=True) if a.solved]
        wrong += len(said)
        for each in said:
            print(f"    {each}", flush=True)
    return min(wrong, 1)


def _stands(found: Findings | None) -> bool:
    return found is not None and found.fresh


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
