"""Words that somebody writes under names that stand there, or with names: they are nobody's but theirs."""

import pytest
from word_editing import element, run, said
from word_room import AF_37B, Room, drafter
from word_tracking import change, end_changed, reword, struck_whole

pytestmark = pytest.mark.thorough

BRAZILS, JAPANS = "Build no prison on the coast", "Abolish all prisons everywhere"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - by: [Egypt]
      wording: Repeal such laws
    - by: [Brazil, Egypt]
      wording: {BRAZILS}
- id: lac-79j
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def of_brazil(edit):
    return next(one for one in edit.lines("AltTxt") if BRAZILS in said(one))


def replaced(room, author="", *, name=""):
    """The paper in which all words of Brazil's and Egypt's wording are others; their names still stand."""
    edit = room.edit()
    if author:
        reword(of_brazil(edit), author, BRAZILS, JAPANS)
    else:
        edit.replace_words(of_brazil(edit), BRAZILS, JAPANS)
    if name:
        edit.replace_words(
            of_brazil(edit) if author else edit.lines("AltTxt")[-1], "Egypt)", f"Egypt, {name})"
        )
    return room.save(edit)


@pytest.mark.parametrize(
    ("author", "more", "name"),
    [("Japan", (), ""), pytest.param("", ("--of", "Japan"), "Japan", marks=pytest.mark.thorough)],
)
def test_words_in_the_place_of_all_of_anothers_do_not_get_the_names_behind_them(room, author, more, name):
    told = " ".join(room.home(replaced(room, author, name=name), more=more).split())
    assert f"was: {BRAZILS} now: {JAPANS}" in told
    assert "would take out or reword what Brazil and Egypt proposed, which stays" in told
    room.take(*room.proposed)
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"][1:]] == [
        (BRAZILS, ["Brazil", "Egypt"]),
        (JAPANS, ["Japan"]),
    ]


@pytest.mark.parametrize("way", ["joined since", pytest.param("struck", marks=pytest.mark.thorough)])
def test_only_those_are_named_whose_words_are_reworded(tmp_path, way):
    mine = SELECTION.replace("- by: [Egypt]", "- by: [Chile]")
    room = Room(tmp_path, mine)
    edit = room.edit()
    own = edit.lines("AltTxt")[0]
    reword(of_brazil(edit), "Japan", BRAZILS, JAPANS)
    if way == "struck":
        struck_whole(own, "Japan")
    else:
        room.selection.write_text(mine.replace("[Chile]", "[Chile, Norway]"), encoding="utf-8")
    told = " ".join(room.home(room.save(edit)).split())
    assert f"was: {BRAZILS} now: {JAPANS}" in told
    assert "would take out or reword what Brazil and Egypt proposed, which stays" in told
    assert ("Japan would delete the wording of Chile: “Repeal such laws”" in told) == (way == "struck")


@pytest.mark.parametrize("touched", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_words_typed_in_the_place_of_anothers_stand_under_no_name_though_somebody_joined_since(room, touched):
    edit = room.edit()
    own, other = edit.lines("AltTxt")
    gone = "Repeal such laws" if touched else BRAZILS
    edit.replace_words(own if touched else other, gone, "Honour judges")
    paper = room.save(edit)
    joined = SELECTION.replace("- by: [Egypt]", "- by: [Egypt, Norway]")
    room.selection.write_text(joined, encoding="utf-8")
    assert "would take out or reword what" in room.home(paper)
    room.take("af-37b")
    said_by = {one["wording"]: one.get("by") for one in room.block("af-37b")["wordings"] if "wording" in one}
    assert said_by == {
        "Repeal such laws": ["Egypt", "Norway"],
        "Honour judges": None,
        BRAZILS: ["Brazil", "Egypt"],
    }


def test_words_typed_in_the_place_of_anothers_stand_under_no_name_though_somebody_joins_meanwhile(room):
    joining = room.edit()
    reword(of_brazil(joining), "Chile", "(Brazil, Egypt)", "(Brazil, Egypt, Chile)")
    joining = room.save(joining, "chile.docx")
    room.home(replaced(room), joining)
    names, words = sorted(room.proposed, key=lambda one: "sponsors" not in one)
    room.take(names)
    room.take(words)
    assert [(one["wording"], one.get("by")) for one in room.block("af-37b")["wordings"][-2:]] == [
        (JAPANS, None),
        (BRAZILS, ["Brazil", "Egypt", "Chile"]),
    ]


def test_words_in_the_place_of_anothers_below_a_paragraph_that_was_cut_away_are_no_wording_of_the_one_above(
    tmp_path,
):
    block = "- id: lac-79j\n"
    room = Room(
        tmp_path, SELECTION.replace(block, "").replace("clauses:\n", f"clauses:\n{block}- id: legal-aid\n")
    )
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    edit.replace_words(own, "Repeal such laws", JAPANS)
    edit.body.remove(cut := edit.clause("clause_af_37b"))
    edit.clause("clause_lac_79j").addprevious(cut)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert "wordings" not in room.block("legal-aid")
    assert {(one.get("wording"), *one.get("by", ())) for one in room.block("af-37b")["wordings"]} == {
        (None,),
        (JAPANS,),
        ("Repeal such laws", "Egypt"),
        (BRAZILS, "Brazil", "Egypt"),
    }


@pytest.mark.parametrize("style", ["PlainTxt", pytest.param("SingleTxt", marks=pytest.mark.thorough)])
def test_a_paragraph_typed_above_a_wording_that_is_reworded_makes_the_names_behind_that_nobody_elses(
    room, style
):
    edit = room.edit()
    reword(of_brazil(edit), "Egypt", "prison on the", "school in any")
    added = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    added.append(change("ins", "Egypt", run("Honour judges and juries everywhere;")))
    end_changed(added, "ins", "Egypt")
    edit.clause("clause_af_37b").addnext(added)
    told = " ".join(room.home(room.save(edit)).split())
    assert "names Brazil beside whoever says so" not in told
    room.take("af-37b")
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"][1:]] == [
        (BRAZILS, ["Brazil"]),
        ("Build no school in any coast", ["Egypt"]),
    ]


@pytest.mark.thorough
def test_a_delegation_that_replaces_all_of_its_own_words_rewords_them(room):
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    reword(own, "Egypt", "Repeal such laws", "Honour judges")
    room.home(room.save(edit))
    assert list(room.proposed) == ["af-37b:wording:egypt"]
    room.take(*room.proposed)
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"] if one.get("by")] == [
        ("Honour judges", ["Egypt"]),
        (BRAZILS, ["Brazil", "Egypt"]),
    ]


@pytest.mark.thorough
def test_anothers_name_that_somebody_types_behind_new_words_is_said(room):
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Japan", run("1 quater.\t[Tax ships of all flags] (Brazil)")))
    end_changed(new, "ins", "Japan")
    of_brazil(edit).addnext(new)
    told = room.home(room.save(edit))
    assert "names Brazil beside whoever says so" in told
    assert "was:" not in told  # they reword nothing that stood there
    room.take(*room.proposed)
    assert room.block("af-37b")["wordings"][-1]["by"] == ["Japan", "Brazil"]


@pytest.mark.thorough
def test_names_that_somebody_types_are_told_one_by_one_though_one_speaks_for_a_group(room):
    edit = room.edit()
    behind = "(Brazil and Egypt on behalf of the African Group, Japan)"
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Brazil", run(f"1 quater.\t[Tax ships of all flags] {behind}")))
    end_changed(new, "ins", "Brazil")
    of_brazil(edit).addnext(new)
    told = room.home(room.save(edit))
    assert "names “Egypt on behalf of the African Group” and “Japan” beside whoever says so" in told
    room.take(*room.proposed)
    by = ["Brazil", "Egypt on behalf of the African Group", "Japan"]
    assert room.block("af-37b")["wordings"][-1]["by"] == by
    assert "Japan: 1 proposal (1 quater)" in drafter("status", room.selection)


@pytest.mark.thorough
def test_a_bracket_that_brazil_types_with_egypts_name_is_brazils_and_names_egypt(room):
    text = SELECTION.replace(
        "- id: lac-79j", "- id: lac-79j\n  wording: Discuss [all] (Chile, Egypt) fair means"
    )
    room.selection.write_text(text, encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx")
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "Discuss" in said(one))
    reword(line, "Brazil", "fair", "fair [and cheap] (Brazil, Japan)")
    told = room.home(room.save(edit))
    # Chile's bracket, and Egypt's, stood there.
    assert "names Japan beside whoever says so" in told
    room.take("lac-79j")
    told = drafter("status", room.selection)
    assert "Brazil: 1 bracket (2);" in told
    assert "Japan: named in 1 bracket of what others propose (2)" in told
    assert "Chile: 1 bracket (2); named in 1 bracket of what others propose (2)" in told


@pytest.mark.thorough
@pytest.mark.parametrize("new", ["Build no new prison on the coast", JAPANS])
def test_as_text_a_rewording_of_anothers_words_takes_their_place_and_no_other(room, new):
    edit = room.edit()
    reword(of_brazil(edit), "Norway", BRAZILS, new)
    room.home(room.save(edit))
    room.take("af-37b", more=("--as-text", "--by", "Chair"))
    first, of_egypt, now = room.block("af-37b")["wordings"]
    assert (first, of_egypt["by"]) == ({"sources": ["af-37b"]}, ["Egypt"])
    assert now == {"role": "alternative", "wording": new}
    (gone,) = room.block("af-37b")["withdrawn"]
    assert (gone["of"], gone["wording"], gone["is"], gone["by"]) == (
        ["Brazil", "Egypt"],
        BRAZILS,
        "taken out",
        ["Chair"],
    )
    assert AF_37B in room.markdown()


@pytest.mark.parametrize("new", ["Honour judges", pytest.param("Pursue joy", marks=pytest.mark.thorough)])
def test_as_text_other_words_for_one_meetings_wording_take_its_place_and_no_other(tmp_path, new):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: culture-of-lawfulness\n")
    edit = room.edit()
    first, *others = (said(one) for one in edit.lines())
    line = next(one for one in edit.lines("AltTxt") if "Complement traditional" in said(one))
    reword(line, "Norway", said(line).partition("[")[2].rpartition(".]")[0], new)
    added = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    added.append(change("ins", "Norway", run("1 quinquies.\t[Tax ships of all flags] (Norway)")))
    end_changed(added, "ins", "Norway")
    edit.lines("AltTxt")[-1].addnext(added)
    room.home(room.save(edit))
    room.take("culture-of-lawfulness", more=("--as-text",))
    stands = drafter("draft", room.selection, "--format", "markdown", "-o", "-").partition("Annex I.")[0]
    kept = [first, *(one for one in others if "Complement traditional" not in one)]
    assert all(one.partition("[")[2][:60] in stands for one in kept)
    assert f"1 ter. [{new}.]" in stands.replace("\\", "")
    assert "Tax ships of all flags" in stands
    assert "Complement traditional" not in stands


@pytest.mark.thorough
@pytest.mark.parametrize("by", [(), ("--by", "Chair")])
def test_as_text_a_wording_that_rewords_nothing_there_takes_no_meetings_words_out(room, by):
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Norway", run("1 quater.\t[Tax ships of all flags]")))
    end_changed(new, "ins", "Norway")
    of_brazil(edit).addnext(new)
    room.home(room.save(edit))
    room.take("af-37b", more=("--as-text", *by))
    first, of_egypt, brazils, now = room.block("af-37b")["wordings"]
    assert (first, of_egypt["by"], brazils["by"]) == ({"sources": ["af-37b"]}, ["Egypt"], ["Brazil", "Egypt"])
    assert now == {"role": "alternative", "wording": "Tax ships of all flags"}
    assert "withdrawn" not in room.block("af-37b")
    printed = room.markdown()
    assert f"1\\. \\[{AF_37B};\\][^1]" in printed
    assert "1 quater\\. \\[Tax ships of all flags;\\]\n" in printed


@pytest.mark.thorough
def test_as_text_a_rewording_of_a_paragraph_of_anothers_is_the_paragraphs_text(tmp_path):
    own = f"- id: desk-prisons\n  wordings:\n    - by: [Brazil]\n      wording: {BRAZILS}\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: lac-79j\n{own}")
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if BRAZILS in said(one))
    reword(line, "Norway", "no prison", "no new prison")
    room.home(room.save(edit))
    room.take("desk-prisons", more=("--as-text",))
    block = room.block("desk-prisons")
    assert block["text"] == "Build no new prison on the coast"
    assert "wordings" not in block
    assert block["withdrawn"][0]["of"] == ["Brazil"]


@pytest.mark.thorough
def test_who_strikes_anothers_name_is_recorded_as_its_remark(room):
    text = SELECTION.replace("clauses:", "delegations: [Brazil, Egypt, Norway]\nclauses:")
    room.selection.write_text(text, encoding="utf-8")
    edit = room.edit()
    reword(of_brazil(edit), "Norway", "(Brazil, Egypt)", "(Brazil)")
    told = room.home(room.save(edit))
    assert told.count("takes off the name of Egypt") == 1
    room.take("af-37b")
    assert room.block("af-37b")["wordings"][-1]["by"] == ["Brazil", "Egypt"]
    assert f"# Norway: without the name of Egypt behind “{BRAZILS}”" in room.selection.read_text("utf-8")
    assert "Norway: 1 remark in the selection (1)" in drafter("status", room.selection)
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_whoever_joins_words_that_their_author_has_reworded_since_stands_there_alone_and_it_is_said(room):
    edit = room.edit()
    reword(of_brazil(edit), "Japan", "(Brazil, Egypt)", "(Brazil, Egypt, Japan)")
    paper = room.save(edit)
    assert "any more" not in room.home(paper)
    room.selection.write_text(SELECTION.replace("no prison", "no new prison"), encoding="utf-8")
    told = " ".join(room.home(paper).split())
    alone = "nobody proposes these words any more: taken, they stand again under Japan alone"
    assert alone in told
    told = room.take("af-37b")
    assert f"nobody proposed “{BRAZILS}” any more: it stands again under Japan alone" in told
    assert [one["by"] for one in room.block("af-37b")["wordings"][-2:]] == [["Brazil", "Egypt"], ["Japan"]]


@pytest.mark.thorough
def test_whoever_joins_words_that_stand_in_a_joint_text_stands_behind_their_bracket_there(tmp_path):
    """“A name behind a wording joins it there”, also where that stands in a bracket by now."""
    own = "- id: mediators\n  part: actions\n  wordings:\n  - by: [Norway]\n    wording: Name mediators\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n{own}")
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "Name mediators" in said(one))
    reword(line, "Brazil", "(Norway)", "(Norway, Brazil)")
    paper = room.save(edit)
    drafter("select", room.selection, "--join", "lac-79j", "mediators")
    assert room.block("lac-79j")["wording"].endswith("[Name mediators] (Norway)")
    assert "any more" not in room.home(paper)
    assert "any more" not in room.take("mediators")
    assert room.block("lac-79j")["wording"].endswith("[Name mediators] (Norway, Brazil)")
    assert room.markdown().partition("## Annex")[0].count("Name mediators") == 1
    assert "has nothing that" in room.home(paper)


def test_a_name_typed_behind_ones_own_reworded_words_is_said(tmp_path):
    wording = "  wordings:\n    - by: [Norway]\n      role: alternative\n      wording: Trust in the law\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{wording}- id: lac-79j\n")
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt") if "Trust in the law" in said(one))
    edit.replace_words(line, "the law", "good law")
    edit.replace_words(line, "Norway)", "Norway, Egypt)")
    told = room.home(room.save(edit), more=("--of", "Norway"))
    assert "names Egypt beside whoever says so" in told


def test_a_name_struck_behind_words_that_were_dropped_since_is_not_said_already(room):
    edit = room.edit()
    edit.replace_words(of_brazil(edit), "Brazil, Egypt)", "Brazil)")
    paper = room.save(edit)
    drafter(
        "select", room.selection, "--drop", "1 ter", "--in", room.folder / "round-1.docx", "--by", "Chair"
    )
    told = " ".join(room.home(paper, more=("--of", "Egypt")).split())
    assert f"what Egypt changed in 1 paragraph is not imported: “[{BRAZILS}" in told
    assert "said already" not in told


# What it rewords besides is Brazil's, too, and nobody's by name.
@pytest.mark.parametrize("joined", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_who_rewords_its_own_words_and_others_stands_behind_the_new_ones_alone(room, joined):
    edit = room.edit()
    own, _ = edit.lines("AltTxt")
    reword(own, "Egypt", "such laws", "all such laws")
    reword(of_brazil(edit), "Egypt", "prison on", "school on")
    reword(edit.clause("clause_af_37b"), "Egypt", "policies", "practices")
    paper = room.save(edit)
    told = " ".join(room.home(paper).split())
    assert "would take out or reword what Brazil proposed, which stays" in told
    assert f"takes its own name from behind “{BRAZILS}”" in told
    if joined:
        with_japan = SELECTION.replace("- by: [Egypt]", "- by: [Egypt, Japan]")
        room.selection.write_text(with_japan, encoding="utf-8")
    room.take(*room.proposed)
    stand = {(one["wording"], *one["by"]) for one in room.block("af-37b")["wordings"] if "by" in one}
    assert stand == {
        ("Repeal all such laws", "Egypt"),
        (BRAZILS, "Brazil"),
        ("Build no school on the coast", "Egypt"),
        (AF_37B.replace("policies", "practices"), "Egypt"),
        *([("Repeal such laws", "Japan")] if joined else []),
    }
    assert "# wordings:" in room.selection.read_text("utf-8")  # as it was before
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize(
    "struck", [False, pytest.param(True, marks=pytest.mark.thorough)], ids=["reworded", "struck"]
)
def test_a_wording_typed_anew_stands_under_the_names_typed_behind_it_though_others_words_are_changed(
    room, struck
):
    edit = room.edit()
    edit.body.insert(
        edit.body.index(of_brazil(edit)),
        element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>'),
    )
    typed = of_brazil(edit).getprevious()
    typed.extend([run("1 sexies."), element("<w:r><w:tab/></w:r>"), run("[Open new courts;] (Egypt)")])
    if struck:
        edit.body.remove(of_brazil(edit))
    else:
        edit.replace_words(of_brazil(edit), "on the coast", "anywhere")
    paper = room.save(edit)
    room.home(paper)
    room.take("af-37b")
    stand = [(one["wording"], one.get("by")) for one in room.block("af-37b")["wordings"] if "wording" in one]
    assert ("Open new courts", ["Egypt"]) in stand
    assert (BRAZILS, ["Brazil", "Egypt"]) in stand
    assert (("Build no prison anywhere", None) in stand) is not struck
    assert "has nothing that" in room.home(paper)


def test_who_joined_anothers_words_since_the_paper_in_which_it_rewords_them_stays_named(tmp_path):
    chiles = SELECTION.replace("[Brazil, Egypt]", "[Chile]")
    room = Room(tmp_path, chiles)
    edit = room.edit()
    reword(of_brazil(edit), "Brazil", "prison on", "prison at all on")
    paper = room.save(edit)
    room.selection.write_text(chiles.replace("[Chile]", "[Norway, Chile, Brazil]"), encoding="utf-8")

    told = " ".join(room.home(paper).split())
    assert "would take out or reword what Norway and Chile proposed, which stays" in told
    assert f"its name stays behind “{BRAZILS}”, where it came since that paper was printed" in told
    room.take(*room.proposed)
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"][-2:]] == [
        (BRAZILS, ["Norway", "Chile", "Brazil"]),
        (BRAZILS.replace("prison", "prison at all"), ["Brazil"]),
    ]
    assert "has nothing that" in room.home(paper)
