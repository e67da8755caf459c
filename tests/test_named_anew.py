"""A named proposal that the desk corrects in Word: as the text it stands as in the file, with its names."""

import re

import pytest
from word_editing import said
from word_room import Room, drafter

OWN, TEXT = "Found a network of judges", "Build a net for all"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: network
  wordings:
    - by: [Brazil, Chile]
      wording: {OWN}
- id: net
  text: {TEXT}
  wordings:
    - by: [Japan]
      wording: Build a net of steel for all
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def corrected(room, *, without_names=False):
    """The paper with a word more in a paragraph of Brazil's and Chile's, and in an alternative of Japan's."""
    edit = room.edit()
    for words, old, new in ((OWN, "of judges", "of all judges"), ("of steel", "of steel", "of hard steel")):
        paragraph = next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))
        edit.replace_words(paragraph, old, new)
        if without_names:
            for part in ("[", "]", " (Brazil, Chile)" if words == OWN else " (Japan)"):
                edit.replace_words(paragraph, part, "")
    return room.save(edit)


def wordings(room, clause):
    return [(one["wording"], one.get("by")) for one in room.block(clause).get("wordings", ())]


def test_as_text_a_corrected_proposal_keeps_the_names_that_the_file_has_behind_it(room):
    back = corrected(room)
    listed = " ".join(room.home(back).split())
    for names in ("Brazil and Chile", "Japan"):
        assert f"taken --as-text, the new words stand under the names behind them, {names})" in listed
    told = drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    assert f"network: “{OWN.replace('of', 'of all')}” stands under the names behind it in back.docx" in told
    assert wordings(room, "network") == [("Found a network of all judges", ["Brazil", "Chile"])]
    assert wordings(room, "net") == [("Build a net of hard steel for all", ["Japan"])]
    assert room.block("net")["text"] == TEXT
    kept = [(one["wording"], one["of"]) for one in room.block("network")["withdrawn"]]
    assert kept == [(OWN, ["Brazil", "Chile"])]
    printed = room.markdown().replace("\\", "")
    assert re.search(r"\[Found a network of all judges[.;]\] \*\(Brazil, Chile\)", printed)
    assert "has nothing that" in room.home(back)


def test_as_text_a_corrected_proposal_whose_names_were_struck_is_the_text(room):
    assert "under the names behind them" not in room.home(corrected(room, without_names=True))
    told = drafter("select", room.selection, "--take-all", "--as-text")
    assert "stands under the names" not in told
    assert room.block("network")["text"] == "Found a network of all judges"
    assert wordings(room, "net") == [("Build a net of hard steel for all", None)]


def test_beside_theirs_a_correction_is_nobodys_by_name(room):
    room.home(corrected(room))
    assert "stands under the names" not in drafter("select", room.selection, "--take-all")
    assert wordings(room, "network") == [
        ("Found a network of all judges", None),
        (OWN, ["Brazil", "Chile"]),
    ]
