"""The HTML around the pages, as the browser first gets it.

Solara's own shell has faults that no page can mend: no language, zoom forbidden, indicators without names, English words.  It is taken
as it is and rewritten, piece by piece; a test asserts that every piece was found, since another version of Solara may word it otherwise.
"""

from __future__ import annotations

from html import escape

from sim.ui import limits
from sim.ui.words import say

_VIEWPORT = "width=device-width, initial-scale=1"

# What of Solara's shell is replaced by what; {names} in braces are words of the catalogue, section `shell`.
PIECES = (
    ("<title>Solara ☀️</title>", "<title>{product}</title>"),
    ("<html>", '<html lang="{code}">'),
    ('content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no, minimal-ui"', f'content="{_VIEWPORT}"'),
    ('<link rel="icon" type="image/png" sizes="any" href="/static/assets/favicon.png">', ""),
    ("<v-progress-linear :style", '<v-progress-linear aria-label="{working}" :style'),
    ('<v-progress-circular indeterminate size="128" style="text-align: center;">Server\n'
     '                disconnected.</v-progress-circular>', '<p role="alert" class="lost">{lost}</p>'),
    ('<v-progress-circular indeterminate size="64" width="4"></v-progress-circular>',
     '<v-progress-circular aria-label="{restoring}" indeterminate size="64" width="4"></v-progress-circular>'),
    ("Restoring session…", "{restoring}"),
    ("App is disconnected, and may not function properly. Please refresh the page.", "{lost}"),
    ("Please refresh the page</v-card-title>", "{refresh_title}</v-card-title>"),
    ("Could not restore session. Please refresh.\n", "{refresh}\n"),
    ("Refresh now\n", "{refresh_button}\n"),
    ("                        Cancel\n", "                        {cancel}\n"),
)


def rewritten(html: str, code: str) -> str:
    """Solara's shell with its faults mended, in a language."""
    for old, new in PIECES:
        html = html.replace(old, _filled(new, code))
    return html.replace("HOUSE_LOADING", escape(say(code, "shell.loading")))


def _filled(piece: str, code: str) -> str:
    names = {part.split("}")[0] for part in piece.split("{")[1:]}
    words = {name: escape(say(code, f"shell.{name}")) for name in names}
    return piece.format(**words)


def full_page(code: str) -> str:
    """What a visitor reads when all places are taken; it needs no session."""
    title = escape(say(code, "full.title", limit=limits.SESSIONS))
    return (f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" content="{_VIEWPORT}">'
            f'<meta http-equiv="refresh" content="30"><title>{title}</title><link rel="stylesheet" href="/static/assets/custom.css"></head>'
            f'<body class="plain"><main><h1>{title}</h1><p>{escape(say(code, "full.text"))}</p>'
            f'<p><a class="button first" href="">{escape(say(code, "full.again"))}</a></p></main></body></html>')
