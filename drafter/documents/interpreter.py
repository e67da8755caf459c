"""Makes a matrix of a document's tables, a grid or a list, and accounts for all that stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafter.documents.citation_forms import FEW_WORDS, Forms, Stand, is_cited
from drafter.documents.gather import gather
from drafter.documents.grid import GridReader
from drafter.documents.list_columns import find_columns, look_for_list
from drafter.documents.listed import ListReader
from drafter.documents.oddities import look_at_several_reports, without_those_at_odds
from drafter.documents.symbols import symbols_of, with_symbols
from drafter.documents.table import (
    CATALOGUE,
    Account,
    Document,
    Layout,
    Piece,
    Span,
    SpanKind,
    characters_in,
    opening,
)
from drafter.documents.tables import join_tables
from drafter.documents.text_lines import join_lines
from drafter.matrix.about import About
from drafter.model import Matrix, ReadFrom, Recommendation, Region
from drafter.problems import Problem, Severity

_NO_LAYOUT, _NO_FACTS = Layout(), About()
_FEWEST_WORDS = 3  # of a line that is a title before others


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a matrix document gives.

    Attributes:
        matrix: The matrix; its parts are empty where the document had none.
        spans: Every character of the document but line ends and cell separators, in order.
        problems: Oddities and faults, in the order of the document.
        columns: What each column was taken to hold, and its head; of a grid, those that are no region's.
        is_list: Whether it was read as a list.
        facts: The heads of the columns of a list that are kept as facts.
        places: Recommendation id → where it stands, in words, in the order of the document.
        about: The facts beside the document, with how it was read where a person said so.
        symbols: Region's key → the symbol that the document has for its report.
    """

    matrix: Matrix
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    is_list: bool = False
    facts: tuple[str, ...] = ()
    about: About = _NO_FACTS
    symbols: Mapping[str, str] = field(default_factory=dict)


def interpret(
    document: Document,
    name: str,
    source: ReadFrom | None,
    known: Iterable[Region],
    layout: Layout = _NO_LAYOUT,
    title: str | None = None,
) -> Reading:
    """Make a matrix of a document.

    Args:
        document: What a reader gave.
        name: The matrix's short name.
        source: The document that the table was read from.
        known: Facts about regions, matched to the columns by their heads; a column that has none gets a
            key made from its head.
        layout: How it is to be read, where a person says so.
        title: The matrix's title, likewise.

    Raises:
        DrafterError: if there is no such table, sheet or column, or a list has none with texts or regions.
    """
    account, forms = Account(document.file), Forms(layout.citations)
    document = join_lines(document, forms)
    sheet = join_tables(document, layout, account)
    if sheet is None:
        account.take(SpanKind.REFUSED, document.pieces)
        nothing = Matrix(name, "", source, (), (), (), ())
        return Reading(nothing, tuple(account.spans), (*document.doubts, *account.problems))
    pieces = (p for table in document.tables for row in table.rows for cell in row for p in cell.pieces)
    first_line = next((piece.line for piece in pieces), 1)
    above = [piece for piece in document.outside if piece.line < first_line]
    title = title or _title_of(above, forms)
    _read_outside(document, title, account, forms)
    title = title or _title_of(sheet.titles, forms)
    _read_titles(sheet.titles, title, account)
    of_regions = {region.heading: region for region in known}
    columns = find_columns(sheet, layout, forms)
    reader: GridReader | ListReader
    if columns:
        reader = listed = ListReader(sheet, columns, of_regions, account, forms)
        named = {role: head.name for role, head in columns.items() if head.name}
        kept = tuple(head.name for head in listed.facts)
    else:
        reader = grid = GridReader(sheet, of_regions, account, forms, first_line, layout.columns)
        named, kept = grid.columns, ()
        look_for_list(sheet, named, layout, account, forms)
    reader.read()
    read = without_those_at_odds(reader.found, reader.regions, account, "/list" if columns else "")
    look_at_several_reports(read, reader.regions, account)
    headings = reader.headings
    themes = [theme.id for theme in headings.themes]
    order = [] if columns else [region.key for region in reader.regions]
    found, places = gather(read, order, themes, account)
    symbols = symbols_of(read, reader.regions)
    regions = with_symbols(reader.regions, symbols, of_regions.values())
    matrix = Matrix(name, title, source, regions, (*headings.sections,), (*headings.themes,), found)
    _say_what_lacks(document, found, reader.stand, forms, account, is_list=bool(columns))
    spans = sorted(account.spans, key=lambda span: (span.piece.line, span.piece.column))
    told = account.problems
    if not found:  # what was left over is then no more than that
        told = [replace(one, severity=Severity.NOTE) if one.code == "left-over" else one for one in told]
    problems = (*document.doubts, *told, *_unaccounted(document, account.spans))
    return Reading(
        matrix,
        tuple(spans),
        problems,
        named,
        places,
        bool(columns),
        kept,
        symbols=symbols,
    )


def _title_of(above: Iterable[Piece], forms: Forms) -> str:
    """The title among the lines above a table; empty where there are none.

    It is the first line of some words, one in bold type before others: dates, symbols and who prepared it
    stand below.
    """
    lines = [piece for piece in above if piece.text.strip() and not _has_citation(piece, forms)]
    likely = [
        piece
        for piece in lines
        if sum(any(map(str.isalpha, word)) for word in piece.text.split()) >= _FEWEST_WORDS
        and not piece.text.strip().startswith(("(", "["))
    ]
    bold = [piece for piece in likely if piece.bold]
    return next((piece.text.strip() for piece in (*bold, *likely, *lines)), "")


def _has_citation(piece: Piece, forms: Forms) -> bool:
    return bool(is_cited(piece.text) or forms.find(piece.text))


def _read_outside(document: Document, title: str, account: Account, forms: Forms) -> None:
    """Read what stands outside the tables."""
    for piece in document.outside:
        text = piece.text.strip()
        if _has_citation(piece, forms):
            account.leave("recommendation-outside", [piece])
        elif text in ("", title):
            account.take(SpanKind.TITLE if text else SpanKind.LAYOUT, [piece])
        else:
            account.leave("outside", [piece])


def _say_what_lacks(
    document: Document,
    found: Sequence[Recommendation],
    stand: Stand,
    forms: Forms,
    account: Account,
    *,
    is_list: bool,
) -> None:
    """Say why there is no recommendation, or that none cites a paragraph."""
    at = Piece("", 0, 0)
    said = (*document.doubts, *account.problems)
    faults = [one for one in said if one.severity is Severity.ERROR and one.code != "left-over"]
    short = [item.text for item in found if len(item.text.split()) < FEW_WORDS]
    if found and stand is Stand.NONE and not is_list and len(short) == len(found):
        text = opening(max(short, key=len))
        account.report("empty-matrix/short", at, count=len(short), most=FEW_WORDS - 1, text=text)
    elif not found and not faults:  # else the faults say why
        is_text = not any(piece.stands for piece in document.outside)
        has_text = any(piece.text.strip() for piece in document.pieces)
        lacks = "" if document.tables else "/no-tabs" if is_text else "/no-table"
        outside = next((piece.text for piece in document.outside if _has_citation(piece, forms)), "")
        if document.tables and outside:
            account.report("empty-matrix/outside", at, text=opening(outside))
        else:
            account.report(f"empty-matrix{lacks if has_text else '/nothing'}", at)
    elif found and stand is Stand.NONE and not any(item.citation.paragraph for item in found):
        account.report("no-citations", at, **forms.facts)


def _read_titles(titles: Iterable[Piece], title: str, account: Account) -> None:
    """Read what stands in a table above its heads, where later tables may have it again."""
    read = {"", title}
    for piece in titles:
        text = piece.text.strip()
        if text in read:
            account.take(SpanKind.TITLE, [piece])
        else:
            account.leave("above-heads", [piece])
        read.add(text)


def _unaccounted(document: Document, spans: Iterable[Span]) -> Iterator[Problem]:
    """Say so where what was read is not all that the document has (promise 1)."""
    read = characters_in(span.piece for span in spans)
    wanted = characters_in(document.pieces) if document.characters is None else document.characters
    if read != wanted:
        code, severity, message, hint = CATALOGUE.say("not-accounted-for", read=read, wanted=wanted)
        yield Problem(code, message, severity, hint, document.file)
