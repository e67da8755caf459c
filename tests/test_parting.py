"""Which clause has which words of a text that was joined, where people have put in more since."""

import pytest

from drafter.selection.parting import parts_of

LAWS, JAILS = "Revise laws and policies on women", "Close all jails that are too full and old"
JOINT = f"[{LAWS}] [{JAILS}]"


@pytest.mark.parametrize(
    ("old", "new", "parts", "nobodys", "left"),
    [
        (
            " that",
            " [and tenrec jails] (Egypt) that",
            (LAWS, "Close all jails [and tenrec jails] (Egypt) that are too full and old"),
            (),
            (),
        ),
        (
            " and policies",
            " [and old rules] (Egypt) and policies",
            ("Revise laws [and old rules] (Egypt) and policies on women", JAILS),
            (),
            (),
        ),
        # Between the two it is beside neither's words alone; without a name it is nobody's proposal.
        ("] [Close", "] [at once] (Egypt) [Close", (f"{LAWS} [at once] (Egypt)", JAILS), ("at once",), ()),
        (" that", " at once that", (f"{LAWS} at once", JAILS), ("at once",), ()),
    ],
)
def test_what_somebody_proposes_between_words_of_one_clause_goes_there_whole(old, new, parts, nobodys, left):
    assert JOINT.count(old) == 1
    found = parts_of(JOINT.replace(old, new), {"laws": LAWS, "jails": JAILS}, JOINT, ())
    assert found == ({"laws": parts[0], "jails": parts[1]}, nobodys, left)
