"""Words typed without tracking that are what delegations propose: it is said that they stand twice."""

from word_room import AF_37B, Room, drafter
from word_tracking import reword


def test_a_text_that_says_what_delegations_propose_is_said_to_stand_there_twice(tmp_path):
    room = Room(tmp_path)
    papers = []
    for name in ("Chile", "Japan"):
        edit = room.edit()
        reword(edit.clause("clause_af_37b"), name, "Revise", "Repeal")
        papers.append(room.save(edit, f"{name}.docx"))
    edit = room.edit()
    edit.replace_words(edit.clause("clause_af_37b"), "Revise", "Repeal")
    room.home(*papers, room.save(edit))
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert "af-37b: “Repeal laws and policies" in told
    assert "stands there twice by now, as the text and as what Chile and Japan proposed" in told
    drafter("select", room.selection, "--undo")
    told = drafter("select", room.selection, "--take", "af-37b:wording:chile")
    assert "twice" not in told
    repealed = AF_37B.replace("Revise", "Repeal")
    assert room.block("af-37b")["wordings"][-1]["wording"] == repealed
