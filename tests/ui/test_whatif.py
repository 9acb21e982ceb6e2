"""The what-if page as a leader uses it: move a lever, see what changes and why, go back, share, compare,
bring one's own firm."""

import re
import urllib.request
import zipfile

import pytest
from playwright.sync_api import expect

ANSWER = 240_000  # milliseconds that an honest answer may take where many tests share the cores
SMALL = "1~weeks-8~m~headcount-60~f~people-60~demand-1"  # sixty people, eight weeks: the same page, sooner
SHORT = f"/whatif?plan={SMALL}"

AS_TODAY = re.compile("50 %, as today")

CHART = "id,name,manager,department\n" + "p1,Ada,,Head\n" + "".join(f"p{i},Name {i},p1,Service\n"
                                                                    for i in range(2, 12))


def lever(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def move(page, name, *keys):
    lever(page, name).focus()
    for key in keys:
        page.keyboard.press(key)


def honest(page):
    """Waits for the honest answer to what the page says now; what else it changes follows, each part by
    itself: `expect` it."""
    page.locator(".standing.full").wait_for(timeout=ANSWER)
    return page


def card(page, outcome):
    return page.locator(".results").get_by_role("group", name=outcome, exact=True)


def address(page, part):
    """Waits until the address says it."""
    page.wait_for_function("part => location.search.includes(part)", arg=part)
    return page.evaluate("location.href")


@pytest.fixture
def whatif(page, visit):
    return visit(page, SHORT)


def test_a_lever_moves_and_the_outcome_changes(whatif):
    whatif.get_by_text("Move a lever below").wait_for()
    move(whatif, "Punishing mistakes", *["ArrowRight"] * 10)
    expect(lever(whatif, "Punishing mistakes")).to_have_attribute("aria-valuetext", "80 %, harsh")
    honest(whatif)
    expect(card(whatif, "Fear").locator(".likely")).to_contain_text("likely")
    expect(card(whatif, "Fear").locator(".figure")).to_contain_text(
        re.compile(r"▲ \+\d+\.\d worse"))
    expect(whatif.get_by_role("list", name="Your plan")).to_contain_text("Punishing mistakes 30 % → 80 %")


def test_today_is_there_at_once_and_what_would_help_is_guessed_first(page, visit, axe, shot):
    visit(page, "/whatif")
    expect(card(page, "Fear").locator(".figure b")).to_have_text(re.compile(r"\d"), timeout=ANSWER)
    page.get_by_text("Move a lever below").wait_for()
    page.get_by_role("button", name="What would help most from here?").click()
    table = page.get_by_role("group", name="What would help most from here?").get_by_role("table")
    table.get_by_text(re.compile("Helps? most")).wait_for(timeout=ANSWER)
    page.get_by_role("combobox", name="Ranked by").select_option("the money it brings")
    table.get_by_text(re.compile("Helps? most")).wait_for(timeout=ANSWER)
    axe(page)
    table.get_by_role("button", name="Take over").first.click()
    page.locator(".standing.first").wait_for(timeout=ANSWER)
    expect(card(page, "Fear").locator(".likely")).to_contain_text("likely")
    shot(page, "whatif-first")


@pytest.mark.parametrize("query", ["", "?plan=1~listening-0.9"])
def test_the_first_numbers_come_with_the_shell(page, visit, app, query):
    with urllib.request.urlopen(f"{app}/whatif{query}") as answer:
        shell = answer.read().decode()
    early = re.findall(r"<b>(\d+\.\d)</b>", shell.partition('class="early"')[2])
    assert len(early) == 4
    visit(page, f"/whatif{query}")
    expect(page.locator(".results .figure b").first).to_have_text(re.compile(r"\d"), timeout=ANSWER)
    expect(page.locator(".early")).to_be_hidden()
    if not query:
        expect(page.locator(".results .figure b")).to_have_text(early)


def test_the_shell_of_a_plan_that_nobody_knows_yet_has_no_numbers(app):
    for query in ("plan=nonsense", f"plan={SMALL}", "plan=1~place-" + "0" * 32):
        with urllib.request.urlopen(f"{app}/whatif?{query}") as answer:
            assert b'class="early"' not in answer.read()


CUT = """(some) => [...document.querySelectorAll(some)].filter((e) => {
  const box = e.getBoundingClientRect();
  const room = e.closest('.card, .whatif-head, .said').getBoundingClientRect();
  return box.width && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
    || box.right > room.right + 1 || box.left < room.left - 1);
}).map((e) => e.textContent)"""
"""What of some elements sticks out, or is cut."""


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("width, height", [(1440, 900), (1366, 768), (390, 844)])
def test_no_word_is_cut_or_sticks_out(watched, visit, code, width, height):
    page = watched(viewport={"width": width, "height": height})
    visit(page, f"/?lang={code}")
    visit(page, SHORT.replace("~m~", "~punishment_severity-0.8~presence_hours-6~word_deed_consistency-1~m~"))
    page.locator(".side-by-side canvas").first.wait_for(timeout=ANSWER)
    page.locator(".standing.full").wait_for(timeout=ANSWER)
    assert page.evaluate(CUT, ".standing b, .standing span, .chip, .states span, .result .verdict, "
                              ".result .likely span") == []
    boxes = page.evaluate("""() => [...document.querySelectorAll('.result')].map((card) =>
        ['.verdict', '.likely span', '.link'].map((part) => card.querySelector(part)).filter(Boolean)
            .map((part) => part.getBoundingClientRect().toJSON()))""")
    for card in boxes:
        for i, one in enumerate(card):
            for other in card[i + 1:]:
                assert (one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                        or one["bottom"] <= other["top"] + 4 or other["bottom"] <= one["top"] + 4)


@pytest.mark.slow
def test_whether_the_first_levers_keep_their_order_is_run_on_request(page, visit, axe):
    visit(page, "/whatif")
    page.get_by_role("button", name="What would help most from here?").click()
    page.get_by_role("button", name="Run the first three").click(timeout=ANSWER)
    told = page.get_by_text(re.compile("In runs of the firm the order"))
    told.wait_for(timeout=ANSWER)
    expect(told.locator("..").get_by_role("listitem")).to_have_count(3)
    axe(page)


@pytest.mark.slow
def test_the_reason_is_told(whatif, axe, shot):
    move(whatif, "Punishing mistakes", *["ArrowRight"] * 10)
    honest(whatif)
    whatif.get_by_role("button", name="Why does Fear change?").click()
    reasons = whatif.get_by_role("region", name="Why?", exact=True)
    reasons.get_by_text(re.compile("Of the difference of .* in fear")).wait_for(timeout=ANSWER)
    expect(reasons.get_by_role("rowheader", name=re.compile("Punishing mistakes"))).to_have_count(1)
    axe(whatif)
    shot(whatif, "whatif-why")


@pytest.mark.slow
def test_a_german_visitor_reads_german(page, visit, shot):
    visit(page, "/?lang=de")
    visit(page, SHORT.replace("~m~", "~punishment_severity-0.8~m~"))
    honest(page)
    page.get_by_role("button", name="Warum ändert sich Angst?").click()
    page.get_by_text(re.compile("Vom Unterschied bei „Angst“")).wait_for(timeout=ANSWER)
    page.get_by_role("button", name="Eine Seite zum Drucken").click()
    printed = page.locator(".sheet iframe").content_frame.locator("main")
    printed.get_by_role("heading", name="Was Sie taten").wait_for()
    expect(printed).to_contain_text("Vom Unterschied bei")
    expect(printed).to_contain_text("Wert unterm Strich")
    shot(page, "whatif-de")


def test_undo_redo_replay_and_back_to_today(whatif):
    move(whatif, "Listening", "End")
    chips = whatif.get_by_role("list", name="Your plan")
    chips.get_by_text("Listening 50 % → 100 %").wait_for()
    whatif.get_by_role("button", name="Undo").click()
    chips.get_by_text("Nothing yet").wait_for()
    expect(lever(whatif, "Listening")).to_have_attribute("aria-valuetext", AS_TODAY)
    whatif.get_by_role("button", name="Redo").click()
    chips.get_by_text("Listening 50 % → 100 %").wait_for()
    whatif.get_by_role("button", name="Back to today").click()
    chips.get_by_text("Nothing yet").wait_for()
    whatif.get_by_role("button", name="Undo").click()
    whatif.get_by_role("button", name="Take back: Listening 50 % → 100 %").click()
    chips.get_by_text("Nothing yet").wait_for()
    whatif.get_by_role("button", name="Undo").click()
    move(whatif, "Recognition", "Home")
    chips.get_by_text("Recognition 30 % → 0 %").wait_for()
    whatif.get_by_role("combobox", name="Start from").select_option("ordinary-firm")
    chips.get_by_text("Nothing yet").wait_for()
    expect(whatif.get_by_role("button", name="Make the last change again")).to_be_disabled()


def test_a_copied_link_restores_everything_for_somebody_else(whatif, watched, app):
    whatif.context.grant_permissions(["clipboard-read", "clipboard-write"])
    whatif.get_by_role("combobox", name="from", exact=True).select_option("week 5")
    move(whatif, "Permission to care", "End")
    whatif.get_by_role("button", name="Pin this plan").click()
    card(whatif, "Fear").get_by_role("combobox").select_option("Burnt out")
    card(whatif, "Burnt out").wait_for()
    address(whatif, "burnout_share")
    whatif.get_by_role("button", name="Copy a link to this page").click()
    whatif.get_by_text("Link copied").wait_for()
    link = whatif.evaluate("navigator.clipboard.readText()")
    assert link == address(whatif, "w5~permission-1")
    other = watched()
    other.goto(link)
    card(other, "Burnt out").wait_for()
    expect(other.get_by_role("list", name="Your plan")).to_contain_text("week 5: Permission to care 50 % → "
                                                                        "100 %")
    expect(other.get_by_role("button", name="Remove plan A")).to_have_count(1)
    expect(lever(other, "Permission to care")).to_have_attribute("aria-valuetext", AS_TODAY)


@pytest.mark.slow
def test_without_the_right_to_the_clipboard_the_link_stands_there_to_be_copied(whatif):
    whatif.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    whatif.get_by_role("button", name="Copy a link to this page").click()
    field = whatif.get_by_role("textbox", name="Link to this page as it is")
    expect(field).to_have_value(whatif.evaluate("location.href"))
    whatif.wait_for_function("() => { const f = document.activeElement; return f.value && f.selectionEnd - "
                             "f.selectionStart === f.value.length; }")


@pytest.mark.slow
def test_a_broken_link_is_a_sentence_with_a_way_out(page, visit):
    visit(page, "/whatif?plan=1~permision-0.8")
    expect(page.get_by_role("alert")).to_contain_text("permission")
    page.get_by_role("link", name="Open the page without it").click()
    page.get_by_role("heading", name="What if?").wait_for()


@pytest.mark.slow
def test_two_visitors_do_not_share_a_plan(whatif, watched, visit):
    other = visit(watched(), SHORT)
    move(whatif, "Backing against abuse", "End")
    whatif.get_by_text("Backing against abuse 50 % → 100 %").wait_for()
    other.wait_for_timeout(1000)
    expect(other.get_by_role("list", name="Your plan")).to_contain_text("Nothing yet")


@pytest.mark.slow
def test_the_page_waits_where_it_was_left(whatif):
    move(whatif, "Listening", "Home")
    whatif.get_by_text("Listening 50 % → 0 %").wait_for()
    whatif.get_by_role("link", name="About").click()
    whatif.get_by_role("heading", name="About this simulator").wait_for()
    whatif.get_by_role("link", name="What if").click()
    whatif.get_by_text("Listening 50 % → 0 %").wait_for()
    address(whatif, "listening-0")


def test_a_lever_has_a_page_of_its_own_and_escape_closes_it(whatif, axe, shot):
    button = whatif.get_by_role("button", name="About Watching staff")
    button.focus()
    whatif.keyboard.press("Enter")
    sheet = whatif.get_by_role("complementary", name="Watching staff")
    sheet.get_by_role("heading", name="How it works here").wait_for()
    for words in ("Source:", "What it costs", "Things to try"):
        expect(sheet).to_contain_text(words)
    axe(whatif)
    shot(whatif, "whatif-help")
    whatif.keyboard.press("Escape")
    sheet.wait_for(state="detached")
    expect(button).to_be_focused()


def test_an_organisation_of_ones_own_and_its_link(whatif, watched, axe, shot):
    whatif.get_by_role("button", name="Your own organisation and numbers").click()
    file = whatif.get_by_label("Choose a file")
    file.set_input_files({"name": "chart.csv", "mimeType": "text/csv",
                          "buffer": (CHART + "p77,Eve,p99,Service\n").encode()})
    fault = whatif.get_by_role("alert")
    expect(fault).to_contain_text("chart.csv, line 13")
    expect(fault).to_contain_text("p99")
    axe(whatif)
    file.set_input_files({"name": "chart.csv", "mimeType": "text/csv", "buffer": CHART.encode()})
    whatif.get_by_text("11 people").first.wait_for()
    expect(whatif.get_by_text("Read: 11 posts")).to_be_visible()
    whatif.get_by_role("img", name="The reporting line").wait_for()
    axe(whatif)
    shot(whatif, "whatif-own")
    figures = whatif.get_by_label("From a file of figures")
    our = {"name": "our.csv", "mimeType": "text/csv"}
    figures.set_input_files(our | {"buffer": b"Month,CSAT,n\n2024-01,4.2,90\n"})
    expect(whatif.get_by_role("alert")).to_contain_text("say it with “Scale of answers”")
    figures.set_input_files(our | {"buffer": b"Month,CSAT,n\n2024-01,84 %,90\n"})
    expect(whatif.get_by_role("textbox", name="Customer satisfaction")).to_have_value("84")
    url = address(whatif, "place-")
    link = re.search(r"place-(\w{32})", url)
    assert link and "Ada" not in url
    other = watched()
    other.goto(url)
    asked = other.locator(".missing")
    expect(asked).to_contain_text(link[1][:8])
    asked.locator("input[type=file]").set_input_files({"name": "chart.csv", "mimeType": "text/csv",
                                                       "buffer": CHART.encode()})
    asked.wait_for(state="detached")


@pytest.mark.slow
def test_ones_own_numbers_set_the_baseline(whatif):
    whatif.get_by_role("button", name="Your own organisation and numbers").click()
    whatif.get_by_role("textbox", name="People").fill("a few")
    whatif.get_by_role("button", name="Match my numbers").click()
    whatif.get_by_text("People: a few is not a number").wait_for()
    whatif.get_by_role("textbox", name="People").fill("40")
    whatif.get_by_role("button", name="Match my numbers").click()
    whatif.get_by_text("The firm now matches your numbers").wait_for(timeout=ANSWER)
    address(whatif, "headcount-40")
    whatif.get_by_role("button", name="Forget my numbers").click()
    whatif.wait_for_function("() => !location.search.includes('headcount')")


@pytest.mark.slow
def test_plans_stand_side_by_side(whatif, axe):
    move(whatif, "Punishing mistakes", "End")
    whatif.get_by_role("button", name="Pin this plan").click()
    whatif.get_by_role("button", name="Back to today").click()
    table = whatif.get_by_role("region", name="Plans side by side").get_by_role("table")
    pinned = table.get_by_role("row").nth(2)
    pinned.get_by_text("worse").first.wait_for(timeout=ANSWER)
    expect(pinned).to_contain_text("Punishing mistakes 100 %")
    axe(whatif)
    whatif.get_by_role("button", name="Open plan A").click()
    whatif.get_by_text("Punishing mistakes 30 % → 100 %").wait_for()
    whatif.get_by_role("button", name="Remove plan A").click()
    table.wait_for(state="detached")


@pytest.mark.slow
def test_half_a_year_leaves_out_what_would_come_later(whatif, visit):
    visit(whatif, "/whatif?plan=1~w40~listening-0.9")
    whatif.get_by_text("week 40: Listening 50 % → 90 %").wait_for()
    whatif.get_by_role("combobox", name="for", exact=True).select_option("half a year")
    whatif.get_by_text("Nothing yet").wait_for()
    address(whatif, "weeks-25")


@pytest.mark.slow
def test_what_is_assumed_can_be_searched_and_changed(whatif, axe):
    whatif.get_by_role("button", name="What is assumed").click()
    whatif.get_by_label("Search").fill("venting")
    row = whatif.get_by_role("region", name="Venting", exact=True)
    expect(row).to_contain_text("How sure: contested")
    side = row.get_by_role("combobox")
    side.select_option(index=1)
    row.get_by_role("button", name=re.compile("Back to")).wait_for()
    address(whatif, "venting")
    axe(whatif)
    whatif.get_by_label("Search").fill("no such thing at all")
    whatif.get_by_text("0 assumptions").wait_for()


@pytest.mark.slow
def test_summary_and_download(whatif, axe, shot, tmp_path):
    move(whatif, "Punishing mistakes", "End")
    honest(whatif)
    whatif.get_by_role("button", name="One page to print").click()
    printed = whatif.frame_locator("iframe[title='One page to print']")
    printed.get_by_role("heading", name="What you did").wait_for()
    expect(printed.locator("body")).to_contain_text("Punishing mistakes")
    shot(whatif, "whatif-summary")
    whatif.keyboard.press("Escape")
    with whatif.expect_download() as saved:
        whatif.get_by_role("button", name="Download tables, pictures and scenarios").click()
    saved.value.save_as(tmp_path / "what-if.zip")
    with zipfile.ZipFile(tmp_path / "what-if.zip") as archive:
        assert ({"outcomes.csv", "weeks.csv", "plan.yaml", "today.yaml", "report.html",
                 "figures/fear.svg"} <= set(archive.namelist()))
        assert "punishment_severity: 1" in archive.read("plan.yaml").decode()


def test_it_is_accessible_and_fits_in_light_and_dark(page, phone, visit, axe, shot):
    for size, visitor in (("wide", page), ("phone", phone)):
        honest(visit(visitor, f"/whatif?plan={SMALL.replace('8~', '8~punishment_severity-0.9~')}"))
        for theme in ("light", "dark"):
            axe(visitor)
            shot(visitor, f"whatif-{size}-{theme}")
            visitor.get_by_role("button", name="Change between light and dark").click()
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    fold = page.locator(".groups").first.evaluate("g => g.getBoundingClientRect().bottom")
    assert fold <= 900, "results and the levers stand on one screen"


def test_both_worlds_play_beside_the_charts(whatif):
    move(whatif, "Punishing mistakes", "End")
    honest(whatif)
    whatif.locator(".side-by-side .people canvas").first.wait_for(timeout=ANSWER)
    slider = whatif.locator(".side-by-side").get_by_role("slider", name="Week", exact=True)
    slider.focus()
    whatif.keyboard.press("Home")
    expect(whatif.locator(".side-by-side .week")).to_contain_text("Week 1 of 8")
    whatif.get_by_role("button", name="Play").click()
    whatif.wait_for_function("() => /Week [3-8] of/.test(document.querySelector('.side-by-side "
                             ".week').textContent)")
    assert whatif.evaluate("location.search").startswith("?plan=")
