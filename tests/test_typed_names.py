"""Names typed behind brackets: as the selection knows them; one that it does not list is said, and where."""

import pytest
import yaml
from test_home_staying import of, styled
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import added_below, change, cut_out, reword

from drafter.brackets import in_full, named_in_groups, sponsors_of

SELECTION = """\
matrix: kyoto-2021
delegations: [Kenya, Egypt, Group of 77 and China, European Union, Chile]
clauses:
- id: af-37b
"""
TYPED = "[against] (G77: delete; European Union: retain)"
KNOWN = "[against] (Group of 77 and China: delete; European Union: retain)"


@pytest.mark.thorough
@pytest.mark.parametrize("author", ["Kenya", ""])
def test_a_group_that_is_named_in_short_within_words_is_that_group(tmp_path, author):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    for line, old in (
        (edit.clause("clause_af_37b"), "against"),
        (of(edit, "Gender-sensitive", "H4"), "approaches"),
    ):
        new = TYPED.replace("against", old)
        if author:
            reword(line, author, old, new)
        else:
            edit.replace_words(line, old, new)
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    text = " ".join(room.selection.read_text("utf-8").split())
    assert KNOWN in text
    assert KNOWN.replace("against", "approaches") in text
    assert "G77" not in text
    assert "has nothing that" in room.home(paper)


@pytest.mark.thorough
@pytest.mark.parametrize("more", [(), ("--as-text",)])
def test_one_that_is_not_listed_is_told_with_the_proposal_that_names_it(tmp_path, more):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Kenya", "against", TYPED.replace("G77", "Atlantis"))
    room.home(room.save(edit))
    told = drafter("select", room.selection, "--take-all", *more, status=1)
    assert "af-37b:wording:kenya was left to be decided about: it would name “Atlantis”, which" in told
    assert "Atlantis”, which “delegations” in selection.yaml does not list" in told
    assert "back.docx" in told
    assert yaml.safe_load(room.selection.read_text("utf-8")) == yaml.safe_load(SELECTION)


GROUP, EGYPT = "Group of 77 and China", "Egypt on behalf of the Group of 77 and China"


@pytest.mark.parametrize(
    ("by", "names", "all_of_them"),
    [
        ([EGYPT], [GROUP], (EGYPT,)),
        ([GROUP], [EGYPT], (EGYPT,)),
        ([EGYPT], [f"the {GROUP}", "Kenya"], (EGYPT, "Kenya")),
        (["Egypt"], [EGYPT], (EGYPT,)),
        ([EGYPT], ["African Group"], (EGYPT, "African Group")),
    ],
)
def test_a_group_for_which_one_of_them_speaks_is_named_once(by, names, all_of_them):
    assert sponsors_of(by, names) == all_of_them


SHORT = {"g77": GROUP, "eu": "European Union"}


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("G77", GROUP),
        ("the G77", GROUP),
        ("Kenya on behalf of the G77", KENYA := f"Kenya on behalf of the {GROUP}"),
        ("Egypt on behalf of G77", EGYPT),  # as it is known
        ("Kenya, on behalf of the EU and the G77", "Kenya on behalf of the European Union and the " + GROUP),
        ("EU on behalf of Kenya", "European Union on behalf of Kenya"),
        ("Kenya on behalf of the UN", "Kenya on behalf of the UN"),
    ],
)
def test_a_group_is_the_same_whoever_speaks_for_it(typed, whole):
    assert in_full(typed, SHORT, ["Kenya", GROUP, EGYPT]) == whole


@pytest.mark.thorough
def test_it_is_so_behind_a_paragraph_within_words_and_in_the_terminal(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    added_below(edit, line, "Kenya", "Plant oaks; (Kenya on behalf of the G77)")
    edit.replace_words(line, "against", "[against] (Kenya on behalf of the G77: delete)")
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    text = " ".join(room.selection.read_text("utf-8").split())
    assert f"[against] ({KENYA}: delete)" in text
    assert "G77" not in text
    assert f"{KENYA}: 1 bracket" in drafter("status", room.selection)
    assert "has nothing that" in room.home(paper)
    told = drafter(
        *("select", room.selection, "--status", "reserved", "af-37b", "--by", "Kenya on behalf of the G77")
    )
    assert f"reserved by {KENYA}" in told


@pytest.mark.thorough
def test_so_it_is_where_a_desk_types_the_group_behind_new_words(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    edit.clause("clause_af_37b").addnext(styled(f"1 bis.\t[Plant oaks;] ({GROUP})", "AltTxt"))
    paper = room.save(edit)
    told = room.home(paper, more=("--of", EGYPT))
    assert "beside whoever says so" not in told
    drafter("select", room.selection, "--take-all")
    (own,) = room.block("af-37b")["wordings"]
    assert (own["by"], own["wording"]) == ([EGYPT], "Plant oaks")
    assert "has nothing that" in room.home(paper, more=("--of", EGYPT))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("(Equatorial Guinea: delete; Peru)", ("Equatorial Guinea", "Peru")),
        ("Whole paragraph: (Peru: delete) (Guinea: retain)", ("Peru", "Guinea")),
        ("(Iran (Islamic Republic of): delete)", ("Iran (Islamic Republic of)",)),
        ("[Agreed] words", ()),
    ],
)
def test_names_in_groups_are_whole(text, named):
    assert named_in_groups(text) == named


def test_a_name_in_short_that_is_part_of_anothers_is_not_put_in_full_there():
    whole = in_full("Peru on behalf of MERCOSUR and SUR", {"sur": "Southern Union"}, ["MERCOSUR"])
    assert whole == "Peru on behalf of MERCOSUR and Southern Union"


@pytest.mark.parametrize("goes", ["Guinea", "Equatorial Guinea"])
def test_a_wish_that_is_struck_is_told_though_another_name_has_that_within(tmp_path, goes):
    wishes = "  wishes:\n  - {by: [Guinea], says: delete}\n  - {by: [Equatorial Guinea], says: retain}\n"
    listed = SELECTION.replace("[Kenya", "[Guinea, Equatorial Guinea, Kenya")
    room = Room(tmp_path, listed + wishes)
    edit = room.edit()
    says = {"Guinea": "delete", "Equatorial Guinea": "retain"}
    left = next(name for name in says if name != goes)
    both = "Guinea: delete; Equatorial Guinea: retain"
    edit.replace_words(edit.clause("clause_af_37b"), both, f"{left}: {says[left]}")
    told = room.home(room.save(edit))
    assert f'--by "{goes}"' in told
    assert f'--by "{left}"' not in told


END = "women [, and girls,] (Kenya, Egypt)"


@pytest.mark.parametrize(
    ("author", "more"),
    [
        ("", ()),
        pytest.param("Kenya", (), marks=pytest.mark.thorough),
        pytest.param("", ("--of", "Kenya"), marks=pytest.mark.thorough),
    ],
)
def test_names_behind_a_bracket_at_the_end_of_a_paragraph_are_of_that_bracket(tmp_path, author, more):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    if author:
        reword(line, author, "women", END)
    else:
        edit.replace_words(line, "women", END)
    paper = room.save(edit)
    assert "stays in Word alone" not in room.home(paper, more=more)
    drafter("select", room.selection, "--take-all")
    assert END in room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "nothing that" in room.home(paper, more=more)


@pytest.mark.thorough
def test_so_they_are_in_a_new_paragraph_and_where_those_behind_all_of_a_wording_go(tmp_path):
    now, new = "Plant oaks [and yews] (Kenya)", "Plant elms [and firs] (Egypt, Kenya)"
    room = Room(tmp_path, f"{SELECTION}- id: oaks\n  wordings:\n  - {{by: [Egypt], wording: Plant oaks}}\n")
    edit = room.edit()
    oaks = edit.clause("clause_oaks")
    edit.replace_words(oaks, said(oaks), f"{now}.")
    added_below(edit, oaks, "Egypt", f"{new}.")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert now in text
    assert f"[{new}.] *(Egypt)*" in text


def test_a_name_behind_words_that_were_run_into_the_text_is_told_once_as_what_it_is(tmp_path):
    chile = "  wordings:\n  - {by: [Chile], wording: Revise every azalea law}\n"
    room = Room(tmp_path, f"{SELECTION}{chile}")
    edit = room.edit()
    text, other = edit.clause("clause_af_37b"), next(iter(edit.lines("AltTxt")))
    for one in list(other):
        if one.tag != w("pPr"):
            text.append(one)
    other.getparent().remove(other)
    told = " ".join(room.home(room.save(edit)).split())
    assert told.count("“(Chile)”") == 1
    assert "words that Chile proposed are run together there with others" in told
    assert "names of regions" not in told


@pytest.mark.parametrize(
    ("typed", "wording", "by", "wishes"),
    [
        ("[Plant oaks; (Kenya, Chile)]", "Plant oaks", ["Kenya", "Chile"], []),
        ("[Plant oaks (Kenya) (Chile);]", "Plant oaks", ["Kenya", "Chile"], []),
        ("[Plant oaks [and elms]; (Kenya, Chile)];", "Plant oaks [and elms]", ["Kenya", "Chile"], []),
        ("[Plant oaks; (Kenya; Chile: delete)]", "Plant oaks", ["Kenya"], [(["Chile"], "delete")]),
        # Of the bracket within, and what the words say: neither is a name of all.
        ("[Plant oaks [and elms] (Chile)]", "Plant oaks [and elms] (Chile)", ["Kenya"], []),
        ("[Plant oaks (the Mandela Oaks)]", "Plant oaks (the Mandela Oaks)", ["Kenya"], []),
    ],
)
@pytest.mark.parametrize("is_version", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_names_before_the_bracket_that_closes_a_wording_are_of_all_of_it(
    tmp_path, is_version, typed, wording, by, wishes
):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    if is_version:
        line.addnext(styled(f"1 bis.\t{typed}", "AltTxt"))
    else:
        added_below(edit, line, "Kenya", typed)
    paper, more = room.save(edit), ("--of", "Kenya") if is_version else ()
    room.home(paper, more=more)
    drafter("select", room.selection, "--take-all")
    block = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][0 if is_version else -1]
    (own,) = block["wordings"]
    assert (own["wording"], own["by"]) == (wording, by)
    every = [*block.get("wishes", ()), *block.get("wished", ())]
    assert [(one["by"], one["says"]) for one in every] == wishes
    assert "nothing that" in room.home(paper, more=more)


def test_who_joins_what_was_printed_in_brackets_can_stand_before_its_end_as_well(tmp_path):
    room = Room(tmp_path, f"{SELECTION}- id: oaks\n  wordings:\n  - {{by: [Egypt], wording: Plant oaks}}\n")
    edit = room.edit()
    cut_out(edit.clause("clause_oaks"), "oaks.").addnext(change("ins", "Chile", run(" (Chile)")))
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    assert room.block("oaks")["wordings"] == [{"by": ["Egypt", "Chile"], "wording": "Plant oaks"}]
    assert "nothing that" in room.home(paper)


SPOKEN_FOR = f"""\
matrix: kyoto-2021
delegations: [China, {KENYA}, {EGYPT.replace(GROUP, "African Group")}, European Union]
clauses:
- id: af-37b
- id: lac-79j
"""


@pytest.mark.parametrize(
    "short",
    [
        "G77 and China",
        *(
            pytest.param(one, marks=pytest.mark.thorough)
            for one in ("G77", "the G-77 and China", "G77+China")
        ),
    ],
)
def test_a_group_in_short_is_the_name_that_speaks_for_it(tmp_path, short):
    room = Room(tmp_path, SPOKEN_FOR)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    added_below(edit, line, KENYA, f"Plant oaks; ({short})")
    edit.replace_words(line, "against", f"[against] ({short}: retain; EU: delete)")
    edit.clause("clause_lac_79j").append(change("ins", KENYA, run(f" ({short}: delete; AG: retain)")))
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    text = " ".join(room.selection.read_text("utf-8").split())
    assert f"[against] ({KENYA}: retain; European Union: delete)" in text
    assert [one["by"] for one in room.block("lac-79j")["wishes"]] == [
        [KENYA],
        [EGYPT.replace(GROUP, "African Group")],
    ]
    own = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][1]["wordings"]
    assert [(one["by"], one["wording"]) for one in own] == [([KENYA], "Plant oaks")]
    assert "has nothing that" in room.home(paper)


OF_ITS_OWN = "Bolivia (Plurinational State of)"
WITH_ITS_OWN = SPOKEN_FOR.replace("delegations: [", f"delegations: [{OF_ITS_OWN}, Thailand, ")


def test_a_name_with_brackets_of_its_own_is_one_wherever_names_stand(tmp_path):
    room = Room(tmp_path, WITH_ITS_OWN)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    added_below(edit, line, OF_ITS_OWN, f"Plant oaks; ({OF_ITS_OWN}, Thailand)")
    edit.replace_words(line, "against", f"[against] ({OF_ITS_OWN}: retain; Thailand: delete)")
    edit.clause("clause_lac_79j").append(change("ins", OF_ITS_OWN, run(f" ({OF_ITS_OWN}: delete)")))
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    text = " ".join(room.selection.read_text("utf-8").split())
    assert f"[against] ({OF_ITS_OWN}: retain; Thailand: delete)" in text
    assert [(one["by"], one["says"]) for one in room.block("lac-79j")["wishes"]] == [([OF_ITS_OWN], "delete")]
    own = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][1]["wordings"]
    assert [(one["by"], one["wording"]) for one in own] == [([OF_ITS_OWN, "Thailand"], "Plant oaks")]
    assert "has nothing that" in room.home(paper)


@pytest.mark.thorough
@pytest.mark.parametrize("held", ["(see annex (a))", "(Treaty Series, art. 5 (b) (i))", "(as above (x))"])
def test_brackets_in_brackets_that_are_of_no_name_are_words(tmp_path, held):
    room = Room(tmp_path, WITH_ITS_OWN)
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    added_below(edit, line, OF_ITS_OWN, f"Plant [oaks] {held}")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    [own] = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"][1]["wordings"]
    assert (own["by"], own["wording"]) == ([OF_ITS_OWN], f"Plant [oaks] {held}")
