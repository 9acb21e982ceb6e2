"""The HTML around the pages, as the browser first gets it.

Solara's own shell has faults that no page can correct: no language, zoom forbidden, indicators without names,
English words.  It is taken as it is and rewritten, piece by piece; a test asserts that every piece was found,
since another version of Solara may word it otherwise.
"""

from __future__ import annotations

from html import escape

from sim.ui import visitors
from sim.ui.address import HOUSE, ROOT, below
from sim.ui.words import say

_VIEWPORT = "width=device-width, initial-scale=1"

# Before anything is drawn, or a dark page would begin with a white flash.  Solara keeps the choice under this
# name; at first it is the browser's.
_KEY = "':solara:theme.variant'"
_THEME = (f"<script>localStorage.getItem({_KEY}) || localStorage.setItem({_KEY}, "
          "matchMedia('(prefers-color-scheme: dark)').matches ? '\"dark\"' : '\"light\"'); "
          f"document.documentElement.dataset.theme = localStorage.getItem({_KEY}) === '\"dark\"' ? 'dark' : "
          "'light'</script>")

# What of Solara's shell is replaced by what; {names} in braces are words of the catalogue, section `shell`.
PIECES = (
    ("<title>Solara ☀️</title>", "<title>{product}</title>"),
    ("<html>", '<html lang="{code}">'),
    ('<meta charset="utf-8">', '<meta charset="utf-8">' + _THEME),
    (f'<body data-base-url="{ROOT}/jupyter/">',
     f'<body data-base-url="{ROOT}/jupyter/"><noscript><p>{{noscript}}</p></noscript>'),
    ('content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no, minimal-ui"',
     f'content="{_VIEWPORT}"'),
    ('<link rel="icon" type="image/png" sizes="any" href="' + ROOT + '/static/assets/favicon.png">', ""),
    ("<v-progress-linear :style", '<div role="status"><v-progress-linear aria-label="{working}" :style'),
    ("absolute></v-progress-linear>", "absolute></v-progress-linear></div>"),
    ('<v-progress-circular indeterminate size="128" style="text-align: center;">Server\n'
     '                disconnected.</v-progress-circular>', '<p role="alert" class="lost">{lost}</p>'),
    ('<v-progress-circular indeterminate size="64" width="4"></v-progress-circular>',
     '<v-progress-circular aria-label="{restoring}" indeterminate size="64" width="4">'
     '</v-progress-circular>'),
    ("Restoring session…", "{restoring}"),
    ("App is disconnected, and may not function properly. Please refresh the page.", "{lost}"),
    ("Please refresh the page</v-card-title>", "{refresh_title}</v-card-title>"),
    ("Could not restore session. Please refresh.\n", "{refresh}\n"),
    ("Refresh now\n", "{refresh_button}\n"),
    ("                        Cancel\n", "                        {cancel}\n"),
)


def rewritten(html: str, code: str, early: str = "") -> str:
    """Solara's shell with its faults corrected, in a language.  early: HTML that is read until the page is
    drawn."""
    for old, new in PIECES:
        html = html.replace(old, filled(new, code))
    return html.replace("HOUSE_LOADING", escape(say(code, "shell.loading"))).replace(
        "</noscript>", f"</noscript>{early}", 1)


def filled(piece: str, code: str) -> str:
    """A piece with its words in it."""
    names = {part.split("}")[0] for part in piece.split("{")[1:]}
    words = {name: escape(say(code, f"shell.{name}")) for name in names}
    return piece.format(**words)


def full_page(code: str) -> str:
    """What a visitor reads when all places are taken; it asks again by itself."""
    return _plain(code, say(code, "full.title", limit=visitors.limit()), say(code, "full.text"),
                  ("", say(code, "full.again")),
                  '<meta http-equiv="refresh" content="30">')


def missing_page(code: str, path: str) -> str:
    """What a visitor reads who followed a wrong address."""
    return _plain(code, say(code, "missing.title"), say(code, "missing.text", path=path),
                  ("/", say(code, "missing.home")))


def _plain(code: str, title: str, text: str, link: tuple[str, str], head: str = "") -> str:
    """A page that needs no session."""
    return (f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="{_VIEWPORT}">{_THEME}{head}<title>{escape(title)}</title>{HOUSE}</head><body '
            f'class="plain"><main><h1>{escape(title)}</h1><p>{escape(text)}</p><p><a class="button first" '
            f'href="{below(link[0])}">{escape(link[1])}</a></p></main></body></html>')
