"""A delegation's wish that a paragraph go outlives others' decisions, and is told."""

import copy
import json

import pytest
import yaml
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import struck_whole

from drafter.brackets import Wish
from drafter.decisions import SelectionEntry

NORWAY = [{"by": ["Norway"], "says": "delete"}]


@pytest.fixture
def room(tmp_path):
    """A round in which Norway struck a paragraph, which is in brackets since."""
    found = Room(tmp_path)
    edit = found.edit()
    struck_whole(edit.clause("clause_lac_79j"), "Norway")
    found.home(found.save(edit))
    found.take("lac-79j")
    return found


@pytest.mark.thorough
def test_a_wish_is_kept_and_named_when_the_paragraph_is_kept_and_agreed(room):
    done = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Chair")
    assert "“Norway: delete” stays in its block, below “wishes”" in done
    assert room.block("lac-79j") == {"id": "lac-79j", "decision": "in", "by": "Chair", "wishes": NORWAY}
    assert "Norway: 1 wish about a whole paragraph (2)" in drafter("status", room.selection)
    as_json = json.loads(drafter("status", room.selection, "--json").partition("\n}\n")[0] + "\n}")
    assert [one["wishes"] for one in as_json["delegations"] if one["name"] == "Norway"] == [["2"]]
    # Read again, the file says nothing new.
    assert "has nothing that" in room.home(room.folder / "back.docx")

    agreed = " ".join(drafter("select", room.selection, "--status", "agreed", "lac-79j").split())
    assert "lac-79j: “Norway: delete”: its block still says so" in agreed
    assert "--keep lac-79j --by Norway" in agreed
    drafter("select", room.selection, "--keep", "lac-79j", "--by", "Norway")
    assert "still says so" not in drafter("select", room.selection, "--status", "agreed", "lac-79j")


def test_whoever_keeps_a_paragraph_wishes_no_more_that_it_go(room):
    drafter("select", room.selection, "--maybe", "lac-79j", "--reason", "Norway: delete; Peru, Chile: delete")
    done = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Norway, Chile")
    assert "“Norway: delete; Chile: delete” is wished no more" in done
    assert "“Peru: delete” stays in its block" in done
    assert room.block("lac-79j")["wishes"] == [{"by": ["Peru"], "says": "delete"}]
    shown = drafter("status", room.selection)
    assert "Peru: 1 wish about a whole paragraph (2)" in shown
    assert "Norway" not in shown
    done = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Peru")
    assert "“Peru: delete” is wished no more" in done
    assert "wishes" not in room.block("lac-79j")


def test_a_wish_about_a_paragraph_that_is_dropped_is_listed_and_stands_in_annex_ii(room):
    """“Drafter status lists it”, the answer says; so it does."""
    drafter("select", room.selection, "--maybe", "lac-79j", "--reason", "Norway: delete; Peru, Chile: retain")
    block = room.selection.read_text("utf-8").replace(
        "  reason:", "  wishes: [{by: [Peru, Chile], says: retain}]\n  reason:"
    )
    room.selection.write_text(block, encoding="utf-8")
    done = drafter("select", room.selection, "--drop", "lac-79j", "--reason", "no support", "--by", "Chair")
    assert "stays in its block, below “wishes”; drafter status lists it" in done
    shown = drafter("status", room.selection)
    for name in ("Norway", "Peru", "Chile"):
        assert f"{name}: 1 wish about a paragraph that is out (lac-79j)\n" in shown
    as_json = json.loads(drafter("status", room.selection, "--json").partition("\n}\n")[0] + "\n}")
    assert [(one["name"], one["out"]) for one in as_json["delegations"]] == [
        (name, ["lac-79j"]) for name in ("Chile", "Norway", "Peru")
    ]
    annex = room.markdown().partition("## Annex II")[2]
    assert (
        "| Left out: no support (Chair) What delegations said of it: Peru, Chile: retain; Norway: delete |"
        in annex
    )


def test_a_wish_about_a_dropped_paragraph_of_a_delegation_stands_with_its_words(tmp_path):
    own = (
        "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: pyramids\n  text: Build pyramids\n  kind: action\n"
        '  decision: out\n  reason: "no support; Egypt: delete"\n  wishes: [{by: [Brazil], says: retain}]\n'
    )
    annex = Room(tmp_path, own).markdown().partition("## Annex II")[2]
    row = next(line for line in annex.splitlines() if "Build pyramids" in line)
    assert row.count("delete") == 1  # the reason says it
    assert "What delegations said of it: Brazil: retain" in row


def test_who_wants_nothing_of_a_paragraph_and_would_keep_it_is_told_so(room):
    text = room.selection.read_text("utf-8")
    room.selection.write_text(
        text.replace("clauses:", "delegations: [Norway, Chile]\nclauses:", 1), encoding="utf-8"
    )
    before = room.selection.read_bytes()
    told = drafter("select", room.selection, "--keep", "af-37b", "--by", "Chile", status=2)
    assert "Chile wants nothing of af-37b, and it is in; nothing was written" in told
    assert "“drafter status” lists who wants what of which paragraph" in told
    assert room.selection.read_bytes() == before
    told = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Chile")
    assert "Chile wants nothing of lac-79j." in told
    assert 'There is “Norway: delete”. Each lifts its own: --by "Norway".' in told
    told = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Chile", status=2)
    assert 'There is “Norway: delete”. Each lifts its own: --by "Norway".' in told
    # Who decides so without being one of them decides it.
    assert "af-37b is in." in drafter("select", room.selection, "--keep", "af-37b", "--by", "Chair")
    told = drafter("select", room.selection, "--keep", "lac-79j", "--by", "Norway")
    assert "“Norway: delete” is wished no more" in told
    assert "wants nothing" not in told


@pytest.mark.thorough
def test_brackets_taken_away_in_word_leave_the_wish(room):
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    edit = type(room.edit())((room.folder / "round-2.docx").read_bytes())
    for one in edit.clause("clause_lac_79j").iter():
        if one.tag.endswith("}t") and one.text:
            one.text = one.text.replace("[", "").replace("]", "")
    room.home(room.save(edit, "agreed.docx"))
    room.take("lac-79j:decision")
    reason = {"reason": "Norway: delete"}
    assert room.block("lac-79j") == {"id": "lac-79j", "decision": "in", "wishes": NORWAY, **reason}


def test_a_wish_stays_through_all_steps_and_a_name_of_nobody_is_an_error(room):
    for step in (("--maybe", "lac-79j", "--reason", "wait"), ("--drop", "lac-79j"), ("--keep", "lac-79j")):
        drafter("select", room.selection, *step)
        assert room.block("lac-79j")["wishes"] == NORWAY
    text = room.selection.read_text("utf-8")
    room.selection.write_text(
        text.replace("clauses:", "delegations: [Brazil]\nclauses:", 1), encoding="utf-8"
    )
    assert "unknown delegation “Norway”" in drafter("check", room.selection, status=1)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("Norway: delete", [("Norway",)]),
        ("wait for the Group; Norway, Chile: delete", [("Norway", "Chile")]),
        (
            "in brackets in x.docx; Norway: delete; Trinidad and Tobago: delete",
            [("Norway",), ("Trinidad and Tobago",)],
        ),
        ("Norway: delete it or not", []),
        ("too long", []),
    ],
)
def test_which_wishes_a_reason_says(reason, found):
    assert SelectionEntry("a", reason=reason).all_wishes == tuple(Wish(by, "delete") for by in found)


def test_who_withdrew_is_held_against_the_delegations(tmp_path):
    words = "\n  withdrawn:\n  - of: [Norwya]\n    wording: Any\n    by: [Chile]\n"
    took = "  - of: [Chile]\n    wording: Some\n    is: taken out\n    by: [Chair]\n"
    path = tmp_path / "selection.yaml"
    text = f"matrix: kyoto-2021\ndelegations: [Norway]\nclauses:\n- id: lac-79j{words}{took}"
    path.write_text(text, encoding="utf-8")
    told = drafter("check", path, status=1)
    assert "unknown delegation “Norwya”" in told
    assert told.count("unknown delegation “Chile”") == 2
    assert "Chair" not in told
    assert yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.thorough
def test_brackets_of_ones_own_taken_away_in_word_are_no_decision_left_open(tmp_path):
    block = '- id: ours\n  heading: item-5-i\n  text: "[Reaffirm it]"\n  decision: maybe\n'
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: lac-79j\n{block}")
    edit = room.edit()
    for one in edit.clause("clause_ours").iter():
        if one.tag.endswith("}t") and one.text:
            one.text = one.text.replace("[", "").replace("]", "")
    room.home(room.save(edit))
    room.take("ours")
    assert (room.block("ours")["decision"], room.block("ours")["text"]) == ("in", "Reaffirm it")
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_nobody_withdraws_for_another(tmp_path):
    wordings = (
        "  wordings:\n  - by: [Egypt]\n    wording: Repeal\n  - by: [Chile, Brazil]\n    wording: Keep\n"
    )
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{wordings}")
    withdrawn = ("select", room.selection, "--status", "withdrawn")
    before = room.selection.read_text("utf-8")
    told = drafter(*withdrawn, "1 bis", "--by", "Norway", status=2)
    assert "“Repeal” is what Egypt proposes, not Norway" in told
    told = drafter(*withdrawn, "af-37b", "--by", "Norway", status=2)
    assert "has what Egypt and Chile and Brazil propose" in told
    assert room.selection.read_text("utf-8") == before

    told = drafter(*withdrawn, "1 ter", "--by", "Chile")
    assert "“Keep” stays, as what Brazil proposes" in told
    assert room.block("af-37b")["wordings"][1] == {"by": ["Brazil"], "wording": "Keep"}
    drafter(*withdrawn, "1 ter", "--by", "Brazil")
    withdrawn = [(one["by"], one["wording"]) for one in room.block("af-37b")["withdrawn"]]
    assert withdrawn == [(["Chile"], "Keep"), (["Brazil"], "Keep")]


def test_who_drops_a_paragraph_is_told_what_others_wish_of_it(tmp_path):
    wishes = "  wishes:\n  - {by: [Kenya], says: retain}\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{wishes}- id: lac-79j\n")
    told = drafter("select", room.selection, "--drop", "af-37b", "--by", "Chair")
    assert "“Kenya: retain” stays in its block" in told


def test_who_takes_a_deletion_is_named_as_who_left_the_paragraph_out(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    gone = next(one for one in edit.lines("SingleTxt") if "Revise laws" in said(one))
    gone.getparent().remove(gone)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    assert room.block("af-37b")["by"] == "Chair"
    assert "taken out in back.docx (Chair)" in room.markdown().partition("Annex II.")[2]


def test_a_wording_that_comes_is_listed_with_whose_it_is(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    first = next(one for one in edit.lines("SingleTxt") if "Revise laws" in said(one))
    below = copy.deepcopy(first)
    for mark in list(below.iter(w("footnoteReference"), w("bookmarkStart"), w("bookmarkEnd"))):
        mark.getparent().remove(mark)
    edit.replace_words(below, said(below), "1 bis. [Plant an elm.] (Chile)")
    first.addnext(below)
    listed = " ".join(room.home(room.save(edit)).split())
    assert "was: 1 wording now: 2 wordings, of which is new: Plant an elm (Chile)" in listed


SINGLE = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: legal-aid
  status:
  - {is: reserved, by: [Kenya, Peru]}
  wordings:
  - sources: [ap-44g]
  - sources: [wa-42a]
  - sources: [af-45g]
  - by: [Chile]
    wording: Pay for legal aid
  wished:
  - {by: [Norway], says: retain, sources: [ap-44g]}
  - {by: [Japan], says: delete, wording: Pay for legal aid}
"""


def rows_of(room, *words):
    """The rows of Annex II that have each of some words."""
    annex = room.markdown().partition("Annex II.")[2].replace("\N{NO-BREAK SPACE}", " ").splitlines()
    return [next((one for one in annex if each in one and one.startswith("|")), "") for each in words]


def test_wishes_about_single_wordings_and_reservations_stay_where_the_paragraph_is_dropped(tmp_path):
    room = Room(tmp_path, SINGLE)
    told = drafter("select", room.selection, "--drop", "legal-aid", "--reason", "merged", "--by", "Chair")
    assert "“Norway: retain; Japan: delete”, of single wordings, stays below “wished”" in told
    source, other, own = rows_of(room, "44 (g)", "42 (a)", "Pay for legal aid")
    assert "What delegations said of it: Norway: retain" in source
    assert "What delegations said" not in other
    assert "What delegations said of it: Japan: delete" in own
    stands = " ".join(drafter("status", room.selection).split())
    for name in ("Japan", "Norway"):
        assert f"{name}: 1 wish about a paragraph that is out (legal-aid)" in stands
    for name in ("Kenya", "Peru"):
        assert f"{name}: 1 reservation to what is out (legal-aid)" in stands
    drafter("select", room.selection, "--keep", "legal-aid", "--by", "Chair")
    stands = " ".join(drafter("status", room.selection).split())
    assert "Norway: 1 wish about a single wording (2)" in stands
    assert "is out" not in stands


def test_who_would_retain_a_wording_that_is_taken_out_stands_beside_it_in_annex_ii(tmp_path):
    room = Room(tmp_path, SINGLE.replace("says: delete", "says: retain"))
    drafter("select", room.selection, "--drop", "2 quater", "--reason", "no support", "--by", "Chair")
    (own,) = rows_of(room, "Pay for legal aid")
    assert "What delegations said of it: Japan: retain" in own


def test_who_joins_paragraphs_is_told_which_wishes_are_printed_no_more(tmp_path):
    room = Room(tmp_path, SINGLE)
    told = " ".join(drafter("select", room.selection, "--join", "legal-aid", "af-37b").split())
    assert "Note: “Norway: retain” was said of wordings that are part of this text now" in told
    assert "Japan" not in told


def test_compare_says_which_wishes_came_went_and_turned(tmp_path):
    room = Room(tmp_path, SINGLE)
    old, text = room.folder / "old.yaml", room.selection.read_text("utf-8")
    old.write_text(text, encoding="utf-8")
    text = text.replace("by: [Norway], says: retain", "by: [Norway], says: delete")
    text = text.replace("{by: [Japan], says: delete", "{by: [Japan, Peru], says: delete")
    text = text.replace("- id: af-37b\n", "- id: af-37b\n  wishes: [{by: [Egypt], says: retain}]\n")
    room.selection.write_text(text, encoding="utf-8")
    second = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", second)
    for files in ((room.folder / "round-1.docx", second), (old, room.selection)):
        said = drafter("compare", *files)
        assert "Nothing changed" not in said
        assert "behind 2: “Norway: retain” is now “Norway: delete”" in said
        assert "behind 2 quater: “Japan: delete” is now “Japan: delete; Peru: delete”" in said
        assert "of the whole paragraph: new: “Egypt: retain”" in said
    said = drafter("compare", second, room.folder / "round-1.docx")
    assert "of the whole paragraph: gone: “Egypt: retain”" in said
    assert drafter("compare", second, room.selection) == "Nothing changed.\n"
