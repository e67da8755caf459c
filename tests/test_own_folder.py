"""What a newcomer is told in a folder of one's own: which matrix is taken, its title, and what it lacks."""

from __future__ import annotations

import pytest
import yaml
from word_reading import WordFile, w

from tools import drafter_here

ROWS = (
    "Africa\tEurope\nFood\t\n"
    "Member States should build less of it. (para. 3 (a))\tMember States should build none of it. (para. 4)\n"
)
TITLE = "Recommendations of the two meetings on food"
ASKED = "What the two meetings ask for"
BELOW = "Prepared by the secretariat for the session\n(as at 15 September)\n\n"
TAKEN = "No matrix.yaml in this folder: the matrix is kyoto-2021, which comes with drafter."
LACKING = "about.yaml says nothing yet of the reports"


def run(folder, *arguments):
    done = drafter_here(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def own(tmp_path):
    """A folder with a matrix document, read in."""
    (tmp_path / "food-systems.txt").write_text(f"{TITLE}\n{BELOW}{ROWS}", encoding="utf-8")
    run(tmp_path, "import", "food-systems.txt")
    return tmp_path


def title_in(folder):
    return yaml.safe_load((folder / "matrix.yaml").read_text(encoding="utf-8"))["title"]


@pytest.mark.parametrize(
    "command",
    [
        ("themes",),
        ("list", "--theme", "terrorism"),
        ("select", "--min-regions", "4", "-o", "s.yaml"),
        ("draft", "--min-regions", "4", "-o", "x.docx"),
        ("match", "--explain", "lac-40h", "af-37d"),
    ],
    ids=lambda command: command[0],
)
def test_the_matrix_that_ships_is_named_once_where_nobody_named_one_and_none_stands_here(tmp_path, command):
    assert run(tmp_path, *command)[1].count(TAKEN) == 1
    if command[0] != "select":
        assert TAKEN not in run(tmp_path, *command, "--matrix", "kyoto-2021")[1]


def test_what_is_not_found_is_said_with_the_matrix_that_was_looked_into(own, tmp_path_factory):
    def refused(folder):
        done = drafter_here("draft", "--theme", "Bread", "-o", "x.docx", cwd=folder)
        assert done.returncode == 2
        return done.stderr.decode()

    assert "no theme of food-systems answers to “Bread”" in refused(own)
    said = refused(tmp_path_factory.mktemp("elsewhere"))
    assert "no theme of kyoto-2021 answers to “Bread”" in said
    assert said.count(TAKEN) == 1


def test_a_matrix_that_stands_here_or_that_a_selection_names_needs_no_such_word(own, tmp_path_factory):
    assert TAKEN not in run(own, "themes")[1]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    run(elsewhere, "select", "--min-regions", "4", "-o", "s.yaml")
    said = run(elsewhere, "draft", "s.yaml", "-o", "x.docx")[1]
    assert TAKEN not in said
    assert "Made from Annex B: recommendations that are shared by at least 4 regions" in said


def test_a_draft_says_of_which_matrix_it_is_made(own):
    said = run(own, "draft", "--min-regions", "1", "-o", "x.docx")[1]
    assert f"Made from {TITLE}: all recommendations.\n" in said


def test_the_title_is_the_first_line_of_some_words_above_the_table(own):
    assert title_in(own) == TITLE
    assert f"Title\n  {TITLE}\n" in run(own, "import", "food-systems.txt", "--preview")[0]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("A/CONF.1/2\n15 September\nWhat the two meetings ask for\nPrepared by the secretariat", ASKED),
        ("(as at 15 September)\nWhat the two meetings ask for", ASKED),
        ("Annex B", "Annex B"),
    ],
)
def test_symbols_dates_and_brackets_are_titles_only_where_nothing_else_is(tmp_path, above, title):
    (tmp_path / "m.txt").write_text(f"{above}\n\n{ROWS}", encoding="utf-8")
    run(tmp_path, "import", "m.txt")
    assert title_in(tmp_path) == title


def test_a_title_in_about_yaml_counts_more_than_what_stands_above_the_table(own):
    facts = own / "about.yaml"
    text = facts.read_text(encoding="utf-8")
    assert f"null for “{TITLE}”" in text
    assert text.count("\ntitle: null\n") == 1
    facts.write_text(text.replace("title: null", "title: What is asked for"), encoding="utf-8")
    run(own, "import", "food-systems.txt")
    assert title_in(own) == "What is asked for"


def test_a_matrix_that_says_nothing_of_its_reports_is_told_so_once_by_check_and_draft(own):
    assert run(own, "check", "matrix.yaml")[0].count(LACKING) == 1
    assert run(own, "check", "about.yaml")[0].count(LACKING) == 1
    draft = ("draft", "--min-regions", "1", "-o", "x.docx", "--overwrite")
    assert run(own, *draft)[1].count(LACKING) == 1
    assert LACKING not in run(own, *draft, "--clean")[1]
    facts = own / "about.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("    meeting: null", "    meeting: Food Summit", 1), encoding="utf-8")
    run(own, "import", "food-systems.txt")
    assert "about.yaml says nothing yet of the reports of Europe that" in run(own, *draft)[1]
    facts.write_text(text.replace("    meeting: null", "    meeting: Food Summit"), encoding="utf-8")
    run(own, "import", "food-systems.txt")
    assert "says nothing yet" not in run(own, *draft)[1] + run(own, "check", "matrix.yaml")[0]


@pytest.mark.parametrize("matrix", ["kyoto-2021", "slovenia-2019"])
def test_matrices_that_ship_lack_no_reports(tmp_path, matrix):
    said = run(tmp_path, "draft", "--matrix", matrix, "-o", "x.docx")[1]
    assert "says nothing yet" not in said


def test_a_delegates_edition_names_no_file(own):
    run(own, "draft", "--min-regions", "1", "--edition", "delegates", "-o", "x.docx")
    parts = WordFile((own / "x.docx").read_bytes()).parts.values()
    everything = "\n".join(content.decode("utf-8", "replace") for content in parts)
    assert "The words are those of the matrix, slips included" in everything
    assert "food-systems.txt" not in everything
    run(own, "draft", "--min-regions", "1", "-o", "y.docx")
    working = WordFile((own / "y.docx").read_bytes()).parts["word/document.xml"].decode()
    assert "food-systems.txt" in working


@pytest.mark.parametrize("edition", ["working", "delegates"])
def test_words_that_were_corrected_by_hand_are_not_said_to_be_the_documents(own, edition):
    def paper():
        run(own, "draft", "--min-regions", "1", "--edition", edition, "-o", "x.docx", "--overwrite")
        word = WordFile((own / "x.docx").read_bytes())
        rows = [" ".join(one.text for one in cell) for row in word.annex_rows("I") for cell in row]
        return " ".join(one.text for one in word.paragraphs), [row for row in rows if "by hand" in row]

    assert "by hand" not in paper()[0]
    matrix = own / "matrix.yaml"
    matrix.write_text(matrix.read_text(encoding="utf-8").replace("build none", "buy none"), encoding="utf-8")
    text, rows = paper()
    assert "slips included, but for 1 recommendation that was corrected by hand" in text
    (row,) = rows
    assert "Corrected by hand: not the words that the document has" in row
    assert "Words as corrected by hand: Member States should buy none of it." in row
    assert "corrected by hand in the matrix, and not in the words of its document: Europe, para. 4" in run(
        own, "check", "x.docx"
    )[0].replace("\n    ", " ")
    (own / ".drafter-matrix.yaml.imported").unlink()
    if edition == "working":  # which words are people's cannot be told
        assert "The words are those of matrix.yaml, slips included." in paper()[0]


@pytest.mark.parametrize("count", [4, 8])
def test_the_table_of_regions_breaks_no_head_within_a_word(tmp_path, count):
    heads = [
        f"{one} Mediterranean" for one in ("North", "South", "East", "West", "Far", "Near", "Old", "New")
    ]
    cells = "\t".join(f"Ban nets of {n} metres. (para. {n})" for n in range(1, count + 1))
    rows = "\t".join(heads[:count]) + "\nFish" + "\t" * (count - 1) + f"\n{cells}\n"
    (tmp_path / "fish.txt").write_text(rows, encoding="utf-8")
    run(tmp_path, "import", "fish.txt")
    run(tmp_path, "draft", "--min-regions", "1", "-o", "x.docx")
    tables = WordFile((tmp_path / "x.docx").read_bytes()).body.iter(w("tbl"))
    grid = [int(one.get(w("w"))) for one in list(tables)[-1].iter(w("gridCol"))]
    # “Mediterranean” in bold type of 8 points takes some 58 points, and the margins of its cell 8.
    assert len(grid) == (2 + 4 if count == 4 else 3)
    assert min(grid[2:]) >= 66 * 20
