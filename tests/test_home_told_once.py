"""What a delegation changed and what stays in Word is told once, whatever else stands in its file."""

import pytest
from word_editing import run, said
from word_reading import w
from word_room import SELECTION, Room
from word_tracking import change, cut_out, reword

TITLE = "Elements of the [declaration] (Japan: delete) [statement] (Japan)"


def cells(edit, words):
    return [one for row in edit.body.iter(w("tc")) for one in row.iter(w("p")) if words in said(one)]


def test_a_title_of_which_a_bracket_is_torn(tmp_path):
    room = Room(tmp_path, SELECTION.replace("clauses:", f'about:\n  title: "{TITLE}"\nclauses:'))
    edit = room.edit()
    title = next(one for one in edit.body.iter(w("p")) if said(one).startswith("Elements of the"))
    edit.replace_words(title, "declaration] (Japan: delete) [", "")
    told = " ".join(room.home(room.save(edit), more=("--of", "Japan")).split())
    assert "what Japan changed in 1 paragraph is not imported" in told
    assert told.count("without “[declaration] (Japan: delete)”") == 1


def test_rows_of_an_annex_under_a_heading_that_was_changed(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    first, second, *_ = cells(edit, "From ")
    edit.replace_words(first, "From ", "Taken untrackedly from ")
    reword(second, "Japan", "From ", "Trackedly taken from ")
    heading = next(one for one in edit.lines("H1") if said(one).startswith("Annex I."))
    heading.append(change("ins", "Japan", run(" and more")))
    told = " ".join(room.home(room.save(edit)).split())
    assert told.count("untrackedly") == 1
    assert told.count("rackedly taken") == 1
    assert told.count("the form's own headings were changed") == 1


@pytest.mark.parametrize("more", [(), ("--of", "Chile")])
@pytest.mark.parametrize("note", ["General Assembly resolution 63/241, para. 12.", "To be checked."])
def test_a_footnote_in_mid_paragraph_that_cites_nothing_known_is_told_once(tmp_path, note, more):
    room = Room(tmp_path)
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    edit.add_reference(paragraph, note, after=cut_out(paragraph, "policies"))
    told = room.home(room.save(edit), more=more)
    assert told.count("warning:") == 1
    assert note[:-1] in told


def test_a_mark_that_was_moved_is_told_beside_one_that_cites_nothing_known(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    mark = edit.references(paragraph)[0].getparent()
    cut_out(paragraph, "policies").addnext(mark)
    edit.add_reference(paragraph, "To be checked.", after=cut_out(paragraph, "women"))
    told = room.home(room.save(edit))
    assert "footnote marks stand behind other words" in told
    assert "To be checked" in told
