"""``sources.yaml``: documents besides the reports of the regions that clauses may cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from drafter.model import Document, Matrix
from drafter.problems import raise_on_errors
from drafter.records import Record, compose, identifier, list_of, mapping_of, optional, required, text

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


def load_documents(folders: list[Path], matrix: Matrix) -> Mapping[str, Document]:
    """Read the documents that are declared beside the selection or beside the matrix.

    Args:
        folders: Where to look for ``sources.yaml``. The first that declares an id counts.
        matrix: The matrix, whose recommendations have ids of their own.

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
        problems.refuse_same(documents, "id", "the document “{}” stands twice")
        for document in documents:
            if document.id in matrix.by_id:
                at = problems.node_of(document, "id")
                problems.add(
                    "bad-id", at, f"“{document.id}” is a recommendation's id", "Name the document otherwise."
                )
        raise_on_errors(problems.in_order())
        found |= {document.id: document for document in documents}
    return MappingProxyType(found)


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


def document_of(source: str, documents: Mapping[str, Document]) -> tuple[Document, str] | None:
    """Return the declared document that a normal source cites, with its paragraph; None for any other."""
    given, _, place = source.partition(": ")
    return (documents[given], place) if given in documents else None
