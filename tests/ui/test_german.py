"""A German visitor reads German: no English is left but what is marked as English, and numbers are written as
Germans write them.  At first a page follows the browser's language and colours."""

import re
import shutil
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

import sim
from tests.languages import ENGLISH, NOUNS
from tests.ui.test_lessons import LESSON, PAGES
from tests.ui.test_whatif import SMALL, honest

TITLES = re.compile(r"^[A-Z][\w ,?']+: |Cutting corners and working overtime|sim (show|compare|lesson)")
"""Beginnings of sources that are titles of English texts, and commands."""

READ = """() => {
  const root = document.querySelector(".house") || document.body, found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (!node.parentElement.closest("[lang=en], script, style")) found.push(node.textContent);
  for (const element of root.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"])
      if (element.getAttribute(name)) found.push(element.getAttribute(name));
  return found; }"""

POINT = re.compile(r"(?<![\w.])\d+\.\d{1,2}(?![\d.])")


def left(page):
    """Texts that look English, or have a decimal point."""
    return [text for text in page.evaluate(READ) if not TITLES.search(text)
            and (set(re.findall(r"[a-z]+", text.lower())) & (ENGLISH | NOUNS) or POINT.search(text))]


@pytest.fixture
def german(watched):
    return watched(locale="de-DE", color_scheme="dark")


def test_at_first_the_browser_decides(german, visit):
    visit(german, "/")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    expect(german.locator("html")).to_have_attribute("data-theme", "dark")
    german.get_by_role("link", name="English").click()
    expect(german.locator("html")).to_have_attribute("lang", "en")
    visit(german, "/about")
    expect(german.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("path", ["/", "/organisation", "/about", "/lessons", "/whatif?plan=1~permision-1"])
def test_no_english_is_left(german, visit, path):
    assert not left(visit(german, path))


@pytest.mark.parametrize("path", [pytest.param(path, marks=[] if path == LESSON else pytest.mark.slow)
                                  for path in PAGES[1:]])
def test_no_english_is_left_in_a_lesson(german, visit, path):
    page = visit(german, path)
    page.locator("#app .lesson .card").first.wait_for()
    if page.locator(".answers button").count():
        page.locator(".answers button").first.click()
    if page.get_by_role("button", name="Aufdecken").count():
        page.get_by_role("button", name="Aufdecken").click()
        page.get_by_role("button", name="Noch einmal wetten").wait_for()
    assert not left(page)


@pytest.mark.parametrize("what", ["show", "critique", "key", "worksheet", "script-20"])
def test_no_english_is_left_on_what_a_lesson_hands_out(german, app, visit, what):
    visit(german, "/")
    german.goto(f"{app}/show{LESSON}" if what == "show" else f"{app}/print{LESSON}/{what}")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    assert not left(german)


def test_another_language_needs_catalogues_only(tmp_path, server):
    copy, here = tmp_path / "sim", Path(sim.__file__).parent
    (tmp_path / "scenarios").symlink_to(here.parent / "scenarios")
    shutil.copytree(here, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for german in [*copy.rglob("de.yaml"), *(found for found in copy.rglob("de") if found.is_dir())]:
        made_up = german.with_name(german.name.replace("de", "xx"))
        shutil.copytree(german, made_up) if german.is_dir() else shutil.copy(german, made_up)
    address = server(PYTHONPATH=str(tmp_path)).address
    asked = Request(f"{address}/show{LESSON}", headers={"Accept-Language": "xx"})
    with urlopen(asked) as answer:
        page = answer.read().decode()
    assert '<html lang="xx"' in page and "Schuld, die dem Kunden gegeben wird" in page
    assert "29,0 Punkte" in page


def test_no_english_is_left_on_the_page_of_plans(german, visit):
    page = honest(visit(german, f"/whatif?plan={SMALL.replace('8~', '8~punishment_severity-1~')}"))
    for part in ("Alle Ergebnisse und Geld", "Was angenommen wird", "Erst in einer Einheit versuchen"):
        page.get_by_role("button", name=part).click()
    page.locator(".assumption").first.wait_for()
    assert not left(page)


@pytest.mark.slow
def test_the_pilot_and_the_ranking_are_told(german, visit, axe):
    page = honest(visit(german, f"/whatif?plan={SMALL.replace('8~', '8~punishment_severity-1~')}"))
    page.get_by_role("button", name="Erst in einer Einheit versuchen").click()
    page.get_by_role("button", name="Den Versuch simulieren").click()
    page.get_by_text("Verglichen mit den Nachbarn").wait_for(timeout=240_000)
    page.get_by_role("button", name="Was würde von hier aus am meisten helfen?").click()
    page.get_by_role("button", name="Die Hebel ordnen").click()
    page.get_by_role("button", name=re.compile("Übernehmen: ")).first.wait_for(timeout=240_000)
    assert not left(page)
    axe(page)
