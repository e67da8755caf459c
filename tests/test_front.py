"""What stands before the text, and what the form prints over it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factory import make_matrix, make_recommendation
from golden_clauses import MADE_FROM
from word_reading import REGIONS, WordFile, annex_b, draft, expected_clauses, w

from drafter.draft.compose import Options, compose
from drafter.draft.model import Contents, Draft, GroupHeading, Paragraph, Role, Table
from drafter.form.forms import load_form
from drafter.matrix.criteria import Criteria, select
from drafter.matrix.matrix_file import dump_matrix
from drafter.model import Alternatives, Concordance
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


# The box


def test_the_box_says_what_the_draft_was_made_from_and_counts_it(min_regions):
    word = WordFile(draft(min_regions))
    (heading,) = word.styled("BoxHead")
    said = {p.text.partition(": ")[0]: p.text.partition(": ")[2] for p in word.styled("BoxTxt")}
    clauses = expected_clauses(min_regions)
    used = {source for sources in clauses.values() for source in sources}

    assert heading.text == "How this draft was made"
    assert list(said) == ["Made from", "Criteria", "What is in it", "How to read it", "What is not in it"]
    assert "matrix containing the recommendations" in said["Made from"]
    assert "(Annex B, disseminated for" in said["Made from"]
    assert "from 9 to 11 September 2019" in said["Made from"]
    how_many = "all" if len(used) == 249 else f"{len(used)} of"
    numbered, guidance = (len(word.styled(style)) for style in ("SingleTxt", "GuidanceTxt"))
    assert numbered + guidance == len(clauses)
    assert said["What is in it"].startswith(
        f"{numbered} candidate clause{'s' if numbered > 1 else ''} and {guidance} paragraph"
        f"{'s' if guidance > 1 else ''} of guidance to the drafters, from {how_many} 249 recommendations "
        "and from all 5 regions: Asia and the Pacific; Latin America and the Caribbean; Western Asia; "
        "Africa; Europe."
    )
    assert "“bis”" in said["How to read it"]
    left_out = 249 - len(used)
    assert bool(left_out) == (
        f"{left_out} recommendations, which Annex II lists" in said["What is not in it"]
    )


def test_the_date_in_the_box_is_what_the_source_says_of_itself():
    text = (KYOTO_2021 / "annex-b.txt").read_text(encoding="utf-8")

    assert "held in Kyoto, Japan, from 9 to 11 September 2019" in text
    assert "held in Kyoto, Japan, from 9 to 11 September 2019" in (KYOTO_2021 / "about.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("alternatives", "words"), [("inline", "what differs stands in square brackets"), ("lead", "“See also”")]
)
def test_the_box_explains_the_way_in_which_wordings_are_printed(alternatives, words):
    run = drafter_here("draft", "--min-regions", "4", "--alternatives", alternatives, "-o", "-")

    assert words in " ".join(p.text for p in WordFile(run.stdout).styled("BoxTxt"))


def test_a_matrix_without_a_source_document_is_named_without_one(tmp_path):
    matrix = make_matrix(make_recommendation("ap-1a", "one-i"))
    (tmp_path / "matrix.yaml").write_bytes(dump_matrix(matrix))
    run = drafter_here("draft", "--matrix", tmp_path / "matrix.yaml", "--min-regions", "1", "-o", "-")
    said = [p.text for p in WordFile(run.stdout).styled("BoxTxt")]

    assert said[0] == "Made from: A made-up matrix of recommendations."
    assert "1 candidate clause, from all 1 recommendation and from 1 of 5 regions: Asia" in said[2]
    assert "“bis”" not in said[3]
    assert said[4].startswith("What is not in it: anything that the matrix does not say")


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
    rows = [row for row in word.tables[0][1:] if len(row) > 1]
    shown = [
        (row[0][0].text, [0 if cell[0].text == "–" else int(cell[0].text) for cell in row[2:]])
        for row in rows
    ]

    assert [cell[0].text for cell in word.tables[0][0]] == ["Theme", "Clauses", *REGIONS.values()]
    assert shown == [
        # A declaration does not print the title of the first theme: that of its section stands there.
        (
            "The congresses and the Commission" if "RPMs" in heading else re.sub(r"^[IVX]+\. ", "", heading),
            expected[section, heading],
        )
        for section, heading in themes
        if (section, heading) in expected
    ]


def test_the_picture_gives_the_numbers_of_a_themes_clauses_as_fields(min_regions):
    word = WordFile(draft(min_regions))
    numbers = {p.bookmark: number for number, p in enumerate(word.styled("SingleTxt"), start=1)}
    named: list[int] = []
    for row in word.tables[0][1:]:
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
    few, lots = contents_of(composed(*many(20))), contents_of(composed(*many(200)))

    assert few.levels == 3
    assert len(few.entries) == 4 + 20 + len(["Where the clauses come from", "Actions", "Annex I"])
    assert lots.levels == 2
    assert len(lots.entries) == 40 + 3
    assert {entry.level for entry in lots.entries} == {1, 2}


# Headings


def test_titles_of_another_matrix_are_printed_as_they_stand():
    made = composed(
        make_recommendation("ap-1a", "item-3-i"), themes={"item-3-i": "Trade in goods (agenda item 3)"}
    )

    assert headings(made)[1:4] == ["Actions", "Section item-3", "Trade in goods (agenda item 3)"]


def test_sections_that_go_under_one_heading_have_it_once(form):
    rules = "headings:\n  - section: section a\n    print: Both\n  - section: SECTION B\n    print: Both\n"
    outline(form, "headings:\n", rules)
    made = composed(
        make_recommendation("ap-1a", "a-i"),
        make_recommendation("ap-2a", "b-i"),
        folder=form,
        themes={"a-i": "One", "b-i": "One"},
    )

    assert headings(made)[1:4] == ["Actions", "Both", "One"]


def test_no_heading_is_printed_where_the_form_wants_none(form):
    outline(form, "headings:\n", "headings:\n  - theme: one\n    print: none\n")
    made = composed(
        make_recommendation("ap-1a", "a-i"),
        make_recommendation("ap-2a", "a-ii"),
        folder=form,
        themes={"a-i": "One", "a-ii": "Two"},
    )

    assert headings(made)[1:4] == ["Actions", "Section a", "Two"]


def test_no_roman_numeral_and_no_agenda_item_is_printed_as_a_heading(min_regions):
    for heading in WordFile(draft(min_regions)).styled("H23", "H4"):
        assert not re.match(r"[IVX]+\. ", heading.text)
        assert not re.search(r"agenda item|workshop \d|RPM|Main theme", heading.text)


def test_faults_of_the_new_parts_of_an_outline_come_all_at_once(form):
    outline(form, "landscape: yes", "landscape: perhaps")
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

    assert (
        word.styled("SubTitleTxt", "BoxHead", "BoxTxt", "TOCHeading", "TOC1", "TOC2", "TOC3", "Caption") == []
    )
    assert [p.style for p in word.paragraphs[:2]] == ["HCh", "PlainTxt"]
    assert word.body.find(w("tbl")) is None
    assert len(list(word.body.iter(w("sectPr")))) == 1
    assert not [mark for mark in word.body.iter(w("bookmarkStart")) if mark.get(w("name")).startswith("_Toc")]


def test_markdown_has_the_box_the_contents_and_the_picture():
    run = drafter_here("draft", "--min-regions", "5", "--format", "markdown", "-o", "-")
    text = run.stdout.decode()

    assert "## How this draft was made\n" in text
    assert "**Criteria:** recommendations that are shared by at least 5 regions." in text
    assert "- Actions, clause 1\n  - International cooperation, clause 1\n" in text
    assert (
        "| International cooperation and capacity building for efficient international cooperation | 1 | 1 |"
        in text
    )


# Annex I


def test_the_box_says_whose_judgement_it_is_that_regions_say_the_same():
    says = "Which recommendations say the same is a judgement made for this compilation"
    alone = drafter_here(
        "draft", "--text", "Map existing needs", "--min-regions", "1", "-o", "-", "--format", "docx"
    )

    assert says in " ".join(p.text for p in WordFile(draft(4)).styled("BoxTxt"))
    assert says not in " ".join(p.text for p in WordFile(alone.stdout).styled("BoxTxt"))


def test_the_first_annex_says_of_each_shared_clause_who_contributed_and_how_the_texts_were_put_together(
    min_regions,
):
    word = WordFile(draft(min_regions))
    said = {}
    for row in word.annex_rows("I"):
        if len(row) == 1:
            ((instruction, _),) = row[0][0].fields
            said[instruction.split()[1]] = [paragraph.text for paragraph in row[0]]
    for clause, sources in expected_clauses(min_regions).items():
        heading, *lines = said["clause_" + clause.replace("-", "_")]
        assert re.match(r"Clause (G\.)?\d+\. \w", heading)
        if len(sources) > 1:
            assert all(REGIONS[one.split("-")[0]] in lines[0] for one in sources)
            wordings = len(word.clauses["clause_" + clause.replace("-", "_")])
            assert lines[1].startswith(
                "One wording:" if wordings == 1 else f"{wordings} wordings, printed one below"
            )
            assert lines[1].endswith("They were judged to say the same.")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Alternatives.INLINE, "printed as one text with what differs in brackets"),
        (Alternatives.LEAD, "of which the clause has the first; the others stand only here"),
    ],
)
def test_the_first_annex_says_so_too_where_wordings_are_printed_in_another_way(way, words):
    run = drafter_here("draft", "--min-regions", "2", "--alternatives", way, "-o", "-")
    said = [p.text for row in WordFile(run.stdout).annex_rows("I") if len(row) == 1 for p in row[0]]

    assert any(words in line for line in said)
