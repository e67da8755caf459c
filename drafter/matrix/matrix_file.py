"""``matrix.yaml``: the matrix as people read and correct it, one recommendation a block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from drafter.citations.written import parse_id
from drafter.files import seal_text
from drafter.model import (
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
    compose,
    read_list,
    read_mapping,
    read_text_value,
    require_text,
)

_KEY = re.compile(r"[a-z][a-z0-9]{0,15}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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


def load_matrix(path: Path) -> MatrixFile:
    """Read a matrix file.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    root, problems = compose(path)
    top = read_mapping(
        root,
        problems,
        "the matrix",
        required=("name", "regions", "sections", "recommendations"),
        optional=("title", "source"),
    )
    if root is None:
        problems.found.append(Problem("empty-file", "this file is empty", file=str(path)))
    regions = _read_regions(top.get("regions"), problems)
    sections, themes = _read_sections(top.get("sections"), problems)
    recommendations, places = _read_recommendations(
        top.get("recommendations"),
        problems,
        {region.key for region in regions},
        {theme.id: place for place, theme in enumerate(themes)},
    )
    column = {region.key: place for place, region in enumerate(regions)}
    row = {theme.id: place for place, theme in enumerate(themes)}
    matrix = Matrix(
        name=require_text(top.get("name"), problems, "the matrix's name"),
        title=read_text_value(top.get("title"), problems, "the title") or "",
        source=_read_source(top.get("source"), problems),
        regions=regions,
        sections=sections,
        themes=themes,
        recommendations=tuple(
            sorted(recommendations, key=lambda item: (row[item.themes[0]], column[item.region]))
        ),
    )
    if not recommendations and not problems.found and root is not None:
        problems.add("empty-matrix", root, "the matrix has no recommendations")
    raise_on_errors(problems.in_order())
    return MatrixFile(path, matrix, places, problems.in_order())


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


def load_about(path: Path) -> About:
    """Read ``about.yaml``: what a matrix document does not say of itself.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    root, problems = compose(path)
    top = read_mapping(
        root, problems, "the file", required=("name", "regions"), optional=("date", "document")
    )
    name = require_text(top.get("name"), problems, "the matrix's name")
    regions = _read_regions(top.get("regions"), problems)
    date = read_text_value(top.get("date"), problems, "the document's date")
    document = read_text_value(top.get("document"), problems, "the document's name")
    raise_on_errors(problems.in_order())
    return About(name, regions, date, document)


def _read_source(node: yaml.Node | None, problems: Problems) -> Source | None:
    if node is None or read_null(node):
        return None
    values = read_mapping(
        node, problems, "the source", required=("file", "sha256"), optional=("date", "document")
    )
    return Source(
        require_text(values.get("file"), problems, "the source's file"),
        require_text(values.get("sha256"), problems, "the source's sha256"),
        read_text_value(values.get("date"), problems, "the source's date"),
        read_text_value(values.get("document"), problems, "the source's name"),
    )


def read_null(node: yaml.Node) -> bool:
    """Whether a node is an explicit null."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _read_regions(node: yaml.Node | None, problems: Problems) -> tuple[Region, ...]:
    regions: dict[str, Region] = {}
    for item in read_list(node, problems, "regions"):
        values = read_mapping(
            item,
            problems,
            "a region",
            required=("key", "name"),
            optional=("meeting", "place", "dates", "symbol", "sources"),
        )
        key = _read_id(values.get("key"), problems, "a region's key", _KEY, regions)
        facts = {
            fact: read_text_value(values.get(fact), problems, f"a region's {fact}")
            for fact in _REGION_FACTS[1:]
        }
        name = require_text(values.get("name"), problems, "a region's name")
        sources = read_mapping(values.get("sources"), problems, "a region's sources", optional=_REGION_FACTS)
        regions[key] = Region(
            key,
            name,
            **facts,
            sources={fact: require_text(source, problems, "a source") for fact, source in sources.items()},
        )
    return tuple(regions.values())


def _read_id(
    node: yaml.Node | None,
    problems: Problems,
    what: str,
    pattern: re.Pattern[str],
    taken: Iterable[str],
) -> str:
    value = require_text(node, problems, what)
    if node is not None and value and not pattern.fullmatch(value):
        problems.add(
            "bad-id",
            node,
            f"{what} cannot be “{value}”",
            "Use small letters a to z and digits"
            + (", with hyphens between words." if "-" in pattern.pattern else "."),
        )
    elif node is not None and value in taken:
        problems.add("duplicate-id", node, f"{what} “{value}” stands twice", "Keep one.")
    return value


def _read_sections(
    node: yaml.Node | None, problems: Problems
) -> tuple[tuple[Section, ...], tuple[Theme, ...]]:
    sections: dict[str, Section] = {}
    themes: dict[str, Theme] = {}
    for item in read_list(node, problems, "sections"):
        values = read_mapping(item, problems, "a section", required=("id", "title", "themes"))
        section_id = _read_id(values.get("id"), problems, "a section's id", _ID, sections)
        sections[section_id] = Section(
            section_id, require_text(values.get("title"), problems, "a section's title")
        )
        for theme in read_list(values.get("themes"), problems, "a section's themes"):
            parts = read_mapping(theme, problems, "a theme", required=("id", "title"), optional=("number",))
            theme_id = _read_id(parts.get("id"), problems, "a theme's id", _ID, themes)
            themes[theme_id] = Theme(
                theme_id,
                section_id,
                read_text_value(parts.get("number"), problems, "a theme's number") or "",
                require_text(parts.get("title"), problems, "a theme's title"),
            )
    return tuple(sections.values()), tuple(themes.values())


def _read_recommendations(
    node: yaml.Node | None,
    problems: Problems,
    regions: set[str],
    themes: Mapping[str, int],
) -> tuple[list[Recommendation], dict[str, tuple[int, int]]]:
    found: dict[str, Recommendation] = {}
    places: dict[str, tuple[int, int]] = {}
    for item in read_list(node, problems, "recommendations"):
        values = read_mapping(
            item,
            problems,
            "a recommendation",
            required=("id", "themes", "text"),
            optional=("label", "kind", "remark", "other_wordings"),
        )
        citation = _read_citation(values.get("id"), problems, regions)
        if citation.paragraph and citation.id in found:
            problems.add("duplicate-id", values["id"], f"{citation.id} stands twice", "Keep one.")
        text = require_text(values.get("text"), problems, "a recommendation's text")
        placed: list[str] = []
        for node_of_theme in read_list(values.get("themes"), problems, "a recommendation's themes"):
            theme = _read_theme(node_of_theme, problems, themes)
            if theme in placed:
                problems.add("duplicate-theme", node_of_theme, f"“{theme}” stands twice", "Keep one.")
            placed.append(theme)
        placed.sort(key=lambda theme: themes.get(theme, 0))
        if not placed and "themes" in values:
            problems.add("no-theme", values["themes"], f"{citation.id} stands under no theme")
        others = _read_other_wordings(values.get("other_wordings"), problems, placed)
        placements = [Placement(theme, others.get(theme, text)) for theme in placed]
        label = read_text_value(values.get("label"), problems, "a recommendation's label") or ""
        kind = _read_kind(values.get("kind"), problems)
        if placements:
            remark = read_text_value(values.get("remark"), problems, "a recommendation's remark") or ""
            found[citation.id] = Recommendation(citation, label, tuple(placements), remark, kind)
        if "text" in values:
            mark = values["text"].start_mark
            places[citation.id] = (mark.line + 1, mark.column + 1)
    ordered = [item for item in found.values() if item.region in regions]
    return [item for item in ordered if all(theme in themes for theme in item.themes)], places


def _read_citation(node: yaml.Node | None, problems: Problems, regions: set[str]) -> Citation:
    value = require_text(node, problems, "a recommendation's id")
    citation = parse_id(value)
    if node is None or not value:
        return Citation("", 0)
    if citation is None:
        problems.add(
            "bad-id",
            node,
            f"“{value}” is no recommendation id",
            "Write the region's key, a hyphen, the paragraph and its letter: lac-19h.",
        )
        return Citation("", 0)
    if citation.region not in regions:
        problems.unknown("region", node, citation.region, sorted(regions))
    return citation


def _read_kind(node: yaml.Node | None, problems: Problems) -> Kind | None:
    value = read_text_value(node, problems, "a recommendation's kind")
    if node is None or value is None:
        return None
    if value not in set(Kind):
        problems.unknown("kind", node, value, list(Kind))
        return None
    return Kind(value)


def _read_theme(node: yaml.Node, problems: Problems, themes: Mapping[str, int]) -> str:
    value = require_text(node, problems, "a theme's id")
    if value and value not in themes:
        problems.unknown("theme", node, value, themes)
    return value


def _read_other_wordings(node: yaml.Node | None, problems: Problems, placed: list[str]) -> dict[str, str]:
    others: dict[str, str] = {}
    for item in read_list(node, problems, "other wordings"):
        values = read_mapping(item, problems, "a wording", required=("theme", "text"))
        theme = require_text(values.get("theme"), problems, "a wording's theme")
        if "theme" in values and theme and theme not in placed:
            problems.unknown("theme of this recommendation", values["theme"], theme, placed)
        if theme in others:
            problems.add(
                "duplicate-wording", values["theme"], f"“{theme}” has two other wordings", "Keep one."
            )
        others[theme] = require_text(values.get("text"), problems, "a wording's text")
    return others


def dump_matrix(matrix: Matrix) -> bytes:
    """The bytes of a matrix file, sealed; the same matrix gives the same bytes."""
    source = matrix.source
    lines = [_HEADER.format(file=_scalar(source.file if source else "by hand")).rstrip()]
    lines += [f"name: {_scalar(matrix.name)}", f"title: {_scalar(matrix.title)}"]
    if source:
        lines += ["source:", f"  file: {_scalar(source.file)}", f"  sha256: {source.sha256}"]
        lines += [f"  document: {_scalar(source.document)}"] if source.document else []
        lines += [f"  date: {_scalar(source.date)}"] if source.date else []
    lines += ["", "regions:"]
    for region in matrix.regions:
        lines += [f"  - key: {_scalar(region.key)}"]
        lines += [f"    {fact}: {_scalar(getattr(region, fact))}" for fact in _REGION_FACTS]
        if region.sources:
            lines += ["    sources:"]
            lines += [f"      {fact}: {_scalar(text)}" for fact, text in region.sources.items()]
    lines += ["", "sections:"]
    for section in matrix.sections:
        lines += [f"  - id: {_scalar(section.id)}", f"    title: {_scalar(section.title)}", "    themes:"]
        for theme in matrix.themes:
            if theme.section == section.id:
                lines += [f"      - id: {_scalar(theme.id)}"]
                lines += [f"        number: {_scalar(theme.number)}"] if theme.number else []
                lines += [f"        title: {_scalar(theme.title)}"]
    lines += ["", "recommendations:"]
    for item in matrix.recommendations:
        lines += _recommendation_lines(item)
    return seal_text("\n".join(lines) + "\n")


def _recommendation_lines(item: Recommendation) -> list[str]:
    lines = [f"  - id: {item.id}"]
    if item.remark:
        lines += [f"    remark: {_scalar(item.remark)}"]
    if item.kind:
        lines += [f"    kind: {item.kind}"]
    if item.label:
        lines += [f"    label: {_scalar(item.label)}"]
    lines += [f"    themes: [{', '.join(item.themes)}]", f"    text: {_scalar(item.text)}"]
    others = [placement for placement in item.placements if placement.text != item.text]
    if others:
        lines += ["    other_wordings:"]
    for placement in others:
        lines += [f"      - theme: {placement.theme}", f"        text: {_scalar(placement.text)}"]
    return [*lines, ""]


def _scalar(value: str | None) -> str:
    """A text on one line, quoted only where YAML needs it."""
    if value is None:
        return "null"
    if not value.isprintable():
        return yaml.safe_dump(value, width=float("inf"), allow_unicode=True, default_style='"').rstrip("\n")
    return yaml.safe_dump(value, width=float("inf"), allow_unicode=True).removesuffix("\n...\n").rstrip("\n")
