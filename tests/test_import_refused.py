"""What an import cannot go on with: one sentence, the place, and what to do."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from drafter.documents.citation_forms import Forms, is_cited
from tools import drafter_here

TAB = "\t"

GRID = (
    "Theme,Africa,Europe\n"
    'Prisons,"Build less. [para. 1]","Train guards. [para. 2]"\n'
    'Courts,"Open them. [para. 3]","Keep them. [para. 4]"\n'
)
LIST = "State,Recommendation\nChile,Build less.\nPeru,Train guards.\nPeru,Open the courts.\n"


def run(folder, *arguments, status=0):
    done = drafter_here(*map(str, arguments), cwd=folder)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == status, said
    return said


def imported(folder, text, status=0, name="list.csv"):
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return run(folder, "import", name, status=status)


def damaged_sheet():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<table><row></table>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            GRID,
            GRID.replace("Africa,Europe", "Europe,Africa"),
            "eu-1 (was af-1), af-2 (was eu-2), eu-3 (was af-3)",
        ),
        (LIST, LIST.replace("Chile,Build", "Peru,Build"), "peru-n3 (was chile-n1)."),
        (LIST, LIST.replace("Peru,Train", "Chile,Train"), "chile-n2 (was peru-n1)."),
    ],
)
def test_words_that_another_region_had_are_a_warning(tmp_path, before, after, said):
    assert "another's" not in imported(tmp_path, before)
    assert "another's" not in imported(tmp_path, before)
    assert f"warning: words that one region had are another's now: {said}" in imported(tmp_path, after)


def test_words_that_a_region_says_too_or_has_anew_are_none_that_it_was_given(tmp_path):
    imported(tmp_path, LIST)
    assert "another's" not in imported(tmp_path, f"{LIST}Chile,Train guards.\nPeru,Close them.\n")


@pytest.mark.parametrize("sign", ["|", "^"])
def test_strokes_and_carets_between_cells_are_read_and_so_is_utf_32(tmp_path, sign):
    text = GRID.replace(",", sign).replace('"', "")
    for content in (text.encode(), text.encode("utf-32")):
        assert "2 themes, 4 recommendations" in imported(tmp_path, content)
        (tmp_path / "matrix.yaml").unlink()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.csv",
            lambda: GRID.encode("utf-16")[:-1],
            "a.csv is cut off or damaged: it begins as UTF-16",
        ),
        ("a.docx", lambda: b"PK\5\6" + bytes(18), "a.docx is not a Word file, or is damaged"),
        ("a.ods", damaged_sheet, "the part content.xml of a.ods is damaged\n    Open the file in"),
    ],
)
def test_a_damaged_file_is_one_sentence_and_what_to_do(tmp_path, name, content, said):
    told = imported(tmp_path, content(), status=3, name=name)
    assert said in told
    assert len(told.splitlines()) == 2


REGIONS = "regions:\n  - key: af\n    name: Africa\n  - key: eu\n    name: Europe\n"


@pytest.mark.parametrize(
    ("about", "said", "status"),
    [
        ("", "about.yaml: error: this file is empty\n    If nothing in it is needed, delete it", 3),
        (
            "- a\n- b\n",
            "about.yaml:1:1: error: the file must be lines of “key: value”, not a list\n    If noth",
            1,
        ),
        (
            REGIONS.replace("  - key: eu", "  key: eu"),
            "about.yaml:4:3: error: “key: eu” stands where the next item of the list begins",
            1,
        ),
        (
            REGIONS.replace("    name: Europe", "   name: Europe"),
            "about.yaml:5:4: error: “name: Europe” is not indented as the lines around it",
            1,
        ),
        ('citations: ["{paragraf}"]\n', "about.yaml:1:13: error: “{paragraf}” is no form of citations", 1),
        (
            "columns: {theme: Europe}\n",
            "the column “Europe” is to hold the theme, and most of its cells cite",
            2,
        ),
        ("a: &a [x]\nb: [*a, *a, *a]\n", "this value is used again elsewhere through an alias", 1),
    ],
)
def test_a_slip_in_about_yaml_has_its_line_and_what_to_do(tmp_path, about, said, status):
    (tmp_path / "about.yaml").write_text(about, encoding="utf-8")
    asia = GRID.replace(",Europe", ",Asia,Europe").replace(". [para. 2", '. [para. 7]","So. [para. 2')
    asia = asia.replace(". [para. 4", '. [para. 8]","So. [para. 4')
    told = imported(tmp_path, asia, status=status)
    assert told.count(said) == 1
    assert not (tmp_path / "matrix.yaml").exists()


def test_a_folder_named_about_yaml_and_what_no_folder_can_be_made_of(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for folder, said in (
        ("file", "file is a file, not a folder\n    Name a folder that is not there yet"),
        ("file/sub", "file is a file, not a folder\n    Name a folder that is not there yet"),
        ("link", "link is a link that leads to nothing\n    Name a folder that is not there yet"),
        ("n" * 300, "nn …: File name too long\n    Name another folder."),
        ("", "FOLDER is empty: name a folder that is not there yet"),
        (".", ". is there already, and not empty"),
    ):
        assert said in run(tmp_path, "new", folder, "--from", "list.csv", status=2)
    (tmp_path / "about.yaml").mkdir()
    told = run(tmp_path, "import", "list.csv", status=3)
    assert "about.yaml is a folder, and a file of this name says how the matrix is read" in told


def test_a_stream_has_no_place_beside_it(tmp_path):
    said = run(tmp_path, "import", "/dev/stdin", status=2)
    assert (
        "/dev/stdin is no place beside which a matrix file can stand\n    Say where to write it: -o" in said
    )


PROPOSALS = (
    "No.;{};Area;{};Paragraph;Status\n"
    "1;Finland;Teachers;Pay teachers in remote schools an allowance for housing;12;agreed\n"
    "2;Kenya, Peru;Teachers;Guarantee every teacher five days of training a year;13 (a);agreed\n"
    "3;Viet Nam;Meals;Serve breakfast in all public primary schools by 2027;14;open\n"
)


@pytest.mark.parametrize(
    "whose", ["Countries", "Member States", "Delegations", "Sponsors", "Submitted by", "Parties"]
)
def test_a_list_of_proposals_is_known_by_its_heads(tmp_path, whose):
    said = imported(tmp_path, PROPOSALS.format(whose, "What was proposed"))
    assert "Wrote matrix.yaml: 2 themes, 3 recommendations." in said
    assert "id: kenya-13a" in (tmp_path / "matrix.yaml").read_text()


@pytest.mark.parametrize(
    "text",
    [
        PROPOSALS.format("Petitioners", "What they ask"),
        PROPOSALS.format("Petitioners", "What they ask").replace("Paragraph", "Where"),
        "Petitioners;What they ask\nFinland;Pay teachers an allowance for rent\nPeru;Train them every year\n",
        "Petitioners;What they ask\nFinland;Pay them an allowance (para. 12)\nPeru;Train them (para. 13)\n",
    ],
)
def test_a_list_whose_heads_say_nothing_is_never_read_as_a_grid(tmp_path, text):
    said = imported(tmp_path, text, status=1)
    assert "this seems to be a list with one recommendation a row" in said
    assert "--column region=HEAD --column text=HEAD" in said
    assert not (tmp_path / "matrix.yaml").exists()
    columns = ["--column", "region=Petitioners", "--column", "text=What they ask"]
    assert "Wrote matrix.yaml" in run(tmp_path, "import", "list.csv", *columns)


def test_facts_of_a_misreading_that_nobody_changed_are_written_anew(tmp_path):
    text = "Theme;Opened;Closed\nCourts;Open the courts to all;Close the old ones now\n"
    imported(tmp_path, text)
    columns = ["--column", "region=Opened", "--column", "text=Closed"]
    assert "Wrote about.yaml" in run(tmp_path, "import", "list.csv", *columns)
    about = (tmp_path / "about.yaml").read_text()
    assert "head: Open the courts to all" in about
    assert "head: Opened" not in about
    assert "region: Opened" in about  # so that the next import needs no options
    (tmp_path / "about.yaml").write_text(about.replace("symbol: null", "symbol: A/1"))
    columns = ["--column", "region=Theme", "--column", "text=Closed"]
    said = run(tmp_path, "import", "list.csv", *columns, status=1)
    assert "about.yaml declares a region “Open the courts to all”" in said


def test_an_outline_that_has_changed_is_said(tmp_path):
    imported(tmp_path, GRID)
    said = imported(tmp_path, GRID.replace("Courts", "Courts of law"))
    assert "1 new in the outline: “Courts of law”." in said
    assert "1 gone from the outline: “Courts”." in said
    assert "outline" not in imported(tmp_path, GRID.replace("Courts", "Courts of law"))


_HEADS = "Theme\tNorth [Report, A/1]\tSouth [Report, A/2]\n"


@pytest.mark.parametrize("sign", ["\f", "\v", "\x1c", "\x85"])
@pytest.mark.parametrize("kind", ["txt", "csv", "html"])
def test_a_sign_that_ends_a_line_or_a_page_within_a_word_is_told_and_makes_no_two_of_it(tmp_path, sign, kind):
    rows = _HEADS + f"Ports\tEnd the bor{sign}der fees [para. 3 (a)]\tPay on time [para. 4 (a)]\n"
    if kind == "csv":
        rows = rows.replace(", ", " ").replace("\t", ",")
    elif kind == "html":
        cells = (f"<tr><td>{row.replace(TAB, '<td>')}" for row in rows.strip("\n").split("\n"))
        rows = f"<!doctype html><title>Ports</title><table>{''.join(cells)}</table>"
    if kind == "html" and sign == "\f":
        # To HTML it is a blank as others are, and shown as one.
        said = imported(tmp_path, rows, 0, "list.html")
        assert "U+000C" not in said
        return
    said = imported(tmp_path, rows, 1, f"list.{kind}")
    assert f"U+{ord(sign):04X}" in said
    assert "delete it within a word; between two words put a blank" in said
    assert not (tmp_path / "matrix.yaml").exists()


@pytest.mark.parametrize("sign", ["\u2028", "\u2029"])
def test_a_separator_of_lines_that_nobody_sees_is_a_warning(tmp_path, sign):
    row = f"Ports\tEnd the bor{sign}der fees [para. 3 (a)]\tPay on time [para. 4 (a)]\n"
    (tmp_path / "list.txt").write_text(_HEADS + row, encoding="utf-8")
    said = run(tmp_path, "import", "list.txt", "--preview")
    assert f"list.txt:2:18: warning: the text contains U+{ord(sign):04X}" in said


def test_the_end_of_a_page_between_words_and_lines_is_a_blank(tmp_path):
    ports = "Ports\tEnd the \fborder fees [para. 3 (a)]\tPay on\f time [para. 4 (a)]\n"
    rows = f"{ports}\fRoads\tMend them [para. 5]\t\n\f"
    said = imported(tmp_path, _HEADS + rows, 0, "list.txt")
    assert "U+000C" not in said
    assert "3 recommendations" in said


@pytest.mark.parametrize("sign", [" ", "\u00a0", ", ", "(a) ", ") "])
def test_a_citation_with_thousands_of_blanks_takes_no_time(sign):
    inside = sign * (40_000 // len(sign))
    before = time.process_time()
    for text in (f"End them [Report, para. 9{inside}z]", f"End them (para. 9{inside}z)", f"{inside}para. 9"):
        is_cited(text)
        Forms().stand([text])
    assert time.process_time() - before < 5


@pytest.mark.parametrize("sign", [" ", "[", "] ", ". "])
def test_thousands_of_blanks_and_marks_in_a_text_take_no_time(tmp_path, sign):
    before = time.process_time()
    text = f"Strengthen the law {sign * (46_000 // len(sign))} now"
    rows = f"Theme\tNorth\tSouth\nPorts\t{text} [Report, para. 3 (a)]\tPay on time [Report, para. 4 (a)]\n"
    imported(tmp_path, rows, 0, "list.txt")
    run(tmp_path, "draft", "--matrix", "matrix.yaml", "--min-regions", "1", "-o", "x.docx")
    assert time.process_time() - before < 5
