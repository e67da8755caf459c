"""What people changed in Word that no selection can say: ``select --from`` tells each kind of it."""

from __future__ import annotations

import copy
import io

import pytest
from docx import Document
from test_home import Round
from word_editing import element, run, said, style_of
from word_reading import w

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
    of(edit, "name of the Congress").addnext(styled("Recalling the Salvador Declaration,", "PlainTxt"))


def note_in_the_preamble(edit):
    edit.add_reference(of(edit, "Recalling [earlier"), "General Assembly resolution 74/171.")


def hinge(edit):
    edit.replace_words(of(edit, "Declare the following"), "Declare the following", "Solemnly declare")


def heading(edit):
    edit.replace_words(of(edit, "Victim-centred approach", "H4"), "Victim-centred", "Victims first")


def new_heading(edit):
    of(edit, "Guidance from the regions", "H1").addprevious(styled("Follow-up", "H1"))


def title(edit):
    edit.replace_words(
        of(edit, "Compilation of candidate", "HCh"), "Compilation of candidate", "Zero draft of"
    )


def box(edit):
    edit.replace_words(of(edit, "nobody has agreed", "BoxTxt"), "nobody has agreed", "all have agreed")


def note_with_a_remark(edit):
    mark = edit.references(focus(edit))[0]
    edit.set_note(mark, said(edit.note(mark)).rstrip(".") + ", as orally revised by Brazil.")


def annex_1(edit):
    cell = next(one for one in edit.body.iter(w("p")) if said(one).startswith("Closing “.” replaced"))
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
    "a preamble written": (
        preamble_written,
        "the preamble was changed: 1 paragraph (“Recalling the Salvador",
    ),
    "a footnote in the preamble": (note_in_the_preamble, "footnote 1 (“General Assembly resolution 74/171”)"),
    "another hinge": (hinge, "the preamble was changed: 1 paragraph (“Solemnly declare"),
    "another heading": (heading, "the headings were changed: 1 heading (“Victims first approach”)"),
    "a new heading": (new_heading, "“Follow-up”"),
    "another title": (title, "the title was changed: 1 paragraph (“Zero draft of"),
    "the box": (box, "the box on how the draft was made was changed: 1 paragraph"),
    "a remark in a footnote": (note_with_a_remark, "clause 2 (“Focus", "says “as orally revised by Brazil”"),
    "a remark in Annex I": (annex_1, "Annex I. Where each clause comes from", "“NB: not agreed by Peru”"),
    "a remark in Annex II": (annex_2, "Annex II. Recommendations not used", "“NB: Germany insists on it”"),
    "one wording without brackets": (one_wording_without_brackets, "clause 2 (“Focus", "were taken away"),
    "guidance in brackets": (guidance_in_brackets, "G.1 (“Formulate", "its brackets were put in"),
}


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


def test_comments_that_people_left_open_are_counted_with_their_authors_and_first_words(made):
    made.selection.write_bytes(made.start)
    document = Document(io.BytesIO(made.made))
    place = next(one for one in document.paragraphs if "Focus on human" in one.text)
    document.add_comment(place.runs, text="EU cannot accept; delete", author="EU", initials="EU")
    document.add_comment(place.runs, text="Support", author="Chile", initials="CL")
    saved = io.BytesIO()
    document.save(saved)
    made.save(saved.getvalue())
    _, messages = made.come_home()
    assert "2 comments are open" in messages
    assert "EU: “EU cannot accept; delete”; Chile: “Support”" in messages


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
