"""A file that was passed on, in which one delegation strikes out what another put in."""

import pytest
from test_new_of_delegations import typed
from word_editing import said
from word_reading import w
from word_room import AF_37B, Room, drafter
from word_tracking import change, cut_out, end_changed, run, strike

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

COURT = "Found a heron court in every port"
WITH_RULES = "Revise laws and heron rules and policies that are discriminatory against women"


def put_in(paragraph, behind, words, by):
    put = change("ins", by, run(words))
    cut_out(paragraph, behind).addnext(put)
    return put


def opening(edit):
    return next(one for one in edit.body.iter(w("p")) if "Assembled at" in said(one))


def with_egypts(room):
    """Egypt's words in a paragraph, in the preamble, and a new paragraph; what it put in, in that order."""
    edit = room.edit()
    new = typed(COURT, "Egypt")
    clause = edit.clause("clause_af_37b")
    rules = put_in(clause, "laws", " and heron rules", "Egypt")
    edit.clause("clause_lac_79j").addprevious(new)
    port = put_in(opening(edit), "Japan,", " beneath the heron,", "Egypt")
    return edit, (rules, port, new)


def printed(room):
    return room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")


def strike_all(put, by="Japan"):
    for content in [one for one in put.iter() if one.tag.endswith("}r")]:
        strike(by, content)


def passed_on(room):
    first = room.save(with_egypts(room)[0], "egypt.docx")
    edit, every = with_egypts(room)
    for one in every:
        strike_all(one)
    end_changed(every[2], "del", "Japan")
    return first, room.save(edit, "japan.docx")


NEW = "found-heron-court"
WISHES = ["af-37b:remark:japan", f"{NEW}:remark:japan", "preamble:words:japan"]


@pytest.mark.parametrize("way", ["together", "alone", "read again"])
def test_what_one_strikes_of_what_another_put_in_stands_behind_that_under_its_name(tmp_path, way):
    room = Room(tmp_path)
    files = passed_on(room)
    told = room.home(*(files[1:] if way == "alone" else files))
    assert "looks only" not in told
    assert "Tracked changes of Japan in" in told
    assert (
        "in 3 paragraphs that read otherwise with them; 3 proposals"
        in told.replace("\n", " ").rpartition("changes of Japan")[2]
    )
    assert sorted(one for one in room.proposed if one.endswith("japan")) == WISHES
    assert f"Japan would delete what Egypt proposes: “{COURT}”" in told
    drafter("select", room.selection, "--take-all")
    words = printed(room)
    assert f"{WITH_RULES};] (Egypt) (Japan: delete)" in words
    assert f"{COURT};] (Egypt) (Japan: delete)" in words
    assert "[beneath the heron,] (Egypt; Japan: delete)" in words
    assert f"{AF_37B};]" in words
    status = " ".join(drafter("status", room.selection).split())
    assert "Japan: 1 bracket" in status
    assert "1 wish about a whole paragraph" in status
    assert "1 wish about a single wording" in status
    if way == "read again":
        again = room.home(*files)
        assert not room.proposed, again
        assert "not imported" not in again


def test_such_a_wish_goes_with_what_it_is_about_and_waits_for_it(tmp_path):
    room = Room(tmp_path)
    room.home(*passed_on(room))
    for one in WISHES:
        refused = drafter("select", room.selection, "--take", one, status=2)
        assert "which is not in the selection" in refused
    told = drafter("select", room.selection, "--leave", "af-37b:wording:egypt", "--take-all")
    assert "af-37b:remark:japan was left, too" in told
    assert "Japan" not in str(room.block("af-37b"))
    assert room.block(NEW)["wishes"] == [{"by": ["Japan"], "says": "delete"}]


def test_such_a_wish_can_be_taken_after_what_it_is_about(tmp_path):
    room = Room(tmp_path)
    room.home(*passed_on(room))
    room.take("af-37b:wording:egypt", f"{NEW}:new:egypt", "preamble:words:egypt")
    room.take(*WISHES)
    words = printed(room)
    assert words.count("Japan: delete)") == 3
    assert "[beneath the heron,] (Egypt; Japan: delete)" in words


def test_what_was_taken_before_the_file_came_that_strikes_it(tmp_path):
    room = Room(tmp_path)
    first, second = passed_on(room)
    room.home(first)
    drafter("select", room.selection, "--take-all")
    room.home(second)
    assert sorted(room.proposed) == WISHES
    drafter("select", room.selection, "--take-all")
    assert printed(room).count("Japan: delete)") == 3


def test_who_strikes_one_word_of_what_another_put_in_or_adds_one_has_a_wording_of_its_own(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    rules = put_in(edit.clause("clause_af_37b"), "laws", " and old heron rules", "Egypt")
    strike("Japan", cut_out(rules, " old"))
    legal = put_in(edit.clause("clause_legal_aid"), "legal", " and heron", "Egypt")
    cut_out(legal, " and").addnext(change("ins", "Japan", run(" brave")))
    told = room.home(room.save(edit, "japan.docx"))
    assert not any(":remark:" in one for one in room.proposed)
    drafter("select", room.selection, "--take-all")
    words = printed(room)
    assert f"{WITH_RULES};] (Japan)" in words
    assert "Pay for legal and brave heron aid.] (Japan)" in words, told


def test_nothing_is_said_of_a_proposal_that_there_is_not(tmp_path):
    room = Room(tmp_path)
    edit, every = with_egypts(room)
    strike_all(every[1])
    cut_out(edit.clause("clause_legal_aid"), "legal").addnext(change("ins", "Japan", run(" bold")))
    told = room.home(room.save(edit, "japan.docx"))
    assert "contains the words of both" not in told
    assert sorted(one for one in room.proposed if one.endswith("japan")) == [
        "legal-aid:wording:japan",
        "preamble:words:japan",
    ]


def test_who_strikes_all_that_another_put_in_and_changes_other_words_too_has_none_of_its(tmp_path):
    room = Room(tmp_path)
    edit, (rules, *_) = with_egypts(room)
    strike_all(rules)
    put = change("ins", "Japan", run(" all"))
    cut_out(edit.clause("clause_af_37b"), " women").addprevious(put)
    told = room.home(room.save(edit, "japan.docx"))
    assert "contains" not in told
    drafter("select", room.selection, "--take-all")
    words = printed(room)
    assert f"{WITH_RULES};] (Egypt) (Japan: delete)" in words
    assert "[Revise laws and policies that are discriminatory against all women;] (Japan)" in words


def test_as_text_the_wish_stands_behind_the_words_that_are_the_text(tmp_path):
    room = Room(tmp_path)
    room.home(*passed_on(room))
    told = drafter("select", room.selection, "--take-all", "--as-text")
    assert "preamble:words:japan is still to be decided about" in told
    assert "Japan, beneath the heron, from 7" in printed(room)
    drafter("select", room.selection, "--take-all")
    words = printed(room)
    assert "Japan, [beneath the heron,] (Japan: delete) from 7" in words
    assert f"{COURT}; (Japan: delete)" in words
    assert "1 wish about a single wording (1)" in drafter("status", room.selection)
