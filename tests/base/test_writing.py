"""Text from users' files in tables, reports and on the terminal: no formula, no command, no markup; and
nothing else is written."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import Scenario
from sim.base import writing
from sim.org import convert
from sim.org.read import read_organisation
from sim.studies.sweep import Study

SIM = Path(writing.__file__).parents[1]
FORMULAS = ["=1+1", "+cmd|'/C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")", "--",
            "'=1", "''@x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_and_comes_back(text: str):
    assert writing.quoted(text) == "'" + text and writing.unquoted(writing.quoted(text)) == text
    assert writing.cell(text)[0] == "'"


@pytest.mark.parametrize("text", ["", "a=b", "'quote'", "-5", "+4.5", "-1e-3", "-.5", "-inf", "plain", "ünï",
                                  "1-2"])
def test_numbers_and_words_stay_as_they_are(text: str):
    assert writing.quoted(text) == text == writing.unquoted(text)


def test_a_table_holds_no_formula_anywhere(tmp_path: Path):
    frame = pd.DataFrame({"=col": ["=1", None, "a\x1b[31mb"], "number": [-1.5, np.nan, 3.0],
                          "kind": pd.Categorical(["@x", "y", "@x"]), "mixed": ["-1+1", -1, None]},
                         index=pd.Index(["+a", "b", "c"], name="-name"))
    writing.table(frame, tmp_path / "it.csv", index=True)
    assert (tmp_path / "it.csv").read_text() == (
        "'-name,'=col,number,kind,mixed\n'+a,'=1,-1.5,'@x,'-1+1\nb,,,y,-1\nc,a[31mb,3.0,'@x,\n")


def test_harmless_tables_are_written_as_pandas_writes_them(tmp_path: Path):
    frame = pd.DataFrame({"a": [1, 2], "b": [0.1, -2e-7], "c": ["x", "y,z"],
                          "d": pd.to_datetime(["2026-01-01", "2026-01-02"], utc=True)},
                         index=pd.MultiIndex.from_tuples([("p", 1), ("q", 2)], names=["i", "j"]))
    writing.table(frame, tmp_path / "it.csv", index=True, digits="%.10g")
    assert (tmp_path / "it.csv").read_text() == frame.to_csv(float_format="%.10g", lineterminator="\n")


@pytest.mark.parametrize(("text", "written"), [
    ("# <script>alert(1)</script>", "# &lt;script>alert(1)&lt;/script>"),
    ("a < b, `<b>` <!-- c", "a < b, `<b>` &lt;!-- c"),
    ("![x](http://evil/track.png)", "\\![x](http://evil/track.png)"),
    ("![x]( //evil/y)", "\\![x]( //evil/y)"),
    ("![figure](figure.png)", "![figure](figure.png)"), ("a\x1b[31mred\x07\u202e", "a[31mred"),
    ("```sh\nsim <x>\n```", "```sh\nsim <x>\n```")])
def test_a_report_holds_no_html_and_no_pictures_from_elsewhere(text: str, written: str, tmp_path: Path):
    writing.report(tmp_path / "it.md", text)
    assert (tmp_path / "it.md").read_text() == written


@pytest.mark.parametrize("text", ["[red]x[/red]", "[link=http://evil]x[/link]", ":bomb:",
                                  "[/]", "\x1b]0;title\x07x", "\x9b31mx", "\u202exyz"])
def test_the_terminal_shows_text_as_it_is(text: str):
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = writing.console(file=out, force_terminal=True, width=80)
    table = Table(title=text)
    table.add_column(text)
    table.add_row(text)
    console.print(text, style="bold")
    console.print(table)
    console.print(Text(text))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    assert shown.count(writing.plain(text)) == 5 and not re.search(
        "[\x07\x9b\u202e]|\x1b[^\\[]|http://evil\x1b", shown)


def test_titles_are_cut_and_hold_no_control_characters():
    title = "a\x1b[31m" + "b" * 2_000
    for made in (Scenario(title=title), Study(title=title, factors={"presence_hours": [1, 2]},
                                              design={"kind": "grid"})):
        assert (len(made.title) == writing.LONGEST and made.title.startswith("a[31mbbb")
                and made.title.endswith("…"))


@pytest.mark.parametrize("out", ["firm", "firm.csv", "firm.graphml"])
def test_an_organisation_of_formulas_reads_back_as_the_same(tmp_path: Path, out: str):
    rows = "id,manager,unit,title\n=a,,=SUM(1),@boss\n-b,=a,+x,-1+1\n''=a,=a,'q,=x\nd,-b,+x,=x\n"
    (tmp_path / "chart.csv").write_text(rows)
    org = read_organisation(tmp_path / "chart.csv")
    convert.write(org, tmp_path / out)
    again = read_organisation(tmp_path / out)
    assert (list(again.ids) == list(org.ids) and again.unit_names == org.unit_names and list(again.titles)
            == list(org.titles))
    if out != "firm.csv":
        assert again.digest() == org.digest()
    for file in [tmp_path / out] if out.endswith(".csv") else (tmp_path / out).glob(
        "*.csv") if out == "firm" else []:
        assert not re.search(r"(^|,)[=@+\t]|(^|,)-[^0-9.]", file.read_text(), re.MULTILINE)


def test_whatever_writes_tables_or_reports_goes_through_here():
    ways = re.compile(
        r"\.to_csv\(|csv\.writer\(|DictWriter|\.to_html\(|\.to_markdown\(|\.md\"\)\.write_text|Console\(")
    found = {str(file.relative_to(SIM)) for file in SIM.rglob("*.py")
             if ways.search(file.read_text(encoding="utf-8"))}
    assert found == {"base/writing.py"}
    texts = {str(file.relative_to(SIM)): re.findall(r"_text\((?:path|folder)[^,]*\.md\"",
                                                    file.read_text(encoding="utf-8"))
             for file in SIM.rglob("*.py")}
    assert not any(texts.values())
