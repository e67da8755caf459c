"""Faults that LibreOffice makes itself, by a macro: what a person does in Writer, saved as it saves."""

from __future__ import annotations

import pytest
from libreoffice_basic import run_basic
from word_mutations import findings_of
from word_reading import WordFile, draft, draft_in

from drafter.problems import Severity

# One edit each, as a person makes it: what to look for, and what to do there.
_EDIT = """
Sub Run(source As String, target As String, what As String, where As String, words As String)
  document = Opened(source)
  Select Case what
  Case "replace"
    search = document.createReplaceDescriptor()
    search.SearchString = where
    search.ReplaceString = words
    document.replaceAll(search)
  Case "delete-paragraph"
    cursor = Paragraph(document, where)
    cursor.setString("")
    cursor.goRight(1, True)
    cursor.setString("")
  Case "type-after"
    cursor = Paragraph(document, where)
    cursor.collapseToEnd()
    document.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    document.Text.insertString(cursor, words, False)
  Case "delete-note"
    note = document.Footnotes.getByIndex(CInt(where))
    document.Text.removeTextContent(note)
  Case "rewrite-note"
    document.Footnotes.getByIndex(CInt(where)).setString(words)
  Case "track"
    document.RecordChanges = True
    search = document.createReplaceDescriptor()
    search.SearchString = where
    search.ReplaceString = words
    document.replaceAll(search)
  End Select
  Save(document, target)
End Sub

Function Paragraph(document, where As String)
  search = document.createSearchDescriptor()
  search.SearchString = where
  found = document.findFirst(search)
  cursor = document.Text.createTextCursorByRange(found)
  cursor.gotoStartOfParagraph(False)
  cursor.gotoEndOfParagraph(True)
  Paragraph = cursor
End Function
"""

# The words are those of Annex B: lac-19h and its region-mates under “culture of lawfulness”, and others.
EDITS = {
    "a footnote taken out": (("delete-note", "0", ""), {"footnote-lost", "no-footnote"}),
    "a footnote to another paragraph": (
        (
            "rewrite-note",
            "0",
            "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 37 (b).",
        ),
        {"footnote-changed"},
    ),
    "a footnote to nothing": (
        ("rewrite-note", "0", "Report of the regional preparatory meeting for Africa, para. 99 (z)."),
        {"unresolved-citation"},
    ),
    "a hedge taken out": (
        ("replace", "Consider best practices for", "Adopt best practices for"),
        {"strength-changed"},
    ),
    "other words": (
        (
            "replace",
            "a culture of lawfulness as an approach to foster the general public",
            "tougher penalties and longer terms so as to frighten the general public",
        ),
        {"reworded"},
    ),
    "a clause deleted": (
        ("delete-paragraph", "Promote victim-centred policies and strategies", ""),
        {"missing-version", "missing-clause"},
    ),
    "a clause typed in": (
        (
            "type-after",
            "Focus on human resources as a driving force",
            "Abolish all prisons by next year;",
        ),
        {"unknown-clause", "no-footnote"},
    ),
    "a tracked change": (
        ("track", "alternatives to incarceration", "alternatives to prison"),
        {"tracked-changes"},
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scripted")


@pytest.mark.parametrize("form", ["kyoto", "doha"])
@pytest.mark.parametrize("edit", EDITS)
def test_a_fault_that_libreoffice_makes_is_found(folder, edit, form):
    (what, where, words), codes = EDITS[edit]
    source, target = folder / f"{form}.docx", folder / "edited.docx"
    source.write_bytes(draft_in(form, 4))

    run_basic(_EDIT, source, target, what, where, words, folder=folder)

    found = {finding.code for finding in findings_of(target.read_bytes())}
    assert found & codes, found


def test_what_changes_nothing_raises_no_alarm(folder):
    source, target = folder / "plain.docx", folder / "same.docx"
    source.write_bytes(draft(4))

    run_basic(_EDIT, source, target, "replace", "no such words anywhere", "x", folder=folder)

    alarms = [f for f in findings_of(target.read_bytes()) if f.severity is not Severity.NOTE]
    assert alarms == []
    assert WordFile(target.read_bytes()).notes
