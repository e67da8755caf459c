"""Several wordings of a paragraph that open alike are named by where they differ."""

import pytest
from word_room import Room, drafter

from drafter.text.words import excerpt

OPENS = "Promote a culture of lawfulness as an approach to crime, with"
OF_CHILE = f"{OPENS} teachers and ocelot elders, in every school"
OF_KENYA = f"{OPENS} teachers and serval elders, in every school"
OF_JAPAN = f"{OPENS} pupils and ocelot elders, in every school"
SHORT = f"{OPENS} teachers and ocelot elders"
EVERY = [OF_CHILE, OF_KENYA, OF_JAPAN, SHORT]
OPENING = "Promote a culture of lawfulness as an approach …"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - {{by: [Chile], wording: "{OF_CHILE}"}}
  - {{by: [Kenya], wording: "{OF_KENYA}"}}
  - {{by: [Kenya, Japan], wording: "{OF_JAPAN}"}}
"""


def test_what_differs_follows_the_opening():
    assert excerpt(OF_KENYA, EVERY) == f"{OPENING} teachers and serval elders …"
    assert excerpt(OF_JAPAN, EVERY) == f"{OPENING} pupils and ocelot elders …"
    assert excerpt(SHORT, [OF_CHILE]) == f"{OPENING} teachers and ocelot elders"


def test_of_every_two_the_names_are_others():
    assert len({excerpt(one, EVERY) for one in EVERY}) == len(EVERY)


@pytest.mark.parametrize("beside", [[], [OF_KENYA], ["Trust the law"], [f"[{OF_KENYA};]"]])
def test_where_none_opens_alike_it_is_the_opening_alone(beside):
    assert excerpt(OF_KENYA, beside) == OPENING


def test_answers_and_status_say_which_is_meant(tmp_path):
    room = Room(tmp_path, SELECTION)
    told = drafter("select", room.selection, "--status", "withdrawn", "1 ter", "--by", "Kenya")
    assert f"“{OPENING} teachers and serval elders …” is withdrawn by Kenya" in told
    assert f"“{OPENING} pupils and ocelot elders …” stays, as what Kenya and Japan propose" in told
    told = drafter(
        "select", room.selection, "--drop", "1 bis", "--by", "Chair", "--in", tmp_path / "round-1.docx"
    )
    assert "teachers and ocelot elders" in told
    listed = " ".join(drafter("status", room.selection).split())
    assert f"a wording of af-37b “{OPENING} teachers and serval" in listed
    assert f"taken out: by Chair: a wording of af-37b “{OPENING} teachers and ocelot" in listed
