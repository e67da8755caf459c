"""A paragraph of a returned draft that may be a line of a clause: its words, and what stands behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from drafter.docx.reading.beside import Note
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.clause import Clause, Line
from drafter.text.italics import Ranges
from drafter.text.own_brackets import HELD_ANY
from drafter.text.similarity import features

# What stands behind the words of a line: in round brackets, or in square ones.
_GROUP = re.compile(rf"\({HELD_ANY}*\)|\[[^\[\]]*\]")

LineKey = tuple[str, int]  # a clause's id, and which of its printed lines

features_of = lru_cache(maxsize=20_000)(features)  # most paragraphs stand as they were printed, and need none


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A paragraph that may be one of a clause, as it stands, and what it was found to be.

    Attributes:
        text: Its words, without the names of regions after them.
        behind: What stands after them in the style of names of regions; empty where nothing does.
        compared: The text that it is found by: all its words, those that turn out to be names with them.
        notes: Its footnotes, in the order of their marks; one that leads nowhere is left out.
        label: Its number as it stands: "12", "12 bis", "G.3".
        clause: The clause that it was printed as a line of, or says the same as, or is a part of; None where
            drafter did not print it.
        version: Which line of that clause, from 0.
        is_copy: Whether another paragraph is the printed line, and this one only says the same.
        is_rest: Whether it is a part of the printed line that was split off.
        merged: Other printed lines whose words stand in it too.
        italics: Where in its words italics begin and end.
    """

    paragraph: Paragraph
    text: str
    behind: str
    compared: str = field(repr=False)
    notes: tuple[Note, ...]
    label: str = ""
    clause: Clause | None = None
    version: int = 0
    is_copy: bool = False
    is_rest: bool = False
    merged: tuple[LineKey, ...] = ()
    italics: Ranges = ()

    @property
    def features(self) -> frozenset[object]:
        """What of its words is compared, where it is looked for."""
        return features_of(self.compared)

    @property
    def key(self) -> LineKey | None:
        """The printed line, by the clause's id and its place there."""
        return (self.clause.id, self.version) if self.clause else None

    @property
    def support(self) -> str:
        """The names of regions after them; empty where there are none."""
        return self._told_apart[0]

    @property
    def sponsors(self) -> str:
        """The names, as they are printed, of those whose proposal it is; empty where there are none."""
        return self._told_apart[1]

    @property
    def status(self) -> str:
        """Where it stands in the negotiation, as it is printed; empty where nothing is."""
        return self._told_apart[2]

    @property
    def wishes(self) -> str:
        """Who would have all of the clause otherwise, as it is printed; empty where nothing is."""
        return self._told_apart[3]

    @property
    def _told_apart(self) -> tuple[str, str, str, str]:
        """What stands after the words: regions, sponsors, status, wishes.

        What was printed is known again; of the rest, round brackets are of those that are missing, with a
        colon of the wishes, and square ones of the status. More of them behind names are more names.
        """
        line = self.printed if self.behind else None
        if line is None:
            return self.behind, "", "", ""
        printed = [" ".join(line.support.split()), line.sponsors, line.status, line.wishes]
        if self.behind == printed[0]:
            return self.behind, "", "", ""
        found, rest = ["", "", "", ""], self.behind
        for place, piece in enumerate(printed):
            if piece and piece in rest:
                found[place], rest = piece, rest.replace(piece, "", 1)
        # What leads over to what is said of all, “Whole paragraph:”, is none of the names.
        if line.lead and line.lead in rest:
            rest = rest.replace(line.lead, "", 1)
        for group in _GROUP.findall(rest) if rest.strip() else ():
            square = group.startswith("[")
            for place in (2,) if square else (3, 1, 0) if ": " in group else (1, 0):
                if printed[place] and not found[place]:
                    found[place], rest = group, rest.replace(group, "", 1)
                    break
            else:
                if found[1] and not square and ": " not in group:  # “(Chile) (Kenya)”
                    found[1], rest = f"{found[1]} {group}", rest.replace(group, "", 1)
        found[0] = " ".join(f"{found[0]} {rest}".split())
        return found[0], found[1], found[2], found[3]

    @property
    def printed(self) -> Line | None:
        """What drafter had printed here."""
        return self.clause.lines[self.version] if self.clause else None
