"""The files that come with the simulator, by kind: where they are, and how one is found and read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.base import yaml_text
from sim.base.errors import UserError
from sim.scenario.checks import near, shown

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Kind:
    """A kind of file of which some are bundled.

    noun: what errors call one.  example: the words that say what such a file is.  checkout: the folder at the
    top of the checkout;
    installed: the one inside the installed package.  mark: a file by which the folder is known.
    """

    noun: str
    plural: str
    example: str
    checkout: str
    installed: str
    mark: str

    def folder(self) -> Path:
        """Where the bundled ones are: inside the installed package, or at the top of the checkout."""
        package = Path(__file__).resolve().parents[1]
        for folder in (package / self.installed, package.parent / self.checkout):
            if (folder / self.mark).is_file():
                return folder
        raise UserError(f"no bundled {self.plural} beside {package}: the installation is incomplete, install "
                        "it again")

    def names(self) -> list[str]:
        """Names of the bundled ones, in alphabetical order."""
        return sorted(path.stem for path in self.folder().glob("*.yaml"))

    def find(self, name_or_path: str | Path, folder: Path | None = None) -> Path:
        """The file given by bundled name, or by path (relative to ``folder``)."""
        text = str(name_or_path)
        if isinstance(name_or_path, str) and text in self.names():
            return self.folder() / f"{text}.yaml"
        path = (folder or Path()) / text
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):  # too long a name, a NUL within
            pass
        if isinstance(name_or_path, Path) or text.endswith(SUFFIXES) or "/" in text or "\\" in text:
            raise UserError(f"{str(path)[:500]!r}: no such file")
        raise UserError(f"{shown(text)} is neither a bundled {self.noun} nor a "
                        f"file{near(text, self.names())}")

    def read(self, path: Path, quote: bool = True) -> dict[str, Any]:
        """The mapping in one file, not yet checked.  quote: errors may quote the file."""
        try:
            with path.open("rb") as file:
                text = file.read(yaml_text.MOST_BYTES + 1)
        except OSError as error:
            raise UserError(f"{path}: cannot be read ({error.strerror})") from None
        return yaml_text.parse(text, str(path), self.example, quote)


SCENARIOS = Kind("scenario", "scenarios", yaml_text.A_SCENARIO, "scenarios", "scenarios",
                 "ordinary-firm.yaml")
"""Scenario files."""
