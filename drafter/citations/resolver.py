"""Citations in footnotes, in whatever words people write them, resolved to the recommendations they mean.

A citation resolves only when exactly one recommendation remains; nothing is guessed (promise 4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from drafter.citations.documents import CitedPlace, DocumentCitations
from drafter.citations.paragraphs import MOST_CITATIONS, Cited, find_pages, find_paragraphs
from drafter.citations.regions import NAMES
from drafter.model import RECOMMENDATION_PLACE, Citation, Matrix
from drafter.sources import Document, DocumentParagraph
from drafter.text.italics import unmarked
from drafter.text.looks import did_you_mean
from drafter.text.words import whole

# How a report is named beside a citation

_OF = re.compile(r"\s*,?\s*(?:of|in|from)\b[^.;]{0,80}", re.IGNORECASE)
_REPORT = re.compile(r"\breports?\b")
_REPORT_TAIL = re.compile(r"\s*(?:regional\s+)?(?:preparatory\s+)?(?:meeting\s+)?reports?\b", re.IGNORECASE)
_SEE = re.compile(r"(?:\bsee(?:\s+also)?\b|\bcf\.?)\s*,?\s*(?:the\s+)?$", re.IGNORECASE)
_LONGEST_SEE = 40
_LONGEST_NAME = 400
_REPORT_OF = re.compile(
    r"(?:report\s+of\s+(?:the\s+)?|meeting\s+(?:for|of)\s+(?:the\s+)?)(?P<named>[^,;()]*)", re.IGNORECASE
)
_MEETING_OF = re.compile(r"\b(?:meeting|congress|conference)\s+(?:for|of)\s+(?:the\s+)?(.+)", re.IGNORECASE)
SYMBOL = re.compile(r"\b[A-Z]{1,5}/[\w.]+(?:/[\w.]+)*\b")
# What is cited in the same way and is nobody's report: documents by their symbol, resolutions, treaties.
_DOCUMENT = re.compile(
    rf"{SYMBOL.pattern}(?:\s+\([0-9]+\))?(?:\s*,\s*annex\b)?"
    r"|(?:[A-Z]\w+ (?:(?:and|on|of) )?){0,6}\b[Rr]esolution\s+[0-9]+(?:/[0-9]+|\s+\([0-9IVXLC]+\))"
    r"(?:\s*,\s*annex\b)?"
    r"|United Nations,\s*Treaty Series,\s*vol\.\s*[0-9]+(?:,\s*No\.\s*[0-9]+)?"
    r"|\b[A-Z]\w+(?: \w+){0,10} (?:Convention|Declaration|Covenant|Charter|Protocol|Principles|Rules)\b"
    r"(?: (?:against|on|of|for|to) (?:the )?[A-Z]\w+(?:,? (?:(?:and|of|the|in|on|against) )?[A-Z]\w+){0,8})?"
)
_CAPITALS = re.compile(r"\b(?P<named>[A-Z][\w-]+(?:\s+(?:and|the|of|[A-Z][\w-]+))*)\s+reports?\b")
_SHORTEST_KEY = 2
_NUMBERS = re.compile(r"[0-9]+")
_WHOSE = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A report or a region that some words name.

    Attributes:
        start: Where.
        end: Where it ends.
        regions: Keys of the regions that can be meant.
        is_name: Whether it is the region's name, not its meeting's place or its report's symbol.
    """

    start: int
    end: int
    regions: frozenset[str]
    is_name: bool


def _unknown_document(text: str) -> str:
    """What a text names last as a resolution, a treaty or a document by its symbol."""
    return next((found[0] for found in reversed(list(_DOCUMENT.finditer(text)))), "")


def _unknown_report(text: str) -> str:
    """What a text names as a report that no region of the matrix is called."""
    report = _REPORT_OF.search(text) or _CAPITALS.search(text)
    if report and (named := report["named"].strip()):
        meeting = _MEETING_OF.search(named)
        return meeting[1] if meeting else named
    return ""


def _aliases(matrix: Matrix) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What reports are called: by the name of the region, and by meeting, place and symbol."""
    names: dict[str, set[str]] = defaultdict(set)
    signs: dict[str, set[str]] = defaultdict(set)
    regions, report = matrix.regions, matrix.report
    for sign in filter(None, (report.name, report.symbol) if report else ()):
        signs[sign.casefold()] = {region.key for region in regions}
    for region in regions:
        names[region.name.casefold()].add(region.key)
        for sign in filter(None, (region.meeting, region.place, region.symbol)):
            signs[sign.casefold()].add(region.key)
        for other in NAMES.get(region.name, ()):
            names[other.casefold()].add(region.key)
    for region in regions:
        short = re.split(r"\s+and\s+", region.name)[0].casefold()
        if short not in names:
            wanted = re.compile(rf"\b{re.escape(short)}\b")
            names[short] = {other.key for other in regions if wanted.search(other.name.casefold())}
    return names, signs


# Citations


class Resolver:
    """Finds citations of one matrix, and the regions and reports that words name.

    Args:
        matrix: The matrix.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        keys = [re.escape(region.key) for region in matrix.regions]
        ids = "|".join(keys) or "(?!)"
        self._id = re.compile(rf"(?<![\w-])(?P<region>{ids})-{RECOMMENDATION_PLACE}(?![\w-]|\.\d)")
        self._by_paragraph: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        for item in matrix.recommendations:
            for region in item.regions if matrix.report else (item.region,):
                self._by_paragraph[region, item.citation.paragraph, item.citation.page].append(item.id)
        self._labels = {item.id: item.citation.label for item in matrix.recommendations}
        self._documents = DocumentCitations(matrix.declared)
        self._has_pages = any(item.citation.page for item in matrix.recommendations)
        self._names, signs = _aliases(matrix)
        self._aliases = {**signs, **self._names}
        keys = [rf"{key.upper()}(?![\w-])" for key in keys if len(key) >= _SHORTEST_KEY]
        longest_first = sorted(self._aliases, key=len, reverse=True)
        words = [rf"{re.escape(word)}(?:(?:n|an)\b|\b)" for word in longest_first]
        self._mention = re.compile(
            rf"(?<![\w/-])(?:(?P<key>{'|'.join(keys) or '(?!)'})"
            rf"|(?P<words>(?i:{'|'.join(words) or '(?!)'})))(?![\w])"
        )

    def mentions(self, text: str) -> list[Mention]:
        """Every region or report that a text names."""
        found = []
        for match in self._mention.finditer(text):
            if match["key"]:
                found.append(Mention(*match.span(), frozenset({match["key"].lower()}), is_name=True))
                continue
            words = match["words"].casefold()
            alias = next((w for w in (words, words[:-1], words[:-2]) if w in self._aliases), "")
            regions = frozenset(self._aliases.get(alias, ()))
            found.append(Mention(*match.span(), regions, is_name=alias in self._names))
        return found

    def regions_named(self, text: str) -> frozenset[str]:
        """Keys of the regions that a text names without doubt, by their names."""
        named = (mention.regions for mention in self.mentions(text) if mention.is_name)
        return frozenset(key for regions in named if len(regions) == 1 for key in regions)

    def find(self, text: str, *, is_note: bool = False) -> list[Cited]:
        """Every citation in a text, in order, with the recommendations that it may mean.

        Args:
            text: The text.
            is_note: Whether it is that of a footnote, where nothing but citations is looked for.
        """
        of_documents = list(self._documents.find(text))
        for one in of_documents:  # what they say is no citation of a report
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        mentions = self.mentions(text)
        starts = [mention.start for mention in mentions]

        def between(start: int, end: int) -> list[Mention]:
            those = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            return [mention for mention in those if mention.end <= end]

        groups = list(find_paragraphs(text, is_note=is_note))
        if self._has_pages:
            groups = sorted([*groups, *find_pages(text)], key=lambda group: group[0].at)
        cited: list[Cited] = []
        done = 0
        report: dict[str, object] = {}  # a citation that names none is of the one named before
        ends = [*(group[0].at[0] for group in groups), len(text)][1:]
        for group, following in zip(groups, ends, strict=True):
            begin, end = group[0].at
            before, behind = between(done, begin), _behind(text, end, following, between)
            if self.matrix.report:
                # The names of regions say whose it is, not in which report: “para. 138.1 (Chile and Peru)”.
                whose = _WHOSE.match(text, end)
                behind = between(end, whose.end()) if whose else []
                before = [one for one in before if len(one.regions) == len(self.matrix.regions)]
                regions = self.matrix.in_region_order(key for one in behind for key in one.regions)
                passed = "" if before else text[max(done, begin - _LONGEST_NAME) : begin]
                report = {"regions": regions, "undeclared": _unknown_document(passed)}
                report["named"] = "" if report["undeclared"] else _unknown_report(passed)
            elif own := behind or before:
                common = frozenset.intersection(*(mention.regions for mention in own))
                every = frozenset().union(*(mention.regions for mention in own))
                regions = self.matrix.in_region_order(common or every)
                report = {"regions": regions, "contradicts": not common}
            elif undeclared := _unknown_document(text[max(done, begin - _LONGEST_NAME) : begin]):
                report = {"undeclared": undeclared}
            elif named := _unknown_report(text[max(done, begin - _LONGEST_NAME) : begin]):
                report = {"named": named}
            elif (reach := _OF.match(text, end, following)) and (undeclared := _unknown_document(reach[0])):
                report = {"undeclared": undeclared}
            start = min([begin, *(mention.start for mention in before)])
            see = _SEE.search(text, max(0, start - _LONGEST_SEE), start)
            done = max([end, *(mention.end for mention in behind)])
            tail = _REPORT_TAIL.match(text, done)
            done = tail.end() if tail else done
            start = see.start() if see else start
            cited += [replace(one, start=start, end=done, **report) for one in group]  # type: ignore[arg-type]
        cited += [
            Cited(m[0], Citation.of(m), "", *m.span(), m.span(), (m["region"],))
            for m in islice(self._id.finditer(text), MOST_CITATIONS)
        ]
        found = [replace(one, sources=self._sources(one)) for one in cited]
        return sorted([*map(self._cited_document, of_documents), *found], key=lambda one: one.at)

    def _cited_document(self, found: CitedPlace) -> Cited:
        sources = (found.source,) if found.source in self.matrix.sources else ()
        return Cited(
            found.words,
            Citation(""),
            start=found.start,
            end=found.end,
            at=found.at,
            document=found.source,
            sources=sources,
        )

    def _regions(self, cited: Cited) -> Sequence[str]:
        return cited.regions or tuple(self.matrix.region_by_key)

    def _sources(self, cited: Cited) -> tuple[str, ...]:
        if cited.named or cited.undeclared or cited.further:
            return ()
        meant = (source for region in self._regions(cited) for source in self._meant(region, cited))
        return tuple(dict.fromkeys(meant))

    def _meant(self, region: str, cited: Cited) -> Sequence[str]:
        """What a citation means in a region's report: that very paragraph, or else what stands below it."""
        wanted, by_id = cited.citation, self.matrix.by_id
        if wanted.region and wanted.id in by_id:  # cited by its id
            return [wanted.id]
        if not (wanted.paragraph or wanted.page):
            return []
        beside = self._by_paragraph.get((region, wanted.paragraph, wanted.page), ())
        if wanted.page:
            # “p. 14” may mean any recommendation on it.
            return [one for one in beside if wanted.order in (0, by_id[one].citation.order)]
        # 12 (i) is written alike whether that is a letter or a roman numeral; 138.1 is not below 138.
        labels, label = self._labels, wanted.label
        same = [one for one in beside if labels[one] == label]
        return same or [one for one in beside if labels[one].startswith(f"{label} (")]

    # What a citation that resolves to nothing may have meant

    def suggestion(self, cited: Cited) -> str:
        """What may have been meant by a citation that resolves to nothing; empty where nothing is near."""
        if isinstance(found := self.matrix.declared.read(cited.document), DocumentParagraph):
            near = " and ".join(found.document.near(found.place))
            return f"Near it: {near}." if near else ""
        if cited.undeclared:
            return self._declared_like(cited.undeclared)
        if cited.named:
            return did_you_mean(cited.named, [region.name for region in self.matrix.regions])
        near = " or ".join(self.in_words(one) for one in self.near(cited))
        return f"Did you mean {near}?" if near else ""

    def _declared_like(self, named: str) -> str:
        """What may be meant by what is not declared: a document of the same number, or a slip in a symbol."""
        number = _NUMBERS.findall(named)
        same = [
            one for one in map(_name_of, self.matrix.declared.documents) if _NUMBERS.findall(one) == number
        ]
        if same:
            return f"Did you mean {' or '.join(f'“{one}”' for one in same)}?"
        regions, report = self.matrix.regions, self.matrix.report
        symbols = [report.symbol] if report else [region.symbol for region in regions]
        return did_you_mean(named, filter(None, symbols)) if SYMBOL.fullmatch(named) else ""

    def near(self, cited: Cited) -> Sequence[str]:
        """Ids of the recommendations that may have been meant by a citation that resolves to none."""
        if cited.named or cited.document or cited.undeclared:
            return ()
        regions, by_id, wanted = self._regions(cited), self.matrix.by_id, cited.citation
        key = wanted.paragraph, wanted.page
        same = [one for region in regions for one in self._by_paragraph.get((region, *key), ())]
        if not same:
            slips = [
                item
                for item in self.matrix.recommendations
                if item.region in regions
                and wanted.letter in ("", item.citation.letter)
                and _is_slip(item.citation.number, wanted.number)
            ]
            slips.sort(key=lambda item: (abs(item.citation.paragraph - wanted.paragraph), item.id))
            same = [item.id for item in slips]

        def distance(one: str) -> tuple[int, int]:
            there = by_id[one].citation
            letters = [ord(letter[:1] or "a") for letter in (there.letter, wanted.letter)]
            decimals = [whole(decimal.partition(".")[0]) for decimal in (there.decimal, wanted.decimal)]
            return abs(letters[0] - letters[1]), abs(decimals[0] - decimals[1])

        return sorted(dict.fromkeys(same), key=distance)[:2]

    def missing(self, cited: Cited) -> str:
        """What a citation that resolves to nothing names in vain, in a reviewer’s words."""
        if isinstance(found := self.matrix.declared.read(cited.document), DocumentParagraph):
            return f"there is no {found.printed} in {_name_of(found.document)}"
        if cited.undeclared:
            return f"“{cited.undeclared}” is not declared as a source"
        if cited.named:
            return f"there is no report of “{cited.named}” among the sources"
        names = " or ".join(self.matrix.region_by_key[key].name for key in cited.regions)
        where = f"the report of {names}" if names else "any of the reports"
        return f"there is no {cited.words} in {where}"

    def in_words(self, source: str) -> str:
        """A source by its report, its document or its sponsors: "Africa, para. 60 (b)"."""
        other = self.matrix.declared.get(source) if source not in self.matrix.by_id else None
        if isinstance(other, DocumentParagraph):
            return other.words
        if other:
            return f"the proposal of {', '.join(other.by)}"
        item = self.matrix.by_id[source]
        return f"{', '.join(self.matrix.names_of(item))}, {item.citation.printed}"


def _behind(
    text: str, end: int, following: int, between: Callable[[int, int], list[Mention]]
) -> list[Mention]:
    """The reports named right behind a citation: "para. 19(h) of the LAC report"."""
    reach = _OF.match(text, end, following)
    found: list[Mention] = []
    for mention in between(end, reach.end()) if reach else ():
        # What stands after "report" belongs to the next citation.
        if found and _REPORT.search(text, found[-1].end, mention.start):
            break
        found.append(mention)
    return found


def _name_of(document: Document) -> str:
    """How a document is cited, without marks of italics."""
    return unmarked(document.cited)[0]


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ as by a slip of the finger: a digit more, less, other, or swapped."""
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing == 1 or (differing == 2 and sorted(one) == sorted(other))  # noqa: PLR2004  # two swapped
