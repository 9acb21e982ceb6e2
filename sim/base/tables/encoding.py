"""Bytes to text: UTF-8, UTF-16 and Windows-1252, told apart by a stated rule; everything else is refused.

A byte-order mark decides.  Without one, zero bytes in every second place are UTF-16; what is valid UTF-8 is
UTF-8; what is left is Windows-1252 if it reads as words, that is, if no sign stands between two letters where
no language writes one.
"""

from __future__ import annotations

import re
from pathlib import Path

from sim.base.errors import UserError

MOST_BYTES = 1_000_000_000
"""Larger files are refused: a million people with six ties each need a tenth of this."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8", "UTF-8"), (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
          (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"), (b"\xff\xfe", "utf-16", "UTF-16"),
          (b"\xfe\xff", "utf-16", "UTF-16"))
_SAMPLE = 4096
_HALF_ZEROS = 0.8  # of every second byte: text in Latin letters has nearly all of them
# What Mac Roman and DOS code pages look like when they are taken for Windows-1252.
_NO_WORD = re.compile(r"[^\W\d_][‚ƒ„…†‡ˆ‰‹“”•˜™›¡-¶¸-¿×÷][^\W\d_]|[a-zß-ÿ][ŸŠŽ][a-zß-ÿ]|[\x80-\x9f]")


def read_bytes(path: Path, needs: str = "") -> bytes:
    """The content of a file of a sensible size.

    UserError if it is missing, too large or cannot be read, or if it is empty and ``needs`` says what it must
    hold.
    """
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder, but a file is needed; give the file inside it")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UserError(f"{path} holds {size:,} bytes, but at most {MOST_BYTES:,} are read; remove what "
                            "is not needed")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; check the spelling of the path") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise UserError(f"{path} cannot be read ({reason}); check its permissions") from None
    if needs and not data.strip(b"\xef\xbb\xbf \t\r\n,;"):
        raise UserError(f"{path} is empty; it needs {needs}")
    return data


def decode(data: bytes, path: Path | str) -> tuple[str, list[str]]:
    """The text, and a note where it is not plain UTF-8.  UserError that says what the file is instead."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, path, mark, codec, name)
    zero = data.find(b"\0")
    if zero >= 0:
        codec = _without_mark(data)
        if not codec:
            raise UserError(f"{path}, line {_line(data, zero)} holds a zero byte, so this is a binary file; "
                            "give a text file in UTF-8")
        return _marked(data, path, b"", codec, "UTF-16")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as fault:
        return _windows(data, path, fault.start)


def _marked(data: bytes, path: Path | str, mark: bytes, codec: str, name: str) -> tuple[str, list[str]]:
    try:
        text = (data[len(mark):] if codec == "utf-8" else data).decode(codec)
    except UnicodeDecodeError as fault:
        at = min(fault.start + (len(mark) if codec == "utf-8" else 0), len(data) - 1)
        raise UserError(f"{path}, line {_line(data, at)} holds byte 0x{data[at]:02x}, which is not {name}, "
                        f"as the file says it is; save the file as 'CSV UTF-8'") from None
    if "\0" in text:
        raise UserError(f"{path} holds a zero byte, so this is a binary file; give a text file in UTF-8")
    how = "" if mark else ", as its zero bytes say"
    return text, [] if name == "UTF-8" else [f"encoding: {name}{how}"]


def _without_mark(data: bytes) -> str:
    """'utf-16-le' or 'utf-16-be' where nearly every second byte is zero, else nothing."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = max(_HALF_ZEROS * (len(sample) // 2), 4)
    if len(data) % 2 or max(even, odd) < enough or min(even, odd) > 0.1 * len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(data: bytes, path: Path | str, at: int) -> tuple[str, list[str]]:
    line = _line(data, at)
    where = f"{path}, line {line} holds byte 0x{data[at]:02x}, which is not UTF-8"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise UserError(f"{where}, and byte 0x{data[fault.start]:02x} is not Windows-1252; save the file as "
                        "'CSV UTF-8'") from None
    wrong = _NO_WORD.search(text)
    if wrong:
        raise UserError(f"{where}; read as Windows-1252 it holds {_word(text, wrong.start())!r}, which is no "
                        "word; save the file as 'CSV UTF-8'")
    return text, [f"encoding: Windows-1252, as line {line} is not UTF-8 ({_word(text, at)!r})"]


def _word(text: str, at: int) -> str:
    """The word around a place, at most 30 characters of it."""
    before = re.search(r"\w*$", text[max(0, at - 15):at])
    after = re.match(r"\S\w*", text[at:at + 15])
    return (before[0] if before else "") + (after[0] if after else "")


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
