"""A file input that works by keyboard, has a name, and a limit that the server counts itself, whatever the browser claims.

Solara's own file drop takes no keyboard and has no limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import solara

from sim.base.errors import UserError
from sim.ui import limits
from sim.ui.offered import NAME, flag, record, text, vue
from sim.ui.words import t
from sim.whatif.upload import Uploaded, UploadFaults, uploaded

_PIECE = limits.MESSAGE_BYTES // 2


@vue("upload.vue", _PIECE, receive=record(name=text(NAME), first=flag, last=flag))
def _Input(label: str, accept: str, limit: int, piece: int, event_receive: Callable[..., None]) -> None:
    """The button and its script."""


@solara.component
def Upload(label: str, on_file: Callable[[str, bytes], None], on_fault: Callable[[UserError], None], accept: str = "") -> None:
    """A button that asks for a file; `on_file` gets its name and content, `on_fault` a sentence when it is empty or too big.

    `accept` are endings, such as ".csv,.graphml".
    """
    held = solara.use_ref(bytearray())

    def receive(said: Mapping[str, object], buffers: Sequence[bytes] = ()) -> None:
        name = str(said["name"])
        if said["first"]:
            held.current = bytearray()
        room = limits.UPLOAD_BYTES + 1 - len(held.current)
        held.current += b"".join(bytes(piece) for piece in buffers)[:room]
        if said["last"] or len(held.current) > limits.UPLOAD_BYTES:
            content, held.current = bytes(held.current), bytearray()
            fault = _fault(name, content)
            if fault:
                on_fault(fault)
            else:
                on_file(name, content)

    _Input(label=label, accept=accept, limit=limits.UPLOAD_BYTES, piece=_PIECE, event_receive=receive)


def _fault(name: str, content: bytes) -> UserError | None:
    if not content:
        return UserError(t("upload.empty", name=name))
    if len(content) > limits.UPLOAD_BYTES:
        return UserError(t("upload.too_big", name=name, limit=limits.UPLOAD_BYTES // 1024**2))
    return None


def organisation_in(files: Mapping[str, bytes], pseudonyms: bool = False) -> tuple[Uploaded | None, tuple[str, ...]]:
    """The organisation in uploaded files, or every sentence on what is wrong with them."""
    try:
        return uploaded(files, pseudonyms=pseudonyms), ()
    except UploadFaults as wrong:
        return None, wrong.sentences
    except UserError as wrong:
        return None, (str(wrong),)
