"""Errors a user can act on.

Every mistake a user can make is reported as one sentence that names where it is, the value that was found,
what would be valid, and how to mend it.  The command line prints the sentence and exits with code 2; from
Python it is an exception.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UserError(Exception):
    """A mistake in what the user gave: a file, a scenario, an option.  Its text is the whole message."""


def nearest(name: str, choices: Iterable[str]) -> str:
    """A hint ' (did you mean X?)' for a misspelt name, or the list of choices when nothing is near.

    >>> nearest("krindness", ["kindness", "fear"])
    '; did you mean kindness?'
    >>> nearest("zzz", ["kindness", "fear"])
    '; choices are fear, kindness'
    """
    known = sorted(choices)
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; choices are {', '.join(known)}"
