"""The page of the organisation in a browser: frames while it plays, how soon it follows the slider, and the
server's memory with visitors.

    python -m benchmarks.pages                      # 1,000 and 10,000 people, then up to 20 visitors
    python -m benchmarks.pages --visitors 0         # only the frames

Needs Chromium; it draws without a graphics card, so a visitor's own machine is hardly slower.  Linux only, as
memory is read off /proc.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from sim.scenario.bundled import SCENARIOS
from tests.ui.chromium import chromium

PEOPLE = (1_000, 10_000)
SECONDS = 4
RECORDING = 900_000  # milliseconds to wait for a recording

PLAYED = """async (seconds) => {
  const picture = document.querySelector(".people"), frames = () => Number(picture.dataset.frames);
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const play = picture.querySelector(".play"), slider = picture.querySelector(".controls input");
  const followed = [];
  play.click();
  const began = performance.now(), first = frames();
  while (performance.now() - began < 1000 * seconds) await next();
  const rate = 1000 * (frames() - first) / (performance.now() - began);
  play.click();
  for (let week = 2; week < 40; week += 3) {
    const moved = performance.now(), before = frames();
    slider.value = week;
    slider.dispatchEvent(new Event("input"));
    while (frames() === before) await next();
    await next();
    followed.push(performance.now() - moved);
  }
  return [rate, Math.max(...followed)];
}"""
"""Frames a second while it plays, and the longest time from a move of the slider to the frame after the
picture was drawn, in ms."""


class Server:
    """A `sim app` of its own."""

    def __init__(self, folder: Path) -> None:
        log = folder / "app.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen([sys.executable, "-m", "sim", "app", "--no-browser", "--port",
                                             "0"], stdout=out, stderr=out,
                                            env={**os.environ, "PYTHONUNBUFFERED": "1"})
        while not (found := re.search(r"http://\S+", log.read_text())):
            time.sleep(0.1)
        self.address = found[0]

    @property
    def memory(self) -> float:
        """Resident, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@contextmanager
def browsing() -> Iterator[tuple[Browser, Server]]:
    """A browser and a server of their own, ended afterwards."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(playwright),
                                             args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser, server
        finally:
            browser.close()
            server.process.terminate()


def visitor(browser: Browser, address: str, people: int = 0, plan: str = "") -> Page:
    """A visitor of their own, once the recording plays."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    if people:
        page.get_by_role("combobox", name="Size of the firm").select_option(str(people))
    if plan:
        page.get_by_role("combobox", name="Plan", exact=True).select_option(plan)
    page.wait_for_function("people => JSON.parse(document.querySelector('.people')?.dataset.posts ?? 0) === "
                           "people", arg=people or 300, timeout=RECORDING)
    return page


def frames(browser: Browser, address: str) -> None:
    """How it plays."""
    for people in PEOPLE:
        began = time.perf_counter()
        page = visitor(browser, address, people)
        waited = time.perf_counter() - began
        rate, followed = page.evaluate(PLAYED, SECONDS)
        print(f"{people:,} people: {rate:.0f} frames a second, the picture follows the slider within "
              f"{followed:.0f} ms; the recording was there after {waited:.0f} s", flush=True)
        page.context.close()


def visitors(browser: Browser, server: Server, most: int) -> None:
    """What they cost."""
    others = [name for name in SCENARIOS.names() if name not in ("ordinary-firm", "culture-of-trust")]
    for what, plans in (("with the same recording", [""]), ("each with another plan", others)):
        there = []
        print(f"{server.memory:.0f} MB before", flush=True)
        for number in range(1, most + 1):
            there.append(visitor(browser, f"{server.address}organisation", plan=plans[number % len(plans)]))
            if number in (1, 5, 10, 20):
                print(f"{number} visitors {what}: the server holds {server.memory:.0f} MB", flush=True)
        for page in there:
            page.context.close()


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    with browsing() as (browser, server):
        if asked.visitors:
            visitors(browser, server, asked.visitors)
        frames(browser, f"{server.address}organisation")


if __name__ == "__main__":
    main()
