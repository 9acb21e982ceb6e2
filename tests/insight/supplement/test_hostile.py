"""Archives made to do harm: each ends in one sentence, runs nothing and leaves nothing behind."""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.base.errors import UserError
from sim.insight.supplement import reproduce as module
from sim.insight.supplement.archive import MANIFEST, METADATA
from sim.insight.supplement.reproduce import reproduce

DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.fixture
def refused(tmp_path, monkeypatch):
    """A function that reproduces an archive, which must be refused before a run, and returns the sentence."""
    for name in ("tmp", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(module, "_run", lambda *_: pytest.fail("a run of a hostile archive was begun"))

    def reproduced(path: Path) -> str:
        with pytest.raises(UserError) as caught:
            reproduce(path)
        said = str(caught.value)
        assert "\n" not in said and len(said) < 700 and "sim-archive-" not in said, said
        assert said.isprintable(), said
        assert not os.listdir(tmp_path / "tmp") and not os.listdir(tmp_path / "here")
        return said

    return reproduced


@pytest.fixture
def made(published, tmp_path):
    """A function that writes an archive like the honest one but for some files (None: left out), with hashes
    that fit."""
    honest = {name: zipfile.ZipFile(published).read(name) for name in zipfile.ZipFile(published).namelist()}

    def make(changed, said=None, name="forged.zip"):
        files = {**honest, **changed}
        if MANIFEST not in changed:
            manifest = json.loads(honest[MANIFEST])
            manifest["files"] = {one: hashlib.sha256(data).hexdigest() for one, data in files.items()
                                 if data is not None and one not in (MANIFEST, METADATA)}
            files[MANIFEST] = json.dumps({**manifest, **(said or {})}).encode()
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as target:
            for one, data in files.items():
                if data is not None:
                    target.writestr(one, data)
        return tmp_path / name

    return make


def manifest_of(published, **changed):
    return json.dumps(json.loads(zipfile.ZipFile(published).read(MANIFEST)) | changed).encode()


def test_a_bomb_is_refused_by_its_size_alone(made, refused, monkeypatch):
    zeros = bytes(120_000_000)
    path = made({"bomb.bin": zeros})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("the bomb was opened"))
    assert "no study is that large" in refused(path)


def test_a_header_that_lies_about_its_size(made, refused):
    path = made({"README.md": b"x" * 100_000})
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = -1
        while (start := data.find(sign, start + 1)) >= 0:
            if data[start + at:start + at + 4] == (100_000).to_bytes(4, "little"):
                data[start + at:start + at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert "zip archive" in refused(path) or "not the file" in refused(path)


def test_what_the_manifest_does_not_name_is_not_unpacked(made, refused, published):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("x", "y")
    assert "'inner.zip' is not the file that was published" in refused(made({"inner.zip": inner.getvalue(),
                                                                           MANIFEST: manifest_of(published)}))


def test_very_many_members_and_a_table_of_contents_without_end(refused, tmp_path):
    for many, said in ((3_000, "in 3,000 files"), (100_000, "table of contents is too large")):
        with zipfile.ZipFile(tmp_path / "many.zip", "w") as zipped:
            for i in range(many):
                zipped.writestr(f"{i}.txt", "")
        assert said in refused(tmp_path / "many.zip")


@pytest.mark.parametrize("name", ["con", "figures/NUL.txt", "com1.csv", "a. ", "dots.", "new\nline",
                                  "esc\x1b[31m", "rtl\u202etxt"])
def test_names_that_some_system_cannot_hold(made, refused, name):
    said = refused(made({name: b"x"}))
    assert "holds a file named" in said and "\x1b" not in said


def test_encrypted_and_oddly_packed_members(made, refused, tmp_path):
    path = made({})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in refused(path)
    with zipfile.ZipFile(tmp_path / "lzma.zip", "w", zipfile.ZIP_LZMA) as zipped:
        zipped.writestr(MANIFEST, "{}")
    assert "packed in another way" in refused(tmp_path / "lzma.zip")


def test_members_that_overlap(made, refused):
    path = made({"a.bin": b"a" * 5000, "b.bin": b"a" * 5000})
    data = bytearray(path.read_bytes())
    entries = [i for i in range(len(data)) if data[i:i + 4] == b"PK\x01\x02"]
    first, second = (next(i for i in entries if data[i + 46:i + 51] == name) for name in (b"a.bin", b"b.bin"))
    data[second + 42:second + 46] = data[first + 42:first + 46]
    path.write_bytes(data)
    refused(path)


@pytest.mark.parametrize("text", [
    DEEP, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b'{"format": NaN}', b'{"code": "a", "code": "b"}', b"[]",
    b"{}", b"", b"\xff\xfe",
    b'{"format": ' + b"9" * 10_000 + b"}", b'{"format": 1e999}', b"null"], ids=range(11))
def test_a_manifest_that_is_none(made, refused, text):
    assert "has no manifest.json of a published study" in refused(made({MANIFEST: text}))


@pytest.mark.parametrize(("key", "value"), [
    ("files", ["a"]), ("files", {"a": 3}), ("files", {"a": "zz"}), ("organisations", "all"),
    ("organisations", [3]),
    ("organisations", [{"folder": "../../out", "posts": 1, "units": 1, "digest": "d", "how": "left out"}]),
    ("versions", []),
    ("versions", {"numpy": 3}), ("runs", {"outcomes": "fear", "trajectories": []}), ("runs", None),
    ("title", ["x"]), ("title", "x" * 9999),
    ("code", None), ("digest", 1e308), ("format", True), ("format", 10**400), ("name", {"deep": [[[[]]]]})])
def test_wrong_types_in_the_manifest(made, refused, key, value):
    assert f"({key}" in refused(made({}, {key: value}))


@pytest.mark.parametrize("text", [
    "model: 3", "a: &a [x]\nb: *a", "factors: " + "[" * 10_000, "title: x", "- 1", "replications: " + "9"
    * 5000, "\0",
    "scenario: {extends: /etc/passwd}",
    "factors: {presence_hours: full}\ndesign: {kind: csv, path: ../../secret.csv}",
    "factors: {presence_hours: full}\ndesign: {kind: grid}\nscenario: {organisation: {path: /etc/passwd}}",
    "factors: {presence_hours: [1]}\ndesign: {kind: grid}\noutcomes: [fear]"])
def test_a_study_that_does_not_fit(made, refused, text):
    assert "root:" not in refused(made({"study.yaml": text.encode()}))


def parquet(frame) -> bytes:
    target = io.BytesIO()
    pq.write_table(frame if isinstance(frame, pa.Table)
                   else pa.Table.from_pandas(frame, preserve_index=False), target)
    return target.getvalue()


def table(published, name) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(zipfile.ZipFile(published).read(name)))


@pytest.mark.parametrize("change", [
    lambda it: it.drop(columns="status"), lambda it: it.assign(replicate="0"),
    lambda it: it.assign(replicate=-1),
    lambda it: it.assign(replicate=2**40), lambda it: it.assign(point="none"), lambda it: it.iloc[:0],
    lambda it: it.assign(status="bad"),
    lambda it: it.assign(row=it["row"].astype(float) + 0.5), lambda it: it.assign(point=None)], ids=range(9))
def test_runs_that_do_not_fit(made, refused, published, change):
    refused(made({"ledger/runs.parquet": parquet(change(table(published, "ledger/runs.parquet")))}))


@pytest.mark.parametrize("values", [
    "[]", "{}x", DEEP.decode(), '{"presence_hours": NaN, "punishment_severity": 0}',
    '{"presence_hours": 5, "punishment_severity": 0}',
    '{"presence_hours": 2}', '{"presence_hours": 2, "punishment_severity": 0, "people": 1000000000}',
    '{"presence_hours": [2]}'], ids=range(8))
def test_points_that_do_not_fit(made, refused, published, values):
    points = table(published, "ledger/points.parquet").assign(values=values)
    assert "does not fit the study" in refused(made({"ledger/points.parquet": parquet(points)}))


def test_tables_that_are_none_or_claim_to_be_huge(made, refused, published, monkeypatch):
    for data in (b"", b"PAR1", b"not parquet", zipfile.ZipFile(published).read("ledger/runs.parquet")[:-40]):
        assert "is not a table of a published study" in refused(made({"ledger/runs.parquet": data}))
    monkeypatch.setattr(module.tables, "MOST_CELLS", 1_000_000)
    zeros = pa.array(np.zeros(600_000, np.int8))
    said = pa.DictionaryArray.from_arrays(zeros, ["ok" * 1_000])
    long = parquet(pa.table({"point": said, "replicate": zeros, "row": zeros, "status": said}))
    assert len(long) < 300_000
    assert "it says that it holds 600,000 rows" in refused(made({"ledger/runs.parquet": long}))


def test_outcomes_that_do_not_fit(made, monkeypatch, published):
    outcomes = table(published, "ledger/outcomes.parquet")
    for changed in (outcomes.iloc[1:], pd.concat([outcomes, outcomes]), outcomes.assign(fear="x"),
                    outcomes.drop(columns="fear")):
        with pytest.raises(UserError, match=r"ledger/outcomes\.parquet: "):
            reproduce(made({"ledger/outcomes.parquet": parquet(changed)}), 1, workers=1)
