"""A delegation's own words that get their first footnote: it is noted, and compared, “Cf.”, is no error."""

from word_editing import said
from word_room import Room, drafter

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: own
  part: actions
  wordings:
  - by: [Brazil]
    wording: Build prisons for people
"""
OWN = "  - by: [Brazil]\n    sources: [af-37c]\n    wording: Celebrate fifteen cherry blossoms every spring\n"


def test_the_first_recommendation_of_a_block_is_noted_by_whoever_writes_it_there(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "Build prisons" in said(one))
    edit.replace_words(line, "prisons", "schools")
    edit.add_reference(
        line, "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 37 (c)."
    )
    room.home(room.save(edit), more=("--of", "Brazil"))
    assert {one["set"].get("sources", [""])[0] for one in room.proposed.values()} == {"", "+af-37c"}
    drafter("select", room.selection, "--take-all")
    assert "cannot be told" not in drafter("check", room.selection)
    assert "af-37c; " in room.selection.read_text("utf-8")


def test_what_a_delegation_has_its_words_compared_with_is_no_error_of_the_paper(tmp_path):
    by_brazil = SELECTION.partition("  wordings:\n")[0] + "  sources: [+af-37c]\n  wordings:\n" + OWN
    room = Room(tmp_path, by_brazil)
    told = drafter("check", room.folder / "round-1.docx")
    assert "little in common with what it has it compared with" in told
    assert "0 errors, 1 warning" in told
    # Nobody's by name are the drafters' words, who can cite what they come from.
    nobodys = by_brazil.replace("- by: [Brazil]\n    sources: [af-37c]", "- sources: [af-37c]")
    room.selection.write_text(nobodys, encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx")
    told = drafter("check", room.folder / "round-1.docx", status=1)
    assert "people’s words have little in common with what they cite" in told
