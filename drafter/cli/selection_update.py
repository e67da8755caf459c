"""What ``drafter select FILE`` does: brings a selection up to date, and says what it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from drafter.cli.console import message, plural, quoted
from drafter.cli.select import placed
from drafter.matrix.candidates import select
from drafter.matrix.criteria import Criteria, criteria_in_words
from drafter.selection.edit import scalar, set_fact, unfit
from drafter.selection.loading import OpenSelection, named_for, open_selection
from drafter.selection.resolve import place_clauses
from drafter.selection.update import Updated, update, with_criteria

_NAMED_AT_MOST = 8


def updated(
    path: Path, criteria: Criteria, keys: Sequence[str], head: dict[str, str]
) -> tuple[OpenSelection, Updated]:
    """A selection file with what is given, brought up to date; nothing is written.

    Args:
        path: The file.
        criteria: New criteria.
        keys: Which of them are given; the file's others stay.
        head: What else is given: "matrix", "concordance", "form", "alternatives", "support".

    Returns:
        The file as it was read, and as it is to be.
    """
    was = open_selection(
        path,
        matrix=head.get("matrix", ""),
        concordance=head.get("concordance", ""),
        form=head.get("form", ""),
        may_have_gone=True,
    )
    if was.cut is None:
        raise unfit(path)
    text = was.text
    for name, value in head.items():
        is_file = name in ("matrix", "concordance", "form")
        shown = named_for(path.parent, value) if is_file else value
        text = set_fact(
            text, path, () if is_file else ("options",), name, [scalar(shown) if is_file else shown]
        )
    text = with_criteria(text, path, criteria, keys)
    now = was.reread(text)
    if now.cut is None:
        raise unfit(path)
    matrix = now.opened.matrix
    selected = placed(now, select(matrix, now.opened.concordance, now.file.criteria).clauses)
    own = {item.id: item for item in placed(now, place_clauses(matrix, now.by_id, now.file))}
    return was, update(now.cut, path, now.file, matrix, now.by_id, now.sources, selected, own)


def report(opened: OpenSelection, result: Updated, target: Path, *, is_same: bool, to_stdout: bool) -> None:
    """Say what an update did, and what is to be looked at."""
    now = opened.reread(result.text)
    if is_same:
        message(f"{target} is up to date; nothing was written.")
    elif not to_stdout:
        message(f"Wrote {target}: {plural(len(now.file.clauses), 'clause')}, nothing of yours is changed.")
    message(f"Criteria: {criteria_in_words(opened.opened.matrix, now.file.criteria)}.")
    _say("new, marked NEW", result.new)
    _say("taken out, which nobody had decided anything about", result.removed)
    _say(
        "kept though no longer selected, since you wrote there (delete the block to leave it out)",
        result.kept,
    )
    _say("with other sources than before, marked CHANGED", result.changed)
    _say("stay out, since you deleted them (to have one back: --keep ID)", result.deleted)
    for problem in opened.problems:
        message(str(problem))
    if not to_stdout:
        message(f"Next: drafter draft {quoted(target)} -o {quoted(_next_round(target))}")


def _next_round(selection: Path) -> Path:
    """A name for the next draft: that of the last round beside the selection, and one more."""
    found = (
        re.fullmatch(r"round-(\d{1,4})\.docx", path.name) for path in selection.parent.glob("round-*.docx")
    )
    last = max((int(match[1]) for match in found if match), default=0)
    return selection.with_name(f"round-{last + 1}.docx")


def _say(what: str, ids: Iterable[str]) -> None:
    ids = list(ids)
    if ids:
        more = f" and {len(ids) - _NAMED_AT_MOST} more" if len(ids) > _NAMED_AT_MOST else ""
        message(f"  {plural(len(ids), 'clause')} {what}: {', '.join(ids[:_NAMED_AT_MOST])}{more}")
