"""Reads text: lists and grids as spreadsheets export them (CSV, TSV), and tabbed text.

RFC 4180, with what spreadsheets add to it: semicolons where the comma is the decimal sign, Excel's line
``sep=;`` at the top, and other encodings than UTF-8.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from drafter.documents.readers.grid import table_of
from drafter.documents.readers.tabbed import read_tabbed_text
from drafter.documents.table import CATALOGUE, Cell, Document, Piece
from drafter.files.kinds import NO_TEXTS, kind_of
from drafter.files.limits import MOST_CELLS, MOST_COLUMNS, refuse_beyond
from drafter.files.reading import decode
from drafter.problems import DrafterError, Problem
from drafter.text.words import line_and_column, without_page_breaks

_ENDINGS = (".csv", ".tsv")
_SEPARATORS = "\t;,|^"
_LOOKED_AT = 200  # so many rows tell which separator a file has
_LONGEST_HEAD = 80
_FEW = 20  # so many bytes for one zero, in text without accents as in Arabic
_SEPARATOR_LINE = re.compile(r"sep=(?P<separator>[,;\t|^])\n", re.IGNORECASE)
# A capital with an accent behind a small letter: “childrenÕs” is “children’s”, as Excel for Mac wrote it.
_MISREAD = re.compile(r"[a-z][À-ÖØ-Þ]")
_FOREIGN_WORD = re.compile(r"\w*[^\x00-\x7f]\w*")


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell: where its text begins, the text as it stands, and whether that stands in quotation marks.

    Attributes:
        behind: What strayed behind the closing mark; it belongs to the text.
    """

    start: int
    raw: str
    quoted: bool = False
    behind: str = ""

    @property
    def needs_quotes(self) -> bool:
        """Whether its quotation marks can only be the format's."""
        return self.quoted and not self.behind and any(sign in self.raw for sign in ("\t", "\n", '""'))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines, each with its offset in the file."""
        offset = self.start
        *others, last = self.raw.split("\n")
        for line, behind in (*((line, "") for line in others), (last, self.behind)):
            yield offset, (line.replace('""', '"') if self.quoted else line) + behind
            offset += len(line) + 1


_Record: TypeAlias = list[_Field]


class _UnclosedError(Exception):
    """A quotation mark opens a cell, at an offset, and is not closed."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _WideError(_UnclosedError):
    """A row, at an offset, has more cells than are read."""


def read(content: bytes, path: Path) -> Document:
    """Read a file of separated values, or a tabbed text.

    Args:
        content: The file's bytes.
        path: The file, to be named in problems; its ending counts only where the content can be read in
            both ways.

    Raises:
        DrafterError: if it is not text, or a quotation mark is not closed.
    """
    if (kind := kind_of(content)) in NO_TEXTS:
        message = f"{path} is {kind}, and no matrix document that drafter reads"
        raise DrafterError(
            message,
            "Unpack it if it is packed, or save it as a Word file, a workbook, a web page or plain text.",
        )
    ending = path.suffix.casefold()
    doubts: tuple[Problem, ...] = ()
    try:
        text = in_utf_16(content) or decode(content, path)
    except DrafterError:
        text, doubts = _decoded_otherwise(content, path)
        if ending not in _ENDINGS and not _separator_of(text, ending):
            raise
    text = without_page_breaks(text)  # as in text that was a PDF
    named = _SEPARATOR_LINE.match(text)
    separator = named["separator"] if named else _separator_of(text, ending)
    if not separator:
        return replace(read_tabbed_text(text, str(path)), doubts=doubts)
    return replace(_separated(text, named.end() if named else 0, separator, path), doubts=doubts)


def in_utf_16(content: bytes) -> str:
    """The text of a file in UTF-16 without a mark, where every other byte of ASCII is zero; else nothing."""
    odd, even = content[1::2].count(0), content[::2].count(0)
    if max(odd, even) * _FEW <= len(content) or min(odd, even) * _FEW > max(odd, even):
        return ""
    try:
        text = content.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return ""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded_otherwise(content: bytes, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file that is in no Unicode encoding, as Windows or the old Mac wrote it, and the doubt.

    Raises:
        DrafterError: if it is no text, or not in that either.
    """
    if 0 in content:
        return decode(content, path), ()
    try:
        encoding, text = "Windows-1252", content.decode("cp1252")
    except UnicodeDecodeError:
        return decode(content, path), ()
    mac = content.decode("mac_roman")
    if len(_MISREAD.findall(mac)) < len(_MISREAD.findall(text)):
        encoding, text = "Mac OS Roman", mac
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _FOREIGN_WORD.search(text)
    word = found[0] if found else ""
    code, severity, message, hint = CATALOGUE.say("windows-1252", encoding=encoding, word=word)
    line, column = line_and_column(text, found.start() if found else 0)
    return text, (Problem(code, message, severity, hint, str(path), line, column),)


# From text to cells


def _separated(text: str, start: int, separator: str, path: Path) -> Document:
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> tuple[int, int]:
        line = bisect(line_starts, offset)
        return line, offset - line_starts[line - 1] + 1

    records = []
    count = 0
    try:
        for record in _records(text, separator, start):
            count += len(record)
            refuse_beyond(count, MOST_CELLS, str(path), "cells")
            if len(record) > 1 or record[0].raw:
                records.append(record)
    except _WideError as error:
        line, _ = place(error.offset)
        refuse_beyond(MOST_COLUMNS + 1, MOST_COLUMNS, f"{path}:{line}", "columns")
    except _UnclosedError as error:
        line, column = place(error.offset)
        raise DrafterError(
            f"{path}:{line}:{column}: the quotation mark that opens this cell is not closed",
            "Put a quotation mark at the end of the cell, or save the file again from the spreadsheet.",
        ) from None
    tables, outside = table_of(
        "the table",
        [tuple(_cell(field, column, place) for column, field in enumerate(record)) for record in records],
    )
    # Counted by the standard library's reader, which knows no places.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    again = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)
    characters = sum(len("".join(value.split())) for record in again for value in record)
    return Document(str(path), tables, outside, characters=characters)


def _records(text: str, separator: str, start: int = 0) -> Iterator[_Record]:
    apart = re.escape(separator)
    pattern = re.compile(rf'(?:"([^"]*(?:""[^"]*)*)")?([^{apart}\n]*)({apart}|\n|\Z)')
    record: _Record = []
    more = start < len(text)
    while more:
        found = pattern.match(text, start)
        # A mark behind the one that closes would be one of two, and so none that closes.
        if found is None or found[2].startswith('"'):
            raise _UnclosedError(start)
        if found[1] is None:
            record.append(_Field(start, found[2]))
        else:
            record.append(_Field(start + 1, found[1], quoted=True, behind=found[2]))
        if len(record) > MOST_COLUMNS:
            raise _WideError(record[0].start)
        start = found.end()
        more = start < len(text) or found[3] == separator
        if found[3] != separator:
            yield record
            record = []


def _cell(field: _Field, column: int, place: Callable[[int], tuple[int, int]]) -> Cell:
    lines = field.lines()
    return Cell(tuple(Piece(line, *place(at)) for at, line in lines if line.strip()), column=column)


# What separates the cells


def _separator_of(text: str, ending: str) -> str:
    """The sign between the cells; none where the text is tabbed text, or no table."""
    found = []
    for separator in _SEPARATORS:
        try:
            records = list(islice(_records(text, separator), _LOOKED_AT))
        except _WideError:
            return separator if ending == ".csv" else ""
        except _UnclosedError:
            continue
        records = [record for record in records if any(field.raw for field in record)]
        widths = Counter(len(record) for record in records if len(record) > 1)
        if widths:
            share = max(widths.values()) / len(records)
            found.append((share, len(records[0]), separator, records))
    if "\t" in text and ending != ".csv":
        found = [one for one in found if _has_marks(one[3])]
    if not found:
        first = text.partition("\n")[0]
        return max(_SEPARATORS, key=first.count) if ending == ".csv" else ""
    share, _, separator, records = max(found, key=lambda one: one[:2])
    if ending == ".csv" or (share == 1 and (_has_marks(records) or _has_heads(records, separator))):
        return separator
    return ""


def _has_marks(records: Sequence[_Record]) -> bool:
    """Whether quotation marks around cells are the format's, and not their writer's."""
    fields = [field for record in records for field in record if field.raw]
    return any(field.needs_quotes for field in fields) or (
        len(records) > 1 and all(field.quoted and not field.behind for field in fields)
    )


def _has_heads(records: Sequence[_Record], separator: str) -> bool:
    """Whether the first row can be no sentence: heads are short, all there, and no two the same."""
    heads = [field.raw for field in records[0]]
    return (
        len(records) > 1
        and separator != "\t"
        and len(set(heads)) == len(heads)
        and all(head.strip() == head and 0 < len(head) <= _LONGEST_HEAD and "[" not in head for head in heads)
    )
