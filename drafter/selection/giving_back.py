"""What was written into clauses while they were joined, by the comments that say so; see ``splitting``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.selection.blocks import Change, SelectionText
from drafter.selection.joined import brought_to, cited_beside
from drafter.selection.loading import OpenSelection


def given_back(
    selection: OpenSelection, before: OpenSelection, first: str, others: Sequence[str]
) -> tuple[OpenSelection, dict[str, tuple[OwnWording, ...]]]:
    """The wordings beside a joint text that were written into the paragraphs of those that are in it.

    Args:
        selection: As it stands.
        before: As it was before they were joined.
        first: The clause that has the joint text.
        others: Those that are joined with it.

    Returns:
        The latter, in which what is joined with one of the others in turn has its words beside that one; and
        for each of the others the wordings.
    """
    home, now, file = before.file.joined_with, selection.clause(first), selection.in_blocks
    along = {one: [each for each, at in home.items() if at == one] for one in others}
    written = {
        one: tuple(words for each in (one, *own) for words in _written_into(file, each, first, now))
        for one, own in along.items()
    }
    for one, own in along.items():
        before = before.reread(_beside_another(before.in_blocks, own, first, one)) if own else before
    return before, written


def _written_into(
    file: SelectionText, clause: str, first: str, now: SelectionEntry
) -> tuple[OwnWording, ...]:
    """The wordings of a joined clause that were written into the paragraph of another one."""
    block = file.by_id[clause]
    lines = {line.strip() for line in file.lines[block.start : block.stop]}
    return tuple(one for one in now.wordings if f"# {brought_to(first, one.wording)}" in lines)


def _beside_another(file: SelectionText, clauses: Sequence[str], was: str, now: str) -> SelectionText:
    """The file in which what was written into some clauses stands beside the text of another one."""
    old, new = (brought_to(one, "").rstrip() for one in (was, now))
    found = [
        Change(n, n + 1, [file.lines[n].replace(old, new, 1)])
        for one in clauses
        for n in range(file.by_id[one].start, file.by_id[one].stop)
        if file.lines[n].strip().startswith(f"# {old}")
    ]
    return file.changed(found, [("clauses", one) for one in clauses]) if found else file


def with_halves(
    first: str,
    wordings: Iterable[OwnWording],
    written: Mapping[str, tuple[OwnWording, ...]],
    before: OpenSelection,
    parts_in: Callable[[str], Mapping[str, str]],
) -> dict[str, tuple[OwnWording, ...]]:
    """The wordings that came beside a joint text, by the clause that is to have them.

    Args:
        first: The clause that has the joint text.
        wordings: Those that were written into the paragraph of none of the others.
        written: For each of the others those that were.
        before: The selection as it was before the clauses were joined.
        parts_in: What such a wording has for each clause; empty where it stays whole, with the first.
    """
    found: dict[str, tuple[OwnWording, ...]] = {first: (), **written}
    known = {source for one in found for source in before.sources[one]}
    for own in wordings:
        parts = parts_in(own.wording) if {*own.sources} <= known else {}
        if not parts:
            found[first] += (own,)
        for one, words in parts.items():
            on = tuple(source for source in own.sources if source in before.sources[one])
            found[one] += (replace(own, wording=words, sources=on),)
    return found


def with_their_footnotes(
    wordings: Mapping[str, Sequence[OwnWording]], before: OpenSelection
) -> tuple[dict[str, tuple[OwnWording, ...]], OpenSelection]:
    """Wordings from beside a joint text on what that alone was cited with, without the comments that said so.

    Beside a text it stays as it was: no wording there stands on what the text does.

    Args:
        wordings: Clause → those that it has now.
        before: The selection as it was before the clauses were joined, with what was written since.
    """
    found: dict[str, tuple[OwnWording, ...]] = {}
    file = before.in_blocks
    for clause, own in wordings.items():
        has = () if before.clause(clause).text else before.sources[clause]
        found[clause] = ()
        for words in own:
            said = {one: f"# {cited_beside(one, words.wording)}" for one in has if one not in words.sources}
            block = file.by_id[clause]
            lines = {file.lines[n].strip(): n for n in range(block.start, block.stop)}
            back = [one for one in has if said.get(one) in lines]
            found[clause] += (replace(words, sources=(*words.sources, *back)),)
            gone = [Change(at := lines[said[one]], at + 1, []) for one in back]
            file = file.changed(gone, [("clauses", clause)]) if gone else file
    return found, before.reread(file)
