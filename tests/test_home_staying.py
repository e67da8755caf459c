"""What people changed in Word that no selection can say: ``select --from`` tells each kind of it."""

from __future__ import annotations

import copy
import io
import re

import pytest
from docx import Document
from test_home import Round
from word_editing import element, run, said, style_of
from word_reading import w
from word_room import Room, drafter

NOTE = "Report of the regional preparatory meeting for Europe, Vienna, para. 28 (a)."
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return Round(tmp_path_factory.mktemp("staying"), min_regions=4)


@pytest.fixture(scope="module")
def with_names(tmp_path_factory):
    """A draft that names the regions after each clause."""
    return Round(tmp_path_factory.mktemp("names"), "--support", min_regions=4)


def of(edit, words, *styles):
    """The first paragraph with some words."""
    return next(
        one
        for one in edit.body.iter(w("p"))
        if words in said(one) and (not styles or style_of(one) in styles)
    )


def focus(edit):
    return of(edit, "Focus on human", "SingleTxt")


def formatted(paragraph, words, properties):
    """Give some words of a paragraph a format of their own."""
    old = next(one for one in paragraph.iter(w("t")) if words in (one.text or "")).getparent()
    before, _, after = said(old).partition(words)
    pieces = []
    for text in (before, words, after):
        piece = copy.deepcopy(old)
        piece.find(w("t")).text = text
        piece.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        pieces.append(piece)
    if pieces[1].find(w("rPr")) is None:
        pieces[1].insert(0, element("<w:rPr/>"))
    pieces[1].find(w("rPr")).append(element(properties))
    for piece in reversed(pieces):
        old.addnext(piece)
    old.getparent().remove(old)


def styled(words, style):
    return element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>')


def table_with_a_clause(edit):
    words = styled("Protect women judges in every court of the land;", "SingleTxt")
    table = element(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"
    )
    next(table.iter(w("tc"))).append(words)
    edit.clause("clause_gender_sensitive_measures").addprevious(table)
    edit.add_reference(words, NOTE)


def words_in_a_box(edit):
    focus(edit).append(element(BOX.format("only where resources allow")))


def preamble_written(edit):
    of(edit, "Assembled at the Fourteenth").addnext(styled("Recalling the Salvador Declaration,", "PlainTxt"))


def note_in_the_preamble(edit):
    edit.add_reference(of(edit, "Recalling [earlier"), "General Assembly resolution 74/171.")


def place_of_the_meeting(edit):
    edit.replace_words(of(edit, "Kyoto, Japan", "SubTitleTxt"), "Kyoto, Japan", "Vienna, Austria")


def annex_heading(edit):
    edit.replace_words(of(edit, "Annex I.", "H1"), "Annex I.", "Annex A.")


def title(edit):
    edit.replace_words(
        of(edit, "Compilation of candidate", "HCh"), "Compilation of candidate", "Zero draft of"
    )


def box(edit):
    edit.replace_words(of(edit, "Nobody has agreed", "BoxTxt"), "Nobody has agreed", "All have agreed")


def note_with_a_remark(edit):
    mark = edit.references(focus(edit))[0]
    edit.set_note(mark, said(edit.note(mark)).rstrip(".") + ", as orally revised by Brazil.")


def annex_1(edit):
    cells = (one for cell in edit.body.iter(w("tc")) for one in cell.iter(w("p")))
    cell = next(one for one in cells if said(one).startswith("From "))
    cell.append(run(" NB: not agreed by Peru"))


def annex_2(edit):
    cells = list(edit.document.iter(w("tc")))
    cells[-1].findall(w("p"))[0].append(run(" NB: Germany insists on it"))


def one_wording_without_brackets(edit):
    edit.replace_words(focus(edit), "[Focus", "Focus")
    edit.replace_words(focus(edit), "practices;]", "practices;")


def guidance_in_brackets(edit):
    place = edit.lines("GuidanceTxt")[0]
    texts = [one for one in place.iter(w("t")) if (one.text or "").strip()]
    texts[0].text = f"[{texts[0].text}"
    texts[-1].text += "]"


STAYING = {
    "a clause in a table": (
        table_with_a_clause,
        "clause 5 (“Protect women judges",
        "in a table; this cannot",
    ),
    "words struck through": (
        lambda edit: formatted(focus(edit), " as a driving force", "<w:strike/>"),
        "clause 2 (“Focus on human",
        "“as a driving force” is struck through",
    ),
    "words hidden": (
        lambda edit: formatted(focus(edit), " as a driving force", "<w:vanish/>"),
        "“as a driving force” is hidden",
    ),
    "words in white": (
        lambda edit: formatted(focus(edit), " as a driving force", '<w:color w:val="FFFFFF"/>'),
        "“as a driving force” is",
    ),
    "words in a text box": (words_in_a_box, "only where resources allow"),
    "a footnote in the preamble": (note_in_the_preamble, "footnote 1 (“General Assembly resolution 74/171”)"),
    "another place in the title": (
        place_of_the_meeting,
        "the title was changed: 1 paragraph (“Fourteenth United Nations",
    ),
    "another heading of an annex": (
        annex_heading,
        "the form's own headings were changed: 1 heading (“Annex A. Sources”)",
    ),
    "the box": (box, "the note on how to read it was changed: 1 paragraph"),
    "a remark in a footnote": (note_with_a_remark, "clause 2 (“Focus", "says “as orally revised by Brazil”"),
    "a remark in Annex I": (annex_1, "Annex I. Sources", "“NB: not agreed by Peru”"),
    "a remark in a table": (annex_2, "Where the paragraphs come from", "“NB: Germany insists on it”"),
    "one wording without brackets": (one_wording_without_brackets, "clause 2 (“Focus", "were taken away"),
    "guidance in brackets": (guidance_in_brackets, "G.1 (“Formulate", "its brackets were put in"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("what", STAYING)
def test_what_cannot_come_home_is_said_in_one_line(made, what):
    change, *words = STAYING[what]
    made.selection.write_bytes(made.start)
    edit = made.edit()
    change(edit)
    made.save(edit)

    out, messages = made.come_home()

    assert not out
    warnings = [one for one in messages.splitlines() if ": warning: " in one]
    assert len(warnings) == 1, messages
    assert all(one in warnings[0] for one in words), messages
    assert "does not say already" not in messages
    assert "stays in Word" in messages
    assert "below “words”" not in messages


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("the Caribbean", "the Caribbean, Africa", "were changed: Africa added"),
        (
            "Latin America and the Caribbean",
            "Africa",
            "Africa added; Latin America and the Caribbean taken out",
        ),
    ],
)
def test_a_region_added_to_or_taken_from_the_names_after_a_clause_is_said(with_names, old, new, words):
    edit = with_names.edit()
    edit.replace_words(focus(edit), old, new)
    with_names.save(edit)
    out, messages = with_names.come_home()
    assert not out
    assert words in messages
    assert messages.count(": warning: ") == 1


def test_comments_at_a_clause_come_home_and_others_are_counted_with_their_authors(made):
    made.selection.write_bytes(made.start)
    document = Document(io.BytesIO(made.made))
    place = next(one for one in document.paragraphs if "Focus on human" in one.text)
    document.add_comment(place.runs, text="EU cannot accept; delete", author="EU", initials="EU")
    document.add_comment(place.runs, text="Support", author="Chile", initials="CL")
    place = next(one for one in document.paragraphs if "Declare the following" in one.text)
    document.add_comment(place.runs, text="Too\ngrand", author="Chile", initials="CL")
    document.add_comment(place.runs, text="Adopt?", author="Peru", initials="PE")
    saved = io.BytesIO()
    document.save(saved)
    made.save(saved.getvalue())
    out, messages = made.come_home()
    assert "2 comments are open" in messages
    assert "Chile: “Too grand”; Peru: “Adopt?”" in messages
    at_clause = re.findall(r"^\S+:remark:(\w+)  clause [^:]+: (\w+): a comment$", out, re.MULTILINE)
    assert at_clause == [("eu", "EU"), ("chile", "Chile")], out


def test_words_struck_through_in_a_clause_that_is_proposed_are_said_too(made):
    made.selection.write_bytes(made.start)
    edit = made.edit()
    formatted(focus(edit), " as a driving force", "<w:strike/>")
    edit.replace_words(focus(edit), "Focus on", "Concentrate on")
    made.save(edit)
    out, messages = made.come_home()
    assert ":wording" in out
    assert "“as a driving force” is struck through" in messages
    assert "is imported as plain words" in messages


def test_what_is_said_of_a_heading_names_it_as_one(made):
    made.selection.write_bytes(made.start)
    edit = made.edit()
    heading = next(one for one in edit.body.iter(w("p")) if style_of(one) == "H4")
    formatted(heading, said(heading), "<w:strike/>")
    made.save(edit)
    _, messages = made.come_home()
    assert f"the heading “{' '.join(said(heading).split()[:3])}" in messages
    assert "a clause without a number" not in messages


@pytest.mark.thorough
def test_footnote_marks_exchanged_inside_a_text_with_brackets_are_said(tmp_path):
    home = Round(tmp_path, "--alternatives", "inline")
    edit = home.edit()
    first, *_, last = edit.references(edit.clause("clause_crime_prevention_in_youth_policy"))
    one, other = first.get(w("id")), last.get(w("id"))
    first.set(w("id"), other)
    last.set(w("id"), one)
    edit.renumber()
    home.save(edit)
    out, messages = home.come_home()
    assert not out
    assert "its footnote marks stand behind other words" in messages


def test_a_draft_with_nothing_changed_is_said_to_have_nothing(made):
    made.selection.write_bytes(made.start)
    made.save(made.made)
    _, messages = made.come_home()
    assert "has nothing that" in messages
    assert "warning" not in messages


@pytest.mark.parametrize("heading", ["", pytest.param("  heading: item-4-ii\n", marks=pytest.mark.thorough)])
def test_a_paragraph_moved_among_some_under_no_heading_keeps_its_own_and_that_is_said(tmp_path, heading):
    of_own = f"- id: desk-peace\n{heading}  text: Commit to peace\n" if heading else "- id: af-37b\n"
    blocks = "- id: desk-open\n  text: Open the text\n- id: desk-second\n  text: Second that\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{blocks}{of_own}")
    edit = room.edit()
    own = edit.clause("clause_desk_peace" if heading else "clause_af_37b")
    edit.body.remove(own)
    edit.clause("clause_desk_open").addnext(own)
    told = " ".join(room.home(room.save(edit)).split())
    assert "was moved among paragraphs under no heading; its own, “item-4-ii”, stays: not imported" in told
    if room.proposed:
        drafter("select", room.selection, "--take-all")
