"""Blocks of one's own: text, in lines and letters that stay, in any part, under any heading or none."""

from __future__ import annotations

import json

import pytest
from test_home import drafted
from word_editing import Edit, style_of
from word_reading import w

from drafter.draft.typesetting import levels_of
from drafter.drafting import compose_selection, open_form
from drafter.problems import ContentError
from drafter.selection.edit import word
from drafter.selection.loading import open_selection
from tools import copied_form

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
    drafted("draft", selection, "--form", folder, "-o", out)
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
    proposed, messages = drafted("select", selection, "--from", out)
    assert (proposed, "has nothing that" in messages) == ("", True)


def test_annex_and_text_name_no_source_for_words_without_one(selection, tmp_path):
    made = tmp_path / "own.md"
    drafted("draft", selection, "-o", made)
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


def test_steps_of_select_work_on_blocks_of_ones_own(selection):
    drafted("draft", selection, "-o", selection.with_name("round-1.docx"))
    out, _ = drafted("select", selection, "--list")
    assert "alarmed" in out
    drafted("select", selection, "--drop", "1", "--reason", "too early", "--by", "A. Diallo")
    assert open_selection(selection).entry("opening").decision == "out"
    drafted("select", selection, "--keep", "opening")
    typed = word(open_selection(selection), "opening", "We open:\n(a) the text;\n(b) the annex")
    selection.write_bytes(typed.content)
    assert typed.entry("opening").text == "We open:\n(a) the text;\n(b) the annex"
    assert "# text: We open the text under no heading" in selection.read_text("utf-8")
    drafted("select", selection, "--move", "opening", "--after", "alarmed")
    moved = clauses(selection, "kyoto")["opening"]
    assert (moved.part, moved.number) == ("preamble", 0)
    drafted("select", selection, "--move", "plain", "--after", "legal-aid")
    assert clauses(selection, "kyoto")["plain"].theme == clauses(selection, "kyoto")["legal-aid"].theme
    before = selection.read_bytes()
    drafted("select", selection)
    after = {entry.id: entry for entry in open_selection(selection).file.clauses}
    assert after["commitment"].text.count("\n") == 5
    assert b"(ii) the second;" in before
