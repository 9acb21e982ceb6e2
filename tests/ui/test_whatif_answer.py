"""What the page says holds together: the sentence, the cards, the reasons, the pins, what is printed; and all
of it is on one screen with the levers."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.test_whatif import ANSWER, SHORT, SMALL, card, honest, move

HARSH = f"/whatif?plan={SMALL.replace('8~', '8~punishment_severity-1~')}"


@pytest.fixture
def harsh(page, visit):
    return honest(visit(page, HARSH))


def test_the_sentence_on_top_is_true_to_the_cards(harsh):
    said = harsh.locator(".answer")
    expect(said).to_contain_text("Punishing mistakes 100 %: ")
    expect(said).to_contain_text("o leader gives more time")
    for outcome in ("Customer satisfaction", "Fear"):
        verdict = card(harsh, outcome).locator(".verdict").inner_text()
        by = re.search(r"[+−]\d+\.\d", verdict)
        if outcome.lower() in said.inner_text():
            assert by[0] in said.inner_text()
    words = re.findall(r"\w+", harsh.locator("main").inner_text().lower())
    assert not {"worlds", "baseline", "path", "paths", "parameters", "seed"} & set(words)


@pytest.mark.slow
def test_reasons_add_up_to_the_card_and_name_what_hurts(page, visit):
    both = "8~punishment_severity-1~listening-1~"
    whatif = honest(visit(page, f"/whatif?plan={SMALL.replace('8~', both)}"))
    whatif.locator(".standing").get_by_text("more are coming").wait_for(state="detached", timeout=ANSWER)
    by = re.search(r"[+−]?\d+\.\d", card(whatif, "Fear").locator(".verdict").inner_text())
    whatif.get_by_role("button", name="Why does Fear change?").click()
    tables = whatif.locator(".waterfall")
    tables.first.wait_for(timeout=ANSWER)
    for i in range(tables.count()):
        assert tables.nth(i).locator("tfoot td b").first.inner_text() == by[0]
    expect(tables.nth(1).get_by_role("rowheader", name=re.compile("Listening"))).to_have_count(1)


def test_the_same_plan_pinned_shows_the_same_figures(harsh):
    harsh.get_by_role("button", name="Pin this plan").click()
    expect(harsh.get_by_role("button", name="Pin this plan")).to_be_disabled()
    rows = harsh.get_by_role("region", name="Plans side by side").locator("tbody tr")
    expect(rows.nth(1).locator("td.n").first).not_to_have_text("…", timeout=ANSWER)
    assert rows.nth(0).locator("td.n").all_inner_texts() == rows.nth(1).locator("td.n").all_inner_texts()
    harsh.get_by_label("Name", exact=True).fill("Iron fist")
    expect(rows.nth(1).locator("th")).to_have_text("Iron fist")
    harsh.wait_for_function("() => location.search.includes('Iron')")


@pytest.mark.slow
def test_pins_of_another_length_are_worked_out_anew_and_say_so(page, visit):
    other = SMALL.replace("weeks-8", "weeks-12~punishment_severity-1")
    whatif = visit(page, f"{SHORT}&pin=Longer%7C{other}")
    row = whatif.get_by_role("region", name="Plans side by side").locator("tbody tr").nth(1)
    expect(row).to_contain_text("in the firm and for the time chosen above")
    expect(row.locator("td.n b").first).to_be_visible(timeout=ANSWER)


def test_the_organisation_in_the_menu_is_that_of_the_plan(whatif):
    move(whatif, "Listening", "End")
    whatif.get_by_text("Listening 50 % → 100 %").wait_for()
    whatif.get_by_role("navigation").get_by_role("link", name="Organisation").click()
    whatif.get_by_role("heading", name="The organisation, alive").wait_for()
    expect(whatif.get_by_role("combobox", name="Plan")).to_have_value("mine")


def test_hours_are_said_at_the_lever_and_where_they_end(whatif):
    expect(whatif.locator(".lever").filter(has_text="Listening")).to_contain_text("h a week each")
    move(whatif, "Time with their people", "End")
    expect(whatif.locator(".week-hours")).to_contain_text("leaders lack the hours")


def test_money_has_the_currency_one_chooses_and_leaders_hours_a_price(whatif):
    move(whatif, "Time with their people", "End")
    honest(whatif)
    whatif.get_by_role("button", name="All outcomes and money").click()
    whatif.get_by_role("combobox", name="Currency").select_option("€")
    whatif.get_by_label("An hour of a leader costs").fill("60")
    expect(whatif.locator(".answer")).to_contain_text("€ a year)")
    whatif.wait_for_function("() => location.search.includes('hour=60')")


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_answers_and_levers_are_on_one_screen(watched, visit, size, lang):
    page = watched(viewport=dict(zip(("width", "height"), size, strict=True)))
    honest(visit(page, f"{HARSH}&lang={lang}"))
    assert page.locator(".groups").first.evaluate("g => g.getBoundingClientRect().bottom") <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for box in page.locator(".picked").all():
        assert box.evaluate("b => b.scrollWidth <= b.clientWidth + 4")


@pytest.mark.parametrize("size", [(390, 844), (720, 450)])
def test_on_a_small_screen_answers_stay_while_levers_move(watched, visit, axe, size):
    page = watched(viewport=dict(zip(("width", "height"), size, strict=True)))
    honest(visit(page, HARSH))
    page.get_by_role("slider", name="Watching staff").scroll_into_view_if_needed()
    top = page.locator(".results").evaluate("r => r.getBoundingClientRect()")
    assert top["y"] >= 0 and top["height"] < 0.5 * size[1]
    seen = page.locator(".results").evaluate(
        "r => r.contains(document.elementFromPoint(40, r.getBoundingClientRect().y + 20))")
    assert seen, "nothing paints over the answers"
    axe(page)


def test_the_summary_is_one_sheet_of_paper_and_its_link_has_a_host(harsh, app):
    harsh.get_by_role("button", name="Pin this plan").click()
    harsh.get_by_role("button", name="One page to print").click()
    frame = harsh.locator("iframe[title='One page to print']")
    sheet = frame.get_attribute("srcdoc")
    assert f'href="{app}/whatif?plan=' in sheet
    paper = harsh.context.new_page()
    paper.set_content(sheet)
    pages = paper.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    paper.close()
    assert pages == 1


@pytest.fixture
def whatif(page, visit):
    return visit(page, SHORT)
