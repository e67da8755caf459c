"""Says what is doubtful about whose the rows of a list are, and where row and text contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.documents.citation_forms import Forms
from drafter.documents.found import Found
from drafter.documents.names import Names
from drafter.documents.names_behind import brackets_in, inside
from drafter.documents.table import Account, Cell, Piece
from drafter.model import Citation

_SEPARATORS = " .;,"


def look_at_cell(region: Cell, names: Names, account: Account) -> list[str]:
    """The names in a cell of regions; what in it is none is said, and where a name may be more than one."""
    at = region.paragraphs[0]
    found = names.of(region.lines)
    for aside in names.asides(region.lines):
        account.report("no-name-in-brackets/cell", at, name=aside)
    for name in found:
        if other := names.named_in(name):
            account.report("name-in-name", at, name=name, other=other)
    # A name may run over two lines; two that stand elsewhere, too, are two.
    if len(region.paragraphs) > 1 and any(map(names.stands_once, found)) and len(found) > 1:
        account.report("names-on-lines", at, names=", ".join(f"“{name}”" for name in found))
    return found


def is_of_others(text: Sequence[Piece], whose: Sequence[str], names: Names, account: Account) -> bool:
    """Whether a text has in brackets some of those whose the row is, so that its parts may be of one each.

    Others that are named there are a doubt: the column says whose it is.
    """
    for brackets in (brackets for piece in text for brackets in brackets_in(piece)):
        there = names.of(inside(brackets))
        if not names.are_named(inside(brackets), is_within=True) or set(whose) <= set(there):
            continue
        facts = {"name": ", ".join(there), "whose": ", ".join(whose)}
        if set(there) <= set(whose):
            account.report("in-list/of-one-each", brackets, **facts)
            return True
        account.report("names-another", brackets, **facts)
    return False


def look_at_citation(
    text: Sequence[Piece], cited: Sequence[Citation], cell: Cell, forms: Forms, account: Account
) -> None:
    """Say where a text ends in another citation than stands in the column for them."""
    last = text[-1] if text else None
    if last and (marks := forms.find(last.text)) and not last.text[marks[-1].end :].strip(_SEPARATORS):
        mark = marks[-1]
        if mark.cited[0] not in cited:
            at = last.part(mark.start, mark.end)
            account.report("cites-another-paragraph", at, citation=at.text.strip(), column=cell.text)


def look_at_names(found: Iterable[Found], regions: Iterable[str], names: Names, account: Account) -> None:
    """Say which names in brackets behind texts stand there once: only their place tells that they are."""
    once = [name for name in regions if names.stands_once(name)]
    first = next(iter(found), None)
    if once and first:
        named = ", ".join(f"“{name}”" for name in once)
        account.report("named-once", first.piece, names=named)
