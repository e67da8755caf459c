"""``matrix.yaml``: the matrix as people read and correct it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import yaml

from drafter.files import seal_text
from drafter.model import (
    NO_SECTION,
    NO_THEME,
    RECOMMENDATION_ID,
    Citation,
    Kind,
    Matrix,
    Meeting,
    Placement,
    Recommendation,
    Region,
    Report,
    Section,
    Source,
    Theme,
)
from drafter.nodes import Problems
from drafter.problems import raise_on_errors
from drafter.records import Record, choice, identifier, list_of, mapping_of, optional, required, text

_HEADER = """\
# A matrix: themes down, regions across, recommendations in the cells.
# Written by “drafter import {file}”. Its texts are those of {file}, verbatim.
# You may correct this file by hand: the next import keeps what you corrected, and says where both changed.
# A fact that is not confirmed is null; the sources say where each of the others comes from.
"""


_ID = identifier(
    re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "Use small letters a to z and digits, with hyphens between words.",
)
_SOURCES = optional(mapping_of(text, "a source"), {})
REGION = Record(
    "a region",
    Region,
    key=required(identifier(re.compile(r"[a-z][a-z0-9]{0,15}"), "Use small letters a to z and digits.")),
    name=required(text),
    meeting=optional(text),
    place=optional(text),
    dates=optional(text),
    symbol=optional(text),
    sources=_SOURCES,
    head=optional(text),
)
MEETING = Record(
    "the meeting", Meeting, name=required(text), place=optional(text), dates=optional(text), sources=_SOURCES
)
REPORT = Record("the report", Report, name=required(text), symbol=optional(text), sources=_SOURCES)
_SOURCE = Record(
    "the source",
    Source,
    file=required(text),
    sha256=required(text),
    date=optional(text),
    document=optional(text),
)
_THEME = Record(
    "a theme", SimpleNamespace, id=required(_ID), title=optional(text, ""), number=optional(text, "")
)
_SECTION = Record(
    "a section", SimpleNamespace, id=required(_ID), title=optional(text, ""), themes=required(list_of(_THEME))
)
_WORDING = Record("a wording", SimpleNamespace, theme=required(text), text=required(text))
_RECOMMENDATION = Record(
    "a recommendation",
    SimpleNamespace,
    id=required(
        identifier(
            RECOMMENDATION_ID, "Write the region's key, a hyphen, the paragraph and its letter: lac-19h."
        )
    ),
    also=optional(list_of(text, "a region's key"), ()),
    themes=optional(list_of(text, "a theme's id"), ()),
    text=required(text),
    label=optional(text, ""),
    kind=optional(choice("kind", Kind)),
    remark=optional(text, ""),
    facts=optional(mapping_of(text, "a fact"), {}),
    place=optional(text, "", key="stands"),
    others=optional(list_of(_WORDING), (), key="other_wordings"),
)
_MATRIX = Record(
    "the matrix",
    SimpleNamespace,
    name=required(text),
    title=optional(text, ""),
    source=optional(_SOURCE),
    meeting=optional(MEETING),
    report=optional(REPORT),
    regions_are=optional(list_of(text, "a word"), ()),
    regions=required(list_of(REGION), called="regions"),
    themes=optional(list_of(_THEME), ()),
    sections=optional(list_of(_SECTION), ()),
    recommendations=required(list_of(_RECOMMENDATION), called="recommendations"),
)


def load_matrix(path: Path) -> Matrix:
    """Read a matrix file.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every problem in it.
    """
    top, problems = _MATRIX.load(path)
    sections = list(top.sections)
    if top.themes or not sections:
        themes = top.themes or (SimpleNamespace(id=NO_THEME, title="", number=""),)
        sections.insert(0, SimpleNamespace(id=NO_SECTION, title="", themes=themes))
    themes = tuple(
        Theme(theme.id, section.id, theme.number, theme.title)
        for section in sections
        for theme in section.themes
    )
    problems.refuse_same(top.regions, "key")
    problems.refuse_same(top.sections)
    named = [theme for section in (top, *top.sections) for theme in section.themes]
    problems.refuse_same(named)
    problems.refuse_same(top.recommendations)
    row = {theme.id: place for place, theme in enumerate(themes)}
    regions = [region.key for region in top.regions]
    for item in top.recommendations:
        _check(item, problems, regions, row)
    if not top.recommendations and not problems.found:
        problems.add("empty-matrix", problems.node_of(top), "the matrix has no recommendations")
    raise_on_errors(problems.in_order())
    found = [_recommendation(item, row) for item in top.recommendations]
    return Matrix(
        name=top.name,
        title=top.title,
        source=top.source,
        regions=top.regions,
        sections=tuple(Section(section.id, section.title) for section in sections),
        themes=themes,
        recommendations=tuple(sorted(found, key=lambda item: row[item.themes[0]])),
        meeting=top.meeting,
        report=top.report,
        regions_are=top.regions_are,
    )


def _check(
    item: SimpleNamespace, problems: Problems, regions: Sequence[str], themes: Mapping[str, int]
) -> None:
    """Report what is wrong with a recommendation in its matrix."""
    region = item.id.partition("-")[0]
    if region not in regions and RECOMMENDATION_ID.fullmatch(item.id):
        problems.unknown("region", problems.node_of(item, "id"), region, regions)
    also = list(problems.placed(item.also, item, "also")) if item.also else []
    under = list(problems.placed(item.themes, item, "themes"))
    others = [(other.theme, problems.node_of(other, "theme")) for other in item.others]
    for what, placed, known in (
        ("region", also, regions),
        ("theme", under, themes),
        ("theme of this recommendation", others, item.themes),
    ):
        for word, node in placed:
            if word and word not in known:
                problems.unknown(what, node, word, known)
    for placed in ([(region, None), *also], under, others):
        if len(placed) > 1:
            problems.refuse_repeats("duplicate-value", placed)
    if not item.themes and NO_THEME not in themes:
        at = problems.node_of(item, "themes")
        problems.add("no-theme", at, f"{item.id or 'this recommendation'} is under no theme")


def _recommendation(item: SimpleNamespace, row: Mapping[str, int]) -> Recommendation:
    others = {other.theme: other.text for other in item.others}
    themes = sorted(item.themes or (NO_THEME,), key=row.__getitem__)
    placements = tuple([Placement(theme, others.get(theme, item.text)) for theme in themes])
    return Recommendation(
        Citation.parse(item.id),
        item.label,
        placements,
        item.remark,
        item.kind,
        also=item.also,
        facts=item.facts,
        place=item.place,
    )


# Writing


def dump_matrix(matrix: Matrix) -> bytes:
    """Return the sealed bytes of a matrix file, always the same for a matrix."""
    source, meeting, report = matrix.source, matrix.meeting, matrix.report
    lines = [_HEADER.format(file=scalar(source.file if source else "by hand")).rstrip()]
    lines += facts_of("", name=matrix.name, title=matrix.title)
    if source:
        lines += ["source:", *facts_of("  ", file=source.file, sha256=source.sha256)]
        lines += given_of("  ", document=source.document, date=source.date)
    if meeting:
        lines += ["meeting:", *facts_of("  ", name=meeting.name, place=meeting.place, dates=meeting.dates)]
        lines += _sources("  ", meeting.sources)
    if report:
        lines += ["report:", *facts_of("  ", name=report.name, symbol=report.symbol)]
        lines += _sources("  ", report.sources)
    lines += [f"regions_are: {listed(matrix.regions_are)}"] if matrix.regions_are else []
    lines += ["", "regions:"]
    for region in matrix.regions:
        lines += [*facts_of("  - ", key=region.key), *given_of("    ", head=region.head)]
        facts = {name: getattr(region, name) for name in ("name", "meeting", "place", "dates", "symbol")}
        lines += [*facts_of("    ", **facts), *_sources("    ", region.sources)]
    for place, section in enumerate(matrix.sections):
        themes = [theme for theme in matrix.themes if theme.section == section.id]
        if section.id == NO_SECTION:
            lines += ["", "themes:", *_themes("  ", themes)] if themes[0].id != NO_THEME else []
            continue
        lines += ["", "sections:"] if place == 0 or matrix.sections[place - 1].id == NO_SECTION else []
        lines += [*facts_of("  - ", id=section.id), *given_of("    ", title=section.title), "    themes:"]
        lines += _themes("      ", themes)
    lines += ["", "recommendations:"]
    for item in matrix.recommendations:
        lines += facts_of("  - ", id=item.id)
        lines += given_of("    ", remark=item.remark, kind=item.kind, label=item.label)
        lines += [f"    also: {listed(item.also)}"] if item.also else []
        lines += [f"    themes: {listed(item.themes)}"] if item.themes != (NO_THEME,) else []
        lines += facts_of("    ", text=item.text)
        lines += ["    facts:", *facts_of("      ", **item.facts)] if item.facts else []
        lines += given_of("    ", stands=item.place)
        others = [placement for placement in item.placements if placement.text != item.text]
        lines += ["    other_wordings:"] if others else []
        for other in others:
            lines += [*facts_of("      - ", theme=other.theme), *facts_of("        ", text=other.text)]
        lines += [""]
    return seal_text("\n".join(lines) + "\n")


def _sources(before: str, sources: Mapping[str, str]) -> list[str]:
    return [f"{before}sources:", *facts_of(f"{before}  ", **sources)] if sources else []


def _themes(before: str, themes: Iterable[Theme]) -> list[str]:
    lines = []
    for theme in themes:
        lines += facts_of(f"{before}- ", id=theme.id)
        lines += given_of(f"{before}  ", number=theme.number, title=theme.title)
    return lines


# Lines of YAML: a fact on a line, quoted only where YAML needs it


def facts_of(before: str, /, **facts: str | None) -> list[str]:
    """Return a line for each fact, behind these characters."""
    return [f"{before}{scalar(name)}: {scalar(value)}" for name, value in facts.items()]


def given_of(before: str, /, **facts: str | None) -> list[str]:
    """Return the lines of the facts that are not empty."""
    return facts_of(before, **{name: value for name, value in facts.items() if value})


def listed(values: Sequence[str]) -> str:
    """Return texts as a list on one line."""
    return yaml.safe_dump(
        list(values), default_flow_style=True, width=float("inf"), allow_unicode=True
    ).strip()


# Most texts need no quotation marks, which YAML takes long to tell. These words would not be read as texts.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 (),.;/’“”-]*[A-Za-z0-9(),.;/’“”-])?")
_NO_TEXT = frozenset("y n yes no on off true false null".split())


def scalar(value: str | None) -> str:
    """Return a text on one line."""
    if value is None:
        return "null"
    if _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    style = None if value.isprintable() else '"'
    dumped = yaml.safe_dump(str(value), width=float("inf"), allow_unicode=True, default_style=style)
    return dumped.removesuffix("\n...\n").rstrip("\n")
