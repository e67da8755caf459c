"""That the selection dropped another wording since is no change of what a file rewords in the paragraph."""

import pytest
from word_room import Room, drafter
from word_tracking import reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  wordings:
  - by: [Chile]
    wording: Fund legal aid
- id: lac-79j
"""
SAME, OTHER = "the selection has changed it too", "the selection has changed other words of it"
WORDS = "support the exchange of good practices"


@pytest.mark.parametrize(
    ("since", "author", "told"),
    [
        (("--drop", "1 bis"), "Egypt", [OTHER]),
        (("--drop", "1 bis"), "", [OTHER]),
        (("--drop", "1 quater"), "Egypt", []),  # what others propose is no part of what was reworded
        ("wording", "", [SAME]),  # all of the paragraph was worded anew
    ],
)
def test_the_list_says_what_was_changed_by_both(tmp_path, since, author, told):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    paragraph = edit.clause("clause_legal_aid")
    if author:
        reword(paragraph, author, WORDS, f"{WORDS} of all")
    else:
        edit.replace_words(paragraph, WORDS, f"{WORDS} of all")
    paper = room.save(edit)
    if since == "wording":
        text = room.selection.read_text("utf-8").replace(
            "- id: legal-aid\n", "- id: legal-aid\n  wording: Pay\n"
        )
        room.selection.write_text(
            text.replace("  wordings:\n  - by: [Chile]\n    wording: Fund legal aid\n", ""), "utf-8"
        )
    else:
        drafter("select", room.selection, *since, "--in", room.folder / "round-1.docx")
    listed = " ".join(room.home(paper).split())
    assert [one for one in (SAME, OTHER) if one in listed] == told
