"""Several traces of where recommendations ended: their files, agreement, differences, and what is decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factory import make_matrix, make_recommendation

from drafter.problems import ContentError, Severity
from drafter.reading.together.readings import text_mark
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.agreement import ComparedTraces, Traced
from drafter.reading.tracing.decided import Link, Trace, decide_trace
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.reading_file import dump_trace_reading, load_trace_reading
from drafter.reading.tracing.trace_file import dump_trace, load_trace
from drafter.reading.tracing.traces import Answer, Given, TraceReading, traces_of_one_reader
from drafter.sources import Declared, Document

FULL, PART, NOT_HERE, NOWHERE = Answer
WORDS = {
    "ap-1": "Promote youth work in every town.",
    "lac-2": "Improve the conditions of prisons.",
    "af-3": "Hold the Congress in spring.",
}
MATRIX = make_matrix(*(make_recommendation(name, "item-3-i", text=text) for name, text in WORDS.items()))
TEXT = AdoptedText(
    "adopted.txt",
    (
        AdoptedParagraph("P1", "We, Ministers,"),
        AdoptedParagraph(
            "1", "Promote youth work and sports, and thank the host for the long and warm stay;"
        ),
        AdoptedParagraph("2", "Improve prisons."),
    ),
)
RECOMMENDATION = {given: text_mark(text) for given, text in WORDS.items()}


def answer(recommendation, what, paragraph="", stretch="", **more):
    marks = [RECOMMENDATION[recommendation], *([TEXT.marks[paragraph]] if paragraph else [])]
    return Given(recommendation, what, paragraph, stretch, texts=tuple(marks), **more)


def reading(reader, *answers, read=tuple(WORDS), decides=()):
    return TraceReading(reader, MATRIX.name, TEXT.name, dict(TEXT.marks), read, answers, decides)


R = reading("R", answer("ap-1", FULL, "1"), answer("lac-2", FULL, "2"), answer("af-3", NOWHERE))
S = reading("S", answer("ap-1", PART, "1", "youth work"), answer("lac-2", FULL, "2"))


def compared(*readings, text=TEXT):
    return ComparedTraces(MATRIX, text, [Traced(one, MATRIX, text) for one in readings])


def decided(*readings, by=()):
    return decide_trace(compared(*readings), [Traced(one, MATRIX, TEXT) for one in by])


def links(trace):
    return [(one.recommendation, one.paragraph, one.kind, one.stretch) for one in trace.links]


def load(folder, text, adopted=TEXT):
    path = Path(folder) / "trace-r.yaml"
    path.write_text(text, encoding="utf-8")
    return load_trace_reading(path, MATRIX, adopted)


WRITTEN = f"""\
reader: R
matrix: {MATRIX.name}
text: adopted.txt
read: [ap-1]
answers:
  - recommendation: ap-1
    paragraph: 1
    answer: part
    stretch: youth work
  - recommendation: lac-2
    paragraph: 2
    answer: full
"""


# The file


def test_a_trace_that_was_written_reads_as_it_was(tmp_path):
    one = replace(S, decides=("R", "T"), answers=(*S.answers, answer("af-3", NOWHERE, note="“why”: said")))
    assert load(tmp_path, dump_trace_reading(one, MATRIX, TEXT)) == (one, ())


def test_a_trace_by_hand_needs_no_fingerprints(tmp_path):
    found, problems = load(tmp_path, WRITTEN)
    assert not problems
    assert [(one.question, one.answer, one.stretch) for one in found.answers] == [
        (("ap-1", "1"), PART, "youth work"),
        (("lac-2", "2"), FULL, ""),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "line", "kept"),
    [
        ("recommendation: lac-2", "recommendation: lac-9", "unknown-recommendation", 10, ["ap-1"]),
        ("paragraph: 2", "paragraph: 9", "paragraph-gone", 11, ["ap-1"]),
        ("answer: full", "answer: whole", "unknown-answer", 12, ["ap-1"]),
        ("stretch: youth work", "stretch: old age", "stretch-not-there", 9, ["ap-1", "lac-2"]),
        ("answer: full", "answer: nowhere", "nowhere-with-paragraph", 11, ["ap-1"]),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_the_rest_kept(
    tmp_path, right, wrong, code, line, kept
):
    found, problems = load(tmp_path, WRITTEN.replace(right, wrong))
    assert [(one.code, one.line) for one in problems] == [(code, line)]
    assert [one.recommendation for one in found.answers] == kept


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("reader: R\n", "", "no-reader"),
        ("reader: R", "reader: the drafter", "no-reader"),
        ("text: adopted.txt", "text: another.txt", "other-text"),
        (f"matrix: {MATRIX.name}", "matrix: another", ""),
    ],
)
def test_a_trace_of_another_text_or_of_nobody_is_refused(tmp_path, right, wrong, code):
    written = WRITTEN.replace(right, wrong)
    if not code:  # a matrix that got another name, in which nearly all is as it was
        found, told = load(tmp_path, written)
        assert len(found.answers) == 2
        assert [(one.code, one.severity) for one in told] == [("other-matrix", Severity.WARNING)]
        assert f"write “matrix: {MATRIX.name}” here" in told[0].hint
        written = written.replace("ap-1", "x-1").replace("lac-2", "x-2")
        code = "other-matrix"
    with pytest.raises(ContentError) as refused:
        load(tmp_path, written)
    assert code in [one.code for one in refused.value.problems]


def test_of_a_corrected_text_only_what_changed_is_asked_again(tmp_path):
    # Paragraph 1 is now 2 and was left alone; 2 is now 3, in other words.
    now = AdoptedText(
        "adopted.txt",
        (
            AdoptedParagraph("P1", "We, Ministers,"),
            AdoptedParagraph("1", "A new paragraph;"),
            AdoptedParagraph("2", TEXT.by_key["1"].text),
            AdoptedParagraph("3", "Improve all prisons."),
        ),
    )
    found, problems = load(tmp_path, dump_trace_reading(R, MATRIX, TEXT), now)
    assert not problems
    traced = Traced(found, MATRIX, now)
    assert [one.question for one in traced.lapsed] == [("lac-2", "2")]
    assert traced.answer("ap-1", "2") is FULL
    assert traced.answer("ap-1", "P1") is NOT_HERE
    assert traced.answer("ap-1", "1") is None  # nobody has read the new one
    assert traced.answer("lac-2", "3") is None


def test_two_files_of_one_reader_are_one_and_the_earlier_answer_is_a_note():
    before = reading("R", answer("ap-1", PART, "1", "youth work", at="2026-01-01T00:00:00Z"), read=("ap-1",))
    after = reading(" r", answer("ap-1", FULL, "1", at="2026-01-02T00:00:00Z"), read=("lac-2",))
    (one,) = traces_of_one_reader([after, before])
    assert one.read == ("lac-2", "ap-1")
    (given,) = one.answers
    assert given.answer is FULL
    assert given.note == "earlier (2026-01-01T00:00:00Z): part “youth work”"


# Several


def test_agreement_and_differences():
    both = compared(R, S)
    assert both.agreement().links == 1.0  # both have the same two links
    (difference,) = both.differences()
    assert difference.question == ("ap-1", "1")
    assert difference.answers == {"R": FULL, "S": PART}
    assert difference.stretches == {"S": "youth work"}
    # Three recommendations and three paragraphs are nine questions, two of them links by both.
    assert both.agreement().alpha_link == 1.0
    none = compared(R, reading("T")).agreement()
    assert none.links == 0.0
    # Of 18 answers 2 are links, each against a “not here”: alpha = 1 - 17 · 4 / (2 · 2 · 16).
    assert none.alpha_link == pytest.approx(1 - 17 * 4 / (2 * 2 * 16))


def test_where_all_say_it_is_there_it_is_there_in_part_until_somebody_decides():
    assert links(decided(R, S)) == [("ap-1", "1", PART, "youth work"), ("lac-2", "2", FULL, "")]
    judge = reading("U", answer("ap-1", FULL, "1", note="all of it"), read=(), decides=("R", "S"))
    trace = decided(R, S, by=[judge])
    assert links(trace)[0] == ("ap-1", "1", FULL, "youth work")
    assert (trace.links[0].decided_by, trace.links[0].note) == (("U",), "U: all of it")
    said = "read by two, decided by one; the readers agreed on 1.00 of the links"
    assert trace.how_read == f"{said}, and on 1 of the 2 somebody saw it otherwise"
    assert list(trace.nowhere) == ["af-3"]


def test_what_readers_differ_on_counts_for_nothing_until_it_is_decided():
    third = reading("T", answer("lac-2", FULL, "2"))
    trace = decided(R, S, third)
    assert [one.question for one in trace.open] == [("ap-1", "1")]
    assert links(trace) == [("lac-2", "2", FULL, "")]
    one = reading("U", answer("ap-1", NOT_HERE, "1"), read=(), decides=("R", "S", "T"))
    other = reading("V", answer("ap-1", PART, "1"), read=(), decides=("R", "S", "T"))
    last = reading("W", answer("ap-1", PART, "1"), read=(), decides=("U", "V"))
    assert decided(R, S, third, by=[one, other]).open[0].question == ("ap-1", "1")
    assert [given for given, *_ in links(decided(R, S, third, by=[one, other, last]))] == ["ap-1", "lac-2"]
    out = decided(R, S, third, by=[one])
    assert list(out.nowhere) == ["ap-1", "af-3"]
    # Who found it there, and who decided that it is not, is kept.
    (differed,) = out.not_here
    assert (differed.question, differed.decided_by) == (("ap-1", "1"), ("U",))
    assert differed.said == {"R": FULL, "S": PART, "T": NOT_HERE, "U": NOT_HERE}
    assert list(Outcome(out, MATRIX, TEXT).nowhere_by("ap-1")) == ["T"]


def test_notes_of_several_who_decide_carry_their_names_and_what_readers_they_were_is_kept():
    one, other = (
        replace(
            reading(name, answer("ap-1", FULL, "1", note=note), read=(), decides=("R", "S")), readers="people"
        )
        for name, note in (("U", "all of it"), ("V", "nearly"))
    )
    trace = decided(R, S, by=[one, other])
    assert trace.links[0].note == "U: all of it; V: nearly"
    assert trace.readers == "U, V: people"
    assert decided(replace(R, readers="people"), by=[]).readers == "people"
    assert decided(replace(R, readers="people")).who_read == "read by one. Readers: people."


def test_one_reader_alone_gives_a_trace():
    trace = decided(R)
    assert trace.how_read == "read by one"
    assert [one.kind for one in trace.links] == [FULL, FULL]


# What was decided


def test_a_decided_trace_reads_as_it_was_written_and_lapses_where_a_text_changed(tmp_path):
    third = reading("T", answer("lac-2", FULL, "2"), read=("lac-2",))
    judge = reading("U", answer("lac-2", NOT_HERE, "2"), read=(), decides=("R", "S", "T"))
    whole = decided(R, replace(S, readers="people"), third, reading("V"), by=[judge])
    assert whole.not_here
    assert whole.nowhere_by == {"af-3": ("R", "S", "V")}
    path = tmp_path / "trace.yaml"
    path.write_text(dump_trace(whole, MATRIX, TEXT), encoding="utf-8")
    assert load_trace(path, MATRIX, TEXT) == (whole, ())
    trace = decided(R, S)
    path.write_text(dump_trace(trace, MATRIX, TEXT), encoding="utf-8")
    assert load_trace(path, MATRIX, TEXT) == (trace, ())
    now = AdoptedText("adopted.txt", (*TEXT.paragraphs[:2], AdoptedParagraph("2", "Improve all prisons.")))
    found, (problem,) = load_trace(path, MATRIX, now)
    assert problem.code == "read-again"
    assert "paragraph 2 has changed since lac-2 was found in it" in problem.message
    assert [one.recommendation for one in found.links] == ["ap-1"]


def test_what_it_says():
    doha = Document(
        "doha", "Doha Declaration", paragraphs={"7": "We thank the host for the long and warm stay."}
    )
    outcome = Outcome(decided(R, S), MATRIX, TEXT, Declared((doha,)))
    assert outcome.ended == {"ap-1": Ended.PART, "lac-2": Ended.FULL, "af-3": Ended.NOWHERE}
    assert [one.id for one in outcome.nowhere()] == ["af-3"]
    assert [one.key for one in outcome.not_backed()] == ["P1"]
    assert outcome.meetings_behind("1") == ("ap",)
    assert outcome.in_part_only("1") == ["ap"]
    assert outcome.in_part_only("2") == []
    assert outcome.nowhere_as_guidance() == []
    assert [(one.words, one.document) for one in outcome.rest_of("1")] == [
        ("and sports, and thank the host for the long and warm stay", "Doha Declaration, para. 7")
    ]
    assert outcome.rest_of("2") == []


def test_what_no_reader_marked_is_not_what_a_recommendation_behind_it_has():
    said = (
        "Hold the Congress, and thank the host for the long stay, with a view to "
        "youth work, sports and fair prisons."
    )
    matrix = make_matrix(
        make_recommendation(
            "ap-1", "item-3-i", text="Thank the host for the long stay, with a view to peace."
        )
    )
    text = AdoptedText("adopted.txt", (AdoptedParagraph("1", said),))
    link = Link("ap-1", "1", PART, "Hold the Congress")
    outcome = Outcome(Trace(matrix.name, text.name, links=(link,)), matrix, text)
    # It has all from “thank” to “a view to”, and “and” alone says nothing.
    assert [one.words for one in outcome.rest_of("1")] == ["youth work, sports and fair prisons"]
    # “With a view to” is everybody’s: alone it is not taken out.
    matrix = make_matrix(make_recommendation("ap-1", "item-3-i", text="Speak, with a view to peace."))
    outcome = Outcome(Trace(matrix.name, text.name, links=(link,)), matrix, text)
    (rest,) = outcome.rest_of("1")
    assert rest.words.startswith("and thank the host for the long stay, with a view to youth work")
    # What stands between commas is its, in whatever order.
    asked = "Support fair prisons that are safe, sports for all and work for youth."
    matrix = make_matrix(make_recommendation("ap-1", "item-3-i", text=asked))
    text = AdoptedText(
        "adopted.txt",
        (
            AdoptedParagraph(
                "1", "Hold the Congress, youth work, sports, and bake many loaves of fresh bread."
            ),
        ),
    )
    outcome = Outcome(Trace(matrix.name, text.name, links=(link,)), matrix, text)
    assert [one.words for one in outcome.rest_of("1")] == ["and bake many loaves of fresh bread"]


def test_a_trace_by_hand_has_each_link_once(tmp_path):
    path = tmp_path / "trace.yaml"
    link = "  - {recommendation: ap-1, paragraph: 1, kind: part}\n"
    path.write_text(f"matrix: {MATRIX.name}\ntext: adopted.txt\nlinks:\n{link}{link}", encoding="utf-8")
    trace, (problem,) = load_trace(path, MATRIX, TEXT)
    assert (problem.code, problem.line) == ("answered-twice", 5)
    assert links(trace) == [("ap-1", "1", PART, "")]
    assert trace.how_read == "read by somebody who is not named"


@pytest.mark.parametrize("written", ["", "[1, 2]\n", "just words\n"])
def test_what_is_no_trace_is_told_once(tmp_path, written):
    for load_it in (load_trace, load_trace_reading):
        path = tmp_path / "trace.yaml"
        path.write_text(written, encoding="utf-8")
        with pytest.raises(ContentError) as refused:
            load_it(path, MATRIX, TEXT)
        assert len(refused.value.problems) == 1


def test_who_went_through_the_matrix_for_a_paragraph_has_passed_what_is_not_answered_there(tmp_path):
    text = WRITTEN.replace("read: [ap-1]", "read: []\nread-paragraphs: ['1', '9']")
    found, problems = load(tmp_path, text)
    assert found.read_paragraphs == ("1",)
    assert [one.code for one in problems] == ["paragraph-gone"]
    traced = Traced(found, MATRIX, TEXT)
    assert (traced.answer("af-3", "1"), traced.answer("af-3", "2")) == (NOT_HERE, None)
    # It is said again in what is written.
    again, _ = load(tmp_path, dump_trace_reading(found, MATRIX, TEXT))
    assert again.read_paragraphs == ("1",)
    # Renumbered it is still read; with other words it is not.
    whole = replace(found, paragraphs=dict(TEXT.marks))
    first, second = TEXT.paragraphs[1], TEXT.paragraphs[2]
    moved = replace(TEXT, paragraphs=(TEXT.paragraphs[0], replace(first, key="7"), second))
    assert load(tmp_path, dump_trace_reading(whole, MATRIX, TEXT), moved)[0].read_paragraphs == ("7",)
    changed = replace(TEXT, paragraphs=(TEXT.paragraphs[0], replace(first, text="Other words."), second))
    assert Traced(whole, MATRIX, changed).answer("lac-2", "1") is None


def test_who_went_through_the_matrix_for_every_paragraph_has_read_it():
    by_paragraph = replace(reading("R", answer("ap-1", FULL, "1"), read=()), read_paragraphs=("P1", "1", "2"))
    made = decided(by_paragraph, S)
    assert links(made) == [("ap-1", "1", PART, "youth work")]
    assert [(one.recommendation, one.paragraph) for one in made.open] == [("lac-2", "2")]
    assert [*made.nowhere] == ["af-3"]
    assert compared(by_paragraph, S).agreement().links == pytest.approx(2 / 3)
