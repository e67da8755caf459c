"""Finds what the columns of a list hold: by their heads, and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import replace

from drafter.documents.citation_forms import FEW_WORDS, Forms, is_cited
from drafter.documents.names import names_behind
from drafter.documents.table import Account, Cell, Layout, Piece, opening
from drafter.documents.tables import Head, Sheet
from drafter.documents.words import plain_head, words
from drafter.problems import DrafterError, ExitStatus
from drafter.text.looks import did_you_mean

_MOST_BY_CONTENT = 0.8  # so many of a column's cells, as a share, say what it holds
_LABELLED = re.compile(r"\s*(?P<label>[^\W\d_][^:.;()]{1,40}?)\s*:\s+(?=\S)")
_WHAT = {"text": "the texts of the recommendations", "region": "whose each recommendation is"}
_ONE_ALONE = ("region", "text")  # of several columns that could hold these none is taken without being asked
_LONG = 40  # signs of a text, on average
_TOO_LONG = 60  # signs of names, likewise: a column “States” may hold what they say


def find_columns(sheet: Sheet, layout: Layout, forms: Forms) -> dict[str, Head]:
    """What the columns of a list hold, by role; nothing where the table is a grid.

    Args:
        sheet: The table.
        layout: The columns that a person named.
        forms: Finds citations.

    Raises:
        DrafterError: if there is no column of a name that a person gave, or none with the texts or regions.
    """
    found = _by_heads(sheet, layout)
    long = [head for head in sheet.heads if _length(sheet, head) >= _LONG]
    if "text" not in found and len(long) == 1 and are_behind(sheet, long[0]):
        found["text"] = long[0]  # “Recommendation and recommending State”
    is_open = not {"region", "text", "paragraph"} & set(layout.columns)  # it may be a grid
    if not {"region", "text"} & set(found) and (
        not layout.columns or (is_open and _has_many_cited(sheet, found.values(), forms))
    ):
        return {}
    left = [head for head in sheet.heads if head.name and head not in found.values()]
    cited = next((head for head in left if _cites(sheet, head, forms)), None)
    if cited and "paragraph" not in found:
        found["paragraph"] = cited
    if "text" not in found:
        long = [head for head in left if head is not cited and head in long]
        if len(long) > 1 and is_open:
            return {}  # a grid under a head such as “State”
        if not long:
            raise _refused(sheet, "text")
        found["text"] = max(long, key=lambda head: _length(sheet, head))
    said = (head for head in left if _is_said_behind(sheet, head, found["text"]))
    if "region" not in found and (head := next(said, None)):
        found["region"] = head
    if "region" not in found and not are_behind(sheet, found["text"]):
        raise _refused(sheet, "region")
    return found


def _by_heads(sheet: Sheet, layout: Layout) -> dict[str, Head]:
    """What a person named, and what the heads say."""
    found = {role: _named(sheet, role, name) for role, name in layout.columns.items()}
    for role, head in found.items():
        if other := next((one for one in found if one != role and found[one] is head), ""):
            message = f"the column “{head.name}” cannot hold both the {role} and the {other}"
            hint = f"Name another column for one of them: --column {other}=HEAD"
            raise DrafterError(message, hint, status=ExitStatus.USAGE)
    named = tuple(found.values())
    for head in sheet.heads:
        role = words().role_of(head.name)
        is_free = role and role not in layout.columns and head not in named
        is_other = (role == "text" and _is_numbers(sheet, head)) or (
            role == "region" and _length(sheet, head) >= _TOO_LONG
        )
        if not is_free or is_other:
            continue
        if role in _ONE_ALONE and role in found and cells_in(sheet, head):
            raise _refused_two(found[role], head, role)
        found.setdefault(role, head)
    return found


def _cites(sheet: Sheet, head: Head, forms: Forms) -> bool:
    """Whether a column has citations and nothing else; numbers alone may count its rows."""
    share = _share(sheet, head, lambda text: bool(forms.whole(text)) and not text.isdecimal())
    return share >= _MOST_BY_CONTENT


def _has_many_cited(sheet: Sheet, named: Collection[Head], forms: Forms) -> bool:
    """Whether texts that cite stand in several columns, as in a grid."""

    def cites(text: str) -> bool:
        return is_cited(text) or bool(forms.find(text))

    others = [head for head in sheet.heads if head not in named]
    return sum(_share(sheet, head, cites) > 0 for head in others) > 1


def look_for_list(
    sheet: Sheet, beside: Mapping[str, str], layout: Layout, account: Account, forms: Forms
) -> None:
    """Say where a table that was read as a grid seems to be a list of which no head says what it holds.

    A column then has paragraphs alone; or numbers or names, where no others cite.

    Args:
        sheet: The table.
        beside: What the columns hold that are no region's, and their heads.
        layout: The columns that a person named.
        account: Where to say so.
        forms: Finds citations.
    """
    named = [plain_head(head) for head in layout.columns.values()]
    guessed = [head for head in sheet.heads if head.name == beside.get("theme")]
    guessed = [head for head in guessed if plain_head(head.name) not in named]
    guessed = [head for head in guessed if not words().heads_themes(head.name)]
    regions = [head for head in sheet.heads if head.name and head.name not in beside.values()]
    regions = [head for head in regions if cells_in(sheet, head)]
    doubtful = [
        head for head in regions if words().role_of(head.name) == "paragraph" or _cites(sheet, head, forms)
    ]
    if not doubtful and not _has_many_cited(sheet, (), forms):
        doubtful = [head for head in regions if _has_names(sheet, head, forms)]
        if len(regions) == 1:
            doubtful, regions = guessed, [*guessed, *regions]
    if doubtful and len(doubtful) < len(regions):  # of a table of short words alone another error says so
        (first, *_) = doubtful
        at = first.piece or cells_in(sheet, first)[0].paragraphs[0]
        account.report("seems-a-list", at, head=first.name, text=opening(texts_in(sheet, first)[0]))


def _has_names(sheet: Sheet, head: Head, forms: Forms) -> bool:
    """Whether what stands in a column beside others is numbers or names; one alone does not tell."""
    cells = [cell for line in sheet.lines if len(line.filled) > 1 for cell in line.filled if head.holds(cell)]
    said = [cell.text for cell in cells if not words().says_nothing(cell.text)]
    short = [text for text in said if len(text.split()) < FEW_WORDS and not text.endswith((".", ";"))]
    return 2 * sum(not (is_cited(text) or forms.find(text)) for text in short) > len(said) > 1


def are_behind(sheet: Sheet, head: Head) -> bool:
    """Whether the texts of a column say in brackets behind them whose they are."""
    return _share(sheet, head, lambda text: names_behind(text) != "") >= _MOST_BY_CONTENT


def _is_said_behind(sheet: Sheet, head: Head, texts: Head) -> bool:
    """Whether most of what a column holds stands again in brackets behind the text beside it, as names do."""
    pairs = [(line.at(head), line.at(texts)) for line in sheet.lines]
    both = [(cell.text, names_behind(text.text)) for cell, text in pairs if cell and text]
    return 2 * sum(bool(name) and name in behind for name, behind in both) > len(both) > 0


def texts_in(sheet: Sheet, head: Head) -> list[str]:
    """What stands in a column, without what is said below a text (see ``labels_in``)."""
    labels = labels_in(sheet, head)
    return [without_labelled(cell, labels)[0].text for cell in cells_in(sheet, head)]


def labels_in(sheet: Sheet, head: Head) -> frozenset[str]:
    """The labels of what the cells of a column say below their texts, in paragraphs of its own.

    “Source of position: A/HRC/28/15/Add.1 – Para. 3” is one where most cells have such a paragraph; in a
    single cell it could be of the text.
    """
    cells = cells_in(sheet, head)
    found = Counter(label for cell in cells for label in {_label(piece) for piece in cell.paragraphs[1:]})
    return frozenset(label for label, count in found.items() if label and 2 * count > len(cells))


def without_labelled(cell: Cell, labels: Container[str]) -> tuple[Cell, dict[str, Piece]]:
    """A cell without its labelled paragraphs, and these by label."""
    said = {label: piece for piece in cell.paragraphs[1:] if (label := _label(piece)) in labels}
    if not said:
        return cell, said
    kept = tuple(piece for piece in cell.paragraphs if piece not in said.values())
    return replace(cell, paragraphs=kept), said


def _label(piece: Piece) -> str:
    found = _LABELLED.match(piece.text)
    return found["label"] if found else ""


def behind_label(piece: Piece) -> str:
    """What a labelled paragraph says behind its label."""
    found = _LABELLED.match(piece.text)
    return piece.text[found.end() :].strip() if found else piece.text


def cells_in(sheet: Sheet, head: Head) -> list[Cell]:
    """The filled cells of a column."""
    return [cell for line in sheet.lines for cell in line.filled if head.holds(cell)]


def _named(sheet: Sheet, role: str, name: str) -> Head:
    found = [head for head in sheet.heads if plain_head(head.name) == plain_head(name)]
    if len(found) > 1:
        raise _refused_two(found[0], found[1], role)
    if not found:
        names = [head.name for head in sheet.heads if head.name]
        hint = did_you_mean(name, names) or f"There are: {', '.join(names) or 'none'}."
        message = f"no column has the head “{name}”, which is to hold the {role}"
        raise DrafterError(message, hint, status=ExitStatus.USAGE)
    return found[0]


def _refused_two(one: Head, other: Head, role: str) -> DrafterError:
    """Two columns could hold the same: which does, a person must say."""
    if plain_head(one.name) == plain_head(other.name):
        what = _WHAT.get(role, f"the {role}")
        message = f"two columns have the head “{one.name}”, and either could hold {what}"
        return DrafterError(message, "Give each of them a head of its own.", status=ExitStatus.PROBLEMS)
    return DrafterError(
        f"the columns “{one.name}” and “{other.name}” could each hold {_WHAT[role]}",
        f'Say which it is: --column {role}="{one.name}" or --column {role}="{other.name}"',
        status=ExitStatus.PROBLEMS,
    )


def _refused(sheet: Sheet, role: str) -> DrafterError:
    what = _WHAT[role]
    names = ", ".join(f"“{head.name}”" for head in sheet.heads if head.name)
    return DrafterError(
        f"this is a list, and no column of it is known to hold {what}; its columns are {names}",
        f"Say which it is: --column {role}=HEAD",
        status=ExitStatus.PROBLEMS,
    )


def _length(sheet: Sheet, head: Head) -> float:
    texts = texts_in(sheet, head)
    return sum(map(len, texts)) / len(texts) if texts else 0


def _is_numbers(sheet: Sheet, head: Head) -> bool:
    """Whether a column cannot hold texts: “Recommendation” over numbers."""
    return all(text.replace(".", "").isdecimal() for text in texts_in(sheet, head))


def _share(sheet: Sheet, head: Head, holds: Callable[[str], bool]) -> float:
    texts = texts_in(sheet, head)
    return sum(map(holds, texts)) / len(texts) if texts else 0
