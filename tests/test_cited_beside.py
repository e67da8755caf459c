"""New words with a footnote to what another wording of the same paragraph stands on: both have it."""

import pytest
from test_text_since_the_paper import wordings
from word_editing import element, said
from word_room import Room, drafter
from word_tracking import change, reword, run

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: youth-forums-on-lawfulness
- id: legal-aid
"""
# The source of the paragraph's third wording.
NOTE = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 45 (b)."


OF_AF_45C = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 45 (c)."


def noted(edit, line, note, author="Chile"):
    edit.add_reference(line, note)
    mark = edit.references(line)[-1]
    if author:
        mark.getparent().insert(mark.getparent().index(mark), change("ins", author, mark))


def reworded(edit, note):
    line = next(one for one in edit.lines("SingleTxt") if "Raise awareness among" in said(one))
    reword(line, "Chile", "youth and", "youth and LYNX and")
    noted(edit, line, note)


def typed_below(edit, note, author="Chile"):
    """A further wording below the others, with a footnote between its words and its name."""
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    last = next(one for one in edit.lines("AltTxt") if "Promote and raise awareness" in said(one))
    last.addnext(new)
    words, name = run("1 quater. [Train LYNX judges;]"), run(" (Chile)")
    new.append(change("ins", author, words) if author else words)
    noted(edit, new, note, author)
    new.append(change("ins", author, name) if author else name)


def test_both_have_it(tmp_path):
    room = Room(tmp_path, SELECTION)
    before = wordings(room)
    edit = room.edit()
    reworded(edit, NOTE)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["by"], own["sources"]) == (["Chile"], ["af-45b"])


# What Latin America and the Caribbean say in 59 (i) is the paragraph's first wording.
OF_LAC_59I = (
    "Report of the regional preparatory meeting for Latin America and the Caribbean "
    "(A/CONF.234/RPM.3/1), para. 59 (i)."
)


@pytest.mark.parametrize(
    ("note", "author", "source"),
    [
        (NOTE, "Chile", "af-45b"),
        pytest.param(NOTE, "", "af-45b", marks=pytest.mark.thorough),
        pytest.param(OF_LAC_59I, "Chile", "lac-59i", marks=pytest.mark.thorough),
    ],
)
def test_so_it_is_behind_a_further_wording(tmp_path, note, author, source):
    room = Room(tmp_path, SELECTION)
    before = wordings(room)
    edit = room.edit()
    typed_below(edit, note, author)
    file = room.save(edit)
    of = () if author else ("--of", "Chile")
    room.home(file, more=of)
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["wording"], own["by"], own["sources"]) == ("Train LYNX judges", ["Chile"], [source])
    assert "nothing that" in room.home(file, more=of)


ADDED = SELECTION.replace("lawfulness\n", "lawfulness\n  sources: [+af-45c]\n")


@pytest.mark.parametrize("typed", [reworded, pytest.param(typed_below, marks=pytest.mark.thorough)])
def test_so_it_is_where_the_block_adds_the_source(tmp_path, typed):
    room = Room(tmp_path, ADDED)
    before = wordings(room)
    edit = room.edit()
    typed(edit, OF_AF_45C)
    file = room.save(edit)
    room.home(file)
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["by"], own["sources"]) == (["Chile"], ["af-45c"])
    assert "nothing that" in room.home(file)


OF_ONE_TEXT = """\
clauses:
- id: awareness
  sources: [+af-45c]
  {text}: Raise awareness among the youth and others
- id: lac-79j
"""


def further(room):
    """Chile's own wording below the only one, which cites the same."""
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    edit.lines("SingleTxt")[0].addnext(new)
    words, name = run("1 bis. [Train LYNX judges;]"), run(" (Chile)")
    new.append(change("ins", "Chile", words))
    noted(edit, new, OF_AF_45C)
    new.append(change("ins", "Chile", name))
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")


def test_so_it_is_beside_the_only_wording(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\n" + OF_ONE_TEXT.format(text="wording"))
    further(room)
    words = [(one.get("by"), one["sources"]) for one in room.block("awareness")["wordings"]]
    assert words == [(None, ["af-45c"]), (["Chile"], ["af-45c"])]


def test_the_source_of_a_text_of_its_own_stays_there_and_who_cites_it_is_told(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\n" + OF_ONE_TEXT.format(text="text"))
    further(room)
    (own,) = room.block("awareness")["wordings"]
    assert (own["by"], "sources" in own) == (["Chile"], False)
    said = "# Chile: af-45c too, behind what Chile proposed: “Train LYNX judges”"
    assert said in room.selection.read_text("utf-8")
