"""What a recommendation is in the place where it was found, and how its text is taken, whatever the shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.documents.table import Account, Piece, SpanKind
from drafter.model import Citation, Recommendation

_EN_DASH_FOR_HYPHEN = re.compile(r"(?<![^\W\d_])[^\W\d_]+–[^\W\d_]+")  # a very long word is read once


@dataclass(frozen=True, slots=True)
class Found:
    """A recommendation as it stands in one place.

    Attributes:
        item: The recommendation.
        piece: What its text begins with.
        cited: Its citation; None where it has none.
    """

    item: Recommendation
    piece: Piece
    cited: Piece | None = None


def trimmed(account: Account, piece: Piece) -> Piece:
    """The piece without the blanks at its ends, which are taken as layout."""
    start, end = len(piece.text) - len(piece.text.lstrip()), len(piece.text.rstrip())
    account.take(SpanKind.LAYOUT, [piece.part(0, start), piece.part(max(start, end))])
    return piece.part(start, max(start, end))


def take_text(account: Account, pieces: Sequence[Piece]) -> None:
    """Read pieces as the text of a recommendation, and say what is odd about its signs."""
    account.take(SpanKind.TEXT, pieces)
    for piece in pieces:
        for dash in _EN_DASH_FOR_HYPHEN.finditer(piece.text):
            account.report("en-dash-for-hyphen", piece.part(dash.start()), word=dash[0])


def several_cited(account: Account, cited: Sequence[Citation], at: Piece, read: str) -> str:
    """Say that a text cites several paragraphs, of which one is its identity; the remark that keeps them."""
    account.report("several-paragraphs", at, citation=at.text, read=read)
    return f"{at.text.strip()}, which cites {len(cited)} paragraphs; known by the first"
