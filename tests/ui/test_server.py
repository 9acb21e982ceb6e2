"""The server answers only who it should, as many as it can, and asks nobody."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import sim
from tests.ui.visitor import Visitor, fetch, run

NEW = "abcdefab-2222-4333-8444-555555555557"


def test_the_health_of_the_server(app):
    with urllib.request.urlopen(f"{app}/healthz") as answer:
        health = json.load(answer)
    assert health["ok"] and health["version"] == sim.__version__ and not health["full"]
    assert health["sessions"] <= health["limit"]


def test_headers_forbid_what_the_pages_do_not_need(app):
    with urllib.request.urlopen(app) as answer:
        headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'" and policy["frame-ancestors"] == "'none'" and policy[
        "object-src"] == "'none'"
    assert not [source for source in headers["Content-Security-Policy"].split() if "." in source
                or source in ("*", "https:", "http:")]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"


def socket_at(app: str, kernel: str = "11111111-2222-4333-8444-555555555555") -> str:
    return f"{app.replace('http', 'ws')}/jupyter/api/kernels/{kernel}/channels?session_id=one"


def test_a_page_of_this_server_may_connect(app):
    with connect(socket_at(app), origin=app) as connection:
        connection.ping()


def test_a_page_behind_a_proxy_that_takes_off_the_encryption_may_connect(app):
    with connect(socket_at(app, NEW), origin=app.replace("http", "https"),
                 additional_headers={"X-Forwarded-Proto": "https"}) as connection:
        connection.ping()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", None, "https://HERE",
                                    "http://HERE/", "http://a@HERE",
                                    "http://[", "HERE"])
def test_a_page_from_elsewhere_may_not(app, origin):
    origin = origin and origin.replace("HERE", urlsplit(app).netloc)
    with pytest.raises(InvalidStatus) as refused, connect(socket_at(app), origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_another_name_for_this_machine_is_refused(app):
    """A page that makes its own name point here (DNS rebinding) has that name in Host."""
    request = urllib.request.Request(app, headers={"Host": f"evil.example:{urlsplit(app).port}"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


@pytest.mark.parametrize("path", ["/_solara/cdn/some-package@1/index.js", "/resourcez", "/readyz",
                                  "/static/public/x", "/static/assets/x"])
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


@pytest.mark.parametrize("header", ["X-Script-Name", "Script-Name", "X-Forwarded-Prefix"])
def test_a_stranger_does_not_say_where_the_pages_lie(app, header):
    before = run(fetch(app, "/"))[2]
    assert run(fetch(app, "/", **{header: "/culture"}))[2] == before and b"/culture" not in before


def test_cookies_end_with_the_session_and_scripts_cannot_read_them(app):
    plain = run(fetch(app, "/?lang=en"))[1]["set-cookie"]
    assert sorted(line.split("=")[0] for line in plain) == ["lang", "solara-session-id"]
    for line in plain:
        assert line.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=lax"]
    for line in run(fetch(app, "/?lang=en", X_Forwarded_Proto="https"))[1]["set-cookie"]:
        assert line.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=lax", "Secure"]
    kept = plain[0].split(";")[0]
    assert run(fetch(app, "/", Cookie=kept))[1]["set-cookie"][0].startswith(kept)
    assert "x y" not in run(fetch(app, "/", Cookie='solara-session-id="x y"'))[1]["set-cookie"][0]


@pytest.mark.parametrize("path, kept", [("/", "no-store"), ("/nowhere", "no-store"), ("/healthz", "no-store"),
                                        ("/print/lessons/what-a-jerk/file", "no-cache"),
                                        ("/static/assets/custom.css", "no-cache")])
def test_pages_are_not_cached(app, path, kept):
    assert run(fetch(app, path))[1]["cache-control"] == [kept]


@pytest.mark.parametrize("method, path, status", [
    ("POST", "/", 405), ("PUT", "/healthz", 405), ("DELETE", "/static/assets/custom.css", 405),
    ("TRACE", "/", 405), ("OPTIONS", "/about", 405),
    ("GET", "/jupyter/api/kernels/x", 404), ("DELETE", "/jupyter/api/kernels/x", 405),
    ("POST", "/_solara/api/evict/x", 405),
    ("GET", "/static/%2e%2e/server.py", 404), ("GET", "/static/..%2f..%2fserver.py", 404),
    ("GET", "/_solara/cdn/..%2f..%2fsecret", 404),
    ("GET", "/jupyter/nbextensions/jupyter-js-widgets/extension.js", 404),
    ("GET", "/jupyter/nbextensions/anywidget/..%2f..%2fx", 404),
    ("GET", "/static/assets/%00", 400), ("GET", "/static/assets/" + "a" * 5_000, 404),
    ("GET", "/" + "a" * 10_000, 404),
    ("GET", "/print/lessons/..%2f..%2fx/file", 200), ("GET", "/print/lessons/%2e%2e/file", 404),
    ("GET", "/show/lessons/" + "a" * 5_000, 404),
    ("GET", "/jupyter/nbextensions/anywidget/extension.js", 200),
])
def test_only_what_pages_need_is_there(app, method, path, status):
    answered, _, body = run(fetch(app, path, method))
    assert answered == status and b"Traceback (most" not in body


@pytest.mark.parametrize("header, value", [("Content-Length", "1000000000"),
                                           ("Transfer-Encoding", "chunked")])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_is_taken_in_the_body_of_a_request(app, method, header, value):
    status, headers, _ = run(fetch(app, "/_solara/api/close/x", method, **{header: value}))
    assert status == 413 and headers["connection"] == ["close"]


@pytest.mark.parametrize("kernel, page", [("x", "one"), ("a" * 10_000, "one"), ("..", "one"),
                                          (NEW.upper(), "one"), (NEW, ""),
                                          (NEW, "a" * 65), (NEW, "a b")])
def test_a_page_has_a_name_as_its_script_makes_them(app, kernel, page):
    for method, path in (("POST", f"/_solara/api/close/{kernel}?session_id={quote(page)}"),
                         ("POST", f"/_solara/api/close/{kernel}")):
        assert run(fetch(app, path, method))[0] < 500
    url = socket_at(app, kernel).replace("=one", f"={quote(page)}")
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=app):
        pass
    assert refused.value.response.status_code == 403


def test_nobody_gets_to_the_page_of_another_session_or_closes_it(app):
    async def try_it():
        mine, theirs = Visitor(app, "/about"), Visitor(app, "/about")
        async with mine, theirs:
            assert mine.cookie != theirs.cookie
            own = theirs.kernel, theirs.id, theirs.cookie
            for cookie, page in ((own[2], mine.id), ("", mine.id), (mine.cookie, own[1])):
                theirs.kernel, theirs.cookie, theirs.id = mine.kernel, cookie, page
                with pytest.raises(InvalidStatus) as refused:
                    await theirs.connect()
                assert refused.value.response.status_code == 403
                await theirs.beacon()
            theirs.kernel, theirs.id, theirs.cookie = own
            assert await mine.beacon(Origin="http://evil.example") == 403
            await asyncio.sleep(0.3)
            assert not mine.gone.is_set()

    run(try_it())


def test_a_page_has_one_connection_and_starts_once(app):
    async def try_it():
        async with Visitor(app, "/about") as first:
            again = Visitor(app, "/about", first.cookie)
            again.kernel, again.id = first.kernel, first.id
            await again.connect()
            await first.closed(10)
            await again.run()
            assert await again.closed(10) == 1008

    run(try_it())


def test_a_bad_frame_costs_only_whoever_sent_it(app):
    async def try_it():
        async with Visitor(app, "/about") as good:
            for frame, code in ((b"\x10\0\0\0", 1003), (b"\x10\0\0\0\0", 1003), ("[" * 2_000_000, 1007),
                                ("null", 1008)):
                bad = Visitor(app)
                await bad.connect()
                await bad.send(frame)
                assert await bad.closed(20) == code
            await good.event("nobody", "click", {})     # a widget may be gone before its click is heard
            await good.update("nobody", value=1)
            await good.say("kernel_info_request", {})
            await asyncio.sleep(0.3)
            assert not good.gone.is_set()

    run(try_it())


def test_a_page_whose_connection_broke_goes_on(page, visit):
    visit(page, "/about")
    page.evaluate("solara.debug.dropConnection()")
    page.wait_for_function("solara.debug.reconnectCount === 1 && solara.debug.connectionStatus === "
                           "'connected'")
    page.locator("nav a").first.click()
    page.get_by_role("heading", level=1, name="What if?").wait_for()
    assert not page.evaluate("app.$data.needsRefresh")


def test_two_visitors_do_not_share_anything(watched, visit):
    one, other = watched(), watched()
    visit(one, "/about?lang=de")
    visit(other, "/about")
    expect(one.locator("h1")).not_to_have_text(other.locator("h1").text_content())
    one.locator("nav a").first.click()
    one.wait_for_url("**/whatif")
    assert other.url.endswith("/about")
    expect(other.locator("nav a[aria-current=page]")).to_have_text("About")


def test_when_all_places_are_taken_a_visitor_is_told_and_so_when_it_ends(server, browser):
    small = server(SIM_APP_SESSIONS="1")
    first, second = browser.new_context().new_page(), browser.new_context().new_page()
    first.goto(small.address)
    first.locator("main h1").wait_for()
    answer = second.goto(small.address)
    assert answer.status == 503 and answer.headers["retry-after"] == "30"
    expect(second.locator("h1")).to_have_text("All 1 places are taken")
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
    assert (ended.stderr == f"error: port {port} is in use; stop what uses it, or let one be chosen: sim app "
            "--port 0\n")


@pytest.mark.slow
def test_files_missing_from_the_installation_are_one_sentence(tmp_path):
    command = [sys.executable, "-m", "sim", "app", "--no-browser", "--port", "0"]
    environment = {**os.environ, "SOLARA_ASSETS_PROXY_CACHE_DIR": str(tmp_path)}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "solara-assets" in ended.stderr


def test_without_the_extra_it_says_what_to_install():
    script = ("import sys; sys.modules['solara'] = None; from sim.cli.main import main; main(['app', "
              "'--no-browser'])")
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300)
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: the pages need solara, which is not installed; install them too: "
                                   "pip install ")
