"""Reads ``outline.yaml``: the parts of a form's documents, in order."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from drafter.model import GUIDANCE_APART, GUIDANCE_AS_CLAUSES, Alternatives, Kind
from drafter.nodes import Problems
from drafter.records import Record, choice, identifier, list_of, optional, required, text, yes_or_no

OUTLINE_FILE = "outline.yaml"

# A template's name may not lead out of the form's folder.
_template = identifier(re.compile(r"[\w-]+"), "Write its name without the folder and without “.j2”.")


class Voice(StrEnum):
    """How a part of a declaration speaks."""

    BARE_VERB = "bare-verb"  # "Promote …", under a hinge that ends in a colon
    INFINITIVE = "infinitive"  # "To promote …", under a sentence that ends in a colon
    FIRST_PERSON = "first-person"  # "We recognize …"
    VERBATIM = "verbatim"  # the words of the source, unchanged


class Abbreviations(StrEnum):
    """What a form does with abbreviations."""

    THROUGHOUT = "throughout"  # spelt out everywhere, as adopted declarations do
    FIRST_USE = "first-use"  # spelt out with the abbreviation where the document first has them
    AS_THEY_STAND = "as-they-stand"


class Labels(StrEnum):
    """How alternatives of a paragraph are numbered."""

    BIS = "bis"  # 12 bis, 12 ter (United Nations Editorial Manual)
    ALT = "alt"  # 12 alt 1, 12 alt 2, as many rooms have it


class Front(StrEnum):
    """What can come between the title and the text."""

    NOTE = "note"
    CONTENTS = "contents"


class Annex(StrEnum):
    """What can follow the text."""

    SOURCES = "sources"
    NOT_USED = "not-used"

    @property
    def template(self) -> str:
        """The name of the template of its opening words."""
        return self.value.replace("-", "_")


class HeadingRule(Struct, frozen=True):
    """What is printed for a title of the matrix with some words in it.

    Attributes:
        section: Words of the title of a section; empty in a rule for themes.
        theme: Words of the title of a theme; empty in a rule for sections.
        print: What is printed instead; "none" for no heading.
        matrix: The name of the only matrix that it is for; empty for all.
    """

    section: str
    theme: str
    print: str
    matrix: str


class Part(Struct, frozen=True):
    """A part of the document.

    Attributes:
        text: The name of the template of its opening words; empty where it has none.
        kinds: The kinds of clauses in it; empty for a part of words only.
        opening: The name of the template of the numbered paragraph that opens each section, whose clauses are
            its lettered items; empty where clauses are numbered paragraphs themselves.
        mark: What a clause ends in; the last of the document, and the last of a list, in a full stop.
        headings: Whether sections and themes are printed as headings.
    """

    id: str
    text: str
    kinds: tuple[Kind, ...]
    voice: Voice
    opening: str
    mark: str
    headings: bool
    new_page: bool


class Outline(Struct, frozen=True):
    """The parts of a form's documents, and how they are printed."""

    language: str
    abbreviations: Abbreviations
    labels: Labels
    alternatives: Alternatives
    support: bool
    guidance: str
    front: tuple[Front, ...]
    headings: tuple[HeadingRule, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]

    @property
    def has_lists(self) -> bool:
        """Whether clauses are items of lists, whose numbers cannot be fixed."""
        return any(part.opening for part in self.parts)

    def heading(self, title: str, level: str, matrix: str) -> str:
        """Return the printed heading for a title, by the first rule that fits.

        Args:
            title: The title of a section or theme.
            level: "section" or "theme".
            matrix: The name of the matrix.
        """
        folded = title.casefold()
        for rule in self.headings:
            words = rule.section if level == "section" else rule.theme
            if words and words.casefold() in folded and rule.matrix in ("", matrix):
                return "" if rule.print == "none" else rule.print
        return title


_HEADING = Record(
    "a heading",
    HeadingRule,
    section=optional(text, ""),
    theme=optional(text, ""),
    print=required(text),
    matrix=optional(text, ""),
)
_PART = Record(
    "a part",
    Part,
    id=required(text),
    text=optional(_template, ""),
    kinds=optional(list_of(choice("kind", Kind)), ()),
    voice=optional(choice("voice", Voice), Voice.BARE_VERB),
    opening=optional(_template, ""),
    mark=optional(choice("mark", {"semicolon": ";", "full-stop": "."}), ";", key="ends_in"),
    headings=optional(yes_or_no, default=False),
    new_page=optional(yes_or_no, default=False),
)
_OUTLINE = Record(
    "the outline",
    Outline,
    language=required(text),
    abbreviations=optional(choice("value", Abbreviations), Abbreviations.THROUGHOUT),
    labels=optional(choice("value", Labels), Labels.BIS),
    alternatives=optional(choice("value", Alternatives), Alternatives.BIS),
    support=optional(yes_or_no, default=False),
    guidance=optional(choice("value", (GUIDANCE_APART, GUIDANCE_AS_CLAUSES)), GUIDANCE_APART),
    front=optional(list_of(choice("item", Front)), ()),
    headings=optional(list_of(_HEADING), ()),
    parts=required(list_of(_PART)),
    annexes=optional(list_of(choice("annex", Annex)), ()),
)


def read_outline(folder: Path) -> tuple[Outline, Problems]:
    """Return the outline of a form and the problems in it.

    Raises:
        DrafterError: if there is no outline.
        ContentError: if it is not YAML at all.
    """
    outline, problems = _OUTLINE.load(folder / OUTLINE_FILE)
    for rule in outline.headings:
        if problems.has(rule, "section") == problems.has(rule, "theme"):
            message = "a heading is for a section or for a theme: name one of them"
            problems.add("bad-heading", problems.node_of(rule), message)
    problems.refuse_same(outline.parts)
    kinds = ((kind or "", problems.node_of(part)) for part in outline.parts for kind in part.kinds)
    problems.refuse_repeats("duplicate-kind", kinds, "Let one part alone have this kind.")
    return outline, problems
