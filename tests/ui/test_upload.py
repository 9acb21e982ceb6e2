"""An uploaded file arrives whole, by keyboard, and not beyond the limit."""

import pytest

from sim.ui import limits

PAGE = "tests/ui/upload_page.py"


@pytest.fixture
def uploading(server, browser):
    page = browser.new_page()
    page.goto(server(PAGE).address)
    page.locator("h1").wait_for()
    yield page
    page.close()


def test_a_file_arrives_whole_or_is_refused_with_a_sentence(uploading, axe):
    axe(uploading)
    field = uploading.get_by_label("Choose a file")
    field.focus()
    assert uploading.evaluate("document.activeElement.type") == "file", "reached by keyboard"
    content = bytes(range(251)) * 20_000                      # more than two messages hold
    for name, body, told in (
        ("org.csv", content, f"org.csv: {len(content)} bytes, {sum(content)} in all"),
        ("none.csv", b"", "none.csv is empty"),
        ("big.csv", b"x" * (limits.UPLOAD_BYTES + 1), "big.csv is larger than 8 MB"),
        ("small.csv", b"\1\2", "small.csv: 2 bytes, 3 in all"),
    ):
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": body})
        uploading.get_by_text(told).wait_for()
    field.set_input_files([{"name": name, "mimeType": "text/csv", "buffer": b"\1" * many}
                           for name, many in (("a.csv", 700_000), ("b.csv", 3))])
    uploading.get_by_text("a.csv: 700000 bytes, 700000 in all; b.csv: 3 bytes, 3 in all").wait_for()
    half = b"x" * (limits.UPLOAD_BYTES // 2 + 1)
    field.set_input_files([{"name": name, "mimeType": "text/csv", "buffer": half}
                           for name in ("a.csv", "b.csv")])
    uploading.get_by_text("a.csv, b.csv is larger than 8 MB").wait_for()
