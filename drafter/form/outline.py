"""``outline.yaml``: what a form's documents have, in which order, and how each part speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drafter.model import Kind
from drafter.records.nodes import Problems
from drafter.records.records import Record, choice, identifier, list_of, optional, required, text, yes_or_no
from drafter.text.italics import literal

OUTLINE_FILE = "outline.yaml"
# A template's name is a file's in the form's folder, on every system.
TEMPLATE_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,100}")
_template = identifier(TEMPLATE_NAME, "It is the name of a .j2 file in the form's folder, without “.j2”.")
FRONT = ("note", "status", "contents")  # what can stand before the text
ANNEXES = ("sources", "not-used")
BACK = (*ANNEXES, "how-made", "origins")  # and what behind it


class Voice(StrEnum):
    """How a part of a declaration speaks."""

    BARE_VERB = "bare-verb"  # "Promote …", under a hinge that ends in a colon
    INFINITIVE = "infinitive"  # "To promote …", under a sentence that ends in a colon
    FIRST_PERSON = "first-person"  # "We recognize …"
    VERBATIM = "verbatim"  # the source as it stands


class Subparagraphs(StrEnum):
    """What a form does with the subparagraphs of a source, “(i) …; (ii) …”."""

    SET = "set"  # in lines of their own, where it is beyond doubt that they are some
    RUN = "run"  # as they stand in the source


class Abbreviations(StrEnum):
    """What a form does with abbreviations."""

    THROUGHOUT = "throughout"  # spelt out wherever they stand, as adopted declarations do
    FIRST_USE = "first-use"  # spelt out where they first stand in the document, with the abbreviation
    AS_THEY_STAND = "as-they-stand"


class Labels(StrEnum):
    """How the wordings of a paragraph are told apart; what is added to it is its “bis” in all of them."""

    BIS = "bis"  # "12 bis", "12 ter", as the Editorial Manual has it
    ALT = "alt"  # "12 alt 1", as in the room
    OPTION = "option"  # "Option 1:", "Option 2:" before the words


class Sponsors(StrEnum):
    """Where those stand who propose a wording."""

    AFTER = "after"  # behind the text, in round brackets
    INSIDE = "inside"  # behind its words, inside the square brackets around them, where there are any
    NONE = "none"  # nowhere


class Footnotes(StrEnum):
    """How the sources of a text are cited where their marks stand."""

    EACH = "each"  # one footnote for each source
    GROUPED = "grouped"  # one footnote that names them all


class Proposals(StrEnum):
    """Whether proposals made in the room have footnotes; attribution in the text names them in any case."""

    NONE = "none"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands before or behind the text.

    Attributes:
        text: The name of the template of its words.
        landscape: Whether it, and all that follows, stands on pages that lie on their long side.
    """

    id: str
    text: str
    landscape: bool


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """What is printed in place of a title of the matrix with some words in it; “none” for no heading.

    Attributes:
        matrix: The name of the one matrix for which it is; empty where it is for all.
    """

    section: str
    theme: str
    print: str
    matrix: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document.

    Attributes:
        text: The name of the template of its opening words; empty where it has none.
        kinds: The kinds of clauses that stand in it; empty for a part of words only.
        opening: The name of the template of the numbered paragraph that opens each section, whose clauses are
            its lettered items; empty where clauses are numbered paragraphs themselves.
        mark: What a clause ends in; the last of the document, and the last of a list, in a full stop.
        headings: Whether sections and themes are printed as headings; of themes alone where clauses are
            lettered items, since the paragraph that opens them names the section.
    """

    id: str
    text: str
    kinds: tuple[Kind, ...]
    voice: Voice
    opening: str
    mark: str
    headings: bool
    new_page: bool

    @property
    def is_grouped(self) -> bool:
        """Whether what is of one section and theme stands together."""
        return self.headings or bool(self.opening)


@dataclass(frozen=True)
class Outline:
    """What a form's documents have, each in order."""

    language: str
    abbreviations: Abbreviations
    labels: Labels
    footnotes: Footnotes
    subparagraphs: Subparagraphs
    sponsors: Sponsors
    proposals: Proposals
    front: tuple[Matter, ...]
    headings: tuple[HeadingRule, ...]
    parts: tuple[Part, ...]
    back: tuple[Matter, ...]

    def heading(self, title: str, level: str) -> str:
        """The heading for a title of the matrix: by the first rule that fits, else the title as it stands.

        Args:
            title: The title of a section or theme.
            level: "section" or "theme".

        Returns:
            The words to print, with marks of italics; empty where none are wanted.
        """
        folded = title.casefold()
        for rule in self.headings:
            words = rule.section if level == "section" else rule.theme
            if words and words.casefold() in folded:
                return "" if rule.print == "none" else rule.print
        return literal(title)


def _matter(what: str, ids: tuple[str, ...]) -> Record[Matter]:
    return Record(
        what,
        Matter,
        id=required(choice(what.removeprefix("an "), ids)),
        text=required(_template),
        landscape=optional(yes_or_no, default=False),
    )


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
    labels=optional(choice("labels", Labels), Labels.BIS),
    footnotes=optional(choice("value", Footnotes), Footnotes.EACH),
    subparagraphs=optional(choice("value", Subparagraphs), Subparagraphs.SET),
    sponsors=optional(choice("value", Sponsors), Sponsors.AFTER),
    proposals=optional(choice("value", Proposals), Proposals.NONE),
    front=optional(list_of(_matter("an item of the front", FRONT)), ()),
    headings=optional(list_of(_HEADING), ()),
    parts=required(list_of(_PART)),
    back=optional(list_of(_matter("an item of the back", BACK)), ()),
)


def read_outline(folder: Path) -> tuple[Outline, Problems]:
    """The outline of a form, as far as it can be read, with the collector of what is wrong with it.

    Raises:
        DrafterError: if there is none.
        ContentError: if it is not YAML at all.
    """
    outline, problems = _OUTLINE.load(folder / OUTLINE_FILE)
    for rule in outline.headings:
        if problems.has(rule, "section") == problems.has(rule, "theme"):
            message = "a heading is for a section or for a theme: name one of them"
            problems.add("bad-heading", problems.node_of(rule), message)
    placed = [(part, problems.node_of(part)) for part in outline.parts]
    problems.refuse_repeats(
        "duplicate-id", ((p.id, at) for p, at in placed), "two parts have the id “{}”", ""
    )
    kinds = ((kind or "", at) for part, at in placed for kind in part.kinds)
    problems.refuse_repeats("duplicate-kind", kinds, "two parts are for the kind “{}”")
    return outline, problems
