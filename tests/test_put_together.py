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
    assert f"; {AF_37B};]" in own  # with a blank between
    assert "*(India)*" in own
    assert "# India would put it together with “lac-40e”" in room.selection.read_text("utf-8")
    assert "nothing that" in room.home(file, more=more)


def test_as_text_the_paragraph_goes_into_the_other(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    end_changed(edit.clause("clause_lac_40e"), "del", "India")
    room.home(room.save(edit))
    room.take(*room.proposed, more=["--as-text"])
    assert AF_37B in room.markdown().partition("Annex I.")[0]
    assert room.block("af-37b")["decision"] == "out"
    assert "sources" not in room.block("af-37b")


WITH_OTHERS = """\
matrix: kyoto-2021
clauses:
- id: lac-40e
- id: af-37b
  decision: maybe
  reason: 'Egypt: delete'
  wordings:
  - sources: [af-37b]
  - by: [Brazil]
    role: alternative
    wording: Repeal such laws
"""


def test_a_paragraph_whose_first_wording_would_run_into_another_keeps_it_beside_what_others_propose(tmp_path):
    room = Room(tmp_path, WITH_OTHERS)
    edit = room.edit()
    end_changed(edit.clause("clause_lac_40e"), "del", "India")
    told = room.home(room.save(edit))
    assert "names of regions" not in told
    assert "is not imported" not in told
    drafter("select", room.selection, "--take-all")
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert f"\n2. [{AF_37B}" in text
    assert "\n2 bis. [Repeal such laws" in text
    (own,) = [line for line in text.splitlines() if line.startswith("1 bis")]
    assert f"; {AF_37B};]" in own  # with a blank between, and without the brackets that drafter had printed
    assert text.count("(Egypt: delete)") == 1
    assert "no source left" not in drafter("check", room.selection)
    assert "nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_as_text_the_brackets_say_that_the_words_of_the_other_are_open(tmp_path):
    room = Room(tmp_path, WITH_OTHERS)
    edit = room.edit()
    end_changed(edit.clause("clause_lac_40e"), "del", "India")
    room.home(room.save(edit))
    room.take(*room.proposed, more=["--as-text"])
    assert f"; [{AF_37B}" in room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "nothing that" in room.home(room.folder / "back.docx")


def test_what_people_wrote_where_no_source_is_left_is_not_to_be_deleted(tmp_path):
    room = Room(tmp_path, WITH_OTHERS)
    without = room.selection.read_text("utf-8").replace("  - sources: [af-37b]\n", "")
    taken = without.replace("- id: lac-40e\n", "- id: lac-40e\n  sources: [+af-37b]\n")
    room.selection.write_text(taken, encoding="utf-8")
    told = drafter("check", room.selection)
    assert "“af-37b” has no source left; only what people wrote there is drafted" in told
    assert "Delete" not in told
    assert "Repeal such laws" in room.markdown()
    again = taken.replace("- id: af-37b\n", "- id: af-37b\n  sources: [+af-37b]\n")
    room.selection.write_text(again, encoding="utf-8")
    assert "no source left" not in drafter("check", room.selection)
    assert f"[{AF_37B}" in room.markdown().replace("\\", "")
