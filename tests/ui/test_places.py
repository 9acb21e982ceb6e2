"""Uploaded organisations: found by their own session in any of its pages, by nobody else, and gone with its last page."""

import pytest
from solara.server import kernel, kernel_context

from sim.scenario import Scenario
from sim.ui import places, serve  # noqa: F401  (a server puts widgets into kernels)


def organisation(people):
    return Scenario(organisation={"people": people}).build_organisation()


@pytest.fixture
def page():
    """Opens pages of sessions."""
    opened = []

    def new(session):
        context = kernel_context.VirtualKernelContext(id=f"{session}-{len(opened)}", kernel=kernel.Kernel(), session_id=session)
        kernel_context.contexts[context.id] = context
        opened.append(context)
        return context

    yield new
    for context in opened:
        if not context.closed_event.is_set():
            context.close()


def test_two_sessions_do_not_see_each_others(page):
    ours, theirs = organisation(30), organisation(40)
    with page("one"):
        digest = places.keep(ours)
        assert digest == ours.digest(names=False) and places.kept(digest) is ours
    with page("two"):
        assert places.kept(digest) is None
        assert places.kept(places.keep(theirs)) is theirs
        assert places.kept(digest) is None
    with page("one"):
        assert places.kept(digest) is ours, "another page of the same session"
        assert places.kept(theirs.digest(names=False)) is None


def test_gone_with_the_last_page_of_the_session(page):
    first, second = page("one"), page("one")
    with first:
        digest = places.keep(organisation(30))
    first.close()
    with second:
        assert places.kept(digest) is not None
    second.close()
    assert "one" not in places._places
    with page("one"):
        assert places.kept(digest) is None


def test_of_many_the_longest_unused_is_forgotten(page):
    with page("one"):
        first, *others = [places.keep(organisation(20 + i)) for i in range(places.MOST)]
        assert places.kept(first) is not None
        places.keep(organisation(100))
        assert places.kept(first) is not None and places.kept(others[0]) is None
