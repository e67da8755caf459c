"""Who would have one of several wordings out is printed behind that wording, and comes home."""

import pytest
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, reword, struck_whole

from drafter.drafting import compose_selection
from drafter.selection.loading import open_selection

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: legal-aid
- id: trust
  heading: item-4-ii
  text: Trust the law
  wordings:
  - by: [Chile]
    wording: Trust *all* laws
- id: lac-79j
"""


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


@pytest.mark.thorough
def test_whoever_strikes_one_of_several_wordings_is_named_behind_it_in_both_editions(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    for words in ("Trust all laws", "3 bis."):
        struck_whole(line(edit, words), "Egypt")
    room.home(room.save(edit))
    room.take(*room.proposed)
    assert room.block("trust")["wished"] == [
        {"by": ["Egypt"], "says": "delete", "wording": "Trust *all* laws"}
    ]
    (source,) = room.block("legal-aid")["wished"][0]["sources"]
    assert source == "ap-44g"
    assert "has nothing that" in room.home(room.folder / "back.docx")
    # Each is counted once: the comment in the block says no more than the wish.
    stands = " ".join(drafter("status", room.selection).split())
    assert "Egypt: 2 wishes about a single wording (2 bis, 3 bis) selection.yaml" in stands
    for edition in ("working", "delegates"):
        paper = room.folder / "round-1.docx"
        drafter("draft", room.selection, "--edition", edition, "-o", paper, "--overwrite")
        edit = room.edit()
        assert said(line(edit, "Trust all laws")).endswith("(Chile) (Egypt: delete)")
        assert said(line(edit, "3 bis.")).endswith("(Egypt: delete)")
        assert "Egypt" not in said(line(edit, "3 ter.")) + said(line(edit, "Trust the law"))
        # The untouched paper says nothing new, and whoever strikes the name is told what to do.
        assert "has nothing that" in room.home(paper)
        assert "behind it" not in drafter("check", paper)
    reword(line(edit, "Trust all laws"), "Egypt", "(Egypt: delete)", "")
    told = room.home(room.save(edit, "next.docx"))
    assert '--keep trust --by "Egypt"' in told
    kept = drafter("select", room.selection, "--keep", "trust", "--by", "Egypt")
    assert "“Egypt: delete” is wished no more." in kept
    assert "wished" not in room.block("trust")
    assert "Egypt" not in said(line(_drafted(room), "Trust all laws"))


OF_ALL = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  status:
  - {is: reserved, by: [Japan]}
  wishes:
  - {by: [Norway], says: delete}
  wished:
  - {by: [Egypt], says: delete, sources: %s}
  - {by: [Peru], says: delete, wording: Words that nobody proposes}
- id: lac-79j
  wished:
  - {by: [Peru], says: delete, wording: Gone since}
"""


def test_wishes_about_the_first_wording_and_all_stand_together_and_are_read_back_as_printed(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: legal-aid\n")
    first = compose_selection(open_selection(room.selection)).clauses[0].variants[0]
    room.selection.write_text(OF_ALL % f"[{', '.join(first.sources)}]", encoding="utf-8")
    edit = _drafted(room)
    behind = "(Egypt: delete) Whole paragraph: (Norway: delete) [Reservation: Japan]"
    assert said(edit.lines("SingleTxt", "AltTxt")[0]).endswith(behind)
    # What is wished of words that no wording has any more is not lost.
    assert "Peru" not in drafter("draft", room.selection, "--format", "markdown", "-o", "-")
    gone = "(1: “Words that nobody proposes”, 2: “Gone since”)"
    stands = " ".join(drafter("status", room.selection).split())
    assert f"Peru: 2 wishes about words that stand no more {gone}" in stands

    assert "has nothing that" in room.home(room.save(edit))
    assert "behind it" not in drafter("check", room.folder / "back.docx")

    # Some programs lose styles of characters.
    for style in list(edit.document.iter(w("rStyle"))):
        run = style.getparent().getparent()
        if run.getparent() is edit.lines("SingleTxt", "AltTxt")[0] and run.find(w("t")) is not None:
            style.getparent().remove(style)
    assert "has nothing that" in room.home(room.save(edit))

    agreed = drafter("select", room.selection, "--status", "agreed", "lac-79j")
    assert "lac-79j: “Peru: delete” of its wording “Gone since”: its block still says so" in agreed
    assert "--keep lac-79j --by Peru" in agreed


def _drafted(room):
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    return room.edit()


@pytest.mark.parametrize(("says", "is_listed"), [("delete", False), ("retain", True)])
def test_who_would_have_a_wording_out_wishes_no_more_of_it_once_it_is(tmp_path, says, is_listed):
    text = "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: Plant pines\n  wordings:\n  - by: [Chile]\n"
    text += f"    wording: Plant oaks\n  wished:\n  - {{by: [Egypt], says: {says}, wording: Plant oaks}}\n"
    room = Room(tmp_path, text)
    assert "Egypt: 1 wish about a single wording" in drafter("status", room.selection)
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "merged", "--by", "Chair")
    assert ("Egypt" in drafter("status", room.selection)) is is_listed


def test_a_wish_about_a_wording_that_was_lifted_leaves_no_remark_either(tmp_path):
    text = (
        "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: Plant pines\n  sources: [+af-37b]\n  wordings:\n"
    )
    text += "  - wording: Plant oaks\n    sources: [lac-19h]\n"
    text += "  wished:\n  - {by: [Norway], says: delete, wording: Plant oaks, sources: [lac-19h]}\n"
    text += "  # Norway: without lac-19h\n"
    room = Room(tmp_path, text)
    assert "remark" not in drafter("status", room.selection)
    told = drafter("select", room.selection, "--keep", "own-1", "--by", "Norway")
    assert "“Norway: delete” is wished no more" in told
    assert "Norway" not in drafter("status", room.selection)


OF_EGYPT = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - {by: [Egypt], wording: Revise laws of oasis kind}
"""
LEFT = (
    "af-37b: “Kenya: delete” stands behind no wording, since none has the words “Revise laws of oasis kind” "
    "any more; it stays below “wished”."
)


@pytest.mark.parametrize("is_one_round", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_a_wish_behind_words_that_their_author_changes_is_told_and_listed(tmp_path, is_one_round):
    room = Room(tmp_path, OF_EGYPT)
    edit = room.edit()
    edit.lines("AltTxt")[0].append(change("ins", "Kenya", run(" (Kenya: delete)")))
    wish = room.save(edit, "kenya.docx")
    if not is_one_round:
        room.home(wish)
        assert "stands behind no wording" not in drafter("select", room.selection, "--take-all")
    edit = _drafted(room)
    reword(edit.lines("AltTxt")[0], "Egypt", "oasis", "date-palm")
    room.home(*([wish] if is_one_round else []), room.save(edit, "egypt.docx"))
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert LEFT in told
    assert 'to lift it: --keep af-37b --by "Kenya"' in told
    stands = "Kenya: 1 wish about words that stand no more (1: “Revise laws of oasis kind”)"
    assert stands in drafter("status", room.selection)
    drafter("select", room.selection, "--keep", "af-37b", "--by", "Kenya")
    assert "Kenya" not in drafter("status", room.selection)
