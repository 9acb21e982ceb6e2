"""The organisation, alive: it plays and scrubs, everybody can be reached by keyboard, stories open, the
microscope tells.

All but the slow ones look at a small firm for twelve weeks, whose recording is made in a second.
"""

import re

import pytest
from playwright.sync_api import expect

from sim.org.convert import write
from sim.scenario import Scenario
from sim.whatif.plan import Plan

SMALL = "/organisation?plan=1~weeks-12~punishment_severity-1~m~f~people-60~demand-1"
RECORDING = 120_000  # milliseconds that a recording may take where many tests share the cores


def recorded(page):
    page.locator(".people canvas").first.wait_for(timeout=RECORDING)
    return page


@pytest.fixture
def alive(page, visit):
    """The page of a small firm, once both worlds have been run."""
    return recorded(visit(page, SMALL))


def week(page):
    return int(re.search(r"Week (\d+) of 12", page.locator(".people .week").inner_text())[1])


def slider(page):
    return page.get_by_role("slider", name="Week", exact=True)


def walk(page, *keys, to):
    """Walks from person to person until the page speaks of ``to``; what it says."""
    page.locator(".people .stage").focus()
    for key in keys:
        page.keyboard.press(key)
    spoken = page.locator(".people .spoken")
    expect(spoken).to_contain_text(to)
    return spoken.text_content()


def painted(page, canvas):
    """The picture on a canvas, as one number."""
    return page.locator(".people canvas:not(.lines)").nth(canvas).evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, v, i) => (sum + v * "
        "(i % 251)) % 1e9, 0)")


def test_it_plays_scrubs_and_is_coloured(alive):
    expect(alive.get_by_text("Plan: Your plan")).to_have_count(1)
    before = painted(alive, 0), painted(alive, 1)
    alive.get_by_role("button", name="Play").click()
    alive.wait_for_function("() => /Week ([4-9]|\\d\\d) of/.test(document.querySelector('.people "
                            ".week').textContent)")
    alive.get_by_role("button", name="Pause").click()
    stopped = week(alive)
    assert 4 <= stopped < 12
    assert painted(alive, 0) != before[0] and painted(alive, 1) != before[1]
    alive.wait_for_timeout(1000)
    assert week(alive) == stopped
    slider(alive).focus()
    alive.keyboard.press("End")
    expect(alive.locator(".people .week")).to_contain_text("Week 12 of 12")
    expect(alive.locator(".people .told")).to_contain_text(
        re.compile(r"^Week 12: Trust in leader is \d+ under the plan, ▼ −\d+ against today, worse\. "
                   r"It is highest in U\d+ .+ \("))
    red = painted(alive, 1)
    alive.get_by_role("radio", name="Fear").check()
    expect(alive.locator(".people .told")).to_contain_text("Fear is")
    expect(alive.locator(".people .key")).to_contain_text("or less: better")
    alive.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert painted(alive, 1) != red
    alive.get_by_text("Units as a table").click()
    table = alive.locator(".people table")
    expect(table.locator("tbody tr")).to_have_count(7)  # everybody, and six units
    first = table.locator("tbody tr").first.inner_text().split("\t")
    assert first[0] == "Everybody" and 0 < int(first[1]) < 100
    alive.keyboard.press("Home")
    slider(alive).focus()
    alive.keyboard.press("Home")
    expect(slider(alive)).to_have_attribute("aria-valuetext", "Week 1 of 12")


def test_by_keyboard_to_a_story_and_under_the_microscope(alive, axe, shot):
    walk(alive, "ArrowDown", to="P01, head")
    walk(alive, "ArrowDown", to="P02, team leader")
    walk(alive, "ArrowUp", to="P01")
    agent = walk(alive, "ArrowDown", "ArrowDown", "ArrowRight", to="service agent")
    assert "Trust in leader: today" in agent
    alive.keyboard.press("Enter")
    story = alive.get_by_role("region", name="One person's story")
    story.get_by_role("heading", name=agent.split("\n")[0]).wait_for()
    story.get_by_text("What their leader did").wait_for()
    story.locator(".contact").nth(3).wait_for()
    chart = story.get_by_role("slider", name="Trust in leader")
    chart.focus()
    alive.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"Week 1: Plan \d+, Today \d+\."))
    band = story.locator(".band", has=alive.get_by_role("slider", name="Trust in leader"))
    band.get_by_text("Show as a table").click()
    expect(band.locator("tbody tr")).to_have_count(12)
    axe(alive)
    shot(alive, "organisation-story")
    story.get_by_role("button", name="Under the microscope: Worst contact, Plan").focus()
    alive.keyboard.press("Enter")
    told = alive.get_by_role("region", name="Under the microscope")
    told.get_by_role("heading", name="The customer comes in").wait_for(timeout=RECORDING)
    told.get_by_text("What mattered most for a satisfaction of").first.wait_for()
    told.get_by_role("heading", name="The same customer: An ordinary firm").wait_for()
    axe(alive)
    shot(alive, "organisation-microscope")
    story.get_by_role("button", name="Go to their leader").click()
    story.get_by_role("heading", name=re.compile("^P02, team leader")).wait_for()
    story.get_by_text("What they did as a leader").wait_for()
    told.wait_for(state="hidden")


def test_somebody_is_found_by_name_or_clicked(alive):
    find = alive.get_by_role("searchbox", name="Find somebody")
    find.fill("p05")
    expect(alive.locator(".people .hits")).to_contain_text("P05, service agent")
    expect(alive.locator(".people .tip")).to_be_visible()
    find.press("Enter")
    alive.get_by_role("heading", name="P05, service agent").wait_for()
    find.fill("leader")
    find.press("ArrowDown")
    expect(alive.locator(".people .hits")).to_contain_text("(2 of 5)")
    find.fill("nobody at all")
    expect(alive.locator(".people .hits")).to_have_text("Nobody is called that.")
    box = alive.locator(".people canvas:not(.lines)").first.bounding_box()
    alive.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(alive.locator(".people .tip")).to_contain_text("P01, head")
    alive.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    alive.get_by_role("heading", name="P01, head").wait_for()


def test_a_plan_for_ones_own_organisation_asks_for_its_file(page, visit, axe, tmp_path):
    organisations = [Scenario(organisation={"people": people}).build_organisation() for people in (40, 41)]
    files = []
    for organisation in organisations:
        write(organisation, tmp_path / f"{len(organisation)}")
        files.append(sorted((tmp_path / f"{len(organisation)}").iterdir(), key=lambda path: path.name
                            == "nodes.csv"))
    plan = Plan(place=organisations[0].digest(names=False), weeks=8, levers={"permission": 0.9})
    visit(page, f"/organisation?plan={plan.to_text()}")
    page.get_by_role("heading", name="This plan needs your organisation").wait_for()
    axe(page)
    field = page.get_by_label("Choose the organisation's file")
    for path in files[1]:
        field.set_input_files(path)
        page.get_by_text(path.name).last.wait_for()
    page.get_by_text("the one uploaded is a different one").wait_for()
    for path in files[0]:
        field.set_input_files(path)
    recorded(page)
    expect(page.locator(".people .week")).to_contain_text("Week 1 of 8")
    page.get_by_role("combobox", name="Plan", exact=True).select_option("culture-of-fear")
    page.get_by_text("Plan: A culture of fear").wait_for(timeout=RECORDING)
    expect(page.locator(".people .week")).to_contain_text("Week 1 of 8")


def test_a_plan_that_is_none_is_a_sentence(page, visit):
    visit(page, "/organisation?plan=nonsense")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("not a plan|version"))


def test_on_a_phone_it_fits_and_is_accessible(phone, visit, axe):
    recorded(visit(phone, SMALL))
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_whole_firm_is_accessible_and_fits(page, phone, visit, axe, shot, dark):
    for size, visitor in (("wide", page), ("phone", phone)):
        recorded(visit(visitor, "/organisation", dark))
        slider(visitor).focus()
        visitor.keyboard.press("End")
        visitor.get_by_text("Units as a table").click()
        axe(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(visitor, f"organisation-recording-{size}-{'dark' if dark else 'light'}")


@pytest.mark.slow
def test_another_plan_is_another_recording(page, visit):
    recorded(visit(page, "/organisation"))
    page.get_by_role("combobox", name="Plan", exact=True).select_option("culture-of-fear")
    page.get_by_text("Plan: A culture of fear").wait_for(timeout=RECORDING)
    slider(page).focus()
    page.keyboard.press("End")
    expect(page.locator(".people .told")).to_contain_text(", worse.")
