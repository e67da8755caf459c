"""``drafter check`` on words that stand out as none were printed: one note for the whole paper."""

from __future__ import annotations

import copy

import pytest
from test_check_harmless import direct_formatting_cleared
from word_editing import Edit, element, said, through_libreoffice
from word_mutations import findings_of, place
from word_reading import draft, draft_in, w

from drafter.problems import Severity

WAYS = {
    "<w:b/>": "in bold",
    '<w:u w:val="single"/>': "underlined",
    '<w:u w:val="dotted"/>': "underlined",
    "<w:caps/>": "in capitals",
    "<w:smallCaps/>": "in capitals",
    '<w:sz w:val="28"/>': "in larger type",
}
SILENT = [
    "<w:i/>",
    '<w:b w:val="0"/>',
    '<w:u w:val="none"/>',
    '<w:sz w:val="21"/>',
    '<w:sz w:val="18"/>',
    '<w:highlight w:val="yellow"/>',
    '<w:color w:val="1F3864"/>',
    '<w:caps w:val="false"/>',
]


@pytest.fixture
def edit():
    return Edit(draft(3))


def set_on_words(paragraph, xml, count=3):
    """Set something on some words in the middle of a text; gives the words."""
    text = max(paragraph.iter(w("t")), key=lambda one: len(one.text or ""))
    own, words = text.getparent(), text.text.split(" ")
    chosen = " ".join(words[4 : 4 + count])
    before, behind = f"{' '.join(words[:4])} ", f" {' '.join(words[4 + count :])}"
    pieces = []
    for piece in (before, chosen, behind):
        one = copy.deepcopy(own)
        (inner,) = one.iter(w("t"))
        inner.text = piece
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        pieces.append(one)
    properties = pieces[1].find(w("rPr"))
    if properties is None:
        properties = element("<w:rPr/>")
        pieces[1].insert(0, properties)
    properties.append(element(xml))
    for one in pieces:
        own.addprevious(one)
    own.getparent().remove(own)
    return chosen


def notes(edit):
    found = findings_of(edit.save())
    assert not [one.message for one in found if one.severity is not Severity.NOTE]
    return [one for one in found if one.code == "emphasis-changed"]


@pytest.mark.parametrize("xml", WAYS)
def test_words_that_stand_out_are_a_note(edit, xml):
    line = edit.lines("SingleTxt")[2]
    words = set_on_words(line, xml)
    (told,) = notes(edit)
    assert told.message.startswith(f"words stand {WAYS[xml]} that were not printed so: “{words}” at ")
    assert told.place == place(edit, line)


def test_all_places_are_one_note(edit):
    lines = edit.lines("SingleTxt")[:6]
    for line, xml in zip(lines, WAYS, strict=True):
        set_on_words(line, xml)
    (told,) = notes(edit)
    assert told.message.startswith(
        "words stand in bold, underlined, in capitals or in larger type that were not printed so: “"
    )
    assert told.message.count(" at ") == 3
    assert told.message.endswith(" and 3 more")


def test_a_whole_paragraph_that_is_underlined_is_a_note(edit):
    line = edit.lines("SingleTxt")[4]
    for one in line.iter(w("r")):
        if one.find(w("t")) is not None:
            if one.find(w("rPr")) is None:
                one.insert(0, element("<w:rPr/>"))
            one.find(w("rPr")).append(element('<w:u w:val="single"/>'))
    (told,) = notes(edit)
    assert "words stand underlined that were not printed so: “" in told.message


def test_words_in_a_style_of_ones_own_are_a_note(edit):
    styles = edit.parts["word/styles.xml"].decode()
    own = '<w:style w:type="character" w:styleId="Own"><w:name w:val="Own"/><w:rPr><w:b/></w:rPr></w:style>'
    edit.parts["word/styles.xml"] = styles.replace("</w:styles>", f"{own}</w:styles>").encode()
    set_on_words(edit.lines("SingleTxt")[2], '<w:rStyle w:val="Own"/>')
    assert len(notes(edit)) == 1


@pytest.mark.parametrize("xml", SILENT)
def test_what_does_not_stand_out_is_none(edit, xml):
    set_on_words(edit.lines("SingleTxt")[2], xml)
    assert not notes(edit)


def test_headings_and_heads_of_tables_are_none(edit):
    for one in (*edit.lines("H1", "H23"), *next(edit.document.iter(w("tr"))).iter(w("p"))):
        for each in one.iter(w("r")):
            if each.find(w("rPr")) is None:
                each.insert(0, element("<w:rPr/>"))
            each.find(w("rPr")).append(element("<w:b/>"))
    assert not notes(edit)


def test_larger_type_of_all_texts_is_a_houses(edit):
    for line in edit.lines():
        for one in line.iter(w("r")):
            if one.find(w("t")) is not None:
                if one.find(w("rPr")) is None:
                    one.insert(0, element("<w:rPr/>"))
                one.find(w("rPr")).append(element('<w:sz w:val="24"/>'))
    assert not notes(edit)
    set_on_words(edit.lines("SingleTxt")[2], "<w:b/>")
    (told,) = notes(edit)
    assert told.message.startswith("words stand in bold that ")


@pytest.mark.parametrize("options", [(), ("--alternatives", "bis", "--support")])
def test_a_draft_as_it_was_made_has_none(options):
    edit = Edit(draft(2, *options))
    assert not notes(edit)
    direct_formatting_cleared(edit)
    assert not notes(edit)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "options",
    [
        ("--alternatives", "inline", "--support"),
        ("--alternatives", "lead", "--annexes", "full"),
        ("--edition", "delegates"),
        ("--clean",),
    ],
)
def test_no_draft_as_it_was_made_has_any(options):
    assert not notes(Edit(draft(2, *options)))
    assert not notes(Edit(draft_in("doha", 2)))


@pytest.mark.thorough
def test_libreoffice_makes_nothing_stand_out(tmp_path):
    made = {
        "plain": draft(3),
        "inline": draft(3, "--alternatives", "inline", "--support"),
        "lead": draft(3, "--alternatives", "lead", "--edition", "delegates"),
        "doha": draft_in("doha", 3),
    }
    for name, content in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    for path in through_libreoffice(tmp_path, [tmp_path / f"{name}.docx" for name in made]):
        assert not [one for one in findings_of(path.read_bytes()) if one.code == "emphasis-changed"]


@pytest.mark.thorough
def test_words_that_stand_out_do_so_behind_libreoffice(tmp_path):
    edit = Edit(draft(3))
    words = [set_on_words(line, xml) for line, xml in zip(edit.lines("SingleTxt")[:6], WAYS, strict=True)]
    (tmp_path / "a.docx").write_bytes(edit.save())
    (saved,) = through_libreoffice(tmp_path, [tmp_path / "a.docx"])
    (told,) = [one for one in findings_of(saved.read_bytes()) if one.code == "emphasis-changed"]
    assert all(f"“{one}” at " in told.message for one in words[:3])
    assert told.message.endswith(" and 3 more")
    assert said(edit.lines("SingleTxt")[0])
