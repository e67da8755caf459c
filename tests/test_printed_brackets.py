"""Brackets and numbers that drafter printed are none of anybody's words, wherever an edit leaves them."""

import pytest
from word_room import Room
from word_tracking import added_below, end_changed

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: commitment
  heading: item-5-i
  text: |
    Reaffirm our commitment to:
    (a) courts;
    (b) prisons
  wordings:
  - by: [Chile]
    wording: Reaffirm all our commitments
- id: trust
  heading: item-5-i
  text: Trust the law
  wordings:
  - by: [Chile]
    wording: Trust *ipso facto* the law of nations
- id: wa-56j
"""


@pytest.mark.thorough
def test_an_item_typed_below_a_list_in_brackets_and_wordings_run_together(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    added_below(edit, edit.clause("clause_commitment"), "Egypt", "(c) police")
    end_changed(edit.clause("clause_trust"), "del", "Japan")
    room.home(room.save(edit))
    (list_of_egypt,) = room.proposed["commitment:wording:egypt"]["set"]["wordings"]
    assert list_of_egypt["wording"] == "Reaffirm our commitment to:\n(a) courts;\n(b) prisons;\n(c) police"
    (run_together,) = room.proposed["trust:wording:japan"]["set"]["wordings"]
    assert run_together["wording"] == "Trust the law; Trust *ipso facto* the law of nations"
    # Printed, they stand in one pair of brackets.
    room.take(*room.proposed)
    assert r"\[\[" not in room.markdown()
