"""``drafter check`` tells once, in words that are true, what one edit did in many places."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def told(edit):
    return [one.message for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def in_numbering(edit, form):
    """All numbers of the list of clauses in another form."""
    part = edit.parts["word/numbering.xml"].decode()
    edit.parts["word/numbering.xml"] = part.replace(
        '<w:numFmt w:val="decimal"/>', f'<w:numFmt w:val="{form}"/>'
    ).encode()


@pytest.mark.parametrize(
    ("form", "now"), [("upperRoman", "I"), ("lowerRoman", "i"), ("upperLetter", "A"), ("decimalZero", "01")]
)
def test_numbers_in_another_form_are_told_once_with_the_one_that_belongs_there(edit, form, now):
    in_numbering(edit, form)

    assert [one for one in told(edit) if "number is shown as" in one] == [
        f"its number is shown as “{shown}”, not as “{belongs}”; so are those like it"
        for shown, belongs in ((now, "1"), (f"G.{now}", "G.1"))
    ]
    assert not [one for one in told(edit) if "it is numbered" in one]


@pytest.mark.thorough
def test_a_number_that_is_another_one_is_told_as_that(edit):
    line = edit.lines("SingleTxt")[1]
    numbered = line.find(w("pPr"))
    numbered.append(element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'))
    line.insert(1, run("7. "))

    assert not [one for one in told(edit) if "so are those like it" in one]


def test_a_row_that_is_gone_is_named_with_its_own_number(edit):
    table = next(edit.document.iter(w("tbl")))
    row = next(
        one for one in table.iter(w("tr")) if said(one).startswith("2 bis") or said(one).startswith("3 bis")
    )
    number = said(row)[:5]
    row.getparent().remove(row)

    assert [one.partition("“")[2][:5] for one in told(edit) if "a row of a table is gone" in one] == [number]


def test_a_heading_with_the_mark_of_a_clause_is_a_heading(edit):
    heading = edit.lines("H23", "H1")[-1]
    mark = next(
        one
        for one in edit.document.iter(w("bookmarkStart"))
        if (one.get(w("name")) or "").startswith("clause_")
    )
    heading.insert(1, mark)

    assert not [one for one in told(edit) if "is no heading any more" in one]


def test_a_wording_that_was_moved_behind_the_annexes_leaves_these_as_they_are():
    edit = Edit(draft(3, "--annexes", "full"))
    line = edit.lines("AltTxt")[0]
    edit.body.findall(w("p"))[-1].addnext(line)

    found = findings_of(edit.save())

    assert not [one for one in found if one.code == "unknown-clause"]
    assert [
        one.message for one in found if one.code == "stands-elsewhere" and one.severity is Severity.WARNING
    ]


def test_a_clause_that_has_changed_places_with_what_opens_its_list_is_told_once():
    edit = Edit(draft(4, "--form", "doha", "--alternatives", "lead"))
    openings = [one for one in edit.lines("SingleTxt") if said(one).endswith("we endeavour:")]
    clause = openings[1].getnext()
    openings[1].addprevious(clause)
    edit.renumber()

    (found,) = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert found.code == "moved-clause"


def test_a_table_of_the_annexes_among_the_clauses_is_told_once(edit):
    table = next(edit.document.iter(w("tbl")))
    edit.lines("SingleTxt")[1].addprevious(table)

    found = [one for one in told(edit) if "among the clauses" in one]

    assert len(found) == 1
    assert found[0].startswith("a table of the annexes stands among the clauses: “")


def test_a_strange_table_among_the_clauses_is_told_once_with_how_much_stands_in_it(edit):
    row = "<w:tr><w:tc><w:p><w:r><w:t>We reject what stands above {}.</w:t></w:r></w:p></w:tc></w:tr>"
    rows = "".join(row.format(n) for n in range(40))
    edit.lines("SingleTxt")[1].addprevious(element(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))

    assert [one for one in told(edit) if "drafter did not make it" in one] == [
        "drafter did not make it; it stands among the clauses in a table, and so do 39 more texts of it"
    ]


def test_a_field_that_never_ends_is_told_once_and_what_is_behind_it_is_read(edit):
    line = edit.lines("SingleTxt")[1]
    words = max(line.iter(w("r")), key=lambda one: len(said(one)))
    words.addprevious(element('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'))
    words.addprevious(element("<w:r><w:instrText> QUOTE </w:instrText></w:r>"))

    (found,) = told(edit)

    assert "a field that begins here and never ends" in found


def test_a_style_that_makes_all_footnotes_hard_to_read_is_told_once(edit):
    part = edit.parts["word/styles.xml"].decode()
    start = part.index('w:styleId="FootnoteText"')
    end = part.index("</w:style>", start)
    style = part[start:end].replace("<w:rPr>", '<w:rPr><w:color w:val="FFFFFF"/>')
    if "<w:rPr>" not in style:
        style += '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    edit.parts["word/styles.xml"] = f"{part[:start]}{style}{part[end:]}".encode()
    count = len(list(edit.document.iter(w("footnoteReference"))))

    (found,) = told(edit)

    assert found.startswith(f"Word does not show footnote 1, and {count - 1} more, as they stand: ")
