"""``drafter check`` names the place of all that it tells: a clause, a heading, a line, a row and column."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity

HIDDEN = "<w:vanish/>"


@pytest.fixture
def edit():
    return Edit(draft(3))


def sentences(edit):
    """What the text output says beside notes."""
    return [one.sentence for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def hidden(paragraph):
    for one in paragraph.iter(w("r")):
        properties = one.find(w("rPr"))
        if properties is None:
            one.insert(0, element("<w:rPr/>"))
            properties = one[0]
        properties.append(element(HIDDEN))


def first(edit, *styles):
    return next(one for one in edit.document.iter(w("p")) if style(one) in styles and said(one).strip())


def style(paragraph):
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"))


def put_into(outer, inner, paragraph):
    """Put the first words of a paragraph into a frame that stands in their place."""
    words = next(one for one in paragraph.iter(w("r")) if said(one).strip())
    words.addprevious(outer)
    inner.append(words)


def cell(edit, heading, row, column):
    """A cell of the first table behind a heading, each counted from 0."""
    behind = next(one for one in edit.document.iter(w("p")) if said(one) == heading)
    table = next(one for one in behind.itersiblings() if one.tag == w("tbl"))
    return table.findall(w("tr"))[row].findall(w("tc"))[column].find(w("p"))


def in_the_preamble(edit):
    return next(one for one in edit.lines("PlainTxt") if said(one).startswith("Assembled at"))


def in_the_note(edit):
    return next(one for one in edit.document.iter(w("p")) if said(one).startswith("How to read this"))


def in_a_caption(edit):
    return next(one for one in edit.document.iter(w("p")) if said(one).startswith("For each theme"))


PARAGRAPHS = {
    "a clause": (
        lambda edit: edit.lines("SingleTxt")[1],
        "clause 2 (“Focus on human resources as a driving force …”): ",
    ),
    "a heading": (lambda edit: first(edit, "H23"), "the heading “The congresses and the Commission”: "),
    "the contents": (
        lambda edit: first(edit, "TOC2"),
        "the contents, line “The congresses and the Commission",
    ),
    "the title": (lambda edit: first(edit, "HCh"), "the title (“Compilation of candidate paragraphs”): "),
    "the note": (in_the_note, "the note on how to read it (“How to read this paper"),
    "a caption": (in_a_caption, "the caption “For each theme, the numbers of its paragraphs …”: "),
    "the preamble": (
        in_the_preamble,
        "the preamble (“Assembled at the Fourteenth United Nations Congress on …”): ",
    ),
    "a cell": (
        lambda edit: cell(edit, "Annex I. Sources", 2, 1),
        "the table under “Annex I. Sources”, row 3 (“1 bis”), column “Contributed by”: ",
    ),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
@pytest.mark.parametrize("what", ["hidden", "covered", "numbered", "bound", "linked"])
def test_each_kind_of_fault_names_the_place_where_it_stands(edit, name, what):
    find, place = PARAGRAPHS[name]
    paragraph = find(edit)
    if what == "hidden":
        hidden(paragraph)
    elif what == "covered":
        shape = '<v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:400pt"/>'
        paragraph.append(element(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    elif what == "numbered":
        paragraph.find(w("pPr")).append(element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    elif what == "bound":
        bound = element('<w:sdt><w:sdtPr><w:dataBinding w:xpath="x"/></w:sdtPr><w:sdtContent/></w:sdt>')
        put_into(bound, bound[1], paragraph)
    else:
        link = element('<w:hyperlink w:anchor="elsewhere"/>')
        put_into(link, link, paragraph)

    told = sentences(edit)

    if what in ("hidden", "covered", "bound") or name in ("a heading", "the preamble"):
        assert any(one.startswith(place) for one in told), told


def test_what_is_gone_is_told_behind_what_stood_before(edit):
    clauses, lines = edit.lines("SingleTxt"), edit.lines("SingleTxt", "AltTxt")
    for one in lines[lines.index(clauses[1]) : lines.index(clauses[2])]:
        edit.body.remove(one)

    (told,) = [one for one in sentences(edit) if "drafted as 2, is gone" in one]

    assert told.startswith("behind clause 1 ")


def test_the_first_clause_that_is_gone_is_told_behind_the_text_before_it(edit):
    clauses, lines = edit.lines("SingleTxt"), edit.lines("SingleTxt", "AltTxt")
    heading = said(clauses[0].getprevious())
    for one in lines[: lines.index(clauses[1])]:
        edit.body.remove(one)

    (told,) = [one for one in sentences(edit) if "drafted as 1, is gone" in one]

    assert heading
    assert told.startswith(f"behind the heading “{heading}”")


def test_of_a_place_that_a_message_names_nothing_is_said_twice(edit):
    edit.replace_words(first(edit, "H23"), "Commission", "Commissions")

    (told,) = [one for one in sentences(edit) if one.startswith("the heading")]

    assert told.count("the heading") == 1


@pytest.mark.parametrize("typed", ["* * *", "________"])
def test_what_was_typed_among_the_clauses_is_told_behind_what_it_stands(edit, typed):
    line = next(one for one in edit.lines("SingleTxt", "AltTxt") if said(one).startswith("2 bis"))
    line.addnext(element(f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p>"))

    (told,) = [one for one in sentences(edit) if "was not printed" in one]

    assert told.startswith("behind clause 2 bis (“")


def test_a_table_above_all_headings_is_named_by_its_first_row(edit):
    table = element(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>"
        "<w:tr><w:tc><w:p><w:r><w:t>Status</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Agreed</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    first(edit, "HCh").addnext(table)

    assert any(one.startswith("table 1 (“Status”)") for one in sentences(edit))


def tracked(edit, *, keeps_next=True):
    """Strike out the end of a paragraph, and on demand the words of the next."""
    line = next(one for one in edit.lines("SingleTxt", "AltTxt") if said(one).startswith("2 bis"))
    end = element('<w:rPr><w:del w:id="901" w:author="Joe"/></w:rPr>')
    line.find(w("pPr")).append(end)
    if not keeps_next:
        new = element('<w:p><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>')
        line.addnext(new)


@pytest.mark.parametrize("keeps_next", [True, False])
def test_the_end_of_a_paragraph_that_is_struck_out_runs_two_together(edit, keeps_next):
    tracked(edit, keeps_next=keeps_next)

    (told,) = [one for one in sentences(edit) if "tracked change" in one]

    said_so = "at the end of 2 bis (it will be run together with the paragraph behind it); this check"
    assert (said_so in told) is keeps_next


def test_a_label_whose_blank_a_program_has_lost_is_read_as_one(edit):
    line = next(one for one in edit.lines("SingleTxt", "AltTxt") if said(one).startswith("2 bis"))
    text = next(one for one in line.iter(w("t")) if one.text.startswith(" bis"))
    text.text = text.text.lstrip()
    edit.replace_words(line, "Prioritize", "Postpone")

    told = sentences(edit)

    assert told
    assert all(one.startswith("clause 2 bis (“Postpone") for one in told), told


def test_what_stood_at_the_top_is_said_to_have_stood_there():
    edit = Edit(draft(3, "--clean"))
    title = edit.lines("HCh")[0]
    title.getnext().getnext().addnext(title)

    (found,) = [one for one in sentences(edit) if "it was drafted" in one]

    assert found.startswith("the title (“")
    assert found.endswith("now; it was drafted at the top of the paper")


def test_what_opens_paragraphs_is_gone_behind_the_heading_above_it(edit):
    opens = next(one for one in edit.lines("PlainTxt") if said(one).strip().endswith("actions:"))
    heading = next(one for one in opens.itersiblings(preceding=True) if said(one).strip())
    opens.getparent().remove(opens)

    (found,) = [one for one in sentences(edit) if "what opens the paragraphs below is gone" in one]

    assert found.startswith(f"behind the heading “{said(heading).strip()}”")


def test_a_title_among_the_clauses_is_no_clause_that_somebody_made(edit):
    title = edit.lines("HCh")[0]
    edit.lines("SingleTxt")[2].addprevious(title)

    found = [one for one in sentences(edit) if "it stands among the clauses" in one]

    assert [one.startswith("the title (“") for one in found] == [True]
    assert "drafter did not make" not in found[0]


def test_a_heading_in_the_style_of_a_title_is_not_said_to_stand_elsewhere():
    edit = Edit(draft(4))
    heading = edit.lines("H4")[2]
    heading.find(w("pPr")).find(w("pStyle")).set(w("val"), "HCh")

    found = [one for one in sentences(edit) if "among the clauses in another style" in one]

    assert [one.endswith("and drafter did not print it so") for one in found] == [True]


def test_a_heading_that_clauses_have_passed_is_not_said_to_have_moved():
    edit = Edit(draft(4, "--alternatives", "lead"))
    before, behind = edit.lines("SingleTxt")[1:3]
    heading = before.getnext()
    assert style(heading) == "H4"
    heading.addnext(before)
    heading.addprevious(behind)

    found = sentences(edit)

    assert sum("it stands under" in one for one in found) == 2
    assert not any("has changed places" in one for one in found)
