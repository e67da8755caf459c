"""``drafter review``: a page on which a person signs each citation of a draft."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import click

from drafter.check.draft import check_draft
from drafter.cli import console
from drafter.files import read_bytes, seal_text, write_file
from drafter.matrix.loading import open_matrix
from drafter.problems import DrafterError
from drafter.reading.findings import compare_with_review, entries_for
from drafter.reading.items import clauses_to_review
from drafter.reading.page import write_review_page
from drafter.reading.review import Review, dump_review, load_review
from drafter.returned.document import read_returned

_WORD = (".docx", ".dotx", ".docm")
_PAGE = (".html", ".htm")
_REVIEW = (".yaml", ".yml")
_NAME_THE_MATRIX = "Name the matrix that its footnotes cite: --matrix kyoto-2021"


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
    if path.suffix.lower() not in _WORD:
        raise click.UsageError(f"{path} is not a Word draft (.docx)")
    if output is None:
        raise click.UsageError("say where to write the page: -o review.html")
    target = Path(output)
    if target.suffix.lower() not in (*_PAGE, *_REVIEW):
        raise click.UsageError(
            f"drafter review writes a page (.html) or a review (.yaml), not “{target.suffix or target}”"
        )
    if concordance and not matrix:
        raise click.UsageError("--concordance goes with --matrix")

    content = read_bytes(path)
    opened = open_matrix(matrix, concordance) if matrix else None
    returned = read_returned(path, opened, content=content, original=original, hint=_NAME_THE_MATRIX)
    if not returned.has_matrix:
        raise DrafterError(
            f"{path} does not say what made it: a program that saved it has left that out", _NAME_THE_MATRIX
        )
    clauses = clauses_to_review(returned)
    if not clauses:
        raise DrafterError(f"{path} has no clauses", "Name a Word draft that drafter made.")
    items = [item for clause in clauses for item in clause.items]
    review = load_review(Path(review_file)) if review_file else Review()
    if target.suffix.lower() in _PAGE:
        checked = check_draft(returned)
        mark, regions = hashlib.sha256(content).hexdigest(), returned.matrix.regions
        page = write_review_page(
            path.name, mark, str(checked.summary), regions, clauses, checked.findings, review
        )
        # A page is drafter's own: made anew, it may replace the one before.
        write_file(target, seal_text(page, ("<!-- ", " -->")), overwrite=overwrite)
        what_next = (
            f"open {target.name} in a browser, write your name, and go through it (? shows the keys).\n"
            f"Then save review.yaml from it, and: drafter check --review review.yaml {console.quoted(path)}"
        )
    else:
        text = dump_review(Review(path.name, entries_for(items, review)))
        write_file(target, text.encode(), overwrite=overwrite)
        what_next = (
            "in each block write verdict, by and on.\n"
            f"Then: drafter check --review {console.quoted(target)} {console.quoted(path)}"
        )
    standing = Counter(str(one.standing) for one in compare_with_review(items, review).items)
    so_far = f" {standing['signed']} signed, {standing['changed']} changed since they were signed."
    guidance = sum(clause.is_guidance for clause in clauses)
    counts = [console.plural(len(clauses) - guidance, "clause")]
    counts += [f"{console.plural(guidance, 'paragraph')} of guidance"] if guidance else []
    console.message(
        f"Wrote {target}: {', '.join(counts)}, {console.plural(len(items), 'citation')} to sign."
        f"{so_far if review.entries else ''}\nNext: {what_next}"
    )
