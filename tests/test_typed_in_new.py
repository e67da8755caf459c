"""What somebody types without tracking into a paragraph that another has put in is not that one's words."""

import pytest
from word_editing import element, run, said
from word_room import AF_37B, Room, drafter
from word_tracking import change, cut_out

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n- id: af-37b\n"
TRACKED = (
    '<w:ins w:id="{}" w:author="Brazil" w:date="2026-01-02T00:00:00Z">'
    '<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:ins>'
)
OPENING, END, TYPED = "Fund new courts", " in every town;", " and zebra schools"


def passed_on(room, *, at_the_end=False):
    """A new paragraph of Brazil's in which somebody typed words without tracking."""
    edit = room.edit()
    below = next(one for one in edit.lines("SingleTxt", "AltTxt") if "laws" in said(one))
    new = element(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/><w:rPr>'
        '<w:ins w:id="900" w:author="Brazil" w:date="2026-01-02T00:00:00Z"/></w:rPr></w:pPr>'
        f"{TRACKED.format(901, OPENING)}{TRACKED.format(902, END)}</w:p>"
    )
    new.insert(3 if at_the_end else 2, run(TYPED))
    below.addprevious(new)
    return room.save(edit)


@pytest.mark.parametrize("more", [(), ("--of", "Kenya")])
@pytest.mark.parametrize("at_the_end", [False, True])
def test_it_is_told_and_stands_neither_there_nor_in_the_next_paragraph(tmp_path, more, at_the_end):
    room = Room(tmp_path, SELECTION)
    told = room.home(passed_on(room, at_the_end=at_the_end), more=more)
    assert "“and zebra schools” was typed without tracking into a new paragraph of Brazil" in " ".join(
        told.split()
    )
    (proposal,) = room.proposed
    assert ":new:brazil" in proposal
    drafter("select", room.selection, "--take-all")
    text = room.markdown().replace("\\", "")
    assert "zebra" not in text
    assert "Fund new courts in every town" in text


def test_the_upper_part_of_a_printed_paragraph_that_was_split_stays_printed(tmp_path):
    """Its end alone is Brazil's; its words are the paper's, and nobody typed them."""
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "laws" in said(one))
    words = said(line)
    first, second = words[: len(words) // 2], words[len(words) // 2 :]
    for one in [one for one in line if one.tag.endswith(("}r", "}ins"))][1:]:
        line.remove(one)
    assert first
    assert second
    upper = element(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/><w:rPr>'
        '<w:ins w:id="900" w:author="Brazil" w:date="2026-01-02T00:00:00Z"/></w:rPr></w:pPr></w:p>'
    )
    upper.append(run(first))
    upper.append(element(TRACKED.format(901, " as follows")))
    line.addprevious(upper)
    told = room.home(room.save(edit))
    assert "typed without tracking into a new paragraph" not in told


# What Brazil put in behind “women”, in the pieces that are left; and what stands between them now.
RETYPED = [
    ((" and ", " officers"), "FALCON and TSURU", " and FALCON and TSURU officers", " and officers"),
    ((" and", "officers"), " TSURU ", " and TSURU officers", " and officers"),
    ((" and FALCON ", "officers"), "and TSURU ", " and FALCON and TSURU officers", " and FALCON officers"),
]


def retyped(room, pieces, typed):
    edit = room.edit()
    behind = cut_out(edit.clause("clause_af_37b"), "women")
    first, last = (change("ins", "Brazil", run(piece)) for piece in pieces)
    for one in (first, run(typed), last):
        behind.addnext(one)
        behind = one
    return room.save(edit)


def wording(room, name):
    (own,) = room.proposed[f"af-37b:wording:{name}"]["set"]["wordings"]
    return own["by"], own["wording"]


@pytest.mark.parametrize(("pieces", "typed", "both", "left"), RETYPED)
def test_a_word_retyped_within_anothers_tracked_words_is_changed_in_these(
    tmp_path, pieces, typed, both, left
):
    room = Room(tmp_path, SELECTION)
    told = " ".join(room.home(retyped(room, pieces, typed), more=("--of", "Chile")).split())
    assert wording(room, "chile") == (["Chile"], AF_37B + both)
    assert wording(room, "brazil") == (["Brazil"], AF_37B + left)
    assert "Chile changed what Brazil put in" in told
    assert "Brazil changed what" not in told
    assert f"“{typed.strip()}” was typed without tracking within what Brazil put in" in told


def test_without_anybody_who_says_it_such_a_word_is_told_and_stands_nowhere(tmp_path):
    room = Room(tmp_path, SELECTION)
    pieces, typed, _, left = RETYPED[0]
    told = " ".join(room.home(retyped(room, pieces, typed)).split())
    assert {*room.proposed} == {"af-37b:wording:brazil"}
    assert wording(room, "brazil") == (["Brazil"], AF_37B + left)
    assert "nobody knows who says it, and it is not imported" in told


def test_a_printed_word_between_two_tracked_ones_is_nobodys(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    word = cut_out(edit.clause("clause_af_37b"), "discriminatory")
    word.addprevious(change("ins", "Brazil", run("most ")))
    word.addnext(change("ins", "Brazil", run(" and unfair")))
    told = room.home(room.save(edit), more=("--of", "Chile"))
    assert {*room.proposed} == {"af-37b:wording:brazil"}
    assert "typed without tracking" not in told


def test_whoever_retypes_a_word_within_its_own_tracked_words_has_all_of_them(tmp_path):
    room = Room(tmp_path, SELECTION)
    pieces, typed, both, _ = RETYPED[0]
    told = room.home(retyped(room, pieces, typed), more=("--of", "Brazil"))
    assert wording(room, "brazil") == (["Brazil"], AF_37B + both)
    assert "typed without tracking" not in told
