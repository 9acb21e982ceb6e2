"""Whom a cell means: a post by any identifier of its table, however it is spelt.

The key is the column, or the pair of name columns, that most cells hit; the id wins a draw.  Spelling is
folded where that is unambiguous: capitals, blanks, leading zeros, '1001.0' and '1,001'; 'Top, Ada' is
'Ada Top'; of 'CN=Ada Top,OU=...' and of 'Ada Top (101)' the parts are tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sim.base.errors import UserError
from sim.org.read.columns import IDENTITIES
from sim.org.read.posts import Posts, join_of_names

_AMBIGUOUS = -2
_ENOUGH = 0.5  # of the cells a column must hit to be what they are taken from

type Index = dict[str, int]


@dataclass(frozen=True)
class Match:
    """found: the post each cell means.  unknown: cells that mean nobody.  column: whose values they are.
    hits: by column, how many cells are values of it.  folded: a cell that is spelt otherwise there."""

    column: str
    found: dict[str, int]
    unknown: list[str]
    hits: Counter[str] = field(default_factory=Counter)
    folded: tuple[str, str] | None = None
    ambiguous: dict[str, list[int]] = field(default_factory=dict)

    def enough(self, wanted: int) -> bool:
        """Are most of the cells values of the column?"""
        return len(self.found) >= _ENOUGH * wanted

    def check(self, where: str, posts: Posts) -> None:
        """UserError for a cell that two posts answer to."""
        for cell, rows in self.ambiguous.items():
            raise UserError(f"{where} {cell!r} is the {self.column} of {posts.counted(rows)}; give an id "
                            f"that only one has, such as {posts.names['id']}")


def match(cells: Iterable[str], posts: Posts, said: str | Sequence[str] | None = None,
          passed: Sequence[str] = ()) -> Match:
    """Whom each of the cells means.

    said: the column, or two, that the mapping names.  passed: columns that cannot be the key, such as the
    one that the cells stand in.
    """
    wanted = list(dict.fromkeys(cells))
    own = posts.names["id"]
    if said is None:
        found = {cell: row for cell in wanted if (row := posts.index.get(cell)) is not None}
        if len(found) == len(wanted):
            return Match(own, found, [], Counter({own: len(found)}))
    columns = dict(_columns(posts, said, passed))
    best = _best(wanted, columns, own, _exact)
    if len(best.found) < len(wanted):
        folded = _best(wanted, columns, own, _folded)
        if len(folded.found) + len(folded.ambiguous) > len(best.found) or folded.ambiguous:
            best = folded
    return best


def _columns(posts: Posts, said: str | Sequence[str] | None,
             passed: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Columns in which cells may be looked up, in order: the said one, or the id, identities, all others."""
    table = posts.table.columns
    names = [said] if isinstance(said, str) else list(said or ())
    for name in names:
        if name not in table:
            raise UserError(f"{posts.table.source} has no column {name!r}, which the mapping names as "
                            f"columns.manager_is; it has {', '.join(table)}")
    if len(names) == 1:
        yield names[0], posts.column(names[0])
        return
    if names:
        yield " + ".join(names), [" ".join(parts) for parts in zip(*map(posts.column, names), strict=True)]
        return
    yield posts.names["id"], posts.ids
    known = [name for meaning in IDENTITIES for name in posts.chosen.all(meaning)]
    for name in dict.fromkeys([*known, *table]):
        if name != posts.names["id"] and name not in passed:
            yield name, posts.column(name)
    joined = join_of_names(posts.chosen)
    if joined:
        yield " + ".join(joined), [" ".join(parts) for parts in zip(*map(posts.column, joined), strict=True)]


def _best(wanted: list[str], columns: dict[str, list[str]], own: str, how: type[_Lookup]) -> Match:
    """The match in the column that most cells hit; the first of equals."""
    hits: Counter[str] = Counter()
    best: Match | None = None
    for name, column in columns.items():
        lookup = how(column)
        found, unknown, ambiguous = {}, [], {}
        for cell in wanted:
            row = lookup.row(cell)
            if row is None:
                unknown.append(cell)
            elif row == _AMBIGUOUS:
                ambiguous[cell] = lookup.rows(cell)
            else:
                found[cell] = row
        hits[name] = len(found) + len(ambiguous)
        if best is None or len(found) > len(best.found):
            spelt = next(((cell, column[row]) for cell, row in found.items() if column[row] != cell), None)
            best = Match(name, found, unknown, hits, spelt, ambiguous)
    return best or Match(own, {}, wanted, hits)


class _Lookup:
    """Rows by what stands in a column."""

    def __init__(self, column: list[str]) -> None:
        self.column = column
        self.index = self._index()

    def _index(self) -> Index:
        raise NotImplementedError

    def row(self, cell: str) -> int | None:
        """The row, None if there is none, _AMBIGUOUS if there are several."""
        return self.index.get(cell)

    def rows(self, cell: str) -> list[int]:
        """All rows that a cell could mean."""
        return [i for i, other in enumerate(self.column) if other == cell]


class _exact(_Lookup):
    def _index(self) -> Index:
        index: Index = dict(zip(self.column, range(len(self.column)), strict=True))
        if len(index) < len(self.column):
            for cell, count in Counter(self.column).items():
                if count > 1:
                    index[cell] = _AMBIGUOUS
        index.pop("", None)
        return index


class _folded(_Lookup):
    def _index(self) -> Index:
        index: Index = {}
        for row, cell in enumerate(self.column):
            if cell:
                for key in {fold(cell), *_name_keys(cell), *_common_name(cell)}:
                    index[key] = row if index.get(key, row) == row else _AMBIGUOUS
        return index

    def row(self, cell: str) -> int | None:
        found = (self.index.get(key) for form in _forms(cell) for key in (fold(form), *_name_keys(form)))
        return next((row for row in found if row is not None), None)

    def rows(self, cell: str) -> list[int]:
        keys = {key for form in _forms(cell) for key in (fold(form), *_name_keys(form))}
        return [i for i, other in enumerate(self.column) if other and keys & {fold(other),
                                                                              *_name_keys(other)}]


_WHOLE = re.compile(r"0*(\d+?)(\.0+)?$")
_THOUSANDS = re.compile(r"\d{1,3}([,.'’]\d{3})+(\.0+)?$")


def fold(cell: str) -> str:
    """How a cell is compared: no capitals, no blanks, no leading zeros, no thousands separators, no '.0'.

    >>> fold(" E 101"), fold("00101"), fold("1,001"), fold("1001.0"), fold("1.5")
    ('e101', '101', '1001', '1001', '1.5')
    """
    text = "".join(unicodedata.normalize("NFKC", cell).casefold().split())
    if text[:1].isdigit():
        if _THOUSANDS.match(text):
            text = re.sub(r"\.0+$", "", text) if text.count(".") == 1 and re.search(r"\.0{1,2}$",
                                                                                    text) else text
            text = re.sub(r"[,.'’]", "", text)
        whole = _WHOLE.match(text)
        text = whole[1] if whole else text
    return text


def _name_keys(cell: str) -> list[str]:
    """The parts of a name in alphabetical order: 'Top, Ada' is 'Ada Top'."""
    parts = cell.casefold().replace(",", " ").split()
    return ["~" + " ".join(sorted(parts))] if len(parts) > 1 else []


def _common_name(cell: str) -> list[str]:
    """Of a distinguished name the CN, folded."""
    if cell[:3].lower() != "cn=":
        return []
    name = re.match(r"cn=((?:\\.|[^,\\])+)", cell, re.IGNORECASE)
    return [fold(re.sub(r"\\(.)", r"\1", name[1]))] if name else []


def _forms(cell: str) -> Iterator[str]:
    """The cell, then the parts of it that may be meant."""
    yield cell
    name = re.match(r"cn=((?:\\.|[^,\\])+)", cell, re.IGNORECASE)
    if name:
        yield re.sub(r"\\(.)", r"\1", name[1])
    bracket = re.match(r"(.*?)\s*[(\[<]\s*([^()\[\]<>]+?)\s*[)\]>]$", cell)
    if bracket:
        yield bracket[2]
        if bracket[1]:
            yield bracket[1]
    parts = re.split(r"\s+[-–]\s+", cell)
    if len(parts) == 2:
        yield from parts
