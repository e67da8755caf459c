"""The redline: accepted it is the new draft, rejected the old one, and any program can open it."""

from __future__ import annotations

import functools
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from redlines import (
    ACCEPT_ALL,
    KEEP,
    REFERENCE,
    REJECT_ALL,
    Editor,
    P,
    R,
    T,
    by_libreoffice,
    by_pandoc,
    paragraph_of,
    read_through,
    style_of,
)
from word_reading import WordFile, rezip, unzip, w

from drafter.docx.provenance import is_untouched, is_untouched_redline
from drafter.docx.reader import read_word
from drafter.docx.redline import redline
from drafter.docx.structure import structural_faults
from drafter.problems import DrafterError
from tools import LONGEST_RUN, convert_to_pdf, docx_integrity, drafter, open_xml_validator, word_schema

WHEN = datetime(2021, 3, 7, 9, 30, tzinfo=UTC)
KINDS = {
    "bis": ("--min-regions", "4"),
    "wide": ("--min-regions", "3"),
    "lead": ("--min-regions", "3", "--alternatives", "lead"),
    "inline": ("--min-regions", "4", "--alternatives", "inline", "--support"),
    "clean": ("--min-regions", "4", "--clean"),
    "doha": ("--min-regions", "4", "--form", "doha"),
}
PAIRS = [(old, new) for old in KINDS for new in KINDS if old != new]


@functools.cache
def draft(kind: str) -> bytes:
    run = drafter("draft", *KINDS[kind], "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


def marked(old: bytes, new: bytes) -> bytes:
    return redline(old, new, author="The group", when=WHEN)


def edited(kind: str, seed: int, times: int) -> bytes:
    return Editor(draft(kind), seed).edit(times)


def one_edit(kind: str, edit, seed: int = 1) -> tuple[bytes, bytes]:
    """A draft, and the same with one edit, which is given the body's paragraphs and the editor."""
    editor = Editor(draft(kind), seed)
    edit(editor)
    return draft(kind), editor.done()


def assert_both_ways(old: bytes, new: bytes, made: bytes) -> None:
    assert read_through(made, accept=True) == read_through(new, accept=True)
    assert read_through(made, accept=False) == read_through(old, accept=True)
    known = {*structural_faults(unzip(old)), *structural_faults(unzip(new))}
    assert set(structural_faults(unzip(made))) <= known


def clause_paragraph(editor: Editor, number: int) -> etree._Element:
    return [p for p in editor.paragraphs() if style_of(p) == "SingleTxt"][number]


def named(made: bytes, name: str) -> list[etree._Element]:
    return list(WordFile(made).body.iter(w(name)))


def words_in(made: bytes, name: str) -> list[str]:
    return ["".join(t.text or "" for t in one.iter(T, w("delText"))) for one in named(made, name)]


# Accept gives the new draft, reject the old one


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_kind_of_draft_against_every_other_reads_right_both_ways(old, new):
    assert_both_ways(draft(old), draft(new), marked(draft(old), draft(new)))


@pytest.mark.parametrize("seed", range(60))
def test_drafts_that_people_edited_at_random_read_right_both_ways(seed):
    kind = list(KINDS)[seed % len(KINDS)]
    old = edited(kind, seed, (0, 0, 4)[seed % 3])
    new = edited(kind, 1000 + seed, (1, 3, 8, 25)[seed % 4])
    assert_both_ways(old, new, marked(old, new))


@pytest.mark.parametrize(
    ("old", "new", "seed", "times"),
    [
        ("bis", "bis", 11, 12),
        ("bis", "wide", 12, 3),
        ("lead", "bis", 13, 0),
        ("inline", "inline", 14, 20),
        ("clean", "clean", 15, 10),
        ("clean", "lead", 16, 5),
        ("lead", "lead", 17, 30),
        ("doha", "doha", 18, 10),
    ],
)
@pytest.mark.thorough
def test_pandoc_reads_the_new_draft_when_it_accepts_and_the_old_one_when_it_rejects(
    old, new, seed, times, tmp_path
):
    before, after = draft(old), edited(new, seed, times)
    made = marked(before, after)

    assert by_pandoc(made, tmp_path, "accept") == by_pandoc(after, tmp_path)
    assert by_pandoc(made, tmp_path, "reject") == by_pandoc(before, tmp_path)


def settled_by_libreoffice(old: bytes, new: bytes, folder: Path) -> Iterator[tuple[list, list]]:
    """What LibreOffice makes of a redline by accepting and by rejecting, and what it should be."""
    files = {"old": old, "new": new, "redline": marked(old, new)}
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)

    def saved(name: str, way: str) -> list:
        return read_through(by_libreoffice(folder / f"{name}.docx", folder, way), accept=True)

    yield saved("redline", ACCEPT_ALL), saved("new", KEEP)
    yield saved("redline", REJECT_ALL), saved("old", KEEP)


@pytest.mark.thorough
def test_libreoffice_gets_the_new_draft_by_accepting_and_the_old_one_by_rejecting(tmp_path):
    editor = Editor(draft("lead"), 4)
    clauses = editor.paragraphs("SingleTxt")
    as_drafted = {clause: etree.tostring(clause) for clause in clauses}
    for edit in (editor.reword, editor.drop_clause, editor.add_note, editor.change_note):
        edit()
        edit()
    # Of a clause that comes with a comment LibreOffice leaves an empty paragraph when it rejects it.
    untouched = [
        clause
        for clause in editor.paragraphs("SingleTxt")
        if etree.tostring(clause) == as_drafted[clause] and clause.find(w("commentRangeStart")) is None
    ]
    untouched[-1].addnext(untouched[3])

    for found, expected in settled_by_libreoffice(draft("lead"), editor.done(), tmp_path):
        assert found == expected


@pytest.mark.parametrize("last", ["a footnote changed", "a footnote gone", "a footnote added", "words"])
@pytest.mark.thorough
def test_libreoffice_keeps_text_and_footnotes_of_a_clause_that_moved_and_changed(last, tmp_path):
    """Not the style of what follows it: LibreOffice takes the clause's own for the two that it joins."""
    editor = Editor(draft("lead"), 4)
    clauses = editor.paragraphs("SingleTxt")
    moved = clauses[3]
    text = next(moved.iter(T))
    text.text = text.text.replace(" and ", ", where appropriate, and ", 1)
    mark = list(moved.iter(REFERENCE))[-1]
    if last == "a footnote changed":
        mark.set(w("id"), editor.new_note("Report of another, para. 9."))
    elif last == "a footnote gone":
        moved.remove(mark.getparent().getprevious())
        moved.remove(mark.getparent())
    elif last == "a footnote added":
        run = etree.SubElement(moved, R)
        etree.SubElement(run, REFERENCE).set(w("id"), editor.new_note("Report of another, para. 9."))
    clauses[-1].addnext(moved)

    for found, expected in settled_by_libreoffice(draft("lead"), editor.done(), tmp_path):
        assert words_of(found) == words_of(expected)


@pytest.mark.thorough
def test_libreoffice_leaves_nothing_of_a_last_clause_that_went_or_came_before_a_new_page(tmp_path):
    editor = Editor(draft("lead"), 4)
    last = editor.paragraphs("SingleTxt")[-1]
    assert last.getnext().find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    editor.body.remove(last)
    without = editor.done()

    for old, new in ((draft("lead"), without), (without, draft("lead"))):
        for found, expected in settled_by_libreoffice(old, new, tmp_path):
            assert words_of(found) == words_of(expected)


def words_of(story: list) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [one[1] for one in story if isinstance(one, tuple)]


def test_a_draft_against_itself_has_no_change():
    made = marked(draft("bis"), draft("bis"))
    assert not any(named(made, name) for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange"))


def test_a_draft_that_libreoffice_saved_again_has_no_changed_words(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft("lead"))
    saved = by_libreoffice(path, tmp_path, KEEP)
    made = marked(draft("lead"), saved)

    assert_both_ways(draft("lead"), saved, made)
    # LibreOffice makes text of some fields; what they show stays.
    assert words_in(made, "ins") == words_in(made, "del")
    assert {text for text in words_in(made, "ins") if not text.startswith("G.")} == set()


def test_the_same_input_gives_the_same_bytes():
    old, new = draft("bis"), edited("bis", 5, 10)
    assert marked(old, new) == marked(old, new)


# How changes are marked


def test_a_clause_that_came_is_inserted_whole_with_its_footnotes():
    made = marked(draft("bis"), draft("wide"))
    word, old = WordFile(made), WordFile(draft("bis"))
    came = [p for p in word.body.findall(P) if bookmark(p) and bookmark(p) not in old.clauses]

    assert len(came) == len(WordFile(draft("wide")).clauses) - len(old.clauses)
    for paragraph in came:
        assert paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is not None
        assert {run.getparent().tag for run in paragraph.iter(R)} == {w("ins")}
        assert list(paragraph.iter(REFERENCE))


def test_a_clause_that_went_is_deleted_whole_with_its_footnotes():
    made = marked(draft("wide"), draft("bis"))
    word, new = WordFile(made), WordFile(draft("bis"))
    went = [p for p in word.body.findall(P) if bookmark(p) and bookmark(p) not in new.clauses]

    assert len(went) == len(WordFile(draft("wide")).clauses) - len(new.clauses)
    for paragraph in went:
        assert paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None
        assert list(paragraph.iter(T)) == []
        assert list(paragraph.iter(w("delText")))


def bookmark(paragraph: etree._Element) -> str:
    mark = paragraph.find(w("bookmarkStart"))
    return "" if mark is None or not mark.get(w("name")).startswith("clause_") else mark.get(w("name"))


def test_a_reworded_clause_is_marked_word_by_word():
    def edit(editor: Editor) -> None:
        text = next(clause_paragraph(editor, 2).iter(T))
        assert text.text.startswith("Promote strengthened cooperation between criminal justice practitioners")
        text.text = text.text.replace("strengthened cooperation", "effective cooperation, where appropriate,")

    made = marked(*one_edit("clean", lambda editor: edit_clean(editor, edit)))

    assert words_in(made, "del") == [" strengthened"]
    assert words_in(made, "ins") == [" effective", ", where appropriate,"]


def edit_clean(editor: Editor, edit) -> None:
    """Take the bracket away before the edit, so that a test can say what a clause begins with."""
    text = next(clause_paragraph(editor, 2).iter(T))
    text.text = text.text.removeprefix("[")
    edit(editor)
    text.text = "[" + text.text


def test_a_clause_rewritten_beyond_recognition_is_deleted_and_inserted():
    def edit(editor: Editor) -> None:
        next(clause_paragraph(editor, 1).iter(T)).text = "Something else altogether, by another hand."

    old, new = one_edit("clean", edit)
    made = marked(old, new)

    assert words_in(made, "ins") == ["", "Something else altogether, by another hand."]
    assert len(named(made, "moveFrom")) == 0
    marks = [p.find(f"{w('pPr')}/{w('rPr')}") for p in WordFile(made).body.findall(P)]
    assert [mark[0].tag for mark in marks if mark is not None] == [w("del"), w("ins")]


def test_a_moved_clause_is_marked_as_moved_with_its_versions():
    def edit(editor: Editor) -> None:
        first = clause_paragraph(editor, 1)
        unit = [first]
        while style_of(unit[-1].getnext()) == "AltTxt":
            unit.append(unit[-1].getnext())
        assert len(unit) == 4
        place = clause_paragraph(editor, 5)
        for paragraph in reversed(unit):
            place.addprevious(paragraph) if paragraph is unit[-1] else unit[-1].addprevious(paragraph)
        for paragraph in unit[:-1]:
            unit[-1].addprevious(paragraph)

    old, new = one_edit("bis", edit)
    made = marked(old, new)
    starts, ends = named(made, "moveFromRangeStart"), named(made, "moveToRangeStart")

    assert [one.get(w("name")) for one in starts] == [one.get(w("name")) for one in ends] == ["move1"]
    assert not [text for text in words_in(made, "ins") + words_in(made, "del") if len(text) > 20]
    assert_both_ways(old, new, made)


def test_the_old_end_of_a_move_keeps_the_numbers_that_follow_it():
    editor = Editor(draft("bis"), 3)
    editor.move_clause()
    made = WordFile(marked(draft("bis"), editor.done()))
    names = {mark.get(w("name")) for mark in made.body.iter(w("bookmarkStart"))}
    shown = [one.get(w("instr")) for one in made.body.iter(w("fldSimple"))]
    shown += [one.text for one in made.body.iter(w("instrText"), w("delInstrText"))]

    assert any(name.startswith("was_") for name in names)
    assert {text.split()[1] for text in shown if text.split()[0] == "REF"} <= names


def test_a_footnote_that_changed_is_a_mark_that_went_and_one_that_came():
    def edit(editor: Editor) -> None:
        mark = next(clause_paragraph(editor, 0).iter(REFERENCE))
        mark.set(w("id"), editor.new_note("Report of nobody, para. 99 (z)."))

    old, new = one_edit("bis", edit)
    word = WordFile(marked(old, new))
    first = next(p for p in word.body.findall(P) if style_of(p) == "SingleTxt")
    marks = {
        mark.getparent().getparent().tag: word.notes[int(mark.get(w("id")))] for mark in first.iter(REFERENCE)
    }

    assert marks == {w("del"): WordFile(old).notes[1], w("ins"): "Report of nobody, para. 99 (z)."}


def test_the_comma_between_footnote_marks_comes_and_goes_with_them():
    def edit(editor: Editor) -> None:
        marks = list(clause_paragraph(editor, 0).iter(REFERENCE))
        run = marks[-1].getparent()
        run.getparent().remove(run.getprevious())
        run.getparent().remove(run)

    made = marked(*one_edit("lead", edit))

    assert words_in(made, "del") == [", "]
    assert words_in(made, "ins") == []


def test_footnotes_are_numbered_in_the_order_of_their_marks_those_that_went_among_them():
    made = WordFile(marked(draft("wide"), edited("bis", 8, 10)))
    ids = [int(mark.get(w("id"))) for mark in made.body.iter(REFERENCE)]

    assert ids == list(range(1, len(ids) + 1)) == sorted(made.notes)


def test_a_row_of_a_table_comes_and_goes_whole():
    made = marked(draft("wide"), draft("bis"))
    gone = [
        row for row in WordFile(made).body.iter(w("tr")) if row.find(f"{w('trPr')}/{w('del')}") is not None
    ]

    assert gone
    for row in gone:
        assert list(row.iter(T)) == []


def test_what_comes_at_the_very_end_leaves_nothing_behind_when_it_is_rejected():
    def edit(editor: Editor) -> None:
        last = editor.paragraphs()[-1]
        last.addnext(paragraph_of("PlainTxt", "And so it ends."))

    old, new = one_edit("clean", edit)
    assert_both_ways(old, new, marked(old, new))
    assert_both_ways(new, old, marked(new, old))


def test_a_section_that_ends_before_what_went_or_came_keeps_its_end():
    def with_section(*, and_more: bool) -> bytes:
        editor = Editor(draft("clean"), 1)
        last = editor.paragraphs()[-1]
        etree.SubElement(last.find(w("pPr")), w("sectPr"))
        if and_more:
            last.addnext(paragraph_of("PlainTxt", "And so it ends."))
        return editor.done()

    longer, shorter = with_section(and_more=True), with_section(and_more=False)
    for old, new in ((longer, shorter), (shorter, longer)):
        made = marked(old, new)
        assert_both_ways(old, new, made)
        assert len(named(made, "sectPr")) == len(named(new, "sectPr"))


def test_changes_that_somebody_tracked_before_are_read_as_accepted():
    editor = Editor(draft("bis"), 21)
    for _ in range(10):
        editor.track()
    new = editor.done()
    made = marked(draft("bis"), new)

    assert {one.get(w("author")) for name in ("ins", "del") for one in named(made, name)} == {"The group"}
    assert_both_ways(draft("bis"), new, made)


def test_another_style_is_a_change_of_the_paragraph():
    def edit(editor: Editor) -> None:
        clause_paragraph(editor, 0).find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), "PlainTxt")

    old, new = one_edit("clean", edit)
    made = marked(old, new)

    assert [one.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for one in named(made, "pPrChange")] == [
        "SingleTxt"
    ]
    assert_both_ways(old, new, made)


def test_a_style_that_only_the_old_draft_has_comes_along():
    parts = unzip(draft("clean"))
    for name in ("word/document.xml", "word/styles.xml"):
        parts[name] = parts[name].replace(b'"H4"', b'"OldHeading"')
    old = rezip(parts)
    made = marked(old, draft("bis"))
    styles = {style.get(w("styleId")) for style in WordFile(made).xml("word/styles.xml").iter(w("style"))}

    assert "OldHeading" in styles
    assert_both_ways(old, draft("bis"), made)


def test_ids_that_word_gave_to_paragraphs_stand_only_once():
    def with_ids(content: bytes) -> bytes:
        parts = unzip(content)
        text = parts["word/document.xml"].decode()
        numbers = iter(range(0x10000000, 0x20000000))
        text = re.sub("<w:p>", lambda found: f'<w:p w14:paraId="{next(numbers):08X}">', text)
        names = (
            'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        )
        parts["word/document.xml"] = text.replace("<w:document ", f"<w:document {names} ", 1).encode()
        return rezip(parts)

    body = WordFile(marked(with_ids(draft("wide")), with_ids(draft("bis")))).body
    ids = [p.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") for p in body.iter(P)]
    known = [one for one in ids if one]

    assert known
    assert len(known) == len(set(known))


def test_a_draft_that_lost_its_footnotes_part_can_be_compared():
    parts = unzip(draft("clean"))
    del parts["word/footnotes.xml"]
    parts["word/_rels/document.xml.rels"] = re.sub(
        rb"<Relationship [^>]*footnotes\.xml[^>]*/>", b"", parts["word/_rels/document.xml.rels"]
    )
    parts["[Content_Types].xml"] = re.sub(
        rb"<Override [^>]*footnotes[^>]*/>", b"", parts["[Content_Types].xml"]
    )
    without = rezip(parts)
    parts["word/footnotes.xml"] = b"<w:footnotes xmlns:w='%s'/>" % w("")[1:-1].encode()
    made = marked(draft("bis"), without)

    assert read_through(made, accept=True) == read_through(rezip(parts), accept=True)
    assert read_through(made, accept=False) == read_through(draft("bis"), accept=True)
    assert structural_faults(unzip(made)) == []


def test_the_author_and_the_date_are_those_that_were_given():
    made = marked(draft("bis"), draft("wide"))
    assert {(one.get(w("author")), one.get(w("date"))) for one in named(made, "ins")} == {
        ("The group", "2021-03-07T09:30:00Z")
    }


def test_without_a_date_the_changes_have_none():
    made = redline(draft("bis"), draft("wide"), author="The group")
    assert {one.get(w("date")) for one in named(made, "ins")} == {None}


def test_ids_of_changes_and_bookmarks_are_all_different():
    body = WordFile(marked(edited("bis", 31, 10), edited("wide", 32, 20))).body
    ids = [
        element.get(w("id"))
        for element in body.iter()
        if element.get(w("author")) or element.tag == w("bookmarkStart")
    ]
    assert len(ids) == len(set(ids))


def test_bookmarks_in_footnotes_and_ends_of_none_get_ids_that_are_numbers():
    def with_bookmarks(content: bytes) -> bytes:
        editor = Editor(content, 1)
        place = editor.notes.findall(w("footnote"))[-1].find(P)
        for name in ("bookmarkStart", "bookmarkEnd"):
            etree.SubElement(place, w(name)).set(w("id"), "1")
        place.find(w("bookmarkStart")).set(w("name"), "in_a_note")
        etree.SubElement(editor.paragraphs()[0], w("bookmarkEnd")).set(w("id"), "977")
        return editor.done()

    made = marked(with_bookmarks(draft("wide")), with_bookmarks(draft("bis")))
    word = WordFile(made)
    marks = [
        mark
        for root in (word.body, word.xml("word/footnotes.xml"))
        for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd"))
    ]

    assert structural_faults(unzip(made)) == []
    assert all(mark.get(w("id")).isdecimal() for mark in marks)
    assert [mark.get(w("name")) for mark in marks].count("in_a_note") == 1


# What a redline is


def test_a_redline_is_no_draft_as_drafter_wrote_it_but_tells_whether_somebody_changed_it():
    made = marked(draft("bis"), draft("wide"))
    parts = unzip(made)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"crime", b"Crime", 1)

    assert not is_untouched(made)
    assert read_word(made, "r.docx").is_redline
    assert is_untouched_redline(made)
    assert read_word(rezip(parts), "r.docx").is_redline
    assert not is_untouched_redline(rezip(parts))
    assert not read_word(draft("bis"), "r.docx").is_redline


def test_a_redline_can_be_compared_again_as_what_it_proposes():
    made = marked(draft("bis"), draft("wide"))
    again = marked(made, draft("wide"))
    assert not any(named(again, name) for name in ("ins", "del", "moveFrom", "moveTo"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"plain text"])
def test_what_is_no_word_file_is_refused_by_name(content):
    with pytest.raises(DrafterError, match="old one is not a Word file"):
        redline(content, draft("bis"), author="x", names=("the old one", "the new one"))


def test_a_zip_without_a_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(DrafterError, match="not a Word document"):
        redline(draft("bis"), buffer.getvalue(), author="x")


# What others say of it


@pytest.fixture(scope="module")
def redlines(tmp_path_factory):
    """Redlines of all sorts, as files."""
    folder = tmp_path_factory.mktemp("redlines")
    pairs = {
        "in": (draft("bis"), draft("wide")),
        "out": (draft("wide"), draft("bis")),
        "clean": (draft("clean"), draft("lead")),
        "form": (draft("doha"), draft("bis")),
        **{f"edited-{n}": (edited("bis", n, 3), edited("wide", 50 + n, 20)) for n in range(3)},
        **{f"lead-{n}": (draft("lead"), edited("lead", 70 + n, 30)) for n in range(3)},
    }
    for name, (old, new) in pairs.items():
        (folder / f"{name}.docx").write_bytes(marked(old, new))
    return sorted(folder.glob("*.docx"))


@pytest.mark.thorough
def test_the_open_xml_sdk_finds_redlines_valid(redlines):
    for path in redlines:
        run = subprocess.run(
            [open_xml_validator(), path], capture_output=True, timeout=LONGEST_RUN, check=False
        )
        assert run.returncode == 0, f"{path.name}: {run.stdout.decode()}{run.stderr.decode()}"


def test_docx_integrity_finds_redlines_sound(redlines):
    run = subprocess.run(
        [docx_integrity(), "check", *redlines], capture_output=True, timeout=LONGEST_RUN, check=False
    )
    assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()


@pytest.mark.parametrize("part", ["document", "footnotes", "styles", "settings"])
def test_redlines_are_valid_by_the_schema_of_their_standard(redlines, part):
    schema = word_schema()
    for path in redlines:
        tree = etree.fromstring(WordFile(path.read_bytes()).parts[f"word/{part}.xml"])
        assert schema.validate(tree), f"{path.name}: {schema.error_log}"


@pytest.mark.thorough
def test_libreoffice_makes_pages_of_redlines(redlines, tmp_path):
    pdfs = convert_to_pdf(tmp_path, *redlines)
    assert [pdf.name for pdf in pdfs if not pdf.is_file()] == []
