"""``about.yaml``: what a document does not say of itself, and how it is to be read."""

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

_MOST_WITH_FACTS = 12  # regions; of more, as of States, nobody fills in the facts of each


class About(Struct, frozen=True):
    """What a document does not say of itself.

    Attributes:
        name: The matrix's short name; empty where nobody gave it one.
        title: Its title; None for the one in the document.
        regions: Facts about its regions.
        date: When the document was made or issued, in words; None where not confirmed.
        document: What people call the document; None where nobody has said.
        meeting: The meeting that is to adopt the text; None likewise.
        report: The one report of all regions; None where each has its own.
        regions_are: What the regions are, one and several; empty for regions.
        table: The table that is the matrix; empty for the one that is found.
        columns: What columns hold, each with its head.
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

    def layout(self, said: Layout) -> Layout:
        """Return how the document is to be read, as the file and now a person says."""
        columns = {role: (*self.columns.get(role, ()), *said.columns.get(role, ())) for role in Role}
        return Layout({role: heads for role, heads in columns.items() if heads}, said.table or self.table)


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
        DrafterError: if it cannot be read.
        ContentError: with every problem in it.
    """
    about, problems = _ABOUT.load(path)
    problems.refuse_same(about.regions, "key", "regions")
    if len(about.regions_are) == 1:
        at = problems.node_of(about, "regions_are")
        problems.add("one-word", at, "“regions_are” needs two words", "Write the singular and the plural: [State, States]")
    for role in set(about.columns) - set(Role):
        problems.unknown("kind of column", problems.node_of(about, "columns"), role, list(Role))
    raise_on_errors(problems.in_order())
    # A name that is the head needs no head beside it.
    regions = tuple(
        replace(region, head=None) if region.head == region.name else region for region in about.regions
    )
    return replace(about, regions=regions)


def dump_about(matrix: Matrix, layout: Layout) -> bytes:
    """Return the bytes of a first ``about.yaml``, in which people fill in what only people know.

    Args:
        matrix: What was read.
        layout: How a person said that the document is to be read.
    """
    said = given_of("", table=layout.table) + (["columns:"] if layout.columns else [])
    said += [f"  {role}: {listed(heads)}" for role, heads in layout.columns.items()]
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
        "LAYOUT": "\n".join(["# How the document is read.", *said] if said else []),
        "REGIONS": "\n".join(regions),
    }
    text = Path(__file__).with_name("about-template.yaml").read_text("utf-8")
    return seal_text(Template(text).substitute(parts))
