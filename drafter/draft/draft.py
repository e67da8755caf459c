"""The draft: the composed document before it is written in any format. Plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.draft.blocks import Block
from drafter.draft.drafted_clause import Clause
from drafter.matrix.candidates import NotUsed
from drafter.model import Matrix


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What made a draft, kept inside the Word file so that it can be checked later.

    Attributes:
        matrix: The matrix's name.
        matrix_sha256: The fingerprint of the matrix file's bytes.
        concordance: The concordance's name.
        concordance_sha256: Its fingerprint; empty where there was none.
        form: The form's name.
        criteria: In words.
        options: The criteria as they would be given on the command line, name and value.
    """

    matrix: str
    matrix_sha256: str
    concordance: str
    concordance_sha256: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The composed document.

    Attributes:
        title: Its title.
        subject: What it is, in one line.
        language: BCP 47 tag of its language.
        made_from: What made it.
        blocks: Everything that is printed, in order.
        clauses: The numbered clauses, in order.
        guidance: Guidance to the drafters, in order.
        not_used: The recommendations in neither, with reasons.
        matrix: The matrix that it was made from, to be kept inside the Word file.
    """

    title: str
    subject: str
    language: str
    made_from: MadeFrom
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    guidance: tuple[Clause, ...]
    not_used: tuple[NotUsed, ...]
    matrix: Matrix
