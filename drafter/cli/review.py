"""``drafter review``: a page on which a person signs each citation of a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.console import message, plural, quoted
from drafter.files import read_bytes, seal_text, write_file
from drafter.matrix.loading import open_matrix
from drafter.problems import DrafterError

if TYPE_CHECKING:
    from drafter.check.draft import CheckedDraft
    from drafter.reading.items import ClauseToReview, Item
    from drafter.reading.review import Review

_WORD = (".docx", ".dotx", ".docm")
_PAGE = (".html", ".htm")
_REVIEW = (".yaml", ".yml")


@click.command("review", short_help="Make a page on which a reviewer signs each citation.")
@click.argument("draft", metavar="DRAFT.docx")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The page to write (.html); or a review to fill in by hand (.yaml).",
)
@click.option("--review", "review_file", metavar="FILE", help="Continue this review.yaml.")
@click.option(
    "--matrix", metavar="FILE|NAME", help="The matrix to check against. [default: the one inside the draft]"
)
@click.option("--concordance", metavar="FILE", help="With --matrix: which recommendations say the same.")
@click.option("--original", is_flag=True, help="Read tracked changes as rejected, not as accepted.")
@click.option("--overwrite", is_flag=True, help="Replace FILE even if somebody changed it.")
def command(
    draft: str,
    output: str | None,
    review_file: str | None,
    matrix: str | None,
    concordance: str | None,
    original: bool,
    overwrite: bool,
) -> None:
    """Make a page on which a reviewer signs each citation of a Word draft.

    The page shows each clause as it stands beside the paragraphs that it cites, with what differs marked
    and the problems found. It is one file: send it by mail, open it in any browser. Verdicts are kept in
    the browser and saved from the page as review.yaml. drafter itself signs nothing, and never writes to
    the draft.

    \b
    Examples:
      drafter review draft.docx -o review.html
      drafter review draft.docx --review review.yaml -o review.html

    Afterwards, “drafter check --review review.yaml draft.docx” says what is signed, what is pending, and
    what has changed since.
    """
    path = Path(draft)
    target = Path(output) if output else None
    _refuse_wrong_files(path, target)
    content = read_bytes(path)
    checked = _open_checked(path, content, matrix, concordance, original=original)

    from drafter.reading.items import clauses_to_review
    from drafter.reading.review import Review, load_review

    clauses = clauses_to_review(checked.returned)
    review = load_review(Path(review_file)) if review_file else Review()
    if not clauses:
        raise DrafterError(f"{path} has no clauses", "Name a Word draft that drafter made.")
    assert target  # noqa: S101  # refused above where there is none
    items = [item for clause in clauses for item in clause.items]
    if target.suffix.lower() in _PAGE:
        text = _page(path, content, checked, clauses, review)
        # A page is drafter's own: made anew, it may replace the one before.
        write_file(target, seal_text(text, ("<!-- ", " -->")), overwrite=overwrite)
    else:
        from drafter.reading.review import dump_review, entries_for

        text = dump_review(Review(path.name, entries_for(items, review)))
        write_file(target, text.encode(), overwrite=overwrite)
    message(_what_was_written(target, path, clauses, items, review))


def _refuse_wrong_files(path: Path, target: Path | None) -> None:
    if path.suffix.lower() not in _WORD:
        raise click.UsageError(f"{path} is not a Word draft (.docx)")
    if target is None:
        raise click.UsageError("say where to write the page: -o review.html")
    if target.suffix.lower() not in (*_PAGE, *_REVIEW):
        raise click.UsageError(
            f"drafter review writes a page (.html) or a review (.yaml), not “{target.suffix or target}”"
        )


def _open_checked(
    path: Path, content: bytes, matrix: str | None, concordance: str | None, *, original: bool
) -> CheckedDraft:
    from drafter.check.draft import check_draft
    from drafter.docx.reader import read_word
    from drafter.returned.document import returned_from

    if concordance and not matrix:
        raise click.UsageError("--concordance goes with --matrix")
    document = read_word(content, str(path), original=original)
    opened = open_matrix(matrix, concordance) if matrix else None
    if opened is None and document.draft is None:
        raise DrafterError(
            f"{path} does not say what made it: it is no draft of drafter's, or a program that saved it "
            "has left that out",
            "Name the matrix that its footnotes cite: --matrix kyoto-2021",
        )
    return check_draft(
        returned_from(document, opened.matrix if opened else None, opened.concordance if opened else None)
    )


def _page(
    path: Path, content: bytes, checked: CheckedDraft, clauses: tuple[ClauseToReview, ...], review: Review
) -> str:
    from drafter.reading.page import ReviewPage, write_review_page

    assert checked.returned.matrix  # noqa: S101  # a draft is checked against a matrix
    return write_review_page(
        ReviewPage(
            draft=path.name,
            draft_sha256=hashlib.sha256(content).hexdigest(),
            summary=str(checked.summary),
            regions=checked.returned.matrix.regions,
            clauses=clauses,
            findings=checked.findings,
            review=review,
        )
    )


def _what_was_written(
    target: Path, path: Path, clauses: Sequence[ClauseToReview], items: Sequence[Item], review: Review
) -> str:
    from drafter.reading.review import Standing, compare_with_review

    outcome = compare_with_review(items, review)
    signed = len(outcome.standing(Standing.SIGNED))
    changed = len(outcome.standing(Standing.CHANGED))
    so_far = f" {signed} signed, {changed} changed since they were signed." if review.entries else ""
    if target.suffix.lower() in _PAGE:
        what_next = (
            f"Next: open {target.name} in a browser, write your name, and go through it (? shows the keys).\n"
            f"Then save review.yaml from it, and: drafter check --review review.yaml {quoted(path)}"
        )
    else:
        what_next = (
            "Next: in each block write verdict, by and on.\n"
            f"Then: drafter check --review {quoted(target)} {quoted(path)}"
        )
    guidance = sum(clause.is_guidance for clause in clauses)
    counts = [plural(len(clauses) - guidance, "clause")]
    counts += [f"{plural(guidance, 'paragraph')} of guidance"] if guidance else []
    return (
        f"Wrote {target}: {', '.join(counts)}, {plural(len(items), 'citation')} to sign.{so_far}\n{what_next}"
    )
