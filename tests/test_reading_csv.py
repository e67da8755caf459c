"""Lists and grids as spreadsheets export them: separators, quotation marks, encodings, places."""

from __future__ import annotations

import pytest
from table_files import (
    LIST_HEADS,
    as_csv,
    expected,
    grid_of_annex_b,
    read_bytes_as,
    recommendations_of_annex_b,
    texts,
    texts_in,
    texts_of_annex_b,
)

from drafter.documents.table import characters_in
from drafter.problems import DrafterError
from tools import drafter_here

ROWS = [
    ["region", "theme", "paragraph", "text"],
    ["Perú", "Cooperación", "12 (c)", "Promote, in all States; “without” delay,\nthe rule of law"],
    ["Chile", "Cooperación", "13", 'Recall the "Nelson Mandela" Rules'],
]
SEEN = [
    [("region",), ("theme",), ("paragraph",), ("text",)],
    [
        ("Perú",),
        ("Cooperación",),
        ("12 (c)",),
        ("Promote, in all States; “without” delay,", "the rule of law"),
    ],
    [("Chile",), ("Cooperación",), ("13",), ('Recall the "Nelson Mandela" Rules',)],
]


def paragraphs(document):
    return [p for table in document.tables for row in table.rows for cell in row for p in cell.paragraphs]


def assert_accounted_for(document):
    assert characters_in(document.pieces) == document.characters


def test_annex_b_comes_out_of_a_csv_grid_with_every_character():
    text = as_csv(grid_of_annex_b())

    document = read_bytes_as("annex-b.csv", text.encode())

    assert texts(document) == expected()
    assert texts_in(document) == texts_of_annex_b()
    assert_accounted_for(document)
    for piece in paragraphs(document):
        line = text.replace("\r\n", "\n").split("\n")[piece.line - 1]
        assert line[piece.column - 1 :].startswith(piece.text.replace('"', '""'))


def test_annex_b_comes_out_of_a_csv_list_with_its_249_texts():
    listed = recommendations_of_annex_b()
    document = read_bytes_as("list.csv", as_csv([LIST_HEADS, *listed], delimiter=";").encode("utf-8-sig"))

    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        [" ".join(value.split()) for value in row] for row in [LIST_HEADS, *listed]
    ]
    assert len(table.rows) == 250
    assert texts_in(document) == texts_of_annex_b()
    assert_accounted_for(document)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_separators_and_encodings_are_told_by_the_content(separator, encoding, line_end):
    content = as_csv(ROWS, delimiter=separator, lineterminator=line_end).encode(encoding)
    for name in ("list.csv", "list.tsv", "list.txt"):
        document = read_bytes_as(name, content)

        assert texts(document) == SEEN
        assert_accounted_for(document)
        said = [(p.code, p.line, p.column) for p in document.doubts]
        assert said == ([("windows-1252", 2, 1)] if encoding == "cp1252" else [])
        if said:
            assert "“Perú”" in document.doubts[0].message


def test_a_file_in_utf_16_without_a_mark_is_text_even_where_it_is_short():
    assert texts(read_bytes_as("list.csv", "a;b\n1;2\n".encode("utf-16-le")))[1] == [("1",), ("2",)]


def test_excels_separator_line_is_no_row_and_rules():
    document = read_bytes_as("list.csv", b"sep=;\r\nregion;text, in full\r\nChile;Promote, a; b\r\n")

    (table,) = document.tables
    assert [[c.text for c in row] for row in table.rows] == [
        ["region", "text, in full"],
        ["Chile", "Promote, a", "b"],
    ]
    assert [(p.line, p.column) for p in paragraphs(document)][:3] == [(2, 1), (2, 8), (3, 1)]


def test_semicolons_and_commas_in_the_text_do_not_separate():
    quoted = b'region,text\nChile,"one; two; three"\nPeru,"four; five; six"\n'
    bare = b"region;para;text\nChile;1;Promote a, b and c\nPeru;2;Promote, always\n"

    assert texts(read_bytes_as("a.csv", quoted))[1:] == [
        [("Chile",), ("one; two; three",)],
        [("Peru",), ("four; five; six",)],
    ]
    assert [len(row) for row in texts(read_bytes_as("b.csv", bare))] == [3, 3, 3]


def test_quotation_marks_that_a_writer_put_around_a_cell_of_tabbed_text_stay():
    document = read_bytes_as("matrix.txt", b'North\tSouth\n"Zero tolerance"\t\nPromote "it"\tand this\n')

    assert texts(document)[1] == [('"Zero tolerance"',)]


def test_a_title_above_and_columns_without_anything_are_no_part_of_the_table():
    document = read_bytes_as("m.csv", b"A matrix of 2019,,,\n,,,\nNorth,,South,\nPromote a,,Promote b,\n")

    (table,) = document.tables
    assert [piece.text for piece in document.outside] == ["A matrix of 2019"]
    assert [[(c.column, c.text) for c in row] for row in table.rows] == [
        [(0, "North"), (1, "South")],
        [(0, "Promote a"), (1, "Promote b")],
    ]
    assert_accounted_for(document)


def test_a_row_with_a_cell_too_many_keeps_it():
    (table,) = read_bytes_as("m.csv", b"a,b\n1,2\n3,4\n5,6,7\n").tables

    assert [cell.column for cell in table.rows[-1]] == [0, 1, 2]


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_quotation_mark_that_is_not_closed_is_one_sentence_with_its_place(tmp_path, separator):
    text = f'region{separator}text\nChile{separator}"Promote\nPeru{separator}more\n'
    (tmp_path / "list.csv").write_text(text)

    done = drafter_here("import", "list.csv", "-o", "m.yaml", cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr.decode().startswith("drafter: list.csv:2:7: the quotation mark that opens this cell")
    assert done.stderr.count(b"\n") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_two_quotation_marks_at_the_beginning_of_a_cell_do_not_close_it():
    with pytest.raises(DrafterError, match=r":2:10: the quotation mark that opens this cell is not closed"):
        read_bytes_as("list.csv", b'A,B\nBuild it,"""\nKeep it,more\n')


@pytest.mark.parametrize("content", [bytes(5000), b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x81\xff,;\n" * 40])
def test_what_is_no_text_is_no_list(content):
    with pytest.raises(DrafterError):
        read_bytes_as("list.csv", content)
