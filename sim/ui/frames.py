"""What a page's script says to the server: every frame is checked for shape and size before anything is made
of it.

Solara unpacks whatever it is sent: four bytes can ask it for gigabytes.  What passes here is one of the
messages that the script in the browser really sends, so nothing that comes after has to fear the rest.
"""

from __future__ import annotations

import json
import re
import struct
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import from_json

from sim.ui import limits

PARTS = 32
"""Most parts of a binary frame: the message and its buffers.  An upload has two."""

NOT_TEXT_OR_BYTES, NOT_A_MESSAGE, NOT_ALLOWED = 1003, 1007, 1008
"""Why a connection is closed, as RFC 6455 counts them."""


class Refused(Exception):
    """A frame that no page sends.  code: with which its connection is closed."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


Word = Annotated[str, StringConstraints(max_length=128)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Empty = Annotated[dict[str, Any], Field(max_length=0)]


class _Header(_Shape):
    msg_id: Id
    msg_type: Word
    session: Id
    username: Word
    version: Word
    date: Word


class _Message(_Shape):
    header: _Header
    parent_header: dict[str, Any]
    metadata: dict[str, Any]
    content: dict[str, Any]
    channel: Literal["shell"]
    buffers: Annotated[list[Any], Field(max_length=0)] = []


class _Asked(_Shape):
    target_name: Word | None = None


class _Opened(_Shape):
    comm_id: Id
    target_name: Literal["solara.control", "jupyter.widget.control"]
    """Not "jupyter.widget": pages are given their widgets, they make none."""
    data: dict[str, Any]
    target_module: Word | None = None


class _Closed(_Shape):
    comm_id: Id
    data: dict[str, Any]


class _Themes(_Shape):
    light: Empty
    dark: Empty


class _Run(_Shape):
    path: Annotated[str, StringConstraints(pattern=r"^/", max_length=limits.ADDRESS)]
    dark: bool
    themes: _Themes
    appName: Literal["__default__"] | None = None


class _Start(_Shape):
    """The page asks for its widgets."""

    method: Literal["run"]
    args: _Run


class _Plain(_Shape):
    method: Literal["app-status", "request_state", "request_states"]


class _Update(_Shape):
    method: Literal["update"]
    state: dict[str, Any]
    buffer_paths: list[list[str | int]] = []


class _Custom(_Shape):
    method: Literal["custom"]
    content: Any


class _Said(_Shape):
    comm_id: Id
    data: Annotated[_Start | _Plain | _Update | _Custom, Field(discriminator="method")]


_CONTENT: dict[str, TypeAdapter[Any]] = {
    "kernel_info_request": TypeAdapter(Empty), "comm_info_request": TypeAdapter(_Asked),
    "comm_open": TypeAdapter(_Opened),
    "comm_close": TypeAdapter(_Closed), "comm_msg": TypeAdapter(_Said),
}
_MESSAGE = TypeAdapter(_Message)
_HUGE = re.compile(rb"[eE]\+?\d{3}")


def starts_page(frame: str | bytes) -> bool:
    """Check a frame, and tell whether with it a page asks for its widgets, as each does once.

    Raises :class:`Refused` when it is no message that a page sends.
    """
    text = frame.encode("utf-8", "surrogatepass") if isinstance(frame, str) else _first_part(frame)
    try:
        message = _MESSAGE.validate_python(_parsed(text))
        kind = message.header.msg_type
        if kind not in _CONTENT:
            raise Refused(NOT_ALLOWED, f"no page sends {kind!r}")
        content = _CONTENT[kind].validate_python(message.content)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))[:80] or "message"
        raise Refused(NOT_ALLOWED, f"{where}: {first['msg'][:120]}") from None
    return isinstance(content, _Said) and isinstance(content.data, _Start)


def _parsed(text: bytes) -> object:
    try:
        value: object = from_json(text, allow_inf_nan=False)
        if _HUGE.search(text):
            json.dumps(value, allow_nan=False)         # 1e999 is read as infinite
    except ValueError as wrong:
        raise Refused(NOT_A_MESSAGE, str(wrong)[:120]) from None
    return value


def _first_part(frame: bytes) -> bytes:
    """The message of a binary frame: a count, where each part begins, the parts themselves."""
    if len(frame) < 8:
        raise Refused(NOT_TEXT_OR_BYTES, f"{len(frame)} bytes are not a frame")
    count = struct.unpack_from("!I", frame)[0]
    if not 1 <= count <= PARTS or len(frame) < 4 * (count + 1):
        raise Refused(NOT_TEXT_OR_BYTES, f"a frame of {count} parts in {len(frame)} bytes")
    starts = [*struct.unpack_from(f"!{count}I", frame, 4), len(frame)]
    if starts[0] != 4 * (count + 1) or starts != sorted(starts):
        raise Refused(NOT_TEXT_OR_BYTES, "parts of a frame overlap, or lie outside it")
    return frame[starts[0]:starts[1]]


class Pace:
    """How fast a connection may speak: a reserve that refills.  Who is faster is read later, not lost."""

    def __init__(self, now: float, a_second: float, reserve: float) -> None:
        """`a_second`: how much refills.  `reserve`: how much may come at once."""
        self._rate, self._most = a_second, reserve
        self._left, self._at = reserve, now

    def spend(self, amount: float, now: float) -> float:
        """Take that much; the seconds to wait before it may be used."""
        self._left = min(self._most, self._left + (now - self._at) * self._rate) - amount
        self._at = now
        return max(0.0, -self._left / self._rate)
