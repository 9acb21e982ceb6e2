"""A German visitor reads German: no English is left but what is marked as English, and numbers are written as
Germans write them.  At first a page follows the browser's language and colours."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.test_whatif import SMALL, honest

ENGLISH = {"the", "and", "with", "of", "is", "are", "for", "not", "against", "by", "how", "their", "who"}

READ = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector(".house"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (!node.parentElement.closest("[lang=en], script, style")) found.push(node.textContent);
  return found; }"""

POINT = re.compile(r"(?<![\w.])\d+\.\d{1,2}(?![\d.])")


def left(page):
    """Texts that look English, or have a decimal point."""
    return [text for text in page.evaluate(READ) if set(re.findall(r"[a-z]+", text.lower())) & ENGLISH
            or POINT.search(text)]


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


@pytest.mark.parametrize("path", ["/", "/organisation"])
def test_no_english_is_left(german, visit, path):
    assert not left(visit(german, path))


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
