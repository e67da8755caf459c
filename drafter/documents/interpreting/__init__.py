"""The interpretation of a document's tables and texts as a matrix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from drafter.documents.about import About
from drafter.documents.interpreting import citations
from drafter.documents.interpreting.columns import Heads, content_rows, find_heads, is_note, key_of_head
from drafter.documents.interpreting.headings import gather
from drafter.documents.interpreting.layouts import Grid, Listed
from drafter.documents.table import Document, Layout, Piece, Report, Role, Table, pieces_of
from drafter.model import Matrix, Source
from drafter.problems import Problem

_LONGEST_HEADING = 200

Chosen = list[tuple[Table, Heads]]


def interpret(
    document: Document, about: About, source: Source, name: str, layout: Layout
) -> tuple[Matrix, tuple[Problem, ...]]:
    """Make a matrix of a document.

    Args:
        document: The document as its reader gave it.
        about: The facts in ``about.yaml`` beside it.
        source: The document's name and fingerprint.
        name: The matrix's short name.
        layout: A person's instructions on how to read the document.

    Returns:
        The matrix; and what was not read, or read with a doubt, in the order of the document.
    """
    report = Report(document.file, list(document.problems))
    chosen = _choose(document, layout, report)
    if not chosen:
        return Matrix(name, about.title or "", source, (), (), (), ()), tuple(report.problems)
    heads = chosen[0][1]
    _report_unknown(heads, layout, report)
    title, above = _around(document, chosen, heads, report)
    has_headings = any(theme for _, theme in above)
    reader = (Listed if heads.is_list else Grid)(heads, about.regions, report, has_headings=has_headings)
    headings = reader.headings
    reader.learn(chosen)
    for (table, of_table), (section, theme) in zip(chosen, above, strict=True):
        for heading in filter(None, (section, theme)):
            reader.open(heading, is_section=heading is section)
        reader.read(table, of_table)
    reader.close()
    used = {found.item.themes[0] for found in reader.found}
    sections, themes = headings.used(used)
    empty_themes = [theme.heading for theme in headings.themes if theme not in themes]
    empty_sections = [section.title for section in headings.sections if section not in sections]
    for heading in [*empty_themes, *empty_sections]:
        if heading and not report.has_errors:
            report.add("empty-heading", text=heading)
    columns = {} if heads.is_list else {region.key: place for place, region in enumerate(reader.regions)}
    items = gather(reader.found, columns, [theme.id for theme in themes], report)
    if not items and not report.has_errors:
        report.add("no-table")
    title = title if about.title is None else about.title
    parts = (tuple(reader.regions), sections, themes, items)
    facts = (about.meeting, about.report, about.regions_are)
    matrix = Matrix(name, title, source, *parts, *facts)
    problems = sorted(report.problems, key=lambda problem: (problem.line, problem.column))
    return matrix, tuple(problems)


def _choose(document: Document, layout: Layout, report: Report) -> Chosen:
    """Choose the tables of the matrix.

    They have the same heads, or continue the table before them without heads.
    """
    tables = document.tables
    if layout.table:
        tables = tuple(
            table
            for number, table in enumerate(tables, start=1)
            if layout.table in (table.name, table.name.partition(" ")[2], str(number))
        )
        if not tables:
            known = ", ".join(table.name for table in document.tables)
            report.add("unknown-table", name=layout.table, names=known or "none")
            return []
    groups = _groups(tables, layout, has_sheets=document.has_sheets)
    best = max(map(_rank, groups), default=0)
    candidates = [group for group in groups if _rank(group) == best]
    if len(candidates) != 1:
        names = [group[0][0].name for group in candidates]
        code, first = ("two-tables", names[0].partition(" ")[2]) if names else ("no-table", "")
        report.add(code, names=" and ".join(names), first=first)
        return []
    chosen = candidates[0]
    if len(chosen) > 1:
        report.add("tables-joined")
    for table in document.tables:
        if not layout.table and not any(table is part for part, _ in chosen):
            for piece in (piece for row in table.covered() for piece in pieces_of(row)):
                _leave(piece, report)
    return chosen


def _groups(tables: Sequence[Table], layout: Layout, *, has_sheets: bool) -> list[Chosen]:
    """Group the tables with the same heads; ignore tables without content."""
    groups: dict[tuple[str, ...], Chosen] = defaultdict(list)
    last: Chosen = []
    for table in tables:
        heads = find_heads(table, layout)
        if _continues(table, last):
            last.append((table, replace(last[0][1], row=-1)))
        elif heads and any(next(pieces_of(row), None) for row in content_rows(table, heads)):
            last = groups[(*heads.signature, table.name if has_sheets else "")]
            last.append((table, heads))
    return list(groups.values())


def _continues(table: Table, last: Chosen) -> bool:
    """Tell whether a table without heads continues the table before it."""
    if not last or not table.rows:
        return False
    heads = last[0][1]
    first = table.covered()[0]
    if set(first) != set(heads.names):
        return False
    names = [key_of_head(cell.text) for cell in first.values() if cell.paragraphs]
    return any(citations.is_cited(cell.text) for row in table.rows for cell in row) and not any(
        name in heads.signature for name in names
    )


def _rank(group: Chosen) -> int:
    """Rank tables by their likeness to a matrix.

    Returns:
        2 for tables with citations, 1 for a list without citations, otherwise 0.
    """
    heads = group[0][1]
    texts = [cell.text for table, _ in group for row in table.rows for cell in row]
    is_cited = any(citations.is_cited(text) or citations.begin(text) for text in texts)
    return 2 if is_cited or heads.having(Role.PARAGRAPH) else int(heads.is_list)


def _report_unknown(heads: Heads, layout: Layout, report: Report) -> None:
    known = {key_of_head(name) for name in heads.names.values()}
    for name in (name for heads_of_role in layout.columns.values() for name in heads_of_role):
        if key_of_head(name) not in known:
            listed = ", ".join(f"“{name}”" for name in heads.names.values() if name)
            report.add("unknown-column", name=name, names=listed)


def _around(
    document: Document, chosen: Chosen, heads: Heads, report: Report
) -> tuple[str, list[tuple[str, str]]]:
    """Return the title, and the headings above each table."""
    before: list[list[Piece]] = [[]]
    for block in document.blocks:
        if isinstance(block, Piece):
            before[-1].append(block)
        elif any(block is table for table, _ in chosen):
            before.append([])
    *above, after = before
    pieces_above_heads = [piece for row in chosen[0][0].covered()[: heads.row] for piece in pieces_of(row)]
    opened = _headings(above, has_themes=Role.THEME in heads.roles.values())
    used = {words for pair in opened for words in pair}
    last = [piece for piece in above[0] if piece.words not in used and not piece.words.endswith(".")][-1:]
    title = next((piece.words for piece in last or pieces_above_heads if not is_note(piece)), "")
    for piece in [
        *above[0],
        *pieces_above_heads,
        *(piece for pieces in [*above[1:], after] for piece in pieces),
    ]:
        if piece.words not in (title, *used):
            _leave(piece, report)
    return title, opened


def _headings(above: Sequence[Sequence[Piece]], *, has_themes: bool) -> list[tuple[str, str]]:
    """Return the headings of section and theme right above each table.

    They are the headings that the document marks. Where it marks none, a different short paragraph above
    each of several tables is a heading.
    """
    lowest = [pieces[-1] for pieces in above if pieces]
    if len(above) > 1 and not any(piece.level for pieces in above for piece in pieces):
        are_headings = all(_is_heading(piece.words) for piece in lowest)
        if are_headings and len({piece.words for piece in lowest}) == len(above):
            above = [[replace(piece, level=1)] for piece in lowest]
    counts = Counter(piece.level for pieces in above for piece in pieces if piece.level)
    levels = sorted(counts)
    if len(levels) > 1 and counts[levels[0]] == 1:
        levels.pop(0)  # the title of the document
    # Where the themes have a column, the headings are sections.
    *_, section, theme = [0, 0, *levels, *([0] if has_themes else [])]

    def last_words(pieces: Sequence[Piece], level: int) -> str:
        return next((piece.words for piece in reversed(pieces) if level and piece.level == level), "")

    return [(last_words(pieces, section), last_words(pieces, theme)) for pieces in above]


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", ":", ";"))


def _leave(piece: Piece, report: Report) -> None:
    """Report a paragraph outside the matrix."""
    report.add("outside" if citations.is_cited(piece.text) else "left-out", piece)
