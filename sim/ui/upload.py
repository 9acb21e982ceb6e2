"""Organisations that visitors upload: the file input, what is kept of them, and the page's place for one
that is missing.

Each is kept for the session that brought it, in memory only, until its last page closes.  A session is a
browser: another tab of it finds the organisation too, another visitor never does.  Keep and look up while
a page is drawn or answers an event: work in other threads belongs to no session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import solara
import solara.lab
from solara.server import kernel_context

from sim.base.errors import UserError
from sim.org.organisation import Organisation
from sim.runs.cache import Cache
from sim.ui import limits
from sim.ui.faults import sentence
from sim.ui.offered import NAME, flag, record, text, vue
from sim.ui.tags import heading, paragraph, tag
from sim.ui.words import language, t
from sim.whatif.plan import OrganisationMissing
from sim.whatif.upload import ACCEPTED, Uploaded, UploadFaults, uploaded

_PIECE = limits.MESSAGE_BYTES // 2


_MOST_FILES = 6
"""Files that are taken together."""


@vue("upload.vue", _PIECE, receive=record(name=text(NAME), first=flag, last=flag, start=flag, done=flag))
def _Input(label: str, accept: str, many: bool, most: int, limit: int, piece: int,
           event_receive: Callable[..., None]) -> None:
    """The button and its script."""


@solara.component
def Upload(label: str, on_files: Callable[[dict[str, bytes]], None], on_fault: Callable[[UserError], None],
           accept: str = "", many: bool = False) -> None:
    """A button that asks for a file, or for several at once; `on_files` gets them by name, `on_fault` a
    sentence when one is empty or all are too big together.

    `accept` are endings, such as ".csv,.graphml".
    """
    held = solara.use_ref(bytearray())
    files = solara.use_ref(dict[str, bytes]())

    def receive(said: Mapping[str, object], buffers: Sequence[bytes] = ()) -> None:
        name = str(said["name"])
        if said["start"]:
            files.current = {}
        if said["first"]:
            held.current = bytearray()
        room = limits.UPLOAD_BYTES + 1 - len(held.current) - sum(map(len, files.current.values()))
        held.current += b"".join(bytes(piece) for piece in buffers)[:max(room, 0)]
        if said["last"] and len(files.current) < (_MOST_FILES if many else 1):
            files.current[name], held.current = bytes(held.current), bytearray()
        if said["done"]:
            found, files.current = files.current, {}
            fault = _fault(found)
            if fault:
                on_fault(fault)
            else:
                on_files(found)

    _Input(label=label, accept=accept, many=many, most=_MOST_FILES, limit=limits.UPLOAD_BYTES, piece=_PIECE,
           event_receive=receive)


def _fault(files: Mapping[str, bytes]) -> UserError | None:
    for name, content in files.items():
        if not content:
            return UserError(t("upload.empty", name=name))
    if sum(map(len, files.values())) > limits.UPLOAD_BYTES:
        return UserError(t("upload.too_big", name=", ".join(files), limit=limits.UPLOAD_BYTES // 1024**2))
    return None


def organisation_in(files: Mapping[str, bytes],
                    pseudonyms: bool = False) -> tuple[Uploaded | None, tuple[str, ...]]:
    """The organisation in uploaded files, or every sentence on what is wrong with them."""
    try:
        return uploaded(files, pseudonyms=pseudonyms, language=language()), ()
    except UploadFaults as wrong:
        return None, wrong.sentences
    except UserError as wrong:
        return None, (str(wrong),)


MOST = 4
"""Organisations of one session; the longest unused one is forgotten when a further one comes."""

_organisations: dict[str, Cache[str, Organisation]] = {}
_lock = Lock()


def remember(organisation: Organisation) -> str:
    """Keep it for this session; the digest by which a plan names it and :func:`remembered` finds it."""
    digest = organisation.digest(names=False)
    with _lock:
        _organisations.setdefault(solara.get_session_id(), Cache(MOST)).put(digest, organisation)
    return digest


def remembered(digest: str) -> Organisation | None:
    """The organisation of that digest, if this session brought it."""
    with _lock:
        own = _organisations.get(solara.get_session_id())
    return own.get(digest) if own is not None else None


@solara.lab.on_kernel_start
def _opened() -> Callable[[], None]:
    """A page opens; what is to be done when it closes."""
    page = kernel_context.get_current_context()
    return lambda: _closed(page)


def _closed(page: kernel_context.VirtualKernelContext) -> None:
    """The last page of a session takes its organisations with it."""
    others = [other for other in kernel_context.contexts.copy().values() if other is not page
              and other.session_id == page.session_id]
    if not others:
        with _lock:
            _organisations.pop(page.session_id, None)


@solara.component
def Missing(missing: OrganisationMissing, on_found: Callable[[str], None]) -> None:
    """Takes files until they are the organisation that is missing, keeps it for the session, and tells its
    digest to ``on_found``."""
    files, set_files = solara.use_state(dict[str, bytes]())
    faults, set_faults = solara.use_state(tuple[str, ...]())

    def take(given: dict[str, bytes]) -> None:
        set_files(given)
        found, wrong = organisation_in(given)
        if found is None:
            set_faults(wrong)
        elif found.place == missing.wanted:
            remember(found.organisation)
            on_found(found.place)
        else:
            set_faults((sentence(OrganisationMissing(missing.wanted, found.place)),))

    with tag("section", classes="card missing", label=t("place.title")):
        heading(2, t("place.title"))
        paragraph(t("place.missing", place=missing.wanted[:8]))
        Upload(t("place.choose"), take, lambda fault: set_faults((str(fault),)),
               accept=",".join((*ACCEPTED, ".yaml")), many=True)
        paragraph(t("place.private"), "soft")
        if files:
            paragraph(t("place.given", files=", ".join(files)), "soft")
        if faults:
            with tag("div", classes="worse", role="alert"):
                for fault in faults:
                    paragraph(fault)
