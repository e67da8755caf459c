"""Brackets with names in a text that changes: whose words and names go is said, and they are kept."""

import random
import re
from dataclasses import replace

import pytest
from word_editing import said
from word_reading import w
from word_room import AF_37B, Room, drafter
from word_tracking import cut_out, reword, strike

from drafter.brackets import bracketed_in, either_way
from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.deciding import decide_proposals
from drafter.merge.proposal_file import Proposals
from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.brackets_kept import with_brackets_told
from drafter.merge.taking.stale import base_of, said_by_blocks
from drafter.merge.words.laying_over import marks_of
from drafter.selection.edit import word
from drafter.selection.loading import open_selection
from drafter.text.words import excerpt

BRACKET = "[and baobab practices] (Kenya; Japan: delete)"
TEXT = f"Revise laws and policies {BRACKET} that are discriminatory against women"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wording: "{TEXT}"
- id: lac-79j
"""
WAYS = [("", ""), ("", "--as-text"), ("Egypt", "--as-text"), ("Kenya", "--as-text")]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def back(room, old, new, by=""):
    """What the list says of a change of the paragraph; tracked where it is somebody's."""
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if "Revise" in said(one))
    if by:
        reword(paragraph, by, old, new)
    else:
        edit.replace_words(paragraph, old, new)
    return " ".join(room.home(room.save(edit)).split())


def annex(room):
    return room.markdown().replace("\\", "").partition("Annex II.")[2]


@pytest.mark.parametrize(("by", "how"), WAYS)
def test_words_and_names_that_go_with_a_bracket_are_said_and_kept(room, by, how):
    """However the bracket goes: settled by the desk, struck by another, or by who proposed it."""
    listed = back(room, f" {BRACKET}", "", by)
    assert "Kenya and Japan would have in brackets" in listed
    told = " ".join(drafter("select", room.selection, "--take-all", *filter(None, [how])).split())
    assert "af-37b: what Kenya and Japan would have in brackets does not stand there as it did" in told
    assert room.block("af-37b")["wording"].split() == AF_37B.split()
    assert TEXT in annex(room)
    assert "without the brackets of Kenya and Japan" in " ".join(drafter("status", room.selection).split())


def test_a_name_that_goes_from_its_bracket_is_said_and_kept(room):
    listed = back(room, "Kenya; Japan", "Japan")
    assert "what Kenya would have in brackets does not stay as it is" in listed
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert "what Kenya would have in brackets does not stand there as it did" in told
    assert TEXT in annex(room)


def test_other_words_in_a_bracket_with_the_names_left_behind_it_are_said(room):
    assert "Kenya and Japan would have in brackets does not stay" in back(room, "baobab", "cedar")
    drafter("select", room.selection, "--take-all")
    assert TEXT in annex(room)


def test_words_of_another_within_a_bracket_stand_under_their_own_name(room):
    listed = back(room, "baobab", "cedar", "Egypt")
    assert "taken --as-text, what it changes within the brackets of others stands there" in listed
    told = drafter("select", room.selection, "--take-all", "--as-text")
    assert "does not stand there" not in told
    within = "[and [baobab] (Egypt: delete) [cedar] (Egypt) practices] (Kenya; Japan: delete)"
    assert room.block("af-37b")["wording"] == TEXT.replace(BRACKET, within)


def test_who_wants_nothing_more_of_words_that_stay_takes_out_nothing(room):
    assert "would have in brackets" not in back(room, "; Japan: delete", "", "Japan")
    told = drafter("select", room.selection, "--take-all")
    assert "withdrawn" not in told
    assert "withdrawn" not in room.block("af-37b")


@pytest.mark.parametrize("way", ["tracked", pytest.param("typed", marks=pytest.mark.thorough)])
def test_who_takes_its_own_name_off_words_that_stay_in_a_bracket_is_told_and_they_are_kept(room, way):
    edit, more = room.edit(), () if way == "tracked" else ("--of", "Kenya")
    paragraph = next(one for one in edit.body.iter(w("p")) if "Revise" in said(one))
    if way == "tracked":
        strike("Kenya", cut_out(paragraph, "Kenya; "))
    else:
        edit.replace_words(paragraph, "(Kenya; ", "(")
    listed = " ".join(room.home(room.save(edit), more=more).split())
    assert (
        "(what Kenya would have in brackets does not stay as it is: it is kept below “withdrawn”)" in listed
    )
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert "what Kenya would have in brackets does not stand there as it did" in told
    assert room.block("af-37b")["wording"] == TEXT.replace("Kenya; ", "")
    assert TEXT in annex(room)


def test_a_name_of_another_struck_behind_a_bracket_stays_and_a_remark_says_so(room):
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if "Revise" in said(one))
    strike("Japan", cut_out(paragraph, "Kenya; "))
    file = room.save(edit)
    remark = "Japan: without the name of Kenya behind “and baobab practices”"
    assert remark in " ".join(room.home(file).split())
    assert [*room.proposed] == ["af-37b:remark:japan"]
    drafter("select", room.selection, "--take-all")
    assert f"# {remark}" in room.selection.read_text("utf-8")
    assert room.block("af-37b")["wording"] == TEXT
    assert "what Japan changed in 1 paragraph is said already" in " ".join(room.home(file).split())


@pytest.mark.parametrize("new", ["Kenya, Egypt", "Kenya on behalf of the African Group"])
def test_who_joins_or_speaks_for_others_takes_nobody_out(room, new):
    assert "would have in brackets" not in back(room, "(Kenya;", f"({new};")


def test_words_beside_the_bracket_take_nobody_out(room):
    assert "would have in brackets" not in back(room, "Revise", "Repeal")


def test_of_two_equal_brackets_each_counts(tmp_path):
    twice = "Revise [, as fits,] (Kenya) laws and [, as fits,] (Kenya) policies"
    room = Room(tmp_path, SELECTION.replace(TEXT, twice))
    listed = back(room, "and [, as fits,] (Kenya) policies", "and policies")
    assert "what Kenya would have in brackets" in listed


NET = "Build a net [of steel] (Japan) for all [, if need be,] (Kenya, Chile: delete; Norway: retain)"
BESIDE = "Build a net of steel for all [, if need be,] (Kenya, Chile: delete; Norway: retain)"


def test_one_clean_text_in_the_place_of_a_text_and_an_alternative_keeps_both(tmp_path):
    """The alternative goes under its name, the text with all of its brackets; each once."""
    net = f"- id: net\n  text: '{NET}'\n  wordings:\n  - by: [Japan]\n    wording: '{BESIDE}'\n"
    room = Room(tmp_path, SELECTION + net)
    edit = room.edit()
    text, beside = (one for one in edit.body.iter(w("p")) if "Build a net" in said(one))
    edit.replace_words(text, said(text).strip(), "Build a net of steel for all.")
    beside.getparent().remove(beside)
    whose = "Japan and Kenya and Chile and Norway would have in brackets does not st"
    assert whose in " ".join(room.home(room.save(edit)).split())
    told = drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    assert whose in told
    assert "“Build a net [of steel] (Japan) for all …” is kept" in told
    kept = [(one.get("of"), one["wording"]) for one in room.block("net")["withdrawn"]]
    assert sorted(kept, key=str) == [(None, NET), (["Japan"], BESIDE)]


SURVEYS = "Revise laws [and yew surveys] (Japan) and policies"


@pytest.mark.parametrize("how", ["", "--as-text"])
def test_who_rewords_its_own_bracket_in_what_it_alone_proposes_takes_nobody_out(tmp_path, how):
    block = f'- id: af-37b\n  wordings:\n  - by: [Japan]\n    wording: "{SURVEYS}"\n'
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{block}- id: lac-79j\n")
    edit = room.edit()
    reword(next(one for one in edit.lines("AltTxt") if "yew" in said(one)), "Japan", "surveys", "studies")
    assert "brackets" not in room.home(room.save(edit))
    told = drafter("select", room.selection, "--take-all", *filter(None, [how]))
    assert "would have in brackets" not in told
    assert "withdrawn" not in room.block("af-37b")
    assert "yew studies" in room.markdown()


def random_text(dice):
    """Words with brackets of delegations; each word stands there once."""
    said = [f"word{n}" for n in range(20)]
    text, brackets = ["Revise"], []
    for _ in range(dice.randint(1, 3)):
        text.append(said.pop())
        words, names = (
            [said.pop() for _ in range(dice.randint(1, 3))],
            dice.sample(["Kenya", "Japan", "Chile"], 2),
        )
        wish = dice.choice(["", "", "delete", "retain"])
        brackets.append((words, names))
        behind = f"{names[0]}; {names[1]}: {wish}" if wish else ", ".join(names)
        text.append(f"[{' '.join(words)}] ({behind})")
    return " ".join([*text, said.pop()]), brackets


def changed_at_random(dice, text):
    """The text with some of its brackets settled, reworded, without a name or moved, or words beside."""
    parts = re.split(r"(\[[^]]*\] \([^)]*\))", text)
    for at in range(1, len(parts), 2):
        words, names = re.fullmatch(r"\[(.*)\] \((.*)\)", parts[at]).groups()
        one = words.split()
        parts[at] = dice.choice(
            [
                parts[at],
                "",
                words,
                f"[{words}]",
                f"[{words}] ({names.split(';')[0].split(',')[0]})",
                f"[{' '.join(['new', *one[1:]])}] ({names})",
                f"[{words} new] ({names})",
                f"[{words}] (Brazil)",
                f"[new] ({names})",
            ]
        )
    if dice.random() < 0.4:
        parts[0] = parts[0].replace("Revise", "Repeal")
    if dice.random() < 0.2:
        parts[1::2] = reversed(parts[1::2])
    return " ".join("".join(parts).split())


def stands(words, name, texts):
    """Whether somebody has words in a bracket of one of some texts, with others around them or not."""
    return any(
        {*words} <= {*re.findall(r"\w+", one.words)} and any(name in wish.by for wish in one.wishes)
        for text in texts
        for one in bracketed_in(text)
    )


@pytest.mark.parametrize(
    "seed", [*range(12), *(pytest.param(n, marks=pytest.mark.thorough) for n in range(12, 150))]
)
def test_whatever_way_a_text_changes_nobodys_words_or_names_in_brackets_are_lost(tmp_path, seed):
    dice = random.Random(seed)
    text, brackets = random_text(dice)
    path = tmp_path / "selection.yaml"
    path.write_text(SELECTION.replace(TEXT, text), encoding="utf-8")
    selection, new = open_selection(path), changed_at_random(dice, text)
    way = dice.choice(["word", "untracked", "as text", "as text"])
    if way == "word":
        after = word(selection, "af-37b", new)
    else:
        by = ("Egypt",) if way == "as text" else ()
        own = OwnWording((), new, is_addition=False, by=by)
        to = SelectionEntry("af-37b", wordings=(own,)) if by else SelectionEntry("af-37b", wording=new)
        rewords = ("text-",) if by else ()
        one = Proposal("af-37b", Field.WORDING, to, by=by, rewords=rewords, draft="back.docx")
        one = replace(one, base=base_of(said_by_blocks(selection), one))
        decided = decide_proposals(selection, Proposals(path, (one,)), [one.id], (), to_text=bool(by))
        after = decided.selection
    entry = after.clause("af-37b")
    texts = [entry.wording, *(each.wording for each in (*entry.wordings, *entry.withdrawn))]
    for words, names in brackets:
        for name in names:
            assert stands(words, name, texts), (way, text, new, texts)
    if way == "as text":
        # What Egypt put within others' brackets stands under its name.
        for one in bracketed_in(entry.wording):
            inner = re.sub(r"\[[^][]*\] \([^()]*\)", "", one.words)
            assert "new" not in inner.split() or one.wishes[0].by == ("Egypt",), (text, new, texts)


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(n, marks=pytest.mark.thorough) for n in range(8, 120))]
)
def test_of_an_alternative_struck_beside_a_changed_text_each_is_kept_once(tmp_path, seed):
    """The text as it was and the alternative, which has some of its brackets settled, whoever's it is."""
    dice = random.Random(seed)
    text, brackets = random_text(dice)
    settled = changed_at_random(dice, text) if dice.random() < 0.5 else text
    one = dice.choice(bracketed_in(settled) or bracketed_in(text))
    beside = settled.replace(settled[one.start : one.wishes_end], one.words).replace("Revise", "Recast")
    by = tuple(dice.sample(["Kenya", "Japan", "Chile", "Norway"], dice.choice([1, 1, 2])))
    path = tmp_path / "selection.yaml"
    path.write_text(
        "matrix: kyoto-2021\nclauses:\n- id: net\n"
        f'  text: "{text}"\n  wordings:\n  - by: [{", ".join(by)}]\n    wording: "{beside}"\n',
        encoding="utf-8",
    )
    selection, new = open_selection(path), changed_at_random(dice, text)
    stays = (OwnWording((), beside, is_addition=False, by=by),) if dice.random() < 0.3 else ()
    seen = tuple(marks_of(selection.clause("net").wordings))
    to = SelectionEntry("net", text=new, wordings=stays)
    one = Proposal("net", Field.WORDING, to, beside=seen, draft="back.docx")
    one = replace(one, base=base_of(said_by_blocks(selection), one))
    listed = with_brackets_told([one], selection)[0].conflict
    decided = decide_proposals(selection, Proposals(path, (one,)), [one.id], (), to_text=True)
    after = decided.selection.clause("net")
    kept = [(each.wording, each.of) for each in after.withdrawn]
    assert kept.count((beside, by)) == (not stays), (text, beside, new, kept)
    told = [each for each in decided.more if "would have in brackets" in each]
    assert len(told) == kept.count((text, ())) <= 1, (text, beside, new, kept, told)
    assert all(f"“{excerpt(text)}”" in each for each in told)
    whose = r"what ([^:;]*) would have in brackets"
    assert re.findall(whose, listed) == [name for each in told for name in re.findall(whose, each)]
    for words, names in brackets:
        for name in names:
            is_there = stands(words, name, [new, *(each for each, of in kept if not of)])
            is_beside = stays and name in by and " ".join(words) in either_way(beside)[0]
            assert is_there or is_beside, (text, beside, new, kept)


def test_who_leaves_a_bracket_stands_behind_nothing_that_others_word_within_it(tmp_path):
    text = f"{AF_37B} [and girls] (Brazil, Chile)"
    room = Room(tmp_path, f'matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: "{text}"\n- id: lac-79j\n')
    files = []
    for by, old, new in (
        ("Brazil", "Brazil, Chile", "Chile"),
        ("Chile", "girls", "girls and boys"),
        ("Egypt", "girls", "girls of all ages"),
    ):
        edit = room.edit()
        reword(next(one for one in edit.body.iter(w("p")) if "Revise" in said(one)), by, old, new)
        files.append(room.save(edit, f"{by}.docx"))
    room.home(*files)
    drafter("select", room.selection, "--take-all")

    block = room.block("af-37b")
    assert {(one["wording"].strip(), *one.get("by", ())) for one in block["wordings"]} == {
        (f"{AF_37B} [and girls] (Chile)",),
        (f"{AF_37B} [and girls and boys] (Chile)", "Chile"),
        (f"{AF_37B} [and girls of all ages]", "Egypt"),
    }
    (gone,) = block["withdrawn"]
    assert "by Brazil" in gone["reason"]
    assert "Egypt.docx" not in gone["reason"]
    assert "Chile.docx" not in gone["reason"]


OWN = "Fund baobab nurseries [and date groves] (Canada) in the south"
SIDES = f"""\
matrix: kyoto-2021
clauses:
- id: groves
  text: Fund nurseries in the south
  wordings:
  - {{by: [Chile], wording: "{OWN}"}}
- id: lac-79j
"""


@pytest.mark.parametrize("how", ["", "--as-text"])
@pytest.mark.parametrize("thai", ["Fund nurseries", "Fund baobab nurseries"])
def test_nobody_is_named_for_a_bracket_whose_words_stand_beside_or_keep_it(tmp_path, how, thai):
    """Chile takes Canada's bracket out of its own; Thailand rewords the text, or Chile's with the bracket."""
    room, files = Room(tmp_path, SIDES), []
    for by, start, old, new in (
        ("Thailand", thai, "the south", "the south and the east"),
        ("Chile", "Fund baobab nurseries", " [and date groves] (Canada)", ""),
    ):
        edit = room.edit()
        line = next(one for one in edit.body.iter(w("p")) if start in said(one))
        reword(line, by, old, new)
        files.append(room.save(edit, f"{by}.docx".lower()))
    room.home(*files)

    drafter("select", room.selection, "--take-all", *filter(None, [how]))

    for text in (annex(room), drafter("status", room.selection)):
        told = " ".join(text.split())
        if thai.startswith("Fund baobab") and not how:
            assert "brackets of Canada" not in told  # Thailand's words have it all the same
            continue
        assert "without the brackets of Canada as they were, chile.docx, clause 1, by Chile" in told
        assert "thailand.docx" not in told
