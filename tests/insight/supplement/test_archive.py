"""The archive as a file: same bytes, and nothing hostile gets out of it."""

import json
import stat
import zipfile

import pytest

from sim.base.errors import UserError
from sim.insight.supplement import archive, opening
from sim.insight.supplement.opening import unpacked

SAID = {"what": "published study", "format": 1, "name": "s", "title": "", "question": "", "digest": "d",
        "counted": "", "sim": "0.1", "code": "abc", "versions": {}, "organisations": [],
        "runs": {"outcomes": ["fear"], "trajectories": []}}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "made"
    (place / "ledger").mkdir(parents=True)
    (place / "README.md").write_text("read me\n", encoding="utf-8")
    (place / "ledger" / "runs.csv").write_text("a,b\n1,2\n" * 1000, encoding="utf-8")
    (place / "manifest.json").write_text(json.dumps(
        SAID | {"files": {name: archive.sha256(place / name) for name in archive.files_in(place)}}),
                                         encoding="utf-8")
    return place


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as made:
        for name, text in entries:
            made.writestr(name, text)
    return path


def test_the_same_files_give_the_same_bytes(folder, tmp_path):
    archive.pack(folder, tmp_path / "one.zip")
    for path in folder.rglob("*.csv"):
        path.touch()
    archive.pack(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert {info.date_time[0] for info in zipfile.ZipFile(tmp_path / "one.zip").infolist()} == {1980}
    assert not list(tmp_path.glob(".*"))


def test_what_is_packed_is_unpacked(folder, tmp_path):
    archive.pack(folder, tmp_path / "one.zip")
    with unpacked(tmp_path / "one.zip") as there:
        assert archive.files_in(there) == archive.files_in(folder)
        assert (there / "ledger/runs.csv").read_bytes() == (folder / "ledger/runs.csv").read_bytes()
    assert not there.exists()


def test_an_archive_is_never_overwritten(folder, tmp_path):
    (tmp_path / "one.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="never overwritten"):
        archive.pack(folder, tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a\\..\\out.txt",
                                  "C:out.txt", "./out.txt"])
def test_names_that_lead_out_are_refused(tmp_path, name):
    entry = zipfile.ZipInfo()
    entry.filename = name
    with pytest.raises(UserError, match="lead out of the folder"), unpacked(zipped(tmp_path / "bad.zip",
                                                                                   [(entry, "x")])):
        pass
    assert not (tmp_path.parent / "out.txt").exists()


def test_links_and_names_said_twice_are_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    for entries in ([(link, "/etc/passwd")], [("a.txt", "1"), ("A.txt", "2")]):
        with pytest.raises(UserError, match="as a link or twice"), unpacked(zipped(tmp_path / "bad.zip",
                                                                                   entries)):
            pass


def test_too_large_is_refused_before_unpacking(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    with pytest.raises(UserError, match="no study is that large"), unpacked(zipped(tmp_path / "big.zip",
                                                                                   [("a", "x" * 2000)])):
        pass


def test_no_zip_and_a_damaged_one_are_refused(folder, tmp_path):
    archive.pack(folder, tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    at = whole.index(b"ledger/runs.csv") + len("ledger/runs.csv") + 5
    for bad in (b"not a zip", whole[:-30], whole[:at] + b"\xff\xff\xff" + whole[at + 3:]):
        (tmp_path / "bad.zip").write_bytes(bad)
        with pytest.raises(UserError, match="not a whole zip archive"), unpacked(tmp_path / "bad.zip"):
            pass
    with pytest.raises(UserError, match="cannot be unpacked"), unpacked(tmp_path / "absent.zip"):
        pass


@pytest.mark.parametrize(("change", "said"), [
    (lambda place: (place / "README.md").write_text("other", encoding="utf-8"),
     "'README.md' is not the file that was published"),
    (lambda place: (place / "new.txt").write_text("new", encoding="utf-8"),
     "'new.txt' is not the file that was published"),
    (lambda place: (place / "README.md").unlink(), "'README.md' is missing"),
    (lambda place: (place / "manifest.json").unlink(), "has no manifest.json of a published study"),
    (lambda place: (place / "manifest.json").write_text("[]", encoding="utf-8"),
     "has no manifest.json of a published study"),
])
def test_what_was_changed_since_is_found_out(folder, tmp_path, change, said):
    change(folder)
    archive.pack(folder, tmp_path / "bad.zip")
    with pytest.raises(UserError, match=said), unpacked(tmp_path / "bad.zip"):
        pass
