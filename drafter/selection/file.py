"""``selection.yaml`` as people write it: its keys, and what of it can be told without a matrix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from drafter.draft.matter import DEFAULT, HEAD, Options
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.model import (
    GUIDANCE_APART,
    GUIDANCE_AS_CLAUSES,
    Alternatives,
    Clause,
    Decision,
    Document,
    Kind,
    Signature,
)
from drafter.nodes import Problems, compose
from drafter.problems import raise_on_errors
from drafter.records import (
    Record,
    choice,
    identifier,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    required,
    text,
    yes_or_no,
)

# The first words of a status. What follows is free: "agreed ad referendum, second reading".
STATUSES = ("open", "agreed ad referendum", "agreed", "reserved", "withdrawn")
NUMBER = re.compile(r"[1-9][0-9]{0,3}(?: pre)?(?: [a-z]{3,20})?")
# The mark of a footnote within a text: "[^lac-19h]".
NOTE_MARK = re.compile(r"\[\^([^\]\n]+)\]")

_STATUS = re.compile(rf"(?:{'|'.join(STATUSES)})\b.*", re.IGNORECASE | re.DOTALL)


class SelectionFile(Struct, frozen=True):
    """What a selection file says.

    Attributes:
        matrix: The matrix, as the file names it.
        form: The form, likewise; empty where it names none.
        options: The options of its draft, for any edition.
        criteria: What the clauses were selected by.
        clauses: In order, with what is in their blocks: sources only where people gave them.
        name: The name of the file.
    """

    matrix: str
    form: str
    options: Options
    criteria: Criteria
    clauses: tuple[Clause, ...]
    name: str = ""


# Readers of values


def _words(node: yaml.Node | None, problems: Problems, called: str) -> str:
    """Read a text, without blanks and line ends around it."""
    return text(node, problems, called).strip()


def _source(node: yaml.Node | None, problems: Problems, called: str) -> str:
    """Read a source. Without quotation marks, “unga-70-174: 35” is a mapping to YAML."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        key, value = node.value[0]
        return f"{_words(key, problems, called)}: {_words(value, problems, called)}"
    return _words(node, problems, called)


_status = identifier(_STATUS, f"Begin it with one of: {', '.join(STATUSES)}.")
_number = identifier(NUMBER, "Write a number in digits.")


def _count(node: yaml.Node | None, problems: Problems, called: str) -> int:
    value = _number(node, problems, called).partition(" ")[0]
    return int(value) if value.isdecimal() else 1


_many = one_or_many(_words)

CRITERIA = Record(
    "the criteria",
    Criteria,
    sections=optional(_many, (), key=OPTIONS["sections"]),
    themes=optional(_many, (), key=OPTIONS["themes"]),
    min_regions=optional(_count, 1, key=OPTIONS["min_regions"]),
    regions=optional(_many, (), key=OPTIONS["regions"]),
    count=optional(choice("count", CountBy, in_any_case=True), CountBy.RECOMMENDATION),
    text=optional(_many, ()),
)
_SIGNATURE = Record("a signature", Signature, by=required(_words), on=optional(_words, ""))
CLAUSE = Record(
    "a clause",
    Clause,
    id=required(_words),
    sources=optional(one_or_many(_source), ()),
    text=optional(_words, ""),
    wordings=optional(mapping_of(_words, "a wording"), {}),
    alternative_to=optional(_words, "", key="alternative-to"),
    heading=optional(_words, ""),
    kind=optional(choice("kind", Kind, in_any_case=True)),
    lead=optional(_source, ""),
    number=optional(_number, ""),
    status=optional(_status, ""),
    notes=optional(one_or_many(_words), ()),
    decision=optional(choice("decision", Decision, in_any_case=True), Decision.IN),
    reason=optional(_words, ""),
    by=optional(_words, ""),
    supported=optional(_SIGNATURE),
)
OPTIONS_OF_DRAFT = Record(
    "the options",
    lambda alternatives, support, guidance, **head: Options(
        alternatives=alternatives, support=support, guidance=guidance, head=head
    ),
    alternatives=optional(choice("way of printing alternatives", Alternatives, in_any_case=True)),
    support=optional(yes_or_no),
    guidance=optional(
        choice("way of printing guidance", (GUIDANCE_APART, GUIDANCE_AS_CLAUSES), in_any_case=True)
    ),
    **{name: optional(_words, "") for name in HEAD},
)
SELECTION = Record(
    "a selection",
    SelectionFile,
    matrix=required(_words),
    form=optional(_words, ""),
    options=optional(OPTIONS_OF_DRAFT, DEFAULT),
    criteria=optional(CRITERIA, Criteria()),
    clauses=required(list_of(CLAUSE, "a clause"), called="the clauses"),
)


SOURCES_FILE = "sources.yaml"

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"(?P<id>[a-z][a-z0-9-]*)\s*(?:[:,]\s*|\s+)(?P<place>\S.*)", re.DOTALL)


_DOCUMENT = Record(
    "a document",
    Document,
    id=required(identifier(_ID, "Use small letters, digits and hyphens: unga-70-174.")),
    cited=required(text, key="cite"),
    unit=optional(text, "para."),
    paragraphs=optional(mapping_of(text, "a paragraph"), {}, key="text"),
)


def load_documents(*folders: Path) -> Mapping[str, Document]:
    """Read the documents that are declared beside the selection or beside the matrix.

    Args:
        folders: Where to look for ``sources.yaml``. The first that declares an id counts.

    Returns:
        The documents by id.

    Raises:
        DrafterError: if a file cannot be read.
        ContentError: with every problem in it.
    """
    found: dict[str, Document] = {}
    for path in dict.fromkeys(folder / SOURCES_FILE for folder in reversed(folders)):
        if not path.is_file():
            continue
        root, problems = compose(path)
        documents = list_of(_DOCUMENT)(root, problems, "the sources")
        problems.refuse_same(documents)
        raise_on_errors(problems.in_order())
        found |= {document.id: document for document in documents}
    return found


def normal_source(source: str, documents: Mapping[str, Document]) -> str:
    """Return a source in the one way in which drafter names it.

    Args:
        source: As people write it: a recommendation's id; "unga-70-174", "unga-70-174: 35" or
            "unga-70-174, para. 35"; or a citation in words.
        documents: The declared documents by id.

    Returns:
        "unga-70-174: 35" for a paragraph of a declared document; all others as they are.
    """
    named = _PLACE.fullmatch(source)
    document = documents.get(named["id"]) if named else None
    if named is None or document is None:
        return source
    return f"{document.id}: {named['place'].removeprefix(document.unit).strip()}"
