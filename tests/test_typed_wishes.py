"""What somebody types behind a paragraph, or one of its wordings, that it would have done with it."""

import pytest
from word_editing import run, said
from word_room import Room, drafter
from word_tracking import change, cut_out, reword, strike, struck_whole

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

GROUP = "Group of 77 and China"
SELECTION = f"""\
matrix: kyoto-2021
authors: {{Delegate of G77: {GROUP}}}
clauses:
- id: af-37b
  wordings:
  - sources: [af-37b]
  - by: [{GROUP}]
    wording: Plant oaks [in every town] (Egypt)
- id: lac-79j
  wishes:
  - {{by: [Egypt], says: delete}}
- id: legal-aid
  wording: Pay for legal aid
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def behind(edit, words, typed, author="", style=""):
    content = run(typed, style)
    line(edit, words).append(change("ins", author, content) if author else content)


def printed(room, words):
    text = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return next(one for one in text.splitlines() if words in one)


@pytest.mark.parametrize(("author", "style"), [("Delegate of G77", ""), ("", "Support"), ("Norway", "")])
def test_a_wish_behind_a_paragraph_comes_home_beside_those_that_stand_there(room, author, style):
    edit = room.edit()
    behind(edit, "Discuss", " (G77: retain)", author, style)
    paper = room.save(edit)
    told = room.home(paper)
    assert "names of regions" not in told
    assert "a wish" in told
    assert "a comment" not in told
    assert (f"names “{GROUP}” beside whoever says so" in told) is (author == "Norway")
    (name,) = room.proposed
    assert name.startswith("lac-79j:remark")
    told = room.take(name)
    assert "nothing is changed" not in told
    assert room.block("lac-79j")["wishes"] == [
        {"by": ["Egypt"], "says": "delete"},
        {"by": [GROUP], "says": "retain"},
    ]
    assert printed(room, "Discuss").endswith(f"(Egypt: delete; {GROUP}: retain)")
    assert f"{GROUP}: " in drafter("status", room.selection)
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize(
    ("typed", "is_wish"),
    [(" Whole paragraph: (Norway: delete)", True), (" (Norway, delete)", False), (" Norway", False)],
)
def test_what_is_typed_where_no_regions_were_named_changes_no_names_of_regions(tmp_path, typed, is_wish):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n")
    edit = room.edit()
    behind(edit, "Discuss", typed, style="Support")
    told = " ".join(room.home(room.save(edit)).split())
    assert "names of regions" not in told
    assert ("Norway: delete)” a wish" in told or "a wish (Norway: delete)" in told) is is_wish
    said_of_it = f"names no region, no sponsor and no wish: “{typed.strip()}”; this cannot be imported"
    assert (said_of_it in told) is not is_wish


def test_a_wish_behind_a_paragraph_that_has_none_is_no_word_of_it(room):
    edit = room.edit()
    behind(edit, "Pay for legal aid", " (Norway: delete)", "Norway")
    room.home(room.save(edit))
    assert list(room.proposed) == ["legal-aid:remark:norway"]
    room.take("legal-aid")
    assert room.block("legal-aid")["wording"] == "Pay for legal aid"
    assert room.block("legal-aid")["wishes"] == [{"by": ["Norway"], "says": "delete"}]


@pytest.mark.thorough
def test_of_one_of_several_wordings_it_is_that_ones(room):
    edit = room.edit()
    behind(edit, "Plant oaks", " (Norway: delete)", "Norway")
    paper = room.save(edit)
    assert "(Norway: delete) behind “Plant oaks" in " ".join(room.home(paper).split())
    room.take("af-37b:remark:norway")
    assert room.block("af-37b")["wished"] == [
        {"by": ["Norway"], "says": "delete", "wording": "Plant oaks [in every town] (Egypt)"}
    ]
    assert "Norway: delete" in printed(room, "Plant oaks")
    assert "has nothing that" in room.home(paper)


@pytest.mark.thorough
def test_who_wants_another_thing_by_now_wants_that_alone(room):
    edit = room.edit()
    reword(line(edit, "Discuss"), "Egypt", "(Egypt: delete)", "(Egypt: retain)")
    told = room.home(room.save(edit))
    assert "not imported" not in told
    room.take("lac-79j:remark:egypt")
    assert room.block("lac-79j")["wishes"] == [{"by": ["Egypt"], "says": "retain"}]


@pytest.mark.parametrize(
    ("reason", "wishes", "printed", "turned", "left"),
    [
        (
            "wait for the Group; Norway: delete",
            "Egypt",
            "Egypt, Norway",
            "Egypt: delete; Norway: retain",
            "wait for the Group",
        ),
        ("Norway: delete", "Egypt", "Egypt, Norway", "Egypt: delete; Norway: retain", ""),
        (
            "Norway, Chile: delete",
            "Egypt",
            "Egypt, Norway, Chile",
            "Egypt, Chile: delete; Norway: retain",
            "Chile: delete",
        ),
        ("", "Norway, Egypt", "Norway, Egypt", "Norway: retain; Egypt: delete", ""),
    ],
)
def test_a_wish_that_is_turned_goes_wherever_the_block_had_it(
    tmp_path, reason, wishes, printed, turned, left
):
    said_before = f'  decision: maybe\n  reason: "{reason}"\n' if reason else ""
    block = f"- id: lac-79j\n{said_before}  wishes:\n  - {{by: [{wishes}], says: delete}}\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{block}")
    edit = room.edit()
    own = line(edit, "Discuss")
    old = said(own)[said(own).index(" (") :]
    assert old == f" ({printed}: delete)"
    reword(own, "Norway", old, f" ({turned})")
    paper = room.save(edit)
    room.home(paper)
    room.take("lac-79j:remark:norway")
    now = room.block("lac-79j")
    assert now.get("reason", "") == left
    found = {(tuple(one["by"]), one["says"]) for one in now["wishes"]}
    assert (("Norway",), "retain") in found
    assert {one for by, says in found if says == "delete" for one in by} == {"Egypt"}
    assert "Norway: 1 wish about" in drafter("status", room.selection)
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(Egypt)", "(Egypt; Norway: delete)"),
        ("[Plant oaks [in every town] (Egypt);]", "Plant oaks [in every town] (Egypt: retain)"),
        ("[in every town]", "in every town (note: see below)"),
    ],
)
def test_what_is_of_a_bracket_or_no_wish_stays_words(room, old, new):
    edit = room.edit()
    edit.replace_words(line(edit, "Plant oaks"), old, new)
    room.home(room.save(edit))
    (one,) = room.proposed.values()
    assert new in str(one["set"])
    assert "wordings" in one["set"]


@pytest.mark.parametrize("author", ["Norway", ""])
@pytest.mark.parametrize("is_behind_note", [False, True])
@pytest.mark.parametrize("says", ["Norway: delete", "Norway: delete; Egypt: retain"])
def test_a_wish_behind_brackets_around_all_of_a_paragraph_is_of_that(tmp_path, author, is_behind_note, says):
    room = Room(tmp_path)
    edit = room.edit()
    paragraph, typed = line(edit, "Revise laws"), f" ({says})"
    for old, new in (("Revise", "[Revise"), ("women;", f"women;]{'' if is_behind_note else typed}")):
        if author:
            reword(paragraph, author, old, new)
        else:
            edit.replace_words(paragraph, old, new)
    if is_behind_note:
        paragraph.append(change("ins", author, run(typed)) if author else run(typed))
    paper = room.save(edit)
    more = () if author else ("--of", "Norway")
    room.home(paper, more=more)
    given = "af-37b"
    assert set(room.proposed) == {f"{given}:decision:norway", f"{given}:remark:norway"}
    drafter("select", room.selection, "--take-all")
    wishes = [{"by": [who], "says": what} for who, what in (one.split(": ") for one in says.split("; "))]
    assert room.block(given)["wishes"] == wishes
    assert "1. [Revise laws" in printed(room, "Revise laws")
    assert room.markdown().partition("Annex I.")[0].count("Revise laws") == 1
    assert "has nothing that" in room.home(paper, more=more)


def test_who_is_named_without_a_wish_behind_brackets_around_all_is_not_lost(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    edit.replace_words(
        line(edit, "Pay for legal aid"), "Pay for legal aid.", "[Pay for legal aid;] (Egypt; Norway: delete)"
    )
    room.home(room.save(edit))
    assert "(Egypt; Norway: delete)" in str(room.proposed["legal-aid:wording"]["set"])


def test_who_strikes_a_paragraph_that_it_would_have_kept_would_have_it_out_alone(room):
    text = room.selection.read_text("utf-8") + "  wishes:\n  - {by: [Norway, Chile], says: retain}\n"
    room.selection.write_text(text, encoding="utf-8")
    edit = room.edit()
    struck_whole(line(edit, "Pay for legal aid"), "Norway")
    room.home(room.save(edit))
    room.take("legal-aid:decision:norway")
    block = room.block("legal-aid")
    assert (block["reason"], block["wishes"]) == ("Norway: delete", [{"by": ["Chile"], "says": "retain"}])


SEVERAL = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wishes:
  - {by: [Norway, Chile], says: delete}
%s  wordings:
  - sources: [af-37b]
  - by: [Egypt]
    wording: Plant oaks
- id: lac-79j
"""
WISHED = "  wished:\n  - {by: [Peru], says: delete, sources: [af-37b]}\n"


@pytest.mark.parametrize("author", ["Norway", ""])
@pytest.mark.parametrize("wished", ["", WISHED])
def test_a_wish_that_is_turned_where_it_is_of_the_whole_paragraph_stays_of_all(tmp_path, wished, author):
    room = Room(tmp_path, SEVERAL % wished)
    edit = room.edit()
    paragraph = line(edit, "Revise laws")
    assert said(paragraph).endswith("Whole paragraph: (Norway, Chile: delete)")
    if author:
        strike(author, cut_out(paragraph, "Norway, "))
        place = cut_out(paragraph, "Chile: delete")
        place.addnext(change("ins", author, run("; Norway: retain")))
    else:
        edit.replace_words(paragraph, "Norway, Chile: delete", "Chile: delete; Norway: retain")
    paper = room.save(edit)
    told = room.home(paper)
    assert "regions" not in told
    (name,) = room.proposed
    room.take(name)
    block = room.block("af-37b")
    assert block["wishes"] == [
        {"by": ["Chile"], "says": "delete"},
        {"by": ["Norway"], "says": "retain"},
    ]
    assert [one["by"] for one in block.get("wished", [])] == ([["Peru"]] if wished else [])
    assert printed(room, "Revise laws").endswith("Whole paragraph: (Chile: delete; Norway: retain)")
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize("style", ["", "Support"])
def test_behind_what_is_wished_of_the_whole_paragraph_a_wish_is_of_all(tmp_path, style):
    room = Room(tmp_path, SEVERAL % "")
    edit = room.edit()
    behind(edit, "Revise laws", " (Japan: delete)", "Japan", style)
    paper = room.save(edit)
    assert "regions" not in room.home(paper)
    room.take(*room.proposed)
    assert {"by": ["Japan"], "says": "delete"} in room.block("af-37b")["wishes"]
    assert "wished" not in room.block("af-37b")
    assert "has nothing that" in room.home(paper)
