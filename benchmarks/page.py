"""What somebody waits for on the what-if page: first numbers, the first guess, the full answer, why.

    python -m benchmarks.page                       # three visits to one server
    python -m benchmarks.page --visits 1 --idle 10  # a visitor who looks at today for ten seconds first

Needs Chromium.  The first visit is to a server that has just begun; each moves another lever, so that no
answer is known before.  A load above the number of cores makes every figure longer.
"""

from __future__ import annotations

import argparse
import os
import re
import time

from playwright.sync_api import Browser, Page

from benchmarks.pages import browsing

LEVERS = ("Punishing mistakes", "Listening", "Recognition", "Permission to care", "Watching staff")
LONG = 600_000  # milliseconds that any wait may take

FIGURE = """() => { const all = [...document.querySelectorAll('.results .card b:not(.picked)')];
  return all.length && all.every(b => /\\d/.test(b.textContent)); }"""
"""Has every card a number, in the shell or on the page?"""


def visit(browser: Browser, address: str, number: int, idle: float) -> dict[str, float]:
    """Seconds to what a visitor waits for.  idle: seconds that they look at today's numbers before they move
    a lever."""
    page, found = browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), dict[str, float]()

    def waited(what: str, since: float) -> None:
        found[what] = time.perf_counter() - since

    opened = time.perf_counter()
    page.goto(f"{address}whatif", wait_until="commit")
    page.wait_for_function(FIGURE, timeout=LONG)
    waited("first numbers", opened)
    page.locator(".results .figure b", has_text=re.compile(r"\d")).last.wait_for(timeout=LONG)
    waited("the page is drawn", opened)
    page.locator(".side-by-side canvas").first.wait_for(timeout=LONG)
    waited("the organisation plays", opened)
    time.sleep(idle)
    page.get_by_role("slider", name=LEVERS[number % len(LEVERS)], exact=True).focus()
    moved = time.perf_counter()
    page.keyboard.press("End")
    page.locator(".standing:is(.first, .full)").wait_for(timeout=LONG)
    waited("first guess", moved)
    page.locator(".standing.full").wait_for(timeout=LONG)
    waited("first full answer", moved)
    page.locator(".standing.full", has_text="20 runs with").wait_for(timeout=LONG)
    waited("20 + 20 pairs", moved)
    _why(page)
    asked = time.perf_counter()
    page.locator(".reasons .told p").first.wait_for(timeout=LONG)
    waited("why", asked)
    page.context.close()
    return found


def _why(page: Page) -> None:
    page.get_by_role("region", name="Why?", exact=True).get_by_role("button").first.click()


def main() -> None:
    """All of it, as a table: a line a wait, a column a visit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visits", type=int, default=3)
    parser.add_argument("--idle", type=float, default=3.0, help="seconds before the lever is moved")
    asked = parser.parse_args()
    with browsing() as (browser, server):
        visits = [visit(browser, server.address, number, asked.idle) for number in range(asked.visits)]
    for what in visits[0]:
        print(f"{what:>24}" + "".join(f"{each[what]:8.1f} s" for each in visits))
    print(f"{'load':>24}  {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
