"""Below a path of a proxy everything works as at the root: links, files, the connection, cookies, printed
pages."""

import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from sim.base.errors import UserError
from sim.ui import address
from tests.ui.proxy import proxied

LINKS = ("nodes => nodes.flatMap(node => [node.getAttribute('href'), node.getAttribute('src')]).filter(path "
         "=> path)")


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    """A server whose pages lie below /culture, for both kinds of proxies."""
    from tests.ui.conftest import Server

    one = Server(tmp_path_factory.mktemp("below") / "server.log", SIM_APP_ROOT_PATH="/culture/")
    yield one
    one.stop()


@pytest.mark.parametrize("strips", [True, False])
def test_everything_lies_below_the_path_of_a_proxy(below, browser, strips):
    with proxied(below.address.removesuffix("/culture"), "/culture", strips) as (host, proxy):
        context = browser.new_context()
        page, sockets, faults = context.new_page(), [], []
        page.on("websocket", lambda socket: sockets.append(urlsplit(socket.url).path))
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{host}/culture/about")
        page.locator("main h1").wait_for()
        for name, heading in (("whatif", "What if?"), ("lessons", "Lessons")):
            page.locator(f"nav a[href='/culture/{name}']").click()
            page.wait_for_url(f"{host}/culture/{name}")
            page.get_by_role("heading", level=1, name=heading).wait_for()
        page.go_back()
        page.get_by_role("heading", level=1, name="What if?").wait_for()
        page.reload()
        page.get_by_role("heading", level=1, name="What if?").wait_for()
        page.locator("a.language").first.click()
        page.locator("html[lang=de] main h1").wait_for()
        pages = [page.eval_on_selector_all("a, link, script", LINKS)]
        for path in ("/lessons/what-a-jerk", "/print/lessons/what-a-jerk/worksheet",
                     "/show/lessons/what-a-jerk", "/nowhere"):
            answer = page.goto(f"{host}/culture{path}")
            page.locator("h1").first.wait_for()
            pages.append(page.eval_on_selector_all("a, link, script", LINKS))
            if answer.status == 404:
                faults.clear()
        context.close()
    assert not faults and not proxy.missed, (faults, proxy.missed)
    assert not [path for paths in pages for path in paths if path.startswith("/")
                and not path.startswith("/culture/")]
    assert sockets and all(path.startswith("/culture/jupyter/") for path in sockets)


def test_its_cookies_are_sent_to_no_other_path_of_the_host(below, browser):
    context = browser.new_context()
    context.new_page().goto(f"{below.address}/about?lang=de")
    assert {cookie["path"] for cookie in context.cookies()} == {"/culture"} and len(context.cookies()) == 2
    context.close()


@pytest.mark.parametrize("path, without", [("/culture", "/"), ("/culture/", "/"),
                                           ("/culture/about", "/about"), ("/about", "/about"),
                                           ("/cultures/about", "/cultures/about"), ("/", "/")])
def test_a_proxy_may_take_the_path_off_or_not(monkeypatch, path, without):
    monkeypatch.setattr(address, "ROOT", "/culture")
    assert address.stripped(path) == without
    assert [address.below(link) for link in ("/about", "?lang=de", "#main")] == ["/culture/about", "?lang=de",
                                                                                 "#main"]


@pytest.mark.parametrize("root", ["culture", "http://host/culture", "//host", "/a b", '/"><script>',
                                  "/a/../b", "/..", "/a//b", "/%2f", "/ä",
                                  "/a?b", "/" + "x" * 300])
def test_what_is_no_path_is_refused(root):
    with pytest.raises(UserError, match="--root-path.*expected a path such as /culture"):
        address.checked(root)


def test_the_command_line_says_so_in_a_sentence():
    ended = subprocess.run([sys.executable, "-m", "sim", "app", "--no-browser", "--root-path", "culture"],
                           capture_output=True, text=True,
                           timeout=300)
    assert ended.returncode == 2 and ended.stderr.startswith("error: --root-path 'culture': expected a path "
                                                             "such as /culture")
