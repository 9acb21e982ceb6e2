"""One printable page: what you did, what happened, why, how sure, what it costs.  Everything it needs is inside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.org.organisation import Organisation
from sim.parameters import LEVERS, PARAMETERS, SURE
from sim.report import drawings, money_words
from sim.whatif.answer import Answer, Card
from sim.whatif.figures import written
from sim.whatif.levers import lever, value_words, zone
from sim.whatif.lines import picture
from sim.whatif.lives import FIRST_CARDS
from sim.whatif.plan import Plan
from sim.whatif.why import Why

NOT_A_PREDICTION = "For conversation, not for prediction."
"""What every page says."""

_OWN = """
@page { size: A4; margin: 14mm }
* { box-sizing: border-box } body { font: 13px/1.42 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #212121;
  background: #fff; max-width: 780px; margin: 0 auto; padding: 16px }
:root { --line: #E0E0E0; --ink: #212121; --ink-soft: #616161; --baseline: #757575; --better: #00796B; --better-ink: #00796B;
  --worse: #D95F02; --worse-ink: #B34700 }
h1 { font-size: 22px; margin: 0 0 2px; line-height: 1.2 } h2 { font-size: 15px; margin: 16px 0 4px; border-bottom: 1px solid #BDBDBD }
p, ul { margin: 4px 0 } ul { padding-left: 18px } .quiet { color: #616161 } .plain { border-left: 4px solid #00796B; padding-left: 8px }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(165px, 1fr)); gap: 8px; margin: 8px 0 }
.card { border: 1px solid #BDBDBD; border-radius: 6px; padding: 6px 8px; break-inside: avoid } .card b { font-size: 22px; display: block }
.better { color: #00796B } .worse { color: #B34700 } .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr));
  gap: 8px 20px } figure { margin: 0; break-inside: avoid } figcaption { font-weight: bold }
.drawing, .drawing .tick, .drawing .end { font-size: 17px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 2px 8px 2px 0; border-bottom: 1px solid #E0E0E0; vertical-align: top } td.n, th.n { text-align: right }
"""
_STYLE = drawings.STYLE + _OWN


def summary(plan: Plan, answer: Answer, why: Why | None = None, *, organisation: Organisation | None = None, link: str = "",
            cards: Sequence[str] = FIRST_CARDS) -> str:
    """The page as HTML.  why: left out where nobody asked.  link: an address that restores the plan.  cards: outcomes to show."""
    scenario = plan.baseline(organisation)
    firm = scenario.title if organisation is None else organisation.name
    parts = [
        f"<h1>What if? {escape(firm)}</h1>",
        f'<p class="quiet">{answer.people:,} people, {answer.weeks} weeks. {escape(answer.says)}</p>',
        f'<p class="plain"><strong>{NOT_A_PREDICTION}</strong> A model was asked, not your firm. It holds claims of research, each with '
        "its source; how strong they are is often not known.</p>",
        _section("What you did", _did(plan)),
        _section("What happened", _happened(answer, cards)),
        _section("Why", _why(why)) if why is not None else "",
        _section("How sure", _sure(plan, answer)),
        _section("What it costs", _costs(plan, answer)),
        f'<p class="quiet">{NOT_A_PREDICTION} To open this plan again: {escape(link or plan.to_text())}</p>',
    ]
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, '
            f'initial-scale=1"><title>What if? {escape(firm)}</title><style>{_STYLE}</style></head><body><main>{"".join(parts)}</main>'
            "</body></html>\n")


def _section(title: str, content: str) -> str:
    return f"<section><h2>{title}</h2>{content}</section>"


def _listed(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(said)}</li>" for said in sentences) + "</ul>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(f'<{tag}{" class=n" if i >= numbers_from else ""}>{escape(cell)}</{tag}>' for i, cell in enumerate(row))

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


def _did(plan: Plan) -> str:
    rows = []
    for week, name, value in plan.settings():
        before = plan.level(name, week - 1) if week > 1 else plan.today(name)
        rows.append((lever(name).label, f"from week {week}", value_words(name, before), value_words(name, value),
                     zone(name, value, plan.today(name))))
    said = _table(("lever", "when", "before", "then", "in words"), rows, 5) if rows else "<p>Nothing: the baseline goes on.</p>"
    assumed = [f"{name.replace('_', ' ')}: {value if isinstance(value, str) else written(value)} instead of {plan.usually(name)}"
               for name, value in plan.assumptions.items()]
    if assumed:
        said += "<p>Assumed otherwise than usual, for baseline and plan alike:</p>" + _listed(assumed)
    if plan.mine is not None and plan.mine.asked:
        known = ", ".join(f"{name} {written(value)}" for name, value in plan.mine.asked.items())
        said += f"<p>The baseline was set to your own numbers: {escape(known)}.</p>"
    return said


def _happened(answer: Answer, cards: Sequence[str]) -> str:
    shown = [answer.cards[name] for name in cards]
    pictures = "".join(f"<figure><figcaption>{escape(c.label)} ({escape(c.unit)})</figcaption>{picture(answer, c.outcome)}</figure>"
                       for c in shown)
    return (f'<div class="cards">{"".join(map(_card, shown))}</div><div class="pictures">{pictures}</div>'
            '<p class="quiet">Dashed: the baseline. Dark band: luck. Pale band: luck, and parameters that nobody knows.</p>')


def _card(card: Card) -> str:
    colour = {True: "better", False: "worse", None: "quiet"}[card.better]
    luck = f"by luck {card.shown(card.low)} to {card.shown(card.high)}" if card.low == card.low else ""
    likely = f"likely {card.shown(card.likely_low)} to {card.shown(card.likely_high)}" if card.likely_low == card.likely_low else luck
    return (f'<div class="card">{escape(card.label)}<b>{card.shown(card.plan)}</b><span class="{colour}">{card.arrow} {escape(card.words)}'
            f'</span><br><span class="quiet">{likely}; baseline {card.shown(card.baseline)}</span></div>')


def _why(why: Why) -> str:
    return "".join(f"<p>{escape(said)}</p>" for said in why.sentences) + f'<p class="quiet">{escape(why.note)}</p>'


def _sure(plan: Plan, answer: Answer) -> str:
    named = dict.fromkeys(name for _, name, _ in plan.settings())
    words = ", ".join(f"{lever(name).label.lower()} ({LEVERS[name].sure})" for name in named)
    speculative = sum(p.sure == "speculative" for p in PARAMETERS.values())
    said = [answer.says]
    if answer.kind == "instant":
        said.append("It is a first guess; wait for the honest answer before you print.")
    else:
        said.append(f"'By luck' is the 95 % interval over {answer.pairs} pairs of worlds. 'Likely' is where one more life would stand, "
                    f"with parameters from an ensemble that fits the evidence about as well ({answer.members} members).")
    if words:
        said.append(f"How well the levels of your levers are known: {words}.")
    said.append(f"Of {len(PARAMETERS)} assumptions {speculative} are speculative: {SURE['speculative']}. The direction of each single "
                "influence is put in, with its source.")
    return _listed(said)


def _costs(plan: Plan, answer: Answer) -> str:
    named = dict.fromkeys(name for _, name, _ in plan.settings())
    said = _listed([f"{lever(name).label}: {LEVERS[name].cost or 'nothing that is counted'}." for name in named])
    if answer.money is None:
        return said + '<p class="quiet">Money is counted in the honest answer only.</p>'
    lines = [f"{label}: {text}" for label, text in answer.money_lines]
    about = money_words.about(answer.money, answer.weeks * 5)
    return (said + f'<p class="quiet">A is the baseline, B the plan; {escape(about)}.</p>' + _listed(lines)
            + _table(("part", "A", "B", "B − A", "95 % interval"), money_words.rows(answer.money), 1))
