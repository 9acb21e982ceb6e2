"""Strangers cannot fill the log."""

import io
import logging
import logging.config

from sim.ui import faults


def test_each_line_is_written_a_few_times_a_minute(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(faults.time, "monotonic", lambda: now[0])
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(faults.Few())
    log = logging.Logger("test")
    log.addHandler(handler)
    for i in range(1_000):
        log.warning("bad: %s", i)
    log.warning("another place")
    assert len(out.getvalue().splitlines()) == faults.MOST_LINES + 1
    now[0] = faults.PERIOD + 1
    for i in range(3):
        log.warning("bad: %s", i)
    assert len(out.getvalue().splitlines()) == faults.MOST_LINES + 4


def test_what_was_left_out_is_counted(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(faults.time, "monotonic", lambda: now[0])
    few = faults.Few()
    lines = [logging.LogRecord("x", logging.WARNING, "x.py", 1, "bad: %s", (i,), None) for i in range(100)]
    assert sum(few.filter(line) for line in lines) == faults.MOST_LINES
    now[0] = faults.PERIOD + 1
    assert few.filter(lines[7]) and lines[7].getMessage() == "bad: 7 (and 95 such lines before)"
