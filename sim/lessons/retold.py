"""What the model said to a lesson, in the lesson's language: it is stored once, in English."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.insight.microscope.language import WORDS as CONTACTS
from sim.lessons.findings import Attempt, Contact, Findings, Numbers
from sim.words import ENGLISH, Words, unit
from sim.words.sentences import Sentences

_TOLD = Sentences(Words(Path(__file__).parent / "told", *CONTACTS.folders), "; ", " and ", ", ")

said = _TOLD.said
"""A sentence of a lesson, in a language."""


def told(found: Findings, language: str) -> Findings:
    """The findings with all that is told of them in a language."""
    if language == ENGLISH:
        return found

    def numbers(of: Numbers) -> Numbers:
        return replace(of, label=said(language, of.label))

    def contact(of: Contact) -> Contact:
        story = [[said(language, title), _TOLD.story(language, text)] for title, text in of.story]
        return replace(of, story=story, mattered=_TOLD.story(language, of.mattered))

    def attempt(of: Attempt) -> Attempt:
        return replace(of, words=said(language, of.words))

    one = replace(found.one, numbers=numbers(found.one.numbers), unit=unit(language, found.one.unit),
                  today=contact(found.one.today), plan=contact(found.one.plan),
                  rows=[[said(language, cell) for cell in row] for row in found.one.rows])
    team = replace(found.team, numbers=numbers(found.team.numbers), unit=unit(language, found.team.unit),
                   teams=[[unit(language, name), *ends] for name, *ends in found.team.teams])
    return replace(found, one=one, team=team,
                   repeated=replace(found.repeated, numbers=numbers(found.repeated.numbers)),
                   solution=attempt(found.solution), presets=[attempt(each) for each in found.presets])
