"""Where the pages lie: at the root of their host, or below a path of it that a proxy hands on."""

from __future__ import annotations

import os
import re

from sim.base.errors import UserError

_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")


def checked(root: str) -> str:
    """The root path as everything else wants it, without a slash at its end.

    >>> checked("/culture/"), checked("/")
    ('/culture', '')

    Raises UserError when it is none.
    """
    bare = root.rstrip("/")
    if bare and (len(bare) > 200 or not _PATH.fullmatch(bare)):
        raise UserError(f"--root-path {root[:80]!r}: expected a path such as /culture: a slash, then "
                        "letters, digits, - . _ ~, and further such parts")
    return bare


ROOT = checked(os.environ.get("SIM_APP_ROOT_PATH", ""))
"""The path below which everything lies, such as "/culture"; "" for the root."""


def below(path: str) -> str:
    """Where a path of the application is for a browser; what is no path, such as "?lang=de", stays."""
    return ROOT + path if path.startswith("/") else path


HOUSE = (f'<link rel="icon" href="{below("/static/assets/favicon.svg")}">'
         f'<link rel="stylesheet" href="{below("/static/assets/custom.css")}">')
"""Icon and style sheet of a page that Solara has no part in."""


def stripped(path: str) -> str:
    """A path as it was asked for, as the application has it, with the root path or without."""
    if ROOT and (path == ROOT or path.startswith(ROOT + "/")):
        return path[len(ROOT):] or "/"
    return path
