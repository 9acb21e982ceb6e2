"""What is printed and kept of an answer: one page with what you did, what happened, why, how sure and what it
costs, and the same with everything in numbers.

Everything a page needs is inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, PARAMETERS
from sim.org.organisation import Organisation
from sim.report import drawings, money_sentences
from sim.report.wording import localised, title
from sim.whatif.answer import Answer, Card, picture
from sim.whatif.headline import Paying, headline
from sim.whatif.hours import hours
from sim.whatif.levers import cost_words, in_words, lever, value_words, zone
from sim.whatif.parts import BY_NAME, written
from sim.whatif.pins import Beside
from sim.whatif.plan import Plan
from sim.whatif.runs import FIRST_CARDS
from sim.whatif.sure import hinges
from sim.whatif.why import Why
from sim.whatif.words import WORDS, unit_words
from sim.words import ENGLISH, model

_OWN = """
@page { size: A4; margin: 11mm 13mm }
* { box-sizing: border-box }
body { font: 11.5px/1.3 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #212121;
  background: #fff; max-width: 780px; margin: 0 auto; padding: 16px }
:root { --line: #E0E0E0; --ink: #212121; --ink-soft: #616161; --baseline: #757575;
  --better: #00796B; --better-ink: #00796B; --worse: #D95F02; --worse-ink: #B34700 }
h1 { font-size: 22px; margin: 0 0 2px; line-height: 1.2 }
h2 { font-size: 14px; margin: 7px 0 2px; border-bottom: 1px solid #BDBDBD }
p, ul { margin: 2px 0 } .short ul { columns: 2 } .short a { font-size: 10px } ul { padding-left: 18px }
.headline { font-size: 12.5px; margin: 4px 0 } h1 ~ .headline:nth-child(3) { font-weight: 600 }
.quiet { color: #616161 } .plain { border-left: 4px solid #00796B; padding-left: 8px }
.cards { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 8px; margin: 6px 0 }
.card { border: 1px solid #BDBDBD; border-radius: 6px; padding: 6px 8px; break-inside: avoid }
.card b { font-size: 20px; display: block; line-height: 1.2 }
.better { color: #00796B } .worse { color: #B34700 }
.pictures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 20px }
figure { margin: 0; break-inside: avoid } figcaption { font-weight: bold }
.drawing, .drawing .tick, .drawing .end { font-size: 17px } .short .drawing { max-height: 100px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 2px 8px 2px 0; border-bottom: 1px solid #E0E0E0; vertical-align: top }
td.n, th.n { text-align: right }
a { color: #00695C; overflow-wrap: anywhere }
@media (max-width: 600px) { .cards, .pictures { grid-template-columns: repeat(2, minmax(0, 1fr)) } }
"""
_STYLE = drawings.STYLE + _OWN

PICTURES = 2
"""Pictures on the one page: of the first and the last card."""


@dataclass(frozen=True, eq=False)
class Taken:
    """What is on the screen when something is taken away.  why: about the outcome asked about last.  beside:
    the pinned plans."""

    plan: Plan
    answer: Answer
    why: Why | None = None
    beside: Sequence[Beside] = ()
    organisation: Organisation | None = None
    cards: Sequence[str] = FIRST_CARDS
    language: str = ENGLISH
    paying: Paying = Paying()

    @property
    def firm(self) -> str:
        """What the firm is called."""
        return (title(self.plan.baseline(), self.language) if self.organisation is None
                else self.organisation.name)

    @property
    def account(self) -> Why | None:
        """Why, as the page tells it: it adds up to the difference on the card."""
        if self.why is None or self.why.explanation.outcome not in self.answer.cards:
            return None
        return self.why.matched(self.answer.cards[self.why.explanation.outcome]).told_in(self.language)

    @property
    def headline(self) -> list[str]:
        """The sentences on top; none where the plan does nothing."""
        if self.plan.empty:
            return []
        return headline(self.plan, self.answer, hours(self.plan, self.organisation), self.paying,
                        self.language, lambda change: hinges(self.plan, change, self.organisation,
                                                             self.language))


def summary(taken: Taken, link: str = "") -> str:
    """One printed page as HTML.  link: an address that restores the plan."""
    return _Page(taken, link).html(whole=False)


def report(taken: Taken, link: str = "") -> str:
    """The same with every outcome, every picture and the money in numbers."""
    return _Page(taken, link).html(whole=True)


def _listed(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(said)}</li>" for said in sentences) + "</ul>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(f'<{tag}{" class=n" if i >= numbers_from else ""}>{escape(cell)}</{tag}>' for i,
                       cell in enumerate(row))

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


class _Page:
    """The page in its language, section by section."""

    def __init__(self, taken: Taken, link: str) -> None:
        self.taken, self.plan, self.answer, self.language = (taken, taken.plan, taken.answer, taken.language)
        self.link = link or taken.plan.to_text()
        self.named = list(dict.fromkeys(name for _, name, _ in taken.plan.settings()))

    def html(self, whole: bool) -> str:
        name, answer, why = self._said("title", firm=self.taken.firm), self.answer, self.taken.account
        says = answer.says(self.language)
        parts = [
            f"<h1>{name}</h1>",
            f'<p class="quiet">{self._said("size", people=answer.people, weeks=answer.weeks, says=says)}</p>',
            *(f'<p class="headline">{escape(said)}</p>' for said in self.taken.headline),
            self._section("did", self._did(whole)),
            self._section("happened", self._happened(whole)),
            self._section("why", self._why(why)) if why is not None else "",
            self._section("sure", self._sure(whole)),
            self._section("costs", self._costs(whole)),
            self._section("beside", self._beside()) if self.taken.beside else "",
            self._section("files", self._files()) if whole else "",
            f'<p class="plain"><strong>{self._said("no_prediction")}</strong> '
            f'{self._said("no_prediction_why")} {self._again()}</p>',
        ]
        body = localised("".join(parts), self.language, html=True)
        return (f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width, initial-scale=1">'
                f'<title>{name}</title><style>{_STYLE}</style></head>'
                f'<body class="{"" if whole else "short"}"><main>{body}</main></body></html>\n')

    def _again(self) -> str:
        link = escape(self.link)
        if self.link.startswith("http"):
            link = f'<a href="{link}">{link}</a>'
        return self._said("again", link="\0").replace("\0", link)

    def _say(self, key: str, **values: object) -> str:
        return WORDS.say(self.language, f"summary.{key}", **values)

    def _said(self, key: str, **values: object) -> str:
        """For HTML."""
        return escape(self._say(key, **values))

    def _section(self, name: str, content: str) -> str:
        return f"<section><h2>{self._said(f'head.{name}')}</h2>{content}</section>"

    def _lever(self, name: str) -> str:
        return lever(name, self.language).label

    def _unit(self, outcome: str) -> str:
        return unit_words(OUTCOME[outcome].unit, self.language, self.taken.paying.currency)

    def _did(self, whole: bool) -> str:
        plan, language, rows = self.plan, self.language, []
        for week, name, value in plan.settings():
            before = plan.level(name, week - 1) if week > 1 else plan.today(name)
            rows.append((self._lever(name), self._say("did.from", week=week),
                         value_words(name, before, language), value_words(name, value, language),
                         zone(name, value, plan.today(name), language)))
        columns = [self._say(f"did.{column}") for column in ("lever", "when", "before", "then", "words")]
        short = [f"{name}: {before} → {then} ({when})" for name, when, before, then, _ in rows]
        said = _table(columns, rows, 5) if whole else _listed(short)
        said = said if rows else f"<p>{self._said('did.nothing')}</p>"
        assumed = [self._say("did.assumes", name=name.replace("_", " "), usual=plan.usually(name), value=value
                             if isinstance(value, str) else written(value)) for name,
                   value in plan.assumptions.items()]
        if assumed:
            said += f"<p>{self._said('did.assumed')}</p>" + _listed(assumed)
        if plan.own_data is not None and plan.own_data.asked:
            known = ", ".join(f"{model(self.language, BY_NAME[name].label)} {written(value)}" for name,
                              value in plan.own_data.asked.items())
            said += f"<p>{self._said('did.own_data', numbers=known)}</p>"
        return said

    def _happened(self, whole: bool) -> str:
        names = [name for name in dict.fromkeys((*self.taken.cards, *(self.answer.cards if whole else ())))
                 if name in self.answer.cards]
        drawn = names if whole else [names[0], names[-1]][:PICTURES]
        pictures = "".join(
            f"<figure><figcaption>{escape(model(self.language, OUTCOME[name].label))} "
            f"({escape(self._unit(name))})</figcaption>"
            f"{picture(self.answer, name, self.language)}</figure>" for name in drawn)
        return (f'<div class="cards">{"".join(self._card(self.answer.cards[name]) for name in names)}</div>'
                f'<div class="pictures">{pictures}</div><p class="quiet">{self._said("happened.key")}</p>')

    def _card(self, card: Card) -> str:
        colour = {True: "better", False: "worse", None: "quiet"}[card.better]
        known = ("likely" if card.likely_low == card.likely_low else "luck" if card.low == card.low
                 else "unknown")
        ends = (card.likely_low, card.likely_high) if known == "likely" else (card.low, card.high)
        low, high = (card.shown(end - card.baseline, sign=True) for end in ends)
        sure = self._said(f"happened.{known}", low=low, high=high, baseline=card.shown(card.baseline))
        unit = self._unit(card.outcome)
        return (f'<div class="card">{escape(model(self.language, card.label))}<b>{card.shown(card.plan)} '
                f'<small class="quiet">{escape(unit)}</small></b>'
                f'<span class="{colour}">{escape(card.compared(self.language))}</span><br>'
                f'<span class="quiet">{sure}</span></div>')

    def _why(self, why: Why) -> str:
        return ("".join(f"<p>{escape(said)}</p>" for said in why.sentences)
                + f'<p class="quiet">{escape(why.note)}</p>')

    def _sure(self, whole: bool) -> str:
        answer, speculative = self.answer, sum(p.sure == "speculative" for p in PARAMETERS.values())
        said = [self._say("sure.first") if answer.kind == "first"
                else self._say("sure.full", pairs=answer.pairs, members=answer.members)]
        if self.named and whole:
            levels = [self._say("sure.level", lever=self._lever(name),
                                sure=model(self.language, LEVERS[name].sure)) for name in self.named]
            said.append(self._say("sure.levels", levels=", ".join(levels)))
        said.append(self._say("sure.assumptions", count=len(PARAMETERS), speculative=speculative))
        return _listed(said)

    def _costs(self, whole: bool) -> str:
        answer, language = self.answer, self.language
        said = [f"{self._lever(name)}: {cost_words(LEVERS[name], language)}" for name in self.named]
        if answer.money is None:
            return _listed(said) + f'<p class="quiet">{self._said("costs.first")}</p>'
        lines = [f"{label}: {text}" for label, text in answer.money_lines(language)]
        lines.append(hours(self.plan, self.taken.organisation).told(language))
        about = money_sentences.about(answer.money, answer.weeks * 5, language)
        text = f'<p class="quiet">{self._said("costs.about", about=about)}</p>{_listed(lines)}'
        if not whole:
            return text
        columns = [self._say(f"costs.{column}") for column in ("part", "a", "b", "by", "interval")]
        return text + _listed(said) + _table(columns, money_sentences.rows(answer.money, language), 1)

    def _beside(self) -> str:
        names = list(dict.fromkeys((*self.taken.cards, "net_value")))
        head = [self._say("beside.plan"), self._say("beside.does"),
                *(model(self.language, OUTCOME[name].label) for name in names)]
        rows = [(self._say("beside.this"), self.plan, self.answer),
                *((each.name, each.plan, each.answer) for each in self.taken.beside)]
        return _table(head, [(name, in_words(plan, self.language) or self._say("did.nothing"),
                              *(self._end(answer, outcome) for outcome in names))
                             for name, plan, answer in rows], 2)

    @staticmethod
    def _end(answer: Answer | None, outcome: str) -> str:
        if answer is None:
            return "…"
        card = answer.cards[outcome]
        return f"{card.shown(card.plan)} ({card.shown(card.difference, sign=True)})"

    def _files(self) -> str:
        said = WORDS.say(self.language, "takeaway.files").split("\n")
        return _listed([*said, *([WORDS.say(self.language, "takeaway.place")] if self.plan.place else [])])
