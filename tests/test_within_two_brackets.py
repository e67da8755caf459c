"""Two delegations work within brackets of others: of words that came since nobody would have any gone."""

import random
import re

import pytest
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, cut_out, run

from drafter.brackets import DELETE, bracketed_in
from drafter.merge.words.both_words import with_both_words

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

FIRST = "Promote mediation by toucans in family disputes of all kinds"
SECOND = "Support funding of herons in every country of the region"


def with_names(first, second, between=" "):
    return f"[{first}] (Brazil){between}[{second}] (Chile)"


def with_word(text, place, word):
    words = text.split()
    return " ".join([*words[:place], word, *words[place:]])


@pytest.mark.parametrize("between", [" ", ", ", " and ", " in all countries, as well as "])
def test_what_two_put_into_two_brackets_both_stands(between):
    """Wherever in them, and whether in one's own brackets there, as it is once it was taken as the text."""
    rng, was = random.Random(7), with_names(FIRST, SECOND, between)
    for _ in range(60):
        texts = [with_word(FIRST, rng.randrange(11), rng.choice(["owls", "[owls] (Norway)"]))]
        texts.append(with_word(SECOND, rng.randrange(11), rng.choice(["cranes", "[cranes] (Kenya)"])))
        ours, theirs = with_names(texts[0], SECOND, between), with_names(FIRST, texts[1], between)
        assert with_both_words(was, ours, theirs) == with_names(*texts, between)
        assert with_both_words(was, theirs, ours) == with_names(*texts, between)


def test_what_two_put_into_one_bracket_both_stands_where_it_does_not_touch():
    was = with_names(FIRST, SECOND)
    ours = with_names(with_word(FIRST, 2, "[owls] (Norway)"), SECOND)
    theirs = with_names(with_word(FIRST, 6, "cranes"), SECOND)
    both = with_names(with_word(with_word(FIRST, 6, "cranes"), 2, "[owls] (Norway)"), SECOND)
    assert with_both_words(was, ours, theirs) == with_both_words(was, theirs, ours) == both
    assert with_both_words(was, ours, with_names(with_word(FIRST, 2, "cranes"), SECOND)) is None


def test_words_beside_a_bracket_are_not_those_within():
    was = f"[{FIRST}] (Brazil) of birds and others"
    both = f"[{FIRST} [owls] (Norway)] (Brazil) for birds and others"
    assert with_both_words(was, both.replace("for", "of"), was.replace("of birds", "for birds")) == both


def test_names_behind_one_bracket_and_words_within_it_both_stand():
    was = with_names(FIRST, SECOND)
    named = was.replace("(Brazil)", "(Brazil; Norway: retain)")
    within = with_names(with_word(FIRST, 3, "[owls] (Kenya)"), SECOND)
    assert with_both_words(was, named, within) == within.replace("(Brazil)", "(Brazil; Norway: retain)")


def paragraph(edit):
    return next(one for one in edit.document.iter(w("p")) if "toucans" in said(one))


def put(room, author, words, new):
    edit = room.edit()
    cut_out(paragraph(edit), words).addnext(change("ins", author, run(f" {new}")))
    return room.save(edit, f"{author.lower()}.docx")


def wishes_in(text):
    return {
        (name, one.says, each.words) for each in bracketed_in(text) for one in each.wishes for name in one.by
    }


@pytest.mark.thorough
@pytest.mark.parametrize("is_joint", [True, False])
@pytest.mark.parametrize(
    ("first", "second"), [("toucans", "herons"), ("herons", "toucans"), ("toucans", "kinds")]
)
def test_words_that_came_within_brackets_since_are_no_wish_of_who_did_not_see_them(
    tmp_path, is_joint, first, second
):
    room = room_of_two(tmp_path, is_joint)
    norway, kenya = put(room, "Norway", first, "and owls"), put(room, "Kenya", second, "and cranes")
    room.home(norway, kenya)
    text = taken_one_by_one(room, kenya)
    there = with_names(FIRST, SECOND)
    there = there.replace(first, f"{first} [and owls] (Norway)")
    assert text == there.replace(second, f"{second} [and cranes] (Kenya)")
    assert "withdrawn" not in room.block("a")


@pytest.mark.thorough
def test_at_the_same_place_what_goes_is_kept_and_is_no_wish(tmp_path):
    room = room_of_two(tmp_path, is_joint=False)
    norway, kenya = put(room, "Norway", "toucans", "and owls"), put(room, "Kenya", "toucans", "and cranes")
    room.home(norway, kenya)
    text = taken_one_by_one(room, kenya)
    assert DELETE not in {says for _, says, _ in wishes_in(text)}
    assert ("Kenya", "", "and cranes") in wishes_in(text)
    assert "owls" in str(room.block("a")["withdrawn"])


def room_of_two(folder, is_joint):
    if not is_joint:
        return Room(folder, f'matrix: kyoto-2021\nclauses:\n- id: a\n  text: "{with_names(FIRST, SECOND)}"\n')
    blocks = "".join(
        f"- id: {given}\n  wordings:\n  - by: [{name}]\n    wording: {words}\n"
        for given, name, words in (("a", "Brazil", FIRST), ("b", "Chile", SECOND))
    )
    room = Room(folder, f"matrix: kyoto-2021\nclauses:\n{blocks}")
    drafter("select", room.selection, "--join", "a", "b")
    return Room(folder, room.selection.read_text("utf-8"))


def taken_one_by_one(room, second):
    room.take("a:wording:norway", more=["--as-text"])
    room.home(second)
    room.take("a:wording:kenya", more=["--as-text"])
    return re.sub(r"\s+", " ", room.block("a")["text"])
