"""The parts and annexes of an outline: what each is for, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import yaml

from drafter.form.outlines import read_words
from drafter.model import Kind
from drafter.records import (
    Problems,
    read_choice,
    read_list,
    read_mapping,
    read_text_value,
    require_text,
)


class Voice(StrEnum):
    """How a part of a declaration speaks."""

    BARE_VERB = "bare-verb"  # "Promote …", under a hinge that ends in a colon
    INFINITIVE = "infinitive"  # "To promote …", under a sentence that ends in a colon
    FIRST_PERSON = "first-person"  # "We recognize …"
    VERBATIM = "verbatim"  # the source as it stands


class Abbreviations(StrEnum):
    """What a form does with abbreviations."""

    THROUGHOUT = "throughout"  # spelt out wherever they stand, as adopted declarations do
    FIRST_USE = "first-use"  # spelt out where they first stand in the document, with the abbreviation
    AS_THEY_STAND = "as-they-stand"


ANNEXES = {"concordance": 5, "not-used": 4}  # each annex and the number of its columns
_MARKS = {"semicolon": ";", "full-stop": "."}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document.

    Attributes:
        id: Its id.
        text: The name of the template of its opening words; empty where it has none.
        closing: The name of the template of the words after its clauses; empty where it has none.
        kinds: The kinds of clauses that stand in it; empty for a part of words only.
        sections: Words of the titles of the sections that it is for; empty for all.
        voice: How its clauses speak.
        opening: The name of the template of the numbered paragraph that opens each section, whose clauses are
            its lettered items; empty where clauses are numbered paragraphs themselves.
        mark: What a clause ends in; the last of the document, and the last of a list, in a full stop.
        headings: Whether sections and themes are printed as headings.
        new_page: Whether it begins on a new page.
    """

    id: str
    text: str
    closing: str
    kinds: tuple[Kind, ...]
    sections: tuple[str, ...]
    voice: Voice
    opening: str
    mark: str
    headings: bool
    new_page: bool

    def takes(self, kind: Kind, section: str) -> bool:
        """Whether clauses of a kind, from the section with this title, stand in it."""
        title = section.casefold()
        return kind in self.kinds and (not self.sections or any(w.casefold() in title for w in self.sections))


@dataclass(frozen=True, slots=True)
class Annex:
    """A table at the end.

    Attributes:
        id: One of ``ANNEXES``.
        text: The name of the template of its opening words.
        columns: The headings of its columns.
        landscape: Whether it, and all that follows, stands on pages that lie on their long side.
    """

    id: str
    text: str
    columns: tuple[str, ...]
    landscape: bool


def read_part(node: yaml.Node, problems: Problems) -> Part:
    """A part, having reported what is wrong with it."""
    values = read_mapping(
        node,
        problems,
        "a part",
        required=("id",),
        optional=(
            "text",
            "closing",
            "kinds",
            "sections",
            "voice",
            "opening",
            "ends_in",
            "headings",
            "new_page",
        ),
    )
    return Part(
        id=require_text(values.get("id"), problems, "a part's id"),
        text=read_text_value(values.get("text"), problems, "a part's text") or "",
        closing=read_text_value(values.get("closing"), problems, "a part's closing words") or "",
        sections=read_words(values.get("sections"), problems, "a section's title"),
        kinds=tuple(
            Kind(kind)
            for item in read_list(values.get("kinds"), problems, "a part's kinds")
            if (kind := read_choice(item, problems, "kind", list(Kind)))
        ),
        voice=Voice(read_choice(values.get("voice"), problems, "voice", list(Voice)) or Voice.BARE_VERB),
        opening=read_text_value(values.get("opening"), problems, "a part's opening") or "",
        mark=_MARKS[read_choice(values.get("ends_in"), problems, "mark", list(_MARKS)) or "semicolon"],
        headings=_yes_or_no(values.get("headings"), problems),
        new_page=_yes_or_no(values.get("new_page"), problems),
    )


def refuse_rivals(parts: list[Part], nodes: list[yaml.Node], problems: Problems) -> None:
    """Two parts of one id, or for one kind, would take each other's clauses.

    A kind may have several parts if all but the last of them are for certain sections.

    Args:
        parts: In order.
        nodes: Of each part, where it stands in the outline.
        problems: Where to report.
    """
    ids: set[str] = set()
    kinds: set[Kind] = set()
    for part, node in zip(parts, nodes, strict=True):
        if part.id in ids:
            problems.add("duplicate-id", node, f"two parts have the id “{part.id}”")
        for kind in kinds & set(part.kinds):
            problems.add("duplicate-kind", node, f"two parts are for the kind “{kind}”", "Keep one.")
        ids.add(part.id)
        if not part.sections:
            kinds |= set(part.kinds)


def read_annex(node: yaml.Node, problems: Problems) -> Annex:
    """An annex, having reported what is wrong with it."""
    values = read_mapping(
        node, problems, "an annex", required=("id", "text", "columns"), optional=("landscape",)
    )
    annex_id = read_choice(values.get("id"), problems, "annex", list(ANNEXES))
    columns = read_words(values.get("columns"), problems, "a column's heading")
    if annex_id and "columns" in values and len(columns) != ANNEXES[annex_id]:
        problems.add(
            "wrong-columns",
            values["columns"],
            f"the annex “{annex_id}” has {ANNEXES[annex_id]} columns, not {len(columns)}",
        )
    text = require_text(values.get("text"), problems, "an annex's text")
    return Annex(annex_id, text, columns, _yes_or_no(values.get("landscape"), problems))


def _yes_or_no(node: yaml.Node | None, problems: Problems) -> bool:
    return read_choice(node, problems, "value", ["yes", "no"]) == "yes"
