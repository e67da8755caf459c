"""``drafter check`` on words in other capitals than they were printed: a note, each at its place."""

from __future__ import annotations

import time

import pytest
from word_editing import Edit, said, through_libreoffice
from word_mutations import findings_of, place
from word_reading import draft, draft_in, w

from drafter.check.capitals import capitals_differ
from drafter.problems import Severity

CODES = ("capitals-changed", "signs-changed", "footnote-reworded")


@pytest.fixture
def edit():
    return Edit(draft(3))


def notes(edit):
    found = [one for one in findings_of(edit.save()) if one.code in CODES]
    assert all(one.severity is Severity.NOTE for one in found)
    return [(one.message, one.place) for one in found]


def alarms(edit):
    return [one.message for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]


def having(edit, words, *styles):
    return next(one for one in edit.lines(*styles) if words in said(one))


def in_case(paragraph, change):
    for one in paragraph.iter(w("t")):
        one.text = change(one.text or "")


def test_a_name_in_small_letters_in_a_clause_is_a_note(edit):
    line = having(edit, " United Nations ")
    for one in line.iter(w("t")):
        one.text = one.text.replace("United Nations", "united nations", 1)
    (told,) = notes(edit)
    assert told[0].startswith("its words stand; capitals do not: “united nations")
    assert " where “United Nations" in told[0]
    assert told[1] == place(edit, line)
    assert not alarms(edit)


def test_a_paragraph_typed_in_capitals_is_a_note(edit):
    line = edit.lines("SingleTxt")[3]
    opening = said(line).strip("[").split()
    in_case(line, str.upper)
    ((message, at),) = notes(edit)
    assert at == place(edit, line)
    assert f"capitals do not: “{' '.join(opening[:3]).upper()} " in message
    assert f"where “{' '.join(opening[:3])} " in message


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_a_heading_in_other_capitals_is_a_note(edit, change):
    heading = edit.lines("H1", "H23")[1]
    printed = said(heading)
    in_case(heading, change)
    assert said(heading) != printed
    ((message, _),) = [one for one in notes(edit) if one[1] == place(edit, heading)]
    assert message.startswith("its words stand; capitals do not: ")
    assert change(printed.split()[-1]) in message or "…" in message
    assert not alarms(edit)


@pytest.mark.parametrize("count", [12, 13])
def test_more_than_twelve_places_are_one_note(edit, count):
    for one in edit.lines("SingleTxt")[:count]:
        in_case(one, str.upper)
    found = [message for message, _ in notes(edit)]
    if count > 12:
        (message,) = found
        assert message.startswith(
            "at 13 places words stand in other capitals than they were drafted; the first"
        )
        assert message.endswith(" and 10 more")
    else:
        assert len(found) == count


def test_a_region_in_a_footnote_in_small_letters_is_a_note(edit):
    line = next(
        one
        for one in edit.lines("SingleTxt")
        if any("Latin America" in said(edit.note(ref)) for ref in edit.references(one))
    )
    note = next(n for ref in edit.references(line) if "Latin America" in said(n := edit.note(ref)))
    in_case(note, lambda one: one.replace("Latin", "latin"))
    ((message, at),) = notes(edit)
    assert message.startswith("the words of footnote ")
    assert "stand; capitals do not: “latin America" in message
    assert at == place(edit, line)


def test_signs_and_capitals_of_one_text_are_one_note(edit):
    line = next(
        one
        for one in edit.lines("SingleTxt")
        if " States" in said(one) and said(one).rstrip("]").endswith((";", "."))
    )
    in_case(line, lambda one: one.replace("States", "states"))
    last = [one for one in line.iter(w("t")) if (one.text or "").rstrip("] ").endswith((".", ";"))][-1]
    last.text = last.text.replace(";", " ;").replace(".", " .")
    ((message, _),) = notes(edit)
    assert message.startswith("its words stand; signs between them do not: ")
    assert "; nor do capitals: “" in message


def test_running_text_and_cells_are_noted(edit):
    box = edit.lines("BoxTxt")[0]
    in_case(box, str.upper)
    cell = next(
        one
        for one in edit.document.iter(w("tbl"))
        for one in one.iter(w("p"))
        if "and the Pacific" in said(one)
    )
    in_case(cell, lambda one: one.replace("Pacific", "pacific"))
    assert {at for _, at in notes(edit)} >= {place(edit, box), place(edit, cell)}
    assert not alarms(edit)


def test_the_first_letter_of_a_text_is_none(edit):
    for line in edit.lines("SingleTxt"):
        first = next(one for one in line.iter(w("t")) if any(map(str.isalpha, one.text or "")))
        begin = next(n for n, sign in enumerate(first.text) if sign.isalpha())
        first.text = f"{first.text[:begin]}{first.text[begin].swapcase()}{first.text[begin + 1 :]}"
    assert not notes(edit)


@pytest.mark.parametrize("options", [(), ("--alternatives", "bis"), ("--support", "--clean")])
def test_a_draft_as_it_was_made_has_none(options):
    assert not notes(Edit(draft(2, *options)))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "options",
    [
        ("--alternatives", "inline", "--support"),
        ("--alternatives", "lead", "--annexes", "full"),
        ("--edition", "delegates"),
        ("--annexes", "brief"),
    ],
)
def test_no_draft_as_it_was_made_has_any(options):
    assert not notes(Edit(draft(2, *options)))
    assert not notes(Edit(draft_in("doha", 2)))


@pytest.mark.thorough
def test_libreoffice_changes_no_capitals(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(draft(3, "--support"))
    (saved,) = through_libreoffice(tmp_path, [path])
    assert not [one for one in findings_of(saved.read_bytes()) if one.code == "capitals-changed"]


@pytest.mark.parametrize(
    ("printed", "text", "told"),
    [
        (
            "Invite Member States to act",
            "Invite member states to act",
            "“member states” where “Member States”",
        ),
        (
            "Invite Member States to act",
            "Invite Member states to act",
            "“Member states” where “Member States”",
        ),
        ("in Western Asia", "in western Asia", "“western Asia” where “Western Asia”"),
        ("of the convention", "of the Convention", "“Convention” where “convention”"),
        (
            "a State and the Council",
            "a state and the council",
            "“state” where “State” was drafted; “council”",
        ),
        ("Promote trade", "promote trade", ""),
        ("[Promote trade]", "[promote trade]", ""),
        ("Promote trade", "PROMOTE trade", "“PROMOTE” where “Promote”"),
        ("to: (a) Act; (b) Report", "to: (a) act; (b) report", ""),
        ("to: (a) Act; (b) Report to States", "to: (a) act; (b) report to states", "“states” where “States”"),
        ("caf\u00e9 in Rome", "cafe\u0301 in Rome", ""),
        ("a State acts", "a state acted", ""),
        ("a State’s act", "a State's act", ""),
        ("co\u00adoperate", "cooperate", ""),
    ],
)
def test_which_capitals_differ(printed, text, told):
    assert capitals_differ(printed, text).startswith(told)
    assert bool(capitals_differ(printed, text)) is bool(told)


@pytest.mark.parametrize("unit", ["A ", "Ab ", "a (b) C ", "Ab-", "(a) B "])
def test_long_texts_are_read_in_a_time_that_grows_with_them(unit):
    text = (unit * 50_000)[:50_000]
    began = time.process_time()
    capitals_differ(text, text.swapcase())
    capitals_differ(text, text.lower())
    assert time.process_time() - began < 10  # far more than it takes
