"""``drafter check`` on rows of tables that stand beside the columns of their table."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def told(edit):
    return [one.message for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def row(edit, table, number):
    return list(edit.body.iter(w("tbl")))[table].findall(w("tr"))[number]


def cells(row):
    return row.findall(w("tc"))


def said_of_row(xml):
    def change(row):
        properties = row.find(w("trPr"))
        for one in (element(each) for each in xml):
            properties.append(one)

    return change


def except_for_it(xml):
    def change(row):
        row.insert(0, element(f"<w:tblPrEx>{xml}</w:tblPrEx>"))

    return change


def wider(row):
    cells(row)[1].find(w("tcPr")).find(w("tcW")).set(w("w"), "3000")


def over_two_columns(row):
    cells(row)[1].find(w("tcPr")).find(w("tcW")).addnext(element('<w:gridSpan w:val="2"/>'))


SHIFTED, APART = (
    "in a row that is shifted, so that it stands beside its column",
    "in cells that stand far apart",
)
ASIDE = '<w:tblInd w:w="{}" w:type="dxa"/>'


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (said_of_row(['<w:gridBefore w:val="1"/>', '<w:wBefore w:w="3304" w:type="dxa"/>']), SHIFTED),
        (said_of_row(['<w:wBefore w:w="1500" w:type="dxa"/>']), SHIFTED),
        (said_of_row(['<w:tblCellSpacing w:w="600" w:type="dxa"/>']), APART),
        (except_for_it(ASIDE.format(1300)), SHIFTED),
        (except_for_it('<w:tblCellSpacing w:w="600" w:type="dxa"/>'), APART),
        (wider, SHIFTED),
        (over_two_columns, SHIFTED),
        (except_for_it(ASIDE.format(100)), ""),  # hardly seen
        (except_for_it('<w:tblCellSpacing w:w="20" w:type="dxa"/>'), ""),
        (said_of_row(["<w:cantSplit/>"]), ""),
    ],
)
def test_a_row_beside_the_columns_of_its_table_is_told(edit, change, how):
    """The fifth row of the picture has the number of paragraphs of each region in a column of its own."""
    change(row(edit, 1, 4))

    messages = told(edit)

    assert (how in " ".join(messages)) if how else messages == []


@pytest.mark.thorough
def test_a_heading_of_rows_that_is_shifted_is_told_at_its_place(edit):
    heading = row(edit, 1, 3)
    assert len(cells(heading)) == 1
    except_for_it(ASIDE.format(1300))(heading)

    ((found),) = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert found.place == list(edit.document.iter(w("p"))).index(next(heading.iter(w("p"))))
    assert said(heading)[:20] in found.message


@pytest.mark.thorough
def test_a_table_that_was_moved_as_a_whole_is_none(edit):
    table = next(edit.body.iter(w("tbl")))
    table.find(w("tblPr")).find(w("tblW")).addnext(element(ASIDE.format(300)))
    for one in table.findall(w("tr")):
        except_for_it(ASIDE.format(300))(one)

    assert told(edit) == []


# Shades, in a table in which a number is the darker the more it is


BLUES = ["DEEAF6", "BDD7EE", "9CC3E6", "74AEDD"]  # from one paragraph to many


def shaded(fill):
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def a_one(edit):
    rows = list(edit.body.iter(w("tbl")))[1].findall(w("tr"))[2:]
    return next(cell for one in rows for cell in cells(one)[2:] if said(cell) == "1")


def a_dash(edit):
    rows = list(edit.body.iter(w("tbl")))[1].findall(w("tr"))[2:]
    return next(cell for one in rows for cell in cells(one)[2:] if said(cell) == "–")


def behind_cell(cell, fill):
    for one in cell.iter(w("shd")):
        one.getparent().remove(one)
    cell.find(w("tcPr")).append(element(shaded(fill)))


def behind_paragraph(cell, fill):
    cell.find(w("p")).find(w("pPr")).append(element(shaded(fill)))


def behind_words(cell, fill):
    next(cell.iter(w("r"))).insert(0, element(f"<w:rPr>{shaded(fill)}</w:rPr>"))


@pytest.mark.parametrize("change", [behind_cell, behind_paragraph, behind_words])
@pytest.mark.parametrize(("which", "words"), [(a_one, "1"), (a_dash, "–")])
def test_a_number_in_the_shade_of_many_is_told(edit, change, which, words):
    cell = which(edit)
    change(cell, "74AEDD")

    ((found),) = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert found.place == list(edit.document.iter(w("p"))).index(cell.find(w("p")))
    assert found.message.startswith(f"“{words}” stands in another shade than the numbers like it")


@pytest.mark.thorough
def test_a_table_in_the_shades_of_a_house_is_none(edit):
    """Green ones stand in the place of blue ones, each as dark."""
    greens = {"DEEAF6": "E2EFDA", "BDD7EE": "C6E0B4", "9CC3E6": "A9D08E", "74AEDD": "70AD47"}
    for one in list(list(edit.body.iter(w("tbl")))[1].iter(w("shd"))):
        one.set(w("fill"), greens.get(one.get(w("fill")), one.get(w("fill"))))

    assert told(edit) == []


@pytest.mark.parametrize("fill", ["", "auto", "FFFFFF", "E2EFDA", "turned"])
def test_a_table_whose_shades_say_nothing_any_more_is_told_once(edit, fill):
    """All shades are gone, are one, or are the lighter the more."""
    turned = dict(zip(BLUES, reversed(BLUES), strict=True))
    table = list(edit.body.iter(w("tbl")))[1]
    for one in list(table.iter(w("shd"))):
        if one.get(w("fill")) not in BLUES:
            continue
        if fill:
            one.set(w("fill"), turned[one.get(w("fill"))] if fill == "turned" else fill)
        else:
            one.getparent().remove(one)

    assert told(edit) == [
        "the numbers of the table “Where the paragraphs come from” are no longer the darker the more they are"
    ]
