"""For all tests."""

from __future__ import annotations

import signal

# Begun in the background of a script, tests inherit that ctrl-C is ignored, and so would the processes that
# they interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
