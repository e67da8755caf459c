"""``drafter match``: proposes which recommendations say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.match_page import write_for_one
from drafter.cli.pages import is_page
from drafter.files.reading import exists, read_bytes, refuse_link_out, stands_to_be_read
from drafter.files.writing import change_file, never, write_file
from drafter.matrix.loading import CONCORDANCE_FILE, OpenMatrix, find_matrix, open_matrix
from drafter.matrix.matching import ProposedEntry, explain, propose, with_proposals
from drafter.matrix.similarity import Similarity
from drafter.model import Matrix

_FOUND_AT_ONCE = 5
_LONG_WORK = 1000  # so many recommendations take long enough for a progress bar


@click.command("match")
@click.argument("given", metavar="[MATRIX]", nargs=-1)
@console.matrix_options
@click.option(
    "-o", "--output", metavar="FILE", help="The concordance to write, or to add to; or a page to read on."
)
@click.option(
    "--readings",
    metavar="READING…",
    multiple=True,
    help="Compare readings of two people or more; with -o, write the concordance that they give.",
)
@click.option("--blind", is_flag=True, help="With --readings and a page at -o: name no reader on it.")
@click.option(
    "--overwrite", is_flag=True, help="Replace what drafter wrote at -o before, even if somebody changed it."
)
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
    given: Sequence[str],
    matrix: str,
    concordance: str | None,
    output: str | None,
    readings: Sequence[str],
    blind: bool,
    overwrite: bool,
    explain: tuple[str, str] | None,
    like: str | None,
    count: int,
    in_json: bool,
) -> None:
    """Propose which recommendations of different regions say the same.

    No matcher replaces reading: a proposal counts for nothing until you set its status to confirmed.
    What you confirmed or rejected is never changed and never proposed again. Without -o, the proposals
    are printed; with -o reading.html you get a page on which a person reads who says the same.

    \b
    Examples:
      drafter match -o concordance.yaml
      drafter match -o reading.html
      drafter match --like lac-19h
      drafter match --explain lac-19h wa-14c
      drafter match --readings reading-a.yaml reading-b.yaml
      drafter match --readings reading-a.yaml reading-b.yaml -o differences.html
      drafter match --readings reading-a.yaml reading-b.yaml decided.yaml -o concordance.yaml
    """
    if readings:
        from drafter.cli.match_readings import read_together

        if explain or like:
            raise click.UsageError("--readings goes with neither --explain nor --like")
        opened = open_matrix(matrix, concordance)
        read_together(opened, [*readings, *given], output, in_json=in_json, blind=blind, overwrite=overwrite)
        return
    _refuse_what_does_not_go_together(given, output, explain, like, in_json=in_json)
    matrix = console.matrix_named(given[0]) if given else matrix
    # A page holds no decisions: nobody's are looked for in it.
    page = Path(output) if output and is_page(output) else None
    target = Path(output) if output and output != "-" and not page else None
    known = _concordance_file(matrix, concordance, target)
    # Read before the long comparison, so that what somebody saves meanwhile is not written over.
    existing = read_bytes(known) if known else b""
    opened = open_matrix(matrix, str(known) if known else None)
    console.require_known([*(explain or ()), *([like] if like else [])], opened.matrix.by_id)

    with console.progress("Comparing", _LONG_WORK) as progress:
        similarity = Similarity(opened.matrix, progress=progress)
    if page:
        write_for_one(similarity, page, overwrite=overwrite)
    elif explain:
        _explain(similarity, *explain, in_json=in_json)
    elif like:
        _like(similarity, like, count, in_json=in_json)
    else:
        proposals = propose(similarity, opened.concordance)
        if target:
            _write(target, known, existing, proposals, opened)
        else:
            _print(proposals, opened.matrix, in_json=in_json)


def _refuse_what_does_not_go_together(
    given: Sequence[str], output: str | None, pair: tuple[str, str] | None, like: str | None, *, in_json: bool
) -> None:
    if len(given) > 1:
        raise click.UsageError(f"name one matrix, not {len(given)}; readings come behind --readings")
    if bool(pair) + bool(like) + bool(output) > 1:
        raise click.UsageError("take one of -o, --like and --explain")
    if output and in_json:
        raise click.UsageError("--json is printed: leave -o out")
    if pair and pair[0] == pair[1]:
        raise click.UsageError("--explain takes two different recommendations")


def _concordance_file(matrix: str, concordance: str | None, target: Path | None) -> Path | None:
    """The concordance that holds what people have decided: the one named, or the one at hand."""
    if concordance:
        return Path(concordance)
    beside = find_matrix(matrix).parent / CONCORDANCE_FILE
    if beside != target:
        refuse_link_out(beside)
    if target is not None and exists(target) and target.is_file():
        return target
    return beside if beside != target and stands_to_be_read(beside) else None


def _explain(similarity: Similarity, first: str, second: str, *, in_json: bool) -> None:
    evidence = explain(similarity, first, second)
    if in_json:
        facts = asdict(evidence) | _score(evidence.score)
        console.show(console.as_json(ids=[first, second], **facts), ends="")
        return
    console.recommendation(similarity.matrix, first, is_heading=True)
    console.recommendation(similarity.matrix, second, is_heading=True)
    near = evidence.score >= evidence.threshold
    verdict = "They may well say the same" if near else "They hardly say the same"
    score = f"they score {evidence.score:.2f}, proposed from {evidence.threshold:.2f} on"
    console.show(console.wrap(f"{verdict}: {score}.", 0))
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
        console.show(console.wrap(f"- {fact}", 2, hang=2))


def _like(similarity: Similarity, given: str, count: int, *, in_json: bool) -> None:
    nearest = similarity.like(given, count)
    if in_json:
        near = [{"id": other, **_score(score)} for other, score in nearest]
        console.show(console.as_json(id=given, near=near), ends="")
        return
    console.recommendation(similarity.matrix, given, is_heading=True)
    for other, score in nearest:
        console.show("")
        console.recommendation(similarity.matrix, other, is_heading=True)
        evidence = explain(similarity, given, other)
        reasons = _reasons_for(similarity.matrix, evidence.phrases, evidence.themes)
        console.show(console.wrap(f"score {score:.2f}: {'; '.join(reasons) or 'single words only'}", 4))
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
        console.show(console.as_json(entries=entries), ends="")
        return
    console.show(with_proposals(b"", Path("concordance.yaml"), proposals, matrix).decode(), ends="")
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
        write_file(target, content, is_untouched=never)
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
