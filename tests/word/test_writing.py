"""The content of the Word file of a draft."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from small_draft import (
    ADDIS,
    BANGKOK,
    BEIRUT,
    LEGAL_AID,
    TEMPLATE,
    W,
    clause,
    line,
    paragraphs,
    parts_of,
    shown,
    small_draft,
    structural_faults,
    tree,
    with_blocks,
    written,
)

from drafter.draft.model import Contents, ContentsEntry, Paragraph, Reference, Role, Stretch, Table
from drafter.problems import DrafterError
from drafter.word.markup import Place, bookmarks
from drafter.word.writer import write_word

GOLDEN = Path(__file__).parent / "golden"
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(small_draft())


def pretty(element: etree._Element) -> str:
    """Return markup with a line per element, without namespaces."""
    etree.indent(element)
    text = etree.tostring(element, encoding="unicode").replace(' xml:space="preserve"', "")
    return re.sub(r' xmlns:\w+="[^"]*"', "", text).replace("w:", "")


def test_a_clause_looks_in_the_file_as_this_golden_file_says():
    body = tree(written(with_blocks(LEGAL_AID)))[0]

    assert (
        "\n".join(pretty(p) for p in body.findall(f"{W}p"))
        == (GOLDEN / "clause.xml").read_text("utf-8").strip()
    )


def test_each_block_has_the_style_of_its_role_and_its_words(content):
    assert paragraphs(content) == [
        ("HCh", "Compilation of candidate paragraphs"),
        ("BoxTxt", "How to read this. Each paragraph has a footnote."),
        ("TOCHeading", "Contents"),
        ("TOC1", "Actions\tparagraphs 1–3"),
        ("TOC1", "Annex"),
        ("PlainTxt", "Recalling [earlier resolutions],"),
        ("H1", "Actions"),
        ("SingleTxt", "Ensure access to legal aid[1] for all;[2], [3] (Africa)"),
        ("AltTxt", "1 bis.\tWiden access to <legal> aid;[4]"),
        ("SingleTxt", "We endeavour:"),
        ("LetteredTxt", "To strengthen juries;[5]"),
        ("LetteredTxt", "To open courts.[6]"),
        ("SingleTxt", "Build prisons.[7]"),
        ("AltTxt", "3 alt.\tBuild no prisons."),
        ("GuidanceTxt", "Name the declaration.[8]"),
        ("H1", "Annex"),
        ("TableHead", "Paragraph"),
        ("TableHead", "Source"),
        ("TableHead", "Paragraph 1. Legal aid"),
        ("TableText", "Shared by three regions."),
        ("TableText", "1 bis"),
        ("TableText", "para. 44 (g)"),
        ("TableText", "Widen access."),
        ("TableText", "2 (b)"),
        ("TableText", ""),
        ("TableText", "3 alt"),
        ("TableText", "“Build”"),
    ]


def test_a_draft_with_fixed_numbers_has_them_typed():
    found = [text for style, text in paragraphs(written(small_draft(fixed=True))) if style.endswith("AltTxt")]

    assert [text.partition("\t")[0] for text in found] == [
        "1.",
        "1 bis.",
        "2.",
        "(a)",
        "(b)",
        "3.",
        "3 alt.",
        "G.1.",
    ]


def test_a_number_that_word_would_not_count_to_is_typed_and_those_behind_it_are_counted_again():
    blocks = [clause(f"c-{label}", line(label, "Words.")) for label in ("1", "2", "2 bis", "3", "7", "4")]
    found = paragraphs(written(with_blocks(*blocks)))

    assert found == [
        ("SingleTxt", "Words."),
        ("SingleTxt", "Words."),
        ("AltTxt", "2 bis.\tWords."),
        ("SingleTxt", "Words."),
        ("AltTxt", "7.\tWords."),
        ("SingleTxt", "Words."),
    ]


def test_a_reference_follows_the_number_that_it_names(content):
    fields = [(field.get(f"{W}instr"), shown(field)) for field in tree(content).iter(f"{W}fldSimple")]

    assert fields == [
        (" REF c_legal_aid \\n \\h ", "1"),
        (" REF c_prisons \\n \\h ", "3"),
        (" REF c_legal_aid \\n \\h ", "1"),
        (" REF c_legal_aid \\n \\h ", "1"),
        (" REF b_chapeau \\n \\h ", "2"),  # Word's number in full would be "2.(b)"
        (" REF c_courts \\n \\h ", "(b)"),
        (" REF c_prisons \\n \\h ", "3"),
    ]


def test_a_reference_to_a_typed_number_shows_the_words_of_its_bookmark():
    table = Table("t", ("No.",), (1,), (((Reference("nine", "9"),),), ((Reference("gone", "4"),),)))
    body = tree(written(with_blocks(clause("nine", line("9", "Words.")), table)))

    (field,) = body.iter(f"{W}fldSimple")
    (mark,) = (m for m in body.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == "n_nine")
    assert (field.get(f"{W}instr"), shown(field)) == (" REF n_nine \\h ", "9")
    assert shown(mark.getnext()) == "9"
    assert ("TableText", "4") in paragraphs(written(with_blocks(table)))


def test_placeholders_are_shaded_and_brackets_in_clauses_are_not():
    words = "Recall [the resolution] and [the report],"
    named = clause("d", line("2", "We request [to be named] to report [soon];"))
    content = written(with_blocks(Paragraph("p", Role.TEXT, words), clause("c", line("1", words)), named))
    styled = [shown(s.getparent().getparent()) for s in tree(content).iter(f"{W}rStyle")]

    assert styled == ["[the resolution]", "[the report]", "[to be named]"]


def test_a_line_break_stays_in_its_paragraph_and_is_indented():
    content = written(with_blocks(clause("c", line("1", "To act:\n(i) here;\n(ii) there."))))

    assert paragraphs(content) == [("SingleTxt", "To act:\n\t(i) here;\n\t(ii) there.")]


def test_words_that_end_in_a_colon_stay_with_what_follows():
    hinge, end = (Paragraph("p", Role.TEXT, words) for words in ("We act as follows:", "Done in Kyoto."))
    content = written(with_blocks(hinge, clause("c", line("1", "Act;")), end))
    kept = [shown(mark.getparent().getparent()) for mark in tree(content).iter(f"{W}keepNext")]

    assert kept == ["We act as follows:"]


def test_a_page_break_is_a_property_of_the_paragraph_behind_it(content):
    breaks = [shown(b.getparent().getparent()) for b in tree(content).iter(f"{W}pageBreakBefore")]

    assert breaks == ["Actions", "Annex"]


def test_the_head_row_repeats_and_a_group_heading_spans_the_table(content):
    head, group, *_ = tree(content).iter(f"{W}tr")

    assert [
        shown(row) for row in tree(content).iter(f"{W}tr") if row.find(f".//{W}tblHeader") is not None
    ] == [shown(head)]
    assert [span.get(f"{W}val") for span in group.iter(f"{W}gridSpan")] == ["2"]


def test_the_contents_are_a_field_whose_entries_lead_to_the_headings(content):
    body = tree(content)
    instructions = [found.text for found in body.iter(f"{W}instrText")]
    anchors = [found.get(f"{W}anchor") for found in body.iter(f"{W}hyperlink")]

    assert instructions == [' TOC \\o "1-3" \\h \\z \\u ']
    assert anchors == ["b_actions", "b_annex"]


def test_a_chapeau_in_the_contents_has_the_outline_level_by_which_word_updates_them():
    chapeau = Paragraph("chapeau", Role.CHAPEAU, "We endeavour:", label="1", entry=1)
    contents = Contents((ContentsEntry(1, 2, "We endeavour:", "paragraph 1"),), 2)
    (level,) = tree(written(with_blocks(contents, chapeau))).iter(f"{W}outlineLvl")

    assert level.get(f"{W}val") == "1"


# Footnotes and comments


def test_footnotes_are_numbered_as_their_marks_and_say_what_the_draft_says(content):
    notes = {note.get(f"{W}id"): shown(note).strip() for note in tree(content, "word/footnotes.xml")}
    texts = [note.text for note in (BEIRUT, BANGKOK, ADDIS, BANGKOK, ADDIS, BEIRUT, BEIRUT, ADDIS)]

    assert notes == {"-1": "", "0": "", **{str(n): text for n, text in enumerate(texts, start=1)}}
    assert not list(structural_faults(content))


def test_marks_without_words_between_them_have_a_comma():
    stretches = (Stretch("Words", (BEIRUT,)), Stretch("", (ADDIS,)), Stretch(";", (BANGKOK,)))
    content = written(with_blocks(clause("c", replace(line("1", ""), stretches=stretches))))

    assert paragraphs(content) == [("SingleTxt", "Words[1], [2];[3]")]


def test_more_footnotes_than_word_can_number_are_one_clear_error():
    many = line("1", "Words.", *[BEIRUT] * 32_768)

    with pytest.raises(DrafterError, match="32,768 footnotes; Word allows no more than 32,767"):
        written(with_blocks(clause("c", many)))


def test_python_docx_reads_the_comments_with_the_words_that_they_are_about(content, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(content)
    comments = [(comment.author, comment.text, comment.timestamp) for comment in Document(str(path)).comments]
    (first,) = (p for p in tree(content).iter(f"{W}p") if "for all" in shown(p))
    is_inside = "[preceding::w:commentRangeStart[@w:id='0']][following::w:commentRangeEnd[@w:id='0']]"
    inner = first.xpath(f".//w:t{is_inside}", namespaces={"w": W[1:-1]})

    assert comments == [("drafter", "“All” or “everyone”?", None), ("drafter", "Three sources say so.", None)]
    assert [text.text for text in inner] == ["for all"]


def test_comments_have_the_date_that_is_given_and_without_remarks_there_are_none():
    dated = write_word(small_draft(), TEMPLATE, version="1", when=WHEN)
    dates = {comment.get(f"{W}date") for comment in tree(dated, "word/comments.xml")}

    assert dates == {"2026-03-02T09:30:00Z"}
    assert "word/comments.xml" not in parts_of(written(with_blocks(clause("c", line("1", "Words.")))))


# Bookmarks


def test_every_printed_block_has_a_bookmark_that_leads_back_to_it():
    draft = small_draft()
    found = bookmarks(draft)
    names = [mark.get(f"{W}name") for mark in tree(written(draft)).iter(f"{W}bookmarkStart")]

    assert names == list(found)
    assert found["c_legal_aid"] == Place(draft.blocks.index(LEGAL_AID))
    assert found["c_legal_aid_w2"] == Place(draft.blocks.index(LEGAL_AID), 1)
    assert draft.blocks[found["b_actions"].block] == Paragraph("actions", Role.HEADING_1, "Actions", entry=1)


ids = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=80)


@settings(max_examples=50, deadline=None)
@given(st.lists(ids, max_size=6))
@example(["Legal-aid", "legal aid", "legal_aid", "legal_aid"])
def test_names_of_bookmarks_are_legal_and_no_two_are_the_same_whatever_the_ids(names):
    blocks = [clause(name, line("1", "Words."), line("1 bis", "Others.")) for name in names]
    draft = with_blocks(*blocks, *(Paragraph(name, Role.TEXT, "Words.") for name in names))

    assert not list(structural_faults(written(draft)))
    assert len(bookmarks(draft)) == 3 * len(names)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40))
@settings(max_examples=50, deadline=None)
def test_any_words_come_out_as_they_went_in(words):
    content = written(with_blocks(Paragraph("p", Role.TEXT, words), clause("c", line("1", words, BEIRUT))))

    assert [text for _, text in paragraphs(content)] == [words, f"{words}[1]"]


# Properties


def test_the_file_says_what_it_is_and_not_who_made_the_template(content):
    core = tree(write_word(small_draft(), TEMPLATE, version="1", when=WHEN), "docProps/core.xml")
    properties = {etree.QName(child).localname: child.text for child in core}

    assert properties == {
        "title": "Compilation",
        "subject": "Candidates",
        "language": "en-GB",
        "creator": "drafter",
        "lastModifiedBy": "drafter",
        "revision": "1",
        "created": "2026-03-02T09:30:00Z",
        "modified": "2026-03-02T09:30:00Z",
    }
    assert shown(tree(content, "word/header1.xml")) == "Compilation, version 2"
    assert json.loads(tree(content, "customXml/item1.xml").text or "")["schema_version"]
