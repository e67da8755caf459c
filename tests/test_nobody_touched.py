"""A paragraph that nobody touched in a returned draft is in no proposal, whatever else was proposed since."""

from copy import deepcopy

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


def test_warnings_call_a_paragraph_by_the_number_of_the_paper_that_everybody_has(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    (legal,) = [one for one in edit.lines("SingleTxt") if "Pay for" in said(one)]
    first = next(one for one in edit.lines("SingleTxt") if "Publish" in said(one))
    last = next(one for one in legal.iter(w("r")) if "Pay for" in said(one))
    last.insert(0, properties := last.makeelement(w("rPr")))
    properties.append(last.makeelement(w("strike")))
    first.addprevious(new := deepcopy(first))
    for one in list(new.iter(w("bookmarkStart"), w("bookmarkEnd"), w("footnoteReference"))):
        one.getparent().remove(one)
    edit.replace_words(new, "Publish the number of persons held, where possible", "Go to sea")
    told = room.home(room.save(edit, "japan.docx"), more=("--of", "Japan"))
    assert "clause 3 (“Pay" not in told
    assert "clause 2 (“Pay" in told
