"""What stands before and behind the text, and what the form prints over it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from factory import make_matrix, make_recommendation
from golden_clauses import MADE_FROM
from word_reading import REGIONS, WordFile, annex_b, draft, expected_clauses, printed_title, w

from drafter.draft.blocks import Contents, GroupHeading, Paragraph, Role, Table
from drafter.draft.compose import compose
from drafter.draft.model import Draft, Options
from drafter.form.forms import load_form
from drafter.matrix.concordance import Concordance
from drafter.matrix.criteria import Criteria
from drafter.matrix.matrix_file import dump_matrix
from drafter.matrix.selecting import select
from drafter.paper import Alternatives
from tools import KYOTO_2021, KYOTO_FORM, copied_form, drafter_here


@pytest.fixture(scope="module", params=[1, 3, 5], ids="min-regions {}".format)
def min_regions(request):
    return request.param


@pytest.fixture
def form(tmp_path):
    return copied_form(tmp_path / "my-form")


def composed(*recommendations, folder: Path = KYOTO_FORM, themes=None, **options: object) -> Draft:
    matrix = make_matrix(*recommendations, themes=themes)
    selection = select(matrix, Concordance(), Criteria())
    return compose(matrix, selection, load_form(folder), MADE_FROM, Options(**options))


def headings(made: Draft) -> list[str]:
    roles = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
    return [block.text for block in made.blocks if isinstance(block, Paragraph) and block.role in roles]


def outline(form: Path, old: str, new: str) -> Path:
    text = (form / "outline.yaml").read_text(encoding="utf-8")
    assert old in text
    (form / "outline.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return form


# How it was made, and how to read it


def how_made(word: WordFile) -> dict[str, str]:
    """What the note at the end says, by the words that lead in."""
    place = next(
        n for n, p in enumerate(word.paragraphs) if (p.style, p.text) == ("H1", "How this paper was made")
    )
    said = {}
    for paragraph in word.paragraphs[place + 1 :]:
        if paragraph.style == "H1":
            break
        name, _, text = paragraph.text.partition(": ")
        said[name] = text
    return said


def note(word: WordFile) -> str:
    """How to read the paper."""
    return " ".join(p.text for p in word.styled("BoxTxt"))


def test_the_head_says_what_is_known_and_the_text_begins_on_the_first_page():
    word = WordFile(draft(3))
    head = [p.text for p in word.styled("HCh", "SubTitleTxt")]
    first = next(n for n, p in enumerate(word.paragraphs) if p.style == "SingleTxt")

    meeting = "Fourteenth United Nations Congress on Crime Prevention and Criminal Justice"
    assert head[0] == "Compilation of candidate paragraphs"
    assert head[2] == f"{meeting}, Kyoto, Japan, 7–12 March 2021"
    assert head[-1] == "Informal paper; not agreed"
    assert not any(p.new_page for p in word.paragraphs[:first])


def test_a_note_at_the_end_says_what_the_paper_was_made_from_and_counts_it(min_regions):
    word = WordFile(draft(min_regions))
    said = how_made(word)
    clauses = expected_clauses(min_regions)
    used = {source for sources in clauses.values() for source in sources}

    assert list(said) == ["Made from", "Criteria", "What is in it", "Who says the same", "What is not in it"]
    assert "matrix containing the recommendations" in said["Made from"]
    assert "(Annex B, disseminated for" in said["Made from"]
    assert "from 9 to 11 September 2019" in said["Made from"]
    how_many = "all" if len(used) == 249 else f"{len(used)} of"
    numbered, guidance = (len(word.styled(style)) for style in ("SingleTxt", "GuidanceTxt"))
    assert numbered + guidance == len(clauses)
    assert said["What is in it"].startswith(
        f"{numbered} candidate paragraph{'s' if numbered > 1 else ''} and {guidance} paragraph"
        f"{'s' if guidance > 1 else ''} of guidance to the drafters, from {how_many} 249 recommendations "
        "and from all 5 regions: Asia and the Pacific; Latin America and the Caribbean; Western Asia; "
        "Africa; Europe."
    )
    assert "12., 12 bis., 12 ter." in note(word)
    left_out = 249 - len(used)
    assert bool(left_out) == (
        f"{left_out} other recommendations, which Annex II lists" in said["What is not in it"]
    )


def test_the_date_of_the_source_is_what_the_source_says_of_itself():
    text = (KYOTO_2021 / "annex-b.txt").read_text(encoding="utf-8")

    assert "held in Kyoto, Japan, from 9 to 11 September 2019" in text
    assert "held in Kyoto, Japan, from 9 to 11 September 2019" in (KYOTO_2021 / "about.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("alternatives", "words"), [("inline", "every version stands in square brackets"), ("lead", "See also")]
)
def test_the_note_explains_the_way_in_which_wordings_are_printed(alternatives, words):
    run = drafter_here("draft", "--min-regions", "4", "--alternatives", alternatives, "-o", "-")

    assert words in note(WordFile(run.stdout))


def test_a_matrix_without_a_source_document_is_named_without_one(tmp_path):
    matrix = make_matrix(make_recommendation("ap-1a", "one-i"))
    (tmp_path / "matrix.yaml").write_bytes(dump_matrix(matrix))
    run = drafter_here("draft", "--matrix", tmp_path / "matrix.yaml", "--min-regions", "1", "-o", "-")
    word = WordFile(run.stdout)
    said = how_made(word)

    assert said["Made from"] == "A made-up matrix of recommendations."
    assert (
        "1 candidate paragraph, from all 1 recommendation and from 1 of 5 contributors: Asia"
        in (said["What is in it"])
    )
    assert "bis" not in note(word)
    assert said["What is not in it"].startswith("The reports were not consulted.")
    assert "[name of the meeting]" in " ".join(p.text for p in word.styled("PlainTxt"))


# The picture


def test_the_picture_counts_for_each_theme_the_clauses_that_each_region_shares(min_regions):
    """Counted anew from Annex B and the concordance: each clause under the theme that most sources have."""
    word = WordFile(draft(min_regions))
    themes = list(annex_b().themes)
    guidance = {paragraph.bookmark for paragraph in word.styled("GuidanceTxt")}
    expected: dict[tuple[str, str], list[int]] = {}
    for clause, sources in expected_clauses(min_regions).items():
        if "clause_" + clause.replace("-", "_") in guidance:
            continue
        placed = [under for one in sources for under, _ in annex_b().sources[one].placements]
        theme = max(placed, key=lambda under: (placed.count(under), -themes.index(under)))
        counts = expected.setdefault(theme, [0] * 5)
        for place, key in enumerate(REGIONS):
            counts[place] += any(one.startswith(f"{key}-") for one in sources)
    rows = [row for row in word.tables[-1][1:] if len(row) > 1]
    shown = [
        (row[0][0].text, [0 if cell[0].text == "–" else int(cell[0].text) for cell in row[2:]])
        for row in rows
    ]

    assert [cell[0].text for cell in word.tables[-1][0]] == ["Theme", "Paragraphs", *REGIONS.values()]
    assert shown == [
        (printed_title(heading), expected[section, heading])
        for section, heading in themes
        if (section, heading) in expected
    ]


def test_the_picture_gives_the_numbers_of_a_themes_clauses_as_fields(min_regions):
    word = WordFile(draft(min_regions))
    numbers = {p.bookmark: number for number, p in enumerate(word.styled("SingleTxt"), start=1)}
    named: list[int] = []
    for row in word.tables[-1][1:]:
        if len(row) == 1:
            continue
        (cell,) = row[1]
        for instruction, shown in cell.fields:
            assert numbers[instruction.split()[1]] == int(shown)
        for stretch in cell.text.split(", "):
            first, _, last = stretch.partition("–")
            named += range(int(first), int(last or first) + 1)

    assert sorted(named) == list(range(1, len(numbers) + 1))


def pictures(made: Draft) -> list[Table]:
    return [block for block in made.blocks if isinstance(block, Table) and block.shaded_from]


def test_a_draft_of_guidance_alone_has_no_picture():
    made = composed(make_recommendation("ap-1a", "one-i", text="The Kyoto declaration should be short."))

    assert made.clauses == ()
    assert pictures(made) == []


def many(themes: int) -> list:
    return [make_recommendation(f"ap-{number + 1}a", f"s{number // 5}-t{number}") for number in range(themes)]


def test_a_picture_of_very_many_themes_has_a_row_a_section():
    (few,) = pictures(composed(*many(20)))
    (lots,) = pictures(composed(*many(105)))

    assert len([row for row in few.rows if not isinstance(row, GroupHeading)]) == 20
    assert [row[0][0] for row in lots.rows] == [f"Section s{number}" for number in range(21)]
    assert all(row[2:] == (("5",), *[("–",)] * 4) for row in lots.rows)


# The contents


def contents_of(made: Draft) -> Contents:
    (contents,) = (block for block in made.blocks if isinstance(block, Contents))
    return contents


def test_contents_of_very_many_headings_leave_out_the_lower_levels():
    def drafted(themes: int) -> Draft:
        words = "Promote " + "the rule of law and " * (6_000 // themes // 5) + "justice."
        return composed(
            *(replace(one, placements=(replace(one.placements[0], text=words),)) for one in many(themes))
        )

    others = ["Actions", "Annex I. Sources", "How this paper was made", "Where the paragraphs come from"]
    few, lots = contents_of(drafted(15)), contents_of(drafted(100))

    assert few.levels == 3
    assert len(few.entries) == 3 + 15 + len(others)
    assert lots.levels == 2
    assert len(lots.entries) == 20 + len(others)
    assert {entry.level for entry in lots.entries} == {1, 2}


def test_a_short_text_has_no_contents():
    assert not any(isinstance(block, Contents) for block in composed(*many(20)).blocks)


# Headings


def test_titles_of_another_matrix_are_printed_as_they_stand():
    made = composed(
        make_recommendation("ap-1a", "item-3-i"), themes={"item-3-i": "Trade in goods (agenda item 3)"}
    )

    assert headings(made)[:3] == ["Actions", "Section item-3", "Trade in goods (agenda item 3)"]


def test_sections_that_go_under_one_heading_have_it_once(form):
    rules = "headings:\n  - section: section a\n    print: Both\n  - section: SECTION B\n    print: Both\n"
    outline(form, "headings:\n", rules)
    made = composed(
        make_recommendation("ap-1a", "a-i"),
        make_recommendation("ap-2a", "b-i"),
        folder=form,
        themes={"a-i": "One", "b-i": "One"},
    )

    assert headings(made)[:3] == ["Actions", "Both", "One"]


def test_no_heading_is_printed_where_the_form_wants_none(form):
    outline(form, "headings:\n", "headings:\n  - theme: one\n    print: none\n")
    made = composed(
        make_recommendation("ap-1a", "a-i"),
        make_recommendation("ap-2a", "a-ii"),
        folder=form,
        themes={"a-i": "One", "a-ii": "Two"},
    )

    assert headings(made)[:3] == ["Actions", "Section a", "Two"]


def test_no_roman_numeral_and_no_agenda_item_is_printed_as_a_heading(min_regions):
    for heading in WordFile(draft(min_regions)).styled("H23", "H4"):
        assert not re.match(r"[IVX]+\. ", heading.text)
        assert not re.search(r"agenda item|workshop \d|RPM|Main theme", heading.text)


def test_faults_of_the_new_parts_of_an_outline_come_all_at_once(form):
    outline(form, "text: sources", "text: sources\n    landscape: perhaps")
    outline(form, "id: origins", "id: orgins")
    outline(
        form,
        "  - section: General issues\n",
        "  - {section: General issues, theme: x, print: y}\n  - section: G\n",
    )
    run = drafter_here("form", "check", form)
    shown = run.stdout.decode()

    assert run.returncode == 1
    assert len(re.findall(r"outline\.yaml:\d+:\d+: error: ", shown)) == 3
    assert "unknown value “perhaps”" in shown
    assert "Did you mean “origins”?" in shown
    assert "a heading is for a section or for a theme: name one of them" in shown


# A clean draft, and other formats


def test_a_clean_draft_begins_with_its_title_and_goes_on_with_the_text():
    run = drafter_here("draft", "--min-regions", "3", "--clean", "-o", "-")
    word = WordFile(run.stdout)

    assert word.styled("SubTitleTxt", "BoxTxt", "TOCHeading", "TOC1", "TOC2", "TOC3", "Caption") == []
    assert [p.style for p in word.paragraphs[:2]] == ["HCh", "PlainTxt"]
    assert word.body.find(w("tbl")) is None
    assert len(list(word.body.iter(w("sectPr")))) == 1
    assert not [mark for mark in word.body.iter(w("bookmarkStart")) if mark.get(w("name")).startswith("_Toc")]


def test_markdown_has_the_note_and_the_picture():
    run = drafter_here("draft", "--min-regions", "5", "--format", "markdown", "-o", "-")
    text = run.stdout.decode()

    assert "**How to read this paper.** " in text
    assert "## How this paper was made\n" in text
    assert "**Criteria:** recommendations that are shared by at least 5 regions; what is put together" in text
    assert (
        "| International cooperation and capacity building for efficient international cooperation | 1 | 1 |"
        in text
    )


# Annex I


def test_the_note_says_whose_judgement_it_is_that_regions_say_the_same():
    says = "Which recommendations bear on the same, and so stand in one paragraph, is a judgement"
    alone = drafter_here(
        "draft", "--text", "Map existing needs", "--min-regions", "1", "-o", "-", "--format", "docx"
    )

    assert says in how_made(WordFile(draft(4)))["Who says the same"]
    assert "Who says the same" not in how_made(WordFile(alone.stdout))


def test_the_box_names_who_read_and_decided_to_the_desk_and_counts_them_for_delegates(tmp_path):
    one = "- id: x\n  members: [ap-62b, eu-57b]\n  read-by: [A. Reader, B]\n  decided-by: C\n"
    made = {edition: _who_says_the_same(tmp_path, one, edition) for edition in ("working", "delegates")}

    assert "read by A. Reader, B; where they differed it was decided by C; no meeting" in made["working"]
    assert "read by 2 people; where they differed it was decided; no meeting" in made["delegates"]
    # What kind of readers they were is told in both: a program is not called a person.
    kind = "- readers: three programs. \n"
    assert "read by A. Reader, B (three programs); where" in _who_says_the_same(
        tmp_path, kind + one, "working"
    )
    assert "read by readers (three programs); where they" in _who_says_the_same(
        tmp_path, kind + one, "delegates"
    )


def test_what_nobody_read_is_not_called_shared_by_one_without_saying_so(tmp_path):
    one = "- read: [ap-62b, wa-14a]\n- id: x\n  members: [ap-62b, eu-57b]\n"
    said = _who_says_the_same(tmp_path, one, "working")
    # 249, without ap-62b, wa-14a and eu-57b, which stands in an entry.
    assert said.endswith("has confirmed it. Not read for it: 246 of all 249 recommendations.")
    markdown = drafter_here(
        "draft", "--concordance", str(tmp_path / "c.yaml"), "-o", "-", "--format", "markdown"
    ).stdout.decode()
    assert "246 of all 249 recommendations were not read for who says the same" in markdown
    shown = drafter_here(
        "show", "ap-62a", "wa-14a", "--concordance", str(tmp_path / "c.yaml")
    ).stdout.decode()
    assert shown.count("Not read: nobody has gone through which others say the same.") == 1
    assert shown.count("Shared by no other region.") == 1


def _who_says_the_same(folder, concordance, edition):
    path = folder / "c.yaml"
    path.write_text(concordance, encoding="utf-8")
    run = drafter_here("draft", "--concordance", str(path), "--edition", edition, "-o", "-")
    return how_made(WordFile(run.stdout))["Who says the same"]


def test_the_first_annex_says_of_each_shared_clause_who_contributed_and_how_the_texts_were_put_together(
    min_regions,
):
    word = WordFile(draft(min_regions))
    said: dict[str, list[str]] = {}
    for row in word.annex_rows("I"):
        ((instruction, _),) = row[0][0].fields
        said.setdefault(instruction.split()[1], [paragraph.text for paragraph in row[-1]])
    for clause, sources in expected_clauses(min_regions).items():
        lines = said["clause_" + clause.replace("-", "_")]
        if len(sources) > 1:
            assert all(REGIONS[one.split("-")[0]] in lines[0] for one in sources)
            wordings = len(word.clauses["clause_" + clause.replace("-", "_")])
            assert lines[1].startswith(
                "One wording:" if wordings == 1 else f"{wordings} wordings, printed one below"
            )
            assert lines[1].endswith("in the judgement of this paper, as bearing on the same.")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Alternatives.INLINE, "printed as one text with what differs in brackets"),
        (Alternatives.LEAD, "of which the paragraph has the first; the others stand only here"),
    ],
)
def test_the_first_annex_says_so_too_where_wordings_are_printed_in_another_way(way, words):
    run = drafter_here("draft", "--min-regions", "2", "--alternatives", way, "-o", "-")
    said = [p.text for row in WordFile(run.stdout).annex_rows("I") for p in row[-1]]

    assert any(words in line for line in said)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ((), "they stand here verbatim, with their sources."),
        (
            ("strong-political-message",),
            "they stand here verbatim, with their sources, but for one with words of people’s own.",
        ),
        (
            ("strong-political-message", "focus-on-most-urgent-threats"),
            "they stand here with their sources, and with words of people’s own.",
        ),
    ],
)
def test_guidance_is_said_to_be_verbatim_where_it_is(tmp_path, own, said):
    blocks = [
        f"- id: {one}\n{'  wording: Draft a short declaration' if one in own else ''}\n"
        for one in ("strong-political-message", "focus-on-most-urgent-threats")
    ]
    path = tmp_path / "selection.yaml"
    path.write_text("matrix: kyoto-2021\nclauses:\n- id: af-37b\n" + "".join(blocks), encoding="utf-8")
    assert said in drafter_here("draft", path, "--format", "markdown", "-o", "-").stdout.decode()
