"""What was measured, as a table in the terminal and as a page of docs/."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.machine import described

INTRODUCTION = """# How fast, how large

Written by `{command}`{hint}.
All figures come from that one run on this machine:

{machine}

Reference, a compiled loop that never changes, taken between the measurements:
{reference}.
The further the middle is above the best, the busier the machine was with other things, and the less a \
single figure says.

The benchmark world: half the people are front line, each front-line post has 100 customers and prospects \
and about 20 visits a day, all
mechanisms are on. An interaction's time is that of the **whole day**, with leaders, peers, learning, night \
and measuring, divided by the
day's contacts, and set against a Philox call timed just before and after; on one thread it is time of the \
processor, which others on the machine
change less. Best is the best day, median the median day; aims are compared with the best day, as the \
machine is rarely idle.

**{verdict}**
"""


@dataclass
class Line:
    """One figure.  aim: in words; met: None where nothing was aimed at."""

    what: str
    figure: str
    aim: str = ""
    met: bool | None = None
    before: str = ""

    @property
    def word(self) -> str:
        """Met, missed, or nothing."""
        return "" if self.met is None else "met" if self.met else "**missed**"


@dataclass
class Part:
    """A few figures with what has to be said about them.  command: what measures them again."""

    title: str
    says: str
    command: str
    lines: list[Line] = field(default_factory=list)

    def add(self, what: str, value: float, form: str, most: float | None = None,
            least: float | None = None, before: str = "") -> None:
        """A figure, its aim and whether it is met.  before: the figure before what the page reports."""
        aim = ("" if most is None and least is None else f"at most {most:,g}" if most is not None
               else f"at least {least:,g}")
        met = None if not aim else value <= most if most is not None else value >= (least or 0.0)
        self.lines.append(Line(what, form.format(value), aim, met, before))


def show(parts: list[Part], reference: str) -> None:
    """A table in the terminal."""
    table = Table("", "figure", "aim", "", title=f"Reference: {reference}")
    for part in parts:
        table.add_section()
        table.add_row(f"[bold]{part.title}")
        for line in part.lines:
            colour = {None: "", True: "green", False: "red"}[line.met]
            word = line.word.strip("*")
            table.add_row(line.what, line.figure, line.aim, f"[{colour}]{word}[/]" if colour else "")
    Console().print(table)


def markdown(parts: list[Part], command: str, hint: str, reference: str) -> str:
    """The page."""
    aims = [line for part in parts for line in part.lines if line.met is not None]
    missed = [line.what for line in aims if not line.met]
    verdict = f"{len(aims) - len(missed)} of {len(aims)} aims are met." + (f" Missed: {'; '.join(missed)}."
                                                                           if missed else "")
    text = [INTRODUCTION.format(command=command, hint=hint,
                                machine="\n".join(f"- {line}" for line in described()), reference=reference,
                                verdict=verdict)]
    for part in parts:
        before = any(line.before for line in part.lines)
        text += [f"## {part.title}", "", part.says, "", f"`{part.command}`", "",
                 f"| |{' before |' if before else ''} figure | aim | |",
                 f"|---|{'---:|' if before else ''}---:|---|---|"]
        text += [f"| {line.what} |{f' {line.before} |' if before else ''} {line.figure} | {line.aim} | "
                 f"{line.word} |" for line in part.lines]
        text.append("")
    return "\n".join(text)
