"""What is taken away from the page: one printable page, and an archive with tables, pictures and scenarios
that the command line runs.

The page says what you did, what happened, why, how sure it is and what it costs; everything it needs is
inside it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from sim.base import writing
from sim.model.outcomes import OUTCOME
from sim.model.parameters import LEVERS, PARAMETERS, SURE
from sim.org.organisation import Organisation
from sim.report import drawings, money_sentences
from sim.report.wording import title
from sim.whatif.answer import Answer, Card, picture
from sim.whatif.levers import lever, value_words, zone
from sim.whatif.parts import BY_NAME, written
from sim.whatif.plan import Plan
from sim.whatif.runs import FIRST_CARDS
from sim.whatif.why import Why
from sim.whatif.words import WORDS
from sim.words import ENGLISH, model

_OWN = """
@page { size: A4; margin: 14mm }
* { box-sizing: border-box }
body { font: 13px/1.42 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #212121;
  background: #fff; max-width: 780px; margin: 0 auto; padding: 16px }
:root { --line: #E0E0E0; --ink: #212121; --ink-soft: #616161; --baseline: #757575;
  --better: #00796B; --better-ink: #00796B; --worse: #D95F02; --worse-ink: #B34700 }
h1 { font-size: 22px; margin: 0 0 2px; line-height: 1.2 }
h2 { font-size: 15px; margin: 16px 0 4px; border-bottom: 1px solid #BDBDBD }
p, ul { margin: 4px 0 } ul { padding-left: 18px }
.quiet { color: #616161 } .plain { border-left: 4px solid #00796B; padding-left: 8px }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(165px, 1fr)); gap: 8px; margin: 8px 0 }
.card { border: 1px solid #BDBDBD; border-radius: 6px; padding: 6px 8px; break-inside: avoid }
.card b { font-size: 22px; display: block }
.better { color: #00796B } .worse { color: #B34700 }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 8px 20px }
figure { margin: 0; break-inside: avoid } figcaption { font-weight: bold }
.drawing, .drawing .tick, .drawing .end { font-size: 17px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 2px 8px 2px 0; border-bottom: 1px solid #E0E0E0; vertical-align: top }
td.n, th.n { text-align: right }
"""
_STYLE = drawings.STYLE + _OWN


def summary(plan: Plan, answer: Answer, why: Why | None = None, *, organisation: Organisation | None = None,
            link: str = "", cards: Sequence[str] = FIRST_CARDS, language: str = ENGLISH) -> str:
    """The page as HTML.  why: left out where nobody asked.  link: an address that restores the plan.  cards:
    outcomes to show."""
    firm = title(plan.baseline(organisation), language) if organisation is None else organisation.name
    return _Page(plan, answer, language).html(firm, why, link or plan.to_text(), cards)


def _listed(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(said)}</li>" for said in sentences) + "</ul>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(f'<{tag}{" class=n" if i >= numbers_from else ""}>{escape(cell)}</{tag}>' for i,
                       cell in enumerate(row))

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


class _Page:
    """The page of an answer in a language, section by section."""

    def __init__(self, plan: Plan, answer: Answer, language: str) -> None:
        self.plan, self.answer, self.language = plan, answer, language
        self.named = list(dict.fromkeys(name for _, name, _ in plan.settings()))

    def html(self, firm: str, why: Why | None, link: str, cards: Sequence[str]) -> str:
        name, answer = self._said("title", firm=firm), self.answer
        parts = [
            f"<h1>{name}</h1>",
            f'<p class="quiet">'
            f'{self._said("size", people=answer.people, weeks=answer.weeks, says=answer.says(self.language))}'
            '</p>',
            f'<p class="plain"><strong>{self._said("no_prediction")}</strong> '
            f'{self._said("no_prediction_why")}</p>',
            self._section("did", self._did()),
            self._section("happened", self._happened(cards)),
            self._section("why", self._why(why.told_in(self.language))) if why is not None else "",
            self._section("sure", self._sure()),
            self._section("costs", self._costs()),
            f'<p class="quiet">{self._said("no_prediction")} {self._said("again", link=link)}</p>',
        ]
        return (f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width, initial-scale=1">'
                f'<title>{name}</title><style>{_STYLE}</style></head>'
                f'<body><main>{"".join(parts)}</main></body></html>\n')

    def _say(self, key: str, **values: object) -> str:
        return WORDS.say(self.language, f"summary.{key}", **values)

    def _said(self, key: str, **values: object) -> str:
        """For HTML."""
        return escape(self._say(key, **values))

    def _section(self, name: str, content: str) -> str:
        return f"<section><h2>{self._said(f'head.{name}')}</h2>{content}</section>"

    def _lever(self, name: str) -> str:
        return lever(name, self.language).label

    def _did(self) -> str:
        plan, language, rows = self.plan, self.language, []
        for week, name, value in plan.settings():
            before = plan.level(name, week - 1) if week > 1 else plan.today(name)
            rows.append((self._lever(name), self._say("did.from", week=week),
                         value_words(name, before, language), value_words(name, value, language),
                         zone(name, value, plan.today(name), language)))
        columns = [self._say(f"did.{column}") for column in ("lever", "when", "before", "then", "words")]
        said = _table(columns, rows, 5) if rows else f"<p>{self._said('did.nothing')}</p>"
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

    def _happened(self, cards: Sequence[str]) -> str:
        shown = [self.answer.cards[name] for name in cards]
        pictures = "".join(
            f"<figure><figcaption>{escape(model(self.language, c.label))} "
            f"({escape(model(self.language, c.unit))})</figcaption>"
            f"{picture(self.answer, c.outcome, self.language)}</figure>" for c in shown)
        return (f'<div class="cards">{"".join(map(self._card, shown))}</div><div '
                f'class="pictures">{pictures}</div><p class="quiet">{self._said("happened.key")}</p>')

    def _card(self, card: Card) -> str:
        colour = {True: "better", False: "worse", None: "quiet"}[card.better]
        known = ("likely" if card.likely_low == card.likely_low else "luck" if card.low == card.low
                 else "unknown")
        low, high = (card.likely_low, card.likely_high) if known == "likely" else (card.low, card.high)
        sure = self._said(f"happened.{known}", low=card.shown(low), high=card.shown(high),
                          baseline=card.shown(card.baseline))
        return (f'<div class="card">{escape(model(self.language, card.label))}<b>{card.shown(card.plan)}</b>'
                f'<span class="{colour}">{card.arrow} {escape(card.words(self.language))}</span><br>'
                f'<span class="quiet">{sure}</span></div>')

    def _why(self, why: Why) -> str:
        return ("".join(f"<p>{escape(said)}</p>" for said in why.sentences)
                + f'<p class="quiet">{escape(why.note)}</p>')

    def _sure(self) -> str:
        answer, speculative = self.answer, sum(p.sure == "speculative" for p in PARAMETERS.values())
        said = [answer.says(self.language)]
        if answer.kind == "surrogate":
            said.append(self._say("sure.surrogate"))
        else:
            said.append(self._say("sure.full", pairs=answer.pairs, members=answer.members))
        if self.named:
            levels = [self._say("sure.level", lever=self._lever(name),
                                sure=model(self.language, LEVERS[name].sure)) for name in self.named]
            said.append(self._say("sure.levels", levels=", ".join(levels)))
        said.append(self._say("sure.assumptions", count=len(PARAMETERS), speculative=speculative,
                              means=model(self.language, SURE["speculative"])))
        return _listed(said)

    def _costs(self) -> str:
        answer, language = self.answer, self.language
        said = _listed([self._say("costs.of" if LEVERS[name].cost else "costs.free", lever=self._lever(name),
                                  cost=model(language, LEVERS[name].cost)) for name in self.named])
        if answer.money is None:
            return said + f'<p class="quiet">{self._said("costs.surrogate")}</p>'
        lines = [f"{label}: {text}" for label, text in answer.money_lines(language)]
        about = money_sentences.about(answer.money, answer.weeks * 5, language)
        columns = [self._say(f"costs.{column}") for column in ("part", "a", "b", "by", "interval")]
        return (said + f'<p class="quiet">{self._said("costs.about", about=about)}</p>' + _listed(lines)
                + _table(columns, money_sentences.rows(answer.money, language), 1))


type Rows = Iterable[Sequence[object]]


def takeaway(plan: Plan, answer: Answer, why: Why | None = None, *, organisation: Organisation | None = None,
             link: str = "", language: str = ENGLISH) -> bytes:
    """The archive (ZIP).  An uploaded organisation stays out of it: it is people's data.

    language: of texts and pictures; names and columns are as the model has them.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(plan, answer, why, organisation, link, language):
            archive.writestr(name, text)
    return content.getvalue()


def _files(plan: Plan, answer: Answer, why: Why | None, organisation: Organisation | None, link: str,
           language: str) -> Iterator[tuple[str, str]]:
    texts = [WORDS.say(language, "takeaway.read_me", says=answer.says(language))]
    texts += [WORDS.say(language, "takeaway.place")] if plan.place else []
    yield "README.txt", "\n\n".join(texts) + "\n"
    yield "summary.html", summary(plan, answer, why, organisation=organisation, link=link, language=language)
    bands = ("low", "high", "likely_low", "likely_high")
    yield "outcomes.csv", writing.rows(("outcome", "unit", "baseline", "plan", "difference", *bands,
                                        "separated"), _outcomes(answer))
    yield "weeks.csv", writing.rows(("outcome", "week", "baseline", "plan", *bands), _weeks(answer))
    if why is not None:
        yield "why.csv", writing.rows(("by", "part", "contribution", "low", "high", "separated"), _parts(why))
    for name in answer.cards:
        drawn = picture(answer, name, language)
        yield f"figures/{name}.svg", drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
                                                   'font-size="10" ', 1)
    made_up = plan.but(place="")
    yield "baseline.yaml", made_up.baseline().to_yaml()
    yield "plan.yaml", made_up.scenario().to_yaml()
    yield "link.txt", f"{link or plan.to_text()}\n"


def _outcomes(answer: Answer) -> Rows:
    for card in answer.cards.values():
        numbers = (card.baseline, card.plan, card.difference, card.low, card.high, card.likely_low,
                   card.likely_high)
        yield card.outcome, OUTCOME[card.outcome].unit, *map(_plain, numbers), str(card.separated).lower()


def _weeks(answer: Answer) -> Rows:
    for name, line in answer.series.items():
        columns = (line.baseline, line.plan, line.low, line.high, line.par_low, line.par_high)
        yield from ((name, week + 1, *(_plain(float(column[week])) for column in columns))
                    for week in range(answer.weeks))


def _parts(why: Why) -> Rows:
    for by, parts in (("path", why.paths), ("lever", why.levers)):
        yield from ((by, part.name, *map(_plain, (part.contribution, part.low, part.high)),
                     str(part.separated).lower()) for part in parts)


def _plain(value: float) -> str:
    """Four digits after the point; nothing where it is missing."""
    return "" if value != value else f"{value:.4f}"
