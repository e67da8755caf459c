"""The state of a text: the status of each paragraph, the brackets that are left, and their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from drafter.draft.model import Draft
from drafter.model import LEFT_OUT, Clause, Decision
from drafter.selection.file import NOTE_MARK
from drafter.selection.resolve import is_out
from drafter.text import first_words

_OPENING = 8

# An opening bracket that is no mark of a footnote; or names, after a closing bracket or a whole paragraph.
_BRACKET = re.compile(r"\[(?!\^)|(?:(?<=\])\s*|(?P<paragraph>(?=\([^()]+:\s*delete\))))\((?P<names>[^()]*)\)")
# The names end where the request begins: "Norway: delete".
_REQUEST = re.compile(r"\s*:.*", re.DOTALL)


class ParagraphStatus(Struct, frozen=True):
    """The state of one paragraph.

    Attributes:
        id: The id of its clause.
        number: As it is printed; empty for a clause that is out.
        opening: Its first words.
        status: In the room's words; "out" or "in brackets" where people decided that.
        brackets: How many square brackets people put into it, or around it; "(Norway: delete)" after a
            whole paragraph is as good as one.
        names: Name → how many of the brackets have it after them.
    """

    id: str
    number: str
    opening: str
    status: str
    brackets: int
    names: Mapping[str, int]


def paragraphs_of(clauses: Sequence[Clause], draft: Draft) -> tuple[ParagraphStatus, ...]:
    """Return the state of each paragraph: in the order of the draft, then those that are out.

    Args:
        clauses: The clauses of the selection file.
        draft: The draft that the selection makes.
    """
    place = {clause.id: n for n, clause in enumerate(draft.printed)}
    found = []
    for clause in sorted(clauses, key=lambda c: place.get(c.id, len(place))):
        printed = draft.by_id.get(clause.id)
        brackets, names = (0, Counter[str]()) if is_out(clause) else count_brackets(clause)
        decided = "out" if is_out(clause) else "in brackets" if clause.decision is Decision.BRACKETS else ""
        status = "; ".join(filter(None, (clause.status, decided)))
        words = printed.text if printed else NOTE_MARK.sub("", clause.text)
        opening, number = first_words(words, _OPENING) or clause.id, printed.label if printed else ""
        found.append(ParagraphStatus(clause.id, number, opening, status, brackets, names))
    return tuple(found)


def count_brackets(clause: Clause) -> tuple[int, Counter[str]]:
    """Count the brackets that people put into a clause or around it, and the names after them."""
    texts = [clause.text, *(words for words in clause.wordings.values() if words != LEFT_OUT)]
    count, names = int(clause.decision is Decision.BRACKETS), Counter[str]()
    for match in (match for text in texts for match in _BRACKET.finditer(text)):
        count += match["names"] is None or match["paragraph"] is not None
        if match["names"]:
            found = (_REQUEST.sub("", name).strip() for name in re.split(r"[,;]", match["names"]))
            names.update(name for name in found if name)
    return count, names
