"""The output folder: complete, reproducible to the byte, readable, and never overwritten; tables and pictures
say what they show."""

import hashlib
import io
import json
import re
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from sim import Scenario
from sim.base.errors import UserError
from sim.model.outcomes import HEADLINES, OUTCOME, OUTCOMES
from sim.report import folder as folders
from sim.report.folder import claimed
from sim.report.tables import compare_table, run_table
from sim.report.wording import verdict
from sim.runs.pool import WHOLE
from sim.runs.study import compare, run

matplotlib.use("Agg")


def write(result, out: Path) -> Path:
    with claimed("small", out) as save:
        return save(result)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def printed(table, width: int = 80) -> str:
    text = io.StringIO()
    Console(file=text, width=width).print(table)
    return text.getvalue()


def test_a_run_leaves_everything_needed_to_read_and_repeat_it(result, tmp_path: Path):
    folder = write(result, tmp_path / "deep" / "here")
    files = contents(folder)
    assert set(files) == {"manifest.json", "scenario.yaml", "outcomes.csv", "daily.parquet", "figure.png",
                          "figure.svg", "report.md", "organisation/nodes.csv", "organisation/edges.csv",
                          "organisation/services.csv"}
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()
                                 if name != "manifest.json"}
    assert manifest["organisation"]["digest"] == result.setup.organisation.digest()
    assert {"sim", "code", "python", "numpy", "numba", "mesa"} <= set(manifest["versions"])
    assert manifest["scenario"]["levers"]["presence_hours"] == 4.0
    assert Scenario.load(folder / "scenario.yaml").digest() == result.scenario.digest()
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["here"]


def test_tables_on_disk_agree_with_the_frames(result, tmp_path: Path):
    folder = write(result, tmp_path / "out")
    outcomes = pd.read_csv(folder / "outcomes.csv", index_col="outcome")
    pd.testing.assert_frame_equal(outcomes, result.outcomes, rtol=1e-8, check_index_type=False,
                                  check_dtype=False)
    daily = pd.read_parquet(folder / "daily.parquet")
    assert len(daily) == len(result.daily)
    np.testing.assert_allclose(daily["value"], result.daily["value"], rtol=1e-6, atol=1e-3)


def test_the_same_question_gives_the_same_bytes_also_from_inside_the_folder(small, result, tmp_path: Path):
    first = write(result, tmp_path / "first")
    assert contents(first) == contents(write(run(small), tmp_path / "second"))
    again = run(Scenario.load(first / "scenario.yaml"))
    assert contents(first) == contents(write(again, tmp_path / "third"))


def test_a_comparison_repeats_from_inside_its_folder(comparison, tmp_path: Path):
    first = write(comparison, tmp_path / "first")
    assert {"scenario-a.yaml", "scenario-b.yaml", "daily-a.parquet", "daily-b.parquet"} < set(contents(first))
    again = compare(first / "scenario-a.yaml", first / "scenario-b.yaml")
    assert contents(first) == contents(write(again, tmp_path / "second"))


def test_an_organisation_from_files_travels_with_the_results(small, result, tmp_path: Path):
    source = write(result, tmp_path / "first") / "organisation"
    own = small.with_(organisation={"path": str(source)})
    first = write(run(own), tmp_path / "second")
    assert str(tmp_path) not in (first / "scenario.yaml").read_text() + (first / "manifest.json").read_text()
    assert contents(first) == contents(write(run(first / "scenario.yaml"), tmp_path / "third"))


def test_nothing_says_when_or_where(result, tmp_path: Path):
    for name, data in contents(write(result, tmp_path / "out")).items():
        assert not re.search(rb"20\d\d-\d\d-\d\d", data) or name.endswith((".parquet", ".png")), name
        assert str(tmp_path).encode() not in data


def test_what_exists_is_refused_before_any_work_and_stays(tmp_path: Path):
    (tmp_path / "out").mkdir()
    with pytest.raises(UserError, match="exists already and is never overwritten; choose another with --out"):
        claimed("x", tmp_path / "out").__enter__()
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_a_run_that_fails_leaves_nothing(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt), claimed("x", tmp_path / "new" / "out"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be made .*--out"):
        claimed("x", tmp_path / "file" / "out").__enter__()


def test_numbers_count_up_past_gaps_and_claims(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(folders, "RESULTS", tmp_path)
    for name in ("firm-1", "firm-7", ".firm-9.part", "firm-x", "firm-2-3", "other-20"):
        (tmp_path / name).mkdir()
    with claimed("firm"):
        assert (tmp_path / ".firm-8.part").is_dir()
        with claimed("firm"):  # .firm-9.part is what a run that was killed left
            assert (tmp_path / ".firm-9.part" / "lock").is_file()
            with claimed("firm"):
                assert (tmp_path / ".firm-10.part").is_dir()
    assert not list(tmp_path.glob(".*"))
    with claimed("my / odd name"):
        assert (tmp_path / ".my-odd-name-1.part").is_dir()


def test_too_many_rows_leave_units_out_and_say_so(result, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_ROWS", 10)
    folder = write(result, tmp_path / "out")
    assert pd.read_parquet(folder / "daily.parquet")["unit"].unique().tolist() == [WHOLE]
    assert json.loads((folder / "manifest.json").read_text())["daily_holds_units"] is False


def test_terminal_tables_fit_eighty_columns(result, comparison):
    for text in (printed(run_table(result)), printed(compare_table(comparison))):
        assert max(map(len, text.splitlines())) <= 80
        for name in HEADLINES:
            assert all(word in text for word in OUTCOME[name].label.split())
    assert "3 replications" in printed(run_table(result)) and "3 pairs" in printed(compare_table(comparison))
    assert "A harsh small firm, against A small firm" in printed(compare_table(comparison))
    assert max(map(len, printed(run_table(result, everything=True)).splitlines())) <= 80
    everything = printed(run_table(result, everything=True), width=120)  # where long labels do not wrap
    assert all(o.label in everything for o in OUTCOMES)


def test_one_replication_says_why_there_is_no_interval(small):
    assert "no interval" in printed(run_table(run(small, replications=1)))
    assert "no interval" in printed(compare_table(compare(small, small, replications=1)))


def test_the_report_has_a_sentence_for_each_separated_outcome(comparison, tmp_path: Path):
    text = (write(comparison, tmp_path / "out") / "report.md").read_text()
    rows = comparison.outcomes
    open_ = (rows["likely_low"] <= 0) & (rows["likely_high"] >= 0)
    separated = rows.index[rows["separated"].fillna(False) & ~open_]
    assert len(re.findall(r"^- \*\*", text, re.MULTILINE)) == len(separated) > 0
    for name in separated:
        row = comparison.outcomes.loc[name]
        assert verdict(row["difference"], True, OUTCOME[name]).split(",")[0] in re.findall(
            rf"\*\*{re.escape(OUTCOME[name].label)}\*\* is (\w+)", text)
    assert ("figure.svg" in text and "sim compare scenario-a.yaml scenario-b.yaml" in text
            and "Nothing much." in text)


def test_plots_draw_into_the_axes_given(result, comparison):
    from matplotlib.figure import Figure

    for study in (result, comparison):
        axes = Figure().add_subplot()
        assert study.plot(axes) is axes
        assert len(axes.lines) == 2
        assert "Customer satisfaction" in axes.get_title(loc="left")
        study.plot(outcome="fear")


def test_an_outcome_that_there_is_not_is_one_sentence(result, comparison):
    said = "'feer' is not an outcome; did you mean fear? (sim show outcomes lists them)"
    for asked in (result.plot, comparison.plot, comparison.pairs, comparison.units):
        with pytest.raises(UserError) as refused:
            asked(outcome="feer")
        assert str(refused.value) == said


def test_the_picture_is_wide_and_says_what_its_band_is(comparison, tmp_path: Path):
    import matplotlib.image

    folder = write(comparison, tmp_path / "out")
    height, width = matplotlib.image.imread(folder / "figure.png").shape[:2]
    assert (width, height) == (1920, 1080)
    from sim.report.figures import figure

    texts = " ".join(text.get_text() for text in figure(comparison).texts)
    assert "A harsh small firm, against a small firm" in texts
    assert "8 days, 40 people, 3 pairs" in texts and "95 % interval of the difference" in texts
