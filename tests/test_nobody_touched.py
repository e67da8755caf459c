"""A paragraph that nobody touched in a returned draft is in no proposal, whatever else was proposed since."""

from copy import deepcopy

import pytest
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


# Where the paragraph to which a field refers is gone it shows an error, in the language of the program.
@pytest.mark.parametrize(
    "shown",
    [
        "Error: Reference source not found",
        pytest.param("Error! Reference source not found.", marks=pytest.mark.thorough),
        pytest.param("Fehler! Verweisquelle konnte nicht gefunden werden.", marks=pytest.mark.thorough),
        pytest.param("错误！未找到引用源。", marks=pytest.mark.thorough),
    ],
)
def test_what_the_fields_show_in_the_labels_of_wordings_is_nobodys_words(tmp_path, shown):
    room = Room(tmp_path)
    edit = room.edit()
    first = edit.clause("clause_culture_of_lawfulness")
    second, third = first.getnext(), first.getnext().getnext()
    edit.replace_words(second, "children and youth", "children, youth and families")
    for note in edit.references(first):
        edit.remove_reference(note)
    edit.body.remove(first)
    fields = [next(one.iter(w("fldSimple"))) for one in (second, third)]
    for field in fields:
        assert "REF clause_culture_of_lawfulness " in field.get(w("instr"))
        next(field.iter(w("t"))).text = shown

    room.home(room.save(edit, "japan.docx"), more=("--of", "Japan"))

    assert [(one["by"], one["id"].split(":")[1]) for one in room.proposed.values()] == [
        (["Japan"], "sources"),
        (["Japan"], "wording"),
    ]
    (words,) = room.proposed["culture-of-lawfulness:wording:japan"]["set"]["wordings"]
    assert words["wording"].startswith("Promote an integrated, inclusive and comprehensive approach")
    assert "children, youth and families" in words["wording"]


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
