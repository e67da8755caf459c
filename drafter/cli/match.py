"""``drafter match``: proposes which recommendations say the same."""

from __future__ import annotations

import io
import sys
from dataclasses import asdict
from pathlib import Path

import click

from drafter.cli import console
from drafter.files import change_file, read_bytes, write_file
from drafter.matrix.loading import CONCORDANCE_FILE, OpenMatrix, find_matrix, open_matrix
from drafter.matrix.matching import ProposedEntry, explain, propose, with_proposals
from drafter.matrix.similarity import Similarity
from drafter.model import Matrix

_FOUND_AT_ONCE = 5
_LONG_WORK = 1000  # so many recommendations take long enough for a progress bar


@click.command("match")
@console.matrix_options
@click.option("-o", "--output", metavar="FILE", help="The concordance to write, or to add to.")
@click.option(
    "--explain", nargs=2, metavar="ID ID", help="Say why two recommendations belong together or not."
)
@click.option("--like", metavar="ID", help="List the nearest recommendations of other regions.")
@click.option(
    "--count",
    type=console.Count(),
    default=_FOUND_AT_ONCE,
    show_default=True,
    help="How many --like lists.",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def command(
    matrix: str,
    concordance: str | None,
    output: str | None,
    explain: tuple[str, str] | None,
    like: str | None,
    count: int,
    in_json: bool,
) -> None:
    """Propose which recommendations of different regions say the same.

    No matcher replaces reading: a proposal counts for nothing until you set its status to confirmed.
    What you confirmed or rejected is never changed and never proposed again. Without -o, the proposals
    are printed.

    \b
    Examples:
      drafter match -o concordance.yaml
      drafter match --like lac-19h
      drafter match --explain lac-19h wa-14c
    """
    if bool(explain) + bool(like) + bool(output) > 1:
        raise click.UsageError("take one of -o, --like and --explain")
    if output and in_json:
        raise click.UsageError("--json is printed: leave -o out")
    if explain and explain[0] == explain[1]:
        raise click.UsageError("--explain takes two different recommendations")
    target = Path(output) if output and output != "-" else None
    known = _concordance_file(matrix, concordance, target)
    # Read before the long comparison, so that what somebody saves meanwhile is not written over.
    existing = read_bytes(known) if known else b""
    opened = open_matrix(matrix, str(known) if known else None)
    console.require_known([*(explain or ()), *([like] if like else [])], opened.matrix.by_id)

    total = len(opened.matrix.recommendations)
    is_shown = total >= _LONG_WORK and sys.stderr.isatty()
    with click.progressbar(
        length=total, label="Comparing", file=sys.stderr if is_shown else io.StringIO()
    ) as bar:
        similarity = Similarity(opened.matrix, progress=lambda done, _: bar.update(done - bar.pos))
    if explain:
        _explain(similarity, *explain, in_json=in_json)
    elif like:
        _like(similarity, like, count, in_json=in_json)
    else:
        proposals = propose(similarity, opened.concordance)
        if target:
            _write(target, known, existing, proposals, opened)
        else:
            _print(proposals, opened.matrix, in_json=in_json)


def _concordance_file(matrix: str, concordance: str | None, target: Path | None) -> Path | None:
    """The concordance that holds what people have decided: the one named, or the one at hand."""
    if concordance:
        return Path(concordance)
    beside = find_matrix(matrix).parent / CONCORDANCE_FILE
    return next((path for path in (target, beside) if path is not None and path.is_file()), None)


def _explain(similarity: Similarity, first: str, second: str, *, in_json: bool) -> None:
    evidence = explain(similarity, first, second)
    if in_json:
        facts = asdict(evidence) | _score(evidence.score)
        click.echo(console.as_json(ids=[first, second], **facts), nl=False)
        return
    console.recommendation(similarity.matrix, first, is_heading=True)
    console.recommendation(similarity.matrix, second, is_heading=True)
    near = evidence.score >= evidence.threshold
    verdict = "They may well say the same" if near else "They hardly say the same"
    score = f"they score {evidence.score:.2f}, proposed from {evidence.threshold:.2f} on"
    click.echo(console.wrap(f"{verdict}: {score}.", 0))
    _print_facts("For it:", _reasons_for(similarity.matrix, evidence.phrases, evidence.themes))
    against = ["they are of the same region"] if evidence.same_region else []
    if not evidence.phrases:
        against.append("no phrase stands in both")
    if not evidence.themes:
        against.append("they share no theme")
    against += [f"only {first}: “{text}”" for text in evidence.only_first]
    against += [f"only {second}: “{text}”" for text in evidence.only_second]
    _print_facts("Against it:", against)
    if evidence.strength:
        _print_facts("Their strength differs:", [evidence.strength])


def _reasons_for(matrix: Matrix, phrases: tuple[str, ...], themes: tuple[str, ...]) -> list[str]:
    return [
        *(f"both say “{phrase}”" for phrase in phrases),
        *(f"both stand under “{matrix.theme_by_id[theme].title}”" for theme in themes),
    ]


def _print_facts(title: str, facts: list[str]) -> None:
    if facts:
        console.heading(title)
    for fact in facts:
        click.echo(console.wrap(f"- {fact}", 2, hang=2))


def _like(similarity: Similarity, given: str, count: int, *, in_json: bool) -> None:
    nearest = similarity.like(given, count)
    if in_json:
        near = [{"id": other, **_score(score)} for other, score in nearest]
        click.echo(console.as_json(id=given, near=near), nl=False)
        return
    console.recommendation(similarity.matrix, given, is_heading=True)
    for other, score in nearest:
        click.echo()
        console.recommendation(similarity.matrix, other, is_heading=True)
        evidence = explain(similarity, given, other)
        reasons = _reasons_for(similarity.matrix, evidence.phrases, evidence.themes)
        click.echo(console.wrap(f"score {score:.2f}: {'; '.join(reasons) or 'single words only'}", 4))
    console.message(
        f"Next: drafter match --explain {given} {nearest[0][0]}" if nearest else "Nothing is near to it."
    )


def _print(proposals: list[ProposedEntry], matrix: Matrix, *, in_json: bool) -> None:
    if in_json:
        entries = [
            {
                **console.fields_of(proposal, "id", "members"),
                "status": "proposed",
                **_score(proposal.score),
                **console.fields_of(proposal, "phrases", "strength"),
                "near": [
                    console.fields_of(near, "id") | _score(near.score) | console.fields_of(near, "phrase")
                    for near in proposal.near
                ],
            }
            for proposal in proposals
        ]
        click.echo(console.as_json(entries=entries), nl=False)
        return
    click.echo(with_proposals(b"", Path("concordance.yaml"), proposals, matrix), nl=False)
    console.message(f"{_count(proposals)}. Write them with -o, read them, and set their status.")


def _write(
    target: Path, known: Path | None, existing: bytes, proposals: list[ProposedEntry], opened: OpenMatrix
) -> None:
    if not proposals:
        console.message("Nothing new to propose; nothing was written.")
        return
    content = with_proposals(existing, known or target, proposals, opened.matrix)
    if known in (None, target):
        with change_file(target, as_read=existing) as write:
            write(content)
    else:
        write_file(target, content)
    console.message(
        f"Wrote {target}: {_count(proposals)} added. Next: read each, take out what does not belong, and "
        "set its status to confirmed or rejected. Until then it counts for nothing."
    )
    if target.resolve() != (opened.path.parent / CONCORDANCE_FILE).resolve():
        console.message(f"To draft with it, add --concordance {target}, or put it beside the matrix.")


def _count(proposals: list[ProposedEntry]) -> str:
    return console.plural(len(proposals), "proposed entry", "proposed entries")


def _score(score: float) -> dict[str, object]:
    return {"score": round(score, 4)}
