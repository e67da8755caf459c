"""A returned Word draft is read as a person sees it: words, numbers, footnotes, changes, comments."""

from __future__ import annotations

import contextlib
import copy
import random

import pytest
from lxml import etree
from word_editing import Edit, element, run, said, through_libreoffice
from word_reading import WordFile, draft, rezip, unzip, w

from drafter.check.draft import check_draft
from drafter.docx.markup import bookmark_name
from drafter.docx.reader import read_word
from drafter.docx.styles import ParagraphRole
from drafter.problems import DrafterError
from drafter.returned.clauses import clauses_of
from drafter.returned.document import returned_from
from tools import drafter

CLAUSE = "clause_commission_and_congresses"
INS = '<w:ins w:id="900" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>'
DEL = '<w:del w:id="901" w:author="Another" w:date="2026-01-01T00:00:00Z"/>'


def drafted(*options: str) -> bytes:
    made = drafter("draft", "-o", "-", *options)
    assert made.returncode == 0, made.stderr
    return made.stdout


OPTIONS = {
    "bis": ("--min-regions", "3"),
    "everything": ("--min-regions", "1", "--support"),
    "inline": ("--min-regions", "2", "--alternatives", "inline"),
    "inline with support": ("--min-regions", "3", "--alternatives", "inline", "--support"),
    "lead": ("--min-regions", "2", "--alternatives", "lead", "--support"),
    "clean": ("--min-regions", "2", "--clean"),
    "clean inline": ("--min-regions", "3", "--clean", "--alternatives", "inline"),
}


@pytest.fixture(scope="module")
def drafts():
    return {name: drafted(*options) for name, options in OPTIONS.items()}


@pytest.fixture(scope="module")
def resaved(drafts, tmp_path_factory):
    """The same drafts, opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("resaved")
    files = [folder / f"{name.replace(' ', '-')}.docx" for name in drafts]
    for file, content in zip(files, drafts.values(), strict=True):
        file.write_bytes(content)
    saved = through_libreoffice(folder, files)
    return {name: file.read_bytes() for name, file in zip(drafts, saved, strict=True)}


@pytest.fixture
def edit():
    return Edit(draft(3))


def read(edit_or_content, **options):
    content = edit_or_content.save() if isinstance(edit_or_content, Edit) else edit_or_content
    return read_word(content, "draft.docx", **options)


def one(returned, bookmark=CLAUSE):
    return next(p for p in returned.paragraphs if bookmark in p.bookmarks)


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize("saved_by", ["drafter", "LibreOffice"])
def test_every_clause_is_found_with_its_words_numbers_headings_and_footnotes(name, saved_by, request):
    content = request.getfixturevalue("drafts" if saved_by == "drafter" else "resaved")[name]
    expected = WordFile(request.getfixturevalue("drafts")[name])

    returned = read(content)
    clauses = clauses_of(returned)
    lines = [line for clause in clauses for line in clause.lines]
    paragraphs = [p for several in expected.clauses.values() for p in several]

    assert [bookmark_name(clause.printed.id) for clause in clauses] == list(expected.clauses)
    count = sum(
        bookmark_paragraphs[0].style == "SingleTxt" for bookmark_paragraphs in expected.clauses.values()
    )
    assert [clause.label for clause in clauses] == [
        *map(str, range(1, count + 1)),
        *(f"G.{number}" for number in range(1, len(clauses) - count + 1)),
    ]
    for line, paragraph in zip(lines, paragraphs, strict=True):
        printed = "".join(paragraph.text.split("\t")[-1:])
        assert [note.text for note in line.notes] == [expected.notes[mark] for mark in paragraph.marks]
        if not paragraph.between.strip(", "):
            assert " ".join(f"{line.text} {line.support}".split()) == " ".join(printed.split())
    assert [note.number for line in lines for note in line.notes] == list(range(1, len(expected.notes) + 1))
    assert all(clause.heading.path == clause.printed.headings for clause in clauses)
    assert all(not line.is_copy and not line.merged and not line.is_rest for line in lines)


def test_a_file_that_is_read_is_not_written_to(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(3))
    path.chmod(0o444)
    before = path.stat()

    read(path.read_bytes())

    assert (path.read_bytes(), path.stat().st_mtime_ns) == (draft(3), before.st_mtime_ns)


def test_tracked_changes_are_read_as_accepted_or_as_rejected(edit):
    paragraph = edit.clause(CLAUSE)
    text = paragraph.find(w("r"))
    inserted, deleted = element(INS), element(DEL)
    inserted.append(run("Newly "))
    gone = run("Formerly ")
    gone[-1].tag = w("delText")
    deleted.append(gone)
    text.addprevious(inserted)
    text.addprevious(deleted)
    words = said(text)

    returned = read(edit)

    assert one(returned).text.startswith(f"Newly {words}")
    assert one(read(edit, original=True)).text.startswith(f"Formerly {words}")
    assert returned.changes == 2
    assert returned.change_authors == ("A delegate", "Another")


def test_a_footnote_in_deleted_text_is_no_footnote_of_the_clause_and_no_orphan(edit):
    paragraph = edit.clause(CLAUSE)
    (reference,) = edit.references(paragraph)
    mark = reference.getparent()
    deleted = element(DEL)
    mark.addprevious(deleted)
    deleted.append(mark)

    returned = read(edit)

    assert one(returned).marks == ()
    assert len(one(read(edit, original=True)).marks) == 1
    note = returned.note_by_id[reference.get(w("id"))]
    assert (note.number, note.marks) == (0, 1)


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(edit):
    first, second = edit.lines("SingleTxt")[:2], edit.lines()[1]
    mark = etree.SubElement(first[0].find(w("pPr")), w("rPr"))
    mark.append(element(DEL))

    returned = read(edit)

    joined = one(returned)
    assert joined.text.startswith(said(first[0]))
    assert said(second).split("bis.")[-1] in joined.text
    assert one(read(edit, original=True)).text == said(first[0])


def test_an_inserted_row_is_not_there_when_changes_are_rejected(edit):
    row = edit.body.findall(w("tbl"))[0].findall(w("tr"))[1]
    row.find(w("trPr")).append(element(INS))
    tables = [
        sum(p.role is ParagraphRole.TABLE for p in read(edit, original=o).paragraphs) for o in (False, True)
    ]

    assert tables[0] - tables[1] == len(list(row.iter(w("p"))))


@pytest.mark.parametrize(
    "around",
    [
        '<w:hyperlink w:anchor="somewhere"/>',
        '<w:smartTag w:element="place"/>',
        '<w:customXml w:element="part"/>',
        "<w:sdt><w:sdtContent/></w:sdt>",
        "<w:sdt><w:sdtContent><w:sdt><w:sdtContent/></w:sdt></w:sdtContent></w:sdt>",
        '<w:ins w:id="900" w:author="A" w:date="2026-01-01T00:00:00Z"><w:hyperlink w:anchor="x"/></w:ins>',
        '<w:moveTo w:id="900" w:author="A" w:date="2026-01-01T00:00:00Z"/>',
    ],
)
def test_words_and_marks_inside_other_elements_are_read(edit, around):
    paragraph = edit.clause(CLAUSE)
    before = one(read(edit))
    outer = inner = element(around)
    while len(inner):
        inner = inner[0]
    runs = paragraph.findall(w("r"))
    runs[0].addprevious(outer)
    for each in runs:
        inner.append(each)

    after = one(read(edit))

    assert (after.text, after.marks) == (before.text, before.marks)


def test_a_clause_in_a_content_control_is_read(edit):
    paragraph = edit.clause(CLAUSE)
    control = element("<w:sdt><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    before = [p.text for p in read(draft(3)).paragraphs]
    control[0].append(paragraph)

    assert [p.text for p in read(edit).paragraphs] == before


def test_a_field_shows_its_result_and_not_its_instruction(edit):
    paragraph = edit.clause(CLAUSE)
    first = paragraph.find(w("r"))
    for xml in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText> PAGE </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>7 </w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        first.addprevious(element(xml))

    assert one(read(edit)).text == f"7 {said(first)}"


def test_text_boxes_are_read_apart_and_once(edit):
    box = element(
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r>"
        "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    edit.clause(CLAUSE).append(box)

    returned = read(edit)

    assert [p.text for p in returned.paragraphs if p.role is ParagraphRole.BOX] == ["In a box"]
    assert "In a box" not in one(returned).text


def test_a_note_that_is_split_over_runs_and_paragraphs_is_one_text(edit):
    (reference,) = edit.references(edit.clause(CLAUSE))
    note = edit.note(reference)
    edit.set_note(reference, "")
    paragraph = note.find(w("p"))
    for piece in ("Report of the ", "meeting", ","):
        paragraph.append(run(piece))
    note.append(element("<w:p><w:r><w:t>para. 3 (a).</w:t></w:r></w:p>"))

    assert read(edit).note_by_id[reference.get(w("id"))].text == "Report of the meeting, para. 3 (a)."


def test_numbers_are_those_that_word_shows(edit):
    numbering = etree.fromstring(edit.parts["word/numbering.xml"])
    numbering.append(
        element(
            '<w:num w:numId="77"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    edit.parts["word/numbering.xml"] = etree.tostring(numbering)
    clauses = edit.lines("SingleTxt")

    def number(paragraph, xml):
        paragraph.find(w("pPr")).append(element(f"<w:numPr>{xml}</w:numPr>"))

    number(clauses[2], '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    number(clauses[3], '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    number(clauses[5], '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    number(clauses[6], '<w:ilvl w:val="0"/><w:numId w:val="77"/>')
    number(clauses[8], '<w:numId w:val="0"/>')

    found = [p for p in read(edit).paragraphs if p.role is ParagraphRole.CLAUSE][:10]

    assert [p.number for p in found] == ["1.", "2.", "(a)", "(b)", "3.", "(a)", "1.", "2.", "", "3."]
    assert [p.label for p in found] == ["1", "2", "2 (a)", "2 (b)", "3", "3 (a)", "1", "2", "", "3"]


def test_a_number_typed_by_hand_is_a_number_and_no_word(edit):
    paragraph = edit.clause(CLAUSE)
    paragraph.find(w("pPr")).find(w("pStyle")).set(w("val"), "PlainTxt")
    words = said(paragraph)
    edit.replace_words(paragraph, words, f"14. {words}")

    found = one(read(edit))

    assert (found.label, found.text) == ("14", words)


def test_styles_are_known_by_name_when_their_ids_were_changed():
    content = {
        name: part.replace(b'"SingleTxt"', b'"a17"').replace(b'"AltTxt"', b'"a18"')
        for name, part in unzip(draft(3)).items()
    }
    content["word/styles.xml"] = (
        content["word/styles.xml"]
        .replace(b'<w:name w:val="a17"/>', b'<w:name w:val="Single Txt"/>')
        .replace(b'<w:name w:val="a18"/>', b'<w:name w:val="Alt Txt"/>')
    )
    before = read(draft(3))

    after = read(rezip(content))

    assert b"Single Txt" in content["word/styles.xml"]
    assert [(p.role, p.label, p.text) for p in after.paragraphs] == [
        (p.role, p.label, p.text) for p in before.paragraphs
    ]


def test_clauses_without_bookmarks_are_found_by_their_words(edit):
    for mark in [*edit.document.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)

    clauses = clauses_of(read(edit))

    assert [clause.id for clause in clauses] == [clause.id for clause in clauses_of(read(draft(3)))]


def test_a_copied_clause_is_a_copy_and_the_one_with_the_bookmark_is_the_clause(edit):
    paragraph = edit.clause(CLAUSE)
    twin = copy.deepcopy(paragraph)
    for mark in [*twin.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    edit.lines("SingleTxt")[4].addprevious(twin)

    lines = [
        line for clause in clauses_of(read(edit)) for line in clause.lines if line.text == said(paragraph)
    ]

    assert [line.is_copy for line in lines] == [False, True]


def test_comments_are_read_with_their_authors_and_whether_they_are_resolved(edit):
    edit.parts["word/comments.xml"] = etree.tostring(
        element(
            '<w:comments><w:comment w:id="0" w:author="A delegate"><w:p w14:paraId="0A"><w:r><w:t>Why?</w:t>'
            '</w:r></w:p></w:comment><w:comment w:id="1" w:author="The chair"><w:p w14:paraId="0B"><w:r>'
            "<w:t>Agreed.</w:t></w:r></w:p></w:comment></w:comments>"
        )
    )
    edit.parts["word/commentsExtended.xml"] = (
        b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<w15:commentEx w15:paraId="0B" w15:done="1"/></w15:commentsEx>'
    )
    kinds = {
        "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
        "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    }
    relations = "".join(
        f'<Relationship Id="c{name}" Type="{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    rels = "word/_rels/document.xml.rels"
    edit.parts[rels] = edit.parts[rels].replace(b"</Relationships>", f"{relations}</Relationships>".encode())

    found = read(edit).comments

    assert [(c.author, c.text, c.is_resolved) for c in found] == [
        ("A delegate", "Why?", False),
        ("The chair", "Agreed.", True),
    ]


def test_a_file_in_the_strict_namespace_is_read_alike():
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, part in unzip(draft(3)).items()
    }

    assert read(rezip(strict)).paragraphs == read(draft(3)).paragraphs


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 nothing",
        rezip({"[Content_Types].xml": b"<Types/>"}),
        rezip({**unzip(draft(3)), "word/document.xml": b"<w:document"}),
        rezip({**unzip(draft(3)), "word/styles.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
    ],
)
def test_a_damaged_file_is_refused_in_words(content):
    with pytest.raises(DrafterError) as error:
        read(content)
    assert "draft.docx" in error.value.message


def test_a_draft_whose_origin_is_lost_can_still_be_read():
    parts = unzip(draft(3))
    kept = {name: part for name, part in parts.items() if not name.startswith("customXml/")}
    rels = "word/_rels/document.xml.rels"
    tree = etree.fromstring(parts[rels])
    for relation in list(tree):
        if "customXml" in relation.get("Type"):
            tree.remove(relation)
    kept[rels] = etree.tostring(tree)

    returned = read(rezip(kept))

    assert returned.draft is None
    assert [clause.id for clause in clauses_of(returned)] == [
        clause.id for clause in clauses_of(read(draft(3)))
    ]


def disturb(root, chance, count):
    """Delete, double, move and empty elements at random."""
    elements = list(root.iter())[1:]
    for each in chance.sample(elements, min(count, len(elements))):
        parent = each.getparent()
        what = chance.choice(["delete", "double", "move", "empty"])
        place = chance.choice(elements)
        if parent is None:
            continue
        if what == "delete":
            parent.remove(each)
        elif what == "double":
            each.addnext(copy.deepcopy(each))
        elif what == "move" and place.getparent() is not None and each not in [*place.iterancestors(), place]:
            place.append(each)
        elif what == "empty":
            for name in each.attrib:
                each.set(name, "")


@pytest.mark.parametrize("seed", range(15))
def test_whatever_happened_to_the_xml_a_check_ends_in_findings_or_in_words(seed):
    chance = random.Random(seed)
    edit = Edit(draft(3))
    for table in edit.body.findall(w("tbl"))[1:]:
        edit.body.remove(table)
    disturb(edit.document, chance, 30)
    disturb(edit.notes, chance, 10)
    for name in ("word/numbering.xml", "word/styles.xml"):
        tree = etree.fromstring(edit.parts[name])
        disturb(tree, chance, 10)
        edit.parts[name] = etree.tostring(tree)
    content = edit.save()
    for original in (False, True):
        with contextlib.suppress(DrafterError):
            check_draft(returned_from(read(content, original=original)))
