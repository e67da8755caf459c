"""What a footnote can cite besides recommendations: paragraphs of documents, and proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from drafter.text.italics import unmarked
from drafter.text.words import whole

# Between a document's id and the place in it: “doha-declaration: 5”.
BEHIND_ID = ": "
_SPLIT = re.compile(r"\s*(?P<document>[^\s:]+)\s*:\s*(?P<place>\S.*?)\s*", re.DOTALL)
# What people write for the same, and how a place has it (Editorial Manual, “Footnotes”: para., art.).
_SAME_WORDS = (
    (re.compile(r"\b(?:preambular\s+para(?:graph)?s?\b\.?|PP)\s*(?=\d)", re.IGNORECASE), "preamble, para. "),
    (re.compile(r"(?:\bpara(?:graph)?s?\b\.?|[¶§]+)\s*", re.IGNORECASE), "para. "),
    (re.compile(r"\bart(?:icle)?s?\b\.?\s*", re.IGNORECASE), "art. "),
    (re.compile(r"(?<=\d)\s*\(\s*(\w{1,4})\s*\)"), r" (\1)"),
    (re.compile(r"\)\s*\(\s*(\w{1,4})\s*\)"), r") (\1)"),
    (re.compile(r"(?<=\d)\s*([a-z])(?![\w(.])"), r" (\1)"),
    (re.compile(r"\s*,\s*"), ", "),
    (re.compile(r"\s+"), " "),
)
_DIGITS = re.compile(r"(\d+)")


class Source(Protocol):
    """What a footnote cites: a recommendation, a paragraph of a document, or a proposal."""

    @property
    def id(self) -> str:
        """What files name it by."""

    @property
    def text(self) -> str | None:
        """Its words, verbatim; None where they are not at hand."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its different texts, in order; none where they are not at hand."""

    @property
    def regions(self) -> tuple[str, ...]:
        """The keys of the regions whose it is; none for what is nobody's in the matrix."""

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of the themes that it stands under."""


def normal_place(place: str, unit: str = "") -> str:
    """A place in a document as its id has it: “12 (c)” of “para. 12(c)”, “18, para. 3” of “art 18, para 3”.

    Args:
        place: As people write it.
        unit: What stands before the number in print, which is not said again.
    """
    said = place.replace("\N{NO-BREAK SPACE}", " ").strip().rstrip(".")
    for pattern, words in _SAME_WORDS:
        said = pattern.sub(words, said)
    return said.removeprefix(unit).strip() if unit else said.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """A text agreed elsewhere, whose paragraphs are cited.

    Attributes:
        id: What files name it by.
        cited: As a footnote prints it, with marks of italics: “General Assembly resolution 70/174, annex”.
        short: By what else footnotes may name it.
        unit: What stands before the number in print: “para.”, “art.”.
        paragraphs: Its text by place, as far as it is at hand.
        is_whole: Whether all its numbered paragraphs are at hand.
        repeated: Places whose number stands several times in it, so that nobody knows which is meant.
    """

    id: str
    cited: str
    short: tuple[str, ...] = ()
    unit: str = "para."
    paragraphs: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_whole: bool = False
    repeated: tuple[str, ...] = ()

    def at(self, place: str) -> DocumentParagraph:
        """What stands at a place, whether or not there is anything."""
        return DocumentParagraph(self, normal_place(place, self.unit))

    def lacks(self, place: str) -> bool:
        """Whether it is known to have nothing at a place; a preamble has no numbers, so nobody knows."""
        is_looked_at = self.is_whole and place[:1].isdecimal() and place not in self.repeated
        return is_looked_at and place not in self.paragraphs

    def near(self, place: str) -> tuple[str, ...]:
        """The places that may have been meant by one that it does not have."""
        found = _DIGITS.search(place)
        if not found:
            return ()
        number = whole(found[1])
        numbers = {one: whole(own[1]) for one in self.paragraphs if (own := _DIGITS.search(one))}
        return tuple(sorted(numbers, key=lambda one: (abs(numbers[one] - number), in_order(one)))[:2])


@dataclass(frozen=True, slots=True)
class DocumentParagraph:
    """A paragraph of a document.

    Attributes:
        place: “5”, “12 (c)”, “18, para. 3”; see ``normal_place``.
    """

    document: Document
    place: str

    @property
    def id(self) -> str:
        """``doha-declaration: 5``."""
        return f"{self.document.id}{BEHIND_ID}{self.place}"

    @property
    def printed(self) -> str:
        """The place as it is told: “para. 5”; a preamble’s has its unit in it."""
        return f"{self.document.unit} {self.place}" if self.place[:1].isdecimal() else self.place

    @property
    def words(self) -> str:
        """The document and the place: “General Assembly resolution 70/174, annex, para. 5”."""
        return f"{unmarked(self.document.cited)[0]}, {self.printed}"

    @property
    def text(self) -> str | None:
        """See ``Source``."""
        return self.document.paragraphs.get(self.place)

    @property
    def wordings(self) -> tuple[str, ...]:
        """See ``Source``."""
        return () if self.text is None else (self.text,)

    @property
    def regions(self) -> tuple[str, ...]:
        """Nobody's."""
        return ()

    @property
    def themes(self) -> tuple[str, ...]:
        """None: a document is of no matrix."""
        return ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that somebody proposed in the room.

    Attributes:
        id: What files name it by.
        by: Whose it is: delegations, groups.
        on_behalf_of: In whose name they spoke as well; empty where in nobody's.
        date: As a person wrote it; empty where nobody said.
        meeting: At which meeting; empty where nobody said.
        text: The words.
    """

    id: str
    by: tuple[str, ...]
    on_behalf_of: str = ""
    date: str = ""
    meeting: str = ""
    text: str | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """See ``Source``."""
        return (self.text,) if self.text else ()

    @property
    def regions(self) -> tuple[str, ...]:
        """A delegation is no region."""
        return ()

    @property
    def themes(self) -> tuple[str, ...]:
        """None: it is of no matrix."""
        return ()


@dataclass(frozen=True)
class Declared:
    """The documents and proposals that people declared in ``sources.yaml``, in its order."""

    documents: tuple[Document, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is declared."""
        return not (self.documents or self.proposals)

    @cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by id."""
        return MappingProxyType({one.id: one for one in self.documents})

    @cached_property
    def proposal_by_id(self) -> Mapping[str, Proposal]:
        """Proposals by id."""
        return MappingProxyType({one.id: one for one in self.proposals})

    def read(self, words: str) -> DocumentParagraph | Proposal | None:
        """What a person names, in whatever shape they write the place; None where it is nothing declared.

        A place that a document at hand does not have is read too: its text is None.
        """
        found = _SPLIT.fullmatch(words)
        document = self.document_by_id.get(found["document"]) if found else None
        return document.at(found["place"]) if found and document else self.proposal_by_id.get(words.strip())

    def get(self, source: str) -> DocumentParagraph | Proposal | None:
        """The source of an id; None where there is none, as where its document lacks the paragraph."""
        found = self.read(source)
        if isinstance(found, DocumentParagraph) and (found.id != source or found.document.lacks(found.place)):
            return None
        return found

    def __contains__(self, source: object) -> bool:
        """Whether it is the id of one of them."""
        return isinstance(source, str) and self.get(source) is not None

    def with_others(self, other: Declared) -> Declared:
        """These, the text of their documents from others where they do not have it, and the others."""
        own = (
            other.document_by_id.get(one.id, one) if not (one.paragraphs or one.is_whole) else one
            for one in self.documents
        )
        documents = [*own, *(one for one in other.documents if one.id not in self.document_by_id)]
        proposals = (one for one in other.proposals if one.id not in self.proposal_by_id)
        return Declared(tuple(documents), (*self.proposals, *proposals))

    def citing_place(self, source: str) -> tuple[int, tuple[object, ...]]:
        """Its place in the order of footnotes, among the sources that are declared."""
        found = self.read(source)
        if isinstance(found, DocumentParagraph):
            return self.documents.index(found.document), in_order(found.place)
        return len(self.documents) + list(self.proposal_by_id).index(source), ()

    def cited_by(self, sources: Iterable[str]) -> Declared:
        """What a draft with these sources keeps: the proposals and the text of the documents that it cites.

        Of documents that are not cited it keeps how they are named: a footnote typed later may name them.
        """
        found = [self.read(source) for source in sources]
        cited = {one.document.id for one in found if isinstance(one, DocumentParagraph)}
        named = {one.id for one in found if isinstance(one, Proposal)}
        documents = (
            one if one.id in cited else replace(one, paragraphs={}, is_whole=False, repeated=())
            for one in self.documents
        )
        return Declared(tuple(documents), tuple(one for one in self.proposals if one.id in named))


def in_order(place: str) -> tuple[object, ...]:
    """By what places of a document are sorted: 5, 12 (c), 12 (d), 100."""
    parts = (part for part in _DIGITS.split(place) if part)
    return tuple((0, whole(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


class SourcesById(Mapping[str, Source]):
    """Any source by its id.

    Those that are gone through have a text; any place of a document is there that it is not known to lack.

    Args:
        recommendations: By id.
        declared: The others.
    """

    def __init__(self, recommendations: Mapping[str, Source], declared: Declared) -> None:
        self._recommendations, self._declared = recommendations, declared

    def __getitem__(self, source: str) -> Source:
        """The source of an id."""
        found = self._recommendations.get(source) or self._declared.get(source)
        if found is None:
            raise KeyError(source)
        return found

    def __iter__(self) -> Iterator[str]:
        """The ids of those that have a text."""
        yield from self._recommendations
        for document in self._declared.documents:
            yield from (document.at(place).id for place in document.paragraphs)
        yield from self._declared.proposal_by_id

    def __len__(self) -> int:
        """How many have a text."""
        return sum(1 for _ in self)
