"""Files from somebody else on the command line: one sentence, exit code 2, nothing run and nothing left."""

import zipfile
from pathlib import Path

import pytest

FIRM = "id,manager,unit\na,,x\nb,a,x\nc,a,x\n"
RUN = ("--no-files", "-r", "1", "--days", "3")


@pytest.fixture
def beside(tmp_path: Path):
    """A scenario in one folder, its organisation in another beside it."""
    mine = 'title: "[red]x[/red]\\e[2J"\norganisation: {path: ../orgs/firm.csv}\n'
    for name, text in {"s/mine.yaml": mine, "orgs/firm.csv": FIRM}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)


def test_what_lies_elsewhere_is_refused_unless_it_is_named(sim, tmp_path: Path, beside):
    code, out, err = sim("run", "s/mine.yaml", *RUN)
    assert code == 2 and not out and err.count("\n") == 1
    assert ("organisation.path is '../orgs/firm.csv', which leads out of" in err
            and f"sim --allow {tmp_path / 'orgs'} ..." in err)
    for named in (("--allow", "orgs", "run", "s/mine.yaml", *RUN),
                  ("run", "s/mine.yaml", "--org", "orgs/firm.csv", *RUN)):
        code, out, err = sim(*named)
        assert code == 0, err
        assert "[red]x[/red]" in out and "\x1b[2J" not in out
    assert sim("run", "s/mine.yaml", *RUN)[0] == 2  # what one command allows, the next does not


def test_the_error_says_which_command_tells_more(sim, tmp_path: Path):
    (tmp_path / "other.yaml").write_text("seed: hunter2\n")
    (tmp_path / "mine.yaml").write_text("extends: other.yaml\n")
    code, _, err = sim("run", "mine.yaml", *RUN)
    assert code == 2 and "hunter2" not in err
    assert "seed is 'hunter2'" in sim(*err.split("; ")[1].split()[1:4])[2]


@pytest.mark.parametrize("words", [
    ("run", "--out", "s3://b/x"), ("compare", "ordinary-firm", "care-first", "-o", "gs://b"),
    ("org", "build", "s3://b/x"),
    ("sweep", "run", "care-by-fear", "--out", "https://b/x"), ("publish", "care-by-fear", "--out",
                                                               "s3://b/x.zip"),
    ("evidence", "--out", "s3://b"), ("explain", "ordinary-firm", "care-first", "--out", "s3://b"),
    ("calibrate", "care-by-fear", "x.csv", "-o", "s3://b")])
def test_an_address_is_no_place(sim, tmp_path: Path, words: tuple[str, ...]):
    code, _, err = sim(*words)
    assert code == 2 and "is an address" in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_an_archive_of_zeros(sim, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", "[" * 100_000)
        bomb.writestr("zeros", bytes(50_000_000))
    code, out, err = sim("reproduce", "bomb.zip", "--out", "there/found")
    assert code == 2 and not out and err.count("\n") == 1 and "no study is that large" in err
    assert [file.name for file in tmp_path.iterdir()] == ["bomb.zip"]


def test_what_looks_implausible_is_said_by_every_run_and_kept(sim, tmp_path: Path):
    (tmp_path / "staff.csv").write_text("id,manager,office\n1,,a\n2,1,b\n3,2,c\n4,2,d\n5,2,e\n")
    code, out, err = sim("run", "ordinary-firm", "--org", "staff.csv", "-r", "1", "--days", "3", "--out",
                         "there")
    assert code == 0, err
    warned = "5 of 5 units by column 'office' have a single post"
    assert err.count(warned) == 1 and warned in " ".join(out.split())
    assert warned in (tmp_path / "there" / "manifest.json").read_text()
