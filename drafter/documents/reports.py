"""Compares a matrix with the reports that it cites: a matrix is a copy, and footnotes cite the report."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from drafter.documents.paragraphs import Paragraphs, numbered_paragraphs
from drafter.documents.readers import read
from drafter.documents.table import CATALOGUE
from drafter.files.reading import read_below, refuse_link_out, stands
from drafter.matrix.about import ALL_REGIONS, load_about
from drafter.matrix.loading import ABOUT_FILE
from drafter.matrix.matrix_file import MatrixFile
from drafter.model import Citation, Recommendation, Region
from drafter.problems import ContentError, DrafterError, Problem, Severity
from drafter.text.differences import changes_in_words
from drafter.text.similarity import SimilarityIndex, features, similarity

# From this likeness on two texts are one, changed. Different paragraphs of the Kyoto Declaration score at
# most 0.42, texts of sixteen other bodies 0.47; with every fifth word changed one scores 0.66 and more.
_ONE_TEXT = 0.6
# Fewer signs than these can stand in any paragraph.
_LONG_ENOUGH = 40
_MOST_CHANGES = 6

# Signs that a program types for a person's: they are no other words.
_SAME_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
)
_PART = re.compile(r"(?<=\));\s*")
_CLOSING = re.compile(r"(?<![\s.;,:])[\s.;,:]+(?:(?:and|or)[\s.;,:]*)?\Z")


# What is told of how a report was read: words that people may see otherwise, or that are missing.
_TOLD = ("tracked-changes", "hidden-text", "unknown-letters", "page-without-text", "windows-1252")

_Reading: TypeAlias = tuple[int, int]


class Standing(StrEnum):
    """How a recommendation stands to the report, the best first, as it is counted in words."""

    SAME = "as in the report"
    DIFFERS = "differ"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not found"
    NOT_READ = "report not read"
    NO_REPORT = "no report"


_NOT_LOOKED_AT = (Standing.NO_REPORT, Standing.NOT_READ)


@dataclass(frozen=True, slots=True)
class Compared:
    """A wording of a recommendation against the report.

    Attributes:
        standing: See ``Standing``.
        cited: Where it should stand.
        file: The report's file; empty where there is none.
        place: The paragraph whose words are given; None where none is near.
        text: The words that the report has there.
        changes: In what the matrix's wording differs from them, in words.
        repeats: Where in the report the cited number stands, where it stands several times.
    """

    standing: Standing
    cited: Citation
    file: str = ""
    place: Citation | None = None
    text: str = ""
    changes: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()

    @property
    def differences(self) -> str:
        """The changes as a message has them."""
        more = len(self.changes) - _MOST_CHANGES
        return ", ".join(self.changes[:_MOST_CHANGES]) + (f", and {more} more" if more > 0 else "")

    @property
    def title(self) -> str:
        """What the report has, as a heading over its words; empty where nobody looked."""
        if self.standing in _NOT_LOOKED_AT:
            return ""
        report = f"the report ({self.file})"
        if self.standing is Standing.SAME:
            return f"The same words in {report}, {self.cited.printed}"
        if self.place is None:
            return f"Not found in {report}" + f", which has no {self.cited.printed}" * (
                self.cited.paragraph > 0
            )
        if self.standing is Standing.ELSEWHERE:
            return f"In {report} at {self.place.printed}, in {'other' if self.changes else 'the same'} words"
        return f"In {report}, {self.place.printed}" + ", quite other words" * (
            self.standing is Standing.NOT_FOUND
        )


@dataclass(frozen=True, slots=True)
class ReportsSummary:
    """How many recommendations stand how to their reports.

    Attributes:
        counts: Each recommendation once, by the worst of its wordings.
    """

    counts: Mapping[Standing, int]

    @property
    def fields(self) -> dict[str, int]:
        """For programs."""
        named = {standing.name.lower(): self.counts.get(standing, 0) for standing in Standing}
        return {"recommendations": sum(named.values()), **named}

    def __str__(self) -> str:
        """“249 recommendations: 31 as in the report, 2 differ, 216 not looked at (no report)”."""
        total = sum(self.counts.values())
        said = [
            f"{count} {'differs' if (standing, count) == (Standing.DIFFERS, 1) else standing}"
            for standing in Standing
            if standing not in _NOT_LOOKED_AT and (count := self.counts.get(standing, 0))
        ]
        why = [(one, count) for one in _NOT_LOOKED_AT if (count := self.counts.get(one, 0))]
        if why:
            each = [str(one) if len(why) == 1 else f"{count} {one}" for one, count in why]
            said.append(f"{sum(count for _, count in why)} not looked at ({', '.join(each)})")
        return f"{total} recommendation{'s' if total != 1 else ''}: {', '.join(said)}"


class Reports:
    """The reports of a matrix, each read when it is first asked for.

    Args:
        folder: In which they stand.
        matrix: The name of the matrix whose they are.
        files: Each by its region's key, or one by ``ALL_REGIONS``.
        names: The regions' names by their keys: a report may have them in brackets behind a text.

    Attributes:
        problems: What is wrong with those that were asked for so far.
    """

    def __init__(self, folder: Path, matrix: str, files: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.matrix = matrix
        self.problems: list[Problem] = []
        self._folder = folder
        self._files = files
        self._names = names
        self._read: dict[str, _Report | None] = {}

    def compare(self, item: Recommendation) -> tuple[Compared, ...]:
        """Each wording of a recommendation against the report of its region."""
        file = self._files.get(item.region) or self._files.get(ALL_REGIONS, "")
        cited = replace(item.citation, region="")
        if not file:
            return (Compared(Standing.NO_REPORT, cited),)
        if file not in self._read:
            self._read[file] = self._open(file)
        report = self._read[file]
        if report is None:
            return (Compared(Standing.NOT_READ, cited, file),)
        names = [self._names[key] for key in item.regions]
        behind = tuple(f"({between.join(names)})" for between in (") (", ", ", " and "))
        return tuple(replace(report.compare(cited, text, behind), file=file) for text in item.wordings)

    def _open(self, file: str) -> _Report | None:
        path = self._folder / file
        try:
            document = read(read_below(self._folder, file), path, is_matrix=False)
        except DrafterError as error:
            if isinstance(error, ContentError):
                first = error.problems[0]
                place = first.file, first.line, first.column, first.stands
                self._report("report-not-read", *place, reason=first.message, what=first.hint)
            else:
                named_in = str(self._folder / ABOUT_FILE)
                self._report("report-not-read", named_in, reason=error.message, what=error.hint)
            return None
        self.problems += [doubt for doubt in document.doubts if doubt.code in _TOLD]
        paragraphs = numbered_paragraphs(document)
        if not paragraphs.all:
            self._report("report-without-numbers", str(path))
            return None
        return _Report(paragraphs)

    def _report(
        self, key: str, file: str, line: int = 0, column: int = 0, stands: str = "", **facts: str
    ) -> None:
        code, severity, message, hint = CATALOGUE.say(key, **facts)
        self.problems.append(Problem(code, message, severity, hint, file, line, column, stands=stands))


class _Report:
    """A report that was read, and how to find words in it."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        # What can be meant by each paragraph, by its place in the order and a running number.
        self.readings = {
            (order, number): text
            for order in range(len(paragraphs.all))
            for number, text in enumerate(_with_parts(paragraphs.readings(order)))
        }
        self.index = SimilarityIndex(self.readings.items())
        self.having: dict[str, list[_Reading]] = defaultdict(list)
        self.having_broken: dict[str, list[_Reading]] = defaultdict(list)
        for reading, text in self.readings.items():
            self.having[_key(text)].append(reading)
            if paragraphs.all[reading[0]].is_broken:
                self.having_broken[_key(text).replace("-", "")].append(reading)

    def compare(self, cited: Citation, text: str, behind: Sequence[str]) -> Compared:
        """A text against the paragraph where it should stand, then against the others.

        Args:
            cited: Where it should stand.
            text: The text.
            behind: What the report may have behind it: the names of those whose it is.
        """
        at = self.paragraphs.at.get(cited, ()) if cited.paragraph else ()
        repeats = tuple(self.paragraphs.all[order].stands for order in at) if len(at) > 1 else ()
        key, wanted = _key(text), features(text)
        same = []
        for one in (key, *(_key(f"{text} {end}") for end in behind)):
            same += [*self.having.get(one, ()), *self.having_broken.get(one.replace("-", ""), ())]
        if any(order in at for order, _ in same):
            return Compared(Standing.SAME, cited, place=cited, repeats=repeats)
        here = [(similarity(wanted, own), reading) for reading, own in self._features_at(at)]
        likeness, nearest = max(here, default=(0.0, None))
        elsewhere = same[0] if same else None
        if not same and (likeness >= _ONE_TEXT or any(self._has(reading, key) for _, reading in here)):
            standing = Standing.DIFFERS
        else:
            elsewhere = elsewhere or self._elsewhere(wanted, key, at)
            standing = Standing.ELSEWHERE if elsewhere else Standing.NOT_FOUND
        found = elsewhere or nearest
        if found is None:
            return Compared(standing, cited, repeats=repeats)
        own = self.readings[found]
        mine = next((f"{text} {end}" for end in behind if _key(own).endswith(_key(end))), text)
        changes = (
            () if found in same else tuple(changes_in_words(_CLOSING.sub("", own), _CLOSING.sub("", mine)))
        )
        place = self.paragraphs.all[found[0]].place
        return Compared(standing, cited, "", place, own, tuple(changes), repeats)

    def _features_at(self, orders: Sequence[int]) -> Iterator[tuple[_Reading, frozenset[object]]]:
        for order in orders:
            for number in itertools.count():
                if (order, number) not in self.readings:
                    break
                yield (order, number), self.index.features[order, number]

    def _elsewhere(self, wanted: frozenset[object], key: str, at: Sequence[int]) -> _Reading | None:
        """Another paragraph that has nearly these words, or has them among others."""
        for reading, likeness in self.index.nearest(wanted):
            if reading[0] not in at and likeness >= _ONE_TEXT:
                return reading
        if len(key) < _LONG_ENOUGH:
            return None
        return next((reading for reading in self.readings if self._has(reading, key)), None)

    def _has(self, reading: _Reading, key: str) -> bool:
        return key in _key(self.readings[reading])


def _with_parts(readings: Sequence[str]) -> Iterator[str]:
    """The readings of a paragraph, and of “Ratify it (Chile); consider ratifying it (Peru);” each part."""
    yield from readings
    for text in readings[:1]:
        parts = [part for part in _PART.split(text) if part]
        yield from parts if len(parts) > 1 else ()


def _key(text: str) -> str:
    """What of a text is compared: all but its blanks and its closing marks."""
    return _CLOSING.sub("", " ".join(text.translate(_SAME_SIGNS).split()))


def compare_with_reports(file: MatrixFile) -> tuple[list[Problem], ReportsSummary | None]:
    """Compare the recommendations of a matrix file with the reports that stand beside it.

    Returns:
        What is wrong, and how many were looked at; None for that where no report is named.

    Raises:
        DrafterError: if ``about.yaml`` cannot be read.
        ContentError: with every fault in it.
    """
    reports = open_reports(file.path.parent, file.matrix.regions)
    if reports is None:
        return [], None
    counts: Counter[Standing] = Counter()
    found: list[Problem] = []
    order = list(Standing)
    for item in file.matrix.recommendations:
        compared = reports.compare(item)
        counts[max((one.standing for one in compared), key=order.index)] += 1
        found += (
            Problem(*_said(item, one, key, file.path), str(file.path), *file.places[item.id], item.id)
            for one in compared
            for key in _keys(one)
        )
    return [*reports.problems, *found], ReportsSummary(counts)


def open_reports(folder: Path, regions: Iterable[Region]) -> Reports | None:
    """The reports that ``about.yaml`` in a matrix's folder names; None where it names none.

    Raises:
        DrafterError: if that cannot be read.
        ContentError: with every fault in it.
    """
    refuse_link_out(path := folder / ABOUT_FILE)
    about = load_about(path) if stands(path) else None
    if about is None or not about.reports:
        return None
    return Reports(folder, about.name, about.reports, {region.key: region.name for region in regions})


def _keys(one: Compared) -> Iterator[str]:
    """What is to be said of a comparison, by the codes of the catalogue."""
    if one.standing is Standing.DIFFERS:
        yield "not-as-report"
    elif one.standing is Standing.ELSEWHERE:
        how = ("" if one.cited.paragraph else "unknown") + ("-changed" if one.changes else "")
        yield f"at-another-paragraph/{how}".rstrip("/")
    elif one.standing is Standing.NOT_FOUND:
        yield "not-in-report/other" if one.place else "not-in-report"
    if one.repeats:
        yield "paragraph-number-repeats"


def _said(item: Recommendation, one: Compared, key: str, matrix: Path) -> tuple[str, str, Severity, str]:
    code, severity, message, hint = CATALOGUE.say(
        key,
        name=item.id,
        matrix=matrix,
        cited=one.cited.printed if one.cited.paragraph or one.cited.page else "its paragraph",
        report=Path(one.file).name,
        place=one.place.printed if one.place else "",
        differences=one.differences,
        count=len(one.repeats),
        places="; ".join(one.repeats),
    )
    return code, message, severity, hint
