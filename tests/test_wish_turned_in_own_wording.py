"""What a delegation wants of a bracket, or changes in one, where it words the paragraph anew, too."""

import pytest
from word_room import Room, drafter
from word_tracking import change, reword, run

# Each makes drafts and reads a file back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
delegations: [Kenya, Chile, Japan, Norway, Brazil]
clauses:
- id: af-37b
- id: net
  heading: item-4-ii
  text: >-
    Build a heron net [of steel] (Japan) for all [, if need be,] (Kenya, Chile: delete; Norway: retain)
"""


def printed(room):
    words = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return [line.partition(". ")[2] for line in words.splitlines() if "heron" in line]


def norways(room):
    edit = room.edit()
    net = edit.clause("clause_net")
    reword(net, "Norway", "heron", "heron cord")
    reword(net, "Norway", "Norway: retain", "Norway: delete")
    reword(net, "Norway", "steel", "silk")
    return edit, net


@pytest.mark.parametrize("way", ["together", "one by one"])
def test_its_new_wish_goes_in_the_place_of_the_old_one_in_the_text_too(tmp_path, way):
    room = Room(tmp_path, SELECTION)
    file = room.save(norways(room)[0], "norway.docx")
    told = " ".join(room.home(file).split())
    assert "what it wants of a bracket by now stands behind that in the words that it rewords, too" in told
    assert "names Japan" not in told
    if way == "together":
        drafter("select", room.selection, "--take-all")
    else:
        room.take("net:wording:norway")
    own = "[Build a heron cord net [of silk] for all [, if need be,] (Kenya, Chile: delete; Norway: delete).]"
    assert printed(room) == [
        "[Build a heron net [of steel] (Japan) for all [, if need be,] (Kenya, Chile, Norway: delete).]",
        f"{own} (Norway)",
    ]
    status = " ".join(drafter("status", room.selection).split())
    assert "Japan: 1 bracket (2);" not in status
    assert "Japan: 1 bracket (2)" in status
    assert "nothing that" in room.home(file)
    assert not room.proposed
    drafter("select", room.selection, "--undo")
    assert "Norway: retain" in printed(room)[0]


def test_a_wish_that_was_turned_since_stays_where_an_earlier_file_has_the_old_one(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    reword(edit.clause("clause_net"), "Norway", "heron", "heron cord")
    file = room.save(edit, "norway.docx")
    words = room.selection.read_text("utf-8")
    turned = words.replace("(Kenya, Chile: delete; Norway: retain)", "(Kenya, Chile, Norway: delete)")
    room.selection.write_text(turned, encoding="utf-8")
    room.home(file)
    drafter("select", room.selection, "--take-all")
    assert "Norway: retain" not in printed(room)[0]


def test_what_it_changes_within_anothers_bracket_is_its_own_and_who_says_the_same_joins(tmp_path):
    room = Room(tmp_path, SELECTION)
    files = []
    for name in ("Brazil", "Norway"):
        edit = room.edit()
        reword(edit.clause("clause_net"), name, "steel", "silk")
        files.append(room.save(edit, f"{name.casefold()}.docx"))
    room.home(*files)
    drafter("select", room.selection, "--take-all")
    (_, both) = printed(room)
    assert both.startswith("[Build a heron net [of silk] for all [, if need be,] (Kenya, Chile: delete;")
    assert both.endswith("] (Brazil, Norway)")
    assert "Japan" not in both


def test_a_file_that_was_passed_on_names_nobody_more_than_the_first(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit, net = norways(room)
    put = next(one for one in net.iter() if (one.text or "") == "silk")
    put.getparent().getparent().addnext(change("ins", "Brazil", run(" hemp")))
    first = room.save(norways(room)[0], "norway.docx")
    told = room.home(first, room.save(edit, "brazil.docx"))
    assert "names Japan" not in told
    drafter("select", room.selection, "--take-all")
    assert len(printed(room)) == 3
    assert not any("Japan" in one for one in printed(room)[1:])


def test_as_text_what_it_changes_within_anothers_bracket_stands_in_its_own_there(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(room.save(norways(room)[0], "norway.docx"))
    drafter("select", room.selection, "--take-all", "--as-text")
    (text,) = printed(room)
    assert "[[of steel] (Norway: delete) [of silk] (Norway)] (Japan)" in text
    assert "Norway: retain" not in text
