"""The server answers only who it should, as many as it can, and asks nobody."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import sim


def test_the_health_of_the_server(app):
    with urllib.request.urlopen(f"{app}/healthz") as answer:
        health = json.load(answer)
    assert health["ok"] and health["version"] == sim.__version__ and not health["full"]
    assert health["sessions"] <= health["limit"]


def test_headers_forbid_what_the_pages_do_not_need(app):
    with urllib.request.urlopen(app) as answer:
        headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'" and policy["frame-ancestors"] == "'none'" and policy["object-src"] == "'none'"
    assert not [source for source in headers["Content-Security-Policy"].split() if "." in source or source in ("*", "https:", "http:")]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"


def socket_at(app: str, kernel: str = "11111111-2222-4333-8444-555555555555") -> str:
    return f"{app.replace('http', 'ws')}/jupyter/api/kernels/{kernel}/channels?session_id=one"


def test_a_page_of_this_server_may_connect(app):
    with connect(socket_at(app), origin=app) as connection:
        connection.ping()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", None])
def test_a_page_from_elsewhere_may_not(app, origin):
    with pytest.raises(InvalidStatus) as refused, connect(socket_at(app), origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_another_name_for_this_machine_is_refused(app):
    """A page that makes its own name point here (DNS rebinding) has that name in Host."""
    request = urllib.request.Request(app, headers={"Host": f"evil.example:{urlsplit(app).port}"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


@pytest.mark.parametrize("path", ["/_solara/cdn/some-package@1/index.js", "/resourcez", "/readyz", "/static/public/x", "/static/assets/x"])
def test_what_is_not_here_is_not_fetched_either(app, path):
    before = time.monotonic()
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(app + path)
    assert missing.value.code == 404 and time.monotonic() - before < 5


def test_a_message_too_long_ends_the_connection(app):
    with connect(socket_at(app, "11111111-2222-4333-8444-555555555556"), origin=app) as connection:
        connection.send("x" * 3_000_000)
        with pytest.raises(Exception, match="1009|too big|close"):
            for _ in range(50):
                connection.recv(timeout=5)


def test_two_visitors_do_not_share_anything(watched, visit):
    one, other = watched(), watched()
    visit(one, "/about?lang=de")
    visit(other, "/about")
    assert one.locator("h1").text_content() != other.locator("h1").text_content()
    one.locator("nav a").first.click()
    one.wait_for_url("**/whatif")
    assert other.url.endswith("/about") and other.locator("nav a[aria-current=page]").text_content() == "About"


def test_when_all_places_are_taken_a_visitor_is_told_and_so_when_it_ends(server, browser):
    small = server(SIM_APP_SESSIONS="1")
    first, second = browser.new_context().new_page(), browser.new_context().new_page()
    first.goto(small.address)
    first.locator("main h1").wait_for()
    answer = second.goto(small.address)
    assert answer.status == 503 and answer.headers["retry-after"] == "30"
    assert second.locator("h1").text_content() == "All 1 places are taken"
    first.context.close()
    for _ in range(300):
        if not small.get("/healthz")["full"]:
            break
        time.sleep(0.1)
    second.reload()
    second.locator(".hero").wait_for()
    interrupted_it_ends_quietly(small, second)
    second.context.close()


def interrupted_it_ends_quietly(one, page):
    """Whoever has a page open is told; a server is slow to start, so the one at hand is ended."""
    one.stop()
    page.locator(".lost").wait_for()
    said = one.log.read_text()
    assert one.process.returncode == 0 and len(said.splitlines()) == 1, said


def test_a_page_gone_silent_loses_its_place(server, browser):
    quick = server(SOLARA_KERNEL_CULL_TIMEOUT="1s")
    page = browser.new_context().new_page()
    page.goto(f"{quick.address}/?solara-no-close-beacon")
    page.locator("main h1").wait_for()
    assert quick.get("/healthz")["sessions"] == 1
    page.context.close()
    for _ in range(300):
        if not quick.get("/healthz")["sessions"]:
            return
        time.sleep(0.1)
    raise AssertionError("the session was not culled")


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "sim", "app", "--no-browser", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 2
    assert ended.stderr == f"error: port {port} is in use; stop what uses it, or let one be chosen: sim app --port 0\n"


@pytest.mark.slow
def test_files_missing_from_the_installation_are_one_sentence(tmp_path):
    command = [sys.executable, "-m", "sim", "app", "--no-browser", "--port", "0"]
    environment = {**os.environ, "SOLARA_ASSETS_PROXY_CACHE_DIR": str(tmp_path)}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "solara-assets" in ended.stderr


def test_without_the_extra_it_says_what_to_install():
    script = "import sys; sys.modules['solara'] = None; from sim.cli import main; main(['app', '--no-browser'])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300)
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: the pages need solara, which is not installed; install them too: pip install ")
