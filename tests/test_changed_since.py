"""What is taken as text is laid over what the selection says by now: nothing that came since goes unsaid."""

import pytest
import yaml
from word_editing import element, run, said
from word_reading import w
from word_room import AF_37B, Room, drafter
from word_tracking import change, end_changed, reword

from drafter.merge.words.both_words import with_both_words

WAS = "Reaffirm our commitment to courts of justice and to the safety of ships"
OTHERS = {"courts": "courts and tribunals", "ships": "all ships", "safety": "lasting safety"}
SELECTION = f"""\
matrix: kyoto-2021
about:
  title: Draft elements on courts of justice and on the safety of ships
clauses:
- id: desk
  text: {WAS}
- id: af-37b
"""
ONE, OTHER = "courts", "ships"
BOTH = WAS.replace("courts", OTHERS["courts"]).replace("ships", OTHERS["ships"])


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.body.iter(w("p")) if words in said(one))


def of(room, author, word, *, within="Reaffirm", is_tracked=True):
    """A file in which somebody writes other words for one."""
    edit = room.edit()
    if is_tracked:
        reword(line(edit, within), author, word, OTHERS[word])
    else:
        edit.replace_words(line(edit, within), word, OTHERS[word])
    return room.save(edit, f"{author}-{word}.docx".lower())


def write(room, was, words):
    """Somebody writes other words into the selection."""
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace(f": {was}", f': "{words}"', 1), encoding="utf-8")


def as_text(room, name):
    return room.take(name, more=("--as-text", "--by", "Chair"))


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("a b X c d e f g", "a b c d e f Y g", "a b X c d e f Y g"),
        ("X a b c d e f g", "a b c d e f", "X a b c d e f"),
        ("a b [X] (Egypt) c d e f g", "a b c d e f Y g", "a b [X] (Egypt) c d e f Y g"),
        ("a X c d e f g", "a X c d e f Y g", "a X c d e f Y g"),  # both say X
        ("a b X c d e f g", "a b Y c d e f g", None),
        ("a b X c d e f g", "a b Y d e f g", None),  # they touch
        ("a b *c* d e f g", "a b Y d e f g", None),
        ("Something altogether else is written", "a b c d e f Y g", None),
    ],
)
def test_two_changes_of_a_text_both_stand_where_they_do_not_touch(ours, theirs, both):
    assert with_both_words("a b c d e f g", ours, theirs) == both
    assert with_both_words("a b c d e f g", theirs, ours) == both


def test_words_taken_as_text_leave_what_was_taken_as_text_before(room):
    brazil, egypt = of(room, "Brazil", ONE), of(room, "Egypt", OTHER)
    room.home(brazil)
    as_text(room, "desk:wording:brazil")
    out = room.home(egypt)
    assert "desk:wording:egypt  clause 1: Egypt: words  (the selection has changed other words of it)" in out
    assert room.proposed["desk:wording:egypt"]["was"] == [WAS]
    # What it proposes is what it typed, for those who take it under its name.
    assert room.proposed["desk:wording:egypt"]["set"]["wordings"][0]["wording"] == WAS.replace(
        "ships", "all ships"
    )
    as_text(room, "desk:wording:egypt")
    assert room.block("desk")["text"] == BOTH
    assert "withdrawn" not in room.block("desk")
    # Either file says no more than that.
    for file in (brazil, egypt):
        told = room.home(file)
        assert "said already" in told
        assert "not imported" not in told


def test_what_nobody_tracked_leaves_what_was_written_since(room):
    japan = of(room, "Japan", OTHER, is_tracked=False)
    write(room, WAS, BOTH.replace("all ships", "ships"))
    assert "changed other words of it" in room.home(japan)
    assert room.proposed["desk:wording"]["set"]["text"] == BOTH
    room.take("desk:wording")
    assert room.block("desk")["text"] == BOTH


@pytest.mark.thorough
def test_a_bracket_with_a_name_stays_where_other_words_are_taken_as_text(room):
    egypt = of(room, "Brazil", OTHER)
    named = WAS.replace("courts", "courts [and tribunals] (Egypt)")
    write(room, WAS, named)
    room.home(egypt)
    as_text(room, "desk:wording:brazil")
    assert room.block("desk")["text"] == named.replace("ships", "all ships")
    assert "Egypt: 1 bracket" in drafter("status", room.selection)


@pytest.mark.thorough
@pytest.mark.parametrize("is_tracked", [True, False])
def test_where_both_changed_the_same_what_goes_is_kept_and_named(room, is_tracked):
    file = of(room, "Brazil", OTHER, is_tracked=is_tracked)
    named = WAS.replace("ships", "[fishing] (Egypt) ships")
    write(room, WAS, named)
    assert "the selection has changed it too" in room.home(file)
    name = next(iter(room.proposed))
    assert room.proposed[name]["conflict"].startswith("the selection has changed it too; ")
    out = as_text(room, name)
    assert "replaces what the selection has changed" in out
    assert "with “[fishing] (Egypt)”" in out
    assert room.block("desk")["text"] == WAS.replace("ships", "all ships")
    (gone,) = room.block("desk")["withdrawn"]
    assert (gone["wording"], gone["is"], gone["by"]) == (named, "taken out", ["Chair"])
    assert r"\[fishing\] (Egypt)" in room.markdown()  # in Annex II


def test_one_wording_of_several_is_laid_over_what_it_is_by_now(tmp_path):
    """The second wording is the source's own until somebody else's is taken in its place."""
    room = Room(tmp_path, SELECTION + "  wordings:\n  - by: [Chile]\n    wording: Close them all\n")
    ours = AF_37B.replace("Revise", "Swiftly revise")
    edit = room.edit()
    reword(line(edit, "Revise"), "Egypt", "women", "women and girls")
    egypt = room.save(edit, "egypt.docx")
    edit = room.edit()
    reword(line(edit, "Revise"), "Brazil", "Revise", "Swiftly revise")
    room.home(room.save(edit, "brazil.docx"))
    as_text(room, "af-37b:wording:brazil")
    room.home(egypt)
    as_text(room, "af-37b:wording:egypt")
    words = {tuple(one.get("by", ())): one["wording"] for one in room.block("af-37b")["wordings"]}
    assert words == {(): f"{ours} and girls", ("Chile",): "Close them all"}


def title(room):
    return yaml.safe_load(room.selection.read_text("utf-8"))["about"]["title"]


TITLE = "Draft elements on courts of justice and on the safety of ships"


@pytest.mark.thorough
@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_title_is_laid_over_what_it_is_by_now(room, is_tracked):
    file = of(room, "Brazil", OTHER, within="Draft elements", is_tracked=is_tracked)
    write(room, TITLE, TITLE.replace("courts", "courts and tribunals"))
    assert "changed it too" not in room.home(file)
    as_text(room, next(iter(room.proposed)))
    assert title(room) == "Draft elements on courts and tribunals of justice and on the safety of all ships"
    assert "not imported" not in room.home(file)


def test_a_title_that_both_changed_alike_is_not_doubled(room):
    file = of(room, "Brazil", OTHER, within="Draft elements")
    write(room, TITLE, TITLE.replace("ships", "no ships"))
    assert "changed it too" in room.home(file)
    out = as_text(room, "title:words:brazil")
    assert "“Draft elements on courts of justice and on the safety of no ships”" in out
    assert title(room) == TITLE.replace("ships", "all ships")
    assert '# title: "Draft elements on courts of justice and on the safety of no ships"' in (
        room.selection.read_text("utf-8")
    )


PREAMBLE = "We, the peoples, trust the courts of this world,"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("there", "stands"),
    [
        (
            PREAMBLE.replace("peoples", "free peoples"),
            "We, the free peoples, trust the courts and tribunals of this world,",
        ),
        (
            PREAMBLE.replace("courts", "judges"),
            "We, the peoples, trust the courts and tribunals of this world,",
        ),
    ],
)
def test_other_running_words_are_laid_over_what_they_are_by_now(tmp_path, there, stands):
    room = Room(tmp_path, f"{SELECTION}words:\n  preamble: |\n    {PREAMBLE}\n\n    Declare:\n")
    file = of(room, "Brazil", ONE, within="We, the peoples")
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace(PREAMBLE, there), encoding="utf-8")
    room.home(file)
    as_text(room, "preamble:words:brazil")
    words = yaml.safe_load(room.selection.read_text("utf-8"))["words"]["preamble"]
    assert words.split("\n\n") == [stands, "Declare:"]
    assert there in room.selection.read_text("utf-8")  # as a comment


# What an older version wrote into the file of proposals says nothing of what the paper had.


def as_older(room):
    """The proposals without what the paper had."""
    path = room.folder / "selection.proposals.yaml"
    lines, kept = path.read_text("utf-8").splitlines(), []
    for line in lines:
        is_was = line.startswith("  was:") or (kept[-1:] == [None] and line.startswith("    "))
        kept.append(None if is_was else line)
    path.write_text("\n".join(one for one in kept if one is not None) + "\n", encoding="utf-8")
    assert all("was" not in one for one in room.proposed.values())


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("since", "text"),
    [
        ("courts and tribunals", BOTH),
        ("courts", WAS.replace("ships", "all ships")),
    ],
)
def test_of_an_older_proposal_words_are_laid_over_what_was_changed_since(room, since, text):
    file = of(room, "Brazil", OTHER)
    write(room, WAS, WAS.replace("courts", since))
    room.home(file)
    as_older(room)
    path = room.folder / "selection.proposals.yaml"
    older = path.read_text("utf-8").replace("has changed other words of it", "has changed it too")
    path.write_text(older, encoding="utf-8")
    assert "replaces what" not in as_text(room, "desk:wording:brazil")
    assert room.block("desk")["text"] == text
    assert "withdrawn" not in room.block("desk")


@pytest.mark.parametrize("is_tracked", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_of_an_older_proposal_what_goes_is_kept_and_named(room, is_tracked):
    file = of(room, "Brazil", OTHER, is_tracked=is_tracked)
    named = WAS.replace("ships", "[fishing] (Egypt) ships")
    write(room, WAS, named)
    room.home(file)
    as_older(room)
    assert "replaces what the selection has changed" in as_text(room, next(iter(room.proposed)))
    assert room.block("desk")["text"] == WAS.replace("ships", "all ships")
    (gone,) = room.block("desk")["withdrawn"]
    assert gone["wording"] == named


@pytest.mark.thorough
def test_an_older_proposal_that_nobody_tracked_is_laid_over_what_was_written_since(room):
    file = of(room, "Japan", OTHER, is_tracked=False)
    room.home(file)
    path = room.folder / "selection.proposals.yaml"
    made = path.read_text("utf-8")
    write(room, WAS, WAS.replace("courts", "courts and tribunals"))
    path.unlink()
    room.home(file)
    base = [line for line in path.read_text("utf-8").splitlines() if line.startswith("  base:")]
    # As an older version had it: the words of the paper with what was typed, and all else of now.
    lines = [line for line in made.splitlines() if not line.startswith(("  base:", "  conflict:"))]
    at = next(n for n, line in enumerate(lines) if line.startswith("  set:"))
    lines[at:at] = ["  conflict: the selection has changed it too"]
    at = next(n for n, line in enumerate(lines) if line.startswith("  as-made:"))
    path.write_text("\n".join([*lines[:at], *base, *lines[at:]]) + "\n", encoding="utf-8")
    room.take("desk:wording")
    assert room.block("desk")["text"] == BOTH


PINES = "Plant pines in every town"


def with_pines(room, author):
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    content = run(f"2 bis.\t[{PINES}]")
    new.append(change("ins", author, content) if author else content)
    line(edit, AF_37B).addnext(new)
    return room.save(edit, "pines.docx")


@pytest.mark.parametrize("is_first", [True, pytest.param(False, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("author", ["Brazil", pytest.param("", marks=pytest.mark.thorough)])
def test_a_new_wording_and_a_reworded_one_can_both_be_taken_as_text_one_by_one(room, author, is_first):
    edit = room.edit()
    reword(line(edit, AF_37B), "Egypt", "policies", "practices")
    egypt = room.save(edit, "egypt.docx")
    room.home(with_pines(room, author), egypt)
    names = sorted(room.proposed, key=lambda one: one.endswith("egypt") is is_first)
    assert len(names) == 2
    for name in names:
        as_text(room, name)
    words = [one["wording"] for one in room.block("af-37b")["wordings"]]
    assert words == [AF_37B.replace("policies", "practices"), PINES]
    assert all("by" not in one for one in room.block("af-37b")["wordings"])


def test_a_file_of_proposals_is_read_of_which_one_wording_rewords_what_was_changed_since_and_one_is_new(room):
    edit = room.edit()
    desk = line(edit, "Reaffirm")
    typed = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    pieces = (run("1 sexies."), element("<w:r><w:tab/></w:r>"), run("[Open new libraries;]"))
    typed.extend(change("ins", "Egypt", one) for one in pieces)
    end_changed(typed, "ins", "Egypt")
    desk.addnext(typed)
    reword(desk, "Egypt", ONE, OTHERS[ONE])
    paper = room.save(edit)
    since = SELECTION.replace(WAS, WAS.replace(ONE, "benches"))
    room.selection.write_text(since, encoding="utf-8")
    room.home(paper)
    assert WAS in room.proposed["desk:wording:egypt"]["was"]
    room.take("desk")
    assert [(one["by"], one["wording"]) for one in room.block("desk")["wordings"]] == [
        (["Egypt"], WAS.replace(ONE, OTHERS[ONE])),
        (["Egypt"], "Open new libraries"),
    ]


@pytest.mark.thorough
def test_footnotes_and_wordings_that_came_since_are_no_other_words_of_it(room):
    egypt = of(room, "Egypt", OTHER)
    text = room.selection.read_text("utf-8")
    more = "  sources: [+eu-28b]\n  wordings:\n    - wording: Reaffirm nothing at all\n      by: [Chile]\n"
    room.selection.write_text(text.replace("- id: af-37b\n", f"{more}- id: af-37b\n"), encoding="utf-8")
    told = room.home(egypt)
    assert "desk:wording:egypt  clause 1: Egypt: words\n" in told
    assert "the selection has changed" not in told
    assert room.take("desk:wording:egypt", more=("--as-text",))
    assert room.block("desk")["text"] == WAS.replace("ships", "all ships")
