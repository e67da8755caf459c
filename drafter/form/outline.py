"""``outline.yaml``: what a form's documents have, in which order, and how each part speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drafter.model import Kind
from drafter.records import Key, Problems, Record, choice, list_of, optional, required, text, yes_or_no

OUTLINE_FILE = "outline.yaml"
FRONT = ("how-made", "contents", "origins")  # what can stand before the text
ANNEXES = ("concordance", "not-used")


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


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """What is printed in place of a title of the matrix with some words in it; “none” for no heading."""

    section: str
    theme: str
    print: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document.

    Attributes:
        text: The name of the template of its opening words; empty where it has none.
        kinds: The kinds of clauses that stand in it; empty for a part of words only.
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


@dataclass(frozen=True, slots=True)
class Addition:
    """What stands between the title and the text, or is a table at the end.

    Attributes:
        text: The name of the template of its opening words.
        landscape: Whether it, and all that follows, stands on pages that lie on their long side.
    """

    id: str
    text: str
    landscape: bool = False


@dataclass(frozen=True)
class Outline:
    """What a form's documents have, each in order."""

    language: str
    abbreviations: Abbreviations
    front: tuple[Addition, ...]
    headings: tuple[HeadingRule, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Addition, ...]

    def heading(self, title: str, level: str) -> str:
        """The heading for a title of the matrix: by the first rule that fits, else the title as it stands.

        Args:
            title: The title of a section or theme.
            level: "section" or "theme".

        Returns:
            The words to print; empty where none are wanted.
        """
        folded = title.casefold()
        for rule in self.headings:
            words = rule.section if level == "section" else rule.theme
            if words and words.casefold() in folded:
                return "" if rule.print == "none" else rule.print
        return title


_HEADING = Record(
    "a heading",
    HeadingRule,
    section=optional(text, ""),
    theme=optional(text, ""),
    print=required(text),
)
_PART = Record(
    "a part",
    Part,
    id=required(text),
    text=optional(text, ""),
    kinds=optional(list_of(choice("kind", Kind)), ()),
    voice=optional(choice("voice", Voice), Voice.BARE_VERB),
    opening=optional(text, ""),
    mark=optional(choice("mark", {"semicolon": ";", "full-stop": "."}), ";", key="ends_in"),
    headings=optional(yes_or_no, default=False),
    new_page=optional(yes_or_no, default=False),
)


def _additions(what: str, ids: Sequence[str], **keys: Key) -> Key:
    """What may be added to the text, each with one of these ids."""
    addition = Record(f"an {what}", Addition, id=required(choice(what, ids)), text=required(text), **keys)
    return optional(list_of(addition), ())


_OUTLINE = Record(
    "the outline",
    Outline,
    language=required(text),
    abbreviations=optional(choice("way", Abbreviations), Abbreviations.THROUGHOUT),
    front=_additions("item of the front", FRONT),
    headings=optional(list_of(_HEADING), ()),
    parts=required(list_of(_PART)),
    annexes=_additions("annex", ANNEXES, landscape=optional(yes_or_no, default=False)),
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
