"""``drafter check`` on what stands outside the clauses: preamble, footnotes there, annexes."""

from __future__ import annotations

import pytest
from test_home_staying import annex_1, annex_2, note_in_the_preamble, of, preamble_written, styled, title
from word_editing import Edit, element, run, said, through_libreoffice
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def without_placeholders(edit):
    return [one for one in findings_of(edit.save()) if one.code != "placeholder"]


def words_of_paragraph(edit, opening):
    return next(one for one in of(edit, opening).iter(w("t")) if len(one.text.split()) > 1)


def a_word_of_the_preamble(edit):
    edit.replace_words(of(edit, "Assembled at the Fourteenth"), "Fourteenth", "Fifteenth")


def a_paragraph_of_the_preamble_gone(edit):
    gone = of(edit, "We, Heads of State")
    gone.getparent().remove(gone)


def annex_heading_reworded(edit):
    edit.replace_words(of(edit, "Annex I. Sources", "H1"), "Sources", "Draft sources")


def many_paragraphs(edit):
    for number in range(14):
        of(edit, "Assembled at the Fourteenth").addnext(
            styled(f"Recalling also meeting {number},", "PlainTxt")
        )


def alike(edit):
    for _ in range(3):
        of(edit, "Assembled at the Fourteenth").addnext(styled("Not agreed.", "PlainTxt"))


PREAMBLE = "the preamble has a paragraph that was not printed: “Recalling the Salvador Declaration,”"
LOST = "a paragraph of the preamble is gone: “We, Heads of State and Government, Ministers and"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (preamble_written, "running-text-changed", PREAMBLE),
        (title, "running-text-changed", "the title was changed, at “Zero draft of paragraphs”: “Zero"),
        (a_word_of_the_preamble, "running-text-changed", "Congress on …”: “Fifteenth” for “Fourteenth”"),
        (a_paragraph_of_the_preamble_gone, "running-text-changed", LOST),
        (many_paragraphs, "running-text-changed", "the preamble was changed: 14 paragraphs (“Recalling also"),
        (alike, "running-text-changed", "that was not printed: “Not agreed.”; so were 2 more paragraphs"),
        (annex_heading_reworded, "heading-changed", "“Annex I. Sources” is now “Annex I. Draft sources”"),
    ],
)
def test_words_around_the_clauses_that_people_changed_are_to_be_looked_at(edit, change, code, words):
    change(edit)
    (found,) = [one for one in without_placeholders(edit) if one.code != "contents-differ"]
    assert (found.code, found.severity) == (code, Severity.WARNING)
    assert words in found.message
    assert found.place >= 0


def commas(edit):
    for text in (words_of_paragraph(edit, "We, Heads"), words_of_paragraph(edit, "Assembled at")):
        text.text = text.text.replace(",", "", 1)


def capitals(edit):
    for text in (words_of_paragraph(edit, "We, Heads"), words_of_paragraph(edit, "Assembled at")):
        text.text = text.text.upper()


def question(edit):
    text = [*of(edit, "We, Heads").iter(w("t"))][-1]
    text.text = text.text.rstrip(",") + "?"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (commas, [("running-text-changed", Severity.WARNING)]),
        (capitals, [("capitals-changed", Severity.NOTE)] * 2),
        (question, [("running-text-changed", Severity.WARNING)]),
    ],
)
def test_of_signs_between_running_words_commas_and_a_question_are_told(edit, change, told):
    change(edit)
    assert [(one.code, one.severity) for one in without_placeholders(edit)] == told


def fill_in(edit):
    for one in list(edit.document.iter(w("rStyle"))):
        if one.get(w("val")) == "Placeholder":
            one.getparent().getparent().find(w("t")).text = "the Fourteenth Congress"


def test_a_preamble_with_all_placeholders_filled_in_is_one_note(edit):
    fill_in(edit)
    (found,) = without_placeholders(edit)
    assert found.severity is Severity.NOTE
    assert found.message.startswith("what was to be filled in was: the preamble was changed: 2 paragraphs")


def test_a_word_changed_beside_a_placeholder_that_was_filled_in_is_no_filling_in(edit):
    edit.replace_words(of(edit, "Recalling [earlier"), "Recalling", "Disregarding")
    fill_in(edit)
    found = without_placeholders(edit)
    assert sorted(one.severity for one in found) == [Severity.NOTE, Severity.WARNING]
    assert any(
        "“Disregarding the Fourteenth Congress” for “Recalling [earlier" in one.message for one in found
    )


def test_a_footnote_outside_the_clauses_is_one_to_look_at(edit):
    note_in_the_preamble(edit)
    (found,) = without_placeholders(edit)
    assert (found.code, found.severity, found.notes) == (
        "footnote-outside-clauses",
        Severity.WARNING,
        (1,),
    )


@pytest.mark.parametrize(
    ("change", "name"), [(annex_1, "Annex I. Sources"), (annex_2, "Where the paragraphs come from")]
)
def test_words_typed_into_a_table_are_told_with_its_name(edit, change, name):
    change(edit)
    (found,) = without_placeholders(edit)
    assert (found.code, found.severity) == ("annex-changed", Severity.WARNING)
    assert "“NB: " in found.message
    assert name in found.message


def test_a_row_of_the_annex_whose_text_was_changed_is_told_once(edit):
    rows = list(edit.document.iter(w("tr")))
    cell = rows[-1].findall(w("tc"))[-2]
    cell.find(w("p")).append(run(" as amended"))
    assert [one.code for one in without_placeholders(edit)] == ["annex-changed"]


def test_a_table_put_into_the_preamble_is_told(edit):
    of(edit, "Assembled at the Fourteenth").addnext(
        element(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r>"
            "<w:t>Words of thanks to the host</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )
    (found,) = without_placeholders(edit)
    assert "“Words of thanks to the host”" in found.message


@pytest.mark.thorough
@pytest.mark.parametrize("program", ["Word", "LibreOffice"])
def test_the_error_that_a_field_shows_for_a_clause_that_is_gone_is_no_typed_word(edit, tmp_path, program):
    gone = edit.clause("clause_commission_and_congresses")
    for mark in edit.references(gone):
        edit.remove_reference(mark)
    gone.getparent().remove(gone)
    if program == "Word":
        for field in edit.document.iter(w("fldSimple")):
            if "commission_and_congresses" in field.get(w("instr")):
                next(field.iter(w("t"))).text = "Fehler! Verweisquelle konnte nicht gefunden werden."
    content = edit.save()
    if program == "LibreOffice":
        file = tmp_path / "draft.docx"
        file.write_bytes(content)
        (saved,) = through_libreoffice(tmp_path, [file])
        content = saved.read_bytes()
    assert "annex-changed" not in {one.code for one in findings_of(content)}


# Each thing once


def rows_of_sources(edit):
    return [one for one in edit.document.iter(w("tr")) if len(one.findall(w("tc"))) == 4]


def caption_reworded(edit):
    (caption,) = edit.lines("Caption")
    edit.replace_words(caption, said(caption), "What follows is not agreed")
    return (
        Severity.WARNING,
        "running text under “Where the paragraphs come from” was changed, at “What follows",
    )


def preamble_moved(edit):
    paragraphs = edit.lines("PlainTxt")
    paragraphs[2].addnext(paragraphs[1])
    return (
        Severity.WARNING,
        "“Assembled at the Fourteenth United Nations Congress on …” has changed places with “Recalling",
    )


def opening_moved(edit):
    paragraphs = edit.lines("PlainTxt")
    paragraphs[0].addprevious(paragraphs[4])
    return Severity.WARNING, "what opens the paragraphs below, “Declare the following:”, stands behind"


def cells_exchanged(edit):
    one, other = rows_of_sources(edit)[2].findall(w("tc"))[1:3]
    other.addnext(one)
    return Severity.WARNING, "two cells have changed places: “Western Asia” and “para. 14 (e)”"


def foreign_sign_in_a_cell(edit):
    words = next(rows_of_sources(edit)[3].findall(w("tc"))[1].iter(w("t")))
    words.getparent().append(element('<w:sym w:font="Wingdings" w:char="F04A"/>'))
    return Severity.WARNING, "“J” is a sign of another font"


def box_in_an_annex(edit):
    (cell,) = rows_of_sources(edit)[3].findall(w("tc"))[1].findall(w("p"))
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:99pt"><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>This annex is void</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    cell.append(element(box))
    return Severity.WARNING, "drafter did not print “This annex is void”"


@pytest.mark.parametrize(
    "change",
    [
        caption_reworded,
        preamble_moved,
        opening_moved,
        cells_exchanged,
        foreign_sign_in_a_cell,
        box_in_an_annex,
    ],
)
def test_what_was_changed_outside_the_clauses_is_told_once(edit, change):
    severity, message = change(edit)
    (found,) = without_placeholders(edit)
    assert (found.severity, message in found.message) == (severity, True), found.message
