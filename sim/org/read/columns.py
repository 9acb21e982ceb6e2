"""The names that columns have in files people hold, by meaning: declared here, and nowhere else.

English, German, French and Spanish; the names of Workday, SuccessFactors, BambooHR, Personio, Google
Workspace
and Charts, Entra (Azure AD), Viva, Visio, SAP, Gephi, Cytoscape, igraph and GoJS are among them.  The docs'
table of columns derives from this one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Meaning:
    """What a column can mean.  names: by language, the most telling first, parted by commas.  without: what
    happens where no column has it."""

    what: str
    without: str
    en: str
    de: str = ""
    fr: str = ""
    es: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, English first."""
        return tuple(name.strip() for text in (self.en, self.de, self.fr, self.es)
                     for name in text.split(",") if name.strip())


MEANINGS: dict[str, Meaning] = {
    "id": Meaning("the post's or person's own id", "account, e-mail or name, whichever is unique; else an "
        "error", "id, employee id, worker id, person id, staff id, associate id, user id, employee number, "
        "staff number, personnel number, payroll number, person number, emp id, emp no, emp number, eid, "
        "employee code, post unique reference, unique id, object id, pers no, pernr, person id external, "
        "node, node id, employee, worker, person, report, subordinate, direct report, child, ego id",
        "personalnummer, personalnr, personal nr, mitarbeiternummer, mitarbeiter id, mitarbeiternr, "
        "mitarbeiter nr, pnr, stammnummer, kennung, nummer, mitarbeiter, mitarbeitende, mitarbeiterin",
        "matricule, identifiant, id salarié, id employé, numéro d'employé, numéro employé, salarié, employé, "
        "collaborateur", "id empleado, id de empleado, número de empleado, nº empleado, num empleado, "
        "legajo, código empleado, empleado, trabajador, identificador"),
    "position": Meaning("the id of the position, which holds where nobody is in it", "", "position id, post "
        "id, position number, position code, seat id, planstelle id, job position id", "planstelle, "
        "planstellennummer, stellennummer, stellen id", "id poste, numéro de poste, code poste", "id puesto, "
        "id de puesto, código de puesto"),
    "account": Meaning("the account", "", "sam account name, user principal name, upn, user name, account, "
        "login, alias, login name, mail nickname", "benutzername, anmeldename, konto, benutzer", "nom "
        "d'utilisateur, compte, utilisateur", "usuario, nombre de usuario, cuenta"),
    "email": Meaning("the e-mail address", "", "email, e mail, mail, email address, work email, primary "
        "email, e mail address, company email", "e mail adresse, mailadresse, emailadresse", "courriel, "
        "adresse e mail, adresse email, adresse mail", "correo, correo electrónico, dirección de correo"),
    "name": Meaning("the name", "", "name, full name, employee name, display name, worker name, person name, "
        "legal name, preferred name, last name first name, first name last name, first and last name, "
        "employee full name, incumbent, label, cn", "vollständiger name, mitarbeitername, anzeigename, name "
        "vorname, nachname vorname, vorname nachname, stelleninhaber", "nom complet, nom et prénom, nom "
        "prénom, prénom nom, nom affiché, titulaire", "nombre completo, nombre y apellidos, apellidos y "
        "nombre, nombre para mostrar, titular"),
    "first_name": Meaning("the first name", "", "first name, given name, forename, firstname, preferred "
        "first name", "vorname, rufname", "prénom", "nombre, nombre de pila"),
    "last_name": Meaning("the last name", "", "last name, surname, family name, lastname, sn", "nachname, "
        "familienname, zuname", "nom, nom de famille", "apellido, apellidos, primer apellido"),
    "dn": Meaning("the distinguished name", "", "distinguished name, dn"),
    "manager": Meaning("the manager, by any identifier of the table", "from ties of type `reports_to`, or "
        "any that make a tree; else inferred from levels", "reports to, reports to id, manager id, manager "
        "employee id, manager number, supervisor id, supervisor eid, line manager id, manager, line manager, "
        "supervisor, boss, boss id, superior, leader id, leader, parent, parent id, pid, reporting to, "
        "manager name, manager email, manager mail, manager display name, manager full name, manager "
        "account, manager sam account name, supervisor full name, manager user name, managers name, "
        "supervisor name, supervisor email, line manager name, line manager email, manager user principal "
        "name, manager upn, managers email, manager user id, manager last in the chain, direct manager, "
        "direct supervisor, reporting manager, reporting manager id, people manager, manager eid, reports to "
        "position, reports to position id, reports to senior post, reports to post, reports to name, reports "
        "to email, solid line manager, primary manager, n+1, chief, head, manager dn, parent position, "
        "parent position id, superior position, manager code, manager employee number, direct manager id, "
        "superior id, manager person id, supervisor employee id", "vorgesetzter, vorgesetzte, vorgesetzte r, "
        "vorgesetzten id, vorgesetzter id, vorgesetztennummer, personalnummer vorgesetzter, personalnummer "
        "des vorgesetzten, führungskraft, führungskraft id, direkter vorgesetzter, direkte führungskraft, "
        "berichtet an, disziplinarischer vorgesetzter, disziplinarische führungskraft, fk, teamleitung, "
        "leitung, chef, übergeordnete planstelle", "responsable, supérieur, supérieur hiérarchique, "
        "responsable hiérarchique, manager direct, responsable direct, matricule responsable, matricule "
        "manager, id responsable, id manager, rattaché à, rattachement, rattachement hiérarchique, chef "
        "direct", "jefe, jefe directo, supervisor directo, responsable directo, id jefe, id del jefe, id "
        "supervisor, id responsable, superior jerárquico, reporta a, jefe inmediato, gerente directo"),
    "second_manager": Meaning("a second manager, whose tie is read as an informal one", "", "dotted line "
        "manager, matrix manager, dotted line, functional manager, secondary manager, second manager, matrix "
        "manager id, dotted line to, dotted line manager id, additional manager, project manager id, mentor",
        "fachlicher vorgesetzter, fachliche führungskraft, fachvorgesetzter, zweiter vorgesetzter",
        "responsable fonctionnel, manager fonctionnel, supérieur fonctionnel", "jefe funcional, responsable "
        "funcional"),
    "relation": Meaning("which line a row is about where a post has two rows: solid or dotted", "",
        "relationship, relationship type, line type, reporting type, reporting relationship, reporting line "
        "type, job relationship", "berichtslinie, art der unterstellung", "type de rattachement", "tipo de "
        "relación"),
    "unit": Meaning("the unit", "each leader with direct reports is a team; 30 people or fewer without a "
        "known line are one unit", "unit, team, department, dept, organisational unit, organizational unit, "
        "org unit, group, section, branch, division, business unit, cost center, cost centre, location, "
        "site, office, unit name, team name, department name, dept name, division name, group name, sub "
        "unit, org unit path, org unit name, supervisory organization, supervisory organisation, "
        "organization, organisation, organization name, department id, team id, unit id, dept id, org, "
        "store, shop, office location, work location, cost center name, function area, directorate, region, "
        "company name", "abteilung, bereich, organisationseinheit, orgeinheit, gruppe, einheit, referat, "
        "dezernat, filiale, niederlassung, standort, kostenstelle, abteilungsname, sachgebiet", "service, "
        "département, direction, équipe, unité, pôle, agence, site de travail, établissement, centre de "
        "coûts, unité organisationnelle, entité, secteur", "departamento, área, equipo, unidad, unidad "
        "organizativa, sección, división, grupo, sucursal, oficina, centro de costos, centro de costes, "
        "centro de trabajo, gerencia"),
    "level": Meaning("the level, as a number", "depth in the reporting line, which counts in any case",
        "level, org level, hierarchy level, management level, tier, job level, rank, grade, band, layer, "
        "organization level, organisational level, level designation, job grade, pay grade, salary grade, "
        "career level, layer number", "ebene, hierarchieebene, führungsebene, stufe, hierarchiestufe, "
        "entgeltgruppe, tarifgruppe, besoldungsgruppe", "niveau, niveau hiérarchique, échelon, "
        "classification", "nivel, nivel jerárquico, categoría, grado"),
    "title": Meaning("the title", "", "title, job title, business title, position title, position, job, "
        "role, job name, function, position name, employee title, job role, job description, job profile, "
        "job function, role name, occupation, designation, function type, position description", "stelle, "
        "stellenbezeichnung, funktion, berufsbezeichnung, tätigkeit, rolle, jobtitel, positionsbezeichnung, "
        "titel, funktionsbezeichnung", "poste, fonction, intitulé du poste, intitulé de poste, titre, "
        "emploi, métier, libellé poste", "puesto, cargo, función, título, título del puesto, ocupación, "
        "posición, rol, nombre del puesto"),
    "front_line": Meaning("does the post serve customers: yes or no", "words in titles (adviser, agent, "
        "Verkäufer, vendeur, cajero, ...); without any, every post without reports", "front line, is front "
        "line, customer facing, serves customers, is customer facing, frontline", "kundenkontakt, mit "
        "kundenkontakt", "contact client, en contact client", "contacto con clientes, atención al cliente"),
    "status": Meaning("who has left", "a date of leaving tells; without one, everybody counts", "employment "
        "status, employee status, worker status, status, active status, active, is active, account enabled, "
        "enabled, attrition, terminated, is terminated, termd, has left, leaver, valid, account status, post "
        "status, position status, still employed, currently employed", "beschäftigungsstatus, "
        "mitarbeiterstatus, aktiv, ausgeschieden, anstellungsstatus", "statut, actif, statut d'emploi, "
        "situation", "estado, activo, estado laboral, situación, estatus"),
    "left_on": Meaning("the date of leaving", "", "termination date, leaving date, end date, exit date, date "
        "of termination, last working day, last day, leave date, date left, date of leaving, separation "
        "date, contract end date", "austrittsdatum, austritt, kündigungsdatum, letzter arbeitstag, austritt "
        "am", "date de sortie, date de départ, date de fin, date fin", "fecha de baja, fecha baja, fecha de "
        "salida, fecha de cese"),
    "as_of": Meaning("the day a row is about, where the file holds several: the newest counts", "",
        "effective date, snapshot date, as of date, as of, metric date, snapshot, report date, reporting "
        "date, period, month, year month, as at", "stichtag, stand, berichtsmonat, gültig ab", "date "
        "d'effet, date de situation, mois", "fecha efectiva, fecha de corte, mes"),
    "vacant": Meaning("is nobody in the post: yes or no", "a name such as Vacant or TBH, or no person's id "
        "beside a position's", "vacant, is vacant, vacancy, unfilled", "vakant, unbesetzt", "poste vacant",
        "puesto vacante"),
    "key": Meaning("the post's rank", "the canonical order of ids: 9 before 10", "key"),
    "source": Meaning("who names somebody, in a table of ties", "", "source, from, ego, sender, source id, "
        "from id, v1, from node, from node id, node 1, node1, person 1, i, source node, tail, von, quelle, "
        "origine, origen, begin connected shape, rater"),
    "target": Meaning("who is named, in a table of ties", "", "target, to, alter, receiver, target id, to "
        "id, v2, to node, to node id, node 2, node2, person 2, j, target node, recipient, head node, nach, "
        "an, ziel, cible, destino, end connected shape, ratee"),
    "weight": Meaning("a tie's weight", "every tie counts 1", "weight, strength, value, count, frequency, "
        "gewicht, stärke, poids, peso, emails, messages, interactions"),
    "type": Meaning("a tie's type", "`informal`", "type, relation, tie, kind, network, layer, interaction, "
        "shared interaction, relationship, tie type, edge type, type of tie, art, beziehung, tipo"),
    "directed": Meaning("is a tie directed or undirected, as Gephi says under Type", "", "directed, "
        "direction"),
    "needs": Meaning("the unit needed, in services.csv", "", "needs, needs unit, served by"),
}
"""Accepted column names by meaning, the most telling first; case, accents, spaces and signs do not matter."""

POSTS = ("id", "position", "account", "email", "name", "first_name", "last_name", "dn", "manager",
         "second_manager", "relation", "unit", "level", "title", "front_line", "status", "left_on", "as_of",
         "vacant", "key")
"""Meanings of columns in a table of posts."""

TIES = ("source", "target", "weight", "type", "directed")
"""Meanings of columns in a table of ties."""

IDENTITIES = ("id", "position", "account", "email", "name", "dn")
"""Meanings of columns that can tell who somebody is, in the order in which they are taken for the id."""

PAY_GRADES = ("job level", "grade", "band", "job grade", "pay grade", "salary grade", "career level",
              "entgeltgruppe", "tarifgruppe", "besoldungsgruppe", "grado", "categoría", "classification")
"""Names of levels that often are what somebody is paid, not how far from the top they are."""


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name without capitals, accents, spaces, punctuation, and remarks in brackets.

    >>> plain("Employee_ID "), plain("Reports-To"), plain("Grade (or equivalent)"), plain("Führungskraft")
    ('employeeid', 'reportsto', 'grade', 'fuhrungskraft')
    """
    short = re.sub(r"\(.*?\)|\[.*?\]", "", name).strip() or name
    letters = unicodedata.normalize("NFKD", short.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


@lru_cache(maxsize=1)
def _known() -> dict[str, dict[str, int]]:
    """By meaning the rank of each plain name."""
    return {meaning: {plain(name): i for i, name in reversed(list(enumerate(said.names)))}
            for meaning, said in MEANINGS.items()}


def rank(name: str, meaning: str) -> int | None:
    """How telling a column name is of a meaning, 0 the most; None if it is not known for it."""
    return _known()[meaning].get(plain(name))


def meaning_of(name: str, among: tuple[str, ...] = POSTS) -> str | None:
    """The meaning a column name is most telling of."""
    found = [(place, meaning) for meaning in among if (place := rank(name, meaning)) is not None]
    return min(found)[1] if found else None


def declared(meanings: dict[str, Meaning]) -> list[tuple[str, str, str]]:
    """For the docs: (meaning with what it is, accepted names by language, what happens without it)."""
    rows = []
    for key, said in meanings.items():
        names = "; ".join(f"{language}: {text}" if language else text for language, text in
                          (("", said.en), ("German", said.de), ("French", said.fr), ("Spanish", said.es))
                          if text)
        rows.append((f"`{key}`: {said.what}", names, said.without))
    return rows
