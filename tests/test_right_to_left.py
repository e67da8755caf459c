"""Words in a script that runs from right to left, set so, are as they should be; all else of them is told."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import draft
from word_room import Room, drafter
from word_tracking import change

from drafter.docx.reading.scripts import runs_from_right, unseen_in
from tools import drafter_here

ARABIC, HEBREW = "سيادة القانون", "שלטון החוק"
SET = "set from right to left"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n")


def from_right(words, look=""):
    return element(
        f'<w:r><w:rPr>{look}<w:rtl/><w:lang w:bidi="ar-EG"/></w:rPr>'
        f'<w:t xml:space="preserve"> {words}</w:t></w:r>'
    )


def told(room, content):
    file = room.save(content)
    done = drafter_here("check", file)
    return (done.stdout + done.stderr).decode() + room.home(file)


@pytest.mark.parametrize(
    ("words", "look", "how"),
    [
        (ARABIC, "", ""),
        (f"\u200f{ARABIC} (12)\u200f", "", ""),
        pytest.param(HEBREW, "", "", marks=pytest.mark.thorough),
        ("rule of law", "", SET),
        ("(12)", "", SET),
        pytest.param(f"{ARABIC} law", "", SET, marks=pytest.mark.thorough),
        (ARABIC, "<w:vanish/>", "hidden"),
        pytest.param(ARABIC, '<w:color w:val="FFFFFF"/>', "white on white", marks=pytest.mark.thorough),
        (f"{ARABIC}\u202e", "", "with signs unseen that print words backwards, or in another order"),
    ],
)
def test_words_set_from_right_to_left(room, words, look, how):
    edit = room.edit()
    edit.clause("clause_af_37b").append(change("ins", "Egypt", from_right(words, look)))
    file = room.save(edit)
    found = drafter_here("check", "--accepted", file).stdout.decode()
    assert ("does not show it as it stands" in found) is bool(how)
    assert how in found


def test_a_paragraph_and_a_remark_set_from_right_to_left(room):
    edit = room.edit()
    paragraph = element('<w:p><w:pPr><w:pStyle w:val="PlainTxt"/><w:bidi/></w:pPr></w:p>')
    paragraph.append(from_right(ARABIC))
    edit.clause("clause_af_37b").addnext(paragraph)
    document = Document(io.BytesIO(edit.save()))
    place = next(one for one in document.paragraphs if said(one._p).startswith("Revise"))
    remark = document.add_comment(place.runs, text=ARABIC, author="Egypt", initials="E")
    for one in remark._comment_elm.iter(qn("w:p")):
        one.get_or_add_pPr().append(element("<w:bidi/>"))
        for run in one.iter(qn("w:r")):
            run.get_or_add_rPr().append(element("<w:rtl/>"))
    saved = io.BytesIO()
    document.save(saved)
    found = told(room, saved.getvalue())
    assert SET not in found
    assert "as it stands: “" not in found
    drafter("select", room.selection, "--take-all")
    assert "Egypt" in room.selection.read_text("utf-8")
    assert room.selection.read_text("utf-8").count(ARABIC) == 2


def test_which_words_run_from_right_to_left():
    assert [*map(runs_from_right, (ARABIC, HEBREW, f"{ARABIC} 12."))] == [True] * 3
    assert not any(map(runs_from_right, ("law", f"{ARABIC} law", "(12)", "\u200f12", "")))
    assert unseen_in(f"\u200f{ARABIC}") == ""
    assert unseen_in("\u200flaw") == "\u200f"
    assert unseen_in(f"\u202e{ARABIC}") == "\u202e"


def unseen_of(edit):
    return [one.message for one in findings_of(edit.save()) if "signs unseen" in one.message]


def put_in(edit, sign):
    """A sign before, within and behind words of a paragraph; gives the paragraph."""
    line = edit.lines("SingleTxt")[1]
    first, second, third = sorted({one for one in said(line).split() if one.isalpha()}, key=len)[-3:]
    for word, new in ((first, f"{sign}{first}"), (second, f"{second}{sign}")):
        edit.replace_words(line, word, new)
    edit.replace_words(line, third, f"{third[:2]}{sign}{third[2:]}")
    return line


def test_a_left_to_right_mark_in_words_that_run_so_is_nothing():
    edit = Edit(draft(3))
    before = [one.message for one in findings_of(edit.save())]
    put_in(edit, "\u200e")
    assert [one.message for one in findings_of(edit.save())] == before


@pytest.mark.parametrize("turned", ["letters", "paragraph", "run", "stretch", "mark"])
def test_a_left_to_right_mark_where_something_runs_from_right_to_left_is_told(turned):
    edit = Edit(draft(3))
    line = put_in(edit, "\u200e")
    if turned == "paragraph":
        line.find(qn("w:pPr")).append(element("<w:bidi/>"))
    elif turned == "run":
        next(one for one in line.iter(qn("w:rPr"))).append(element("<w:rtl/>"))
    elif turned == "stretch":
        line.append(element('<w:bdo w:val="rtl"><w:r><w:t>12</w:t></w:r></w:bdo>'))
    else:
        line.append(element(f"<w:r><w:t> {HEBREW if turned == 'letters' else chr(0x200F)}</w:t></w:r>"))
    assert unseen_of(edit)


@pytest.mark.parametrize("sign", ["\u200f", "\u061c"])
def test_marks_that_move_what_stands_beside_them_are_told(sign):
    edit = Edit(draft(3))
    put_in(edit, sign)
    (message,) = unseen_of(edit)
    assert message.endswith("with signs unseen")


@pytest.mark.parametrize("sign", ["\u202b", "\u202e", "\u2067"])
def test_signs_that_turn_words_are_told_as_such(sign):
    edit = Edit(draft(3))
    put_in(edit, sign)
    (message,) = unseen_of(edit)
    assert message.endswith("is with signs unseen that print words backwards, or in another order")


def test_left_to_right_marks_that_were_printed_are_as_they_were(tmp_path):
    words = "Promote the ru\u200ele of law \u200e(2019) in all Mem\u200eber States."
    room = Room(
        tmp_path, f'matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: "{words}"\n- id: lac-79j\n'
    )
    found = findings_of(room.save(room.edit()).read_bytes())
    assert not [one.message for one in found if one.code in ("reworded", "unreadable-text", "signs-changed")]
