"""Addresses of plain pages of a lesson: what is printed, and what is shown before a class.  They need no
session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from sim.base.errors import UserError
from sim.lessons import library
from sim.report.wording import localised
from sim.ui import lesson_findings, limits
from sim.ui.address import HOUSE, below
from sim.ui.projector import projector
from sim.ui.sheets import SHEETS
from sim.ui.words import say
from sim.words.sentences import said

FILE = "file"
"""Last part of the address of the lesson's own file, for whoever writes the next one from it."""


def _page(code: str, name: str, what: str) -> str:
    lesson = library.load(library.place_of(name, limits.LESSONS), language=code)
    found, code = lesson_findings.now(lesson), lesson.language        # a sheet is in its lesson's language
    page = projector(code, lesson, found) if what == "show" else SHEETS[what](code, lesson, found)
    return localised(page, code, html=True)


def routes(language_of: Callable[[Request], str]) -> list[Route]:
    """The addresses /print/lessons/NAME/SHEET and /show/lessons/NAME."""

    async def handed(request: Request) -> Response:
        code, what = language_of(request), request.path_params.get("what", "show")
        if what not in (*SHEETS, "show", FILE):
            return _mistake(code, say(code, "missing.text", path=request.url.path), 404)
        try:
            if what == FILE:
                path = library.place_of(request.path_params["name"], limits.LESSONS)
                return FileResponse(path, media_type="text/plain; charset=utf-8", filename=path.name)
            return HTMLResponse(await asyncio.to_thread(_page, code, request.path_params["name"], what))
        except UserError as mistake:
            return _mistake(code, said(code, str(mistake)), 404)

    return [Route("/print/lessons/{name}/{what}", handed), Route("/show/lessons/{name}", handed)]


def _mistake(code: str, words: str, status: int) -> HTMLResponse:
    title = escape(say(code, "missing.title"))
    home = f'<a href="{below("/lessons")}">{escape(say(code, "lessons.all"))}</a>'
    return HTMLResponse(
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{title}</title>'
        f'{HOUSE}</head><body class="plain"><main><h1>{title}</h1><p>{escape(words)}</p>'
        f'<p>{home}</p></main></body></html>', status)
