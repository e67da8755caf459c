"""``about.yaml``: what a matrix document does not say of itself, and how it is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from drafter.files.seal import ABOUT, seal_text
from drafter.matrix.matrix_file import MEETING, REGION, REPORT, check_words
from drafter.matrix.yaml_lines import facts_of, given_of, listed
from drafter.model import Meeting, Region, Report
from drafter.problems import raise_on_errors
from drafter.records.nodes import Problems
from drafter.records.records import Record, file_beside, list_of, mapping_of, optional, text, words
from drafter.text.words import whole

# What a column of a list can hold.
COLUMN_ROLES = ("region", "section", "theme", "text", "paragraph")

# In place of a region's key, for the one report of them all.
ALL_REGIONS = ""

_ANEW = "If nothing in it is needed, delete it: the next “drafter import” writes one to fill in."
_MOST_IN_FULL = 12  # regions; of more, as of States, nobody fills in the facts one by one


@dataclass(frozen=True, slots=True)
class About:
    """What a matrix document does not say of itself.

    Attributes:
        name: The matrix's short name; empty where nobody gave it one.
        title: Its title; None for the one that stands above the table.
        regions: The facts about its regions.
        date: When the document was made or issued, in words; None where not confirmed.
        document: What people call the document; None where nobody has said.
        meeting: The meeting for which it was made; likewise.
        report: The one report that has the recommendations of all regions; likewise.
        regions_are: What the regions are, one and several; empty likewise.
        reports: The files of reports beside it, each by its region's key, or one for all by ``ALL_REGIONS``.
        table: Which table of the document is the matrix, from 1; 0 where nobody has said.
        sheet: The name of the sheet; empty likewise.
        columns: What a column holds, and its head.
        citations: Forms of the document's citations, in plain words: “Rec. {paragraph}{letter}”.
        places: A region's key, or a form of citations → the line and column in the file at which it stands.
    """

    name: str = ""
    title: str | None = None
    regions: tuple[Region, ...] = ()
    date: str | None = None
    document: str | None = None
    meeting: Meeting | None = None
    report: Report | None = None
    regions_are: tuple[str, ...] = ()
    reports: Mapping[str, str] = field(default_factory=dict)
    table: int = 0
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def _report_files(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, str]:
    """A report's file for each region's key, or one for all."""
    if isinstance(node, yaml.ScalarNode):
        return {ALL_REGIONS: file_beside(node, problems, what)}
    return mapping_of(file_beside, None, "a report's file")(node, problems, what)


def _number(node: yaml.Node | None, problems: Problems, what: str) -> int:
    value = text(node, problems, what)
    if value.isdecimal() and whole(value):
        return whole(value)
    problems.add("bad-number", node, f"{what} cannot be “{value}”", "Write a number from 1 on.")
    return 0


_ABOUT = Record(
    "the file",
    About,
    name=optional(words, "", called="the matrix's name"),
    title=optional(words, called="the matrix's title"),
    regions=optional(list_of(REGION), (), called="regions"),
    date=optional(text, called="the document's date"),
    document=optional(text, called="the document's name"),
    meeting=optional(MEETING),
    report=optional(REPORT),
    regions_are=optional(list_of(text, "a word"), ()),
    reports=optional(_report_files, {}),
    table=optional(_number, 0, called="the table's number"),
    sheet=optional(text, "", called="the sheet's name"),
    columns=optional(mapping_of(text, COLUMN_ROLES, "a column's head"), {}),
    citations=optional(list_of(text, "a form of citations"), ()),
)


def load_about(path: Path) -> About:
    """Read ``about.yaml``.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it.
    """
    about, problems = _ABOUT.load(path)
    if [one.code for one in problems.found] in (["empty-file"], ["wrong-type"]) and about == About():
        problems.found = [replace(problems.found[0], hint=_ANEW)]  # nothing in it is about a matrix
    problems.refuse_same(about.regions, "key", "a region's key “{}” stands twice")
    heads = ((one.heading, problems.node_of(one, "head" if one.head else "name")) for one in about.regions)
    problems.refuse_repeats("duplicate-id", heads, "two regions have the head “{}”")
    names = ((one.name.casefold(), problems.node_of(one, "name")) for one in about.regions)
    hint = "Give each a name of its own: by these the paper tells whose words are whose."
    problems.refuse_repeats(
        "duplicate-id", names, "a region before it (line {first}) has this name, too", hint
    )
    check_words(about, problems)
    keys = [region.key for region in about.regions]
    named = problems.node_of(about, "reports") if about.reports else None
    for key, _ in named.value if isinstance(named, yaml.MappingNode) else ():
        if key.value not in keys:
            problems.unknown("region", key, str(key.value), keys)
    raise_on_errors(problems.in_order())
    places = {one.key: problems.place_of(one, "key") for one in about.regions}
    for form, node in problems.placed(about.citations, about, "citations"):
        places[form] = node.start_mark.line + 1, node.start_mark.column + 1
    return replace(about, places=places)


def dump_about(
    about: About, file: str, title: str, footnote: str, with_report: str, with_meetings: str
) -> bytes:
    """The bytes of a first ``about.yaml``, in which a person fills in what only a person knows, with a seal.

    Args:
        about: What was found.
        file: The document's name.
        title: The title that was found in it.
        footnote: How a footnote reads as it is.
        with_report: How it reads when the one report is filled in.
        with_meetings: How it reads when the regions' meetings are.
    """
    is_full = len(about.regions) <= _MOST_IN_FULL
    lines = [
        f"# What {file} does not say of itself. “drafter import” takes it from here: run it again",
        "# after a change.",
        "# Fill in what you can confirm, and leave the rest null: what is null is not printed.",
        "",
        *facts_of("", name=about.name),
        f"# The title that the paper prints: null for “{title}”, as in the document."
        if title
        else "# The title that the paper prints: none was found in the document.",
        *facts_of("", title=None),
        "# What people call the document, and when it was made: the paper says both.",
        *facts_of("", document=None, date=None),
        "# The meeting that is to adopt the text; what is not known of it stays out:",
        "#   meeting:",
        "#     name: what it is called",
        "#     place: where it is held",
        "#     dates: when",
        "meeting: null",
        "# The one report that has the recommendations of all, once; null where each has its own:",
        "#   report:",
        "#     name: what it is called",
        "#     symbol: its symbol",
        "report: null",
        "# What the regions are, one and several: [State, States]. Null for regions.",
        "regions_are: null",
        "",
        *_said(about),
        "# head: as in the document, by which it is found there; leave it. name: as the paper prints it in a",
        "# sentence, with “the” where it needs one: the Pacific.",
        "# key: short, what you type and what ids begin with. Change keys before you make a concordance or a",
        "# selection: these name ids.",
        *(
            [
                "# meeting, place, dates: of the meeting whose report is cited. symbol: that report's, as",
                "# the document cites it where it does. Footnotes print meeting and symbol or place.",
            ]
            if is_full
            else []
        ),
        f"# As long as nothing is filled in, a footnote reads: {footnote}",
        f"# With “report:”, once for all: {with_report}",
        *([f"# Or with the meetings: {with_meetings}"] if is_full else []),
        "regions:",
    ]
    for region in about.regions:
        lines += [*facts_of("  - ", key=region.key), *facts_of("    ", head=region.heading, name=region.name)]
        lines += (
            facts_of("    ", meeting=None, place=None, dates=None, symbol=region.symbol) if is_full else []
        )
        lines += given_of("    ", symbol=region.symbol) if not is_full else []
    return seal_text("\n".join(lines) + "\n", ABOUT)


def _said(about: About) -> Sequence[str]:
    """How the document is read, as a person said when it was imported."""
    lines = [f"table: {about.table}"] if about.table else []
    lines += facts_of("", sheet=about.sheet) if about.sheet else []
    lines += ["columns:", *facts_of("  ", **about.columns)] if about.columns else []
    lines += [f"citations: {listed(about.citations)}"] if about.citations else []
    return ["# How the document is read.", *lines, ""] if lines else []
