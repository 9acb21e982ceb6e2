"""Every page stands, at every size, light and dark, in every language, without a fault."""

import urllib.request

import pytest
from playwright.sync_api import expect

from sim.ui import shell
from sim.ui.frame import PAGES
from sim.ui.words import COOKIE, DEFAULT, languages

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

OWN = ("whatif", "organisation")  # their own quick tests look at them with something on them
PATHS = ("/", *(pytest.param(f"/{name}", marks=pytest.mark.slow if name in OWN else ()) for name in PAGES))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_at_both_sizes_light_and_dark(page, visit, axe, shot, path):
    visit(page, path)
    expect(page.locator("h1")).to_have_count(1)
    for size, viewport in (("wide", WIDE), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        for _ in range(2):
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), size
            theme = page.evaluate("document.documentElement.dataset.theme")
            shot(page, f"{path.strip('/') or 'home'}-{size}-{theme}")
            page.locator(".theme-toggle").click()


@pytest.mark.parametrize("code", [code for code in languages() if code != DEFAULT])
def test_another_language_fits_a_phone(phone, visit, axe, shot, code):
    visit(phone, f"/?lang={code}")
    expect(phone.locator("html")).to_have_attribute("lang", code)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(phone)
    shot(phone, f"home-phone-{code}")
    phone.locator(f"a.language[hreflang={DEFAULT}]").click()
    phone.locator(f"html[lang={DEFAULT}] main h1").wait_for()


def test_all_navigation_is_reached_by_keyboard_or_skipped(page, visit):
    visit(page)
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || "
                                     "document.activeElement.className"))
    assert reached[:6] == ["#main", "/", *(f"/{name}" for name in PAGES)]
    assert any("theme-toggle" in name for name in reached)
    page.locator(".skip").focus()
    assert page.locator(".skip").bounding_box()["y"] >= 0, "seen while it has the focus"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_link_keeps_the_session_and_tells_the_new_page(page, visit):
    visit(page)
    page.evaluate("window.kept = true")
    page.locator("nav a", has_text="About").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.textContent === 'About this simulator'")
    assert page.evaluate("window.kept") and page.evaluate("location.pathname") == "/about"
    expect(page.locator("nav a[aria-current=page]")).to_have_text("About")
    expect(page).to_have_title("About this simulator")
    page.go_back()
    page.locator(".hero").wait_for()


def test_the_theme_is_kept(page, visit):
    visit(page)
    page.locator(".theme-toggle").click()
    page.wait_for_function("document.querySelector('#app').classList.contains('theme--dark')")
    page.reload()
    page.locator("main h1").wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator("#app.theme--dark")).to_have_count(1)


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_piece_of_the_shell_is_mended(app, code):
    request = urllib.request.Request(app, headers={"Cookie": f"{COOKIE}={code}"})
    with urllib.request.urlopen(request) as answer:
        html = answer.read().decode()
    assert not [new for _, new in shell.PIECES if shell.filled(new, code) not in html]
    assert f'<html lang="{code}">' in html and "favicon.png" not in html and "HOUSE_" not in html


def test_an_unknown_address_says_so(browser, app):
    page = browser.new_page()
    answer = page.goto(f"{app}/nowhere")
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("There is no such page")
    page.locator("a").click()
    page.locator(".hero").wait_for()
    page.close()
