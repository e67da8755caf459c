"""``drafter check`` on marks at the end of texts, one after the other, and on the form of numbers."""

from __future__ import annotations

import hashlib
import re
import time

import pytest
from lxml import etree
from word_editing import Edit, said, through_libreoffice
from word_mutations import findings_of, told
from word_reading import draft, draft_in, w

from drafter.brackets import meant_by, names_in, speaker_of, sponsors_behind
from drafter.check.signs import ends_otherwise, signs_turn
from drafter.docx.parts.package import WordPackage
from drafter.docx.provenance import find_draft
from drafter.problems import Severity

LONG = 50_000


@pytest.fixture
def edit():
    return Edit(draft_in("doha", 3))


def closed_with(edit, marks, *styles):
    """The last text of a guidance paragraph, closed with other marks than its full stop."""
    paragraph = next(one for one in edit.lines(*styles) if said(one).endswith("."))
    text = [one for one in paragraph.iter(w("t")) if one.text][-1]
    text.text = text.text.removesuffix(".") + marks


@pytest.mark.parametrize("style", ["GuidanceTxt", "AltTxt"])
@pytest.mark.parametrize(
    "marks", [",;", ";;", "; ;", ":;", ":", "..", ".;", "-;", "–", "/.", "`.", " ,.", "!;", "?;"]
)
def test_a_mark_before_the_last_one_or_another_in_its_place_is_told(edit, style, marks):
    closed_with(edit, marks, style)
    ((message, place),) = told(edit)
    assert "its words stand, and " in message
    assert place >= 0


@pytest.mark.parametrize("marks", [" ;", " .", ","])
def test_a_blank_before_the_last_mark_and_a_comma_are_a_note(edit, marks):
    closed_with(edit, marks, "GuidanceTxt")
    (found,) = findings_of(edit.save())
    assert (found.code, found.severity) == ("signs-changed", Severity.NOTE)
    assert f"{marks}” where “" in found.message


@pytest.mark.parametrize("marks", [";", "", "\u00a0;", "\u202f;", ". ", ";  ", ".\u00a0"])
def test_what_lists_and_french_do_with_the_last_mark_is_nothing(edit, marks):
    closed_with(edit, marks, "GuidanceTxt")
    assert not findings_of(edit.save())


@pytest.mark.parametrize(
    ("printed", "text", "turned"),
    [
        ("Adopt laws, and plans;", "Adopt laws,, and plans;", "“,,” stands behind “laws”"),
        ("Adopt laws; and plans;", "Adopt laws; , and plans;", "“;,” stands behind “laws”"),
        ("Adopt laws and plans;", "Adopt laws and plans:", "it ends in a colon"),
        ("[Adopt laws and plans;]", "[Adopt laws and plans/;]", "it ends in “/;”"),
        ("Adopt laws, plans, etc.", "Adopt laws, plans, etc.;", ""),
        ("Adopt laws, etc. and so on", "Adopt laws, etc., and so on", ""),
        ("[Adopt laws and plans;]", "[Adopt laws and plans];", ""),
        ("Adopt “laws and plans”;", "Adopt “laws and plans.”", ""),
        ("Adopt the following:", "Adopt the following:", ""),
        ("Adopt laws, plans …;", "Adopt laws, plans …;", ""),
    ],
)
def test_marks_that_stand_together_or_close_a_text_turn_it(printed, text, turned):
    assert signs_turn(printed, text).startswith(turned)
    assert bool(signs_turn(printed, text)) is bool(turned)


def test_a_text_closes_as_a_list_has_it():
    assert not ends_otherwise("Adopt laws;]", "Adopt laws.]")
    assert not ends_otherwise("Adopt “laws”;", "Adopt laws;")
    assert ends_otherwise("Adopt laws;", "Adopt laws ;")


def in_a_cell(edit, change):
    """The last words of the first cell that closes with a mark, changed."""
    cells = (list(one.iter(w("t"))) for one in edit.body.iter(w("tc")))
    text = next(one[-1] for one in cells if one and (one[-1].text or "").endswith((";", ".")))
    text.text = change(text.text)


@pytest.mark.parametrize(
    ("marks", "is_told"), [(",;", True), (":", True), ("-;", True), (" ;", False), (".", False), ("", False)]
)
def test_marks_that_close_a_cell_are_told_as_those_of_a_text(edit, marks, is_told):
    in_a_cell(edit, lambda text: text[:-1] + marks)
    assert bool(told(edit)) is is_told


def test_the_blanks_of_french_before_its_marks_are_nothing_wherever_they_stand(edit):
    for one in edit.document.iter(w("t")):
        one.text = re.sub("([;:])", "\u00a0\\1", one.text or "")
    assert not [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def test_a_label_that_has_lost_its_stop_is_told(edit):
    line = edit.lines("AltTxt")[0]
    text = next(one for one in line.iter(w("t")) if (one.text or "").endswith("bis."))
    text.text = text.text.removesuffix(".")
    assert any("is without the full stop behind it" in message for message, _ in told(edit))


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:strike/>", '<w:color w:val="FFFFFF"/>'])
def test_what_a_list_does_to_all_its_numbers_is_told_once(edit, look):
    numbered(edit, '<w:lvlJc w:val="left"/>', f'<w:lvlJc w:val="left"/><w:rPr>{look}</w:rPr>', 1)
    ((message, _),) = told(edit)
    assert "“1" in message
    assert message.endswith("by the style “SingleTxt”")


# Numbers


def numbered(edit, old, new, times=-1):
    part = edit.parts["word/numbering.xml"].decode()
    assert old in part
    edit.parts["word/numbering.xml"] = part.replace(old, new, times).encode()


@pytest.mark.parametrize(
    ("old", "new", "said_of_it"),
    [
        ('"%1."', '"%1"', ["its number is shown as “1”, not as “1.”; so are those like it"]),
        ('"%1."', '"%1.."', ["its number is shown as “1..”, not as “1.”; so are those like it"]),
        ('"%1."', '"%1)"', ["its number is shown as “1)”, not as “1.”; so are those like it"]),
        ('"(%2)"', '"%2)"', ["its number is shown as “a)”, not as “(a)”; so are those like it"]),
        ('"(%2)"', '"(%2)."', ["its number is shown as “(a).”, not as “(a)”; so are those like it"]),
        ('"(%2)"', '"%1.(%2)"', ["its number is shown as “1.(a)”, not as “(a)”; so are those like it"]),
        ('"G.%1."', '"G.%1"', ["its number is shown as “G.1”, not as “G.1.”; so are those like it"]),
    ],
)
def test_the_form_of_all_numbers_that_is_another_is_told_once(edit, old, new, said_of_it):
    numbered(edit, f"<w:lvlText w:val={old}/>", f"<w:lvlText w:val={new}/>")
    assert [message for message, _ in told(edit)] == said_of_it


def test_numbers_in_the_form_of_a_house_are_as_printed_and_old_files_say_nothing(edit):
    numbered(edit, '<w:lvlText w:val="%1."/>', '<w:lvlText w:val="%1"/>')
    part, root = find_draft(WordPackage.open(edit.save(), ""))
    kept = root.get("edges")
    assert '"main 1."' in kept
    for other in (kept.replace('"main 1."', '"main 1"'), kept.replace("forms of numbers", "of no kind")):
        root.set("edges", other)
        edit.parts[part] = _sealed(root)
        assert not told(edit)


def _sealed(root):
    text = (root.text or "").strip() + root.get("edges")
    root.set("content", hashlib.sha256(text.encode()).hexdigest())
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def test_numbers_and_marks_are_as_they_were_behind_libreoffice(tmp_path):
    made = {"kyoto": draft(3), "doha": draft_in("doha", 3), "room": draft(3, "--edition", "delegates")}
    for name, content in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    saved = through_libreoffice(tmp_path, [tmp_path / f"{name}.docx" for name in made])
    for path in saved:
        assert not [one for one in findings_of(path.read_bytes()) if one.severity is not Severity.NOTE]


# Long texts


@pytest.mark.parametrize(
    "unit", [" ", "(", ")", "[", ",", ";", ", ", "; ", " , and ", "A, ", "(Ab ", " on behalf of ", "A and "]
)
def test_names_and_marks_of_long_texts_are_read_in_a_time_that_grows_with_them(unit):
    text = (unit * LONG)[:LONG]
    known = ("A", "Egypt", "the Group of 77 and China")
    began = time.process_time()
    for one in (text, f"Take steps [a] ({text}x", f"{text} (Egypt)"):
        names_in(one, known)
        sponsors_behind(one, known)
        speaker_of(one)
        meant_by("Egypt", [one])
        signs_turn(f"Adopt {one} laws", f"Adopt{one}; laws")
    assert time.process_time() - began < 10  # a hundred times what it takes


def test_a_long_row_of_known_names_is_read():
    names = names_in(", ".join(["Chad", "Togo"] * 700), ("Chad", "Togo"))
    assert names == ("Chad", "Togo") * 700
