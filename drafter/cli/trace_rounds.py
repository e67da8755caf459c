"""``drafter trace --from``: drafts of earlier rounds, followed into the adopted text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.cli import console
from drafter.cli.trace_printed import whose
from drafter.matrix.loading import OpenMatrix
from drafter.problems import DrafterError
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.rounds import AcrossRounds, Followed, round_of
from drafter.returned.document import read_returned
from drafter.text.words import excerpt

_MOST_PLACES = 4
_ENDED = {
    Ended.FULL: "it is in the text in full",
    Ended.PART: "it is in the text in part",
    Ended.NOWHERE: "it is in no paragraph of the text",
    Ended.OPEN: "nobody has decided whether it is in the text",
}


def trace_rounds(opened: OpenMatrix, outcome: Outcome, files: Sequence[str], *, in_json: bool) -> None:
    """Follow the clauses of drafts into the text.

    Args:
        opened: The matrix that they were drafted from.
        outcome: What the trace says.
        files: Word drafts, in the order of the rounds.
        in_json: Whether to print JSON.

    Raises:
        DrafterError: if one cannot be read, or is no draft of drafter's.
    """
    rounds = [
        round_of(Path(file).name, read_returned(Path(file), opened), opened.matrix.by_id) for file in files
    ]
    for file, one in zip(files, rounds, strict=True):
        if not one.clauses:
            raise DrafterError(f"{file} has no clauses", "Name a Word draft that drafter made, of any round.")
    across = AcrossRounds(rounds, outcome)
    if in_json:
        _print_json(across)
    else:
        _print(across)
    console.message(f"{outcome.adopted.name}: {outcome.trace.who_read}")
    console.message("Clauses are followed by their words and by where their sources ended.")


def _print(across: AcrossRounds) -> None:
    names = [one.name for one in across.rounds]
    console.heading(f"From {', '.join(names)} to {across.outcome.adopted.name}")
    for one in across.followed():
        label = f"{one.clause.label}. " if one.clause.label else ""
        which = "" if one.rounds == tuple(names) else f" ({', '.join(one.rounds)})"
        console.show(console.wrap(f"{label}{excerpt(one.clause.wordings[0])}{which}", 2, hang=4))
        console.show(console.wrap(_where(one), 6, hang=2))
    left = across.left()
    if left:
        console.show("")
        console.heading(f"Recommendations that left between two rounds ({len(left)})")
    matrix = across.outcome.matrix
    for gone in left:
        item = matrix.by_id[gone.recommendation]
        when = f"cited last in {gone.last}, not in {gone.next}; {_ENDED[gone.ended]}"
        said = f"{item.id}  {whose(matrix, item)}: {when}"
        console.show(console.wrap(said, 2, hang=4))


def _where(one: Followed) -> str:
    words = f"by its words in {one.by_words[0]} ({one.by_words[1]:.0%} of them)" if one.by_words else ""
    places = [f"{key} ({count})" if count > 1 else key for key, count in one.by_sources.items()]
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    sources = f"by its sources in {', '.join(places[:_MOST_PLACES])}{more}" if places else ""
    return "; ".join(filter(None, [words, sources])) or "in no paragraph, by its words or its sources"


def _print_json(across: AcrossRounds) -> None:
    clauses = [
        {
            "id": one.clause.id,
            "number": one.clause.label,
            "rounds": list(one.rounds),
            "sources": list(one.clause.sources),
            "by_words": {"paragraph": one.by_words[0], "share": round(one.by_words[1], 4)}
            if one.by_words
            else None,
            "by_sources": dict(one.by_sources),
        }
        for one in across.followed()
    ]
    left = [
        {"recommendation": one.recommendation, "last": one.last, "next": one.next, "ended": str(one.ended)}
        for one in across.left()
    ]
    console.show(
        console.as_json(
            rounds=[one.name for one in across.rounds],
            text={
                "name": across.outcome.adopted.name,
                "how_read": across.outcome.trace.how_read,
                "readers": across.outcome.trace.readers,
            },
            clauses=clauses,
            left=left,
        ),
        ends="",
    )
