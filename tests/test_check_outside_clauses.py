"""``drafter check`` on what stands outside the clauses: preamble, footnotes there, annexes."""

from __future__ import annotations

import pytest
from test_home_staying import annex_1, annex_2, note_in_the_preamble, of, preamble_written, title
from word_editing import Edit, element, run, through_libreoffice
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def without_placeholders(edit):
    return [one for one in findings_of(edit.save()) if one.code != "placeholder"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (preamble_written, "the preamble was changed: 1 paragraph (“Recalling the Salvador Declaration”)"),
        (title, "the title was changed: 1 paragraph (“Zero draft of clauses”)"),
    ],
)
def test_a_changed_preamble_or_title_is_no_more_than_a_note(edit, change, words):
    change(edit)
    (found,) = without_placeholders(edit)
    assert (found.code, found.severity) == ("running-text-changed", Severity.NOTE)
    assert found.message.startswith(words[:40])


def test_a_preamble_with_all_placeholders_filled_in_is_one_note(edit):
    for one in list(edit.document.iter(w("rStyle"))):
        if one.get(w("val")) == "Placeholder":
            one.getparent().getparent().find(w("t")).text = "the Fourteenth Congress"
    (found,) = without_placeholders(edit)
    assert found.message.startswith("the preamble was changed: 3 paragraphs")


def test_a_footnote_outside_the_clauses_is_one_to_look_at(edit):
    note_in_the_preamble(edit)
    (found,) = without_placeholders(edit)
    assert (found.code, found.severity, found.notes) == (
        "footnote-outside-clauses",
        Severity.WARNING,
        (1,),
    )


@pytest.mark.parametrize("change", [annex_1, annex_2])
def test_words_typed_into_an_annex_are_told_with_its_name(edit, change):
    change(edit)
    (found,) = without_placeholders(edit)
    assert (found.code, found.severity) == ("annex-changed", Severity.WARNING)
    assert "“NB: " in found.message
    assert "Annex I" in found.message


def test_a_row_of_the_annex_whose_text_was_changed_is_told_once(edit):
    rows = list(edit.document.iter(w("tr")))
    cell = rows[-1].findall(w("tc"))[-2]
    cell.find(w("p")).append(run(" as amended"))
    assert [one.code for one in without_placeholders(edit)] == ["annex-changed"]


def test_a_table_put_into_the_preamble_is_told(edit):
    of(edit, "name of the Congress").addnext(
        element(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r>"
            "<w:t>Words of thanks to the host</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )
    (found,) = without_placeholders(edit)
    assert "“Words of thanks to the host”" in found.message


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
