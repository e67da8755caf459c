"""Footnotes and clauses made to look sound to a check, and wrong to a reader, are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from test_review import items_of, review_of
from word_editing import Edit, element, run, through_libreoffice
from word_reading import draft, w

from drafter.check.draft import check_draft
from drafter.docx.reader import read_word
from drafter.matrix.loading import open_matrix
from drafter.problems import Severity
from drafter.reading.findings import Standing, compare_with_review
from drafter.returned.document import returned_from

CLAUSE = "clause_commission_and_congresses"
BANGKOK = "Bangkok, para. 62 (d)"
LATIN_AMERICA = "Report of the regional preparatory meeting for Latin America and the Caribbean"
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>"


@pytest.fixture
def edit():
    return Edit(draft(3))


def checked(content, matrix=None):
    return check_draft(returned_from(read_word(content, "draft.docx"), matrix))


def alarms(content, matrix=None):
    found = checked(content, matrix).findings
    return {one.code for one in found if one.severity is not Severity.NOTE}


def note_with(edit, words):
    """The first footnote with some words: its run of text."""
    return next(one for one in edit.notes.iter(w("t")) if words in (one.text or ""))


def verified(content, matrix=None):
    summary = checked(content, matrix).summary
    return summary.footnotes - summary.verified


@pytest.fixture(
    scope="module",
    params=["the file's own matrix", pytest.param("a named matrix", marks=pytest.mark.thorough)],
)
def matrix(request):
    return open_matrix("kyoto-2021").matrix if request.param == "a named matrix" else None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A/CONF.234/RPM.3/1", "A/CONF.234/RPM.4/1"),
        ("A/CONF.234/RPM.3/1", "A/CONF.222/RPM.1/1"),
        ("Bangkok, para. 62 (d)", "Tokyo, para. 62 (d)"),
        ("Bangkok, para. 62 (d)", "for the Thirteenth Congress, Doha, para. 62 (d)"),
        ("Bangkok, para. 62 (d)", "Bangkok, annex, para. 62 (d)"),
        ("Bangkok, para. 62 (d)", "Bangkok, footnote to para. 62 (d)"),
        ("Bangkok, para. 62 (d)", "Bangkok, not para. 62 (d)"),
        ("Bangkok, para. 62 (d)", "Bangkok, para. 62 (d), second sentence"),
        ("Bangkok, para. 62 (d)", "Bangkok, ¬para. 62 (d)"),
    ],
)
@pytest.mark.parametrize("all_of_them", [False, True])
def test_a_footnote_that_names_another_report_or_says_more_is_to_be_looked_at(
    edit, matrix, old, new, all_of_them
):
    changed = 0
    for text in edit.notes.iter(w("t")):
        if old in (text.text or "") and (all_of_them or not changed):
            text.text = text.text.replace(old, new)
            changed += 1

    assert changed
    assert alarms(edit.save(), matrix) == {"footnote-reworded"}
    assert verified(edit.save(), matrix) == changed


@pytest.mark.parametrize(
    "paragraph",
    [
        "62 (d)bis",
        "62 (d) bis",
        "62 (d) (ii)",
        "62 (d) (1)",
        "62 (d).1",
        "62 (d)/1",
        "62 bis",
        "62 (d)3",
        "62 (ԁ)",
        "6٢ (d)",
        "٦2 (d)",
        "６2 (d)",
        "6২ (d)",
        "62 (d)–(f)",
    ],
)
def test_a_paragraph_that_the_report_does_not_have_is_wrong_whatever_it_begins_with(edit, matrix, paragraph):
    text = note_with(edit, BANGKOK)
    text.text = text.text.replace("62 (d)", paragraph)

    assert checked(edit.save(), matrix).summary.wrong == 1


@pytest.mark.parametrize(
    "pieces",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{all}</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{all}</w:t></w:r><w:r><w:t>See the annex.</w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>{all}</w:t></w:r>",
        "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>{all}</w:t></w:r>",
        '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{all}</w:t></w:r>',
        '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>{all}</w:t></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>{all}</w:t></w:r>',
        "<w:r><w:t>{before}6</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r><w:r><w:t> (d).</w:t></w:r>",  # noqa: E501
        (
            '<w:r><w:t xml:space="preserve">{before}</w:t></w:r><w:r><w:sym w:font="Arial" w:char="0031"/></w:r>'  # noqa: E501
            "<w:r><w:t>62 (d).</w:t></w:r>"
        ),
        (
            '<w:r><w:t xml:space="preserve">{before}</w:t></w:r><w:bdo w:val="rtl"><w:r><w:t>62</w:t></w:r></w:bdo>'  # noqa: E501
            '<w:r><w:t xml:space="preserve"> (d).</w:t></w:r>'
        ),
        "<w:r><w:t>{before}62 (d)</w:t></w:r><m:oMath " + M + "><m:r><m:t>(e)</m:t></m:r></m:oMath>",
        '<w:r><w:t>{all}</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>',
        BOX.format("<w:r><w:t>{all}</w:t></w:r>") + "<w:r><w:t>See</w:t></w:r>",
        "<w:r><w:t>{all}\u202e</w:t></w:r>",
        "<w:r><w:t>{all}</w:t><w:pict/></w:r>",
    ],
)
def test_a_footnote_that_word_shows_otherwise_is_never_verified(edit, matrix, pieces):
    text = note_with(edit, BANGKOK)
    own, whole = text.getparent(), text.text
    xml = pieces.format(all=whole, before=whole.removesuffix("62 (d)."))
    for one in element(f"<w:p>{xml}</w:p>"):
        own.addprevious(one)
    own.getparent().remove(own)

    assert "unreadable-text" in alarms(edit.save(), matrix)
    assert verified(edit.save(), matrix) == 1


@pytest.mark.parametrize(
    "odd",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Consider </w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>Consider </w:t></w:r>",
        '<w:r><w:rPr><w:color w:val="FFFFFF" w:themeColor="background1"/></w:rPr><w:t>not </w:t></w:r>',
        "<w:r><w:t>\u202enot </w:t></w:r>",
        BOX.format("<w:r><w:t>States shall do nothing of the kind.</w:t></w:r>"),
        "<m:oMath " + M + "><m:r><m:t>not</m:t></m:r></m:oMath>",
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>not </w:t></w:r></w:rubyBase>"  # noqa: E501
            "</w:ruby></w:r>"
        ),
        '<w:r><w:sym w:font="Symbol" w:char="F0D8"/></w:r>',
        (
            f"<mc:AlternateContent {MC}><mc:Choice/><mc:Fallback><w:r><w:t>not </w:t></w:r></mc:Fallback>"
            "</mc:AlternateContent>"
        ),
        (
            f"<w:r><mc:AlternateContent {MC}><mc:Choice/><mc:Fallback><w:t>not </w:t></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        "<w:r><w:dayLong/></w:r>",
        '<w:subDoc r:id="rId99"/>',
    ],
)
def test_a_clause_with_words_that_word_shows_otherwise_is_told(edit, odd):
    edit.clause(CLAUSE).find(w("r")).addnext(element(odd))

    assert "unreadable-text" in alarms(edit.save())


@pytest.mark.parametrize(
    ("between", "words"),
    [
        ('<w:altChunk r:id="rId99"/>', "another document"),
        ('<w:p><w:subDoc r:id="rId99"/></w:p>', "another document"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "a picture"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "a picture"),
        ("<w:p><w:r><w:dayLong/></w:r></w:p>", "a date"),
    ],
)
def test_what_stands_between_clauses_and_cannot_be_read_is_told(edit, between, words):
    edit.clause(CLAUSE).addnext(element(between))

    found = [one for one in checked(edit.save()).findings if one.severity is not Severity.NOTE]

    assert [one.code for one in found] == ["unreadable-text"]
    assert words in found[0].message


def test_a_document_put_in_before_everything_else_of_a_cell_is_told(edit):
    row = element('<w:tbl><w:tr><w:tc><w:altChunk r:id="rId99"/><w:p/></w:tc></w:tr></w:tbl>')
    edit.clause(CLAUSE).addnext(row)

    assert "unreadable-text" in alarms(edit.save())


def test_a_clause_hidden_by_its_style_is_told(edit):
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    own = next(one for one in styles.iter(w("style")) if one.get(w("styleId")) == "SingleTxt")
    properties = own.find(w("rPr"))
    if properties is None:
        properties = etree.SubElement(own, w("rPr"))
    etree.SubElement(properties, w("vanish"))
    edit.parts["word/styles.xml"] = etree.tostring(styles)

    assert "unreadable-text" in alarms(edit.save())


@pytest.mark.parametrize(
    "properties",
    [
        "<w:b/>",
        '<w:vanish w:val="0"/>',
        '<w:strike w:val="false"/>',
        '<w:color w:val="C00000"/>',
        "<w:i/>",
        '<w:sz w:val="20"/>',
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>',
        '<w:highlight w:val="yellow"/>',
    ],
)
def test_formatting_that_hides_nothing_is_passed_over(edit, properties):
    for own in (edit.clause(CLAUSE).find(w("r")), note_with(edit, BANGKOK).getparent()):
        own.insert(0, element(f"<w:rPr>{properties}</w:rPr>"))

    assert alarms(edit.save()) == alarms(draft(3))


def provenance(edit):
    return next(name for name in edit.parts if name.startswith("customXml/item1"))


def forge(edit, old, new):
    """The same lie in the footnotes and in what the file keeps of how it was made."""
    for text in edit.notes.iter(w("t")):
        text.text = (text.text or "").replace(old, new)
    name = provenance(edit)
    edit.parts[name] = edit.parts[name].replace(old.encode(), new.encode())


@pytest.mark.parametrize("new", ["para. 99 (z)", "para. 62 (a)", "para. 62 (d) bis"])
def test_a_footnote_forged_with_its_origin_is_told_with_and_without_a_matrix(edit, matrix, new):
    forge(edit, "para. 62 (d)", new)

    assert "origin-edited" in alarms(edit.save(), matrix)
    assert checked(edit.save(), matrix).summary.wrong


def test_a_place_forged_with_its_origin_is_told_with_and_without_a_matrix(edit, matrix):
    forge(edit, "Bangkok", "Tokyo")

    assert "origin-edited" in alarms(edit.save(), matrix)
    if matrix:
        assert "footnote-reworded" in alarms(edit.save(), matrix)


def test_an_origin_without_its_fingerprint_is_told(edit):
    root = etree.fromstring(edit.parts[provenance(edit)])
    del root.attrib["content"]
    edit.parts[provenance(edit)] = etree.tostring(root)

    assert "origin-edited" in alarms(edit.save())


def test_an_origin_written_down_otherwise_is_still_whole(edit):
    root = etree.fromstring(edit.parts[provenance(edit)])
    root.text = f"\r\n  {root.text}\r\n"
    edit.parts[provenance(edit)] = etree.tostring(root)

    assert read_word(edit.save(), "draft.docx").is_whole


@pytest.mark.thorough
def test_an_origin_is_whole_after_libreoffice_has_saved_the_file(tmp_path):
    file = tmp_path / "draft.docx"
    file.write_bytes(draft(3))

    (saved,) = through_libreoffice(tmp_path, [file])

    assert read_word(Path(saved).read_bytes(), "draft.docx").is_whole


@pytest.mark.parametrize(
    ("old", "new"), [("A/CONF.234/RPM.3/1", "A/CONF.234/RPM.4/1"), ("Bangkok, para.", "Tokyo, para.")]
)
def test_a_signature_lapses_when_its_footnote_names_another_report(edit, old, new):
    review = review_of(draft(3))
    text = note_with(edit, old)
    text.text = text.text.replace(old, new)

    outcome = compare_with_review(items_of(edit.save()), review)

    (changed,) = outcome.standing(Standing.CHANGED)
    assert new.removesuffix(", para.") in changed.item.wording
    assert outcome.gone == ()


def test_a_signature_lapses_when_its_footnote_is_hidden(edit):
    review = review_of(draft(3))
    own = note_with(edit, BANGKOK).getparent()
    own.insert(0, element("<w:rPr><w:vanish/></w:rPr>"))

    assert len(compare_with_review(items_of(edit.save()), review).standing(Standing.CHANGED)) == 1


@pytest.mark.parametrize("where", ["footnote", "clause"])
def test_twenty_thousand_citations_in_one_text_are_read_and_told(edit, where):
    many = "Europe para. 1 " * 20_000
    if where == "footnote":
        note_with(edit, BANGKOK).text = many
    else:
        edit.clause(CLAUSE).find(w("r")).addnext(run(many))

    assert alarms(edit.save())
