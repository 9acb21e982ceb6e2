"""Visitors who all move a lever of the what-if page at once: how long each waits for the first guess, and what the server holds.

    python -m benchmarks.sliders                    # 20 visitors, three moves each
    python -m benchmarks.sliders --visitors 60

All browsers run on this machine too and take from what the server could use, so a class with machines of its own waits less.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pages import Server
from tests.ui.chromium import chromium

LEVERS = ("Punishing mistakes", "Permission to care", "Listening", "Recognition", "Watching staff", "Trust in staff")
ROUNDS = 3
PRESSES = 3
WAIT = 120_000  # milliseconds to wait for an answer

WATCHED = """() => {
  const kind = () => document.querySelector(".standing")?.className ?? "", answers = () => /instant|honest/.test(kind());
  window.answered = new Promise((done) => {
    let moved = 0, changed = false;
    document.addEventListener("keydown", () => { moved = performance.now(); changed = !answers(); });
    new MutationObserver((_, watch) => {
      if (!answers()) changed = true;
      else if (moved && changed) { watch.disconnect(); done(performance.now() - moved); }
    }).observe(document.querySelector(".whatif"), { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  });
}"""
"""From the last key that moved a lever to the first guess of that plan, in milliseconds."""


def arrived(browser: Browser, server: Server) -> Page:
    """A visitor of their own before the page."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{server.address}whatif")
    page.locator(".standing").wait_for(timeout=WAIT)
    return page


def moved(page: Page, luck: random.Random) -> None:
    """Some lever, some steps up: never back to where it began, which would need no answer."""
    page.evaluate(WATCHED)
    page.get_by_role("slider", name=luck.choice(LEVERS), exact=True).focus()
    for _ in range(PRESSES):
        page.keyboard.press("ArrowRight")


def answer(page: Page) -> float:
    """Milliseconds until it came; NaN where it did not come in time."""
    found = page.evaluate("wait => Promise.race([window.answered, new Promise(late => setTimeout(() => late(null), wait))])", WAIT)
    return float("nan") if found is None else found


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    luck = random.Random(1)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=["--no-sandbox", "--disable-gpu"])
        try:
            print(f"the server holds {server.memory:.0f} MB", flush=True)
            pages = [arrived(browser, server) for _ in range(asked.visitors)]
            for number in range(1, ROUNDS + 1):
                began = time.perf_counter()
                for page in pages:
                    moved(page, luck)
                took = time.perf_counter() - began
                waited = np.array([answer(page) for page in pages]) / 1000
                print(f"move {number}: {len(pages)} visitors within {took:.1f} s; the first guess came after {np.median(waited):.1f} s "
                      f"(median), {waited.max():.1f} s (last); the server holds {server.memory:.0f} MB", flush=True)
        finally:
            browser.close()
            server.process.terminate()


if __name__ == "__main__":
    main()
