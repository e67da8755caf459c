"""A footnote that a delegation puts behind words of its own, in a file in which it rewords others', too."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import change, reword

OWN = "Plant oaks in the yards of all prisons"
SELECTION = f"""\
matrix: kyoto-2021
options:
  alternatives: bis
clauses:
- id: alternatives-to-incarceration
  wordings:
  - role: alternative
    by: [Kenya]
    wording: {OWN}
- id: lac-79j
"""
NOTE = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 37 ({})."
OF_AF_37C = "Consider the use of alternatives to incarceration, which may minimize disruption"


def line_of(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def paper(room, letter, own=""):
    """Kenya changes a word of a meeting, puts a footnote behind its own words, and may change these."""
    edit = room.edit()
    reword(line_of(edit, "at all stages of"), "Kenya", "protecting the safety", "protecting the calm")
    line = line_of(edit, OWN)
    edit.add_reference(line, NOTE.format(letter))
    mark = edit.references(line)[-1]
    place = mark.getparent().index(mark)
    mark.getparent().insert(place, change("ins", "Kenya", mark))
    if own:
        reword(line, "Kenya", "oaks", own)
    return room.save(edit)


def text_of(room):
    return room.markdown().partition("Annex I.")[0].replace("\\", "")


@pytest.mark.parametrize("own", ["", pytest.param("elms", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("letter", ["c", pytest.param("d", marks=pytest.mark.thorough)])
def test_it_stands_behind_these_and_everybody_keeps_what_stood_there(tmp_path, letter, own):
    room = Room(tmp_path, SELECTION)
    before = text_of(room)
    file = paper(room, letter, own)
    room.home(file)
    drafter("select", room.selection, "--take-all")
    wordings = {one.get("wording"): one for one in room.block("alternatives-to-incarceration")["wordings"]}
    words = OWN.replace("oaks", own) if own else OWN
    assert wordings[words] | {"sources": [f"af-37{letter}"], "by": ["Kenya"]} == wordings[words]
    text = text_of(room)
    assert "protecting the calm of the community" in text
    assert OF_AF_37C in text
    # Nobody's words came or went, and all stand in the order in which they stood.
    openings = [line.partition(". ")[2][:40] for line in before.splitlines() if line.startswith("1")]
    now = [line.partition(". ")[2][:40] for line in text.splitlines() if line.startswith("1")]
    assert [one.replace(own or "oaks", "oaks") for one in now[: len(openings)]] == openings
    assert len(now) == len(openings) + 1
    assert "nothing that" in room.home(file)


@pytest.mark.parametrize("letter", ["d", pytest.param("c", marks=pytest.mark.thorough)])
def test_as_the_text_no_words_of_what_it_cites_are_printed_as_nobodys(tmp_path, letter):
    room = Room(tmp_path, SELECTION)
    before = [line for line in text_of(room).splitlines() if line.startswith("1")]
    room.home(paper(room, letter))
    drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    text = text_of(room)
    now = [line for line in text.splitlines() if line.startswith("1")]
    assert "Increase efforts to address" not in text  # the words of Africa, para. 37 (d)
    assert len(now) == len(before)
    assert OF_AF_37C in text
    (own,) = [line for line in now if OWN in line]
    assert "[^" in own


@pytest.mark.thorough
def test_without_its_footnote_it_stays_where_that_is_left(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(paper(room, "d"))
    words, sources = (f"alternatives-to-incarceration:{what}:kenya" for what in ("wording", "sources"))
    drafter("select", room.selection, "--take", words, "--leave", sources)
    text = text_of(room)
    assert "protecting the calm of the community" in text
    assert "Increase efforts to address" not in text
    (own,) = [line for line in text.splitlines() if OWN in line]
    assert own.endswith("(Kenya)*")
