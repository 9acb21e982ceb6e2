"""What a study was asked with, as files that need no others: study, scenarios and organisations.

An organisation read from files is people's data.  A run sees posts by their rank alone, so a copy under
pseudonyms gives the same figures bit for bit, and that is what goes into the archive.  Where a study names
units or posts (a lever set for one unit), pseudonyms would break it: then the organisation is left out, and
whoever has it gives it back to ``sim reproduce``, known by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base import writing, yaml_text
from sim.base.errors import UserError
from sim.insight.supplement.archive import write_text
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.org.organisation import Organisation
    from sim.studies.sweep.study_file import Study

STUDY = "study.yaml"
BASE = "scenario.yaml"
PLANS = "plans"
DESIGN = "design.csv"

AS_IT_IS, PSEUDONYMS, LEFT_OUT, PUBLIC = "as it is", "pseudonyms", "left out", "the ordinary firm"
"""How an organisation read from files is in the archive; PUBLIC is nobody's but the simulator's own."""


@dataclass(frozen=True)
class Place:
    """An organisation read from files.  folder: in the archive.  digest: of the original, names included;
    how: see :data:`AS_IT_IS`."""

    folder: str
    posts: int
    units: int
    digest: str
    how: str


def write(study: Study, folder: Path, with_organisation: bool = False) -> list[Place]:
    """Write study, scenarios and organisations; returns the organisations that were read from files."""
    said = study.given()
    places: dict[str, Place] = {}
    if study.base is not None:
        asked = {BASE: study.base} | {f"{PLANS}/{name}.yaml": plan for name, plan in study.plans.items()
                                      if name != "base"}
        named = names_places(study, asked.values())
        for file, scenario in asked.items():
            given = scenario.given()
            if "path" in scenario.organisation:
                given["organisation"] = _housed(scenario, folder, places, with_organisation, named) | {
                    "path": "../" * file.count("/") + _folder_of(scenario, places)}
            write_text(folder / file, yaml_text.write(given))
        said["scenario"] = BASE
        if study.plans:
            said["factors"] = {**said["factors"], "scenario": {
                name: name if name == "base" else f"{PLANS}/{name}.yaml" for name in study.plans}}
    write_text(folder / STUDY, _study(said, study, folder))
    return list(places.values())


def names_places(study: Study, scenarios: Any) -> bool:
    """Does the study name units or posts, so that pseudonyms would change what it asks?"""
    from sim.model.outcomes import WHOLE

    measured = any(measure.unit != WHOLE for measure in getattr(study, "measures", ()))
    return measured or any(kind in setting for scenario in scenarios for levers in _levers(scenario)
                           for setting in levers.values() if isinstance(setting, dict)
                           for kind in ("unit", "post"))


def _levers(scenario: Scenario) -> Iterator[dict[str, Any]]:
    yield scenario.levers
    for change in scenario.changes:
        yield change.levers


def _folder_of(scenario: Scenario, places: dict[str, Place]) -> str:
    return places[scenario.build_organisation().digest()].folder


def _housed(scenario: Scenario, folder: Path, places: dict[str, Place], as_it_is: bool,
            named: bool) -> dict[str, Any]:
    """Give the scenario's organisation its place in the archive, once; returns how to read it."""
    org = scenario.build_organisation()
    digest = org.digest()
    if digest not in places:
        name = "organisation" + (f"-{len(places) + 1}" if places else "")
        public = digest == Scenario().build_organisation().digest()
        how = AS_IT_IS if as_it_is else PUBLIC if public else LEFT_OUT if named else PSEUDONYMS
        places[digest] = Place(name, len(org), org.n_units, digest, how)
        if how != LEFT_OUT:
            _copied(org, folder / name, how == PSEUDONYMS)
    left_out = places[digest].how == LEFT_OUT
    return {"mapping": scenario.organisation[
        "mapping"]} if left_out and "mapping" in scenario.organisation else {}


def _copied(org: Organisation, out: Path, pseudonyms: bool) -> None:
    """Write the organisation and make sure that what is read back is the same to a run."""
    from sim.org import convert
    from sim.org.read import read_organisation

    out.parent.mkdir(parents=True, exist_ok=True)
    convert.write(org, out, pseudonyms=pseudonyms)
    if read_organisation(out).digest(names=not pseudonyms) != org.digest(names=not pseudonyms):
        raise UserError(f"the organisation {org.name} does not read back as the same; publish it with "
                        "--with-organisation, or report this")


def _study(said: dict[str, Any], study: Study, folder: Path) -> str:
    text = yaml_text.write(said)
    if len(text.encode()) <= yaml_text.MOST_BYTES:
        return text
    from sim.studies.sweep.design import rows

    known = study.varied
    points = ([values.get(factor.name, factor.default) for factor in known] for values in rows(study))
    write_text(folder / DESIGN, writing.rows([factor.name for factor in known], points))
    return yaml_text.write(said | {"design": {"kind": "csv", "path": DESIGN}})


def give_back(folder: Path, places: list[dict[str, Any]], given: list[Path]) -> None:
    """Put organisations that were left out into an unpacked archive; refused where one is missing or another
    than the study's."""
    missing = [Place(**place) for place in places if place["how"] == LEFT_OUT]
    if given and not missing:
        raise UserError(f"--org {given[0]}: the archive needs no organisation from files; leave it out")
    for path in given:
        digest = _give(folder, path, missing)
        missing = [place for place in missing if place.digest != digest]
    if missing:
        one = missing[0]
        raise UserError(f"the organisation of the study ({one.posts} posts in {one.units} units, digest "
                        f"{one.digest}) is not in the archive; ask its authors for the files and give their "
                        "path with --org")


def _give(folder: Path, path: Path, missing: list[Place]) -> str:
    """Read one organisation as the study read it, write it to its place; returns its digest."""
    from sim.org import convert
    from sim.org.mapping import Mapping, validated
    from sim.org.read import read_organisation

    found = ""
    for file in [BASE, *sorted(str(plan.relative_to(folder)) for plan in (folder / PLANS).glob("*.yaml"))]:
        said = yaml_text.parse((folder / file).read_bytes(), file)
        organisation = said.get("organisation")
        if not isinstance(organisation, dict):
            continue
        place = next((place for place in missing if str(organisation.get("path", "")).rpartition("/")[2]
                      == place.folder), None)
        if place is None:
            continue
        org = read_organisation(path, validated(Mapping, organisation["mapping"], file)
                                if "mapping" in organisation else None)
        found = org.digest()
        if found == place.digest:
            if not (folder / place.folder).exists():
                convert.write(org, folder / place.folder)
            said["organisation"] = {"path": organisation["path"]}
            write_text(folder / file, yaml_text.write(said))
    if found not in {place.digest for place in missing}:
        wanted = ", ".join(place.digest for place in missing)
        raise UserError(f"--org {path}: is another organisation (digest {found or 'unknown'}) than the "
                        f"study's ({wanted}); give the very files it was run with")
    return found


def told(places: list[Place]) -> list[str]:
    """What became of each organisation, a sentence each."""
    words = {
        AS_IT_IS: "is in the archive with the names of posts and units",
        PSEUDONYMS: "is in the archive under pseudonyms, titles left out; that is not anonymous: who knows "
        "the organisation may recognise people by their places in it, and ranks follow the order of the "
        "original ids",
        LEFT_OUT: "is left out, since the study names units or posts; whoever reproduces it needs the files "
        "(--org PATH)",
        PUBLIC: "is the ordinary firm, nobody's data",
    }
    return [f"The organisation read from files ({place.posts} posts in {place.units} units) "
            f"{words[place.how]}." for place in places]
