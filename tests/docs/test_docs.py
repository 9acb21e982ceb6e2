"""The documentation says what the code is: names have entries, links ends, commands parse."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from sim.cli.docs import __main__ as pages
from sim.cli.docs import commands
from sim.cli.main import app
from sim.insight.describe import markdown, nomenclature, uses
from sim.model import chance, columns, population, tallies
from sim.model.engine.simulate import Run
from sim.model.interaction.moment import MOMENT, MOMENT_FIELDS
from sim.model.mechanisms.catalogue import MECHANISMS, NAMES
from sim.model.outcomes import OUTCOMES, TALLIES
from sim.model.parameters import LEVERS, PARAMETERS, SURE, SWITCHES
from sim.scenario import Scenario, bundled

ROOT = Path(__file__).parents[2]
MARKDOWN = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"),
                                    *(ROOT / "scenarios").glob("*.md"), *(ROOT / "experiments").glob("*.md"),
                                    *(ROOT / "notebooks").glob("*.md")])



def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages.pages()


def test_pages_are_fresh(made):
    for name, wanted in made.items():
        assert (pages.FOLDER / name).read_text(encoding="utf-8") == wanted, (
            f"docs/{name} is stale; run: make docs")


def test_no_hole_is_left_in_a_template(made):
    assert not [name for name, page in made.items() if "{{" in page or "}}" in page]


# Every name has its entry
# -----------------------------------------------------------------------------------------------------


def rows(page: str) -> set[str]:
    """First cells of all tables, without backquotes and links."""
    return {re.sub(r"[`\[\]]|\(#.*?\)", "", line.split("|")[1]).strip() for line in page.splitlines()
            if line.startswith("| ")}


@pytest.mark.parametrize(("names", "where"), [
    ([*PARAMETERS, *LEVERS, *SWITCHES], ("odd.md", "nomenclature.md")),
    ([o.name for o in OUTCOMES], ("odd.md", "nomenclature.md")),
    ([m.id for m in MECHANISMS], ("odd.md", "nomenclature.md")),
    (TALLIES, ("nomenclature.md",)),
    (MOMENT.names, ("nomenclature.md",)),
    (population.PERSON.names, ("odd.md", "nomenclature.md")),
    (population.LEADER.names, ("odd.md", "nomenclature.md")),
    (population.UNIT.names, ("odd.md", "nomenclature.md")),
    (population.CUSTOMER.names, ("odd.md", "nomenclature.md")),
    (population.VISIT.names, ("nomenclature.md",)),
    (tallies.TODAY.names, ("nomenclature.md",)),
])
def test_every_name_has_its_row(made, names, where):
    for page in where:
        assert not set(names) - rows(made[page]), page


def test_every_neutral_value_and_stream_is_named(made):
    streams = [name for name, value in vars(chance).items() if name.isupper() and not name.startswith("_")
               and isinstance(value, int)]
    assert all(f"`{name}`" in made["nomenclature.md"] for name in (*population.NEUTRAL, *streams))


@pytest.mark.parametrize(("record", "described"), [
    (population.PERSON, {*population.PERSON_TRAITS, *population.PERSON_STATES, *population.PERSON_SCRATCH,
                         *columns.PERSON}),
    (population.LEADER, columns.LEADER), (population.UNIT, columns.UNIT),
    (population.CUSTOMER, columns.CUSTOMER),
    (population.VISIT, columns.VISIT), (tallies.TODAY, columns.TODAY),
    (MOMENT, {*MOMENT_FIELDS, *columns.MOMENT}),
])
def test_each_column_is_described_and_each_description_has_its_column(record, described):
    assert set(record.names) == set(described)


def test_what_a_mechanism_reads_writes_and_turns_is_named(made):
    known = rows(made["nomenclature.md"])
    for m in MECHANISMS:
        shown = (*m.reads, *m.writes, *m.levers, *m.effect.shows, *m.effect.low, *m.effect.high)
        assert not set(shown) - known, m.id


def test_every_mechanism_has_a_section_and_a_place_in_the_day(made):
    for m in MECHANISMS:
        section = made["odd.md"].split(f"\n### {m.id} {m.name}\n")[1].split("\n### ")[0]
        assert m.title in section and m.source in section, m.id
        assert f"without: [{m.name}]" in section and "*phases of the day*: \n" not in section, m.id


def test_every_rule_is_printed_once(made):
    for file, module in uses.rule_modules().items():
        for name in uses.rules_in(module):
            assert made["odd.md"].count(f"**`{file}.{name}`**") == 1
            assert made["odd.md"].count(f"\ndef {name}(") >= 1


def test_every_command_and_flag_is_documented(made):
    for path, command in commands.leaves():
        section = made["commands.md"].split(f"\n## `{path}`\n")[1].split("\n## ")[0]
        for parameter in command.params:
            assert parameter.opts[0].startswith("--") is False or parameter.opts[0] in section, (
                path, parameter.opts)
            assert parameter.help, (path, parameter.name)


def test_every_scenario_is_named():
    told = text("scenarios/README.md")
    assert not [name for name in bundled() if f"| `{name}` |" not in told]


def test_the_mechanisms_are_in_the_order_of_their_numbers():
    assert list(NAMES) == sorted(NAMES) and len(set(NAMES.values())) == len(NAMES)


# Parameters, columns and rules
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("p", [*PARAMETERS.values(), *LEVERS.values()], ids=lambda p: p.name)
def test_a_parameter_says_all_it_must(p):
    assert p.unit and p.help and p.source and p.group and p.sure in SURE
    assert p.low < p.high
    assert bool(p.cost) == (p.name in LEVERS)


def test_no_parameter_lever_or_switch_is_idle():
    _, read = uses.accesses()

    def used(name: str) -> bool:
        return ("p", name) in read or (name.endswith("_half_life")
                                       and ("p", name.removesuffix("_half_life") + "_rate") in read)

    assert not [name for name in PARAMETERS if not used(name)]
    assert not [name for name in LEVERS if ("policy", name) not in read]
    assert not [name for name in (*NAMES.values(), *SWITCHES) if ("on", name.replace("-", "_")) not in read]


@pytest.mark.parametrize("name", population.PERSON_STATES)
def test_a_state_changes_and_matters(name):
    written, read = uses.accesses()
    assert written["PERSON", name], "no rule writes it after a person's first day"
    assert read["PERSON", name], "nothing reads it"


def test_traits_matter_and_leaders_units_and_customers_have_no_idle_column():
    written, read = uses.accesses()
    assert not [name for name in population.PERSON_TRAITS if ("PERSON", name) not in read]
    for kind in ("LEADER", "UNIT", "CUSTOMER"):
        assert not [name for name in getattr(population, kind).names if (kind, name) not in read], kind


@pytest.mark.parametrize("rule", [f"{file}.{name}" for file, module in uses.rule_modules().items()
                                  for name in uses.rules_in(module)])
def test_a_rule_says_what_it_claims_and_on_what_ground(rule):
    """A source of its own, that of its file, or that of the mechanism it serves; `basics` is mathematics."""
    file, name = rule.split(".")
    module = uses.rule_modules()[file]
    said = uses.rules_in(module)[name].__doc__ or ""
    assert len(said.split()) >= 4 and said.strip()[0].isupper() or file == "basics"
    year = re.compile(r"\b(18|19|20)\d\d\b")
    sources = [said, module.__doc__ or "", *(m.source for m in MECHANISMS
                                             if m.id in uses.mechanisms_of(rule))]
    assert file == "basics" or any(year.search(source) or "dvice" in source or "ssume" in source
                                   for source in sources)


def test_no_rule_is_idle():
    everything = {f"{file}.{name}" for file, module in uses.rule_modules().items()
                  for name in uses.rules_in(module)}
    assert {rule for rule in everything - set(uses.callers()) if not rule.startswith("basics.")} == set()


# Links and command lines
# ------------------------------------------------------------------------------------------------------


def without_code(page: str) -> str:
    return re.sub(r"```.*?```", "", page, flags=re.DOTALL)


def anchors(page: str) -> set[str]:
    return {markdown.anchor(heading) for heading in re.findall(r"^#+ (.+)$", without_code(page),
                                                               re.MULTILINE)}


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "",
                                                      without_code(page.read_text(encoding="utf-8")))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), f"{link} does not exist"
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), f"{link}: no such heading"


def command_lines() -> list[str]:
    found = []
    for page in MARKDOWN:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            found += [line for line in block.splitlines() if line.startswith("sim ")]
    return sorted(set(found))


@pytest.mark.parametrize("line", command_lines())
def test_command_lines_parse(line: str):
    words = shlex.split(line, comments=True)[1:]
    words = words[:words.index(">")] if ">" in words else words
    command = get_command(app)
    path = ["sim"]
    while getattr(command, "commands", None) and words and words[0] in command.commands:
        path.append(words.pop(0))
        command = command.commands[path[-1]]
    assert not getattr(command, "commands", None), f"{line}: no such command"
    with command.make_context(" ".join(path), words):
        pass


def test_the_index_lists_every_page():
    assert not [path.name for path in (ROOT / "docs").glob("*.md") if f"({path.name})" not
                in text("docs/README.md") and path.name not in ("README.md", "odd.template.md")]


def test_sources_lists_every_work_that_a_declaration_cites():
    told = [line.removeprefix("- ") for line in text("docs/sources.md").splitlines() if line.startswith("- ")]
    declared = [*(m.source for m in MECHANISMS),
                *(p.source for p in [*PARAMETERS.values(), *LEVERS.values()]),
                *(side for s in SWITCHES.values() for side in (s.for_default, s.against))]
    cited = {found for source in declared for found in re.findall(
        r"((?:de |van )?[A-Z][\w'-]+(?: van Berkhout)?)(?:,? [\w' -]+?)*(?: & [\w' -]+?| et al\.)? (\d{4})\b",
        source)}
    assert len(cited) > 120
    assert not {(who, year) for who, year in cited if not any(line.startswith(who) and f"({year})" in line
                                                              for line in told)
                and not any(who in line and year in line for line in told)}


def test_readme_opens_with_the_two_commands():
    block = re.search(r"```sh\n(.*?)```", text("README.md"), re.DOTALL)
    assert block and [line.split("#")[0].strip() for line in block[1].splitlines()] == [
        "make run", "make test"]


def test_contributors_are_told_where_each_part_is():
    tree = re.search(r"## Where what is\n\n```\n(.*?)```", text("CONTRIBUTING.md"), re.DOTALL)
    assert tree
    told = [line.split()[0] for line in tree[1].splitlines()]
    assert not [folder for folder in told if not (ROOT / folder).is_dir()]
    assert not [path.parent.name for path in (ROOT / "sim").glob("*/__init__.py")
                if f"sim/{path.parent.name}/" not in told]


def test_the_organisations_shown_can_be_read(tmp_path):
    from sim.org.mapping import load_mapping
    from sim.org.read import read_organisation

    page = text("docs/organisations.md")
    nodes, edges, services, chart = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    for name, content in (("nodes", nodes), ("edges", edges), ("services", services)):
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    (tmp_path / "chart").write_text(chart, encoding="utf-8")
    org = read_organisation(tmp_path)
    assert ((len(org), org.unit_names, org.front_line.sum(), len(org.informal.neighbour), len(org.services))
            == (
        6, ("Direction", "North", "Office"), 2, 3, 1))
    asking = Run(Scenario.from_dict({"organisation": {"path": str(tmp_path)}, "start": {"culture": "none"},
                                     "days": 1}).setup()).world.links
    assert [(org.unit_names[link.unit], org.unit_names[link.needed]) for link in asking] == [
        ("North", "Office")]
    assert len(read_organisation(tmp_path / "chart")) == 4
    block = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert block
    (tmp_path / "mapping.yaml").write_text(block[1], encoding="utf-8")
    assert load_mapping(tmp_path / "mapping.yaml").ties["value"].use == "ignore"


def test_a_stale_page_is_found(monkeypatch, tmp_path, made):
    for name in made:
        (tmp_path / name).write_text(text(f"docs/{name}"), encoding="utf-8")
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    (tmp_path / "commands.md").write_text("old", encoding="utf-8")
    assert pages.stale() == ["commands.md"]


def test_the_nomenclature_tells_who_writes_and_reads():
    assert "| `fear` | fear of being punished | 0-1 |" in nomenclature.persons(population.PERSON_STATES)
