"""The text that people give a clause, printed verbatim with footnotes."""

from __future__ import annotations

import pytest
from composing import clause, compose_clauses, compose_texts, texts_of

from drafter.draft.matter import Options
from drafter.matrix.criteria import Criteria
from drafter.model import Alternatives, Decision, Document, Kind, Signature
from drafter.selection.drafting import compose_criteria, open_form


def only(draft):
    (printed,) = draft.printed
    return printed


def line_of(**facts):
    (line,) = only(compose_clauses([clause("own", **facts)])).lines
    return line


def cited(line):
    """Return the stretches of a line with the sources cited after each."""
    return [(stretch.text, [note.source for note in stretch.footnotes]) for stretch in line.stretches]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "ensure [, where appropriate,] (Egypt, Japan) access",
            "ensure [, where appropriate,] (Egypt, Japan) access.",
        ),
        ("[Promote it;] (Norway: delete)", "[Promote it;] (Norway: delete)"),
        ("Promote it;", "Promote it;"),
        ("Promote it:", "Promote it:"),
        ("Promote “it”", "Promote “it”."),
        ("Promote it (all)", "Promote it (all)."),
    ],
)
def test_a_text_is_printed_verbatim_and_closed_only_where_it_is_open(text, printed):
    assert line_of(text=text).text == printed


def test_marks_place_footnotes_within_a_text_and_the_rest_are_at_its_end():
    line = line_of(text="Promote this[^lac-1a] and that", sources=("ap-1a", "lac-1a"))
    assert cited(line) == [("Promote this", ["lac-1a"]), (" and that.", ["ap-1a"])]


def test_a_mark_at_the_end_is_after_the_closing_mark():
    assert cited(line_of(text="Promote it[^ap-1a]")) == [("Promote it.", ["ap-1a"])]


def test_a_mark_can_be_twice_and_several_can_be_together():
    line = line_of(text="One[^ap-1a][^lac-1a], two[^ap-1a].", sources=("ap-1a", "lac-1a"))
    assert cited(line) == [("One", ["ap-1a", "lac-1a"]), (", two", ["ap-1a"]), (".", [])]


def test_footnotes_of_edited_words_say_cf_until_somebody_signs():
    words = {"text": "Promote something else"}
    assert line_of(**words).footnotes[0].text.startswith("Cf. the report of Asia and the Pacific, para.")
    signed = line_of(**words, supported=Signature("A. Reviewer", "2026-03-02"))
    assert signed.footnotes[0].text.startswith("Report of Asia and the Pacific, para.")


def test_words_that_a_source_has_are_no_cf():
    assert line_of(text="Promote what ap-1a asks for").footnotes[0].text.startswith("Report of")


def test_a_text_is_for_all_wordings():
    draft = compose_clauses([clause("own", text="One text", sources=("ap-1a", "lac-1a"))])
    assert texts_of(draft) == ["1. One text."]
    assert [note.source for note in only(draft).lines[0].footnotes] == ["ap-1a", "lac-1a"]


def test_edited_words_of_one_wording_are_in_its_place_and_another_can_be_left_out():
    draft = compose_clauses(
        [clause("own", sources=("ap-1a", "lac-1a"), wordings={"lac-1a": "Promote in other words"})]
    )
    assert texts_of(draft) == ["1. [Promote what ap-1a asks for.]", "1 bis. [Promote in other words.]"]
    assert [line.source for line in only(draft).lines] == ["ap-1a", "lac-1a"]
    draft = compose_clauses([clause("own", sources=("ap-1a", "lac-1a"), wordings={"lac-1a": "out"})])
    assert texts_of(draft) == ["1. Promote what ap-1a asks for."]
    assert [unused.id for unused in draft.not_used] == ["lac-1a"]


def test_a_bracketed_clause_is_in_square_brackets_and_an_open_status_is_not_printed():
    assert line_of(decision=Decision.BRACKETS).text == "[Promote what ap-1a asks for.]"
    line = line_of(status="agreed ad referendum, second reading")
    assert line.stretches[-1].text == " [Agreed ad ref., second reading]"
    assert not line.stretches[-1].is_text


def test_a_paragraph_of_peoples_own_is_under_its_own_heading():
    draft = compose_clauses(
        [clause("first"), clause("new", theme="", themes=(), heading="Water", text="Share water", sources=())]
    )
    headings = [
        block.text for block in draft.blocks if getattr(block, "role", "") in ("heading 2", "heading 3")
    ]
    assert headings[-1] == "Water"
    assert texts_of(draft)[-1] == "2. Share water."


def headings_of(*clauses):
    draft = compose_clauses(clauses)
    return [b.text for b in draft.blocks if getattr(b, "role", "") in ("heading 2", "heading 3")]


def test_an_addition_between_paragraphs_of_one_heading_does_not_repeat_it():
    facts = {"theme": "", "themes": (), "text": "Share water", "sources": ()}
    alone = headings_of(clause("first"))
    assert alone == ["Section "]
    assert headings_of(clause("first"), clause("new", **facts), clause("second")) == alone
    fixed = clause("first", number="9"), clause("second", number="10")
    assert headings_of(*fixed, clause("new", **facts, number="9 bis", heading="Water")) == alone
    assert headings_of(*fixed, clause("new", **facts, number="11", heading="Water")) == [
        *alone,
        "On theme",
        "Water",
    ]


@pytest.mark.parametrize("form", ["kyoto", "doha"])
@pytest.mark.parametrize("way", Alternatives)
def test_a_report_is_cited_in_full_once_and_then_by_its_symbol(kyoto, form, way):
    options = Options(alternatives=way)
    draft = compose_criteria(kyoto, open_form(form), Criteria(min_regions=3), options)
    lines = [line for printed in draft.printed for line in printed.lines]
    first, *others = [n.text for line in lines for n in line.footnotes if n.source.startswith("lac-")]
    assert "eport of the regional preparatory meeting for Latin America" in first
    assert "(A/CONF.234/RPM.3/1), para." in first
    assert others
    signals = ("", "See also ", "See also, in part, ")
    assert all(text.startswith(tuple(f"{s}A/CONF.234/RPM.3/1, para." for s in signals)) for text in others)
    if way is Alternatives.BIS:
        wordings = [wording for printed in draft.printed for wording in printed.wordings]
        assert [wording.footnotes for wording in wordings] == [line.footnotes for line in lines]


def test_points_after_a_colon_are_on_lines_of_their_own():
    text = "Protect rivers: (i) keep water clean; and (ii) as article 5 (a) says, let fish pass."
    broken = "Protect rivers:\n(i) keep water clean; and\n(ii) as article 5 (a) says, let fish pass."
    printed = only(compose_texts(text))
    assert (printed.lines[0].text, printed.text) == (broken, text)
    assert line_of(text=text).text == broken
    assert line_of(text="Recall points (i); and (ii).").text == "Recall points (i); and (ii)."


def test_declared_documents_and_citations_as_typed_are_sources():
    documents = {"doha": Document("doha", "General Assembly resolution 70/174, annex")}
    sources = ("doha: 5", "General Assembly resolution 70/1, para. 35")
    draft = compose_clauses([clause("own", text="Recall it", sources=sources)], documents=documents)
    assert [note.text.replace("\N{NO-BREAK SPACE}", " ") for note in only(draft).lines[0].footnotes] == [
        "Cf. General Assembly resolution 70/174, annex, para. 5.",
        "Cf. General Assembly resolution 70/1, para. 35.",
    ]


def test_an_alternative_of_a_whole_paragraph_follows_it_under_its_number():
    clauses = [clause("first"), clause("other", alternative_to="first", text="Instead"), clause("second")]
    assert [text.partition(". ")[0] for text in texts_of(compose_clauses(clauses))] == ["1", "1 bis", "2"]


# Wordings of several regions


@pytest.mark.parametrize("way", Alternatives)
@pytest.mark.parametrize(
    "other", ["promote  CRIME prevention", "Promote crime-prevention!", "Promote “crime prevention”."]
)
def test_wordings_that_differ_only_in_form_are_one_text_with_both_footnotes(other, way):
    draft = compose_texts("Promote crime prevention.", other, alternatives=way)
    assert texts_of(draft) == ["1. Promote crime prevention."]
    assert len(only(draft).lines[0].footnotes) == 2


def test_what_differs_is_in_brackets_in_one_text():
    draft = compose_texts(
        "Promote the rule of law in all schools and courts of a State.",
        "Promote the rule of law in most schools and courts of a State.",
        alternatives=Alternatives.INLINE,
    )
    assert texts_of(draft) == ["1. Promote the rule of law in [all] [most] schools and courts of a State."]
    assert [[note.source for note in s.footnotes] for s in only(draft).lines[0].stretches] == [
        [], ["ap-1a"], ["lac-1a"], []
    ]  # fmt: skip


def test_of_several_wordings_the_first_can_be_alone_and_the_notes_say_so():
    draft = compose_texts("Promote it all.", "Consider it.", alternatives=Alternatives.LEAD)
    assert texts_of(draft) == ["1. Promote it all."]
    assert only(draft).lines[0].footnotes[1].text.startswith("See also the report of Latin America")


def test_without_a_lead_the_wording_closest_to_the_others_comes_first():
    draft = compose_texts("Consider nothing.", "Promote legal aid for all.", "Promote legal aid for most.")
    assert only(draft).wordings[0].sources == ("lac-1a",)


def test_support_names_the_regions_whose_words_are_printed():
    draft = compose_texts("Promote it all.", "Consider it.", support=True, alternatives=Alternatives.LEAD)
    assert only(draft).lines[0].stretches[-1].text == (
        " (Asia and the Pacific; see also Latin America and the Caribbean)"
    )


@pytest.mark.parametrize(("kind", "part"), [(Kind.ACTION, "actions"), (Kind.REQUEST, "requests")])
def test_the_kind_that_people_set_decides_the_part(kind, part):
    assert only(compose_clauses([clause("own", kind=kind)])).part == part


def test_guidance_has_numbers_of_its_own_and_no_brackets():
    words = "The Kyoto declaration should be {}."
    draft = compose_texts(words.format("short"), words.format("concise and readable"))
    assert texts_of(draft) == [
        f"G.1. {words.format('short')}",
        f"G.1 bis. {words.format('concise and readable')}",
    ]


def test_guidance_becomes_a_clause_where_it_asks_for_something_to_be_said():
    words = "The Kyoto declaration should highlight the role of the police."
    assert only(compose_texts(words, guidance="as-clauses")).kind is not Kind.GUIDANCE
