"""Matrices in web pages: what a browser shows is read, and what it does not show is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_matrices import annex_b_rows, is_heading, web_page

from drafter.documents.readers import read
from drafter.documents.table import characters_in

PAGE = Path("matrix.html")


def document_of(page):
    """The document, of which every character is accounted for."""
    document = read(page if isinstance(page, bytes) else page.encode(), PAGE)
    assert document.characters == characters_in(document.pieces)
    return document


def cells_of(document):
    rows = (row for table in document.tables for row in table.rows)
    return [[[" ".join(one.text.split()) for one in cell.paragraphs] for cell in row] for row in rows]


def the_cells(*rows):
    return cells_of(document_of(f"<html><table>{''.join(rows)}</table>"))


@pytest.mark.parametrize("merged", [False, True])
def test_annex_b_is_read_word_for_word(merged):
    rows = annex_b_rows()
    document = document_of(web_page(rows, merged=merged))

    assert len(document.tables) == 27
    assert cells_of(document) == [row[:1] if merged and is_heading(row) else row for row in rows]


def test_spans_say_where_cells_run():
    (table,) = document_of(
        "<!DOCTYPE html><table><thead><tr><th>Theme<th colspan=2>Both</thead>"
        "<tbody><tr><td rowspan=3>Prisons<td>A<td>B<tr><td colspan=2>C<tr><td>D<td rowspan=9>E</tbody>"
        "<tr><td>Courts<td>F<td>G</table>"
    ).tables

    assert [[(cell.text, cell.column, cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [("Theme", 0, 1, 1), ("Both", 1, 2, 1)],
        [("Prisons", 0, 1, 3), ("A", 1, 1, 1), ("B", 2, 1, 1)],
        [("C", 1, 2, 1)],
        [("D", 1, 1, 1), ("E", 2, 1, 1)],  # cells end with the part of the table that they stand in
        [("Courts", 0, 1, 1), ("F", 1, 1, 1), ("G", 2, 1, 1)],
    ]
    assert [cell.paragraphs[0].bold for cell in table.rows[0]] == [True, True]
    assert table.rows[3][1].paragraphs[0].stands == "table 1, row 4, column 3"


@pytest.mark.parametrize(
    ("cell", "paragraphs"),
    [
        ("one<br>two", ["one two"]),
        ("one<br>\n<br/>two", ["one", "two"]),
        ("<p>one<p>two</p>three", ["one", "two", "three"]),
        ("re<b>form</b>s &amp; &ldquo;laws&rdquo;&nbsp;&#150; more", ["reforms & “laws” – more"]),
        ("over&shy;crowd<wbr>ing", ["overcrowding"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<ol type=a start=8><li><p>8</p><p>more</p><li value=10>ten</ol>", ["(h) 8", "more", "(j) ten"]),
        ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
        ("<!-- no --><script>if (a < b) no()</script><style>p {}</style>yes<![if !x]>!<![endif]>", ["yes!"]),
        ("a<table><tr><td>b<td>c</table>d", ["a", "b", "c", "d"]),
        ("<b>bold <p>both</b> still</p>", ["bold", "both still"]),
        ("<p><span style='mso-list:Ignore'>(h)<span>&nbsp; </span></span>By Word</p>", ["(h) By Word"]),
        ("<p><span style='font-family:Symbol'>·<span>&nbsp;</span></span>Dot</p>", ["Dot"]),
    ],
)
def test_words_are_read_as_they_are_shown(cell, paragraphs):
    assert the_cells(f"<tr><td>{cell}</td><td>next</td></tr>") == [[paragraphs, ["next"]]]


def test_broken_markup_is_read_as_browsers_read_it():
    page = (
        "<table>stray<tr><td>A<td>B<tr><td>C</div></span><td><b>D</table></b><p>after"
        "<table><td>E<table><tr><td>F</table></p></table>last"
    )
    document = document_of(page)

    assert cells_of(document) == [[["A"], ["B"]], [["C"], ["D"]], [["E", "F"]]]
    assert [piece.text for piece in document.outside] == ["stray", "after", "last"]


def test_a_frame_around_tables_is_no_table():
    inner = "<table><tr><td>Chile<td>Peru<tr><td>A<td>B</table>"
    document = document_of(f"<table><tr><td>menu<td><h1>Title</h1>{inner}</table>")

    assert cells_of(document) == [[["Chile"], ["Peru"]], [["A"], ["B"]]]
    assert [(piece.text, piece.bold) for piece in document.outside] == [("menu", False), ("Title", True)]


def test_what_is_hidden_is_left_out_and_said():
    document = document_of(
        "<table><tr><td>A<span style='display: none'>secret</span><td>B<tr hidden><td>gone<td>too"
        "<tr><td>C<td><b style='mso-bidi-font-weight:normal'>D</b></table>"
    )

    assert cells_of(document) == [[["A"], ["B"]], [["C"], ["D"]]]
    assert document.tables[0].rows[1][1].paragraphs[0].bold
    assert [(problem.code, problem.stands) for problem in document.doubts] == [
        ("hidden-text", "table 1, row 1, column 1"),
        ("hidden-text", "table 1, row 2"),
    ]


def test_fields_show_what_they_hold_and_what_they_do_not_show_is_said():
    document = document_of(
        "<title>A page</title><noscript>No script</noscript><table><template><tr><td>Row</td></tr></template>"
        "<tr><td><textarea>In an area</textarea><td><input value='In a field'><input type=hidden value=x>"
        "<tr><td><select><option>One<option selected>Two</select> of them<td>A<template>kept</template>"
        "<img src=x.png></table>"
    )

    assert cells_of(document) == [[["In an area"], ["In a field"]], [["Two of them"], ["A"]]]
    assert [(one.code, one.stands, one.message.partition("“")[2]) for one in document.doubts] == [
        ("page-title", "paragraph 1", "A page”"),
        ("hidden-text", "paragraph 1", "No script”"),
        ("hidden-text", "paragraph 1", "Row”"),
        ("not-chosen", "table 1, row 2, column 1", "One”"),
        ("hidden-text", "table 1, row 2, column 2", "kept”"),
        ("not-read", "table 1, row 2, column 2", ""),
    ]
    assert not document.outside


def test_footnotes_as_word_and_libreoffice_save_them_are_notes():
    document = document_of(
        "<table><tr><td>A<a href='#_ftn1' name='_ftnref1'>[1]</a>"
        "<td>B<a href='#sdfootnote2sym'><sup>2</sup></a></table>"
        "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> As agreed</div>"
        "<div id=sdfootnote2><p><a href='#sdfootnote2anc'>2</a> Draft</div>"
    )
    first, second = document.tables[0].rows[0]

    assert [cell.text for cell in (first, second)] == ["A", "B"]
    assert [(one.text, one.stands) for one in (*first.notes, *second.notes)] == [
        ("As agreed", "table 1, row 1, column 1, footnote 1"),
        ("Draft", "table 1, row 1, column 2, footnote 2"),
    ]
    assert not document.outside


@pytest.mark.parametrize(
    ("head", "encoding", "doubts"),
    [
        ("", "utf-8-sig", []),
        ("", "utf-16", []),
        ("<meta charset=utf-16>", "utf-16-le", []),
        ("", "utf-16-be", []),
        ("<meta charset=utf-8>", "utf-8", []),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252", []),
        ("<meta charset=iso-8859-5>", "iso-8859-5", []),
        ("<meta charset=utf-8>", "cp1252", ["encoding"]),
        ("<meta charset=rot13>", "utf-8", ["encoding"]),
    ],
)
def test_the_encoding_is_told_by_mark_by_page_or_by_trying(head, encoding, doubts):
    word = "страны" if encoding == "iso-8859-5" else "“États”" if encoding == "cp1252" else "“États” 國"
    document = document_of(f"<html>{head}<table><tr><td>{word}<td>x</table>".encode(encoding))

    assert cells_of(document) == [[[word], ["x"]]]
    assert [problem.code for problem in document.doubts] == doubts


_TAGS = "<table> <tr> <td> </td> </table> <p> </p> <b> </b> <li> <ol> </ol> <![x]> <!-- --> <style> </style>"
_FIELDS = "<template> </template> <select> <option> </select> <input> <textarea> <title> </title> <noscript>"
_PARTS = [
    *_TAGS.split(),
    *_FIELDS.split(),
    "<input value=v>",
    "<br>",
    "word",
    "&",
    "<",
    "</div>",
    "<div hidden>",
    "&#252;x",
    "<a href='#_ftn1'>",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PARTS)))
def test_whatever_the_markup_every_character_is_accounted_for(parts):
    document_of(f"<html>{' '.join(parts)} -->")  # a comment that never ends is refused


def test_a_page_nested_a_thousand_times_is_read():
    row = "<table><tr><td>A<td>B</table>"
    document = document_of("<html>" + "<font><div><b><span>" * 1500 + row + "<ol><li>" * 1500 + "end")

    assert "end" in [piece.text.split(" ")[-1] for piece in document.pieces]


def test_what_a_style_sheet_hides_and_what_is_deleted_is_left_out_and_said():
    page = """<style>td.x, .old {display: none} .x.shown {display: inline} @media print {b {display: none}}
        tr > .sub {visibility: hidden}</style>
        <table><tr><td>One <span class="old">two</span> <b>three</b>
        <td class="x">four<td class="x shown">five</tr>
        <tr><td><del>six</del><ins>seven</ins> <s>eight</s></table>"""
    document = document_of(page)
    assert cells_of(document) == [[["One three"], ["five"]], [["seven eight"]]]
    assert [(one.code, one.stands) for one in document.doubts] == [
        ("hidden-by-style", ""),
        ("hidden-text", "table 1, row 1, column 1"),
        ("hidden-text", "table 1, row 1, column 2"),
        ("marked-as-deleted", "table 1, row 2, column 1"),
        ("not-as-shown", "table 1, row 2, column 1"),
    ]
