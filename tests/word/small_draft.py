"""Makes a draft with one of everything, and reads its Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from drafter.draft.model import (
    Contents,
    ContentsEntry,
    Draft,
    Edition,
    Footnote,
    GroupHeading,
    Line,
    MadeFrom,
    PageBreak,
    Paragraph,
    PrintedClause,
    Reference,
    Remark,
    Role,
    Stretch,
    Table,
    Wording,
)
from drafter.model import Kind
from drafter.word.writer import write_word
from tools import SHARED_FORM

TEMPLATE = SHARED_FORM / "word.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEIRUT = Footnote("wa-42a", "Report of the meeting for Western Asia, Beirut, para. 42 (a).")
BANGKOK = Footnote("ap-44g", "Report of the meeting for Asia & the Pacific, Bangkok, para. 44 (g).")
ADDIS = Footnote("af-45g", "Report of the meeting for Africa, Addis Ababa, para. 45 (g).")


def clause(
    identity: str, *lines: Line, letter: str = "", kind: Kind = Kind.ACTION, alternative_to: str = ""
) -> PrintedClause:
    """Make a printed clause, with the number of its first line."""
    number = "2" if letter else lines[0].label
    wordings = tuple(Wording(line.text, line.footnotes) for line in lines)
    placed = ("actions", "theme", "Section", "Theme", ("wa",), wordings, lines)
    return PrintedClause(identity, kind, number, letter, *placed, alternative_to=alternative_to)


def line(label: str, words: str, *footnotes: Footnote, remarks: tuple[Remark, ...] = ()) -> Line:
    """Make a line of one stretch."""
    source = footnotes[0].source if footnotes else ""
    return Line(label, (Stretch(words, footnotes),), source, remarks)


LEGAL_AID = clause(
    "legal-aid",
    Line(
        "1",
        (
            Stretch("Ensure access to legal aid", (BEIRUT,)),
            Stretch(" for all;", (BANGKOK, ADDIS)),
            Stretch(" (Africa)", is_text=False),
        ),
        "wa-42a",
        (Remark("“All” or “everyone”?", "for all"), Remark("Three sources say so.")),
    ),
    line("1 bis", "Widen access to <legal> aid;", BANGKOK),
)
BLOCKS = (
    Paragraph("title", Role.TITLE, "Compilation of candidate paragraphs"),
    Paragraph("how", Role.BOX_TEXT, "Each paragraph has a footnote.", "How to read this."),
    Paragraph("contents-heading", Role.CONTENTS_HEADING, "Contents"),
    Contents((ContentsEntry(1, 1, "Actions", "paragraphs 1–3"), ContentsEntry(2, 1, "Annex", "")), 3),
    Paragraph("opening", Role.TEXT, "Recalling [earlier resolutions],"),
    PageBreak(),
    Paragraph("actions", Role.HEADING_1, "Actions", entry=1),
    LEGAL_AID,
    Paragraph("chapeau", Role.CHAPEAU, "We endeavour:", label="2"),
    clause("juries", line("(a)", "To strengthen juries;", ADDIS), letter="a"),
    clause("courts", line("(b)", "To open courts.", BEIRUT), letter="b"),
    clause("prisons", line("3", "Build prisons.", BEIRUT)),
    clause("prisons-not", line("3 alt", "Build no prisons."), alternative_to="prisons"),
    clause("named", line("G.1", "Name the declaration.", ADDIS), kind=Kind.GUIDANCE),
    PageBreak(),
    Paragraph("annex", Role.HEADING_1, "Annex", entry=2),
    Table(
        "sources",
        ("Paragraph", "Source"),
        (1, 3),
        (
            GroupHeading(Reference("legal-aid", "1"), "Legal aid", ("Shared by three regions.",)),
            ((Reference("legal-aid", "1 bis", 1),), ("para. 44 (g)", "Widen access.")),
            ((Reference("courts", "2 (b)"),), ()),
            ((Reference("prisons-not", "3 alt"),), ("“Build”",)),
        ),
        "Where the paragraphs come from",
        "Two columns",
    ),
)
MADE_FROM = MadeFrom("kyoto-2021", "ab", "", "", "", "kyoto", "everything", (("min-regions", "1"),))


def small_draft(edition: Edition = Edition.WORKING, *, fixed: bool = False) -> Draft:
    """Make the draft."""
    header = "Compilation, version 2"
    return Draft("Compilation", "Candidates", header, "en-GB", edition, fixed, MADE_FROM, BLOCKS)


def with_blocks(*blocks: object) -> Draft:
    """Make a draft of other blocks."""
    return replace(small_draft(), blocks=blocks)  # type: ignore[arg-type]


def written(draft: Draft, template: Path = TEMPLATE) -> bytes:
    """Return the Word file of a draft, without a date."""
    return write_word(draft, template, version="1.2", when=None)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a Word file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tree(content: bytes, part: str = "word/document.xml") -> etree._Element:
    """Return a part of a Word file, parsed."""
    return etree.fromstring(parts_of(content)[part])


def shown(element: etree._Element) -> str:
    """Return the words of an element, with ids of footnotes in brackets."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        f"[{child.get(f'{W}id')}]"
        if child.tag == f"{W}footnoteReference"
        else signs.get(str(child.tag)) or child.text or ""
        for child in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}footnoteReference")
        if child.getparent().tag == f"{W}r"  # type: ignore[union-attr]
    )


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Return the style and the words of each paragraph, also in tables."""
    body = tree(content).iter(f"{W}p")
    return [(style.get(f"{W}val", ""), shown(p)) for p in body for style in p.iter(f"{W}pStyle")]


def structural_faults(content: bytes) -> Iterator[str]:
    """Give the faults that no validator notices: open fields, empty cells."""
    body = tree(content)
    starts, ends = ([mark.get(f"{W}id") for mark in body.iter(f"{W}{name}")] for name in _BOOKMARK)
    if sorted(starts) != sorted(ends) or len(set(starts)) < len(starts):
        yield "bookmarks"
    names = [mark.get(f"{W}name", "") for mark in body.iter(f"{W}bookmarkStart")]
    if len({name.casefold() for name in names}) < len(names) or not all(
        name.isascii() and len(name) <= 40 for name in names
    ):
        yield "names of bookmarks"
    pointed = [element.get(f"{W}anchor", "") for element in body.iter(f"{W}hyperlink")]
    pointed += [element.get(f"{W}instr", "").split()[1] for element in body.iter(f"{W}fldSimple")]
    if not set(pointed) <= set(names):
        yield f"references to {set(pointed) - set(names)}"
    depth = 0
    for mark in body.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
    if depth:
        yield "fields"
    if any(len(cell) == 0 or cell[-1].tag != f"{W}p" for cell in body.iter(f"{W}tc")):
        yield "cells"
    marks = [int(mark.get(f"{W}id", "")) for mark in body.iter(f"{W}footnoteReference")]
    notes = [int(note.get(f"{W}id", "")) for note in tree(content, "word/footnotes.xml")]
    if marks != list(range(1, len(marks) + 1)) or [note for note in notes if note > 0] != marks:
        yield "footnotes"


_BOOKMARK = ("bookmarkStart", "bookmarkEnd")
