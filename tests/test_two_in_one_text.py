"""What two delegations would have in one text, taken together as the text: laid one over the other."""

import pytest
from word_room import AF_37B, Room, drafter
from word_tracking import reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - sources: [af-37b]
  - by: [Chile]
    wording: Repeal all old laws and all old rules of any kind
- id: legal-aid
  wording: Pay for legal aid in all courts of the country
- id: desk-peace
  text: "Keep the peace in all countries, and the law"
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def files(room, find, *changes):
    for author, old, new in changes:
        edit = room.edit()
        reword(find(edit), author, old, new)
        yield room.save(edit, f"{author.lower()}.docx")


CASES = [
    ("af-37b", lambda edit: edit.clause("clause_af_37b"), "Revise", "Repeal", "women", "all women", AF_37B),
    (
        "af-37b",
        lambda edit: edit.lines("AltTxt")[0],
        "Repeal",
        "Burn",
        "kind",
        "sort",
        "Repeal all old laws and all old rules of any kind",
    ),
    (
        "legal-aid",
        lambda edit: edit.clause("clause_legal_aid"),
        "Pay",
        "Care",
        "country",
        "land",
        "Pay for legal aid in all courts of the country",
    ),
    (
        "desk-peace",
        lambda edit: edit.clause("clause_desk_peace"),
        "Keep",
        "Guard",
        "law",
        "rule of law",
        "Keep the peace in all countries, and the law",
    ),
]


@pytest.mark.parametrize(("clause", "find", "old", "new", "last", "other", "was"), CASES)
def test_two_that_touch_other_words_are_laid_one_over_the_other(
    room, clause, find, old, new, last, other, was
):
    room.home(*files(room, find, ("Egypt", old, new), ("Japan", last, other)))
    drafter("select", room.selection, "--take-all", "--as-text")
    printed = room.markdown().partition("Annex I.")[0]
    assert was.replace(old, new).replace(last, other) in printed
    assert was.replace(old, new).rstrip(last) + last not in printed
    assert "Egypt" not in str(room.block(clause).get("wordings", ""))


def test_two_that_touch_the_same_words_wait_and_what_else_there_is_is_taken(room):
    def find(edit):
        return edit.clause("clause_legal_aid")

    def peace(edit):
        return edit.clause("clause_desk_peace")

    both = [*files(room, find, ("Egypt", "Pay", "Care"), ("Japan", "Pay", "Care well"))]
    room.home(*both, *files(room, peace, ("Chile", "Keep", "Guard")))
    rivals = ["legal-aid:wording:egypt", "legal-aid:wording:japan"]
    told = drafter(
        "select", room.selection, "--take", *(" --take ".join(rivals).split()), "--as-text", status=2
    )
    assert "nothing was written: two proposals cannot both be taken" in told
    told = drafter("select", room.selection, "--take-all", "--as-text", status=1)
    assert "left to be decided about: they cannot all be taken" in told
    assert f"--take {rivals[0]} --leave {rivals[1]}\n" in told
    assert "Taken: desk-peace:wording:chile" in told
    assert room.block("desk-peace")["text"].startswith("Guard the peace")
    assert room.block("legal-aid")["wording"].startswith("Pay")
    assert [*room.proposed] == rivals
    assert "cannot all be taken" in drafter("select", room.selection, "--take-all", "--as-text", status=1)
    drafter("select", room.selection, "--take", rivals[0], "--leave", rivals[1], "--as-text")
    assert room.block("legal-aid")["wording"].startswith("Care for")


@pytest.mark.parametrize("own_first", [True, False])
def test_who_rewords_its_own_keeps_its_name_though_the_desk_rewords_the_text_meanwhile(room, own_first):
    both = [*files(room, lambda edit: edit.lines("AltTxt")[0], ("Chile", "Repeal", "Burn"))]
    edit = room.edit()
    edit.replace_words(edit.clause("clause_af_37b"), "Revise", "Review")
    both.append(room.save(edit, "desk.docx"))
    for paper in both if own_first else reversed(both):
        room.home(paper)
    drafter("select", room.selection, "--take-all")
    assert room.block("af-37b")["wordings"] == [
        {"sources": ["af-37b"], "wording": AF_37B.replace("Revise", "Review")},
        {"by": ["Chile"], "wording": "Burn all old laws and all old rules of any kind"},
    ]


def test_two_that_reword_their_own_keep_their_names(tmp_path):
    more = "  - by: [Chile]\n    wording: Repeal all old laws and all old rules of any kind\n"
    mine = SELECTION.replace(more, f"{more}  - by: [Brazil]\n    wording: Honour judges\n")
    room = Room(tmp_path, mine)
    for at, author, old, new in ((0, "Chile", "Repeal", "Burn"), (1, "Brazil", "judges", "jurors")):
        edit = room.edit()
        reword(edit.lines("AltTxt")[at], author, old, new)
        room.home(room.save(edit, f"{author.lower()}.docx"))
    drafter("select", room.selection, "--take-all")
    assert [(one["by"], one["wording"]) for one in room.block("af-37b")["wordings"][1:]] == [
        (["Chile"], "Burn all old laws and all old rules of any kind"),
        (["Brazil"], "Honour jurors"),
    ]


@pytest.mark.parametrize("own_first", [True, False])
def test_what_the_desk_strikes_of_whoever_rewords_its_own_stays(tmp_path, own_first):
    more = "  - by: [Chile]\n    wording: Repeal all old laws and all old rules of any kind\n"
    mine = SELECTION.replace(more, f"{more}  - by: [Chile]\n    wording: Honour judges\n")
    room = Room(tmp_path, mine)
    edit = room.edit()
    reword(edit.lines("AltTxt")[0], "Chile", "Repeal", "Burn")
    papers = [room.save(edit, "chile.docx")]
    edit = room.edit()
    edit.body.remove(edit.lines("AltTxt")[1])
    papers.append(room.save(edit, "desk.docx"))
    for paper in papers if own_first else reversed(papers):
        room.home(paper)
    told = drafter("select", room.selection, "--take-all")
    assert "What Chile proposed stays" in told
    stand = {one["wording"]: one["by"] for one in room.block("af-37b")["wordings"][1:]}
    assert stand == {"Burn all old laws and all old rules of any kind": ["Chile"], "Honour judges": ["Chile"]}
    assert "desk.docx has not what Chile proposed: “Honour judges”" in room.selection.read_text("utf-8")
