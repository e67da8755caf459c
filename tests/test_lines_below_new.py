"""Lines “(a) …” typed below a paragraph that another put in: they are lines of that one, of no other."""

import pytest
import yaml
from test_home_staying import of, styled
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n"
OPENING = "Call upon States to:"
LINES = ("(a) Build pyramids of evidence;", "(b) Share what they hold.")
ALONE = "\n".join(LINES).rstrip(".")
WHOLE = f"{OPENING}\n{ALONE}"


def put_in(behind, words, author="", *, as_word_does=False):
    """A paragraph behind another one, tracked where somebody is named.

    Word puts the end that is new where somebody pressed Enter: at the paragraph above.
    """
    made = styled(words, "SingleTxt")
    for content in list(made.iter(w("r"))) if author else ():
        content.addprevious(put := change("ins", author))
        put.append(content)
    if author:
        end_changed(behind if as_word_does else made, "ins", author)
    behind.addnext(made)
    return made


def passed_on(room, opening=OPENING, lines=LINES, author="Egypt", **how):
    edit = room.edit()
    last = put_in(of(edit, "Revise laws"), opening, "Brazil", **how)
    for line in lines:
        last = put_in(last, line, author, **how)
    return room.save(edit, "egypt.docx")


def found_in(room):
    """The words of each wording, and of blocks of nobody's, → whose they are."""
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    every = [one for block in blocks for one in (block, *block.get("wordings", ()))]
    texts = [(one.get("wording") or one.get("text"), one.get("by", [])) for one in every]
    return {text.strip(): by for text, by in texts if text}


@pytest.mark.parametrize("as_word_does", [False, True])
def test_lines_below_what_another_put_in_come_home_with_it(tmp_path, as_word_does):
    room = Room(tmp_path, SELECTION)
    path = passed_on(room, as_word_does=as_word_does)
    told = room.home(path)
    assert "made on what Brazil put in, and contains it" in told
    room.take(*room.proposed)
    assert found_in(room) == {OPENING: ["Brazil"], WHOLE: ["Egypt"]}
    room.home(path)
    assert not room.proposed


@pytest.mark.parametrize("of_whom", ["Egypt", ""])
def test_what_is_typed_there_without_tracking_is_not_of_the_paragraph_above_either(tmp_path, of_whom):
    room = Room(tmp_path, SELECTION)
    told = room.home(passed_on(room, author=""), more=("--of", of_whom) if of_whom else ())
    drafter("select", room.selection, "--take-all")
    whole = {WHOLE: ["Egypt"]} if of_whom else {ALONE: []}
    assert found_in(room) == {OPENING: ["Brazil"], **whole}, told


def test_lines_below_what_has_come_to_an_end_are_a_paragraph_of_their_own(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(passed_on(room, "Build courts for widows."))
    room.take(*room.proposed)
    assert found_in(room) == {"Build courts for widows": ["Brazil"], ALONE: ["Egypt"]}


def test_a_line_below_lines_of_another_has_all_of_its_paragraph(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    last = put_in(of(edit, "Revise laws"), OPENING, "Brazil")
    for line, author in zip(LINES, ("Brazil", "Egypt"), strict=True):
        last = put_in(last, line, author)
    room.home(room.save(edit, "egypt.docx"))
    room.take(*room.proposed)
    assert found_in(room) == {f"{OPENING}\n{LINES[0].rstrip(';')}": ["Brazil"], WHOLE: ["Egypt"]}


@pytest.mark.parametrize(
    ("opening", "last"),
    [
        (f"{OPENING} (Brazil)", LINES[1]),
        (f"{OPENING.rstrip(':')} (Brazil):", LINES[1]),
        (OPENING, f"{LINES[1]} (Brazil)"),
        (f"{OPENING} (Brazil)", f"{LINES[1]} (Brazil)"),
    ],
)
@pytest.mark.parametrize("author", ["Brazil", ""])
def test_a_name_behind_what_opens_the_lines_or_behind_the_last_is_of_the_paragraph(
    tmp_path, opening, last, author
):
    room = Room(tmp_path, f"{SELECTION}delegations: [Brazil, Egypt]\n")
    edit = room.edit()
    above = of(edit, "Revise laws")
    for words in (opening, LINES[0], last):
        above = put_in(above, words, author)
    path = room.save(edit, "brazil.docx")
    room.home(path)
    drafter("select", room.selection, "--take-all")
    assert found_in(room) == {WHOLE: ["Brazil"]}
    assert room.markdown().partition("Annex I.")[0].count("(Brazil)") == 1
    room.home(path)
    assert not room.proposed


def test_a_name_behind_one_of_the_lines_is_no_name_of_them_all(tmp_path):
    room = Room(tmp_path, f"{SELECTION}delegations: [Brazil, Egypt]\n")
    edit = room.edit()
    above = of(edit, "Revise laws")
    for words in (OPENING, "(a) Build pyramids [of evidence] (Egypt);", LINES[1]):
        above = put_in(above, words, "Brazil")
    room.home(room.save(edit, "brazil.docx"))
    room.take(*room.proposed)
    assert found_in(room) == {WHOLE.replace("of evidence", "[of evidence] (Egypt)"): ["Brazil"]}
