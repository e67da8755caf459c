"""Our own check of a finished Word file: each fault that validators pass over, and a sound file."""

from __future__ import annotations

import re

import pytest
from word_reading import W, draft, unzip

from drafter.docx.structure import structural_faults

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"


@pytest.fixture(scope="module")
def sound():
    """The parts of a sound draft: clauses, adjacent notes, tables, fields, bookmarks."""
    return unzip(draft(3))


def changed(parts: dict[str, bytes], part: str, pattern: str, new: str, count: int = 1) -> dict[str, bytes]:
    """The parts with a pattern replaced in one; it must be there."""
    text, number = re.subn(pattern, new, parts[part].decode(), count=count, flags=re.DOTALL)
    assert number, pattern
    return {**parts, part: text.encode()}


def faults(parts: dict[str, bytes]) -> str:
    """What the check finds, in one text."""
    return "\n".join(structural_faults(parts))


@pytest.mark.parametrize("min_regions", [1, 2, 3, 4, 5])
def test_a_sound_draft_has_no_faults(min_regions):
    assert structural_faults(unzip(draft(min_regions))) == []


def test_marks_out_of_order_are_found_although_each_has_its_note(sound):
    swapped = changed(
        sound,
        DOCUMENT,
        r'(footnoteReference w:id=)"1"(.*?footnoteReference w:id=)"2"',
        r'\1"2"\2"1"',
    )

    assert structural_faults(swapped) == [
        "the footnote marks are not numbered 1, 2, 3 … in the order of the text"
    ]


def test_two_marks_that_share_a_note_are_found(sound):
    shared = changed(sound, DOCUMENT, r'footnoteReference w:id="2"', 'footnoteReference w:id="1"')

    assert "do not answer to one another" in faults(shared)


def test_two_notes_that_share_an_id_are_found(sound):
    shared = changed(sound, FOOTNOTES, r'<w:footnote w:id="2">', '<w:footnote w:id="1">')

    assert "do not answer to one another" in faults(shared)


def test_a_note_without_a_mark_is_found(sound):
    orphan = changed(sound, FOOTNOTES, r'(<w:footnote w:id=)"1"(>.*?</w:footnote>)', r'\1"1"\2\1"9000"\2')

    assert "do not answer to one another" in faults(orphan)


def test_a_mark_without_a_note_is_found(sound):
    dangling = changed(sound, FOOTNOTES, r'<w:footnote w:id="3">.*?</w:footnote>', "")

    assert "do not answer to one another" in faults(dangling)


def test_marks_without_any_part_for_their_notes_are_found(sound):
    parts = {name: content for name, content in sound.items() if name != FOOTNOTES}

    assert "the part word/footnotes.xml is missing" in faults(parts)
    assert "do not answer to one another" in faults(parts)


@pytest.mark.parametrize(("count", "is_fault"), [(32_767, False), (32_768, True)])
def test_an_id_that_word_cannot_number_is_found(sound, count, is_fault):
    ids = range(1, count + 1)
    marks = "".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in ids)
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote>'
    notes = "".join(map(note.format, ids))
    parts = {
        **sound,
        DOCUMENT: f'<w:document xmlns:w="{W}"><w:body><w:p>{marks}</w:p></w:body></w:document>'.encode(),
        FOOTNOTES: f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode(),
    }

    assert structural_faults(parts) == (["a footnote has an id above 32767"] if is_fault else [])


def test_a_note_without_a_paragraph_is_found(sound):
    empty = changed(sound, FOOTNOTES, r'(<w:footnote w:id="1">).*?(</w:footnote>)', r"\1\2")

    assert "the footnote with the id 1 has no paragraph" in faults(empty)


def test_a_note_without_its_own_mark_is_found(sound):
    unmarked = changed(sound, FOOTNOTES, r"<w:footnoteRef/>", "")

    assert structural_faults(unmarked) == [
        "word/footnotes.xml: the footnote with the id 1 has 0 marks of its own"
    ]


def test_a_mark_in_a_separator_is_found(sound):
    marked = changed(sound, FOOTNOTES, r"<w:separator/>", "<w:separator/><w:footnoteRef/>")

    assert structural_faults(marked) == [
        "word/footnotes.xml: the footnote with the id -1 has 1 marks of its own"
    ]


@pytest.mark.parametrize("cell", ["", '<w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr>'])
def test_a_table_cell_without_a_paragraph_is_found(sound, cell):
    empty = changed(sound, DOCUMENT, r"<w:tc>.*?</w:tc>", f"<w:tc>{cell}</w:tc>")

    assert "a table cell does not end in a paragraph" in faults(empty)


def test_a_table_cell_that_ends_in_a_table_is_found(sound):
    nested = changed(sound, DOCUMENT, r"</w:p></w:tc>", "</w:p><w:tbl/></w:tc>")

    assert "a table cell does not end in a paragraph" in faults(nested)


def test_a_table_row_without_a_cell_is_found(sound):
    empty = changed(sound, DOCUMENT, r"<w:tr>", "<w:tr></w:tr><w:tr>")

    assert "a table row has no cell" in faults(empty)


@pytest.mark.parametrize("mark", ["Start", "End"])
def test_a_bookmark_without_its_other_end_is_found(sound, mark):
    half = changed(sound, DOCUMENT, rf'<w:bookmark{mark} w:id="0"[^>]*/>', "")

    assert structural_faults(half) == ["a bookmark has no end, or two bookmarks share an id"]


def test_two_bookmarks_of_one_name_are_found(sound):
    twins = changed(
        sound, DOCUMENT, r'(w:bookmarkStart w:id="1" w:name=)"[^"]*"', r'\1"clause_culture_of_lawfulness"'
    )

    assert "the bookmark clause_culture_of_lawfulness stands 2 times" in faults(twins)


def test_bookmark_names_differ_in_more_than_case_since_word_takes_no_notice_of_it(sound):
    twins = changed(
        sound, DOCUMENT, r'(w:bookmarkStart w:id="1" w:name=)"[^"]*"', r'\1"Clause_Culture_of_Lawfulness"'
    )

    assert "stands 2 times" in faults(twins)


@pytest.mark.parametrize(("length", "is_fault"), [(40, False), (41, True)])
def test_a_bookmark_name_longer_than_word_allows_is_found(sound, length, is_fault):
    long = changed(sound, DOCUMENT, r'(w:bookmarkStart w:id="1" w:name=)"[^"]*"', rf'\1"{"a" * length}"')

    assert ("is too long" in faults(long)) == is_fault


@pytest.mark.parametrize(
    ("kind", "lacks"), [("begin", "a field has no beginning"), ("end", "a field has no end")]
)
@pytest.mark.parametrize("part", ["word/footer1.xml", DOCUMENT])
def test_a_field_without_its_other_end_is_found_in_every_part(sound, part, kind, lacks):
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end") if mark != kind
    )
    half = changed(sound, part, r"</w:p>", f"{field}</w:p>")

    assert structural_faults(half) == [f"{part}: {lacks}"]


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r'<w:pStyle w:val="H4"/>', '<w:pStyle w:val="Heading9"/>'),
        (r'<w:rStyle w:val="FootnoteReference"/>', '<w:rStyle w:val="Heading9"/>'),
        (r'<w:tblStyle w:val="DraftTable"/>', '<w:tblStyle w:val="Heading9"/>'),
    ],
)
def test_a_style_that_is_used_and_not_defined_is_found(sound, pattern, new):
    unknown = changed(sound, DOCUMENT, pattern, new)

    assert structural_faults(unknown) == ["the style Heading9 is used but not defined"]


def test_an_undefined_style_is_found_in_headers_too(sound):
    unknown = changed(sound, "word/header1.xml", r'w:val="Header"', 'w:val="Heading9"')

    assert structural_faults(unknown) == ["the style Heading9 is used but not defined"]


@pytest.mark.parametrize("part", ["word/header1.xml", "word/numbering.xml", "customXml/item1.xml"])
def test_a_part_that_is_pointed_to_and_missing_is_found(sound, part):
    parts = {name: content for name, content in sound.items() if name != part}

    assert f"the part {part} is missing" in faults(parts)


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml"])
def test_a_file_without_its_main_parts_is_refused(sound, part):
    parts = {name: content for name, content in sound.items() if name != part}

    assert f"the part {part} is missing" in faults(parts)


def test_a_relationship_id_that_stands_twice_is_found(sound):
    twins = changed(sound, "word/_rels/document.xml.rels", r'Id="rId2"', 'Id="rId1"')

    assert structural_faults(twins) == ["word/_rels/document.xml.rels: the id rId1 stands twice"]


def test_a_part_that_is_no_xml_is_found(sound):
    broken = {**sound, "word/numbering.xml": b"<w:numbering>"}

    assert "the part word/numbering.xml is damaged" in faults(broken)


def test_an_id_that_is_no_number_is_found_and_not_stumbled_over(sound):
    odd = changed(sound, DOCUMENT, r'footnoteReference w:id="2"', 'footnoteReference w:id="two"')

    assert structural_faults(odd) != []
