"""Lessons in the browser: from bet to reveal, the sandbox, the projector, what is printed, and a file of
one's own."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sim.lessons import library

LESSON = "/lessons/what-a-jerk"
slow = pytest.mark.slow
PAGES = ("/lessons", LESSON, f"{LESSON}/repeated", f"{LESSON}/team", f"{LESSON}/organisation",
         f"{LESSON}/sandbox")
QUICK = (LESSON, False)     # in `make test` one page stands for all, and each theme is looked at by itself
LOOKS = [pytest.param(path, dark, marks=[] if (path, dark) == QUICK else slow,
                      id=f"{path}-{'dark' if dark else 'light'}") for path in PAGES for dark in (False, True)]
PLAIN = ("/show/lessons/what-a-jerk", "/print/lessons/what-a-jerk/critique",
         *(pytest.param(f"/print/lessons/what-a-jerk/{sheet}", marks=slow)
           for sheet in ("script-20", "script-90", "worksheet", "key")))


def revealed(page):
    """Bet where there is a bet, and look."""
    page.locator("#app .lesson .card").first.wait_for()
    if page.locator(".answers button").count():
        page.locator(".answers button").first.click()
        page.locator(".answers button[aria-pressed=true]").wait_for()
    if page.get_by_role("button", name="Reveal").count():
        page.get_by_role("button", name="Reveal").click()
        page.get_by_role("button", name="Bet again").wait_for()


@pytest.mark.parametrize("path, dark", LOOKS)
def test_a_step_is_accessible_at_both_sizes(page, phone, visit, axe, shot, path, dark):
    for size, visitor in (("wide", page), ("phone", phone)):
        visit(visitor, path, dark)
        revealed(visitor)
        visitor.wait_for_timeout(700)      # Solara's own bar says for a moment that it works
        axe(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(visitor, f"{path.strip('/').replace('/', '-')}-{size}-{'dark' if dark else 'light'}")


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_is_accessible_at_both_sizes(page, phone, app, axe, shot, path):
    for size, visitor in (("wide", page), ("phone", phone)):
        visitor.goto(app + path)
        axe(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(visitor, f"{path.strip('/').replace('/', '-')}-{size}")


def test_from_bet_to_reveal_by_keyboard(page, visit):
    visit(page, LESSON)
    page.locator(".answers button").first.wait_for()
    assert page.get_by_text("The same customer, the same day").count() == 0  # nothing is told before the bet
    page.locator(".answers button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".answers button[aria-pressed=true]").wait_for()
    reveal = page.get_by_role("button", name="Reveal")
    expect(reveal).to_be_enabled()  # one that is not yet takes no focus, and the key would be lost
    reveal.focus()
    expect(reveal).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_text("You bet otherwise.").wait_for()
    page.get_by_text("The same customer, the same day").wait_for()
    expect(page.locator(".answers .right")).to_have_text(re.compile("^A"))


@slow
def test_a_course_is_drawn_by_keyboard_and_compared(page, visit):
    visit(page, f"{LESSON}/organisation")
    handle = page.get_by_role("slider", name="Your level in week 50")
    before = float(handle.get_attribute("aria-valuenow"))
    handle.focus()
    page.keyboard.press("PageDown")
    page.wait_for_function("before => Number(document.activeElement.getAttribute('aria-valuenow')) < before",
                           arg=before)
    page.get_by_role("button", name="Reveal").click()
    page.get_by_text(re.compile("You ended at")).wait_for()
    page.get_by_text("What this lesson claims").wait_for()


def test_the_sandbox_says_reached_and_missed(page, visit):
    visit(page, f"{LESSON}/sandbox")
    page.get_by_role("button", name="Forbid it").click()
    page.get_by_text("Not yet.").first.wait_for()
    page.get_by_text("no other habit to give way to").wait_for()
    for name, value in library.load("what-a-jerk").sandbox.solution.items():
        page.locator(f"[data-lever={name}]").evaluate("(e, v) => { e.value = v; e.dispatchEvent(new "
                                                      "Event('change')); }", value)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Try this plan").click()
    page.get_by_role("heading", name="Solved!").wait_for()


@slow
def test_the_sandbox_asks_the_model(page, visit):
    visit(page, f"{LESSON}/sandbox")
    slider = page.locator("[data-lever=reframe_training]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Try this plan").click()
    page.get_by_text("Blame habit is").first.wait_for(timeout=120_000)
    page.get_by_text("Plans you tried").wait_for()


def test_the_projector_goes_by_arrow_keys_and_counts_hands(page, app):
    page.goto(f"{app}/show/lessons/what-a-jerk")
    expect(page.locator("footer")).to_contain_text("from number 1 on")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    inputs = page.locator(".slide:not([hidden]) .hands input")
    inputs.nth(0).fill("6")
    inputs.nth(1).fill("18")
    expect(page.locator(".slide:not([hidden]) output").nth(1)).to_have_text("75 %")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide:not([hidden]) .hands.told li.right")).to_have_count(1)
    expect(page.locator(".slide:not([hidden]) .hands.told output").nth(1)).to_have_text("75 %")
    expect(page.locator(".slide:not([hidden]) .right-hands")).to_have_text("6 of 24 were right.")
    page.keyboard.press("ArrowLeft")
    expect(inputs.nth(1)).to_have_value("18")


@slow
def test_a_lesson_of_ones_own_is_checked(page, visit, tmp_path: Path):
    text = (library.BUNDLED / "what-a-jerk.yaml").read_text(encoding="utf-8")
    visit(page, "/lessons")
    for name, content, said in (("broken.yaml", text.replace("what: >-", "whatt: >-"),
                                 "broken.yaml: whatt is not known here"),
                                ("ours.yaml", text, "nothing wrong")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        page.get_by_label("Choose a lesson file").set_input_files(tmp_path / name)
        page.get_by_text(said).wait_for()
    expect(page.locator('a[href="/lessons/ours"]').first).to_be_visible()


@slow
def test_a_lesson_speaks_german_where_it_can_and_says_where_not(phone, visit, axe, app):
    visit(phone, "/lessons/luck-or-leadership?lang=de")
    phone.get_by_text("Lag es an der Leitung?").wait_for()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.goto(f"{app}/print/lessons/luck-or-leadership/script-20")
    phone.get_by_text("Am Ende ein Satz von jedem Tisch").wait_for()
    visit(phone, "/lessons")
    # as one's own: English alone
    phone.get_by_label("Datei einer Lektion wählen").set_input_files(library.BUNDLED / "what-a-jerk.yaml")
    phone.get_by_text("nichts zu beanstanden").wait_for()
    phone.locator(f'a[href="{LESSON}"]').first.click()
    phone.get_by_text("Diese Lektion gibt es nicht auf Deutsch, sondern in: English.").wait_for()


def test_a_lesson_is_handed_out_as_the_file_it_is(page, app):
    handed = page.request.get(f"{app}/print/lessons/what-a-jerk/file")
    assert handed.text() == (library.BUNDLED / "what-a-jerk.yaml").read_text(encoding="utf-8")
    assert "what-a-jerk.yaml" in handed.headers["content-disposition"]
