"""One delegation tracks, another types in the same file without tracking: each has its own words alone."""

import pytest
from word_editing import run, said
from word_reading import w
from word_room import AF_37B, Room
from word_tracking import change, cut_out, reword, strike, struck_whole

from drafter.merge.words.typed_apart import within_tracked, without_typed

pytestmark = pytest.mark.thorough

OF_CHILE = ("--of", "Chile")
BRAZILS, CHILES = AF_37B.replace("Revise", "Repeal"), f"{AF_37B} and girls"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def brazils(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Brazil", "Revise", "Repeal")
    return edit


def of_both(room):
    edit = brazils(room)
    edit.replace_words(edit.clause("clause_af_37b"), "women", "women and girls")
    return edit


def worded(room, name):
    (own,) = room.proposed[f"af-37b:wording:{name}"]["set"]["wordings"]
    return own["by"], own["wording"]


@pytest.mark.thorough
def test_each_has_the_paragraph_as_it_would_have_it(room):
    told = room.home(room.save(of_both(room)), more=OF_CHILE)
    assert worded(room, "brazil") == (["Brazil"], BRAZILS)
    assert worded(room, "chile") == (["Chile"], CHILES)
    assert "made on what" not in told
    room.take("af-37b:wording:brazil")
    assert room.block("af-37b")["wordings"][-1] == {
        "by": ["Brazil"],
        "role": "alternative",
        "wording": BRAZILS,
    }
    assert "girls" not in room.markdown().partition("Annex I.")[0]
    room.take("af-37b:wording:chile")
    assert room.block("af-37b")["wordings"][-1]["wording"] == CHILES
    assert "has nothing that" in room.home(room.folder / "back.docx", more=OF_CHILE)


@pytest.mark.thorough
@pytest.mark.parametrize("first", ["brazil", "chile", ""])
def test_taken_as_text_each_brings_its_own_words_and_both_stand_together(room, first):
    room.home(room.save(of_both(room)), more=OF_CHILE)
    if first:
        room.take(f"af-37b:wording:{first}", more=("--as-text",))
        assert room.block("af-37b")["wording"] == {"brazil": BRAZILS, "chile": CHILES}[first]
        room.home(room.folder / "back.docx", more=OF_CHILE)
    room.take("af-37b", more=("--as-text",))
    assert room.block("af-37b")["wording"] == f"{BRAZILS} and girls"


def test_what_one_tracked_in_a_file_in_which_the_next_typed_is_one_proposal(room):
    room.home(room.save(brazils(room), "brazil.docx"))
    told = room.home(room.save(of_both(room), "chile.docx"), more=OF_CHILE)
    assert "af-37b:wording:brazil, from" in told
    assert "stands in" in told
    assert set(room.proposed) == {"af-37b:wording:brazil", "af-37b:wording:chile"}


@pytest.mark.thorough
def test_words_that_were_typed_where_the_other_changed_something_stay_and_that_is_said(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    edit.replace_words(paragraph, "women", "women and girls")
    strike("Brazil", cut_out(paragraph, "girls"))
    told = room.home(room.save(edit), more=OF_CHILE)
    assert worded(room, "chile") == (["Chile"], CHILES)
    assert room.proposed["af-37b:wording:brazil"]["conflict"] == "made on what Chile put in, and contains it"
    assert "Brazil changed what Chile put in" in told


@pytest.mark.thorough
def test_a_name_that_one_types_behind_a_wording_is_not_said_by_the_other_that_rewords_it(tmp_path):
    room = Room(
        tmp_path,
        """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - sources: [af-37b]
    - by: [Egypt]
      wording: Repeal such laws
    - by: [Japan]
      wording: Amend these laws at once
""",
    )
    edit = room.edit()
    egypts, japans = (
        next(one for one in edit.lines("AltTxt") if word in said(one)) for word in ("Repeal", "Amend")
    )
    edit.replace_words(egypts, "(Egypt)", "(Egypt, Chile)")
    reword(egypts, "Brazil", "such", "those")
    edit.replace_words(japans, "at once", "in time")
    struck_whole(japans, "Brazil")
    told = room.home(room.save(edit), more=OF_CHILE)
    assert room.proposed["af-37b:sponsors:chile"]["set"]["wordings"] == [
        {"by": ["Chile"], "wording": "Repeal such laws"}
    ], told
    assert worded(room, "brazil") == (["Brazil"], "Repeal those laws")
    assert "names Chile" not in told
    # It struck what Japan proposes, not what Chile makes of it.
    assert "Brazil would delete the wording of Japan: “Amend these laws at once”" in " ".join(told.split())


OPENING, HEADING = "We therefore endeavour to take the following actions:", "Gender-sensitive approaches"


def paragraph_of(edit, words):
    return next(one for one in edit.body.iter(w("p")) if said(one).strip() == words)


def running(room, name):
    """The last paragraph of what is proposed, by each, for words that are no paragraph's."""
    found = {key: one["set"]["words"] for key, one in room.proposed.items() if key.startswith(f"{name}:")}
    return {key.rpartition(":")[2]: " ".join(one.split("\n\n")[-1].split()) for key, one in found.items()}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "words", "tracked", "typed", "brazils", "chiles"),
    [
        (
            "actions",
            OPENING,
            ("endeavour", "undertake"),
            ("following actions", "following bold actions"),
            OPENING.replace("endeavour", "[endeavour] (Brazil: delete) [undertake] (Brazil)"),
            OPENING.replace("actions", "[bold] (Chile) actions"),
        ),
        (
            "preamble",
            "Declare the following:",
            ("Declare", "Proclaim"),
            ("the following", "solemnly the following"),
            "[Declare] (Brazil: delete) [Proclaim] (Brazil) the following:",
            "Declare [solemnly] (Chile) the following:",
        ),
        (
            "title",
            "Compilation of candidate paragraphs",
            ("Compilation", "Collection"),
            ("paragraphs", "bold paragraphs"),
            "[Compilation] (Brazil: delete) [Collection] (Brazil) of candidate paragraphs",
            "Compilation of candidate [bold] (Chile) paragraphs",
        ),
        (
            "item-4-ii",
            HEADING,
            ("Gender-sensitive", "Women-sensitive"),
            ("approaches", "new approaches"),
            "### [Gender-sensitive approaches] (Brazil: delete) [Women-sensitive approaches] (Brazil)",
            "### Gender-sensitive [new] (Chile) approaches",
        ),
    ],
)
def test_so_it_is_in_words_that_are_no_paragraphs(room, name, words, tracked, typed, brazils, chiles):
    edit = room.edit()
    paragraph = paragraph_of(edit, words)
    reword(paragraph, "Brazil", *tracked)
    edit.replace_words(paragraph, *typed)
    paper = room.save(edit)
    told = room.home(paper, more=OF_CHILE)
    assert running(room, name) == {"brazil": brazils, "chile": chiles}
    assert "not imported" not in told
    assert "made on what" not in told
    room.take(*room.proposed)
    text = " ".join(room.selection.read_text("utf-8").split())
    assert all(one in text for one in ("(Brazil)", "(Chile)"))
    assert "has nothing " in room.home(paper, more=OF_CHILE)


@pytest.mark.thorough
def test_typed_words_that_the_other_changed_in_words_that_are_no_paragraphs_stay_and_that_is_said(room):
    edit = room.edit()
    paragraph = paragraph_of(edit, OPENING)
    edit.replace_words(paragraph, "actions", "very bold actions")
    strike("Brazil", cut_out(paragraph, "very"))
    told = " ".join(room.home(room.save(edit), more=OF_CHILE).split())
    assert room.proposed["actions:words:brazil"]["conflict"].endswith(
        "made on what Chile put in, and contains it"
    )
    assert "Brazil changed what Chile put in" in told


def typed_within(paragraph, words):
    """What Chile typed within words that Brazil put in behind others."""
    before = cut_out(paragraph, words)
    for content in (change("ins", "Brazil", run(" and girls")), run(" and boys"), run(" everywhere")):
        before.addnext(content)
        before = content
    last = change("ins", "Brazil")
    before.addprevious(last)
    last.append(before)


@pytest.mark.parametrize(
    ("was", "typed", "own", "alone", "around"),
    [
        ("a b", "a x b", "a 1 x 2 b", "a 1 2 b", "a 1 x 2 b"),
        # The same words beside.
        ("a", "a and x", "a and 1 and x 2", "a and 1 2", "a and 1 and x 2"),
        ("a and b", "a and x and b", "a and 1 and x 2 and b", "a and 1 2 and b", "a and 1 and x 2 and b"),
        # Right beside, and words reworded on both sides, are no insertion around it.
        ("a b", "a x b", "a 1 x b", "a 1 b", ""),
        ("a b", "a x b", "a x 1 b", "a 1 b", ""),
        ("a b", "a x b", "1 x 2", "1 2", ""),
        # Two places.
        ("a b c", "a x b y c", "a 1 x 2 b y c", "a 1 2 b c", "a 1 x 2 b y c"),
        # What was typed was changed, or stands in the place of other words.
        ("a b", "a x y b", "a x b", None, ""),
        ("a b c", "a x c", "a 1 x 2 c", None, ""),
        # Nothing was typed, or nothing tracked.
        ("a b", "a b", "a 1 b", "a 1 b", ""),
        ("a b", "a x b", "a x b", "a b", ""),
    ],
)
def test_typed_and_tracked_words_of_one_text_are_told_apart(was, typed, own, alone, around):
    assert without_typed(was, typed, own) == alone
    assert within_tracked(was, typed, own) == around


@pytest.mark.parametrize("of", ["a paragraph", pytest.param("other words", marks=pytest.mark.thorough)])
def test_what_is_typed_within_tracked_words_has_these_and_that_is_said_of_it_alone(room, of):
    edit = room.edit()
    is_clause = of == "a paragraph"
    paragraph = edit.clause("clause_af_37b") if is_clause else paragraph_of(edit, OPENING)
    typed_within(paragraph, "women" if is_clause else "actions")
    paper = room.save(edit)
    told = " ".join(room.home(paper, more=OF_CHILE).split())
    if is_clause:
        assert worded(room, "brazil") == (["Brazil"], f"{AF_37B} and girls everywhere")
        assert worded(room, "chile") == (["Chile"], f"{AF_37B} and girls and boys everywhere")
    else:
        assert running(room, "actions") == {
            "brazil": OPENING.replace("actions", "actions [and girls everywhere] (Brazil)"),
            "chile": OPENING.replace("actions", "actions [and girls and boys everywhere] (Chile)"),
        }
    name = "af-37b:wording" if is_clause else "actions:words"
    contains = "made on what Brazil put in, and contains it"
    assert contains in room.proposed[f"{name}:chile"]["conflict"]
    assert "made on what" not in room.proposed[f"{name}:brazil"].get("conflict", "")
    assert told.count("Chile changed what Brazil put in") == 1
    room.take(f"{name}:chile", f"{name}:brazil")
    assert "has nothing " in room.home(paper, more=OF_CHILE)


@pytest.mark.thorough
@pytest.mark.parametrize("is_behind", [True, False])
def test_what_is_typed_right_beside_tracked_words_is_told_apart(room, is_behind):
    edit = room.edit()
    before = cut_out(edit.clause("clause_af_37b"), "women")
    put = [change("ins", "Brazil", run(" and girls")), run(" everywhere")]
    for content in put if is_behind else put[::-1]:
        before.addnext(content)
        before = content
    room.home(room.save(edit), more=OF_CHILE)
    assert worded(room, "brazil") == (["Brazil"], f"{AF_37B} and girls")
    assert worded(room, "chile") == (["Chile"], f"{AF_37B} everywhere")
