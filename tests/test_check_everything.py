"""``drafter check`` on what no list of faults names: order, numbers as Word counts them, tables by cells."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity


def child(parent, name):
    found = parent.find(w(name))
    if found is None:
        parent.insert(0, element(f"<w:{name}/>"))
        found = parent[0]
    return found


def in_list(paragraph, list_id):
    properties = child(paragraph, "pPr")
    place = properties.find(w("pStyle"))
    place.addnext(element(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'))


def numbering(edit, old, new):
    content = edit.parts["word/numbering.xml"].decode()
    assert old in content
    edit.parts["word/numbering.xml"] = content.replace(old, new, 1).encode()


def numbered(edit):
    return edit.lines("SingleTxt")


# Numbers


def begun_anew(edit):
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering(
        edit,
        "</w:numbering>",
        f'<w:num w:numId="77"><w:abstractNumId w:val="1"/>{start}</w:num></w:numbering>',
    )
    in_list(numbered(edit)[4], 77)
    return said(numbered(edit)[4]), "it is numbered 1 where 5 belongs"


def taken_off(edit):
    in_list(numbered(edit)[4], 0)
    return said(numbered(edit)[4]), "it has no number any more; 5 belongs before it"


def typed(edit):
    place = numbered(edit)[4]
    in_list(place, 0)
    next(place.iter(w("t"))).text = f"7. {next(place.iter(w('t'))).text}"
    return said(place).removeprefix("7. "), "it is numbered 7 where 5 belongs"


def form_changed(edit):
    numbering(edit, '<w:lvlText w:val="%1."/>', '<w:lvlText w:val="%1)"/>')
    return said(numbered(edit)[0]), "its number is shown as “1)”, not as “1.”"


def label_edited(edit):
    place = edit.lines("AltTxt")[0]
    edit.replace_words(place, "bis", "ter")
    return "", "it is called “ter”, and was drafted as “bis”"


# Structure


def heading_elsewhere(edit):
    first, second = edit.lines("H4")[:2]
    edit.body.insert(edit.body.index(second) + 3, first)
    return "", f"the heading “{said(first)[:50]}"


def heading_of_another_level(edit):
    place = edit.lines("H4")[1]
    place.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), "H23")
    return "", "is of level 2 now; it was drafted at level 3"


def annex_without_heading(edit):
    place = next(one for one in edit.lines("H1") if said(one).startswith("Annex I."))
    edit.body.remove(place)
    return "", "the heading “Annex I. Sources” is gone; what stood under it is still there"


def bracket_moved(edit):
    place = next(one for one in numbered(edit) if said(one).startswith("["))
    words = said(place).split()
    edit.replace_words(place, f"{words[0]} {words[1]}", f"{words[0][1:]} [{words[1]}")
    return said(place), f"“[” stands before “{words[1]}”, and was drafted before “{words[0][1:]}”"


# Tables


def rows_of(edit, columns):
    return [one for one in edit.document.iter(w("tr")) if len(one.findall(w("tc"))) == columns]


def cells_swapped(edit):
    one, other = rows_of(edit, 4)[2].findall(w("tc"))[1:3]
    other.addnext(one)
    return "", "two cells have changed places: “Western Asia” and “para. 14 (e)”"


def row_elsewhere(edit):
    rows = rows_of(edit, 4)
    rows[-1].addnext(rows[3])
    return "", "a row stands elsewhere than it was drafted"


def rows_swapped(edit):
    """The first two themes of the table that says where the paragraphs come from."""
    table = list(edit.document.iter(w("tbl")))[-1]
    rows = [one for one in table.findall(w("tr")) if len(one.findall(w("tc"))) > 4]
    rows[2].addnext(rows[1])
    return "", "a row stands elsewhere than it was drafted"


def row_deleted(edit):
    table = list(edit.document.iter(w("tbl")))[-1]
    row = [one for one in table.findall(w("tr")) if len(one.findall(w("tc"))) > 4][2]
    table.remove(row)
    return "", "a row of a table is gone"


def count_edited(edit):
    table = list(edit.document.iter(w("tbl")))[-1]
    cells = [one for one in table.iter(w("tc")) if said(one).isdigit() and not list(one.iter(w("fldSimple")))]
    next(cells[0].iter(w("t"))).text = "9"
    return "", "says “9” where"


def reference_edited(edit):
    field = next(
        one
        for one in edit.document.iter(w("fldSimple"))
        if next(one.iterancestors(w("tc")), None) is not None
    )
    next(field.iter(w("t"))).text = "44"
    return "", "names paragraph 44 where 1 belongs"


# What is shown and was not typed


def field_of(instruction, shown):
    return element(f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>')


def label_of_another(edit):
    """Its field refers to paragraph 9, and shows 1 until Word updates it."""
    place = next(one for one in edit.lines("AltTxt") if one.find(w("fldSimple")) is not None)
    later = next(one for one in numbered(edit)[8].iter(w("bookmarkStart")))
    place.find(w("fldSimple")).set(w("instr"), f" REF {later.get(w('name'))} \\n \\h ")
    return "", "a reference shows “1”, as it should, and leads to 9"


def mark_of_a_reference(edit):
    """The bookmark to which the first reference before a second wording leads."""
    place = next(one for one in edit.lines("AltTxt") if one.find(w("fldSimple")) is not None)
    name = place.find(w("fldSimple")).get(w("instr")).split()[1]
    return next(one for one in edit.document.iter(w("bookmarkStart")) if one.get(w("name")) == name)


def mark_elsewhere(edit):
    """The reference still shows 1, and 9 as soon as Word updates it."""
    numbered(edit)[8].append(mark_of_a_reference(edit))
    return "", "a reference shows “1” and leads to 9 where 1 belongs"


def mark_renamed(edit):
    mark_of_a_reference(edit).set(w("name"), "other")
    return "", "a reference shows “1” and leads nowhere"


def words_for_a_number(edit):
    """Without its switch it shows the words of the paragraph."""
    for one in edit.document.iter(w("fldSimple")):
        one.set(w("instr"), one.get(w("instr")).replace(" \\n", "").replace(" \\w", ""))
    return "", "a reference shows “1”, and once it is updated another form of the number, or something else"


def strange_field(edit):
    place = edit.lines("PlainTxt")[1]
    words = next(place.iter(w("t")))
    words.getparent().addnext(field_of(" QUOTE &quot;&quot; ", ""))
    return "", "a field that drafter did not make"


def bound_control(edit):
    place = numbered(edit)[2]
    control = element(
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    place.addprevious(control)
    control[1].append(place)
    return "", "a content control shows data"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "change",
    [
        begun_anew,
        taken_off,
        typed,
        form_changed,
        label_edited,
        heading_elsewhere,
        heading_of_another_level,
        annex_without_heading,
        bracket_moved,
        cells_swapped,
        row_elsewhere,
        rows_swapped,
        row_deleted,
        count_edited,
        reference_edited,
        label_of_another,
        mark_elsewhere,
        mark_renamed,
        words_for_a_number,
        strange_field,
        bound_control,
    ],
    ids=lambda one: one.__name__,
)
def test_what_was_not_printed_so_is_told_at_its_place(change):
    edit = Edit(draft(2))
    opening, message = change(edit)
    found = [
        one
        for one in findings_of(edit.save())
        if one.severity is not Severity.NOTE and message in one.message
    ]
    assert found
    assert found[0].opening.startswith(" ".join(opening.strip("[").split()[:3]))


def test_a_clause_taken_out_numbers_the_others_anew_and_that_is_no_fault_of_theirs():
    edit = Edit(draft(2))
    place = edit.lines("SingleTxt")[4]
    following = place.getnext()
    while following is not None and following.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "AltTxt":
        gone, following = following, following.getnext()
        for mark in edit.references(gone):
            edit.remove_reference(mark)
        edit.body.remove(gone)
    for mark in edit.references(place):
        edit.remove_reference(mark)
    edit.body.remove(place)
    codes = {one.code for one in findings_of(edit.save())}
    assert "missing-clause" in codes
    assert not codes & {"number-changed", "label-changed", "stands-elsewhere"}


def test_a_number_of_a_paragraph_that_changed_places_with_a_figure_is_told():
    edit = Edit(draft(4))
    row = next(
        row
        for row in edit.document.iter(w("tr"))
        if {said(cell) for cell in row.findall(w("tc"))[1:]} >= {"1", "2"}
        and said(row.findall(w("tc"))[1]) == "2"
    )
    number, *figures = row.findall(w("tc"))[1:]
    figure = next(cell for cell in figures if said(cell) == "1")
    after = figure.getnext()
    number.addprevious(figure)
    if after is None:
        row.append(number)
    else:
        after.addprevious(number)

    told = [one.message for one in findings_of(edit.save()) if one.code.startswith("annex-changed")]
    assert len(told) == 1, told
