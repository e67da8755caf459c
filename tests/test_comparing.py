"""What changed between two drafts, as values: words, order, clauses."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.alignment import ChangeKind, Passage, align
from drafter.compare import ComparedText, compare_drafts, word_changes
from drafter.text import compare_words, is_recognizable, word_pieces

WORDS = st.lists(st.sampled_from(["the", " rule", " of", " law", ",", ";", " and", " promote"]), max_size=12)
TEXTS = st.text(st.sampled_from("ab ,;’-–\t\n[]é"), max_size=30)


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in word_changes(old, new)]


# Words


@given(TEXTS)
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(word_pieces(text)) == text


def test_a_compound_is_one_word_and_a_mark_of_punctuation_is_one_of_its_own():
    assert word_pieces("States’ public-private plans, 2015–2020;") == [
        "States",
        "’",
        " public-private",
        " plans",
        ",",
        " 2015–2020",
        ";",
    ]
    assert word_pieces("the State’s law") == ["the", " State’s", " law"]


@given(WORDS, WORDS)
def test_the_stretches_of_a_comparison_are_both_wordings(old, new):
    stretches = compare_words(old, new)

    assert [word for one in stretches for word in old[slice(*one.old)]] == old
    assert [word for one in stretches for word in new[slice(*one.new)]] == new
    for one in stretches:
        assert not one.is_same or old[slice(*one.old)] == new[slice(*one.new)]


@given(WORDS, WORDS)
def test_what_differs_is_said_in_as_few_stretches_as_alternate(old, new):
    kinds = [one.is_same for one in compare_words(old, new)]
    assert all(first != second for first, second in itertools.pairwise(kinds))


def test_changes_are_whole_words():
    assert changes(
        "Promote effective measures, where appropriate, against corruption;",
        "Consider promoting effective measures against all corruption;",
    ) == [("Promote", "Consider promoting"), (", where appropriate,", ""), ("", "all")]


def test_a_small_word_between_two_changes_belongs_to_them():
    assert changes(
        "Ensure the protection of the victims of serious crimes and of their families.",
        "Ensure the support to the witnesses of serious crimes and of their families.",
    ) == [("protection of the victims", "support to the witnesses")]


def test_a_footnote_between_two_changes_stays_itself():
    note = "\0note Report, para. 1."
    stretches = compare_words([" big", " old", note, " red"], [" small", " new", note, " blue"])
    assert [one.is_same for one in stretches] == [False, True, False]


def test_a_clause_rewritten_beyond_recognition_is_no_clause_changed():
    assert word_changes("Promote the rule of law.", "Ask somebody else for money, please.") is None


def test_very_long_wordings_are_not_compared_word_by_word():
    old, new = [f" a{n}" for n in range(3000)], [f" b{n}" for n in range(3000)]
    stretches = compare_words(["same", *old, "end"], ["same", *new, "end"])

    assert [one.is_same for one in stretches] == [True, False, True]
    assert not is_recognizable(stretches[1:2], old, new)


# Order


def fates(old: str, new: str, *, can_move: bool = True) -> list[str]:
    """The steps from one text to another, of which every letter is a passage named by it."""

    def passages(text: str) -> list[Passage]:
        return [Passage(one, "clause", f"The words of the clause {one * 9}.", can_move) for one in text]

    signs = {
        ChangeKind.KEPT: "",
        ChangeKind.OUT: "-",
        ChangeKind.IN: "+",
        ChangeKind.MOVED_FROM: "<",
        ChangeKind.MOVED_TO: ">",
    }
    steps = align(passages(old), passages(new))
    return [signs[one.kind] + (new[one.new] if one.old is None else old[one.old]) for one in steps]


def test_what_came_and_what_went_stand_where_they_stand_and_stood():
    assert fates("abcd", "axbd") == ["a", "+x", "b", "-c", "d"]


def test_only_what_is_out_of_the_longest_common_order_has_moved():
    assert fates("abcdef", "bcdeaf") == ["<a", "b", "c", "d", "e", ">a", "f"]
    assert fates("abcdef", "afbcde") == ["a", ">f", "b", "c", "d", "e", "<f"]


def test_what_cannot_move_goes_out_and_comes_in():
    assert fates("abc", "bca", can_move=False) == ["-a", "b", "c", "+a"]


@given(st.text("abcdefgh", max_size=10), st.text("abcdefgh", max_size=10))
def test_every_passage_is_met_once_and_a_moved_one_at_both_ends(old, new):
    def passages(text: str) -> list[Passage]:
        return [Passage("", "clause", one * 9, can_move=True) for one in text]

    steps = align(passages(old), passages(new))

    olds = [one.old for one in steps if one.kind in (ChangeKind.KEPT, ChangeKind.OUT, ChangeKind.MOVED_FROM)]
    news = [one.new for one in steps if one.kind in (ChangeKind.KEPT, ChangeKind.IN, ChangeKind.MOVED_TO)]
    assert olds == list(range(len(old)))
    assert news == list(range(len(new)))
    ends = [sorted((one.old, one.new) for one in steps if one.kind is fate) for fate in list(ChangeKind)[3:]]
    assert ends[0] == ends[1]


def test_a_passage_without_an_id_is_found_by_its_words_between_its_neighbours():
    old = [
        Passage("a", "p", "One."),
        Passage("", "p", "We recall the declaration of Doha and its follow-up."),
    ]
    new = [
        Passage("a", "p", "One."),
        Passage("", "p", "We recall the declaration of Kyoto and its follow-up."),
    ]
    assert [one.kind for one in align(old, new)] == [ChangeKind.KEPT, ChangeKind.KEPT]


def test_clauses_of_different_ids_are_never_one_clause_changed():
    old = [Passage("a", "p", "Promote the rule of law in all States.", can_move=True)]
    new = [Passage("b", "p", "Promote the rule of law in most States.", can_move=True)]
    assert [one.kind for one in align(old, new)] == [ChangeKind.OUT, ChangeKind.IN]


def test_the_work_does_not_grow_with_the_square_of_the_drafts():
    old = [Passage("", "p", f"Old words number {n} of a paragraph.") for n in range(4000)]
    new = [Passage("", "p", f"New text with the figure {n} in it.") for n in range(4000)]
    assert len(align(old, new)) == 8000  # some seconds if every pair were compared


# Clauses


def clause(clause_id: str, label: str, *lines: str, notes: tuple[str, ...] = ()) -> ComparedText:
    lines = lines or (f"Promote what {clause_id} asks for;",)
    return ComparedText("clause", lines, clause_id, label, notes)


def other(kind: str, text: str) -> ComparedText:
    return ComparedText(kind, (text,))


def test_a_draft_compared_with_itself_has_not_changed():
    draft = (clause("a", "1"), clause("b", "2", notes=("Report, para. 1.",)))
    assert compare_drafts(draft, draft).is_empty


def test_a_clause_that_only_has_another_number_has_not_changed():
    old = (clause("a", "1"), clause("b", "2"))
    found = compare_drafts(old, (clause("b", "1"),))

    assert [one.id for one in found.went] == ["a"]
    assert found.changed == ()


def test_footnotes_are_counted_with_those_of_clauses_that_came_and_went():
    old = (clause("a", "1", notes=("A.", "B.")), clause("b", "2", notes=("C.",)))
    new = (clause("a", "1", notes=("A.", "D.", "D.")), clause("c", "2", notes=("E.", "F.")))
    found = compare_drafts(old, new)

    assert (found.summary["footnotes_in"], found.summary["footnotes_out"]) == (4, 2)
    assert (found.changed[0].notes_in, found.changed[0].notes_out) == (("D.", "D."), ("B.",))


def test_the_closing_mark_alone_is_no_rewording():
    old = (clause("a", "1", "Promote the rule of law."),)
    found = compare_drafts(old, (clause("a", "1", "Promote the rule of law;"),))

    assert found.groups["reworded"] == []
    assert len(found.groups["punctuation_only"]) == 1


def test_a_version_that_came_is_a_change_of_the_clause():
    old = (clause("a", "1", "[Promote the rule of law;]"),)
    new = (clause("a", "1", "[Promote the rule of law;]", "[Foster a culture of lawfulness;]"),)
    (changed,) = compare_drafts(old, new).groups["reworded"]

    assert [(one.old, one.new) for one in changed.words] == [("", "[Foster a culture of lawfulness;]")]


def test_a_moved_and_reworded_clause_is_both():
    texts = {one: f"Promote measures of the kind {one} in all States;" for one in "abcd"}
    old = [clause(one, str(n), texts[one]) for n, one in enumerate("abcd", 1)]
    texts["a"] = "Promote effective measures of the kind a in all States;"
    new = [clause(one, str(n), texts[one]) for n, one in enumerate("bcda", 1)]
    found = compare_drafts(old, new)

    for group in ("moved", "reworded"):
        assert [one.new.id for one in found.groups[group]] == ["a"]
    assert found.changed[0].words[0].new == "effective"


@pytest.mark.parametrize("kind", ["heading", "text"])
def test_headings_and_running_text_are_compared_too(kind):
    old = (other(kind, "On the rule of law"), other(kind, "Gone"))
    new = (other(kind, "On the rule of good law"),)
    found = compare_drafts(old, new)

    assert [(name, one.old, one.new) for name, one in found.others] == [
        (kind, "On the rule of law", "On the rule of good law"),
        (kind, "Gone", ""),
    ]


def test_of_two_clauses_that_changed_places_the_one_that_left_its_heading_has_moved():
    law, corruption = other("heading", "On the rule of law"), other("heading", "On corruption")
    one, two, three = clause("one", "1"), clause("two", "2"), clause("three", "3")
    found = compare_drafts((law, one, corruption, two, three), (law, two, one, corruption, three))

    assert [change.new.id for change in found.groups["moved"]] == ["two"]
