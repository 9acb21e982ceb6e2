"""What a teacher prints: script, worksheet, answer key, critique; plain HTML made for paper, from the lesson
and its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from sim.lessons import words
from sim.lessons.critique import critique
from sim.lessons.findings import Findings
from sim.lessons.lesson import Lesson
from sim.lessons.script import FORMATS, Part, script
from sim.lessons.worksheet import Question, worksheet
from sim.model.parameters import SURE
from sim.model.parameters.declare import Lever, Parameter
from sim.ui.address import HOUSE, below
from sim.ui.words import WORDS, say
from sim.whatif.assumptions import label
from sim.whatif.levers import message
from sim.words import model
from sim.words import source as source_of

_CSS = Path(__file__).with_name("sheets.css")


def page(code: str, title: str, lesson: Lesson, found: Findings, body: str) -> str:
    """A sheet from its first to its last line."""
    pinned = say(code, "lessons.pinned", seed=found.seed, lives=found.lives, weeks=found.weeks,
                 version=found.version, seal=found.seal)
    return (f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width, initial-scale=1">'
            f'<title>{escape(lesson.title)} · {escape(title)}</title>{HOUSE}'
            f'<style>{_CSS.read_text(encoding="utf-8")}</style></head>'
            '<body class="sheet"><header class="tools">'
            f'<a href="{below("/lessons/" + escape(lesson.name))}">{escape(say(code, "sheet.back"))}</a>'
            f'<button type="button" onclick="print()">{escape(say(code, "sheet.print"))}</button>'
            f'</header><main><p class="kind">{escape(title)}</p><h1>{escape(lesson.title)}</h1>'
            f'<p class="question">{escape(lesson.question)}</p>{body}'
            f'<p class="pinned">{escape(say(code, "sheet.story", source=lesson.source))}<br>'
            f'{escape(pinned)}<br>{escape(say(code, "shell.footer"))}</p></main></body></html>')


def script_sheet(code: str, lesson: Lesson, found: Findings, format: str) -> str:
    """The facilitator's script in a format."""
    told = script(lesson, format, found)
    body = "".join(_part(code, part) for part in told.parts)
    return page(code, f"{say(code, 'sheet.script')}: {words.say(lesson.language, f'titles.{format}')}",
                lesson, found, body)


def _part(code: str, part: Part) -> str:
    lists = "".join(f'<dt>{escape(say(code, f"sheet.{key}"))}</dt><dd '
                    f'class="{key}">{_paragraphs(getattr(part, key))}</dd>'
                    for key in ("say", "do", "ask", "answer") if getattr(part, key))
    return (f'<section class="part"><h2><span class="when">{part.start}–{part.start + part.minutes}′</span> '
            f'{escape(part.title)}</h2><dl>{lists}</dl></section>')


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def work_sheet(code: str, lesson: Lesson, found: Findings) -> str:
    """The worksheet without its answers."""
    asked = worksheet(lesson, found)
    head = (f'<p class="fill">{escape(say(code, "sheet.name"))}<span></span>'
            f'{escape(say(code, "sheet.date"))}<span></span></p><p>{escape(lesson.what)}</p>')
    items = "".join(f'<li>{_question(code, q)}{"<div class=line></div>" * q.lines}</li>' for q in asked)
    total = escape(say(code, "sheet.all_points", count=sum(q.points for q in asked)))
    return page(code, f"{say(code, 'sheet.worksheet')}: 90′", lesson, found,
                f'{head}<ol class="questions">{items}</ol><p>{total}</p>')


def _question(code: str, q: Question) -> str:
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in q.choices)
    step = words.say(code, f"names.{q.step}")
    offered = f'<ol class="choices" type="a">{choices}</ol>' if choices else ""
    return (f'<p><span class="points">{escape(WORDS.count(code, "sheet.points", q.points))}</span> '
            f'<strong>{escape(step)}.</strong> {escape(q.ask)}</p>{offered}')


def key_sheet(code: str, lesson: Lesson, found: Findings) -> str:
    """Answers, computed from the pinned runs, and the rubric for what has no single answer."""
    asked = worksheet(lesson, found)
    items = "".join(f'<li>{_question(code, q)}<p '
                    f'class="answer">{escape(q.answer or say(code, "sheet.rubric"))}</p></li>' for q in asked)
    scale = _table(code, "rubric", (say(code, "sheet.criterion"),
                                    *(WORDS.count(code, "sheet.points", n) for n in (3, 2, 1))),
                   words.said(lesson.language, "rubric"))
    return page(code, say(code, "sheet.key"), lesson, found, f'<ol class="questions">{items}</ol>{scale}')


def critique_sheet(code: str, lesson: Lesson, found: Findings) -> str:
    """What is assumed and what is evidenced, and what to do about it."""
    told = critique(lesson)
    counts = [(model(code, name), model(code, SURE[name]), str(count))
              for name, count in told.counts.items() if count]
    mechanisms = [(model(code, m.title), source_of(code, m.source)) for m in told.mechanisms]
    contested = [(model(code, s.help), f"{source_of(code, s.for_default)} / {source_of(code, s.against)}")
                 for s in told.switches]
    sure, meaning, numbers, claim, sides = (say(code, f"sheet.{key}")
                                            for key in ("sure", "meaning", "numbers", "claim", "sides"))
    source = say(code, "about.sources_source")
    body = f"<p>{escape(told.words(code))}</p>{_table(code, 'sure', (sure, meaning, numbers), counts)}"
    items = "".join(f"<li>{escape(task)}</li>"
                    for task in words.said(lesson.language, "critique.tasks"))
    body += f'<h2>{escape(say(code, "sheet.tasks"))}</h2><ol>{items}</ol>'
    body += _table(code, "mechanisms", (claim, source), mechanisms)
    if contested:
        body += _table(code, "contested", ("", sides), contested)
    for key, declared in (("levers", told.levers), ("numbers", told.numbers)):
        body += _table(code, key, ("", meaning, say(code, "sheet.value"), sure, source),
                       [_declared(code, p) for p in declared])
    return page(code, say(code, "sheet.critique"), lesson, found, body)


def _declared(code: str, p: Parameter) -> tuple[str, ...]:
    called, means = (p.label, message(p)) if isinstance(p, Lever) else (label(p.name), p.help)
    return (model(code, called), model(code, means),
            f"{p.default:g} ({p.low:g}–{p.high:g})".replace("-", "−"),
            model(code, p.sure), source_of(code, p.source))


def _table(code: str, key: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table below its heading."""
    title = escape(say(code, f"sheet.{key}"))
    top = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in head)
    body = "".join(f'<tr>{"".join(f"<td>{escape(cell)}</td>" for cell in row)}</tr>' for row in rows)
    return (f'<h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}">'
            f'<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>')


def _script(format: str) -> Callable[[str, Lesson, Findings], str]:
    return lambda code, lesson, found: script_sheet(code, lesson, found, format)


SHEETS: dict[str, Callable[[str, Lesson, Findings], str]] = {
    **{f"script-{format}": _script(format) for format in FORMATS}, "worksheet": work_sheet, "key": key_sheet,
    "critique": critique_sheet}
"""Everything that can be printed, by the last part of its address."""
