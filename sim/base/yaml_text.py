"""YAML, read strictly: plain data only, no key twice, no surprises.

Scalars follow YAML 1.2: ``on``, ``off``, ``yes`` and ``no`` are words, ``0012`` is a word (a post's id keeps
its zeros), ``1e3`` is a number.  Keys are always read as they are written.  Anchors are of no use, since
aliases (``*name``) are refused.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import yaml

from sim.base.errors import UserError

MOST_BYTES = 1_000_000
"""Size limit of a scenario or study file."""

A_SCENARIO = "a scenario is a mapping such as 'extends: ordinary-firm'"
"""What a scenario file looks like, for whoever wrote something else."""

_PLAINLY = {
    "mapping values are not allowed": "a colon where none can stand; put text that holds a colon in "
    "quotation marks, and begin the keys of one level in the same column",
    "expected <block end>": "this does not belong to what stands before it; begin the keys of one level in "
    "the same column, and put the whole of a text in quotation marks, or nothing of it",
    "expected ',' or": "a bracket that was opened before{line} is not closed, or a comma is missing",
    "end of stream": "a quotation mark that was opened before{line} is not closed",
    "could not find expected ':'": "a key without its colon{line}, or a text that goes on in the first "
    "column",
    "'\\t'": "a tab; indent with spaces",
    "cannot start any token": "text cannot begin with this character; put it in quotation marks",
}
"""What a parser says, for whoever writes text and not programs."""

_DEEPEST = 20
_LINE_BREAKS = set("\x85\u2028\u2029\ufeff")
_CORE = "tag:yaml.org,2002:"
_PLAIN = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?(0|[1-9][0-9]*)",
    "float": r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
             r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}


class _Loader(yaml.SafeLoader):
    """Composes nodes by the rules above; the data is made of them by :func:`_data`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not understood, write the "
                                              "value out", event.start_mark)
        if self.depth >= _DEEPEST:
            raise yaml.composer.ComposerError(None, None, f"nested more than {_DEEPEST} deep",
                                              event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Dumper(yaml.SafeDumper):
    """Quotes every word that would be read back as something else, by YAML 1.1 or by the rules above."""


for _kind, _pattern in _PLAIN.items():
    for _reader in (_Loader, _Dumper):
        _reader.add_implicit_resolver(_CORE + _kind, re.compile(f"(?:{_pattern})$", re.ASCII),
                                      [*"~nNtTfF-+.0123456789", ""])


def parse(text: bytes, file: str, example: str = A_SCENARIO, quote: bool = True) -> dict[str, Any]:
    """The mapping written in ``text``; ``file`` is named in errors, and ``example`` says what would be right.

    quote: errors may say what stands in the file; else they only say in which line it is wrong.
    """
    if len(text) > MOST_BYTES:
        raise UserError(f"{file}: is larger than {MOST_BYTES:,} bytes; {example}")
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    try:
        node = _Loader(decoded).get_single_node()
        data = None if node is None else _data(node)
    except yaml.MarkedYAMLError as error:
        what = _reason(error) if quote else "is not YAML as it is read here"
        raise UserError(f"{file}: {_where(error.problem_mark)}{what}") from None
    except yaml.reader.ReaderError as error:
        raise UserError(f"{file}: contains a character that YAML does not allow, "
                        f"at position {error.position}") from None
    if data is None:
        raise UserError(f"{file}: is empty; {example}")
    if not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "a single value"
        raise UserError(f"{file}: is {kind}, not a mapping; {example}")
    return data


def write(data: dict[str, Any], escaped: bool = False) -> str:
    """``data`` as YAML that :func:`parse` reads back unchanged.  escaped: in ASCII alone."""
    text = str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=not escaped, width=120))
    return write(data, True) if _LINE_BREAKS & set(text) else text


def _where(mark: yaml.error.Mark | None) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""


def _reason(error: yaml.MarkedYAMLError) -> str:
    reason = error.problem or "is not YAML"
    said = next((words for sign, words in _PLAINLY.items() if sign in reason), reason)
    began = error.context_mark
    if "{line}" not in said:
        return said
    return said.format(line=f" (line {began.line + 1})" if began and error.problem_mark
                       and began.line < error.problem_mark.line else "")


def _problem(text: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, text, node.start_mark)


def _data(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode) and node.tag == _CORE + "map":
        return _mapping(node)
    if isinstance(node, yaml.SequenceNode) and node.tag == _CORE + "seq":
        return [_data(item) for item in node.value]
    try:
        return _scalar(node.tag.removeprefix(_CORE), node.value)
    except (ValueError, KeyError, AttributeError):
        kind = node.tag.removeprefix(_CORE)[:40]
        raise _problem(f"cannot read {str(node.value)[:40]!r} as {kind}", node) from None


def _mapping(node: yaml.MappingNode) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for (_, whole), (part, nothing) in pairwise(node.value):
        touching = nothing.value == "" and whole.end_mark.index + 1 == part.start_mark.index
        if touching and f"{whole.value}{part.value}".lstrip("-+").isdigit():
            raise _problem(f"{whole.value},{part.value} has a decimal comma; "
                           f"write the number with a point: {whole.value}.{part.value}", whole)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _problem("a key must be a word or a number", key)
        if key.value in data:
            raise _problem(f"the key {key.value[:40]!r} stands here twice", key)
        data[key.value] = _data(value)
    return data


def _scalar(kind: str, text: str) -> Any:
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return {"true": True, "false": False}[text.lower()]
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(re.sub(r"\.(inf|nan)$", r"\1", text.lower()))
    raise KeyError(kind)
