"""Uploaded organisations: found by their own session in any of its pages, by nobody else, and gone with its
last page."""

import pytest
from solara.server import kernel, kernel_context

from sim.scenario import Scenario
from sim.ui import serve, upload  # noqa: F401  (a server puts widgets into kernels)


def organisation(people):
    return Scenario(organisation={"people": people}).build_organisation()


@pytest.fixture
def page():
    """Opens pages of sessions."""
    opened = []

    def new(session):
        context = kernel_context.VirtualKernelContext(id=f"{session}-{len(opened)}", kernel=kernel.Kernel(),
                                                      session_id=session)
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
        digest = upload.remember(ours)
        assert digest == ours.digest(names=False) and upload.remembered(digest) is ours
    with page("two"):
        assert upload.remembered(digest) is None
        assert upload.remembered(upload.remember(theirs)) is theirs
        assert upload.remembered(digest) is None
    with page("one"):
        assert upload.remembered(digest) is ours, "another page of the same session"
        assert upload.remembered(theirs.digest(names=False)) is None


def test_gone_with_the_last_page_of_the_session(page):
    first, second = page("one"), page("one")
    with first:
        digest = upload.remember(organisation(30))
    first.close()
    with second:
        assert upload.remembered(digest) is not None
    second.close()
    assert "one" not in upload._organisations
    with page("one"):
        assert upload.remembered(digest) is None


def test_of_many_the_longest_unused_is_forgotten(page):
    with page("one"):
        first, *others = [upload.remember(organisation(20 + i)) for i in range(upload.MOST)]
        assert upload.remembered(first) is not None
        upload.remember(organisation(100))
        assert upload.remembered(first) is not None and upload.remembered(others[0]) is None
