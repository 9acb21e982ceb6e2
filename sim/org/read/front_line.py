"""Which posts serve customers: by a column, else by words in titles, else all without reports."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import numpy as np

from sim.base.errors import UserError
from sim.org.read.nothing import is_nothing, is_yes
from sim.org.read.posts import Posts

FRONT_LINE = ("front line", "frontline", "customer facing", "teller", "adviser", "advisor", "agent",
    "cashier", "representative", "rep", "service", "support", "sales", "salesperson", "call", "desk",
    "nurse", "waiter", "waitress", "clerk", "receptionist", "barista", "steward", "stewardess", "driver",
    "carer", "caseworker", "shop assistant", "store assistant", "*berater", "*beraterin", "*verkäufer",
    "*verkäuferin", "kundenbetreuer*", "kassierer*", "kundendienst*", "sachbearbeiter*", "*pfleger",
    "*pflegerin", "pflegefachkraft", "krankenschwester", "kellner*", "fahrer*", "empfang*",
    "schaltermitarbeiter*", "außendienst*", "callcenter*", "hotline*", "zusteller*", "filialmitarbeiter*",
    "schalter*", "conseiller*", "conseillère", "vendeur*", "vendeuse", "caissier*", "caissière",
    "téléconseiller*", "guichetier*", "infirmier*", "infirmière", "serveur*", "serveuse", "chauffeur*",
    "hôte", "hôtesse", "accueil", "attaché commercial", "technico commercial", "chargé de clientèle",
    "chargée de clientèle", "livreur*", "réceptionniste", "asesor", "asesora", "cajero", "cajera",
    "vendedor", "vendedora", "dependiente*", "teleoperador*", "enfermero", "enfermera", "camarero",
    "camarera", "conductor", "conductora", "recepcionista", "agente", "ejecutivo de cuenta",
    "atención al cliente", "repartidor*", "comercial")
"""Words in a title that mark a post as serving customers; a star stands for any letters."""

LEADER = ("manager", "head", "director", "chief", "president", "leader", "lead", "supervisor", "*leiter",
    "*leiterin", "*leitung", "*chef", "*chefin", "vorstand", "geschäftsführer*", "directeur", "directrice",
    "responsable", "chef*", "gérant*", "encargado", "encargada", "gerente", "jefe", "jefa", "directora",
    "coordinador*", "ceo", "coo", "boss")
"""Words in the title of a post with reports that outweigh the front-line words: a service manager manages."""


def front_line_of(posts: Posts, leads: np.ndarray, words: tuple[str, ...] | None,
                  warnings: list[str]) -> tuple[np.ndarray, str]:
    """Which posts serve customers: bool [posts], and the note.

    A front-line column decides.  Else titles: those with a front-line word, unless a post leads and its title
    says so.  If no title has such a word, every post without reports.
    """
    if "front_line" in posts.cells:
        flags = np.array([_truth(posts, post) for post in range(len(posts))], bool)
        return flags, f"front line: {int(flags.sum())} from column '{posts.names['front_line']}'"
    titles = posts.cells.get("title", [])
    word = {title: first_word(title, words or FRONT_LINE) for title in {*titles}}
    leader = {title: words is None and first_word(title, LEADER) is not None for title in word}
    flags = np.array([word[title] is not None and not (led and leader[title])
                      for title, led in zip(titles, leads.tolist(), strict=False)], bool)
    if flags.any():
        hits = Counter(str(word[title]).strip("*") for title, flag in zip(titles, flags.tolist(),
                                                                          strict=True) if flag)
        listed = ", ".join(f"{word} {count}" for word, count in hits.most_common(8))
        also = f"; {int((flags & leads).sum())} of them also lead" if (flags & leads).any() else ""
        by = {title for title, flag in zip(titles, flags.tolist(), strict=True) if flag}
        share = flags.mean()
        if len(by) == 1 and share < 0.2 and len(posts) >= 5:
            title = next(iter(by))
            warnings.append(f"front line: the word '{word[title]}' in one title, {title!r}, decides alone "
                            f"that it is {int(flags.sum())} of {len(posts)} posts; give a front-line column, "
                            "or the words in a mapping (front_line: [...])")
        return flags, f"front line: {int(flags.sum())} by words in their titles ({listed}){also}"
    why = "no title has a front-line word" if titles else "the file has no titles"
    return (~leads, f"front line: {why}; the {int((~leads).sum())} posts without reports are read as front "
            "line")


def first_word(title: str, words: tuple[str, ...]) -> str | None:
    """The first of the words (or its plural) that the title contains as a whole word; a star stands for any
    letters.

    >>> first_word("Sales agents", ("agent",)), first_word("Privatkundenberater", ("*berater",))
    ('agent', '*berater')
    """
    text = f" {' '.join(re.findall(r'[^\W\d_]+', title.casefold()))} "
    return next((word for word, pattern in _patterns(words) if pattern.search(text)), None)


@lru_cache(maxsize=16)
def _patterns(words: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    return [(word, re.compile(f" {r'\w*'.join(map(re.escape, word.casefold().split('*')))}s? "))
            for word in words]


def _truth(posts: Posts, post: int) -> bool:
    """A cell of the front-line column as true or false; empty is false."""
    cell = posts.cells["front_line"][post]
    if is_nothing(cell) or cell.lower() in ("0", "0.0", "no", "n", "false", "f", "nein", "non"):
        return False
    if is_yes(cell):
        return True
    raise UserError(f"{posts.where(post)}: {posts.names['front_line']} is {cell!r}, but it must be yes or no "
                    "(1 or 0); correct it")
