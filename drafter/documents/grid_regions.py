"""Names the regions of a grid by the heads of their columns, and says what is odd about these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.documents.citation_forms import is_cited
from drafter.documents.headings import key_of
from drafter.documents.oddities import NamesMet
from drafter.documents.symbols import without_symbol
from drafter.documents.table import Account, Piece, opening
from drafter.documents.tables import Head, Sheet
from drafter.model import Region

_MOST_IN_NAME = 6  # words of a region's name that has a citation beside it


def regions_of(
    sheet: Sheet, heads: Sequence[Head], known: Mapping[str, Region], account: Account, first_line: int
) -> tuple[Region, ...]:
    """The regions in the order of their columns.

    Args:
        sheet: The table.
        heads: Of the regions' columns.
        known: Facts about regions, by the names that stand in the heads.
        account: Where to say what is odd.
        first_line: Of the table, to report what is wrong with its heads.
    """
    taken = {region.key for region in known.values()}
    names: set[str] = set()
    met = NamesMet()
    regions: list[Region] = []
    for head in heads:
        at = head.piece or _first_below(sheet, head) or Piece("", first_line, 1)
        if not head.name and any(other.name for other in heads):
            number = sheet.heads.index(head) + 1
            at = at if at.stands else Piece("", first_line, 1)
            account.report("column-without-head", at, number=number, count=len(sheet.heads))
        if len(head.name.split()) > _MOST_IN_NAME and is_cited(head.name):
            account.report("head-is-recommendation", at, text=opening(head.name))
        if head.name and (other_at := _second_below(sheet, head)):
            account.report("head-over-columns", other_at, name=head.name, text=opening(other_at.text))
        if head.name.casefold() in names:
            account.report("two-heads-one-region", at, name=head.name)
        elif head.name and (other := met.other(head.name)):
            account.report("one-region-two-names", at, name=head.name, other=other)
        names |= {head.name.casefold()} if head.name else set()
        region = known.get(head.name) or Region(key_of(without_symbol(head.name), taken), head.name)
        taken.add(region.key)
        regions.append(region)
    return tuple(regions)


def _second_below(sheet: Sheet, head: Head) -> Piece | None:
    """What stands beside another text below one head."""
    rows = ([cell for cell in line.filled if head.holds(cell)] for line in sheet.lines)
    return next((cells[1].paragraphs[0] for cells in rows if len(cells) > 1), None)


def _first_below(sheet: Sheet, head: Head) -> Piece | None:
    below = (cell for line in sheet.lines for cell in line.filled if head.holds(cell))
    return next((cell.paragraphs[0] for cell in below), None)
