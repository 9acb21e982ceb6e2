"""The archive's description for machines: RO-Crate 1.2 with the profile *Process Run Crate*, which says what
was run with what.

Standards: RO-Crate 1.2 (Soiland-Reyes et al. 2022, Data Science 5(2), 97-138) and Process Run Crate 0.5 (Leo
et al. 2024, PLoS ONE 19(9), e0309210).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sim.base.errors import UserError
from sim.insight.supplement.archive import METADATA, files_in, sha256, write_text

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

VERSION = "1.2"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
SOFTWARE = "#service-culture-sim"
RUNS = "#runs"
LICENCE = "CC-BY-4.0"
"""The licence of an archive unless another is named: reuse with attribution."""

ASKED = ("study.yaml", "scenario.yaml", "plans/", "organisation", "design.csv")
"""Beginnings of the paths that hold what the runs were asked with."""

_LICENCES = "https://spdx.org/licenses/"
_AUTHOR = re.compile(r"\s*(?P<name>[^<>]*[^<>\s])\s*"
                     r"(?:<\s*(?:https?://orcid\.org/)?(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])\s*>)?\s*")
_TYPES = {".md": "text/markdown", ".yaml": "application/yaml", ".json": "application/json",
          ".csv": "text/csv", ".png": "image/png", ".svg": "image/svg+xml",
          ".parquet": "application/vnd.apache.parquet", ".py": "text/x-python"}


@dataclass(frozen=True)
class Author:
    """Who made a study.  orcid: 0000-0000-0000-0000, or ''."""

    name: str
    orcid: str = ""

    @classmethod
    def parse(cls, text: str) -> Author:
        """From ``Name`` or ``Name <ORCID>``; UserError for anything else, a wrong check digit included.

        >>> Author.parse("Josiah Carberry <0000-0002-1825-0097>")
        Author(name='Josiah Carberry', orcid='0000-0002-1825-0097')
        """
        found = _AUTHOR.fullmatch(text)
        if not found:
            raise UserError(f"--author is {text!r}; write a name, or 'Name <0000-0002-1825-0097>' with the "
                            "ORCID")
        orcid = found["orcid"] or ""
        if orcid and _check_digit(orcid) != orcid[-1]:
            raise UserError(f"--author: {orcid} is no ORCID, its last digit would be {_check_digit(orcid)}; "
                            "look for a slip")
        return cls(found["name"], orcid)


def _check_digit(orcid: str) -> str:
    """ISO 7064 11,2, as ORCID defines it."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


@dataclass(frozen=True)
class Asked:
    """What whoever publishes says.

    date: ISO, or '' for none.  licence: SPDX identifier or the address of a text.  UserError for anything
    else.
    """

    authors: tuple[Author, ...] = ()
    date: str = ""
    licence: str = LICENCE

    def __post_init__(self) -> None:
        if self.date:
            try:
                date.fromisoformat(self.date)
            except ValueError:
                raise UserError(f"--date is {self.date!r}; write it as 2026-01-31") from None
        if not re.fullmatch(r"[\w.+-]+|https?://\S+", self.licence):
            raise UserError(f"--licence is {self.licence!r}; give an SPDX identifier such as {LICENCE}, or "
                            "the address of its text")


@dataclass(frozen=True)
class About:
    """What the study says.  version, code: of the simulator; runs: how many, in words; digest: the study's;
    files: what each is."""

    name: str
    description: str
    version: str
    code: str
    runs: str
    digest: str
    files: Mapping[str, str]


def write(folder: Path, asked: Asked, about: About) -> None:
    """Describe every file in the folder; writes ro-crate-metadata.json and reads it back."""
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=VERSION)
    root = crate.root_dataset
    del root["datePublished"]  # the library's is the time of writing
    root["name"], root["description"], root["license"] = about.name, about.description, _licence(
        crate, asked.licence)
    if asked.date:
        root["datePublished"] = asked.date
    root["conformsTo"] = _add(crate, PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")
    root["identifier"] = about.digest
    people = [_person(crate, author, number) for number, author in enumerate(asked.authors, 1)]
    if people:
        root["author"] = people
    files = {name: _file(crate, folder, name, about.files) for name in files_in(folder) if name != METADATA}
    software = _add(crate, SOFTWARE, "SoftwareApplication", name="service-culture-sim",
                    softwareVersion=about.version, identifier=about.code,
                    description="An agent-based simulator of service culture; the identifier is the blake2b "
                    "of the code and data that the runs came from.")
    root["mentions"] = _action(crate, about, software, files, people)
    text = json.dumps(crate.metadata.generate(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_text(folder / METADATA, text)
    check(folder)


def check(folder: Path) -> None:
    """Read the description back: every file described, every thing referred to there; AssertionError is a
    fault of the simulator."""
    from rocrate.rocrate import ROCrate

    crate = ROCrate(folder)
    described = {entity.id for entity in crate.data_entities}
    files = {quote(name) for name in files_in(folder)} - {METADATA}
    assert described == files, f"described and there differ by {sorted(described ^ files)}"
    known = {entity.id for entity in crate.get_entities()}
    for entity in crate.get_entities():
        for key, ids in _references(entity.properties()):
            missing = [id for id in ids if id not in known
                       and not id.startswith("https://w3id.org/ro/crate/")]
            assert not missing, f"{entity.id}: {key} refers to {missing}, which is not described"
    root = crate.root_dataset
    assert all(root.get(key) for key in ("name", "description", "license", "conformsTo")), (
        "the root dataset lacks what it must have")


def _references(properties: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
    for key, value in properties.items():
        values: Sequence[Any] = value if isinstance(value, list) else [value]
        yield key, [item["@id"] for item in values if isinstance(item, dict) and "@id" in item]


def _add(crate: ROCrate, id: str, kind: str, **said: Any) -> Any:
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, id, properties={"@type": kind} | said))


def _licence(crate: ROCrate, licence: str) -> Any:
    address = licence if "://" in licence else _LICENCES + licence
    return _add(crate, address, "CreativeWork", name=licence, identifier=address)


def _person(crate: ROCrate, author: Author, number: int) -> Any:
    from rocrate.model import Person

    id = f"https://orcid.org/{author.orcid}" if author.orcid else f"#author-{number}"
    return crate.add(Person(crate, id, properties={"name": author.name}))


def _file(crate: ROCrate, folder: Path, name: str, described: Mapping[str, str]) -> Any:
    path = folder / name
    said = {"name": name, "encodingFormat": _TYPES.get(path.suffix, "application/octet-stream"),
            "contentSize": str(path.stat().st_size), "sha256": sha256(path)}
    return crate.add_file(path, name, properties=said | ({"description": described[name]} if name in described
                                                         else {}))


def _action(crate: ROCrate, about: About, software: Any, files: Mapping[str, Any], people: list[Any]) -> Any:
    asked = [file for name, file in files.items() if name.startswith(ASKED)]
    came = [file for name, file in files.items() if name.startswith("ledger/")]
    done = {"actionStatus": "http://schema.org/CompletedActionStatus"}
    agent = {"agent": people} if people else {}
    return _add(crate, RUNS, "CreateAction", name="The runs of the study", description=about.runs,
                instrument=software, object=asked, result=came, **done, **agent)
