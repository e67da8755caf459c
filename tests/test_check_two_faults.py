"""``drafter check`` where a paragraph has two faults: whatever is told of the one, the other is told, too."""

from __future__ import annotations

import copy

import pytest
from test_check_beside_words import a_mark_behind_other_words, in_control, notes, words_of_run
from test_check_everything import field_of
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity
from tools import drafter_here

STRANGE = " QUOTE &quot;nothing&quot; "
CHOICE = "<w:dropDownList/>"


def codes(edit):
    return {one.code for one in findings_of(edit.save())}


def a_field(line):
    words_of_run(line).addnext(field_of(STRANGE, ""))


def a_word_changed(edit, line):
    edit.replace_words(line, said(line).split()[2], "penalty")
    return "reworded"


def a_word_hidden(_, line):
    first = words_of_run(line)
    first.insert(0, element("<w:rPr><w:vanish/></w:rPr>"))
    return "unreadable-text"


# Fields and controls


@pytest.mark.parametrize("change", [a_word_changed, a_word_hidden], ids=lambda one: one.__name__)
def test_a_field_beside_other_words_is_told_as_well(change):
    edit = Edit(draft(2))
    line = edit.lines("SingleTxt")[1]
    code = change(edit, line)
    a_field(line)

    assert {code, "field-changed"} <= codes(edit)


def test_a_field_in_a_changed_heading_is_told_as_well():
    edit = Edit(draft(2))
    heading = next(one for one in edit.lines("H23", "H4") if said(one))
    heading.append(element("<w:r><w:t> and others</w:t></w:r>"))
    a_field(heading)

    assert {"heading-changed", "field-changed"} <= codes(edit)


# Marks and brackets


@pytest.mark.parametrize(("more", "code"), [(",", "signs-changed"), (" penalty", "reworded")])
def test_a_mark_that_was_moved_is_told_beside_a_comma_and_a_word(more, code):
    edit = Edit(draft(3))
    line = edit.lines("SingleTxt")[1]
    a_mark_behind_other_words(edit)
    word = said(line).split()[5]
    edit.replace_words(line, f" {word} ", f" {word}{more} ")

    assert {code, "footnote-misplaced"} <= codes(edit)


@pytest.mark.parametrize("more", [",", " penalty"])
def test_a_mark_that_stays_behind_its_words_is_none_of_it(more):
    edit = Edit(draft(3))
    line = edit.lines("SingleTxt")[1]
    last = said(line).split()[5]
    edit.replace_words(line, f" {last} ", f" {last}{more} ")

    assert "footnote-misplaced" not in codes(edit)


def in_brackets(edit):
    return next(one for one in edit.lines("SingleTxt") if said(one).startswith("["))


@pytest.mark.parametrize("change", [a_word_changed, a_word_hidden], ids=lambda one: one.__name__)
def test_brackets_that_are_gone_are_told_beside_other_words(change):
    edit = Edit(draft(2))
    line = in_brackets(edit)
    end = said(line).index("]")
    edit.replace_words(line, said(line)[end - 9 : end + 1], said(line)[end - 9 : end])
    edit.replace_words(line, "[", "")
    if change is a_word_hidden:
        split_behind(line, 12)
    code = change(edit, line)

    assert {code, "brackets-changed"} <= codes(edit)


def test_brackets_that_stand_are_not_told_beside_other_words():
    edit = Edit(draft(2))

    a_word_changed(edit, in_brackets(edit))

    assert "brackets-changed" not in codes(edit)


def split_behind(line, letters):
    """Make two runs of the first."""
    first = words_of_run(line)
    behind = copy.deepcopy(first)
    text = first.find(w("t")).text
    first.find(w("t")).text, behind.find(w("t")).text = text[:letters], text[letters:]
    for one in (first, behind):
        one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    first.addnext(behind)


# People's words


@pytest.fixture(scope="module")
def peoples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peoples")
    selection, made = folder / "selection.yaml", folder / "draft.docx"
    selection.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: wa-42c\n  wording: Ensure that everyone has legal aid\n"
    )
    drafter_here("draft", selection, "-o", made)
    return made.read_bytes()


def field_in_words(edit):
    a_field(edit.lines("SingleTxt")[0])
    return "a field that drafter did not make shows"


def field_in_its_footnote(edit):
    first = words_of_run(notes(edit)[0])
    first.addnext(field_of(STRANGE, ""))
    return "footnote 1 has a field that drafter did not make"


def choice_in_words(edit):
    in_control(edit, CHOICE, at=0)
    return "a content control that drafter did not make"


def placeholder_in_words(edit):
    in_control(edit, "<w:showingPlcHdr/>", at=0)
    return "a content control takes “"


@pytest.mark.parametrize(
    "change",
    [field_in_words, field_in_its_footnote, choice_in_words, placeholder_in_words],
    ids=lambda one: one.__name__,
)
def test_in_peoples_words_that_nobody_has_signed_fields_and_controls_are_told(peoples, change):
    untouched = [one.code for one in findings_of(peoples)]
    edit = Edit(peoples)
    message = change(edit)
    found = findings_of(edit.save())

    assert "peoples-words" in untouched
    assert "field-changed" not in untouched
    assert sorted(one.code for one in found) == sorted([*untouched, "field-changed"])
    assert any(one.message.startswith(message) for one in found)


# Names of regions


def names_behind(line):
    return [
        one
        for one in line.iter(w("r"))
        if one.find(f"{w('rPr')}/{w('rStyle')}[@{w('val')}='Support']") is not None
    ]


@pytest.fixture(scope="module")
def supported():
    return draft(3, "--support")


def gone(edit):
    for one in names_behind(edit.lines("SingleTxt")[1]):
        one.getparent().remove(one)


def in_front(edit):
    line = edit.lines("SingleTxt")[1]
    for one in names_behind(line):
        words_of_run(line).addprevious(one)


def all_gone(edit):
    for line in edit.lines():
        for one in names_behind(line):
            one.getparent().remove(one)


def test_names_of_regions_that_are_gone_behind_one_text_are_told(supported):
    edit = Edit(supported)
    gone(edit)
    assert "footnote-without-support" in codes(edit)


def test_names_of_regions_before_the_words_are_told(supported):
    edit = Edit(supported)
    in_front(edit)
    assert "footnote-without-support" in codes(edit)


def without_note(edit):
    for one in edit.lines("BoxTxt"):
        if said(one).startswith("Names after a paragraph"):
            edit.body.remove(one)
            return
    raise AssertionError("the note says nothing of names")


def test_names_of_regions_that_are_gone_everywhere_are_no_fault(supported):
    assert "footnote-without-support" not in codes(Edit(supported))
    edit = Edit(supported)
    all_gone(edit)
    without_note(edit)
    assert "footnote-without-support" not in codes(edit)


def test_names_that_stand_twice_behind_a_text_are_told(supported):
    edit = Edit(supported)
    *_, last = names_behind(edit.lines("SingleTxt")[1])
    for one in reversed(names_behind(edit.lines("SingleTxt")[1])):
        last.addnext(copy.deepcopy(one))

    told = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert [one.code for one in told] == ["signs-changed"]
    assert "a name stands behind it more often than it was printed" in told[0].message


def test_names_that_are_gone_everywhere_while_the_note_speaks_of_them_are_told_once(supported):
    edit = Edit(supported)
    all_gone(edit)
    count = sum(bool(names_behind(line)) for line in Edit(supported).lines())

    told = [one for one in findings_of(edit.save()) if one.code.startswith("footnote-without-support")]

    assert [one.severity for one in told] == [Severity.WARNING]
    assert f"as behind all {count} paragraphs and wordings that had them" in told[0].message
