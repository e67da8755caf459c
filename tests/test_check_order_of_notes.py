"""``drafter check`` on notes, remarks and people's paragraphs that stand elsewhere than they were printed."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said
from word_mutations import findings_of, place, told
from word_reading import draft, w
from word_room import Room

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3, "--form", "doha", "--alternatives", "lead"))


def side_by_side(edit):
    """The first paragraph with two marks behind the same words, and these marks."""
    for paragraph in edit.lines("SingleTxt", "LetteredTxt"):
        marks = edit.references(paragraph)
        if len(marks) > 1 and not said_between(marks[0], marks[1]):
            return paragraph, marks[:2]
    raise AssertionError("none has two")


def said_between(one, other):
    texts, run = "", one.getparent().getnext()
    while run is not None and run is not other.getparent():
        texts += said(run)
        run = run.getnext()
    return texts.strip(", ")


def test_two_notes_of_one_wording_that_were_exchanged_are_told(edit):
    paragraph, (first, second) = side_by_side(edit)
    one, other = edit.note(first), edit.note(second)
    for a, b in zip(list(one), list(other), strict=True):
        one.append(b)
        other.append(a)

    ((message, at),) = told(edit)

    assert at == place(edit, paragraph)
    assert message.startswith("its footnotes stand in another order than they were printed: that to ")


def test_what_was_moved_is_told_of_its_footnotes_once(edit):
    paragraph, _ = side_by_side(edit)
    count = len(edit.references(paragraph))
    last = edit.lines("LetteredTxt")[-1]
    last.addnext(paragraph)

    found = [one for one in findings_of(edit.save()) if one.code == "footnote-order"]

    assert len(found) == 1
    assert len(found[0].notes) == count
    assert "are numbered out of order inside the file, as what has them was moved" in found[0].message


@pytest.mark.parametrize("where", ["beneathText", "docEnd"])
def test_notes_elsewhere_than_at_the_foot_of_the_page_are_told(edit, where):
    settings = edit.parts["word/settings.xml"].decode()
    edit.parts["word/settings.xml"] = settings.replace(
        "<w:footnotePr>", f'<w:footnotePr><w:pos w:val="{where}"/>', 1
    ).encode()

    ((message, _),) = told(edit)

    assert message.startswith("notes do not stand where they were drafted: footnotes ")


def test_tracked_changes_that_nobody_sees_are_told_as_that(edit):
    run = next(edit.lines("LetteredTxt")[0].iter(w("r")))
    run.addprevious(element('<w:ins w:id="900" w:author="Brazil"><w:r><w:t>Not </w:t></w:r></w:ins>'))
    assert not any("nobody sees" in message for message, _ in told(edit))
    settings = edit.parts["word/settings.xml"].decode()
    edit.parts["word/settings.xml"] = settings.replace(
        "<w:defaultTabStop", '<w:revisionView w:markup="0"/><w:defaultTabStop', 1
    ).encode()

    assert any("so that nobody sees its tracked changes" in message for message, _ in told(edit))


def test_a_header_that_reads_as_one_number_of_a_page_is_told(edit):
    header = edit.parts["word/header1.xml"].decode()
    edit.parts["word/header1.xml"] = header.replace("Compilation of candidate paragraphs", "3/13").encode()
    assert edit.parts["word/header1.xml"].decode() != header

    ((message, _),) = told(edit)

    assert message == "the header of the pages always says “3/13”, which reads as the number of the page"


def test_a_remark_that_is_put_to_all_of_its_text_is_told():
    edit = Edit(draft(4))
    for start in edit.body.iter(w("commentRangeStart")):
        paragraph = next(start.iterancestors(w("p")))
        before = "".join(said(one) for one in start.itersiblings(preceding=True))
        if len(before.split()) > 12:
            paragraph.insert(1, start)
            break

    assert any("alone, and is put to" in message for message, _ in told(edit))


def test_signs_that_nobody_sees_are_told_with_the_word_that_has_them():
    edit = Edit(draft(4))
    line = edit.lines("SingleTxt")[0]
    word = said(line).split()[4]
    edit.replace_words(line, word, f"\u202e{word}\u202c")

    assert any(f"{word}" in message and "Strengthen the" not in message for message, _ in told(edit))


SELECTION = """\
matrix: kyoto-2021
clauses:
- id: alarmed
  part: preamble
  text: "Alarmed by the growth of transnational organized crime in 2019,"
- id: af-37b
- id: lac-79j
"""


@pytest.mark.parametrize("style", ["SubTitleTxt", "BoxTxt", "PlainTxt"])
def test_a_paragraph_of_peoples_own_before_what_opens_the_preamble_is_to_be_looked_at(tmp_path, style):
    edit = Room(tmp_path, SELECTION).edit()
    own = next(one for one in edit.body.iter(w("p")) if said(one).startswith("Alarmed"))
    opens = next(one for one in edit.body.iter(w("p")) if said(one).startswith("We, Heads of State"))
    (opens if style == "PlainTxt" else edit.lines(style)[-1]).addprevious(own)

    found = [one for one in findings_of(edit.save()) if one.severity is Severity.WARNING]
    (moved,) = [one for one in found if one.code == "stands-elsewhere"]

    assert "nothing in the place of “We, Heads of State" in moved.message
    assert not any("table of the annexes" in one.message for one in found)
