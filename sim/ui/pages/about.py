"""What the simulator is and is not, how sure it is, what it does with data, what it rests on."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

import solara

import sim
from sim.model.mechanisms.catalogue import MECHANISMS
from sim.model.parameters import PARAMETERS, SURE
from sim.ui import limits
from sim.ui.tags import heading, paragraph, table, tag
from sim.ui.words import model, source, t

_PARTS = ("mesa", "numpy", "numba", "solara")


@solara.component
def Page() -> None:
    """The page."""
    solara.Title(t("about.title"))
    with tag("div", classes="prose"):
        heading(1, t("about.title"))
        paragraph(t("about.lead"), "lead")
        heading(2, t("about.is"))
        paragraph(t("about.is_how"))
        paragraph(t("about.is_pairs"))
        heading(2, t("about.isnt"))
        with tag("ul", classes="plain"):
            for name in ("forecast", "judge", "proof"):
                tag("li", t(f"about.isnt_{name}"))
        heading(2, t("about.privacy"))
        paragraph(t("about.privacy_text", cull=limits.CULL.removesuffix("m")))
        paragraph(t("about.privacy_cookies"))
        _how_sure()
        _sources()
        _versions()


def _how_sure() -> None:
    heading(2, t("about.sure"))
    paragraph(t("about.sure_text", count=len(PARAMETERS)))
    counted = Counter(parameter.sure for parameter in PARAMETERS.values())
    table([t("about.sure_kind"), t("about.sure_count"), t("about.sure_means")],
          [(model(kind), str(counted[kind]), model(meaning)) for kind, meaning in SURE.items()],
          t("about.sure"))


def _sources() -> None:
    heading(2, t("about.sources"))
    paragraph(t("about.sources_text", count=len(MECHANISMS)))
    with tag("details"):
        tag("summary", t("about.sources_open"))
        table([t("about.sources_claim"), t("about.sources_source")],
              [(model(m.title), source(m.source)) for m in MECHANISMS], t("about.sources"))


def _versions() -> None:
    heading(2, t("about.versions"))
    paragraph(t("about.versions_text"))
    table([t("about.versions_part"), t("about.versions_version")], _versions_used(), t("about.versions"))


@cache
def _versions_used() -> Iterable[tuple[str, str]]:
    return (("sim", sim.__version__), ("Python", platform.python_version()),
            *((part, version(part)) for part in _PARTS))
