"""The names that figures have in files people keep: of columns, outcomes and units; declared here, and
nowhere else.

The docs' page of figures derives from these tables (:func:`page`).  Capitals, accents, spaces, punctuation
and remarks in brackets do not matter, as in organisations (:func:`sim.org.read.columns.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sim.model.outcomes import OUTCOME, WHOLE
from sim.org.read.columns import MEANINGS, Meaning, declared, plain
from sim.words import MODEL, model

COLUMNS = {
    "period": Meaning(
        "a number counted from the first day of the run, a date, or `all`", "the whole run",
        "period, date, month, quarter, week, year, day, time, wave, year month, reporting period, survey "
        "date",
        "monat, quartal, woche, kalenderwoche, kw, jahr, datum, zeitraum, periode, tag",
        "mois, trimestre, semaine, année, période", "mes, semana, año, fecha, periodo"),
    "unit": Meaning(
        "a unit of the organisation, or `(all)`", "the whole organisation",
        ", ".join((MEANINGS["unit"].en, "row labels, store id, branch id, site id, shop id, location "
                   "id, store name, segment")),
        f"{MEANINGS['unit'].de}, zeilenbeschriftungen", f"{MEANINGS['unit'].fr}, étiquettes de lignes",
        f"{MEANINGS['unit'].es}, etiquetas de fila, tienda"),
    "outcome": Meaning(
        "what the figure is of", "columns named for outcomes, or `--outcome`",
        "outcome, metric, measure, kpi, indicator, question, item, variable, topic, dimension",
        "kennzahl, messgröße, frage, merkmal, thema, indikator", "indicateur, mesure, thème",
        "indicador, métrica, pregunta, medida"),
    "value": Meaning(
        "the figure", "columns named for outcomes, periods or units",
        "value, mean, average, score, result, rating, figure, mean score, average score, avg, avg score, "
        "average of response, average of value, average of score, mean rating, average rating",
        "wert, mittelwert, durchschnitt, ergebnis, punkte, note, mittelwert von antwort, mittelwert von wert",
        "valeur, moyenne, résultat", "valor, media, promedio, resultado, puntuación"),
    "n": Meaning(
        "answers, people or contacts behind it", "`--n`",
        "n, responses, count, count of response, count of value, count of score, answers, number of "
        "responses, number of answers, respondents, participants, base, sample, sample size, headcount, "
        "average headcount, people, employees, staff, fte, contacts, volume, surveys, response count, cases",
        "antworten, anzahl, anzahl antworten, rückläufer, teilnehmer, köpfe, kopfzahl, mitarbeiterzahl, "
        "mitarbeiter, fallzahl, kontakte, anzahl von antwort",
        "réponses, nombre, nombre de réponses, effectif, effectifs, répondants",
        "respuestas, número de respuestas, plantilla, encuestados, muestra"),
    "leavers": Meaning(
        "people who left in the period: turnover is counted from it", "",
        "leavers, quits, exits, separations, terminations, people who left, number of leavers",
        "austritte, abgänge, kündigungen", "départs, sorties", "bajas, salidas"),
    "scale": Meaning("the scale, such as 1-5", "told by a column's name, a cell, or `--scale`",
                     "scale, answer scale, range", "skala", "échelle", "escala"),
}
"""Accepted names of columns by meaning, the most telling first."""

OUTCOMES = {
    "customer_satisfaction": "csat, csat score, csat %, customer satisfaction score, customer sat, guest "
    "satisfaction, client satisfaction, kundenzufriedenheit, satisfaction client, satisfaction des clients, "
    "satisfacción del cliente, satisfacción de clientes",
    "promoters_minus_detractors": "nps, net promoter score, tnps, transactional nps, cnps",
    "staff_turnover": "turnover, turnover rate, employee turnover, employee turnover rate, staff turnover "
                      "rate, "
    "attrition, attrition rate, labour turnover, labor turnover, annual turnover, fluktuation, "
    "fluktuationsrate, fluktuationsquote, rotation du personnel, taux de rotation, rotación, rotación de "
    "personal, tasa de rotación",
    "absence": "absence rate, absenteeism, absenteeism rate, sickness absence, sickness rate, sick rate, "
    "krankenstand, krankenquote, fehlzeitenquote, absentéisme, taux d'absentéisme, absentismo",
    "customer_churn": "churn, churn rate, customer churn rate, customer attrition, kundenabwanderung, "
    "kündigungsrate kunden, taux d'attrition clients, tasa de abandono",
    "resolved_first_contact": "fcr, first contact resolution, first call resolution, first time fix, "
    "erstlösungsquote, résolution au premier contact, resolución en el primer contacto",
    "service_level": "sla, service level %, servicelevel, niveau de service, nivel de servicio",
    "handle_minutes": "aht minutes, average handle time minutes, handling time minutes",
    "wait_minutes": "wait time minutes, asa minutes, average speed of answer minutes, wartezeit minuten",
    "job_satisfaction": "employee satisfaction, esat, staff satisfaction, arbeitszufriedenheit, "
    "mitarbeiterzufriedenheit, satisfaction au travail, satisfacción laboral",
    "engagement": "employee engagement, engagement score, engagement index, mitarbeiterengagement, "
                  "compromiso",
    "burnout_share": "burnout, burnout rate, burnt out share",
    "trust_in_leader": "trust in manager, trust in my manager, trust in supervisor, trust in line manager, "
    "vertrauen in die führungskraft, confiance dans le manager, confianza en el jefe",
    "trust_in_top": "trust in top management, trust in senior leaders, trust in leadership, vertrauen in die "
    "geschäftsleitung",
    "psychological_safety": "psychologische sicherheit, sécurité psychologique, seguridad psicológica",
    "vacancies": "vacancy rate, vakanzquote", "occupancy": "utilisation, utilization, auslastung",
}
"""Usual names of outcomes besides their own names and labels."""

NO_OUTCOME = {
    "enps, employee net promoter score, employee nps": "is about employees who would recommend their "
                                                       "employer, "
    "which no outcome is: promoters_minus_detractors is of customers; nearest are job_satisfaction and "
    "engagement, which are means of answers from 0 to 100",
    "ces, customer effort score, customer effort": "is about effort, which no outcome is; nearest are "
    "repeat_contacts and resolved_first_contact",
    "favourable, favorable, favourable share, top box, top 2 box, top two box": "is a share of people and "
                                                                                "not "
    "a mean of their answers; give the mean",
}
"""Usual names of what the model has no outcome for, and what to give instead."""

EVERYBODY = ("all", "total", "grand total", "overall", "company", "organisation", "organization", "whole",
             "whole organisation", "everybody", "gesamt", "gesamtergebnis", "insgesamt", "unternehmen",
             "ensemble", "total général", "total general", "toda la empresa")
"""Names for the whole organisation besides (all)."""

_AROUND = re.compile(r"(average|mean|avg\.?|mittelwert|durchschnitt|moyenne|promedio|sum|count|anzahl|nombre|"
                     r"cuenta)( of| von| de)? +", re.IGNORECASE)
_STOP = {"i", "my", "the", "a", "an", "of", "in", "to", "and", "is", "can", "me", "up", "we", "our", "at",
         "with", "score", "rate", "mean", "that", "are", "am"}
_NEAR = {"manager": "leader", "supervisor": "leader", "boss": "leader", "speak": "safety", "afraid": "fear",
         "fair": "fairness", "cares": "care", "stress": "burnout", "satisfied": "satisfaction",
         "customers": "customer"}


@lru_cache(maxsize=1)
def _columns() -> dict[str, tuple[int, str]]:
    """By plain name how telling it is, and of what."""
    found: dict[str, tuple[int, str]] = {}
    for meaning, said in COLUMNS.items():
        for rank, name in enumerate(said.names):
            found.setdefault(plain(name), (rank, meaning))
    return found


def column(name: str) -> tuple[int, str] | None:
    """(how telling, meaning) of a column name, or None where nobody knows it.

    >>> column("Mean (1-5)"), column("Umsatz")
    ((1, 'value'), None)
    """
    return _columns().get(plain(name))


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, its in OUTCOME.items():
        for said in (name, its.label, *(model(code, its.label) for code in MODEL.languages())):
            found.setdefault(plain(said), name)
    for name, usual in OUTCOMES.items():
        for said in usual.split(", "):
            found.setdefault(plain(said), name)
    return found


def outcome(text: str, among: Iterable[str]) -> str | None:
    """The outcome of a name, label or usual name, also 'Average of X'; None where there is none.

    >>> outcome("CSAT", OUTCOME), outcome("Average of Fear", OUTCOME), outcome("eNPS", OUTCOME)
    ('customer_satisfaction', 'fear', None)
    """
    if text in among:
        return text
    found = _outcomes().get(plain(text)) or _outcomes().get(plain(_AROUND.sub("", text.strip(), count=1)))
    return found if found is not None and found in among else None


def no_outcome(text: str) -> str:
    """Why the model has nothing for a usual name; '' where nothing is known of it."""
    return next((why for usual, why in NO_OUTCOME.items() if plain(text) in map(plain, usual.split(", "))),
                "")


def likely(text: str, among: Iterable[str]) -> str:
    """The outcome that shares most words with a text, '' where none shares any.

    >>> likely("I trust my manager", OUTCOME), likely("I can speak up without fear", OUTCOME)
    ('trust_in_leader', 'psychological_safety')
    """
    def words(of: str) -> set[str]:
        return {_NEAR.get(word, word) for word in re.findall(r"[a-z]+", of.lower())} - _STOP

    asked = words(re.sub(r"\b(without|not|ohne|sans|sin) \w+", "", text))
    known = [(len(asked & words(name.replace("_", " "))), -i, name) for i, name in enumerate(among)]
    best = max(known, default=(0, 0, ""))
    return best[2] if best[0] else ""


def of_everybody(text: str) -> bool:
    """Does a name stand for the whole organisation?"""
    return text == WHOLE or plain(text) in map(plain, EVERYBODY)


def is_total(text: str) -> bool:
    """Is it the last line of a table rather than a name for everybody?"""
    return "total" in plain(text) or plain(text) in ("gesamtergebnis", "insgesamt", "gesamt")


def page() -> tuple[list[tuple[str, str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """For the docs: columns (meaning, names, without it), outcomes (name, usual names), no outcomes."""
    return (declared(COLUMNS), [(f"`{name}`", usual) for name, usual in OUTCOMES.items()],
            list(NO_OUTCOME.items()))
