"""An organisation written in every format and dialect that people hold, for the reader to find the same
again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl

NAMES = {
    "en": {"id": "Employee ID", "manager": "Manager", "unit": "Department", "title": "Job Title",
           "email": "Email",
           "first_name": "First Name", "last_name": "Last Name", "front_line": "Front Line"},
    "de": {"id": "Personalnummer", "manager": "Vorgesetzter", "unit": "Abteilung",
           "title": "Stellenbezeichnung",
           "email": "E-Mail-Adresse", "first_name": "Vorname", "last_name": "Nachname",
           "front_line": "Kundenkontakt"},
    "fr": {"id": "Matricule", "manager": "Supérieur hiérarchique", "unit": "Département",
           "title": "Intitulé du poste",
           "email": "Courriel", "first_name": "Prénom", "last_name": "Nom de famille",
           "front_line": "Contact client"},
    "es": {"id": "Número de empleado", "manager": "Jefe directo", "unit": "Área", "title": "Puesto",
           "email": "Correo electrónico", "first_name": "Nombre de pila", "last_name": "Apellidos",
           "front_line": "Contacto con clientes"},
}
"""Names of columns as systems of four languages write them."""

MARKS = ("", "-", "—", "N/A", "None", "0", "TBD", "no manager", "#N/A", "kein Vorgesetzter")
"""What stands in the manager cell of a head."""

KINDS = ("id", "email", "name", "last_first", "name_id", "dn", "spelt")
"""How a manager is given."""


@dataclass
class Firm:
    """A firm of random shape: posts by number, each with its manager (-1 for the head), unit and front
    line."""

    manager: list[int]
    unit: list[str]
    front: list[bool]
    titles: list[str]
    ids: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.ids = [f"E{100 + i}" for i in range(len(self.manager))]

    def first(self, i: int) -> str:
        return f"Zoë{chr(97 + i % 26)}{chr(97 + i // 26)}"

    def last(self, i: int) -> str:
        return f"Müller{chr(97 + i // 26)}{chr(97 + i % 26)}"

    def called(self, i: int, kind: str) -> str:
        """How another row names post i as a manager."""
        name = f"{self.first(i)} {self.last(i)}"
        return {"id": self.ids[i], "email": f"p{i}@Firm.test", "name": name,
                "last_first": f"{self.last(i)}, {self.first(i)}", "name_id": f"{name} ({self.ids[i]})",
                "dn": f"CN={name},OU=Staff,DC=firm,DC=test", "spelt": f" {self.ids[i].lower()} "}[kind]

    def table(self, language: str, kind: str, mark: str, extra: bool = True) -> list[list[str]]:
        """Rows, the first of column names."""
        names = NAMES[language]
        rows = [[names[key] for key in ("id", "first_name", "last_name", "email", "unit", "title",
                                        "front_line", "manager")] + (["Notes"] if extra else [])]
        for i, boss in enumerate(self.manager):
            rows.append([self.ids[i], self.first(i), self.last(i), f"p{i}@firm.test", self.unit[i],
                         self.titles[i],
                         "yes" if self.front[i] else "no", self.called(boss, kind) if boss >= 0 else mark]
                        + (["x" * 700] if extra and i == 1 else [""] if extra else []))
        return rows


def as_csv(rows: list[list[str]], separator: str, encoding: str, line_end: str, above: int, below: bool,
           said: bool) -> bytes:
    """Separated values with noise: a line that names the separator, lines above the names, a total below."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    width = len(rows[0])
    writer.writerows([["Headcount", *[""] * (width - 1)], ["as of today", *[""] * (width - 1)]][:above])
    writer.writerows(rows)
    if below:
        writer.writerow([f"Total: {len(rows) - 1}", *[""] * (width - 1)])
    whole = (f"sep={separator}{line_end}" if said and separator != "|" else "") + text.getvalue()
    return whole.encode(encoding)


def as_workbook(rows: list[list[str]], path: Path) -> None:
    """The table on the second sheet, behind one of notes."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Headcount, as exported"])
    sheet = book.create_sheet("Staff")
    for row in rows:
        sheet.append([cell[:600] or None for cell in row])
    book.save(path)


def as_tree(firm: Firm) -> str:
    """JSON: records with children."""
    def record(i: int) -> dict[str, Any]:
        own: dict[str, Any] = {"id": firm.ids[i], "unit": firm.unit[i], "title": firm.titles[i],
                               "front_line": firm.front[i]}
        below = [record(j) for j, boss in enumerate(firm.manager) if boss == i]
        return own | ({"children": below} if below else {})

    return json.dumps(record(firm.manager.index(-1)))


def as_records(firm: Firm) -> str:
    """JSON: a list of records, the manager a record of their own inside."""
    return json.dumps({"value": [
        {"employeeId": firm.ids[i], "department": firm.unit[i], "jobTitle": firm.titles[i],
         "customer facing": firm.front[i], "manager": {"id": firm.ids[boss]} if boss >= 0 else None}
        for i, boss in enumerate(firm.manager)]})


def as_graph(firm: Firm, typed: bool, down: bool) -> nx.DiGraph:
    """A graph whose edges are the line, with a type or without, either way."""
    graph = nx.DiGraph()
    for i, name in enumerate(firm.ids):
        graph.add_node(name, unit=firm.unit[i], title=firm.titles[i], front_line=int(firm.front[i]))
    for i, boss in enumerate(firm.manager):
        if boss >= 0:
            ends = (firm.ids[boss], firm.ids[i]) if down else (firm.ids[i], firm.ids[boss])
            graph.add_edge(*ends, **({"type": "manages" if down else "reports_to"} if typed else {}))
    return graph
