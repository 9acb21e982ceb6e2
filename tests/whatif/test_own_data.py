"""Numbers of the form from a file of figures: the reader of `sim calibrate`, one number of each kind."""

import io
import zipfile

import pytest

from sim.base.errors import UserError
from sim.org.build import build_organisation
from sim.org.shape import Shape
from sim.studies.calibration.observed import Told
from sim.whatif.own_data import figures


def test_numbers_of_a_file():
    text = (b"Month;Team;CSAT;Annual turnover;n\n2024-01;A;80 %;20 %;30\n2024-01;B;70 %;30 %;10\n"
            b"2024-02;A;75 %;-;40\n")
    found = figures(text, "our.csv")
    mean = (80 * 30 + 70 * 10 + 75 * 40) / 80
    assert found.numbers == pytest.approx({"satisfaction": mean, "turnover": 22.5})
    assert any("2024-01 is month 1" in note for note in found.notes)


def test_everybody_s_figures_go_before_units_and_a_file_without_n_counts_alike():
    found = figures(b"unit,outcome,value\n(all),absence,4.5\nA,absence,9\nB,fear,50\n", "a.csv")
    assert found.numbers == {"absence": 4.5}


def test_what_the_file_does_not_say_is_asked_for():
    text = b"Team,2024-01,2024-02\nA,4.2,4.4\n"
    with pytest.raises(UserError, match="say it with --outcome"):
        figures(text, "a.csv")
    with pytest.raises(UserError, match="say it with --scale"):
        figures(text, "a.csv", told=Told(["customer_satisfaction"]))
    told = Told(["customer_satisfaction"], ["1-5"])
    assert figures(text, "a.csv", told=told).numbers == {"satisfaction": 82.5}


def test_units_are_those_of_ones_own_organisation():
    firm = build_organisation(Shape(people=40))
    with pytest.raises(UserError, match="is no unit of the organisation"):
        figures(b"unit,absence,n\nNowhere,4.5,20\n", "a.csv", firm)


def test_refused_in_the_page_s_words():
    with pytest.raises(UserError, match="enthält nichts davon"):
        figures(b"unit,fear,n\nA,45,20\n", "a.csv", language="de")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 101_000_000)
    with pytest.raises(UserError, match="unpacked"):
        figures(packed.getvalue(), "a.xlsx")
