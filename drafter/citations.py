"""Finds citations in any words, and resolves them to sources.

People cite one paragraph, several paragraphs or a range, with and without letters. A citation resolves only
when exactly one source remains: drafter never guesses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from drafter.model import Citation, Document, Matrix
from drafter.problems import did_you_mean

# Paragraphs are numbered in these digits and letters only; \d takes those of every script.
_HEAD = re.compile(r"(?:\b(?:paras?|paragraphs?|arts?|articles?)\b[.,]?|¶+|§+)\s*(?=[0-9])", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>[1-9][0-9]{0,3})(?:\.(?P<decimal>[1-9][0-9]{0,2}))?(?!\d)"
    r"(?:\s*\((?P<bracketed>[a-zA-Z])\)|(?P<letter>[a-zA-Z])(?!\w)|\s(?P<apart>[a-zA-Z])(?=\s*(?:[.,;)\]]|$)))?"
    r"(?:\s*\((?P<point>[ivxl]+)\))?"
)
# Makes another paragraph of the number before it: "62 (d) bis", "62 (d)3".
_FURTHER = re.compile(
    r"\s*(?:(?:bis|ter|quater|quinquies)\b|\((?:\w+)\)|[\-–—/]\s?\d+)|(?!of\b|in\b|from\b|and\b|or\b)\w+"
)
_BETWEEN = re.compile(r"\s*(?P<sign>,?\s*(?:and|or|&)\s+|[,;]\s*|[-–—]\s*|\s+to\s+)", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"\s*[-–—]\s*[1-9]")
_LETTER = re.compile(r"\((?P<letter>[a-zA-Z])\)")
_MOST_IN_RANGE = 40

# The report that is named after a paragraph: "para. 19 (h) of the LAC report".
_OF = re.compile(r"\s*,?\s*(?:of|in|from)\b[^.;]{0,80}", re.IGNORECASE)
_REPORT = re.compile(r"\breports?\b")
# A report that is named and that the matrix does not have.
_UNKNOWN = (
    re.compile(
        r"\b(?:meeting|congress|conference)\s+(?:for|of)\s+(?:the\s+)?(?P<named>[^,;()]+)", re.IGNORECASE
    ),
    re.compile(r"\breport\s+of\s+(?:the\s+)?(?P<named>[^,;()]+)", re.IGNORECASE),
    re.compile(r"\b(?P<named>[A-Z][\w-]+(?:\s+(?:and|the|of|[A-Z][\w-]+))*)\s+reports?\b"),
    re.compile(r"(?P<named>\b[A-Z]{1,5}/[\w.]+(?:/[\w.]+)*\b)"),
)


class Cited(Struct, frozen=True):
    """A citation found in some words.

    Attributes:
        citation: The paragraph, without a region.
        at: The place of its paragraphs in the words; citations of one list have one place.
        further: What follows and makes another paragraph of it: "bis"; empty for most.
        regions: Keys of the regions whose reports it names; empty where it names none.
        named: The name of the report, where the matrix has no such report.
        sources: Ids of the sources that it may mean.
    """

    citation: Citation
    at: tuple[int, int] = (0, 0)
    further: str = ""
    regions: tuple[str, ...] = ()
    named: str = ""
    sources: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The id of its only source; empty where it may mean several or none."""
        return self.sources[0] if len(self.sources) == 1 else ""


class _Mention(Struct, frozen=True):
    """A report that words name: of some regions, or a declared document."""

    start: int
    end: int
    regions: frozenset[str] = frozenset()
    document: str = ""


class Resolver:
    """Finds citations of one matrix and of declared documents.

    Args:
        matrix: The matrix.
        documents: The declared documents.
    """

    def __init__(self, matrix: Matrix, documents: Iterable[Document] = ()) -> None:
        self.matrix = matrix
        self._by_paragraph: dict[tuple[str, str], list[str]] = defaultdict(list)
        for item in matrix.recommendations:
            for region in item.regions:
                self._by_paragraph[region, item.citation.number].append(item.id)
        self._regions = _names_of_reports(matrix)
        self._documents = {document.cited.casefold(): document.id for document in documents}
        words = sorted((*self._regions, *self._documents), key=len, reverse=True)
        keys = [region.key.upper() for region in matrix.regions if len(region.key) > 1]
        self._mention = re.compile(
            rf"(?<![\w/-])(?:(?P<key>{_any_of(keys)})(?![-\w])|(?i:(?P<words>{_any_of(words)})(?:a?n)?)(?!\w))"
        )
        self._id = re.compile(rf"(?<![\w-])(?:{_any_of(matrix.by_id)})(?![\w-])")

    def find(self, text: str) -> list[Cited]:
        """Return every citation in a text, in order, with its possible sources."""
        mentions = [*self._mentions(text)]
        groups = [*_groups(text)]
        cited: list[Cited] = []
        done = 0
        report: Mapping[str, object] = {}  # a citation without a report is of the report before it
        document = ""
        for place, group in enumerate(groups):
            begin, end = group[0].at
            following = groups[place + 1][0].at[0] if place + 1 < len(groups) else len(text)
            reports = _after(text, end, following, mentions)
            reports = reports or [m for m in mentions if done <= m.start and m.end <= begin]
            if reports:
                report, document = self._report(reports), reports[-1].document
            elif named := _unknown_report(text[done:begin]):
                report, document = {"named": named}, ""
            done = max([end, *(mention.end for mention in reports)])
            for paragraph in group:
                citation = replace(paragraph, **report)
                cited.append(replace(citation, sources=self._sources(citation, document)))
        ids = self._id.finditer(text)
        cited += [Cited(Citation.parse(match[0]), match.span(), sources=(match[0],)) for match in ids]
        return cited

    def _mentions(self, text: str) -> Iterator[_Mention]:
        for match in self._mention.finditer(text):
            if match["key"]:
                yield _Mention(*match.span(), frozenset({match["key"].lower()}))
            else:
                words = match["words"].casefold()
                regions = self._regions.get(words, frozenset())
                yield _Mention(*match.span(), regions, self._documents.get(words, ""))

    def _report(self, mentions: Sequence[_Mention]) -> Mapping[str, object]:
        """Return the report that mentions name together.

        Mentions that contradict one another name no report of the matrix.
        """
        named = [mention.regions for mention in mentions if mention.regions]
        common = frozenset.intersection(*named) if named else frozenset()
        if named and not common:
            keys = self.matrix.in_region_order(key for regions in named for key in regions)
            return {"named": " and ".join(self.matrix.region_by_key[key].name for key in keys)}
        return {"regions": self.matrix.in_region_order(common)}

    def _sources(self, cited: Cited, document: str) -> tuple[str, ...]:
        if cited.named or cited.further:
            return ()
        if document:
            return (f"{document}: {cited.citation.label}",)
        sources: list[str] = []
        by_id = self.matrix.by_id
        for region in cited.regions or self.matrix.region_by_key:
            same = self._by_paragraph.get((region, cited.citation.number), [])
            exact = [source for source in same if by_id[source].citation.label == cited.citation.label]
            sources += exact or ([] if cited.citation.letter else same)
        return tuple(dict.fromkeys(sources))

    # Suggestions for a citation that resolves to nothing

    def suggestion(self, cited: Cited) -> str:
        """Return a question on what a citation without a source may mean, if any."""
        if cited.named:
            return did_you_mean(cited.named, [region.name for region in self.matrix.regions])
        near = " or ".join(self.in_words(source) for source in self._near(cited))
        return f"Did you mean {near}?" if near else ""

    def _near(self, cited: Cited) -> Sequence[str]:
        """Return ids with the same number, or else with one that may be a slip."""
        wanted = cited.citation
        regions = cited.regions or tuple(self.matrix.region_by_key)
        same = [s for region in regions for s in self._by_paragraph.get((region, wanted.number), ())]
        if same:
            letters = {source: ord(self.matrix.by_id[source].citation.letter or "a") for source in same}
            same.sort(key=lambda source: abs(letters[source] - ord(wanted.letter or "a")))
            return same[:2]
        slips = [
            item
            for item in self.matrix.recommendations
            if item.region in regions
            and wanted.letter in ("", item.citation.letter)
            and _is_slip(item.citation.number, wanted.number)
        ]
        slips.sort(key=lambda item: (abs(item.citation.paragraph - wanted.paragraph), item.id))
        return [item.id for item in slips[:2]]

    def in_words(self, source: str) -> str:
        """Return a recommendation by its report: "Africa, para. 60 (b)"."""
        item = self.matrix.by_id[source]
        return f"{self.matrix.region_by_key[item.region].name}, {item.citation.printed}"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


def _names_of_reports(matrix: Matrix) -> Mapping[str, frozenset[str]]:
    """Return the regions that each name of a report can mean."""
    regions: dict[str, set[str]] = defaultdict(set)
    for region in matrix.regions:
        for name in filter(None, (region.name, region.meeting, region.place, region.symbol)):
            regions[name.casefold()].add(region.key)
    for region in matrix.regions:
        short = re.split(r"\s+and\s+", region.name)[0].casefold()
        if short not in regions:
            wanted = re.compile(rf"\b{re.escape(short)}\b")
            regions[short] = {other.key for other in matrix.regions if wanted.search(other.name.casefold())}
    return {name: frozenset(keys) for name, keys in regions.items()}


def _unknown_report(text: str) -> str:
    """Return the name of a report in a text that the matrix does not have."""
    matches = (pattern.search(text[-400:]) for pattern in _UNKNOWN)
    return next((match["named"].strip() for match in matches if match), "")


def _after(text: str, end: int, following: int, mentions: Sequence[_Mention]) -> list[_Mention]:
    """Return the reports right after a citation: "… of the LAC report"."""
    reach = _OF.match(text, end, following)
    reports: list[_Mention] = []
    for mention in mentions if reach else ():
        if not reach or mention.start < end or mention.end > reach.end():
            continue
        # What comes after "report" belongs to the next citation.
        if reports and _REPORT.search(text, reports[-1].end, mention.start):
            break
        reports.append(mention)
    return reports


# Numbers of paragraphs


def _groups(text: str) -> Iterator[list[Cited]]:
    """Give the lists of paragraphs that a text cites by number."""
    end = 0
    for head in _HEAD.finditer(text):
        if head.start() < end:
            continue
        group: list[Cited] = []
        place, sign = head.end(), ""
        while True:
            match = _NUMBER.match(text, place)
            if match:
                letter = (match["bracketed"] or match["letter"] or match["apart"] or "").lower()
                citation = Citation(
                    "", int(match["number"]), letter, match["point"] or "", match["decimal"] or ""
                )
            elif group and (match := _LETTER.match(text, place)):
                citation = replace(group[-1].citation, letter=match["letter"].lower(), point="")
            else:
                break
            further = None if _BETWEEN_NUMBERS.match(text, match.end()) else _FURTHER.match(text, match.end())
            if group and sign in ("-", "–", "—", "to"):
                group += [Cited(between) for between in _within(group[-1].citation, citation)]
            group.append(Cited(citation, further=further[0].strip() if further else ""))
            end = further.end() if further else match.end()
            between = _BETWEEN.match(text, end)
            if between is None:
                break
            place, sign = between.end(), between["sign"].strip()
        if group:
            yield [replace(cited, at=(head.start(), end)) for cited in group]


def _within(first: Citation, last: Citation) -> list[Citation]:
    """Return the paragraphs between the two ends of a range."""
    if first.letter and last.letter and first.number == last.number:
        letters = range(ord(first.letter) + 1, ord(last.letter))
        return [replace(first, letter=chr(letter), point="") for letter in letters]
    if not first.letter and not last.letter and 0 < last.paragraph - first.paragraph <= _MOST_IN_RANGE:
        return [Citation("", number) for number in range(first.paragraph + 1, last.paragraph)]
    return []


def _is_slip(first: str, second: str) -> bool:
    """Tell whether two numbers differ by one digit, or by two swapped ones."""
    if len(first) != len(second):
        longer, shorter = sorted((first, second), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    differing = sum(a != b for a, b in zip(first, second, strict=True))
    return differing == 1 or (differing == 2 and sorted(first) == sorted(second))  # noqa: PLR2004  # two swapped
