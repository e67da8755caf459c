"""The Word draft of Annex B: what stands in it, against the source document and the rules."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess

import pytest
from golden_clauses import PUT
from lxml import etree
from word_reading import (
    CONFIRMED_SYMBOL,
    ORDINALS,
    REGIONS,
    Paragraph,
    WordFile,
    annex_b,
    as_declared,
    cited,
    concordance,
    draft,
    expected_clauses,
    in_matrix_order,
    letters,
    noted_paragraphs,
    squeezed,
    title_of,
    w,
)

from drafter.draft.formats import load_draft
from tools import KYOTO_2021, LONGEST_RUN, drafter, tool

PLACES = {
    "Asia and the Pacific": "Bangkok",
    "Western Asia": "Beirut",
    "Africa": "Addis Ababa",
    "Europe": "Vienna",
}


@pytest.fixture(scope="module", params=[1, 2, 3, 4, 5], ids="min-regions {}".format)
def min_regions(request):
    return request.param


@pytest.fixture(scope="module")
def word(min_regions):
    return WordFile(draft(min_regions))


@pytest.fixture(scope="module")
def whole():
    """The draft of everything."""
    return WordFile(draft(1))


def bookmark_of(clause_id: str) -> str:
    return "clause_" + clause_id.replace("-", "_")


def unbracketed(paragraph: Paragraph) -> str:
    """A wording as it stands in a clause: no number, no brackets."""
    return paragraph.text.rpartition("\t")[2].removeprefix("[").removesuffix("]")


# The clauses


def test_every_clause_that_so_many_regions_share_stands_once_under_a_bookmark_of_its_id(word, min_regions):
    names = [mark.get(w("name")) for mark in word.body.iter(w("bookmarkStart"))]
    names = [name for name in names if not name.startswith("_Toc")]

    assert sorted(names) == sorted(map(bookmark_of, expected_clauses(min_regions)))


def test_a_bookmark_begins_and_ends_around_the_words_of_its_clause(word):
    for paragraph in word.body.findall(w("p")):
        start = paragraph.find(w("bookmarkStart"))
        if start is not None:
            inside = list(start.itersiblings())
            end = next(place for place, element in enumerate(inside) if element.tag == w("bookmarkEnd"))
            assert inside[end].get(w("id")) == start.get(w("id"))
            said = "".join(text for run in inside[:end] for text in run.itertext())
            whole_text = "".join(text.text or "" for text in paragraph.iter(w("t")))
            assert said
            assert whole_text.startswith(said)


def test_every_source_of_a_clause_has_a_footnote_of_its_own(word, min_regions):
    found = {
        name: sorted(source for wording in wordings for source in word.sources_of(wording))
        for name, wordings in word.clauses.items()
    }

    expected = {
        bookmark_of(clause): sorted(sources) for clause, sources in expected_clauses(min_regions).items()
    }
    assert found == expected


def test_the_lead_comes_first_and_the_other_wordings_follow_in_the_order_of_the_columns(word, min_regions):
    for clause, sources in expected_clauses(min_regions).items():
        by_wording = [word.sources_of(wording) for wording in word.clauses[bookmark_of(clause)]]
        lead = concordance().get(clause, {}).get("lead", sources[0])

        assert lead in by_wording[0]
        assert all(group == in_matrix_order(group) for group in by_wording)
        following = [group[0] for group in by_wording[1:]]
        assert following == in_matrix_order(following)


def test_each_footnote_cites_the_paragraph_whose_words_stand_before_it(word):
    for wordings in word.clauses.values():
        for wording in wordings:
            said = unbracketed(wording)
            for source in word.sources_of(wording):
                text = annex_b().sources[source].text
                if wordings[0].style != "GuidanceTxt":
                    text = as_declared(text)
                # "We" may be put before the verb, and later sentences set aside or joined by "and".
                begins = said.removeprefix("We ").removeprefix("request [to be named] to ")
                assert letters(begins)[:40] == letters(text)[:40], source
                words = set(re.findall(r"\w+", text.casefold()))
                allowed = words | {"we", "and", "to"} | PUT.get(source, set())
                assert set(re.findall(r"\w+", said.casefold())) <= allowed, source


def test_a_clause_ends_in_a_semicolon_and_the_last_in_a_full_stop(word):
    clauses: list[list[Paragraph]] = []
    for paragraph in word.styled("SingleTxt", "AltTxt", "GuidanceTxt"):
        if paragraph.style == "GuidanceTxt":
            break
        if paragraph.style == "SingleTxt":
            clauses.append([])
        clauses[-1].append(paragraph)

    assert clauses
    for wordings in clauses[:-1]:
        assert {unbracketed(wording)[-1] for wording in wordings} == {";"}
    assert {unbracketed(wording)[-1] for wording in clauses[-1]} == {"."}
    assert not [p.text for several in clauses for p in several if re.search(r"[.;,]\W*[.;]\W*$", p.text)]


def test_several_wordings_stand_in_square_brackets_and_a_single_one_does_not(word):
    for wordings in word.clauses.values():
        if wordings[0].style == "SingleTxt":
            is_open = len(wordings) > 1
            for wording in wordings:
                said = wording.text.rpartition("\t")[2]
                assert (said[0] == "[", said[-1] == "]") == (is_open, is_open)


def test_the_clauses_under_the_actions_ask_nobody_else_and_do_not_narrate(whole):
    part, texts = "", []
    for paragraph in whole.paragraphs:
        if paragraph.style == "H1":
            part = paragraph.text
        elif paragraph.style == "SingleTxt" and part == "Actions":
            texts.append(paragraph.text.removeprefix("["))

    assert len(texts) > 100
    asked = re.compile(r"(Request|Call on|Call upon|Invite) ")
    assert [text for text in texts if asked.match(text)] == []
    narrated = re.compile(r"It was noted that|One representative|The Meeting|was recommended by the Meeting")
    assert [text for text in texts if narrated.search(text)] == []


def test_advice_on_the_declaration_itself_stands_verbatim_on_a_page_of_its_own(whole):
    place = next(
        place
        for place, paragraph in enumerate(whole.paragraphs)
        if paragraph.text == "Guidance from the regions to the drafters"
    )
    assert whole.paragraphs[place].style == "H1"
    assert whole.paragraphs[place].new_page

    after = [p for p in whole.paragraphs[place:] if p.style in ("GuidanceTxt", "AltTxt")]
    assert len(after) == len(whole.styled("GuidanceTxt")) + sum(
        len(wordings) - 1 for wordings in whole.clauses.values() if wordings[0].style == "GuidanceTxt"
    )
    for paragraph in after:
        for source in whole.sources_of(paragraph):
            assert paragraph.text.rpartition("\t")[2] == annex_b().sources[source].text

    # "The Fourteenth Congress should focus on …": about the Congress, so no clause (issue 2, section 4).
    assert whole.clauses[bookmark_of("focus-on-most-urgent-threats")][0].style == "GuidanceTxt"
    assert whole.clauses[bookmark_of("strong-political-message")][0].style == "GuidanceTxt"


# The footnotes


def test_a_footnote_cites_the_report_by_its_symbol_where_confirmed_and_else_in_words(word):
    assert word.notes
    for note in word.notes.values():
        region = REGIONS[cited(note).split("-")[0]]
        report = f"Report of the regional preparatory meeting for {region}"
        where = f" ({CONFIRMED_SYMBOL})" if region not in PLACES else f", {PLACES[region]}"
        assert re.fullmatch(re.escape(report + where) + r", para\. \d+ \([a-z]\)\.", note)


def test_footnote_ids_run_from_one_in_the_order_of_the_text_each_with_one_note(word):
    marks = [int(mark.get(w("id"))) for mark in word.body.iter(w("footnoteReference"))]

    assert marks == list(range(1, len(marks) + 1))
    assert list(word.notes) == marks


def test_each_note_opens_with_its_mark_in_the_styles_for_footnotes(word):
    for note in word.xml("word/footnotes.xml"):
        if note.get(w("type")) is None:
            assert [style.get(w("val")) for style in note.iter(w("pStyle"))] == ["FootnoteText"]
            first = note.find(f"{w('p')}/{w('r')}")
            assert first.find(w("footnoteRef")) is not None
            assert first.find(f"{w('rPr')}/{w('rStyle')}").get(w("val")) == "FootnoteReference"


def test_the_separators_are_listed_in_the_settings_and_have_no_marks(word):
    separators = {
        note.get(w("id")): note for note in word.xml("word/footnotes.xml") if note.get(w("type")) is not None
    }
    assert {note.get(w("type")) for note in separators.values()} == {"separator", "continuationSeparator"}
    assert not [note for note in separators.values() if note.find(f".//{w('footnoteRef')}") is not None]

    listed = word.xml("word/settings.xml").find(w("footnotePr")).findall(w("footnote"))
    assert [note.get(w("id")) for note in listed] == list(separators)


def test_the_marks_follow_the_closing_punctuation_and_nothing_follows_the_marks(word):
    for wordings in word.clauses.values():
        for wording in wordings:
            assert wording.marks
            if wordings[0].style != "GuidanceTxt":
                assert wording.text.rstrip("]")[-1] in ".;"
            assert wording.text == wording.text.rstrip()
            assert wording.between == ", " * (len(wording.marks) - 1)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    """A matrix in which two regions and two paragraphs of one of them say the same in the same words."""
    folder = tmp_path_factory.mktemp("made-up")
    (folder / "matrix.txt").write_text(
        "A matrix\n\nNorth\tSouth\nSafety\t\nCrime\t\n"
        '(b) Prevent crime <at night> & "by day". [Report, para. 2b]\t'
        '(c) Prevent crime <at night> & "by day" [Report, para. 3c]\n'
        '(a) Prevent crime <at night>, & "by day". [Report, para. 2a]\t\n',
        encoding="utf-8",
    )
    (folder / "about.yaml").write_text(
        "name: made-up\nregions:\n- {key: n, name: North}\n- {key: s, name: South}\n", encoding="utf-8"
    )
    (folder / "concordance.yaml").write_text("- id: crime\n  members: [s-3c, n-2b, n-2a]\n", encoding="utf-8")
    run = drafter("draft", "--matrix", folder / "matrix.txt", "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


def test_the_same_words_of_several_sources_stand_once_with_a_footnote_for_each(made_up):
    (clause,) = made_up.styled("SingleTxt", "AltTxt")

    assert clause.text == 'Prevent crime <at night> & "by day".', "the wording closest to the others"
    assert [made_up.notes[mark] for mark in clause.marks] == [
        "Report of North, para. 2 (a).",
        "Report of North, para. 2 (b).",
        "Report of South, para. 3 (c).",
    ]


def test_adjacent_marks_are_parted_by_a_superscript_comma(made_up):
    (paragraph,) = [
        p for p in made_up.body.findall(w("p")) if p.find(f".//{w('footnoteReference')}") is not None
    ]
    marks = paragraph.findall(w("r"))[-5:]

    assert [run[-1].tag for run in marks] == [
        w(name) for name in ("footnoteReference", "t", "footnoteReference", "t", "footnoteReference")
    ]
    assert [run[-1].text for run in marks[1::2]] == [", ", ", "]
    assert [style.get(w("val")) for run in marks for style in run.iter(w("rStyle"))] == [
        "FootnoteReference"
    ] * 5
    style = made_up.xml("word/styles.xml").find(f"{w('style')}[@{w('styleId')}='FootnoteReference']")
    assert style.find(f".//{w('vertAlign')}").get(w("val")) == "superscript"


# The numbers


def test_the_numbers_are_words_own_straight_through_and_none_is_typed(word):
    styles, numbering = word.xml("word/styles.xml"), word.xml("word/numbering.xml")
    for style_id, pattern in (("SingleTxt", "%1."), ("GuidanceTxt", "G.%1.")):
        style = styles.find(f"{w('style')}[@{w('styleId')}='{style_id}']")
        num_id = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val"))
        num = numbering.find(f"{w('num')}[@{w('numId')}='{num_id}']")
        assert num.find(w("lvlOverride")) is None
        abstract = num.find(w("abstractNumId")).get(w("val"))
        level = numbering.find(f"{w('abstractNum')}[@{w('abstractNumId')}='{abstract}']/{w('lvl')}")
        assert level.find(w("lvlText")).get(w("val")) == pattern
        assert level.find(w("pStyle")).get(w("val")) == style_id
        assert level.find(w("numFmt")).get(w("val")) == "decimal"
    assert word.body.find(f".//{w('numPr')}") is None
    typed = [p.text for p in word.styled("SingleTxt", "GuidanceTxt") if re.match(r"\W*\d", p.text)]
    assert typed == []


def numbers(word: WordFile) -> dict[str, str]:
    """The number that Word gives each clause, by bookmark."""
    return {
        paragraph.bookmark: form.format(number)
        for style, form in (("SingleTxt", "{}"), ("GuidanceTxt", "G.{}"))
        for number, paragraph in enumerate(word.styled(style), start=1)
    }


def test_other_wordings_are_called_bis_and_ter_after_a_field_that_shows_the_clauses_number(word):
    for name, wordings in word.clauses.items():
        number = numbers(word)[name]
        for wording, ordinal in zip(wordings[1:], ORDINALS, strict=False):
            ((instruction, shown),) = wording.fields
            assert instruction.split() == ["REF", name, r"\n", r"\h"]
            assert shown == number
            assert wording.text.startswith(f"{number} {ordinal}.\t")


# The headings and the parts

# What the form prints over each section, whose own titles speak of the Congress and of its agenda.
SECTIONS = {
    "General issues": "The congresses and the Commission",
    "Main theme of the Congress: “Advancing crime prevention, criminal justice and the rule of law: towards "
    "the achievement of the 2030 Agenda.”": "Crime prevention, criminal justice and the rule of law for "
    "sustainable development",
    "Comprehensive strategies for crime prevention towards social and economic development": (
        "Crime prevention"
    ),
    "Integrated approaches to challenges facing the criminal justice system": "The criminal justice system",
    "Multidimensional approaches by Governments to promoting the rule of law by, inter alia, providing "
    "access to justice for all; building effective, accountable, impartial and inclusive institutions; and "
    "considering social, educational and other relevant measures, including fostering a culture of "
    "lawfulness while respecting cultural identities, in line with the Doha Declaration": "The rule of law",
    "International cooperation and technical assistance to prevent and address all forms of crime: (a) "
    "terrorism in all its forms and manifestations; and (b) new and emerging forms of crime": (
        "International cooperation"
    ),
}


def test_clauses_stand_under_the_matrixs_headings_in_the_matrixs_order(word, min_regions):
    themes = list(annex_b().themes)
    sources = expected_clauses(min_regions)
    ids = {bookmark_of(clause): clause for clause in sources}
    part = section = theme = ""
    seen = []
    for paragraph in word.paragraphs:
        if paragraph.style == "H1":
            part, section, theme = paragraph.text, "", ""
        elif paragraph.style == "H23":
            section, theme = paragraph.text, ""
        elif paragraph.style == "H4":
            theme = paragraph.text
        elif paragraph.style == "SingleTxt" and part == "Actions":
            placed = [
                under
                for source in sources[ids[paragraph.bookmark]]
                for under, _ in annex_b().sources[source].placements
            ]
            # Most of its sources stand under it; of several such themes, the first.
            first = max(placed, key=lambda under: (placed.count(under), -themes.index(under)))
            own = "" if first[0] == "General issues" else title_of(first[1])
            assert (section, theme) == (SECTIONS[first[0].partition(" (agenda")[0]], own)
            seen.append(themes.index(first))

    assert seen == sorted(seen)
    assert seen
    headings = [p.text for p in word.styled("H23")]
    assert headings == [heading for heading in SECTIONS.values() if heading in headings]


def test_the_title_says_what_the_draft_was_made_from_and_by_which_criteria(word, min_regions):
    (title,) = word.styled("HCh")
    below = "\n".join(p.text for p in word.styled("BoxTxt"))

    assert word.paragraphs[0] is title
    assert title.text == "Compilation of candidate clauses"
    assert "matrix containing the recommendations" in below
    criteria = "all recommendations" if min_regions == 1 else f"shared by at least {min_regions} regions"
    assert criteria in below


def test_the_preamble_and_the_hinge_come_before_the_actions_with_placeholders_to_fill_in(word):
    texts = [p.text for p in word.paragraphs]
    opening = texts.index(
        "We, Heads of State and Government, Ministers and Representatives of Member States,"
    )
    declare = texts.index("Declare the following:")
    hinge = texts.index("We therefore endeavour to take the following actions:")
    first = next(place for place, p in enumerate(word.paragraphs) if p.style == "SingleTxt")

    assert opening < declare < first
    assert declare < hinge
    assert all(text.endswith(",") for text in texts[opening:declare])
    placeholders = [
        "".join(run.itertext())
        for run in word.body.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('rStyle')}[@{w('val')}='Placeholder']") is not None
    ]
    assert placeholders == re.findall(r"\[[^\]]+\]", "\n".join(texts[opening:declare]))
    assert len(placeholders) >= 3


def test_headings_have_the_house_styles_with_outline_levels(word):
    styles = word.xml("word/styles.xml")
    for level, style_id in enumerate(("H1", "H23", "H4")):
        style = styles.find(f"{w('style')}[@{w('styleId')}='{style_id}']")
        assert style.find(f".//{w('outlineLvl')}").get(w("val")) == str(level)
    assert word.styled("H1")
    assert word.styled("H23")
    assert word.styled("H4")


# The annexes


def rows_by_source(
    table: list[list[list[Paragraph]]], region: int
) -> list[tuple[str, list[list[Paragraph]]]]:
    """The rows of an annex, each with the id that its columns for region and paragraph give."""
    found = []
    for row in table:
        name, paragraph = row[region][0].text, row[region + 1][0].text
        key = next(key for key, known in REGIONS.items() if known == name)
        number = re.fullmatch(r"para\. (\d+) \(([a-z])\)", paragraph)
        assert number, paragraph
        found.append((f"{key}-{number[1]}{number[2]}", row))
    return found


def annexes(word: WordFile) -> tuple[list, list]:
    """The rows of the concordance annex and of the recommendations not used."""
    return rows_by_source(word.annex("I"), 1), rows_by_source(word.annex("II"), 0)


def test_every_recommendation_stands_in_one_of_the_two_annexes_once(word, min_regions):
    used, not_used = annexes(word)
    expected = [source for sources in expected_clauses(min_regions).values() for source in sources]

    assert sorted(source for source, _ in used) == sorted(expected)
    assert sorted(source for source, _ in used + not_used) == sorted(annex_b().sources)
    assert len(used + not_used) == 249


def test_the_annexes_give_each_sources_text_verbatim(word):
    used, not_used = annexes(word)
    for column, rows in ((3, used), (2, not_used)):
        for source, row in rows:
            first, *others = (paragraph.text for paragraph in row[column])
            texts = annex_b().sources[source].texts
            assert squeezed(first) == texts[0]
            others = [other for other in others if not other.startswith("In the matrix:")]
            assert len(others) == len(texts) - 1
            assert all(squeezed(other).endswith(text) for other, text in zip(others, texts[1:], strict=True))


def test_the_concordance_annex_names_the_clauses_number_by_a_field(word):
    used, _ = annexes(word)
    by_source = {
        source: (name, wording)
        for name, wordings in word.clauses.items()
        for wording in wordings
        for source in word.sources_of(wording)
    }
    for source, row in used:
        name, wording = by_source[source]
        ((instruction, shown),) = row[0][0].fields
        assert instruction.split()[:2] == ["REF", name]
        place = word.clauses[name].index(wording)
        assert shown == numbers(word)[name]
        assert row[0][0].text == shown + ["", " bis", " ter", " quater", " quinquies", " sexies"][place]


def test_the_annex_names_the_other_themes_of_a_clause_that_stands_once_under_the_first(whole):
    used, _ = annexes(whole)
    remarks = {source: " ".join(p.text for p in row[4]) for source, row in used}
    shared = {one for sources in expected_clauses(2).values() for one in sources}
    alone_under_many = [
        source
        for source, item in annex_b().sources.items()
        if source not in shared and len(item.placements) > 1
    ]

    assert len(alone_under_many) > 5
    for source in alone_under_many:
        for (_, theme), _text in annex_b().sources[source].placements[1:]:
            assert title_of(theme) in remarks[source]


def test_the_annex_says_how_a_clause_differs_from_its_source_or_that_it_does_not(whole):
    used, _ = annexes(whole)
    by_source = {
        source: unbracketed(wording)
        for wordings in whole.clauses.values()
        for wording in wordings
        for source in whole.sources_of(wording)
    }
    for source, row in used:
        assert row[4]
        remarks = " ".join(
            paragraph.text
            for paragraph in row[4]
            if not paragraph.text.startswith(("Note on", "Also under:", "Under:"))
        )
        is_changed = by_source[source] != squeezed(row[3][0].text)
        assert is_changed == bool(
            re.search(r"replaced|added|put before|set aside|joined|as the row above", remarks)
        )


def test_each_recommendation_not_used_has_its_reason(min_regions, word):
    _, not_used = annexes(word)
    shared = {source: clause for clause, sources in expected_clauses(1).items() for source in sources}
    assert bool(not_used) == (min_regions > 1)
    for source, row in not_used:
        count = len({one.split("-")[0] for one in expected_clauses(1)[shared[source]]})
        reason, *same = row[3]
        assert bool(same) == (count > 1)
        assert re.search(rf"\b{count} region", reason.text)
        assert re.search(rf"\b{min_regions} were asked for", reason.text)


def test_the_first_row_of_every_table_repeats_and_every_cell_ends_in_a_paragraph(word):
    tables = word.body.findall(w("tbl"))
    assert tables
    for table in tables:
        heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in table.findall(w("tr"))]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(cell[-1].tag == w("p") for cell in table.iter(w("tc")))
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        for row in table.findall(w("tr")):
            cells = row.findall(w("tc"))
            spans = [cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in cells]
            assert sum(1 if span is None else int(span.get(w("val"))) for span in spans) == columns
            assert len(cells) in (1, columns)


# The file


def test_title_subject_and_language_are_set(word):
    core = word.xml("docProps/core.xml")
    said = {etree.QName(element).localname: element.text for element in core}
    assert said["title"] == "Compilation of candidate clauses"
    assert said["subject"]
    assert said["language"] == "en-GB"
    defaults = word.xml("word/styles.xml").find(
        f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"
    )
    assert defaults.get(w("val")) == "en-GB"


def test_the_page_is_a4_with_a_header_and_page_number_fields_in_the_footer(word):
    text, annexes_ = (section.find(w("pgSz")) for section in word.body.iter(w("sectPr")))
    assert (text.get(w("w")), text.get(w("h"))) == ("11906", "16838")
    assert (annexes_.get(w("w")), annexes_.get(w("h"))) == ("16838", "11906")
    assert annexes_.get(w("orient")) == "landscape"
    header = "".join(word.xml("word/header1.xml").itertext()).strip()
    assert header == "Draft, compilation of candidate clauses"
    footer = word.xml("word/footer1.xml")
    assert [field.text.strip() for field in footer.iter(w("instrText"))] == ["PAGE", "NUMPAGES"]
    for section in word.body.iter(w("sectPr")):
        assert {element.tag for element in section} >= {w("headerReference"), w("footerReference")}


def test_there_is_no_emblem_no_masthead_no_symbol_and_no_distribution_line(word):
    assert not [name for name in word.parts if "media" in name or "embeddings" in name]
    for name in word.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            tree = word.xml(name)
            assert not list(tree.iter(w("drawing"), w("pict"), w("object")))
            said = "".join(tree.itertext())
            assert "Distr." not in said
            if name != "word/footnotes.xml":
                assert not re.search(r"\bA/(CONF|RES)\b|\bA/\d", said), name


def test_nothing_of_a_templates_own_language_is_left(word):
    for name in word.parts:
        said = "".join(word.xml(name).itertext()) if name.endswith(".xml") else ""
        if name.startswith("customXml/"):
            said = said.replace("}", "")  # JSON, which nobody reads, ends in many
        assert not re.search(r"\{\{|\{%|\}\}|%\}|\{#|\bNone\b|\bUndefined\b", said), name


def kept(word):
    """The draft that the file keeps."""
    (part,) = [name for name in word.parts if re.fullmatch(r"customXml/item\d+\.xml", name)]
    return load_draft(word.xml(part).text)


def test_the_file_keeps_which_matrix_concordance_form_and_criteria_made_it(word, min_regions):
    draft = kept(word)
    made = draft.made_from

    def sha256(name):
        return hashlib.sha256((KYOTO_2021 / name).read_bytes()).hexdigest()

    assert made.matrix == "kyoto-2021"
    assert made.matrix_sha256 == sha256("matrix.yaml")
    assert (made.concordance, made.concordance_sha256) == ("concordance.yaml", sha256("concordance.yaml"))
    assert made.form == "kyoto"
    assert (str(min_regions) if min_regions > 1 else "all") in made.criteria
    assert {clause.id for clause in draft.printed} == set(expected_clauses(min_regions))


def test_the_file_keeps_every_recommendation_of_the_matrix_word_for_word(word):
    found = {item.id: squeezed(item.text) for item in kept(word).matrix.recommendations}

    assert found == {name: squeezed(source.text) for name, source in annex_b().sources.items()}


# Read back by another program


def test_pandoc_reads_each_clause_with_the_same_footnotes(word, min_regions, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(min_regions))
    run = subprocess.run(
        [tool("pandoc"), "-f", "docx", "-t", "json", str(path)],
        capture_output=True,
        check=True,
        timeout=LONGEST_RUN,
    )
    read = noted_paragraphs(json.loads(run.stdout))

    expected = [
        # pandoc passes over a number that is a field
        (
            letters(paragraph.text.removeprefix(number)),
            [letters(word.notes[mark]) for mark in paragraph.marks],
        )
        for paragraph in word.paragraphs
        if paragraph.marks
        for number in ["".join(shown for _, shown in paragraph.fields)]
    ]
    assert [(letters(text), list(map(letters, notes))) for text, notes in read] == expected
