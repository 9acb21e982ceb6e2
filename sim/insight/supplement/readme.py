"""The archive's README: what it is, what is where, and how to reproduce it, in plain words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.insight.supplement import inputs
from sim.insight.supplement.archive import MANIFEST

DESCRIBED = {
    "README.md": "what this is and how to reproduce it",
    "manifest.json": "what the runs depend on (code, versions, parameters, seeds), and the sha256 of every "
    "file",
    "study.yaml": "the study: what is varied, over which design, how often; it runs again from here",
    "scenario.yaml": "the base scenario, resolved: it extends no other file",
    "plans/": "scenarios that are compared as plans, resolved",
    "design.csv": "the points of the design",
    "organisation": "the organisation the study was run in",
    "model/odd.md": "the model in full: its ODD+D protocol with every equation and parameter, made from the "
    "code that ran",
    "model/nomenclature.md": "every name of the model",
    "model/": "source of the study's own model, to read; it is not run from here",
    "ledger/points": "the points that were run: row in the design (-1 is the base), a column for each "
    "factor, and the values as JSON",
    "ledger/design": "the rows of the design in order, and the point of each",
    "ledger/runs": "every run: key, point, replicate (the luck), how it went, and the digest of its figures",
    "ledger/outcomes": "outcomes of every run, one row a run",
    "ledger/trajectories": "daily outcomes of every run, one row a day (float32)",
    "figures/": "pictures and the tables they were drawn from",
}
"""What is where: a path, or what one begins with, and its meaning."""


def about(name: str) -> str:
    """What a file of the archive is: the meaning of the longest beginning that fits."""
    fitting = [start for start in DESCRIBED if name == start or name.startswith(start)]
    return DESCRIBED[max(fitting, key=len)] if fitting else "part of the study"


def of_people(archive: Path) -> list[str]:
    """What a written archive holds of people's data, a sentence for each organisation."""
    with zipfile.ZipFile(archive) as zipped:
        return inputs.told([inputs.Place(**place) for place in json.loads(zipped.read(MANIFEST))[
            "organisations"]])


def write(said: Mapping[str, Any], files: list[str], archive: str, findings: list[str],
          people: list[str]) -> str:
    """README.md.  said: the manifest."""
    left_out = (f"**This study is incomplete:** {'; '.join(said['missing'])}. What is missing may not be "
                "missing at random.")
    versions = ", ".join(f"{name} {version}" for name, version in said["versions"].items())
    parts = [
        f"# {said['title'] or said['name']}",
        said["question"],
        f"The supplement of a simulation study: {said['counted']}. Digest of the study: `{said['digest']}`.",
        left_out if said["missing"] else "",
        "\n\n".join(people),
        *(["## What it found", "\n".join(f"- {sentence}" for sentence in findings)] if findings else []),
        "## How to reproduce it",
        f"The runs came from service-culture-sim {said['sim']} (digest of the code `{said['code']}`), with "
        f"{versions}. With that version installed:",
        f"```sh\nsim reproduce {archive} --sample 20\nsim reproduce {archive}\n```",
        "The first does twenty runs, spread over the design, the second all. Each run is done again and "
        "compared with what is here, bit for bit. Bits are promised for the same versions of all packages on "
        "the same type of processor; elsewhere figures agree to a relative 1e-9. Other code is refused "
        "unless `--other-code` is given." + _besides(said),
        "To run the study anew from its file, unpack the archive and, in its folder:",
        "```sh\nsim sweep run study.yaml --out again\n```",
        "## What is where",
        "\n".join(f"- `{shown}`: {meaning}" for shown, meaning in _listed(files)),
        "`ro-crate-metadata.json` says the same for machines (RO-Crate 1.2). CSV and Parquet of a table hold "
        "the same rows.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _besides(said: Mapping[str, Any]) -> str:
    text = ""
    if "files" in said["runs"]:
        text += (" The model is not the simulator's: read its files in `model/`, copy them to a folder of "
                 "your own and add `--model FILE.py:function` with your file, since nothing in an archive is "
                 "run.")
    if any(place["how"] == "left out" for place in said["organisations"]):
        text += " The organisation is not in here: add `--org PATH` with its files."
    return text


def _listed(files: list[str]) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for name in files:
        found.setdefault(about(name), []).append(name)
    return [(_together(names), meaning) for meaning, names in found.items()]


def _together(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    stems = {name.rpartition(".")[0] for name in names}
    if len(stems) == 1:
        return f"{stems.pop()}.{{{','.join(name.rpartition('.')[2] for name in names)}}}"
    return names[0].partition("/")[0] + "/"
