"""Where what can be made again is kept: where it can be written, and no other user can."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sim.base import cache_folders

HOME, BELOW = f"service-culture-sim-{os.geteuid()}", ".cache/service-culture-sim"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch) -> Path:
    """No home, no cache named, and a temporary directory of the test's own; returns that."""
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    (tmp_path / "file").write_text("no folder can be made below this, whoever asks")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    return tmp_path / "tmp"


def test_without_a_home_there_is_one_stable_folder_for_this_user_alone(bare: Path):
    found = cache_folders.folder("code")
    assert found is not None and found == cache_folders.folder("code") and found.is_dir()
    assert found == bare / HOME / BELOW / "code"
    assert stat.S_IMODE((bare / HOME).stat().st_mode) == 0o700
    assert not list(found.iterdir())


@pytest.mark.parametrize("home", [None, "", "relative/home"])
def test_a_home_that_is_none(bare: Path, monkeypatch, home: str | None):
    monkeypatch.setattr(Path, "home", lambda: Path(home) if home is not None
                        else (_ for _ in ()).throw(RuntimeError("no home")))
    assert cache_folders.folder("code") == bare / HOME / BELOW / "code"


def test_folders_are_tried_in_their_order(bare: Path, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folders.folder("code") == tmp_path / "xdg" / "service-culture-sim" / "code"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    assert cache_folders.folder("code") == tmp_path / "named" / "service-culture-sim" / "code"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "named"))
    assert cache_folders.folder("code") == tmp_path / "xdg" / "service-culture-sim" / "code"


def test_a_folder_that_is_there_but_cannot_be_written_is_passed_over(bare: Path, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    there = cache_folders.folder("code")
    real = cache_folders.tempfile.TemporaryFile

    def read_only(dir: Path):
        if Path(dir) == there:  # by what the system says, not by its mode
            raise PermissionError(13, "Permission denied", str(dir))
        return real(dir=dir)

    monkeypatch.setattr("tempfile.TemporaryFile", read_only)
    assert cache_folders.folder("code") == bare / HOME / BELOW / "code"


def test_what_another_user_may_have_prepared_is_not_used(bare: Path, tmp_path: Path, monkeypatch):
    place = bare / HOME
    (tmp_path / "theirs").mkdir(mode=0o700)
    place.symlink_to(tmp_path / "theirs")
    assert cache_folders.folder("code") is None
    place.unlink()
    place.mkdir()
    place.chmod(0o777)
    assert cache_folders.folder("code") is None
    place.chmod(0o700)
    assert cache_folders.folder("code") == place / BELOW / "code"
    monkeypatch.setattr("os.geteuid", lambda: 54321)
    place.rename(bare / "service-culture-sim-54321")
    assert cache_folders.folder("code") is None
    assert not list((tmp_path / "theirs").iterdir())


def test_nowhere_is_said_plainly(bare: Path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(bare.parent / "file" / "tmp"))
    assert cache_folders.folder("code") is None
    cache_folders.lend_matplotlib()
    assert "MPLCONFIGDIR" not in os.environ


def test_a_library_is_given_a_folder_only_where_it_has_none(bare: Path, monkeypatch, tmp_path: Path):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "own"))
    cache_folders.lend_matplotlib()
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "own")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "file" / "own"))
    cache_folders.lend_matplotlib()
    lent = bare / HOME / BELOW / "matplotlib"
    assert os.environ["MPLCONFIGDIR"] == str(lent) and lent.is_dir()
    monkeypatch.delenv("MPLCONFIGDIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    cache_folders.lend_matplotlib()
    assert "MPLCONFIGDIR" not in os.environ


def test_the_pages_get_a_home_where_there_is_none(bare: Path, monkeypatch, tmp_path: Path):
    cache_folders.lend_home()
    assert os.environ["HOME"] == str(bare / HOME)
    monkeypatch.setenv("HOME", str(tmp_path))
    cache_folders.lend_home()
    assert os.environ["HOME"] == str(tmp_path)
