"""Every page stands, at every size, light and dark, without a fault."""

import pytest

PATHS = ("/", "/whatif", "/organisation", "/lessons", "/about")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_at_both_sizes(page, phone, visit, axe, shot, path, dark):
    for size, visitor in (("wide", page), ("phone", phone)):
        visit(visitor, path, dark)
        assert visitor.locator("h1").count() == 1
        axe(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(visitor, f"{path.strip('/') or 'home'}-{size}-{'dark' if dark else 'light'}")
