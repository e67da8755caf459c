"""``drafter check`` tells once, in words that are true, what one edit did in many places."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, draft_in, w

from drafter.check.finding import alike_once
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
        f"its number is shown as “{shown}.”, not as “{belongs}.”; so are those like it"
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


# What one act did to the looks of many texts

LOOKS = {
    "small": '<w:sz w:val="6"/>',
    "pale": '<w:color w:val="E8E8E8"/>',
    "hidden": "<w:vanish/>",
    "struck": "<w:strike/>",
}
FRAME = (
    '<w:framePr w:w="3000" w:h="500" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
    'w:x="100" w:y="100"/>'
)


def in_style(edit, style_id, look, name="rPr"):
    """A style that says something more of its words, or of its paragraphs."""
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    (style,) = (one for one in styles.iter(w("style")) if one.get(w("styleId")) == style_id)
    holder = style.find(w(name))
    if holder is None:
        holder = etree.SubElement(style, w(name))
    added = element(look)
    for one in holder.findall(added.tag):
        holder.remove(one)
    holder.append(added)
    edit.parts["word/styles.xml"] = etree.tostring(styles)


@pytest.mark.parametrize("form", ["kyoto", "doha"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("style_id", ["AltTxt", "SingleTxt"])
def test_what_a_style_says_is_told_once_with_its_name_and_the_first_place(form, look, style_id):
    edit = Edit(draft_in(form, 4))
    in_style(edit, style_id, LOOKS[look])
    (one,) = (one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE)
    assert one.message.endswith(f", by the style “{style_id}”")
    first = edit.lines(style_id)[0]
    assert one.place == list(edit.document.iter(w("p"))).index(first)
    assert "more" in one.message


@pytest.mark.parametrize("form", ["kyoto", "doha"])
def test_frames_of_all_paragraphs_are_told_once(form):
    edit = Edit(draft_in(form, 4))
    for one in edit.body.findall(w("p")):
        properties = one.find(w("pPr"))
        if properties is not None:
            properties.append(element(FRAME))
    assert len([one for one in told(edit) if "taken out of the text" in one]) == 1


def test_words_that_are_hidden_by_hand_in_two_places_are_told_at_each(edit):
    for one in edit.lines("AltTxt")[2:4]:
        for each in one.iter(w("r")):
            properties = each.find(w("rPr"))
            if properties is None:
                properties = etree.Element(w("rPr"))
                each.insert(0, properties)
            properties.append(element("<w:vanish/>"))
    assert len([one for one in told(edit) if "is hidden" in one and "more texts" not in one]) == 2


def test_a_line_hidden_by_hand_beside_what_its_style_says_is_told_as_well(edit):
    in_style(edit, "AltTxt", LOOKS["struck"])
    for each in edit.lines("AltTxt")[1].iter(w("r")):
        properties = each.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            each.insert(0, properties)
        properties.append(element("<w:vanish/>"))
    found = told(edit)
    assert len([one for one in found if "by the style “AltTxt”" in one]) == 1
    assert len([one for one in found if "is hidden" in one]) == 1


# What says the same of many places, as people are told


def test_what_says_the_same_of_many_places_is_told_once_with_these(edit):
    for one in list(edit.document.iter(w("footnoteReference"))):
        one.getparent().getparent().remove(one.getparent())
    found = [one for one in findings_of(edit.save()) if one.code == "no-footnote"]
    (one,) = alike_once(found)
    assert one.message.startswith(
        f"it has no footnote; the same is so at {len(found) - 1} more places: 1 bis, "
    )


def test_remarks_that_all_have_other_initials_are_told_once(edit):
    part = edit.parts["word/comments.xml"].decode()
    edit.parts["word/comments.xml"] = part.replace('w:initials="d"', 'w:initials="X"').encode()
    found = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]
    assert len(found) > 3
    (one,) = alike_once(found)
    assert f"; the same is so at {len(found) - 1} more places: " in one.message


def test_a_few_that_say_the_same_are_told_each_and_so_are_those_that_say_something_else(edit):
    lines = edit.lines("AltTxt")
    for one in lines[:5]:
        for mark in list(one.iter(w("footnoteReference"))):
            mark.getparent().getparent().remove(mark.getparent())
    found = findings_of(edit.save())
    assert alike_once(found) == [*found]
