"""Italics, “*inter alia*” in the words of people and of forms: in Word, in Markdown, and the way home."""

from __future__ import annotations

import json
import subprocess

import pytest
from test_home import Round
from test_home_staying import formatted, of
from word_editing import Edit, said, through_libreoffice
from word_reading import w

from drafter.text.italics import literal, marked, unmarked
from tools import LONGEST_RUN, copied_form, imported, open_xml_validator, run_here

FORMS = ("kyoto", "doha")
# Blocks of the selection of what at least four meetings share.
INVESTING, CULTURE = "- id: investing-in-practitioners\n", "- id: culture-of-lawfulness\n"
WOMEN = "- id: gender-sensitive-measures\n"
CLOSING = """
words:
  preamble: |
    We, the *Heads* of State and Government,

    Recalling [the *Salvador* Declaration],

    **To that end** we note *mutatis mutandis* what follows:
  item-3-viii: "### Women *and* girls"
  closing: "We thank 5 * 3 people, the *Govern\\\\*ment* of Japan* and others*."
"""
SET = [
    "pro forma",
    "Heads",
    "Salvador",
    "mutatis mutandis",
    "inter alia",
    "(a) bona fide",
    "per se",
    "and",
    "prima facie",
    "Govern*ment",
    "and",  # the heading, in the last table
]


@pytest.mark.parametrize(
    ("words", "text", "italics"),
    [
        ("*inter alia*, the *Kyoto* text", "inter alia, the Kyoto text", ["inter alia", "Kyoto"]),
        ("(*a*), *b*; *(c)*", "(a), b; (c)", ["a", "b", "(c)"]),
        ("5 * 3 * 2, 2*3*4", "5 * 3 * 2, 2*3*4", []),
        ("States* and others*, *one", "States* and others*, *one", []),
        (r"\*no\* and *yes\**", "*no* and yes*", ["yes*"]),
        ("**bold** is none", "**bold** is none", []),
        ("* *", "* *", []),
    ],
)
def test_words_between_asterisks_are_italics_and_other_asterisks_are_signs(words, text, italics):
    plain, ranges = unmarked(words)
    assert (plain, [plain[start:end] for start, end in ranges]) == (text, italics)
    assert unmarked(marked(plain, ranges)) == (plain, ranges)
    assert unmarked(literal(words)) == (words, ())


def test_marks_go_around_whole_words_where_italics_in_word_cover_parts_of_them():
    text = "among others, inter alia, and more"
    assert marked(text, ((16, 24),)) == "among others, *inter alia*, and more"  # “ter alia”
    assert marked(text, ((13, 25),)) == "among others, *inter alia,* and more"  # with blank and comma
    assert marked(text, ((12, 13),)) == text  # a comma alone


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {form: _with_italics(tmp_path_factory.mktemp(form), form) for form in FORMS}


def _with_italics(folder, form):
    found = Round(folder, "--form", form, min_regions=4)
    text = found.text.replace("criteria:", 'about:\n  standing: "A *pro forma* text"\ncriteria:')
    words = (
        "  wording: To invest, *inter alia*, in people [of *(a) bona fide* standing]\n  reason: it is *so*\n"
    )
    text = text.replace(INVESTING, INVESTING + words)
    above = '  above: "Lawfulness *per se* comes first."\n'
    text = text.replace(CULTURE, CULTURE + above)
    # One of four wordings is somebody's own.
    own = "  wordings:\n  - sources: [ap-26b]\n    wording: To help *prima facie* victims\n"
    text = text.replace(WOMEN, WOMEN + own)
    found.selection.write_text(text + CLOSING, "utf-8")
    found.start = found.selection.read_bytes()
    run_here("draft", found.selection, "-o", found.draft, "--overwrite")
    found.made = found.draft.read_bytes()
    return found


def italics_in(content):
    """The words of a draft that are set off from the style of their paragraph, in order."""
    edit, found = Edit(content), []
    for paragraph in edit.document.iter(w("p")):
        before = None
        for run in paragraph.iter(w("r")):
            set_off = run.find(f"{w('rPr')}/{w('i')}") is not None
            if set_off and before is not None:
                found[-1] += said(run)
            elif set_off:
                found.append(said(run))
            before = run if set_off else None
    return found


@pytest.mark.parametrize("form", FORMS)
def test_marked_words_are_italics_in_word_and_no_asterisk_is_printed(made, form):
    found = made[form]
    wanted = [one for one in SET if form == "kyoto" or one != "and"]  # doha has no headings in a short text
    assert italics_in(found.made) == wanted
    text = "\n".join(said(one) for one in Edit(found.made).document.iter(w("p")))
    assert "inter alia, in people [of (a) bona fide standing]" in text
    assert "5 * 3 people, the Govern*ment of Japan* and others*." in text
    assert text.count("*") == 4


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("edition", ["working", "delegates"])
def test_an_unedited_draft_with_italics_proposes_nothing_and_is_valid(made, form, edition):
    found = made[form]
    found.begin()
    run_here("draft", found.selection, "-o", found.draft, "--edition", edition, "--overwrite")
    assert found.come_home()[0] == ""
    assert not found.file.exists()
    checked = json.loads(run_here("check", found.draft, "--json", status=1)[0])
    # The words of the selection are not at all those of the sources that they cite; nothing else is said.
    assert {one["code"] for one in checked["problems"]} == {"placeholder", "peoples-words", "running-words"}
    done = subprocess.run(
        [open_xml_validator(), found.draft], capture_output=True, timeout=LONGEST_RUN, check=False
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.thorough
def test_italics_come_through_libreoffice(made, tmp_path):
    found = made["kyoto"]
    found.begin()
    found.save(found.made)
    found.save(through_libreoffice(tmp_path, [found.draft])[0].read_bytes())
    assert found.come_home()[0] == ""


def test_italics_set_in_word_come_home_where_the_words_are_somebodys_own(made):
    found = made["kyoto"]
    found.begin()
    edit = found.edit()
    formatted(of(edit, "Lawfulness", "PlainTxt"), "comes", "<w:i/>")
    formatted(of(edit, ", in people [of ", "SingleTxt"), "people", "<w:i/>")
    formatted(of(edit, "of State and Government"), "State", "<w:i/>")
    # The words of a source stay as they are: a look is no change of them.
    formatted(
        of(edit, "alternatives to incarceration", "SingleTxt"), "alternatives to incarceration", "<w:i/>"
    )
    formatted(of(edit, "gender-related issues", "AltTxt"), "gender-related", "<w:i/>")
    found.save(edit)
    found.come_home()
    found.take_all()
    text = " ".join(found.text.split())
    assert "Lawfulness *per se comes* first." in text
    assert "in *people* [of *(a) bona fide* standing]" in text
    assert "the *Heads* of *State* and Government" in text
    assert "*alternatives" not in text
    assert "*gender" not in text
    assert "mutatis mutandis" in italics_in(found.draft_again())
    assert found.come_home()[0] == ""


def test_italics_in_a_heading_that_is_in_italics_are_upright(made):
    heading = of(Edit(made["kyoto"].made), "Women and girls", "H4")
    assert [(said(one.getparent().getparent()), one.get(w("val"))) for one in heading.iter(w("i"))] == [
        ("and", "0")
    ]


def test_an_italic_taken_away_in_word_is_taken_away_at_home(made):
    found = made["kyoto"]
    found.begin()
    edit = found.edit()
    clause = of(edit, ", in people [of ", "SingleTxt")
    look = next(clause.iter(w("i"))).getparent()
    look.getparent().remove(look)
    found.save(edit)
    found.come_home()
    found.take_all()
    assert "To invest, inter alia, in people [of *(a) bona fide* standing]" in " ".join(found.text.split())


def test_markdown_has_italics_and_shows_other_asterisks(made):
    found = made["kyoto"]
    found.begin()
    text, _ = run_here("draft", found.selection, "--format", "markdown", "-o", "-")
    assert "To invest, *inter alia*, in people \\[of *(a) bona fide* standing\\]" in text
    assert "5 \\* 3 people, the *Govern\\*ment* of Japan\\* and others\\*." in text
    assert "A *pro forma* text" in text


ASTERISKS = (
    "Theme\tAsia\tAfrica\n"
    "One\t(a) Support *inter alia* measures*, and others* too (para. 3)\t(a) Support them (para. 4)\n"
)


@pytest.mark.thorough
def test_asterisks_of_a_source_are_its_own_signs(tmp_path):
    matrix = imported(tmp_path, ASTERISKS)
    draft = tmp_path / "d.docx"
    run_here("draft", "--matrix", matrix, "--min-regions", "1", "-o", draft, "--annexes", "full")
    content = draft.read_bytes()
    assert italics_in(content) == []
    texts = [said(one) for one in Edit(content).document.iter(w("p"))]
    assert sum("upport *inter alia* measures*, and others* too" in one for one in texts) >= 2
    selection = tmp_path / "s.yaml"
    run_here("select", "--matrix", matrix, "--min-regions", "1", "-o", selection)
    run_here("draft", selection, "-o", draft, "--overwrite")
    assert run_here("select", selection, "--from", draft)[0] == ""
    # Reworded, the words are somebody's own, and the signs are kept from being marks.
    edit = Edit(draft.read_bytes())
    edit.replace_words(of(edit, "inter alia", "SingleTxt"), "too", "as well")
    draft.write_bytes(edit.save())
    run_here("select", selection, "--from", draft)
    run_here("select", selection, "--take-all")
    run_here("draft", selection, "-o", draft, "--overwrite")
    assert italics_in(draft.read_bytes()) == []
    texts = [said(one) for one in Edit(draft.read_bytes()).document.iter(w("p"))]
    assert any("upport *inter alia* measures*, and others* as well" in one for one in texts)


def test_a_forms_own_words_have_italics(tmp_path):
    form = copied_form(tmp_path / "form")
    note = "Report of the *{{ region }}* meeting, {{ paragraph }}."
    (form / "footnote.j2").write_text(note, "utf-8")
    (form / "how_made.j2").write_text("# How *this* was made\n\nFrom {{ matrix }}, *q.v.*", "utf-8")
    run_here("draft", "--form", form, "--min-regions", "4", "-o", tmp_path / "d.docx")
    content = (tmp_path / "d.docx").read_bytes()
    assert italics_in(content) == ["this", "q.v."]
    notes = Edit(content).parts["word/footnotes.xml"].decode()
    assert "<w:i/><w:iCs/></w:rPr><w:t>Africa</w:t>" in notes
    assert "*" not in notes
