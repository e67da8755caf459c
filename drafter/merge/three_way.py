"""The three sides of a merge: base, what drafter printed; theirs, what stands in Word; ours, the selection.

Whatever changed from base to theirs is somebody's edit, and is proposed unless ours says it already. What
only ours changed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from drafter.draft.compose import compose
from drafter.draft.model import Clause, Draft
from drafter.form.forms import Form
from drafter.form.glossary import load_glossary
from drafter.merge.model import KEYS, Field, Proposal
from drafter.merge.theirs import TheirClause, Theirs, bare, notice
from drafter.model import Alternatives, Decision, SelectionEntry
from drafter.returned.document import Returned
from drafter.selection.file import GUIDANCE_AS_CLAUSES, SelectionFile
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import resolve_selection
from drafter.text import words_of

# The words and the sources of each wording of a clause: what is compared.
Signature = tuple[tuple[str, frozenset[str]], ...]
_AROUND = 2  # words that are shown on both sides of a change
_LONGEST = 24  # words of a change that are shown


class ThreeWay:
    """The three sides, and what was found about them so far.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.
        selection: The selection that it was made from, as it is now.
        form: The selection's form.

    Attributes:
        name: How messages call the returned draft.
        short: Its name without its folders, as reasons call it.
        base: The draft inside it.
        selection: The selection as it is.
        form: Its form.
        theirs: What stands in Word.
        entries: The selection's entries by id.
        drafted: What the selection drafts as it is, by id.
        clauses: Those of theirs that are compared, new ones among them.
        problems: What cannot be told, or not be imported.
    """

    def __init__(self, returned: Returned, base: Draft, selection: OpenSelection, form: Form) -> None:
        self.name = returned.document.name
        self.short = self.name.replace("\\", "/").rpartition("/")[2]
        self.base = base
        self.selection, self.form = selection, form
        self.theirs = Theirs(returned, base)
        self.entries = {entry.id: entry for entry in selection.file.clauses}
        self.drafted = self.composed(selection.file)
        self.clauses: list[TheirClause] = []
        self.problems = list(self.theirs.problems)

    def agree(self, one: Signature, other: Signature, *, loosely: bool = False) -> bool:
        """Whether two signatures are the same.

        Args:
            one: A signature.
            other: Another one.
            loosely: Whether it does not matter which abbreviations are spelt out.
        """
        return len(one) == len(other) and all(
            # A clean draft has no footnotes.
            (sources == cited or self.base.is_clean)
            and (text == words or (loosely and _written_short(text) == _written_short(words)))
            for (text, sources), (words, cited) in zip(one, other, strict=True)
        )

    def is_drafted_as_printed(self, printed: Clause) -> bool:
        """Whether the selection still drafts a clause as it was printed."""
        ours = self.drafted.get(printed.id)
        return ours is not None and self.agree(
            drafted_signature(ours), printed_signature(printed), loosely=True
        )

    def composed(self, file: SelectionFile) -> dict[str, Clause]:
        """What a selection drafts, by id, printed as the returned draft was."""
        opened, options = self.selection.opened, dict(self.base.made_from.options)
        draft = compose(
            opened.matrix,
            resolve_selection(opened.matrix, opened.concordance, file),
            self.form,
            self.base.made_from,
            alternatives=Alternatives(options.get("alternatives", Alternatives.BIS)),
            guidance_as_clauses=options.get("guidance") == GUIDANCE_AS_CLAUSES,
        )
        return {clause.id: clause for clause in (*draft.clauses, *draft.guidance)}

    def composed_with(self, proposals: Iterable[Proposal]) -> dict[str, Clause]:
        """What the selection drafts with some proposals taken."""
        return self.composed(_with_proposals(self.selection.file, list(proposals)))

    def composed_if_in(self) -> Mapping[str, Clause]:
        """The clauses that the selection has out, as it would draft them."""
        file = self.selection.file
        out = {entry.id for entry in file.clauses if entry.decision is Decision.OUT}
        if not out:
            return {}
        entries = (replace(entry, decision=None) if entry.id in out else entry for entry in file.clauses)
        composed = self.composed(replace(file, clauses=tuple(entries)))
        return {given: composed[given] for given in out if given in composed}

    def note(self, key: str, clause: TheirClause, **facts: object) -> None:
        """Tell the user something of a clause; see ``notice``."""
        self.problems.append(notice(self.name, key, name=clause.name, clause=clause.id, **facts))


def their_signature(clause: TheirClause) -> Signature:
    """A clause as it stands in Word."""
    return tuple((line.text, frozenset(line.sources)) for line in clause.lines)


def printed_signature(clause: Clause) -> Signature:
    """A clause as drafter had printed it."""
    return tuple((bare(line.text), frozenset(line.sources)) for line in clause.lines)


def drafted_signature(clause: Clause) -> Signature:
    """A clause as drafter would print it today."""
    is_apart = clause.printed_as is Alternatives.BIS
    sources = [variant.sources for variant in clause.variants] if is_apart else [clause.sources]
    return tuple((bare(line.text), frozenset(own)) for line, own in zip(clause.lines, sources, strict=True))


def _written_short(text: str) -> str:
    return "".join(words_of(load_glossary().shortened(text)))


def changes_in_words(was: Signature, now: Signature) -> tuple[str, str]:
    """What went and what came, wording by wording."""
    if len(was) != len(now):
        before, after = {text for text, _ in was}, {text for text, _ in now}
        gone = [text for text, _ in was if text not in after]
        come = [text for text, _ in now if text not in before]
        return f"{len(was)} wordings: {' / '.join(gone)}", f"{len(now)} wordings: {' / '.join(come)}"
    pairs = [(text, words) for (text, _), (words, _) in zip(was, now, strict=True) if text != words]
    changed = [_change_in_words(text.split(), words.split()) for text, words in pairs]
    return " / ".join(old for old, _ in changed), " / ".join(new for _, new in changed)


def _change_in_words(old: list[str], new: list[str]) -> tuple[str, str]:
    """What went and what came, each with a few words around it: what they have in common is left out."""
    start = _length_in_common(old, new)
    end = _length_in_common(old[start:][::-1], new[start:][::-1])
    return (
        _part(old, start - _AROUND, len(old) - end + _AROUND),
        _part(new, start - _AROUND, len(new) - end + _AROUND),
    )


def _length_in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _part(words: Sequence[str], start: int, end: int) -> str:
    start, end = max(start, 0), min(end, len(words))
    shown = list(words[start:end])
    if len(shown) > _LONGEST:
        shown = [*shown[: _LONGEST // 2], "…", *shown[-_LONGEST // 2 :]]
    return f"{'… ' if start else ''}{' '.join(shown)}{' …' if end < len(words) else ''}"


def _with_proposals(file: SelectionFile, proposals: Sequence[Proposal]) -> SelectionFile:
    """The selection with every one of some proposals taken, in the order of the document.

    Clauses are moved before new ones come in.
    """
    entries = list(file.clauses)

    def place(given: str) -> int:
        return next(n for n, entry in enumerate(entries) if entry.id == given)

    for one in proposals:
        if one.field in KEYS:
            at = place(one.clause)
            entries[at] = _with_proposal(entries[at], one)
    for one in proposals:
        if one.field is Field.ORDER:
            moved = entries.pop(place(one.clause))
            entries.insert(place(one.other) + (not one.is_before), moved)
    behind: dict[str, int] = {}
    for one in proposals:
        if one.field is Field.NEW:
            at = place(one.other) if one.other else len(entries)
            if not one.is_before:
                behind[one.other] = behind.get(one.other, 0) + 1
                at += behind[one.other]
            entries.insert(at, one.to)
    return replace(file, clauses=tuple(entries))


def _with_proposal(entry: SelectionEntry, proposal: Proposal) -> SelectionEntry:
    keys = ("added", "dropped") if proposal.field is Field.SOURCES else KEYS[proposal.field]
    values = {key: getattr(proposal.to, key) for key in keys}
    if proposal.field is Field.DECISION and not proposal.to.reason:
        del values["reason"]
    return replace(entry, **values)
