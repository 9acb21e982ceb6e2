"""Files of every format with bytes changed, lost, doubled and spliced: an organisation or one sentence, never
anything else; nothing is left behind, and no other file is opened."""

from __future__ import annotations

import json
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from sim.base.errors import UserError
from sim.cli.main import main
from sim.org.read import read_organisation
from tests.org.writers import Firm, as_csv, as_graph, as_records, as_tree, as_workbook

FIRM = Firm([-1, 0, 0, 1, 1, 2, 2, 3], ["Top", "Shop", "Büro", "Shop", "Shop", "Büro", "Büro", "Shop"],
            [False, False, False, True, True, False, False, True], ["Head", "Lead", "Lead", *["Agent"] * 5])
INSERTED = (b"\x00", b"\xff", b'"', b"<", b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"&a;", b"{", b"]",
            b"\n\n", b";",
            b"../../etc/passwd", b"1e999", b"\xef\xbb\xbf", b"9" * 400, b"-1", b"*Vertices", b"graph [",
            b"sep=", b"NaN")

opened: list[str] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and opened is not None and isinstance(arguments[0], str | bytes):
        opened.append(str(arguments[0]))


sys.addaudithook(_watch)


def corpus(place: Path) -> dict[str, bytes]:
    """One valid file of each format, by name."""
    rows = FIRM.table("de", "name", "-", extra=False)
    as_workbook(rows, place / "made.xlsx")
    graph = as_graph(FIRM, True, False)
    for ending, write in (("graphml", nx.write_graphml), ("gexf", nx.write_gexf), ("gml", nx.write_gml)):
        write(graph, place / f"made.{ending}")
    found = {file.name: file.read_bytes() for file in place.iterdir()}
    for file in list(place.iterdir()):
        file.unlink()
    ties = "\n".join(f"{FIRM.ids[i]} {FIRM.ids[b]}" for i, b in enumerate(FIRM.manager) if b >= 0)
    return found | {
        "a.csv": as_csv(rows, ";", "cp1252", "\r\n", 1, True, False), "b.csv": as_csv(rows, ",", "utf-16",
                                                                                      "\n", 0, False, True),
        "tree.json": as_tree(FIRM).encode(), "list.json": as_records(FIRM).encode(),
        "ties.txt": ties.encode(), "links.json": json.dumps(nx.node_link_data(graph, edges="links")).encode(),
        "room.net": b'*Vertices 3\n1 "Ann"\n2 "Bob"\n3 "Cy"\n*Arcs\n2 1 1\n3 1 1\n'}


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """A few faults at random places."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.randint(1, 40))
        kind = rng.randrange(6)
        if kind == 0:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1:]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:end] + data[at:]
        elif kind == 3:
            data = data[:at] + rng.choice(INSERTED) + data[at:]
        elif kind == 4:
            data = data[:at] + other[rng.randrange(len(other) + 1):]
        else:
            data = data[:at]
    return data


def repacked(data: bytes, rng: random.Random, place: Path) -> bytes:
    """A workbook with a fault inside one of its parts, in an archive that is whole."""
    packed, made = place / "in.zip", place / "out.zip"
    packed.write_bytes(data)
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = parts.namelist()
        chosen = rng.choice(names)
        for name in names:
            content = parts.read(name)
            new.writestr(name, mutated(content, content, rng) if name == chosen else content)
    found = made.read_bytes()
    packed.unlink()
    made.unlink()
    return found


@pytest.fixture
def files(tmp_path: Path) -> Iterator[dict[str, bytes]]:
    """The corpus, once whole files have been read: what is imported then is not opened later."""
    found = corpus(tmp_path)
    for name, data in found.items():
        (tmp_path / name).write_bytes(data)
        read_organisation(tmp_path / name, {"head": FIRM.ids[0]} if name == "ties.txt" else None)
        (tmp_path / name).unlink()
    yield found


def attempt(files: dict[str, bytes], rng: random.Random, place: Path) -> None:
    global opened
    name = rng.choice(sorted(files))
    data = files[name]
    inside = name.endswith(".xlsx") and rng.random() < 0.8
    wrong = repacked(data, rng, place) if inside else mutated(data, files[rng.choice(sorted(files))], rng)
    path = place / name
    path.write_bytes(wrong)
    opened = []
    try:
        assert len(read_organisation(path)) > 1
    except UserError as fault:
        assert "\n" not in str(fault) and name in str(fault), str(fault)
    finally:
        seen, opened = opened, None
    strange = {file for file in seen if file != str(path) and not file.endswith((".py", ".pyc", ".so"))
               and "__pycache__" not in file}
    assert not strange
    assert [file.name for file in place.iterdir()] == [name]
    path.unlink()


def test_some_hundred(files: dict[str, bytes], tmp_path: Path) -> None:
    rng = random.Random(1)
    for _ in range(300):
        attempt(files, rng, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_ten_thousand(files: dict[str, bytes], tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(1000):
        attempt(files, rng, tmp_path)


def test_the_command_line_ends_with_2(files: dict[str, bytes], tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch,
                                      capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data[:len(data) // 2])
        monkeypatch.setattr(sys, "argv", ["sim", "org", "check", str(tmp_path / name)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert ended.value.code in (0, 2) and "Traceback" not in said.err
        assert (ended.value.code == 2) == (said.err.count("\n") == 1)


BOMB = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>")


@pytest.mark.parametrize("root", ["<graphml>&i;</graphml>", "<gexf>&i;</gexf>"])
def test_entity_bombs(tmp_path: Path, root: str) -> None:
    path = tmp_path / "bomb.xml"
    for encoding in ("utf-8", "utf-16"):
        path.write_bytes((BOMB + root).encode(encoding))
        with pytest.raises(UserError, match="declares XML entities"):
            read_organisation(path)


def test_workbook_bombs(tmp_path: Path, files: dict[str, bytes]) -> None:
    whole = tmp_path / "whole.xlsx"
    whole.write_bytes(files["made.xlsx"])
    for part, content, said in (("xl/worksheets/sheet1.xml", b" " * 5_000_000, "is packed"),
                                ("xl/worksheets/sheet1.xml", (BOMB + "<x>&i;</x>").encode(),
                                 "document type")):
        path = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in parts.namelist():
                new.writestr(name, content if name == part else parts.read(name))
        with pytest.raises(UserError, match=said):
            read_organisation(path)
