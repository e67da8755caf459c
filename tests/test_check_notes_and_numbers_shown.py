"""``drafter check`` on notes that look like other parts of the paper, and numbers that touch their words."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element
from word_mutations import place, told
from word_reading import draft, draft_in, w


class WithParts(Edit):
    """A draft of which styles and lists are edited, too."""

    def __init__(self, content):
        super().__init__(content)
        self.trees = {}

    def tree(self, part):
        return self.trees.setdefault(part, etree.fromstring(self.parts[part]))

    def save(self):
        self.parts.update({part: etree.tostring(tree) for part, tree in self.trees.items()})
        return super().save()


@pytest.fixture
def edit():
    return WithParts(draft(4))


def note_of(edit, number=0):
    clause = edit.lines("SingleTxt")[0]
    return edit.note(edit.references(clause)[number])


def style(edit, name):
    return next(one for one in edit.tree("word/styles.xml").iter(w("style")) if one.get(w("styleId")) == name)


PARTS = {
    "HCh": "a title",
    "H1": "a heading",
    "H23": "a heading",
    "BoxTxt": "the note on how to read it",
    "TableHead": "the head of a table",
    "TOC1": "a line of contents",
    "Header": "a line at the edge of a page",
}


@pytest.mark.parametrize(("name", "looks"), PARTS.items())
def test_a_note_in_the_style_of_another_part_is_told(edit, name, looks):
    next(note_of(edit).iter(w("pStyle"))).set(w("val"), name)

    ((message, _),) = told(edit)

    assert "footnote 1" in message
    assert f"by its style {looks}" in message


@pytest.mark.parametrize("name", ["PlainTxt", "EndnoteText", "SingleTxt"])
def test_a_note_in_the_style_of_text_is_no_fault(edit, name):
    next(note_of(edit).iter(w("pStyle"))).set(w("val"), name)

    assert not any("by its style" in message for message, _ in told(edit))


@pytest.mark.parametrize(("points", "is_told"), [(14, False), (30, False), (40, True), (60, True)])
def test_notes_far_larger_than_plain_type_are_told(edit, points, is_told):
    for run in note_of(edit).iter(w("r")):
        if run.find(w("rPr")) is None:
            run.insert(0, element(f'<w:rPr><w:sz w:val="{points * 2}"/></w:rPr>'))

    said = "far larger than notes and headers are"
    assert [True for message, _ in told(edit) if said in message] == [True] * is_told


def levels(edit, name):
    return [
        one
        for one in edit.tree("word/numbering.xml").iter(w("lvl"))
        if one.find(w("pStyle")) is not None and one.find(w("pStyle")).get(w("val")) == name
    ]


@pytest.mark.parametrize("name", ["SingleTxt", "LetteredTxt", "GuidanceTxt"])
def test_numbers_without_a_gap_before_their_words_are_told(name):
    edit = WithParts(draft_in("doha", 3) if name == "LetteredTxt" else draft(4))
    for level in levels(edit, name):
        level.find(w("suff")).set(w("val"), "nothing")

    found = [message for message, _ in told(edit)]

    assert found
    assert all("run together with the words behind it" in one for one in found)


def test_numbers_with_a_blank_of_their_own_or_of_their_words_are_no_fault(edit):
    for level in levels(edit, "SingleTxt"):
        level.find(w("suff")).set(w("val"), "nothing")
        shows = level.find(w("lvlText"))
        shows.set(w("val"), shows.get(w("val")) + " ")
    for level in levels(edit, "GuidanceTxt"):
        level.find(w("suff")).set(w("val"), "space")

    assert not any("run together" in message or "number" in message for message, _ in told(edit))


def test_a_label_without_a_gap_before_its_words_is_told(edit):
    line = next(one for one in edit.lines("AltTxt") if one.find(f"{w('r')}/{w('tab')}") is not None)
    tab = line.find(f"{w('r')}/{w('tab')}")
    tab.getparent().remove(tab)

    assert any("bis" in message and "run together" in message for message, _ in told(edit))


@pytest.mark.parametrize(("places", "is_told"), [(3000, False), (8200, True)])
def test_numbers_far_from_their_words_are_told(places, is_told):
    edit = WithParts(draft_in("doha", 3))
    for holder in (*levels(edit, "LetteredTxt"), style(edit, "LetteredTxt")):
        for tab in holder.iter(w("tab")):
            tab.set(w("pos"), str(places))

    assert any("far from the words behind it" in message for message, _ in told(edit)) == is_told


@pytest.mark.parametrize(
    ("name", "shows", "shown", "belongs"),
    [
        ("LetteredTxt", "%1 (%2)", "1 (a)", "(a)"),
        ("LetteredTxt", "%1 (%2).", "1 (a).", "(a)"),
        ("LetteredTxt", "%1(%2)", "1(a)", "(a)"),
        ("LetteredTxt", "%1.%2", "1.a", "(a)"),
        ("LetteredTxt", "(%2).", "(a).", "(a)"),
        ("SingleTxt", "%1 (%2)", "1 ()", "1."),
    ],
)
def test_a_number_that_has_that_of_another_level_as_well_is_told_once(name, shows, shown, belongs):
    edit = WithParts(draft_in("doha", 3))
    for level in levels(edit, name):
        level.find(w("lvlText")).set(w("val"), shows)

    assert f"its number is shown as “{shown}”, not as “{belongs}”; so are those like it" in [
        message for message, _ in told(edit)
    ]


@pytest.mark.parametrize("shows", ["(%2)", "(%2) "])
def test_a_letter_with_a_blank_is_no_fault(shows):
    edit = WithParts(draft_in("doha", 3))
    before = told(edit)
    for level in levels(edit, "LetteredTxt"):
        level.find(w("lvlText")).set(w("val"), shows)

    assert told(edit) == before


# The edge of the text is at 1,134 twentieths of a point; a subparagraph's letter stands 567 further in.
@pytest.mark.parametrize(
    ("indents", "is_told"),
    [
        ('w:left="3000" w:firstLine="0"', True),
        ('w:left="1134" w:firstLine="567"', True),
        ('w:left="1701" w:hanging="567"', False),  # its number stands where it stood
        ('w:left="1400" w:firstLine="0"', False),
    ],
)
def test_a_paragraph_set_in_as_a_part_of_the_one_before_is_told(edit, indents, is_told):
    line = edit.lines("SingleTxt")[1]
    line.find(w("pPr")).append(element(f"<w:ind {indents}/>"))

    found = [at for message, at in told(edit) if "further in than the others like it" in message]

    assert found == [place(edit, line)] * is_told


def test_paragraphs_that_are_all_set_in_are_a_house_s(edit):
    for line in edit.lines("SingleTxt"):
        line.find(w("pPr")).append(element('<w:ind w:left="1701" w:firstLine="0"/>'))

    assert told(edit) == []
