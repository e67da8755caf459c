"""Citations of documents in whatever words people write them: “A/RES/70/174, annex, para. 5”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from drafter.sources import Declared, Document, normal_place
from drafter.text.italics import unmarked
from drafter.text.words import whole

_UNIT = (
    r"(?:preamb(?:le|ular)\.?,?\s*)?(?:para(?:graph)?s?\b\.?|[¶§]+|art(?:icle)?s?\b\.?|principles?\b|rules?\b"
    r"|guidelines?\b|targets?\b|chap(?:ter)?s?\b\.?|sect(?:ion)?s?\b\.?)"
)
_BELOW = r"(?:\s*\((?:[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2})\))"
_ONE = rf"[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*(?![0-9])(?:{_BELOW}{{1,3}}|[a-z](?!\w))?"
_WITHIN = rf"(?:,\s*para(?:graph)?\b\.?\s*{_ONE})?"
_AND = r"\s*(?:,\s*(?:and\s+)?|;\s*|\band\b\s*|&\s*|[-–—]\s*)"
_PLACES = rf"(?P<unit>{_UNIT})\s*(?P<listed>{_ONE}{_WITHIN}(?:{_AND}(?:{_ONE}{_WITHIN}|{_BELOW}))*)"
_BEHIND = re.compile(rf"\s*,?\s*{_PLACES}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_PLACES}\s*,?\s*(?:of|in|from|to)\s+(?:the\s+)?$", re.IGNORECASE)
# Of the same document: “paras. 5–7, and para. 9”; but “para. 45 (a) of the report …” is of that.
_MORE = re.compile(rf"\s*[,;]?\s*(?:and\s+)?(?>{_PLACES})(?!\s*,?\s*(?:of|in|from)\b)", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<sign>[-–—])?\s*(?:(?P<one>{_ONE}{_WITHIN})|(?P<below>{_BELOW}))", re.IGNORECASE)
_SEE = re.compile(r"(?:\bsee(?:\s+also)?\b|\bcf\.?)\s*,?\s*(?:the\s+)?$", re.IGNORECASE)
_REACH = 120  # characters before a name
_MOST = 200
_MOST_IN_RANGE = 40

# How resolutions are named: body and number, or the symbol (Editorial Manual, “Resolutions and decisions”).
_RESOLUTION = re.compile(
    r"(?:(?P<body>General Assembly|Security Council|Economic and Social Council|Human Rights Council)\s+)?"
    r"resolution\s+(?P<number>[0-9]+(?:/[0-9]+|\s+\([0-9IVXLC]+\)))",
    re.IGNORECASE,
)
_SYMBOLS = {
    "general assembly": "A/RES/",
    "security council": "S/RES/",
    "economic and social council": "E/RES/",
    "human rights council": "A/HRC/RES/",
}
_ANNEX = re.compile(r"\s*,\s*(?P<annex>annexe?\b.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A paragraph of a document that some words cite.

    Attributes:
        source: What it means, as the id of a source; whether the document has it is not looked at.
        words: The document and the paragraph, to be named in a message.
        start: Where the citation begins, with the document's name and a “see” before it.
        end: Where it ends.
        at: Where its paragraphs stand, without the name.
    """

    source: str
    words: str
    start: int
    end: int
    at: tuple[int, int]


class DocumentCitations:
    """Finds citations of the documents that are declared.

    Args:
        declared: They.
    """

    def __init__(self, declared: Declared) -> None:
        self._documents = declared.documents
        named = [(pattern, document) for document in declared.documents for pattern in _patterns(document)]
        # The longer name first: a resolution's annex is not the resolution.
        named.sort(key=lambda one: -len(one[0]))
        self._named = [document for _, document in named]
        alternatives = "|".join(f"(?P<n{place}>{pattern})" for place, (pattern, _) in enumerate(named))
        self._names = (
            re.compile(rf"(?<![\w/-])(?:{alternatives})(?![\w/-])", re.IGNORECASE) if named else None
        )

    def find(self, text: str) -> Iterator[CitedPlace]:
        """Every citation of a document in a text, in order."""
        done = 0
        for name in islice(self._names.finditer(text), _MOST) if self._names else ():
            if name.start() < done:
                continue
            document = self._named[int((name.lastgroup or "n0")[1:])]
            behind = _BEHIND.match(text, name.end())
            opening = max(done, name.start() - _REACH)
            places = behind or _BEFORE.search(text[: name.start()], opening)
            if places is None:
                continue
            every = [places]
            while behind and (more := _MORE.match(text, every[-1].end())):
                every.append(more)
            start, end = min(name.start(), places.start()), max(name.end(), every[-1].end())
            see = _SEE.search(text, max(done, start - _REACH), start)
            start, done = see.start() if see else start, end
            at = places.start("unit"), every[-1].end("listed")
            for one in every:
                for place in _places(one["unit"], one["listed"], document):
                    found = document.at(place)
                    yield CitedPlace(found.id, found.words, start, end, at)


def _places(unit: str, listed: str, document: Document) -> Iterator[str]:
    """The places that a list names: “5”, “12 (c)” and “12 (d)” of “5 and 12 (c) and (d)”."""
    before = "preamble, para. " if unit.casefold().startswith("preamb") else ""
    last = ""
    for found in _LISTED.finditer(listed):
        if found["below"]:
            last = normal_place(f"{last.partition(' ')[0]} {found['below'].strip()}", document.unit)
        else:
            place = normal_place(f"{before or ''}{found['one']}", document.unit)
            if found["sign"] and last.isdecimal() and place.isdecimal():
                between = range(whole(last) + 1, whole(place))
                yield from map(str, between[:_MOST_IN_RANGE])
            last = place
        yield last


def _patterns(document: Document) -> Iterator[str]:
    """The ways in which people name a document, as patterns."""
    for name in (unmarked(document.cited)[0], *(unmarked(one)[0] for one in document.short)):
        yield _pattern(name)
        resolution = _RESOLUTION.search(name)
        if not resolution:
            continue
        body, number = resolution["body"] or "", _pattern(resolution["number"])
        before = rf"(?:{_pattern(body)}\s+)?" if body else ""
        symbol = _SYMBOLS.get(body.casefold())
        bare = rf"{before}res(?:olution|\.)?\s*(?:no\.\s*)?{number}(?:\s+of\s+\d{{1,2}}\s+\w+\s+\d{{4}})?"
        bare = rf"(?:{bare}|{re.escape(symbol)}{number})" if symbol else bare
        annex = _ANNEX.match(name, resolution.end())
        if annex is None and not name[resolution.end() :].strip():
            yield bare
        elif annex:
            yield rf"{bare}\s*(?:\([^()]*\))?\s*,?\s*{_pattern(annex['annex'])}"
            yield rf"{_pattern(annex['annex'])}\s+(?:to|of)\s+(?:the\s+)?{bare}"


def _pattern(words: str) -> str:
    """Words with any blanks between them, and with or without commas."""
    return r",?\s+".join(re.escape(word.rstrip(",")) for word in words.split())


def to_be_declared(named: str) -> tuple[str, str]:
    """The id and the words with which a document that somebody names can be declared.

    “General Assembly resolution 70/174” is what “A/RES/70/174” is cited as (Editorial Manual).
    """
    cited = named
    for body, symbol in _SYMBOLS.items():
        if named.startswith(symbol):
            capitals = " ".join(word if word == "and" else word.capitalize() for word in body.split())
            cited = f"{capitals} resolution {named.removeprefix(symbol)}"
    short = re.sub(
        r"(?:general assembly|united nations|resolution|report of the)\s+", "", cited, flags=re.IGNORECASE
    )
    given = re.sub(r"[^a-z0-9]+", "-", short.lower()).strip("-")
    return given if given[:1].isalpha() else f"resolution-{given}", cited
