"""Files of rows and columns: which sign divides them, which column holds what, a note a row."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from flashcards.convert.columns import Column, columns
from flashcards.convert.converted import Conversion, Converted, LeftOut
from flashcards.convert.inline import flat_markdown
from flashcards.convert.shapes.terms import is_address
from flashcards.convert.writing import plain, text_markdown
from flashcards.text import Words

DIVIDERS = ("\t", ",", ";", "|")
SHARE = 0.8
"""So many rows must look like a term with its definition where no names say so."""

NO_NAMES = "its first row names no columns such as term and definition"
UNREADABLE = "a row that cannot be read"
NO_TERM, TOO_MANY, TAGS = "a row without a term", "a row with too many cells", "the tags of a row"
_TAG_DIVIDER = re.compile(r"[,;|]")
_WITHOUT_NAMES: Mapping[Column, int] = {Column.FRONT: 0, Column.BACK: 1}


class Record(NamedTuple):
    """A row: the line it begins on, and its cells."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """A file as rows; ``broken`` is the line from which on it cannot be read, 0 where it can."""

    divider: str
    records: list[Record]
    broken: int = 0

    @property
    def evenness(self) -> tuple[float, int]:
        """The share of rows that have the most usual number of cells, and that number."""
        counts = Counter(len(record.cells) for record in self.records)
        usual, held = counts.most_common(1)[0] if counts else (0, 0)
        return (held / len(self.records), usual) if usual > 1 else (0.0, usual)


def convert(path: str, text: str) -> Conversion:
    """The notes of a table."""
    table = read(path, text)
    known = columns(table.records[0].cells) if table.records else {}
    records = table.records[1:] if known else table.records
    if not known and not _is_plausible(records):
        return Conversion("", nothing=NO_NAMES)
    reader = _RecordReader(path, table, known or _WITHOUT_NAMES, records)
    notes = [note for record in records for note in reader.note(record)]
    lost = [*reader.lost(), *([LeftOut(path, table.broken, UNREADABLE)] if table.broken else [])]
    return Conversion("", tuple(notes), tuple(sorted(lost, key=lambda each: each.line)))


def read(path: str, text: str) -> Table:
    """A file as rows, by the sign that divides them most evenly."""
    tables = [divided(text, divider) for divider in DIVIDERS]
    if path.lower().endswith((".tsv", ".tab")):
        return tables[0]
    named = [table for table in tables if table.records and columns(table.records[0].cells)]
    return max(named or tables, key=lambda table: table.evenness[0])


def divided(text: str, divider: str) -> Table:
    """A file as rows by one sign; where the quotation marks in it are none, they are text."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        records: list[Record] = []
        reader = csv.reader(
            StringIO(text, newline=""), delimiter=divider, quoting=quoting, strict=True
        )
        line = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    records.append(Record(line, cells))
                line = reader.line_num + 1
        except csv.Error:
            continue  # a quotation mark that is none
        return Table(divider, _whole(records, divider))
    return Table(divider, _whole(records, divider), broken=line)


def _whole(records: list[Record], divider: str) -> list[Record]:
    """With tabs, a row of one cell goes on with the cell above: Quizlet writes lines that way."""
    if divider != "\t":
        return records
    whole: list[Record] = []
    for record in records:
        if len(record.cells) == 1 and whole and len(whole[-1].cells) > 1:
            *cells, last = whole[-1].cells
            whole[-1] = Record(whole[-1].line, [*cells, f"{last}\n{record.cells[0]}"])
        else:
            whole.append(record)
    return whole


def _is_plausible(records: Sequence[Record]) -> bool:
    """Whether two columns without names are terms and definitions: words, and not only links."""
    pairs = [record.cells for record in records if len(record.cells) == 2]  # noqa: PLR2004
    told = [
        (front, back)
        for front, back in pairs
        if any(map(str.isalpha, front)) and any(map(str.isalpha, back)) and not is_address(back)
    ]
    return bool(records) and len(told) >= SHARE * len(records)


class _RecordReader:
    """Makes notes of rows, and remembers what is left out."""

    def __init__(
        self, path: str, table: Table, known: Mapping[Column, int], records: Sequence[Record]
    ) -> None:
        self._path = path
        self._table = table
        self._known = known
        self._records = records
        self._lost: list[LeftOut] = []
        self._by_tag = all(len(self._tags(record)) <= 1 for record in records)

    def note(self, record: Record) -> Iterator[Converted]:
        """The note of a row, if it can be one."""
        record = self._narrowed(record)
        front = " ".join(self._cell(record, Column.FRONT).split())
        if not front:
            self._lose(record, NO_TERM)
        elif len(record.cells) > len(self._table.records[0].cells):
            self._lose(record, TOO_MANY)
        else:
            yield Converted(
                flat_markdown((Words(front),)),
                front,
                text_markdown(plain(self._cell(record, Column.BACK))),
                *(self._path, record.line, self._section(record)),
                source=" ".join(self._cell(record, Column.SOURCE).split()),
            )

    def lost(self) -> list[LeftOut]:
        """What was left out: rows, the columns of no known name, and tags that are many."""
        names = self._table.records[0].cells
        used = set(self._known.values())
        is_named = self._known is not _WITHOUT_NAMES
        for place, name in enumerate(names if is_named else ()):
            held = (r for r in self._records if place < len(r.cells) and r.cells[place].strip())
            if place not in used and any(held):
                self._lost.append(LeftOut(self._path, 1, f"the column '{' '.join(name.split())}'"))
        if not self._by_tag:
            self._lost += [
                LeftOut(self._path, record.line, TAGS)
                for record in self._records
                if self._tags(record)
            ]
        return self._lost

    def _narrowed(self, record: Record) -> Record:
        """A row whose last cell, the definition, was divided by a sign within it, as one again."""
        count = len(self._table.records[0].cells)
        if len(record.cells) <= count or self._known[Column.BACK] != count - 1:
            return record
        last = self._table.divider.join(record.cells[count - 1 :])
        return Record(record.line, [*record.cells[: count - 1], last])

    def _cell(self, record: Record, column: Column) -> str:
        place = self._known.get(column, -1)
        return record.cells[place].strip() if 0 <= place < len(record.cells) else ""

    def _tags(self, record: Record) -> list[str]:
        tags = _TAG_DIVIDER.split(self._cell(record, Column.TAGS))
        return [tag.strip() for tag in tags if tag.strip()]

    def _section(self, record: Record) -> str:
        named = self._cell(record, Column.SECTION)
        tags = self._tags(record) if self._by_tag else []
        return " ".join((named or " ".join(tags)).split())

    def _lose(self, record: Record, reason: str) -> None:
        self._lost.append(LeftOut(self._path, record.line, reason))
