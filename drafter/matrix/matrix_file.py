"""``matrix.yaml``: the matrix as people read and correct it; ``about.yaml``: facts beside a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import yaml

from drafter.files import seal_text
from drafter.model import (
    RECOMMENDATION_ID,
    Citation,
    Kind,
    Matrix,
    Placement,
    Recommendation,
    Region,
    Section,
    Source,
    Theme,
)
from drafter.problems import Problem, raise_on_errors
from drafter.records import (
    Problems,
    Record,
    choice,
    identifier,
    list_of,
    mapping_of,
    optional,
    required,
    text,
)

_REGION_FACTS = ("name", "meeting", "place", "dates", "symbol")

_HEADER = """\
# A matrix: themes down, regions across, recommendations in the cells.
# Written by “drafter import {file}”. Texts stand verbatim as in {file}.
# You may correct this file by hand: drafter will then not write over it.
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


@dataclass(frozen=True, slots=True)
class About:
    """What a matrix document does not say of itself.

    Attributes:
        name: The matrix's short name; empty where nobody gave it one.
        regions: The facts about its regions.
        date: When the document was made or issued, in words; None where not confirmed.
        document: What people call the document; None where nobody has said.
    """

    name: str = ""
    regions: tuple[Region, ...] = ()
    date: str | None = None
    document: str | None = None


_ID = identifier(
    re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "Use small letters a to z and digits, with hyphens between words.",
)
_REGION = Record(
    "a region",
    Region,
    key=required(identifier(re.compile(r"[a-z][a-z0-9]{0,15}"), "Use small letters a to z and digits.")),
    name=required(text),
    meeting=optional(text),
    place=optional(text),
    dates=optional(text),
    symbol=optional(text),
    sources=optional(mapping_of(text, _REGION_FACTS, "a source"), {}),
)
_ABOUT = Record(
    "the file",
    About,
    name=required(text, called="the matrix's name"),
    regions=required(list_of(_REGION), called="regions"),
    date=optional(text, called="the document's date"),
    document=optional(text, called="the document's name"),
)
_SOURCE = Record(
    "the source",
    Source,
    file=required(text),
    sha256=required(text),
    date=optional(text),
    document=optional(text),
)
_THEME = Record("a theme", SimpleNamespace, id=required(_ID), title=required(text), number=optional(text, ""))
_SECTION = Record(
    "a section", SimpleNamespace, id=required(_ID), title=required(text), themes=required(list_of(_THEME))
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
    themes=required(list_of(text, "a theme's id")),
    text=required(text),
    label=optional(text, ""),
    kind=optional(choice("kind", Kind)),
    remark=optional(text, ""),
    others=optional(list_of(_WORDING), (), key="other_wordings"),
)
_MATRIX = Record(
    "the matrix",
    SimpleNamespace,
    name=required(text),
    title=optional(text, ""),
    source=optional(_SOURCE),
    regions=required(list_of(_REGION), called="regions"),
    sections=required(list_of(_SECTION), called="sections"),
    recommendations=required(list_of(_RECOMMENDATION), called="recommendations"),
)


def load_matrix(path: Path) -> MatrixFile:
    """Read a matrix file.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    top, problems = _MATRIX.load(path)
    themes = [theme for section in top.sections for theme in section.themes]
    problems.refuse_same(top.regions, "key", "a region's key “{}” stands twice")
    problems.refuse_same(top.sections, "id", "a section's id “{}” stands twice")
    problems.refuse_same(themes, "id", "a theme's id “{}” stands twice")
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
        regions=top.regions,
        sections=tuple(Section(section.id, section.title) for section in top.sections),
        themes=tuple(
            Theme(theme.id, section.id, theme.number, theme.title)
            for section in top.sections
            for theme in section.themes
        ),
        recommendations=tuple(sorted(found, key=lambda one: (row[one.themes[0]], column[one.region]))),
    )
    places = {item.id: problems.place_of(item, "text") for item in top.recommendations}
    return MatrixFile(path, matrix, places, problems.in_order())


def load_about(path: Path) -> About:
    """Read ``about.yaml``: what a matrix document does not say of itself.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    about, problems = _ABOUT.load(path)
    problems.refuse_same(about.regions, "key", "a region's key “{}” stands twice")
    raise_on_errors(problems.in_order())
    return about


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
    if not item.themes and problems.has(item, "themes"):
        named = item.id or "this recommendation"
        problems.add("no-theme", problems.node_of(item, "themes"), f"{named} stands under no theme")
    if not item.others:
        return
    others = [(other.theme, problems.node_of(other, "theme")) for other in item.others]
    for theme, at in others:
        if theme and theme not in item.themes:
            problems.unknown("theme of this recommendation", at, theme, item.themes)
    problems.refuse_repeats("duplicate-wording", others, "“{}” has two other wordings")


def _recommendation(item: SimpleNamespace, row: Mapping[str, int]) -> Recommendation:
    others = {other.theme: other.text for other in item.others}
    themes = sorted(item.themes, key=row.__getitem__)
    placements = tuple(Placement(theme, others.get(theme, item.text)) for theme in themes)
    return Recommendation(Citation.parse(item.id), item.label, placements, item.remark, item.kind)


def dump_matrix(matrix: Matrix) -> bytes:
    """The bytes of a matrix file, sealed; the same matrix gives the same bytes."""
    source = matrix.source
    lines = [_HEADER.format(file=_scalar(source.file if source else "by hand")).rstrip()]
    lines += _facts("", name=matrix.name, title=matrix.title)
    if source:
        lines += ["source:", *_facts("  ", file=source.file), f"  sha256: {source.sha256}"]
        lines += _given("  ", document=source.document, date=source.date)
    lines += ["", "regions:"]
    for region in matrix.regions:
        lines += _facts("  - ", key=region.key)
        lines += _facts("    ", **{fact: getattr(region, fact) for fact in _REGION_FACTS})
        if region.sources:
            lines += ["    sources:", *_facts("      ", **region.sources)]
    lines += ["", "sections:"]
    for section in matrix.sections:
        lines += [*_facts("  - ", id=section.id), *_facts("    ", title=section.title), "    themes:"]
        for theme in matrix.themes:
            if theme.section == section.id:
                lines += _facts("      - ", id=theme.id)
                lines += [*_given("        ", number=theme.number), *_facts("        ", title=theme.title)]
    lines += ["", "recommendations:"]
    for item in matrix.recommendations:
        lines += [f"  - id: {item.id}", *_given("    ", remark=item.remark, kind=item.kind, label=item.label)]
        lines += [f"    themes: [{', '.join(item.themes)}]", *_facts("    ", text=item.text)]
        others = [placement for placement in item.placements if placement.text != item.text]
        lines += ["    other_wordings:"] if others else []
        for other in others:
            lines += [f"      - theme: {other.theme}", *_facts("        ", text=other.text)]
        lines += [""]
    return seal_text("\n".join(lines) + "\n")


def _facts(before: str, **facts: str | None) -> list[str]:
    return [f"{before}{name}: {_scalar(value)}" for name, value in facts.items()]


def _given(before: str, **facts: str | None) -> list[str]:
    return _facts(before, **{name: value for name, value in facts.items() if value})


def _scalar(value: str | None) -> str:
    """A text on one line, quoted only where YAML needs it."""
    if value is None:
        return "null"
    style = None if value.isprintable() else '"'
    dumped = yaml.safe_dump(str(value), width=float("inf"), allow_unicode=True, default_style=style)
    return dumped.removesuffix("\n...\n").rstrip("\n")
