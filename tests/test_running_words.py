"""Title, preamble, headings and the text between parts: written in the selection or in Word, they stay."""

from __future__ import annotations

import itertools
import re

import pytest
import yaml
from test_home import Round
from test_home_staying import of, styled
from word_editing import Edit, element, said, style_of
from word_reading import w

from tools import drafter_here, run_here

RUNNING = ("HCh", "SubTitleTxt", "H1", "H23", "H4", "PlainTxt")
FORMS = ("kyoto", "doha")
RECALLING = "Recalling the Doha Declaration and the resolutions that followed it,"
THANKS = "We thank the people and the Government of Japan."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {form: Round(tmp_path_factory.mktemp(form), "--form", form, min_regions=4) for form in FORMS}


@pytest.fixture
def kyoto(made):
    made["kyoto"].begin()
    return made["kyoto"]


def running(content):
    """Title, headings, running text and opening paragraphs up to the guidance or the annexes, in order."""
    edit = Edit(content)
    paragraphs = [(style_of(one), said(one).strip()) for one in edit.body.findall(w("p"))]
    texts = itertools.takewhile(lambda one: not re.match(r"Guidance from|Annex I\.", one[1]), paragraphs)
    return [
        (style, text)
        for style, text in texts
        if (style in RUNNING or text.endswith("endeavour:") or "we shall:" in text) and text
    ]


def home(found, edit):
    """What was edited comes home, is drafted, and is no proposal a second time."""
    found.save(edit)
    wanted = running(found.draft.read_bytes())
    out, messages = found.come_home()
    assert ": warning: " not in messages, messages
    found.take_all()
    assert running(found.draft_again()) == wanted
    assert found.come_home()[0] == ""
    checked, _ = run_here("check", found.selection.with_name("again.docx"))
    assert "were changed" not in checked
    assert "unknown" not in checked
    return out


def clause_below(edit, words):
    return next(
        one for one in of(edit, words).itersiblings() if style_of(one) in ("SingleTxt", "LetteredTxt")
    )


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMS)
def test_words_of_every_kind_that_were_written_in_word_come_home(made, form):
    found = made[form]
    found.begin()
    edit = found.edit()
    blank = of(edit, "Recalling [earlier")
    edit.replace_words(blank, said(blank), RECALLING)
    blank.addnext(styled("Mindful of what the meetings asked for,", "PlainTxt"))
    edit.replace_words(of(edit, "Compilation of"), "Compilation of candidate paragraphs", "Zero draft")
    edit.replace_words(of(edit, "Informal paper"), "Informal paper", "Chair’s text")
    if form == "kyoto":
        recognizing = of(edit, "Recognizing [the considerations")
        recognizing.getparent().remove(recognizing)
        edit.replace_words(of(edit, "Actions", "H1"), "Actions", "What we shall do")
        edit.replace_words(
            of(edit, "Gender-specific measures", "H4"), "Gender-specific measures", "Justice for all"
        )
        of(edit, "We therefore endeavour").addnext(styled("All of them matter.", "PlainTxt"))
        of(edit, "Guidance from", "H1").addprevious(styled("Thanks", "H1"))
    else:
        opening = of(edit, "With regard to crime prevention, criminal justice", "SingleTxt")
        edit.replace_words(opening, said(opening), "As to prevention and the rule of law, we shall:")
    of(edit, "Guidance from", "H1").addprevious(styled(THANKS, "PlainTxt"))

    home(found, edit)

    selection = yaml.safe_load(found.text)
    assert selection["about"] == {
        "title": "Zero draft",
        "subtitle": "From the recommendations of 5 regions, before a zero draft",
        "standing": "Chair’s text; not agreed",
    }
    preamble = [" ".join(one.split()) for one in selection["words"]["preamble"].split("\n\n")]
    assert preamble[0] == (
        "We, Heads of State and Government, Ministers and Representatives of Member States,"
    )
    mindful = [one["text"] for one in selection["clauses"] if one.get("part") == "preamble"]
    words = "Mindful of what the meetings asked for,"
    if form == "kyoto":  # in the place of a paragraph of the form
        assert (preamble[2:], mindful) == ([RECALLING, words, "Declare the following:"], [])
    else:
        assert (preamble[2:], mindful) == ([RECALLING, "Declare the following:"], [words])
    if form == "kyoto":
        assert selection["words"]["actions"].split("\n\n") == [
            "# What we shall do",
            "We therefore endeavour to take the following actions:",
            "All of them matter.",
        ]
        assert selection["words"]["item-3-viii"] == "### Justice for all"
        assert selection["words"]["closing"] == f"# Thanks\n\n{THANKS}"
    else:
        assert selection["words"]["main-theme"] == "As to prevention and the rule of law, we shall:"
        assert selection["words"]["closing"] == THANKS


@pytest.mark.thorough
def test_a_heading_of_ones_own_stands_above_its_clause_and_moves_with_it(kyoto):
    edit = kyoto.edit()
    clause = edit.clause("clause_gender_sensitive_measures")
    clause.addprevious(styled("Access to justice", "H4"))
    clause.addprevious(styled("Nobody is to be left behind.", "PlainTxt"))
    out = home(kyoto, edit)
    assert "gender-sensitive-measures:above" in out
    assert kyoto.clauses()["gender-sensitive-measures"]["above"] == (
        "### Access to justice\n\nNobody is to be left behind."
    )
    run_here(
        "select", kyoto.selection, "--move", "gender-sensitive-measures", "--before", "culture-of-lawfulness"
    )
    text = [said(one) for one in Edit(kyoto.draft_again()).body.findall(w("p"))]
    at = text.index("Access to justice")
    assert text[at + 1] == "Nobody is to be left behind."
    assert "gender" in text[at + 2]


@pytest.mark.thorough
def test_words_taken_out_in_word_stay_out(kyoto):
    edit = kyoto.edit()
    for words in ("Recognizing [the considerations", "Actions", "Gender-specific measures"):
        gone = of(edit, words, "PlainTxt", "H1", "H4")
        gone.getparent().remove(gone)
    home(kyoto, edit)
    words = yaml.safe_load(kyoto.text)["words"]
    assert words["item-3-viii"] == "none"
    assert "Recognizing" not in words["preamble"]
    assert words["actions"] == "We therefore endeavour to take the following actions:"


def test_a_heading_deleted_with_its_only_clause_is_no_proposal_of_its_own(kyoto):
    edit = kyoto.edit()
    clause = edit.clause("clause_public_private_partnerships")
    for one in [
        of(edit, "Multi-stakeholder approach", "H4"),
        clause,
        *itertools.takewhile(lambda one: style_of(one) == "AltTxt", clause.itersiblings()),
    ]:
        for mark in edit.references(one):
            edit.remove_reference(mark)
        one.getparent().remove(one)
    edit.renumber()
    kyoto.save(edit)
    out, _ = kyoto.come_home()
    assert "public-private-partnerships:decision" in out
    assert ":words" not in out


def test_words_that_both_changed_are_a_conflict_and_ours_stay_as_a_comment(kyoto):
    ours = "words:\n  preamble: |\n    We, the peoples,\n\n    Declare:  \n\ncriteria:"
    kyoto.selection.write_text(kyoto.text.replace("criteria:", ours, 1), encoding="utf-8")
    edit = kyoto.edit()
    edit.replace_words(of(edit, "Declare the following"), "Declare the following", "Solemnly declare")
    kyoto.save(edit)
    out, _ = kyoto.come_home()
    assert "preamble:words  outside the clauses: running words  (the selection has changed it too)" in out
    kyoto.take_all()
    assert "#   We, the peoples," in kyoto.text
    assert yaml.safe_load(kyoto.text)["words"]["preamble"].endswith("Solemnly declare:")


@pytest.mark.thorough
def test_other_paragraphs_that_the_desk_changed_meanwhile_stay_as_they_are(kyoto):
    """The desk fills in what is recalled; in Word the last line is changed."""
    edit = kyoto.edit()
    blank = of(edit, "Recalling [earlier")
    edit.replace_words(blank, said(blank), RECALLING)
    kyoto.save(edit)
    kyoto.come_home()
    kyoto.take_all()
    edit = kyoto.edit()
    edit.replace_words(of(edit, "Declare the following"), "Declare the following", "Solemnly declare")
    kyoto.save(edit)
    out, _ = kyoto.come_home()
    assert "conflict" not in out
    assert "has changed it too" not in out
    kyoto.take_all()
    preamble = [
        " ".join(one.split()) for one in yaml.safe_load(kyoto.text)["words"]["preamble"].split("\n\n")
    ]
    assert preamble[2] == RECALLING
    assert preamble[4] == "Solemnly declare:"
    assert kyoto.come_home()[0] == ""


def test_words_written_after_a_proposal_was_made_are_not_overwritten(kyoto):
    edit = kyoto.edit()
    edit.replace_words(of(edit, "Declare the following"), "Declare the following", "Solemnly declare")
    kyoto.save(edit)
    kyoto.come_home()
    mine = kyoto.text.replace("criteria:", "words:\n  preamble: We declare.\ncriteria:", 1)
    kyoto.selection.write_text(mine, encoding="utf-8")
    _, messages = run_here("select", kyoto.selection, "--take", "preamble:words", status=2)
    assert "the block says: words: We declare." in messages
    assert kyoto.text == mine


def test_tracked_words_of_the_preamble_are_their_authors(kyoto):
    edit = kyoto.edit()
    place = of(edit, "Recalling [earlier")
    struck = element('<w:del w:id="900" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>')
    for one in list(place.iter(w("r"))):
        struck.append(one)
        for text in one.iter(w("t")):
            text.tag = w("delText")
    place.append(struck)
    put = element('<w:ins w:id="901" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>')
    put.append(styled(RECALLING, "PlainTxt").find(w("r")))
    place.append(put)
    kyoto.save(edit)
    out, _ = kyoto.come_home()
    assert "preamble:words:a-delegate  outside the clauses: A delegate: running words" in out
    kyoto.take_all()
    assert RECALLING in " ".join(text for _, text in running(kyoto.draft_again()))
    assert "# from round-1.docx, outside the clauses, by A delegate" in kyoto.text


def test_own_words_stand_in_both_editions_and_in_compare(kyoto):
    own = "words:\n  actions: |\n    # What we shall do\n\n    We shall, in [name of the city]:\ncriteria:"
    kyoto.selection.write_text(kyoto.text.replace("criteria:", own, 1), encoding="utf-8")
    new = kyoto.selection.with_name("delegates.docx")
    _, messages = run_here("draft", kyoto.selection, "--edition", "delegates", "-o", new, "--overwrite")
    assert ("H1", "What we shall do") in running(new.read_bytes())
    assert messages.count("[name of the city]") == 1
    kyoto.save(kyoto.made)
    out, _ = run_here("compare", kyoto.draft, new)
    assert out.count("What we shall do") == 1


def test_text_typed_in_word_is_running_text_in_compare_and_told_once(kyoto):
    edit = kyoto.edit()
    of(edit, "Guidance from", "H1").addprevious(styled(THANKS, "PlainTxt"))
    new = kyoto.selection.with_name("typed.docx")
    new.write_bytes(edit.save())
    kyoto.save(kyoto.made)
    out, _ = run_here("compare", kyoto.draft, new)
    assert out.splitlines() == [
        "Clauses, guidance among them: 8 before, 8 now.",
        "Other text: 1 changed",
        f"  new: “{THANKS}”",
    ]


def test_blanks_that_are_still_open_are_listed_once(kyoto):
    again = kyoto.selection.with_name("blanks.docx")
    _, messages = run_here("draft", kyoto.selection, "-o", again, "--overwrite")
    assert (
        "Still to be written: “[earlier declarations and resolutions]”, “[the considerations from which the "
        "declaration proceeds]”." in messages
    )
    assert "2 passages are still to be written" in "".join(said(one) for one in Edit(kyoto.made).body)


@pytest.mark.parametrize(
    ("words", "line", "column", "said_of_it"),
    [
        ("words:\n  preambel: We.\n", 2, 3, "no part, section or theme “preambel”"),
        ("words:\n  preamble:\n", 2, 12, "is empty"),
        ("words:\n  preamble: We.\n  preamble: You.\n", 3, 3, "“preamble” stands twice"),
        ("words: We.\n", 1, 8, "must be lines of “key: value”"),
        ("words:\n  preamble: We, # who?\n", 2, 17, "“# who?” is read as a comment"),
        ("words:\n  preamble: [We]\n", 2, 13, "must be a text"),
    ],
)
def test_what_is_wrong_with_own_words_is_told_at_its_place(kyoto, words, line, column, said_of_it):
    kyoto.selection.write_text(words + kyoto.text, encoding="utf-8")
    done = drafter_here("check", kyoto.selection, "--strict")
    out, messages = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 1
    assert f"selection.yaml:{line}:{column}: " in out + messages
    assert said_of_it in out + messages
