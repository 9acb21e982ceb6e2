"""The organisation, alive: it plays and scrubs, everybody can be reached by keyboard, stories open, the microscope tells."""

import re

import pytest

FILM = 120_000  # milliseconds that a film may take where many tests share the cores

pytestmark = pytest.mark.slow



@pytest.fixture
def alive(page, visit):
    """The page once both worlds were lived."""
    return film_of(visit(page, "/organisation"))


def film_of(page):
    page.locator(".people canvas").first.wait_for(timeout=FILM)
    return page


def week(page):
    return int(re.search(r"Week (\d+) of 50", page.locator(".people .week").inner_text())[1])


def slider(page):
    return page.get_by_role("slider", name="Week", exact=True)


def walk(page, *keys):
    page.locator(".people .stage").focus()
    for key in keys:
        page.keyboard.press(key)
    return page.locator(".people .spoken").text_content()


def painted(page, canvas):
    """The picture on a canvas, as one number."""
    return page.locator(".people canvas:not(.lines)").nth(canvas).evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, v, i) => (sum + v * (i % 251)) % 1e9, 0)")


def test_play_advances_and_pauses(alive):
    before = painted(alive, 0), painted(alive, 1)
    alive.get_by_role("button", name="Play").click()
    alive.wait_for_function("() => /Week ([4-9]|\\d\\d) of/.test(document.querySelector('.people .week').textContent)")
    alive.get_by_role("button", name="Pause").click()
    stopped = week(alive)
    assert stopped >= 4
    assert painted(alive, 0) != before[0] and painted(alive, 1) != before[1]
    alive.wait_for_timeout(1200)
    assert week(alive) == stopped


def test_the_slider_scrubs_and_the_week_is_told_in_words(alive):
    slider(alive).focus()
    alive.keyboard.press("End")
    assert week(alive) == 50
    assert re.match(r"Week 50: Trust in leader is \d+ under the plan, ▲ \+\d+ against the baseline, better\. It is highest in U\d+ .+ \(",
                    alive.locator(".people .told").inner_text())
    alive.keyboard.press("Home")
    assert week(alive) == 1
    assert slider(alive).get_attribute("aria-valuetext") == "Week 1 of 50"


def test_colour_by_another_state(alive):
    slider(alive).focus()
    alive.keyboard.press("End")
    before = painted(alive, 1)
    alive.get_by_role("radio", name="Fear").check()
    assert "Fear is" in alive.locator(".people .told").inner_text()
    assert "or less: better" in alive.locator(".people .key").inner_text()
    alive.wait_for_timeout(200)
    assert painted(alive, 1) != before


def test_the_table_behind_it_is_the_same_in_numbers(alive):
    alive.get_by_text("Units as a table").click()
    table = alive.locator(".people table")
    assert table.locator("tbody tr").count() == 30  # everybody, and 29 units
    first = table.locator("tbody tr").first.inner_text().split("\t")
    assert first[0] == "Everybody" and 40 < int(first[1]) < 80


def test_by_keyboard_to_a_story_and_under_the_microscope(alive, axe, shot):
    assert walk(alive, "ArrowDown").startswith("P001, head")
    assert walk(alive, "ArrowDown").startswith("P002, senior leader")
    assert walk(alive, "ArrowRight").startswith("P003, senior leader")
    assert walk(alive, "ArrowUp").startswith("P001")
    agent = walk(alive, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight")
    assert "service agent" in agent and "Trust in leader: baseline" in agent
    alive.keyboard.press("Enter")
    story = alive.get_by_role("region", name="One person's story")
    story.get_by_role("heading", name=agent.split("\n")[0]).wait_for()
    story.get_by_text("What their leader did").wait_for(timeout=FILM)
    assert story.locator(".contact").count() == 4
    assert story.locator(".band").first.get_by_role("slider", name="Trust in leader").count() == 1
    axe(alive)
    shot(alive, "organisation-story")
    story.get_by_role("button", name="Under the microscope: Worst contact, Plan").focus()
    alive.keyboard.press("Enter")
    told = alive.get_by_role("region", name="Under the microscope")
    told.get_by_role("heading", name="The customer comes in").wait_for(timeout=FILM)
    assert "What mattered most for a satisfaction of" in told.inner_text()
    assert "The same customer: An ordinary firm" in told.inner_text()
    axe(alive)
    shot(alive, "organisation-microscope")


def test_from_a_story_to_the_leaders(alive):
    walk(alive, "Home", "ArrowDown", "ArrowDown")
    alive.keyboard.press("Enter")
    story = alive.get_by_role("region", name="One person's story")
    story.get_by_role("button", name="Go to their leader").click()
    story.get_by_role("heading", name="P002, senior leader").wait_for()
    story.get_by_text("What they did as a leader").wait_for(timeout=FILM)


def test_a_click_on_a_person_tells_their_story(alive):
    head = alive.locator(".people canvas:not(.lines)").first
    box = head.bounding_box()
    alive.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert alive.locator(".people .tip").inner_text().startswith("P001, head")
    alive.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    alive.get_by_role("heading", name="P001, head").wait_for()


def test_another_plan_is_another_film(alive):
    alive.get_by_role("combobox", name="Plan", exact=True).select_option("culture-of-fear")
    alive.get_by_text("Plan: A culture of fear").wait_for(timeout=FILM)
    slider(alive).focus()
    alive.keyboard.press("End")
    assert ", worse." in alive.locator(".people .told").inner_text()


def test_a_plan_of_the_address(page, visit):
    visit(page, "/organisation?plan=1~weeks-12~punishment_severity-1")
    film_of(page)
    assert page.get_by_text("Plan: Your plan").count() == 1
    assert "Week 1 of 12" in page.locator(".people .week").inner_text()


def test_a_plan_that_is_none_is_a_sentence(page, visit):
    visit(page, "/organisation?plan=nonsense")
    assert "no plan" in page.get_by_role("alert").inner_text() or "version" in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_is_accessible_and_fits(page, phone, visit, axe, shot, dark):
    for size, visitor in (("wide", page), ("phone", phone)):
        film_of(visit(visitor, "/organisation", dark))
        slider(visitor).focus()
        visitor.keyboard.press("End")
        visitor.get_by_text("Units as a table").click()
        axe(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(visitor, f"organisation-film-{size}-{'dark' if dark else 'light'}")


def test_the_chart_of_a_state_is_read_by_arrow_keys(alive):
    walk(alive, "Home")
    alive.keyboard.press("Enter")
    alive.get_by_text("Their other states").click()
    chart = alive.get_by_role("slider", name="Fear")
    chart.focus()
    alive.keyboard.press("Home")
    assert re.fullmatch(r"Week 1: Plan \d+, Baseline \d+\.", chart.get_attribute("aria-valuetext"))
    alive.locator(".band", has=chart).get_by_text("Show as a table").click()
    assert alive.locator(".band", has=chart).locator("tbody tr").count() == 50
