"""A model of one's own: who names it, and which files are its code."""

import sys
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.studies.sensitivity.sensitivity import sensitivity
from sim.studies.sweep import Study, Sweep, sweep
from sim.studies.sweep.forecast import plan, status
from sim.studies.sweep.manifest import code_of
from sim.studies.sweep.own_model import named
from tests.studies.sweep import models
from tests.studies.sweep.small import named as in_models
from tests.studies.sweep.small import own, study

STUDY = {"model": "own", "factors": {"x": [1, 2, 3]}, "design": {"kind": "grid"}, "outcomes": ["y"],
         "replications": 1}
MINE = "import helper\ndef mine(values, seed):\n    return {'y': helper.FACTOR * values['x']}\n"


def write(folder: Path, **files: str) -> Path:
    """Files by their paths, without the ending."""
    for name, text in files.items():
        file = folder / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def files(given: str) -> list[str]:
    return list(named(given).digests)


# Naming
# ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["own", "mine.py:mine", "subprocess:call",
                                   "sim.studies.sweep.known:ishigami", "line2"])
def test_a_file_only_labels_a_model(label, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = Study.from_dict(STUDY | {"model": label})
    assert plan(asked).runs == 3 and plan(asked).seconds is None
    with pytest.raises(UserError, match="only a label, since no file can say what code is run; give the "
                       "function with --model"):
        sweep(asked, tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_a_test_function_has_a_short_name():
    assert plan(Study.from_dict(STUDY | {"model": "line", "factors": {"a": [0, 1]}})).seconds is not None
    with pytest.raises(UserError, match="did you mean planted-box"):
        Study.from_dict(STUDY | {"model": "sim.studies.sweep.known:planted_box"}).runs  # noqa: B018
    with pytest.raises(UserError, match="is a study of the test function line, which runs no model of one's "
                       "own"):
        Study.from_dict(STUDY | {"model": "line"}).with_model("mine.py:mine")
    with pytest.raises(UserError, match="is a study of the simulator itself, which runs no model"):
        study().with_model("mine.py:mine")


@pytest.mark.parametrize(("given", "said"), [
    ("subprocess:call", "expected FILE.py:function"), ("mine", "expected FILE.py:function"),
    ("mine.py", "expected FILE.py:function"),
    ("mine.py:", "expected FILE.py:function"), ("mine.py:a b", "expected FILE.py:function"),
    ("mine:mine", "did you mean mine.py:mine"),
    ("nowhere.py:f", "nowhere.py is not there"), (r"C:\x\m.py:f", "model C:.*m.py is not there"),
    ("bad.py:f", "line 1: expected ':'"),
    ("__main__:mine", "write it to a file, such as mine.py"),
])
def test_what_names_no_function_is_a_sentence(given, said, tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, mine="", bad="def f()\n"))
    with pytest.raises(UserError, match=said):
        named(given)


def test_a_function_of_a_notebook_is_refused(monkeypatch):
    def here(values, seed): ...

    for function in (here, lambda values, seed: {}, max, models.WHAT.get):
        with pytest.raises(UserError, match="is not a function at the top of a file.*such as mine.py, and "
                           "give model="):
            named(function)
    cell = type(sys)("__main__")
    exec("def mine(values, seed): ...", vars(cell))
    monkeypatch.setitem(sys.modules, "__main__", cell)
    with pytest.raises(UserError, match="mine is a function of a notebook.*such as mine.py, and give model="):
        named(cell.mine)


def test_a_function_of_a_file_is_its_name():
    assert named(models.plain) == named(in_models("plain"))


# Its files
# ------------------------------------------------------------------------------------------------------------


def test_all_local_files_that_it_imports_are_found_and_none_is_run(tmp_path, monkeypatch):
    write(tmp_path / "path", elsewhere="import json, numpy, sim.base.errors\n")
    monkeypatch.syspath_prepend(str(tmp_path / "path"))
    here = write(tmp_path, mine="import importlib, a.b.c, elsewhere\ntry:\n    import missing\nexcept "
                 "ImportError: pass\ndef mine(values, seed):\n    from lazy import x\n    "
                 "importlib.import_module('named')\n    __import__('old')\n", lazy="import mine", named="",
                 old="", **{"a/__init__": "", "a/b/__init__": "from . import d\n",
                            "a/b/c": "from ..e import f\n", "a/b/d": "", "a/e": "raise SystemExit",
                            "a/unused": ""})
    assert files(f"{here}/mine.py:mine") == ["a/__init__.py", "a/b/__init__.py", "a/b/c.py", "a/b/d.py",
                                             "a/e.py", "elsewhere.py", "lazy.py", "mine.py", "named.py",
                                             "old.py"]


def test_a_file_in_a_package_brings_the_package(tmp_path):
    here = write(tmp_path, **{"pack/__init__": "", "pack/sub/__init__": "", "pack/helper": "",
                              "pack/sub/mine": "from ..helper import A\ndef f(values, seed): ...\n"})
    found = named(f"{here}/pack/sub/mine.py:f")
    assert list(found.digests) == ["pack/__init__.py", "pack/helper.py", "pack/sub/__init__.py",
                                   "pack/sub/mine.py"]
    assert found.module == "pack.sub.mine" and found.root == str(tmp_path)


def test_the_code_is_the_files_and_the_function_and_ours_where_that_is_called(tmp_path, monkeypatch):
    here = write(tmp_path, mine=MINE + "g = mine\n", helper="FACTOR = 1\n",
                 ours="import sim\ndef f(values, seed): ...\n")
    before = named(f"{here}/mine.py:mine")
    assert code_of(before) != code_of(named(f"{here}/mine.py:g"))
    ours = code_of(named(f"{here}/ours.py:f"))
    with monkeypatch.context() as other:
        other.setattr("sim.studies.sweep.manifest.CODE", "0" * 32)
        assert code_of(named(f"{here}/ours.py:f")) != ours and code_of(before) == code_of(
            named(f"{here}/mine.py:mine"))
    write(tmp_path, helper="FACTOR = 2\n")
    assert code_of(named(f"{here}/mine.py:mine")) != code_of(before)
    with pytest.raises(UserError, match="helper.py is not what it was when the study began"):
        before.require_unchanged()


# Studies
# ------------------------------------------------------------------------------------------------------------


def test_a_changed_helper_is_named_and_nothing_is_mixed(tmp_path):
    model = f"{write(tmp_path, mine=MINE, helper='FACTOR = 1')}/mine.py:mine"
    found = sweep(Study.from_dict(STUDY), tmp_path / "out", workers=1, model=model)
    assert found.outcomes["y"].tolist() == [1.0, 2.0, 3.0]
    assert {file.name: file.read_text() for file in (tmp_path / "out/model").iterdir()} == {
        "mine.py": MINE, "helper.py": "FACTOR = 1"}
    write(tmp_path, helper="FACTOR = 100")
    more = Study.from_dict(STUDY | {"factors": {"x": [1, 2, 3, 4]}})
    with pytest.raises(UserError, match=r"was begun otherwise: files.helper.py is \"\w+\" there and \"\w+\" "
                       r"here"):
        sweep(more, tmp_path / "out", workers=1, model=model, extend=True)
    write(tmp_path, helper="FACTOR = 1")
    assert sweep(more, tmp_path / "out", workers=1, model=model, extend=True).outcomes["y"].tolist() == [
        1.0, 2.0, 3.0, 4.0]


def test_a_file_that_changes_while_the_study_runs_ends_it(tmp_path):
    model = f"{write(tmp_path, mine=MINE, helper='FACTOR = 1')}/mine.py:mine"

    def change(done: int, total: int) -> None:
        write(tmp_path, helper="FACTOR = 1" if done < 2 else "FACTOR = 22")

    with pytest.raises(UserError, match="helper.py is not what it was when the study began.*finished runs "
                       "are kept"):
        sweep(Study.from_dict(STUDY), tmp_path / "out", workers=1, model=model, on_progress=change)
    assert set(Sweep(tmp_path / "out").outcomes["y"] / Sweep(tmp_path / "out").outcomes["x"]) == {1.0}


def test_what_is_stored_is_read_without_the_model(tmp_path):
    sweep(own("plain", replications=1), tmp_path / "out", workers=1)
    (tmp_path / "out/model/models.py").write_text("raise SystemExit")
    found = Sweep(tmp_path / "out")
    assert status(found).done == 10 and found.query("SELECT count(*) AS n FROM outcomes")["n"][0] == 10
    assert sensitivity(found, "y") is not None
