"""Annex I: who contributed a paragraph, and where it stands, also of what a delegation words or cites."""

import pytest
from word_room import Room, drafter

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: tides
  part: preamble
  wordings:
  - {by: [Kenya], wording: "Recalling the tides,"}
- id: laws
  sources: [+ap-26b, +eu-28b]
  wordings:
  - {by: [Norway], wording: Repeal each rule that harms girls, sources: [ap-26b]}
  - {by: [Kenya], sources: [eu-28b]}
- id: af-37b
  wording: Revise each rule
"""


@pytest.mark.parametrize("edition", ["working", "delegates"])
def test_contributors_are_whose_words_stand_there(tmp_path, edition):
    room = Room(tmp_path, SELECTION)
    ways = ("--format", "markdown", "--edition", edition, "-o", "-")
    annex = (
        drafter("draft", room.selection, *ways)
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("\\", "")
        .partition("Annex I.")[2]
    )
    rows = [[cell.strip() for cell in line.split("|")[1:5]] for line in annex.splitlines() if "|" in line]
    found = {where.split(" ")[0] if "bis" not in where else "bis": rest for where, *rest in rows}
    assert found["Preamble"][:2] == ["Kenya", "–"]
    assert found["1"][:2] == ["Norway", "Asia and the Pacific, para. 26 (b)"]
    assert "From Europe." in found["1"][2]  # whose words the other wording has
    assert found["bis"][:2] == ["Europe", "para. 28 (b)"]
    assert "Proposed by Kenya, in the words of this source" in found["bis"][2]
    # The drafters' words for a source are that one's, in other words.
    assert found["2"][:2] == ["Africa", "para. 37 (b)"]
