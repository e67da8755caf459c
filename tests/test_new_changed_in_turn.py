"""A new paragraph that is passed on to the next delegation: under whose names stand which words."""

import pytest
import yaml
from test_new_passed_on import SELECTION, put_in_by_norway, typed_by_brazil
from word_editing import run
from word_room import Room, drafter
from word_tracking import change, cut_out, strike

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

WORDS, CHANGED = "Build courts for widows", "Build courts and roads for widows"
BRAZIL, NORWAY, BOTH = ["Brazil"], ["Norway"], ["Brazil", "Norway"]
FORMS = ["{}; (Brazil)", "{} (Brazil)", "[{};] (Brazil)", "[{}] (Brazil)"]
CHANGES = {
    "words": (["courts"], {WORDS: BRAZIL, CHANGED: NORWAY}),
    "name": (["(Brazil)"], {WORDS: BOTH}),
    "both": (["courts", "(Brazil)"], {WORDS: BRAZIL, CHANGED: NORWAY}),
}
COMES = {"courts": " and roads", "(Brazil)": " (Norway)"}


def said_by(room):
    """The new words that the selection has → who proposes them."""
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    every = [one for block in blocks for one in block.get("wordings", ())]
    found = {one["wording"]: one["by"] for one in every if "courts" in one.get("wording", "")}
    assert len(found) == sum("courts" in one.get("wording", "") for one in every)
    return found


def typed_by_norway(paragraph, behind, words):
    """Words that Norway typed, without tracking, into what Brazil put in."""
    own = cut_out(paragraph, behind)
    put = own.getparent()
    put.addnext(rest := change("ins", "Brazil", *list(own.itersiblings())))
    put.addnext(run(words))
    if not "".join(rest.itertext()):
        paragraph.remove(rest)


def files(room, form, label, places, put=put_in_by_norway):
    """What Brazil sends, and what Norway makes of it."""
    words = f"{label}{form.format(WORDS)}"
    style = "AltTxt" if label else "SingleTxt"
    first = room.save(typed_by_brazil(room, words, style)[0], "brazil.docx")
    edit, paragraph = typed_by_brazil(room, words, style)
    for behind in reversed(places):
        put(paragraph, behind, COMES[behind])
    return first, room.save(edit, "norway.docx")


def taken(room, papers, *, is_together, more=()):
    """What is told as all that files propose is taken, of both at once or of one after the other."""
    told = room.home(*papers, more=more) if is_together else ""
    for paper in () if is_together else papers:
        told = room.home(paper, more=more if paper == papers[-1] else ())
        if paper == papers[0]:
            drafter("select", room.selection, "--take-all")
    if room.proposed:
        drafter("select", room.selection, "--take-all")
    return told


@pytest.mark.parametrize("is_together", [True, False])
@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("label", ["", "1 bis.\t"])
def test_who_changes_words_stands_alone_behind_them_and_who_adds_its_name_joins(
    tmp_path, label, form, what, is_together
):
    places, expected = CHANGES[what]
    room = Room(tmp_path, SELECTION)
    papers = files(room, form, label, places)
    taken(room, papers, is_together=is_together)
    assert said_by(room) == expected
    again = room.home(*papers)
    assert not room.proposed, again


@pytest.mark.parametrize("is_together", [True, False])
@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("label", ["", "1 bis.\t"])
def test_so_it_is_of_a_name_typed_without_tracking_and_words_are_told(
    tmp_path, label, form, what, is_together
):
    places, _ = CHANGES[what]
    room = Room(tmp_path, SELECTION)
    papers = files(room, form, label, places, typed_by_norway)
    told = taken(room, papers, is_together=is_together, more=("--of", "Norway"))
    assert said_by(room) == {WORDS: BOTH if what == "name" else BRAZIL}
    assert ("typed without tracking into a new paragraph of Brazil" in " ".join(told.split())) is (
        what != "name"
    )


@pytest.mark.parametrize("is_together", [True, False])
@pytest.mark.parametrize("label", ["", "1 bis.\t"])
def test_no_other_name_behind_what_was_changed_stays_but_one_that_came_with_the_change(
    tmp_path, label, is_together
):
    room = Room(tmp_path, SELECTION)
    style = "AltTxt" if label else "SingleTxt"
    words = f"{label}[{WORDS};] (Brazil, Chile)"
    first = room.save(typed_by_brazil(room, words, style)[0], "brazil.docx")
    edit, paragraph = typed_by_brazil(room, words, style)
    put_in_by_norway(paragraph, "(Brazil, Chile)", " (Norway, Egypt)")
    put_in_by_norway(paragraph, "courts", " and roads")
    second = room.save(edit, "norway.docx")
    told = taken(room, (first, second), is_together=is_together)
    assert said_by(room) == {WORDS: ["Brazil", "Chile"], CHANGED: ["Norway", "Egypt"]}
    assert "names Egypt beside whoever says so" in " ".join(told.split())


@pytest.mark.parametrize("is_together", [True, False])
@pytest.mark.parametrize("label", ["", "1 bis.\t"])
def test_words_of_another_made_shorter_are_not_the_others(tmp_path, label, is_together):
    room = Room(tmp_path, SELECTION)
    words, style = f"{label}{WORDS}; (Brazil)", "AltTxt" if label else "SingleTxt"
    first = room.save(typed_by_brazil(room, words, style)[0], "brazil.docx")
    edit, paragraph = typed_by_brazil(room, words, style)
    strike("Norway", cut_out(paragraph, " for widows"))
    taken(room, (first, room.save(edit, "norway.docx")), is_together=is_together)
    assert said_by(room) == {WORDS: BRAZIL, "Build courts": NORWAY}
