"""Blocks of one's own: text, in lines and letters that stay, in any part, under any heading or none."""

from __future__ import annotations

import json

import pytest
from test_home_staying import of, styled
from word_editing import Edit, style_of, through_libreoffice
from word_reading import w

from drafter.draft.typesetting import levels_of
from drafter.drafting import compose_selection, open_form
from drafter.problems import ContentError
from drafter.selection.edit import word
from drafter.selection.loading import open_selection
from tools import copied_form, drafter_here, run_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: alarmed
  part: preamble
  text: "Alarmed by the growth of transnational organized crime,"
- id: opening
  text: We open the text under no heading
- id: culture-of-lawfulness
- id: commitment
  heading: item-5-i
  text: |
    Reaffirm our commitment to:
    (a) one thing, in particular:
    (i) the first;
    (ii) the second;
    (b) another.
    All of this without delay
- id: recalling
  part: preamble
  sources: [+eu-16d]
  text: |
    Recalling:
    (a) one resolution;
    (b) *another*;
- id: legal-aid
- id: plain
  heading: item-3-v
  text: To do what nobody has asked for
"""
DECLARE = "Declare the following:"


@pytest.fixture
def selection(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text(SELECTION, encoding="utf-8")
    return path


def clauses(path, form):
    return compose_selection(open_selection(path), open_form(form)).by_id


def in_word(path):
    """The paragraphs of the text with their styles; a line that begins in one is shown as “/”."""
    for paragraph in Edit(path.read_bytes()).body.findall(w("p")):
        for broken in paragraph.iter(w("br")):
            broken.tag = w("t")
            broken.text = "/"
        yield style_of(paragraph), "".join(one.text or "" for one in paragraph.iter(w("t")))


@pytest.mark.parametrize("form", ["kyoto", "doha", "copied"])
def test_blocks_of_ones_own_stand_where_they_say_in_their_own_lines(selection, tmp_path, form):
    folder = copied_form(tmp_path / "copied") if form == "copied" else form
    out = tmp_path / "own.docx"
    run_here("draft", selection, "--form", folder, "-o", out)
    found = list(in_word(out))
    at = [text for _, text in found].index(DECLARE)
    # In the preamble without numbers, in the order of the file and as they end there, before what leads over.
    assert found[at - 2 : at] == [
        ("PlainTxt", "Alarmed by the growth of transnational organized crime,"),
        ("PlainTxt", "Recalling:/(a)one resolution;/(b)another;"),
    ]
    # Under no heading, before the first.
    numbered = [one for one in found[at:] if one[0] in ("SingleTxt", "LetteredTxt")]
    assert numbered[0] == ("SingleTxt", "We open the text under no heading;")
    lines = (
        "Reaffirm our commitment to:/(a)one thing, in particular:/(i)the first;/(ii)the second;/(b)another."
        "/All of this without delay;"
    )
    assert ("SingleTxt", lines) in numbered
    # In a list it is a lettered item, unless it has letters itself.
    plain = "To do what nobody has asked for"
    assert numbered[-1] == (("LetteredTxt", plain + ".") if form == "doha" else ("SingleTxt", plain + "."))

    problems = json.loads(drafter_here("check", out, "--json").stdout)["problems"]
    assert {one["code"] for one in problems if one["severity"] != "note"} == {"peoples-words"}
    proposed, messages = run_here("select", selection, "--from", out)
    assert (proposed, "has nothing that" in messages) == ("", True)


def test_annex_and_text_name_no_source_for_words_without_one(selection, tmp_path):
    made = tmp_path / "own.md"
    run_here("draft", selection, "-o", made)
    rows = [line.split(" | ") for line in made.read_text("utf-8").splitlines() if line.startswith("| ")]
    (row,) = [one for one in rows if "opening" in one[0]]
    assert [*row[1:3], row[3].rstrip(" |")] == ["–", "–", "Words of the drafters, without a source"]
    assert next(one for one in rows if "alarmed" in one[0])[0] == "| Preamble alarmed"
    assert f"{4 * chr(0xA0)}(ii) the second;\\\n(b) another." in made.read_text("utf-8")


@pytest.mark.parametrize(
    ("signs", "levels"),
    [
        ("a b c", (1, 1, 1)),
        ("a i ii b", (1, 2, 2, 1)),
        ("i ii iii", (1, 1, 1)),
        ("g h i j", (1, 1, 1, 1)),  # the letter
        ("g h i ii i", (1, 1, 2, 2, 1)),
        ("1 a b 2", (1, 2, 2, 1)),
        ("a - c", (1, 0, 1)),  # people leave letters out
    ],
)
def test_how_deep_lines_stand_is_told_by_their_signs(signs, levels):
    assert levels_of(["" if sign == "-" else sign for sign in signs.split()]) == levels


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("part: preamble", "part: preambel", 4, "unknown part “preambel”"),
        ("id: opening", "id: Opening One", 6, "cannot be “Opening One”"),
        ("- id: legal-aid", "- id: legal-aid\n  text: Other words", 26, "Write “wording: …” for its words"),
        ("- id: legal-aid", "- id: legal-aid\n  part: preamble", 26, "Write “kind: …” in the place"),
        ("  heading: item-3-v", "  wording: Another", 27, "“plain” has both “text” and “wording”"),
        ("  heading: item-3-v", "  heading: item-9-x", 27, "item-9-x"),
    ],
)
def test_what_is_wrong_in_a_block_is_told_at_its_line(selection, old, new, line, says):
    selection.write_text(SELECTION.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        open_selection(selection)
    problem = caught.value.problems[0]
    assert problem.line == line
    assert says in f"{problem.message}\n{problem.hint}"


@pytest.mark.thorough
def test_steps_of_select_work_on_blocks_of_ones_own(selection):
    run_here("draft", selection, "-o", selection.with_name("round-1.docx"))
    out, _ = run_here("select", selection, "--list")
    assert "alarmed" in out
    run_here("select", selection, "--drop", "1", "--reason", "too early", "--by", "A. Diallo")
    assert open_selection(selection).entry("opening").decision == "out"
    run_here("select", selection, "--keep", "opening")
    typed = word(open_selection(selection), "opening", "We open:\n(a) the text;\n(b) the annex")
    selection.write_bytes(typed.content)
    assert typed.entry("opening").text == "We open:\n(a) the text;\n(b) the annex"
    assert "# text: We open the text under no heading" in selection.read_text("utf-8")
    run_here("select", selection, "--move", "opening", "--after", "alarmed")
    moved = clauses(selection, "kyoto")["opening"]
    assert (moved.part, moved.number) == ("preamble", 0)
    run_here("select", selection, "--move", "plain", "--after", "legal-aid")
    assert clauses(selection, "kyoto")["plain"].theme == clauses(selection, "kyoto")["legal-aid"].theme
    before = selection.read_bytes()
    run_here("select", selection)
    after = {entry.id: entry for entry in open_selection(selection).file.clauses}
    assert after["commitment"].text.count("\n") == 5
    assert b"(ii) the second;" in before


@pytest.fixture(params=["kyoto", "doha"])
def room(request, tmp_path):
    """A selection in a form, and its draft, to be edited in Word."""
    path = tmp_path / "selection.yaml"
    path.write_text(SELECTION.replace("clauses:", f"form: {request.param}\nclauses:", 1), encoding="utf-8")
    run_here("draft", path, "-o", path.with_name("round-1.docx"))
    return path


def home(selection, edit):
    """What was edited in Word comes home, and once taken is drafted as it stands there."""
    returned, again = selection.with_name("round-1.docx"), selection.with_name("round-2.docx")
    returned.write_bytes(edit.save() if isinstance(edit, Edit) else edit)
    run_here("check", returned, status=1)
    out, messages = run_here("select", selection, "--from", returned)
    assert "not imported" not in messages, messages
    run_here("select", selection, "--take-all")
    assert run_here("select", selection, "--from", returned)[0] == ""
    run_here("draft", selection, "-o", again)
    assert run_here("select", selection, "--from", again)[0] == ""
    return out, {entry.id: entry for entry in open_selection(selection).file.clauses}


@pytest.mark.thorough
def test_words_edited_in_word_come_home_in_their_lines(room):
    edit = Edit(room.with_name("round-1.docx").read_bytes())
    edit.replace_words(edit.clause("clause_commitment"), "the first", "the very first")
    edit.replace_words(edit.clause("clause_alarmed"), "crime,", "crime in all its forms;")
    gone = edit.clause("clause_opening")
    gone.getparent().remove(gone)
    out, entries = home(room, edit)
    assert out.count("opening:decision") == out.count("alarmed:wording") == 1
    assert entries["commitment"].text == SELECTION.partition("  text: |\n")[2].partition("\n- id")[0].replace(
        "    ", ""
    ).replace("the first", "the very first")
    assert (
        entries["alarmed"].text == "Alarmed by the growth of transnational organized crime in all its forms;"
    )
    assert entries["opening"].decision == "out"
    assert entries["recalling"].text == "Recalling:\n(a) one resolution;\n(b) *another*;"


@pytest.mark.thorough
def test_paragraphs_typed_between_others_come_home_as_blocks_of_ones_own(room):
    edit = Edit(room.with_name("round-1.docx").read_bytes())
    of(edit, "Alarmed by").addnext(styled("Mindful of what was said,", "PlainTxt"))
    below = edit.clause("clause_commitment")
    typed = [
        styled("Do what follows:", "SingleTxt"),
        styled("(a) this thing;", "SingleTxt"),  # where people press Enter, and drop the number or do not
        styled("(b) that:", "ListParagraph"),
        styled("(i) what is small;", "PlainTxt"),
        styled("(ii) what is not", "PlainTxt"),
        styled("Do something else that nobody asked for", "SingleTxt"),
        styled("Do it all the same, without a number", "Normal"),
    ]
    for one in reversed(typed):
        below.addnext(one)
    edit.add_reference(typed[-2], "See para. 19 (b) of the LAC report.")
    _, entries = home(room, edit)
    (mindful,) = [one for one in entries.values() if one.text.startswith("Mindful")]
    assert (mindful.text, mindful.part) == ("Mindful of what was said,", "preamble")
    ids = list(entries)
    (several,) = [one for one in entries.values() if one.text.startswith("Do what")]
    assert several.text == (
        "Do what follows:\n(a) this thing;\n(b) that:\n(i) what is small;\n(ii) what is not"
    )
    first = ids.index("commitment")
    assert [entries[given].text[:15] for given in ids[first + 1 : first + 4]] == [
        "Do what follows",
        "Do something el",
        "Do it all the s",
    ]
    assert {entries[given].part for given in ids[first + 1 : first + 4]} == {"actions"}
    assert entries[ids[first + 2]].added == ("lac-19b",)
    assert (several.added, entries[ids[first + 3]].added) == ((), ())


@pytest.mark.thorough
def test_paragraphs_typed_below_declare_the_following_come_home_at_the_front(room):
    edit = Edit(room.with_name("round-1.docx").read_bytes())
    # With a colon at its end it is a paragraph, too, and no second line that leads over.
    typed = ["Take note of what follows:", "Bear in mind that it is late"]
    for words in reversed(typed):
        of(edit, DECLARE).addnext(styled(words, "PlainTxt"))
    before = [entry.id for entry in open_selection(room).file.clauses]
    _, entries = home(room, edit)
    new = {given: one for given, one in entries.items() if given not in before}
    assert [one.text for one in new.values()] == typed
    assert {one.part for one in new.values()} == {"actions"}
    assert [given for given in entries if given not in new] == before
    assert not open_selection(room).file.words
    words = "\n".join(one for _, one in in_word(room.with_name("round-2.docx")))
    openings = ("Alarmed by", "Recalling:", DECLARE, f"{typed[0]}\n", f"{typed[1]};\n", "We open the text")
    places = [words.index(opening) for opening in openings]
    assert places == sorted(places)


@pytest.mark.thorough
def test_lines_and_letters_outlive_libreoffice(room, tmp_path):
    (saved,) = through_libreoffice(tmp_path / "saved", [room.with_name("round-1.docx")])
    room.with_name("round-1.docx").write_bytes(saved.read_bytes())
    proposed, messages = run_here("select", room, "--from", room.with_name("round-1.docx"))
    assert (proposed, "has nothing that" in messages) == ("", True)
    checked = json.loads(run_here("check", room.with_name("round-1.docx"), "--json", status=1)[0])
    # People's words are to be judged, and those on another subject than what they cite are wrong.
    assert {one["code"] for one in checked["problems"]} == {"placeholder", "peoples-words"}


@pytest.mark.thorough
def test_a_paragraph_among_those_of_the_form_comes_home_and_its_place_is_told(room):
    edit = Edit(room.with_name("round-1.docx").read_bytes())
    typed = styled("Noting *what* others declared:", "PlainTxt")
    of(edit, "We, Heads of State").addnext(typed)
    typed.addnext(styled("(a) one;", "PlainTxt"))
    edit.replace_words(edit.clause("clause_recalling"), "one resolution", "one old resolution")
    room.with_name("round-1.docx").write_bytes(edit.save())
    out, messages = run_here("select", room, "--from", room.with_name("round-1.docx"))
    assert "stands among paragraphs of the form; taken, it is drafted behind them" in messages
    assert "recalling:wording" in out
    run_here("select", room, "--take-all")
    entries = {entry.id: entry for entry in open_selection(room).file.clauses}
    assert entries["recalling"].text == "Recalling:\n(a) one old resolution;\n(b) *another*;"
    (noting,) = [one for one in entries.values() if one.text.startswith("Noting")]
    assert (noting.text, noting.part) == ("Noting \\*what\\* others declared:\n(a) one;", "preamble")


def test_a_paragraph_that_differs_from_another_in_a_word_is_no_copy_of_it(room):
    edit = Edit(room.with_name("round-1.docx").read_bytes())
    edit.clause("clause_opening").addnext(styled("We open the text under one heading", "SingleTxt"))
    edit.clause("clause_commitment").addnext(styled("We open the text under no heading", "SingleTxt"))
    room.with_name("round-1.docx").write_bytes(edit.save())
    out, messages = run_here("select", room, "--from", room.with_name("round-1.docx"))
    assert "We open the text under one heading" in out
    assert messages.count("says the same as another one and is not imported") == 1


def test_the_alternative_to_a_paragraph_without_a_number_stands_in_the_annexes_as_it_was_drafted(tmp_path):
    words = "Alarmed by the growth of crime,"
    selection, paper = tmp_path / "selection.yaml", tmp_path / "paper.docx"
    selection.write_text(
        f"matrix: kyoto-2021\nclauses:\n- id: alarmed\n  part: preamble\n  text: {words}\n  wordings:\n"
        f"  - by: [Japan]\n    role: alternative\n    wording: Deeply {words.lower()}\n- id: af-37b\n",
        encoding="utf-8",
    )
    assert drafter_here("draft", selection, "-o", paper).returncode == 0
    said = drafter_here("check", paper).stdout.decode()
    assert "Alternative 1" in said  # the proposal is to be judged
    assert "was drafted" not in said


def test_a_paragraph_without_a_number_that_is_gone_is_told_as_one_behind_what_stood_before(tmp_path):
    selection, paper = tmp_path / "selection.yaml", tmp_path / "paper.docx"
    selection.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: alarmed\n  part: preamble\n"
        "  text: Alarmed by the growth of crime,\n- id: af-37b\n",
        encoding="utf-8",
    )
    assert drafter_here("draft", selection, "-o", paper).returncode == 0
    edit = Edit(paper.read_bytes())
    edit.body.remove(edit.clause("clause_alarmed"))
    paper.write_bytes(edit.save())

    said = drafter_here("check", paper).stdout.decode()

    assert "“Alarmed by the growth of crime”, drafted as a paragraph without a number, is gone" in said
    assert "error: behind the preamble (“Recognizing [" in said
