"""``docs/commands.md``: every command with its arguments and options, read off the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from sim.cli.main import OVERVIEW, app
from sim.insight.describe.markdown import MADE, anchor, number, table

_INTRO = """\
# Commands

`sim` alone, or `sim --help`, says:

```text
{overview}```

Exit codes: 0 done, 2 a mistake that the message names and helps to mend, 130 interrupted. \
`python -m sim` does the same as `sim`.
Whatever takes `--json` prints one JSON document and nothing else.

{contents}
"""


def page() -> str:
    """The whole page."""
    found = list(leaves())
    contents = table(("command", "in one line"), (
        (f"[`{path}`](#{anchor(path)})", _paragraphs(command)[0]) for path, command in found))
    parts = [MADE.format(source="sim/cli*.py"), _INTRO.format(overview=OVERVIEW, contents=contents)]
    for path, command in found:
        said = _paragraphs(command)
        text = [f"## `{path}`", said[0], f"```text\n{_usage(path, command)}\n```"]
        text += [f"```sh\n{p.removeprefix('Example: ')}\n```" if p.startswith("Example: ") else p
                 for p in said[1:]]
        rows = [_row(parameter) for parameter in command.params]
        parts.append("\n\n".join([*text, table(("argument or option", "meaning", "default"), rows)] if rows
                                 else text) + "\n")
    return "\n".join(parts)


def leaves(command: Any = None, path: str = "sim") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it."""
    command = get_command(app) if command is None else command
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name in inner:
        yield from leaves(inner[name], f"{path} {name}")


def _paragraphs(command: Any) -> list[str]:
    return [" ".join(part.split()) for part in (command.help or "").split("\n\n")]


def _is_argument(parameter: Any) -> bool:
    return not parameter.opts[0].startswith("-")


def _usage(path: str, command: Any) -> str:
    arguments = [_word(p) if p.required else f"[{_word(p)}]" for p in command.params if _is_argument(p)]
    options = ["[OPTIONS]"] if any(not _is_argument(p) for p in command.params) else []
    return " ".join([path, *options, *arguments])


def _word(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper()) + ("..." if parameter.nargs == -1 else "")


def _row(parameter: Any) -> tuple[str, str, str]:
    names = _word(parameter) if _is_argument(parameter) else ", ".join(parameter.opts)
    value = "" if _is_argument(parameter) or parameter.is_flag else f" {parameter.metavar or 'VALUE'}"
    text, default = str(parameter.help or ""), parameter.default
    text, _, stated = text.partition(" [default: ")
    if isinstance(default, bool) or default in (None, "") or callable(default):
        default = stated.rstrip("]")
    repeated = "; may be given several times" if parameter.multiple else ""
    return (f"`{names}{value}`", text + repeated,
            f"`{number(default) if isinstance(default, float) else default}`" if default else (
        "required" if parameter.required else ""))
