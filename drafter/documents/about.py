"""``about.yaml``: facts that a document lacks, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.documents.table import Layout, Role
from drafter.files import seal_text
from drafter.matrix.matrix_file import MEETING, REGION, REPORT, facts_of, given_of, listed, scalar
from drafter.model import Matrix, Meeting, Region, Report
from drafter.problems import raise_on_errors
from drafter.records import Record, list_of, mapping_of, one_or_many, optional, text

_MOST_WITH_FACTS = 12  # regions; nobody fills in the facts of more, such as States


class About(Struct, frozen=True):
    """Facts that a document does not have.

    Attributes:
        name: The matrix's short name; may be empty.
        title: Its title; None for the title in the document.
        regions: Facts about its regions.
        date: When the document was issued, in words; None where not confirmed.
        document: The name that people use for the document; None where nobody gave one.
        meeting: The meeting that is to adopt the text; None where nobody named it.
        report: The single report of all regions; None where each has its own.
        regions_are: The noun for a region, singular and plural; empty for "region".
        table: The table that is the matrix; empty where drafter finds it.
        columns: The heads of columns by role.
    """

    name: str = ""
    title: str | None = None
    regions: tuple[Region, ...] = ()
    date: str | None = None
    document: str | None = None
    meeting: Meeting | None = None
    report: Report | None = None
    regions_are: tuple[str, ...] = ()
    table: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def layout(self, instructions: Layout) -> Layout:
        """Return the instructions in the file together with a person's."""
        columns = {role: (*self.columns.get(role, ()), *instructions.columns.get(role, ())) for role in Role}
        return Layout(
            {role: heads for role, heads in columns.items() if heads}, instructions.table or self.table
        )


_ABOUT = Record(
    "the file",
    About,
    name=optional(text, ""),
    title=optional(text),
    regions=optional(list_of(REGION), ()),
    date=optional(text),
    document=optional(text),
    meeting=optional(MEETING),
    report=optional(REPORT),
    regions_are=optional(list_of(text, "a word"), ()),
    table=optional(text, ""),
    columns=optional(mapping_of(one_or_many(text), "the heads of columns"), {}),
)


def load_about(path: Path) -> About:
    """Read ``about.yaml``.

    Raises:
        DrafterError: If it cannot be read.
        ContentError: With all its problems.
    """
    about, problems = _ABOUT.load(path)
    problems.refuse_same(about.regions, "key")
    if len(about.regions_are) == 1:
        node = problems.node_of(about, "regions_are")
        problems.add(
            "one-word",
            node,
            "“regions_are” needs two words",
            "Write the singular and the plural: [State, States]",
        )
    for role in set(about.columns) - set(Role):
        problems.unknown("kind of column", problems.node_of(about, "columns"), role, list(Role))
    raise_on_errors(problems.in_order())
    # A name that equals the head makes the head superfluous.
    regions = tuple(
        replace(region, head=None) if region.head == region.name else region for region in about.regions
    )
    return replace(about, regions=regions)


def dump_about(matrix: Matrix, layout: Layout) -> bytes:
    """Return the bytes of a first ``about.yaml``, for people to complete.

    Args:
        matrix: The matrix as it was read.
        layout: A person's instructions on how to read the document.
    """
    instructions = given_of("", table=layout.table) + (["columns:"] if layout.columns else [])
    instructions += [f"  {role}: {listed(heads)}" for role, heads in layout.columns.items()]
    regions = []
    for region in matrix.regions:
        regions += facts_of("  - ", key=region.key)
        regions += facts_of("    ", head=region.heading, name=region.name)
        if len(matrix.regions) <= _MOST_WITH_FACTS:
            regions += facts_of("    ", meeting=None, place=None, dates=None, symbol=region.symbol)
    parts = {
        "FILE": matrix.source.file if matrix.source else "the document",
        "NAME": scalar(matrix.name),
        "TITLE": matrix.title or "none was found",
        "LAYOUT": "\n".join(["# How the document is read.", *instructions] if instructions else []),
        "REGIONS": "\n".join(regions),
    }
    text = Path(__file__).with_name("about-template.yaml").read_text("utf-8")
    return seal_text(Template(text).substitute(parts))
