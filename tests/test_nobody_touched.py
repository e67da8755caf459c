"""A paragraph that nobody touched in a returned draft is in no proposal, whatever else was proposed since."""

from word_editing import said
from word_reading import w
from word_room import Room
from word_tracking import cut_out, reword

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: desk
  wordings:
    - role: alternative
      by: [the Group of 77 and China]
      wording: Publish the number of persons held, where possible
    - role: additional
      by: [Egypt]
      wording: Protect the values of each nation
- id: legal-aid
  wording: Pay for legal aid
"""


def test_what_others_propose_between_two_wordings_makes_no_proposal_of_who_left_both_alone(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    of_group = next(one for one in edit.lines("SingleTxt") if "Publish the number" in said(one))
    reword(of_group, "Norway", "held", "held safely")
    norways = room.save(edit, "norway.docx")
    edit = room.edit()
    cut_out(edit.clause("clause_legal_aid"), "Pay").find(w("t")).text = "Provide"
    later = room.save(edit, "later.docx")

    room.home(norways)
    room.take("desk")
    # Norway's stands behind the one that it rewords, before the addition.
    printed = room.markdown()
    assert printed.index("held safely") < printed.index("Protect the values")
    told = room.home(later)
    assert "now: Provide" in told
    assert "desk" not in told
    assert [one["id"] for one in room.proposed.values()] == ["legal-aid:wording"]


def test_references_that_a_word_processor_counted_anew_are_nobodys_words(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    fields = [one for one in edit.document.iter(w("fldSimple")) if "REF clause_" in one.get(w("instr"))]
    for shown in (text for one in fields for text in one.iter(w("t"))):
        shown.text = "7"
    edit.replace_words(edit.lines("SingleTxt")[-1], "Pay for", "Pay all")
    told = room.home(room.save(edit, "japan.docx"), more=("--of", "Japan"))
    assert fields
    assert [one["by"] for one in room.proposed.values()] == [["Japan"]]
    assert "not imported" not in told
