"""The projector view: a lesson as large slides for about 20 minutes, by arrow keys, with nothing left to
compute.

One plain page: everything is in it before the first slide is shown, so neither a slow machine nor a lost
connection can stop a class.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from sim.lessons import words
from sim.lessons.bets import bet_of, figure, numbers, reveal
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.lessons.script import script
from sim.model.outcomes import OUTCOME
from sim.report.drawings import STYLE
from sim.ui import lesson_pictures as pictures
from sim.ui.address import HOUSE, below
from sim.ui.words import say
from sim.words import model

_HERE = Path(__file__)
LETTERS = "ABCDEF"


def projector(code: str, lesson: Lesson, found: Findings) -> str:
    """The whole page."""
    slides = _slides(code, lesson, found)
    named = [escape(say(code, "projector.slide", number=i + 1, all=len(slides))) for i in range(len(slides))]
    shown = "".join(f'<section class="slide" id="slide{i + 1}" '
                    f'aria-label="{named[i]}"{"" if i == 0 else " hidden"}>{slide}</section>' for i,
                    slide in enumerate(slides))
    pinned = say(code, "lessons.pinned", seed=found.seed, lives=found.lives, weeks=found.weeks,
                 version=found.version, seal=found.seal)
    words = {key: escape(say(code, f"projector.{key}")) for key in ("keys", "next", "back", "end")}
    style, script_ = (_HERE.with_name(name).read_text(encoding="utf-8")
                      for name in ("lessons.css", "projector.js"))
    return (f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width, initial-scale=1"><title>{escape(lesson.title)}</title>{HOUSE}'
            f'<style>{STYLE}{style}{_HERE.with_name("projector.css").read_text(encoding="utf-8")}</style>'
            '</head>'
            f'<body class="projector lesson"><main>{shown}</main><footer>'
            f'<a href="{below("/lessons/" + escape(lesson.name))}">{words["end"]}</a>'
            f'<span class="pin">{escape(pinned)}</span><span class="where" role="status"></span>'
            f'<span class="keys">{words["keys"]}</span>'
            f'<button type="button" class="back">{words["back"]}</button>'
            f'<button type="button" class="next">{words["next"]}</button></footer>'
            f'<script>{script_}</script></body></html>')


def _slides(code: str, lesson: Lesson, found: Findings) -> list[str]:
    minutes = script(lesson, "20", found)
    steps = [part.name for part in minutes.parts if part.name in ("one", "repeated", "organisation")]
    slides = [f'<p class="kind">{escape(say(code, "projector.demo"))}</p><h1>{escape(lesson.title)}</h1>'
              f'<p class="huge">{escape(lesson.question)}</p><p class="small">'
              f'{escape(say(code, "sheet.story", source=lesson.source))}</p>',
              f'{_head(lesson.title)}<p class="huge">{escape(lesson.what)}</p>{_sides(lesson)}']
    for step in steps:
        slides += _step(code, lesson, found, step)
    slides.append(_head(say(code, "lessons.notice")) + _list(lesson.notice))
    debrief = next(part for part in minutes.parts if part.name == "debrief")
    slides.append(_head(debrief.title) + _list(debrief.ask)
                  + f'<p class="small">{escape(say(code, "shell.footer"))}</p>')
    return slides


def _step(code: str, lesson: Lesson, found: Findings, step: str) -> list[str]:
    head = _head(words.say(code, f"names.{step}"))
    bet, told = bet_of(lesson, step), f'<p class="large">{escape(getattr(lesson, step).say)}</p>'
    show = {"one": _one, "repeated": _repeated, "organisation": _organisation}[step](code, lesson, found)
    if bet is None:
        return [head + told + show]
    if bet.kind == "draw":
        drawing = (f'<p class="huge">{escape(bet.ask)}</p><p '
                   f'class="large">{escape(say(code, "projector.paper"))}</p>')
        return [head + told + drawing, head + show]
    answer = reveal(lesson, step, found)
    rows = "".join(f'<li data-right="{int(i == answer.right)}"><span class="letter">{LETTERS[i]}</span><span '
                   f'class="say">{escape(choice.say)}</span><input type="number" min="0" max="500" '
                   'inputmode="numeric" '
                   f'aria-label="{escape(say(code, "projector.hands", say=choice.say))}"><span '
                   'class="bar"><i></i></span><output></output></li>' for i, choice in enumerate(bet.choices))
    ask = (f'{head}{told}<p class="huge">{escape(bet.ask)}</p><ol class="hands">{rows}</ol>'
           f'<p class="small counted" role="status" data-counted="{escape(say(code, "projector.counted"))}">'
           f'{escape(say(code, "projector.count"))}</p>')
    # the one contact says its numbers itself, large
    sentence = f'<p class="large">{escape(answer.words)}</p>' if step != "one" else ""
    result = (f'{head}<ol class="hands told" aria-label="{escape(say(code, "projector.class"))}"></ol><p '
              'class="large right-hands" '
              f'data-right="{escape(say(code, "projector.right"))}"></p>{sentence}{show}')
    return [ask, result]


def _head(title: str) -> str:
    return f'<h2 class="title">{escape(title)}</h2>'


def _list(sentences: tuple[str, ...]) -> str:
    return '<ul class="large">' + "".join(f"<li>{escape(each)}</li>" for each in sentences) + "</ul>"


def _sides(lesson: Lesson) -> str:
    return (f'<div class="sides"><p class="today">{escape(lesson.today.label)}</p><p '
            f'class="plan">{escape(lesson.plan.label)}</p></div>')


def _big(lesson: Lesson, found: Findings, step: str) -> str:
    about = numbers(lesson, step, found)
    sides = ("today", lesson.today.label, about.today), ("plan", lesson.plan.label, about.plan)
    cells = "".join(f'<div class="{side}"><span>{escape(label)}</span>'
                    f'<strong>{escape(figure(value, about.unit, language=lesson.language))}</strong></div>'
                    for side, label, value in sides)
    return (f'<p class="large">{escape(about.label[:1].upper() + about.label[1:])}</p><div '
            f'class="big">{cells}</div>')


def _one(code: str, lesson: Lesson, found: Findings) -> str:
    among = say(code, f"lessons.chosen_{lesson.one.find}", among=f"{found.one.among:,}", week=found.one.week)
    contacts = (("today", found.one.today), ("plan", found.one.plan))
    said = "".join(f'<p class="{side}">{escape(contact.mattered)}</p>' for side, contact in contacts)
    return (f'{_big(lesson, found, "one")}<div class="sides quoted">{said}</div><p '
            f'class="small">{escape(among)}</p>')


def _repeated(code: str, lesson: Lesson, found: Findings) -> str:
    names = ((say(code, "lessons.other_luck"), say(code, "lessons.same_luck_short")) if lesson.repeated.of
             == "lives" else (lesson.today.label, lesson.plan.label))
    return f'{_key(names)}<div class="picture">{pictures.spread(lesson, found)}</div>'


def _key(names: tuple[str, str]) -> str:
    return (f'<p class="key"><span class="today">{escape(names[0])}</span><span '
            f'class="plan">{escape(names[1])}</span></p>')


def _organisation(code: str, lesson: Lesson, found: Findings) -> str:
    shown = "".join(f'<figure><figcaption>{escape(model(lesson.language, OUTCOME[o].label))}</figcaption>'
                    f'{pictures.whole(lesson, found, o)}</figure>' for o in lesson.organisation.outcomes)
    return f'{_key((lesson.today.label, lesson.plan.label))}<div class="pictures">{shown}</div>'
