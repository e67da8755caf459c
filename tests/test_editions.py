"""The working edition, the delegates' edition, and how long they are."""

from __future__ import annotations

import re

import pytest
from word_reading import WordFile, draft, w

from tools import convert_to_pdf, drafter_here, texts_of_pages

# What a selection says that is nobody's business in the room; each word stands nowhere in Annex B.
PRIVATE = """\
- id: gender-sensitive-measures
  decision: out
  reason: Zanzibarreason one
  by: Quixotename one
- id: alternatives-to-incarceration
  decision: maybe
  reason: Zanzibarreason two
  by: Quixotename two
"""
SECRETS = ("Zanzibarreason", "Quixotename", "secretive-name")


def run(*arguments, cwd):
    done = drafter_here(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()
    return done


@pytest.fixture
def selection(tmp_path):
    """A selection with private remarks, under a private name, and its folder."""
    path = tmp_path / "secretive-name.yaml"
    run("select", "--min-regions", "4", "-o", path.name, cwd=tmp_path)
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"^(?=- id: )", PRIVATE, flags=re.MULTILINE)[1:]:
        first, rest = block.split("\n", 1)
        assert f"{first}\n" in text
        text = text.replace(f"{first}\n", f"{first}\n{rest}", 1)
    path.write_text(text, encoding="utf-8")
    return path


def drafted(selection, *options):
    run("draft", selection.name, *options, "-o", "paper.docx", "--overwrite", cwd=selection.parent)
    return WordFile((selection.parent / "paper.docx").read_bytes())


def everything(word):
    """Every part of a file as text, its draft inside among them."""
    return "\n".join(content.decode("utf-8", "replace") for content in word.parts.values())


def test_nothing_private_of_a_selection_is_in_a_delegates_edition(selection):
    said = everything(drafted(selection, "--edition", "delegates", "--annexes", "full"))

    assert not [word for word in SECRETS if word in said]
    assert not re.search(r"\bdrafter (select|check|draft)\b|selection\.yaml|kyoto-2021/", said)
    # Nor what drafter remarks on anybody's language, and where the desk found its facts.
    for words in ("speaks of one region", "Decide whether", "annex-b.txt", "concordance.yaml"):
        assert words not in said, words
    assert "creator>drafter<" not in said


@pytest.mark.thorough
def test_the_working_edition_has_them_and_a_public_selection_too(selection):
    assert all(word in everything(drafted(selection)) for word in SECRETS)
    selection.write_text(selection.read_text(encoding="utf-8") + "\npublic: yes\n", encoding="utf-8")
    said = everything(drafted(selection, "--edition", "delegates"))

    assert "Zanzibarreason" in said
    assert "Quixotename" in said


def test_a_delegates_edition_has_no_comments_and_no_list_of_what_was_not_used(selection):
    word = drafted(selection, "--edition", "delegates")
    headings = [p.text for p in word.styled("H1")]

    assert "word/comments.xml" not in word.parts
    assert "Annex I. Sources" in headings
    assert not [heading for heading in headings if heading.startswith("Annex II")]
    assert drafted(selection).annex_rows("I")


def test_a_delegates_edition_has_the_clauses_and_footnotes_of_the_working_edition(selection):
    working, room = drafted(selection), drafted(selection, "--edition", "delegates")

    def clauses(word):
        return {
            name: [(p.text, [word.notes[mark] for mark in p.marks]) for p in several]
            for name, several in word.clauses.items()
        }

    assert clauses(room) == clauses(working)


def test_what_people_changed_in_a_delegates_edition_comes_home_to_its_selection_and_to_no_other(selection):
    drafted(selection, "--edition", "delegates")
    home = drafter_here("select", selection.name, "--from", "paper.docx", cwd=selection.parent)
    assert home.returncode == 0, home.stderr.decode()
    run("select", "--min-regions", "5", "-o", "other.yaml", cwd=selection.parent)
    other = drafter_here("select", "other.yaml", "--from", "paper.docx", cwd=selection.parent)

    assert other.returncode == 2
    assert b"of another name" in other.stderr


def test_a_check_of_a_delegates_edition_finds_no_fault(selection):
    drafted(selection, "--edition", "delegates")

    assert b" 0 errors, 0 warnings" in run("check", "paper.docx", cwd=selection.parent).stderr


# The head


def test_the_head_has_what_the_selection_says_of_the_paper(selection):
    about = """\
about:
  title: Elements for a declaration
  date: 3 March 2021, 10 a.m.
  version: Rev. 2
  standing: Chair’s paper
  meeting: Informal consultations
criteria:"""
    text = selection.read_text(encoding="utf-8").replace("criteria:", about, 1)
    selection.write_text(text, encoding="utf-8")
    word = drafted(selection)
    head = [p.text for p in word.styled("HCh", "SubTitleTxt")]

    assert head[0] == "Elements for a declaration"
    assert "Rev. 2, 3 March 2021, 10 a.m." in head
    assert head[-1] == "Chair’s paper"
    assert "Informal consultations" in head
    adopted = "Assembled at the Fourteenth United Nations Congress on Crime Prevention and Criminal Justice"
    assert any(p.text.startswith(adopted) for p in word.styled("PlainTxt"))
    header = [text.text for text in word.xml("word/header1.xml").iter(w("t"))]
    # Beside a long title a line breaks in front of the version, and nowhere in it.
    version = "Rev. 2, 3 March 2021, 10 a.m.".replace(" ", "\N{NO-BREAK SPACE}")
    assert header == ["Elements for a declaration", f"\N{EM SPACE}{version}"]


def test_an_unknown_fact_about_the_paper_is_named_with_its_line(selection):
    text = selection.read_text(encoding="utf-8")
    selection.write_text(text.replace("criteria:", "about:\n  tittle: x\ncriteria:", 1), encoding="utf-8")
    done = drafter_here("draft", selection.name, "-o", "paper.docx", cwd=selection.parent)

    assert done.returncode == 1
    assert "tittle" in done.stderr.decode()
    assert re.search(r"secretive-name\.yaml:\d+:\d+: error", done.stderr.decode())


# Comments and annexes


@pytest.mark.parametrize("min_regions", [1, 3])
def test_a_paragraph_has_one_comment_at_most_and_the_note_counts_them(min_regions):
    word = WordFile(draft(min_regions))
    counts = [len(p.findall(f".//{w('commentReference')}")) for p in word.body.findall(w("p"))]
    (said,) = (p.text for p in word.styled("BoxTxt") if p.text.startswith("In the margin"))

    assert max(counts) == 1
    assert said.startswith(f"In the margin of the Word file: {sum(counts)} comment")


def test_annexes_can_be_left_out_or_be_a_paper_of_their_own(tmp_path):
    none = WordFile(draft(4, "--annexes", "none"))
    run("draft", "--min-regions", "4", "--annexes-to", "annexes.docx", "-o", "paper.docx", cwd=tmp_path)
    paper = WordFile((tmp_path / "paper.docx").read_bytes())
    apart = WordFile((tmp_path / "annexes.docx").read_bytes())

    for word in (none, paper):
        assert not [p for p in word.styled("H1") if p.text.startswith("Annex")]
    assert [[p.text for cell in row for p in cell] for row in apart.annex("I")] == [
        [p.text for cell in row for p in cell] for row in WordFile(draft(4)).annex("I")
    ]
    assert apart.body.find(f".//{w('fldSimple')}") is None
    assert apart.styled("SingleTxt") == []


@pytest.mark.parametrize("options", [("--annexes", "none"), ("--clean",)])
def test_annexes_that_are_not_wanted_are_not_written_apart(tmp_path, options):
    done = drafter_here("draft", *options, "--annexes-to", "a.docx", "-o", "p.docx", cwd=tmp_path)

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_neither_the_paper_nor_its_annexes_are_written_where_one_cannot_be(tmp_path):
    resource = pytest.importorskip("resource")
    options = ("draft", "--min-regions", "4", "--annexes-to", "a.docx", "-o", "p.docx")
    run(*options, cwd=tmp_path)
    sizes = [(tmp_path / name).stat().st_size for name in ("a.docx", "p.docx")]
    for name in ("a.docx", "p.docx"):
        (tmp_path / name).unlink()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes) - 1, before[1]))
    try:
        done = drafter_here(*options, cwd=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done.returncode == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["p.docx", "a.txt"])
def test_annexes_go_to_a_word_file_of_their_own(tmp_path, place):
    done = drafter_here("draft", "--annexes-to", place, "-o", "p.docx", cwd=tmp_path)

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


# Options without effect


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--theme", "terrorism", "--alternatives", "inline"),
            b"inline changes nothing: no w",
        ),
        (
            ("--text", "Map existing needs", "--min-regions", "1", "--alternatives", "lead"),
            b"has several word",
        ),
        (("--theme", "terrorism", "--guidance", "as-clauses"), b"--guidance as-clauses changes nothing"),
        (("--clean", "--support"), b"--support changes nothing: --clean writes the text alone"),
    ],
)
def test_an_option_that_changes_nothing_says_so(tmp_path, options, said):
    with_it = run("draft", *options, "-o", "with.md", cwd=tmp_path)
    without = run(
        "draft", *(one for one in options if one not in options[-2:]), "-o", "without.md", cwd=tmp_path
    )

    assert said in with_it.stderr
    assert b"changes nothing" not in without.stderr


def test_options_that_change_something_say_nothing(tmp_path):
    # Of what one region alone asks for, lac-80e asks for something to be said in the declaration.
    options = ("--min-regions", "1", "--alternatives", "inline", "--guidance", "as-clauses", "--support")

    assert b"changes nothing" not in run("draft", *options, "-o", "draft.md", cwd=tmp_path).stderr


def test_what_is_said_of_a_clean_draft_names_no_guidance(tmp_path):
    said = run("draft", "--min-regions", "3", "--clean", "-o", "clean.docx", cwd=tmp_path).stderr

    assert b"22 candidate clauses; 163 recommendations not used" in said


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "guidance; 163 recommendations not used.\n"),
        (("--edition", "delegates"), "guidance; 163 recommendations not used, which it does not list.\n"),
        (("--annexes", "none"), "guidance; 163 recommendations not used, which it does not list.\n"),
        (("--format", "json", "--clean"), "3 paragraphs of guidance; 163 recommendations not used.\n"),
        (("--annexes-to", "annexes.docx"), "annexes.docx says where each clause comes from"),
        (("--since", "old.docx", "--annexes", "none"), "--since changes nothing: the earlier numbers"),
        (("--format", "json", "--annexes", "full"), "--annexes changes nothing: JSON has every source"),
    ],
)
def test_what_is_said_after_a_draft_is_true_of_the_file(tmp_path, options, said):
    run("draft", "--min-regions", "5", "-o", "old.docx", cwd=tmp_path)
    done = run("draft", "--min-regions", "3", *options, "-o", "paper", cwd=tmp_path)
    assert said in done.stderr.decode()


def test_what_is_said_of_a_draft_without_annexes_does_not_send_to_them(tmp_path):
    said = run("draft", "--min-regions", "5", "--annexes", "none", "-o", "bare.docx", cwd=tmp_path).stderr

    assert b"its annexes say" not in said
    assert b"without --annexes none" in said


# How long a paper is


@pytest.mark.thorough
def test_a_paper_is_as_long_as_what_is_in_it(tmp_path):
    wanted = {
        "two-themes": (12, "--theme", "terrorism", "--theme", "legal aid", "--min-regions", "3"),
        "shared-by-three": (25, "--min-regions", "3"),
        "everything": (90, "--min-regions", "1"),
    }
    for name, (_, *options) in wanted.items():
        run("draft", *options, "-o", f"{name}.docx", cwd=tmp_path)
    files = convert_to_pdf(tmp_path, *(tmp_path / f"{name}.docx" for name in wanted))

    for (most, *_), pages in zip(wanted.values(), map(texts_of_pages, files), strict=True):
        assert len(pages) <= most
        first = next(n for n, text in enumerate(pages, start=1) if "Declare the following:" in text)
        assert first <= 2


@pytest.mark.thorough
def test_no_head_and_no_number_of_a_paragraph_breaks_within_a_narrow_column(tmp_path):
    run("draft", "--min-regions", "3", "-o", "shared.docx", cwd=tmp_path)
    ((*pages,),) = map(texts_of_pages, convert_to_pdf(tmp_path, tmp_path / "shared.docx"))
    words = " ".join(pages).split()
    assert {"Paragraph", "Paragraphs", "Contributed", "Caribbean"} <= {*words}
    assert not {*words} & {"Paragrap", "paragrap", "Contribute", "Caribbea"}
    # “para. 61 (a|)”
    assert not [one for one in words if re.fullmatch(r"\([a-z]{1,2}|\)", one)]
