"""``drafter import`` onto a matrix that is there: what is different, and what people corrected in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli import console
from drafter.files.reading import read_bytes, read_text, refuse_link_out
from drafter.files.seal import MATRIX, has_whole_seal
from drafter.files.writing import refuse_another, refuse_changed, write_file
from drafter.matrix.loading import ABOUT_FILE, is_corrected, path_of_imported
from drafter.matrix.matrix_file import dump_matrix, load_matrix
from drafter.model import Matrix
from drafter.problems import DrafterError

if TYPE_CHECKING:
    from drafter.documents.renewal import Renewal

_SHOWN = 8  # ids in a message
_COMMENT, _SEAL = re.compile(r"(?:^|\s)#"), re.compile("# drafter seal:")
_CLAUSES = re.compile("^clauses:", re.MULTILINE)
_LARGEST = 1 << 20  # bytes of a file that is looked into


def renew_matrix(
    matrix: Matrix, target: Path, write: Callable[[bytes], None], *, overwrite: bool
) -> tuple[Matrix, str]:
    """Write a matrix in the place of the one that is there, with what people corrected in that.

    Args:
        matrix: What the document says.
        target: The matrix file.
        write: Writes it.
        overwrite: Whether what people corrected is to go.

    Returns:
        What was written; and a line that says where comments went, empty where there were none.

    Raises:
        DrafterError: if it cannot be told what they corrected, or a file cannot be written.
    """
    has_corrections = not overwrite and is_corrected(target)
    old, kept = _matrix_there(target, must_be_read=has_corrections), ""
    if old and has_corrections:
        matrix, imported, content = _with_corrections(old, matrix, target)
        kept = _keep_comments(target, content)
    else:
        matrix = _like(old, matrix, target) if old else matrix
        content = imported = dump_matrix(matrix)
        refuse = refuse_another if overwrite else refuse_changed
        refuse(target, content, _is_own)
    write(content)
    beside = path_of_imported(target)
    write_file(beside, imported, is_untouched=_may_go_beside, overwrite=overwrite, is_beside=True)
    return matrix, kept


def _may_go_beside(content: bytes) -> bool:
    """Whether nothing is lost with what keeps what the last import gave: it is drafter's, or empty."""
    return not content.strip() or _is_own(content)


def _is_own(content: bytes) -> bool:
    """Whether a file is a matrix as drafter wrote it."""
    return has_whole_seal(content, MATRIX)


def _matrix_there(target: Path, *, must_be_read: bool = False) -> Matrix | None:
    """The matrix that is to be replaced; None where there is none that can be read.

    Raises:
        ContentError: with the faults of one that somebody corrected.
    """
    if not target.is_file():
        return None
    try:
        return load_matrix(target).matrix
    except DrafterError:
        if must_be_read:
            raise
        return None


def _like(old: Matrix, matrix: Matrix, target: Path) -> Matrix:
    """A matrix with the ids of the one before it; what is new in it is said."""
    from drafter.documents.renewal import compare_matrices, keep_identities

    matrix = keep_identities(matrix, old)
    for line in lines_of_changes(compare_matrices(matrix, old), target):
        console.message(line)
    return matrix


def _with_corrections(old: Matrix, matrix: Matrix, target: Path) -> tuple[Matrix, bytes, bytes]:
    """A matrix with what people corrected in its file, said.

    Returns:
        It; the bytes of what the document gives, and of the file.

    Raises:
        DrafterError: if it cannot be told what they corrected.
    """
    from drafter.documents.hand_edits import merge_edits
    from drafter.documents.renewal import compare_matrices

    beside = path_of_imported(target)
    refuse_link_out(beside)
    base = _matrix_there(beside)
    if base is None or not _is_own(read_bytes(beside)):
        _like(old, matrix, target)
        stands = "is damaged" if beside.exists() else "is not there"
        raise DrafterError(
            f"{target} was not written: somebody corrected it, and the file beside it with what the last "
            f"import gave ({beside.name}) {stands}, so corrections cannot be told from what is new",
            "Write to another name with -o and carry your corrections over, or add --overwrite to lose them.",
        )
    merged = merge_edits(base, old, matrix, str(target))
    for line in lines_of_changes(compare_matrices(merged.matrix, old), target):
        console.message(line)
    if merged.kept:
        more = f" and {len(merged.kept) - _SHOWN} more" if len(merged.kept) > _SHOWN else ""
        console.message(f"Kept as you corrected it: {', '.join(merged.kept[:_SHOWN])}{more}.")
    console.messages(merged.conflicts)
    imported, content = dump_matrix(merged.theirs), dump_matrix(merged.matrix)
    # With the seal of what the document gives, so that a file with corrections is known for one.
    content = b"\n".join([*content.split(b"\n")[:-2], *imported.split(b"\n")[-2:]])
    return merged.matrix, imported, content


def _keep_comments(target: Path, content: bytes) -> str:
    """Copy a file that has comments which it will not have any more, and say so."""
    now = set(content.decode().split("\n"))
    lines = (line for line in read_text(target).split("\n") if line not in now)
    if not any(_COMMENT.search(line) and not _SEAL.match(line) for line in lines):
        return ""
    names = (f"{target.name}.before{number}" for number in ("", *range(2, 1000)))
    # A link has the name, too, that leads to nothing: the copy would be made where it leads.
    copy = next(path for name in names if not os.path.lexists(path := target.with_name(name)))
    write_file(copy, read_bytes(target), is_beside=True)
    return f"Your comments are not carried over; the file with them is kept as {copy}.\n"


def lines_of_changes(renewal: Renewal, target: Path) -> Iterator[str]:
    """What is new, gone and changed, and which files name what has gone."""
    from drafter.documents.renewal import named_in

    if renewal.keys:
        keys = ", ".join(f"{old} is {new_} now" for old, new_ in renewal.keys)
        yield f"The keys of regions are other ones, and the ids that begin with them: {keys}."
    renamed = [f"{old} (now {new_})" for old, new_ in renewal.renamed]
    for ids, what in (
        (renewal.new, "new"),
        (renewal.gone, "gone"),
        (renamed, "with another id"),
        (renewal.reworded, "in other words"),
        (renewal.moved, "under other themes"),
        (renewal.headings, "new in the outline"),
        (renewal.headings_gone, "gone from the outline"),
    ):
        if ids:
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
            yield f"Against {target} as it was, {len(ids)} {what}: {', '.join(ids[:_SHOWN])}{more}."
    if other := [f"{new_} (was {old})" for old, new_ in renewal.of_another]:
        more = f" and {len(other) - _SHOWN} more" if len(other) > _SHOWN else ""
        yield (
            f"warning: words that one region had are another's now: {', '.join(other[:_SHOWN])}{more}. "
            "Look in the document whose they are: its heads, or the names in its rows, may be exchanged."
        )
    is_renamed = renewal.keys or renewal.renamed
    by_hand = "Write the ids that they have now, or take them out." if is_renamed else "Take it out there."
    for path in sorted(target.parent.glob("*.yaml")) if renewal.old_names else ():
        is_other = path.name not in (target.name, ABOUT_FILE) and path.stat().st_size <= _LARGEST
        content = read_text(path) if is_other else ""
        if named := named_in(content, renewal.old_names):
            more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
            said = f"{path} names what is not there any more: {', '.join(named[:_SHOWN])}{more}. "
            is_selection = _CLAUSES.search(content) and not renewal.keys
            next_ = f"drafter select {console.quoted(path)} says what becomes of it."
            yield said + (next_ if is_selection else by_hand)
