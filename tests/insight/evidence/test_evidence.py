"""From a row to a verdict, and the command."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.cli.main import main
from sim.insight.evidence.forest import forest, standard
from sim.insight.evidence.judge import informed_score, judge, last_line, score, told
from sim.insight.evidence.patterns import rows
from sim.insight.evidence.tables import grouped, page, table, verdict_words

ROWS = rows()
FEW = np.array([1.0, 1.1, 0.9, 1.0])


def verdicts():
    return [judge(ROWS["L18"], 0.33 * FEW), judge(ROWS["L03"], 0.6 * FEW), judge(ROWS["D22"], 0.1 * FEW),
            judge(ROWS["L11"], 0.33 * FEW), judge(ROWS["L19"], np.full(4, np.nan)),
            judge(ROWS["D19"], np.array([117.0]))]


def test_inside_is_the_point_in_the_published_interval():
    inside, outside, sign, imposed, unknown, fed = verdicts()
    assert inside.inside is True and outside.inside is False and unknown.inside is None and fed.inside is True
    assert inside.low < inside.model < inside.high
    assert [told(v) for v in verdicts()] == ["inside", "outside", "as stated", "inside", "cannot say",
                                             "inside"]


def test_a_sign_needs_the_whole_interval_on_its_side():
    assert judge(ROWS["D22"], np.array([0.1, -0.1, 0.2])).inside is False
    assert judge(ROWS["D22"], np.array([0.1])).inside is None  # from one run nobody knows
    parts = np.column_stack([0.3 * FEW, -0.1 * FEW, -0.02 * FEW])  # L06: +, -, -
    held = judge(ROWS["L06"], parts)
    assert held.inside is True and held.model == pytest.approx(0.02, abs=0.001)
    parts[:, 2] *= -1
    failed = judge(ROWS["L06"], parts)
    assert failed.inside is False and told(failed) == "opposite"


def test_only_emergent_validate_rows_that_suggested_no_change_count():
    assert score(verdicts()) == (1, 3)  # L18 of L18, L03, L19
    assert informed_score(verdicts()) == (1, 1)  # D22
    assert last_line(verdicts()) == ("1 of 3 emergent validate rows lie inside; of the informed, which do "
                                     "not count, 1 of 1; of 1 even the model's interval lies apart from the "
                                     "published one")
    assert last_line(verdicts()[:1]).startswith("1 of 1 emergent validate rows lie inside; of 0 even")


def test_intervals_lie_within_over_or_apart_from_each_other():
    row = ROWS["L18"]
    wide = np.array([0.2, 0.5, 0.3, 0.4])
    assert [judge(row, figures).overlap for figures in (0.33 * FEW[:1].repeat(4), wide, 0.9 * FEW)] == [
        "within", "overlaps", "apart"]
    assert judge(ROWS["D22"], 0.1 * FEW).overlap == "" and judge(row, 0.33 * FEW[:1]).overlap == ""
    assert verdict_words(judge(row, 0.9 * FEW)) == "outside, apart"


def test_informed_rows_are_those_whose_failure_suggested_a_change():
    informed = {row.id for row in ROWS.values() if row.informed}
    assert informed == {"D02", "D03", "D04", "D08", "D12", "D14", "D15", "D22", "D23", "D24"}
    assert not [row.id for row in ROWS.values() if row.informed and row.counts]
    headings = dict(grouped([judge(row, np.full(2, np.nan)) for row in ROWS.values()]))
    shown = next(members for heading, members in headings.items() if heading.startswith("Informed"))
    assert {verdict.row.id for verdict in shown} == informed
    assert sum(len(members) for members in headings.values()) == len(ROWS)


def test_a_figure_with_an_order_needs_both():
    row = replace(ROWS["L18"], signs=(1,))
    both = np.column_stack([0.33 * FEW, 0.1 * FEW])
    assert judge(row, both).inside is True and told(judge(row, both)) == "inside"
    without = judge(row, both * [1.0, -1.0])
    assert without.inside is False and told(without) == "order not shown"
    assert told(judge(row, both * [3.0, -1.0])) == "outside"


def test_table_page_and_picture_show_every_row():
    import io

    from rich.console import Console

    text = io.StringIO()
    Console(file=text, width=160).print(table(verdicts(), ["a note"]))
    shown = page(verdicts(), ["a note"])
    for verdict in verdicts():
        assert verdict.row.id in text.getvalue() and verdict.row.statement[:30] in shown
    assert text.getvalue().splitlines()[-1].strip() == last_line(verdicts())
    assert ROWS["L11"].imposed in shown
    picture = forest(verdicts())
    assert {v.row.id for v in verdicts()} <= {t.get_text() for axes in picture.axes for t in axes.texts}
    assert "The change it suggested:" in shown and ROWS["D22"].informed in shown
    assert standard(verdicts()[0], 0.15) == pytest.approx(-1.0)


def test_the_command_from_end_to_end(tmp_path: Path, monkeypatch, capfd):
    from sim.insight.evidence import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "QUICK", run.Size(replications=2, organisations=2, years=1, sites=1, units=10))
    with pytest.raises(SystemExit) as left:
        main(["evidence", "--rows", "D01,D02", "--quick", "--json", "--out", "found", "--workers", "1"])
    said = capfd.readouterr()
    assert not left.value.code, said.err
    told_rows = json.loads(said.out)
    assert [row["id"] for row in told_rows] == ["D01", "D02"]
    assert set(told_rows[0]) == {"id", "use", "published", "low", "high", "model", "model_low", "model_high",
                                 "inside", "overlap", "emergent", "informed"}
    assert all(-1 <= row["model"] <= 1 for row in told_rows)
    files = {path.name for path in Path("found").iterdir()}
    assert files == {"evidence.csv", "evidence.md", "forest.png", "forest.svg", "manifest.json"}
    assert json.loads(Path("found/manifest.json").read_text())["informed"] == 1


@pytest.mark.parametrize(("args", "says"), [
    (["--rows", "D99"], "D99"), (["--workers", "0"], "--workers is 0"),
    (["--out", "here", "--no-files"], "--no-files")])
def test_mistakes_are_sentences(tmp_path: Path, monkeypatch, capfd, args, says):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["evidence", *args])
    err = capfd.readouterr().err
    assert left.value.code == 2 and says in err and err.startswith("error: ") and len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())
