"""``matrix.yaml``: the matrix as people read and correct it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol

from drafter.files.seal import seal_text
from drafter.matrix.yaml_lines import facts_of, given_of, listed, scalar
from drafter.model import (
    NO_SECTION,
    NO_THEME,
    RECOMMENDATION_ID,
    Citation,
    Kind,
    Matrix,
    Meeting,
    Placement,
    ReadFrom,
    Recommendation,
    Region,
    Report,
    Section,
    Theme,
)
from drafter.problems import Problem, raise_on_errors
from drafter.records.nodes import Problems
from drafter.records.records import (
    Record,
    choice,
    identifier,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    required,
    text,
    words,
)

_MEETING_FACTS = ("name", "place", "dates")
_REPORT_FACTS = ("name", "symbol")
_REGION_FACTS = ("name", "meeting", "place", "dates", "symbol")

_HEADER = """\
# A matrix: themes down, regions across, recommendations in the cells.
# Written by “drafter import {file}”. Texts stand verbatim as in {file}.
# You may correct this file by hand: the next import keeps what you corrected, and says where both changed.
# A fact that is not confirmed is null; the sources say where each of the others comes from.
"""


@dataclass(frozen=True, slots=True)
class MatrixFile:
    """A matrix file as read.

    Attributes:
        path: The file.
        matrix: What it holds.
        places: Recommendation id → line and column of its text in the file.
        problems: Warnings; errors are raised.
    """

    path: Path
    matrix: Matrix
    places: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...]


class HasWords(Protocol):
    """What has words for the regions."""

    @property
    def regions_are(self) -> tuple[str, ...]:
        """What they are, one and several."""


_ID = identifier(
    re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "Use small letters a to z and digits, with hyphens between words.",
)
REGION = Record(
    "a region",
    Region,
    key=required(identifier(re.compile(r"[a-z][a-z0-9]{0,15}"), "Use small letters a to z and digits.")),
    name=required(words),
    meeting=optional(words),
    place=optional(words),
    dates=optional(words),
    symbol=optional(text),
    sources=optional(mapping_of(text, _REGION_FACTS, "a source"), {}),
    head=optional(words),
)
MEETING = Record(
    "the meeting",
    Meeting,
    name=required(words, called="the meeting's name"),
    place=optional(words),
    dates=optional(words),
    sources=optional(mapping_of(text, _MEETING_FACTS, "a source"), {}),
)
REPORT = Record(
    "the report",
    Report,
    name=required(text, called="the report's name"),
    symbol=optional(text),
    sources=optional(mapping_of(text, _REPORT_FACTS, "a source"), {}),
)
_SOURCE = Record(
    "the source",
    ReadFrom,
    file=required(text),
    sha256=required(text),
    date=optional(text),
    document=optional(text),
)
_THEME = Record(
    "a theme", SimpleNamespace, id=required(_ID), title=optional(words, ""), number=optional(text, "")
)
_SECTION = Record(
    "a section",
    SimpleNamespace,
    id=required(_ID),
    title=optional(words, ""),
    themes=required(list_of(_THEME)),
)
_WORDING = Record("a wording", SimpleNamespace, theme=required(text), text=required(words))
_RECOMMENDATION = Record(
    "a recommendation",
    SimpleNamespace,
    id=required(
        identifier(
            RECOMMENDATION_ID,
            "Write the region's key, a hyphen, the paragraph and its letter: lac-19h. Also lac-12c-ii, "
            "lac-138.1; lac-p14 for a page; lac-n7 where the paragraph is not known.",
        )
    ),
    also=optional(list_of(text, "a region's key"), ()),
    themes=optional(list_of(text, "a theme's id"), ()),
    text=required(words),
    label=optional(text, ""),
    kind=optional(choice("kind", Kind)),
    remark=optional(words, ""),
    facts=optional(mapping_of(text, None, "a fact"), {}),
    stands=optional(one_or_many(text), ()),
    others=optional(list_of(_WORDING), (), key="other_wordings"),
)
_MATRIX = Record(
    "the matrix",
    SimpleNamespace,
    name=required(words),
    title=optional(words, ""),
    source=optional(_SOURCE),
    meeting=optional(MEETING),
    report=optional(REPORT),
    regions_are=optional(list_of(text, "a word"), ()),
    regions=required(list_of(REGION), called="regions"),
    themes=optional(list_of(_THEME), ()),
    sections=optional(list_of(_SECTION), ()),
    recommendations=required(list_of(_RECOMMENDATION), called="recommendations"),
)


def load_matrix(path: Path) -> MatrixFile:
    """Read a matrix file.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    top, problems = _MATRIX.load(path)
    above = [SimpleNamespace(id=NO_SECTION, title="", themes=top.themes)] if top.themes else []
    if not above and not top.sections:
        theme = SimpleNamespace(id=NO_THEME, title="", number="")
        above = [SimpleNamespace(id=NO_SECTION, title="", themes=(theme,))]
    sections = (*above, *top.sections)
    themes = [theme for section in sections for theme in section.themes]
    check_words(top, problems)
    problems.refuse_same(top.regions, "key", "a region's key “{}” stands twice")
    sections_ids = ((section.id, problems.node_of(section, "id")) for section in top.sections)
    own = [(NO_SECTION, None)] if above else []
    problems.refuse_repeats("duplicate-id", [*own, *sections_ids], "a section's id “{}” stands twice")
    given = [theme for section in (top, *top.sections) for theme in section.themes]
    problems.refuse_same(given, "id", "a theme's id “{}” stands twice")
    column = {region.key: place for place, region in enumerate(top.regions)}
    row = {theme.id: place for place, theme in enumerate(themes)}
    problems.refuse_same(top.recommendations, "id", "{} stands twice")
    for item in top.recommendations:
        _check(item, problems, column, row)
    if not top.recommendations and not problems.found:
        problems.add("empty-matrix", problems.node_of(top), "the matrix has no recommendations")
    raise_on_errors(problems.in_order())
    found = [_recommendation(item, row) for item in top.recommendations]
    matrix = Matrix(
        name=top.name,
        title=top.title,
        source=top.source,
        meeting=top.meeting,
        report=top.report,
        regions_are=top.regions_are,
        regions=top.regions,
        sections=tuple(Section(section.id, section.title) for section in sections),
        themes=tuple(
            Theme(theme.id, section.id, theme.number, theme.title)
            for section in sections
            for theme in section.themes
        ),
        recommendations=tuple(sorted(found, key=lambda one: row[one.themes[0]])),
    )
    places = {item.id: problems.place_of(item, "text") for item in top.recommendations}
    return MatrixFile(path, matrix, places, problems.in_order())


def check_words(top: HasWords, problems: Problems) -> None:
    """Report words for regions that are not at least one and several."""
    if len(top.regions_are) == 1:
        message = "“regions_are” has one word, and needs one and several"
        problems.add("one-word", problems.node_of(top, "regions_are"), message, "As in: [State, States]")


def _check(
    item: SimpleNamespace, problems: Problems, regions: Mapping[str, int], themes: Mapping[str, int]
) -> None:
    """Report what is wrong with a recommendation among the regions and themes of its matrix."""
    region = item.id.partition("-")[0]
    if RECOMMENDATION_ID.fullmatch(item.id) and region not in regions:
        problems.unknown("region", problems.node_of(item, "id"), region, sorted(regions))
    placed = list(problems.placed(item.themes, item, "themes"))
    for theme, node in placed:
        if theme and theme not in themes:
            problems.unknown("theme", node, theme, themes)
    problems.refuse_repeats("duplicate-theme", placed, "“{}” stands twice")
    also = list(problems.placed(item.also, item, "also"))
    for key, node in also:
        if key and key not in regions:
            problems.unknown("region", node, key, sorted(regions))
    problems.refuse_repeats("duplicate-region", [(region, None), *also], "“{}” stands twice")
    if not item.themes and NO_THEME not in themes:
        named = item.id or "this recommendation"
        at, hint = problems.node_of(item, "themes"), "Write a theme's id below “themes”."
        problems.add("no-theme", at, f"{named} stands under no theme", hint)
    if not item.others:
        return
    others = [(other.theme, problems.node_of(other, "theme")) for other in item.others]
    for theme, at in others:
        if theme and theme not in item.themes:
            problems.unknown("theme of this recommendation", at, theme, item.themes)
    problems.refuse_repeats("duplicate-wording", others, "“{}” has two other wordings")


def _recommendation(item: SimpleNamespace, row: Mapping[str, int]) -> Recommendation:
    others = {other.theme: other.text for other in item.others}
    themes = sorted(item.themes or (NO_THEME,), key=row.__getitem__)
    placements = tuple(Placement(theme, others.get(theme, item.text)) for theme in themes)
    return Recommendation(
        Citation.parse(item.id),
        item.label,
        placements,
        item.remark,
        item.kind,
        also=item.also,
        facts=item.facts,
        stands=item.stands,
    )


def dump_matrix(matrix: Matrix) -> bytes:
    """The bytes of a matrix file, sealed; the same matrix gives the same bytes."""
    source = matrix.source
    lines = [_HEADER.format(file=scalar(source.file if source else "by hand")).rstrip()]
    lines += facts_of("", name=matrix.name, title=matrix.title)
    if source:
        lines += ["source:", *facts_of("  ", file=source.file), f"  sha256: {source.sha256}"]
        lines += given_of("  ", document=source.document, date=source.date)
    if meeting := matrix.meeting:
        lines += ["meeting:", *facts_of("  ", **{fact: getattr(meeting, fact) for fact in _MEETING_FACTS})]
        lines += ["  sources:", *facts_of("    ", **meeting.sources)] if meeting.sources else []
    if report := matrix.report:
        lines += ["report:", *facts_of("  ", **{fact: getattr(report, fact) for fact in _REPORT_FACTS})]
        lines += ["  sources:", *facts_of("    ", **report.sources)] if report.sources else []
    if matrix.regions_are:
        lines += [f"regions_are: {listed(matrix.regions_are)}"]
    lines += ["", "regions:"]
    for region in matrix.regions:
        lines += facts_of("  - ", key=region.key)
        lines += facts_of("    ", head=region.head) if region.heading != region.name else []
        lines += facts_of("    ", **{fact: getattr(region, fact) for fact in _REGION_FACTS})
        if region.sources:
            lines += ["    sources:", *facts_of("      ", **region.sources)]
    lines += _headings(matrix)
    lines += ["", "recommendations:"]
    for item in matrix.recommendations:
        lines += [
            f"  - id: {item.id}",
            *given_of("    ", remark=item.remark, kind=item.kind, label=item.label),
        ]
        lines += [f"    also: {listed(item.also)}"] if item.also else []
        lines += [f"    themes: {listed(item.themes)}"] if item.themes != (NO_THEME,) else []
        lines += facts_of("    ", text=item.text)
        lines += ["    facts:", *facts_of("      ", **item.facts)] if item.facts else []
        stands = item.stands
        lines += given_of("    ", stands=stands[0]) if len(stands) == 1 else []
        lines += [f"    stands: {listed(stands)}"] if len(stands) > 1 else []
        others = [placement for placement in item.placements if placement.text != item.text]
        lines += ["    other_wordings:"] if others else []
        for other in others:
            lines += [f"      - theme: {other.theme}", *facts_of("        ", text=other.text)]
        lines += [""]
    return seal_text("\n".join(lines) + "\n")


def _headings(matrix: Matrix) -> list[str]:
    """The lines of sections and themes; none where a matrix has neither."""
    lines: list[str] = []
    has_none = len(matrix.sections) == 1 and [theme.id for theme in matrix.themes] == [NO_THEME]
    for place, section in enumerate(matrix.sections):
        under = [theme for theme in matrix.themes if theme.section == section.id]
        if place == 0 and section == Section(NO_SECTION, ""):
            lines += ["", "themes:", *_themes("  ", under)] if not has_none else []
            continue
        lines += ["", "sections:"] if "sections:" not in lines else []
        lines += [*facts_of("  - ", id=section.id), *given_of("    ", title=section.title), "    themes:"]
        lines += _themes("      ", under)
    return lines


def _themes(before: str, themes: Iterable[Theme]) -> list[str]:
    lines = []
    for theme in themes:
        lines += facts_of(f"{before}- ", id=theme.id)
        lines += given_of(f"{before}  ", number=theme.number, title=theme.title)
    return lines
