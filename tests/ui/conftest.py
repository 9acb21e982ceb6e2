"""Browser tests: one `sim app` for all workers, one Chromium a worker, a watched page a test.

Fixtures: `app` (the address of the server), `page` (a Playwright page that fails its test on any request that
fails or leaves the machine, and on any error in the console), `phone` (the same, small), `watched` (more such
visitors), `visit` (opens a page, waits until it stands), `axe` (asserts that there is no accessibility
violation), `shot` (a screenshot, kept below the folder that SHOTS names, if it names one), `server` (a server
of the test's own).
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.ui.chromium import chromium

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds that a page may take to do anything where many tests share the cores

expect.set_options(timeout=PATIENCE)


class Server:
    """A running `sim app`, or a script of its own that serves a page: its address and how to end it."""

    def __init__(self, log: Path, script: str = "", **environment: str):
        self.log = log
        what = [str(ROOT / script)] if script else ["-m", "sim", "app", "--no-browser", "--port", "0"]
        with log.open("wb") as out:
            self.process = subprocess.Popen([sys.executable, *what], stdout=out, stderr=subprocess.STDOUT,
                                            cwd=log.parent, start_new_session=True,
                                            env={**os.environ, "PYTHONPATH": str(ROOT),
                                                 "PYTHONUNBUFFERED": "1", **environment})
        self.address = self._address()

    def _address(self) -> str:
        for _ in range(3000):           # a machine that is busy with other things is slow to start
            if found := re.search(r"http://\S+", self.log.read_text()):
                return found[0].rstrip("/")
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"sim app did not start:\n{self.log.read_text()}")

    def get(self, path: str) -> dict:
        """The JSON at a path."""
        with urllib.request.urlopen(self.address + path) as answer:
            return json.load(answer)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts a server of the test's own, with environment variables; it ends with the test."""
    started: list[Server] = []

    def start(script: str = "", **environment: str) -> Server:
        started.append(Server(tmp_path / f"server{len(started)}.log", script, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server all workers share: the first starts it, the last one ends it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    note, lock = shared / "app.json", FileLock(shared / "app.lock")
    with lock:
        known = json.loads(note.read_text()) if note.exists() else {"users": 0}
        if not known["users"]:
            one = Server(shared / "app.log", SIM_APP_SESSIONS="200")
            known = {"users": 0, "address": one.address, "process": one.process.pid}
        note.write_text(json.dumps({**known, "users": known["users"] + 1}))
    yield known["address"]
    with lock:
        known = json.loads(note.read_text())
        note.write_text(json.dumps({**known, "users": known["users"] - 1}))
        if known["users"] == 1:
            os.kill(known["process"], signal.SIGINT)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium; where there is none, the test is skipped.  It knows no name but this machine's, as if there
    were no network."""
    path = chromium(playwright)
    if not path:
        pytest.skip("no Chromium: install the package chromium, or run `playwright install chromium`")
    found = playwright.chromium.launch(executable_path=path,
                                       args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE "
                                             "127.0.0.1"])
    yield found
    found.close()


@pytest.fixture
def watched(browser: Browser, app: str) -> Iterator[Callable[..., Page]]:
    """Opens pages of visitors of their own; whatever goes wrong in any of them fails the test at its end."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def visitor(**options: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options}))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        _watch(page, app, faults)
        return page

    yield visitor
    seen = list(faults)             # what breaks because the page is taken away is no fault
    for context in contexts:
        context.close()
    assert not seen, "\n".join(seen)


def _watch(page: Page, app: str, faults: list[str]) -> None:
    host = urlsplit(app).netloc
    page.on("request", lambda r: None if urlsplit(r.url).netloc in (host, "")
            else faults.append(f"asked another host: {r.url}"))
    page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)


@pytest.fixture
def page(watched: Callable[..., Page]) -> Page:
    """A visitor at a wide screen."""
    return watched()


@pytest.fixture
def phone(watched: Callable[..., Page]) -> Page:
    """A visitor with a phone."""
    return watched(viewport=PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def visit(app: str) -> Callable[..., Page]:
    """Opens an address of the application and waits until the page stands; `dark` before anything is
    drawn."""

    def opened(page: Page, path: str = "/", dark: bool = False) -> Page:
        if dark:
            page.add_init_script("localStorage.setItem(':solara:theme.variant', '\"dark\"')")
        page.goto(app + path)
        page.locator("main h1").first.wait_for()
        return page

    return opened


AT_REST = """() => (document.documentElement.dataset.theme === "dark")
    === (document.querySelector("#app.theme--dark") !== null)
  && !document.getAnimations().some(
    (change) => change instanceof CSSTransition && change.playState === "running")"""
"""Has a change between light and dark come through everywhere?"""


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that axe-core finds no violation on a page."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text()

    def check(page: Page) -> None:
        page.evaluate(script)
        if page.locator("#app").count():  # printed pages have one colour only
            page.wait_for_function(AT_REST)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert not found, "\n".join(f"{fault['id']}: {fault['help']}\n    {node['html'][:200]}\n    "
                                    f"{node['failureSummary']}" for fault in found for node in fault["nodes"])

    return check


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """A screenshot below $SHOTS, for looking at; without it, none."""

    def take(page: Page, name: str) -> None:
        if folder := os.environ.get("SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
