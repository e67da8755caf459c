"""``drafter check`` on where whole tables and the contents stand, and on what is done alike to many rows."""

from __future__ import annotations

import copy
from itertools import pairwise

import pytest
from word_editing import Edit, element, said, style_of
from word_mutations import place, told
from word_reading import draft, w


@pytest.fixture
def edit():
    """Annexes: the criteria, the picture of where the clauses come from, sources."""
    return Edit(draft(3))


def tables(edit):
    return edit.body.findall(w("tbl"))


def title(table):
    return table.find(w("tblPr")).find(w("tblCaption")).get(w("val"))


def before(block):
    """The nearest paragraph with words above a block."""
    found = block.getprevious()
    while found.tag != w("p") or not said(found).strip():
        found = found.getprevious()
    return found


def first_words(paragraph):
    return " ".join(said(paragraph).split()[:3])


def above_its_caption(_, table):
    before(table).addprevious(table)


def above_the_title(edit, table):
    edit.body.insert(0, table)


def to_the_end(edit, table):
    list(edit.body)[-2].addnext(table)


@pytest.mark.parametrize("move", [above_its_caption, above_the_title, to_the_end])
@pytest.mark.parametrize("which", [0, 1])
def test_a_table_that_stands_elsewhere_is_told_once(edit, which, move):
    table = tables(edit)[which]
    was, name = first_words(before(table)), title(table)
    if move is to_the_end and which == len(tables(edit)) - 1:
        pytest.skip("it stands there")
    move(edit, table)

    (message, at) = told(edit)[0]

    assert len(told(edit)) == 1
    assert message.startswith(f"the table “{name[:20]}")
    assert f"stands elsewhere: it was printed behind “{was}" in message
    assert at == place(edit, next(table.iter(w("p"))))


def test_a_table_that_moves_with_its_heading_is_told_by_the_heading(edit):
    table = tables(edit)[1]
    parts = [table.getprevious().getprevious(), table.getprevious(), table]
    assert said(parts[0]) == "Where the paragraphs come from"
    (other,) = [one for one in edit.lines(style_of(parts[0])) if said(one) == "How this paper was made"]
    for one in parts:
        other.addprevious(one)

    assert [message.partition(" stands behind")[0] for message, _ in told(edit)] == [
        "the heading “Where the paragraphs come from”"
    ]


def test_a_table_that_was_cut_is_told(edit):
    table = tables(edit)[-1]
    rest = copy.deepcopy(table)
    rows = table.findall(w("tr"))
    for one in rows[3:]:
        table.remove(one)
    for one in rest.findall(w("tr"))[:3]:
        rest.remove(one)
    table.addnext(rest)
    table.addnext(element("<w:p/>"))

    ((message, at),) = told(edit)

    assert "is cut into 2 tables" in message
    assert at == place(edit, next(rest.iter(w("p"))))


def contents(edit):
    return [one for one in edit.body.iter(w("p")) if (style_of(one) or "").startswith("TOC")]


def test_contents_at_the_end_are_told_once(edit):
    lines = contents(edit)
    for one in lines:
        list(edit.body)[-2].addnext(one)
    for one, other in pairwise(lines):
        one.addnext(other)

    ((message, _),) = told(edit)

    assert message.startswith("the contents stand elsewhere: they were printed behind “")


def test_the_heading_of_the_contents_below_them_is_told(edit):
    heading, *lines = contents(edit)
    lines[-1].addnext(heading)

    ((message, at),) = told(edit)

    assert (message, at) == (
        f"“{said(heading)}” stands below lines of the contents, and was printed above them all",
        place(edit, heading),
    )


def column_out(table, column):
    for row in table.findall(w("tr")):
        cells = row.findall(w("tc"))
        if len(cells) > 1:
            row.remove(cells[column])


def test_a_column_that_was_taken_out_is_told_once(edit):
    table = tables(edit)[1]
    head = [said(one) for one in table.find(w("tr")).findall(w("tc"))]
    rows = sum(len(one.findall(w("tc"))) > 1 for one in table.findall(w("tr")))
    column_out(table, 3)

    ((message, _),) = told(edit)

    assert message.startswith(f"the column “{head[3]}” is gone from the table under “")
    assert message.endswith(f", {rows} rows")


def test_a_column_that_was_put_in_is_told_once(edit):
    table = tables(edit)[1]
    for n, row in enumerate(table.findall(w("tr"))):
        cells = row.findall(w("tc"))
        if len(cells) > 1:
            new = copy.deepcopy(cells[-1])
            for text in new.iter(w("t")):
                text.text = "Weight" if n == 0 else "7"
            cells[-1].addnext(new)

    ((message, _),) = told(edit)

    assert "has a column that drafter did not print, “Weight”" in message


def test_many_rows_that_were_taken_out_are_told_once(edit):
    table = tables(edit)[1]
    rows = [one for one in table.findall(w("tr")) if len(one.findall(w("tc"))) > 1]
    for one in rows[1:6]:
        table.remove(one)

    ((message, _),) = told(edit)

    assert message.startswith(f"5 rows of the table “{title(table)[:20]}")
