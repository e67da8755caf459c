"""A delegation deletes the end of a paragraph so that two are one: beside the text both stay as they were."""

import pytest
from word_editing import said
from word_room import AF_37B, Room, drafter
from word_tracking import end_changed

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: lac-40e
- id: af-37b
  wishes:
  - {by: [Egypt], says: delete}
"""


@pytest.mark.parametrize("taken", ["all", pytest.param("first", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("author", ["India", pytest.param("", marks=pytest.mark.thorough)])
def test_the_paragraph_that_would_run_into_another_keeps_its_words_and_its_source(tmp_path, author, taken):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    first, second = edit.clause("clause_lac_40e"), edit.clause("clause_af_37b")
    assert AF_37B in said(second)
    if author:
        end_changed(first, "del", author)
    else:
        for one in [one for one in second if not one.tag.endswith("}pPr")]:
            first.append(one)
        second.getparent().remove(second)
    file, more = room.save(edit), () if author else ("--of", "India")
    room.home(file, more=more)
    if taken == "all":
        drafter("select", room.selection, "--take-all")
    else:
        room.take("lac-40e")
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert f"2. {AF_37B}" in text.replace("[", "")
    assert "no source left" not in drafter("check", room.selection)
    assert text.count("(Egypt: delete)") == 1
    (own,) = [line for line in text.splitlines() if line.startswith("1 bis")]
    assert AF_37B in own
    assert "*(India)*" in own
    assert "# India would put it together with “lac-40e”" in room.selection.read_text("utf-8")
    assert "nothing that" in room.home(file, more=more)
